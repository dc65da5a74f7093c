"""Colleagues' work: asked for every few seconds while the window is active, told to all open views."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ..jobs import Jobs
from .hub import Hub

if TYPE_CHECKING:
    from ...casework.core.desk import Desk
    from ...casework.feed import News, Watch

POLL_MS = 5000
PRESENT_MS = 60_000


class ColleagueWatch(QObject):
    """Runs in a lane of its own, so that no list waits for it. Start it when somebody sits down, `stop` it after."""

    #: names of the colleagues who are in
    people = Signal(object)
    #: names of those who saved something, as they do
    heard = Signal(object)

    def __init__(self, lane: Jobs, hub: Hub, desk: Desk, active: Callable[[], bool]) -> None:
        super().__init__(hub)
        self._lane, self._hub, self._desk, self._active = lane, hub, desk, active
        self._watch: Watch | None = None
        self._asking = False
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.ask)
        self._present = QTimer(self, interval=PRESENT_MS)
        self._present.timeout.connect(self.ask_who_is_in)

    def start(self) -> None:
        """Begin to listen."""
        self._lane.long(lambda _p: self._begin(), owner=self, done=lambda _n: self._begun())

    def _begin(self) -> None:
        from ...casework.feed import Watch

        self._watch = Watch(self._desk)

    def _begun(self) -> None:
        self._poll.start()
        self._present.start()
        self.ask_who_is_in()

    def ask(self) -> None:
        """Ask now what is new; nothing is asked while the last question is out or the window is not in use."""
        watch = self._watch
        if watch is None or self._asking or not self._active():
            return
        self._asking = True
        self._lane.long(lambda _p: watch.poll(), owner=self, done=self._tell, ended=self._answered)

    def _answered(self) -> None:
        self._asking = False

    def _tell(self, news: News | None) -> None:
        if news is None:
            return
        if news.lost:
            self._hub.lost.emit()
        else:
            self._hub.announce(news.changes)
        if news.by:
            self.heard.emit(news.by)

    def ask_who_is_in(self) -> None:
        """Ask who is in; it is also one's own sign of life."""
        watch = self._watch
        if watch is not None:
            self._lane.long(lambda _p: watch.present(), owner=self, done=self.people.emit)

    def stop(self) -> None:
        """Go out."""
        self._poll.stop()
        self._present.stop()
        watch, self._watch = self._watch, None
        if watch is not None:
            self._lane.long(lambda _p: watch.close(), owner=self._lane, done=lambda _n: None)
