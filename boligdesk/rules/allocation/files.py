"""Criteria sets in files: read with every fault and its line, and the shipped ones (`resources/kriterier/`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from ...shipped import resources
from ..messages import RefusedError, refuse
from ..os_reasons import os_reason
from .conditions import Condition
from .given import raise_all
from .literals import day, integer, plain_text, yes_no
from .sets import CriteriaSet, Criterion, ExceptionRule, PriorityGroup, Score, ScorePart, VersionDate, Wording
from .source import Node, line_of, nearest, read_source
from .syntax import read_condition

T = TypeVar("T")

_TOP = (
    *("navn", "kommune", "utgave", "malform", "vedtatt_av", "vedtatt_dato", "gjelder_fra", "gjelder_til"),
    *("utgave_velges_etter", "kilde", "kilde_lest", "ufullstendig_kilde", "merknad", "krav", "prioritet", "poeng"),
)
_CRITERION = ("nokkel", "tittel", "tittel_nn", "tekst", "tekst_nn", "paragraf", "oppfylt", "unntak")
_EXCEPTION = ("nokkel", "tekst", "tekst_nn", "gjelder", "begrunnelse")
_GROUP = ("nokkel", "trinn", "tekst", "tekst_nn", "gjelder")
_PART = ("nokkel", "tekst", "tekst_nn", "poeng", "gjelder")

#: A set is a few pages of text; more than this is another file.
_MOST_CHARACTERS = 500_000


def read_set(text: str, name: str) -> CriteriaSet:
    """The set in a TOML text; `name` is what the file is called in messages.

    RefusedError holds every demand that is wrong, each with its line and how to mend it.
    """
    if len(text) > _MOST_CHARACTERS:
        raise refuse("kriterier.for_stor", fil=name)
    root = read_source(text, name)
    root.known(_TOP, "kriterier.ukjent_nokkel")
    faults: list[RefusedError] = []
    language = _language(root)
    criteria = _many(root, "krav", lambda node: _criterion(node, language, faults), faults)
    groups = _many(root, "prioritet", lambda node: _group(node, language), faults)
    score = _collected(lambda: _score(root, language), faults)
    whole = _collected(lambda: _whole(root, language, criteria, groups, score), faults)
    raise_all(sorted(faults, key=line_of))
    if whole is None or not criteria:
        raise root.fault("kriterier.uten_krav")
    return whole


def read_set_file(path: Path) -> CriteriaSet:
    """The set in a file; RefusedError when it cannot be read or something in it is wrong."""
    return read_set(text_of(path), path.name)


def text_of(path: Path) -> str:
    """The text of a file, with or without a byte order mark; RefusedError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("kriterier.ikke_utf8", fil=path.name) from error
    except OSError as error:
        raise refuse("kriterier.fil_uleselig", fil=str(path), grunn=os_reason(error)) from error


@cache
def shipped_texts() -> dict[str, str]:
    """Short name (that of the file) → the text of the sets that follow with the program."""
    return {path.stem: text_of(path) for path in sorted((resources() / "kriterier").glob("*.toml"))}


@cache
def shipped_sets() -> dict[str, CriteriaSet]:
    """Short name → the sets that follow with the program, none of them adopted."""
    return {key: read_set(text, f"{key}.toml") for key, text in shipped_texts().items()}


def shipped_set(name: str) -> CriteriaSet:
    """The shipped set of a short name; RefusedError names those that are near."""
    found = shipped_sets().get(name.casefold())
    if found is None:
        raise refuse("kriterier.ukjent_sett", navn=name, mulige=nearest(name, tuple(shipped_sets())))
    return found


def _whole(
    root: Node,
    language: str,
    criteria: tuple[Criterion, ...],
    groups: tuple[PriorityGroup, ...],
    score: Score | None,
) -> CriteriaSet:
    valid_from, valid_to = _day(root, "gjelder_fra"), _day(root, "gjelder_til")
    if valid_from and valid_to and valid_to < valid_from:
        raise root.child("gjelder_til").fault("kriterier.til_for_fra")
    return CriteriaSet(
        name=plain_text(_needed(root, "navn")),
        municipality=plain_text(_needed(root, "kommune")),
        source=plain_text(_needed(root, "kilde")),
        source_read=day(_needed(root, "kilde_lest")),
        criteria=criteria,
        groups=groups,
        score=score,
        edition=_edition(root),
        language=language,
        decided_by=_text(root, "vedtatt_av"),
        decided_on=_day(root, "vedtatt_dato"),
        valid_from=valid_from,
        valid_to=valid_to,
        version_date=VersionDate(_choice(root, "utgave_velges_etter", tuple(VersionDate))),
        incomplete=_text(root, "ufullstendig_kilde"),
        note=_text(root, "merknad"),
    )


def _criterion(node: Node, language: str, faults: list[RefusedError]) -> Criterion:
    node.known(_CRITERION, "kriterier.ukjent_nokkel")
    exceptions = _many(node, "unntak", lambda item: _exception(item, language), faults)
    return Criterion(
        plain_text(_needed(node, "nokkel")),
        _wording(node, "tittel", language),
        _wording(node, "tekst", language),
        read_condition(_needed(node, "oppfylt")),
        _text(node, "paragraf"),
        exceptions,
    )


def _exception(node: Node, language: str) -> ExceptionRule:
    node.known(_EXCEPTION, "kriterier.ukjent_nokkel")
    when = _condition(node)
    reason = yes_no(node.child("begrunnelse")) if "begrunnelse" in node.keys else True
    if when is None and not reason:
        raise node.child("begrunnelse").fault("kriterier.skjonn_uten_grunn")
    return ExceptionRule(plain_text(_needed(node, "nokkel")), _wording(node, "tekst", language), when, reason)


def _group(node: Node, language: str) -> PriorityGroup:
    node.known(_GROUP, "kriterier.ukjent_nokkel")
    step = plain_text(_needed(node, "trinn"))
    return PriorityGroup(plain_text(_needed(node, "nokkel")), step, _wording(node, "tekst", language), _condition(node))


def _score(root: Node, language: str) -> Score | None:
    if "poeng" not in root.keys:
        return None
    node = root.child("poeng")
    if not isinstance(node.value, dict):
        raise node.fault("kriterier.ikke_tabeller", nokkel="poeng")
    node.known(("i_bruk", "del"), "kriterier.ukjent_nokkel")
    faults: list[RefusedError] = []
    parts = _many(node, "del", lambda item: _part(item, language), faults)
    raise_all(faults)
    return Score(parts, yes_no(node.child("i_bruk")) if "i_bruk" in node.keys else False)


def _part(node: Node, language: str) -> ScorePart:
    node.known(_PART, "kriterier.ukjent_nokkel")
    return ScorePart(
        plain_text(_needed(node, "nokkel")),
        _wording(node, "tekst", language),
        integer(_needed(node, "poeng")),
        read_condition(_needed(node, "gjelder")),
    )


def _many(root: Node, key: str, read: Callable[[Node], T], faults: list[RefusedError]) -> tuple[T, ...]:
    """Every table of a list; the faults of one do not hide those of the next."""
    if key not in root.keys:
        return ()
    node = root.child(key)
    if not isinstance(node.value, list) or not all(isinstance(item, dict) for item in node.value):
        faults.append(node.fault("kriterier.ikke_tabeller", nokkel=key))
        return ()
    _collected(lambda: _all_different(node), faults)
    found = [_collected(lambda item=item: read(item), faults) for item in node.children()]  # type: ignore[misc]
    return tuple(item for item in found if item is not None)


def _all_different(node: Node) -> None:
    seen: set[str] = set()
    for item in node.children():
        key = str(item.value.get("nokkel", item.path))
        if key in seen:
            raise item.child("nokkel").fault("kriterier.to_ganger", funnet=key)
        seen.add(key)


def _collected(read: Callable[[], T], faults: list[RefusedError]) -> T | None:
    try:
        return read()
    except RefusedError as error:
        faults.append(error)
        return None


def _needed(node: Node, key: str) -> Node:
    if key not in node.keys:
        raise node.fault("kriterier.mangler", nokkel=key)
    return node.child(key)


def _text(node: Node, key: str) -> str:
    return plain_text(node.child(key)) if key in node.keys else ""


def _day(node: Node, key: str) -> date | None:
    return day(node.child(key)) if key in node.keys else None


def _edition(root: Node) -> int:
    return integer(root.child("utgave")) if "utgave" in root.keys else 1


def _condition(node: Node) -> Condition | None:
    return read_condition(node.child("gjelder")) if "gjelder" in node.keys else None


def _wording(node: Node, key: str, language: str) -> Wording:
    nynorsk = f"{key}_nn"
    if language == "nn":
        return Wording(plain_text(_needed(node, key)), plain_text(_needed(node, nynorsk)))
    return Wording(plain_text(_needed(node, key)), _text(node, nynorsk))


def _language(root: Node) -> str:
    return _choice(root, "malform", ("nb", "nn"))


def _choice(node: Node, key: str, allowed: tuple[str, ...]) -> str:
    """One of some words; the first where nothing is written."""
    if key not in node.keys:
        return allowed[0]
    word = plain_text(node.child(key))
    if word not in allowed:
        raise node.child(key).fault("kriterier.ukjent_ord", funnet=word, mulige=", ".join(allowed))
    return word
