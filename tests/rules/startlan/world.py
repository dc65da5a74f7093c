"""Households, wishes and rates to try startlån with: plain values, changed one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import CostKind, Entry
from boligdesk.rules.budget.steps import RateDay, amount
from boligdesk.rules.explanation import Certainty, Explanation, Unit
from boligdesk.rules.rates import Rates, RateValue
from boligdesk.rules.startlan.ability import Ability, LoanWish, ability

from ..budget.world import COMPLETE, NOW_SIFO, SHIPPED, TODAY, confirmed, household, person, wage

#: Invented: the shipped set has none (startlan.md § 9). Typed in as an office would.
POLICY_RATE = RateValue(
    "styringsrente",
    date(2026, 9, 18),
    "4.00",
    Unit.PERCENT,
    "prøve",
    Certainty.CONFIRMED,
    rate_set="kontoret",
)
RATES = COMPLETE.with_office([POLICY_RATE])
FILES = ("husbanken_renter", "startlan", "forstegang", "kjopskostnader")
ROWS = tuple(row for row in SHIPPED.all() if row.rate_set.split()[0] in FILES)
KEYS = tuple(dict.fromkeys(row.key for row in ROWS))


def at(rates: Rates = RATES, on: date = TODAY) -> RateDay:
    """The rates of a day, with an invented floor and styringsrente unless others are given."""
    return RateDay(rates, on)


def buyer(income: int = 45_000, running: int = 4_000, **more: object) -> Household:
    """A mother with one child who wants to buy; what the home costs besides the loan a month."""
    lines = (wage(income), Entry(CostKind.SHARED_COSTS, running * 100))
    return replace(household(person(30), person(8), lines=lines, couple=False), **more)  # type: ignore[arg-type]


def tried(given: Household | None = None, wish: LoanWish | None = None, rates: Rates = RATES) -> Ability:
    """The ability under the complete rates unless others are given."""
    return ability(given or buyer(), wish or LoanWish(), at(rates))


def carried(kroner: int) -> Explanation:
    """A largest loan as a step."""
    return amount("startlan.dekket", kroner * 100)


def sure() -> Rates:
    """As if the office had confirmed every row of SIFO and of startlån."""
    return RATES.with_office(confirmed(row) for row in (*NOW_SIFO, *ROWS))
