"""Whether the store itself is sound: pages, keys, guards and documents (E8, E10). What the rows say is casework's."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from ..models import Base
from ..rules.messages import Message, RefusedError, msg
from .constraints import guard_names
from .documents import FolderDocuments
from .engine import Store
from .faults import translated

_SHORT = 12


def check_store(store: Store) -> list[Message]:
    """Every finding about the store, one sentence each; an empty list is a sound store.

    Reads the whole base and all documents. Refuses only when the base cannot be read at all.
    """
    with translated(), store.engine.connect() as connection:
        return [*_pages(connection), *_keys(connection), *_schema(connection), *_documents(connection, store)]


def _pages(connection: Connection) -> Iterator[Message]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield msg("kontroll.side", funn=str(row[0]))


def _keys(connection: Connection) -> Iterator[Message]:
    if connection.dialect.name != "sqlite":
        return
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield msg("kontroll.nokkel", tabell=str(table), rad=str(row), peker_paa=str(parent))


def _schema(connection: Connection) -> Iterator[Message]:
    found = names_in(connection)
    for name in sorted(names_wanted(connection.dialect.name) - found):
        yield msg("kontroll.vern_mangler", navn=name)


def names_wanted(dialect: str) -> set[str]:
    """Tables, indexes and guards that must be there, whatever became of them in a migration."""
    tables = Base.metadata.tables.values()
    indexes = {str(index.name) for table in tables for index in table.indexes}
    return {table.name for table in tables} | indexes | set(guard_names(dialect))


def names_in(connection: Connection) -> set[str]:
    """Tables, indexes, triggers and constraints that a base has."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master")
    else:
        rows = connection.execute(
            text(
                "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
                " UNION SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace"
                " UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
            )
        )
    return {str(row[0]) for row in rows}


def _documents(connection: Connection, store: Store) -> Iterator[Message]:
    named = _named(connection)
    kept = set(store.documents.keys())
    for key in sorted(named - kept):
        yield msg("kontroll.dokument_mangler", nokkel=key[:_SHORT])
    for key in sorted(kept):
        if not _sound(store, key):
            yield msg("kontroll.dokument_endret", nokkel=key[:_SHORT])
    if orphans := kept - named:
        yield msg("kontroll.dokument_uten_rad", antall=len(orphans))
    if isinstance(store.documents, FolderDocuments) and (left := store.documents.leftovers()):
        yield msg("kontroll.dokument_rester", antall=len(left))


def _named(connection: Connection) -> set[str]:
    rows = connection.execute(
        text("SELECT sha256 FROM document UNION SELECT logo_sha256 FROM kontor WHERE logo_sha256 IS NOT NULL")
    )
    return {str(row[0]) for row in rows}


def _sound(store: Store, key: str) -> bool:
    try:
        store.documents.get(key)
    except RefusedError:
        return False
    return True
