"""Periods and months: the one place that reckons with from–to dates (E5).

A period is inclusive on both ends and an end of None is open. Months are added so that the end of a month
stays safe (31 January + 1 month is 28 or 29 February).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From `start` to and including `end`, None = open. A turned period is a fault of the caller."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"period ends before it starts: {self.start} – {self.end}")

    @property
    def is_open(self) -> bool:
        """Whether the period has no end yet."""
        return self.end is None

    @property
    def days(self) -> int | None:
        """How many days, both ends counted; None when open."""
        return None if self.end is None else (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day and (self.end is None or day <= self.end)

    def covers(self, other: Period) -> bool:
        """Whether the whole of `other` lies in this period."""
        if not self.contains(other.start):
            return False
        return self.end is None or (other.end is not None and other.end <= self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two share at least one day."""
        return self.intersection(other) is not None

    def intersection(self, other: Period) -> Period | None:
        """The days both have, or None."""
        start = max(self.start, other.start)
        end = earliest_end(self.end, other.end)
        return None if end is not None and end < start else Period(start, end)

    def has_ended(self, today: date) -> bool:
        """Whether the last day lies before `today`."""
        return self.end is not None and self.end < today

    def lasts(self, months: int) -> bool:
        """Whether the period is at least `months` full months long (an open one always is)."""
        return self.end is None or self.end >= term_end(self.start, months)

    def months(self) -> Iterator[Period]:
        """The period cut at each turn of the month, in order; an open period goes on for ever."""
        start = self.start
        while self.end is None or start <= self.end:
            last = last_of_month(start)
            yield Period(start, last if self.end is None else min(last, self.end))
            start = last + ONE_DAY


def earliest_end(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, where None is never."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends) if ends else None


def first_overlap(periods: Iterable[Period]) -> tuple[Period, Period] | None:
    """Two neighbours in time that share a day, or None when all lie apart."""
    ordered = sorted(periods, key=lambda p: (p.start, p.end or date.max))
    return next(((one, other) for one, other in pairwise(ordered) if one.overlaps(other)), None)


def day_in_month(year: int, month: int, day: int) -> date:
    """The day of that month, or its last day where the month is shorter."""
    return date(year, month, min(day, days_in_month(year, month)))


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return monthrange(year, month)[1]


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier, if negative); the last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day_in_month(year, month + 1, day.day)


def term_end(start: date, months: int) -> date:
    """The last day of a term of `months` months from `start`: 1 December + 36 is 30 November, three years on.

    Where the month is too short for the day, the term runs to that month's last day.
    """
    turned = add_months(start, months)
    return turned - ONE_DAY if turned.day == start.day else turned


def months_between(earlier: date, later: date) -> int:
    """How many whole months have passed from `earlier` to `later`; negative when later lies before."""
    if later < earlier:
        return -months_between(later, earlier)
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months if add_months(earlier, months) <= later else months - 1


def years_between(born: date, day: date) -> int:
    """Full years, as an age is counted; born 29 February is a year older on 28 February."""
    return months_between(born, day) // 12


def first_of_month(day: date) -> date:
    """The 1st of the month that `day` lies in."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of the month that `day` lies in."""
    return day_in_month(day.year, day.month, 31)


def first_of_next_month(day: date) -> date:
    """The 1st of the month after the one that `day` lies in."""
    return last_of_month(day) + ONE_DAY


def month_start_on_or_after(day: date) -> date:
    """`day` itself if it is a 1st, else the next 1st."""
    return day if day.day == 1 else first_of_next_month(day)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th (1–5) weekday (0 = Monday) of a month; n = -1 is the last. ValueError where none is."""
    if n == -1:
        last = last_of_month(date(year, month, 1))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % 7 + 7 * (n - 1)
    return date(year, month, day)
