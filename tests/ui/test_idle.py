"""The shield that goes up by itself, and garbage that is collected in the window's thread only."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from boligdesk.ui import collector
from boligdesk.ui.shell.idle import IdleWatch


def test_a_key_or_the_mouse_puts_it_off_and_quiet_lets_it_come(qtbot) -> None:
    window, called = QWidget(), []
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    watch = IdleWatch(window, lambda: called.append(1))
    watch.start(1)
    timer = watch._timer
    timer.setInterval(200)
    for _turn in range(4):
        timer.start(200)
        before = timer.remainingTime()
        qtbot.wait(20)
        assert timer.remainingTime() < before
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
        assert timer.remainingTime() > before - 20
    qtbot.waitUntil(lambda: called == [1])


def test_zero_minutes_never_and_standing_up_ends_it(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    watch = IdleWatch(window, lambda: None)
    watch.start(0)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert not watch._timer.isActive()
    watch.start(5)
    assert watch._timer.isActive()
    watch.stop()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert not watch._timer.isActive()


class _Ring(QObject):
    """Garbage that only the collector finds; knows in which thread it ended."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        super().__init__()
        self.me = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread()))


def test_a_lane_that_makes_much_ends_no_object_of_the_window(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(collector, "THRESHOLDS", (100, 0, 0))
    ended: list[threading.Thread] = []
    watcher = collector.Collector()
    for _one in range(50):
        _Ring(ended)
    lane = threading.Thread(target=lambda: [[] for _one in range(50_000)])
    lane.start()
    lane.join()
    assert ended == []
    collector.look()
    assert set(ended) == {threading.main_thread()}
    watcher.deleteLater()
    assert not gc.isenabled()
