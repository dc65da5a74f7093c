"""Search as you type: every way in, forgiving spelling, fresh after changes, nothing hidden, no statement, fast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from boligdesk.casework import applications, persons, search, stock_edit
from boligdesk.casework.applications import ApplicationInput
from boligdesk.casework.core.search_index import Entry, HitKind, SearchIndex, marks
from boligdesk.casework.person_card import person_card
from boligdesk.casework.tenancy_list import TenancyState
from boligdesk.database.engine import Store
from boligdesk.models.person import Person
from boligdesk.rules.application_words import ApplicationKind, Channel
from boligdesk.rules.folding import search_key, sort_key
from boligdesk.rules.messages import msg
from boligdesk.rules.vocabulary import Protection, Role, Status
from boligdesk.texts import render

from . import stock_world
from .stock_world import HIDDEN, TODAY, World


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    return stock_world.furnished(store)


def _found(index: SearchIndex, text: str) -> set[tuple[HitKind, int]]:
    return {(hit.kind, hit.id) for hit in index.find(text).hits}


@pytest.mark.lagring
def test_every_way_in(world: World) -> None:
    index = search.load_index(world.leader)
    kari = (HitKind.PERSON, world.ids["tenant"])
    home = (HitKind.DWELLING, world.ids["let"])
    lease = (HitKind.TENANCY, world.ids["tenancy"])
    born = stock_world.fnr(date(1991, 11, 2))
    for typed in ("kari", "ØSTBY", "oestby k", "ostby hansen", "aase", "fjordgata 14", "02.11.1991", "2/11-91",
                  "2. november 1991", "021191", "400 00 011", "0211", born, f"{born[:6]} {born[6:]}"):  # fmt: skip
        assert kari in _found(index, typed), typed
    for typed in ("h0201", "fjordg", "vadso fjord", "48 112"):
        assert home in _found(index, typed), typed
    for typed in ("000007003", "2025-0007", "2025 0007", "kari fjordgata"):
        assert lease in _found(index, typed), typed
    for typed in ("", "  ", "finnesikke", "kari finnesikke", born[:9]):
        assert _found(index, typed) == set(), typed


@pytest.mark.lagring
def test_a_hit_says_what_it_is(world: World) -> None:
    index = search.load_index(world.leader)
    home, lease = index.find("mår").hits, index.find("2025-0007").hits
    assert [(h.title, h.marks, h.chip) for h in home if h.kind is HitKind.DWELLING] == [
        ("Mårveien 12, H0101", ((0, 3),), Status.LET)
    ]
    kari = index.find("øst").hits[0]
    assert (kari.title, kari.marks) == ("Hansen-Østby, Kari Åse", ((7, 10),))
    assert [render(p) for p in kari.parts] == ["02.11.1991", "Fjordgata 14, H0201"]
    vacant = index.find("h0301").hits[0]
    assert ([render(p) for p in vacant.parts], vacant.chip) == (["2 rom"], Status.VACANT)
    assert {hit.kind for hit in lease} == {HitKind.TENANCY}


@pytest.mark.lagring
def test_a_tenancy_tells_its_own_state_not_that_of_its_home(world: World) -> None:
    desk = world.leader
    kari, vacant = world.ids["tenant"], stock_world.unit(desk, world.ids["vacant"])
    soon, past = TODAY + timedelta(days=20), date(2024, 12, 31)
    closed = {"from_date": date(2024, 3, 1), "to_date": past, "closed_on": past}
    ended = stock_world.tenancy(desk, vacant, kari, "2024-0001", "000001001", **closed)
    coming = stock_world.tenancy(desk, vacant, kari, "2026-0900", "000009001", from_date=soon)
    index = search.load_index(desk)

    def told() -> dict[int, object]:
        return {hit.id: hit.chip for hit in index.find("kari").hits if hit.kind is HitKind.TENANCY}

    assert told() == {
        world.ids["tenancy"]: TenancyState.RUNNING,
        ended: TenancyState.ENDED,
        coming: TenancyState.COMING,
    }
    notice = stock_world.give_notice(desk, world.ids["tenancy"], soon)
    search.refresh_index(desk, index, {"ending": {notice}})
    assert told()[world.ids["tenancy"]] is TenancyState.NOTICE_GIVEN


@pytest.mark.lagring
def test_the_index_follows_changes(world: World) -> None:
    desk = world.leader
    index = search.load_index(desk)
    form = stock_edit.building_form(desk, world.ids["building"])
    done = stock_edit.change_building(desk, form.id, form.version, replace(form.values, address="Ørneveien 3"))
    search.refresh_index(desk, index, done.changes.ids)
    fresh = search.load_index(desk)
    for typed in ("ørneveien", "fjordgata", "h0201", "kari"):
        assert index.find(typed) == fresh.find(typed), typed
    assert {k for k, _ in _found(index, "orne")} == {HitKind.PERSON, HitKind.DWELLING, HitKind.TENANCY}
    new = stock_world.add(desk, Person, {
        "last_name": "Čábŋat", "first_name": "Máret", "sort_key": "cabnat", "search_key": "cabnat maret"})  # fmt: skip
    search.refresh_index(desk, index, new.changes.ids)
    assert _found(index, "cabnat") == {(HitKind.PERSON, new.value)}


@pytest.mark.lagring
@pytest.mark.parametrize("role", [Role.COUNTER, Role.FOLLOW_UP, Role.READER])
def test_the_protected_are_not_in_the_index(world: World, role: Role) -> None:
    index = search.load_index(world.desk(role))
    told = [index.find(word) for word in (*HIDDEN, "anna", "2025", "mar", "h0101", "14.03.1988", "0", "900", "h")]
    assert not [word for word in HIDDEN if word in str(told)]
    home = index.find("marveien").hits
    assert [(h.title, h.chip, [render(p) for p in h.parts]) for h in home] == [
        ("Mårveien 12, H0101", Status.LET, ["4 rom", "Utleid – skjermet"])
    ]
    father = index.find("apensen").hits[0]
    assert "uten adresse" in [render(p) for p in father.parts]
    search.refresh_index(world.desk(role), index, {"person": {world.ids["mother"]}, "tenancy": {1, 2}})
    assert index.find(HIDDEN[0]).total == 0
    assert search.load_index(world.leader).find(HIDDEN[0]).total == 2


def test_a_person_who_becomes_protected_goes_out_of_open_indexes(world: World) -> None:
    from boligdesk.casework.core.acts import Work, writes
    from boligdesk.rules.rights import Right
    from boligdesk.rules.vocabulary import Protection

    @writes(Right.OPEN)
    def protect(work: Work) -> None:
        work.get(Person, world.ids["tenant"]).protection = Protection.STRICT

    counter = world.desk(Role.COUNTER)
    index = search.load_index(counter)
    assert index.find("kari").total > 1
    search.refresh_index(counter, index, protect(world.leader).changes.ids)
    assert index.find("kari").total == 0
    assert index.find("2025-0007").total == 0
    assert index.find("h0201").hits[0].chip is Status.LET


def test_a_keystroke_asks_the_database_nothing(world: World) -> None:
    index = search.load_index(world.leader)
    asked: list[str] = []
    event.listen(world.store.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    for typed in ("k", "ka", "kar", "0", "021191", "fjord 14"):
        index.find(typed)
    assert asked == []


def test_marks_take_the_letters_as_they_stand() -> None:
    assert marks("Somby-Guttormsen, Máret Ánne", ["mar"]) == ((18, 21),)
    assert marks("Haakon Aas", search_key("hå aas").split()) == ((0, 2), (7, 10))


def _many(count: int) -> list[Entry]:
    first = ("Kari", "Ole-Marius", "Máret", "Ånund", "Živilė", "Torbjørn", "Ingvild", "Hodan", "Yohannes", "Solveig")
    last = ("Hansen", "Østby", "Eira", "Solbakken", "Kvernmo", "Ahmed", "Bråthen", "Lervåg", "Nygård", "Tesfay")
    start = date(1930, 1, 1)
    made = []
    for n in range(count):
        name = f"{last[n % 10]}{n // 400:x}, {first[n // 10 % 10]} {last[n // 100 % 10]}"
        born = start + timedelta(days=n * 7 % 30000)
        made.append(
            Entry(HitKind.PERSON, n, name, sort_key(name), search_key(name), born, (f"4{n:07d}",), (f"{n:011d}",))
        )
    return made


@pytest.mark.lagring
def test_an_application_is_found_by_number_and_applicant_and_hidden_with_a_protected_one(world: World) -> None:
    desk, counter = world.leader, world.desk(Role.COUNTER)
    index, theirs = search.load_index(desk), search.load_index(counter)
    new = ApplicationInput(world.ids["tenant"], ApplicationKind.NEW, TODAY, Channel.COUNTER)
    done = applications.register_application(desk, new)
    search.refresh_index(desk, index, done.changes.ids)
    case = (HitKind.APPLICATION, done.value)
    for typed in ("2026-0001", "20260001", "hansen", "kari åse"):
        assert case in _found(index, typed), typed
    assert [hit.chip for hit in index.find("2026-0001").hits] == [msg("enum.Stage.new")]
    search.refresh_index(counter, theirs, done.changes.ids)
    assert case in _found(theirs, "2026-0001")
    card = person_card(desk, world.ids["tenant"])
    hidden = persons.set_protection(desk, card.id, card.version, Protection.STRICT, "kode 6")
    search.refresh_index(counter, theirs, hidden.changes.ids)
    assert _found(theirs, "2026-0001") == set()
