"""À konto against real use: shares to the øre, by days and by the lease's key (§ 3-4)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.explanation import dump, load
from boligdesk.rules.messages import Kind
from boligdesk.rules.periods import Period
from boligdesk.rules.terms import ExtraKind
from boligdesk.rules.use_settlement import (
    MonthCharged,
    ShareKey,
    Sharer,
    UseCost,
    apportion,
    charged_in,
    check_cost,
    lacks_weight,
    months_missing,
    settle_use,
    unsettled,
)
from boligdesk.texts import render

YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))
SEEN, DUE = date(2028, 1, 20), date(2028, 2, 20)
COST = UseCost(ExtraKind.HEATING, YEAR, ShareKey.AREA, 73_000_00)
_WEIGHTS = st.dictionaries(
    st.integers(1, 60), st.fractions(0, 900, max_denominator=24), min_size=1, max_size=14
).filter(lambda found: sum(found.values()) > 0)
_DAYS = st.integers(0, 364)


def _month(number: int, ore: int) -> MonthCharged:
    first = date(2027, number, 1)
    return MonthCharged(ore, next(Period(first).months()))


def _all_year(ore: int) -> tuple[MonthCharged, ...]:
    return tuple(_month(number, ore) for number in range(1, 13))


def _sharer(one: int, weight: str | None = "50", stay: Period = YEAR, **more: object) -> Sharer:
    return Sharer(one, stay, None if weight is None else Fraction(weight), **more)  # type: ignore[arg-type]


@given(st.integers(0, 10**9), _WEIGHTS, st.randoms())
def test_shares_add_up_to_the_sum_whatever_the_order(total: int, weights: dict[int, Fraction], random: object) -> None:
    shares = apportion(total, weights)
    assert sum(shares.values()) == total
    turned = list(weights)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert apportion(total, {one: weights[one] for one in turned}) == shares
    whole = sum(weights.values())
    assert all(abs(shares[one] - total * weights[one] / whole) < 1 for one in weights)


@given(st.integers(1, 10**8), st.lists(st.tuples(_DAYS, _DAYS, st.integers(1, 200)), min_size=1, max_size=8))
def test_everybody_together_with_the_landlord_pays_the_cost(total: int, stays: list[tuple[int, int, int]]) -> None:
    sharers = []
    for number, (one, other, weight) in enumerate(stays, start=1):
        first, last = sorted((one, other))
        stay = Period(YEAR.start + timedelta(first), YEAR.start + timedelta(last))
        sharers.append(Sharer(number, stay, Fraction(weight)))
    cost = UseCost(ExtraKind.WATER, YEAR, ShareKey.AREA, total)
    found = settle_use(cost, sharers, Fraction(365 * 50))
    assert found.total_ore == total == found.office_ore + sum(share.real_ore for share in found.shares)
    assert settle_use(cost, reversed(sharers), Fraction(365 * 50)) == found


@given(st.integers(1, 364), st.integers(1, 10**7))
def test_two_who_follow_each_other_pay_what_one_would(day: int, total: int) -> None:
    """Moving in and out by days: together the two cost what one tenant all year would, to the øre."""
    turn = YEAR.start + timedelta(day)
    first, second = Period(YEAR.start, turn - timedelta(1)), Period(turn, YEAR.end)
    cost = UseCost(ExtraKind.HEATING, YEAR, ShareKey.EQUAL, total)
    parted = settle_use(cost, [_sharer(1, "1", first), _sharer(2, "1", second)])
    assert sum(share.real_ore for share in parted.shares) == total
    assert abs(parted.shares[0].real_ore - Fraction(total * day, 365)) < 1


@given(st.lists(st.integers(0, 100_000), min_size=12, max_size=12), st.integers(1, 364))
def test_what_was_charged_is_the_same_in_two_parts_of_the_year(months: list[int], day: int) -> None:
    charged = tuple(_month(number, ore) for number, ore in enumerate(months, start=1))
    turn = YEAR.start + timedelta(day)
    parts = charged_in(charged, Period(YEAR.start, turn - timedelta(1))), charged_in(charged, Period(turn, YEAR.end))
    assert charged_in(charged, YEAR) == sum(months)
    assert abs(sum(parts) - sum(months)) <= 1


def test_too_much_charged_is_to_the_tenants_good_and_too_little_is_owed() -> None:
    found = settle_use(COST, [_sharer(7, charged=_all_year(3_500_00)), _sharer(8, charged=_all_year(2_800_00))])
    credit, owed = found.shares
    assert (credit.real_ore, credit.charged_ore, credit.result_ore) == (36_500_00, 42_000_00, -5_500_00)
    assert owed.result_ore == 36_500_00 - 33_600_00 > 0


def test_a_credit_counts_and_what_was_charged_elsewhere_too() -> None:
    months = (_month(1, 500_00), _month(2, 500_00 - 500_00))
    assert settle_use(COST, [_sharer(1, charged=months, elsewhere_ore=100_00)]).shares[0].charged_ore == 600_00


def test_a_stay_in_parts_of_a_month_is_charged_by_its_days() -> None:
    """Moved in on the 16th: half of April was charged for 15 days, and a period from the 21st takes ten of them."""
    april = MonthCharged(300_00, Period(date(2027, 4, 16), date(2027, 4, 30)))
    assert charged_in((april,), Period(date(2027, 4, 21), YEAR.end)) == 200_00
    assert charged_in((april,), YEAR) == 300_00


def test_each_meter_at_a_price_needs_no_total() -> None:
    cost = UseCost(ExtraKind.ELECTRICITY, YEAR, ShareKey.METER, None, Decimal("132.5"))
    half = Period(YEAR.start, date(2027, 6, 30))
    found = settle_use(cost, [_sharer(1, "2000", half), _sharer(2, "3100.4")], Fraction(10))
    assert [share.real_ore for share in found.shares] == [265_000, 410_803]
    assert found.total_ore == 265_000 + 410_803 + 1_325


def test_a_meter_counts_what_was_read_not_the_days() -> None:
    cost = UseCost(ExtraKind.ELECTRICITY, YEAR, ShareKey.METER, 900_00)
    day = Period(YEAR.start, YEAR.start)
    assert [s.real_ore for s in settle_use(cost, [_sharer(1, "200", day), _sharer(2, "100")]).shares] == [
        600_00,
        300_00,
    ]


def test_the_reckoning_is_kept_and_told_in_words() -> None:
    half = Period(date(2027, 7, 1), YEAR.end)
    shares = settle_use(COST, [_sharer(1, charged=_all_year(900_00)), _sharer(2, "62.5", half)]).shares
    for share in shares:
        again = load(dump(share.explanation))
        assert again == share.explanation and again.result == share.result_ore
        words = " ".join(render(step.message) for step in again.walk())
        assert "m²" in words and "avregning." not in words


def test_only_a_whole_years_use_says_what_a_month_costs() -> None:
    half = Period(date(2027, 7, 1), YEAR.end)
    year, part = settle_use(COST, [_sharer(1), _sharer(2, stay=half)]).shares
    assert part.monthly is None
    assert year.monthly is not None and year.monthly.result == round(year.real_ore / 1200) * 100


@pytest.mark.parametrize("weights", [{}, {1: Fraction(0)}, {1: Fraction(3), 2: Fraction(-1)}])
def test_nothing_to_divide_by_is_a_fault(weights: dict[int, Fraction]) -> None:
    with pytest.raises(ValueError):
        apportion(100, weights)


def test_an_unknown_weight_is_a_fault_and_has_words() -> None:
    with pytest.raises(ValueError):
        settle_use(COST, [_sharer(1), _sharer(2, None)])
    for key in set(ShareKey) - {ShareKey.EQUAL}:
        control = lacks_weight(key)
        assert control.kind is Kind.MISSING and render(control.what) != control.what.code


def _codes(cost: UseCost = COST, source: str = "Fjernvarme 2027", due: date | None = DUE, **more: bool) -> set[str]:
    documented = more.get("documented", True)
    return {control.what.code for control in check_cost(cost, source, due, SEEN, documented=documented)}


def test_what_is_lacking_or_stops_everybody() -> None:
    assert _codes() == set()
    assert _codes(UseCost(ExtraKind.INTERNET, YEAR, ShareKey.EQUAL, 1)) == {"avregning.bare_malt"}
    assert _codes(UseCost(ExtraKind.WATER, YEAR, ShareKey.EQUAL, None)) == {"avregning.uten_kostnad"}
    assert _codes(UseCost(ExtraKind.WATER, Period(YEAR.start, SEEN), ShareKey.EQUAL, 1)) == {
        "avregning.periode_ikke_over",
        "avregning.lengre_enn_ar",
    }
    assert _codes(source=" ") == {"avregning.uten_kilde"}
    assert _codes(documented=False) == {"avregning.uten_bilag"}
    assert _codes(due=None) == {"avregning.uten_forfall"}
    assert _codes(due=SEEN) == {"avregning.forfall_for_tidlig"}
    assert _codes(UseCost(ExtraKind.WATER, YEAR, ShareKey.METER, None, Decimal(1))) == set()


def test_months_that_were_never_charged_are_named() -> None:
    stay = Period(date(2027, 3, 20), date(2027, 6, 2))
    charged = (_month(4, 500_00), _month(5, 0))
    assert months_missing(_sharer(1, stay=stay, charged=charged)) == (
        date(2027, 3, 1),
        date(2027, 5, 1),
        date(2027, 6, 1),
    )


@given(st.lists(st.tuples(st.integers(-40, 400), st.integers(0, 90)), max_size=6))
def test_what_is_unsettled_and_what_is_settled_make_the_whole_span(done: list[tuple[int, int]]) -> None:
    spans = [Period(YEAR.start + timedelta(at), YEAR.start + timedelta(at + more)) for at, more in done]
    left = unsettled(YEAR, spans)
    days = [YEAR.start + timedelta(at) for at in range(365)]
    assert [any(one.contains(day) for one in left) for day in days] == [
        not any(one.contains(day) for one in spans) for day in days
    ]
