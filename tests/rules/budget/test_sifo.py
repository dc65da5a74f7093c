"""SIFO's reference: the example family, both sides of every age, and what is done where the table says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.rules.budget.household import item_lines
from boligdesk.rules.budget.people import Person, Sex
from boligdesk.rules.budget.sifo import Car, SifoItem, reference
from boligdesk.rules.budget.steps import ore_of
from boligdesk.rules.explanation import Certainty

from .world import EXAMPLE_FAMILY, TODAY, at, household, person

#: What OsloMet's own sheet gives for the example family; our transcription of clothes is 80 kr dearer.
PUBLISHED = 37_358


def _kroner(people: tuple[Person, ...], item: SifoItem, **more: object) -> int:
    return ore_of(reference(people, at(), **more).items[item]) // 100  # type: ignore[arg-type]


def test_the_example_family_is_eighty_kroner_of_clothes_above_the_publishers_own_sheet() -> None:
    found = reference(EXAMPLE_FAMILY, at(), Car.PETROL, couple=True)
    assert ore_of(found.total) == 37_438_00
    assert ore_of(found.total) - PUBLISHED * 100 == 80_00
    parts = {item: ore_of(step) // 100 for item, step in found.items.items()}
    assert parts == {
        SifoItem.FOOD: 15_375,
        SifoItem.CLOTHES: 3_990,
        SifoItem.CARE: 2_600,
        SifoItem.PLAY: 4_540,
        SifoItem.TRAVEL: 2_038,
        SifoItem.BABY: 0,
        SifoItem.GROCERIES: 760,
        SifoItem.ARTICLES: 920,
        SifoItem.FURNITURE: 990,
        SifoItem.MEDIA: 2_850,
        SifoItem.CAR: 3_375,
    }


@pytest.mark.parametrize(
    ("months", "sex", "food", "clothes", "care", "play"),
    [
        (0, None, 1065, 730, 530, 160),
        (5, None, 1065, 730, 530, 160),
        (6, None, 2500, 730, 530, 160),
        (11, None, 2500, 730, 530, 160),
        (12, None, 2180, 1140, 630, 390),
        (2 * 12, None, 2180, 900, 630, 390),
        (3 * 12, None, 2180, 900, 370, 810),
        (4 * 12, None, 2585, 900, 240, 810),
        (6 * 12, None, 2585, 1010, 270, 1260),
        (7 * 12, None, 3190, 1010, 270, 1260),
        (10 * 12, Sex.WOMAN, 3190, 880, 520, 1570),
        (10 * 12, Sex.MAN, 3190, 860, 380, 1570),
        (11 * 12 - 1, Sex.MAN, 3190, 860, 380, 1570),
        (11 * 12, Sex.MAN, 3840, 860, 380, 1570),
        (14 * 12, Sex.WOMAN, 3750, 1030, 630, 1690),
        (15 * 12, Sex.MAN, 4640, 1010, 510, 1690),
        (18 * 12 - 1, Sex.WOMAN, 4120, 1030, 630, 1690),
        (18 * 12, Sex.WOMAN, 4445, 1090, 1020, 1080),
        (25 * 12, Sex.MAN, 4760, 1120, 820, 1080),
        (51 * 12 - 1, Sex.WOMAN, 4280, 1090, 1020, 1080),
        (51 * 12, Sex.WOMAN, 3900, 1090, 980, 1080),
        (71 * 12 - 1, Sex.MAN, 4355, 1120, 820, 1080),
        (71 * 12, Sex.WOMAN, 3915, 1090, 980, 1080),
    ],
)
def test_both_sides_of_each_age(months: int, sex: Sex | None, food: int, clothes: int, care: int, play: int) -> None:
    one = (Person(age_months=months, sex=sex),)
    items = (SifoItem.FOOD, SifoItem.CLOTHES, SifoItem.CARE, SifoItem.PLAY)
    assert [_kroner(one, item) for item in items] == [food, clothes, care, play]


@pytest.mark.parametrize(
    ("given", "price"),
    [
        (person(5, travel_card=True), 0),
        (person(6, travel_card=True), 338),
        (person(19), 338),
        (person(20), 1019),
        (person(66), 1019),
        (person(67), 510),
        (person(19, student=True), 338),
        (person(20, student=True), 612),
        (person(29, student=True), 612),
        (person(30, student=True), 1019),
        (person(30, travel_card=False), 0),
        (person(10), 0),
    ],
)
def test_travel_by_age_student_and_card(given: Person, price: int) -> None:
    assert _kroner((given,), SifoItem.TRAVEL) == price


def test_a_pregnant_or_nursing_woman_eats_by_her_own_row_whatever_her_age_or_sex_field() -> None:
    assert _kroner((person(30, pregnant=True),), SifoItem.FOOD) == 4895
    assert _kroner((person(30, None, nursing=True, pregnant=True),), SifoItem.FOOD) == 5950


@pytest.mark.parametrize(
    ("due", "price"),
    [(date(2027, 5, 23), 3980), (date(2027, 5, 24), 0), (date(2026, 12, 1), 3980)],
)
def test_equipment_for_a_baby_begins_six_months_before_birth(due: date, price: int) -> None:
    assert _kroner((person(30, pregnant=True, due=due),), SifoItem.BABY) == price


def test_a_baby_adds_equipment_until_it_is_one_and_an_untold_term_is_said() -> None:
    assert [_kroner((Person(age_months=age),), SifoItem.BABY) for age in (11, 12)] == [535, 0]
    untold = reference((person(30, pregnant=True),), at()).items[SifoItem.BABY]
    (step,) = untold.children
    assert (step.code, step.certainty, ore_of(untold)) == ("budsjett.sifo.termin_ukjent", Certainty.MEMORY, 0)


@pytest.mark.parametrize(
    ("children", "couple", "food"),
    [(2, True, 9040 + 2 * 3190), (3, True, round((9040 + 3 * 3190) * 0.88, 2)), (3, False, 9040 + 3 * 3190)],
)
def test_a_pair_with_more_than_two_children_eats_for_less(children: int, couple: bool, food: float) -> None:
    people = (person(30), person(30, Sex.MAN), *[person(8)] * children)
    found = reference(people, at(), couple=couple).items[SifoItem.FOOD]
    assert ore_of(found) == round(food * 100)


def test_whether_they_are_a_pair_is_asked_only_where_it_matters() -> None:
    two = (person(30), person(30, Sex.MAN))
    few, many = (reference((*two, *[person(8)] * n), at()).items[SifoItem.FOOD] for n in (2, 3))
    assert "budsjett.sifo.par_ukjent" not in [step.code for step in few.walk()]
    assert "budsjett.sifo.par_ukjent" in [step.code for step in many.walk()]
    alone = item_lines(household(person(30), *[person(8)] * 3, couple=None), at())[0].proposal
    assert "budsjett.sifo.par_ukjent" not in [step.code for step in alone.walk()]


@pytest.mark.parametrize(
    ("persons", "sums"),
    [(1, (400, 590, 550, 2570)), (7, (1120, 1145, 1630, 2910)), (8, (1190, 1215, 1830, 2910)), (14, (1610,))],
)
def test_the_table_of_the_household_and_what_is_done_beyond_seven(persons: int, sums: tuple[int, ...]) -> None:
    people = tuple(person(30) for _ in range(persons))
    items = (SifoItem.GROCERIES, SifoItem.ARTICLES, SifoItem.FURNITURE, SifoItem.MEDIA)[: len(sums)]
    found = reference(people, at()).items
    assert tuple(ore_of(found[item]) // 100 for item in items) == sums
    beyond = [step for step in found[SifoItem.FURNITURE].walk() if step.code == "budsjett.sifo.flere_enn_sju"]
    assert [step.certainty for step in beyond] == ([Certainty.DERIVED] if persons > 7 else [])


@pytest.mark.parametrize(
    ("persons", "car", "price"),
    [(4, Car.PETROL, 3375), (5, Car.PETROL, 5105), (4, Car.ELECTRIC, 2245), (5, Car.ELECTRIC, 3085), (5, None, 0)],
)
def test_a_car_by_size_and_kind(persons: int, car: Car | None, price: int) -> None:
    assert _kroner((person(30),) * persons, SifoItem.CAR, car=car) == price


def test_a_newborn_without_sex_is_reckoned_and_an_adult_without_is_named() -> None:
    newborn = Person(born=TODAY)
    assert reference((newborn,), at()).total.missing == ()
    found = reference((person(30, None),), at())
    assert found.total.result is None and found.total.missing == ("kjonn",)
    assert [item for item, step in found.items.items() if step.result is None] == [
        SifoItem.FOOD,
        SifoItem.CLOTHES,
        SifoItem.CARE,
    ]
    assert reference((Person(),), at()).total.missing == ("alder",)


def test_the_age_is_of_the_day_that_is_asked() -> None:
    child = Person(born=date(2015, 11, 24), sex=Sex.MAN)
    assert (child.years(TODAY), child.years(date(2026, 11, 24))) == (10, 11)
