"""What the records already know of the one who is guided, and that nothing is known of one without a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.casework import benefit_statuses, guidance_subject, households, settings, start
from boligdesk.casework.benefit_statuses import BenefitInput
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.guidance_subject import ANONYMOUS
from boligdesk.casework.households import MemberInput
from boligdesk.database.engine import Store
from boligdesk.rules.guidance.words import BenefitState
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import HouseholdRole, Role

from .people_world import TODAY, World, family, ny


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    return family(store)


def test_the_household_the_home_and_the_benefit_are_known_beforehand(office: World) -> None:
    desk, ids = office.leader, office.ids
    heard = BenefitInput(ids["his_household"], BenefitState.GRANTED, TODAY, amount_ore=2_100_00)
    benefit_statuses.hear_benefit(desk, heard)
    found = guidance_subject.subject(desk, ids["father"])
    assert [(member.name, member.age) for member in found.members] == [("Nils Åpensen", 41), ("Liv Åpensen", 9)]
    assert (found.adults, found.children, found.household_id) == (1, 1, ids["his_household"])
    assert found.home is not None
    assert (found.home.address, found.home.tenancy_id) == ("Kirkebakken 3, H0101", ids["his_tenancy"])
    assert found.benefit is not None and found.benefit.given.amount_ore == 2_100_00


def test_a_child_of_two_homes_is_guided_in_the_first_of_its_own(office: World) -> None:
    found = guidance_subject.subject(office.leader, office.ids["child"])
    assert found.household_id in (office.ids["his_household"], office.ids["hers_household"])


def test_an_age_nobody_knows_is_not_guessed(office: World) -> None:
    desk = office.leader
    person = ny(desk, "Ukjent", "Noen")
    households.create_household(desk, [MemberInput(person, HouseholdRole.MAIN, date(2026, 1, 1))])
    found = guidance_subject.subject(desk, person)
    assert (found.adults, found.children, found.home) == (None, None, None)


def test_one_without_a_name_has_the_office_s_own_facts_only(office: World) -> None:
    found = guidance_subject.subject(office.leader, ANONYMOUS)
    assert found.anonymous and found == replace(found, members=(), home=None, application=None, name="")


@pytest.mark.parametrize(("name", "group"), [("Tromsø kommune", 2), ("Oslo", 1), ("Fjordvik kommune", None)])
def test_the_group_is_the_municipality_s_by_its_name(office: World, name: str, group: int | None) -> None:
    desk = office.leader
    form = settings.office(desk)
    settings.change_office(desk, form.version, replace(form.facts, name=name))
    assert guidance_subject.subject(desk, ANONYMOUS).benefit_group == group
    settings.change_setting(desk, OfficeSetting.BENEFIT_GROUP, 3)
    assert guidance_subject.subject(desk, ANONYMOUS).benefit_group == 3


def test_a_protected_person_is_nobody_to_those_without_the_right(office: World) -> None:
    with pytest.raises(RefusedError):
        guidance_subject.subject(office.desk(Role.COUNTER), office.ids["mother"])
    assert guidance_subject.subject(start.scheduled_desk(office.store), office.ids["father"]).name == "Nils Åpensen"
