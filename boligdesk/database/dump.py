"""Making the neutral safety copy of an office, from one consistent view of it, checked before it counts (E12)."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, select, text
from sqlalchemy.pool import NullPool

from ..rules.messages import RefusedError, refuse
from ..rules.os_reasons import os_reason
from .archive import MANIFEST, Manifest, TableCount, TableWriter, document_file, table_file, verify
from .backup import copy_file_base
from .documents import DocumentStore
from .engine import Store
from .faults import translated
from .neutral import readable, tables_of, to_neutral

_ROWS_AT_ONCE = 1000


def dump(store: Store, target: Path, made_at: datetime | None = None) -> Manifest:
    """Write a safety copy to `target`; an older one there is replaced when the new one has been checked.

    A file base is first copied by the backup API, a server base is read in one REPEATABLE READ transaction:
    colleagues go on working. Documents that are damaged in the store are left out and named.
    """
    part = target.with_name(f"{target.name}.ny")
    try:
        with translated(), _one_view(store) as connection:
            _write(part, connection, store.documents, made_at)
        manifest = verify(part)
        part.replace(target)
    except OSError as error:
        raise refuse("lager.kopi_feilet", fil=str(target), grunn=os_reason(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return manifest


@contextmanager
def _one_view(store: Store) -> Iterator[Connection]:
    if store.is_file:
        with tempfile.TemporaryDirectory(prefix="boligdesk-") as folder:
            copy = Path(folder) / "kopi.db"
            copy_file_base(store.path, copy)
            yield from _reading_copy(copy)
        return
    with store.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield connection


def _reading_copy(copy: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{copy}", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _write(part: Path, connection: Connection, documents: DocumentStore, made_at: datetime | None) -> None:
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        tables = {table.name: _put_table(archive, connection, table) for table in tables_of(connection)}
        # The documents come last: what the rows name was in the store before them.
        kept, damaged = _put_documents(archive, documents)
        archive.writestr(MANIFEST, _manifest(connection, tables, kept, damaged, made_at).to_json())


def _put_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> TableCount:
    query = select(*(readable(column) for column in table.columns)).order_by(*table.primary_key.columns)
    streamed = connection.execution_options(yield_per=_ROWS_AT_ONCE)
    with archive.open(table_file(table.name), "w", force_zip64=True) as file:
        writer = TableWriter(file, [column.name for column in table.columns])
        for row in streamed.execute(query):
            writer.line([to_neutral(value) for value in row])
    return writer.count


def _put_documents(archive: zipfile.ZipFile, documents: DocumentStore) -> tuple[list[str], list[str]]:
    kept, damaged = [], []
    for key in documents.keys():  # noqa: SIM118 (a store, not a mapping)
        try:
            content = documents.get(key)
        except RefusedError:
            damaged.append(key)
            continue
        archive.writestr(document_file(key), content, zipfile.ZIP_STORED)
        kept.append(key)
    return kept, damaged


def _manifest(
    connection: Connection, tables: dict[str, TableCount], kept: list[str], damaged: list[str], at: datetime | None
) -> Manifest:
    office = connection.execute(text("SELECT name, schema_major, schema_minor FROM kontor")).first()
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    name, major, minor = office or ("", 0, 0)
    made_at = at.isoformat() if at else ""
    return Manifest(name, revision, major, minor, made_at, tables, tuple(kept), tuple(damaged))
