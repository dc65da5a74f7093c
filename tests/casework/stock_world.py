"""A small office for the tests of stock, tasks, history, undo and search: two homes, a tenant, a hidden family."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from boligdesk.casework import start, stock_edit, stock_facts, users
from boligdesk.casework.core.acts import Work, writes
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.stock_edit import BuildingInput, DwellingInput
from boligdesk.database.engine import Store
from boligdesk.models.casefile import ContactLog, Document, Task
from boligdesk.models.ledger import AccountLiable, RentAccount
from boligdesk.models.office import Setting
from boligdesk.models.person import ContactPoint, Household, HouseholdMember, Person, PersonIdentifier
from boligdesk.models.tenancy import Ending, Kid, Tenancy, TenancyTenant, TenancyTerm
from boligdesk.rules.folding import search_key, sort_key
from boligdesk.rules.identifiers import Scheme, make_synthetic_fnr
from boligdesk.rules.reading import Cadastral
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import EndKind, LandlordKind, LegalBasis
from boligdesk.rules.vocabulary import (
    ContactKind,
    ContactWay,
    DocumentKind,
    HouseholdRole,
    Protection,
    Role,
    TaskKind,
    TaskState,
)

TODAY = date(2026, 11, 23)
#: Stands in everything that tells of the protected mother; must never reach somebody without the right.
HIDDEN = ("Hemmeligsen", "Skjulveien", "41223344", "900112233445", "hemmelig")


@writes(Right.OPEN)
def add(work: Work, model: Any, values: dict[str, Any]) -> int:
    """Put a record straight into the office (an act of the tests)."""
    return int(work.add(model(**values)).id)


def put(desk: Desk, model: Any, **values: Any) -> int:
    """Put a record straight into the office and return its id."""
    return add(desk, model, values).value


@dataclass
class World:
    """The office and the ids of what lies in it."""

    store: Store
    leader: Desk
    ids: dict[str, int] = field(default_factory=dict)

    def desk(self, role: Role) -> Desk:
        """A desk of the training office with somebody of this role at it."""
        return start.enter_without_login(self.store, role)


def found(store: Store) -> World:
    """An empty training office with cheap passwords."""
    start.found_office(store, "Prøvekontoret", training=True)
    leader = start.enter_without_login(store, Role.LEADER)
    put(leader, Setting, key="argon2", value={"time_cost": 1, "memory_cost": 8, "parallelism": 1})
    return World(store, leader)


def furnished(store: Store) -> World:
    """Two homes in Fjordgata 14 (one let), one in Mårveien 12 let to a protected mother and her partner."""
    world = found(store)
    ids, desk = world.ids, world.leader
    ids["leader"] = users.add_user(desk, users.UserInput("ingvild", "Ingvild Moe", Role.LEADER), "langtpassord").value
    house = BuildingInput("Fjordgata 14", "9800", "Vadsø", cadastral=Cadastral(48, 112), lift=True)
    ids["building"] = stock_edit.register_building(desk, house).value
    ids["let"] = _home(desk, ids["building"], "H0201", 3)
    ids["vacant"] = _home(desk, ids["building"], "H0301", 2)
    hidden_house = stock_edit.register_building(desk, BuildingInput("Mårveien 12", "9800", "Vadsø")).value
    ids["hidden"] = _home(desk, hidden_house, "H0101", 4)
    ids["tenant"] = person(desk, "Hansen-Østby", "Kari Åse", date(1991, 11, 2), phone="40000011")
    ids["tenancy"] = tenancy(desk, unit(desk, ids["let"]), ids["tenant"], "2025-0007", "000007003")
    _hidden_family(world)
    return world


def _home(desk: Desk, building_id: int, number: str, rooms: int) -> int:
    home = stock_edit.register_dwelling(desk, building_id, DwellingInput(number=number, rooms=rooms)).value
    stock_facts.set_rent(desk, unit(desk, home), date(2024, 1, 1), rooms * 3_000_00)
    return home


def unit(desk: Desk, dwelling_id: int) -> int:
    """The first letting unit of a dwelling."""
    return stock_edit.dwelling_form(desk, dwelling_id).units[0][0]


def person(desk: Desk, last: str, first: str, born: date, phone: str = "", **more: Any) -> int:
    """A person with a synthetic number and a phone."""
    name = f"{last}, {first}"
    keys = {"sort_key": sort_key(name), "search_key": search_key(name)}
    new = put(desk, Person, last_name=last, first_name=first, birth_date=born, **keys, **more)
    put(desk, PersonIdentifier, person_id=new, scheme=Scheme.NO_FNR, value=fnr(born))
    if phone:
        put(desk, ContactPoint, person_id=new, kind=ContactKind.PHONE, value=phone)
    return new


def fnr(born: date) -> str:
    """The synthetic number that `person` gives somebody born on this day."""
    return make_synthetic_fnr(born, 0, female=True)


def tenancy(desk: Desk, unit_id: int, person_id: int, number: str, kid: str, **more: Any) -> int:
    """An ordinary tenancy since 1 March 2025 at 8 950 kroner."""
    values: dict[str, Any] = {
        "from_date": date(2025, 3, 1),
        "landlord_kind": LandlordKind.MUNICIPALITY,
        "legal_basis": LegalBasis.ORDINARY,
        **more,
    }
    new = put(desk, Tenancy, number=number, unit_id=unit_id, first_tenant_id=person_id, kid=kid, **values)
    start_on = values["from_date"]
    put(desk, TenancyTenant, tenancy_id=new, person_id=person_id, from_date=start_on)
    account = put(desk, RentAccount, tenancy_id=new)
    put(desk, AccountLiable, account_id=account, person_id=person_id, from_date=start_on)
    put(desk, TenancyTerm, tenancy_id=new, from_date=start_on, rent_ore=8_950_00, recorded_at=desk.now)
    put(desk, Kid, tenancy_id=new, kid=kid, recorded_at=desk.now)
    return new


def give_notice(desk: Desk, tenancy_id: int, effective_on: date) -> int:
    """The tenant's notice."""
    return put(desk, Ending, tenancy_id=tenancy_id, kind=EndKind.TENANT_NOTICE, effective_on=effective_on)


def _hidden_family(world: World) -> None:
    """A protected mother, and a father in the same household who is not protected himself."""
    ids, desk = world.ids, world.leader
    ids["mother"] = person(desk, HIDDEN[0], "Anna", date(1988, 3, 14), phone=HIDDEN[2], protection=Protection.STRICT)
    ids["father"] = person(desk, "Åpensen", "Nils", date(1985, 5, 5))
    ids["household"] = put(desk, Household, note="")
    for who, role in ((ids["mother"], HouseholdRole.MAIN), (ids["father"], HouseholdRole.PARTNER)):
        put(desk, HouseholdMember, household_id=ids["household"], person_id=who, role=role, recorded_at=desk.now)
    ids["address"] = put(desk, ContactPoint, person_id=ids["father"], kind=ContactKind.ADDRESS, value=f"{HIDDEN[1]} 1")
    ids["hidden_tenancy"] = tenancy(
        desk, unit(desk, ids["hidden"]), ids["mother"], "2025-9999", HIDDEN[3], household_id=ids["household"]
    )
    about = {"tenancy_id": ids["hidden_tenancy"], "dwelling_id": ids["hidden"]}
    put(desk, Task, kind=TaskKind.MANUAL, title="hemmelig oppgave", due=TODAY, state=TaskState.OPEN, **about)
    put(desk, ContactLog, person_id=ids["mother"], at=desk.now, way=ContactWay.PHONE, text="hemmelig samtale")
    paper = {"file_name": "x.pdf", "media_type": "application/pdf", "sha256": "0" * 64, "size": 1, "data": {}}
    put(desk, Document, kind=DocumentKind.LEASE, title="hemmelig kontrakt", dated=TODAY, **paper, **about)
