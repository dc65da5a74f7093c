"""How the cells of a table are drawn: one or two lines, chips, group rows, hover and selection."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from ..style import tokens, type
from .chips import ChipKind, ChipLook, chip_width, look, paint_chip
from .table_model import CellKind, Role

Index = QModelIndex | QPersistentModelIndex
PAD = 10
_LINE_GAP = 1


class TableDelegate(QStyledItemDelegate):
    """Paints what the model says, in the look's own way; `hovered` tells which line is under the pointer."""

    def __init__(self, parent: QWidget, hovered: Callable[[], int]) -> None:
        super().__init__(parent)
        self._hovered = hovered

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect
        if index.data(Role.GROUP) is not None:
            _paint_group(painter, rect, index)
        else:
            painter.fillRect(rect, tokens.color(self._ground(option, index)))
            _paint_cell(painter, rect, index)
        painter.setPen(tokens.color("chartgrid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem, index: Index) -> str:
        if option.state & QStyle.StateFlag.State_Selected:
            return "selected"
        return "hover" if index.row() == self._hovered() else "surface"

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(natural_width(index), tokens.ROW_H)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole text as a tooltip where it did not fit, and nothing where it did."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        rect: QRect = option.rect
        cut = natural_width(index) > rect.width() and index.data(Role.GROUP) is None
        whole = "\n".join(filter(None, (index.data(), index.data(Role.SECOND))))
        QToolTip.showText(event.globalPos(), whole if cut else "", view)
        return True


def natural_width(index: Index) -> int:
    """The width at which nothing of the cell is cut, padding included."""
    if (chip := _chip(index)) is not None:
        return chip_width(chip) + 2 * PAD
    first = type.width(_role(index), index.data() or "")
    second = type.width("caption", index.data(Role.SECOND) or "")
    return max(first, second) + 2 * PAD + 1


def _chip(index: Index) -> ChipLook | None:
    value = index.data(Role.CHIP)
    if isinstance(value, ChipKind):
        return look(value)
    return value if isinstance(value, ChipLook) else None


def _role(index: Index) -> str:
    """A status colour also weighs more; a muted grey does not."""
    alarms = index.data(Role.TONE) not in (None, "text2", "text3")
    return "h4" if index.data(Role.KIND) is CellKind.STRONG or alarms else "body"


def _paint_group(painter: QPainter, rect: QRect, index: Index) -> None:
    painter.fillRect(rect, tokens.color("sunken"))
    inner = rect.adjusted(PAD, 0, -PAD, 0)
    _text(painter, inner, index.data() or "", "header", "text2", Qt.AlignmentFlag.AlignLeft)


def _paint_cell(painter: QPainter, rect: QRect, index: Index) -> None:
    inner = rect.adjusted(PAD, 0, -PAD, -1)
    if (chip := _chip(index)) is not None:
        paint_chip(painter, QRectF(inner), chip)
        return
    side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignHorizontal_Mask
    second = index.data(Role.SECOND)
    colour, role = _colour(index), _role(index)
    if not second:
        _text(painter, inner, index.data() or "", role, colour, side)
        return
    first_h, second_h = type.metrics(role).height(), type.metrics("caption").height()
    top = inner.top() + (inner.height() - first_h - second_h - _LINE_GAP) // 2
    upper = QRect(inner.left(), top, inner.width(), first_h)
    lower = QRect(inner.left(), top + first_h + _LINE_GAP, inner.width(), second_h)
    _text(painter, upper, index.data() or "", role, colour, side)
    _text(painter, lower, second, "caption", "text3", side)


def _colour(index: Index) -> str:
    if not index.data(Role.LOADED):
        return "text3"
    muted = "text2" if index.data(Role.KIND) is CellKind.MUTED else "text"
    return index.data(Role.TONE) or muted


def _text(painter: QPainter, rect: QRect, words: str, role: str, colour: str, side: Qt.AlignmentFlag) -> None:
    painter.setFont(type.font(role))
    painter.setPen(tokens.color(colour))
    shown = type.metrics(role).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
