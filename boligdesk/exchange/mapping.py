"""Which column is which field: the proposal, the office's own choice, and its memory.

A proposal is *sure* when heading and content agree, *confirm* when one of them leaves a doubt, *skipped* when the
column is not brought in. One field is filled from one column at most; a field marked `many` may take several.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from pathlib import Path
from typing import Any

from ..rules.messages import refuse
from .fields import FIELDS, Field, ListKind, field_of, reading_of
from .header import Column, Table, header_key

_LOOKED_AT = 60
_SURE_SHARE = 0.9
_USABLE_SHARE = 0.5
_ALIKE = 0.86
#: Shorter headings are compared only whole: "leie" is not nearly "leier".
_LONG = 6
_FORMAT = 1


class Proposal(Enum):
    """How certain a proposed field is."""

    SURE = "sure"
    CONFIRM = "confirm"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Choice:
    """One column and the field it fills (None: not brought in)."""

    column: int
    label: str
    field: str | None
    proposal: Proposal


@dataclass(frozen=True)
class Mapping:
    """The choices for all columns of one list."""

    kind: ListKind
    choices: tuple[Choice, ...]

    def columns_of(self, field: str) -> tuple[int, ...]:
        """The columns that fill a field, left to right."""
        return tuple(choice.column for choice in self.choices if choice.field == field)

    def choose(self, column: int, field: str | None) -> Mapping:
        """The office's own choice for a column; another column that had the field lets go of it."""
        single = field is not None and not field_of(self.kind, field).many
        return replace(self, choices=tuple(_chosen(c, column, field, single) for c in self.choices))

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required fields that no column (and no other field that can stand in) fills."""
        filled = {choice.field for choice in self.choices}
        return tuple(f for f in FIELDS[self.kind] if f.required and not filled & {f.key, *f.instead})

    def to_json(self) -> str:
        """The choices by heading, to remember or to give to `--kart`."""
        columns = [{"kolonne": c.label, "plass": c.column, "felt": c.field} for c in self.choices]
        return json.dumps(
            {"format": _FORMAT, "slag": self.kind.value, "kolonner": columns}, ensure_ascii=False, indent=1
        )


def _chosen(choice: Choice, column: int, field: str | None, single: bool) -> Choice:
    if choice.column == column:
        return replace(choice, field=field, proposal=Proposal.SURE if field else Proposal.SKIPPED)
    if single and choice.field == field:
        return replace(choice, field=None, proposal=Proposal.SKIPPED)
    return choice


@dataclass(frozen=True)
class _Candidate:
    score: float
    column: Column
    field: Field
    sure: bool


def propose(table: Table, kind: ListKind, *, today: date) -> Mapping:
    """The best field for each column, from its heading and from what its cells hold."""
    candidates = [c for column in table.columns for c in _candidates(table, column, kind, today)]
    taken: dict[int, _Candidate] = {}
    fields: set[str] = set()
    for best in sorted(candidates, key=lambda c: (-c.score, c.column.index)):
        if best.column.index not in taken and best.field.key not in fields:
            taken[best.column.index] = best
            fields.add(best.field.key)
    return Mapping(kind, tuple(_as_choice(column, taken.get(column.index)) for column in table.columns))


def _as_choice(column: Column, found: _Candidate | None) -> Choice:
    if found is None:
        return Choice(column.index, column.label, None, Proposal.SKIPPED)
    proposal = Proposal.SURE if found.sure else Proposal.CONFIRM
    return Choice(column.index, column.label, found.field.key, proposal)


def _candidates(table: Table, column: Column, kind: ListKind, today: date) -> Iterable[_Candidate]:
    values = [cell.own for cell in table.cells(column) if cell.own is not None][:_LOOKED_AT]
    for field in FIELDS[kind]:
        name = _name_score(column, field)
        if not name and not (field.telling and values):
            continue
        usable, sure = _content(field, values, today)
        if name and (usable >= _USABLE_SHARE or not values):
            certain = name == 1 and sure >= _SURE_SHARE and bool(values)
            yield _Candidate(name + usable / 10 + _year(column), column, field, certain)
        elif field.telling and sure >= _SURE_SHARE:
            yield _Candidate(0.3 + sure / 10, column, field, False)


def _year(column: Column) -> float:
    """Of "Leie 2025" and "Leie 2026" the later one is the one that counts."""
    years = [int(word) for word in column.label.split() if word.isdigit() and len(word) == 4]
    return (max(years) - 1900) / 100_000 if years else 0.0


def _name_score(column: Column, field: Field) -> float:
    whole = header_key(column.label)
    if not whole:
        return 0.0
    keys = field.keys
    if whole in keys:
        return 1.0
    if any(header_key(part) in keys for part in column.parts):
        return 0.95
    if any(len(key) >= _LONG and key in whole for key in keys):
        return 0.6
    if len(whole) < _LONG:
        return 0.0
    return 0.5 if any(SequenceMatcher(None, key, whole).ratio() >= _ALIKE for key in keys) else 0.0


def _content(field: Field, values: Sequence[object], today: date) -> tuple[float, float]:
    """Shares of the cells that can be read as this field, and that can be read without doubt."""
    readings = [reading_of(field, value, today) for value in values]
    spoken = [reading for reading in readings if not reading.blank]
    if not spoken:
        return 0.0, 0.0
    return sum(r.ok for r in spoken) / len(spoken), sum(r.sure for r in spoken) / len(spoken)


def apply_remembered(table: Table, proposal: Mapping, saved: str, file: str = "") -> Mapping:
    """Lay a saved mapping (`Mapping.to_json`) over a proposal, by heading; refuses (`import.kart`) what is no mapping.

    A saved column that this file lacks is passed over; a column the saved mapping does not know keeps its proposal.
    """
    mapping = proposal
    for label, place, key in _saved_columns(saved, proposal.kind, file):
        column = _find_column(table, label, place)
        if column is not None:
            mapping = mapping.choose(column.index, key)
    return mapping


def _find_column(table: Table, label: str, place: int) -> Column | None:
    same = [c for c in table.columns if header_key(c.label) == header_key(label)]
    exact = [c for c in same if c.label == label]
    return min(exact or same, key=lambda c: abs(c.index - place), default=None)


def _saved_columns(saved: str, kind: ListKind, file: str) -> list[tuple[str, int, str | None]]:
    try:
        content: Any = json.loads(saved)
        known = {field.key for field in FIELDS[kind]}
        columns = [(str(c["kolonne"]), int(c["plass"]), c["felt"] and str(c["felt"])) for c in content["kolonner"]]
        if content["format"] != _FORMAT or content["slag"] != kind.value:
            raise ValueError
    except (ValueError, KeyError, TypeError) as error:
        raise refuse("import.kart", fil=file) from error
    for _, _, key in columns:
        if key is not None and key not in known:
            raise refuse("import.kart_felt", fil=file, felt=str(key))
    return columns


def read_mapping_file(path: Path) -> str:
    """The text of a `--kart` file; refuses when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise refuse("import.kart", fil=path.name) from error
