"""Which month bostøtte can still be applied for, and until when: the 25th, on paper moved to a working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..calendar import next_bank_day
from ..periods import add_months, day_in_month, first_of_month

_DAY = 25


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


def _deadline(month: date, *, moved: bool) -> BenefitDeadline:
    day = day_in_month(month.year, month.month, _DAY)
    return BenefitDeadline(month, next_bank_day(day) if moved else day)
