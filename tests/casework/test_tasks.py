"""Tasks: registered, changed, put off, handed over, done; and seen by owner and deputy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from boligdesk.casework import tasks, users
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.tasks import TaskInput, TaskQuery
from boligdesk.database.engine import Store
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import Role, TaskState

from . import stock_world
from .stock_world import HIDDEN, TODAY, World

LATER = TODAY + timedelta(days=14)


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    return stock_world.furnished(store)


def _row(world: World, task_id: int) -> tasks.TaskRow:
    return tasks.task_rows(world.leader, [task_id])[task_id]


@pytest.mark.lagring
def test_a_task_goes_its_way(world: World) -> None:
    desk, ids = world.desk(Role.LEADER), world.ids
    given = TaskInput("Ring vaktmester", date(2026, 11, 20), "Lås", tenancy_id=ids["tenancy"])
    task = tasks.add_task(desk, given).value
    row = _row(world, task)
    assert (row.owner, row.overdue, row.person, row.address) == (
        "Ingvild Moe", True, "Kari Åse Hansen-Østby", "Fjordgata 14, H0201",
    )  # fmt: skip
    version = tasks.change_task(desk, task, 1, replace(given, title="Ring låsesmed", owner_id=row.owner_id)).value
    with pytest.raises(ConflictError):
        tasks.finish_task(desk, task, 1)
    with pytest.raises(RefusedError, match=r"oppgave\.grunn_mangler"):
        tasks.postpone_task(desk, task, version, LATER, " ")
    with pytest.raises(RefusedError, match=r"oppgave\.ikke_senere"):
        tasks.postpone_task(desk, task, version, date(2026, 11, 21), "Syk")
    version = tasks.postpone_task(desk, task, version, LATER, "Syk").value
    assert (_row(world, task).due, _row(world, task).postponed_reason) == (LATER, "Syk")
    tasks.finish_task(desk, task, version, "Byttet")
    done = _row(world, task)
    assert (done.state, done.done_on, done.outcome, done.overdue) == (TaskState.DONE, TODAY, "Byttet", False)
    with pytest.raises(RefusedError, match=r"oppgave\.ikke_apen"):
        tasks.drop_task(desk, task, done.version, "x")
    tasks.reopen_task(desk, task, done.version)
    tasks.drop_task(desk, task, done.version + 1, "Ikke nødvendig")
    assert _row(world, task).state is TaskState.DROPPED


@pytest.mark.lagring
def test_deputies_see_what_they_cover(world: World) -> None:
    desk, ids = world.leader, world.ids
    arne = users.add_user(desk, users.UserInput("arne", "Arne B.", Role.FOLLOW_UP), "langtpassord").value
    siri = users.add_user(desk, users.UserInput("siri", "Siri K.", Role.COUNTER, deputy_id=arne), "langtpassord").value
    by_deputy = tasks.add_task(desk, TaskInput("A", LATER, owner_id=ids["leader"], deputy_id=arne)).value
    of_absent = tasks.add_task(desk, TaskInput("B", None, owner_id=siri)).value
    own = tasks.add_task(desk, TaskInput("C", TODAY, owner_id=ids["leader"])).value
    assert tasks.task_ids(desk, TaskQuery(owner_id=arne)) == [by_deputy, of_absent]
    assert tasks.task_ids(desk, TaskQuery(owner_id=arne, with_cover=False)) == []
    version = tasks.hand_over_task(desk, own, 1, arne, siri).value
    assert tasks.task_ids(desk, TaskQuery(owner_id=arne)) == [own, by_deputy, of_absent]
    assert tasks.task_ids(desk, TaskQuery(owner_id=arne, due_by=TODAY)) == [own]
    users.deactivate_user(desk, siri, 1)
    with pytest.raises(RefusedError, match=r"oppgave\.bruker_sluttet"):
        tasks.hand_over_task(desk, own, version, siri)


@pytest.mark.lagring
def test_tasks_of_a_case_and_by_words(world: World) -> None:
    desk, ids = world.leader, world.ids
    task = tasks.add_task(desk, TaskInput("Årsbesøk", LATER, dwelling_id=ids["let"], person_id=ids["tenant"])).value
    assert tasks.task_ids(desk, TaskQuery(dwelling_id=ids["let"])) == [task]
    assert tasks.task_ids(desk, TaskQuery(person_id=ids["tenant"])) == [task]
    assert tasks.task_ids(desk, TaskQuery(text="aarsbesok fjordgata")) == [task]
    assert tasks.task_ids(desk, TaskQuery(text="hemm")) != []
    with pytest.raises(RefusedError, match=r"oppgave\.uten_tittel"):
        tasks.add_task(desk, TaskInput(" ", LATER))


@pytest.mark.lagring
def test_tasks_about_protected_persons_are_hidden(world: World) -> None:
    counter = world.desk(Role.COUNTER)
    every = tasks.task_ids(world.leader, TaskQuery())
    assert len(every) == 1
    assert tasks.task_ids(counter, TaskQuery()) == []
    assert not [word for word in HIDDEN if word in str(tasks.task_rows(counter, every))]
    with pytest.raises(RefusedError, match=r"sak\.finnes_ikke"):
        tasks.add_task(counter, TaskInput("x", TODAY, person_id=world.ids["mother"]))
    with pytest.raises(RefusedError, match=r"sak\.finnes_ikke"):
        tasks.finish_task(counter, every[0], 1)
