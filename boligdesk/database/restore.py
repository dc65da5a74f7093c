"""Bringing an office back from the neutral safety copy, on either engine: whole and checked, or not at all (E12)."""

from __future__ import annotations

import itertools
import shutil
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from ..rules.messages import refuse
from .archive import Manifest, document_file, opened, table_rows, verify
from .documents import FolderDocuments
from .engine import Storage, Store, documents_folder, is_server_target, open_store, shown_place
from .faults import translated
from .migrate import check_keys, migrating, upgrade_to
from .neutral import decoder, tables_of
from .schema import REVISIONS, SchemaState, inspect_connection

_ROWS_AT_ONCE = 1000


def restore(copy: Path, target: str | Path, storage: Storage | None = None) -> Manifest:
    """Make an office at `target` from a safety copy; refuses a target where something lies already.

    The copy is checked whole before anything is written. The new base gets a database id of its own; a copy
    of an older schema is brought up to this program's.
    """
    manifest = verify(copy)
    if manifest.revision not in REVISIONS:
        raise refuse("lager.kopi_nyere", fil=str(copy))
    with opened(copy) as (archive, _), _place(str(target), storage) as store:
        _bring_in(archive, manifest, store, shown_place(str(target)))
    return manifest


def _bring_in(archive: zipfile.ZipFile, manifest: Manifest, store: Store, place: str) -> None:
    """All in one transaction: on a server nothing is there before everything is."""
    with translated(), migrating(store) as connection:
        if inspect_connection(connection).state is not SchemaState.EMPTY:
            raise refuse("lager.finnes_fra_for", sted=place)
        _fill(connection, archive, manifest)
        _put_documents(connection, store, archive, manifest)


@contextmanager
def _place(target: str, storage: Storage | None) -> Iterator[Store]:
    """The empty store to fill: a server's database, or a file that gets its name when all is in it."""
    if is_server_target(target):
        store = open_store(target)
        try:
            yield store
        finally:
            store.close()
    else:
        yield from _file_place(Path(target).absolute(), storage)


def _file_place(target: Path, storage: Storage | None) -> Iterator[Store]:
    if target.exists():
        raise refuse("lager.finnes_fra_for", sted=str(target))
    part = target.with_name(f"{target.name}.ny")
    part.unlink(missing_ok=True)
    fresh = open_store(part, storage)
    folder = documents_folder(target)
    had_documents = folder.exists()
    store = Store(fresh.engine, fresh.storage, fresh.target, FolderDocuments(folder))
    try:
        yield store
        store.close()
        part.replace(target)
    except BaseException:
        if not had_documents:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        store.close()
        part.unlink(missing_ok=True)


def _fill(connection: Connection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    upgrade_to(connection, manifest.revision)
    keys = _take_keys_away(connection)
    for table in tables_of(connection):
        if table.name in manifest.tables:
            _fill_table(connection, archive, table, manifest.tables[table.name].rows)
    _put_keys_back(connection, keys)
    check_keys(connection)
    connection.execute(text("UPDATE kontor SET database_uuid = :new"), {"new": str(uuid.uuid4())})
    upgrade_to(connection)


def _fill_table(connection: Connection, archive: zipfile.ZipFile, table: Table, expected: int) -> None:
    decoders = {column.name: decoder(column, connection.dialect.name) for column in table.columns}
    rows = (
        {name: None if value is None else decoders[name](value) for name, value in row.items()}
        for row in table_rows(archive, table.name)
    )
    while some := list(itertools.islice(rows, _ROWS_AT_ONCE)):
        connection.execute(insert(table), some)
    if connection.execute(select(func.count()).select_from(table)).scalar_one() != expected:
        raise refuse("lager.kopi_tall", tabell=table.name)
    _set_sequence(connection, table)


def _set_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL counts new ids by itself: the next one comes after those that were brought back."""
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        statement = "SELECT setval(pg_get_serial_sequence(:name, 'id'), max(id)) FROM {} HAVING max(id) IS NOT NULL"
        connection.execute(text(statement.format(table.name)), {"name": table.name})


def _take_keys_away(connection: Connection) -> list[Any]:
    """PostgreSQL checks foreign keys row by row; for the load they are taken away (SQLite has them off)."""
    if connection.dialect.name != "postgresql":
        return []
    keys = connection.execute(
        text(
            "SELECT conrelid::regclass::text AS child, conname AS name, pg_get_constraintdef(oid) AS rule"
            " FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        )
    ).all()
    for key in keys:
        connection.exec_driver_sql(f'ALTER TABLE {key.child} DROP CONSTRAINT "{key.name}"')
    return list(keys)


def _put_keys_back(connection: Connection, keys: list[Any]) -> None:
    """With the same names and rules; PostgreSQL checks all rows as they come back."""
    for key in keys:
        connection.exec_driver_sql(f'ALTER TABLE {key.child} ADD CONSTRAINT "{key.name}" {key.rule}')


def _put_documents(connection: Connection, store: Store, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for key in manifest.documents:
        content = archive.read(document_file(key))
        if store.is_file:
            store.documents.put(content)
        else:
            connection.execute(
                text("INSERT INTO stored_bytes (sha256, content) VALUES (:k, :c)"), {"k": key, "c": content}
            )
