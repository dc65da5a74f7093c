"""What an empty home costs: first and last day, rounding, and a home without a rent."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.rules.vacancy import vacancy
from boligdesk.texts import render

FROM = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("today", "days", "lost"),
    [
        (FROM, 1, 29_400),
        (date(2026, 11, 30), 30, 882_700),
        (date(2027, 10, 31), 365, 10_740_000),
        (date(2026, 10, 31), 0, 0),
    ],
)
def test_days_and_lost_rent(today: date, days: int, lost: int) -> None:
    found = vacancy(FROM, today, 895_000)
    assert (found.days, found.lost_ore) == (days, lost)


def test_without_a_rent_no_sum_is_said_and_what_lacks_is_named() -> None:
    found = vacancy(FROM, FROM, None)
    assert (found.days, found.lost_ore, found.explanation.missing) == (1, None, ("leie",))


def test_the_sum_can_be_opened() -> None:
    step = vacancy(FROM, date(2026, 11, 30), 895_000).explanation
    assert render(step.message).replace("\u00a0", " ") == "Tom fra 01.11.2026: 30 dager × 12 × 8 950 kr / 365"
