"""Tasks that acts leave behind: what, by when, on which case; the owner is whoever did the act, or who follows up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select

from ...models.application import Application
from ...models.casefile import Task
from ...models.office import User
from ...rules.vocabulary import TaskKind, TaskState
from .acts import Work

#: A task's title is no longer than this.
MOST_TITLE = 200


@dataclass(frozen=True)
class NewTask:
    """A task to make. Its title is the name of its kind unless somebody gave one; `owner_id` None: the act's doer."""

    kind: TaskKind
    due: date | None
    title: str = ""
    why: str = ""
    person_id: int | None = None
    tenancy_id: int | None = None
    dwelling_id: int | None = None
    application_id: int | None = None
    owner_id: int | None = None

    def on(self, application: Application) -> NewTask:
        """The same task on an application and its applicant."""
        return replace(self, application_id=application.id, person_id=application.applicant_id)


def add_task(work: Work, task: NewTask) -> int:
    """Put a task on the case; who is named, or the doer of the act, owns it, with the deputy of that user."""
    owner_id = task.owner_id or work.who.user_id
    owner = work.session.get(User, owner_id) if owner_id else None
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
            application_id=task.application_id,
        )
    )
    return row.id


def finish_tasks(work: Work, tenancy_id: int, *kinds: TaskKind) -> None:
    """Mark the open tasks of these kinds on a tenancy as done by this act."""
    _finish(work, Task.tenancy_id == tenancy_id, kinds)


def finish_application_tasks(work: Work, application_id: int, *kinds: TaskKind) -> None:
    """Mark the open tasks of these kinds on an application as done by this act."""
    _finish(work, Task.application_id == application_id, kinds)


def _finish(work: Work, case: ColumnElement[bool], kinds: tuple[TaskKind, ...]) -> None:
    query = select(Task).where(case, Task.kind.in_(kinds), Task.state == TaskState.OPEN)
    for task in work.session.execute(query).scalars():
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id


def close_task(work: Work, task_id: int | None) -> None:
    """Mark one task as done by this act, where it is there and open."""
    if (task := _open(work, task_id)) is not None:
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id


def follow_task(work: Work, task_id: int | None, title: str, due: date | None) -> bool:
    """Let an open task say what its record says now; False where there is none."""
    task = _open(work, task_id)
    if task is None:
        return False
    task.title, task.due = title[:MOST_TITLE], due
    return True


def _open(work: Work, task_id: int | None) -> Task | None:
    task = work.session.get(Task, task_id) if task_id is not None else None
    return task if task is not None and task.state is TaskState.OPEN else None
