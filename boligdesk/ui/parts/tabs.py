"""Tabs of the window and of a record: words with a line under the current one, a count only where work waits."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from ...texts import text
from ..style import tokens, type

_HALF_GAP, _OVERHANG, _LINE, _BADGE_GAP, _BADGE_H, _BADGE_PAD = 14, 4, 3, 9, 19, 7


class TabStrip(QTabBar):
    """A native tab bar (keyboard, screen reader) painted in the look. `chosen(key)` when the current one changes."""

    chosen = Signal(str)

    def __init__(self, height: int, left: int, *, ground: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height, self._ground = height, ground
        self._titles: list[str] = []
        self._keys: list[str] = []
        self._counts: dict[str, int] = {}
        self._indent = left - _HALF_GAP
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(type.font("button"))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(height)
        self.currentChanged.connect(self._changed)

    def add(self, key: str, title: str, count: int = 0) -> None:
        """Add a tab; `count` > 0 shows a badge."""
        self._keys.append(key)
        self._titles.append(title)
        self._counts[key] = count
        self.addTab(title)
        self.set_count(key, count)

    def set_count(self, key: str, count: int) -> None:
        """Show how much work waits; nothing is shown at zero."""
        self._counts[key] = count
        index, title = self._keys.index(key), self._titles[self._keys.index(key)]
        said = text("ui.fane.venter", tittel=title, antall=count) if count else title
        self.setAccessibleTabName(index, said)
        self.setTabText(index, title)
        self.update()

    def count_of(self, key: str) -> int:
        """The badge of a tab."""
        return self._counts[key]

    @property
    def current(self) -> str:
        """Key of the current tab."""
        return self._keys[self.currentIndex()]

    def keys(self) -> list[str]:
        """All keys, left to right."""
        return list(self._keys)

    def choose(self, key: str) -> None:
        """Go to a tab."""
        self.setCurrentIndex(self._keys.index(key))

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._content_width(index) + 2 * _HALF_GAP + self._indent_of(index), self._height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return QSize(min(44, self.tabSizeHint(index).width()), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ground:
            painter.fillRect(self.rect(), tokens.color(self._ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.color("border"))
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _changed(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(self._keys[index])

    def _content_width(self, index: int) -> int:
        return type.width("h4", self._titles[index]) + self._badge_width(index)

    def _badge_text(self, index: int) -> str:
        count = self._counts[self._keys[index]]
        return str(count) if count else ""

    def _badge_width(self, index: int) -> int:
        words = self._badge_text(index)
        return _BADGE_GAP + type.width("badge", words) + 2 * _BADGE_PAD if words else 0

    def _indent_of(self, index: int) -> int:
        """What the first tab stands in, so that its word is flush with the page under it."""
        return self._indent if index == 0 else 0

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        here = index == self.currentIndex()
        rect = self.tabRect(index).adjusted(self._indent_of(index), 0, 0, 0)
        role = "h4" if here else "button"
        width = min(self._content_width(index), rect.width() - 2 * _OVERHANG)
        left = rect.left() + (rect.width() - width) // 2
        room = QRect(left, rect.top(), width - self._badge_width(index), rect.height() - 1)
        title = type.metrics(role).elidedText(self._titles[index], Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.setFont(type.font(role))
        painter.setPen(tokens.color(self._word_colour(index)))
        painter.drawText(room.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, title)
        self.setTabToolTip(index, "" if title == self._titles[index] else self._titles[index])
        self._paint_badge(painter, index, room)
        if here:
            self._paint_here(painter, QRect(left - _OVERHANG, rect.top(), width + 2 * _OVERHANG, rect.height()))

    def _word_colour(self, index: int) -> str:
        if index == self.currentIndex():
            return "accent"
        hovered = self.tabAt(self.mapFromGlobal(self.cursor().pos())) == index
        return "text" if hovered and self.underMouse() else "text2"

    def _paint_badge(self, painter: QPainter, index: int, room: QRect) -> None:
        words = self._badge_text(index)
        if not words:
            return
        width = type.width("badge", words) + 2 * _BADGE_PAD
        box = QRectF(room.right() + 1 + _BADGE_GAP, room.center().y() - _BADGE_H / 2 + 0.5, width, _BADGE_H)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("neutralbg"))
        painter.drawRoundedRect(box, _BADGE_H / 2, _BADGE_H / 2)
        painter.setFont(type.font("badge"))
        painter.setPen(tokens.color("text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_here(self, painter: QPainter, area: QRect) -> None:
        line = QRect(area.left(), area.bottom() - _LINE + 1, area.width(), _LINE)
        painter.fillRect(line, tokens.color("accent"))
        if self.hasFocus():
            painter.setPen(QPen(tokens.color("focus"), tokens.FOCUS_W))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(area).adjusted(1 - _OVERHANG, 4, _OVERHANG - 1, -_LINE - 2)
            painter.drawRoundedRect(ring, tokens.RADIUS, tokens.RADIUS)


class MainTabs(TabStrip):
    """The tabs of the day, across the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tokens.TABS_H, tokens.PAGE_MARGIN, ground="surface", parent=parent)


class SubTabs(TabStrip):
    """The tabs of a record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tokens.SUBTABS_H, 20, ground=None, parent=parent)
