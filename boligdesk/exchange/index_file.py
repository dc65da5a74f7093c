"""The consumer price index as Statistisk sentralbyrå gives it out: json-stat, or csv in long or wide form.

A file is of one table, known by its number or by its base year (2015=100, 2025=100). Months without a figure are not
there; nothing is guessed.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import product
from pathlib import Path
from typing import Any

from ..rules.messages import refuse
from ..rules.os_reasons import os_reason

_MONTH = re.compile(r"\b(\d{4})[M-](0[1-9]|1[0-2])\b")
_BASE = re.compile(r"\b(\d{4})\s*=\s*100\b")
_TOTAL = re.compile(r"\btotal", re.IGNORECASE)


@dataclass(frozen=True)
class IndexFile:
    """The months of one table, by the 1st of each."""

    table: str
    values: Mapping[date, Decimal]


def read_index_file(path: Path, bases: Mapping[str, int]) -> IndexFile:
    """Read a file of one of the tables in `bases` (number → base year).

    Refused (`indeks.*`) when it cannot be read, is of none or several of them, or has two figures for a month.
    """
    text = _text(path)
    cells = list(_json_cells(text) if text.lstrip().startswith("{") else _csv_cells(text))
    values: dict[date, Decimal] = {}
    for month, value in cells:
        if values.setdefault(month, value) != value:
            raise refuse("indeks.to_verdier", fil=path.name, maned=month)
    if not values:
        raise refuse("indeks.ingen_maneder", fil=path.name)
    return IndexFile(_table(f"{path.name} {text}", path.name, bases), values)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise refuse("indeks.ikke_lest", fil=path.name, grunn=os_reason(error)) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _table(text: str, name: str, bases: Mapping[str, int]) -> str:
    """The table a file says it is of, by number and base year; the two must not disagree."""
    years = {int(year) for year in _BASE.findall(text)}
    named = {number for number in bases if re.search(rf"\b{number}\b", text)}
    meant = named or {number for number, year in bases.items() if year in years}
    if len(meant) != 1 or len(years) > 1 or (years and bases[min(meant)] not in years):
        raise refuse("indeks.hvilken_tabell", fil=name, kjente=", ".join(sorted(bases)))
    return min(meant)


def _number(cell: object) -> Decimal | None:
    try:
        value = Decimal(str(cell).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and value > 0 else None


def _month(text: str) -> date | None:
    found = _MONTH.search(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _csv_cells(text: str) -> Iterator[tuple[date, Decimal]]:
    lines = text.splitlines()
    mark = max(";,\t", key=lambda sign: sum(line.count(sign) for line in lines))
    rows = [row for row in csv.reader(lines, delimiter=mark) if row]
    head = next((row for row in rows if sum(_month(cell) is not None for cell in row) > 1), None)
    if head is not None:
        columns = [place for place in _only(range(len(head)), lambda p: head[p]) if _month(head[place])]
        body = [row for row in rows[rows.index(head) + 1 :] if len(row) == len(head)]
        found = [(_month(head[place]), row[place]) for row in _only(body, " ".join) for place in columns]
    else:
        body = [row for row in rows if any(_month(cell) for cell in row)]
        found = [(next(filter(None, map(_month, row))), row[-1]) for row in _only(body, " ".join)]
    yield from _read(found)


def _only(things: Iterable[Any], words: Any) -> list[Any]:
    """What is of the total index, where the file has groups, and of the index itself, where it has changes too."""
    found = list(things)
    for wanted in (_TOTAL, _BASE):
        found = [thing for thing in found if wanted.search(words(thing))] or found
    return found


def _read(found: Iterable[tuple[date | None, object]]) -> Iterator[tuple[date, Decimal]]:
    for month, cell in found:
        value = _number(cell)
        if month is not None and value is not None:
            yield month, value


def _json_cells(text: str) -> Iterator[tuple[date, Decimal]]:
    try:
        content = json.loads(text, parse_float=Decimal)
        data = content.get("dataset", content)
        names = data.get("id") or data["dimension"]["id"]
        places = [_codes(data["dimension"][name]["category"]) for name in names]
        values = data["value"]
        yield from _read(_chosen(places, values))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise refuse("indeks.ikke_json_stat") from error


def _codes(category: Mapping[str, Any]) -> list[str]:
    """The codes of a dimension in their order, each with its label."""
    labels, index = category.get("label", {}), category.get("index", {})
    codes = (
        list(index) if isinstance(index, list) else sorted(index or labels, key=lambda code: (index or {}).get(code, 0))
    )
    return [f"{code} {labels.get(code, '')}" for code in codes]


def _chosen(places: Sequence[Sequence[str]], values: Any) -> Iterator[tuple[date | None, object]]:
    """The figures of the total index: of each dimension but the months only what is meant is taken."""
    wanted = [set(_only(range(len(codes)), codes.__getitem__)) for codes in places]
    for at, where in enumerate(product(*(range(len(codes)) for codes in places))):
        if all(place in kept for place, kept in zip(where, wanted, strict=True)):
            cell = values[at] if isinstance(values, list) else values.get(str(at))
            month = next(filter(None, (_month(codes[p]) for codes, p in zip(places, where, strict=True))), None)
            yield month, cell
