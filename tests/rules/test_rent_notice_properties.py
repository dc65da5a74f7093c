"""P23 by properties: no notice, no new rent; a late one counts from the day the law allows, and no charge before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.ledger.charges import DatedTerms, terms_after
from boligdesk.rules.limits import Law
from boligdesk.rules.periods import Period, add_months, first_of_month
from boligdesk.rules.rent_change import RentChangeBasis, RentHistory, effect_of_notice
from tests.support.lease_samples import RATES, TODAY

LAW = Law(RATES, TODAY, TODAY)
NOTICE = {RentChangeBasis.KPI: 1, RentChangeBasis.MARKET: 6}
DAYS = st.dates(date(2021, 1, 1), date(2029, 12, 31))
SENT = st.dictionaries(st.sampled_from("abc"), st.none() | DAYS, min_size=1)
BASES = st.sampled_from(list(RentChangeBasis))
OLD, NEW = 895_000, 930_800


@st.composite
def histories(draw: st.DrawFn) -> RentHistory:
    """When the rent was last set in any way, and last but for KPI: never later than that."""
    market = draw(st.dates(date(2018, 1, 1), date(2024, 12, 31)))
    return RentHistory(max(market, draw(st.dates(date(2018, 1, 1), date(2026, 12, 31)))), market)


def _days(sent: Mapping[str, date | None]) -> list[date] | None:
    days = [day for day in sent.values() if day is not None]
    return days if len(days) == len(sent) else None


@given(BASES, DAYS.map(first_of_month), histories(), SENT)
def test_a_new_rent_counts_only_when_every_tenant_was_sent_the_notice_in_time(
    basis: RentChangeBasis, planned: date, history: RentHistory, sent: dict[str, date | None]
) -> None:
    effect = effect_of_notice(basis, planned, history, sent, LAW)
    days = _days(sent)
    too_early = basis is RentChangeBasis.MARKET and days is not None and min(days) < add_months(history.last_market, 30)
    if days is None or too_early:
        assert effect.result is None
        return
    lawful = max(add_months(max(days), NOTICE[basis]), add_months(history.last_change, 12))
    assert effect.day == first_of_month(effect.day) and effect.day >= max(planned, lawful)
    assert (effect.day == planned) is (lawful <= planned)
    assert (effect.code == "husleie.endring.flyttet") is (lawful > planned)
    assert effect.day <= max(planned, add_months(first_of_month(lawful), 1))


@given(BASES, DAYS.map(first_of_month), histories(), SENT, DAYS)
def test_no_charge_before_the_day_it_counts_knows_of_the_new_rent(
    basis: RentChangeBasis, planned: date, history: RentHistory, sent: dict[str, date | None], on: date
) -> None:
    effect = effect_of_notice(basis, planned, history, sent, LAW)
    terms = terms_after([DatedTerms(Period(date(2018, 1, 1)), OLD, 1)], NEW, effect)
    (rent,) = (one.rent_ore for one in terms if one.period.contains(on))
    assert rent == (NEW if effect.result is not None and on >= effect.day else OLD)


@given(DAYS.map(first_of_month), histories(), DAYS, DAYS)
def test_a_later_notice_never_brings_the_new_rent_earlier(
    planned: date, history: RentHistory, one: date, other: date
) -> None:
    early, late = sorted((one, other))
    days = [
        effect_of_notice(RentChangeBasis.KPI, planned, history, {"a": early, "b": day}, LAW).day
        for day in (early, late)
    ]
    assert days[0] <= days[1]
