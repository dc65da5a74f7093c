"""Who has what in the sample office this morning: the leader has some of the work, one colleague is away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from ...models.casefile import Task
from ...rules.periods import ONE_DAY
from ...rules.vocabulary import TaskState
from .. import absences, tasks
from .demo_diary import Diary
from .desk import Who

#: How many tasks of the coming days the leader takes, and how many the one who is away has.
_LEADERS, _COVERED = 8, 2


def share_out(diary: Diary, on: date, leader: Who, busy: Who, away: Who, reasons: Sequence[str]) -> None:
    """The busy one gives some tasks on with a reason; the other is away to Friday and the leader covers."""
    ids = _soon(diary, on, busy)
    for place, task_id in enumerate(ids[: _LEADERS + _COVERED]):
        to, why = (leader, reasons[0]) if place < _LEADERS else (away, reasons[1])
        version = diary.session.get_one(Task, task_id).version
        diary.act(busy, on, tasks.hand_over_task, task_id, version, to.user_id or 0, None, why)
    friday = on + timedelta(days=(4 - on.weekday()) % 7)
    diary.act(away, on, absences.set_absence, away.user_id or 0, on, friday, leader.user_id)


def _soon(diary: Diary, on: date, busy: Who) -> list[int]:
    """The busy one's open tasks from yesterday on, the nearest first."""
    query = (
        select(Task.id)
        .where(Task.owner_id == busy.user_id, Task.state == TaskState.OPEN, Task.due >= on - ONE_DAY)
        .order_by(Task.due, Task.id)
    )
    return list(diary.session.execute(query).scalars())
