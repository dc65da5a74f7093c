"""Households and rates to try bostøtte with: plain values, changed one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from boligdesk.rules.bostotte.calculation import HousingBenefit, housing_benefit
from boligdesk.rules.bostotte.household import HomeCosts, Household, Income, Municipality
from boligdesk.rules.explanation import Certainty
from boligdesk.rules.rates import Rates, RateValue, shipped_rates

SHIPPED = shipped_rates()
JUNE_2026 = date(2026, 6, 1)
KEYS = tuple(key for key in SHIPPED.rows if key.startswith("bostotte_"))
ROWS = tuple(row for key in KEYS for row in SHIPPED.rows[key])


def household(
    group: int = 4,
    rent: int = 20_000,
    income: int = 0,
    adults: int = 1,
    children: int = 0,
    *,
    heating: bool | None = True,
    **more: object,
) -> Household:
    """Rent a month and income a year in kroner; above every cap unless a rent is given."""
    costs = HomeCosts(rent * 100, heating_included=heating)
    incomes = (Income(year_ore=income * 100),)
    return Household(adults, children, Municipality(group), costs, incomes, **more)  # type: ignore[arg-type]


def reckon(given: Household, month: date = JUNE_2026, rates: Rates = SHIPPED) -> HousingBenefit:
    """Under the shipped rates unless others are given."""
    return housing_benefit(given, month, rates)


def kroner(found: HousingBenefit) -> int:
    """The benefit a month."""
    assert found.benefit.result is not None
    return int(found.benefit.result)  # type: ignore[arg-type]


def limit(group: int, adults: int, children: int, month: date, rates: Rates = SHIPPED, **more: object) -> int:
    """The upper income limit a month."""
    found = reckon(household(group, adults=adults, children=children, **more), month, rates)  # type: ignore[arg-type]
    assert found.income_limit.result is not None
    return int(found.income_limit.result)  # type: ignore[arg-type]


def changed(key: str, **change: object) -> Rates:
    """The shipped rates with every row of one key changed."""
    rows = [replace(row, **change) if row.key == key else row for row in SHIPPED.all()]  # type: ignore[arg-type]
    return Rates.of(rows)


def without(key: str) -> Rates:
    """The shipped rates without one key."""
    return Rates({name: rows for name, rows in SHIPPED.rows.items() if name != key})


def all_confirmed() -> Rates:
    """As if the office had confirmed every row."""
    return SHIPPED.with_office(_confirmed(row) for row in ROWS)


def _confirmed(row: RateValue) -> RateValue:
    return replace(row, certainty=Certainty.CONFIRMED, source="Lovdata", rate_set="kontoret")
