"""An office with one home to let, a second one, a couple with a child, and somebody who may join them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from boligdesk.casework import start, tenancy_new
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.tenancy_draft import DraftMember, TenancyDraft
from boligdesk.database.engine import Store
from boligdesk.models.person import Person
from boligdesk.models.stock import Building, Dwelling, DwellingKey, DwellingRent, LettingUnit, Property
from boligdesk.rules.folding import search_key, sort_key
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import Clause
from boligdesk.rules.vocabulary import Disposal, DwellingKind, HouseholdRole, Role

TODAY = date(2026, 11, 23)


@dataclass
class LeaseWorld:
    """The desk and the ids of what the tests need."""

    store: Store
    desk: Desk
    unit: int
    other_unit: int
    anna: int
    bo: int
    child: int
    newcomer: int

    def draft(self, **changes: object) -> TenancyDraft:
        """A lawful three-year lease for Anna and Bo with their child, from 1 December."""
        proposal = tenancy_new.propose(self.desk, self.unit, (self.anna, self.bo), date(2026, 12, 1))
        lawful = replace(
            proposal,
            members=(DraftMember(self.child, HouseholdRole.CHILD),),
            fixed_until=date(2029, 11, 30),
            clauses=frozenset(Clause),
            heating_included=False,
        )
        if "fixed_until" in changes and changes["fixed_until"] is None:
            changes = {"clauses": frozenset({Clause.A})} | changes
        return replace(lawful, **changes)  # type: ignore[arg-type]

    def lease(self, **changes: object) -> int:
        """That lease, written down."""
        return tenancy_new.create(self.desk, self.draft(**changes)).value

    def as_role(self, role: Role) -> Desk:
        """A desk of the same office with another role at it."""
        return start.enter_without_login(self.store, role)


@writes(Right.STOCK_WRITE)
def _home(work: Work, address: str, number: str, snr: int) -> int:
    building = Building(
        address=address,
        address_key=search_key(address),
        address_sort=sort_key(address),
        postcode="9990",
        city="Fjordvik",
        lift=True,
    )
    place = work.add(Property(gnr=48, bnr=112, fnr=0, snr=snr))
    home = work.add(
        Dwelling(
            building_id=work.add(building).id,
            property_id=place.id,
            number=number,
            kind=DwellingKind.APARTMENT,
            disposal=Disposal.OWNED,
            rooms=3,
            area_m2=71,
            floor=2,
        )
    )
    work.add(DwellingKey(dwelling_id=home.id, label="Inngang", count=3, system_number="14-203"))
    unit = work.add(LettingUnit(dwelling_id=home.id))
    work.add(DwellingRent(unit_id=unit.id, from_date=date(2026, 1, 1), rent_ore=895000, recorded_at=work.now))
    return unit.id


@writes(Right.PERSON_WRITE)
def _person(work: Work, last: str, first: str, born: date) -> int:
    keys = {"sort_key": sort_key(f"{last} {first}"), "search_key": search_key(f"{first} {last}")}
    return work.add(Person(last_name=last, first_name=first, birth_date=born, **keys)).id


def lease_world(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    """Found the office on 23 November 2026 and put people and homes in it."""
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    facts = {"unit": "Boligkontoret", "org_number": "900000000", "address": "Rådhusgata 1", "postcode": "9990"}
    start.found_office(store, "Fjordvik kommune", training=True, city="Fjordvik", account_number="12345678903", **facts)
    desk = start.enter_without_login(store)
    return LeaseWorld(
        store,
        desk,
        _home(desk, "Fjordgata 14", "H0203", 9).value,
        _home(desk, "Havneveien 3 A", "H0101", 1).value,
        _person(desk, "Kvernmo", "Jon-Ántte Eira", date(1988, 3, 14)).value,
        _person(desk, "Kvernmo", "Ŋárja Eira", date(1990, 7, 2)).value,
        _person(desk, "Kvernmo", "Máret", date(2018, 5, 20)).value,
        _person(desk, "Balto", "Risten", date(1970, 1, 2)).value,
    )
