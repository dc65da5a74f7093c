"""One letting unit as the record page of its dwelling shows it: the tenancy of today, and what is asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from ...models.person import HouseholdMember, Person, PersonIdentifier
from ...models.stock import DwellingExtra, LettingUnit
from ...models.tenancy import RentPart, Security, Tenancy, TenancyTenant, TenancyTerm
from ...rules.identifiers import Identifier
from ...rules.messages import Message
from ...rules.periods import years_between
from ...rules.rights import Right
from ...rules.terms import ExtraKind, ExtraMode, LegalBasis, SecurityKind
from ...rules.vocabulary import Status
from .acts import Look
from .lines import lines_by_id
from .rates import rates_of
from .rents import earliest_index_date, set_rents
from .status import UnitStatus, note_of

_ADULT = 18


@dataclass(frozen=True)
class TenantLine:
    """A tenant as the card names them: masked number, never the whole one."""

    person_id: int
    name: str
    masked: str


@dataclass(frozen=True)
class ExtraLine:
    """What is paid besides the rent (øre per month)."""

    id: int
    version: int
    kind: ExtraKind
    mode: ExtraMode
    amount_ore: int


@dataclass(frozen=True)
class TenancyNow:
    """The tenancy that holds a unit today. `months` of a fixed term; security in øre."""

    id: int
    number: str
    tenants: tuple[TenantLine, ...]
    adults: int
    children: tuple[int, ...]
    basis: LegalBasis
    from_date: date
    to_date: date | None
    fixed_until: date | None
    rent_ore: int | None
    rent_from: date | None
    earliest_change: date | None
    extras: tuple[ExtraLine, ...]
    security: SecurityKind | None
    security_ore: int


@dataclass(frozen=True)
class UnitCard:
    """One letting unit: its status, its tenancy, and the rent and extras the municipality asks for it."""

    id: int
    name: str
    status: Status
    note: Message | None
    shielded: bool
    tenancy: TenancyNow | None
    set_rent_ore: int | None
    set_extras: tuple[ExtraLine, ...]


def unit_cards(look: Look, units: tuple[UnitStatus, ...]) -> tuple[UnitCard, ...]:
    """The cards of some units; a tenancy stands on them only for those who may read persons and tenancies."""
    ids = [unit.unit_id for unit in units]
    names = dict(look.session.execute(select(LettingUnit.id, LettingUnit.name).where(LettingUnit.id.in_(ids))).all())
    asked = set_rents(look, ids, look.today)
    return tuple(_unit_card(look, unit, names[unit.unit_id], asked.get(unit.unit_id)) for unit in units)


def _unit_card(look: Look, unit: UnitStatus, name: str, asked: int | None) -> UnitCard:
    may = look.who.may(Right.TENANCY_READ) and look.who.may(Right.PERSON_READ)
    tenancy = _tenancy_now(look, unit.tenancy_id) if unit.tenancy_id is not None and may else None
    extras = lines_by_id(look, ExtraLine, select(DwellingExtra).where(DwellingExtra.unit_id == unit.unit_id))
    return UnitCard(unit.unit_id, name, unit.status, note_of(unit), unit.shielded, tenancy, asked, extras)


def _tenancy_now(look: Look, tenancy_id: int) -> TenancyNow:
    tenancy = look.get(Tenancy, tenancy_id)
    term = _term(look, tenancy_id)
    adults, children = _household(look, tenancy.household_id)
    security = _security(look, tenancy_id)
    extras = lines_by_id(look, ExtraLine, select(RentPart).where(RentPart.term_id == term.id)) if term else ()
    return TenancyNow(
        **{n: getattr(tenancy, n) for n in ("id", "number", "from_date", "to_date", "fixed_until")},
        tenants=_tenants(look, tenancy),
        adults=adults,
        children=children,
        basis=tenancy.legal_basis,
        rent_ore=term.rent_ore if term else None,
        rent_from=term.from_date if term else None,
        earliest_change=earliest_index_date(term.index_month or term.from_date, look.today, rates_of(look))
        if term
        else None,
        extras=extras,
        security=security.kind if security else None,
        security_ore=security.amount_ore if security else 0,
    )


def _term(look: Look, tenancy_id: int) -> TenancyTerm | None:
    """The terms of today; of a tenancy that has not begun its first ones."""
    query = (
        select(TenancyTerm)
        .where(TenancyTerm.tenancy_id == tenancy_id, TenancyTerm.voided_at.is_(None))
        .order_by(TenancyTerm.from_date, TenancyTerm.recorded_at, TenancyTerm.id)
    )
    terms = list(look.session.execute(query).scalars())
    running = [term for term in terms if term.from_date <= look.today]
    return running[-1] if running else next(iter(terms), None)


def _security(look: Look, tenancy_id: int) -> Security | None:
    query = select(Security).where(Security.tenancy_id == tenancy_id, Security.voided_at.is_(None))
    return look.session.execute(query.order_by(Security.id.desc())).scalars().first()


def _tenants(look: Look, tenancy: Tenancy) -> tuple[TenantLine, ...]:
    """The first tenant, then the others of today."""
    tenant = TenancyTenant
    query = (
        select(tenant.person_id)
        .where(tenant.tenancy_id == tenancy.id, or_(tenant.to_date.is_(None), tenant.to_date >= look.today))
        .order_by(tenant.id)
    )
    ids = list(dict.fromkeys([tenancy.first_tenant_id, *look.session.execute(query).scalars()]))
    masks = _masks(look, ids)
    people = [look.session.get(Person, person_id) for person_id in ids]
    return tuple(TenantLine(p.id, p.full_name, masks.get(p.id, "")) for p in people if p)


def _masks(look: Look, person_ids: list[int]) -> dict[int, str]:
    query = (
        select(PersonIdentifier.person_id, PersonIdentifier.scheme, PersonIdentifier.value)
        .where(PersonIdentifier.person_id.in_(person_ids), PersonIdentifier.to_date.is_(None))
        .order_by(PersonIdentifier.id.desc())
    )
    return {row.person_id: Identifier(row.scheme, row.value).mask() for row in look.session.execute(query)}


def _household(look: Look, household_id: int | None) -> tuple[int, tuple[int, ...]]:
    """How many adults, and the children's ages from the oldest down; without a birth date one counts as adult."""
    member = HouseholdMember
    query = (
        select(Person.birth_date)
        .join(member, member.person_id == Person.id)
        .where(member.household_id == (household_id or 0))
        .where(or_(member.from_date.is_(None), member.from_date <= look.today))
        .where(or_(member.to_date.is_(None), member.to_date >= look.today))
    )
    births = list(look.session.execute(query).scalars())
    ages = [years_between(born, look.today) if born else _ADULT for born in births]
    children = sorted((age for age in ages if age < _ADULT), reverse=True)
    return len(ages) - len(children), tuple(children)
