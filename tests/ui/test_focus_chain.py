"""Asking for the order of Tab leaves every handle where it belongs, and the window never asks in the harmful way."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from boligdesk.ui.focus_chain import next_stop
from tests.support.sources import ROOT


def _window(qtbot: QtBot) -> tuple[QWidget, QLineEdit, QPushButton]:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    first, button = QLineEdit(), QPushButton("Mer")
    for widget in (first, button):
        rows.addWidget(widget)
    window.show()
    return window, first, button


def test_what_follows_outlives_what_was_asked(qtbot: QtBot) -> None:
    _whole, first, button = _window(qtbot)
    menu = QMenu(button)
    button.setMenu(menu)
    act = menu.addAction("Skriv ut")
    at: QWidget = first
    gone = []
    while at not in gone:
        gone.append(at)
        at = next_stop(at)
    assert gone[:2] == [first, button]
    first.deleteLater()
    del gone, at
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(first) and isValid(button) and isValid(act)
    menu.removeAction(act)


def test_nobody_else_asks_for_the_chain() -> None:
    asked = re.compile(r"(next|previous)InFocusChain\(")
    sources = [path for room in ("boligdesk/ui", "tests") for path in (ROOT / room).rglob("*.py")]
    found = {path.name for path in sources if asked.search(path.read_text("utf-8"))}
    assert found == {"focus_chain.py"}
