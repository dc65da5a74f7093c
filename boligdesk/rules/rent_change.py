"""When a rent may change: KPI (§ 4-2) and gjengs leie (§ 4-3), and when a sent notice takes effect (P23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .explanation import Explanation, Operand, Unit
from .limits import Law, LeaseLimit
from .periods import add_months, month_start_on_or_after


class RentChangeBasis(StrEnum):
    """What the change rests on."""

    KPI = "kpi"
    MARKET = "market"


@dataclass(frozen=True)
class RentHistory:
    """`last_change`: when the last setting of any kind took effect; `last_market`: the last one but for KPI."""

    last_change: date
    last_market: date


@dataclass(frozen=True)
class RentChangeDates:
    """Earliest day of notice and the explained earliest first of a month on which the new rent can count."""

    basis: RentChangeBasis
    notice_from: date
    effect: Explanation


def earliest_change(basis: RentChangeBasis, history: RentHistory, law: Law) -> RentChangeDates:
    """The earliest lawful notice and effect, reckoned from today: KPI one year after the last setting with a
    month's notice; gjengs leie 2½ years without other change than KPI, six months' notice, one year's gap.
    """
    notice = _earliest_notice(basis, history, law)
    reached = month_start_on_or_after(_earliest_effect(basis, history, notice, law))
    used = [law.row(limit).explained() for limit in _LIMITS[basis]]
    explained = Explanation(
        _CODES[basis],
        {"dato": reached, "varsel": notice, "sist": history.last_change},
        (Operand("last_change", history.last_change), Operand("last_market", history.last_market)),
        reached,
        Unit.DATE,
        _SECTIONS[basis],
        children=tuple(used),
    )
    return RentChangeDates(basis, notice, explained)


_LIMITS = {
    RentChangeBasis.KPI: (LeaseLimit.KPI_INTERVAL_MONTHS, LeaseLimit.KPI_NOTICE_MONTHS),
    RentChangeBasis.MARKET: (
        LeaseLimit.MARKET_QUIET_MONTHS,
        LeaseLimit.MARKET_NOTICE_MONTHS,
        LeaseLimit.MARKET_GAP_MONTHS,
    ),
}
_CODES = {
    RentChangeBasis.KPI: "husleie.endring.tidligst_kpi",
    RentChangeBasis.MARKET: "husleie.endring.tidligst_gjengs",
}
_SECTIONS = {RentChangeBasis.KPI: "husleieloven § 4-2", RentChangeBasis.MARKET: "husleieloven § 4-3"}
_NOTICE = {
    RentChangeBasis.KPI: LeaseLimit.KPI_NOTICE_MONTHS,
    RentChangeBasis.MARKET: LeaseLimit.MARKET_NOTICE_MONTHS,
}
_GAP = {
    RentChangeBasis.KPI: LeaseLimit.KPI_INTERVAL_MONTHS,
    RentChangeBasis.MARKET: LeaseLimit.MARKET_GAP_MONTHS,
}


def _earliest_notice(basis: RentChangeBasis, history: RentHistory, law: Law) -> date:
    if basis is RentChangeBasis.KPI:
        return law.today
    return max(law.today, add_months(history.last_market, law.number(LeaseLimit.MARKET_QUIET_MONTHS)))


def _earliest_effect(basis: RentChangeBasis, history: RentHistory, notice: date, law: Law) -> date:
    after_notice = add_months(notice, law.number(_NOTICE[basis]))
    return max(after_notice, add_months(history.last_change, law.number(_GAP[basis])))


def effect_of_notice(
    basis: RentChangeBasis,
    planned: date,
    history: RentHistory,
    sent: Mapping[str, date | None],
    law: Law,
) -> Explanation:
    """From when a planned change counts, given when each tenant's notice was sent; result None = not at all.

    An unsent notice, or one for gjengs leie sent too early, changes no rent. A late notice moves the change to
    the first of the month on which it is in time, and says so.
    """
    days = [day for day in sent.values() if day is not None]
    if not days or len(days) < len(sent):
        return _not_at_all("husleie.endring.ikke_varslet", planned)
    quiet = add_months(history.last_market, law.number(LeaseLimit.MARKET_QUIET_MONTHS))
    if basis is RentChangeBasis.MARKET and min(days) < quiet:
        return _not_at_all("husleie.endring.varslet_for_tidlig", planned)
    earliest = _earliest_effect(basis, history, max(days), law)
    used = tuple(law.row(limit).explained() for limit in _LIMITS[basis])
    if earliest <= planned:
        return _counts("husleie.endring.gjelder", planned, planned, used, basis)
    return _counts("husleie.endring.flyttet", planned, month_start_on_or_after(earliest), used, basis)


def _not_at_all(code: str, planned: date) -> Explanation:
    return Explanation(code, {"planlagt": planned}, missing_here=("varsel",))


def _counts(code: str, planned: date, day: date, used: tuple[Explanation, ...], basis: RentChangeBasis) -> Explanation:
    params = {"planlagt": planned, "dato": day}
    return Explanation(code, params, (), day, Unit.DATE, _SECTIONS[basis], children=used)
