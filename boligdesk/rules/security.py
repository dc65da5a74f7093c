"""Security for the tenant's debt: deposit and guarantee together, never above six months' rent (§§ 3-5, 3-6)."""

from __future__ import annotations

from collections.abc import Iterator

from .explanation import Explanation, Operand, Unit
from .findings import hard, lacking, set_to
from .lease_facts import LeaseFacts
from .limits import Law, LeaseLimit
from .messages import Control, Mend, Message, msg
from .terms import SecurityKind

_GUARANTEES = frozenset({SecurityKind.GUARANTEE, SecurityKind.NAV_GUARANTEE})


def security_cap(rent_ore: int, law: Law) -> Explanation:
    """The most that deposit and guarantee may be together: months × rent without extras (P5)."""
    row = law.row(LeaseLimit.SECURITY_MAX_MONTHS)
    cap = rent_ore * row.whole
    return Explanation(
        "husleie.forklaring.tak_sikkerhet",
        {"leie": rent_ore, "maneder": row.whole, "tak": cap},
        (Operand("rent_ore", rent_ore, Unit.ORE), Operand("months", row.whole, Unit.MONTHS)),
        cap,
        Unit.ORE,
        "husleieloven § 3-5",
        children=(row.explained(),),
    )


def security_is_within_cap(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """Deposit plus guarantee ≤ six months' rent; the mends say the sums that would do."""
    if not facts.rent_ore or facts.rent_ore <= 0:
        return
    cap = security_cap(facts.rent_ore, law).ore
    if facts.deposit_ore + facts.guarantee_ore > cap:
        months = law.number(LeaseLimit.SECURITY_MAX_MONTHS)
        yield hard(
            _above(facts, cap, months),
            "husleieloven § 3-5",
            "deposit_ore" if facts.deposit_ore else "guarantee_ore",
            why=msg("husleie.sikkerhet.over_tak.hvorfor"),
            mends=tuple(_lower(facts, law, cap)),
        )


def _above(facts: LeaseFacts, cap: int, months: int) -> Message:
    if facts.guarantee_ore and facts.deposit_ore:
        return msg("husleie.sikkerhet.over_tak_sammen", maneder=months, tak=cap)
    if facts.guarantee_ore:
        return msg("husleie.sikkerhet.over_tak_garanti", maneder=months, tak=cap)
    return msg("husleie.sikkerhet.over_tak", maneder=months, tak=cap)


def _lower(facts: LeaseFacts, law: Law, cap: int) -> Iterator[Mend]:
    if facts.guarantee_ore > cap:
        values: dict[str, object] = {"guarantee_ore": cap, "deposit_ore": 0}
        yield set_to("husleie.sikkerhet.sett_garanti", values, belop=cap)
        return
    if not facts.deposit_ore:
        return
    room = cap - facts.guarantee_ore
    yield set_to("husleie.sikkerhet.sett", {"deposit_ore": room}, belop=room)
    months = law.number(LeaseLimit.STANDARD_SECURITY_MONTHS)
    standard = (facts.rent_ore or 0) * months
    if standard < room:
        yield set_to("husleie.sikkerhet.sett_standard", {"deposit_ore": standard}, belop=standard, maneder=months)


def deposit_lies_safe(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """A deposit lies on a blocked account in the tenant's own name (§ 3-5)."""
    if facts.deposit_ore > 0 and not facts.account_in_tenants_name:
        yield hard(
            msg("husleie.sikkerhet.feil_konto"),
            "husleieloven § 3-5",
            "account_in_tenants_name",
            why=msg("husleie.sikkerhet.feil_konto.hvorfor"),
            mends=(set_to("husleie.sikkerhet.rett_konto", {"account_in_tenants_name": True}),),
        )


def security_is_said(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """Sums and guarantor agree with the kind of security; no sum is negative."""
    if facts.deposit_ore < 0 or facts.guarantee_ore < 0:
        yield hard(msg("husleie.sikkerhet.negativ"), "husleieloven § 3-5", "deposit_ore", "guarantee_ore")
    if facts.security_kind is SecurityKind.DEPOSIT and not facts.deposit_ore:
        yield hard(msg("husleie.sikkerhet.uten_depositum"), "husleieloven § 3-5", "deposit_ore")
    if facts.security_kind in _GUARANTEES and not facts.guarantee_ore:
        yield hard(msg("husleie.sikkerhet.uten_garantibelop"), "husleieloven § 3-6", "guarantee_ore")
    if facts.guarantee_ore > 0 and not facts.guarantor.strip():
        yield lacking(msg("husleie.sikkerhet.uten_garantist"), "guarantor")
    if facts.security_kind is SecurityKind.NONE and (facts.deposit_ore > 0 or facts.guarantee_ore > 0):
        yield hard(
            msg("husleie.sikkerhet.ingen_men_belop"),
            "husleieloven § 3-5",
            "security_kind",
            mends=(set_to("husleie.sikkerhet.uten", {"deposit_ore": 0, "guarantee_ore": 0}),),
        )
