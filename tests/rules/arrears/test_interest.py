from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.arrears.interest import LateInterest, interest_on, late_interest, total
from boligdesk.rules.explanation import Certainty, Unit, dump, load
from boligdesk.rules.ledger.account import OpenItem
from boligdesk.rules.ledger.claims import Mark, MarkedClaim
from boligdesk.rules.ledger.entries import BEARS_INTEREST, Entry, EntryKind
from boligdesk.rules.periods import Period
from boligdesk.rules.rates import MissingRateError, RateValue, shipped_rates
from boligdesk.rules.rent_dates import half_up
from boligdesk.texts import fault_text, render

RATES = shipped_rates()
NOW = datetime(2026, 11, 23, tzinfo=UTC)
DUE = date(2026, 6, 1)
FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)


def interest(base: int, due: date, last: date) -> LateInterest:
    return late_interest([(due, base)], due + timedelta(days=1), last, RATES)


def test_the_half_years_are_split_and_the_sum_is_rounded_once() -> None:
    found = interest(880_000, DUE, date(2026, 7, 31))
    assert [(p.period.start, p.days, p.rate.value) for p in found.parts] == [
        (date(2026, 6, 2), 29, "12.00"),
        (date(2026, 7, 1), 31, "12.25"),
    ]
    exact = Fraction(880_000 * 12 * 29, 36_500) + Fraction(880_000) * Fraction(49, 4) * 31 / 36_500
    assert found.exact == exact
    assert found.claimed.ore == half_up(exact) == 17_546


def test_the_explanation_names_days_base_and_rate_and_is_kept_exactly() -> None:
    claimed = interest(880_000, DUE, date(2026, 7, 31)).claimed
    part = claimed.children[0]
    assert "29 dager" in render(part.message)
    assert "12\N{NO-BREAK SPACE}%" in render(part.message, "nn")
    assert load(dump(claimed)) == claimed and Fraction(str(claimed.operands[0].value)) > 0
    assert {stamp.key for stamp in claimed.rates} == {"late_interest_percent", "late_interest_year_days"}


def test_the_day_count_is_not_confirmed_and_the_sum_therefore_provisional() -> None:
    seen = interest(880_000, date(2025, 1, 1), date(2025, 6, 30)).claimed
    assert seen.provisional
    year = RateValue(
        "late_interest_year_days", date(2000, 1, 1), "365", Unit.DAYS, "kontoret", Certainty.CONFIRMED, rate_set="k"
    )
    own = RATES.with_office([year])
    assert not late_interest([(date(2025, 1, 1), 100)], date(2025, 1, 2), date(2025, 6, 30), own).claimed.provisional


@given(st.integers(1, 5_000_000), DAYS, DAYS, DAYS)
def test_split_periods_add_up_to_the_whole_exactly(base: int, one: date, two: date, three: date) -> None:
    due, cut, last = sorted((one, two, three))
    whole = interest(base, due, last)
    first = late_interest([(due, base)], due + timedelta(days=1), cut, RATES)
    second = late_interest([(due, base)], cut + timedelta(days=1), last, RATES)
    assert whole.exact == (first + second).exact
    assert sum(part.days for part in whole.parts) == (last - due).days
    by_day = sum(
        Fraction(base) * Fraction(RATES.on("late_interest_percent", date.fromordinal(day)).exact) / Fraction(36_500)
        for day in range(due.toordinal() + 1, last.toordinal() + 1)
    )
    assert whole.exact == by_day


@given(st.integers(2, 5_000_000), st.integers(1, 5_000_000), DAYS, DAYS, DAYS)
def test_a_part_payment_lowers_the_base_from_the_day_after(
    base: int, paid: int, one: date, two: date, three: date
) -> None:
    due, day, last = sorted((one, two, three))
    left = max(base - paid, 0)
    remaining = [(due, base), (day, left)] if day > due else [(due, left)]
    found = late_interest(remaining, due + timedelta(days=1), last, RATES)
    before = interest(base, due, day) if day > due else LateInterest()
    assert found.exact == before.exact + late_interest([(day, left)], day + timedelta(days=1), last, RATES).exact


def test_paid_on_the_due_day_bears_nothing_and_one_day_late_bears_one_day() -> None:
    assert interest(880_000, DUE, DUE).parts == ()
    assert interest(880_000, DUE, date(2026, 6, 2)).exact == Fraction(880_000 * 12, 36_500)


def test_a_half_year_that_is_not_published_is_refused_by_name() -> None:
    assert interest(100, date(2026, 12, 1), date(2026, 12, 31)).exact > 0
    with pytest.raises(MissingRateError) as refusal:
        interest(100, date(2026, 12, 1), date(2027, 1, 1))
    assert "01.01.2027" in fault_text(refusal.value.fault).what


@pytest.mark.parametrize(
    "kind", [EntryKind.RENT, EntryKind.ON_ACCOUNT, EntryKind.FEE, EntryKind.INTEREST, EntryKind.COSTS]
)
@pytest.mark.parametrize("mark", [None, Mark.DISPUTED, Mark.BARRED, Mark.FROZEN, Mark.WRITTEN_OFF])
def test_only_living_principal_bears_interest(kind: EntryKind, mark: Mark | None) -> None:
    entry = Entry(1, kind, 880_000, DUE, NOW)
    claim = MarkedClaim(OpenItem(entry, 880_000), frozenset([mark] if mark else []))
    found = interest_on(claim, [(DUE, 880_000)], None, date(2026, 7, 31), RATES)
    alive = kind in BEARS_INTEREST and mark not in (Mark.BARRED, Mark.FROZEN)
    assert found == (interest(880_000, DUE, date(2026, 7, 31)) if alive else LateInterest())


def test_interest_claimed_before_is_not_claimed_again() -> None:
    claim = MarkedClaim(OpenItem(Entry(1, EntryKind.RENT, 880_000, DUE, NOW), 880_000))
    remaining = [(DUE, 880_000)]
    first = interest_on(claim, remaining, None, date(2026, 6, 20), RATES)
    second = interest_on(claim, remaining, date(2026, 6, 20), date(2026, 7, 31), RATES)
    assert total([first, second]).exact == interest(880_000, DUE, date(2026, 7, 31)).exact


@given(st.integers(1, 5_000_000), st.lists(st.dates(date(2025, 1, 1), date(2026, 12, 31)), min_size=4, max_size=4))
def test_the_days_a_claim_was_frozen_bear_no_interest(left: int, drawn: list[date]) -> None:
    begin, end, paid, last = *sorted(drawn[:2]), *sorted(drawn[2:])
    due = date(2024, 12, 2)
    claim = MarkedClaim(OpenItem(Entry(1, EntryKind.RENT, left + 500, due, NOW), left))
    remaining = [(due, left + 500), (paid, left)]
    found = interest_on(claim, remaining, None, last, RATES, [Period(begin, end)])
    frozen = late_interest(remaining, begin, min(end, last), RATES)
    assert found.exact == interest_on(claim, remaining, None, last, RATES).exact - frozen.exact
    assert interest_on(claim, remaining, None, last, RATES, [Period(due)]) == LateInterest()
