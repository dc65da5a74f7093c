"""What every window test shares: the style once, and lanes that are empty afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from boligdesk.ui.jobs import Jobs
from boligdesk.ui.shell.context import Context
from boligdesk.ui.tenancy import act_dialog, new_lease

from ..support.window import bare_context
from .tenancy_office import Office, make_office


@pytest.fixture(autouse=True)
def windows_go_with_their_test(qapp: QApplication) -> Iterator[None]:
    """A window that stays makes every later change of the palette slower, until a test takes minutes."""
    before = set(qapp.topLevelWidgets())
    yield
    for window in qapp.topLevelWidgets():
        # A completer's popup has no parent and belongs to its completer: deleted twice, it brings the program down.
        own = window.windowType() != Qt.WindowType.Popup
        if window not in before and window.parent() is None and own:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def jobs(qapp) -> Iterator[Jobs]:
    """The lanes of a window; nothing may be under way when a test ends."""
    lanes = Jobs()
    crashes: list[Exception] = []
    lanes.crashed.connect(crashes.append)
    yield lanes
    lanes.idle()
    lanes.close(closed=lambda: None)
    assert crashes == []


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A small office on 23 November 2026: two homes, four people, no lease yet."""
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-11-23")
    made = make_office(tmp_path)
    yield made
    made.desk.store.close()


@pytest.fixture
def office_ctx(qtbot, office: Office, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    """A bare window of 1440 x 900 on that office; what waits for a pause in the typing waits a moment only."""
    for module in (new_lease, act_dialog):
        for name in ("_CHECK_MS", "_PREVIEW_MS", "CHECK_MS"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, 1)
    made = bare_context(office.desk, jobs, tmp_path)
    qtbot.addWidget(made.window)
    made.window.resize(1440, 900)
    with qtbot.waitActive(made.window):
        made.window.show()
    return made
