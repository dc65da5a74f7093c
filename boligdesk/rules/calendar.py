"""Norwegian public holidays and bank days.

A bank day is Monday to Friday and no public holiday (gjeldsbrevloven § 5). 24 and 31 December are bank days.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from .periods import ONE_DAY


@cache
def holidays_of(year: int) -> frozenset[date]:
    """The public holidays (helligdager og høytidsdager) of a year, without the ordinary Sundays."""
    import holidays  # loaded when first asked: the window starts without it

    return frozenset(holidays.country_holidays("NO", years=year))


def is_holiday(day: date) -> bool:
    """Whether the day is a public holiday (a plain Sunday is not)."""
    return day in holidays_of(day.year)


def is_bank_day(day: date) -> bool:
    """Whether banks settle that day."""
    return day.weekday() < 5 and not is_holiday(day)


def next_bank_day(day: date) -> date:
    """`day` itself if it is a bank day, else the first one after it (P22)."""
    while not is_bank_day(day):
        day += ONE_DAY
    return day


def previous_bank_day(day: date) -> date:
    """`day` itself if it is a bank day, else the last one before it."""
    while not is_bank_day(day):
        day -= ONE_DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """The bank day `count` bank days after `day` (before it, if negative); 0 gives `day` itself unmoved."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_bank_day(day):
            day += step
    return day


def add_weeks(day: date, weeks: int) -> date:
    """The same weekday so many weeks on."""
    return day + timedelta(weeks=weeks)
