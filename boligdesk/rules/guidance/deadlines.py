"""Which month bostøtte can still be applied for, and until when: the 25th, on paper moved to a working day.

And when it is paid out: the 20th of the month after, or the working day before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..calendar import next_bank_day, previous_bank_day
from ..periods import add_months, day_in_month, first_of_month

_DAY = 25
_PAYOUT_DAY = 20


@dataclass(frozen=True)
class BenefitDeadline:
    """The month (its first day) and the last day to apply for it, that day included."""

    month: date
    last: date


def by_net(today: date) -> BenefitDeadline:
    """E-søknad: the 25th itself, whatever day of the week it is."""
    month = first_of_month(today)
    return _deadline(month if today.day <= _DAY else add_months(month, 1), moved=False)


def on_paper(today: date) -> BenefitDeadline:
    """On paper: the first working day from the 25th on."""
    this = _deadline(first_of_month(today), moved=True)
    return this if today <= this.last else _deadline(add_months(this.month, 1), moved=True)


def payout_day(month: date) -> date:
    """When bostøtte for a month is paid: the 20th of the next, moved back to a working day."""
    after = add_months(first_of_month(month), 1)
    return previous_bank_day(day_in_month(after.year, after.month, _PAYOUT_DAY))


def first_month_counted(moved_in: date) -> date:
    """The first month that a home counts for: household and home are looked at on the 1st (forskrift § 10, P8)."""
    month = first_of_month(moved_in)
    return month if moved_in == month else add_months(month, 1)


def _deadline(month: date, *, moved: bool) -> BenefitDeadline:
    day = day_in_month(month.year, month.month, _DAY)
    return BenefitDeadline(month, next_bank_day(day) if moved else day)
