"""Controls on rent and extras: §§ 3-1, 3-2, 3-4, what is customary, and when rent falls due (P22, P28)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from .calendar import next_bank_day
from .findings import hard, info, lacking, set_to, soft
from .lease_facts import Extra, LeaseFacts
from .limits import Law, LeaseLimit
from .messages import Control, Message, msg
from .rent_dates import due_dates
from .terms import ExtraKind, ExtraMode

#: What § 3-1 lets be paid beside the rent, and only against real use.
BESIDE_RENT = frozenset({ExtraKind.ELECTRICITY, ExtraKind.HEATING, ExtraKind.WATER})
_NOT_CHARGED = frozenset({ExtraMode.OWN_SUBSCRIPTION, ExtraMode.INCLUDED})


def rent_is_set(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """Rent is one fixed amount above zero (§ 3-1); due day and heating are said."""
    if facts.rent_ore is None:
        yield hard(msg("husleie.leie.mangler"), "husleieloven § 3-1", "rent_ore")
    elif facts.rent_ore <= 0:
        yield hard(msg("husleie.leie.null"), "husleieloven § 3-1", "rent_ore")
    if facts.heating_included is None:
        yield lacking(msg("husleie.leie.oppvarming"), "heating_included")


def rent_is_usual(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """Rent that departs from the dwelling's last rent by more than the office's custom needs a reason."""
    if not facts.rent_ore or not facts.previous_rent_ore:
        return
    change = Decimal(facts.rent_ore - facts.previous_rent_ore) * 100 / facts.previous_rent_ore
    if abs(change) > law.row(LeaseLimit.RENT_DEPARTURE_PERCENT).exact:
        previous = facts.previous_rent_ore
        yield soft(
            _departure(change, previous),
            "rent_ore",
            why=msg("husleie.leie.avvik.hvorfor"),
            mends=(set_to("husleie.leie.bruk", {"rent_ore": previous}, leie=previous),),
        )


def _departure(change: Decimal, previous_ore: int) -> Message:
    percent = abs(change).quantize(Decimal(1), ROUND_HALF_UP)
    if change > 0:
        return msg("husleie.leie.hoyere", prosent=percent, forrige=previous_ore)
    return msg("husleie.leie.lavere", prosent=percent, forrige=previous_ore)


def extras_are_lawful(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """Only electricity, heating and metered water may be charged beside the rent, against real use."""
    for place, extra in enumerate(facts.extras):
        if extra.mode in _NOT_CHARGED:
            continue
        if extra.kind in BESIDE_RENT:
            yield from _by_use(facts, place, extra)
        else:
            yield _forbidden(facts, place, extra)


def _forbidden(facts: LeaseFacts, place: int, extra: Extra) -> Control:
    rest = tuple(e for n, e in enumerate(facts.extras) if n != place)
    mends = [set_to("husleie.tillegg.ta_bort", {"extras": rest})]
    if extra.amount_ore and facts.rent_ore:
        rent = facts.rent_ore + extra.amount_ore
        mends.append(set_to("husleie.tillegg.legg_i_leien", {"extras": rest, "rent_ore": rent}, leie=rent))
    return hard(
        msg("husleie.tillegg.ulovlig", hva=_name(extra)),
        "husleieloven § 3-1",
        "extras",
        why=msg("husleie.tillegg.ulovlig.hvorfor"),
        mends=tuple(mends),
    )


def _by_use(facts: LeaseFacts, place: int, extra: Extra) -> Iterator[Control]:
    if extra.kind is ExtraKind.WATER and not extra.has_meter:
        yield hard(
            msg("husleie.tillegg.vann_uten_maler"),
            "husleieloven § 3-1",
            "extras",
            why=msg("husleie.tillegg.ulovlig.hvorfor"),
            mends=_forbidden(facts, place, extra).mends,
        )
    elif extra.mode is ExtraMode.FIXED:
        on_account = replace(extra, mode=ExtraMode.ON_ACCOUNT)
        changed = tuple(on_account if n == place else e for n, e in enumerate(facts.extras))
        yield hard(
            msg("husleie.tillegg.fast", hva=_name(extra)),
            "husleieloven § 3-4",
            "extras",
            mends=(set_to("husleie.tillegg.gjor_akonto", {"extras": changed}),),
        )
    elif extra.mode is ExtraMode.ON_ACCOUNT:
        yield from _on_account(extra)


def _on_account(extra: Extra) -> Iterator[Control]:
    if not extra.amount_ore:
        yield hard(msg("husleie.tillegg.uten_belop", hva=_name(extra)), "husleieloven § 3-4", "extras")
    if not extra.settled_every_months:
        yield soft(msg("husleie.tillegg.uten_avregning", hva=_name(extra)), "extras", paragraph="husleieloven § 3-4")


def _name(extra: Extra) -> Message:
    return Message(f"enum.ExtraKind.{extra.kind.value}")


def advance_is_lawful(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """Rent in advance for not more than one month at a time (§ 3-2)."""
    most = law.number(LeaseLimit.ADVANCE_RENT_MONTHS)
    if facts.advance_months > most:
        yield hard(
            msg("husleie.leie.forskudd", maneder=most),
            "husleieloven § 3-2",
            "advance_months",
            mends=(set_to("husleie.leie.sett_forskudd", {"advance_months": most}, maneder=most),),
        )


def due_day_is_plain(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """A due day is said; where the first one is no bank day, the next one counts (P22)."""
    if facts.due_day is None:
        yield hard(msg("husleie.forfall.mangler"), "husleieloven § 3-1", "due_day")
    elif not 1 <= facts.due_day <= 31:
        yield hard(msg("husleie.forfall.ugyldig"), "husleieloven § 3-1", "due_day")
    else:
        first = due_dates(facts.start, facts.due_day, 1)[0]
        if first.nominal != first.due:
            yield info(
                msg("husleie.forfall.flyttes", dag=first.nominal, bankdag=next_bank_day(first.nominal)),
                "due_day",
                paragraph="gjeldsbrevloven § 5",
            )
