"""Dwellings as Kobo asks for them: the stock as the office has it, and nobody who lives there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from ...exchange.records import DwellingRow
from ...models.stock import Area, Building, Dwelling, HeadLease, Property
from ...rules.reading import Cadastral
from ...rules.vocabulary import DwellingKind
from .acts import Look
from .narrowing import narrowed
from .rents import set_rents
from .status import DwellingStatus, dwelling_statuses


def kobo_rows(look: Look, ids: Sequence[int]) -> list[DwellingRow]:
    """A row for each dwelling, in this order."""
    found = {row.Dwelling.id: row for row in look.session.execute(narrowed(_kobo_query(), Dwelling.id, ids))}
    statuses = dwelling_statuses(look, ids)
    asked = set_rents(look, [u.unit_id for s in statuses.values() for u in s.units], look.today)
    owners = _owners(look)
    return [_kobo(n, found[i], statuses[i], asked, owners.get(i, "")) for n, i in enumerate(ids, 2)]


def _owners(look: Look) -> dict[int, str]:
    query = select(HeadLease.dwelling_id, HeadLease.owner_name).where(HeadLease.voided_at.is_(None))
    return {row.dwelling_id: row.owner_name for row in look.session.execute(query.order_by(HeadLease.from_date))}


def _kobo_query() -> Any:
    lies_on = Property.id == Dwelling.property_id
    by_building = and_(Dwelling.property_id.is_(None), Property.id == Building.property_id)
    return (
        select(Dwelling, Building, Area.name.label("area_name"), Property)
        .join(Building, Building.id == Dwelling.building_id)
        .outerjoin(Area, Area.id == Building.area_id)
        .outerjoin(Property, or_(lies_on, by_building))
    )


def _kobo(number: int, row: Any, status: DwellingStatus, asked: Mapping[int, int], owner: str) -> DwellingRow:
    home, house, unit = row.Dwelling, row.Building, row.Property
    rents = [asked[u.unit_id] for u in status.units if u.unit_id in asked]
    return DwellingRow(
        number,
        house.address,
        house.postcode,
        house.city,
        home.number,
        home.reference,
        Cadastral(unit.gnr, unit.bnr, unit.fnr, unit.snr) if unit else None,
        home.kind,
        home.disposal,
        owner,
        home.rooms,
        home.bedrooms,
        home.area_m2,
        home.floor,
        house.built_year,
        row.area_name or "",
        home.accessible,
        home.kind is DwellingKind.SHARED_HOME,
        home.heating_included,
        sum(rents) if rents else None,
        shared_rooms=home.shared_rooms,
        outdoor_area=home.outdoor_area,
        furnished=home.furnished,
    )
