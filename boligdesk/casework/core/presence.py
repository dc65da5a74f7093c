"""Who else is in (E13): a touched file per user beside the base, or a named connection on PostgreSQL.

Never written into a shared SQLite file: each sign of life would be a full commit and empty everybody's cache.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from ...database.engine import Store
from .desk import Desk

#: How long after the last sign of life somebody counts as in.
PRESENT_SECONDS = 180
_PREFIX = "boligdesk: "
_log = logging.getLogger(__name__)


class Presence(Protocol):
    """A person's sign of life, and the names of the others. Used from one thread at a time."""

    def others(self) -> tuple[str, ...]:
        """Give a sign of life and tell who else is in, in order of name. Trouble with it stops nobody's work."""

    def leave(self) -> None:
        """Go out; done when the window closes."""


def who_is_in(store: Store) -> tuple[str, ...]:
    """Names of those who are in, in order of name, for one who is not in: before a base is upgraded (E12).

    Trouble with it stops nobody: then nobody is named.
    """
    return _fresh_names(presence_folder(store)) if store.is_file else _server_names(store)


def presence_at(desk: Desk) -> Presence:
    """The presence of the person at a desk."""
    if desk.store.is_file:
        return FilePresence(presence_folder(desk.store), desk.who.login or "-", desk.who.name)
    return ServerPresence(desk.store, desk.who.name)


def presence_folder(store: Store) -> Path:
    """Where the files of those who are in lie."""
    return store.path.with_name(f"{store.path.stem}.inne")


class FilePresence:
    """One small file per user; its time is the file server's, so PC clocks do not matter."""

    def __init__(self, folder: Path, login: str, name: str) -> None:
        self._folder = folder
        self._name = name
        self._own = folder / hashlib.sha256(login.encode()).hexdigest()[:16]

    def others(self) -> tuple[str, ...]:
        """Touch the own file and read the fresh ones."""
        try:
            self._folder.mkdir(exist_ok=True)
            self._own.write_text(self._name, encoding="utf-8")
            return _names_in(self._folder, self._own)
        except OSError as error:
            _log.info("presence: %s", error.strerror)
            return ()

    def leave(self) -> None:
        """Remove the own file."""
        try:
            self._own.unlink(missing_ok=True)
        except OSError as error:
            _log.info("presence: %s", error.strerror)


def _names_in(folder: Path, asking: Path) -> tuple[str, ...]:
    """The names in the fresh files, by the age of the one who asks: a file that has just been written."""
    now = asking.stat().st_mtime
    fresh = [f for f in folder.iterdir() if now - f.stat().st_mtime < PRESENT_SECONDS]
    return tuple(sorted(f.read_text(encoding="utf-8") for f in fresh if f != asking))


def _fresh_names(folder: Path) -> tuple[str, ...]:
    """The names in the fresh files; a file beside the folder asks the file server what time it is."""
    if not folder.is_dir():
        return ()
    try:
        with NamedTemporaryFile(dir=folder.parent, prefix=f"{folder.name}-") as clock:
            clock.write(b".")
            clock.flush()
            return _names_in(folder, Path(clock.name))
    except OSError as error:
        _log.info("presence: %s", error.strerror)
        return ()


class ServerPresence:
    """A connection of its own that bears the user's name; the server forgets it by itself when the PC dies."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name
        self._connection: Connection | None = None

    def others(self) -> tuple[str, ...]:
        """Names of the other connections to this database."""
        try:
            return _names_on(self._ask())
        except SQLAlchemyError:
            self._drop()
            _log.info("presence: the server does not answer")
            return ()

    def _ask(self) -> Connection:
        if self._connection is None:
            self._connection = self._store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            named = {"name": f"{_PREFIX}{self._name}".encode()[:63].decode(errors="ignore")}
            self._connection.execute(text("SELECT set_config('application_name', :name, false)"), named)
        return self._connection

    def leave(self) -> None:
        """Take the name off, since the server may be slow to see a connection end, and give the connection up."""
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.execute(text("RESET application_name"))
        self._drop()

    def _drop(self) -> None:
        """The connection never goes back to the pool under the user's name."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def _server_names(store: Store) -> tuple[str, ...]:
    try:
        with store.engine.connect() as connection:
            return _names_on(connection)
    except SQLAlchemyError:
        _log.info("presence: the server does not answer")
        return ()


def _names_on(connection: Connection) -> tuple[str, ...]:
    """The names that the other connections to this database bear."""
    names = connection.execute(text(_WHO)).scalars()
    return tuple(sorted({str(name).removeprefix(_PREFIX) for name in names}))


_WHO = """
SELECT DISTINCT application_name FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'boligdesk: %'
"""
