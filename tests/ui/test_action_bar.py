"""The reason beside a disabled primary is read whole: the other acts give way to it, and come back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from boligdesk.ui.focus_chain import next_stop
from boligdesk.ui.parts.buttons import Button, ButtonKind
from boligdesk.ui.parts.cards import ActionBar
from boligdesk.ui.parts.dialog import DialogFrame
from boligdesk.ui.parts.labels import ElidedLabel

_WHY = "Vilkår 6 er ukjent. Skaff opplysningene som mangler."


@pytest.fixture
def bar(qtbot: QtBot) -> ActionBar:
    window = QWidget()
    window.resize(1440, 300)
    made = ActionBar(window)
    made.add("Lag forslag til vedtak", lambda: None, kind=ButtonKind.PRIMARY)
    made.add("Svar som systemet", lambda: None)
    made.add("Skriv ut", lambda: None, right=True)
    made.resize(620, made.height())
    qtbot.addWidget(window)
    window.show()
    return made


def _shown(bar: ActionBar) -> list[str]:
    return [button.text() for button in bar.findChildren(Button) if button.isVisible() and button is not bar.more]


def test_tab_goes_as_one_reads_with_mer_last(bar: ActionBar) -> None:
    bar.add_more("Gi til en annen", lambda: None)
    bar.clear()
    for label, right in (("Skriv ut", True), ("Lag varsel", False), ("Logg kontakt", False)):
        bar.add(label, lambda: None, right=right)
    bar.add_more("Gi til en annen", lambda: None)
    gone, at = [], bar.findChildren(Button)[-1]
    for _step in range(60):
        at = next_stop(at)
        if isinstance(at, Button) and at.isVisible():
            gone.append(at.text())
    first = gone.index("Lag varsel")
    assert gone[first : first + 4] == ["Lag varsel", "Logg kontakt", "Skriv ut", bar.more.text()]


def test_acts_give_way_to_a_reason(bar: ActionBar) -> None:
    assert "Svar som systemet" in _shown(bar)
    bar.set_reason(_WHY)
    assert _shown(bar) == ["Lag forslag til vedtak", "Skriv ut"]
    assert [action.text() for action in bar.more.menu_of_acts.actions()] == ["Svar som systemet"]


def test_the_reason_is_whole(bar: ActionBar, qtbot: QtBot) -> None:
    bar.resize(760, bar.height())
    bar.set_reason(_WHY)
    told = bar.findChild(ElidedLabel)
    qtbot.waitUntil(lambda: told.text() == _WHY)


def test_acts_come_back_when_there_is_no_reason(bar: ActionBar) -> None:
    bar.set_reason(_WHY)
    bar.set_reason("")
    assert "Svar som systemet" in _shown(bar)


def test_a_dialog_over_a_bar_that_is_made_anew_gives_the_keyboard_to_the_primary(bar: ActionBar) -> None:
    bar.window().activateWindow()
    opener = bar.add("Nytt vedtak", lambda: None)
    opener.setFocus()
    dialog = DialogFrame(bar.window(), "Utkast")
    dialog.open()
    bar.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    primary = bar.add("Gjør vedtaket", lambda: None, kind=ButtonKind.PRIMARY)
    bar.add("Skriv på utkastet", lambda: None)
    bar.add_more("Avslutt", lambda: None)
    dialog.finish(None)
    assert QApplication.focusWidget() is primary
