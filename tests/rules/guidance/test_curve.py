"""The curve of the chart is the estimate itself at every income, falls with income, and ends at the limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from boligdesk.rules.bostotte.household import Household, Income
from boligdesk.rules.explanation import Explanation
from boligdesk.rules.guidance.columns import benefit_household
from boligdesk.rules.guidance.curve import benefit_curve
from boligdesk.rules.messages import RefusedError

from ..bostotte.test_properties import MONTHS, households
from ..bostotte.world import kroner, reckon
from ..budget.world import SHIPPED, at
from .test_columns import homes, situation

INCOMES = tuple(range(0, 60_001_00, 2_500_00))


@given(households(), MONTHS)
@settings(deadline=None, max_examples=30)
def test_every_point_is_what_the_estimate_says(home: Household, month: date) -> None:
    points = benefit_curve(home, month, SHIPPED, INCOMES)
    assert [point.income_ore for point in points] == list(INCOMES)
    assert [point.benefit_ore for point in points] == sorted((p.benefit_ore for p in points), reverse=True)
    for point in points[::6]:
        earning = replace(home, incomes=(Income(month_ore=point.income_ore),))
        assert point.benefit_ore == kroner(reckon(earning, month)) * 100


def test_the_curve_of_a_column_passes_through_its_own_estimate() -> None:
    asking = benefit_household(situation(), homes()[1], at())
    assert not isinstance(asking, Explanation)
    (point,) = benefit_curve(asking, date(2026, 11, 1), SHIPPED, (27_000_00,))
    assert point.benefit_ore == 4_518_00


def test_without_a_rate_or_a_rent_there_is_no_curve() -> None:
    asking = benefit_household(situation(), homes()[1], at())
    assert not isinstance(asking, Explanation)
    blank = replace(asking, costs=replace(asking.costs, month_ore=None))
    assert benefit_curve(blank, date(2026, 11, 1), SHIPPED, INCOMES) == ()
    with pytest.raises(RefusedError):
        benefit_curve(asking, date(2030, 1, 1), SHIPPED, INCOMES)
