"""Persons are registered once, changed by one at a time, shown and protected as the rules say; on each storage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from boligdesk.casework import households, person_list, persons, representatives, start
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.core.person_homes import Living
from boligdesk.casework.households import MemberInput
from boligdesk.casework.person_card import person_card
from boligdesk.casework.person_list import PersonFlag, PersonQuery, PersonSegment, PersonSort
from boligdesk.casework.persons import ContactInput, NewPerson, PersonInput
from boligdesk.casework.representatives import RepresentativeInput
from boligdesk.database.engine import Store
from boligdesk.models.audit import ActLog
from boligdesk.models.person import LooksSeen
from boligdesk.rules.identifiers import Scheme
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import ContactKind, HouseholdRole, Protection, RepresentativeKind, Role
from boligdesk.texts import fault_text, render

from .people_world import BORN, SENTINELS, STREET, TODAY, World, family, fnr, ny
from .stock_world import found


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return found(store)


def _refused(code: str, act: object, *args: object, **kwargs: object) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)  # type: ignore[operator]
    assert caught.value.fault.code == code
    return caught.value


def _looks(world: World, person_id: int) -> list[str]:
    with world.store.reading() as session:
        return list(session.execute(select(LooksSeen.what).where(LooksSeen.person_id == person_id)).scalars())


@pytest.mark.lagring
def test_a_person_is_registered_with_number_contacts_and_a_birth_date_from_the_number(world: World) -> None:
    born = date(1991, 11, 2)
    contacts = (ContactInput(ContactKind.PHONE, "+47 400 00 011"), ContactInput(ContactKind.EMAIL, "Kari@Vadso.NO"))
    duf = "200812345601"
    new = NewPerson(PersonInput("  Hansen-Østby ", "Kari  Åse", language="nordsamisk"), (fnr(born), duf), contacts)
    card = person_card(world.leader, persons.register(world.leader, new).value)
    assert (card.name, card.born, card.age) == ("Kari Åse Hansen-Østby", born, 35)
    assert [n.masked[:6] for n in card.numbers] == [fnr(born)[:6], "2008\u00a0•"]
    assert [p.value for p in card.contact_points] == ["40000011", "Kari@vadso.no"]
    assert fnr(born) not in repr(card)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewPerson(PersonInput("  ")), "person.navn_mangler"),
        (NewPerson(PersonInput("Ny", "N", date(2026, 11, 24))), "person.fodt_i_framtiden"),
        (NewPerson(PersonInput("x" * 81)), "person.for_langt"),
        (NewPerson(PersonInput("Ny"), ("12345678901",)), "lesing.id.dato"),
        (NewPerson(PersonInput("Ny"), ("",)), "person.nummer_tomt"),
        (NewPerson(PersonInput("Ny", "N", date(1990, 1, 1)), (fnr(BORN),)), "person.nummer_annen_fodselsdato"),
        (NewPerson(PersonInput("Ny"), (), (ContactInput(ContactKind.PHONE, "123"),)), "lesing.telefon.lengde"),
        (NewPerson(PersonInput("Ny"), (), (ContactInput(ContactKind.ADDRESS, " "),)), "person.kontakt_tom"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_refused(world: World, new: NewPerson, code: str) -> None:
    _refused(code, persons.register, world.leader, new)
    assert person_list.person_ids(world.leader, PersonQuery()) == []


@pytest.mark.lagring
def test_the_same_number_twice_is_refused_by_name_and_the_same_person_is_asked_about(world: World) -> None:
    desk, born = world.leader, date(1991, 11, 2)
    kari = ny(desk, "Hansen", "Kari", born, fnr(born), phone="40000011", address="Fjordgata 14")
    twice = _refused("person.nummer_finnes", persons.register, desk, NewPerson(PersonInput("Dahl"), (fnr(born),)))
    assert "Kari Hansen" in render(twice.fault.what)
    same = NewPerson(PersonInput("hansen", "KARI", born))
    _refused("person.samme_navn", persons.register, desk, same)
    assert persons.check_person(desk, same)[0].mends[0].values == {"person_id": kari}
    phone = NewPerson(PersonInput("Dahl", "Per"), (), (ContactInput(ContactKind.PHONE, "400 00 011"),))
    _refused("person.samme_telefon", persons.register, desk, phone)
    address = NewPerson(PersonInput("Dahl", "Per"), (), (ContactInput(ContactKind.ADDRESS, "fjordgata  14"),))
    _refused("person.samme_adresse", persons.register, desk, address)
    sister = replace(phone, facts=PersonInput("Hansen", "Eva", date(2001, 1, 1)))
    assert persons.check_person(desk, sister) == ()
    done = persons.register(desk, same, {"person.samme_navn": "kusinen med samme navn"})
    with world.store.reading() as session:
        assert session.get_one(ActLog, done.act_id).reason == "kusinen med samme navn"


def test_a_number_of_somebody_hidden_is_refused_without_a_word_about_them(store: Store) -> None:
    world = family(store)
    counter = world.desk(Role.COUNTER)
    fault = _refused(
        "person.nummer_kan_ikke_brukes", persons.register, counter, NewPerson(PersonInput("Dahl"), (fnr(BORN),))
    ).fault
    assert not [word for word in SENTINELS if word in fault_text(fault).whole]
    new = NewPerson(PersonInput("Hemmeligsen", "Anna"), (), (ContactInput(ContactKind.PHONE, "41223344"),))
    assert persons.check_person(counter, new) == ()


@pytest.mark.lagring
def test_two_desks_save_the_same_person_and_the_second_is_shown_both_versions(world: World) -> None:
    kari = ny(world.leader, "Hansen", "Kari", BORN)
    counter = world.desk(Role.COUNTER)
    mine = person_card(counter, kari)
    theirs = PersonInput("Østby", "Kari", date(1988, 3, 15))
    persons.change_person(world.leader, kari, mine.version, replace(theirs, last_name="Berg"))
    persons.change_person(world.leader, kari, mine.version + 1, theirs)
    with pytest.raises(ConflictError) as caught:
        persons.change_person(counter, kari, mine.version, PersonInput("Hansen", "Kari Lise", BORN))
    assert (caught.value.entity, caught.value.entity_id) == ("person", kari)
    found = persons.person_versions(counter, kari, mine.version)
    assert found.version == mine.version + 2
    assert found.fields["last_name"] == ("Hansen", "Østby")
    assert found.fields["birth_date"] == (BORN, date(1988, 3, 15))
    assert "first_name" not in found.fields
    persons.change_person(counter, kari, found.version, PersonInput("Østby", "Kari Lise", date(1988, 3, 15)))
    assert person_card(counter, kari).name == "Kari Lise Østby"
    assert person_list.person_ids(counter, PersonQuery("ostby")) == [kari]


@pytest.mark.lagring
def test_contact_points_and_numbers_are_added_and_ended(world: World) -> None:
    desk = world.leader
    kari = ny(desk, "Hansen", "Kari", None, "200812345601", phone="40000011")
    old = person_card(desk, kari).contact_points[0]
    persons.end_contact_point(desk, old.id, old.version, date(2026, 1, 31))
    persons.add_contact_point(desk, kari, ContactInput(ContactKind.PHONE, "40000012"))
    _refused("lesing.epost.ikke", persons.add_contact_point, desk, kari, ContactInput(ContactKind.EMAIL, "kari"))
    assert [(p.value, p.active) for p in person_card(desk, kari).contact_points] == [
        ("40000012", True),
        ("40000011", False),
    ]
    d_number, born = fnr(BORN, d_number=True), fnr(BORN)
    temporary = persons.add_number(desk, kari, d_number).value
    assert person_card(desk, kari).born == BORN
    persons.end_number(desk, temporary, 1, date(2026, 1, 1))
    persons.add_number(desk, kari, f"{born[:6]} {born[6:]}")
    _refused("person.har_nummeret", persons.add_number, desk, kari, born)
    assert person_list.person_rows(desk, [kari])[kari].masked_number == f"{born[:6]}\u00a0•••••"


@pytest.mark.lagring
def test_a_whole_number_is_shown_only_with_the_right_and_the_look_is_written_down(world: World) -> None:
    kari = ny(world.leader, "Hansen", "Kari", BORN, fnr(BORN))
    _refused("tilgang.mangler", persons.show_numbers, world.desk(Role.FOLLOW_UP), kari)
    assert _looks(world, kari) == []
    shown = persons.show_numbers(world.desk(Role.CASEWORKER), kari, "skal i kontrakten").value
    assert [(s.number.scheme, s.number.value) for s in shown] == [(Scheme.NO_FNR, fnr(BORN))]
    assert _looks(world, kari) == ["number"]


@pytest.mark.lagring
def test_opening_a_protected_card_is_written_down_once_an_hour_and_an_open_one_never(store: Store) -> None:
    world = family(store)
    before = _looks(world, world.ids["father"])
    desk = world.desk(Role.CASEWORKER)
    person_card(desk, world.ids["mother"])
    person_card(desk, world.ids["mother"])
    assert _looks(world, world.ids["mother"]) == ["card"]
    _refused("person.grunn_mangler", persons.show_numbers, desk, world.ids["mother"])
    person_card(world.desk(Role.COUNTER), world.ids["father"])
    assert _looks(world, world.ids["father"]) == before


@pytest.mark.lagring
def test_protection_is_set_with_a_reason_hides_at_once_and_can_be_lifted(world: World) -> None:
    kari = ny(world.leader, "Hansen", "Kari", BORN, phone="40000011")
    counter, version = world.desk(Role.COUNTER), person_card(world.leader, kari).version
    _refused("tilgang.mangler", persons.set_protection, counter, kari, version, Protection.STRICT, "x")
    _refused("person.grunn_mangler", persons.set_protection, world.leader, kari, version, Protection.STRICT, " ")
    version = persons.set_protection(world.leader, kari, version, Protection.STRICT, "kode 6").value
    _refused("sak.finnes_ikke", person_card, counter, kari)
    assert person_list.person_ids(counter, PersonQuery()) == []
    row = person_list.person_rows(world.leader, [kari])[kari]
    assert (row.address, row.phone, row.flags) == ("skjermet", "", (PersonFlag.PROTECTED,))
    persons.set_protection(world.leader, kari, version, Protection.NONE, "opphevet")
    assert person_card(counter, kari).name == "Kari Hansen"


@pytest.mark.lagring
def test_a_death_ends_home_and_mandate_and_lists_the_leases_that_go_on(store: Store) -> None:
    world = family(store)
    ids, desk, day = world.ids, world.leader, date(2026, 11, 20)
    guardian = RepresentativeInput(RepresentativeKind.GUARDIAN, "Verge Vang", mandate="økonomi", must_sign=True)
    representatives.add_representative(desk, ids["father"], guardian)
    version = person_card(desk, ids["father"]).version
    _refused("person.dodsdato", persons.mark_dead, desk, ids["father"], version, date(2026, 11, 24))
    found = persons.mark_dead(desk, ids["father"], version, day).value
    assert found.tenancy_ids == (ids["his_tenancy"],)
    assert found.household_ids == (ids["his_household"],)
    assert [note.code for note in found.notes] == [
        "person.dod.dodsbo",
        "person.dod.husstand",
        "person.dod.representant",
    ]
    card = person_card(desk, ids["father"])
    assert (card.died_on, card.age) == (day, 41)
    assert card.representatives[0].to_date == day
    assert [t.home.tenancy_id for t in card.tenancies if t.home.living is Living.TENANT] == [ids["his_tenancy"]]
    assert [m.person_id for m in households.household(desk, ids["his_household"]).now] == [ids["child"]]


@pytest.mark.lagring
def test_the_list_is_searched_counted_and_ordered(store: Store) -> None:
    world = family(store)
    ids, desk = world.ids, world.leader
    arne = ny(desk, "Aas", "Arne", date(1970, 1, 2), fnr(date(1970, 1, 2), female=False), phone="40000099")

    def found(text: str = "", **how: object) -> list[int]:
        return person_list.person_ids(desk, PersonQuery(text, **how))  # type: ignore[arg-type]

    assert found() == [ids["mother"], ids["child"], ids["father"], arne]
    assert found(descending=True) == [arne, ids["father"], ids["child"], ids["mother"]]
    assert found(sort=PersonSort.BORN)[0] == arne
    assert found(sort=PersonSort.ADDRESS)[0] == ids["father"]
    assert found("nils ap") == [ids["father"]]
    assert found("kirkeb") == [ids["father"]]
    assert found("aap kirkeb") == [ids["father"]]
    assert found("02.01.1970") == found("400 00 099") == found("4000009") == [arne]
    assert found(fnr(date(1970, 1, 2), female=False)) == [arne]
    assert found(fnr(date(1970, 1, 2), female=False)[:9]) == []
    assert found(segment=PersonSegment.TENANTS) == [ids["mother"], ids["father"]]
    counts = {PersonSegment.ALL: 4, PersonSegment.TENANTS: 2, PersonSegment.FORMER: 0, PersonSegment.OTHERS: 2}
    assert person_list.person_counts(desk) == counts
    hidden = {PersonSegment.ALL: 3, PersonSegment.TENANTS: 1, PersonSegment.FORMER: 0, PersonSegment.OTHERS: 2}
    assert person_list.person_counts(world.desk(Role.READER)) == hidden


@pytest.mark.lagring
def test_a_row_says_where_somebody_lives_and_what_must_be_seen(store: Store) -> None:
    world = family(store)
    ids = world.ids
    rows = person_list.person_rows(world.leader, [ids["father"], ids["child"], ids["mother"]])
    father, child, mother = (rows[ids[who]] for who in ("father", "child", "mother"))
    assert (father.address, father.living, father.phone) == ("Kirkebakken 3, H0101", Living.TENANT, "40000022")
    assert (child.living, child.flags) == (Living.LIVES_WITH, (PersonFlag.REPRESENTED, PersonFlag.MINOR))
    assert (mother.address, mother.address_hidden, mother.living) == ("skjermet", True, Living.TENANT)
    card = person_card(world.leader, ids["mother"])
    assert card.home is not None
    assert card.home.address == f"{STREET}, H0101"
    assert [t.rent_ore for t in card.tenancies] == [8_950_00, 8_950_00]
    assert card.contacts.total == 1
    assert {m.person_id for m in card.households[0].now} == {ids["mother"], ids["child"]}


def test_the_exported_list_is_the_list(store: Store, tmp_path: Path) -> None:
    world = family(store)
    path = person_list.export_persons(world.leader, tmp_path / "personer.xlsx", PersonQuery())
    lines = [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows(min_row=4)]
    assert [line[0] for line in lines] == ["Hemmeligsen, Anna", "Åpensen, Liv", "Åpensen, Nils"]
    assert lines[0][3] == "skjermet"
    assert lines[2][3:5] == ["Kirkebakken 3, H0101", "Leier"]
    assert STREET not in repr(lines)
    assert fnr(BORN) not in repr(lines)


def test_a_list_of_many_takes_as_many_statements_as_a_list_of_one(store: Store) -> None:
    from sqlalchemy import event

    world = family(store)
    many = [ny(world.leader, f"Person{number}", "P", date(1950, 1, 1)) for number in range(30)]
    statements: list[str] = []
    event.listen(world.store.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    person_list.person_rows(world.leader, many[:1])
    one = len(statements)
    person_list.person_rows(world.leader, [*many, *(world.ids[w] for w in ("mother", "father", "child"))])
    assert len(statements) - one <= one
    assert start.office_card(world.store).training


@pytest.mark.lagring
def test_representatives_are_registered_changed_and_ended(store: Store) -> None:
    world = family(store)
    desk, father = world.leader, world.ids["father"]
    guardian = RepresentativeInput(RepresentativeKind.GUARDIAN, "Verge Vang", "40000077", "økonomi", must_sign=True)
    without = replace(guardian, mandate=" ")
    _refused("representant.mandat_mangler", representatives.add_representative, desk, father, without)
    _refused("representant.navn_mangler", representatives.add_representative, desk, father, replace(guardian, name=""))
    parent = RepresentativeInput(RepresentativeKind.PARENT, "Mor")
    _refused("representant.forelder_for_voksen", representatives.add_representative, desk, father, parent)
    new = representatives.add_representative(desk, father, guardian).value
    version = representatives.change_representative(desk, new, 1, replace(guardian, must_sign=False)).value
    with pytest.raises(ConflictError):
        representatives.change_representative(desk, new, 1, guardian)
    representatives.end_representative(desk, new, version, date(2026, 11, 1))
    row = representatives.representatives(desk, father)[0]
    assert (row.must_sign, row.active, row.to_date) == (False, False, date(2026, 11, 1))


def test_somebody_moves_in_and_out_of_a_home(world: World) -> None:
    desk = world.leader
    kari, per = ny(desk, "Hansen", "Kari"), ny(desk, "Dahl", "Per")
    home = households.create_household(desk, [MemberInput(kari, HouseholdRole.MAIN)], "ringer på").value
    member = households.move_in(desk, home, MemberInput(per, HouseholdRole.PARTNER, date(2026, 1, 1))).value
    households.move_out(desk, member, 1, date(2026, 10, 31))
    card = households.household(desk, home)
    assert ([m.name for m in card.now], [m.name for m in card.before]) == (["Kari Hansen"], ["Per Dahl"])
    assert len(households.household(desk, home, date(2026, 10, 31)).now) == 2
