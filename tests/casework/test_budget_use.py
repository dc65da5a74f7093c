"""A household's budget where it is used: instalments that respect it, and the rent of a home beside it."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.casework import agreement_card, agreements, households, matching
from boligdesk.casework.agreement_card import PlanWish
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.households import MemberInput
from boligdesk.database.engine import Store
from boligdesk.models.application import Application
from boligdesk.rules.matching.words import Lamp
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import HouseholdRole
from boligdesk.texts import render

from .arrears_world import DECEMBER, JANUARY, RENT, ArrearsWorld, arrears_world
from .budget_world import household_of, keep_with_left
from .lease_world import LeaseWorld
from .waiting_world import WaitingWorld, waiting_world

FIRST = date(2027, 2, 15)
OVER = "avtale.over_budsjett"


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    """Two months' rent is owed by a household of one."""
    world = arrears_world(leases, monkeypatch)
    world.owe(DECEMBER, JANUARY)
    return world


def _wish(owing: ArrearsWorld, **how: int) -> PlanWish:
    claims = [one.claim_id for one in agreement_card.agreement_choices(owing.desk, owing.account).claims]
    return PlanWish(claims, FIRST, **how)


@pytest.mark.lagring
def test_an_instalment_above_what_the_budget_has_left_needs_a_reason_that_is_kept(owing: ArrearsWorld) -> None:
    desk, account = owing.desk, owing.account
    assert agreement_card.agreement_choices(desk, account).budget is None
    assert agreement_card.propose_plan(desk, account, _wish(owing, count=2)).controls == ()
    keep_with_left(desk, household_of(owing), 3_000_00)
    budget = agreement_card.agreement_choices(desk, account).budget
    assert budget is not None and (budget.spare_ore, budget.provisional) == (3_000_00, True)
    within = agreement_card.propose_plan(desk, account, _wish(owing, surplus_ore=3_000_00))
    assert within.controls == () and max(part.amount_ore for part in within.parts) == 3_000_00
    above = _wish(owing, count=2)
    (control,) = agreement_card.propose_plan(desk, account, above).controls
    assert control.code == OVER and "9 000 kr" in render(control.what).replace("\u00a0", " ")
    with pytest.raises(RefusedError, match=OVER):
        agreements.agree_plan(desk, account, above, "ble enige")
    agreements.agree_plan(desk, account, above, "ble enige", {OVER: "Faren hjelper til"})
    (card,) = agreement_card.agreements_of(desk, account)
    assert card.note == "ble enige\nFaren hjelper til" and card.total_ore == 2 * RENT


def test_with_a_budget_in_minus_every_instalment_needs_a_reason(owing: ArrearsWorld) -> None:
    keep_with_left(owing.desk, household_of(owing), -500_00)
    (control,) = agreement_card.propose_plan(owing.desk, owing.account, _wish(owing, count=18)).controls
    assert control.code == OVER


@pytest.fixture
def waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> WaitingWorld:
    return waiting_world(store, monkeypatch)


@pytest.mark.lagring
def test_the_rent_of_a_home_is_held_against_the_newest_budget(waiting: WaitingWorld) -> None:
    world = waiting
    with world.store.reading() as session:
        application = session.get(Application, world.application)
        assert application is not None
        household_id, applicant = application.household_id, application.applicant_id
    assert "budget" not in _findings(world)
    if household_id is None:
        household_id = households.create_household(
            world.desk, [MemberInput(applicant, HouseholdRole.MAIN, world.desk.today)]
        ).value

        @writes(Right.OPEN)
        def settle(work: Work) -> None:
            work.get(Application, world.application).household_id = household_id

        settle(world.desk)
    keep_with_left(world.desk, household_id, 100_000_00)
    light, said = _findings(world)["budget"]
    assert light is Lamp.GREEN and "foreløpig" in said
    keep_with_left(world.desk, household_id, -9_000_00)
    light, said = _findings(world)["budget"]
    assert light is Lamp.AMBER and "bærer ingen husleie" in said


def _findings(world: WaitingWorld) -> dict[str, tuple[Lamp, str]]:
    one = next(m for m in matching.homes_for(world.desk, world.application).homes if m.home.unit_id == world.unit)
    return {found.key: (found.light, render(found.fact)) for found in one.match.findings}
