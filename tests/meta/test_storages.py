"""The fixtures that other tests stand on: each storage is what it says, each test has an office of its own."""

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from boligdesk.database.engine import Storage, Store
from boligdesk.database.schema import SchemaState, inspect_schema
from tests.support import postgres as pg
from tests.support.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.lagring
def test_store_is_migrated_and_of_the_kind_asked_for(store: Store, storage: Storage) -> None:
    assert store.storage is storage
    assert inspect_schema(store).state is SchemaState.CURRENT
    question = "SELECT version()" if storage is Storage.SERVER else "PRAGMA journal_mode"
    with store.reading() as session:
        answer = str(session.execute(text(question)).scalar_one())
    assert answer.startswith({"local": "wal", "share": "delete", "server": "PostgreSQL"}[storage.value])


@pytest.mark.lagring
@pytest.mark.parametrize("round_", [1, 2])
def test_what_one_test_writes_the_next_does_not_see(store: Store, round_: int) -> None:
    with store.writing() as session:
        session.execute(text("CREATE TABLE spor (n INTEGER)"))  # fails when the table of round 1 is still there
        session.execute(text("INSERT INTO spor VALUES (:n)"), {"n": round_})
    with store.reading() as session:
        assert session.execute(text("SELECT n FROM spor")).scalars().all() == [round_]


@pytest.mark.lagring
def test_new_target_is_empty(new_target: str, storage: Storage) -> None:
    from boligdesk.database.engine import open_store

    store = open_store(new_target, storage)
    assert inspect_schema(store).state is SchemaState.EMPTY
    store.close()


@pytest.fixture
def place() -> Iterator[Path]:
    """A temporary folder that the server's own user may enter, unlike pytest's."""
    with tempfile.TemporaryDirectory(prefix="bd-rest-") as folder:
        yield Path(folder)


def test_a_server_left_by_a_crashed_run_is_stopped(place: Path, postgres: PostgresServer) -> None:
    del postgres  # the package is there; this test starts a second server and lets its owner die
    owner = textwrap.dedent(
        """
        import os, sys
        from tests.support.postgres import running_server
        with running_server() as server:
            print(server.process_id, os.path.realpath(os.environ["TMPDIR"]), flush=True)
            os._exit(9)
        """
    )
    environment = {**os.environ, "TMPDIR": str(place)}
    done = subprocess.run(
        [sys.executable, "-c", owner],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    process_id = int(done.stdout.split()[0])
    assert psutil.pid_exists(process_id), done.stderr
    assert pg.stop_leftovers(place) == [process_id]
    assert not psutil.pid_exists(process_id)
    assert not list(place.glob("bd-pg-*"))
