from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.calendar import is_bank_day
from boligdesk.rules.explanation import Explanation, Unit
from boligdesk.rules.ledger.charges import (
    Charge,
    DatedExtra,
    DatedTerms,
    booked,
    charges_of,
    plan_charges,
    terms_after,
)
from boligdesk.rules.ledger.entries import Entry, EntryKind, counter_entry
from boligdesk.rules.limits import Law
from boligdesk.rules.periods import Period
from boligdesk.rules.rates import shipped_rates
from boligdesk.rules.rent_change import RentChangeBasis, RentHistory, effect_of_notice
from boligdesk.rules.terms import ExtraKind, ExtraMode
from boligdesk.texts import render

NOW = datetime(2026, 11, 23, tzinfo=UTC)
POWER = DatedExtra(ExtraKind.ELECTRICITY, ExtraMode.ON_ACCOUNT, 60_000)
WATER = DatedExtra(ExtraKind.WATER, ExtraMode.METERED, 9_000)
PARKING = DatedExtra(ExtraKind.PARKING, ExtraMode.FIXED, 30_000)
TERMS = DatedTerms(Period(date(2025, 1, 1)), 880_000, 1, (POWER, WATER, PARKING))
ALWAYS = Period(date(2025, 1, 1))


def charged(month: date, *terms: DatedTerms, owed: Period = ALWAYS) -> dict[str, int]:
    return {c.key: c.amount_ore for c in charges_of("K7", month, terms, owed)}


def as_entry(number: int, charge: Charge) -> Entry:
    return Entry(number, charge.kind, charge.amount_ore, charge.due, NOW, charge.key, charge.month)


def test_rent_fixed_extras_and_on_account_are_charged_and_metered_use_is_not() -> None:
    assert charged(date(2026, 10, 15), TERMS) == {
        "K7:2026-10:rent": 880_000,
        "K7:2026-10:on_account.electricity": 60_000,
        "K7:2026-10:extra.parking": 30_000,
    }
    kinds = {c.kind for c in charges_of("K7", date(2026, 10, 1), [TERMS], ALWAYS)}
    assert kinds == {EntryKind.RENT, EntryKind.ON_ACCOUNT, EntryKind.EXTRA}


@pytest.mark.parametrize(
    ("month", "due_day", "nominal", "due"),
    [
        (date(2027, 1, 1), 1, date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 5, 1), 1, date(2026, 5, 1), date(2026, 5, 4)),
        (date(2026, 11, 1), 1, date(2026, 11, 1), date(2026, 11, 2)),
        (date(2027, 2, 1), 31, date(2027, 2, 28), date(2027, 3, 1)),
        (date(2026, 10, 1), 20, date(2026, 10, 20), date(2026, 10, 20)),
    ],
)
def test_due_days_move_to_bank_days(month: date, due_day: int, nominal: date, due: date) -> None:
    (rent,) = charges_of("K7", month, [replace(TERMS, due_day=due_day, extras=())], ALWAYS)
    assert (rent.nominal, rent.due) == (nominal, due)


def test_part_months_and_a_change_within_the_month_cost_their_days() -> None:
    plain = replace(TERMS, extras=())
    assert charged(date(2026, 11, 1), plain, owed=Period(date(2026, 11, 16))) == {"K7:2026-11:rent": 440_000}
    assert charged(date(2026, 11, 1), plain, owed=Period(date(2020, 1, 1), date(2026, 10, 31))) == {}
    before = replace(plain, period=Period(date(2025, 1, 1), date(2026, 11, 10)))
    after = replace(plain, period=Period(date(2026, 11, 11)), rent_ore=900_000)
    assert charged(date(2026, 11, 1), after, before) == {"K7:2026-11:rent": 893_333}
    (charge,) = charges_of("K7", date(2026, 11, 1), [before, after], ALWAYS)
    assert [(step.operands[1].value, step.ore) for step in charge.amount.children] == [(10, 293_333), (20, 600_000)]
    assert "20 av 30 dager" in render(charge.amount.children[1].message)
    assert "november 2026" in render(charge.amount.message, "nn")


def test_the_first_month_is_never_due_before_it_starts() -> None:
    (rent,) = charges_of("K7", date(2026, 11, 1), [replace(TERMS, extras=())], Period(date(2026, 11, 16)))
    assert rent.due == date(2026, 11, 16)


@given(
    st.integers(1, 3_000_000),
    st.integers(1, 31),
    st.dates(date(2025, 1, 1), date(2030, 12, 1)),
    st.integers(0, 40),
)
def test_charging_twice_gives_the_same_keys_and_nothing_new(rent: int, due_day: int, start: date, length: int) -> None:
    owed = Period(start, date.fromordinal(start.toordinal() + length))
    terms = replace(TERMS, rent_ore=rent, due_day=due_day)
    first = [c for part in owed.months() for c in charges_of("K7", part.start, [terms], owed)]
    again = [c for part in owed.months() for c in charges_of("K7", part.start, [terms], owed)]
    assert [c.key for c in first] == [c.key for c in again] and len({c.key for c in first}) == len(first)
    assert all(is_bank_day(c.due) and c.due >= c.nominal >= start for c in first)
    standing = booked(as_entry(n, c) for n, c in enumerate(first))
    assert plan_charges(again, standing) == plan_charges([], {})
    assert all(0 < c.amount_ore <= rent for c in first if c.kind is EntryKind.RENT)


def test_changed_terms_are_told_as_a_difference_and_never_charged_anew() -> None:
    charges = charges_of("K7", date(2026, 10, 1), [TERMS], ALWAYS)
    book = [as_entry(n, c) for n, c in enumerate(charges, start=1)]
    dearer = charges_of("K7", date(2026, 10, 1), [replace(TERMS, rent_ore=900_000)], ALWAYS)
    plan = plan_charges(dearer, booked(book))
    assert (plan.new, dict(plan.differences)) == ((), {"K7:2026-10:rent": 20_000})
    taken = counter_entry(book[0], 50, date(2026, 10, 5), NOW)
    assert plan_charges(charges, booked([*book, taken])).differences == {"K7:2026-10:rent": 880_000}


@given(st.lists(st.integers(1, 27), min_size=1, max_size=4, unique=True), st.integers(1, 3_000_000))
def test_cutting_the_same_terms_into_pieces_changes_no_charge(cuts: list[int], rent: int) -> None:
    days = [1, *(day + 1 for day in sorted(cuts))]
    ends = [date(2026, 10, day - 1) for day in days[1:]]
    starts = [date(2026, 10, day) for day in days]
    pieces = [
        DatedTerms(Period(start, end), rent) for start, end in zip(starts, [*ends, date(2026, 10, 31)], strict=True)
    ]
    assert charged(date(2026, 10, 1), *pieces) == {"K7:2026-10:rent": rent}
    assert sum(Fraction(rent * (p.period.days or 0), 31) for p in pieces) == rent


HISTORY = RentHistory(date(2025, 1, 1), date(2025, 1, 1))


@given(
    st.dates(date(2025, 1, 1), date(2028, 1, 1)),
    st.lists(st.none() | st.dates(date(2025, 1, 1), date(2028, 1, 1)), max_size=3),
    st.sampled_from(RentChangeBasis),
    st.integers(0, 48),
)
def test_an_unsent_or_late_notice_never_changes_a_charge(
    planned: date, sent: list[date | None], basis: RentChangeBasis, month: int
) -> None:
    law = Law(shipped_rates(), planned, planned)
    effect = effect_of_notice(basis, planned, HISTORY, {str(n): day for n, day in enumerate(sent)}, law)
    first = date(2025 + month // 12, month % 12 + 1, 1)
    after = charged(first, *terms_after([TERMS], 990_000, effect))
    if effect.result is None or first < effect.day.replace(day=1):
        assert after == charged(first, TERMS)
    elif first >= effect.day:
        assert after[f"K7:{first:%Y-%m}:rent"] == 990_000
        assert all(day is not None and day < effect.day for day in sent)


def test_a_later_rent_of_its_own_stands_and_new_extras_are_kept() -> None:
    first = replace(TERMS, period=Period(date(2025, 1, 1), date(2026, 12, 31)))
    second = replace(TERMS, period=Period(date(2027, 1, 1), date(2027, 6, 30)), extras=())
    third = replace(TERMS, period=Period(date(2027, 7, 1)), rent_ore=950_000)
    effect = Explanation("husleie.endring.gjelder", {}, (), date(2026, 12, 1), Unit.DATE)
    changed = terms_after([third, first, second], 900_000, effect)
    assert [(t.period.start, t.rent_ore, len(t.extras)) for t in changed] == [
        (date(2025, 1, 1), 880_000, 3),
        (date(2026, 12, 1), 900_000, 3),
        (date(2027, 1, 1), 900_000, 0),
        (date(2027, 7, 1), 950_000, 3),
    ]
