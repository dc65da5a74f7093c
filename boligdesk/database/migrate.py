"""Bringing a base up to this program's schema: backup first, under a lock, all or nothing (E12, style §2.5)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from ..rules.messages import refuse
from .engine import APPLICATION_ID, Store
from .faults import translated
from .schema import SchemaInfo, SchemaState, inspect_connection, inspect_schema

_MIGRATION_LOCK = 0x424F4C44

#: How long a desktop waits while another one upgrades a file base.
LOCK_SECONDS = 30


def migrate(store: Store, *, backup: Path | None = None) -> bool:
    """Upgrade the base to this program's schema; True when anything was done.

    `backup` is where a safety copy of a base with records is put first: a file base is copied (None: beside
    the base), a server base is dumped. Refuses what `inspect_schema` refuses; a failing step leaves the base
    as it was. Of several desktops that start at once one upgrades, the others wait and find it done.
    """
    if not _waits(inspect_schema(store)):
        return False
    with translated(), migrating(store) as connection:
        info = inspect_connection(connection)
        if not _waits(info):
            return False
        if info.state is SchemaState.OLDER:
            _safety_copy(store, backup)
        upgrade_to(connection)
        check_keys(connection)
    return True


def _waits(info: SchemaInfo) -> bool:
    return info.state in (SchemaState.EMPTY, SchemaState.OLDER)


def _safety_copy(store: Store, backup: Path | None) -> None:
    """Under the lock, so that nobody's copy replaces it by a base that is upgraded already."""
    if store.is_file:
        from .backup import copy_file_base

        copy_file_base(store.path, backup or copy_place(store.path))
    elif backup is not None:
        from .dump import dump

        dump(store, backup)


def copy_place(base: Path) -> Path:
    """Where the safety copy before an upgrade of a file base lies."""
    return base.with_name(f"{base.stem}.for-oppgradering{base.suffix}")


@contextmanager
def migrating(store: Store) -> Iterator[Connection]:
    """One transaction for work on the schema itself: it holds the write lock, and all or nothing is kept."""
    engine = _migration_engine(store)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
            yield connection
    finally:
        engine.dispose()


def _migration_engine(store: Store) -> Engine:
    """A dedicated engine: SQLite with foreign keys off, or a rebuilt table deletes its children."""
    options = {"connect_args": {"timeout": LOCK_SECONDS}} if store.is_file else {}
    engine = create_engine(store.engine.url, poolclass=NullPool, hide_parameters=True, **options)
    if store.is_file:
        event.listen(engine, "connect", _keys_off)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _keys_off(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")


def upgrade_to(connection: Connection, revision: str = "head") -> None:
    """Run the schema steps up to and including a revision, on the caller's transaction."""
    from alembic import command

    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    config: Any = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def alembic_config() -> Any:
    """Alembic's configuration, without a file: the scripts lie in this package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    return config


def check_keys(connection: Connection) -> None:
    """Refuse when a row of a file base points at nothing (PostgreSQL never lets that happen)."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise refuse("lager.oppgradering_feilet")
