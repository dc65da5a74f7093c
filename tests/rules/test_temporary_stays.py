"""Midlertidige botilbud: nights slept, the unbroken chain, the warning, overlaps; over month ends and leap days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.periods import Period
from boligdesk.rules.temporary_stays import Stay, cost_of, overlaps, unbroken_since, warning
from boligdesk.texts import render

TODAY = date(2026, 11, 20)


def _stay(start: date, end: date | None = None, **facts: object) -> Stay:
    return Stay("Fjordvik hotell", Period(start, end), 125_000, **facts)  # type: ignore[arg-type]


def test_the_cost_so_far_counts_the_nights_before_today_and_says_how() -> None:
    cost = cost_of(_stay(date(2026, 11, 1)), TODAY)
    assert (cost.nights, cost.cost_ore) == (19, 2_375_000)
    assert render(cost.told) == "19 netter à 1\u00a0250\u00a0kr = 23\u00a0750\u00a0kr"
    assert cost_of(_stay(date(2026, 11, 1), date(2026, 11, 1)), TODAY).nights == 1


def test_a_stay_without_a_price_has_nights_and_no_cost() -> None:
    cost = cost_of(Stay("Hybel", Period(date(2026, 11, 19)), None), TODAY)
    assert (cost.nights, cost.cost_ore) == (1, None)
    assert "prisen er ikke skrevet" in render(cost.told)


@pytest.mark.parametrize("start", [TODAY, date(2026, 12, 24)])
def test_nothing_has_been_slept_before_the_first_night(start: date) -> None:
    assert cost_of(_stay(start), TODAY).nights == 0


def test_stays_without_a_night_between_are_one_chain_whatever_the_place() -> None:
    chain = [_stay(date(2026, 9, 1), date(2026, 9, 30)), _stay(date(2026, 10, 1))]
    assert unbroken_since(chain, TODAY) == date(2026, 9, 1)
    apart = [_stay(date(2026, 9, 1), date(2026, 9, 29)), _stay(date(2026, 10, 1))]
    assert unbroken_since(apart, TODAY) == date(2026, 10, 1)


def test_a_planned_stay_after_a_gap_does_not_hide_the_one_that_goes_on() -> None:
    stays = [_stay(date(2026, 9, 1), TODAY), _stay(TODAY + timedelta(days=5))]
    assert unbroken_since(stays, TODAY) == date(2026, 9, 1)


def test_a_chain_that_is_over_warns_of_nothing_and_a_night_shelter_never_does() -> None:
    assert warning([_stay(date(2026, 9, 1), date(2026, 11, 18))], False, TODAY) is None
    assert warning([_stay(date(2026, 9, 1), night_shelter=True)], True, TODAY) is None


@pytest.mark.parametrize(
    ("start", "over", "warned"),
    [
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 2, 14)),
        (date(2027, 11, 30), date(2028, 2, 29), date(2028, 2, 15)),
        (date(2026, 11, 1), date(2027, 2, 1), date(2027, 1, 18)),
    ],
)
def test_warned_two_weeks_before_three_months(start: date, over: date, warned: date) -> None:
    found = warning([_stay(start)], False, start)
    assert found is not None
    assert (found.months_over_on, found.warn_on) == (over, warned)


def test_with_children_and_when_it_is_late_already_one_is_warned_today() -> None:
    with_children = warning([_stay(date(2026, 11, 19))], True, TODAY)
    late = warning([_stay(date(2026, 7, 1))], False, TODAY)
    assert with_children is not None
    assert late is not None
    assert with_children.warn_on == late.warn_on == TODAY


def test_two_stays_at_once_are_told_with_the_days() -> None:
    one, other = _stay(date(2026, 11, 1), date(2026, 11, 10)), _stay(date(2026, 11, 10), date(2026, 11, 12))
    assert [render(said) for said in overlaps([one, other])] == [
        "Fjordvik hotell og Fjordvik hotell overlapper 10.11.2026\u201310.11.2026."
    ]
    assert list(overlaps([one, _stay(date(2026, 11, 11))])) == []


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 500), st.integers(0, 500))
def test_more_days_never_mean_fewer_nights(start: date, length: int, later: int) -> None:
    stay = _stay(start, start + timedelta(days=length))
    now = start + timedelta(days=later)
    assert 0 <= cost_of(stay, now).nights <= cost_of(stay, now + timedelta(days=1)).nights <= length + 1
