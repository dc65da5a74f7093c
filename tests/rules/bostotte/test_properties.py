"""What must hold for every household, whatever the rates: hypothesis tries to break it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from boligdesk.rules.bostotte.household import HomeTenure, Household, Income, Wealth
from boligdesk.rules.explanation import Explanation, dump, load

from .world import household, kroner, limit, reckon

MONTHS = st.dates(date(2022, 6, 1), date(2027, 5, 31)).filter(lambda day: (day.year, day.month) != (2024, 6))
SUMS = {
    "bostotte.inntekt",
    "bostotte.inntekt.person",
    "bostotte.boutgift",
    "bostotte.tak",
    "bostotte.egenandel",
}


@st.composite
def households(draw: st.DrawFn) -> Household:
    """Any household that can be reckoned."""
    group = draw(st.sampled_from(("", "young_disabled", "lone_pensioner")))
    tenure = draw(st.sampled_from(HomeTenure))
    home = household(
        draw(st.integers(1, 4)),
        draw(st.integers(0, 40_000)),
        draw(st.integers(0, 900_000)),
        draw(st.integers(1, 6)),
        draw(st.integers(0, 8)),
        wealth=Wealth(draw(st.integers(-100_000_000, 200_000_000)), draw(st.integers(0, 90_000_000))),
        adapted=draw(st.booleans()),
        **({group: True} if group else {}),
    )
    return replace(home, costs=replace(home.costs, tenure=tenure))


@given(households(), MONTHS, st.integers(1, 50_000_000))
@settings(deadline=None)
def test_more_income_never_gives_more(home: Household, month: date, more: int) -> None:
    assert home.incomes
    richer = replace(home, incomes=(*home.incomes, Income(year_ore=more)))
    assert kroner(reckon(richer, month)) <= kroner(reckon(home, month))


@given(households(), MONTHS, st.integers(1, 5_000_000))
@settings(deadline=None)
def test_more_rent_never_gives_less(home: Household, month: date, more: int) -> None:
    assert home.costs.month_ore is not None
    dearer = replace(home, costs=replace(home.costs, month_ore=home.costs.month_ore + more))
    assert kroner(reckon(dearer, month)) >= kroner(reckon(home, month))


@given(households(), MONTHS)
@settings(deadline=None)
def test_heating_that_is_not_included_never_gives_less(home: Household, month: date) -> None:
    apart, untold = (replace(home, costs=replace(home.costs, heating_included=word)) for word in (False, None))
    included = kroner(reckon(home, month))
    assert kroner(reckon(apart, month)) >= included == kroner(reckon(untold, month))


@given(households(), MONTHS, st.integers(1, 100_000_000))
@settings(deadline=None)
def test_more_wealth_and_a_lower_group_never_give_more(home: Household, month: date, more: int) -> None:
    assert home.wealth.net_ore is not None
    richer = replace(home, wealth=replace(home.wealth, net_ore=home.wealth.net_ore + more))
    before = reckon(home, month)
    assert kroner(reckon(richer, month)) <= kroner(before)
    cheaper = replace(home, municipality=replace(home.municipality, group=4))
    assert kroner(reckon(cheaper, month)) <= kroner(before)
    assert kroner(reckon(replace(home, adapted=True), month)) >= kroner(before)


@given(households(), MONTHS)
@settings(deadline=None)
def test_what_is_unrelated_changes_nothing(home: Household, month: date) -> None:
    """The day within the month, the order and the split of incomes, what a house costs when it is rented."""
    assert home.incomes
    income = home.incomes[0]
    half = income.year_ore // 2
    split = (Income(year_ore=income.year_ore - half), Income(year_ore=half))
    rented = replace(home, costs=replace(home.costs, tenure=HomeTenure.RENTED))
    taxed = replace(rented, costs=replace(rented.costs, property_tax_year_ore=99_000, municipal_year_ore=1))
    assert kroner(reckon(replace(home, incomes=split), month)) == kroner(reckon(home, month.replace(day=1)))
    assert kroner(reckon(taxed, month)) == kroner(reckon(rented, month))


@given(households(), MONTHS)
@settings(deadline=None)
def test_one_krone_above_the_limit_gives_nothing_and_the_limit_itself_something(home: Household, month: date) -> None:
    rich = replace(home, wealth=Wealth(0), costs=replace(home.costs, month_ore=10_000_000))
    most = int(Decimal(str(reckon(rich, month).income_limit.result)))
    at, above = (replace(rich, incomes=(Income(year_ore=12 * m * 100),)) for m in (most, most + 1))
    assert kroner(reckon(at, month)) > 0 == kroner(reckon(above, month))


@given(households(), MONTHS)
@settings(deadline=None)
def test_the_tree_sums_and_is_reopened_as_it_was(home: Household, month: date) -> None:
    tree = reckon(home, month).explanation
    for step in tree.walk():
        if step.code in SUMS:
            assert step.result == sum((Decimal(str(child.result)) for child in step.children), Decimal(0))
    assert load(dump(tree)) == tree
    assert _amount(tree, "bostotte.godkjent") == min(_amount(tree, "bostotte.boutgift"), _amount(tree, "bostotte.tak"))


def _amount(tree: Explanation, code: str) -> Decimal:
    return next(Decimal(str(step.result)) for step in tree.walk() if step.code == code)


def test_the_limit_does_not_depend_on_what_the_household_has_now() -> None:
    poor, rich = household(2, 0, 0), household(2, 30_000, 900_000)
    assert reckon(poor).income_limit == reckon(rich).income_limit
    assert limit(2, 1, 0, date(2026, 11, 1)) == reckon(poor).income_limit.result
