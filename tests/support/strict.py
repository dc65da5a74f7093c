"""What no test may do unnoticed: open a modal box, log a warning, ask the database from the window's thread."""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

_WINDOW_TESTS = {"ui", "journeys"}


class LogGuard(logging.Handler):
    """Collects what is logged from WARNING up; a test says beforehand what it expects."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._seen: list[str] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record (logging calls this)."""
        self._seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """This test logs at least one warning or error that matches the pattern."""
        self._expected.append(pattern)

    def faults(self) -> list[str]:
        """What was logged though not expected, and what was expected though not logged."""
        surprising = [line for line in self._seen if not any(re.search(p, line) for p in self._expected)]
        absent = [p for p in self._expected if not any(re.search(p, line) for line in self._seen)]
        return [f"unexpected: {line}" for line in surprising] + [f"never logged: {p}" for p in absent]


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    """Fails a test that logs a warning or an error it did not `expect`."""
    guard = LogGuard()
    logging.getLogger().addHandler(guard)
    yield guard
    logging.getLogger().removeHandler(guard)
    if faults := guard.faults():
        pytest.fail("\n".join(faults), pytrace=False)


_BOXES = {
    "QDialog": ("exec",),
    "QMenu": ("exec",),
    "QMessageBox": ("about", "critical", "information", "question", "warning"),
    "QFileDialog": ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
    "QInputDialog": ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    "QColorDialog": ("getColor",),
}


@pytest.fixture(autouse=True)
def no_modal_dialogs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A box that waits for somebody to click makes the test fail instead of hang."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        return
    from PySide6 import QtWidgets

    for class_name, methods in _BOXES.items():
        for method in methods:
            monkeypatch.setattr(getattr(QtWidgets, class_name), method, _refusal(f"{class_name}.{method}"))


def _refusal(name: str) -> Any:
    def refuse(*args: object, **_kwargs: object) -> None:
        pytest.fail(f"unexpected modal box: {name} {args}")

    return refuse


class SqlGuard:
    """Watches every statement; remembers those that code of the window sent on the window's thread."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __call__(self, _c: Any, _cursor: Any, statement: str, _p: Any, _ctx: Any, _many: bool) -> None:
        caller = _window_code() if threading.current_thread() is threading.main_thread() else None
        if caller:
            self.found.append(f"{caller}: {' '.join(statement.split())[:120]}")


def _window_code() -> str | None:
    """The innermost place in `boligdesk.ui` that led here; None when a test itself asked."""
    frame = sys._getframe(2)
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("boligdesk.ui"):
            return f"{module}:{frame.f_lineno}"
        frame = frame.f_back  # type: ignore[assignment]
    return None


@pytest.fixture(autouse=True)
def no_sql_on_gui(request: pytest.FixtureRequest) -> Iterator[SqlGuard | None]:
    """Window tests fail when the window asks the database on its own thread instead of through a job (E14)."""
    if not _WINDOW_TESTS & set(request.path.parts):
        yield None
        return
    from sqlalchemy import Engine, event

    guard = SqlGuard()
    event.listen(Engine, "before_cursor_execute", guard)
    yield guard
    event.remove(Engine, "before_cursor_execute", guard)
    if guard.found:
        pytest.fail("SQL on the window's thread:\n" + "\n".join(guard.found), pytrace=False)
