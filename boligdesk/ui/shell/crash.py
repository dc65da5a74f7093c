"""When the program itself fails: write it down, say so in plain words once, go on. Never a traceback on screen.

An error that kills Python itself is written by `faulthandler` and told at the next start.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ...texts import text

if TYPE_CHECKING:  # the frame is painted before anything has had time to fail
    from ..jobs import Jobs

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
        from ...crashlog import describe, write_crash

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
            self._box(text("ui.krasj.hva"), text("ui.krasj.trygt"), details)

    def _box(self, what: str, safe: str, details: str) -> None:
        from .crash_box import CrashBox

        if self._window is not None:
            CrashBox(self._window, what, safe, details).open_box()

    def tell_former(self, details: str) -> None:
        """The program died the last time: say it now."""
        if details:
            self._box(text("ui.krasj.sist"), text("ui.krasj.sist_trygt"), details)


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
    from ...crashlog import log_file

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
