"""A household's budget with so much left, for what uses it."""

from __future__ import annotations

from dataclasses import replace

from boligdesk.casework import budgets
from boligdesk.casework.core.desk import Desk
from boligdesk.models.tenancy import Tenancy
from boligdesk.rules.budget.given import BudgetGiven
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import CostKind, Entry, IncomeKind
from boligdesk.rules.budget.people import Person, Sex

from .arrears_world import ArrearsWorld


def keep_with_left(desk: Desk, household_id: int, spare_ore: int) -> int:
    """A budget of that day with exactly so much left when all is paid, and a rent of 9 000 kroner in it."""
    lines = (Entry(IncomeKind.WAGE, 40_000_00), Entry(CostKind.RENT, 9_000_00))
    home = Household((Person(age_months=360, sex=Sex.MAN),), lines)
    left = budgets.estimate(desk, BudgetGiven(home)).budget.balance.ore
    wage = replace(lines[0], ore=40_000_00 - left + spare_ore)
    given = BudgetGiven(replace(home, lines=(wage, lines[1])))
    return budgets.keep_budget(desk, household_id, given, desk.today).value


def household_of(owing: ArrearsWorld) -> int:
    """The household that rents."""
    with owing.desk.store.reading() as session:
        household_id = session.get_one(Tenancy, owing.tenancy).household_id
    assert household_id is not None
    return household_id
