"""Whom letters about unpaid rent go to, and about which home: many accounts in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from ...forms import data as paper
from ...models.ledger import RentAccount
from ...models.person import ContactPoint, Person
from ...models.stock import Building, Dwelling, LettingUnit
from ...models.tenancy import Ending, Tenancy, TenancyTenant
from ...rules.periods import Period
from ...rules.terms import LandlordKind
from ...rules.vocabulary import ContactKind
from ...texts import text
from ..tenancy_draft import TenancyDraft
from .acts import Look
from .narrowing import narrowed
from .papers import landlord_of, office_of, postal


@dataclass(frozen=True)
class LetterCase:
    """A tenancy as its letters see it today. `to` has no lines where nobody knows where the tenants live now."""

    tenancy_id: int
    number: str
    kid: str
    language: str
    case_number: str
    dwelling_id: int
    draft: TenancyDraft
    dwelling: paper.Dwelling
    tenants: tuple[paper.Party, ...]
    to: paper.Recipient

    @property
    def referred(self) -> bool:
        """A private landlord's own lease (tilvisning): the office demands no rent (P4)."""
        return self.draft.landlord_kind is LandlordKind.REFERRAL

    def shared(self, look: Look) -> dict[str, Any]:
        """The fields that every letter about a tenancy carries."""
        return {
            "office": office_of(look),
            "printed_on": look.today,
            "recipient": self.to,
            "reference": self.case_number or self.number,
            "caseworker": look.who.on_paper,
            "landlord": landlord_of(look, self.draft),
            "dwelling": self.dwelling,
            "tenants": self.tenants,
            "contract_number": self.number,
        }


@dataclass(frozen=True)
class _Tenant:
    person_id: int
    period: Period
    name: str
    estate: bool
    party: paper.Party


_CASE = (
    select(
        RentAccount.id.label("account_id"),
        *(Tenancy.id, Tenancy.number, Tenancy.kid, Tenancy.letter_language, Tenancy.decision_ref, Tenancy.unit_id),
        *(Tenancy.first_tenant_id, Tenancy.from_date, Tenancy.to_date, Tenancy.closed_on),
        *(Tenancy.landlord_kind, Tenancy.landlord_name, Tenancy.landlord_org_number),
        Dwelling.id.label("dwelling_id"),
        Dwelling.number.label("home_number"),
        *(Building.address, Building.postcode, Building.city),
    )
    .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
    .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
    .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
    .join(Building, Building.id == Dwelling.building_id)
)


def letter_cases(look: Look, account_ids: Collection[int]) -> dict[int, LetterCase]:
    """By account; one that is hidden is not there."""
    rows = list(look.session.execute(narrowed(_CASE, RentAccount.id, account_ids)))
    tenants = _tenants(look, {row.id for row in rows})
    left = _forwarding(look, {row.id for row in rows})
    own = _own_addresses(look, {tenant.person_id for some in tenants.values() for tenant in some})
    return {row.account_id: _case(look, row, tenants[row.id], own, left.get(row.id, "")) for row in rows}


def _case(
    look: Look, row: Any, tenants: Iterable[_Tenant], own: Mapping[int, tuple[str, ...]], left: str
) -> LetterCase:
    day = min(look.today, row.to_date or look.today)
    now = [tenant for tenant in tenants if tenant.period.contains(day)] or list(tenants)
    now.sort(key=lambda tenant: tenant.person_id != row.first_tenant_id)
    ids = tuple(tenant.person_id for tenant in now)
    home = paper.Dwelling(
        address=row.address, postal=postal(row.postcode, row.city) or "", number=row.home_number or None
    )
    names = " og ".join(_addressed(tenant, row.letter_language) for tenant in now)
    moved = row.closed_on is not None or day < look.today
    alone = own.get(ids[0], ()) if len(ids) == 1 else ()
    return LetterCase(
        row.id,
        row.number,
        row.kid or "",
        row.letter_language,
        row.decision_ref,
        row.dwelling_id,
        TenancyDraft(
            row.unit_id,
            ids,
            row.from_date,
            landlord_kind=row.landlord_kind,
            landlord_name=row.landlord_name,
            landlord_org_number=row.landlord_org_number,
        ),
        home,
        tuple(tenant.party for tenant in now),
        paper.Recipient(name=names, lines=alone or (_lines(left) if moved else _home_lines(home))),
    )


def _addressed(tenant: _Tenant, language: str) -> str:
    """Of somebody who has died the estate, never a relative (P3)."""
    return text("leieforhold.dodsboet", language, navn=tenant.name) if tenant.estate else tenant.name


def _home_lines(home: paper.Dwelling) -> tuple[str, ...]:
    street = f"{home.address}, {home.number}" if home.number else home.address
    return tuple(filter(None, (street, home.postal)))


def _lines(address: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in address.split(",") if part.strip())


def _tenants(look: Look, tenancy_ids: Collection[int]) -> dict[int, list[_Tenant]]:
    who = TenancyTenant
    query = (
        select(who.tenancy_id, who.person_id, who.from_date, who.to_date, Person)
        .join(Person, Person.id == who.person_id)
        .order_by(who.id)
    )
    found: dict[int, list[_Tenant]] = defaultdict(list)
    for row in look.session.execute(narrowed(query, who.tenancy_id, tenancy_ids)):
        person = row.Person
        party = paper.Party(name=person.full_name, born=person.birth_date)
        period = Period(row.from_date, row.to_date)
        found[row.tenancy_id].append(
            _Tenant(row.person_id, period, person.full_name, person.died_on is not None, party)
        )
    return found


def _own_addresses(look: Look, person_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The newest postal address of each that holds today, as lines."""
    point, today = ContactPoint, look.today
    query = (
        select(point.person_id, point.value, point.postcode, point.city)
        .where(point.kind == ContactKind.ADDRESS)
        .where(or_(point.from_date.is_(None), point.from_date <= today))
        .where(or_(point.to_date.is_(None), point.to_date >= today))
        .order_by(point.id)
    )
    rows = look.session.execute(narrowed(query, point.person_id, person_ids))
    return {row.person_id: tuple(filter(None, (row.value, postal(row.postcode, row.city)))) for row in rows}


def _forwarding(look: Look, tenancy_ids: Collection[int]) -> dict[int, str]:
    """The address that was given when the tenants left."""
    query = select(Ending.tenancy_id, Ending.forwarding_address).where(Ending.forwarding_address != "")
    rows = look.session.execute(narrowed(query.order_by(Ending.id), Ending.tenancy_id, tenancy_ids))
    return {row.tenancy_id: row.forwarding_address for row in rows}
