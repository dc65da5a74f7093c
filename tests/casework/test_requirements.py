"""Kravspesifikasjon: requirements of the dwelling, and nothing of who shall live there (P17)."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.casework.application_needs import change_need
from boligdesk.casework.applications import AreaInput, NeedInput, StayInput
from boligdesk.casework.requirements import OrderTo, RequirementsOrder, print_requirements, requirements_of
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import AreaWish, FloorNeed, StayKind, TargetGroup
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import DwellingKind
from boligdesk.texts import render
from tests.forms.conftest import pages_of

from .application_world import TODAY, World, apply, applying, card

#: What stands in the application's free texts, and must never reach the sheet.
SENTINELS = ("SENTINELORD", "SENTINELDIAGNOSE", "SENTINELHUND", "SENTINELUNNGA", "SENTINELHJELP", "SENTINELGRUNN")
NAMES = ("Máret", "Somby", "Ánte", "Elle")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return applying(store)


@pytest.fixture
def case(world: World) -> int:
    case = apply(
        world.leader,
        world.ids["mother"],
        own_words="SENTINELORD",
        helped_by="SENTINELHJELP",
        stay=StayInput(StayKind.CRISIS_CENTRE, None, None, "SENTINELGRUNN"),
        target_group=TargetGroup.MENTAL_OR_ADDICTION,
    )
    need = NeedInput(
        bedrooms=3,
        bedrooms_reason="SENTINELGRUNN",
        floor=FloorNeed.GROUND,
        wheelchair=True,
        access_note="SENTINELDIAGNOSE",
        pets="SENTINELHUND",
        kinds=(DwellingKind.APARTMENT, DwellingKind.ROW_HOUSE),
        max_rent_ore=1_100_000,
        from_date=date(2027, 1, 1),
        avoid="SENTINELUNNGA",
        services="SENTINELHJELP",
        areas=(AreaInput(world.ids["area"], AreaWish.AVOID, "SENTINELGRUNN"),),
    )
    change_need(world.leader, case, card(world.leader, case).version, need)
    return case


def _words(world: World, case: int, order: RequirementsOrder) -> str:
    return " ".join(pages_of(print_requirements(world.leader, case, order).value.pdf))


@pytest.mark.lagring
@pytest.mark.parametrize("to", OrderTo)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_sheet_holds_no_name_diagnosis_cause_or_child(world: World, case: int, to: OrderTo, language: str) -> None:
    words = _words(world, case, RequirementsOrder(to, "Mottaker", date(2026, 12, 15), ("Bod",), language))
    assert [sentinel for sentinel in (*SENTINELS, *NAMES) if sentinel in words] == []
    assert [told for told in ("barn", "krisesenter", "rus", "psykisk", "01.03.1991") if told in words.casefold()] == []
    assert "Mottaker" in words
    assert "15.12.2026" in words
    assert "2026-0001" in words


def test_the_requirements_are_those_of_the_needs(world: World, case: int) -> None:
    lines = requirements_of(world.leader, case, OrderTo.PROPERTY_UNIT)
    assert {
        render(line.name): line.demand if isinstance(line.demand, str) else render(line.demand) for line in lines
    } == {
        "Soverom": "Minst 3",
        "Boligtype": "Leilighet eller Rekkehus",
        "Adkomst": "Tilgjengelig med rullestol i hele boligen, på bakkeplan",
        "Dyrehold": "Må være tillatt",
        "Høyeste leie": "11\u00a0000\u00a0kr per måned",
        "Ledig fra": "01.01.2027",
        "Ikke aktuelt": "Sentrum",
    }


def test_where_somebody_must_not_live_is_told_to_no_private_landlord(world: World, case: int) -> None:
    assert "Sentrum" in _words(world, case, RequirementsOrder(OrderTo.PROPERTY_UNIT))
    assert "Sentrum" not in _words(world, case, RequirementsOrder(OrderTo.PRIVATE_LANDLORD))


@pytest.mark.parametrize("said", ["Ledig fra 01.12.2026", "Leie 9 000-12 000 kr, minst 60 m2, 2 soverom"])
def test_days_to_come_and_amounts_say_nothing_of_who_it_is(world: World, case: int, said: str) -> None:
    assert said in _words(world, case, RequirementsOrder(OrderTo.PRIVATE_LANDLORD, others=(said,)))


@pytest.mark.parametrize(
    "said", ["Bod til Mårets sykkel", "SOMBY", "født 010391", "ring 40 00 00 11", "født 01.03.1991", "født 1/3-1991"]
)
def test_what_is_added_may_not_say_who_it_is(world: World, case: int, said: str) -> None:
    with pytest.raises(RefusedError) as caught:
        print_requirements(world.leader, case, RequirementsOrder(OrderTo.PRIVATE_LANDLORD, others=("Bod", said)))
    assert [fault.code for fault in caught.value.faults] == ["krav.sier_hvem"]


def test_without_needs_the_bedrooms_of_the_household_are_asked_for(world: World) -> None:
    case = apply(world.leader, world.ids["father"])
    lines = requirements_of(world.leader, case, OrderTo.PROPERTY_UNIT)
    assert [render(line.name) for line in lines] == ["Soverom"]


def test_an_answer_cannot_be_wanted_before_today(world: World, case: int) -> None:
    with pytest.raises(RefusedError) as caught:
        print_requirements(world.leader, case, RequirementsOrder(OrderTo.PROPERTY_UNIT, answer_by=date(2026, 1, 1)))
    assert [fault.code for fault in caught.value.faults] == ["krav.svar_gatt"]


def test_the_same_order_gives_the_same_document(world: World, case: int) -> None:
    order = RequirementsOrder(OrderTo.PROPERTY_UNIT)
    first, again = (print_requirements(world.leader, case, order).value for _ in range(2))
    assert (again.document_id, again.fresh) == (first.document_id, False)
