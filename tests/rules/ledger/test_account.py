from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.ledger.account import Account, AgeBucket, bucket_of
from boligdesk.rules.ledger.entries import Allocation, Entry, EntryKind, counter_entry, taken_back

from .world import NOW, START, allocated, claim, entries, payment

DAYS = st.integers(-5, 320).map(lambda days: START + timedelta(days=days))
ORDERS = st.permutations(range(1, 13))


@given(entries(), ORDERS, DAYS)
def test_the_balance_is_the_sum_of_the_entries_at_every_date(
    made: tuple[Entry, ...], order: list[int], day: date
) -> None:
    assert allocated(made, order).at(day).balance_ore == sum(e.amount_ore for e in made if e.on <= day)


@given(entries(), ORDERS, ORDERS, DAYS)
def test_allocating_in_any_order_gives_the_same_balance(
    made: tuple[Entry, ...], one: list[int], other: list[int], day: date
) -> None:
    first, second = allocated(made, one).at(day), allocated(made, other).at(day)
    assert first.balance_ore == second.balance_ore
    assert allocated(made, one).at(date.max).open_ore == allocated(made, other).at(date.max).open_ore


@given(entries(), ORDERS, DAYS, st.none() | DAYS)
def test_open_items_less_unallocated_credits_are_the_balance(
    made: tuple[Entry, ...], order: list[int], day: date, known: date | None
) -> None:
    moment = known and datetime(known.year, known.month, known.day, tzinfo=UTC)
    stand = allocated(made, order).at(day, moment)
    assert stand.open_ore - stand.unallocated_ore == stand.balance_ore
    assert sum(stand.ages.values()) == stand.open_ore
    assert all(0 < item.remaining_ore <= abs(item.entry.amount_ore) for item in (*stand.claims, *stand.credits))


def test_what_was_booked_later_is_not_yet_known() -> None:
    paid_in_time = Entry(2, EntryKind.PAYMENT, -880_000, date(2026, 10, 1), datetime(2026, 10, 9, 8, tzinfo=UTC))
    october = Entry(1, EntryKind.RENT, 880_000, date(2026, 10, 1), datetime(2026, 9, 20, tzinfo=UTC))
    account = Account((october, paid_in_time), (Allocation(2, 1, 880_000, paid_in_time.recorded_at),))
    assert account.at(date(2026, 10, 5)).balance_ore == 0
    as_known = account.at(date(2026, 10, 5), datetime(2026, 10, 8, 23, 59, tzinfo=UTC))
    assert (as_known.balance_ore, as_known.oldest and as_known.oldest.entry) == (880_000, october)


def test_an_advance_pays_the_month_only_when_it_falls_due() -> None:
    november = claim(1, 880_000, date(2026, 11, 2))
    account = Account((november, payment(2, 880_000, date(2026, 10, 20))), (Allocation(2, 1, 880_000, NOW),))
    before = account.at(date(2026, 11, 1))
    assert (before.balance_ore, before.unallocated_ore, before.claims) == (-880_000, 880_000, ())
    assert account.at(date(2026, 11, 2)).balance_ore == account.at(date(2026, 11, 2)).open_ore == 0


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (0, AgeBucket.TO_14),
        (14, AgeBucket.TO_14),
        (15, AgeBucket.TO_30),
        (30, AgeBucket.TO_30),
        (31, AgeBucket.TO_60),
        (60, AgeBucket.TO_60),
        (61, AgeBucket.TO_90),
        (90, AgeBucket.TO_90),
        (91, AgeBucket.OVER_90),
    ],
)
def test_age_buckets_on_both_sides_of_each_edge(days: int, bucket: AgeBucket) -> None:
    assert bucket_of(days) is bucket
    account = Account((claim(1, 500, START),))
    assert account.at(START + timedelta(days=days)).ages[bucket] == 500


def test_a_payment_that_returns_opens_what_it_had_covered() -> None:
    rent, paid = claim(1, 880_000, date(2026, 10, 1)), payment(2, 880_000, date(2026, 10, 1))
    lines = (Allocation(2, 1, 880_000, NOW),)
    back = counter_entry(paid, 3, date(2026, 10, 6), NOW)
    assert (back.amount_ore, back.corrects) == (880_000, 2)
    lines += (*taken_back(lines, 2, NOW, "retur"), Allocation(2, 3, 880_000, NOW))
    stand = Account((rent, paid, back), lines).at(date(2026, 10, 6))
    assert [(item.entry.id, item.remaining_ore) for item in stand.claims] == [(1, 880_000)]
    assert (stand.balance_ore, stand.credits) == (880_000, ())
    assert not tuple(taken_back(lines, 99, NOW, "retur"))


def test_forgiven_is_gone_and_an_entry_of_the_wrong_sign_is_refused() -> None:
    gone = Entry(2, EntryKind.FORGIVEN, -880_000, date(2026, 10, 9), NOW)
    assert Account((claim(1, 880_000, START), gone), (Allocation(2, 1, 880_000, NOW),)).at(date.max).claims == ()
    for kind, ore in ((EntryKind.RENT, -1), (EntryKind.PAYMENT, 1), (EntryKind.RENT, 0)):
        with pytest.raises(ValueError):
            Entry(1, kind, ore, START, NOW)
    with pytest.raises(ValueError):
        Entry(1, EntryKind.RENT, 1, START, datetime(2026, 1, 1))  # noqa: DTZ001 – without time zone on purpose


@pytest.mark.parametrize(
    "lines",
    [(Allocation(2, 1, 1_001, NOW),), (Allocation(2, 1, -1, NOW),), (Allocation(1, 2, 5, NOW),)],
)
def test_an_allocation_that_cannot_be_is_refused(lines: tuple[Allocation, ...]) -> None:
    with pytest.raises(ValueError):
        Account((claim(1, 1_000, START), payment(2, 5_000, START)), lines).at(date.max)


def test_what_remained_of_a_claim_day_by_day() -> None:
    rent = claim(1, 1_000, date(2026, 10, 1))
    before, after = payment(2, 300, date(2026, 9, 20)), payment(3, 200, date(2026, 10, 15))
    lines = (Allocation(2, 1, 300, NOW), Allocation(3, 1, 200, NOW))
    remaining = Account((rent, before, after), lines).remaining(rent)
    assert remaining == ((date(2026, 10, 1), 700), (date(2026, 10, 15), 500))
