"""Who in the municipality's homes may have a right to bostøtte: reckoned where the income is known, never guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import benefit_candidates, benefit_statuses, budgets, rates, settings, start
from boligdesk.casework.benefit_candidates import Candidate
from boligdesk.casework.benefit_statuses import BenefitInput
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.database.engine import Store
from boligdesk.rules.budget.given import BudgetGiven
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.people import Person
from boligdesk.rules.guidance.words import BenefitState
from boligdesk.rules.vocabulary import Role
from tools.bench.bases import big_office

from .people_world import TODAY, World, family


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    world = family(store)
    settings.change_setting(world.leader, OfficeSetting.BENEFIT_GROUP, 4)
    return world


def _budget(office: World, gross_year_ore: int | None) -> None:
    people = (Person(age_months=41 * 12), Person(age_months=9 * 12))
    given = BudgetGiven(Household(people, gross_year_ore=gross_year_ore))
    budgets.keep_budget(office.leader, office.ids["his_household"], given, TODAY)


def _his(office: World) -> Candidate | None:
    found = benefit_candidates.candidates(office.leader)
    return next((row for row in found.rows if row.household_id == office.ids["his_household"]), None)


@pytest.mark.lagring
def test_without_an_income_it_is_possible_up_to_the_limit_and_nothing_is_guessed(office: World) -> None:
    his = _his(office)
    assert his is not None
    assert (his.name, his.adults, his.children, his.rent_ore) == ("Nils Åpensen", 1, 1, 8_950_00)
    assert (his.income_ore, his.benefit_ore) == (None, None)
    assert his.limit_ore == 31_706_00  # 1 adult + 1 child in group 4 (bostotte.md § 6.5)
    found = benefit_candidates.candidates(office.leader)
    assert (found.month, found.last_day) == (date(2026, 11, 1), date(2026, 11, 25))


@pytest.mark.lagring
def test_the_newest_budget_gives_the_amount_and_too_much_income_takes_it_off_the_list(office: World) -> None:
    _budget(office, 300_000_00)
    his = _his(office)
    assert his is not None and his.benefit_ore is not None
    assert his.income_ore == 25_000_00 and his.benefit_ore > 0
    assert his.provisional and {step.rate.key for step in his.unconfirmed if step.rate} >= {"bostotte_grense1"}
    _budget(office, 900_000_00)
    assert _his(office) is None
    _budget(office, None)
    assert _his(office) is not None


def test_who_has_been_heard_of_is_not_on_the_list(office: World) -> None:
    applied = BenefitInput(office.ids["his_household"], BenefitState.APPLIED, TODAY, applied_on=TODAY)
    benefit_statuses.hear_benefit(office.leader, applied)
    assert _his(office) is None


def test_the_largest_amount_stands_first_and_the_unknown_after_it(tmp_path: Path) -> None:
    desk = start.enter_without_login(big_office(tmp_path / "kontor.boligdesk", 6))
    settings.change_setting(desk, OfficeSetting.BENEFIT_GROUP, 1)
    for household_id, gross in ((2, 250_000_00), (4, 150_000_00)):
        given = BudgetGiven(Household((Person(age_months=400),), gross_year_ore=gross))
        budgets.keep_budget(desk, household_id, given, TODAY)
    rows = benefit_candidates.candidates(desk).rows
    assert [row.household_id for row in rows[:2]] == [4, 2]
    assert [row.benefit_ore for row in rows[2:]] == [None] * 4


def test_a_confirmed_rate_is_no_longer_named_on_the_list(office: World) -> None:
    _budget(office, 300_000_00)
    his = _his(office)
    assert his is not None
    for step in his.unconfirmed:
        if step.rate is not None:
            rates.confirm_rate(office.leader, step.rate.key, step.rate.valid_from, "Sett hos Husbanken")
    again = _his(office)
    assert again is not None
    assert [step.rate for step in again.unconfirmed if step.rate] == []


def test_an_unknown_group_gives_no_list_at_all(office: World) -> None:
    settings.change_setting(office.leader, OfficeSetting.BENEFIT_GROUP, 0)
    found = benefit_candidates.candidates(office.leader)
    assert (found.group, found.rows) == (None, ())


def test_a_protected_tenant_is_not_on_the_list_of_those_without_the_right(office: World) -> None:
    hers = office.ids["hers_household"]
    for line in benefit_statuses.benefit_of(office.leader, hers):
        benefit_statuses.withdraw_benefit(office.leader, line.id, line.version, "Feil husstand")
    seen = {row.household_id: row for row in benefit_candidates.candidates(office.leader).rows}
    assert seen[hers].address == ""
    hidden = benefit_candidates.candidates(office.desk(Role.COUNTER)).rows
    assert [row.household_id for row in hidden] == [office.ids["his_household"]]


def test_vacant_homes_tell_their_rent_and_heating(office: World) -> None:
    homes = benefit_candidates.vacant_homes(office.leader)
    assert all(home.address for home in homes)
