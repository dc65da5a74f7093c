"""Step 0003: a base of the first schema keeps its documents and tasks, and its roles get the new rights once."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import select, text

from boligdesk.casework import maintenance, start
from boligdesk.models.casefile import Document, Task
from boligdesk.models.office import RoleRight
from boligdesk.rules.rights import SHIPPED, Right
from boligdesk.rules.vocabulary import Role
from tests.support.postgres import PostgresServer

_OLD = Path(__file__).parent / "frozen"
_NEW = {
    Right.APPLICATION_READ,
    Right.APPLICATION_WRITE,
    Right.DECISION_WRITE,
    Right.DECISION_APPROVE,
    Right.CRITERIA_WRITE,
}


def _check(target: Path | str) -> None:
    store = start.open_office(target)
    try:
        with store.reading() as session:
            (document,) = session.execute(select(Document)).scalars()
            assert (document.application_id, document.title != "") == (None, True)
            assert all(task.application_id is None for task in session.execute(select(Task)).scalars())
            rows = session.execute(select(RoleRight.role, RoleRight.right_code)).all()
            rows = [tuple(row) for row in rows]
            assert len(rows) == len(set(rows))
            for role in Role:
                assert {Right(code) for given, code in rows if given is role} & _NEW == SHIPPED[role] & _NEW
            kontor = session.execute(text("SELECT schema_major, schema_minor FROM kontor")).one()
            assert tuple(kontor) >= (2, 0)
    finally:
        store.close()


def test_a_file_of_the_first_schema_goes_on(tmp_path: Path) -> None:
    target = Path(shutil.copyfile(_OLD / "0001.db", tmp_path / "kontor.db"))
    assert start.upgrade(target)
    _check(target)


def test_a_copy_of_the_first_schema_goes_on_at_the_server(postgres: PostgresServer) -> None:
    name = postgres.create()
    maintenance.bring_back(_OLD / "0001.zip", postgres.url(name))
    _check(postgres.url(name))
    postgres.drop(name)
