"""A missed rent is somebody's task the day after, once, and is nobody's when it is paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from boligdesk.casework import arrears_events, arrears_letters, arrears_list, arrears_tasks, persons, tasks, today
from boligdesk.casework.arrears_events import TalkInput
from boligdesk.casework.arrears_tasks import MissedTasks
from boligdesk.casework.core.accounts import mark_estate
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.persons import ContactInput
from boligdesk.models.casefile import Task
from boligdesk.models.office import User
from boligdesk.models.person import Person
from boligdesk.rules.arrears.steps import ArrearsStep
from boligdesk.rules.arrears.words import ArrearsEventKind, StepStanding
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import ContactKind, ContactWay, Protection, Role, TaskKind, TaskState

from .arrears_world import DECEMBER, FEBRUARY, JANUARY, NOW, RENT, ArrearsWorld, arrears_world
from .lease_world import LeaseWorld

ONE = timedelta(days=1)


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    return arrears_world(leases, monkeypatch)


@writes(Right.USER_WRITE)
def _worker(work: Work) -> int:
    deputy = work.add(User(login="siri", name="Siri Vikar", role=Role.FOLLOW_UP)).id
    return work.add(User(login="kari", name="Kari Oppfølger", role=Role.FOLLOW_UP, deputy_id=deputy)).id


def _note(owing: ArrearsWorld) -> MissedTasks:
    return arrears_tasks.note_missed(owing.desk).value


def _tasks(owing: ArrearsWorld) -> list[Any]:
    with owing.leases.store.reading() as session:
        query = select(Task).where(Task.kind == TaskKind.ARREARS_CONTACT).order_by(Task.id)
        return list(session.execute(query).scalars())


@pytest.mark.lagring
def test_a_missed_rent_is_a_task_the_day_after_and_once(owing: ArrearsWorld) -> None:
    worker = _worker(owing.desk).value
    arrears_events.set_worker(owing.desk, [owing.account], worker)
    persons.add_contact_point(owing.desk, owing.leases.anna, ContactInput(ContactKind.PHONE, "90000011"))
    owing.owe(JANUARY)
    owing.on(JANUARY)
    owing.known(JANUARY)
    assert _note(owing) == MissedTasks(0, 0), "the due day itself is not over"
    owing.on(JANUARY + ONE)
    assert _note(owing) == MissedTasks(1, 0)
    assert _note(owing) == MissedTasks(0, 0)
    task = _tasks(owing)[0]
    assert (task.owner_id, task.tenancy_id, task.due) == (worker, owing.tenancy, JANUARY + 7 * ONE)
    assert task.deputy_id == worker - 1, "who covers for her while she is away"
    assert "Ingen" in task.why, "nobody has talked with them yet"
    assert task.person_id == owing.leases.anna
    assert "9 000" in task.why.replace("\xa0", " ")
    assert "90000011" in task.why.replace(" ", "").replace("\xa0", "")
    line = next(one for group in today.day(owing.desk).office for one in group.lines if one.id == task.id)
    assert line.kind is TaskKind.ARREARS_CONTACT


def test_a_task_that_was_done_is_not_made_again_for_the_same_miss(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY)
    assert _note(owing).made == 1
    task = _tasks(owing)[0]
    tasks.finish_task(owing.desk, task.id, task.version, "Ringt, svarte ikke")
    assert _note(owing).made == 0
    owing.pay(RENT, NOW)
    owing.owe(FEBRUARY)
    owing.on(FEBRUARY + ONE)
    owing.known(FEBRUARY)
    assert _note(owing).made == 1, "a new miss is a new task"


def test_what_is_paid_is_nobodys_task_any_more(owing: ArrearsWorld) -> None:
    owing.owe(DECEMBER)
    assert _note(owing).made == 1
    owing.pay(RENT, NOW)
    assert _note(owing) == MissedTasks(0, 1)
    assert _tasks(owing)[0].state is TaskState.DONE


def test_no_task_on_payments_that_are_not_known(owing: ArrearsWorld) -> None:
    owing.owe(FEBRUARY)
    owing.on(FEBRUARY + ONE)
    assert _note(owing).made == 0, "payments are known up to 19 January"


def test_a_due_day_on_a_holiday_is_missed_the_day_after_the_bank_day(owing: ArrearsWorld) -> None:
    """1 January 2027 is a Friday and a holiday: the rent is due on Monday the 4th."""
    owing.owe(date(2027, 1, 4))
    owing.on(date(2027, 1, 4))
    owing.known(date(2027, 1, 3))
    assert _note(owing).made == 0


def test_the_task_tells_the_last_talk_before_the_miss(owing: ArrearsWorld) -> None:
    owing.on(DECEMBER)
    talk = TalkInput(owing.account, owing.leases.anna, ContactWay.PHONE, "Om vaskemaskinen")
    arrears_events.log_talk(owing.desk, talk)
    owing.on(NOW)
    owing.owe(JANUARY)
    assert _note(owing).made == 1
    assert "01.12.2026" in _tasks(owing)[0].why


@writes(Right.PERSON_WRITE)
def _died(work: Work, person_id: int, on: date) -> None:
    person = work.get(Person, person_id)
    person.died_on = on
    mark_estate(work, person)


def test_nobody_calls_the_relatives_and_the_living_one_is_called(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY)
    _died(owing.desk, owing.leases.anna, NOW)
    owing.on(NOW + ONE)
    owing.known(NOW)
    assert _note(owing).made == 1
    assert _tasks(owing)[0].person_id == owing.leases.bo
    _died(owing.desk, owing.leases.bo, NOW)
    owing.pay(RENT, NOW + ONE)
    owing.owe(FEBRUARY)
    owing.on(FEBRUARY + ONE)
    owing.known(FEBRUARY)
    assert _note(owing).made == 0
    row = owing.row()
    assert row.step is ArrearsStep.CONTACT and row.standing is StepStanding.STOPPED
    plan = arrears_letters.letter_plan(owing.desk, [owing.account], ArrearsEventKind.REMINDER)
    assert plan.lines[0].held is not None and plan.lines[0].held.code == "restanse.stopp.holdt"


def test_a_protected_household_is_nobodys_ordinary_task(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY)
    _protect(owing.desk, owing.leases.child)
    assert _note(owing).made == 0
    assert owing.row().standing is StepStanding.STOPPED
    blind = replace(owing.desk, who=replace(owing.desk.who, rights=owing.desk.who.rights - {Right.PROTECTED}))
    assert arrears_tasks.note_missed(blind).value == MissedTasks(0, 0)
    assert arrears_list.arrears_ids(blind, arrears_list.ArrearsQuery()) == []


@writes(Right.PERSON_WRITE)
def _protect(work: Work, person_id: int) -> None:
    work.get(Person, person_id).protection = Protection.CONFIDENTIAL
