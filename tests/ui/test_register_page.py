"""What every register page shares: where the keyboard begins, the card of an empty one, who is offered which step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QFrame

from boligdesk.casework import persons
from boligdesk.database.engine import Store
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.pages.first_steps import FirstSteps, Step
from tests.casework import stock_world
from tests.support.window import bare_context

from .shell_support import close_window, desk_at, make_office, open_window, settle

REGISTERS = ("boliger", "leietakere")
_STEP = Step("ui.bolig.tomt_en", "ui.bolig.tomt_en_hvordan", "ui.bolig.ny_bolig_knapp", "plus")
_LIST = Step("ui.bolig.tomt_liste", "ui.bolig.tomt_liste_hvordan", "ui.bolig.hent_liste", "file-spreadsheet")
_NOBODY = Step("ui.bolig.tomt_ikke_deg", "ui.bolig.tomt_ikke_deg_hvorfor")


@pytest.fixture
def opened(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("BOLIGDESK_DATO", stock_world.TODAY.isoformat())
    made = []

    def show(target: str):
        window = open_window(qtbot, tmp_path, target)
        made.append(window)
        with qtbot.waitActive(window):
            window.activateWindow()
        return window

    yield show
    for window in made:
        close_window(qtbot, window)


@pytest.fixture
def stocked(store: Store, opened):
    stock_world.furnished(store)
    return opened(store.target)


@pytest.mark.parametrize("key", REGISTERS)
def test_the_keyboard_is_in_the_list_whenever_its_tab_is_opened(stocked, key):
    for there in (key, "restanser", key):
        stocked.open_page(there)
        settle(stocked)
        if there == key:
            assert QApplication.focusWidget() is stocked.room.page(key).list.table


@pytest.mark.parametrize("key", REGISTERS)
def test_at_the_very_first_sight_the_list_has_the_keyboard_before_its_rows_are_there(stocked, key):
    stocked.open_page("restanser")
    settle(stocked)
    stocked.open_page(key)
    page = stocked.room.page(key)
    before = QApplication.focusWidget()
    settle(stocked)
    assert before is QApplication.focusWidget() is page.list.table
    assert page.list.listing.ids


def test_a_list_that_nothing_is_left_of_hands_the_keyboard_to_its_filter(opened, tmp_path):
    target = make_office(tmp_path)
    with desk_at(target) as desk:
        persons.register(desk, persons.NewPerson(persons.PersonInput("Eira", "Marit")))
    window = opened(target)
    window.open_page("leietakere")
    settle(window)
    page = window.room.page("leietakere")
    assert not page.is_empty and not page.list.listing.ids  # somebody is registered, but nobody is a tenant
    assert QApplication.focusWidget() is page.list.bar.field
    assert page.first_focus() is page.list.bar.field


@pytest.mark.parametrize("key", REGISTERS)
def test_an_empty_register_stands_in_a_card_as_large_as_the_other_tabs(opened, tmp_path, key):
    window = opened(make_office(tmp_path))
    places = []
    for tab in (key, "restanser"):
        window.open_page(tab)
        settle(window)
        page = window.room.page(tab)
        state = page.empty if tab == key else page.state
        card = state.parentWidget()
        assert isinstance(card, QFrame) and card.property("part") == "card"
        places.append((card.mapTo(window, card.rect().topLeft()), card.size()))
    assert places[0] == places[1]
    window.open_page(key)
    assert QApplication.focusWidget() is window.room.page(key).empty.buttons()[0]


@pytest.mark.parametrize(
    ("role", "many", "words"),
    [
        (Role.LEADER, _LIST, [_LIST, _STEP]),
        (Role.LEADER, None, [_STEP]),
        (Role.READER, _LIST, [_NOBODY]),
        (Role.READER, None, [_NOBODY]),
    ],
)
def test_the_first_steps_are_those_one_may_take(qtbot, jobs, tmp_path, role, many, words):
    with desk_at(make_office(tmp_path), role) as desk:
        ctx = bare_context(desk, jobs, tmp_path)
        qtbot.addWidget(ctx.window.widget)
        steps = FirstSteps("house", "ui.bolig.tomt", "ui.bolig.tomt_hvorfor", Right.STOCK_WRITE, _STEP, _NOBODY, many)
        page = steps.page(ctx)
        qtbot.addWidget(page)
        expected = [step.in_words().action for step in words if step.act]
        assert [button.text() for button in page.buttons()] == expected
        assert steps.begins_with_list(ctx) is (_LIST in words)
