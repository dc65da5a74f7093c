"""A criteria file with a line at its top changed, so that the comments and the order of its author stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ..messages import RefusedError
from .files import read_set
from .sets import CriteriaSet
from .toml_lines import lines_of
from .written import line_of_pair, to_toml


def with_days(text: str, valid_from: date | None, valid_to: date | None) -> str:
    """The same rules, valid in another time (both days inclusive, None: open)."""
    return _with(text, {"gjelder_fra": valid_from, "gjelder_til": valid_to}, valid_from=valid_from, valid_to=valid_to)


def with_name(text: str, name: str) -> str:
    """The same rules under another name, valid in no particular time yet."""
    return _with(
        text, {"navn": name, "gjelder_fra": None, "gjelder_til": None}, name=name, valid_from=None, valid_to=None
    )


def _with(text: str, pairs: Mapping[str, str | date | None], **changes: str | date | None) -> str:
    """Line by line where that gives the wanted set; else the whole file is written anew."""
    wanted: CriteriaSet = replace(read_set(text, ""), **changes)  # type: ignore[arg-type]
    lines = _lines_changed(text, pairs)
    try:
        return lines if read_set(lines, "") == wanted else to_toml(wanted)
    except RefusedError:  # a value ran over several lines, and now half of it is left
        return to_toml(wanted)


def _lines_changed(text: str, pairs: Mapping[str, str | date | None]) -> str:
    """Each key on its own line; a new one before "kommune", which every set has."""
    lines, places = text.split("\n"), lines_of(text)
    before = places[("kommune",)]
    new = [line_of_pair(key, value) for key, value in pairs.items() if value is not None and (key,) not in places]
    edits = [
        (places[(key,)], 1, [] if value is None else [line_of_pair(key, value)])
        for key, value in pairs.items()
        if (key,) in places
    ]
    for line, length, put in sorted([*edits, (before, 0, new)], reverse=True):
        lines[line - 1 : line - 1 + length] = put
    return "\n".join(lines)
