"""Which schema a base has, and whether this program may touch it (E12).

`alembic_version` names the revision; `kontor` carries major.minor. Minor steps only add, so an older program
goes on; a newer major is refused before anything is read. This module is light: Alembic is imported by
`migrate` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from ..rules.messages import refuse
from .engine import APPLICATION_ID, Store
from .faults import translated

SCHEMA_MAJOR = 4
SCHEMA_MINOR = 0

#: All revisions this program knows, oldest first; the last is what it writes.
REVISIONS = ("0001", "0002", "0003", "0004", "0005")


class SchemaState(Enum):
    """How a base stands to this program."""

    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER_MINOR = "newer_minor"


@dataclass(frozen=True)
class SchemaInfo:
    """What was found in a base."""

    state: SchemaState
    revision: str | None
    major: int | None
    minor: int | None


def inspect_schema(store: Store) -> SchemaInfo:
    """Look at a base without changing it; refuses a foreign base and a newer major."""
    if not store.is_file:
        with translated(), store.engine.connect() as connection:
            return inspect_connection(connection)
    engine = create_engine(store.engine.url, poolclass=NullPool)  # the store's own settings would touch the file
    try:
        with translated(), engine.connect() as connection:
            return inspect_connection(connection)
    finally:
        engine.dispose()


def inspect_connection(connection: Connection) -> SchemaInfo:
    """The same on a connection that is open already, for instance under the migration lock."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return SchemaInfo(SchemaState.EMPTY, None, None, None)
    if not {"alembic_version", "kontor"} <= tables or _foreign_file(connection):
        raise refuse("lager.fremmed_base")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    row = connection.execute(text("SELECT schema_major, schema_minor FROM kontor")).first()
    major, minor = (int(row[0]), int(row[1])) if row else (None, None)
    return SchemaInfo(_state(revision, major), revision, major, minor)


def _foreign_file(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite":
        return False
    return connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID


def _state(revision: str | None, major: int | None) -> SchemaState:
    if major is not None and major > SCHEMA_MAJOR:
        raise refuse("lager.nyere_skjema", basens=str(major), programmets=str(SCHEMA_MAJOR))
    if revision == REVISIONS[-1]:
        return SchemaState.CURRENT
    return SchemaState.OLDER if revision in REVISIONS else SchemaState.NEWER_MINOR


def require_current(store: Store) -> None:
    """Refuse to work on a base that is empty or waits for an upgrade."""
    state = inspect_schema(store).state
    if state is SchemaState.EMPTY:
        raise refuse("lager.tom_base")
    if state is SchemaState.OLDER:
        raise refuse("lager.eldre_skjema")
