"""One home at a time; a child with delt fast bosted has two."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from boligdesk.casework import households
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.households import MemberInput
from boligdesk.database.engine import Store
from boligdesk.models.audit import ActLog
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import HouseholdRole, Role
from boligdesk.texts import fault_text

from .people_world import TODAY, World, family, ny
from .stock_world import found

MAIN, CHILD, SHARED = HouseholdRole.MAIN, HouseholdRole.CHILD, HouseholdRole.CHILD_SHARED
SINCE = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    """Two homes with a grown-up each, and a child in the first."""
    world = found(store)
    ids, desk = world.ids, world.leader
    for who in ("kari", "per", "liv"):
        ids[who] = ny(desk, who.capitalize(), "N")
    ids["one"] = households.create_household(
        desk, [MemberInput(ids["kari"], MAIN), MemberInput(ids["liv"], CHILD)]
    ).value
    ids["two"] = households.create_household(desk, [MemberInput(ids["per"], MAIN, SINCE)]).value
    return world


def _refused(code: str, act: object, *args: object) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        act(*args)  # type: ignore[operator]
    assert caught.value.fault.code == code
    return caught.value


@pytest.mark.lagring
def test_a_child_lives_in_two_homes_only_with_shared_residence_and_both_say_so(world: World) -> None:
    desk, ids = world.leader, world.ids
    _refused(
        "husstand.barn_bor_annet_sted", households.move_in, desk, ids["two"], MemberInput(ids["liv"], CHILD, SINCE)
    )
    assert len(households.household(desk, ids["two"]).now) == 1
    households.move_in(desk, ids["two"], MemberInput(ids["liv"], SHARED, SINCE))
    roles = [
        member.role
        for home in (ids["one"], ids["two"])
        for member in households.household(desk, home).now
        if member.person_id == ids["liv"]
    ]
    assert roles == [SHARED, SHARED]
    assert {home.id for home in households.households_of(desk, ids["liv"])} == {ids["one"], ids["two"]}
    third = households.create_household(desk).value
    _refused("husstand.to_hjem_er_nok", households.move_in, desk, third, MemberInput(ids["liv"], SHARED, SINCE))


@pytest.mark.lagring
def test_a_grown_up_moves_out_before_moving_in_elsewhere(world: World) -> None:
    desk, ids = world.leader, world.ids
    _refused("husstand.bor_annet_sted", households.move_in, desk, ids["one"], MemberInput(ids["per"], SHARED))
    member = households.household(desk, ids["two"]).now[0]
    _refused("husstand.ut_for_inn", households.move_out, desk, member.id, member.version, date(2025, 12, 31))
    households.move_out(desk, member.id, member.version, date(2026, 3, 31))
    last_day = MemberInput(ids["per"], HouseholdRole.PARTNER, date(2026, 3, 31))
    _refused("husstand.bor_annet_sted", households.move_in, desk, ids["one"], last_day)
    households.move_in(desk, ids["one"], MemberInput(ids["per"], HouseholdRole.PARTNER, date(2026, 4, 1)))
    names = [(m.name, m.recorded_at == desk.now) for m in households.household(desk, ids["one"]).now]
    assert names == [("N Kari", True), ("N Per", True), ("N Liv", True)]


def test_a_home_has_one_main_person_and_nobody_twice(world: World) -> None:
    desk, ids = world.leader, world.ids
    new = ny(desk, "Ny", "N")
    _refused("husstand.har_hovedperson", households.move_in, desk, ids["one"], MemberInput(new, MAIN))
    _refused("husstand.bor_her_alt", households.move_in, desk, ids["one"], MemberInput(ids["liv"], SHARED))
    turned = MemberInput(new, HouseholdRole.OTHER, date(2026, 2, 1), date(2026, 1, 1))
    _refused("husstand.ut_for_inn", households.move_in, desk, ids["one"], turned)


@pytest.mark.lagring
def test_a_role_is_changed_under_the_same_rules_and_a_mistake_withdrawn_with_a_reason(world: World) -> None:
    desk, ids = world.leader, world.ids
    shared = households.move_in(desk, ids["two"], MemberInput(ids["liv"], SHARED, SINCE)).value
    _refused("husstand.barn_bor_annet_sted", households.change_role, desk, shared, 1, CHILD)
    _refused("person.grunn_mangler", households.withdraw_member, desk, shared, 1, " ")
    with pytest.raises(ConflictError):
        households.withdraw_member(desk, shared, 7, "feil barn")
    done = households.withdraw_member(desk, shared, 1, "feil barn")
    with world.store.reading() as session:
        reason = session.execute(select(ActLog.reason).where(ActLog.id == done.act_id)).scalar_one()
    assert reason == "feil barn"
    left = next(m for m in households.household(desk, ids["one"]).now if m.person_id == ids["liv"])
    households.change_role(desk, left.id, left.version, CHILD)
    assert households.household(desk, ids["one"]).now[-1].role is CHILD
    version = households.household(desk, ids["one"]).version
    assert households.change_household(desk, ids["one"], version, " hund ").value == version + 1
    assert households.household(desk, ids["one"]).note == "hund"


def test_a_hidden_home_is_in_the_way_without_being_told_of(store: Store) -> None:
    world = family(store)
    counter, child = world.desk(Role.COUNTER), world.ids["child"]
    mine = households.create_household(counter).value
    his = households.household(counter, world.ids["his_household"])
    member = next(m for m in his.now if m.person_id == child)
    households.move_out(counter, member.id, member.version, date(2026, 10, 31))
    caught = _refused(
        "husstand.kan_ikke_flytte_inn", households.move_in, counter, mine, MemberInput(child, CHILD, date(2026, 11, 1))
    )
    assert "2025" not in fault_text(caught.fault).whole
