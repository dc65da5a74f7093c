"""Instalments to the øre, and when an agreement is kept, late or broken."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.arrears.agreement import (
    MOST_PARTS,
    Covered,
    Part,
    by_surplus,
    expected_by,
    in_parts,
    looked_at,
    paid_of,
    refuse_parts,
)
from boligdesk.rules.arrears.words import CheckResult
from boligdesk.rules.calendar import is_bank_day
from boligdesk.rules.messages import RefusedError

FIRST = date(2027, 2, 15)
TWO = (Part(date(2027, 2, 15), 500_00), Part(date(2027, 3, 15), 500_00))


@given(total=st.integers(1, 10**9), count=st.integers(1, MOST_PARTS))
def test_instalments_add_up_to_the_ore_and_fall_on_bank_days(total: int, count: int) -> None:
    if count > max(1, total // 100):
        with pytest.raises(RefusedError):
            in_parts(total, count, FIRST)
        return
    parts = in_parts(total, count, FIRST)
    assert len(parts) == count and sum(part.amount_ore for part in parts) == total
    assert all(part.amount_ore > 0 and is_bank_day(part.due) for part in parts)
    assert all(part.amount_ore % 100 == 0 for part in parts[:-1])
    assert parts[-1].amount_ore >= parts[0].amount_ore, "the last one takes the rest"
    refuse_parts(parts, FIRST)


@given(total=st.integers(1, 10**8), surplus=st.integers(0, 10**6))
def test_no_instalment_is_more_than_the_household_can_spare(total: int, surplus: int) -> None:
    try:
        parts = by_surplus(total, surplus, FIRST)
    except RefusedError:
        assert surplus < 100 or total > (surplus // 100 * 100) * MOST_PARTS
        return
    assert sum(part.amount_ore for part in parts) == total
    assert all(0 < part.amount_ore <= surplus for part in parts)


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (Part(FIRST, 0),),
        (Part(FIRST, 1), Part(FIRST, 2)),
        (Part(date(2027, 2, 14), 1),),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(parts: tuple[Part, ...]) -> None:
    with pytest.raises(RefusedError):
        refuse_parts(parts, FIRST)


@pytest.mark.parametrize(
    ("paid", "day", "result"),
    [
        (0, date(2027, 2, 14), CheckResult.ON_TRACK),
        (0, date(2027, 2, 15), CheckResult.WITHIN_TOLERANCE),
        (0, date(2027, 2, 19), CheckResult.WITHIN_TOLERANCE),
        (0, date(2027, 2, 20), CheckResult.BROKEN),
        (499_99, date(2027, 2, 20), CheckResult.BROKEN),
        (500_00, date(2027, 2, 20), CheckResult.ON_TRACK),
        (1_000_00, date(2027, 2, 1), CheckResult.KEPT),
        (5_000_00, date(2027, 4, 1), CheckResult.KEPT),
    ],
)
def test_late_is_within_tolerance_until_its_last_day_is_over(paid: int, day: date, result: CheckResult) -> None:
    looked = looked_at(TWO, [Covered(1_000_00, 1_200_00, 1_200_00 - paid)], day, 5)
    assert looked.result is result and looked.paid_ore == min(paid, 1_000_00)


def test_a_day_without_banks_counts_from_the_next_one() -> None:
    saturday = (Part(date(2027, 2, 20), 100),)
    assert expected_by(saturday, date(2027, 2, 21)) == 0
    assert expected_by(saturday, date(2027, 2, 22)) == 100


def test_what_was_paid_before_or_elsewhere_is_no_payment_on_the_agreement() -> None:
    assert Covered(500, 500, 500).paid_ore == 0
    assert Covered(500, 500, 700).paid_ore == 0, "an older payment came back"
    assert Covered(500, 900, 0).paid_ore == 500
    assert paid_of(TWO, 600_00) == (500_00, 100_00)
