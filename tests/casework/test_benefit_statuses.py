"""What the office has heard of a household's bostøtte: one place at a time, and a day to apply anew is a task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from boligdesk.casework import benefit_statuses, households
from boligdesk.casework.benefit_statuses import BenefitInput
from boligdesk.casework.households import MemberInput
from boligdesk.database.engine import Store
from boligdesk.models.casefile import Task
from boligdesk.rules.guidance.words import BenefitState, RefusalCode
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import HouseholdRole, TaskKind, TaskState

from .people_world import TODAY, World, ny
from .stock_world import found

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    world = found(store)
    world.ids["person"] = ny(world.leader, "Åsen", "Žofia", date(1990, 2, 3))
    member = MemberInput(world.ids["person"], HouseholdRole.MAIN, date(2025, 1, 1))
    world.ids["household"] = households.create_household(world.leader, [member]).value
    return world


def _applied(office: World) -> BenefitInput:
    return BenefitInput(office.ids["household"], BenefitState.APPLIED, date(2026, 9, 14), applied_on=date(2026, 9, 14))


def _tasks(office: World) -> list[date | None]:
    with office.store.reading() as session:
        query = select(Task.due).where(Task.kind == TaskKind.BENEFIT_APPLY, Task.state == TaskState.OPEN)
        return list(session.execute(query).scalars())


@pytest.mark.lagring
def test_what_is_heard_ends_what_held_before(office: World) -> None:
    desk, household = office.leader, office.ids["household"]
    benefit_statuses.hear_benefit(desk, _applied(office))
    granted = BenefitInput(household, BenefitState.GRANTED, date(2026, 10, 1), amount_ore=4_050_00)
    benefit_statuses.hear_benefit(desk, granted)
    newest, first = benefit_statuses.benefit_of(desk, household)
    assert (first.given.from_month, first.to_month) == (date(2026, 9, 1), date(2026, 9, 1))
    assert (newest.given.amount_ore, newest.to_month) == (4_050_00, None)
    assert benefit_statuses.benefit_now(desk, (household,))[household].id == newest.id
    assert newest.holds(DECEMBER) and not first.holds(NOVEMBER)


def test_a_refusal_with_a_day_to_apply_by_is_a_task_until_the_household_has_applied(office: World) -> None:
    desk, household = office.leader, office.ids["household"]
    no = BenefitInput(household, BenefitState.REFUSED, NOVEMBER, refusal=RefusalCode.INCOME_TOO_HIGH)
    benefit_statuses.hear_benefit(desk, replace(no, reapply_by=date(2027, 1, 25)))
    assert _tasks(office) == [date(2027, 1, 25)]
    again = BenefitInput(household, BenefitState.APPLIED, DECEMBER, applied_on=TODAY)
    benefit_statuses.hear_benefit(desk, again)
    assert _tasks(office) == []


def test_a_line_by_mistake_gives_way_to_what_held_before(office: World) -> None:
    desk, household = office.leader, office.ids["household"]
    benefit_statuses.hear_benefit(desk, _applied(office))
    wrong = benefit_statuses.hear_benefit(desk, BenefitInput(household, BenefitState.STOPPED, NOVEMBER)).value
    stopped = benefit_statuses.benefit_of(desk, household)[0]
    with pytest.raises(RefusedError):
        benefit_statuses.withdraw_benefit(desk, wrong, stopped.version, "")
    benefit_statuses.withdraw_benefit(desk, wrong, stopped.version, "Feil husstand")
    (left,) = benefit_statuses.benefit_of(desk, household)
    assert (left.given.state, left.to_month) == (BenefitState.APPLIED, None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": BenefitState.GRANTED}, "bostottestatus.uten_belop"),
        ({"amount_ore": 100}, "bostottestatus.belop_uten_vedtak"),
        ({"refusal": RefusalCode.DEAD}, "bostottestatus.kode_uten_avslag"),
        ({"applied_on": TODAY + timedelta(days=1)}, "bostottestatus.fram_i_tid"),
    ],
)
def test_what_cannot_be_is_refused(office: World, change: dict[str, object], code: str) -> None:
    with pytest.raises(RefusedError) as told:
        benefit_statuses.hear_benefit(office.leader, replace(_applied(office), **change))
    assert told.value.fault.code == code
