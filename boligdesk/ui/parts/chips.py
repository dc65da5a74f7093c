"""Chips: icon and word in a tinted box. The word carries the meaning; the colour only helps.

`ChipKind` holds the fixed pairs of the look; `paint_chip` draws the same in a table cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...texts import enum_text
from ..style import icons, tokens, type

_LEFT, _GAP, _RIGHT = 7, 4, 10


class Tone(Enum):
    """The kind of a chip; the value is the first part of its tokens."""

    OK = "ok"
    WARN = "warn"
    CRIT = "crit"
    INFO = "info"
    NEUTRAL = "neutral"
    PRELIMINARY = "preliminary"


class ChipKind(Enum):
    """Every state that always has the same chip; its word is `enum.ChipKind.<value>`."""

    OPPFYLT = "oppfylt"
    IKKE_OPPFYLT = "ikke_oppfylt"
    UNNTAK = "unntak"
    UKJENT = "ukjent"
    LEDIG = "ledig"
    UTLEID = "utleid"
    OPPSAGT = "oppsagt"
    KLARGJORES = "klargjores"
    OPPUSSING = "oppussing"
    RESERVERT = "reservert"
    SPERRET = "sperret"
    FRIST_I_DAG = "frist_i_dag"
    FORELOPIG = "forelopig"


@dataclass(frozen=True)
class ChipLook:
    """What a chip shows."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: str | None = None


_PAIRS: dict[ChipKind, tuple[Tone, str]] = {
    ChipKind.OPPFYLT: (Tone.OK, "check"),
    ChipKind.IKKE_OPPFYLT: (Tone.CRIT, "x"),
    ChipKind.UNNTAK: (Tone.INFO, "shield-check"),
    ChipKind.UKJENT: (Tone.WARN, "circle-help"),
    ChipKind.LEDIG: (Tone.OK, "door-open"),
    ChipKind.UTLEID: (Tone.NEUTRAL, "check"),
    ChipKind.OPPSAGT: (Tone.WARN, "calendar-clock"),
    ChipKind.KLARGJORES: (Tone.INFO, "paintbrush"),
    ChipKind.OPPUSSING: (Tone.INFO, "wrench"),
    ChipKind.RESERVERT: (Tone.INFO, "bookmark"),
    ChipKind.SPERRET: (Tone.CRIT, "ban"),
    ChipKind.FRIST_I_DAG: (Tone.CRIT, "clock"),
    ChipKind.FORELOPIG: (Tone.PRELIMINARY, "circle-dashed"),
}


def look(kind: ChipKind) -> ChipLook:
    """The fixed look of a state."""
    tone, icon = _PAIRS[kind]
    return ChipLook(enum_text(kind), tone, icon)


def colours(tone: Tone) -> tuple[str, str | None, str]:
    """Tokens of a tone: word and icon, ground (None = none), edge."""
    if tone is Tone.PRELIMINARY:
        return "warn", None, "warn"
    return tone.value, f"{tone.value}bg", f"{tone.value}line"


def chip_width(shown: ChipLook) -> int:
    """Width the whole chip wants, logical px."""
    icon = tokens.ICON_CHIP + _GAP if shown.icon else 3
    return _LEFT + icon + type.width("chip", shown.text) + _RIGHT + 1


def paint_chip(painter: QPainter, rect: QRectF, shown: ChipLook) -> QRectF:
    """Draw the chip left in `rect`, vertically centred, elided when there is no room; returns its box."""
    width = min(float(chip_width(shown)), rect.width())
    box = QRectF(rect.left(), rect.center().y() - tokens.CHIP_H / 2, width, tokens.CHIP_H)
    word, ground, edge = colours(shown.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(tokens.color(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.setPen(_edge(edge, dashed=ground is None))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS)
    _paint_word(painter, box, shown, word)
    painter.restore()
    return box


def _edge(colour: str, *, dashed: bool) -> QPen:
    pen = QPen(tokens.color(colour), 1)
    if dashed:
        pen.setDashPattern([3, 2])
    return pen


def _paint_word(painter: QPainter, box: QRectF, shown: ChipLook, colour: str) -> None:
    left = box.left() + _LEFT
    if shown.icon:
        icons.paint(painter, shown.icon, colour, left, box.top() + 4, tokens.ICON_CHIP)
        left += tokens.ICON_CHIP + _GAP
    else:
        left += 3
    room = QRectF(left, box.top(), box.right() - left - 4, box.height())
    word = type.metrics("chip").elidedText(shown.text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.setFont(type.font("chip"))
    painter.setPen(tokens.color(colour))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)


class Chip(QWidget):
    """A chip as a widget, never cut. Never clickable either: what can be clicked is a button."""

    def __init__(self, shown: ChipLook | ChipKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._look = ChipLook("")
        self.show_look(shown)

    @property
    def look(self) -> ChipLook:
        """What is shown."""
        return self._look

    def show_look(self, shown: ChipLook | ChipKind) -> None:
        """Show another state."""
        self._look = look(shown) if isinstance(shown, ChipKind) else shown
        self.setAccessibleName(self._look.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._look), tokens.CHIP_H)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip(QPainter(self), QRectF(self.rect()), self._look)
