"""The window's program: frame first, then the office (E14, bars). `boligdesk.__main__` comes here."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ..texts import text
from .collector import Collector
from .shell import appearance, crash
from .shell.main_window import MainWindow
from .shell.user_settings import UserSettings
from .style import drawn
from .style.apply import apply
from .style.tokens import theme


def main(argv: Sequence[str]) -> int:
    """Show the window, on the office that `--db` names or the last one; returns the exit code."""
    target = _target(argv)
    app = _application()
    Collector(app)
    crash.install(app)
    settings = UserSettings()
    appearance.show(settings)
    apply(app, pictures=False)
    window = MainWindow(settings)
    AfterPaint(window, lambda: _begin(window, target))
    window.show()
    return int(app.exec())


class AfterPaint(QObject):
    """Does something once, when a widget has been painted for the first time."""

    def __init__(self, widget: QWidget, act: Callable[[], object]) -> None:
        super().__init__(widget)
        self._act = act
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._act)
        return False


def _begin(window: MainWindow, target: str | None) -> None:
    """The frame is painted: now what stands behind it."""
    drawn.write(theme.palette.value)
    crash.show_over(window.work, window.jobs, window.lane)
    window.begin(target)


def _target(argv: Sequence[str]) -> str | None:
    reader = argparse.ArgumentParser(prog="boligdesk", add_help=False)
    reader.add_argument("--db")
    given: str | None = reader.parse_known_args(list(argv))[0].db
    return given


def _application() -> QApplication:
    app = QApplication.instance()
    made = app if isinstance(app, QApplication) else QApplication(["boligdesk"])
    made.setApplicationName("boligdesk")
    made.setApplicationDisplayName(text("ui.band.program"))
    made.setDesktopFileName("boligdesk")
    return made
