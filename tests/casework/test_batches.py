"""A batch shows what is done, goes on after a stop or a crash, and does nothing twice."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from boligdesk.casework import batches, lease_print
from boligdesk.models.casefile import Document
from boligdesk.models.tenancy import Tenancy
from boligdesk.rules.vocabulary import RunState

from .lease_world import LeaseWorld

pytestmark = pytest.mark.lagring


def _two_leases(leases: LeaseWorld) -> list[int]:
    other = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())
    return [leases.lease(), other]


def _documents(leases: LeaseWorld) -> int:
    with leases.store.reading() as session:
        return session.execute(select(func.count()).select_from(Document)).scalar_one()


def test_a_stopped_batch_goes_on_where_it_stopped(leases: LeaseWorld) -> None:
    cases = _two_leases(leases)
    run = batches.start_batch(leases.desk, "print_leases", "Kontrakter etter import", cases).value
    once = iter((True, False))
    stopped = batches.carry_on(leases.desk, run, go=lambda: next(once))
    assert (stopped.state, stopped.done, _documents(leases)) == (RunState.CANCELLED, 1, 1)
    assert batches.unfinished_batches(leases.desk) == [run]
    told: list[tuple[int, int]] = []
    ended = batches.carry_on(leases.desk, run, tell=lambda done, total: told.append((done, total)))
    assert (ended.state, ended.done, _documents(leases), told) == (RunState.DONE, 2, 2, [(2, 2)])
    assert batches.unfinished_batches(leases.desk) == []
    assert [item.case_id for item in ended.items] == cases


def test_a_kill_between_the_act_and_its_line_doubles_nothing(leases: LeaseWorld) -> None:
    cases = _two_leases(leases)
    run = batches.start_batch(leases.desk, "print_leases", "Kontrakter", cases).value
    lease_print.print_lease(leases.desk, cases[0])  # the act was done, the program died before the line was written
    ended = batches.carry_on(leases.desk, run)
    assert (ended.done, _documents(leases)) == (2, 2)


def test_a_refused_case_is_told_and_the_rest_is_done(leases: LeaseWorld) -> None:
    cases = _two_leases(leases)
    with leases.store.writing() as session:
        session.get_one(Tenancy, cases[0]).fixed_until = date(2027, 2, 1)
    run = batches.start_batch(leases.desk, "print_leases", "Kontrakter", cases).value
    ended = batches.carry_on(leases.desk, run)
    assert [item.case_id for item in ended.refused] == [cases[0]]
    assert "36 måneder" in ended.refused[0].refusal
    assert _documents(leases) == 1
