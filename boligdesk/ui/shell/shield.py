"""Skjermvern (F9): the whole window covered, nothing of the office's business to be read."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...texts import formats, text
from ..parts.labels import Label
from ..style import tokens, type
from .keycap import KeyCap

_ARMS = QSize(100, 120)


class Arms(QWidget):
    """The office's logo, or a neutral shield as long as it has none."""

    def __init__(self) -> None:
        super().__init__()
        self._logo: QPixmap | None = None
        self.setFixedSize(_ARMS)

    def show_logo(self, content: bytes | None) -> None:
        """Show a logo (PNG or JPEG bytes)."""
        image = QImage.fromData(QByteArray(content)) if content else QImage()
        self._logo = None if image.isNull() else QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._logo is None:
            _paint_shield(painter, QRectF(self.rect()))
            return
        size = self._logo.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(QPointF(0, 0), size.toSizeF())
        box.moveCenter(QRectF(self.rect()).center())
        painter.drawPixmap(box, self._logo, QRectF(self._logo.rect()))


def _paint_shield(painter: QPainter, box: QRectF) -> None:
    """A shield with a house: nobody's arms."""
    shape = QPainterPath()
    shape.moveTo(box.topLeft())
    shape.lineTo(box.topRight())
    shape.lineTo(box.right(), box.top() + box.height() * 0.56)
    shape.quadTo(box.right(), box.bottom() - 14, box.center().x(), box.bottom())
    shape.quadTo(box.left(), box.bottom() - 14, box.left(), box.top() + box.height() * 0.56)
    shape.closeSubpath()
    painter.fillPath(shape, tokens.color("band"))
    pen = QPen(tokens.color("bandtext"), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    house = QPainterPath()
    house.moveTo(22, 54)
    house.lineTo(50, 30)
    house.lineTo(78, 54)
    house.moveTo(30, 50)
    house.lineTo(30, 80)
    house.lineTo(70, 80)
    house.lineTo(70, 50)
    painter.drawPath(house)


class Shield(QWidget):
    """The page itself. Any way back goes through `left` (F9, Esc)."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.arms = Arms()
        self._name, self._unit = Label("", "h1"), Label("", "h3", "text2")
        self._day = Label("", "body", "text2")
        self._unit.setFont(_plain_h3())
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(10)
        column.addWidget(self.arms, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(28)
        for label, gap in ((self._name, 6), (self._unit, 44), (self._day, 0)):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
            column.addSpacing(gap)
        column.addStretch(10)
        friendly = Label(text("ui.vern.straks"), "body", "text2")
        friendly.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(friendly)
        column.addSpacing(tokens.S12)
        column.addLayout(_way_back())
        column.addSpacing(tokens.S24)

    def set_office(self, name: str, unit: str) -> None:
        """Whose window this is."""
        self._name.setText(name)
        self._unit.setText(unit)

    def set_day(self, day: date) -> None:
        """The date, without the year: nothing else is told."""
        self._day.setText(formats.day_spoken(day).rsplit(" ", 1)[0])
        self.setAccessibleName(text("ui.vern.navn", kontor=self._name.text(), dag=self._day.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F9, Qt.Key.Key_Escape):
            self.left.emit()
        event.accept()


def _plain_h3() -> QFont:
    font = QFont(type.font("body"))
    font.setPixelSize(18)
    return font


def _way_back() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addStretch(1)
    row.addWidget(Label(text("ui.vern.tilbake"), "caption"))
    row.addWidget(KeyCap("F9"))
    row.addStretch(1)
    return row
