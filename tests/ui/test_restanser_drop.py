"""A bank file dropped on Restanser is read, shown with what becomes of it, and booked when somebody says so."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from boligdesk.database.engine import Store
from boligdesk.ui.jobs import Jobs
from tests.casework.lease_world import lease_world
from tests.casework.payment_world import RENT, payment_world
from tools.bank_samples import Paid

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


def test_a_dropped_file_is_shown_and_booked_once(store: Store, jobs: Jobs, tmp_path, qtbot, monkeypatch):
    world = payment_world(lease_world(store, monkeypatch), tmp_path)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-01-20")
    path = world.file(Paid(world.one.kid, RENT, day=date(2027, 1, 18)))
    desk = Counter(world.desk, jobs, tmp_path)
    qtbot.addWidget(desk.window)
    assert desk.page.acceptDrops()
    content = QMimeData()  # the event only points at it
    content.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = Qt.KeyboardModifier.NoModifier
    desk.page.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, nothing)
    )
    desk.wait()
    assert (len(world.lines()), "9 000,00" in desk.words()) == (0, True)
    desk.press("ui.innbetaling.bokfor_antall", antall=1)
    assert (len(world.lines()), world.open(world.one)) == (1, [RENT])
