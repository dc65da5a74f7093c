"""Three homes side by side: the parts of each sum, what is missing is named, what to apply for by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boligdesk.rules.bostotte.household import HomeTenure, Income, Municipality
from boligdesk.rules.budget.lines import CostKind, Entry, IncomeKind
from boligdesk.rules.budget.steps import ore_of
from boligdesk.rules.explanation import dump, load
from boligdesk.rules.guidance.columns import Application, Column, Home, HomeColumn, Situation, columns
from boligdesk.rules.guidance.deadlines import by_net, on_paper
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rates import Rates
from boligdesk.rules.startlan.ability import LoanWish
from boligdesk.rules.startlan.annuity import monthly_payment
from boligdesk.texts import render

from ..budget.world import COMPLETE, SHIPPED, TODAY, household, person, wage
from ..startlan.world import RATES

POWER = Entry(CostKind.ELECTRICITY, 1_100_00)


def situation(net: int = 31_400, gross: int = 27_000, **more: object) -> Situation:
    """The family of the guidance picture: one adult, two children, group 4."""
    budget = household(person(30), person(8), person(5), lines=(wage(net),), couple=False)
    given = Situation(budget, (Income(month_ore=gross * 100),), Municipality(4))
    return replace(given, **more)  # type: ignore[arg-type]


def homes(rent: int = 9_450, loan: int = 2_450_000) -> tuple[Home, ...]:
    """The three homes of the picture."""
    wish = LoanWish(loan * 100)
    return (
        Home(HomeColumn.TODAY, 13_800_00, (replace(POWER, ore=1_450_00),), False),
        Home(HomeColumn.MUNICIPAL, rent * 100, (POWER,), False),
        Home(HomeColumn.OWN, 4_750_00, (POWER,), False, HomeTenure.SHARED_COSTS, wish=wish),
    )


def reckon(given: Situation | None = None, rates: Rates = RATES, day: date = TODAY) -> tuple[Column, ...]:
    """All three under the complete rates."""
    return columns(given or situation(), homes(), rates, day)


def test_the_columns_of_the_picture_with_the_rent_that_the_practice_corrects() -> None:
    """look/06 with P28: 9 450 × 12 + 7 631 = 121 031 counts, so the estimate is higher than the picture's 4 050."""
    today, municipal, own = reckon()
    assert municipal.costs.ore == 9_450_00 + 1_100_00
    assert ore_of(municipal.benefit) == 4_518_00  # 73.7 % of (121 031 − 47 464) / 12
    assert municipal.net.ore == 10_550_00 - 4_518_00
    assert municipal.left.ore == 31_400_00 - municipal.net.ore
    assert today.left.ore < municipal.left.ore
    assert own.costs.ore == 4_750_00 + 1_100_00 + monthly_payment(2_450_000_00, Decimal("4.131"), 360)
    assert all(column.provisional and column.missing == () for column in (today, municipal, own))


def test_bostotte_of_today_is_no_income_in_another_home() -> None:
    given = situation()
    budget = replace(given.budget, lines=(*given.budget.lines, Entry(IncomeKind.HOUSING_BENEFIT, 4_000_00)))
    assert reckon(replace(given, budget=budget)) == reckon(given)


def test_bostotte_counts_as_income_when_the_loan_is_carried_and_makes_it_preliminary() -> None:
    own = reckon()[2]
    assert own.ability and ore_of(own.benefit) > 0
    poorer = reckon(situation(place=None))[2]
    assert poorer.ability and poorer.benefit.missing == ("kommune",)
    gained = own.ability.stress.disposable.ore - poorer.ability.stress.disposable.ore
    assert gained == ore_of(own.benefit)
    assert {stamp.key for stamp in own.ability.explanation.rates} & {"bostotte_sats2"}


def test_without_stress_rate_the_home_still_costs_what_it_costs_but_no_surplus_is_said() -> None:
    own = reckon(rates=COMPLETE)[2]
    assert own.ability and own.ability.stress.surplus and own.ability.stress.surplus.result is None
    assert own.costs.result is not None and own.left.result is not None
    assert own.missing == ("styringsrente",)
    bare = reckon(rates=SHIPPED)
    assert all(column.over_floor.result is None and column.over_reference.result is not None for column in bare)


def test_what_is_left_is_measured_only_where_the_loan_can_be_tried_at_the_stress_rate() -> None:
    assert [column.may_measure for column in reckon()] == [True, True, True]
    assert [column.may_measure for column in reckon(rates=SHIPPED)] == [True, True, False]


def test_a_month_without_rates_names_what_lacks_and_keeps_the_rest() -> None:
    late = reckon(day=date(2027, 6, 1))[1]
    assert late.benefit.result is None and late.costs.result is not None
    assert "bostotte" in late.missing and late.left.result is None and late.apply[0].what is Application.MUNICIPAL_HOME
    assert "kan ikke regnes ut" in render(late.explanation.message)


@pytest.mark.parametrize(
    ("today", "net", "paper"),
    [
        (date(2026, 11, 23), (11, date(2026, 11, 25)), (11, date(2026, 11, 25))),
        (date(2026, 11, 25), (11, date(2026, 11, 25)), (11, date(2026, 11, 25))),
        (date(2026, 11, 26), (12, date(2026, 12, 25)), (12, date(2026, 12, 28))),
        (date(2026, 12, 26), (1, date(2027, 1, 25)), (12, date(2026, 12, 28))),
        (date(2026, 12, 29), (1, date(2027, 1, 25)), (1, date(2027, 1, 25))),
        (date(2026, 10, 26), (11, date(2026, 11, 25)), (10, date(2026, 10, 26))),  # the 25th was a Sunday
    ],
)
def test_the_25th_is_moved_for_paper_only(today: date, net: tuple[int, date], paper: tuple[int, date]) -> None:
    found = by_net(today), on_paper(today)
    assert [(one.month.month, one.last) for one in found] == [net, paper]


def test_what_to_apply_for_stands_with_its_date_in_both_languages() -> None:
    today, municipal, own = reckon()
    assert [one.what for one in municipal.apply] == [Application.HOUSING_BENEFIT, Application.MUNICIPAL_HOME]
    assert [one.what for one in own.apply] == [Application.HOUSING_BENEFIT, Application.START_LOAN]
    assert "25.11.2026" in render(today.apply[0].said, "nn")
    paper = reckon(day=date(2026, 12, 26))[0].apply[0]
    assert "desember 2026 på papir" in render(paper.said) and "28.12.2026" in render(paper.said)
    assert reckon(situation(gross=90_000))[1].apply[0].what is Application.MUNICIPAL_HOME


@given(st.integers(0, 90_000), st.integers(0, 90_000), st.integers(0, 40_000), st.integers(0, 9_000_000))
@settings(deadline=None, max_examples=30)
def test_every_column_sums_and_is_reopened_as_it_was(net: int, gross: int, rent: int, loan: int) -> None:
    for column in columns(situation(net, gross), homes(rent, loan), RATES, TODAY):
        assert column.net.ore == column.costs.ore - ore_of(column.benefit)
        assert column.left.ore == net * 100 - column.net.ore
        assert load(dump(column.explanation)) == column.explanation


@pytest.mark.parametrize("rent", [-1, 100_000_001])
def test_an_impossible_rent_is_refused(rent: int) -> None:
    with pytest.raises(RefusedError):
        columns(situation(), homes(rent), RATES, TODAY)


def test_a_blank_rent_names_itself_and_leaves_the_other_homes_alone() -> None:
    three = homes()
    blank = replace(three[1], month_ore=None)
    found = columns(situation(), (three[0], blank, three[2]), RATES, TODAY)
    assert set(found[1].missing) == {"rent", "boutgift_mnd"}
    assert found[0].left.result is not None and found[2].left.result is not None
