"""What an empty home costs: days since the last tenancy, and the rent that was not paid in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from .explanation import Explanation, Operand, Unit

_MONTHS, _DAYS = 12, 365


@dataclass(frozen=True)
class Vacancy:
    """Days empty (the first and today both count), and the lost rent in øre with how it came about."""

    days: int
    lost_ore: int | None
    explanation: Explanation


def vacancy(empty_from: date, today: date, rent_ore: int | None) -> Vacancy:
    """What a home that stands empty from a day has cost up to and with today.

    A day's rent is twelve months' rent over 365; rounded once, half up, to whole kroner. Without a rent no sum is said.
    """
    days = max(0, (today - empty_from) // timedelta(days=1) + 1)
    lost = None if rent_ore is None else _kroner(Decimal(rent_ore) * _MONTHS * days / _DAYS)
    operands = (
        Operand("dager", days, Unit.DAYS),
        Operand("leie", rent_ore, Unit.ORE),
    )
    step = Explanation(
        "ledige.tapt",
        {"dager": days, "leie": rent_ore or 0, "fra": empty_from},
        operands,
        lost,
        Unit.ORE,
        missing_here=() if rent_ore is not None else ("leie",),
    )
    return Vacancy(days, lost, step)


def _kroner(ore: Decimal) -> int:
    return int((ore / 100).quantize(Decimal(1), ROUND_HALF_UP)) * 100
