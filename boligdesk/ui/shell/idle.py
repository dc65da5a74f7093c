"""Nobody has touched key or mouse for a while: the shield goes up, for whoever comes to the counter next."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHED = (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class IdleWatch(QObject):
    """Listens to the window that has the keyboard, main window or dialog, and to no other object.

    A filter on the whole program would be asked about every event of every widget, also of those that are just
    being taken down: slow, and not safe from Python.
    """

    def __init__(self, parent: QObject, idle: Callable[[], object]) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(idle)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)

    def start(self, minutes: int) -> None:
        """From now on `idle` is called after so many minutes without key or mouse; 0: never."""
        self.stop()
        if minutes:
            self._timer.setInterval(minutes * 60_000)
            self._follow(QGuiApplication.focusWindow())
            self._timer.start()

    def stop(self) -> None:
        """Nobody sits here."""
        self._timer.stop()
        self._timer.setInterval(0)
        self._follow(None)

    def _follow(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window if self._timer.interval() else None
        if self._window is not None:
            self._window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED:
            self._timer.start()
        return False
