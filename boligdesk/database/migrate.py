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
from .schema import SchemaState, inspect_schema

_MIGRATION_LOCK = 0x424F4C44


def migrate(store: Store, *, backup: Path | None = None) -> bool:
    """Upgrade the base to this program's schema; True when anything was done.

    `backup` is where a safety copy of a non-empty file base is put first (None: beside the base).
    Refuses what `inspect_schema` refuses; a failing step leaves the base as it was.
    """
    info = inspect_schema(store)
    if info.state in (SchemaState.CURRENT, SchemaState.NEWER_MINOR):
        return False
    if info.state is SchemaState.OLDER and store.is_file:
        _safety_copy(store, backup)
    with translated(), _migrating(store) as connection:
        _upgrade(connection)
        _check_keys(connection)
    return True


def _safety_copy(store: Store, backup: Path | None) -> None:
    from .backup import copy_file_base

    target = backup or store.path.with_name(f"{store.path.stem}.for-oppgradering{store.path.suffix}")
    copy_file_base(store.path, target)


@contextmanager
def _migrating(store: Store) -> Iterator[Connection]:
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
    engine = create_engine(store.engine.url, poolclass=NullPool)
    if store.is_file:
        event.listen(engine, "connect", _keys_off)
        event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _keys_off(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config: Any = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Any:
    """Alembic's configuration, without a file: the scripts lie in this package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    return config


def _check_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise refuse("lager.oppgradering_feilet")
