"""The price index tables an office has: what is shipped, joined with the months it has read in since (E3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from ...models.ledger import IndexValue
from ...rules.price_index import IndexTable, IndexTables, shipped_index_tables
from ...texts import formats
from .acts import Look


def index_tables_of(look: Look) -> IndexTables:
    """All tables by number; months read in stand beside the shipped ones, and never over them."""
    value = IndexValue
    query = select(value.series, value.month, value.value, value.source, value.seen_on).order_by(value.month)
    more: dict[str, dict[date, Decimal]] = defaultdict(dict)
    own: dict[str, dict[date, str]] = defaultdict(dict)
    for row in look.session.execute(query):
        more[row.series][row.month] = row.value
        own[row.series][row.month] = _source(row)
    shipped = shipped_index_tables().tables.values()
    return IndexTables.of(_joined(table, more[table.number], own[table.number]) for table in shipped)


def _source(row: Any) -> str:
    return f"{row.source}, {formats.day(row.seen_on)}" if row.seen_on else row.source


def _joined(table: IndexTable, more: Mapping[date, Decimal], own: Mapping[date, str]) -> IndexTable:
    beside = {month: source for month, source in own.items() if month not in table.values}
    return replace(table, values={**more, **table.values}, own=beside)
