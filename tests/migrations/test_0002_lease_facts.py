"""Step 0002: a base of the first schema keeps its rows, the new columns are empty, an older program goes on writing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy import Table as SqlTable

from boligdesk.casework import maintenance, start
from boligdesk.database.schema import SCHEMA_MINOR
from boligdesk.models import Base
from tests.support.postgres import PostgresServer

_OLD = Path(__file__).parent / "frozen"
_NEW: dict[str, dict[str, Any]] = {
    "dwelling": {"shared_rooms": "", "outdoor_area": "", "furnished": None},
    "tenancy": {"rent_until": None},
    "ending": {"sued_on": None, "court": "", "court_case": ""},
}


def _row(connection: Connection, table: SqlTable) -> dict[str, Any]:
    return dict(connection.execute(select(table)).mappings().one())


def _check(target: Path | str) -> None:
    store = start.open_office(target)
    try:
        with store.writing() as session:
            connection = session.connection()
            for name in ("dwelling", "tenancy"):
                row = _row(connection, Base.metadata.tables[name])
                assert _NEW[name].items() <= row.items()
            _as_an_older_program_writes(connection)
            assert _NEW["ending"].items() <= _row(connection, Base.metadata.tables["ending"]).items()
            assert connection.execute(text("SELECT schema_minor FROM kontor")).scalar() == SCHEMA_MINOR
    finally:
        store.close()


def _as_an_older_program_writes(connection: Connection) -> None:
    """An ending, named by the columns that the first schema had."""
    connection.execute(
        text(
            "INSERT INTO ending (tenancy_id, kind, reasons, effective_on, spouse_consent, forwarding_address,"
            " created_at, updated_at, version) SELECT id, 'agreed', '', to_date, '', '', created_at, updated_at, 1"
            " FROM tenancy"
        )
    )


def test_a_file_of_the_first_schema_goes_on(tmp_path: Path) -> None:
    target = Path(shutil.copyfile(_OLD / "0001.db", tmp_path / "kontor.db"))
    assert start.upgrade(target)
    _check(target)


def test_a_copy_of_the_first_schema_goes_on_at_the_server(postgres: PostgresServer) -> None:
    name = postgres.create()
    maintenance.bring_back(_OLD / "0001.zip", postgres.url(name))
    _check(postgres.url(name))
    postgres.drop(name)
