"""The night's work: done once, told truly, and the same as what I dag and Restanser show."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from boligdesk.casework import night_job, payments
from boligdesk.casework.agreements import AgreementInput, make_agreement
from boligdesk.casework.arrears_list import ArrearsQuery, arrears_sums
from boligdesk.casework.tasks import TaskQuery, task_ids, task_rows
from boligdesk.rules.arrears.agreement import Part
from boligdesk.rules.arrears.words import AgreementKind
from boligdesk.rules.vocabulary import Role, TaskKind
from tools.bank_samples import Paid

from .arrears_world import JANUARY, NOW, ArrearsWorld, arrears_world
from .lease_world import LeaseWorld
from .payment_world import LATER, PaymentWorld, payment_world


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    """January 2027, with a tenancy whose rents are charged."""
    return arrears_world(leases, monkeypatch)


@pytest.fixture
def money(leases: LeaseWorld, tmp_path: Path) -> PaymentWorld:
    """Two lets with two months charged."""
    return payment_world(leases, tmp_path)


@pytest.mark.lagring
def test_a_missed_rent_becomes_a_task_once_and_the_list_is_of_today(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY)
    owing.known(NOW)
    tomorrow = NOW + timedelta(days=1)
    owing.on(tomorrow)
    assert arrears_sums(owing.desk, ArrearsQuery(everybody=True)).stale == 1
    report = night_job.run_night_job(owing.desk).value
    assert (report.on, report.known_to, report.reckoned) == (tomorrow, NOW, 1)
    assert (report.tasks.made, report.tasks.settled) == (1, 0)
    tasks = task_rows(owing.desk, task_ids(owing.desk, TaskQuery()))
    (called,) = [row for row in tasks.values() if row.kind is TaskKind.ARREARS_CONTACT]
    row = owing.row()
    assert row.fresh and row.must_before == called.due
    again = night_job.run_night_job(owing.desk)
    assert (again.value.reckoned, again.value.tasks.made, again.changes.ids) == (0, 0, {})


def test_a_reader_has_the_accounts_reckoned_and_no_task_made(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY)
    owing.on(NOW + timedelta(days=1))
    report = night_job.run_night_job(owing.leases.as_role(Role.READER)).value
    assert (report.reckoned, report.tasks.made, report.agreements.looked) == (1, 0, ())


def test_a_bank_file_breaks_or_keeps_an_agreement_at_once(money: PaymentWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", LATER.isoformat())
    claims = [item.entry.id for item in money.at(money.one).claims]
    given = AgreementInput(money.one.account_id, AgreementKind.PROMISE, claims, (Part(LATER, 2 * 900000),), LATER)
    plan_id = make_agreement(money.desk, given).value
    day = date(2027, 3, 1)
    monkeypatch.setenv("BOLIGDESK_DATO", day.isoformat())
    path = money.file(Paid(money.two.kid, 900000, day=day))
    done = payments.book_file(money.desk, payments.read_plan(money.desk, path))
    assert plan_id in done.changes.of("payment_agreement")
