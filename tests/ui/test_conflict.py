"""The conflict dialog: who is preselected, what waits, merging, keyboard, and what comes out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from boligdesk.ui.parts.conflict import Conflict, ConflictDialog, ConflictField, Resolution, Side, Way

FIELDS = (
    ConflictField("phone", "Telefon", "40000000", "40000001", "40000000"),
    ConflictField("note", "Notat", "", "Helst heis.", "Har bil.", free_text=True),
    ConflictField("rooms", "Rom", 3, 4, 4),
    ConflictField("visit", "Visning", "kl. 10", "kl. 10", "kl. 11"),
)


@pytest.fixture
def window(qtbot):
    home = QWidget()
    qtbot.addWidget(home)
    home.resize(1280, 720)
    with qtbot.waitActive(home):
        home.show()
        home.activateWindow()
    return home


@pytest.fixture
def dialog(window):
    made = ConflictDialog(window, Conflict("Somby, Máret", "Siri K.", "09.14", "09.12", FIELDS))
    made.heard = []
    made.finished.connect(made.heard.append)
    made.open()
    return made


def test_only_a_field_that_both_changed_waits_for_a_choice(dialog):
    assert dialog.row("phone").side is Side.MINE
    assert dialog.row("visit").side is Side.THEIRS
    assert dialog.row("note").side is None
    assert not dialog.save.isEnabled()
    assert dialog._left.text() == "1 felt gjenstår"
    with pytest.raises(StopIteration):
        dialog.row("rooms")


def test_the_choices_are_saved_as_chosen(qtbot, dialog):
    dialog.row("note").choose(Side.THEIRS)
    assert dialog._left.text() == ""
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.heard == [
        Resolution(Way.SAVE, {"phone": "40000001", "note": "Har bil.", "rooms": 4, "visit": "kl. 11"})
    ]


def test_two_texts_can_be_made_one(qtbot, dialog):
    row = dialog.row("note")
    row.open_merge()
    assert row.merge_editor.toPlainText() == "Helst heis.\nHar bil."
    qtbot.keyClicks(row.merge_editor, "X")
    assert (row.side, row.value) == (Side.MERGED, "XHelst heis.\nHar bil.")
    assert dialog.save.isEnabled()
    row.choose(Side.MINE)
    assert row.value == "Helst heis."
    assert row.merge_editor.isHidden()


def test_mark_and_first_line_stand_as_high_in_every_column(dialog, window):
    row = dialog.row("note")
    row.open_merge()
    QApplication.processEvents()
    cell = row.theirs
    mark = cell.radio.mapTo(window, cell.radio.rect().center()).y()
    for label in (cell.words, row.mine.words, row._result):
        first = label.mapTo(window, label.contentsRect().topLeft()).y() + label.fontMetrics().height() / 2
        assert abs(first - mark) <= 1


def test_everything_of_the_other_or_later(qtbot, dialog, window):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert [r.way for r in dialog.heard] == [Way.LATER]


def test_the_keyboard_reaches_every_choice(qtbot, dialog):
    seen = set()
    for _ in range(12):
        widget = QApplication.focusWidget()
        if isinstance(widget, QRadioButton):
            seen.add(widget.accessibleName())
            qtbot.keyClick(widget, Qt.Key.Key_Right)
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
            seen.add(QApplication.focusWidget().accessibleName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert any(name.startswith("Notat: bruk") for name in seen)
    assert dialog.save.isEnabled()


def test_both_changed_to_different_things_is_never_chosen_for_them():
    assert ConflictField("a", "A", 1, 2, 3).preselected is None
    assert ConflictField("a", "A", 1, 2, 2).equal
