"""How old what is unpaid is: five ages, each with its sum, that add up to what is open."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...rules.ledger.account import AgeBucket
from ...texts import enum_text, formats, text
from ..style import tokens, type

_HEIGHT, _BARS_H, _LABEL_H, _BAR_W = 132, 82, 22, 30
_STRIP_H, _STRIP_BAR = 52, 4
_SHORT = {
    AgeBucket.TO_14: "ui.restanser.alder_14",
    AgeBucket.TO_30: "ui.restanser.alder_30",
    AgeBucket.TO_60: "ui.restanser.alder_60",
    AgeBucket.TO_90: "ui.restanser.alder_90",
    AgeBucket.OVER_90: "ui.restanser.alder_over",
}


class Ages(QWidget):
    """What both pictures of the ages share; the sums are said to a screen reader."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._ages: Mapping[AgeBucket, int] = dict.fromkeys(AgeBucket, 0)
        self.setFixedHeight(height)
        self.setMinimumWidth(250)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ages(self, ages: Mapping[AgeBucket, int]) -> None:
        """Show the sums (øre) by age."""
        self._ages = {bucket: ages.get(bucket, 0) for bucket in AgeBucket}
        told = (f"{enum_text(bucket)}: {formats.kroner(ore)}" for bucket, ore in self._ages.items())
        self.setAccessibleName(text("ui.restanser.alder_lest", tekst=", ".join(told)))
        self.update()

    @property
    def total_ore(self) -> int:
        """What the bars add up to."""
        return sum(self._ages.values())


class AgeChart(Ages):
    """Bars of the ages of one account, 0–14 days leftmost; the sums stand over them."""

    def __init__(self) -> None:
        super().__init__(_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = _LABEL_H + _BARS_H
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.drawLine(0, foot, self.width(), foot)
        room, most = self.width() / len(self._ages), max(1, *self._ages.values())
        for place, (bucket, ore) in enumerate(self._ages.items()):
            self._paint_bar(painter, QRectF(place * room, 0, room, foot), ore / most, formats.amount(ore))
            painter.setFont(type.font("caption"))
            painter.setPen(tokens.color("text2"))
            box = QRectF(place * room, foot + 4, room, _LABEL_H)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text(_SHORT[bucket]))

    def _paint_bar(self, painter: QPainter, room: QRectF, share: float, words: str) -> None:
        height = max(0.0, share) * (_BARS_H - 4)
        bar = QRectF(room.center().x() - _BAR_W / 2, room.bottom() - height, _BAR_W, height)
        painter.fillRect(bar, tokens.color("accent"))
        painter.setFont(type.font("header" if height else "caption"))
        painter.setPen(tokens.color("text" if height else "text2"))
        over = QRectF(room.left(), bar.top() - _LABEL_H, room.width(), _LABEL_H)
        painter.drawText(over, Qt.AlignmentFlag.AlignCenter, words)


class AgeStrip(Ages):
    """The ages of a whole list in one line: days, sum, and the share of the largest as a bar."""

    def __init__(self) -> None:
        super().__init__(_STRIP_H)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.drawLine(0, 0, self.width(), 0)
        inner = self.rect().adjusted(tokens.S12, tokens.S4, -tokens.S12, -tokens.S4)
        room, most = inner.width() / len(self._ages), max(1, *self._ages.values())
        half = (inner.height() - _STRIP_BAR) / 2
        for place, (bucket, ore) in enumerate(self._ages.items()):
            left, width = inner.left() + place * room, room - tokens.S8
            lines = (("caption", "text2", enum_text(bucket)), ("header", "text", formats.amount(ore)))
            for line, (role, colour, words) in enumerate(lines):
                painter.setFont(type.font(role))
                painter.setPen(tokens.color(colour if ore else "text2"))
                box = QRectF(left, inner.top() + line * half, width, half)
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            foot = inner.bottom() - _STRIP_BAR + 1
            painter.fillRect(QRectF(left, foot, width, _STRIP_BAR), tokens.color("border"))
            painter.fillRect(QRectF(left, foot, width * max(0, ore) / most, _STRIP_BAR), tokens.color("accent"))
