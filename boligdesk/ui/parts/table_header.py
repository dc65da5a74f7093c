"""The header of a table: sunken, the sort arrow beside its word, pressed by mouse."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ..style import icons, tokens, type

_PAD = 10
_ARROW = 14
_GAP = 4


class TableHeader(QHeaderView):
    """Paints itself; `mark` says which column orders the list."""

    def __init__(self, parent: QWidget, *, in_card: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sorted: int | None = None
        self._descending = False
        self._in_card = in_card
        self.setFixedHeight(tokens.CARD_HEADER_H if in_card else tokens.HEADER_H)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setFont(type.font("header"))

    def mark(self, section: int | None, descending: bool) -> None:
        """Show the arrow at this column, or nowhere."""
        self._sorted, self._descending = section, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, tokens.color("sunken"))
        painter.setPen(tokens.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if not self._in_card:
            painter.drawLine(rect.topLeft(), rect.topRight())
        self._paint_word(painter, rect.adjusted(_PAD, 0, -_PAD, 0), section)
        painter.restore()

    def _paint_word(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        orientation, role = Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        word = str(model.headerData(section, orientation))
        right = bool(int(model.headerData(section, orientation, role)) & int(Qt.AlignmentFlag.AlignRight))
        ordered = section == self._sorted
        room = rect.width() - (_ARROW + _GAP if ordered else 0)
        shown = type.metrics("header").elidedText(word, Qt.TextElideMode.ElideRight, room)
        width = type.width("header", shown)
        left = rect.right() + 1 - width if right else rect.left()
        painter.setFont(type.font("header"))
        painter.setPen(tokens.color("text" if ordered else "text2"))
        box = QRect(left, rect.top(), width + 1, rect.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if ordered:
            arrow = "arrow-down" if self._descending else "arrow-up"
            x = left - _GAP - _ARROW if right else left + width + _GAP
            icons.paint(painter, arrow, "text", x, rect.center().y() - _ARROW / 2 + 1, _ARROW)
