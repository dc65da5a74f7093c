"""A budget as it is kept: one tree that everything shown of it can be opened from again (E4), never reckoned anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..explanation import Explanation, Operand, Unit
from ..messages import msg
from .given import BudgetGiven
from .household import Budget, Childcare, Household, Item, Line, household_budget
from .lines import HOME, BillsAccount, CostKind, Entry, Transfer, bills_account, entries
from .sifo import SifoItem
from .steps import RateDay, summed

#: Costs of a home that stay when the household rents another; the rest falls away with today's home.
_STAY = frozenset({CostKind.ELECTRICITY, CostKind.HEATING, CostKind.HOME_INSURANCE})


@dataclass(frozen=True)
class Reckoned:
    """A budget with what follows from it: the rent it carries, and the bills account (None: no payday is told)."""

    budget: Budget
    room: Explanation
    bills: BillsAccount | None

    @property
    def tree(self) -> Explanation:
        """All of it as one tree, for what is kept."""
        found = self.budget
        care = [line.proposal for line in found.lines if isinstance(line.item, Childcare)]
        proposals = summed(msg("budsjett.navn.barnepass"), care)
        parts = (found.left, found.balance, found.over_reference, found.over_floor, self.room, proposals)
        return replace(found.explanation, children=(*parts, *_bills_out(self.bills)))


def reckon(given: BudgetGiven, at: RateDay) -> Reckoned:
    """Everything a budget says on a day. RefusedError for amounts, ages, households and paydays that cannot be."""
    budget = household_budget(given.household, at)
    costs = [line for line in given.household.lines if isinstance(line.kind, CostKind)]
    bills = bills_account(costs, given.paydays) if given.paydays else None
    return Reckoned(budget, rent_room(given.household, budget), bills)


def rent_room(given: Household, budget: Budget) -> Explanation:
    """The rent a month that would leave nothing over: what is left when all is paid, and what today's home costs.

    Electricity, heating and the insurance stay as they are. Below zero: the budget carries no rent at all.
    """
    today = entries(msg("budsjett.navn.faller_bort"), _falling(given))
    return summed(msg("budsjett.navn.rom"), (budget.balance, today))


def _falling(given: Household) -> Iterator[Entry]:
    for line in given.lines:
        if isinstance(line.kind, CostKind) and line.kind in HOME and line.kind not in _STAY:
            yield line


def reopened(tree: Explanation, given: BudgetGiven) -> Reckoned:
    """The budget as it was kept: every figure from the tree, nothing reckoned."""
    left, balance, over_reference, over_floor, room, care, *bills = tree.children
    income, home, fixed, childcare, debts = left.children
    reference, living = over_reference.children[1], balance.children[1]
    names: tuple[Item, ...] = (*SifoItem, *Childcare)
    proposals = zip(names, (*reference.children, *care.children), strict=True)
    lines = tuple(Line(item, proposal, given.household.typed.get(item)) for item, proposal in proposals)
    budget = Budget(
        lines,
        income,
        home,
        fixed,
        childcare,
        debts,
        living,
        reference,
        over_floor.children[1].children[0],
        left,
        over_reference,
        over_floor,
        balance,
    )
    return Reckoned(budget, room, _bills_in(bills[0]) if bills else None)


def _bills_out(bills: BillsAccount | None) -> tuple[Explanation, ...]:
    if bills is None:
        return ()
    operands = (Operand(str(one.day), one.ore, Unit.ORE) for one in bills.transfers)
    return (replace(bills.month, operands=tuple(operands)),)


def _bills_in(step: Explanation) -> BillsAccount:
    transfers = (Transfer(int(one.name), one.value) for one in step.operands if isinstance(one.value, int))
    return BillsAccount(replace(step, operands=()), tuple(transfers))


def next_transfers(bills: BillsAccount, after: date) -> tuple[tuple[date, int], ...]:
    """The next day of each fixed transfer, strictly after a day and moved to a bank day, with its øre."""
    found = [(day, one.ore) for one in bills.transfers for day in one.next_days(after, 1)]
    return tuple(sorted(found))
