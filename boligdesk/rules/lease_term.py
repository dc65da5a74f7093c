"""Controls on how long a lease runs: §§ 9-2, 9-3, 11-1, the head lease, and the day it starts (P4, P7, P8)."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import hard, info, lacking, set_to, soft
from .lease_facts import LeaseFacts, ShortTermGround
from .limits import Law, LeaseLimit
from .messages import Control, Mend, msg
from .periods import Period, month_start_on_or_after, term_end
from .terms import LandlordKind
from .vocabulary import Disposal

_TOLD_IN_WRITING = (ShortTermGround.OWN_USE, ShortTermGround.OTHER_OBJECTIVE)


def end_after_start(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """The named end cannot lie before the start."""
    if facts.term is None:
        yield hard(msg("husleie.varighet.slutt_for_start"), "husleieloven § 9-2", "fixed_until", "start")


def is_short(facts: LeaseFacts, law: Law) -> bool:
    """Whether the fixed term is shorter than the ordinary minimum of § 9-3 (three years)."""
    return facts.term is not None and not facts.term.lasts(law.number(LeaseLimit.MIN_TERM_MONTHS))


def term_is_long_enough(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """A fixed term under the minimum stands only on a ground of § 9-3 or § 11-1; else it is tidsubestemt."""
    if not is_short(facts, law) or facts.term is None:
        return
    ground = facts.ground
    if ground is None:
        yield _too_short(facts, law, LeaseLimit.MIN_TERM_MONTHS)
    elif ground is ShortTermGround.SHARED_HOUSE:
        if not facts.term.lasts(law.number(LeaseLimit.MIN_TERM_SHARED_HOUSE_MONTHS)):
            yield _too_short(facts, law, LeaseLimit.MIN_TERM_SHARED_HOUSE_MONTHS)
    elif ground in _TOLD_IN_WRITING:
        yield from _reason_told(facts, law)
    else:
        yield from _disadvantaged(facts, law)


def _too_short(facts: LeaseFacts, law: Law, minimum: LeaseLimit) -> Control:
    months = law.number(minimum)
    return hard(
        msg("husleie.varighet.for_kort", maneder=months, slutt=term_end(facts.start, months)),
        "husleieloven § 9-3",
        "fixed_until",
        why=msg("husleie.varighet.for_kort.hvorfor"),
        mends=_longer(facts, months),
    )


def _longer(facts: LeaseFacts, months: int) -> tuple[Mend, ...]:
    end = term_end(facts.start, months)
    return (
        set_to("husleie.varighet.sett_slutt", {"fixed_until": end}, slutt=end),
        set_to("husleie.varighet.tidsubestemt", {"fixed_until": None}),
    )


def _reason_told(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    signing = facts.sign_date or law.today
    if not facts.short_term_reason.strip():
        yield hard(msg("husleie.varighet.grunn_mangler"), "husleieloven § 9-3", "short_term_reason")
    if facts.short_term_told_on is None or facts.short_term_told_on > signing:
        yield hard(
            msg("husleie.varighet.grunn_ikke_opplyst", signert=signing),
            "husleieloven § 9-3",
            "short_term_told_on",
            why=msg("husleie.varighet.for_kort.hvorfor"),
            mends=_longer(facts, law.number(LeaseLimit.MIN_TERM_MONTHS)),
        )


def _disadvantaged(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    if not facts.on_11_1:
        yield hard(
            msg("husleie.varighet.grunn_krever_11_1"),
            "husleieloven § 11-1",
            "short_term_ground",
            "legal_basis",
            mends=_longer(facts, law.number(LeaseLimit.MIN_TERM_MONTHS)),
        )
    elif not facts.short_term_reason.strip():
        yield soft(
            msg("husleie.varighet.kort_11_1"),
            "short_term_reason",
            why=msg("husleie.varighet.kort_11_1.hvorfor"),
            paragraph="husleieloven § 11-1",
        )


def short_terms_in_a_row(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """Several short leases after each other need weighty reasons, written down for each renewal (§ 11-1)."""
    if is_short(facts, law) and facts.successive_short and not facts.successive_reason.strip():
        yield hard(
            msg("husleie.varighet.flere_korte", antall=facts.successive_short),
            "husleieloven § 11-1",
            "successive_reason",
            why=msg("husleie.varighet.flere_korte.hvorfor"),
            mends=_longer(facts, law.number(LeaseLimit.MIN_TERM_MONTHS)),
        )


def within_head_lease(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """A dwelling let on: no lease outlives the head lease unnoticed (P4)."""
    leased_in = facts.disposal is Disposal.LEASED_IN
    if not leased_in and facts.landlord_kind is not LandlordKind.PRIVATE_HEAD_LEASE:
        return
    end = facts.head_lease_end
    if end is None:
        yield lacking(msg("husleie.innleie.ukjent_slutt"), "head_lease_end")
    elif end < facts.start:
        yield hard(msg("husleie.innleie.utlopt", slutt=end), "husleieloven kapittel 7", "start", "head_lease_end")
    elif facts.term and not Period(facts.start, end).covers(facts.term):
        yield soft(
            msg("husleie.innleie.lenger", slutt=end),
            "fixed_until",
            why=msg("husleie.innleie.lenger.hvorfor"),
            mends=(set_to("husleie.varighet.sett_slutt", {"fixed_until": end}, slutt=end),),
        )


def start_is_usual(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """A start before signing needs a reason; a start after the 1st costs a month of bostøtte (P8)."""
    signing = facts.sign_date or law.today
    if facts.start < signing:
        yield soft(msg("husleie.start.for_signering", start=facts.start, signert=signing), "start", "sign_date")
    first = month_start_on_or_after(facts.start)
    if first != facts.start:
        yield info(
            msg("husleie.start.bostotte", start=facts.start, fra=first),
            "start",
            mends=(set_to("husleie.start.sett_start", {"start": first}, start=first),),
        )
