"""The complaint deadline: month ends, leap day, Easter, 17 May, weekends, and what cannot be proven."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.application_words import Lateness
from boligdesk.rules.calendar import is_bank_day
from boligdesk.rules.case_deadlines import (
    CountsFrom,
    Notice,
    complaint_deadline,
    complaint_rule,
    complaint_rules,
    lateness,
    no_later_than,
)

MARGIN = 5


@pytest.mark.parametrize(
    ("reached", "last_day"),
    [
        (date(2026, 11, 4), date(2026, 11, 25)),  # Wednesday to Wednesday: the day it came does not count
        (date(2026, 8, 31), date(2026, 9, 21)),  # from the end of a month
        (date(2027, 2, 8), date(2027, 3, 1)),  # over February
        (date(2028, 2, 8), date(2028, 2, 29)),  # ends on the leap day
        (date(2028, 2, 9), date(2028, 3, 1)),  # over the leap day
        (date(2026, 3, 12), date(2026, 4, 7)),  # skjærtorsdag, then the whole of Easter
        (date(2026, 3, 16), date(2026, 4, 7)),  # 2. påskedag
        (date(2026, 3, 11), date(2026, 4, 1)),  # the Wednesday before Easter stays
        (date(2027, 4, 26), date(2027, 5, 18)),  # 17 May on a Monday
        (date(2026, 4, 10), date(2026, 5, 4)),  # 1 May on a Friday, then the weekend
        (date(2026, 4, 23), date(2026, 5, 15)),  # Kristi himmelfartsdag
        (date(2026, 5, 4), date(2026, 5, 26)),  # 2. pinsedag
        (date(2026, 6, 6), date(2026, 6, 29)),  # Saturday
        (date(2026, 6, 7), date(2026, 6, 29)),  # Sunday
        (date(2026, 12, 3), date(2026, 12, 24)),  # julaften is a working day
        (date(2026, 12, 4), date(2026, 12, 28)),  # 1. juledag on a Friday
        (date(2026, 12, 11), date(2027, 1, 4)),  # nyttårsdag on a Friday
    ],
)
def test_three_weeks_from_when_it_came(reached: date, last_day: date) -> None:
    """The last day, moved past weekends and holidays."""
    found = complaint_deadline(Notice(reached - timedelta(days=3), reached), MARGIN)
    assert (found.last_day, found.assumed) == (last_day, False)
    assert bool(found.explanation.children) is (last_day != reached + timedelta(weeks=3))


def test_unknown_day_gets_the_postal_margin() -> None:
    """Sent Monday 2 November: five working days later is the 9th, and three weeks run from there."""
    found = complaint_deadline(Notice(date(2026, 11, 2)), MARGIN)
    assert (found.counted_from, found.last_day, found.assumed) == (date(2026, 11, 9), date(2026, 11, 30), True)
    assert complaint_deadline(Notice(date(2026, 11, 2)), 0).last_day == date(2026, 11, 23)


def test_another_act_from_a_day_on() -> None:
    """A new row changes length and start for what is sent from its day, and nothing before it."""
    old = complaint_rules()[-1]
    new = replace(old, valid_from=date(2027, 7, 1), weeks=4, counts_from=CountsFrom.SENT, paragraph="ny lov § 1")
    rules = (*complaint_rules(), new)
    before = complaint_deadline(Notice(date(2027, 6, 30), date(2027, 7, 5)), MARGIN, rules)
    after = complaint_deadline(Notice(date(2027, 7, 1), date(2027, 7, 5)), MARGIN, rules)
    assert (before.last_day, before.explanation.source) == (date(2027, 7, 26), "forvaltningsloven § 29")
    assert (after.last_day, after.explanation.source) == (date(2027, 7, 29), "ny lov § 1")
    with pytest.raises(ValueError, match="1969"):
        complaint_rule(date(1969, 12, 31))


DECIDED, REACHED = date(2026, 11, 2), date(2026, 11, 4)
LAST_DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("posted", "received", "answer"),
    [
        (LAST_DAY, date(2026, 12, 9), Lateness.IN_TIME),  # posted in time is in time, however late it comes
        (date(2026, 11, 26), date(2026, 11, 27), Lateness.LATE),
        (None, LAST_DAY, Lateness.IN_TIME),
        (None, date(2026, 11, 26), Lateness.IN_DOUBT),  # may well have been posted the day before
        (None, date(2026, 12, 2), Lateness.IN_DOUBT),  # exactly the margin
        (None, date(2026, 12, 3), Lateness.LATE),
    ],
)
def test_posted_in_time_is_in_time(posted: date | None, received: date, answer: Lateness) -> None:
    """With a proven day of arrival only the complaint's own way can be in doubt."""
    deadline = complaint_deadline(Notice(DECIDED, REACHED), MARGIN)
    assert deadline.last_day == LAST_DAY
    assert lateness(deadline, posted, received, MARGIN, DECIDED) is answer


def test_unproven_arrival_counts_in_the_partys_favour() -> None:
    """Nobody knows when the letter came: no complaint is proven late, until a year has passed (§ 31)."""
    deadline = complaint_deadline(Notice(DECIDED), MARGIN)
    a_month_late, last = date(2026, 12, 30), no_later_than(DECIDED, deadline.rule)
    assert lateness(deadline, a_month_late, a_month_late, MARGIN, DECIDED) is Lateness.IN_DOUBT
    assert last == date(2027, 11, 2)
    assert lateness(deadline, last, last, MARGIN, DECIDED) is Lateness.IN_DOUBT
    after = last + timedelta(days=1)
    assert lateness(deadline, after, after, MARGIN, DECIDED) is Lateness.LATE


DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(DAYS, st.integers(0, 20))
def test_never_less_than_three_weeks_and_never_on_a_day_off(reached: date, margin: int) -> None:
    """Moving only ever gives time, and an unknown arrival never gives less than arrival on the day of sending."""
    known = complaint_deadline(Notice(reached, reached), margin)
    assert known.last_day >= reached + timedelta(weeks=3)
    assert is_bank_day(known.last_day)
    assert complaint_deadline(Notice(reached), margin).last_day >= known.last_day


@given(DAYS, st.integers(0, 60), st.integers(0, 10))
def test_a_later_posting_is_never_better(reached: date, days: int, margin: int) -> None:
    """In time, in doubt, late: in that order as the days go."""
    order = [Lateness.IN_TIME, Lateness.IN_DOUBT, Lateness.LATE]
    deadline = complaint_deadline(Notice(reached, reached), margin)
    first, then = (reached + timedelta(days=n) for n in (days, days + 1))
    ranks = [order.index(lateness(deadline, None, day, margin, reached)) for day in (first, then)]
    assert ranks == sorted(ranks)
