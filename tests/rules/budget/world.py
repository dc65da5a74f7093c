"""People, households and rates to try a budget with: plain values, changed one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from boligdesk.rules.budget.household import Budget, Household, household_budget
from boligdesk.rules.budget.lines import AmountPer, CostKind, Entry, IncomeKind
from boligdesk.rules.budget.people import Aks, Person, Sex
from boligdesk.rules.budget.sifo import Car
from boligdesk.rules.budget.steps import RateDay
from boligdesk.rules.explanation import Certainty
from boligdesk.rules.rates import Rates, RateValue, shipped_rates

SHIPPED = shipped_rates()
TODAY = date(2026, 11, 23)
FLOOR = {
    "sosialhjelp_enslig": "8000",
    "sosialhjelp_par": "13000",
    "sosialhjelp_bofellesskap": "6600",
    "sosialhjelp_barn_0_5": "4000",
    "sosialhjelp_barn_6_10": "4100",
    "sosialhjelp_barn_11_17": "5200",
}
#: Invented amounts, typed in as an office would: the shipped sets have none for 2026.
OFFICE_FLOOR = tuple(
    RateValue(
        key,
        date(2026, 1, 1),
        value,
        SHIPPED.rows[key][0].unit,
        "prøve",
        Certainty.CONFIRMED,
        valid_to=date(2026, 12, 31),
        standing=False,
        rate_set="kontoret",
    )
    for key, value in FLOOR.items()
)
PREFIXES = ("sifo_", "barnehage_", "aks_", "sosialhjelp_")
KEYS = tuple(key for key in SHIPPED.rows if key.startswith(PREFIXES))
ROWS = tuple(row for key in KEYS for row in SHIPPED.rows[key])
NOW_SIFO = tuple(row for row in ROWS if row.valid_to and row.valid_from <= TODAY <= row.valid_to)
COMPLETE = SHIPPED.with_office(OFFICE_FLOOR)

EXAMPLE_FAMILY = (
    Person(age_months=30 * 12, sex=Sex.WOMAN),
    Person(age_months=30 * 12, sex=Sex.MAN),
    Person(age_months=5 * 12, sex=Sex.MAN),
    Person(age_months=11 * 12, sex=Sex.WOMAN),
)


def person(years: int, sex: Sex | None = Sex.WOMAN, **more: object) -> Person:
    """Somebody of that age."""
    return Person(age_months=years * 12, sex=sex, **more)  # type: ignore[arg-type]


def at(rates: Rates = SHIPPED, on: date = TODAY) -> RateDay:
    """The rates of a day."""
    return RateDay(rates, on)


def wage(kroner: int, per: AmountPer = AmountPer.MONTH) -> Entry:
    """Pay after tax."""
    return Entry(IncomeKind.WAGE, kroner * 100, per)


def rent(kroner: int) -> Entry:
    """The rent of a month."""
    return Entry(CostKind.RENT, kroner * 100)


def household(*people: Person, income: int = 40_000, **more: object) -> Household:
    """A household with pay and rent; a couple unless told otherwise."""
    given = Household(people or EXAMPLE_FAMILY, (wage(income), rent(9_000)), couple=True)
    return replace(given, **more)  # type: ignore[arg-type]


def reckon(given: Household, rates: Rates = COMPLETE, on: date = TODAY) -> Budget:
    """Under the shipped rates and the office's invented floor, unless others are given."""
    return household_budget(given, at(rates, on))


def confirmed(row: RateValue) -> RateValue:
    """The row as if the office had looked it up itself."""
    return replace(row, certainty=Certainty.CONFIRMED, source="prøve", rate_set="kontoret")


@cache
def all_confirmed(rows: tuple[RateValue, ...] = ROWS) -> Rates:
    """As if the office had confirmed every row."""
    return COMPLETE.with_office(map(confirmed, rows))


def without(key: str, rates: Rates = COMPLETE) -> Rates:
    """The rates without one key."""
    return Rates({name: rows for name, rows in rates.rows.items() if name != key})


def portfolio() -> tuple[Household, ...]:
    """Households that together use every rate of the budget."""
    ages = (0, 1, 2, 3, 4, 6, 7, 10, 11, 14, 15, 18, 20, 25, 51, 71)
    alone = [household(person(30), person(age, sex), couple=False) for age in ages for sex in Sex]
    alone += [household(person(20, student=True)), household(person(71)), household(person(10, travel_card=True))]
    alone += [household(Person(age_months=6)), household(person(30, pregnant=True, due=TODAY))]
    alone += [household(person(30, nursing=True))]
    sizes = [household(*[person(30)] * n, couple=False, car=car) for n in range(1, 8) for car in Car]
    sizes.append(household(person(30), person(31), *[person(8)] * 3))
    low, middle, high = 250_000_00, 400_000_00, 900_000_00
    for gross in (low, middle, high):
        small = [person(3, kindergarten=True)] * 3
        sizes.append(household(person(30), *small, gross_year_ore=gross, couple=False))
        sizes += [household(person(30), person(8, aks=kind), gross_year_ore=gross) for kind in Aks]
    return (*alone, *sizes)
