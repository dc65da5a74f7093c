"""Undo: the inverse of an act while nothing has changed since; refused with a sentence otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from boligdesk.casework import stock, stock_edit, stock_facts, stock_list, tasks, undo, users
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.stock_edit import DwellingInput
from boligdesk.casework.stock_list import DwellingQuery
from boligdesk.database.engine import Store
from boligdesk.models.audit import ActLog
from boligdesk.models.casefile import Document
from boligdesk.models.stock import DwellingRent, LettingUnit
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import DocumentKind, Role, Standard, StateKind, Status

from . import stock_world
from .stock_world import TODAY, World


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    return stock_world.furnished(store)


def _refused(code: str, world: World, act_id: int | None, role: Role = Role.LEADER) -> None:
    assert act_id is not None
    assert not undo.may_undo(world.desk(role), act_id)
    with pytest.raises(RefusedError) as caught:
        undo.undo(world.desk(role), act_id)
    assert caught.value.fault.code == code


@pytest.mark.lagring
def test_a_change_is_taken_back_and_the_taking_back_too(world: World) -> None:
    desk, home = world.leader, world.ids["vacant"]
    form = stock_edit.dwelling_form(desk, home)
    given = replace(form.values, standard=Standard.POOR, inspected_on=TODAY, purpose="Ungdom", rooms=1)
    done = stock_edit.change_dwelling(desk, home, form.version, given)
    assert done.act_id is not None
    assert undo.may_undo(desk, done.act_id)
    back = undo.undo(desk, done.act_id)
    assert back.changes.of("dwelling") == {home}
    assert stock_edit.dwelling_form(desk, home).values == form.values
    with world.store.reading() as session:
        assert session.get_one(ActLog, back.act_id).undoes_id == done.act_id
    _refused("angre.alt_angret", world, done.act_id)


@pytest.mark.lagring
def test_what_an_act_made_is_taken_away_whole(world: World) -> None:
    desk = world.leader
    done = stock_edit.register_dwelling(desk, world.ids["building"], DwellingInput(number="H0501"), ("Rom 1", "Rom 2"))
    assert done.act_id is not None
    undo.undo(desk, done.act_id)
    assert done.value not in stock_list.dwelling_ids(desk, DwellingQuery())
    with world.store.reading() as session:
        units = select(func.count()).select_from(LettingUnit).where(LettingUnit.dwelling_id == done.value)
        assert session.execute(units).scalar_one() == 0


@pytest.mark.lagring
def test_a_case_record_is_withdrawn_not_deleted(world: World) -> None:
    desk, home = world.leader, world.ids["vacant"]
    unit = stock_world.unit(desk, home)
    done = stock_facts.set_state(desk, unit, stock_facts.StateInput(StateKind.BLOCKED, TODAY))
    rent = stock_facts.set_rent(desk, unit, TODAY, 1_00)
    assert done.act_id is not None and rent.act_id is not None
    undo.undo(desk, done.act_id)
    undo.undo(desk, rent.act_id)
    assert stock.dwelling_card(desk, home).status is Status.VACANT
    with world.store.reading() as session:
        assert session.get_one(DwellingRent, rent.value).void_reason == "Angret"


@pytest.mark.lagring
def test_what_was_removed_comes_back(world: World) -> None:
    desk, home = world.leader, world.ids["vacant"]
    key = stock_facts.add_keys(desk, home, "Inngang", 3, "14-203").value
    gone = stock_facts.remove_keys(desk, key, 1)
    assert gone.act_id is not None
    undo.undo(desk, gone.act_id)
    line = stock.dwelling_card(desk, home).keys[0]
    assert (line.id, line.label, line.count) == (key, "Inngang", 3)


@pytest.mark.lagring
def test_no_undo_after_a_later_change_or_use(world: World) -> None:
    desk, home = world.leader, world.ids["vacant"]
    form = stock_edit.dwelling_form(desk, home)
    first = stock_edit.change_dwelling(desk, home, form.version, replace(form.values, purpose="A"))
    stock_edit.change_dwelling(desk, home, first.value, replace(form.values, purpose="B"))
    _refused("angre.endret_siden", world, first.act_id)
    made = stock_edit.register_dwelling(desk, world.ids["building"], DwellingInput(number="H0501"))
    stock_facts.add_keys(desk, made.value, "Inngang", 1)
    assert made.act_id is not None
    with pytest.raises(RefusedError, match=r"angre\.brukt_siden"):
        undo.undo(desk, made.act_id)
    assert made.value in stock_list.dwelling_ids(desk, DwellingQuery())


@pytest.mark.lagring
def test_printed_things_and_users_are_never_undone(world: World) -> None:
    printed = stock_world.add(
        world.leader, Document,
        {"kind": DocumentKind.LETTER, "title": "x", "file_name": "x.pdf", "media_type": "a/b", "sha256": "1" * 64,
         "size": 1, "data": {}, "dated": TODAY},
    )  # fmt: skip
    user = users.add_user(world.leader, users.UserInput("siri", "Siri K.", Role.COUNTER), "langtpassord")
    _refused("angre.kan_ikke", world, user.act_id)
    _refused("angre.kan_ikke_handling", world, printed.act_id)  # an act that casework does not know


@pytest.mark.lagring
def test_undo_needs_the_right_of_the_act_and_sees_nothing_hidden(world: World) -> None:
    home = world.ids["vacant"]
    form = stock_edit.dwelling_form(world.leader, home)
    done = stock_edit.change_dwelling(world.leader, home, form.version, replace(form.values, purpose="A"))
    _refused("tilgang.mangler", world, done.act_id, Role.COUNTER)
    task = tasks.add_task(world.leader, tasks.TaskInput("hemmelig", TODAY, person_id=world.ids["mother"]))
    _refused("sak.finnes_ikke", world, task.act_id, Role.COUNTER)


@pytest.mark.lagring
def test_an_act_that_fails_half_way_leaves_nothing(world: World) -> None:
    @writes(Right.OPEN)
    def half(work: Work) -> None:
        stock_edit.register_dwelling.inner(work, world.ids["building"], DwellingInput(number="H0901"))
        raise ValueError("stop")

    before = stock_list.dwelling_ids(world.leader, DwellingQuery())
    with pytest.raises(ValueError, match="stop"):
        half(world.leader)
    assert stock_list.dwelling_ids(world.leader, DwellingQuery()) == before
