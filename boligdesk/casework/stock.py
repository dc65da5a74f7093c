"""The record page of a dwelling: everything the office knows of it, in one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select

from ..models.casefile import Document, Task
from ..models.office import User
from ..models.person import Person
from ..models.stock import (
    Area,
    Building,
    Dwelling,
    DwellingKey,
    DwellingRent,
    DwellingState,
    HeadLease,
    Meter,
    Property,
    StockNote,
)
from ..models.tenancy import Tenancy
from ..rules.messages import Message
from ..rules.reading import Cadastral
from ..rules.rights import Right
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
from .core.lines import lines_by_id, lines_of, stretches_of_units
from .core.protection import SHIELD_OFF
from .core.status import dwelling_statuses, hidden_tenancies
from .core.unit_cards import ExtraLine as ExtraLine
from .core.unit_cards import TenancyNow as TenancyNow
from .core.unit_cards import TenantLine as TenantLine
from .core.unit_cards import UnitCard as UnitCard
from .core.unit_cards import unit_cards

_NEXT_TASKS = 5


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
    shared_rooms: str
    outdoor_area: str
    furnished: bool | None
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
        facts=lines_of(DwellingFacts, [dwelling])[0],
        units=unit_cards(look, status.units),
        tasks=_tasks(look, dwelling_id, units),
        keys=lines_by_id(look, KeyLine, select(DwellingKey).where(DwellingKey.dwelling_id == dwelling_id)),
        meters=lines_by_id(look, MeterLine, select(Meter).where(Meter.dwelling_id == dwelling_id)),
        states=stretches_of_units(look, StateLine, DwellingState, units),
        rents=stretches_of_units(look, RentLine, DwellingRent, units),
        tenancies=_tenancies(look, units),
        head_leases=_head_leases(look, dwelling_id),
        documents=_documents(look, dwelling_id, units),
        notes=_notes(look, dwelling_id),
    )


def _cadastral(look: Look, property_id: int | None) -> Cadastral | None:
    unit = look.session.get(Property, property_id) if property_id else None
    return Cadastral(unit.gnr, unit.bnr, unit.fnr, unit.snr) if unit else None


def _area(look: Look, area_id: int | None) -> str:
    area = look.session.get(Area, area_id) if area_id else None
    return area.name if area else ""


def _head_leases(look: Look, dwelling_id: int) -> tuple[HeadLeaseLine, ...]:
    query = select(HeadLease).where(HeadLease.dwelling_id == dwelling_id, HeadLease.voided_at.is_(None))
    return lines_by_id(look, HeadLeaseLine, query)


def _notes(look: Look, dwelling_id: int) -> tuple[tuple[str, str], ...]:
    query = select(StockNote).where(StockNote.dwelling_id == dwelling_id, StockNote.voided_at.is_(None))
    notes = look.session.execute(query.order_by(StockNote.id)).scalars()
    return tuple((note.label, str(note.content)) for note in notes)


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
    name = f"{row.first_name} {row.last_name}".strip()
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
