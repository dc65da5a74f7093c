"""The chart of Sammenlign: bostøtte against income, the household's point and where it ends; today's home dashed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...rules.guidance.curve import Point
from ...texts import formats, text
from ..style import tokens, type
from .compare_reckon import Curve

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 16, 44
_LINES = 4
_RING = 5.0
_HEIGHT, _LEAST_W = 260, 300


@dataclass(frozen=True)
class Charted:
    """What is drawn: the curve of the chosen home, of today's home for comparison, and the household's own point."""

    home: str
    curve: Curve
    compared: Curve | None = None
    income_ore: int | None = None
    benefit_ore: int | None = None


class BenefitChart(QWidget):
    """A drawing; its accessible name tells the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self._charted: Charted | None = None
        self.setMinimumWidth(_LEAST_W)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_chart(None)

    @property
    def charted(self) -> Charted | None:
        """What is drawn now."""
        return self._charted

    def show_chart(self, charted: Charted | None) -> None:
        """Draw another one; None says why there is none."""
        self._charted = charted
        self.setAccessibleName(_told(charted))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_LEAST_W, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._charted is None:
            painter.setFont(type.font("body"))
            painter.setPen(tokens.color("text2"))
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), text("ui.sammenlign.uten_kurve"))
            return
        _Drawing(painter, QRectF(self.rect()), self._charted).draw()


def _told(charted: Charted | None) -> str:
    if charted is None:
        return text("ui.sammenlign.uten_kurve")
    said = [text("ui.sammenlign.kurve_navn", bolig=charted.home)]
    if charted.income_ore is not None and charted.benefit_ore is not None:
        said.append(text("ui.sammenlign.kurve_punkt", inntekt=charted.income_ore, sum=charted.benefit_ore))
    if charted.curve.nothing_from_ore is not None:
        said.append(text("ui.sammenlign.kurve_slutt", inntekt=charted.curve.nothing_from_ore))
    if charted.compared is not None and charted.compared.nothing_from_ore is not None:
        said.append(text("ui.sammenlign.kurve_dagens", inntekt=charted.compared.nothing_from_ore))
    return " ".join(said)


class _Drawing:
    """One painting of the chart."""

    def __init__(self, painter: QPainter, around: QRectF, charted: Charted) -> None:
        self.painter, self.charted = painter, charted
        self.room = around.adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        points = [*charted.curve.points, *(charted.compared.points if charted.compared else ())]
        self.widest = self._widest()
        self.highest = (_LINES - 1) * _ceiling(max(point.benefit_ore for point in points) // (_LINES - 1))

    def _widest(self) -> int:
        """Just past where bostøtte ends and the household stands."""
        ends = [curve.nothing_from_ore for curve in (self.charted.curve, self.charted.compared) if curve]
        wanted = max([end for end in ends if end is not None] + [self.charted.income_ore or 0, 10_000_00])
        return min(wanted * 6 // 5, self.charted.curve.points[-1].income_ore)

    def at(self, income_ore: int, benefit_ore: int) -> QPointF:
        across = min(1.0, income_ore / self.widest) * self.room.width()
        return QPointF(self.room.left() + across, self.room.bottom() - benefit_ore / self.highest * self.room.height())

    def draw(self) -> None:
        """Grid, today's home, the chosen home, the household."""
        self._grid()
        self._incomes()
        if self.charted.compared is not None:
            dashed = QPen(tokens.color("control"), 1.5, Qt.PenStyle.DashLine)
            self._line(self.charted.compared.points, dashed)
        self._line(self.charted.curve.points, QPen(tokens.color("accent"), 2.5))
        self._words()
        self._household()

    def _write(
        self, box: QRectF, words: str, align: Qt.AlignmentFlag, colour: str = "text2", role: str = "caption"
    ) -> None:
        self.painter.setFont(type.font(role))
        self.painter.setPen(tokens.color(colour))
        self.painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, words)

    def _grid(self) -> None:
        for line in range(_LINES):
            value = self.highest * line // (_LINES - 1)
            y = self.at(0, value).y()
            self.painter.setPen(QPen(tokens.color("chartgrid"), 1))
            self.painter.drawLine(QPointF(self.room.left(), y), QPointF(self.room.right(), y))
            box = QRectF(0, y - 10, _LEFT - 8, 20)
            self._write(box, formats.amount(value), Qt.AlignmentFlag.AlignRight)

    def _incomes(self) -> None:
        step = _ceiling(self.widest // (_LINES + 1))
        y = self.room.bottom() + 4
        for value in range(0, self.widest + 1, step):
            middle = self.at(value, 0).x()
            box = QRectF(middle - 40, y, 80, 18)
            self._write(box, formats.amount(value), Qt.AlignmentFlag.AlignHCenter)
        under = QRectF(self.room.left(), y + 19, self.room.width(), 18)
        self._write(under, text("ui.sammenlign.kurve_inntekt"), Qt.AlignmentFlag.AlignHCenter)

    def _line(self, points: tuple[Point, ...], pen: QPen) -> None:
        shown = [point for point in points if point.income_ore <= self.widest]
        self.painter.setPen(pen)
        self.painter.drawPolyline(QPolygonF([self.at(point.income_ore, point.benefit_ore) for point in shown]))

    def _words(self) -> None:
        """The lines are named where they lie."""
        end = self.charted.curve.nothing_from_ore
        if end is not None and end < self.widest:
            foot = self.at(end, 0)
            words = text("ui.sammenlign.kurve_null", inntekt=end)
            width = type.width("caption", words) + 4
            left = min(foot.x() + 4, self.room.right() - width)
            self._write(QRectF(left, foot.y() - 24, width, 20), words, Qt.AlignmentFlag.AlignLeft)
        if self.charted.compared is not None:
            words = text("ui.sammenlign.kurve_dagens_kort")
            first = self.at(0, self.charted.compared.points[0].benefit_ore)
            box = QRectF(first.x() + 4, max(0.0, first.y() - 20), self.room.width(), 18)
            self._write(box, words, Qt.AlignmentFlag.AlignLeft)

    def _household(self) -> None:
        income, benefit = self.charted.income_ore, self.charted.benefit_ore
        if income is None or benefit is None or income > self.widest:
            return
        point = self.at(income, benefit)
        self.painter.setPen(QPen(tokens.color("accent"), 1, Qt.PenStyle.DotLine))
        self.painter.drawLine(point, QPointF(point.x(), self.room.bottom()))
        self.painter.setPen(QPen(tokens.color("accent"), 2.5))
        self.painter.setBrush(tokens.color("surface"))
        self.painter.drawEllipse(point, _RING, _RING)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        words = formats.kroner(benefit)
        width = type.width("header", words) + 4
        left = point.x() + 10 if point.x() + 14 + width < self.room.right() else point.x() - 10 - width
        self._write(QRectF(left, point.y() - 24, width, 20), words, Qt.AlignmentFlag.AlignLeft, "accent", "header")


def _ceiling(ore: int) -> int:
    """A round amount at or above it: one figure and noughts."""
    whole = max(1, -(-ore // 100))
    power: int = 10 ** (len(str(whole)) - 1)
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= whole) * 100
