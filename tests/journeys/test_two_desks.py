"""Two caseworkers at two windows change the same home: the second is told, both versions are shown, nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from boligdesk.casework import stock, stock_list
from boligdesk.casework.history import dwelling_history
from boligdesk.database.engine import Storage
from boligdesk.ui.pages.boliger import BoligerPage
from boligdesk.ui.parts.conflict import ConflictDialog

from .hand import Hand, at_window

pytestmark = pytest.mark.reise


def open_form(hand: Hand) -> int:
    """The form of Fjordgata 14, H0101; the home's id."""
    page = hand.page("boliger")
    assert isinstance(page, BoligerPage)
    hand.click_row(page.list.table, "Fjordgata 14", "adresse")
    hand.choose_act("Rediger boligen …")
    assert page.record.dwelling_id is not None
    return page.record.dwelling_id


@pytest.mark.parametrize("storage", [Storage.LOCAL, Storage.SHARE], ids=["pc", "delt"])
def test_two_windows_change_the_same_home(qtbot, tmp_path, office, storage):
    place = f"/{office}" if storage is Storage.SHARE else office
    with at_window(qtbot, tmp_path / "siri", place) as siri, at_window(qtbot, tmp_path / "arne", place) as arne:
        dwelling_id = open_form(siri)
        assert open_form(arne) == dwelling_id
        siri.write("Rom", "4")
        siri.write("Bod", "Bod 12 i kjelleren")
        siri.press("Lagre")
        assert siri.dialog is None

        arne.write("Rom", "5")
        arne.write("Parkering", "Plass 7")
        arne.press("Lagre")
        assert isinstance(arne.dialog, ConflictDialog)
        said = arne.reads()
        assert "Du og en kollega har endret det samme" in said
        assert "Rom: bruk versjonen til en kollega, 4" in said
        assert "Bod 12 i kjelleren" in said and "Plass 7" in said
        arne.tick("Rom: bruk min versjon, 5")
        arne.press("Lagre valgene")

        assert arne.window.seat is not None
        desk = arne.window.seat.desk
        facts = stock.dwelling_card(desk, dwelling_id).facts
        assert (facts.rooms, facts.storage_room, facts.parking) == (5, "Bod 12 i kjelleren", "Plass 7")
        kept = str(dwelling_history(desk, dwelling_id))
        assert "Bod 12 i kjelleren" in kept and "Plass 7" in kept
        assert stock_list.dwelling_rows(desk, [dwelling_id])[dwelling_id].rooms == 5


def test_the_other_window_shows_what_was_saved(qtbot, tmp_path, office):
    with at_window(qtbot, tmp_path / "siri", office) as siri, at_window(qtbot, tmp_path / "arne", office) as arne:
        open_form(siri)
        page = arne.page("boliger")
        assert isinstance(page, BoligerPage)
        arne.click_row(page.list.table, "Fjordgata 14", "adresse")
        siri.write("Rom", "6")
        siri.press("Lagre")
        arne.window.tools.woken()
        arne.settle()
        qtbot.waitUntil(lambda: "6 rom" in arne.reads())
        qtbot.keyClick(arne.window, Qt.Key.Key_F9)
