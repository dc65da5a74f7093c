"""From a draft and the records to the facts that the law's controls look at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from ...models.person import Person, Representative
from ...models.stock import Dwelling, DwellingRent, HeadLease, LettingUnit, Meter
from ...models.tenancy import Tenancy, TenancyTerm
from ...rules.folding import search_key
from ...rules.lease_facts import Extra, LeaseFacts, LeaseTenant
from ...rules.limits import LeaseLimit, limit_of
from ...rules.periods import add_months
from ...rules.rates import Rates
from ...rules.terms import ExtraKind
from ...rules.vocabulary import MeterKind
from ..tenancy_draft import TenancyDraft
from .acts import Look
from .rates import rates_of


@dataclass(frozen=True)
class UnitFacts:
    """What the records say of the unit a lease is made for."""

    dwelling: Dwelling
    set_rent_ore: int | None
    last_rent_ore: int | None


def dwelling_of(look: Look, unit_id: int) -> Dwelling:
    """The dwelling a letting unit lies in."""
    return look.get(Dwelling, look.get(LettingUnit, unit_id).dwelling_id)


def unit_facts(look: Look, unit_id: int, on: date) -> UnitFacts:
    """Dwelling, the rent set for it on a day, and what the last tenancy paid."""
    return UnitFacts(dwelling_of(look, unit_id), set_rent(look, unit_id, on), last_rent(look, unit_id, on))


def set_rent(look: Look, unit_id: int, on: date) -> int | None:
    """The rent the municipality has set for the unit, øre per month, on a day."""
    query = (
        select(DwellingRent.rent_ore)
        .where(DwellingRent.unit_id == unit_id, DwellingRent.from_date <= on, DwellingRent.voided_at.is_(None))
        .order_by(DwellingRent.from_date.desc(), DwellingRent.id.desc())
        .limit(1)
    )
    return look.session.execute(query).scalar_one_or_none()


def last_rent(look: Look, unit_id: int, before: date) -> int | None:
    """What the tenancy before this day paid at last, øre per month."""
    query = (
        select(TenancyTerm.rent_ore)
        .join(Tenancy, Tenancy.id == TenancyTerm.tenancy_id)
        .where(Tenancy.unit_id == unit_id, Tenancy.from_date < before, Tenancy.voided_at.is_(None))
        .where(TenancyTerm.voided_at.is_(None))
        .order_by(Tenancy.from_date.desc(), TenancyTerm.from_date.desc())
        .limit(1)
    )
    return look.session.execute(query).scalar_one_or_none()


def lease_facts(look: Look, draft: TenancyDraft, *, itself: int | None = None) -> LeaseFacts:
    """The facts of a draft; `itself` is the tenancy it already is, when a running one is looked at again."""
    unit = unit_facts(look, draft.unit_id, draft.start)
    head = look.get(HeadLease, draft.head_lease_id) if draft.head_lease_id else None
    return LeaseFacts(
        landlord_kind=draft.landlord_kind,
        start=draft.start,
        tenants=tuple(_tenant(look, person_id, draft.sign_date or look.today) for person_id in draft.tenant_ids),
        rent_ore=draft.rent_ore,
        legal_basis=draft.legal_basis,
        disposal=unit.dwelling.disposal,
        head_lease_end=head.to_date if head else None,
        decision_ref=draft.decision_ref,
        informed_11_1_on=draft.informed_11_1_on,
        fixed_until=draft.fixed_until,
        short_term_ground=draft.short_term_ground,
        short_term_reason=draft.short_term_reason,
        short_term_told_on=draft.short_term_told_on,
        successive_short=successive_short(look, draft, rates_of(look), itself),
        successive_reason=draft.successive_reason,
        previous_rent_ore=unit.last_rent_ore or unit.set_rent_ore,
        extras=_proven(look, unit.dwelling.id, draft.extras),
        heating_included=draft.heating_included,
        due_day=draft.due_day,
        security_kind=draft.security_kind,
        deposit_ore=draft.deposit_ore,
        guarantee_ore=draft.guarantee_ore,
        guarantor=draft.guarantor,
        clauses=draft.clauses,
        occupants=len(draft.tenant_ids) + len(draft.members),
        rooms=unit.dwelling.rooms,
        sign_date=draft.sign_date,
    )


def _proven(look: Look, dwelling_id: int, extras: tuple[Extra, ...]) -> tuple[Extra, ...]:
    """The extras with water counted as metered only where the dwelling has a water meter in the records (§ 3-1)."""
    meters = select(Meter.id).where(Meter.dwelling_id == dwelling_id, Meter.kind == MeterKind.WATER)
    if look.session.execute(meters).first() is not None:
        return extras
    return tuple(replace(e, has_meter=False) if e.kind is ExtraKind.WATER else e for e in extras)


def _tenant(look: Look, person_id: int, on: date) -> LeaseTenant:
    person = look.get(Person, person_id)
    guardian = signing_representative(look, person_id, on)
    return LeaseTenant(
        person.full_name,
        person.birth_date,
        guardian_needed=guardian is not None,
        guardian=guardian.name if guardian else "",
    )


def signing_representative(look: Look, person_id: int, on: date) -> Representative | None:
    """Who must sign with or for this person on a day, by the mandate or because of age."""
    query = (
        select(Representative)
        .where(Representative.person_id == person_id, Representative.must_sign)
        .where((Representative.from_date.is_(None)) | (Representative.from_date <= on))
        .where((Representative.to_date.is_(None)) | (Representative.to_date >= on))
        .order_by(Representative.id)
    )
    return look.session.execute(query).scalars().first()


def is_of_the_family(look: Look, name: str, person_ids: tuple[int, ...]) -> bool:
    """Whether an interpreter's name is that of one of these persons: a child or relative never interprets (P2)."""
    key = search_key(name)
    return any(search_key(look.get(Person, person_id).full_name) == key for person_id in person_ids)


def successive_short(look: Look, draft: TenancyDraft, rates: Rates, itself: int | None) -> int:
    """How many short fixed terms of the first tenant went right before this one (§ 11-1: weighty reasons)."""
    if not draft.tenant_ids:
        return 0
    minimum = limit_of(rates, LeaseLimit.MIN_TERM_MONTHS, draft.start)
    query = (
        select(Tenancy.id, Tenancy.from_date, Tenancy.fixed_until)
        .where(Tenancy.first_tenant_id == draft.tenant_ids[0], Tenancy.from_date < draft.start)
        .where(Tenancy.fixed_until.is_not(None), Tenancy.voided_at.is_(None))
    )
    rows = [row for row in look.session.execute(query).all() if row.id != itself]
    return len([1 for _, start, end in rows if end is not None and add_months(start, minimum) > end])
