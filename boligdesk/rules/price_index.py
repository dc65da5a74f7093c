"""The consumer price index by table and month (Statistisk sentralbyrå), for rent changes under husleieloven § 4-2.

Two tables ship, each on its own base year: 03013 (2015=100, ended December 2025) and 14709 (2025=100). They are
never mixed: even the change over twelve months differs between them. A month that no table holds is named, and
never guessed from its neighbour.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from ..shipped import resources
from .explanation import Certainty, Explanation, RateStamp, Unit
from .messages import refuse
from .periods import add_months, first_of_month

#: A month is given out about this day of the next one.
_PUBLISHED_DAY = 10


@dataclass(frozen=True)
class IndexTable:
    """One table: `values` by the 1st of the month, `base_year` = 100. `number` is the publisher's table number.

    `ended`: the last month it will ever have. `own`: the months the office has entered itself, with their source.
    """

    number: str
    base_year: int
    updated: date
    source: str
    certainty: Certainty
    values: Mapping[date, Decimal]
    ended: date | None = None
    own: Mapping[date, str] = field(default_factory=dict)

    @property
    def last(self) -> date:
        """The newest month the table holds."""
        return max(self.values)

    def at(self, month: date) -> Decimal:
        """The index of the month that `month` lies in. RefusedError names table, month and the last one held."""
        value = self.values.get(month.replace(day=1))
        if value is None:
            raise refuse("husleie.indeks.mangler", tabell=self.number, maned=month, siste=self.last)
        return value

    def missing(self, today: date) -> tuple[date, ...]:
        """The months from its first on that should be published by a day, and are not here; the oldest first."""
        until = add_months(first_of_month(today), -1 if today.day > _PUBLISHED_DAY else -2)
        until = min(until, self.ended or until)
        found, month = [], min(self.values)
        while month <= until:
            if month not in self.values:
                found.append(month)
            month = add_months(month, 1)
        return tuple(found)

    def source_of(self, month: date) -> str:
        """Where the figure of a month is from."""
        return self.own.get(month, self.source)

    def certainty_of(self, month: date) -> Certainty:
        """How sure the figure of a month is; what the office entered is its own word."""
        return Certainty.CONFIRMED if month in self.own else self.certainty

    def explained(self, month: date) -> Explanation:
        """The index of a month as a leaf of an explanation. RefusedError as `at`."""
        value = self.at(month)
        return Explanation(
            "husleie.indeks.verdi",
            {"tabell": self.number, "basis": str(self.base_year), "maned": month, "verdi": value},
            result=value,
            unit=Unit.INDEX,
            source=self.source_of(month.replace(day=1)),
            certainty=self.certainty_of(month.replace(day=1)),
            rate=RateStamp(f"kpi_{self.number}", month.replace(day=1), f"{self.number} {self.updated.isoformat()}"),
        )


@dataclass(frozen=True)
class IndexPoint:
    """A month of one table: what a rent was last set by, or is to be set by now."""

    table: str
    month: date


@dataclass(frozen=True)
class IndexTables:
    """The tables an office has, by number."""

    tables: Mapping[str, IndexTable]

    @classmethod
    def of(cls, tables: Iterable[IndexTable]) -> IndexTables:
        """Tables in any order; ValueError when one stands twice."""
        given = tuple(tables)
        by_number = {table.number: table for table in given}
        if len(by_number) != len(given):
            raise ValueError("an index table stands twice")
        return cls(by_number)

    def table_of(self, earlier: IndexPoint, later: IndexPoint) -> IndexTable:
        """The one table both months are taken from. RefusedError when they are of two tables, the table is unknown,
        or the months do not follow each other.
        """
        if earlier.table != later.table:
            raise refuse("husleie.indeks.blandet", en=earlier.table, to=later.table)
        if earlier.table not in self.tables:
            raise refuse("husleie.indeks.ukjent_tabell", tabell=earlier.table, kjente=", ".join(sorted(self.tables)))
        if earlier.month.replace(day=1) >= later.month.replace(day=1):
            raise refuse("husleie.indeks.rekkefolge", fra=earlier.month, til=later.month)
        return self.tables[earlier.table]


@cache
def shipped_index_tables() -> IndexTables:
    """The tables under `resources/indekser/`."""
    content = tomllib.loads((resources() / "indekser" / "kpi.toml").read_text(encoding="utf-8"))
    return IndexTables.of(map(_table, content["tabell"]))


def _table(row: dict[str, Any]) -> IndexTable:
    text = (resources() / "indekser" / row["fil"]).read_text(encoding="utf-8")
    return IndexTable(
        row["nummer"],
        row["basis"],
        row["oppdatert"],
        row["kilde"],
        Certainty(row["sikkerhet"]),
        _values(text),
        row.get("avsluttet"),
    )


def _values(text: str) -> dict[date, Decimal]:
    lines = list(csv.DictReader(text.splitlines()))
    values = {date.fromisoformat(f"{line['maned']}-01"): Decimal(line["indeks"]) for line in lines}
    if len(values) != len(lines):
        raise ValueError("a month stands twice in an index table")
    return values
