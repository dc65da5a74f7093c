"""A small office for the tests of the tenancy dialogs: a home with a set rent, three people, one stored lease."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from boligdesk.casework import start, tenancy_new
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.stock_keys import words_of_dwelling
from boligdesk.models.person import Person
from boligdesk.models.stock import Building, Dwelling, DwellingRent, LettingUnit, Property
from boligdesk.rules.person_keys import name_keys
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Disposal, DwellingKind

FIRST = dt.date(2026, 12, 1)


@dataclass(frozen=True)
class Office:
    """Desk, two homes (units) and four people of an invented office."""

    desk: Desk
    units: tuple[int, int]
    people: tuple[int, ...]

    def lease(self, unit: int = 0, tenants: int = 2, why: str = "Flytter over til den andre boligen") -> int:
        """A stored lease of three years on a home, for the first people; `why` they may have a second one."""
        draft = tenancy_new.propose(self.desk, self.units[unit], self.people[:tenants], FIRST)
        draft = replace(draft, reasons={"leieforhold.leier_fra_for": why} if why else {})
        return tenancy_new.create(self.desk, draft).value


_PEOPLE = (("Kvernmo", "Jon-Ántte Eira", 1988), ("Kvernmo", "Ŋárja Eira", 1990), ("Kvernmo", "Máret", 2018),
           ("Balto", "Risten", 1970))  # fmt: skip


@writes(Right.PERSON_WRITE)
def _fill(work: Work) -> tuple[tuple[int, int], tuple[int, ...]]:
    units = tuple(_home(work, number, rent) for number, rent in (("H0203", 895000), ("H0204", 880000)))
    people = []
    for last, first, year in _PEOPLE:
        sort, search = name_keys(last, first)
        person = Person(last_name=last, first_name=first, birth_date=dt.date(year, 3, 14), sort_key=sort,
                        search_key=search)  # fmt: skip
        people.append(work.add(person).id)
    return (units[0], units[1]), tuple(people)


def _home(work: Work, number: str, rent_ore: int) -> int:
    street = f"Fjordgata {14 if number == 'H0203' else 16}"
    building = work.add(
        Building(address=street, address_key=street.replace(" ", "").lower(), address_sort=street.lower(),
                 postcode="9990", city="Fjordvik", lift=True)
    )  # fmt: skip
    plot = work.add(Property(gnr=48, bnr=112, snr=int(number[-1])))
    dwelling = work.add(
        Dwelling(building_id=building.id, property_id=plot.id, number=number, kind=DwellingKind.APARTMENT,
                 disposal=Disposal.OWNED, rooms=3, area_m2=71, floor=2, heating_included=False,
                 search_key=words_of_dwelling(street, number))
    )  # fmt: skip
    unit = work.add(LettingUnit(dwelling_id=dwelling.id))
    work.add(DwellingRent(unit_id=unit.id, from_date=dt.date(2026, 6, 18), rent_ore=rent_ore, recorded_at=work.now))
    return unit.id


def make_office(folder: Path) -> Office:
    """An office on the own PC."""
    store = start.create_office(folder / "kontor.boligdesk", "Fjordvik kommune", training=True, unit="Boligkontoret",
                                org_number="900000000", address="Rådhusgata 1", postcode="9990", city="Fjordvik",
                                account_number="12345678903")  # fmt: skip
    desk = start.enter_without_login(store)
    units, people = _fill(desk).value
    return Office(desk, units, people)
