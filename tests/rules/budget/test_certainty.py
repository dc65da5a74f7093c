"""Each figure stands on its own rates: foreløpig with an unsure one, refused by name without; the files are whole."""

from __future__ import annotations

import itertools
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boligdesk.rules.budget.household import Budget, Household
from boligdesk.rules.budget.people import Person, Sex
from boligdesk.rules.budget.sifo import Car
from boligdesk.rules.budget.steps import ore_of
from boligdesk.rules.explanation import Certainty, Explanation, dump, load
from boligdesk.rules.rates import Rates, RateValue, rate_name
from boligdesk.texts import render

from .world import (
    COMPLETE,
    KEYS,
    NOW_SIFO,
    ROWS,
    SHIPPED,
    TODAY,
    all_confirmed,
    household,
    portfolio,
    reckon,
    wage,
    without,
)


@cache
def _users() -> dict[str, Household]:
    """For each key a household whose budget rests on it."""
    users: dict[str, Household] = {}
    for one in portfolio():
        for stamp in reckon(one).explanation.rates:
            users.setdefault(stamp.key, one)
    return users


@pytest.mark.parametrize("row", NOW_SIFO, ids=lambda row: row.key)
def test_every_unsure_value_makes_its_budget_preliminary_and_the_same_confirmed_does_not(row: RateValue) -> None:
    assert row.certainty.provisional
    user, sure = _users()[row.key], all_confirmed(NOW_SIFO)
    alone = Rates.of([row if (r.key, r.valid_from) == (row.key, row.valid_from) else r for r in sure.all()])
    found = reckon(user, alone)
    assert found.provisional
    assert [step.rate.key for step in found.unconfirmed if step.rate] == [row.key]
    assert not reckon(user, sure).provisional
    assert reckon(user, sure).left.result == found.left.result


@pytest.mark.parametrize("row", NOW_SIFO, ids=lambda row: row.key)
def test_without_a_value_what_needs_it_is_refused_by_its_name(row: RateValue) -> None:
    found = reckon(_users()[row.key], without(row.key))
    assert found.missing == (row.key,)
    broken = next(step for step in found.explanation.walk() if step.missing_here)
    assert render(rate_name(row.key)) in render(broken.message)


def test_every_shipped_rate_of_the_budget_is_used_and_no_other_is_asked_for() -> None:
    floor = {key for key in KEYS if key.startswith("sosialhjelp_")}
    assert {key for key in _users() if key in KEYS} | floor == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_the_rows_of_a_rate_follow_each_other_without_gap_or_overlap(key: str) -> None:
    for row, following in itertools.pairwise(SHIPPED.rows[key]):
        assert row.valid_to is not None and following.valid_from == row.valid_to + timedelta(days=1)
    assert len(SHIPPED.rows[key]) >= 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_row_ends_says_where_it_is_from_and_is_no_more_than_a_transcription(row: RateValue) -> None:
    assert not row.standing and row.valid_to and row.source and row.exact >= 0
    assert row.certainty is Certainty.TRANSCRIBED
    assert render(rate_name(row.key), "nn") and render(rate_name(row.key))


def test_the_keys_whose_value_was_not_found_are_known_and_wait_for_the_office() -> None:
    floor = {key for key in KEYS if key.startswith("sosialhjelp_")}
    assert {"aks_lav_heltid", "aks_lav_deltid", "styringsrente"} | floor == set(SHIPPED.awaited)
    assert set(SHIPPED.awaited) & set(SHIPPED.rows) == floor
    assert {rate.key for rate in SHIPPED.waiting(TODAY)} == set(SHIPPED.awaited)
    assert {rate.key for rate in COMPLETE.waiting(TODAY)} == set(SHIPPED.awaited) - floor
    assert all(render(rate_name(key), "nn") for key in SHIPPED.awaited)


PEOPLE = st.builds(
    Person,
    age_months=st.integers(0, 100 * 12),
    sex=st.sampled_from(Sex),
    student=st.booleans(),
    travel_card=st.sampled_from((None, True, False)),
    kindergarten=st.booleans(),
)
HOMES = st.builds(
    lambda people, income, car, couple: household(*people, lines=(wage(income),), car=car, couple=couple),
    st.lists(PEOPLE, min_size=1, max_size=14),
    st.integers(0, 200_000),
    st.sampled_from((None, *Car)),
    st.sampled_from((None, True, False)),
)
SUMS = ("budsjett.sum",)


@given(HOMES)
@settings(deadline=None, max_examples=50)
def test_the_tree_sums_and_is_reopened_as_it_was(home: Household) -> None:
    tree = reckon(home).explanation
    for step in tree.walk():
        if step.code in SUMS:
            assert step.ore == sum(map(ore_of, step.children))
        if step.code == "budsjett.rest":
            whole, *taken = step.children
            assert step.ore == ore_of(whole) - sum(map(ore_of, taken))
    assert load(dump(tree)) == tree


@given(HOMES, PEOPLE)
@settings(deadline=None, max_examples=50)
def test_one_more_to_feed_never_leaves_more(home: Household, more: Person) -> None:
    """But for the pair whose third child makes food cheaper for all, and the small price for a low fare."""
    bigger = Household((*home.people, more), home.lines, couple=False, car=home.car)
    before = Household(home.people, home.lines, couple=False, car=home.car)
    assert _balance(bigger) <= _balance(before)


def _balance(home: Household) -> int:
    found: Budget = reckon(home)
    step: Explanation = found.balance
    return step.ore
