"""The focus ring of buttons: 2 px, 2 px outside the button, drawn over the page, so nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from . import tokens

_GAP = 2
_REACH = _GAP + tokens.FOCUS_W
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.EnabledChange}


class Ring(QWidget):
    """The ring itself: lets the mouse through and never takes the keyboard."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.color("focus"), tokens.FOCUS_W))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class FocusRing(QObject):
    """Rings the button that has the keyboard; property `ring` = False: it shows focus itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._target: QWidget | None = None
        self._ring: Ring | None = None

    def follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Move to the widget that got the keyboard, or go away."""
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        wants = isinstance(new, QAbstractButton) and new.property("ring") is not False
        self._target = new if wants else None
        if self._target is not None:
            self._target.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._target and event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self._hide()
            return
        home = _home(target)
        ring = self._ring_in(home)
        ring.setGeometry(_around(target, home))
        ring.raise_()
        ring.show()

    def _ring_in(self, home: QWidget) -> Ring:
        """The ring as a child of `home`; made anew when an earlier window took it along when it closed."""
        if self._ring is None or not isValid(self._ring):
            self._ring = Ring(home)
        elif self._ring.parentWidget() is not home:
            self._ring.setParent(home)
        return self._ring

    def _hide(self) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()


def _around(target: QWidget, home: QWidget) -> QRect:
    corner = target.mapTo(home, QPoint(0, 0))
    return QRect(corner, target.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)


def _home(target: QWidget) -> QWidget:
    """The nearest ancestor with room for the ring, but never outside a page that scrolls: it is cut there."""
    parent = target.parentWidget()
    while parent is not None and not parent.isWindow():
        outer = parent.parentWidget()
        if isinstance(outer, QAbstractScrollArea) or parent.rect().contains(_around(target, parent)):
            return parent
        parent = outer
    return parent or target


def install(app: QApplication) -> FocusRing:
    """Start ringing; the ring lives as long as the application."""
    ring = FocusRing(app)
    app.focusChanged.connect(ring.follow)
    return ring
