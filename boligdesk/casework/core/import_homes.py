"""The stock as an import sees it: buildings and dwellings by address and number, known ones and staged ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from ...models.base import Keyed
from ...models.stock import Area, Building, Dwelling, DwellingRent, HeadLease, LettingUnit, Property, StockNote
from ...rules.folding import search_key, sort_key
from ...rules.periods import Period
from .acts import Look
from .import_batch import Batch
from .stock_keys import words_of_dwelling

Cadastre = tuple[int, int, int, int]


@dataclass
class House:
    """A building: its columns, the homes in it, and the columns that a row of this import has told already.

    Where rows of one file tell different things of their building, the first one counts, every time.
    """

    values: dict[str, Any]
    homes: list[Home] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    @property
    def id(self) -> int:
        """The building's key; below zero while it is only staged."""
        return int(self.values["id"])


@dataclass
class Home:
    """A dwelling: its columns, its letting units by name, what is set as rent, and the facts kept beside it."""

    values: dict[str, Any]
    house: House
    units: dict[str, int] = field(default_factory=dict)
    notes: dict[str, tuple[int, Any]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The dwelling's key; below zero while it is only staged."""
        return int(self.values["id"])


def address_key(address: str) -> str:
    """An address without case, marks and blanks: "Skolegata 4B" and "SKOLEGATA 4 b" are the same."""
    return search_key(address).replace(" ", "")


def _fits(said: str, known: str) -> bool:
    return not said or not known or said == known


@dataclass
class Stock:
    """Everything that is known of the stock while an import is matched; staged records stand beside stored ones."""

    batch: Batch
    today: date
    houses: dict[str, list[House]] = field(default_factory=lambda: defaultdict(list))
    areas: dict[str, int] = field(default_factory=dict)
    cadastre: dict[Cadastre, int] = field(default_factory=dict)
    rents: dict[int, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))
    head_leases: dict[int, list[tuple[int, Period]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def read(cls, look: Look, batch: Batch) -> Stock:
        """The stock as it stands; retired dwellings too, so that they are not made a second time."""
        stock = cls(batch, look.today)
        stock.areas = {sort_key(row["name"]): row["id"] for row in _rows(look, Area)}
        stock.cadastre = {(r["gnr"], r["bnr"], r["fnr"], r["snr"]): r["id"] for r in _rows(look, Property)}
        houses = {row["id"]: House(dict(row)) for row in _rows(look, Building)}
        for house in houses.values():
            stock.houses[address_key(house.values["address"])].append(house)
        homes = {row["id"]: Home(dict(row), houses[row["building_id"]]) for row in _rows(look, Dwelling)}
        for home in homes.values():
            home.house.homes.append(home)
        for row in _rows(look, LettingUnit):
            homes[row["dwelling_id"]].units[row["name"]] = row["id"]
        for row in _rows(look, StockNote):
            homes[row["dwelling_id"]].notes[row["label"]] = (row["id"], row["content"])
        for row in _rows(look, DwellingRent):
            if row["voided_at"] is None:
                stock.rents[row["unit_id"]].append((row["from_date"], row["rent_ore"]))
        for row in _rows(look, HeadLease):
            if row["voided_at"] is None:
                stock.head_leases[row["dwelling_id"]].append((row["id"], Period(row["from_date"], row["to_date"])))
        return stock

    def head_lease_on(self, home: Home, day: date) -> tuple[int, Period] | None:
        """The lease by which the municipality rents a dwelling on a day, the newest of several."""
        there = [found for found in self.head_leases[home.id] if found[1].contains(day)]
        return there[-1] if there else None

    def house_at(self, address: str, postcode: str) -> House | None:
        """The building at an address; a postcode that is missing on one side fits."""
        found = self.houses.get(address_key(address), [])
        fitting = [h for h in found if not postcode or not h.values["postcode"] or h.values["postcode"] == postcode]
        exact = [h for h in fitting if h.values["postcode"] == postcode]
        return next(iter(exact or fitting), None)

    def homes_at(self, address: str, postcode: str, number: str, reference: str) -> list[Home]:
        """The dwellings a row can mean: by number and reference; a lone dwelling also when one side has no number."""
        house = self.house_at(address, postcode)
        wanted = search_key(reference)
        homes = [h for h in (house.homes if house else []) if _fits(wanted, search_key(h.values["reference"]))]
        same = [h for h in homes if h.values["number"] == number]
        exact = [h for h in same if search_key(h.values["reference"]) == wanted]
        if exact or (same and number):
            return exact or same
        lone = len(homes) == 1 and homes[0].id > 0 and _fits(number, homes[0].values["number"])
        return homes if lone or not number else []

    def rent_on(self, unit_id: int, day: date) -> int | None:
        """The rent set for a unit on a day, øre per month; of several from one day the one told last."""
        told = sorted((known for known in self.rents[unit_id] if known[0] <= day), key=itemgetter(0))
        return told[-1][1] if told else None

    def area(self, name: str) -> int:
        """The part of town of this name, staged when it is new."""
        key = sort_key(name)
        if key not in self.areas:
            self.areas[key] = self.batch.add(Area, name=" ".join(name.split()))
        return self.areas[key]

    def property(self, number: Cadastre) -> int:
        """The cadastral unit with these numbers, staged when it is new."""
        if number not in self.cadastre:
            gnr, bnr, fnr, snr = number
            self.cadastre[number] = self.batch.add(Property, gnr=gnr, bnr=bnr, fnr=fnr, snr=snr)
        return self.cadastre[number]

    def add_house(self, **values: Any) -> House:
        """Stage a building."""
        address = " ".join(values["address"].split())
        values |= {"address": address, "address_key": search_key(address), "address_sort": sort_key(address)}
        house = House({"postcode": "", "city": "", "property_id": None, "area_id": None, "built_year": None} | values)
        house.values["id"] = self.batch.add(Building, **house.values)
        self.houses[address_key(address)].append(house)
        return house

    def add_home(self, house: House, **values: Any) -> Home:
        """Stage a dwelling with its letting unit."""
        home = Home({"number": "", "reference": "", "property_id": None, **values, "building_id": house.id}, house)
        home.values["search_key"] = self.words(home)
        home.values["id"] = self.batch.add(Dwelling, **home.values)
        home.units[""] = self.batch.add(LettingUnit, dwelling_id=home.id, name="")
        house.homes.append(home)
        return home

    def change(self, model: type[Keyed], values: dict[str, Any], new: Mapping[str, Any]) -> list[str]:
        """Stage those of the new values that are said and differ; the answer names them."""
        said = {name: value for name, value in new.items() if value not in (None, "")}
        differing = {name: value for name, value in said.items() if values.get(name) != value}
        if differing:
            values.update(differing)
            self.batch.change(model, values["id"], **differing)
        return list(differing)

    def words(self, home: Home) -> str:
        """What a dwelling is found by."""
        unit_id = home.values["property_id"] or home.house.values["property_id"]
        unit = next((number for number, known in self.cadastre.items() if known == unit_id), ()) if unit_id else ()
        house, values = home.house.values, home.values
        place = (house["address"], values["number"], values["reference"], house["postcode"], house["city"])
        return words_of_dwelling(*place, " ".join(str(n) for n in unit))

    def set_rent(self, home: Home, unit_id: int, rent_ore: int, now: Any) -> bool:
        """Stage the rent asked for a unit from the first of this month, unless it is what is set already."""
        if self.rent_on(unit_id, self.today) == rent_ore or rent_ore <= 0:
            return False
        start = self.today.replace(day=1)
        self.batch.add(DwellingRent, unit_id=unit_id, from_date=start, rent_ore=rent_ore, recorded_at=now)
        self.rents[unit_id].append((start, rent_ore))
        return True


def _rows(look: Look, model: type[Keyed]) -> Any:
    return look.session.execute(select(*model.__table__.c).order_by(model.__table__.c.id)).mappings()
