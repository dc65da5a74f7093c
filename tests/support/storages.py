"""The three storages for tests: own PC, share settings and PostgreSQL (E21).

One template per engine and run is migrated; each test gets a copy. A test that asks for `store` runs on the
own-PC settings; marked `lagring` it runs on all three.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from boligdesk.database.engine import Storage, Store, open_store
from boligdesk.database.migrate import migrate

from .postgres import PostgresServer, running_server

_WITHOUT = "--uten-postgres"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where no PostgreSQL can be had, somebody must say so: it is never left out by itself."""
    parser.addoption(_WITHOUT, action="store_true", help="ikke kjør testene som trenger PostgreSQL")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `lagring` run once per storage."""
    if "storage" in metafunc.fixturenames and metafunc.definition.get_closest_marker("lagring"):
        left_out = {Storage.SERVER} if metafunc.config.getoption(_WITHOUT) else set()
        storages = [storage for storage in Storage if storage not in left_out]
        metafunc.parametrize("storage", storages, ids=[storage.value for storage in storages])


@pytest.fixture
def storage() -> Storage:
    """Which storage this test runs on."""
    return Storage.LOCAL


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[PostgresServer]:
    """The PostgreSQL server of this run; no server is a failure, not a skip."""
    if request.config.getoption(_WITHOUT):
        pytest.skip("uten PostgreSQL, som bedt om")
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a migrated database that tests copy."""
    name = postgres.create()
    _migrated(postgres.url(name), Storage.SERVER)
    return name


@pytest.fixture(scope="session")
def file_template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Storage], Path]:
    """A migrated file per storage setting, made when first asked for."""
    folder = tmp_path_factory.mktemp("mal")

    @cache
    def template(storage: Storage) -> Path:
        path = folder / f"{storage.value}.db"
        _migrated(path, storage)
        return path

    return template


def _migrated(target: str | Path, storage: Storage) -> None:
    store = open_store(target, storage)
    migrate(store)
    store.close()


@pytest.fixture
def new_target(request: pytest.FixtureRequest, storage: Storage, tmp_path: Path) -> Iterator[str]:
    """An address where no office lies yet: a file that is not there, or a database without tables."""
    if storage is not Storage.SERVER:
        yield str(tmp_path / "kontor.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def target(request: pytest.FixtureRequest, storage: Storage, tmp_path: Path) -> Iterator[str]:
    """The address of an office with this program's schema and nothing in it."""
    if storage is not Storage.SERVER:
        template: Path = request.getfixturevalue("file_template")(storage)
        yield str(shutil.copyfile(template, tmp_path / "kontor.db"))
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = server.create(request.getfixturevalue("postgres_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def store(target: str, storage: Storage) -> Iterator[Store]:
    """That office, open."""
    opened = open_store(target, storage)
    yield opened
    opened.close()
