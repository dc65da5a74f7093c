"""Cells that hold more than one thing, and the few kinds of cell that only the lists have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ..rules.folding import search_key
from ..rules.identifiers import Identifier
from ..rules.messages import msg
from ..rules.reading import SUGGESTED, Reading, read_birth_date, read_identifier, read_postcode
from ..rules.reading.cells import from_cell
from ..rules.reading.outcome import confirm, wrong
from .records import ChildRow

T = TypeVar("T")

_BETWEEN_NUMBERS = re.compile(r"\s*(?:[/;,&+\n]|\bog\b)\s*")
_BETWEEN_DATES = re.compile(r"\s*(?:[;&+\n]|\bog\b|\s/\s)\s*")
_BETWEEN_CHILDREN = re.compile(r"\s*(?:[;&+,\n]|\bog\b)\s*")
_CHILD = re.compile(r"(?P<name>\D*?)\W*(?:f\.?|født)?\s*(?P<born>\d[\d./-]*)?\W*")
_FLOOR = re.compile(r"(?P<floor>-?\d{1,2})\s*\.?\s*(?:etg|etasje|et)?\.?", re.IGNORECASE)
_BELOW = frozenset({"kjeller", "underetasje", "sokkel", "u", "u1", "k", "k1", "uetg", "u etg"})
_POST = re.compile(r"[^\d]*\d{3,4}\s+(?P<city>[^\d]+)")
_EXACT_DIGITS = 15
_KID_LONGEST = 25


def read_text(cell: object) -> Reading[str]:
    """Free text on one line."""
    return from_cell(cell, lambda text: Reading(" ".join(text.split())))


def read_identifiers(cell: object) -> Reading[tuple[Identifier, ...]]:
    """One or several person numbers in a cell, in the order of the names."""
    return _several(cell, _BETWEEN_NUMBERS, read_identifier)


def read_births(cell: object, today: date) -> Reading[tuple[date, ...]]:
    """One or several birth dates in a cell, in the order of the names."""
    return _several(cell, _BETWEEN_DATES, lambda part: read_birth_date(part, today=today))


def _several(cell: object, between: re.Pattern[str], read: Callable[[object], Reading[T]]) -> Reading[tuple[T, ...]]:
    """Read the whole cell; when that fails and it has several parts, read each. The first doubt is the cell's."""
    whole = read(cell)
    parts = [part for part in between.split(cell.strip()) if part] if isinstance(cell, str) else []
    if whole.ok or len(parts) < 2:
        return _as_tuple(whole, (), ())
    readings = [read(part) for part in parts]
    at = next((i for i, reading in enumerate(readings) if not reading.sure), None)
    values = tuple(reading.value for reading in readings if reading.value is not None)
    if at is None:
        return Reading(values)
    return _as_tuple(readings[at], values[:at], values[at + (readings[at].value is not None) :])


def _as_tuple(reading: Reading[T], before: tuple[T, ...], after: tuple[T, ...]) -> Reading[tuple[T, ...]]:
    """A reading of one part as a reading of all of them: value and mends keep the other parts."""
    finding = reading.finding
    if finding is not None:
        mends = tuple(replace(m, values={SUGGESTED: (*before, m.values[SUGGESTED], *after)}) for m in finding.mends)
        finding = replace(finding, mends=mends)
    value = None if reading.value is None else (*before, reading.value, *after)
    return Reading(value, finding)


def read_children(cell: object, today: date) -> Reading[tuple[ChildRow, ...]]:
    """Children by name, with year or date of birth where it stands: "Nils f. 2015, Anna (03.04.2018)"."""
    return from_cell(cell, lambda text: _children(text, today))


def _children(text: str, today: date) -> Reading[tuple[ChildRow, ...]]:
    children = tuple(_child(part, today) for part in _BETWEEN_CHILDREN.split(text) if part)
    if all(child is not None and child.name for child in children):
        return Reading(tuple(child for child in children if child))
    return wrong(msg("import.barn.ikke", tekst=text[:60]))


def _child(text: str, today: date) -> ChildRow | None:
    shape = _CHILD.fullmatch(text)
    if shape is None:
        return None
    name, born = shape["name"].strip(" (,-"), shape["born"] or ""
    if re.fullmatch(r"(19|20)\d\d", born):
        return ChildRow(name, birth_year=int(born))
    day = read_birth_date(born.rstrip(".") or None, today=today)
    return ChildRow(name, birth_date=day.value) if day.ok else None


def read_floor(cell: object) -> Reading[int]:
    """The floor: "2", "2. etg"; cellar and lower floor are 0 after confirmation."""
    return from_cell(cell, _floor)


def _floor(text: str) -> Reading[int]:
    shape = _FLOOR.fullmatch(text)
    if shape:
        return Reading(int(shape["floor"]))
    if search_key(text) in _BELOW:
        return confirm(0, msg("import.etasje.under", tekst=text))
    return wrong(msg("import.etasje.ikke", tekst=text[:60]))


def read_kid(cell: object) -> Reading[str]:
    """A KID as it stands, blanks removed. A number too long for a spreadsheet has lost its end and is wrong."""
    if isinstance(cell, (int, float)) and abs(cell) >= 10**_EXACT_DIGITS:
        return wrong(msg("import.kid.avrundet"))
    return from_cell(cell, _kid)


def _kid(text: str) -> Reading[str]:
    bare = re.sub(r"[\s.]", "", text)
    if re.fullmatch(r"\d{2,24}[\d-]", bare) and len(bare) <= _KID_LONGEST:
        return Reading(bare)
    if "E+" in text.upper():
        return wrong(msg("import.kid.avrundet"))
    return wrong(msg("import.kid.ikke", tekst=text[:60]))


def read_post(cell: object) -> Reading[tuple[str, str]]:
    """Postcode and, when it stands in the same cell, its place: "9800 Vadsø"."""
    shape = _POST.fullmatch(cell.strip()) if isinstance(cell, str) else None
    city = shape["city"].strip() if shape else ""
    reading = _as_tuple(read_postcode(cell), (), (city,))
    return Reading((reading.value[0], city) if reading.value else None, reading.finding)
