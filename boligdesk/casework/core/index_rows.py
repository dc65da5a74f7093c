"""The price index tables an office has: what is shipped, joined with the months it has read in since (E3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from ...models.ledger import IndexValue
from ...rules.price_index import IndexTables, shipped_index_tables
from .acts import Look


def index_tables_of(look: Look) -> IndexTables:
    """All tables by number; months read in stand beside the shipped ones, and never over them."""
    query = select(IndexValue.series, IndexValue.month, IndexValue.value).order_by(IndexValue.month)
    more: dict[str, dict[date, Decimal]] = {}
    for row in look.session.execute(query):
        more.setdefault(row.series, {})[row.month] = row.value
    shipped = shipped_index_tables().tables.values()
    return IndexTables.of(replace(t, values={**more.get(t.number, {}), **t.values}) for t in shipped)
