"""The window's program: frame first, then the office (E14, bars). `boligdesk.__main__` comes here."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ..texts import text
from .shell import appearance, crash
from .shell.main_window import MainWindow
from .shell.user_settings import UserSettings
from .style.apply import apply


def main(argv: Sequence[str]) -> int:
    """Show the window, on the office that `--db` names or the last one; returns the exit code."""
    target = _target(argv)
    app = _application()
    crash.install(app)
    apply(app)
    settings = UserSettings()
    appearance.show(settings)
    window = MainWindow(settings)
    window.show()
    QTimer.singleShot(0, lambda: _begin(window, target))
    return int(app.exec())


def _begin(window: MainWindow, target: str | None) -> None:
    """The frame is painted: now what stands behind it."""
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
