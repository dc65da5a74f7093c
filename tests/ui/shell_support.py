"""An office with a few people and homes, and the whole main window open on it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from boligdesk.casework import start
from boligdesk.casework.core.desk import Desk
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.shell.main_window import MainWindow
from boligdesk.ui.shell.user_settings import UserSettings


def make_office(folder: Path, *, training: bool = True) -> str:
    """A new office in a file; returns its address."""
    return str(shutil.copyfile(_template(training), folder / "prove.boligdesk"))


@cache
def _template(training: bool) -> Path:
    """Made once per run and copied per test: making one takes half a second (E21)."""
    path = Path(tempfile.mkdtemp(prefix="bd-vindu-")) / "mal.boligdesk"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    start.create_office(path, "Fjordvik kommune", training=training, unit="Boligkontoret").close()
    return path


@contextmanager
def desk_at(target: str, role: Role = Role.LEADER) -> Iterator[Desk]:
    """A colleague's desk at the same office."""
    store = start.open_office(target)
    try:
        yield start.enter_without_login(store, role)
    finally:
        store.close()


def open_window(qtbot, folder: Path, target: str | None = None, *, wait: bool = True) -> MainWindow:
    """The main window, as `boligdesk --db target` opens it."""
    window = MainWindow(UserSettings(folder / "vindu.json"))
    window.crashes = []
    for lane in (window.jobs, window.lane):
        lane.crashed.connect(window.crashes.append)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    if target is not None:
        window.begin(target)
        if wait:
            settle(window)
    return window


def settle(window: MainWindow) -> None:
    """Until nothing is under way: one answer may ask the next question."""
    for _ in range(3):
        window.idle()


def close_window(qtbot, window: MainWindow) -> None:
    """Close it as a user does and wait until it has gone; nothing may have failed inside."""
    window.close()
    qtbot.waitUntil(lambda: window._closed and not window.isVisible(), timeout=10_000)
    assert getattr(window, "crashes", []) == []
