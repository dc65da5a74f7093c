from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.calendar import add_weeks, add_working_days, holidays_of, is_bank_day, next_bank_day

days = st.dates(date(1990, 1, 1), date(2080, 12, 31))


def _easter(year: int) -> date:
    """Gauss' way (anonymous Gregorian), as an independent check of the library."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ll = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ll) // 433
    q = h + ll - 7 * m
    month = (q + 90) // 25
    return date(year, month, (q + 33 * month + 19) % 32)


@pytest.mark.parametrize("year", range(1990, 2081))
def test_the_holidays_of_a_year_are_the_norwegian_ones(year: int) -> None:
    easter = _easter(year)
    moving = {easter + timedelta(days=n) for n in (-3, -2, 0, 1, 39, 49, 50)}
    fixed = {date(year, m, d) for m, d in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))}
    assert holidays_of(year) == moving | fixed


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 5, 1), date(2026, 5, 4)),
        (date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 12, 24), date(2026, 12, 24)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 1)),
    ],
)
def test_a_due_day_moves_to_the_next_bank_day(day: date, moved: date) -> None:
    assert next_bank_day(day) == moved


@given(days)
def test_no_bank_day_is_skipped(day: date) -> None:
    moved = next_bank_day(day)
    assert is_bank_day(moved)
    assert not any(is_bank_day(day + timedelta(days=n)) for n in range((moved - day).days))


@given(days, st.integers(0, 30))
def test_working_days_can_be_counted_back(day: date, count: int) -> None:
    start = next_bank_day(day)
    assert add_working_days(add_working_days(start, count), -count) == start


def test_working_days_over_christmas() -> None:
    assert add_working_days(date(2026, 12, 23), 2) == date(2026, 12, 28)
    assert add_weeks(date(2026, 12, 23), 5) == date(2027, 1, 27)
