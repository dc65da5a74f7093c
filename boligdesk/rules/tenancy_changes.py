"""Changes in a running tenancy: who must agree, what stops it, what follows (P3, P7, P8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .findings import hard, lacking, set_to, soft
from .lease import check_lease
from .lease_facts import LeaseFacts
from .messages import Control, Message, msg
from .periods import ONE_DAY, day_in_month, month_start_on_or_after
from .rates import Rates
from .succession import Survivor, entitled
from .terms import ChangeKind
from .vocabulary import TaskKind

#: Day of the month by which bostøtte is applied for (P8).
BOSTOTTE_DAY = 25


class Consent(StrEnum):
    """Whose written word a change needs."""

    LANDLORD = "landlord"
    PRESENT_TENANTS = "present_tenants"
    NEW_TENANT = "new_tenant"
    LEAVING_TENANT = "leaving_tenant"
    OTHER_LEASE = "other_lease"


@dataclass(frozen=True)
class ChangeFacts:
    """A change in a tenancy that counts from `on`. `given` are the written consents at hand.

    `close_family` false: the one who moves in is neither spouse, cohabitant nor own child (§ 7-1).
    `remaining_tenants` is how many tenants are left afterwards; `debt_ore` the arrears up to `on`; `taken_over`:
    somebody is known to go on with the lease after a death.
    """

    kind: ChangeKind
    on: date
    on_11_1: bool = False
    given: frozenset[Consent] = frozenset()
    close_family: bool = True
    remaining_tenants: int = 1
    debt_ore: int = 0
    survivors: tuple[Survivor, ...] = ()
    taken_over: bool = False


@dataclass(frozen=True)
class FollowUp:
    """A task that the change makes, due on a day."""

    kind: TaskKind
    due: date


@dataclass(frozen=True)
class ChangeAssessment:
    """What a change needs and does. `entitled` are the survivors who may go on with the lease (§ 8-2)."""

    needed: frozenset[Consent]
    controls: tuple[Control, ...]
    follow_ups: tuple[FollowUp, ...]
    effects: tuple[Message, ...]
    addendum: bool
    entitled: tuple[Survivor, ...] = ()


@dataclass(frozen=True)
class _Rule:
    needs: frozenset[Consent]
    tasks: tuple[TaskKind, ...]
    paragraph: str
    addendum: bool = True


_ALWAYS = (TaskKind.ADDENDUM, TaskKind.HOUSING_ALLOWANCE, TaskKind.KID_CHECK, TaskKind.SECURITY)
_RULES: Mapping[ChangeKind, _Rule] = {
    ChangeKind.PARTNER_MOVES_IN: _Rule(frozenset(), _ALWAYS, "husleieloven § 7-1"),
    ChangeKind.CHILD_MOVES_IN: _Rule(frozenset(), _ALWAYS, "husleieloven § 7-1"),
    ChangeKind.MEMBER_MOVES_OUT: _Rule(
        frozenset(), (TaskKind.HOUSING_ALLOWANCE,), "husleieloven § 7-1", addendum=False
    ),
    ChangeKind.CO_TENANT_ADDED: _Rule(
        frozenset({Consent.LANDLORD, Consent.PRESENT_TENANTS, Consent.NEW_TENANT}),
        (*_ALWAYS, TaskKind.SIGN_LEASE),
        "husleieloven kapittel 8",
    ),
    ChangeKind.CO_TENANT_RELEASED: _Rule(
        frozenset({Consent.LANDLORD, Consent.PRESENT_TENANTS, Consent.LEAVING_TENANT}),
        _ALWAYS,
        "husleieloven kapittel 8",
    ),
    ChangeKind.BREAK_UP: _Rule(
        frozenset({Consent.PRESENT_TENANTS, Consent.LEAVING_TENANT}), _ALWAYS, "husleieloven § 8-3"
    ),
    ChangeKind.DEATH: _Rule(
        frozenset(), (TaskKind.ESTATE, TaskKind.KID_CHECK, TaskKind.SECURITY), "husleieloven § 8-2"
    ),
    ChangeKind.SWAP: _Rule(
        frozenset({Consent.LANDLORD, Consent.PRESENT_TENANTS, Consent.OTHER_LEASE}),
        (*_ALWAYS, TaskKind.MOVE_OUT_PROTOCOL, TaskKind.MOVE_IN_PROTOCOL, TaskKind.SETTLEMENT),
        "husleieloven kapittel 8",
    ),
    ChangeKind.RENEWAL: _Rule(
        frozenset({Consent.LANDLORD, Consent.PRESENT_TENANTS}),
        (*_ALWAYS, TaskKind.SIGN_LEASE),
        "husleieloven § 9-3",
    ),
    ChangeKind.RENT_CHANGE: _Rule(
        frozenset(),
        (TaskKind.HOUSING_ALLOWANCE, TaskKind.SECURITY),
        "husleieloven § 4-2",
        addendum=False,
    ),
}
_MOVES_IN = frozenset({ChangeKind.PARTNER_MOVES_IN, ChangeKind.CHILD_MOVES_IN})
_DEBT_STAYS_JOINT = frozenset({ChangeKind.CO_TENANT_RELEASED, ChangeKind.BREAK_UP})
_SHORT_OF = {
    Consent.LANDLORD: "husleie.samtykke.utleier",
    Consent.PRESENT_TENANTS: "husleie.samtykke.leietakere",
    Consent.NEW_TENANT: "husleie.samtykke.ny_leietaker",
    Consent.LEAVING_TENANT: "husleie.samtykke.fratredende",
    Consent.OTHER_LEASE: "husleie.samtykke.andre_kontrakten",
}


def needed_consents(facts: ChangeFacts) -> frozenset[Consent]:
    """Whose written consent the change needs: under § 11-1, and for others than close family, the landlord's."""
    needs = _RULES[facts.kind].needs
    if facts.kind in _MOVES_IN and (facts.on_11_1 or not facts.close_family):
        return needs | {Consent.LANDLORD}
    return needs


def assess_change(facts: ChangeFacts, limits: Rates, today: date) -> ChangeAssessment:
    """Everything the office must have, do and know for the change."""
    rule = _RULES[facts.kind]
    heirs = entitled(facts.survivors, facts.on, limits) if facts.kind is ChangeKind.DEATH else ()
    return ChangeAssessment(
        needed_consents(facts),
        tuple(_controls(facts, rule, today)),
        tuple(FollowUp(kind, _due(kind, facts.on)) for kind in _tasks(facts, rule)),
        tuple(_effects(facts, heirs)),
        rule.addendum and (facts.kind is not ChangeKind.DEATH or facts.taken_over),
        heirs,
    )


def _tasks(facts: ChangeFacts, rule: _Rule) -> Iterator[TaskKind]:
    """After a death also bostøtte for those who are left (P8), and the addendum of whoever takes the lease over."""
    yield from rule.tasks
    if facts.kind is ChangeKind.DEATH and facts.survivors:
        yield TaskKind.HOUSING_ALLOWANCE
    if facts.kind is ChangeKind.DEATH and facts.taken_over:
        yield TaskKind.ADDENDUM
        yield TaskKind.SIGN_LEASE


def _controls(facts: ChangeFacts, rule: _Rule, today: date) -> Iterator[Control]:
    for consent in sorted(needed_consents(facts) - facts.given):
        section = "husleieloven § 11-1" if facts.on_11_1 and facts.kind in _MOVES_IN else rule.paragraph
        yield hard(msg(_SHORT_OF[consent]), section, "given")
    if facts.kind is not ChangeKind.DEATH and facts.remaining_tenants < 1:
        yield hard(msg("husleie.leier.ingen"), "husleieloven § 1-1", "remaining_tenants")
    if facts.on < today and facts.kind is not ChangeKind.DEATH:
        yield soft(msg("husleie.forandring.tilbake", dato=facts.on), "on")
    if facts.kind is ChangeKind.DEATH and not facts.survivors:
        yield lacking(msg("husleie.forandring.ukjent_husstand"), "survivors")


def bostotte_due(on: date) -> date:
    """By when bostøtte must be applied for: the 25th of the first month whose 1st sees the change."""
    month = month_start_on_or_after(on)
    return day_in_month(month.year, month.month, BOSTOTTE_DAY)


def _due(kind: TaskKind, on: date) -> date:
    if kind is TaskKind.HOUSING_ALLOWANCE:
        return bostotte_due(on)
    return month_start_on_or_after(on) if kind is TaskKind.KID_CHECK else on


def _effects(facts: ChangeFacts, heirs: tuple[Survivor, ...]) -> Iterator[Message]:
    if facts.kind in _DEBT_STAYS_JOINT:
        yield msg("husleie.virkning.gjeld_felles", dato=facts.on, gjeld=facts.debt_ore)
    elif facts.kind is ChangeKind.CO_TENANT_ADDED:
        yield msg("husleie.virkning.ny_svarer_fra", dato=facts.on)
        yield msg("husleie.virkning.klausul_ny_signatur")
    elif facts.kind is ChangeKind.SWAP:
        yield msg("husleie.virkning.gjeld_blir", gjeld=facts.debt_ore)
    elif facts.kind is ChangeKind.RENEWAL:
        yield msg("husleie.virkning.klausul_ny_signatur")
    elif facts.kind is ChangeKind.DEATH:
        yield msg("husleie.virkning.dodsbo_gjeld", gjeld=facts.debt_ore)
        yield msg("husleie.virkning.videre") if heirs else msg("husleie.virkning.dodsbo")


def check_renewal(
    old: LeaseFacts, new: LeaseFacts, raise_lawful_from: date | None, limits: Rates, today: date
) -> tuple[Control, ...]:
    """A renewal is a new term: every control of a lease, plus the seam and the rent (P7).

    `raise_lawful_from` is the earliest day on which the rent may go up (§§ 4-1 to 4-3), None = unknown.
    """
    return (*_seam(old, new), *_rent(old, new, raise_lawful_from), *check_lease(new, limits, today))


def _seam(old: LeaseFacts, new: LeaseFacts) -> Iterator[Control]:
    if old.fixed_until and new.start != old.fixed_until + ONE_DAY:
        day = old.fixed_until + ONE_DAY
        yield soft(
            msg("husleie.forlengelse.opphold", slutt=old.fixed_until, start=new.start),
            "start",
            mends=(set_to("husleie.start.sett_start", {"start": day}, start=day),),
        )


def _rent(old: LeaseFacts, new: LeaseFacts, lawful_from: date | None) -> Iterator[Control]:
    if not old.rent_ore or not new.rent_ore or new.rent_ore <= old.rent_ore:
        return
    if lawful_from is None or new.start < lawful_from:
        yield soft(
            msg("husleie.forlengelse.okt_leie", forrige=old.rent_ore, ny=new.rent_ore),
            "rent_ore",
            why=msg("husleie.forlengelse.okt_leie.hvorfor"),
            paragraph="husleieloven §§ 4-1–4-3",
            mends=(set_to("husleie.leie.bruk", {"rent_ore": old.rent_ore}, leie=old.rent_ore),),
        )
