"""Making a lease: propose what is known, control it by the act, and write it down (P1–P4)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from ..models.office import Office
from ..models.person import HouseholdMember, Person
from ..models.stock import Dwelling, DwellingExtra, HeadLease
from ..rules.lease_facts import Extra
from ..rules.limits import LeaseLimit, limit_of
from ..rules.periods import first_of_month
from ..rules.rights import Right
from ..rules.terms import LandlordKind, SecurityKind
from ..rules.vocabulary import Disposal
from .core import lease_write
from .core.acts import Look, Work, reads, writes
from .core.lease_check import CheckedDraft, checked
from .core.lease_facts import unit_facts
from .core.offer_lease import lease_made, refuse_home_of_others, with_offer
from .core.rates import rates_of
from .core.stops import refuse_stops
from .core.transfer import end_left
from .tenancy_draft import DraftMember, TenancyDraft


@reads(Right.TENANCY_READ)
def propose(look: Look, unit_id: int, tenant_ids: tuple[int, ...], start: date) -> TenancyDraft:
    """A draft with everything the records know: rent, extras, landlord, household, language, security standard.

    An accepted offer of this home to these tenants is taken over: rent, term, decision, and who shall live there.
    """
    unit = unit_facts(look, unit_id, start)
    rent = unit.set_rent_ore or unit.last_rent_ore
    months = limit_of(rates_of(look), LeaseLimit.STANDARD_SECURITY_MONTHS, start)
    head = _head_lease(look, unit.dwelling, start)
    draft = TenancyDraft(
        unit_id=unit_id,
        tenant_ids=tenant_ids,
        start=start,
        rent_ore=rent,
        members=_known_members(look, tenant_ids, start),
        landlord_kind=_landlord_kind(unit.dwelling),
        head_lease_id=head.id if head else None,
        extras=_known_extras(look, unit_id),
        heating_included=unit.dwelling.heating_included,
        security_kind=SecurityKind.DEPOSIT if rent else SecurityKind.NONE,
        deposit_ore=(rent or 0) * months,
        pets_allowed=unit.dwelling.pets_allowed,
        letter_language=_language(look, tenant_ids),
        index_month=first_of_month(look.today),
        sign_date=look.today,
    )
    return with_offer(look, draft)


def _head_lease(look: Look, dwelling: Dwelling, on: date) -> HeadLease | None:
    if dwelling.disposal is not Disposal.LEASED_IN:
        return None
    query = (
        select(HeadLease)
        .where(HeadLease.dwelling_id == dwelling.id, HeadLease.voided_at.is_(None))
        .where(or_(HeadLease.to_date.is_(None), HeadLease.to_date >= on))
        .order_by(HeadLease.from_date.desc())
    )
    return look.session.execute(query).scalars().first()


def _landlord_kind(dwelling: Dwelling) -> LandlordKind:
    return {
        Disposal.OWNED: LandlordKind.MUNICIPALITY,
        Disposal.MUNICIPAL_COMPANY: LandlordKind.COMPANY,
        Disposal.LEASED_IN: LandlordKind.PRIVATE_HEAD_LEASE,
        Disposal.LETTING_RIGHT: LandlordKind.REFERRAL,
    }[dwelling.disposal]


def _known_extras(look: Look, unit_id: int) -> tuple[Extra, ...]:
    rows = look.session.execute(select(DwellingExtra).where(DwellingExtra.unit_id == unit_id)).scalars()
    return tuple(Extra(row.kind, row.mode, row.amount_ore or None, has_meter=True) for row in rows)


def _language(look: Look, tenant_ids: tuple[int, ...]) -> str:
    if tenant_ids:
        return look.get(Person, tenant_ids[0]).letter_language
    return look.session.get_one(Office, 1).letter_language


def _known_members(look: Look, tenant_ids: tuple[int, ...], on: date) -> tuple[DraftMember, ...]:
    """Those who live in the first tenant's present household and are no tenants themselves."""
    if not tenant_ids:
        return ()
    member = HouseholdMember
    now = (or_(member.from_date.is_(None), member.from_date <= on), or_(member.to_date.is_(None), member.to_date >= on))
    homes = select(member.household_id).where(member.person_id == tenant_ids[0], *now)
    rows = look.session.execute(
        select(member.person_id, member.role).where(member.household_id.in_(homes), *now).order_by(member.id)
    ).all()
    seen = dict.fromkeys((p, r) for p, r in rows if p not in tenant_ids)
    return tuple(DraftMember(p, r) for p, r in seen)


@reads(Right.TENANCY_READ)
def check(look: Look, draft: TenancyDraft) -> CheckedDraft:
    """Every finding on a draft: what the act forbids, what departs from custom, what is missing."""
    return checked(look, draft)


@writes(Right.TENANCY_WRITE)
def create(work: Work, draft: TenancyDraft) -> int:
    """Write a lease down: tenancy, tenants, household, terms, security, KID, reasons and first tasks.

    Refuses with every hard finding; soft ones need `draft.reasons`. Returns the tenancy's id. An accepted offer that it
    was made for is fulfilled by it; a home that is offered to others is refused. In a bytte the lease of the home that
    is left (`previous_id`) ends on `previous_until`.
    """
    refuse_home_of_others(work, draft.unit_id, draft.tenant_ids)
    refuse_stops(checked(work, draft).controls, draft.reasons)
    tenancy = lease_write.write_down(work, draft)
    lease_write.first_tasks(work, tenancy)
    end_left(work, draft)
    lease_made(work, tenancy, draft.tenant_ids)
    return tenancy.id
