"""Two cards of one person become one, everywhere at once, and can become two again (E6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from boligdesk.casework import households, merging, person_list, persons
from boligdesk.casework.core.person_links import LEFT, LINKS
from boligdesk.casework.households import MemberInput
from boligdesk.casework.person_card import person_card
from boligdesk.casework.person_list import PersonQuery
from boligdesk.casework.persons import PersonInput
from boligdesk.database.engine import Store
from boligdesk.models import Base
from boligdesk.models.application import Application, ApplicationMember
from boligdesk.models.audit import AuditEntry
from boligdesk.models.casefile import ContactLog, Document, Task
from boligdesk.models.guidance import BenefitTransfer, CareerPlan, Guidance, GuidancePaper, LoanCase
from boligdesk.models.ledger import RentChange, RentNotice
from boligdesk.models.person import LooksSeen, Person, Representative
from boligdesk.models.stock import DwellingState
from boligdesk.models.tenancy import LeaseSignature, LeaseVersion, TenancyChange, TenancyTenant
from boligdesk.rules.application_words import ApplicationKind, Channel
from boligdesk.rules.guidance.words import AppliedFor, HousingGoal, LoanPurpose, LoanStage
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rent_change import RentChangeBasis
from boligdesk.rules.terms import ChangeKind
from boligdesk.rules.vocabulary import (
    ContactWay,
    DocumentKind,
    HouseholdRole,
    Protection,
    RepresentativeKind,
    Role,
    StateKind,
    TaskKind,
    TaskState,
)

from .people_world import TODAY, World, family, fnr, ny
from .stock_world import put, tenancy

SINCE = date(2025, 3, 1)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@dataclass
class Twins:
    """An office in which Kari stands twice; the second card has one of everything."""

    world: World
    kept: int
    gone: int

    def merge(self, values: dict[str, Any] | None = None, **reasons: str) -> Any:
        """Merge the two with their present versions."""
        versions = [_version(self.world, person_id) for person_id in (self.kept, self.gone)]
        given = {f"sammen.{code}": why for code, why in reasons.items()}
        return merging.merge(self.world.leader, self.kept, versions[0], self.gone, versions[1], values or {}, given)


def _version(world: World, person_id: int) -> int:
    with world.store.reading() as session:
        return session.get_one(Person, person_id).version


@pytest.fixture
def twins(store: Store) -> Twins:
    world = family(store)
    desk = world.leader
    born = date(1991, 11, 2)
    kept = ny(desk, "Hansen", "Kari", born, fnr(born), phone="40000011")
    gone = ny(desk, "Østby", "Kari Åse", born, fnr(born, d_number=True), phone="40000011", email="kari@vadso.no")
    _one_of_everything(world, gone)
    return Twins(world, kept, gone)


def _one_of_everything(world: World, person_id: int) -> None:
    desk, ids = world.leader, world.ids
    household = households.create_household(desk, [MemberInput(person_id, HouseholdRole.MAIN, SINCE)]).value
    lease = tenancy(desk, ids["old_unit"], person_id, "2025-0100", "000100007", household_id=household)
    version = put(desk, LeaseVersion, tenancy_id=lease, number=1, data={})
    put(desk, LeaseSignature, lease_version_id=version, person_id=person_id, signed_on=SINCE)
    change = {"kind": ChangeKind.CO_TENANT_ADDED, "effective_on": SINCE, "facts": {}}
    put(desk, TenancyChange, tenancy_id=lease, person_id=person_id, **change)
    put(desk, Representative, person_id=person_id, kind=RepresentativeKind.GUARDIAN, name="Verge Vang", mandate="alt")
    put(desk, LooksSeen, at=desk.now, person_id=person_id, what="number")
    state = {"kind": StateKind.RESERVED, "from_date": SINCE, "to_date": SINCE, "recorded_at": desk.now}
    put(desk, DwellingState, unit_id=ids["his_unit"], person_id=person_id, **state)
    put(desk, Task, kind=TaskKind.MANUAL, title="ring", state=TaskState.OPEN, person_id=person_id)
    put(desk, ContactLog, person_id=person_id, at=desk.now, way=ContactWay.PHONE, text="spurte")
    asked = put(
        desk,
        Application,
        number="26/0001",
        kind=ApplicationKind.NEW,
        applicant_id=person_id,
        received_on=SINCE,
        channel=Channel.PAPER,
    )
    put(desk, ApplicationMember, application_id=asked, person_id=person_id, role=HouseholdRole.MAIN)
    paper = {"file_name": "x.pdf", "media_type": "application/pdf", "sha256": "0" * 64, "size": 1, "data": {}}
    letter = put(desk, Document, kind=DocumentKind.LETTER, title="brev", dated=SINCE, person_id=person_id, **paper)
    rents = {"old_rent_ore": 1, "new_rent_ore": 2, "planned_on": SINCE, "explanation": {}}
    rent = put(desk, RentChange, tenancy_id=lease, basis=RentChangeBasis.KPI, **rents)
    put(desk, RentNotice, change_id=rent, tenancy_id=lease, person_id=person_id, document_id=letter)
    _guided(world, person_id, household, lease)


def _guided(world: World, person_id: int, household: int, lease: int) -> None:
    """One of everything that guidance keeps of a person."""
    desk, told = world.leader, {"given": {}, "explanation": {}}
    put(desk, Guidance, person_id=person_id, on_date=SINCE, provisional=True, **told)
    put(desk, GuidancePaper, person_id=person_id, scheme=AppliedFor.START_LOAN, kind="skattemelding")
    loan = {"purpose": LoanPurpose.BUY, "stage": LoanStage.PREPARING, "opened_on": SINCE, "answers": {}}
    put(desk, LoanCase, person_id=person_id, **loan, **told)
    put(desk, BenefitTransfer, person_id=person_id, tenancy_id=lease, from_date=SINCE, advances="husleie")
    plan = {"household_id": household, "made_on": SINCE, "goal": HousingGoal.OWN_HOME}
    put(desk, CareerPlan, person_id=person_id, **plan)


def _pointing(world: World, person_id: int) -> dict[str, list[int]]:
    """Ids of the rows that point at a person, by table.column."""
    found: dict[str, list[int]] = {}
    with world.store.reading() as session:
        for table in Base.metadata.tables.values():
            for column in table.columns:
                if any(key.column.table is Person.__table__ for key in column.foreign_keys):
                    rows = session.execute(select(table.c.id).where(column == person_id)).scalars().all()
                    found[f"{table.name}.{column.name}"] = sorted(rows)
    return found


def test_every_foreign_key_to_person_is_handled() -> None:
    known = {(link.kind.__tablename__, link.column) for link in LINKS} | set(LEFT)
    there = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table is Person.__table__ for key in column.foreign_keys)
    }
    assert there == known, "enter the new foreign key in casework/core/person_links.py"


@pytest.mark.lagring
def test_everything_moves_and_the_old_card_leads_to_the_living_one(twins: Twins) -> None:
    world, desk = twins.world, twins.world.leader
    before = _pointing(world, twins.gone)
    moved = {f"{link.kind.__tablename__}.{link.column}" for link in LINKS}
    assert {key for key, rows in before.items() if rows} == moved, "the test has one of everything"
    done = twins.merge({"last_name": "Hansen-Østby"})
    after = _pointing(world, twins.gone)
    assert not [key for key, rows in after.items() if rows]
    assert _pointing(world, twins.kept)["person.merged_into_id"] == [twins.gone]
    card = person_card(desk, twins.gone)
    assert (card.id, card.name, len(card.numbers), len(card.tenancies)) == (twins.kept, "Kari Hansen-Østby", 2, 1)
    assert [p.value for p in card.contact_points if p.kind.value == "phone"] == ["40000011"]
    assert twins.gone not in person_list.person_ids(desk, PersonQuery())
    with world.store.reading() as session:
        query = select(func.count(AuditEntry.id)).where(AuditEntry.act_id == done.act_id)
        rows = sum(map(len, before.values()))
        assert session.execute(query).scalar_one() == rows + 2  # each moved row and the two persons
    # acts on the old id reach the living person
    number = persons.add_number(desk, twins.gone, "200812345601").value
    assert number in [row.id for row in person_card(desk, twins.kept).numbers]


@pytest.mark.lagring
def test_a_merge_is_taken_back_row_by_row(twins: Twins) -> None:
    world, desk = twins.world, twins.world.leader
    before = _pointing(world, twins.kept), _pointing(world, twins.gone)
    twins.merge({"last_name": "Østby"})
    result = merging.unmerge(desk, twins.gone, "to søstre").value
    assert (result.person_id, result.kept_rows) == (twins.gone, 0)
    assert (_pointing(world, twins.kept), _pointing(world, twins.gone)) == before
    assert person_card(desk, twins.kept).name == "Kari Hansen"
    assert person_card(desk, twins.gone).name == "Kari Åse Østby"
    assert person_list.person_ids(desk, PersonQuery("hansen kari")) == [twins.kept]
    with pytest.raises(RefusedError) as caught:
        merging.unmerge(desk, twins.gone)
    assert caught.value.fault.code == "sammen.ikke_slatt_sammen"


def test_what_was_changed_since_stays_when_a_merge_is_taken_back(twins: Twins) -> None:
    desk = twins.world.leader
    twins.merge({"last_name": "Østby"})
    persons.change_person(desk, twins.kept, _version(twins.world, twins.kept), PersonInput("Nyberg", "Kari"))
    assert merging.unmerge(desk, twins.gone).value.kept_rows == 1
    assert person_card(desk, twins.kept).name == "Kari Nyberg"
    assert len(person_card(desk, twins.gone).tenancies) == 1


def test_two_rows_of_one_thing_become_one_that_covers_both(twins: Twins) -> None:
    world, desk = twins.world, twins.world.leader
    lease = person_card(desk, twins.gone).tenancies[0].home.tenancy_id
    twin = {"tenancy_id": lease, "person_id": twins.kept, "from_date": date(2025, 6, 1), "to_date": date(2025, 9, 1)}
    put(desk, TenancyTenant, **twin)
    twins.merge()
    with world.store.reading() as session:
        query = select(TenancyTenant.from_date, TenancyTenant.to_date).where(TenancyTenant.tenancy_id == lease)
        assert session.execute(query).all() == [(SINCE, None)]
    merging.unmerge(desk, twins.gone)
    with world.store.reading() as session:
        split = select(TenancyTenant.person_id, TenancyTenant.from_date, TenancyTenant.to_date).where(
            TenancyTenant.tenancy_id == lease
        )
        assert {(who, start, end) for who, start, end in session.execute(split)} == {
            (twins.gone, SINCE, None),
            (twins.kept, date(2025, 6, 1), date(2025, 9, 1)),
        }


def test_protection_of_either_protects_both(twins: Twins) -> None:
    desk = twins.world.leader
    persons.set_protection(desk, twins.gone, _version(twins.world, twins.gone), Protection.STRICT, "kode 6")
    twins.merge()
    assert person_card(desk, twins.kept).protection is Protection.STRICT
    persons.set_protection(desk, twins.kept, _version(twins.world, twins.kept), Protection.NONE, "opphevet")
    with twins.world.store.reading() as session:
        assert session.get_one(Person, twins.gone).protection is Protection.NONE
    persons.set_protection(desk, twins.kept, _version(twins.world, twins.kept), Protection.CONFIDENTIAL, "kode 7")
    with twins.world.store.reading() as session:
        assert session.get_one(Person, twins.gone).protection is Protection.CONFIDENTIAL


def test_rows_in_hidden_tenancies_move_too(twins: Twins) -> None:
    """A desk that may merge but not see protected persons leaves nothing behind on the tombstone."""
    world, desk = twins.world, twins.world.leader
    copy = ny(desk, "Åpensen", "Nils A", date(1985, 5, 5))
    nils = world.ids["father"]
    blind = world.desk(Role.COUNTER)
    who = type(blind.who)(None, "", "", Role.COUNTER, blind.who.rights | {merging.merge.right})
    blind = type(blind)(world.store, who)
    merging.merge(blind, copy, _version(world, copy), nils, _version(world, nils), {}, {})
    left = _pointing(world, nils)
    assert not [key for key, rows in left.items() if rows]
    assert world.ids["his_tenancy"] in _pointing(world, copy)["tenancy.first_tenant_id"]
    with world.store.reading() as session:
        old = select(TenancyTenant.person_id).where(TenancyTenant.tenancy_id == world.ids["old_tenancy"])
        assert set(session.execute(old).scalars()) == {copy, world.ids["mother"]}


def test_doubts_need_a_reason_and_two_homes_stop(twins: Twins) -> None:
    world, desk = twins.world, twins.world.leader
    twins.gone = ny(desk, "Hansen", "Kari", date(1991, 2, 11), fnr(date(1991, 2, 11)))
    preview = merging.merge_preview(desk, twins.kept, twins.gone)
    assert [c.code for c in preview.controls] == ["sammen.ulik_fodselsdato", "sammen.ulike_nummer"]
    assert [f.name for f in preview.fields] == ["birth_date"]
    assert preview.moves == {"person_identifier": 1}
    with pytest.raises(RefusedError) as caught:
        twins.merge(ulik_fodselsdato="byttet om dag og måned")
    assert [f.code for f in caught.value.faults] == ["sammen.ulike_nummer"]
    for person_id in (twins.kept, twins.gone):
        households.create_household(desk, [MemberInput(person_id, HouseholdRole.MAIN, SINCE)])
    with pytest.raises(RefusedError) as caught:
        twins.merge(ulik_fodselsdato="x", ulike_nummer="nytt nummer fra Skatteetaten")
    assert caught.value.fault.code == "sammen.to_hjem"
    with pytest.raises(RefusedError) as caught:
        merging.merge_preview(desk, twins.kept, twins.kept)
    assert caught.value.fault.code == "sammen.samme_person"
    assert world.leader is desk
