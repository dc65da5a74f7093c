"""Users, passwords and the table of rights; and every act refused, cell by cell, for each role without its right."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from datetime import timedelta

import pytest

from boligdesk import casework
from boligdesk.casework import start, users
from boligdesk.casework.core.acts import ReadAct, WriteAct
from boligdesk.casework.users import UserInput
from boligdesk.database.engine import Store
from boligdesk.models.office import Office, User
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import SHIPPED, Right
from boligdesk.rules.vocabulary import Role

from . import stock_world
from .stock_world import World

WORD = "langtpassord"


@pytest.fixture
def world(store: Store) -> World:
    return stock_world.found(store)


@pytest.fixture
def real(world: World) -> World:
    """An office in use, where everybody must log in."""
    with world.store.writing() as session:
        session.get_one(Office, 1).training = False
    return world


@pytest.mark.lagring
def test_users_come_change_and_leave(real: World) -> None:
    store = real.store
    with pytest.raises(RefusedError, match=r"bruker\.forste_er_leder"):
        users.add_user(real.leader, UserInput("siri", "Siri", Role.COUNTER), WORD)
    boss_id = users.add_user(real.leader, UserInput(" Ingvild ", "Ingvild Moe", Role.LEADER), WORD).value
    with pytest.raises(RefusedError, match=r"tilgang\.maa_logge_inn"):
        start.enter_without_login(store)
    boss = start.login(store, "INGVILD", WORD)
    siri = users.add_user(boss, UserInput("siri", "Siri", Role.COUNTER, deputy_id=boss_id), WORD).value
    with pytest.raises(RefusedError, match=r"lager\.bruker_finnes"):
        users.add_user(boss, UserInput("SIRI", "En annen", Role.READER), WORD)
    with pytest.raises(RefusedError, match=r"tilgang\.kort_passord"):
        users.add_user(boss, UserInput("arne", "Arne", Role.READER), "kort")
    desk = start.login(store, "siri", WORD)
    assert not desk.who.may(Right.STOCK_WRITE)
    users.change_own_password(desk, WORD, "etannetpassord")
    with pytest.raises(RefusedError, match=r"bruker\.feil_gammelt"):
        users.change_own_password(desk, WORD, "ettredjepassord")
    version = users.change_user(boss, siri, _version(boss, siri), UserInput("siri", "Siri K.", Role.CASEWORKER)).value
    assert start.login(store, "siri", "etannetpassord").who.may(Right.STOCK_WRITE)
    users.deactivate_user(boss, siri, version)
    with pytest.raises(RefusedError, match=r"tilgang\.feil_passord"):
        start.login(store, "siri", "etannetpassord")
    users.reactivate_user(boss, siri, version + 1)
    assert [(c.name) for c in users.colleagues(boss)] == ["Ingvild Moe", "Siri K."]


def _version(desk: start.Desk, user_id: int) -> int:
    return next(row.version for row in users.users(desk) if row.id == user_id)


@pytest.mark.lagring
def test_the_last_leader_is_never_locked_out(real: World) -> None:
    boss_id = users.add_user(real.leader, UserInput("ingvild", "Ingvild", Role.LEADER), WORD).value
    boss = start.login(real.store, "ingvild", WORD)
    version = _version(boss, boss_id)
    with pytest.raises(RefusedError, match=r"bruker\.siste_leder"):
        users.deactivate_user(boss, boss_id, version)
    with pytest.raises(RefusedError, match=r"bruker\.siste_leder"):
        users.change_user(boss, boss_id, version, UserInput("ingvild", "Ingvild", Role.READER))
    with pytest.raises(RefusedError, match=r"bruker\.leder_beholder"):
        users.set_right(boss, Role.LEADER, Right.USER_WRITE, given=False)
    with pytest.raises(RefusedError, match=r"bruker\.jobb_ser_ikke"):
        users.set_right(boss, Role.SCHEDULED, Right.PROTECTED, given=True)
    users.add_user(boss, UserInput("arne", "Arne", Role.LEADER), WORD)
    users.deactivate_user(boss, boss_id, version)
    assert start.login(real.store, "arne", WORD).who.role is Role.LEADER


@pytest.mark.lagring
def test_a_locked_name_is_opened_by_a_new_password(real: World) -> None:
    users.add_user(real.leader, UserInput("ingvild", "Ingvild", Role.LEADER), WORD)
    boss = start.login(real.store, "ingvild", WORD)
    siri = users.add_user(boss, UserInput("siri", "Siri", Role.COUNTER), WORD).value
    for _ in range(start.MAX_FAILED):
        with pytest.raises(RefusedError, match=r"tilgang\.feil_passord"):
            start.login(real.store, "siri", "feil passord")
    with pytest.raises(RefusedError, match=r"tilgang\.sperret"):
        start.login(real.store, "siri", WORD)
    assert next(row for row in users.users(boss) if row.id == siri).locked
    users.set_password(boss, siri, "etnyttpassord")
    assert start.login(real.store, "siri", "etnyttpassord").who.user_id == siri


def test_no_password_stands_in_a_list_or_in_the_history(real: World) -> None:
    from boligdesk.casework import history

    boss = users.add_user(real.leader, UserInput("ingvild", "Ingvild", Role.LEADER), WORD).value
    with real.store.reading() as session:
        stored = str(session.get_one(User, boss).password_hash)
    told = str((users.users(real.leader), history.record_history(real.leader, "app_user", boss)))
    assert stored.startswith("$argon2")
    assert stored not in told
    assert "Ingvild" in told


@pytest.mark.lagring
def test_the_table_of_rights_ships_and_is_changed(world: World) -> None:
    assert users.rights_table(world.leader) == SHIPPED
    users.set_right(world.leader, Role.COUNTER, Right.EXPORT, given=True)
    users.set_right(world.leader, Role.COUNTER, Right.TASK_WRITE, given=False)
    users.set_right(world.leader, Role.COUNTER, Right.TASK_WRITE, given=False)
    now = users.rights_table(world.leader)[Role.COUNTER]
    assert now == SHIPPED[Role.COUNTER] - {Right.TASK_WRITE} | {Right.EXPORT}
    assert world.desk(Role.COUNTER).who.rights == now


def _acts() -> list[ReadAct | WriteAct]:  # type: ignore[type-arg]
    modules = [importlib.import_module(f"boligdesk.casework.{m.name}") for m in pkgutil.iter_modules(casework.__path__)]
    found = {id(a): a for m in modules for a in vars(m).values() if isinstance(a, (ReadAct, WriteAct))}
    return list(found.values())


def test_every_act_is_refused_to_every_role_without_its_right(world: World) -> None:
    """Cell by cell: with the right an act goes on to ask for its arguments, without it nothing of it runs."""
    acts = _acts()
    assert len(acts) > 60
    for role in Role:
        desk = replace(world.leader, who=replace(world.leader.who, role=role, rights=SHIPPED[role]))
        for act in acts:
            if act.right in SHIPPED[role]:
                desk.require(act.right)
                continue
            with pytest.raises(RefusedError, match=r"tilgang\.mangler"):
                act(desk)


def test_locked_until_passes(world: World) -> None:
    user = users.add_user(world.leader, UserInput("ingvild", "Ingvild", Role.LEADER), WORD).value
    with world.store.writing() as session:
        session.get_one(User, user).locked_until = world.leader.now - timedelta(minutes=1)
    assert not users.users(world.leader)[0].locked
