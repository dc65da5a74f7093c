"""PostgreSQL: those who work in Boligdesk can do every act, but change neither schema nor history (E9)."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from boligdesk.casework import areas, start
from boligdesk.database.engine import Storage, Store, open_store
from boligdesk.database.schema import SchemaState, inspect_schema

SCRIPT = Path(__file__).parents[2] / "installer" / "postgresql_roller.sql"


@pytest.fixture
def storage() -> Storage:
    return Storage.SERVER


@pytest.fixture
def worker(store: Store, target: str):
    start.found_office(store, "Prøvekontoret", training=True)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(SCRIPT.read_text(encoding="utf-8"))
        connection.execute(text("DROP ROLE IF EXISTS kari"))
        connection.execute(text("CREATE ROLE kari LOGIN IN ROLE boligdesk_bruk"))
    opened = open_store(make_url(target).set(username="kari").render_as_string(hide_password=False))
    yield opened
    opened.close()


def test_a_worker_does_the_days_acts(worker: Store) -> None:
    desk = start.enter_without_login(worker)
    areas.area_named(desk, "Sentrum")
    assert [area.name for area in areas.areas(desk)] == ["Sentrum"]
    assert inspect_schema(worker).state is SchemaState.CURRENT


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE fremmed (id int)",
        "ALTER TABLE person ADD COLUMN hemmelig text",
        "DROP TABLE audit_entry",
        "DELETE FROM audit_entry",
        "UPDATE audit_entry SET after = NULL",
        "UPDATE alembic_version SET version_num = '9999'",
    ],
)
def test_a_worker_rewrites_neither_schema_nor_history(worker: Store, statement: str) -> None:
    with worker.engine.connect() as connection, pytest.raises(ProgrammingError) as refused:
        connection.execute(text(statement))
    assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)
