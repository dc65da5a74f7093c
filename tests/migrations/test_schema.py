"""The schema that the steps build is the schema that the models say, down to each index, check and guard (E8)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from boligdesk.database import constraints  # noqa: F401  (registers the guards)
from boligdesk.database.engine import Storage, Store
from boligdesk.database.health import names_in, names_wanted
from boligdesk.database.migrate import alembic_config
from boligdesk.database.schema import REVISIONS
from boligdesk.models import Base
from tests.support.postgres import PostgresServer

_PG_CATALOG = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def _file_catalog(connection: Connection) -> dict[str, Any]:
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    return {f"{r.type} {r.tbl_name}.{r.name}": _plain(r.sql or "") for r in rows if "alembic" not in r.tbl_name}


def _plain(sql: str) -> Any:
    """A statement without what the two ways of making a table write differently: blanks, quotes, order of lines."""
    if not sql.startswith("CREATE TABLE"):
        return " ".join(sql.split())
    head, _, body = sql.partition("(")
    lines = re.split(r",\s*(?![^()]*\))", body.rstrip().removesuffix(")"))  # each comma outside brackets
    return head.replace(chr(34), "").strip(), sorted(" ".join(line.split()) for line in lines)


def _server_catalog(connection: Connection) -> dict[str, Any]:
    found = {}
    for name, question in _PG_CATALOG.items():
        rows = [tuple(row) for row in connection.execute(text(question))]
        found[name] = sorted((row for row in rows if "alembic_version" not in str(row[0])), key=str)
    return found


def _fresh(engine: Engine) -> dict[str, Any]:
    """The catalog of a base made from the models at once."""
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        found = _file_catalog(connection) if engine.dialect.name == "sqlite" else _server_catalog(connection)
    engine.dispose()
    return found


def test_a_migrated_file_is_as_a_fresh_one(store: Store, tmp_path: Path) -> None:
    with store.engine.connect() as connection:
        migrated = _file_catalog(connection)
    fresh = _fresh(create_engine(f"sqlite:///{tmp_path / 'fersk.db'}", poolclass=NullPool))
    assert migrated == fresh
    assert any(key.startswith("trigger ") for key in fresh)


@pytest.mark.parametrize("storage", [Storage.SERVER], ids=["server"])
def test_a_migrated_server_is_as_a_fresh_one(store: Store, postgres: PostgresServer) -> None:
    with store.engine.connect() as connection:
        migrated = _server_catalog(connection)
    name = postgres.create()
    url = postgres.url(name).replace("postgresql://", "postgresql+psycopg://")
    fresh = _fresh(create_engine(url, poolclass=NullPool))
    postgres.drop(name)
    assert migrated == fresh
    assert {row[2] for row in fresh["constraints"]} >= {"p", "f", "u", "c", "x"}


@pytest.mark.lagring
def test_every_name_that_the_check_wants_is_there(store: Store, storage: Storage) -> None:
    with store.engine.connect() as connection:
        wanted = names_wanted(connection.dialect.name)
        assert wanted <= names_in(connection)
    assert {"tenancy", "ix_tenancy_unit_from"} <= wanted


def test_every_constraint_has_a_name() -> None:
    nameless = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None and list(getattr(constraint, "columns", [])) != []
    ]
    assert not nameless


def test_the_program_knows_each_step_in_order() -> None:
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    assert tuple(reversed([step.revision for step in steps])) == REVISIONS


def test_each_step_has_a_test() -> None:
    """The first is tested by every test; each later one has a file of its own that starts from the step before."""
    here = Path(__file__).parent
    missing = [revision for revision in REVISIONS[1:] if not list(here.glob(f"test_{revision}_*.py"))]
    assert not missing
