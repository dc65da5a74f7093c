"""What Sammenlign reckons from the typed figures, outside the window's thread: the columns, and the chart's curves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...rules.bostotte.household import Household
from ...rules.budget.steps import RateDay
from ...rules.explanation import Explanation
from ...rules.guidance.columns import Column, Home, HomeColumn, Situation, benefit_household, columns
from ...rules.guidance.curve import Point, benefit_curve
from ...rules.messages import RefusedError
from ...rules.rates import Rates

_STEP_ORE = 500_00
_FINE_ORE = 100_00
_LEAST_WIDTH, _MOST_WIDTH = 30_000_00, 150_000_00


@dataclass(frozen=True)
class Curve:
    """Bostøtte of a home against gross income a month. `nothing_from_ore`: the lowest income, to a hundred kroner,
    from which there is none; None where the chart ends before.
    """

    points: tuple[Point, ...]
    nothing_from_ore: int | None


@dataclass(frozen=True)
class Compared:
    """The columns, and a curve of each home for which bostøtte can be said."""

    columns: tuple[Column, ...]
    curves: Mapping[HomeColumn, Curve]


def compare(given: Situation, homes: tuple[Home, ...], rates: Rates, today: date) -> Compared:
    """All three homes in figures. RefusedError for amounts, ages and counts that cannot be."""
    at = RateDay(rates, today)
    found = columns(given, homes, rates, today)
    width = _width(given)
    curves = {home.kind: _curve(benefit_household(given, home, at), rates, today, width) for home in homes}
    return Compared(found, {kind: curve for kind, curve in curves.items() if curve is not None})


def _width(given: Situation) -> int:
    """How far to the right the chart goes: past the household's own income."""
    income = sum(one.month_ore for one in given.gross or ())
    wanted = max(_LEAST_WIDTH * 2, income * 5 // 4)
    return min(_MOST_WIDTH, wanted // _STEP_ORE * _STEP_ORE)


def _curve(asking: Household | Explanation, rates: Rates, today: date, width: int) -> Curve | None:
    if isinstance(asking, Explanation):
        return None
    try:
        points = benefit_curve(asking, today, rates, range(0, width + 1, _STEP_ORE))
    except RefusedError:
        return None
    if not points:
        return None
    first = next((i for i, point in enumerate(points) if not point.benefit_ore), None)
    if not first:
        return Curve(points, None if first is None else 0)
    between = range(points[first - 1].income_ore, points[first].income_ore + 1, _FINE_ORE)
    fine = benefit_curve(asking, today, rates, between)
    return Curve(points, next(point.income_ore for point in fine if not point.benefit_ore))
