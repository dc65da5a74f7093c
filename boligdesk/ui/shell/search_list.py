"""The hits of the search: headings, two-line rows with what was typed marked, a chip at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...texts import text
from ..parts.band import cap_width, paint_cap
from ..parts.chips import chip_width, paint_chip
from ..style import icons, tokens, type
from .search_finder import Line

Index = QModelIndex | QPersistentModelIndex
_ROW_H, _HEADING_H, _PAD_V = 50, 38, 6
_ICON_X, _TEXT_X, _RIGHT = 22, 56, 18
_LINE = Qt.ItemDataRole.UserRole


class _Lines(QAbstractListModel):
    """The lines; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.said
        return line if role == _LINE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.lines[index.row()]
        if line.target is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    """Draws a line."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(_LINE)
        return QSize(200, _ROW_H if line.target is not None else _HEADING_H)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(_LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.target is None:
            _words(painter, option.rect.adjusted(20, 8, 0, 0), line.title, "header", "text2")
        else:
            here = bool(option.state & QStyle.StateFlag.State_Selected)
            _hit(painter, option.rect, line, here)
        painter.restore()


def _hit(painter: QPainter, rect: QRect, line: Line, here: bool) -> None:
    if here:
        painter.fillRect(rect, tokens.color("selected"))
        painter.fillRect(QRect(rect.left(), rect.top(), tokens.ROW_EDGE_W, rect.height()), tokens.color("accent"))
    if line.icon:
        colour = "accent" if here else "text2"
        icons.paint(painter, line.icon, colour, rect.left() + _ICON_X, rect.center().y() - 9, 20)
    right = _right_side(painter, rect, line, here)
    room = QRect(rect.left() + _TEXT_X, rect.top(), right - rect.left() - _TEXT_X - tokens.S12, rect.height())
    if not line.below:
        _title(painter, room, line)
        return
    _title(painter, room.adjusted(0, 3, 0, -22), line)
    _words(painter, room.adjusted(0, 24, 0, -3), line.below, "caption", "text2")


def _right_side(painter: QPainter, rect: QRect, line: Line, here: bool) -> int:
    """Key cap and chip; returns where they begin."""
    right = rect.right() - _RIGHT
    if here:
        key = text("ui.sok.enter")
        paint_cap(painter, right, rect.center().y() + 1, key, "text2", "control")
        right -= cap_width(key) + 14
    if line.chip is not None:
        width = chip_width(line.chip)
        right -= width
        paint_chip(painter, QRectF(right, rect.top(), width, rect.height()), line.chip)
    return right


def _title(painter: QPainter, room: QRect, line: Line) -> None:
    metrics = type.metrics("body")
    shown = metrics.elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
    for start, end in line.marks:
        if end <= len(shown.rstrip("…")):
            left = metrics.horizontalAdvance(shown[:start])
            width = metrics.horizontalAdvance(shown[:end]) - left
            top = room.center().y() - metrics.height() / 2 + 1
            box = QRectF(room.left() + left - 1, top, width + 2, metrics.height())
            painter.fillRect(box, tokens.color("mark"))
    _words(painter, room, shown, "body", "text")


def _words(painter: QPainter, room: QRect, words: str, role: str, colour: str) -> None:
    painter.setFont(type.font(role))
    painter.setPen(tokens.color(colour))
    shown = type.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class HitList(QListView):
    """Lines to choose among; the keyboard stays in the field, which calls `step` and `take_current`."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model = _Lines()
        self._model.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(text("ui.sok.treffliste"))
        self.setMouseTracking(True)
        self.clicked.connect(self._clicked)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._model.lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines and stand on the first that can be chosen."""
        self._model.show(lines)
        self.step(1, from_row=-1)

    def wanted_height(self) -> int:
        """Height that shows all lines."""
        heights = (_ROW_H if line.target is not None else _HEADING_H for line in self.lines)
        return sum(heights) + (_PAD_V if self.lines else 0)

    @property
    def current_line(self) -> Line | None:
        """The line one stands on."""
        row = self.currentIndex().row()
        return self.lines[row] if row >= 0 else None

    def step(self, steps: int, from_row: int | None = None) -> None:
        """Go so many lines down (negative: up), over the headings; it stops at both ends."""
        choices = [row for row, line in enumerate(self.lines) if line.target is not None]
        if not choices:
            return
        here = self.currentIndex().row() if from_row is None else from_row
        place = choices.index(here) + steps if here in choices else 0
        row = choices[min(max(place, 0), len(choices) - 1)]
        self.setCurrentIndex(self._model.index(row))
        self.scrollTo(self._model.index(0) if row == choices[0] else self._model.index(row))

    def take_current(self) -> None:
        """Open the line one stands on."""
        line = self.current_line
        if line is not None:
            self.taken.emit(line.target)

    def _clicked(self, index: QModelIndex) -> None:
        line = self.lines[index.row()]
        if line.target is not None:
            self.taken.emit(line.target)
