"""The top band: program, office, the search field, skjermvern, help and the user's menu."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from ...texts import text
from ..style import icons, tokens, type
from .buttons import new_menu
from .labels import ElidedLabel, Label

_CAP_H, _CAP_PAD, _GAP = 20, 7, 7


def cap_width(words: str) -> int:
    """Width of a key cap."""
    return type.width("badge", words) + 2 * _CAP_PAD


def paint_cap(painter: QPainter, right: float, middle: float, words: str, word: str, edge: str) -> None:
    """Draw a key cap (Ctrl+K, F9) with its right edge at `right`; `word` and `edge` are tokens."""
    width = cap_width(words)
    box = QRectF(right - width, middle - _CAP_H / 2, width, _CAP_H)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tokens.color(edge), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(type.font("badge"))
    painter.setPen(tokens.color(word))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class _OnBand(QAbstractButton):
    """Something on the band that can be pressed; it rings itself, since the common ring has no contrast there."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("ring", False)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _start(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def _ring(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.color("bandtext"), tokens.FOCUS_W))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)


class BandButton(_OnBand):
    """Icon, word and key cap; the cap goes first when there is no room."""

    def __init__(self, icon: str, label: str, key: str = "") -> None:
        super().__init__(text("ui.knapp.tast", navn=label, tast=key) if key else label)
        self._icon, self._label, self._key = icon, label, key
        self.caps = bool(key)
        self.setToolTip(self.accessibleName() if key else "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_caps(self, caps: bool) -> None:
        """Show or drop the key cap."""
        self.caps = caps and bool(self._key)
        self.updateGeometry()
        self.update()

    def set_label(self, label: str, name: str) -> None:
        """Show another word; `name` is what is said."""
        self._label = label
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        cap = cap_width(self._key) + _GAP if self.caps else 0
        return QSize(8 + tokens.ICON + 6 + type.width("body", self._label) + cap + 8, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._start()
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("bandfield"))
            painter.drawRoundedRect(QRectF(self.rect()), tokens.RADIUS, tokens.RADIUS)
        icons.paint(painter, self._icon, "bandtext", 8, (self.height() - tokens.ICON) / 2)
        painter.setFont(type.font("body"))
        painter.setPen(tokens.color("bandtext"))
        room = self.rect().adjusted(8 + tokens.ICON + 6, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._label)
        if self.caps:
            paint_cap(painter, self.width() - 8, self.height() / 2, self._key, "bandtext2", "bandline")
        self._ring(painter)


class SearchField(_OnBand):
    """Looks like a field, opens the search (Ctrl+K)."""

    def __init__(self) -> None:
        super().__init__(text("ui.band.sok_navn"))
        self._words, self._key = text("ui.band.sok"), "Ctrl+K"
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(440)
        self.setFixedHeight(32)

    def sizeHint(self) -> QSize:
        return QSize(440, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._start()
        painter.setBrush(tokens.color("bandfield"))
        painter.setPen(QPen(tokens.color("bandtext2" if self.underMouse() else "bandline"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS)
        icons.paint(painter, "search", "bandtext2", 11, (self.height() - tokens.ICON) / 2)
        room = self.rect().adjusted(35, 0, -cap_width(self._key) - 14, 0)
        words = type.metrics("body").elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(type.font("body"))
        painter.setPen(tokens.color("bandtext2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        paint_cap(painter, self.width() - 7, self.height() / 2, self._key, "bandtext2", "bandline")
        self._ring(painter)


class Band(QWidget):
    """Asks for the search, the shield and help; `user_menu` is filled by the window."""

    search_requested = Signal()
    shield_requested = Signal()
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(tokens.BAND_H)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._office = ElidedLabel("", "body", "bandtext2")
        self.search = SearchField()
        self.shield = BandButton("eye-off", text("ui.band.skjermvern"), "F9")
        self.help = BandButton("circle-help", text("ui.band.hjelp"), "F1")
        self.user = BandButton("user", "")
        self.user_menu: QMenu = new_menu(self.user)
        self._lay_out()
        self.search.clicked.connect(self.search_requested)
        self.shield.clicked.connect(self.shield_requested)
        self.help.clicked.connect(self.help_requested)
        self.user.clicked.connect(self._open_menu)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.PAGE_MARGIN, 0, tokens.S8, 0)
        row.setSpacing(13)
        row.addWidget(Label(text("ui.band.program"), "h3", "bandtext"))
        row.addWidget(self._office)
        row.addStretch(1)
        row.addWidget(self.search)
        row.addStretch(1)
        for button in (self.shield, self.help, self.user):
            row.addWidget(button)

    def set_office(self, name: str) -> None:
        """Show the office's name."""
        self._office.set_text(name)

    def set_user(self, name: str) -> None:
        """Show who is logged in."""
        self.user.set_label(name, text("ui.band.bruker", navn=name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= 1180
        self.shield.show_caps(roomy)
        self.help.show_caps(roomy)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), tokens.color("band"))

    def _open_menu(self) -> None:
        hint = self.user_menu.sizeHint()
        corner = self.user.mapToGlobal(self.user.rect().bottomRight())
        corner.setX(corner.x() - hint.width())
        self.user_menu.popup(corner)
