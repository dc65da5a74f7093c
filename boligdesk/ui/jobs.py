"""Background work in three lanes, so that the window never waits and no SQL runs in its thread (E14).

* reads: two threads; the newest question per owner and topic wins, a late answer to an older one is dropped
* writes: one thread, strictly in order; closing the window waits for them and says which
* long work: one thread; tells its progress, can be cancelled, and writes in chunks through the write lane

Answers come back through one parameterless queued signal and a queue of closures (style.md 1.9): Qt then
carries no Python objects between threads. An answer to a window that is gone is dropped.

A thread must never hold the last reference to a widget (it would be destroyed there): the thread knows only
its `_Job`, which the window's thread empties when it takes the answer, and the one mailbox, which lives as
long as the program.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from threading import Event, Lock
from time import monotonic
from typing import Any, Generic, TypeVar, cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal, Slot

from ..rules.messages import Message, RefusedError

T = TypeVar("T")
Failed = Callable[[RefusedError], None]
Nothing = Callable[[], None]
Tell = Callable[[int, int], None]


class CancelledError(Exception):
    """Raised inside long work by `Progress.check` after the user has cancelled it."""


class Progress:
    """The hand that long work holds: it tells how far it is, asks whether to stop, writes in chunks."""

    def __init__(self, tell: Tell, write: Callable[[Callable[[], object]], object]) -> None:
        self._tell = tell
        self._write = write
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether the user has asked for an end."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise `CancelledError` if the user has asked for an end; call it between chunks."""
        if self._stop.is_set():
            raise CancelledError

    def tell(self, done: int, total: int) -> None:
        """Report how much is done; `total` 0 means that it is not known."""
        self._tell(done, total)

    def write(self, chunk: Callable[[], T]) -> T:
        """Run one chunk in the write lane and wait for it: another save may slip in between two."""
        self.check()
        return cast(T, self._write(chunk))

    def cancel(self) -> None:
        """Ask the work to end at its next check."""
        self._stop.set()


class LongTask:
    """The window's handle on running long work."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def cancel(self) -> None:
        """Ask the work to stop at its next check; `cancelled` is called when it has."""
        self._progress.cancel()


@dataclass(frozen=True)
class _Order(Generic[T]):
    """Who asked, and what to call when the answer is there."""

    owner: QObject
    done: Callable[[T], None] | None
    failed: Failed | None = None
    ended: Nothing | None = None
    cancelled: Nothing | None = None


class _Mailbox(QObject):
    """Brings closures from any thread to the window's thread."""

    _pending = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._closures: deque[Nothing] = deque()
        self._pending.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def post(self, closure: Nothing) -> None:
        self._closures.append(closure)
        self._pending.emit()

    @Slot()
    def _drain(self) -> None:
        while self._closures:
            self._closures.popleft()()


@cache
def _mailbox() -> _Mailbox:
    return _Mailbox()


class _Job(Generic[T]):
    """One piece of work on its way through a lane and back."""

    def __init__(self, work: Callable[[], T], answer: Callable[[_Job[T]], None]) -> None:
        self._work: Callable[[], T] | None = work
        self._answer: Callable[[_Job[T]], None] | None = answer
        self.result: T | None = None
        self.error: BaseException | None = None
        self.dropped = False

    def run(self) -> None:
        """In the lane's thread."""
        try:
            if self._work and not self.dropped:
                self.result = self._work()
        except BaseException as error:  # also SystemExit: a lane must not die silently
            self.error = error
        _mailbox().post(self.deliver)

    def deliver(self) -> None:
        """In the window's thread; afterwards the job holds nothing."""
        answer, self._answer, self._work = self._answer, None, None
        try:
            if answer:
                answer(self)
        finally:
            self.result = self.error = None


class _Latest:
    """The newest progress figure, posted to the window at most once per turn of its event loop."""

    def __init__(self, owner: QObject, show: Tell | None) -> None:
        self._owner, self._show = owner, show
        self._lock = Lock()
        self._value: tuple[int, int] | None = None

    def tell(self, done: int, total: int) -> None:
        if self._show is None:
            return
        with self._lock:
            waiting, self._value = self._value is not None, (done, total)
        if not waiting:
            _mailbox().post(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            value, self._value = self._value, None
        if value and self._show and shiboken6.isValid(self._owner):
            self._show(*value)


@dataclass(frozen=True)
class _Pause:
    """A call that waits until nothing new comes; `until` by the monotonic clock."""

    until: float
    owner: QObject
    call: Nothing


class Jobs(QObject):
    """The lanes. One object per window; every view gets it handed in."""

    #: an error that nobody foresaw (goes to the crash box)
    crashed = Signal(object)
    #: a `RefusedError` whose caller gave no `failed`
    refused = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _mailbox()
        self._reads = ThreadPoolExecutor(2, thread_name_prefix="les")
        self._writes = ThreadPoolExecutor(1, thread_name_prefix="skriv")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="lang")
        self._newest: dict[tuple[int, str], _Job[Any]] = {}
        self._pauses: dict[tuple[int, str], _Pause] = {}
        self._write_names: dict[_Job[Any], Message] = {}
        self._running: set[Progress] = set()
        self._in_flight = 0
        self._closing: Nothing | None = None
        self._closed = False

    # -- the lanes ------------------------------------------------------------------------------

    def read(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        topic: str,
        done: Callable[[T], None],
        failed: Failed | None = None,
        ended: Nothing | None = None,
    ) -> None:
        """Ask the store. A newer question by the same owner on the same topic makes this one stale."""
        if self._closed:
            return
        key = (id(owner), topic)
        order = _Order(owner, done, failed, ended)

        def answer(job: _Job[T]) -> None:
            if self._newest.get(key) is not job:
                return
            del self._newest[key]
            if not self._closed:
                self._settle(job, order)

        job = _Job(work, self._counted(answer))
        if key in self._newest:
            self._newest[key].dropped = True
        self._newest[key] = job
        self._reads.submit(job.run)

    def write(
        self,
        work: Callable[[], T],
        *,
        owner: QObject,
        name: Message,
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        ended: Nothing | None = None,
    ) -> None:
        """Carry out an act. `name` says what is being saved, should somebody close the window meanwhile."""
        if self._closed:
            raise RuntimeError("no act may start after the window has begun to close")
        order = _Order(owner, done, failed, ended)

        def answer(job: _Job[T]) -> None:
            del self._write_names[job]
            self._settle(job, order)
            self._finish_closing()

        job = _Job(work, self._counted(answer))
        self._write_names[job] = name
        self._writes.submit(job.run)

    def long(
        self,
        work: Callable[[Progress], T],
        *,
        owner: QObject,
        done: Callable[[T], None],
        progress: Tell | None = None,
        cancelled: Nothing | None = None,
        failed: Failed | None = None,
        ended: Nothing | None = None,
    ) -> LongTask:
        """Start long work; `progress(done, total)` is called in the window's thread."""
        if self._closed:
            raise RuntimeError("no long work may start after the window has begun to close")
        latest = _Latest(owner, progress)
        hand = Progress(latest.tell, lambda chunk: self._writes.submit(chunk).result())
        self._running.add(hand)
        order = _Order(owner, done, failed, ended, cancelled)

        def answer(job: _Job[T]) -> None:
            self._running.discard(hand)
            self._settle(job, order)
            self._finish_closing()

        self._long.submit(_Job(lambda: work(hand), self._counted(answer)).run)
        return LongTask(hand)

    def soon(self, call: Nothing, *, owner: QObject, topic: str, delay_ms: int) -> None:
        """Call when nothing new has come on this topic for `delay_ms`; `idle` takes the pause as over."""
        key = (id(owner), topic)
        pause = self._pauses[key] = _Pause(monotonic() + delay_ms / 1000, owner, call)

        def fire() -> None:
            if self._pauses.get(key) is pause:
                self._end_pause(key)

        QTimer.singleShot(delay_ms, self, fire)

    def _end_pause(self, key: tuple[int, str]) -> None:
        pause = self._pauses.pop(key)
        if not self._closed and shiboken6.isValid(pause.owner):
            pause.call()

    # -- the end --------------------------------------------------------------------------------

    def pending_writes(self) -> tuple[Message, ...]:
        """What is being saved right now, oldest first."""
        return tuple(self._write_names.values())

    def close(
        self,
        *,
        closed: Nothing,
        waiting: Callable[[tuple[Message, ...]], None] | None = None,
    ) -> None:
        """Cancel reads and long work; call `closed` at once, or when the last write is through.

        While writes remain, `waiting` is told their names, so that the window can say what it waits for.
        """
        self._closed = True
        self._closing = closed
        for job in self._newest.values():
            job.dropped = True
        for hand in self._running:
            hand.cancel()
        if (names := self.pending_writes()) and waiting:
            waiting(names)
        self._finish_closing()

    def idle(self, timeout: float = 10.0) -> None:
        """Run the window until nothing is under way; `TimeoutError` after `timeout` s (tests and pictures).

        Who waits here has stopped typing: what waits for a pause is called at once, in the order it would be.
        """
        alarm = QTimer(singleShot=True, interval=int(timeout * 1000))
        alarm.start()
        quiet = 0
        while quiet < 2:  # an answer that came in the last turn has made widgets that Qt shows in the next one
            QCoreApplication.processEvents()  # what waits to be painted may ask for rows
            if not (self._in_flight or self._pauses):
                quiet += 1
                continue
            quiet = 0
            if not alarm.isActive():
                raise TimeoutError(f"{self._in_flight} jobs and {len(self._pauses)} pauses still under way")
            if self._in_flight:
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            else:
                self._end_pause(min(self._pauses, key=lambda key: self._pauses[key].until))

    # -- inside ---------------------------------------------------------------------------------

    def _counted(self, answer: Callable[[_Job[T]], None]) -> Callable[[_Job[T]], None]:
        """Count the job as under way until its answer has run."""
        self._in_flight += 1

        def counted(job: _Job[T]) -> None:
            self._in_flight -= 1
            answer(job)

        return counted

    def _settle(self, job: _Job[T], order: _Order[T]) -> None:
        if not shiboken6.isValid(order.owner):
            return
        error = job.error
        if error is None:
            if order.done:
                order.done(cast(T, job.result))
        elif isinstance(error, CancelledError):
            if order.cancelled:
                order.cancelled()
        elif isinstance(error, RefusedError):
            (order.failed or self.refused.emit)(error)
        else:
            self.crashed.emit(error)
        if order.ended and shiboken6.isValid(order.owner):
            order.ended()

    def _finish_closing(self) -> None:
        if self._closing is None or self._write_names or self._running:
            return
        closed, self._closing = self._closing, None
        for lane in (self._reads, self._writes, self._long):
            lane.shutdown(wait=False)
        closed()
