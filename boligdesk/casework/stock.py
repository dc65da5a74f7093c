"""The record page of a dwelling: everything the office knows of it, in one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, or_, select

from ..models.casefile import Document, Task
from ..models.office import User
from ..models.person import HouseholdMember, Person, PersonIdentifier
from ..models.stock import (
    Area,
    Building,
    Dwelling,
    DwellingExtra,
    DwellingKey,
    DwellingRent,
    DwellingState,
    HeadLease,
    LettingUnit,
    Meter,
    Property,
    StockNote,
)
from ..models.tenancy import RentPart, Security, Tenancy, TenancyTenant, TenancyTerm
from ..rules.identifiers import Identifier
from ..rules.messages import Message
from ..rules.periods import years_between
from ..rules.reading import Cadastral
from ..rules.rights import Right
from ..rules.terms import ExtraKind, ExtraMode, LegalBasis, SecurityKind
from ..rules.vocabulary import (
    Accessible,
    Disposal,
    DocumentKind,
    DwellingKind,
    MeterKind,
    Standard,
    StateKind,
    Status,
    TaskKind,
    TaskState,
)
from .core.acts import Look, reads
from .core.protection import SHIELD_OFF
from .core.rates import rates_of
from .core.rents import earliest_index_date, set_rents
from .core.status import UnitStatus, dwelling_statuses, hidden_tenancies, note_of

_ADULT = 18
_NEXT_TASKS = 5


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


@dataclass(frozen=True)
class KeyLine:
    """Keys of one kind."""

    id: int
    version: int
    label: str
    system_number: str
    count: int
    handed_out: int


@dataclass(frozen=True)
class MeterLine:
    """A meter."""

    id: int
    version: int
    kind: MeterKind
    number: str


@dataclass(frozen=True)
class StateLine:
    """A stretch that the office has declared; withdrawn ones are left out."""

    id: int
    version: int
    unit_id: int
    kind: StateKind
    from_date: date
    to_date: date | None
    expected_to: date | None
    reason: str


@dataclass(frozen=True)
class RentLine:
    """A rent set for a unit from a day (øre per month)."""

    unit_id: int
    from_date: date
    rent_ore: int
    basis: str


@dataclass(frozen=True)
class TenancyLine:
    """A tenancy of this dwelling over time; a protected one has no name, no id and no dates (`shielded`)."""

    id: int | None
    number: str
    tenant: str
    person_id: int | None
    from_date: date | None
    to_date: date | None
    closed_on: date | None
    shielded: bool


@dataclass(frozen=True)
class HeadLeaseLine:
    """The municipality's own lease of the dwelling (øre per month)."""

    id: int
    version: int
    owner_name: str
    owner_org_number: str
    owner_contact: str
    from_date: date
    to_date: date | None
    notice_months: int
    rent_ore: int


@dataclass(frozen=True)
class DocumentLine:
    """A kept document."""

    id: int
    kind: DocumentKind
    title: str
    dated: date
    tenancy_id: int | None


@dataclass(frozen=True)
class TaskLine:
    """A task that waits on this dwelling or its tenancies. An empty title is the name of its kind."""

    id: int
    kind: TaskKind
    title: str
    due: date | None
    overdue: bool
    owner: str


@dataclass(frozen=True)
class DwellingFacts:
    """The facts of the home itself."""

    kind: DwellingKind
    disposal: Disposal
    rooms: int | None
    bedrooms: int | None
    area_m2: Decimal | None
    floor: int | None
    accessible: Accessible | None
    accessible_note: str
    standard: Standard | None
    standard_note: str
    suits_children: bool | None
    suits_children_why: str
    purpose: str
    heating_included: bool | None
    storage_room: str
    parking: str
    pets_allowed: bool | None
    inspected_on: date | None
    retired_on: date | None
    note: str


@dataclass(frozen=True)
class DwellingCard:
    """Everything the record page shows of a dwelling."""

    id: int
    version: int
    building_id: int
    address: str
    postcode: str
    city: str
    number: str
    reference: str
    cadastral: Cadastral | None
    area: str
    built_year: int | None
    lift: bool | None
    house_rules: str
    status: Status
    note: Message | None
    shielded: bool
    facts: DwellingFacts
    units: tuple[UnitCard, ...]
    tasks: tuple[TaskLine, ...]
    keys: tuple[KeyLine, ...]
    meters: tuple[MeterLine, ...]
    states: tuple[StateLine, ...]
    rents: tuple[RentLine, ...]
    tenancies: tuple[TenancyLine, ...]
    head_leases: tuple[HeadLeaseLine, ...]
    documents: tuple[DocumentLine, ...]
    notes: tuple[tuple[str, str], ...]


@reads(Right.STOCK_READ)
def dwelling_card(look: Look, dwelling_id: int) -> DwellingCard:
    """The record page of one dwelling. Tenants stand on it only for those who may read persons and tenancies."""
    dwelling = look.get(Dwelling, dwelling_id)
    building = look.get(Building, dwelling.building_id)
    status = dwelling_statuses(look, [dwelling_id])[dwelling_id]
    units = [unit.unit_id for unit in status.units]
    return DwellingCard(
        **{n: getattr(dwelling, n) for n in ("id", "version", "building_id", "number", "reference")},
        **{n: getattr(building, n) for n in ("address", "postcode", "city", "built_year", "lift", "house_rules")},
        cadastral=_cadastral(look, dwelling.property_id or building.property_id),
        area=_area(look, building.area_id),
        status=status.status,
        note=status.note,
        shielded=status.shielded,
        facts=_lines(DwellingFacts, [dwelling])[0],
        units=_unit_cards(look, status.units),
        tasks=_tasks(look, dwelling_id, units),
        keys=_all(look, KeyLine, select(DwellingKey).where(DwellingKey.dwelling_id == dwelling_id)),
        meters=_all(look, MeterLine, select(Meter).where(Meter.dwelling_id == dwelling_id)),
        states=_over_time(look, StateLine, DwellingState, units),
        rents=_over_time(look, RentLine, DwellingRent, units),
        tenancies=_tenancies(look, units),
        head_leases=_head_leases(look, dwelling_id),
        documents=_documents(look, dwelling_id, units),
        notes=_notes(look, dwelling_id),
    )


def _lines(kind: type[Any], records: Any) -> tuple[Any, ...]:
    names = list(kind.__dataclass_fields__)
    return tuple(kind(**{name: getattr(record, name) for name in names}) for record in records)


def _all(look: Look, kind: type[Any], query: Select[Any]) -> tuple[Any, ...]:
    return _lines(kind, look.session.execute(query.order_by(None).order_by("id")).scalars())


def _over_time(look: Look, kind: type[Any], model: Any, units: list[int]) -> tuple[Any, ...]:
    """Stretches of some units, newest first, without the withdrawn."""
    query = select(model).where(model.unit_id.in_(units), model.voided_at.is_(None))
    ordered = query.order_by(model.from_date.desc(), model.recorded_at.desc(), model.id.desc())
    return _lines(kind, look.session.execute(ordered).scalars())


def _cadastral(look: Look, property_id: int | None) -> Cadastral | None:
    unit = look.session.get(Property, property_id) if property_id else None
    return Cadastral(unit.gnr, unit.bnr, unit.fnr, unit.snr) if unit else None


def _area(look: Look, area_id: int | None) -> str:
    area = look.session.get(Area, area_id) if area_id else None
    return area.name if area else ""


def _head_leases(look: Look, dwelling_id: int) -> tuple[HeadLeaseLine, ...]:
    query = select(HeadLease).where(HeadLease.dwelling_id == dwelling_id, HeadLease.voided_at.is_(None))
    return _all(look, HeadLeaseLine, query)


def _notes(look: Look, dwelling_id: int) -> tuple[tuple[str, str], ...]:
    query = select(StockNote).where(StockNote.dwelling_id == dwelling_id, StockNote.voided_at.is_(None))
    notes = look.session.execute(query.order_by(StockNote.id)).scalars()
    return tuple((note.label, str(note.content)) for note in notes)


def _unit_cards(look: Look, units: tuple[UnitStatus, ...]) -> tuple[UnitCard, ...]:
    ids = [unit.unit_id for unit in units]
    names = dict(look.session.execute(select(LettingUnit.id, LettingUnit.name).where(LettingUnit.id.in_(ids))).all())
    asked = set_rents(look, ids, look.today)
    return tuple(_unit_card(look, unit, names[unit.unit_id], asked.get(unit.unit_id)) for unit in units)


def _unit_card(look: Look, unit: UnitStatus, name: str, asked: int | None) -> UnitCard:
    may = look.who.may(Right.TENANCY_READ) and look.who.may(Right.PERSON_READ)
    tenancy = _tenancy_now(look, unit.tenancy_id) if unit.tenancy_id is not None and may else None
    extras = _all(look, ExtraLine, select(DwellingExtra).where(DwellingExtra.unit_id == unit.unit_id))
    return UnitCard(unit.unit_id, name, unit.status, note_of(unit), unit.shielded, tenancy, asked, extras)


def _tenancy_now(look: Look, tenancy_id: int) -> TenancyNow:
    tenancy = look.get(Tenancy, tenancy_id)
    term = _term(look, tenancy_id)
    adults, children = _household(look, tenancy.household_id)
    security = _security(look, tenancy_id)
    extras = _all(look, ExtraLine, select(RentPart).where(RentPart.term_id == term.id)) if term else ()
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
    return tuple(TenantLine(p.id, p.name, masks.get(p.id, "")) for p in people if p)


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


def _tasks(look: Look, dwelling_id: int, units: list[int]) -> tuple[TaskLine, ...]:
    if not look.who.may(Right.TASK_READ):
        return ()
    theirs = select(Tenancy.id).where(Tenancy.unit_id.in_(units))
    query = (
        select(Task.id, Task.kind, Task.title, Task.due, func.coalesce(User.name, "").label("owner"))
        .outerjoin(User, User.id == Task.owner_id)
        .where(Task.state == TaskState.OPEN, Task.voided_at.is_(None))
        .where(or_(Task.dwelling_id == dwelling_id, Task.tenancy_id.in_(theirs)))
        .order_by(Task.due.asc().nulls_last(), Task.id)
        .limit(_NEXT_TASKS)
    )
    return tuple(_task(row, look.today) for row in look.session.execute(query))


def _task(row: Any, today: date) -> TaskLine:
    return TaskLine(row.id, row.kind, row.title, row.due, row.due is not None and row.due < today, row.owner)


def _tenancies(look: Look, units: list[int]) -> tuple[TenancyLine, ...]:
    """All tenancies of the units, newest first; protected ones as a stretch of time and nothing more."""
    if not look.who.may(Right.TENANCY_READ):
        return ()
    hidden = hidden_tenancies(look)
    columns = (Tenancy.id, Tenancy.number, Tenancy.first_tenant_id, Tenancy.from_date, Tenancy.to_date)
    query = (
        select(*columns, Tenancy.closed_on, Person.last_name, Person.first_name)
        .join(Person, Person.id == Tenancy.first_tenant_id)
        .where(Tenancy.unit_id.in_(units), Tenancy.voided_at.is_(None))
        .order_by(Tenancy.from_date.desc(), Tenancy.id.desc())
    )
    rows = look.session.execute(query, execution_options={SHIELD_OFF: True})
    return tuple(_tenancy_line(row, shielded=row.id in hidden) for row in rows)


def _tenancy_line(row: Any, *, shielded: bool) -> TenancyLine:
    if shielded:
        return TenancyLine(None, "", "", None, None, None, None, True)
    name = f"{row.last_name}, {row.first_name}".rstrip(", ")
    return TenancyLine(row.id, row.number, name, row.first_tenant_id, row.from_date, row.to_date, row.closed_on, False)


def _documents(look: Look, dwelling_id: int, units: list[int]) -> tuple[DocumentLine, ...]:
    if not look.who.may(Right.DOCUMENT_READ):
        return ()
    theirs = select(Tenancy.id).where(Tenancy.unit_id.in_(units))
    query = (
        select(Document.id, Document.kind, Document.title, Document.dated, Document.tenancy_id)
        .where(Document.voided_at.is_(None))
        .where(or_(Document.dwelling_id == dwelling_id, Document.tenancy_id.in_(theirs)))
        .order_by(Document.dated.desc(), Document.id.desc())
    )
    return tuple(DocumentLine(*row) for row in look.session.execute(query))
