"""The price index tables of the office: what they hold, and new months read in from Statistisk sentralbyrå's files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from ..exchange.index_file import IndexFile, read_index_file
from ..models.ledger import IndexValue
from ..rules.messages import refuse
from ..rules.price_index import shipped_index_tables
from ..rules.rights import Right
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.index_rows import index_tables_of


@dataclass(frozen=True)
class IndexTableRow:
    """A table: its number, the year that is 100, where it is from, and its months with their figures."""

    number: str
    base_year: int
    source: str
    values: Mapping[date, Decimal]

    @property
    def first(self) -> date:
        """The oldest month."""
        return min(self.values)

    @property
    def last(self) -> date:
        """The newest month."""
        return max(self.values)


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
    tables = index_tables_of(look).tables.values()
    rows = (IndexTableRow(t.number, t.base_year, t.source, dict(sorted(t.values.items()))) for t in tables)
    return tuple(sorted(rows, key=lambda row: -row.base_year))


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
        work.add(_row(work, found, month, name))
    return IndexImported(found.table, tuple(new), len(found.values) - len(new), max((*known, *new)))


def _row(work: Work, found: IndexFile, month: date, name: str) -> IndexValue:
    return IndexValue(
        series=found.table,
        month=month,
        value=found.values[month],
        source=name[:200],
        recorded_at=work.now,
        recorded_by=work.who.user_id,
    )
