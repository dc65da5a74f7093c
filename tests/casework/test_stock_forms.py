"""What the forms of the stock lean on: others' changes field by field, areas by name, extras all at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boligdesk.casework import areas, documents, history, stock, stock_edit, stock_facts
from boligdesk.casework.stock_facts import ExtraInput, Fact
from boligdesk.rules.reading import Cadastral
from boligdesk.rules.terms import ExtraKind, ExtraMode
from boligdesk.rules.vocabulary import DocumentKind, Role

from . import stock_world
from .stock_world import TODAY, World

pytestmark = pytest.mark.lagring


@pytest.fixture
def world(store, monkeypatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    return stock_world.furnished(store)


def test_what_others_changed_on_a_dwelling_has_the_shape_of_the_form(world):
    desk, home = world.leader, world.ids["vacant"]
    form = stock_edit.dwelling_form(desk, home)
    changed = replace(form.values, purpose="Familiebolig", cadastral=Cadastral(48, 113, 0, 2))
    stock_edit.change_dwelling(desk, home, form.version, changed)
    theirs = stock_edit.dwelling_versions(desk, home, form.version)
    assert theirs.fields["purpose"] == ("", "Familiebolig")
    assert theirs.fields["cadastral"] == (None, Cadastral(48, 113, 0, 2))
    assert theirs.version == stock_edit.dwelling_form(desk, home).version


def test_what_others_changed_on_a_building(world):
    desk, building = world.leader, world.ids["building"]
    form = stock_edit.building_form(desk, building)
    stock_edit.change_building(desk, building, form.version, replace(form.values, city="Vardø"))
    assert stock_edit.building_versions(desk, building, form.version).fields["city"] == ("Vadsø", "Vardø")


def test_what_others_changed_on_keys(world):
    desk = world.leader
    key = stock_facts.add_keys(desk, world.ids["vacant"], "Inngangsdør", 3).value
    stock_facts.change_keys(desk, key, 1, "Inngangsdør", 4, 1)
    assert stock_facts.fact_versions(desk, Fact.KEYS, key, 1).fields == {"count": (3, 4), "handed_out": (0, 1)}


def test_a_building_brings_its_new_area_and_uses_one_that_is_there(world):
    desk, building = world.leader, world.ids["building"]
    for typed in ("Sentrum", " sentrum "):
        form = stock_edit.building_form(desk, building)
        stock_edit.change_building(desk, building, form.version, replace(form.values, area_id=None, new_area=typed))
    assert [(row.name, row.buildings) for row in areas.areas(desk)] == [("Sentrum", 1)]


def test_extras_are_set_all_at_once(world):
    desk, home = world.leader, world.ids["vacant"]
    unit = stock_world.unit(desk, home)
    water = ExtraInput(ExtraKind.WATER, ExtraMode.ON_ACCOUNT, 310_00)
    stock_facts.set_extras(desk, unit, (water, ExtraInput(ExtraKind.ELECTRICITY, ExtraMode.OWN_SUBSCRIPTION)))
    stock_facts.set_extras(desk, unit, (replace(water, amount_ore=350_00),))
    (line,) = stock.dwelling_card(desk, home).units[0].set_extras
    assert (line.kind, line.mode, line.amount_ore) == (ExtraKind.WATER, ExtraMode.ON_ACCOUNT, 350_00)


def test_documents_of_a_dwelling_are_its_own_and_its_tenancies(world, tmp_path):
    desk, home = world.leader, world.ids["let"]
    paper = tmp_path / "skann.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    for case in (documents.CaseLink(dwelling_id=home), documents.CaseLink(tenancy_id=world.ids["tenancy"])):
        documents.file_attachment(desk, paper, case, DocumentKind.SCAN)
    documents.file_attachment(desk, paper, documents.CaseLink(dwelling_id=world.ids["vacant"]), DocumentKind.SCAN)
    found = documents.documents_at(desk, home)
    assert {(row.dwelling_id, row.tenancy_id) for row in found} == {(home, None), (None, world.ids["tenancy"])}


def test_documents_of_a_protected_tenancy_are_not_among_them(world):
    hidden = world.ids["hidden"]
    assert documents.documents_at(world.leader, hidden)
    assert documents.documents_at(world.desk(Role.COUNTER), hidden) == []


def test_who_changed_a_dwelling_last_is_told_to_those_who_may_not_read_the_audit(world):
    desk, home = world.leader, world.ids["vacant"]
    form = stock_edit.dwelling_form(desk, home)
    stock_edit.change_dwelling(desk, home, form.version, replace(form.values, rooms=5))
    last = history.last_change_of_dwelling(world.desk(Role.READER), home)
    assert last is not None
    assert (last.who, last.at) == (desk.who.name, desk.now)


def test_nobody_is_told_of_their_own_change(world):
    home = world.ids["vacant"]
    me, other = (replace(world.leader, who=replace(world.leader.who, user_id=n, name=f"Nr. {n}")) for n in (1, 2))
    form = stock_edit.dwelling_form(me, home)
    stock_edit.change_dwelling(me, home, form.version, replace(form.values, rooms=5))
    assert history.last_change_of_dwelling(me, home) is None
    told = history.last_change_of_dwelling(other, home)
    assert told is not None
    assert told.who == "Nr. 1"


def test_the_dwellings_of_a_building_in_order(world):
    assert stock_edit.dwellings_in(world.leader, world.ids["building"]) == [world.ids["let"], world.ids["vacant"]]
