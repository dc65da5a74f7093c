"""What is typed and what is reckoned come back from JSON as they were; anything else is refused."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from boligdesk.rules.budget.given import BudgetGiven, dump, dump_household, load, load_household
from boligdesk.rules.budget.household import Childcare, Household
from boligdesk.rules.budget.kept import next_transfers, reckon, reopened
from boligdesk.rules.budget.lines import AmountPer, CostKind, DebtKind, DebtLine, Entry, IncomeKind
from boligdesk.rules.budget.people import Aks, Person, Sex
from boligdesk.rules.budget.sifo import Car, SifoItem
from boligdesk.rules.explanation import dump as dump_tree
from boligdesk.rules.explanation import load as load_tree
from boligdesk.rules.messages import RefusedError

from .world import COMPLETE, SHIPPED, at, household, person, portfolio, rent, wage

ORE = st.none() | st.integers(0, 10**10)
PEOPLE = st.builds(
    Person,
    born=st.none() | st.dates(date(1930, 1, 1), date(2026, 11, 1)),
    age_months=st.none() | st.integers(0, 1200),
    sex=st.none() | st.sampled_from(Sex),
    pregnant=st.booleans(),
    nursing=st.booleans(),
    due=st.none() | st.dates(),
    student=st.booleans(),
    travel_card=st.none() | st.booleans(),
    kindergarten=st.booleans(),
    aks=st.none() | st.sampled_from(Aks),
)
LINES = st.builds(
    Entry, st.sampled_from([*IncomeKind, *CostKind]), ORE, st.sampled_from(AmountPer), st.text(max_size=9)
)  # fmt: skip
RATES = st.none() | st.decimals(0, 100, places=3) | st.just(Decimal("1E+1"))
DEBTS = st.builds(DebtLine, st.sampled_from(DebtKind), ORE, RATES, ORE, st.text(max_size=9))
TYPED = st.dictionaries(st.sampled_from([*SifoItem, *Childcare]), st.integers(0, 10**8), max_size=6)
HOUSEHOLDS = st.builds(
    Household,
    st.lists(PEOPLE, max_size=14).map(tuple),
    st.lists(LINES, max_size=6).map(tuple),
    st.lists(DEBTS, max_size=3).map(tuple),
    TYPED,
    st.none() | st.booleans(),
    st.none() | st.sampled_from(Car),
    ORE,
)
GIVEN = st.builds(BudgetGiven, HOUSEHOLDS, st.lists(st.integers(1, 31), max_size=3).map(tuple))
WHOLE = BudgetGiven(
    household(
        person(34, pregnant=True),
        person(5, kindergarten=True),
        lines=(wage(31_000), rent(9_000), Entry(CostKind.ELECTRICITY, 12_000_00, AmountPer.YEAR, "strøm")),
        debts=(DebtLine(DebtKind.CARD, 20_000_00, Decimal("21.90"), 900_00, "Sparebanken"),),
        typed={SifoItem.FOOD: 5_000_00, Childcare.KINDERGARTEN: 600_00},
        car=Car.ELECTRIC,
    ),
    (12, 20),
)


@tried(GIVEN)
def test_what_is_typed_comes_back_from_json_as_it_was(typed: BudgetGiven) -> None:
    assert load(json.loads(json.dumps(dump(typed)))) == typed
    assert load_household(json.loads(json.dumps(dump_household(typed.household)))) == typed.household


@pytest.mark.parametrize("rates", [COMPLETE, SHIPPED])
@pytest.mark.parametrize("typed", [WHOLE, *(BudgetGiven(one) for one in portfolio())])
def test_the_figures_come_back_from_json_as_they_were(typed: BudgetGiven, rates: Any) -> None:
    """Also where the floor is missing, and where a childcare price is."""
    found = reckon(typed, at(rates))
    assert reopened(load_tree(json.loads(json.dumps(dump_tree(found.tree)))), typed) == found


def _bent(*path: str | int, value: Any = None, drop: bool = False) -> Any:
    stored = copy.deepcopy(dump(WHOLE))
    place: Any = stored
    for step in path[:-1]:
        place = place[step]
    if drop:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return stored


HOME = ("budget", "household")
BENT = {
    "another schema": _bent("schema", value=2),
    "no schema": _bent("schema", drop=True),
    "a schema that is true": _bent("schema", value="1"),
    "a field more": _bent(*HOME, "more", value=1),
    "a field less": _bent(*HOME, "car", drop=True),
    "an amount as text": _bent(*HOME, "lines", 0, "ore", value="100"),
    "an amount with decimals": _bent(*HOME, "lines", 0, "ore", value=1.5),
    "yes for an amount": _bent(*HOME, "lines", 0, "ore", value=True),
    "an unknown income": _bent(*HOME, "lines", 0, "kind", value="income:lotto"),
    "a line of no side": _bent(*HOME, "lines", 0, "kind", value="wage"),
    "an unknown item": _bent(*HOME, "typed", value={"sweets": 1}),
    "an unknown sex": _bent(*HOME, "people", 0, "sex", value="x"),
    "no day": _bent(*HOME, "people", 0, "born", value="2020-02-30"),
    "a day written otherwise": _bent(*HOME, "people", 0, "born", value="20200228"),
    "a rate that is none": _bent(*HOME, "debts", 0, "rate", value="NaN"),
    "a rate in words": _bent(*HOME, "debts", 0, "rate", value="mye"),
    "people as text": _bent(*HOME, "people", value="to"),
    "a payday as text": _bent("budget", "paydays", value=["12"]),
    "nothing": None,
    "a list": [],
}


@pytest.mark.parametrize("stored", BENT.values(), ids=BENT.keys())
def test_what_was_not_written_here_is_refused(stored: Any) -> None:
    with pytest.raises(RefusedError):
        load(stored)


def test_the_rent_a_budget_carries_is_what_is_left_and_what_todays_home_costs() -> None:
    lines = (wage(40_000), rent(9_000), Entry(CostKind.ELECTRICITY, 1_000_00))
    found = reckon(BudgetGiven(household(person(30), lines=lines)), at(COMPLETE))
    assert found.room.ore == found.budget.balance.ore + 9_000_00
    other = replace(household(person(30), lines=lines), lines=(wage(40_000), *lines[2:]))
    carried = replace(other, lines=(*other.lines, Entry(CostKind.RENT, found.room.ore)))
    assert reckon(BudgetGiven(carried), at(COMPLETE)).budget.balance.ore == 0


def test_the_bills_are_moved_on_the_paydays_to_bank_days() -> None:
    found = reckon(replace(WHOLE, paydays=(12, 28)), at(COMPLETE))
    assert found.bills is not None and found.bills.month.ore == 10_000_00
    # 28 November 2026 is a Saturday, 12 December too.
    days = [(date(2026, 11, 30), 5_000_00), (date(2026, 12, 14), 5_000_00)]
    assert list(next_transfers(found.bills, date(2026, 11, 23))) == days
