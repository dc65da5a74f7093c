"""Ctrl+K: a field over the dimmed window, mixed hits under it. Arrows choose, Enter opens, Esc goes back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ...texts import text
from ..parts.alerts import IconMark
from ..parts.dialog import paint_panel
from ..parts.labels import Label, rule
from ..style import tokens, type
from .context import Context
from .keycap import KeyCap
from .search_finder import Answer, Finder
from .search_list import HitList

_WIDTH, _TOP, _FIELD_H, _FOOT_H = 760, 72, 56, 38


def _large() -> QFont:
    """What is typed stands a step larger than the hits."""
    font = QFont(type.font("body"))
    font.setPixelSize(19)
    return font


class SearchBox(QWidget):
    """The search over `window`; `wanted(target)` when something is chosen."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, window: QWidget, finder: Finder, ctx: Context) -> None:
        super().__init__(window)
        self._window, self._finder, self._ctx = window, finder, ctx
        self._before: QWidget | None = None
        self.setAccessibleName(text("ui.sok.navn"))
        self.panel = QFrame(self)
        self.panel.setAccessibleName(text("ui.sok.navn"))
        self.field = QLineEdit()
        self.hits = HitList()
        self._count = Label("", "caption", "text2")
        self._lay_out()
        self.field.textChanged.connect(lambda _typed: self.show_answer())
        self.field.installEventFilter(self)
        self.hits.taken.connect(self._take)
        finder.ready.connect(self.show_answer)
        window.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._top())
        column.addWidget(rule())
        column.addWidget(self.hits, 1)
        column.addWidget(rule())
        column.addLayout(self._foot())

    def _top(self) -> QHBoxLayout:
        self.field.setObjectName("sokefelt")
        self.field.setStyleSheet(
            "QLineEdit#sokefelt { border: none; background: transparent; padding: 0; min-height: 36px; }"
        )
        self.field.setFont(_large())
        self.field.setPlaceholderText(text("ui.band.sok"))
        self.field.setAccessibleName(text("ui.band.sok_navn"))
        row = QHBoxLayout()
        row.setContentsMargins(20, 10, 18, 9)
        row.setSpacing(tokens.S12)
        row.addWidget(IconMark("search", "accent", 20))
        row.addWidget(self.field, 1)
        row.addWidget(KeyCap("Esc"))
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 7, 18, 8)
        row.setSpacing(6)
        for key, words in (("↑ ↓", text("ui.sok.velg")), ("Enter", text("ui.sok.apne"))):
            row.addWidget(KeyCap(key))
            row.addWidget(Label(words, "caption", "text2"))
            row.addSpacing(tokens.S12)
        row.addStretch(1)
        row.addWidget(self._count)
        return row

    def open_box(self) -> None:
        """Show it and take the keyboard."""
        self._before = QApplication.focusWidget()
        self.show_answer()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_box(self) -> None:
        """Go away; the keyboard returns to where it was."""
        self._window.removeEventFilter(self)
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def show_answer(self) -> None:
        """Answer what is typed now; asked anew when the index became fresher."""
        answer = self._finder.find(self.field.text())
        self.hits.show_lines(answer.lines)
        self._count.setText(self._told(answer))
        self._place()

    def _told(self, answer: Answer) -> str:
        if not self._finder.loaded:
            return text("ui.sok.henter")
        if not self.field.text().strip():
            return text("ui.sok.skriv")
        return text("ui.sok.treff", antall=answer.total)

    def _take(self, target: object) -> None:
        self.close_box()
        self.wanted.emit(target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Keys that are not letters: move among the hits, open, leave. Tab stays here: there is one field."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        key = Qt.Key(event.key())
        if key in steps:
            self.hits.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hits.take_current()
        elif key == Qt.Key.Key_Escape:
            self.close_box()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_box()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(_WIDTH, self.width() - 2 * tokens.S16)
        most = self.height() - _TOP - 2 * tokens.S24
        height = min(_FIELD_H + self.hits.wanted_height() + _FOOT_H + 4, most)
        self.panel.setGeometry(QRect((self.width() - width) // 2, _TOP, width, height))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.color("scrim"))
        paint_panel(painter, QRectF(self.panel.geometry()))
