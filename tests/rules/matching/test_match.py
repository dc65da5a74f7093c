"""A home and a household: every criterion on both sides of its limit, and what never may change an answer."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.application_words import FloorNeed, TargetGroup
from boligdesk.rules.matching.compare import CRITERIA, fit_of, match
from boligdesk.rules.matching.sides import BudgetRoom, Home, Offered, SaidNo, Seeker, Stated, kept_for
from boligdesk.rules.matching.words import Binding, Fit, Lamp
from boligdesk.rules.vocabulary import Accessible, Disposal, DwellingKind, StateKind
from boligdesk.texts import render

DAY = date(2026, 12, 1)
HOME = Home(
    1,
    1,
    "Fjordgata 16",
    DwellingKind.APARTMENT,
    Disposal.OWNED,
    area_id=5,
    area="Sentrum",
    rooms=4,
    bedrooms=3,
    floor=2,
    lift=False,
    accessible=Accessible.NO,
    suits_children=True,
    suits_children_why="400 m til skolen",
    pets_allowed=False,
    rent_ore=1_090_000,
    free_on=DAY,
)
SEEKER = Seeker(application_id=10, applicant_id=20, bedrooms=2)

#: criterion, home, household, light, fit of the whole
CASES: tuple[tuple[str, dict[str, Any], dict[str, Any], Lamp, Fit], ...] = (
    ("bedrooms", {"bedrooms": 2}, {}, Lamp.GREEN, Fit.YES),
    ("bedrooms", {"bedrooms": 3}, {}, Lamp.GREEN, Fit.YES),
    ("bedrooms", {"bedrooms": 4}, {}, Lamp.AMBER, Fit.ALMOST),
    ("bedrooms", {"bedrooms": 1}, {}, Lamp.RED, Fit.NO),
    ("bedrooms", {"bedrooms": 0}, {"bedrooms": 1}, Lamp.RED, Fit.NO),
    ("bedrooms", {"bedrooms": None}, {}, Lamp.AMBER, Fit.ALMOST),
    ("bedrooms", {"bedrooms": 3, "shared": True}, {"bedrooms": 1}, Lamp.GREEN, Fit.YES),
    ("bedrooms", {"bedrooms": 3, "shared": True}, {"bedrooms": 2}, Lamp.RED, Fit.NO),
    ("children", {}, {"children": 0}, Lamp.NOT_ASKED, Fit.YES),
    ("children", {}, {"children": 1}, Lamp.GREEN, Fit.YES),
    ("children", {"suits_children": False}, {"children": 1}, Lamp.RED, Fit.NO),
    ("children", {"suits_children": None}, {"children": 1}, Lamp.AMBER, Fit.ALMOST),
    ("wheelchair", {}, {"wheelchair": True}, Lamp.RED, Fit.NO),
    ("wheelchair", {"accessible": Accessible.PARTLY}, {"wheelchair": True}, Lamp.AMBER, Fit.ALMOST),
    ("wheelchair", {"accessible": None}, {"wheelchair": True}, Lamp.AMBER, Fit.ALMOST),
    ("wheelchair", {"accessible": Accessible.YES}, {"wheelchair": True}, Lamp.GREEN, Fit.YES),
    ("floor", {}, {"floor": FloorNeed.LIFT_OR_GROUND}, Lamp.RED, Fit.NO),
    ("floor", {"lift": True}, {"floor": FloorNeed.LIFT_OR_GROUND}, Lamp.GREEN, Fit.YES),
    ("floor", {"lift": None}, {"floor": FloorNeed.LIFT_OR_GROUND}, Lamp.AMBER, Fit.ALMOST),
    ("floor", {"floor": 1}, {"floor": FloorNeed.LIFT_OR_GROUND}, Lamp.GREEN, Fit.YES),
    ("floor", {"floor": 1}, {"floor": FloorNeed.GROUND}, Lamp.GREEN, Fit.YES),
    ("floor", {"floor": 2, "lift": True}, {"floor": FloorNeed.GROUND}, Lamp.RED, Fit.NO),
    ("floor", {"floor": -1}, {"floor": FloorNeed.GROUND}, Lamp.RED, Fit.NO),
    ("floor", {"floor": None}, {"floor": FloorNeed.GROUND}, Lamp.AMBER, Fit.ALMOST),
    ("floor", {"floor": None}, {"floor": FloorNeed.LIFT_OR_GROUND}, Lamp.AMBER, Fit.ALMOST),
    ("floor", {"floor": None, "lift": True}, {"floor": FloorNeed.LIFT_OR_GROUND}, Lamp.GREEN, Fit.YES),
    ("rent", {}, {"max_rent_ore": 1_090_000}, Lamp.GREEN, Fit.YES),
    ("rent", {}, {"max_rent_ore": 1_089_999}, Lamp.AMBER, Fit.YES),
    ("rent", {"rent_ore": None}, {"max_rent_ore": 1}, Lamp.AMBER, Fit.YES),
    ("budget", {}, {}, Lamp.NOT_ASKED, Fit.YES),
    ("budget", {}, {"budget": BudgetRoom(1_090_000, DAY)}, Lamp.GREEN, Fit.YES),
    ("budget", {}, {"budget": BudgetRoom(1_089_999, DAY, provisional=True)}, Lamp.AMBER, Fit.YES),
    ("budget", {}, {"budget": BudgetRoom(-1, DAY)}, Lamp.AMBER, Fit.YES),
    ("budget", {"rent_ore": None}, {"budget": BudgetRoom(1, DAY)}, Lamp.AMBER, Fit.YES),
    ("rooms", {}, {"rooms_wish": 4}, Lamp.GREEN, Fit.YES),
    ("rooms", {}, {"rooms_wish": 5}, Lamp.AMBER, Fit.YES),
    ("rooms", {"rooms": None}, {"rooms_wish": 1}, Lamp.AMBER, Fit.YES),
    ("kind", {}, {"kinds": frozenset({DwellingKind.APARTMENT})}, Lamp.GREEN, Fit.YES),
    ("kind", {}, {"kinds": frozenset({DwellingKind.ROW_HOUSE})}, Lamp.AMBER, Fit.YES),
    ("pets", {}, {"pets": "en katt"}, Lamp.RED, Fit.ALMOST),
    ("pets", {"pets_allowed": None}, {"pets": "en katt"}, Lamp.AMBER, Fit.YES),
    ("pets", {"pets_allowed": True}, {"pets": "en katt"}, Lamp.GREEN, Fit.YES),
    ("wanted", {}, {"wants": {5: ""}}, Lamp.GREEN, Fit.YES),
    ("wanted", {}, {"wants": {6: ""}}, Lamp.AMBER, Fit.YES),
    ("wanted", {"area_id": None, "area": ""}, {"wants": {6: ""}}, Lamp.AMBER, Fit.YES),
    ("avoided", {}, {"avoids": {5: "trusler"}}, Lamp.RED, Fit.NO),
    ("avoided", {}, {"avoids": {5: ""}}, Lamp.RED, Fit.NO),
    ("avoided", {}, {"avoids": {6: ""}}, Lamp.GREEN, Fit.YES),
    ("avoided", {"area_id": None, "area": ""}, {"avoids": {6: ""}}, Lamp.AMBER, Fit.ALMOST),
    ("when", {}, {"from_date": DAY}, Lamp.GREEN, Fit.YES),
    ("when", {}, {"from_date": date(2026, 11, 30)}, Lamp.AMBER, Fit.YES),
    ("when", {"free_on": None}, {}, Lamp.AMBER, Fit.YES),
    ("refused", {}, {"refused": {1: SaidNo(DAY, "For langt fra skolen")}}, Lamp.AMBER, Fit.YES),
    ("refused", {}, {"refused": {2: SaidNo(DAY, "For langt fra skolen")}}, Lamp.NOT_ASKED, Fit.YES),
    ("avoid", {}, {"avoid_words": "naboen i 14"}, Lamp.AMBER, Fit.YES),
    ("purpose", {"purpose": "Omsorgsbolig"}, {}, Lamp.AMBER, Fit.ALMOST),
    ("purpose", {"purpose": "Bosetting av flyktninger"}, {"target_group": TargetGroup.REFUGEE}, Lamp.GREEN, Fit.YES),
    (
        "purpose",
        {"purpose": "Bosetting av flyktninger"},
        {"target_group": TargetGroup.FINANCIAL},
        Lamp.AMBER,
        Fit.ALMOST,
    ),
    ("kept", {"stated": Stated(StateKind.RESERVED, "Flyktninger")}, {}, Lamp.RED, Fit.ALMOST),
    ("kept", {"stated": Stated(StateKind.RESERVED, "")}, {}, Lamp.RED, Fit.ALMOST),
    (
        "kept",
        {"stated": Stated(StateKind.RESERVED, "Flyktninger")},
        {"target_group": TargetGroup.REFUGEE},
        Lamp.GREEN,
        Fit.YES,
    ),
    ("kept", {"stated": Stated(StateKind.RESERVED, "", person_id=20)}, {}, Lamp.GREEN, Fit.YES),
    ("kept", {"stated": Stated(StateKind.RESERVED, "", person_id=21)}, {}, Lamp.RED, Fit.ALMOST),
    ("kept", {"stated": Stated(StateKind.READYING, "males")}, {}, Lamp.NOT_ASKED, Fit.YES),
    ("closed", {"stated": Stated(StateKind.BLOCKED, "vannskade")}, {}, Lamp.RED, Fit.ALMOST),
    ("closed", {"stated": Stated(StateKind.BLOCKED, "")}, {}, Lamp.RED, Fit.ALMOST),
    ("offered", {"offered": Offered(11, DAY, name="S. Đặng")}, {}, Lamp.RED, Fit.ALMOST),
    ("offered", {"offered": Offered(11, DAY, accepted=True)}, {}, Lamp.RED, Fit.ALMOST),
    ("offered", {"offered": Offered(10, DAY)}, {}, Lamp.GREEN, Fit.YES),
    ("lender", {"disposal": Disposal.LETTING_RIGHT}, {}, Lamp.AMBER, Fit.YES),
    ("lender", {"disposal": Disposal.LEASED_IN}, {}, Lamp.AMBER, Fit.YES),
    ("lender", {"disposal": Disposal.LEASED_IN, "head_lease_end": DAY}, {}, Lamp.AMBER, Fit.YES),
    ("lender", {"disposal": Disposal.MUNICIPAL_COMPANY}, {}, Lamp.NOT_ASKED, Fit.YES),
)


@pytest.mark.parametrize(("key", "home", "household", "light", "fit"), CASES)
def test_each_criterion_on_both_sides(
    key: str, home: dict[str, Any], household: dict[str, Any], light: Lamp, fit: Fit
) -> None:
    found = match(replace(HOME, **home), replace(SEEKER, **household))
    lights = {finding.key: finding.light for finding in found.findings}
    assert lights.get(key, Lamp.NOT_ASKED) is light
    assert found.fit is fit


@pytest.mark.parametrize(("key", "home", "household", "light", "fit"), CASES)
def test_what_stops_says_what_would_have_to_change(
    key: str, home: dict[str, Any], household: dict[str, Any], light: Lamp, fit: Fit
) -> None:
    for finding in match(replace(HOME, **home), replace(SEEKER, **household)).findings:
        assert render(finding.fact) and render(finding.where)
        assert finding.light is not Lamp.RED or (finding.change and render(finding.change))


def test_a_red_bedroom_says_which_need_it_would_fit() -> None:
    found = match(replace(HOME, bedrooms=1), SEEKER).findings[0]
    assert (render(found.fact), render(found.change or found.fact)) == (
        "Soverom: 1, behov 2",
        "Passer hvis behovet er 1",
    )


def test_who_was_offered_the_home_is_named_only_where_it_may_be_seen() -> None:
    seen = match(replace(HOME, offered=Offered(11, DAY, name="S. Đặng")), SEEKER).decisive[-1]
    hidden = match(replace(HOME, offered=Offered(11, DAY)), SEEKER).decisive[-1]
    assert render(seen.fact) == "Tilbudt S. Đặng, svar 01.12.2026"
    assert render(hidden.fact) == "Tilbudt en annen husstand, svar 01.12.2026"


def test_a_card_puts_the_worst_last() -> None:
    found = match(HOME, replace(SEEKER, pets="hund", max_rent_ore=1, children=1)).decisive
    assert [finding.light for finding in found] == [Lamp.GREEN, Lamp.GREEN, Lamp.AMBER, Lamp.RED]


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("Flyktninger 2026", TargetGroup.REFUGEE),
        ("Til bosetting", TargetGroup.REFUGEE),
        ("Barnefamilie", TargetGroup.FAMILY_WITH_CHILDREN),
        ("Tilrettelagt bolig", TargetGroup.ADAPTED_HOME),
        ("Brann i nabobygget", None),
        ("", None),
    ],
)
def test_for_whom_a_home_is_kept(words: str, group: TargetGroup | None) -> None:
    assert kept_for(words) is group


def test_who_somebody_is_never_enters_the_match() -> None:
    """Nationality, ethnicity, religion and the like are no facts of a match (P16, husleieloven § 1-8)."""
    known = {field.name for field in fields(Seeker)}
    assert known == {
        *("application_id", "applicant_id", "bedrooms", "children", "rooms_wish", "kinds", "floor", "wheelchair"),
        *("pets", "max_rent_ore", "budget", "from_date", "wants", "avoids", "avoid_words", "target_group", "refused"),
    }


homes = st.builds(
    Home,
    unit_id=st.just(1),
    dwelling_id=st.just(1),
    address=st.just("Fjordgata 16"),
    kind=st.sampled_from(DwellingKind),
    disposal=st.sampled_from(Disposal),
    area_id=st.none() | st.integers(1, 3),
    bedrooms=st.none() | st.integers(0, 5),
    shared=st.booleans(),
    floor=st.none() | st.integers(-1, 6),
    lift=st.none() | st.booleans(),
    accessible=st.none() | st.sampled_from(Accessible),
    suits_children=st.none() | st.booleans(),
    purpose=st.sampled_from(["", "Omsorgsbolig", "Flyktninger"]),
    pets_allowed=st.none() | st.booleans(),
    rent_ore=st.none() | st.integers(1, 2_000_000),
    free_on=st.none() | st.just(DAY),
    stated=st.none() | st.builds(Stated, st.sampled_from(StateKind), st.sampled_from(["", "Flyktninger"])),
    offered=st.none() | st.builds(Offered, st.integers(9, 12), st.just(DAY)),
)
seekers = st.builds(
    Seeker,
    application_id=st.just(10),
    applicant_id=st.just(20),
    bedrooms=st.integers(1, 5),
    children=st.integers(0, 3),
    rooms_wish=st.none() | st.integers(1, 5),
    kinds=st.frozensets(st.sampled_from(DwellingKind)),
    floor=st.sampled_from(FloorNeed),
    wheelchair=st.booleans(),
    pets=st.sampled_from(["", "katt"]),
    max_rent_ore=st.none() | st.integers(1, 2_000_000),
    wants=st.dictionaries(st.integers(1, 3), st.just("")),
    avoids=st.dictionaries(st.integers(1, 3), st.sampled_from(["", "trusler"])),
    avoid_words=st.sampled_from(["", "naboen"]),
    target_group=st.none() | st.sampled_from(TargetGroup),
)
_ORDER = [Fit.NO, Fit.ALMOST, Fit.YES]


@given(homes, seekers)
def test_the_quick_answer_is_the_one_the_reasons_come_to(home: Home, seeker: Seeker) -> None:
    found = match(home, seeker)
    binding = {(finding.binding, finding.light) for finding in found.findings}
    if (Binding.MUST, Lamp.RED) in binding:
        expected = Fit.NO
    elif binding & {(Binding.MUST, Lamp.AMBER), (Binding.MENDABLE, Lamp.RED)}:
        expected = Fit.ALMOST
    else:
        expected = Fit.YES
    assert found.fit is fit_of(home, seeker) is expected
    assert all(render(finding.fact) for finding in found.findings)


@given(homes, seekers)
def test_fewer_demands_never_make_it_worse(home: Home, seeker: Seeker) -> None:
    easier = replace(seeker, floor=FloorNeed.ANY, wheelchair=False, children=0, pets="", avoids={})
    assert _ORDER.index(fit_of(home, easier)) >= _ORDER.index(fit_of(home, seeker))


@given(homes, seekers, st.text(max_size=20), st.integers(1, 2_000_000))
def test_wishes_and_words_decide_nothing(home: Home, seeker: Seeker, words: str, most: int) -> None:
    other = replace(seeker, avoid_words=words, rooms_wish=None, kinds=frozenset(), wants={}, max_rent_ore=most)
    assert fit_of(home, other) is fit_of(home, seeker)


def test_every_criterion_has_its_case() -> None:
    assert {criterion.key for criterion in CRITERIA} == {case[0] for case in CASES}
