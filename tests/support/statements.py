"""What SQLAlchemy compiles is kept from test to test.

Every test opens an engine of its own, and each engine compiles every statement anew: that was half of the time of a
test of an act, and what it left behind made the process larger and slower with each one. A compiled statement
depends on the kind of database only, so here two dialects of a kind are one, and all engines share one cache.
"""

from __future__ import annotations

from functools import partial

import sqlalchemy
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

from boligdesk.database import engine

_KEPT = 2000


def _same_kind(one: Dialect, other: object) -> bool:
    return type(one) is type(other)


def _kind(dialect: Dialect) -> int:
    return hash(type(dialect))


def _share() -> None:
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__ = _same_kind  # type: ignore[method-assign, assignment]
        dialect.__hash__ = _kind  # type: ignore[method-assign, assignment]
    options = {"compiled_cache": LRUCache(_KEPT)}
    engine.create_engine = partial(sqlalchemy.create_engine, execution_options=options)  # type: ignore[attr-defined]


_share()
