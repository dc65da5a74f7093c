"""The main job without a mouse: from the list of homes to two printed copies of a lease."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog

from boligdesk.casework.documents import CaseLink, documents_of
from boligdesk.casework.tenancy_card import tenancy_card
from boligdesk.casework.tenancy_list import TenancyQuery, tenancy_ids
from boligdesk.rules.vocabulary import DocumentKind

from .hand import Hand, at_window

pytestmark = pytest.mark.reise
_KEY = Qt.Key


def test_a_lease_without_a_mouse(qtbot, tmp_path, office):
    with at_window(qtbot, tmp_path, office) as hand:
        hand.page("boliger")
        hand.types("fjordgata 16 h0102")  # letters typed in the list go to its filter
        hand.keys(_KEY.Key_Return)
        assert "Fjordgata 16, H0102" in hand.reads()
        hand.keys(_KEY.Key_Return)
        hand.tab_to("Ny leiekontrakt")
        hand.keys(_KEY.Key_Return)
        fill_in_who(hand)
        hand.keys(_KEY.Key_Return, _KEY.Key_Return, _KEY.Key_Return)
        answer_heating(hand)
        hand.keys(_KEY.Key_Return, _KEY.Key_Return)
        assert "Papirer som skrives ut" in hand.reads()
        hand.keys(_KEY.Key_Return)
        close_print_dialog(hand)
        hand.keys(_KEY.Key_Return)  # Lukk
        assert hand.dialog is None
        check_lease(hand)


def fill_in_who(hand: Hand) -> None:
    """The home is known; the tenant is found by letters."""
    hand.tab_to_named("Leietakere")
    hand.types("balto")
    hand.keys(_KEY.Key_Down, _KEY.Key_Return)
    assert "Balto, Risten" in hand.reads()


def answer_heating(hand: Hand) -> None:
    """What nobody knows is asked for: the keyboard stands on the question, an arrow and the space bar answer it."""
    focus = QApplication.focusWidget()
    assert focus is not None and focus.accessibleName() == "Oppvarming i leien: Ja"
    hand.keys(_KEY.Key_Right, _KEY.Key_Space)
    assert QApplication.focusWidget().accessibleName() == "Oppvarming i leien: Nei"


def close_print_dialog(hand: Hand) -> None:
    """The PC's own dialog: Esc."""
    for dialog in hand.window.findChildren(QPrintDialog):
        dialog.done(QDialog.DialogCode.Rejected)
    hand.window.activateWindow()
    hand.settle()


def check_lease(hand: Hand) -> None:
    assert hand.window.seat is not None
    desk = hand.window.seat.desk
    ids = tenancy_ids(desk, TenancyQuery(text="fjordgata 16"))
    card = next(card for card in (tenancy_card(desk, i) for i in ids) if card.dwelling_number == "H0102")
    assert (card.rent_ore, [tenant.name for tenant in card.tenants]) == (750000, ["Risten Balto"])
    kinds = {row.kind for row in documents_of(desk, CaseLink(tenancy_id=card.id))}
    assert {DocumentKind.LEASE, DocumentKind.HOUSE_RULES, DocumentKind.PROTOCOL} <= kinds


def test_every_tab_search_help_and_shield_have_their_keys(qtbot, tmp_path, office):
    with at_window(qtbot, tmp_path, office) as hand:
        control = Qt.KeyboardModifier.ControlModifier
        for key, page in (
            (_KEY.Key_3, "leietakere"),
            (_KEY.Key_1, "i_dag"),
            (_KEY.Key_4, "soknader"),
            (_KEY.Key_5, "veiledning"),
            (_KEY.Key_6, "restanser"),
            (_KEY.Key_2, "boliger"),
        ):
            qtbot.keyClick(hand.window, key, control)
            hand.settle()
            assert hand.window.tabs.current == page
        qtbot.keyClick(hand.window, _KEY.Key_K, control)
        hand.types("tuolja")
        hand.keys(_KEY.Key_Return)
        assert "Tuolja, Nils-Áslak" in hand.reads()
        qtbot.keyClick(hand.window, _KEY.Key_F9)
        assert "Tuolja" not in hand.reads()
        qtbot.keyClick(hand.window, _KEY.Key_F9)
        assert "Tuolja, Nils-Áslak" in hand.reads()
        qtbot.keyClick(hand.window, _KEY.Key_F1)
        hand.settle()
        assert hand.dialog is not None
        hand.keys(_KEY.Key_Escape)
        assert hand.dialog is None
