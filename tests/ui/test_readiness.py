"""The waiting tabs tell what the sample office's records show."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from boligdesk.casework import start
from boligdesk.casework.readiness import readiness
from boligdesk.models.tenancy import Tenancy, TenancyTerm
from boligdesk.rules.vocabulary import Role
from tests.support.sample import SAMPLE_DAY, copy_office


@pytest.fixture
def office(sample_template, tmp_path):
    opened = start.open_office(copy_office(sample_template, tmp_path))
    yield opened
    opened.close()


def test_running_tenancies_are_counted_and_the_first_gap_is_named(office, monkeypatch):
    monkeypatch.setenv("BOLIGDESK_DATO", SAMPLE_DAY.isoformat())
    desk = start.enter_without_login(office, Role.LEADER)
    before = readiness(desk)
    assert before.tenancies >= 100
    assert before.with_both <= min(before.with_rent, before.with_household) <= before.tenancies
    with office.writing() as session:
        running = select(Tenancy.id).where(Tenancy.closed_on.is_(None), Tenancy.from_date <= SAMPLE_DAY)
        tenancy_id = session.execute(running.where(Tenancy.voided_at.is_(None)).order_by(Tenancy.id)).scalars().first()
        gone = update(TenancyTerm).where(TenancyTerm.tenancy_id == tenancy_id)
        session.execute(gone.values(voided_at=datetime(2026, 11, 23, tzinfo=UTC)))
    after = readiness(desk)
    assert after.with_rent == before.with_rent - 1
    assert after.without_rent_id == tenancy_id
    assert after.tenancies == before.tenancies and after.with_household == before.with_household
