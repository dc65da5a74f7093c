"""The office's price index tables: what they hold, and new months, read from SSB's files or typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import or_, select

from ..exchange.index_file import IndexFile, read_index_file
from ..models.ledger import IndexValue, RentRound
from ..rules.explanation import Certainty
from ..rules.messages import refuse
from ..rules.periods import first_of_month
from ..rules.price_index import IndexTable, shipped_index_tables
from ..rules.rights import Right
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.index_rows import index_tables_of


@dataclass(frozen=True)
class IndexMonth:
    """A month of a table with its figure, and where that is from. `own`: the office has entered it."""

    month: date
    value: Decimal
    source: str
    certainty: Certainty
    own: bool


@dataclass(frozen=True)
class IndexTableRow:
    """A table: its number, the year that is 100, its months (oldest first), and those that should be there and are not.

    `ended`: the last month it will ever have.
    """

    number: str
    base_year: int
    source: str
    certainty: Certainty
    ended: date | None
    months: tuple[IndexMonth, ...]
    missing: tuple[date, ...]

    @property
    def values(self) -> Mapping[date, Decimal]:
        """The figures by month."""
        return {one.month: one.value for one in self.months}

    @property
    def first(self) -> date:
        """The oldest month."""
        return self.months[0].month

    @property
    def last(self) -> date:
        """The newest month."""
        return self.months[-1].month


@dataclass(frozen=True)
class IndexImported:
    """What a file gave: its table, the months that were new, how many were known, and the newest month now."""

    table: str
    new: tuple[date, ...]
    known: int
    last: date


@reads(Right.LEDGER_READ)
def index_tables(look: Look) -> tuple[IndexTableRow, ...]:
    """The tables, the newest base year first. They are never mixed (§ 4-2)."""
    rows = [_table_row(table, look.today) for table in index_tables_of(look).tables.values()]
    return tuple(sorted(rows, key=lambda row: -row.base_year))


def _table_row(table: IndexTable, today: date) -> IndexTableRow:
    months = tuple(
        IndexMonth(month, value, table.source_of(month), table.certainty_of(month), month in table.own)
        for month, value in sorted(table.values.items())
    )
    missing = table.missing(today)
    return IndexTableRow(table.number, table.base_year, table.source, table.certainty, table.ended, months, missing)


@writes(Right.RENT_ADJUST)
def type_index_month(work: Work, table: str, month: date, value: Decimal, source: str, seen_on: date) -> None:
    """Enter a month as somebody read it at its source, on a day (not after today).

    Refused without a source, for a month of no known table, one it has already or will never have, or a day to come.
    """
    known = index_tables_of(work).tables.get(table)
    month = first_of_month(month)
    if known is None or month < min(known.values) or month > (known.ended or month):
        raise refuse("indeks.ikke_i_tabellen", tabell=table, maned=month)
    if month in known.values:
        raise refuse("indeks.finnes", maned=month, kjent=known.values[month])
    if value <= 0 or not source.strip():
        raise refuse("indeks.uten_kilde")
    if seen_on > work.today or month >= first_of_month(seen_on):
        raise refuse("indeks.ikke_publisert", maned=month)
    work.add(_row(work, table, month, value, source.strip(), seen_on))


@writes(Right.RENT_ADJUST)
def take_out_index_month(work: Work, table: str, month: date, reason: str) -> None:
    """Take a month out that the office entered wrongly. Refused without a reason, and once a rent rests on it."""
    row = work.session.execute(
        select(IndexValue).where(IndexValue.series == table, IndexValue.month == first_of_month(month))
    ).scalar_one_or_none()
    if row is None:
        raise refuse("sak.finnes_ikke")
    if not reason.strip():
        raise refuse("indeks.uten_grunn")
    used = select(RentRound.id).where(
        RentRound.series == table, or_(RentRound.from_month == row.month, RentRound.to_month == row.month)
    )
    if work.session.execute(used).first() is not None:
        raise refuse("indeks.i_bruk", maned=row.month)
    work.reason(reason.strip())
    work.session.delete(row)


@steps(Right.RENT_ADJUST)
def import_index(desk: Desk, path: Path) -> Done[IndexImported]:
    """Read a file of one table (csv or json-stat) and keep the months that were not known.

    Refused when the file is of no known table, or gives another figure for a month that is known.
    """
    bases = {number: table.base_year for number, table in shipped_index_tables().tables.items()}
    return _keep(desk, read_index_file(path, bases), path.name)


@writes(Right.RENT_ADJUST)
def _keep(work: Work, found: IndexFile, name: str) -> IndexImported:
    known = index_tables_of(work).tables[found.table].values
    for month, value in sorted(found.values.items()):
        if known.get(month, value) != value:
            raise refuse("indeks.annen_verdi", maned=month, kjent=known[month], ny=value)
    new = sorted(set(found.values) - set(known))
    for month in new:
        work.add(_row(work, found.table, month, found.values[month], name))
    return IndexImported(found.table, tuple(new), len(found.values) - len(new), max((*known, *new)))


def _row(work: Work, table: str, month: date, value: Decimal, source: str, seen_on: date | None = None) -> IndexValue:
    return IndexValue(
        series=table,
        month=month,
        value=value,
        source=source[:200],
        seen_on=seen_on,
        recorded_at=work.now,
        recorded_by=work.who.user_id,
    )
