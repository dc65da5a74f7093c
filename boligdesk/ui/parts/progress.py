"""Long work on screen: nothing for the first 400 ms, then what is done, how far, and a way to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ...rules.messages import Message
from ...texts import render, text
from ..jobs import Jobs, LongTask, Progress
from ..style import tokens
from .buttons import secondary
from .labels import ElidedLabel, Label

T = TypeVar("T")
PATIENCE_MS = 400


class ProgressPanel(QFrame):
    """A line that tells what is going on. It keeps out of the way when the work is short."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        self._task: LongTask | None = None
        self._what = ElidedLabel("", "h4")
        self._count = Label("", "caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop_button = secondary(text("ui.felles.avbryt"), small=True)
        self.stop_button.clicked.connect(self._stop)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._what, 1)
        head.addWidget(self._count)
        left = QVBoxLayout()
        left.setSpacing(tokens.S8)
        left.addLayout(head)
        left.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.CARD_PAD_X, tokens.S12, tokens.CARD_PAD_X, tokens.S12)
        row.setSpacing(tokens.S16)
        row.addLayout(left, 1)
        row.addWidget(self.stop_button)

    def begin(self, what: str) -> None:
        """Work has begun; the panel shows itself if it takes long."""
        self._what.set_text(what)
        self.bar.setAccessibleName(what)
        self.bar.setRange(0, 0)
        self._count.setText("")
        self.stop_button.setEnabled(True)
        self._patience.start()

    def tell(self, done: int, total: int) -> None:
        """How far it is; total 0 when it is not known."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._count.setText(text("ui.framdrift.av", ferdig=done, antall=total) if total else "")

    def end(self) -> None:
        """The work is over, however it went."""
        self._task = None
        self._patience.stop()
        self.hide()

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self._what.set_text(text("ui.framdrift.stopper"))
        if self._task:
            self._task.cancel()
        self.cancelled.emit()

    def run(
        self,
        jobs: Jobs,
        what: Message,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        cancelled: Callable[[], None] | None = None,
    ) -> LongTask:
        """Run long work in its lane with this panel as its face."""
        self.begin(render(what))
        task = jobs.long(work, owner=self, done=done, progress=self.tell, cancelled=cancelled, ended=self.end)
        self._task = task
        return task
