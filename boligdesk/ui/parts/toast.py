"""The toast: what was just done, with Angre. Inverse, bottom left, gone after 8 s; never for errors or on a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ...texts import text
from ..style import tokens, type
from .alerts import IconMark
from .cards import ActionBar
from .labels import ElidedLabel

_MAX_W, _MIN_W = 520, 320
SHOWN_MS = 8000


class Toast(QWidget):
    """One line over the status bar. The clock stands while the pointer or the keyboard is in it."""

    undone = Signal()
    closed = Signal()

    def __init__(
        self,
        words: str,
        *,
        undo: bool = False,
        icon: str = "circle-check",
        shown_ms: int = SHOWN_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(12)
        row.addWidget(IconMark(icon, "surface"))
        row.addWidget(ElidedLabel(words, colour="surface", fill=True), 1)
        if undo:
            row.addWidget(self._undo_button())
        self._clock = QTimer(self, singleShot=True, interval=shown_ms)
        self._clock.timeout.connect(self.dismiss)

    @property
    def running(self) -> bool:
        """Whether the clock is going."""
        return self._clock.isActive()

    def start(self) -> None:
        """Show it and start the clock."""
        self.show()
        self.raise_()
        self._clock.start()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def dismiss(self) -> None:
        """Take it away now."""
        self._clock.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def enterEvent(self, _event: QEnterEvent) -> None:
        self._clock.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        self._go_on()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self._clock.stop()
        else:
            self._go_on()

    def _go_on(self) -> None:
        focused = self.focusWidget() is not None and self.focusWidget().hasFocus()
        if self.isVisible() and not self.underMouse() and not focused and not self._clock.isActive():
            self._clock.start()

    def _undo_button(self) -> QPushButton:
        button = QPushButton(text("ui.felles.angre"))
        button.setProperty("k", "toast")
        button.setFont(type.font("primary"))
        button.clicked.connect(self._undo)
        return button

    def _undo(self) -> None:
        self.undone.emit()
        self.dismiss()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("text"))
        painter.drawRoundedRect(QRectF(self.rect()), tokens.RADIUS, tokens.RADIUS)


class ToastHost(QObject):
    """Places toasts at the bottom left of a window, above its status bar and what can be pressed there.

    A new one replaces the old.
    """

    def __init__(self, window: QWidget, *, above: int = tokens.STATUSBAR_H) -> None:
        super().__init__(window)
        self._window, self._above = window, above
        self._toast: Toast | None = None
        window.installEventFilter(self)

    @property
    def current(self) -> Toast | None:
        """The toast shown now."""
        return self._toast

    def say(self, words: str, undo: Callable[[], object] | None = None) -> Toast:
        """Show `words`; with `undo` there is an Angre button that calls it."""
        if self._toast is not None:
            self._toast.dismiss()
        toast = Toast(words, undo=undo is not None, parent=self._window)
        if undo is not None:
            toast.undone.connect(undo)
        toast.closed.connect(self._forget)
        self._toast = toast
        self._place()
        toast.start()
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _forget(self) -> None:
        self._toast = None

    def _place(self) -> None:
        if self._toast is None:
            return
        room = self._window.width() - 2 * tokens.PAGE_MARGIN
        width = max(_MIN_W, min(self._toast.sizeHint().width() + 24, _MAX_W, room))
        top = self._window.height() - self._above - tokens.S12 - self._toast.height()
        spot = QRect(tokens.PAGE_MARGIN, top, width, self._toast.height())
        self._toast.setGeometry(clear_of(spot, self._pressed_here(), self._window.height() // 2))

    def _pressed_here(self) -> list[QRect]:
        """Where the window is pressed now: its buttons, and the whole bar of a record, whose buttons come and go."""
        found: list[QWidget] = [*self._window.findChildren(QAbstractButton), *self._window.findChildren(ActionBar)]
        toast = self._toast
        return [
            QRect(one.mapTo(self._window, QPoint()), one.size())
            for one in found
            if one.isVisible() and not (toast and toast.isAncestorOf(one))
        ]


def clear_of(spot: QRect, taken: Sequence[QRect], highest: int) -> QRect:
    """The spot, moved up until it covers nothing that is taken; where it was when that is above `highest`."""
    place = QRect(spot)
    while hit := [rect.top() for rect in taken if rect.intersects(place)]:
        place.moveBottom(min(hit) - tokens.S8)
        if place.top() < highest:
            return spot
    return place
