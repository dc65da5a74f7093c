"""Tasks that acts leave behind: what, by when, on which case; the owner is whoever did the act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ...models.casefile import Task
from ...models.office import User
from ...rules.vocabulary import TaskKind, TaskState
from .acts import Work


@dataclass(frozen=True)
class NewTask:
    """A task to make. Its title is the name of its kind unless somebody gave one."""

    kind: TaskKind
    due: date | None
    title: str = ""
    why: str = ""
    person_id: int | None = None
    tenancy_id: int | None = None
    dwelling_id: int | None = None


def add_task(work: Work, task: NewTask) -> int:
    """Put a task on the case; the doer of the act owns it, with the deputy of that user."""
    owner = work.session.get(User, work.who.user_id) if work.who.user_id else None
    row = work.add(
        Task(
            kind=task.kind,
            title=task.title,
            why=task.why,
            due=task.due,
            state=TaskState.OPEN,
            owner_id=owner.id if owner else None,
            deputy_id=owner.deputy_id if owner else None,
            person_id=task.person_id,
            tenancy_id=task.tenancy_id,
            dwelling_id=task.dwelling_id,
        )
    )
    return row.id


def finish_tasks(work: Work, tenancy_id: int, *kinds: TaskKind) -> None:
    """Mark the open tasks of these kinds on a tenancy as done by this act."""
    query = select(Task).where(Task.tenancy_id == tenancy_id, Task.kind.in_(kinds), Task.state == TaskState.OPEN)
    for task in work.session.execute(query).scalars():
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id
