"""What the dialogs of a lease offer: units to let (free ones first), what is known of one, and others' changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.stock import Building, Dwelling, DwellingRent, LettingUnit
from ..models.tenancy import Tenancy
from ..rules.messages import Message
from ..rules.rights import Right
from ..rules.vocabulary import Status
from .core.acts import Look, reads
from .core.lease_facts import last_rent
from .core.status import UnitStatus, note_of, unit_statuses
from .core.versions import Theirs, theirs
from .stock_list import DwellingQuery, dwelling_ids


@dataclass(frozen=True)
class UnitChoice:
    """A unit that can be let, with its status today; `place` is "Fjordgata 14, H0203"."""

    unit_id: int
    dwelling_id: int
    place: str
    status: Status
    note: Message | None


@dataclass(frozen=True)
class UnitKnown:
    """What the records say of a unit on a day: the rent that is set for it (øre) since when, and the last one paid."""

    unit_id: int
    dwelling_id: int
    place: str
    rooms: int | None
    area_m2: float | None
    rent_ore: int | None
    rent_from: date | None
    last_rent_ore: int | None


_SOON_FREE = (Status.VACANT, Status.READYING, Status.RESERVED, Status.NOTICE_GIVEN, Status.EXPIRED)


@reads(Right.TENANCY_READ)
def units_found(look: Look, text: str = "", most: int = 12) -> tuple[UnitChoice, ...]:
    """Units whose address fits what was typed; the free ones first, then those that become free."""
    ids = dwelling_ids.inner(look, DwellingQuery(text=text))
    order = {dwelling_id: place for place, dwelling_id in enumerate(ids)}
    units = sorted(
        unit_statuses(look, ids).values(), key=lambda unit: (_rank(unit), order[unit.dwelling_id], unit.unit_id)
    )[:most]
    places = _places(look, [unit.unit_id for unit in units])
    return tuple(
        UnitChoice(unit.unit_id, unit.dwelling_id, places[unit.unit_id], unit.status, note_of(unit)) for unit in units
    )


def _rank(unit: UnitStatus) -> int:
    return _SOON_FREE.index(unit.status) if unit.status in _SOON_FREE else len(_SOON_FREE)


def _places(look: Look, unit_ids: list[int]) -> dict[int, str]:
    query = (
        select(LettingUnit.id, Building.address, Dwelling.number, LettingUnit.name)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .where(LettingUnit.id.in_(unit_ids))
    )
    return {row[0]: ", ".join(part for part in row[1:] if part) for row in look.session.execute(query)}


@reads(Right.TENANCY_READ)
def unit_known(look: Look, unit_id: int, on: date) -> UnitKnown:
    """What is known of a unit for a lease that starts on a day."""
    unit = look.get(LettingUnit, unit_id)
    dwelling = look.get(Dwelling, unit.dwelling_id)
    rent = _set_rent(look, unit_id, on)
    return UnitKnown(
        unit_id,
        dwelling.id,
        _places(look, [unit_id])[unit_id],
        dwelling.rooms,
        float(dwelling.area_m2) if dwelling.area_m2 is not None else None,
        rent.rent_ore if rent else None,
        rent.from_date if rent else None,
        last_rent(look, unit_id, on),
    )


def _set_rent(look: Look, unit_id: int, on: date) -> DwellingRent | None:
    query = (
        select(DwellingRent)
        .where(DwellingRent.unit_id == unit_id, DwellingRent.from_date <= on, DwellingRent.voided_at.is_(None))
        .order_by(DwellingRent.from_date.desc(), DwellingRent.id.desc())
    )
    return look.session.execute(query).scalars().first()


@reads(Right.TENANCY_READ)
def home_of(look: Look, tenancy_id: int) -> str:
    """A tenancy in one line, with its number: "2026-0004 · Fjordgata 14, H0203"."""
    tenancy = look.get(Tenancy, tenancy_id)
    return f"{tenancy.number} · {_places(look, [tenancy.unit_id])[tenancy.unit_id]}"


@reads(Right.TENANCY_READ)
def tenancy_versions(look: Look, tenancy_id: int, base_version: int) -> Theirs:
    """What others changed on a tenancy since a dialog was opened on it."""
    return theirs(look, Tenancy, tenancy_id, base_version)
