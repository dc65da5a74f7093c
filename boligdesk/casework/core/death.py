"""What a death leaves to be done at the office (husleieloven § 8-2, P3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select

from ...models.person import HouseholdMember, Person, Representative
from ...models.tenancy import Tenancy, TenancyTenant
from ...rules.messages import Message, msg
from .acts import Work


@dataclass(frozen=True)
class DeathFollowUp:
    """What a death leaves to be done. Tenancies go on (§ 8-2): they are listed, never ended here."""

    tenancy_ids: tuple[int, ...] = ()
    household_ids: tuple[int, ...] = ()
    notes: tuple[Message, ...] = ()


def _open_mandates(person_id: int) -> Select[Representative]:
    return select(Representative).where(Representative.person_id == person_id, Representative.to_date.is_(None))


def end_mandates(work: Work, person_id: int, day: date) -> None:
    """A mandate for somebody ends with them."""
    for mandate in work.session.execute(_open_mandates(person_id)).scalars():
        mandate.to_date = day


def left_behind(work: Work, person: Person, day: date) -> DeathFollowUp:
    """What somebody leaves on the day of death: leases that go on, a home with others in it, a mandate."""
    tenancies = _tenancies_on(work, person.id, day)
    homes = _households_on(work, person.id, day)
    notes = [_tenancy_note(work, tenancy, person.id, day) for tenancy in tenancies]
    others = _others_at_home(work, homes, person.id, day)
    if others and tenancies:
        notes.append(msg("person.dod.husstand", antall=others))
    if work.session.execute(_open_mandates(person.id)).first():
        notes.append(msg("person.dod.representant"))
    return DeathFollowUp(tuple(t.id for t in tenancies), tuple(homes), tuple(notes))


def _tenancies_on(work: Work, person_id: int, day: date) -> list[Tenancy]:
    tenant = TenancyTenant
    query = (
        select(Tenancy)
        .join(tenant, tenant.tenancy_id == Tenancy.id)
        .where(tenant.person_id == person_id, or_(tenant.to_date.is_(None), tenant.to_date >= day))
        .where(Tenancy.voided_at.is_(None), Tenancy.closed_on.is_(None))
        .order_by(Tenancy.id)
    )
    return list(work.session.execute(query).scalars().unique())


def _tenancy_note(work: Work, tenancy: Tenancy, person_id: int, day: date) -> Message:
    tenant = TenancyTenant
    others = select(tenant.id).where(
        tenant.tenancy_id == tenancy.id,
        tenant.person_id != person_id,
        or_(tenant.to_date.is_(None), tenant.to_date >= day),
    )
    if work.session.execute(others).first():
        return msg("person.dod.medleietaker", nummer=tenancy.number)
    return msg("person.dod.dodsbo", nummer=tenancy.number)


def _households_on(work: Work, person_id: int, day: date) -> list[int]:
    member = HouseholdMember
    query = select(member.household_id).where(
        member.person_id == person_id, or_(member.to_date.is_(None), member.to_date >= day)
    )
    return list(work.session.execute(query).scalars().unique())


def _others_at_home(work: Work, household_ids: list[int], person_id: int, day: date) -> int:
    member = HouseholdMember
    query = select(member.person_id).where(
        member.household_id.in_(household_ids),
        member.person_id != person_id,
        or_(member.to_date.is_(None), member.to_date >= day),
    )
    return len(set(work.session.execute(query).scalars()))
