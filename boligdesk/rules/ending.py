"""Ending a tenancy: notice, its dates and content, and flytteoppfordring (§§ 9-2, 9-5 to 9-8; P3, P5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .explanation import Explanation, Operand, Unit
from .findings import hard, info, lacking, soft
from .limits import Law, LeaseLimit
from .messages import Control, msg
from .periods import ONE_DAY, Period, add_months, last_of_month
from .terms import NoticeGround


def last_day_after_notice(
    received: date, law: Law, *, single_room: bool = False, months: int | None = None
) -> Explanation:
    """The tenancy's last day: the notice time runs out at the end of a calendar month (§ 9-6).

    `months` is what the lease says of the notice, None = the act's own time.
    """
    limit = LeaseLimit.NOTICE_ROOM_MONTHS if single_room else LeaseLimit.NOTICE_MONTHS
    row = law.row(limit)
    whole = months or row.whole
    last = last_of_month(add_months(received, whole))
    return Explanation(
        "husleie.slutt.siste_dag",
        {"mottatt": received, "maneder": whole, "dato": last},
        (Operand("received", received, Unit.DATE), Operand("months", whole, Unit.MONTHS)),
        last,
        Unit.DATE,
        "husleieloven § 9-6",
        children=(row.explained(),),
    )


@dataclass(frozen=True)
class LandlordNoticeDates:
    """What follows from the day the tenant received the landlord's notice; all days are the last of their time."""

    last_day: Explanation
    protest_by: Explanation
    sue_by: Explanation


def landlord_notice_dates(
    received: date, law: Law, *, single_room: bool = False, months: int | None = None
) -> LandlordNoticeDates:
    """Last day, the tenant's month to protest (§ 9-7), and the landlord's three months to sue after it (§ 9-8)."""
    protest = law.row(LeaseLimit.PROTEST_MONTHS)
    sue = law.row(LeaseLimit.SUIT_MONTHS)
    protest_by = add_months(received, protest.whole)
    sue_by = add_months(protest_by, sue.whole)
    return LandlordNoticeDates(
        last_day_after_notice(received, law, single_room=single_room, months=months),
        Explanation(
            "husleie.slutt.protest",
            {"mottatt": received, "maneder": protest.whole, "dato": protest_by},
            result=protest_by,
            unit=Unit.DATE,
            source="husleieloven § 9-7",
            children=(protest.explained(),),
        ),
        Explanation(
            "husleie.slutt.soksmal",
            {"protest": protest_by, "maneder": sue.whole, "dato": sue_by},
            result=sue_by,
            unit=Unit.DATE,
            source="husleieloven § 9-8",
            children=(protest.explained(), sue.explained()),
        ),
    )


def notice_lapsed(
    protested: date | None, protest_by: date | None, sue_by: date | None, sued: date | None, today: date
) -> bool:
    """Whether the landlord's notice has fallen away: protested against in time and no suit by the last day (§ 9-8)."""
    if protested is None or protest_by is None or sue_by is None or protested > protest_by:
        return False
    return (sued or today) > sue_by


@dataclass(frozen=True)
class LandlordNotice:
    """What the landlord's notice says. `tells_*` are the four parts that § 9-7 demands."""

    ground: NoticeGround | None
    reason: str
    written: bool = True
    tells_protest: bool = True
    tells_effect: bool = True
    tells_eviction: bool = True
    fixed_until: date | None = None
    notice_agreed_in_term: bool = False


def check_landlord_notice(notice: LandlordNotice) -> tuple[Control, ...]:
    """A notice that lacks any of § 9-7's content is invalid and cannot be printed (P5)."""
    return tuple(_landlord_notice(notice))


def _landlord_notice(notice: LandlordNotice) -> Iterator[Control]:
    invalid = msg("husleie.oppsigelse.ugyldig.hvorfor")
    if notice.ground is None:
        yield hard(msg("husleie.oppsigelse.uten_grunn"), "husleieloven § 9-5", "ground")
    demands = (
        (bool(notice.reason.strip()), msg("husleie.oppsigelse.uten_begrunnelse"), "reason"),
        (notice.written, msg("husleie.oppsigelse.ikke_skriftlig"), "written"),
        (notice.tells_protest, msg("husleie.oppsigelse.uten_protest"), "tells_protest"),
        (notice.tells_effect, msg("husleie.oppsigelse.uten_virkning"), "tells_effect"),
        (notice.tells_eviction, msg("husleie.oppsigelse.uten_tvang"), "tells_eviction"),
    )
    for met, what, name in demands:
        if not met:
            yield hard(what, "husleieloven § 9-7", name, why=invalid)
    if notice.fixed_until and not notice.notice_agreed_in_term:
        yield hard(msg("husleie.oppsigelse.tidsbestemt", slutt=notice.fixed_until), "husleieloven § 9-2", "fixed_until")


@dataclass(frozen=True)
class TenantNotice:
    """The tenant's own notice. `fixed_until` with `told_fixed` false: § 9-2 was not told, so notice is free."""

    received: date | None
    written: bool = True
    shared_with_spouse: bool = False
    spouse_consented: bool = False
    all_tenants_signed: bool = True
    fixed_until: date | None = None
    told_fixed: bool = True
    notice_agreed_in_term: bool = False


def check_tenant_notice(notice: TenantNotice) -> tuple[Control, ...]:
    """A tenant needs no reason; the spouse's written consent for a shared home, and every tenant's signature."""
    return tuple(_tenant_notice(notice))


def _tenant_notice(notice: TenantNotice) -> Iterator[Control]:
    if notice.received is None:
        yield lacking(msg("husleie.oppsigelse.uten_mottatt"), "received")
    if notice.shared_with_spouse and not notice.spouse_consented:
        yield hard(msg("husleie.oppsigelse.uten_ektefelle"), "ekteskapsloven § 32", "spouse_consented")
    if not notice.all_tenants_signed:
        yield hard(msg("husleie.oppsigelse.ikke_alle"), "husleieloven kapittel 9", "all_tenants_signed")
    if not notice.written:
        yield soft(msg("husleie.oppsigelse.muntlig"), "written")
    if notice.fixed_until and notice.told_fixed and not notice.notice_agreed_in_term:
        yield soft(msg("husleie.oppsigelse.leier_i_tiden", slutt=notice.fixed_until), "fixed_until")


def move_out_window(fixed_until: date, law: Law) -> Period:
    """When flytteoppfordring can be sent: from the day after expiry, for three months after it (§ 9-2).

    Later, the tenancy has become tidsubestemt and needs a notice.
    """
    months = law.number(LeaseLimit.MOVE_OUT_REQUEST_MONTHS)
    return Period(fixed_until + ONE_DAY, add_months(fixed_until, months))


def check_move_out_request(fixed_until: date | None, send_on: date, law: Law) -> tuple[Control, ...]:
    """Whether a written request to move can be sent on that day."""
    if fixed_until is None:
        return (hard(msg("husleie.flytteoppfordring.tidsubestemt"), "husleieloven § 9-2", "fixed_until"),)
    window = move_out_window(fixed_until, law)
    if window.has_ended(send_on):
        what = msg("husleie.flytteoppfordring.for_sent", frist=window.end)
        why = msg("husleie.flytteoppfordring.for_sent.hvorfor")
        return (hard(what, "husleieloven § 9-2", "send_on", why=why),)
    if send_on < window.start:
        return (soft(msg("husleie.flytteoppfordring.tidlig", fra=window.start), "send_on"),)
    return (info(msg("husleie.flytteoppfordring.i_tide", frist=window.end), "send_on"),)


def is_open_ended(fixed_until: date | None, requested_on: date | None, today: date, law: Law) -> bool:
    """Whether the tenancy runs until notice: by the lease, or because nobody asked the tenant to move in time."""
    if fixed_until is None:
        return True
    last = move_out_window(fixed_until, law).end or date.max
    asked_in_time = requested_on is not None and requested_on <= last
    return today > last and not asked_in_time
