"""When rent falls due, and what part of a month costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from .calendar import next_bank_day
from .explanation import Explanation, Operand, Unit
from .periods import Period, add_months, day_in_month, days_in_month, first_of_month, last_of_month


@dataclass(frozen=True)
class DueDate:
    """Rent of one month: `nominal` is the lease's day, `due` the bank day that counts (P22)."""

    month: date
    nominal: date
    due: date


def due_dates(start: date, due_day: int, count: int) -> tuple[DueDate, ...]:
    """The first `count` due dates of a lease; the first month is never due before the lease starts."""
    months = (add_months(first_of_month(start), n) for n in range(count))
    return tuple(_due(max(start, day_in_month(m.year, m.month, due_day)), m) for m in months)


def _due(nominal: date, month: date) -> DueDate:
    return DueDate(month, nominal, next_bank_day(nominal))


def half_up(amount: Fraction) -> int:
    """An exact amount in øre rounded half up (away from zero): the named rounding of part months and shares."""
    rounded = floor(abs(amount) + Fraction(1, 2))
    return -rounded if amount < 0 else rounded


def rent_for_month(rent_ore: int, tenancy: Period, month: date) -> Explanation:
    """Rent for the part of `month` that lies in the tenancy: days over the month's days, rounded to the øre.

    A whole month costs the whole rent, a month outside the tenancy nothing.
    """
    whole = Period(first_of_month(month), last_of_month(month))
    part = tenancy.intersection(whole)
    days = (part.days or 0) if part else 0
    of = days_in_month(month.year, month.month)
    return Explanation(
        "husleie.forklaring.del_av_maned",
        {"maned": whole.start, "dager": days, "av": of, "leie": rent_ore},
        (Operand("rent_ore", rent_ore, Unit.ORE), Operand("days", days, Unit.DAYS), Operand("of", of, Unit.DAYS)),
        half_up(Fraction(rent_ore * days, of)),
        Unit.ORE,
    )
