"""The sample office's stock: registered by the same acts as at the counter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from sqlalchemy import select

from ...models.stock import LettingUnit
from ...rules.reading import Cadastral
from ...rules.terms import ExtraKind, ExtraMode
from ...rules.vocabulary import Accessible, Disposal, DwellingKind, MeterKind
from .. import areas, stock_edit, stock_facts
from .demo_data import SampleHouse, sample_data
from .demo_diary import Diary
from .desk import Who

#: Rent per month in øre by number of rooms.
_RENTS = {1: 580_000, 2: 725_000, 3: 885_000, 4: 1_020_000, 5: 1_150_000, 7: 540_000}
_HEATING_ORE = 45_000


@dataclass(frozen=True)
class Unit:
    """A letting unit of the sample office and what a lease of it needs to know."""

    id: int
    dwelling_id: int
    rooms: int
    disposal: Disposal
    shared: bool


def register_stock(diary: Diary, who: Who, day: date, random: Random) -> list[Unit]:
    """Register every house with its dwellings, rents, extras, keys, meters and head leases."""
    units: list[Unit] = []
    known: dict[str, int] = {}
    for house in sample_data().houses:
        if house.area not in known:
            known[house.area] = diary.act(who, day, areas.area_named, house.area)
        building = diary.act(who, day, stock_edit.register_building, _building(house, known[house.area]))
        for floor, door, rooms in _doors(house):
            home = _home(house, floor, door, rooms, random)
            made = diary.act(who, day, stock_edit.register_dwelling, building, home, house.rom_navn)
            _beside(diary, who, day, house, made, random)
            units += _units(diary, who, day, house, made, rooms, random)
    return units


def _building(house: SampleHouse, area_id: int) -> stock_edit.BuildingInput:
    office = sample_data().office
    return stock_edit.BuildingInput(
        address=house.address,
        postcode=office["postcode"],
        city=office["city"],
        area_id=area_id,
        cadastral=Cadastral(*house.cadastral),
        built_year=house.year,
        lift=house.lift,
    )


def _doors(house: SampleHouse) -> Iterator[tuple[int, int, int]]:
    for floor in range(1, house.floors + 1):
        for door, rooms in enumerate(house.rooms, 1):
            yield floor, door, rooms


def _home(house: SampleHouse, floor: int, door: int, rooms: int, random: Random) -> stock_edit.DwellingInput:
    cellar = house.kind is DwellingKind.BASEMENT and floor == 1
    return stock_edit.DwellingInput(
        kind=house.kind if house.kind is not DwellingKind.BASEMENT or cellar else DwellingKind.DETACHED,
        disposal=house.disposal,
        number=f"{'U' if cellar else 'H'}0{max(1, floor - 1) if house.kind is DwellingKind.BASEMENT else floor}0{door}",
        rooms=rooms,
        bedrooms=max(1, rooms - 1),
        area_m2=Decimal(16 + 17 * rooms + random.randint(-3, 6)),
        floor=0 if cellar else floor,
        accessible=Accessible.YES if house.accessible is Accessible.PARTLY and floor == 1 else house.accessible,
        standard=house.standard,
        suits_children=rooms >= 3,
        heating_included=False,
        storage_room=f"Bod {floor}{door}",
        pets_allowed=rooms >= 4,
    )


def _beside(diary: Diary, who: Who, day: date, house: SampleHouse, dwelling_id: int, random: Random) -> None:
    diary.act(who, day, stock_facts.add_keys, dwelling_id, "Inngangsdør", 3, f"SYS-{dwelling_id:03d}")
    number = str(random.randint(10**8, 10**9 - 1))
    diary.act(who, day, stock_facts.add_meter, dwelling_id, MeterKind.ELECTRICITY, number)
    if house.disposal is Disposal.LEASED_IN:
        begun = day.replace(month=1, day=1)
        ends = None if random.random() < 0.5 else begun.replace(year=begun.year + 10, month=12, day=31)
        lease = stock_facts.HeadLeaseInput(house.owner, begun, ends, notice_months=6, rent_ore=700_000)
        diary.act(who, day, stock_facts.add_head_lease, dwelling_id, lease)


def _units(
    diary: Diary, who: Who, day: date, house: SampleHouse, dwelling_id: int, rooms: int, random: Random
) -> Iterator[Unit]:
    query = select(LettingUnit.id).where(LettingUnit.dwelling_id == dwelling_id).order_by(LettingUnit.id)
    for unit_id in diary.session.execute(query).scalars().all():
        rent = _RENTS[rooms] + 5_000 * random.randint(-6, 12)
        diary.act(who, day, stock_facts.set_rent, unit_id, day, rent)
        diary.act(who, day, stock_facts.set_extra, unit_id, ExtraKind.ELECTRICITY, ExtraMode.OWN_SUBSCRIPTION)
        if house.heating:
            extra = (unit_id, ExtraKind.HEATING, ExtraMode.ON_ACCOUNT, _HEATING_ORE)
            diary.act(who, day, stock_facts.set_extra, *extra)
        yield Unit(unit_id, dwelling_id, rooms, house.disposal, len(house.rom_navn) > 1)
