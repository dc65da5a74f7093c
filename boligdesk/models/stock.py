"""The housing stock: property → building → dwelling → letting unit, with states, rents, keys and meters over time."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.terms import ExtraKind, ExtraMode
from ..rules.vocabulary import Accessible, Disposal, DwellingKind, MeterKind, Standard, StateKind
from .base import Code, Ore, Record, Voidable


class Exact(TypeDecorator[Decimal]):
    """A decimal kept as text, so that SQLite never makes a float of it (E3)."""

    impl = String(30)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """As text."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Back as an exact number."""
        return None if value is None else Decimal(value)


class Area(Record):
    """A part of town, as the office divides it."""

    __tablename__ = "area"

    name: Mapped[str] = mapped_column(String(80), unique=True)


class Property(Record):
    """A cadastral unit: gnr/bnr/fnr/snr, unique over history."""

    __tablename__ = "property"
    __table_args__ = (UniqueConstraint("gnr", "bnr", "fnr", "snr"),)

    gnr: Mapped[int] = mapped_column(Integer)
    bnr: Mapped[int] = mapped_column(Integer)
    fnr: Mapped[int] = mapped_column(Integer, default=0)
    snr: Mapped[int] = mapped_column(Integer, default=0)


class Building(Record):
    """A house with an address; entrances with own addresses are buildings of their own here."""

    __tablename__ = "building"
    __table_args__ = (UniqueConstraint("address_key", "postcode"),)

    property_id: Mapped[int | None] = mapped_column(ForeignKey("property.id"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    address: Mapped[str] = mapped_column(String(120))
    address_key: Mapped[str] = mapped_column(String(160))
    address_sort: Mapped[str] = mapped_column(String(160), index=True)
    postcode: Mapped[str] = mapped_column(String(4), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    built_year: Mapped[int | None] = mapped_column(Integer)
    lift: Mapped[bool | None] = mapped_column(Boolean)
    house_rules: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Dwelling(Record):
    """A home that the office lets. Kobo's names for export stand in `exchange`."""

    __tablename__ = "dwelling"
    __table_args__ = (UniqueConstraint("building_id", "number", "reference"),)

    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), index=True)
    property_id: Mapped[int | None] = mapped_column(ForeignKey("property.id"), index=True)
    number: Mapped[str] = mapped_column(String(5), default="")
    reference: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[DwellingKind] = mapped_column(Code(DwellingKind))
    disposal: Mapped[Disposal] = mapped_column(Code(Disposal))
    rooms: Mapped[int | None] = mapped_column(Integer)
    bedrooms: Mapped[int | None] = mapped_column(Integer)
    area_m2: Mapped[Decimal | None] = mapped_column(Exact)
    floor: Mapped[int | None] = mapped_column(Integer)
    accessible: Mapped[Accessible | None] = mapped_column(Code(Accessible))
    accessible_note: Mapped[str] = mapped_column(String(200), default="")
    standard: Mapped[Standard | None] = mapped_column(Code(Standard))
    standard_note: Mapped[str] = mapped_column(String(200), default="")
    suits_children: Mapped[bool | None] = mapped_column(Boolean)
    suits_children_why: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(String(200), default="")
    heating_included: Mapped[bool | None] = mapped_column(Boolean)
    storage_room: Mapped[str] = mapped_column(String(60), default="")
    parking: Mapped[str] = mapped_column(String(60), default="")
    shared_rooms: Mapped[str] = mapped_column(String(120), default="", server_default="")
    outdoor_area: Mapped[str] = mapped_column(String(120), default="", server_default="")
    furnished: Mapped[bool | None] = mapped_column(Boolean)
    pets_allowed: Mapped[bool | None] = mapped_column(Boolean)
    inspected_on: Mapped[date | None]
    retired_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    search_key: Mapped[str] = mapped_column(String(300), default="")


class LettingUnit(Record):
    """What a tenancy lies on (E7): one per dwelling, several in a bofellesskap."""

    __tablename__ = "letting_unit"
    __table_args__ = (UniqueConstraint("dwelling_id", "name"),)

    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    name: Mapped[str] = mapped_column(String(40), default="")


class DwellingState(Record, Voidable):
    """A stretch in which a unit is being readied, refurbished, reserved or blocked (both dates inclusive)."""

    __tablename__ = "dwelling_state"
    __table_args__ = (
        CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),
        Index("ix_dwelling_state_unit_from", "unit_id", "from_date"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("letting_unit.id"))
    kind: Mapped[StateKind] = mapped_column(Code(StateKind))
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    expected_to: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    recorded_at: Mapped[datetime]


class DwellingRent(Record, Voidable):
    """The rent the municipality has set for a unit from a date (øre per month, without extras)."""

    __tablename__ = "dwelling_rent"
    __table_args__ = (Index("ix_dwelling_rent_unit_from", "unit_id", "from_date"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("letting_unit.id"))
    from_date: Mapped[date]
    rent_ore: Mapped[int] = mapped_column(Ore)
    basis: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[datetime]


class DwellingExtra(Record):
    """What a tenant of this unit pays besides the rent, as a proposal for the lease (§ 3-4)."""

    __tablename__ = "dwelling_extra"
    __table_args__ = (UniqueConstraint("unit_id", "kind"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("letting_unit.id"), index=True)
    kind: Mapped[ExtraKind] = mapped_column(Code(ExtraKind))
    mode: Mapped[ExtraMode] = mapped_column(Code(ExtraMode))
    amount_ore: Mapped[int] = mapped_column(Ore, default=0)


class DwellingKey(Record):
    """Keys of one kind to a dwelling."""

    __tablename__ = "dwelling_key"

    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    label: Mapped[str] = mapped_column(String(60))
    system_number: Mapped[str] = mapped_column(String(40), default="")
    count: Mapped[int] = mapped_column(Integer)
    handed_out: Mapped[int] = mapped_column(Integer, default=0)


class Meter(Record):
    """A meter that is read at moving in and out."""

    __tablename__ = "meter"

    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    kind: Mapped[MeterKind] = mapped_column(Code(MeterKind))
    number: Mapped[str] = mapped_column(String(40), default="")


class HeadLease(Record, Voidable):
    """The lease by which the municipality itself rents a dwelling it lets on (P4)."""

    __tablename__ = "head_lease"

    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    owner_name: Mapped[str] = mapped_column(String(120))
    owner_org_number: Mapped[str] = mapped_column(String(9), default="")
    owner_contact: Mapped[str] = mapped_column(String(200), default="")
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    notice_months: Mapped[int] = mapped_column(Integer, default=3)
    rent_ore: Mapped[int] = mapped_column(Ore, default=0)


class StockNote(Record, Voidable):
    """Free facts the import found no field for, kept with the dwelling instead of being lost."""

    __tablename__ = "stock_note"

    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    content: Mapped[Any] = mapped_column(JSON)
