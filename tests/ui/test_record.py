"""The record shell: tabs, two columns or one, only the cards scroll, Esc goes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from boligdesk.ui.parts.cards import Card
from boligdesk.ui.parts.recordpage import Place, Placed, RecordPage, TabSpec


@pytest.fixture
def window(qtbot):
    home = QWidget()
    home.page = RecordPage([TabSpec("nu", "ui.post.oversikt"), TabSpec("dok", "ui.felles.mer", 2)])
    QHBoxLayout(home).addWidget(home.page)
    qtbot.addWidget(home)
    home.resize(1440, 900)
    with qtbot.waitExposed(home):
        home.show()
    return home


def cards():
    places = (Place.MAIN, Place.ASIDE, Place.MAIN, Place.ASIDE, Place.WIDE)
    return [Placed(Card(f"Kort {n}"), place) for n, place in enumerate(places)]


def spots(flow):
    return [(p.card.x() > 100, p.card.y()) for p in flow._cards]


def test_before_a_record_is_chosen_the_page_says_what_to_do(window):
    assert window.page._nothing.text() == "Velg en linje i listen."
    assert not window.page.bar.isVisible()


def test_cards_stand_in_pairs_in_a_wide_window_and_in_order_in_a_narrow_one(qtbot, window):
    page, placed = window.page, cards()
    page.show_cards(placed)
    flow = page.flow("nu")
    qtbot.waitUntil(lambda: placed[4].card.y() > placed[2].card.y() > placed[0].card.y())
    assert flow.two_columns
    right, tops = zip(*spots(flow), strict=True)
    assert right == (False, True, False, True, False)
    assert tops[0] == tops[1] < tops[2] == tops[3] < tops[4]
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: not flow.two_columns and placed[1].card.y() > placed[0].card.y())
    right, tops = zip(*spots(flow), strict=True)
    assert not any(right)
    assert list(tops) == sorted(set(tops))


def test_cards_that_have_no_room_beside_each_other_stand_in_one_column(qtbot, window):
    page, placed = window.page, cards()
    page.show_cards(placed)
    flow = page.flow("nu")
    qtbot.waitUntil(lambda: flow.two_columns)
    wide = QWidget(minimumWidth=flow.width() - 100)
    placed[1].card.add(wide)
    qtbot.waitUntil(lambda: not flow.two_columns)
    qtbot.waitUntil(lambda: flow.widget().width() <= flow.viewport().width())
    wide.setMinimumWidth(100)
    qtbot.waitUntil(lambda: flow.two_columns)


def test_a_tab_asks_for_its_cards_and_keeps_them(window):
    asked = []
    window.page.tab_shown.connect(asked.append)
    window.page.show_cards(cards())
    window.page.tabs.choose("dok")
    window.page.show_cards([Placed(Card("Brev"))])
    window.page.tabs.choose("nu")
    assert asked == ["dok", "nu"]
    assert len(window.page.flow("nu")._cards) == 5
    assert len(window.page.flow("dok")._cards) == 1


def test_escape_goes_back_to_the_list(qtbot, window):
    heard = []
    window.page.left.connect(lambda: heard.append(1))
    window.page.show_cards(cards())
    window.page.focus_record()
    qtbot.keyClick(window.page.tabs, Qt.Key.Key_Escape)
    assert heard == [1]


def test_many_cards_do_not_make_the_window_grow(window):
    window.resize(1280, 720)
    window.page.show_cards([Placed(Card(f"Kort {n}")) for n in range(60)])
    assert window.minimumSizeHint().height() < 400
    assert window.height() == 720
