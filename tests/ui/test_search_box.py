"""Ctrl+K with the keyboard only: found, opened, begun, left; nothing asked of the store per key."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from boligdesk.casework import persons
from boligdesk.casework.core.search_index import Hit, HitKind
from boligdesk.casework.tenancy_list import TenancyState
from boligdesk.rules.vocabulary import Protection, Role
from boligdesk.texts import text
from boligdesk.ui.shell.search_finder import NewPerson, PageTarget, RecordTarget, _line

from .shell_support import close_window, desk_at, make_office, open_window, settle

PEOPLE = (
    ("Somby-Guttormsen", "Máret Ánne", date(1991, 11, 2)),
    ("Eira", "Marit Inga", date(1968, 5, 17)),
    ("Solbakken", "Ole-Marius", date(1984, 1, 30)),
)


@pytest.fixture
def target(tmp_path):
    made = make_office(tmp_path)
    with desk_at(made) as desk:
        for last, first, born in PEOPLE:
            persons.register(desk, persons.NewPerson(persons.PersonInput(last, first, born)))
    return made


@pytest.fixture
def window(qtbot, tmp_path, target):
    opened = open_window(qtbot, tmp_path, target)
    opened.open_page("soknader")
    settle(opened)
    yield opened
    close_window(qtbot, opened)


@pytest.fixture
def box(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = window.tools._box
    qtbot.waitUntil(lambda: QApplication.focusWidget() is found.field)
    return found


def titles(box):
    return [line.title for line in box.hits.lines]


def test_a_person_is_found_in_three_letters_whatever_the_accents(qtbot, box):
    qtbot.keyClicks(box.field, "mar")
    assert titles(box)[:4] == ["Personer", "Eira, Marit Inga", "Solbakken, Ole-Marius", "Somby-Guttormsen, Máret Ánne"]
    marked = box.hits.lines[3]
    start, end = marked.marks[0]
    assert marked.title[start:end] == "Már"
    assert "3 treff" in box._count.text()


def test_a_birth_date_finds_its_person(qtbot, box):
    qtbot.keyClicks(box.field, "2.11.91")
    assert titles(box)[1] == "Somby-Guttormsen, Máret Ánne"


def test_arrows_pass_over_the_headings_and_enter_opens(qtbot, window, box):
    opened = []
    window.open_record = lambda kind, record_id: opened.append((kind, record_id))
    qtbot.keyClicks(box.field, "mar")
    assert box.hits.current_line.title == "Eira, Marit Inga"
    qtbot.keyClick(box.field, Qt.Key.Key_Down)
    qtbot.keyClick(box.field, Qt.Key.Key_Down)
    assert box.hits.current_line.title == "Somby-Guttormsen, Máret Ánne"
    qtbot.keyClick(box.field, Qt.Key.Key_Down)
    assert box.hits.current_line.target == NewPerson("mar")
    qtbot.keyClick(box.field, Qt.Key.Key_Down)
    assert box.hits.current_line.target == NewPerson("mar")
    qtbot.keyClick(box.field, Qt.Key.Key_Up)
    wanted = box.hits.current_line.target
    assert isinstance(wanted, RecordTarget) and wanted.kind == "person"
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert opened == [("person", wanted.record_id)]
    assert not window.tools.searching


def test_escape_leaves_and_gives_the_keyboard_back(qtbot, window, box):
    qtbot.keyClick(box.field, Qt.Key.Key_Escape)
    assert not window.tools.searching
    first = window.room.current.first_focus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first)


def test_a_tab_can_be_reached_by_its_name(qtbot, window, box):
    qtbot.keyClicks(box.field, "rest")
    lines = [line.target for line in box.hits.lines if isinstance(line.target, PageTarget)]
    assert lines == [PageTarget("restanser")]
    while box.hits.current_line.target != PageTarget("restanser"):
        qtbot.keyClick(box.field, Qt.Key.Key_Down)
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert window.tabs.current == "restanser"


def test_no_statement_is_run_per_key(qtbot, window, box):
    from sqlalchemy import Engine, event

    settle(window)
    seen = []
    listen = (Engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    event.listen(*listen)
    qtbot.keyClicks(box.field, "marit")
    settle(window)
    event.remove(*listen)
    assert seen == []


def test_a_colleagues_new_person_is_found_after_the_poll(qtbot, window, target, box):
    with desk_at(target) as colleague:
        persons.register(colleague, persons.NewPerson(persons.PersonInput("Tesfay", "Luwam", date(1990, 3, 3))))
    qtbot.keyClicks(box.field, "luwam")
    assert "Tesfay, Luwam" not in titles(box)
    window.tools._watch._active = lambda: True
    window.tools._watch.ask()
    settle(window)
    assert "Tesfay, Luwam" in titles(box)


def test_a_protected_person_is_not_found_from_a_desk_without_the_right(qtbot, window, target):
    with desk_at(target) as colleague:
        new = persons.PersonInput("Skjermet", "Hemmelig", date(1980, 1, 1))
        persons.register(colleague, persons.NewPerson(new, protection=Protection.STRICT))
    window.entrance.enter_as(Role.COUNTER)
    settle(window)
    window.tools.search()
    box = window.tools._box
    qtbot.keyClicks(box.field, "skjermet")
    assert not any("Skjermet, Hemmelig" in title for title in titles(box))


def test_the_screen_reader_hears_the_whole_line(qtbot, box):
    qtbot.keyClicks(box.field, "eira")
    said = QAccessible.queryAccessibleInterface(box.hits)
    rows = [said.child(i).text(QAccessible.Text.Name) for i in range(said.childCount())]
    assert any(row.startswith("Eira, Marit Inga. f. 17.05.1968") or "Eira, Marit Inga" in row for row in rows)
    assert box.field.accessibleName() and box.hits.accessibleName()


def test_the_box_fits_a_small_window_and_scrolls(qtbot, window, box):
    window.resize(1280, 720)
    qtbot.keyClicks(box.field, "a")
    assert box.panel.geometry().bottom() < window.height()
    assert (window.width(), window.height()) == (1280, 720)


@pytest.mark.parametrize(
    ("state", "chip"),
    [
        (TenancyState.COMING, "Kommende"),
        (TenancyState.RUNNING, "Løpende"),
        (TenancyState.NOTICE_GIVEN, "Oppsagt"),
        (TenancyState.EXPIRED, "Utløpt"),
        (TenancyState.ENDED, "Avsluttet"),
    ],
)
def test_a_tenancy_is_shown_with_its_own_state(state, chip):
    shown = _line(Hit(HitKind.TENANCY, 7, "2025-0007 Eira, Marit", (), (), state))
    assert shown.chip.text == chip
    assert shown.said.endswith(chip)


def test_the_field_promises_only_what_can_be_found():
    promised = text("ui.band.sok").removeprefix("Søk ").removesuffix(" …").split(", ")
    assert promised == ["navn", "adresse", "fødselsdato", "telefon", "KID"]
    assert "sak" not in f"{text('ui.band.sok')} {text('ui.sok.skriv')}".split()
