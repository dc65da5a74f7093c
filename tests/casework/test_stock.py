"""Registering, changing, listing and showing the stock, on each storage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from boligdesk.casework import areas, stock, stock_edit, stock_facts, stock_list
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.stock_edit import BuildingInput, DwellingInput
from boligdesk.casework.stock_facts import HeadLeaseInput, StateInput
from boligdesk.casework.stock_list import DwellingQuery, DwellingSort
from boligdesk.database.engine import Store
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.reading import Cadastral
from boligdesk.rules.terms import ExtraKind, ExtraMode
from boligdesk.rules.vocabulary import DwellingKind, MeterKind, Role, StateKind, Status
from boligdesk.texts import render

from . import stock_world
from .stock_world import HIDDEN, TODAY, World


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return stock_world.furnished(store)


def _refused(code: str, act: object, *args: object, **kwargs: object) -> None:
    with pytest.raises(RefusedError) as caught:
        act(*args, **kwargs)  # type: ignore[operator]
    assert caught.value.fault.code == code


@pytest.mark.lagring
def test_a_home_is_registered_changed_moved_and_retired(world: World) -> None:
    desk = world.leader
    at = BuildingInput("Kirkebakken  22 ", "9800", "Vadsø", cadastral=Cadastral(12, 34))
    home = stock_edit.register_at_address(desk, at, DwellingInput(number="h0101", area_m2=Decimal("104.5"))).value
    again = stock_edit.register_at_address(desk, at, DwellingInput(number="H0102")).value
    form = stock_edit.dwelling_form(desk, home)
    assert (form.values.number, form.values.area_m2) == ("H0101", Decimal("104.5"))
    assert stock_edit.dwelling_form(desk, again).building_id == form.building_id
    version = stock_edit.change_dwelling(desk, home, form.version, replace(form.values, rooms=5)).value
    assert version == form.version + 1
    _refused("bolig.bolignummer", stock_edit.change_dwelling, desk, home, version, DwellingInput(number="banan"))
    _refused("bolig.areal_null", stock_edit.change_dwelling, desk, home, version, DwellingInput(area_m2=Decimal(0)))
    _refused("lager.bolig_finnes", stock_edit.register_dwelling, desk, form.building_id, DwellingInput(number="H0102"))
    version = stock_edit.move_dwelling(desk, home, version, world.ids["building"]).value
    assert home in stock_list.dwelling_ids(desk, DwellingQuery(text="fjordgata h0101"))
    _refused("bolig.grunn_mangler", stock_edit.retire_dwelling, desk, home, version, TODAY, " ")
    stock_edit.retire_dwelling(desk, home, version, TODAY, "Solgt")
    assert home not in stock_list.dwelling_ids(desk, DwellingQuery())
    assert stock_list.dwelling_ids(desk, DwellingQuery(statuses=frozenset({Status.RETIRED}))) == [home]
    stock_edit.bring_back_dwelling(desk, home, version + 1)
    assert home in stock_list.dwelling_ids(desk, DwellingQuery())


@pytest.mark.lagring
def test_a_let_home_is_not_retired(world: World) -> None:
    for which in ("let", "hidden"):
        version = stock_edit.dwelling_form(world.leader, world.ids[which]).version
        _refused(
            "bolig.utleid_kan_ikke_utga",
            stock_edit.retire_dwelling, world.leader, world.ids[which], version, TODAY, "x",
        )  # fmt: skip


@pytest.mark.lagring
def test_two_desks_saving_the_same_home(world: World) -> None:
    home = world.ids["vacant"]
    mine = stock_edit.dwelling_form(world.desk(Role.CASEWORKER), home)
    theirs = stock_edit.dwelling_form(world.leader, home)
    stock_edit.change_dwelling(world.leader, home, theirs.version, replace(theirs.values, purpose="Familie"))
    with pytest.raises(ConflictError) as caught:
        stock_edit.change_dwelling(
            world.desk(Role.CASEWORKER), home, mine.version, replace(mine.values, purpose="Ungdom")
        )
    assert (caught.value.entity, caught.value.entity_id) == ("dwelling", home)
    assert stock_edit.dwelling_form(world.leader, home).values.purpose == "Familie"


@pytest.mark.lagring
def test_a_new_address_is_found_at_once_and_a_known_one_refused(world: World) -> None:
    desk, building = world.leader, world.ids["building"]
    form = stock_edit.building_form(desk, building)
    _refused("bolig.adresse_finnes", stock_edit.register_building, desk, BuildingInput("FJORDGATA 14", "9800"))
    _refused("bolig.postnummer", stock_edit.register_building, desk, BuildingInput("Ny vei 1", "98"))
    _refused("bolig.adresse_mangler", stock_edit.register_building, desk, BuildingInput(" "))
    stock_edit.change_building(desk, building, form.version, replace(form.values, address="Ørneveien 3"))
    assert stock_list.dwelling_ids(desk, DwellingQuery(text="orneveien 3")) == [world.ids["let"], world.ids["vacant"]]
    assert stock_edit.building_at(desk, "ørneveien 3") == building


@pytest.mark.lagring
def test_areas(world: World) -> None:
    desk = world.leader
    centre = areas.area_named(desk, "Sentrum").value
    assert areas.area_named(desk, " sentrum ").value == centre
    form = stock_edit.building_form(desk, world.ids["building"])
    stock_edit.change_building(desk, world.ids["building"], form.version, replace(form.values, area_id=centre))
    assert len(stock_list.dwelling_ids(desk, DwellingQuery(area_id=centre))) == 2
    assert stock_list.stock_choices(desk).areas == ((centre, "Sentrum"),)
    row = areas.areas(desk)[0]
    _refused("bolig.omrade_i_bruk", areas.remove_area, desk, centre, row.version)
    version = areas.rename_area(desk, centre, row.version, "Byen").value
    stock_edit.change_building(desk, world.ids["building"], form.version + 1, replace(form.values, area_id=None))
    areas.remove_area(desk, centre, version)
    assert areas.areas(desk) == ()


@pytest.mark.lagring
def test_homes_are_ordered_by_area_as_numbers_and_the_unmeasured_stand_last_both_ways(world: World) -> None:
    desk, building = world.leader, world.ids["building"]
    sizes = {"H0901": Decimal("104.5"), "H0902": Decimal("9.75"), "H0903": Decimal(54), "H0904": None}
    homes = {
        area: stock_edit.register_dwelling(desk, building, DwellingInput(number=number, area_m2=area)).value
        for number, area in sizes.items()
    }
    measured = [homes[Decimal("9.75")], homes[Decimal(54)], homes[Decimal("104.5")]]

    def order(*, descending: bool) -> list[int]:
        query = DwellingQuery(sort=DwellingSort.AREA, descending=descending)
        return [i for i in stock_list.dwelling_ids(desk, query) if i in homes.values()]

    assert order(descending=False) == [*measured, homes[None]]
    assert order(descending=True) == [*reversed(measured), homes[None]]


@pytest.mark.lagring
def test_states_follow_each_other(world: World) -> None:
    desk, unit = world.leader, stock_world.unit(world.leader, world.ids["vacant"])
    first = stock_facts.set_state(desk, unit, StateInput(StateKind.READYING, date(2026, 11, 1))).value
    stock_facts.set_state(
        desk, unit, StateInput(StateKind.REFURBISHMENT, date(2026, 11, 20), None, date(2027, 1, 15), "Bad")
    )
    card = stock.dwelling_card(desk, world.ids["vacant"])
    assert card.status is Status.REFURBISHMENT
    assert card.note is not None
    assert render(card.note) == "Bad, ferdig 15.01.2027"
    assert [(s.kind, s.to_date) for s in card.states] == [
        (StateKind.REFURBISHMENT, None),
        (StateKind.READYING, date(2026, 11, 19)),
    ]
    _refused(
        "bolig.tilstand_opptatt",
        stock_facts.set_state, desk, unit, StateInput(StateKind.BLOCKED, date(2026, 10, 1), date(2026, 11, 5)),
    )  # fmt: skip
    latest, old = card.states
    assert old.id == first
    version = stock_facts.change_state(desk, latest.id, latest.version, None, "Bad og kjøkken").value
    stock_facts.end_state(desk, latest.id, version, date(2026, 11, 22))
    stock_facts.void_state(desk, old.id, old.version, "Feil bolig")
    card = stock.dwelling_card(desk, world.ids["vacant"])
    assert card.status is Status.VACANT
    assert [s.reason for s in card.states] == ["Bad og kjøkken"]


@pytest.mark.lagring
def test_rent_extras_keys_meters_and_head_lease_stand_on_the_card(world: World) -> None:
    desk, home = world.leader, world.ids["vacant"]
    unit = stock_world.unit(desk, home)
    stock_facts.set_rent(desk, unit, date(2026, 12, 1), 7_600_00, "Vedtak 12/26")
    extra = stock_facts.set_extra(desk, unit, ExtraKind.WATER, ExtraMode.ON_ACCOUNT, 310_00).value
    assert stock_facts.set_extra(desk, unit, ExtraKind.WATER, ExtraMode.METERED).value == extra
    key = stock_facts.add_keys(desk, home, "Inngang", 3, "14-203").value
    stock_facts.change_keys(desk, key, 1, "Inngang", 3, 2, "14-203")
    _refused("bolig.nokler", stock_facts.change_keys, desk, key, 2, "Inngang", 3, 4)
    _refused("bolig.nokler_ute", stock_facts.remove_keys, desk, key, 2)
    meter = stock_facts.add_meter(desk, home, MeterKind.WATER, "77").value
    stock_facts.change_meter(desk, meter, 1, MeterKind.ELECTRICITY, "78")
    lease = HeadLeaseInput("Fjord Eiendom AS", date(2024, 1, 1), owner_org_number="900000007")
    _refused("bolig.orgnummer", stock_facts.add_head_lease, desk, home, lease)
    head = stock_facts.add_head_lease(desk, home, replace(lease, owner_org_number="")).value
    stock_facts.change_head_lease(desk, head, 1, replace(lease, owner_org_number="", rent_ore=9_000_00))
    card = stock.dwelling_card(desk, home)
    assert card.units[0].set_rent_ore == 6_000_00  # the new one is not in force yet
    assert [(r.from_date, r.rent_ore) for r in card.rents] == [
        (date(2026, 12, 1), 7_600_00),
        (date(2024, 1, 1), 6_000_00),
    ]
    assert [(e.kind, e.mode) for e in card.units[0].set_extras] == [(ExtraKind.WATER, ExtraMode.METERED)]
    assert [(k.count, k.handed_out, k.system_number) for k in card.keys] == [(3, 2, "14-203")]
    assert [(m.kind, m.number) for m in card.meters] == [(MeterKind.ELECTRICITY, "78")]
    assert [(h.owner_name, h.rent_ore) for h in card.head_leases] == [("Fjord Eiendom AS", 9_000_00)]
    stock_facts.remove_extra(desk, extra, card.units[0].set_extras[0].version)
    stock_facts.remove_meter(desk, meter, card.meters[0].version)
    stock_facts.change_keys(desk, key, 2, "Inngang", 3, 0)
    stock_facts.remove_keys(desk, key, 3)
    bare = stock.dwelling_card(desk, home)
    assert (bare.units[0].set_extras, bare.meters, bare.keys) == ((), (), ())


@pytest.mark.lagring
def test_a_shared_home_has_a_unit_per_room(world: World) -> None:
    desk = world.leader
    given = DwellingInput(kind=DwellingKind.SHARED_HOME, number="H0401")
    home = stock_edit.register_dwelling(desk, world.ids["building"], given, ("Rom 1", "Rom 2")).value
    stock_world.tenancy(desk, stock_world.unit(desk, home), world.ids["tenant"], "2025-0008", "000008001")
    _refused("bolig.rom_uten_navn", stock_edit.add_unit, desk, home, "Rom 2")
    stock_edit.add_unit(desk, home, "Rom 3")
    row = stock_list.dwelling_rows(desk, [home])[home]
    assert row.status is Status.VACANT
    assert row.note is not None
    assert render(row.note) == "1 av 3 rom utleid"
    assert [u.name for u in stock.dwelling_card(desk, home).units] == ["Rom 1", "Rom 2", "Rom 3"]


@pytest.mark.lagring
def test_the_list_filters_sorts_counts_and_sums(world: World) -> None:
    desk, ids = world.leader, world.ids
    every = [ids["let"], ids["vacant"], ids["hidden"]]
    assert stock_list.dwelling_ids(desk, DwellingQuery()) == every
    assert stock_list.dwelling_ids(desk, DwellingQuery(text="ostby kari")) == [ids["let"]]
    assert stock_list.dwelling_ids(desk, DwellingQuery(text="14 h03")) == [ids["vacant"]]
    assert stock_list.dwelling_ids(desk, DwellingQuery(text="%")) == []
    assert stock_list.dwelling_ids(desk, DwellingQuery(rooms=4)) == [ids["hidden"]]
    assert stock_list.dwelling_ids(desk, DwellingQuery(statuses=frozenset({Status.VACANT}))) == [ids["vacant"]]
    by_rent = DwellingQuery(sort=DwellingSort.RENT)
    assert stock_list.dwelling_ids(desk, by_rent) == [ids["vacant"], ids["let"], ids["hidden"]]
    by_tenant = DwellingQuery(sort=DwellingSort.TENANT, descending=True)
    assert stock_list.dwelling_ids(desk, by_tenant) == [ids["hidden"], ids["let"], ids["vacant"]]
    assert stock_list.dwelling_ids(desk, DwellingQuery(sort=DwellingSort.ADDRESS, descending=True))[0] == ids["hidden"]
    for sort in DwellingSort:
        for down in (False, True):
            assert sorted(stock_list.dwelling_ids(desk, DwellingQuery(sort=sort, descending=down))) == sorted(every)
    summary = stock_list.stock_summary(desk, DwellingQuery())
    assert (summary.total, summary.let, summary.vacant, summary.unavailable) == (3, 2, 1, 0)
    assert summary.let_rent_ore == 2 * 8_950_00
    row = stock_list.dwelling_rows(desk, every)[ids["let"]]
    assert (row.status, row.tenant, row.rent_ore) == (Status.LET, "Hansen-Østby, Kari Åse", 8_950_00)
    stock_world.give_notice(desk, ids["tenancy"], date(2027, 2, 28))
    row = stock_list.dwelling_rows(desk, every)[ids["let"]]
    assert row.status is Status.NOTICE_GIVEN
    assert row.note is not None
    assert render(row.note) == "Flytter ut 28.02.2027"


def test_a_page_of_the_list_is_few_statements(world: World) -> None:
    from sqlalchemy import event

    asked: list[str] = []
    event.listen(world.store.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    stock_list.dwelling_rows(world.leader, [world.ids["let"], world.ids["vacant"], world.ids["hidden"]])
    assert len([s for s in asked if s.startswith("SELECT")]) <= 9


@pytest.mark.lagring
def test_the_card_shows_the_tenancy_of_today(world: World) -> None:
    now = stock.dwelling_card(world.leader, world.ids["let"]).units[0].tenancy
    assert now is not None
    assert [(t.name, t.masked[:6]) for t in now.tenants] == [("Kari Åse Hansen-Østby", "029191")]
    assert (now.number, now.rent_ore) == ("2025-0007", 8_950_00)
    assert now.earliest_change == date(2027, 1, 1)
    hidden = stock.dwelling_card(world.leader, world.ids["hidden"])
    assert hidden.units[0].tenancy is not None
    assert (hidden.units[0].tenancy.adults, hidden.units[0].tenancy.children) == (2, ())
    assert [t.title for t in hidden.tasks] == ["hemmelig oppgave"]
    assert [d.title for d in hidden.documents] == ["hemmelig kontrakt"]


@pytest.mark.lagring
@pytest.mark.parametrize("role", [Role.COUNTER, Role.FOLLOW_UP, Role.READER])
def test_a_protected_home_is_let_and_tells_nothing(world: World, role: Role, tmp_path: Path) -> None:
    desk, home = world.desk(role), world.ids["hidden"]
    told = [
        stock.dwelling_card(desk, home),
        stock_list.dwelling_rows(desk, [home]),
        stock_list.stock_summary(desk, DwellingQuery()),
    ]
    row = stock_list.dwelling_rows(desk, [home])[home]
    assert (row.status, row.tenant, row.tenancy_id, row.shielded) == (Status.LET, "", None, True)
    assert row.note is not None
    assert render(row.note) == "Utleid – skjermet"
    assert stock_list.dwelling_ids(desk, DwellingQuery(text=HIDDEN[0])) == []
    if role is Role.FOLLOW_UP:
        book = load_workbook(stock_list.export_list(desk, tmp_path / "liste.xlsx", DwellingQuery()))
        told.append([[c.value for c in line] for line in book.active])  # type: ignore[union-attr, arg-type]
        assert "Mårveien 12" in str(told[-1])
    assert not [word for word in HIDDEN if word in str(told)]
    stock_world.give_notice(world.leader, world.ids["hidden_tenancy"], date(2026, 10, 31))
    assert stock_list.dwelling_rows(desk, [home])[home].status is Status.LET


@pytest.mark.lagring
def test_a_reservation_for_a_protected_person_is_not_vacant(world: World) -> None:
    unit = stock_world.unit(world.leader, world.ids["vacant"])
    given = StateInput(StateKind.RESERVED, TODAY, reason="Tilbud til Hemmeligsen", person_id=world.ids["mother"])
    stock_facts.set_state(world.leader, unit, given)
    card = stock.dwelling_card(world.desk(Role.COUNTER), world.ids["vacant"])
    assert card.status is Status.RESERVED
    assert "Hemmeligsen" not in str(card)


def test_lists_go_out_to_excel_and_kobo(world: World, tmp_path: Path) -> None:
    book = load_workbook(stock_list.export_list(world.leader, tmp_path / "boliger.xlsx", DwellingQuery()))
    lines = [[cell.value for cell in row] for row in book.active]  # type: ignore[union-attr]
    assert ["Utleid", "Fjordgata 14", "H0201", 3, None, 8950, "Hansen-Østby, Kari Åse", None] in lines
    kobo = stock_list.export_kobo(world.leader, tmp_path / "kobo.csv", DwellingQuery(rooms=3)).read_text("utf-8-sig")
    assert len(kobo.splitlines()) == 2
    assert "Fjordgata 14" in kobo
    assert "48/112/0/0" in kobo
