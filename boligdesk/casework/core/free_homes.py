"""Homes that are free or become free, as the match and the list of vacancies see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from ...models.stock import Area, Building, Dwelling, DwellingState, HeadLease, LettingUnit
from ...rules.application_words import OfferState
from ...rules.matching.sides import Home, Offered, Stated
from ...rules.vocabulary import StateKind, Status
from .acts import Look
from .narrowing import narrowed
from .offer_rows import Held, held_units
from .rents import set_rents
from .status import UnitStatus, unit_statuses

#: What can be offered: free now, on the way, or kept back by the office.
OFFERABLE = frozenset({Status.VACANT, Status.READYING, Status.REFURBISHMENT, Status.RESERVED, Status.NOTICE_GIVEN})
#: Of which a closed home is also looked at when somebody asks for it by name.
_STATED = frozenset({StateKind.READYING, StateKind.REFURBISHMENT, StateKind.RESERVED, StateKind.BLOCKED})


def free_units(look: Look) -> dict[int, UnitStatus]:
    """The units that can be offered now or soon. A reserved one whose lease is written is let."""
    return {
        unit.unit_id: unit
        for unit in unit_statuses(look).values()
        if unit.status in OFFERABLE and not unit.shielded and not _leased(unit)
    }


def _leased(unit: UnitStatus) -> bool:
    return unit.status is Status.RESERVED and unit.tenancy_id is not None


def free_homes(look: Look, unit_ids: Collection[int] | None = None) -> dict[int, Home]:
    """The free homes by unit id; with `unit_ids` those units, whatever their state."""
    if unit_ids is None:
        units = free_units(look)
    else:
        dwellings = _dwellings_of(look, unit_ids)
        units = {u.unit_id: u for u in unit_statuses(look, dwellings).values() if u.unit_id in unit_ids}
    around = _around(look, units)
    return {row.unit_id: _home(row, units[row.unit_id], around) for row in _rows(look, units) if row.unit_id in units}


def _dwellings_of(look: Look, unit_ids: Collection[int]) -> set[int]:
    query = narrowed(select(LettingUnit.id, LettingUnit.dwelling_id), LettingUnit.id, unit_ids)
    return {row.dwelling_id for row in look.session.execute(query) if row.id in unit_ids}


@dataclass(frozen=True)
class _Around:
    """What is read beside the homes themselves, once for all of them."""

    today: date
    rents: Mapping[int, int]
    held: Mapping[int, Held]
    kept_for: Mapping[int, int]
    heads: Mapping[int, date]
    rooms: Mapping[int, int]


def _around(look: Look, units: Mapping[int, UnitStatus]) -> _Around:
    dwellings = {unit.dwelling_id for unit in units.values()}
    return _Around(
        look.today,
        set_rents(look, units, look.today),
        held_units(look, units),
        _kept_for(look, units),
        _heads(look, dwellings),
        _rooms(look, dwellings),
    )


def _kept_for(look: Look, unit_ids: Collection[int]) -> dict[int, int]:
    """The person a reserved unit is kept for, where that person may be seen."""
    state = DwellingState
    query = (
        select(state.unit_id, state.person_id)
        .where(state.kind == StateKind.RESERVED, state.voided_at.is_(None), state.person_id.is_not(None))
        .where(state.from_date <= look.today, or_(state.to_date.is_(None), state.to_date >= look.today))
    )
    rows = look.session.execute(narrowed(query, state.unit_id, unit_ids))
    return {row.unit_id: row.person_id for row in rows if row.person_id is not None}


def _heads(look: Look, dwelling_ids: Collection[int]) -> dict[int, date]:
    """The last day of the lease by which the municipality itself rents the home."""
    query = (
        select(HeadLease.dwelling_id, func.max(HeadLease.to_date))
        .where(HeadLease.voided_at.is_(None), HeadLease.to_date.is_not(None))
        .group_by(HeadLease.dwelling_id)
    )
    rows = look.session.execute(narrowed(query, HeadLease.dwelling_id, dwelling_ids))
    return {row[0]: row[1] for row in rows if row[1] is not None}


def _rooms(look: Look, dwelling_ids: Collection[int]) -> dict[int, int]:
    """How many letting units each dwelling has."""
    query = select(LettingUnit.dwelling_id, func.count()).group_by(LettingUnit.dwelling_id)
    return {row[0]: row[1] for row in look.session.execute(narrowed(query, LettingUnit.dwelling_id, dwelling_ids))}


_TAKEN_OVER = (
    *("kind", "disposal", "rooms", "bedrooms", "area_m2", "floor", "accessible", "accessible_note", "suits_children"),
    *("suits_children_why", "purpose", "pets_allowed"),
)


def _rows(look: Look, units: Collection[int]) -> list[Any]:
    query = (
        select(
            LettingUnit.id.label("unit_id"),
            LettingUnit.dwelling_id,
            LettingUnit.name.label("unit_name"),
            Building.address,
            Dwelling.number,
            Building.area_id,
            Area.name.label("area"),
            Building.lift,
            *(getattr(Dwelling, name) for name in _TAKEN_OVER),
        )
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .outerjoin(Area, Area.id == Building.area_id)
        .order_by(Building.address_sort, Dwelling.number, LettingUnit.id)
    )
    return list(look.session.execute(narrowed(query, LettingUnit.id, units)))


def _home(row: Any, unit: UnitStatus, around: _Around) -> Home:
    held = around.held.get(unit.unit_id)
    return Home(
        unit_id=row.unit_id,
        dwelling_id=row.dwelling_id,
        address=", ".join(filter(None, (row.address, row.number, row.unit_name))),
        area_id=row.area_id,
        area=row.area or "",
        lift=row.lift,
        shared=around.rooms.get(row.dwelling_id, 1) > 1,
        rent_ore=around.rents.get(row.unit_id),
        free_on=free_on(unit, around.today),
        stated=_stated(unit, around),
        offered=_offered(held) if held else None,
        head_lease_end=around.heads.get(row.dwelling_id),
        **{name: getattr(row, name) for name in _TAKEN_OVER},
    )


def free_on(unit: UnitStatus, today: date) -> date | None:
    """The first day somebody can move in: the day after moving out or after the work; None where nobody knows."""
    if unit.status in (Status.VACANT, Status.RESERVED):
        return today
    return max(today, unit.until + timedelta(days=1)) if unit.until else None


def _stated(unit: UnitStatus, around: _Around) -> Stated | None:
    kinds = {kind.value for kind in _STATED}
    if unit.status.value not in kinds or unit.offered:
        return None
    return Stated(StateKind(unit.status.value), unit.reason, around.kept_for.get(unit.unit_id))


def _offered(held: Held) -> Offered:
    return Offered(held.application_id, held.answer_by, held.state is OfferState.ACCEPTED, held.name)
