"""When the program itself fails: write it down, say so in plain words once, go on. Never a traceback on screen.

An error that kills Python itself is written by `faulthandler` and told at the next start.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ... import __version__
from ...crashlog import describe, log_file, write_crash
from ...texts import text
from ..jobs import Jobs
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost, link, primary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..style import type

_LAST = 40


class Reporter(QObject):
    """Takes errors from any thread; the same one is told once. Before there is a window they wait."""

    _found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self._waiting: list[str] = []
        self._window: QWidget | None = None
        self._found.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def report(self, error: BaseException) -> None:
        """Somewhere something failed that nobody foresaw."""
        if not isinstance(error, (KeyboardInterrupt, SystemExit)):
            self._found.emit(error)

    def _take(self, error: BaseException) -> None:
        details = describe(error)
        if details in self._seen:
            return
        self._seen.add(details)
        write_crash(error)
        self._waiting.append(details)
        self._tell()

    def show_over(self, window: QWidget) -> None:
        """From now on boxes stand over this window."""
        self._window = window
        self._tell()

    def _tell(self) -> None:
        if self._window is None or not isValid(self._window):
            return
        waiting, self._waiting = self._waiting, []
        for details in waiting:
            CrashBox(self._window, text("ui.krasj.hva"), text("ui.krasj.trygt"), details).open_box()

    def tell_former(self, details: str) -> None:
        """The program died the last time: say it now."""
        if self._window is not None and details:
            CrashBox(self._window, text("ui.krasj.sist"), text("ui.krasj.sist_trygt"), details).open_box()


class CrashBox(DialogFrame):
    """Plain words; the details can be seen and copied, without anybody's data in them."""

    def __init__(self, window: QWidget, what: str, safe: str, details: str) -> None:
        super().__init__(window, text("ui.krasj.tittel"), width=620)
        self.details = f"Boligdesk {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{details}"
        self.body.addWidget(Alert(AlertKind.HARD, what, safe))
        self.body.addWidget(Label(text("ui.krasj.meld"), wrap=True))
        self._shown = QPlainTextEdit(self.details)
        self._shown.setReadOnly(True)
        self._shown.setFont(type.font("caption"))
        self._shown.setAccessibleName(text("ui.krasj.detaljer"))
        self._shown.setMinimumHeight(180)
        self._shown.hide()
        see = link(text("ui.krasj.vis"))
        see.clicked.connect(self._see)
        self.body.addWidget(see)
        self.body.addWidget(self._shown)
        self.body.addStretch(1)
        copy = ghost(text("ui.krasj.kopier"), "copy")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.details))
        self.go_on = primary(text("ui.krasj.fortsett"))
        self.go_on.clicked.connect(lambda: self.finish(True))
        self.add_left(copy)
        self.add_right(self.go_on)

    def open_box(self) -> None:
        """Show it; the keyboard stands on the way on."""
        self.open(self.go_on)

    def _see(self) -> None:
        self._shown.setVisible(self._shown.isHidden())
        self._place()


class _Install:
    """What is set up once per process."""

    reporter: Reporter | None = None
    file: TextIO | None = None
    former: str = ""


def install(app: QApplication) -> Reporter:
    """Catch what nobody caught, in the window's thread and in all others; write down what kills Python."""
    if _Install.reporter is None:
        _Install.reporter = Reporter(app)
        _Install.former = open_fault_file(fault_file())
    sys.excepthook = lambda _kind, error, _trace: _report(error)
    threading.excepthook = lambda found: _report(found.exc_value)
    return _Install.reporter


def _report(error: BaseException | None) -> None:
    if error is not None and _Install.reporter is not None:
        _Install.reporter.report(error)


def show_over(window: QWidget, *lanes: Jobs) -> None:
    """The window is there: errors of its lanes are told over it, and what happened before."""
    reporter = _Install.reporter
    if reporter is None:
        return
    for lane in lanes:
        lane.crashed.connect(reporter.report)
    reporter.show_over(window)
    reporter.tell_former(_Install.former)
    _Install.former = ""


def fault_file() -> Path:
    """Where `faulthandler` writes; empty as long as nothing happened."""
    return log_file().with_name("crash.log")


def open_fault_file(path: Path, enable: Callable[[TextIO], object] | None = None) -> str:
    """Read what the last run left, then let `faulthandler` write anew; "" when nothing happened or cannot be read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        former = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        _Install.file = path.open("w", encoding="utf-8")
    except OSError:
        return ""
    (enable or faulthandler.enable)(_Install.file)
    return "\n".join(_tail(former))


def _tail(former: str) -> list[str]:
    """The first lines of a fault, file names without the user's folders."""
    lines = [line.strip() for line in former.splitlines() if line.strip()][:_LAST]
    return [_without_folders(line) for line in lines]


def _without_folders(line: str) -> str:
    head, quote, rest = line.partition('File "')
    path, end, tail = rest.partition('"')
    return f"{head}{Path(path).name}{tail}" if quote and end else line
