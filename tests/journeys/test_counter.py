"""The counter serves the public: nothing of a protected person can be read at its window, wherever it looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from boligdesk.casework import persons, start
from boligdesk.casework.person_card import person_card
from boligdesk.casework.person_list import PersonQuery, person_ids
from boligdesk.rules.vocabulary import Protection, Role
from boligdesk.ui.pages.boliger import BoligerPage
from boligdesk.ui.pages.leietakere import LeietakerePage

from .hand import Hand, at_window

pytestmark = pytest.mark.reise
#: Name, number and telephone of the one who is protected; nobody else has them.
PROTECTED = "Tuolja"
SECRETS = ("Tuolja", "Nils-Áslak", "218768", "900 00 006", "90000006")


@pytest.fixture
def with_protected(office: str) -> str:
    """The office, where one tenant has a protected address."""
    store = start.open_office(office)
    desk = start.enter_without_login(store)
    (person_id,) = person_ids(desk, PersonQuery(text=PROTECTED))
    card = person_card(desk, person_id)
    persons.set_protection(desk, person_id, card.version, Protection.STRICT, "Kode 6")
    store.close()
    return office


def no_secret(hand: Hand) -> None:
    """Nothing of the protected person is to be read."""
    said = hand.reads()
    found = [secret for secret in SECRETS if secret.casefold() in said.casefold()]
    assert found == [], said
    assert not any(secret.casefold() in hand.window.windowTitle().casefold() for secret in SECRETS)


def as_counter(hand: Hand, role: Role = Role.COUNTER) -> None:
    """The leader tries the role."""
    hand.window.entrance.enter_as(role)
    hand.settle()


def test_the_leader_can_read_what_the_counter_may_not(qtbot, tmp_path, with_protected):
    with at_window(qtbot, tmp_path, with_protected) as hand:
        hand.page("leietakere")
        assert "Tuolja, Nils-Áslak" in hand.reads()
        as_counter(hand)
        hand.page("leietakere")
        no_secret(hand)


def test_no_list_record_search_or_tab_gives_a_protected_name(qtbot, tmp_path, with_protected):
    with at_window(qtbot, tmp_path, with_protected) as hand:
        as_counter(hand)
        page = hand.page("boliger")
        assert isinstance(page, BoligerPage)
        hand.click_row(page.list.table, "Kirkebakken 24", "adresse")
        assert "Utleid – skjermet" in hand.reads()
        for tab in (*page.record.tabs.keys(),):
            page.record.tabs.choose(tab)
            hand.settle()
            no_secret(hand)
        for key in (Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6):
            qtbot.keyClick(hand.window, key, Qt.KeyboardModifier.ControlModifier)
            hand.settle()
            no_secret(hand)
        for typed in ("tuol", "aslak", "21.07.1968", "90000006", "kirkebakken 24"):
            search(hand, typed)


def search(hand: Hand, typed: str) -> None:
    """Ctrl+K finds nothing of the person; what was typed is only in the field."""
    hand.qtbot.keyClick(hand.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    hand.types(typed)
    said = [words for words in hand.reads().splitlines() if words.casefold() not in (typed, f"ny person: «{typed}»")]
    assert not [words for words in said for secret in SECRETS if secret.casefold() in words.casefold()]
    hand.keys(Qt.Key.Key_Escape)


def test_neither_the_filter_nor_the_export_gives_the_name(qtbot, tmp_path, with_protected):
    with at_window(qtbot, tmp_path, with_protected) as hand:
        as_counter(hand)
        page = hand.page("leietakere")
        assert isinstance(page, LeietakerePage)
        hand.write_letters(page.list.bar.field.accessibleName(), "tuolja")
        assert not page.list.listing.ids
        homes = hand.page("boliger")
        assert isinstance(homes, BoligerPage)
        assert not homes.list.bar.export_button.isVisible()
        as_counter(hand, Role.FOLLOW_UP)  # may export, and may not see the protected either
        assert_silent(export_homes(hand, tmp_path / "boliger.xlsx"))


def export_homes(hand: Hand, place: Path) -> Path:
    """The list to Excel, as the button does it."""
    page = hand.page("boliger")
    assert isinstance(page, BoligerPage)
    hand.click(page.list.bar.export_button)
    hand.choose_in_menu("Listen til Excel …")
    (dialog,) = hand.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(place))
    dialog.close()
    hand.window.activateWindow()
    hand.settle()
    assert place.exists(), hand.reads()[:800]
    return place


def assert_silent(book: Path) -> None:
    """No cell of a spreadsheet holds a secret."""
    cells = [str(cell.value) for sheet in load_workbook(book) for row in sheet for cell in row if cell.value]
    assert len(cells) > 50
    assert not [cell for cell in cells for secret in SECRETS if secret.casefold() in cell.casefold()]
