"""How long the three columns of guidance take while somebody types: rent, income and loan change with every key."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

from boligdesk.rules.bostotte.household import HomeTenure, Income, Municipality
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import CostKind, DebtKind, DebtLine, Entry, IncomeKind
from boligdesk.rules.budget.people import Aks, Person, Sex
from boligdesk.rules.guidance.columns import Home, HomeColumn, Situation, columns
from boligdesk.rules.rates import shipped_rates
from boligdesk.rules.startlan.ability import LoanWish

from .. import Reading, row

_DAY = date(2026, 11, 23)
_KEYS = 200


@row("guidance", "tre spalter regnet på nytt, p95 ≤ 30 ms")
def three_columns() -> Reading:
    """The 95th of a hundred keystrokes, waiting for the processor included."""
    rates = shipped_rates()
    columns(_situation(0), _homes(0), rates, _DAY)
    taken = sorted(_one(key) for key in range(_KEYS))
    return Reading(taken[_KEYS * 95 // 100] * 1000, "ms", limit=30.0, note=f"median {taken[_KEYS // 2] * 1000:.1f} ms")


def _one(key: int) -> float:
    started = time.perf_counter()
    columns(_situation(key), _homes(key), shipped_rates(), _DAY)
    return time.perf_counter() - started


def _situation(key: int) -> Situation:
    people = (
        Person(age_months=34 * 12, sex=Sex.WOMAN),
        Person(age_months=36 * 12, sex=Sex.MAN),
        Person(age_months=11 * 12, sex=Sex.WOMAN),
        Person(age_months=8 * 12, sex=Sex.MAN, aks=Aks.FULL),
        Person(age_months=3 * 12, sex=Sex.MAN, kindergarten=True),
    )
    lines = (Entry(IncomeKind.WAGE, (38_000 + key) * 100), Entry(CostKind.INSURANCE, 600_00))
    debts = (DebtLine(DebtKind.CAR, 90_000_00, Decimal("6.9"), 2_100_00),)
    budget = Household(people, lines, debts, couple=True, gross_year_ore=430_000_00)
    return Situation(budget, (Income(month_ore=(36_000 + key) * 100),), Municipality(3))


def _homes(key: int) -> tuple[Home, ...]:
    power = (Entry(CostKind.ELECTRICITY, 1_200_00),)
    return (
        Home(HomeColumn.TODAY, (13_000 + key) * 100, power, False),
        Home(HomeColumn.MUNICIPAL, (9_500 + key) * 100, power, False),
        Home(
            HomeColumn.OWN,
            4_500_00,
            power,
            False,
            HomeTenure.SHARED_COSTS,
            wish=LoanWish((2_400_000 + 1_000 * key) * 100),
        ),
    )
