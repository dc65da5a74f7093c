"""Step 0005: an office of before guidance goes on, and its roles get the new rights once, on both engines."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import func, select, text

from boligdesk.casework import maintenance, start
from boligdesk.models.guidance import CareerPlan, Guidance, HouseholdBudget, LoanCase
from boligdesk.models.office import RoleRight
from boligdesk.rules.rights import SHIPPED, Right
from boligdesk.rules.vocabulary import Role
from tests.support.postgres import PostgresServer

_OLD = Path(__file__).parent / "frozen"
_NEW = {Right.GUIDANCE_READ, Right.GUIDANCE_WRITE}


def _check(target: Path | str) -> None:
    store = start.open_office(target)
    try:
        with store.reading() as session:
            for kind in (Guidance, HouseholdBudget, LoanCase, CareerPlan):
                assert session.execute(select(func.count()).select_from(kind)).scalar() == 0
            rows = [(role, code) for role, code in session.execute(select(RoleRight.role, RoleRight.right_code))]
            assert len(rows) == len(set(rows))
            for role in Role:
                assert {Right(code) for given, code in rows if given is role} & _NEW == SHIPPED[role] & _NEW
            kontor = session.execute(text("SELECT schema_major, schema_minor FROM kontor")).one()
            assert tuple(kontor) >= (4, 0)
    finally:
        store.close()


def test_a_file_of_the_step_before_goes_on(tmp_path: Path) -> None:
    target = Path(shutil.copyfile(_OLD / "0004.db", tmp_path / "kontor.db"))
    assert start.upgrade(target)
    _check(target)


def test_a_copy_of_the_step_before_goes_on_at_the_server(postgres: PostgresServer) -> None:
    name = postgres.create()
    maintenance.bring_back(_OLD / "0004.zip", postgres.url(name))
    _check(postgres.url(name))
    postgres.drop(name)
