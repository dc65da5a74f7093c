"""Reading some records by their ids: a few are named in the question, of many the whole table is read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import Column, Select
from sqlalchemy.orm import InstrumentedAttribute

#: Above this many ids a question reads the whole table instead of naming them (SQLite's limit of variables).
MANY = 500

Q = TypeVar("Q", bound=Select[*tuple[Any, ...]])


def narrowed(query: Q, column: InstrumentedAttribute[Any] | Column[Any], ids: Collection[int] | None) -> Q:
    """The question about these ids; about all (None) or more than `MANY` of them it stays whole, and answers more."""
    return query if ids is None or len(ids) > MANY else query.where(column.in_(ids))
