"""Once a day, when I dag is up: a rent that is missed becomes a task of whoever follows the tenancy up."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ...casework.core.changes import Done
from ...rules.rights import Right
from ..jobs import Progress
from ..shell.context import Context

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.arrears_tasks import MissedTasks

#: The page is read and painted before this begins.
_AFTER_OPENING_MS = 2_000


class MissedRents:
    """Asks for it in the background, in pieces, so that nobody who saves waits for it."""

    def __init__(self, ctx: Context, owner: QObject) -> None:
        self.ctx, self.owner = ctx, owner
        self._noted: date | None = None

    def note_once_a_day(self) -> None:
        """Nothing for somebody who may not make tasks, or see what is owed."""
        today = self.ctx.desk.today
        if self._noted == today or not (self.ctx.may(Right.TASK_WRITE) and self.ctx.may(Right.LEDGER_READ)):
            return
        self._noted = today
        self.ctx.jobs.soon(self._start, owner=self.owner, topic="restanser", delay_ms=_AFTER_OPENING_MS)

    def _start(self) -> None:
        self.ctx.jobs.long(self._note, owner=self.owner, done=self._announce)

    def _note(self, progress: Progress) -> Done[MissedTasks]:
        from ...casework.arrears_list import rebuild_some
        from ...casework.arrears_tasks import note_missed

        while progress.write(partial(rebuild_some, self.ctx.desk)).value:
            progress.check()
        return progress.write(partial(note_missed, self.ctx.desk))

    def _announce(self, done: Done[MissedTasks]) -> None:
        self.ctx.hub.announce(done.changes, self.owner)
