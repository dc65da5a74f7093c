from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.periods import (
    Period,
    add_months,
    day_in_month,
    first_of_next_month,
    first_overlap,
    last_of_month,
    month_start_on_or_after,
    months_between,
    nth_weekday,
    term_end,
    years_between,
)

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(days)
    return Period(start, draw(st.none() | st.integers(0, 2000).map(lambda n: start + timedelta(days=n))))


def test_a_turned_period_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (Period(date(2026, 1, 1), date(2026, 1, 31)), Period(date(2026, 1, 31)), True),
        (Period(date(2026, 1, 1), date(2026, 1, 31)), Period(date(2026, 2, 1)), False),
        (Period(date(2026, 1, 1)), Period(date(2030, 1, 1)), True),
    ],
)
def test_both_ends_are_inclusive(one: Period, other: Period, shared: bool) -> None:
    assert one.overlaps(other) is shared
    assert (first_overlap([other, one]) is not None) is shared


@given(periods(), periods())
def test_overlap_is_the_same_both_ways_and_agrees_with_the_days(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    both = one.intersection(other)
    if both:
        assert one.contains(both.start) and other.contains(both.start)
        assert one.covers(both) and other.covers(both)
    else:
        assert not one.contains(other.start) and not other.contains(one.start)


@given(periods().filter(lambda p: p.end is not None))
def test_the_months_of_a_period_fill_it_without_a_gap(period: Period) -> None:
    parts = list(period.months())
    assert sum(p.days or 0 for p in parts) == period.days
    assert first_overlap(parts) is None
    assert all(p.end and p.start.month == p.end.month for p in parts)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_are_added_safely_at_the_end(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(days, st.integers(-600, 600))
def test_added_months_can_be_counted_again(day: date, months: int) -> None:
    there = add_months(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    if months >= 0:
        assert months_between(day, there) == months
        assert months_between(there, day) == -months


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 12, 1), 36, date(2029, 11, 30)),
        (date(2026, 11, 15), 36, date(2029, 11, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_a_term_ends_the_day_before_and_lasts_exactly_so_long(start: date, months: int, last: date) -> None:
    assert term_end(start, months) == last
    assert Period(start, last).lasts(months)
    assert not Period(start, last - timedelta(days=1)).lasts(months)
    assert Period(start).lasts(months)


def test_months_and_weekdays() -> None:
    assert last_of_month(date(2028, 2, 3)) == date(2028, 2, 29)
    assert first_of_next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert month_start_on_or_after(date(2026, 12, 1)) == date(2026, 12, 1)
    assert month_start_on_or_after(date(2026, 12, 2)) == date(2027, 1, 1)
    assert day_in_month(2027, 2, 31) == date(2027, 2, 28)
    assert nth_weekday(2026, 11, 0, 1) == date(2026, 11, 2)
    assert nth_weekday(2026, 11, 0, -1) == date(2026, 11, 30)
    with pytest.raises(ValueError):
        nth_weekday(2026, 11, 1, 5)


def test_an_age_turns_on_the_birthday() -> None:
    assert years_between(date(2008, 11, 24), date(2026, 11, 23)) == 17
    assert years_between(date(2008, 11, 24), date(2026, 11, 24)) == 18
    assert Period(date(2026, 1, 1), date(2026, 1, 31)).has_ended(date(2026, 2, 1))
    assert not Period(date(2026, 1, 1), date(2026, 1, 31)).has_ended(date(2026, 1, 31))
