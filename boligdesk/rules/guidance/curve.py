"""Bostøtte against income, for the chart: the same rule as the estimate, at many incomes, without the trees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..bostotte.costs import counted_costs
from ..bostotte.household import Household
from ..bostotte.income import wealth_income, weight
from ..bostotte.month import BenefitMonth, BenefitRate, exact, fraction, kroner, whole
from ..bostotte.own_share import share_terms
from ..periods import first_of_month
from ..rates import Rates


@dataclass(frozen=True)
class Point:
    """A gross income a month and the bostøtte it gives, øre."""

    income_ore: int
    benefit_ore: int


def benefit_curve(household: Household, month: date, rates: Rates, incomes_ore: Iterable[int]) -> tuple[Point, ...]:
    """The bostøtte of the household at each gross income a month; empty where a rate or the costs are not known.

    RefusedError for a month without rates.
    """
    at = BenefitMonth(rates, first_of_month(month))
    at.demand_rates()
    terms = share_terms(household, at)
    parts = (
        counted_costs(household, at),
        weight(household, at),
        at.rate(BenefitRate.COVERAGE),
        at.rate(BenefitRate.LEAST_PAYMENT),
    )
    wealth = wealth_income(household, at)
    if any(part.result is None for part in (*parts, *terms.rates, *wealth)):
        return ()
    costs, shared, coverage, least = exact(parts[0]), exact(parts[1]), fraction(parts[2]), exact(parts[3])
    beside = sum(map(exact, wealth), Decimal(0))

    def at_income(ore: int) -> Point:
        weighted = whole((12 * kroner(ore) + beside) / shared)
        paid = whole(coverage * (costs - terms.share(weighted)) / 12)
        return Point(ore, int(paid) * 100 if paid >= least else 0)

    return tuple(at_income(ore) for ore in incomes_ore)
