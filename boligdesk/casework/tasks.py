"""Tasks: what somebody must do, by when and for which case; done, put off or handed over, never forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import aliased

from ..models.application import Application
from ..models.casefile import Task
from ..models.guidance import CareerStep
from ..models.office import User
from ..models.person import Person
from ..models.stock import Building, Dwelling, LettingUnit
from ..models.tenancy import Tenancy
from ..rules.folding import search_key
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import TaskKind, TaskState
from .core.acts import Look, Work, reads, writes
from .core.narrowing import narrowed


@dataclass(frozen=True)
class TaskInput:
    """What is said of a task. Without an owner the one who registers it owns it; an empty title is its kind's name."""

    title: str
    due: date | None
    why: str = ""
    kind: TaskKind = TaskKind.MANUAL
    owner_id: int | None = None
    deputy_id: int | None = None
    person_id: int | None = None
    tenancy_id: int | None = None
    dwelling_id: int | None = None
    application_id: int | None = None


@dataclass(frozen=True)
class TaskQuery:
    """Which tasks: of whom (and whom they cover for), due by when, of which case.

    `undated`: those without a day come along with those due by `due_by`.
    """

    owner_id: int | None = None
    with_cover: bool = True
    due_by: date | None = None
    undated: bool = False
    state: TaskState = TaskState.OPEN
    text: str = ""
    person_id: int | None = None
    tenancy_id: int | None = None
    dwelling_id: int | None = None
    application_id: int | None = None


@dataclass(frozen=True)
class TaskRow:
    """One line of a task list. `covering`: it is the owner's, and the asked person stands in."""

    id: int
    version: int
    kind: TaskKind
    title: str
    why: str
    due: date | None
    overdue: bool
    state: TaskState
    owner_id: int | None
    owner: str
    deputy_id: int | None
    deputy: str
    person_id: int | None
    person: str
    tenancy_id: int | None
    tenancy_number: str
    dwelling_id: int | None
    address: str
    application_id: int | None
    application_number: str
    postponed_reason: str
    outcome: str
    done_on: date | None


@reads(Right.TASK_READ)
def task_ids(look: Look, query: TaskQuery) -> list[int]:
    """Ids of the tasks, the most urgent first; those without a date last."""
    chosen = select(Task.id).where(Task.voided_at.is_(None), Task.state == query.state)
    for name in ("person_id", "tenancy_id", "dwelling_id", "application_id"):
        if (wanted := getattr(query, name)) is not None:
            chosen = chosen.where(getattr(Task, name) == wanted)
    if query.due_by is not None:
        chosen = chosen.where(or_(Task.due <= query.due_by, Task.due.is_(None) if query.undated else false()))
    if query.owner_id is not None:
        chosen = chosen.where(_of(query.owner_id, query.with_cover))
    ids = list(look.session.execute(chosen.order_by(Task.due.asc().nulls_last(), Task.id)).scalars())
    return _with_words(look, ids, query.text) if query.text.strip() else ids


def _of(user_id: int, with_cover: bool) -> ColumnElement[bool]:
    """Own tasks; with cover also those whose deputy, or whose owner's deputy, the user is."""
    if not with_cover:
        return Task.owner_id == user_id
    covered = select(User.id).where(User.deputy_id == user_id)
    return or_(Task.owner_id == user_id, Task.deputy_id == user_id, Task.owner_id.in_(covered))


def _with_words(look: Look, ids: list[int], text: str) -> list[int]:
    rows = task_rows.inner(look, ids)
    words = search_key(text).split()
    return [i for i in ids if i in rows and all(f" {w}" in _searched(rows[i]) for w in words)]


def _searched(row: TaskRow) -> str:
    return f" {search_key(' '.join(_words_of(row)))}"


def _words_of(row: TaskRow) -> tuple[str, ...]:
    return (row.title, row.why, row.owner, row.person, row.address, row.tenancy_number, row.application_number)


@reads(Right.TASK_READ)
def task_rows(look: Look, ids: Sequence[int]) -> dict[int, TaskRow]:
    """The lines of some tasks, with names and addresses, in one statement."""
    wanted = set(ids)
    rows = look.session.execute(narrowed(_ROWS, Task.id, ids))
    return {row.id: _row(row, look) for row in rows if row.id in wanted}


_owner, _deputy, _home, _of_tenancy = aliased(User), aliased(User), aliased(Dwelling), aliased(LettingUnit)
_ROWS = (
    select(
        *(Task.id, Task.version, Task.kind, Task.title, Task.why, Task.due, Task.state, Task.owner_id),
        *(Task.deputy_id, Task.person_id, Task.tenancy_id, Task.application_id),
        *(Task.postponed_reason, Task.outcome, Task.done_on),
        _owner.name.label("owner"),
        _deputy.name.label("deputy"),
        Person.last_name,
        Person.first_name,
        Tenancy.number.label("tenancy_number"),
        _home.id.label("dwelling_id"),
        _home.number.label("dwelling_number"),
        Building.address,
        Application.number.label("application_number"),
    )
    .outerjoin(_owner, _owner.id == Task.owner_id)
    .outerjoin(_deputy, _deputy.id == Task.deputy_id)
    .outerjoin(Tenancy, Tenancy.id == Task.tenancy_id)
    .outerjoin(Application, Application.id == Task.application_id)
    .outerjoin(Person, Person.id == func.coalesce(Task.person_id, Tenancy.first_tenant_id, Application.applicant_id))
    .outerjoin(_of_tenancy, _of_tenancy.id == Tenancy.unit_id)
    .outerjoin(_home, _home.id == func.coalesce(Task.dwelling_id, _of_tenancy.dwelling_id))
    .outerjoin(Building, Building.id == _home.building_id)
)


def _row(row: Any, look: Look) -> TaskRow:
    named = look.who.may(Right.PERSON_READ) and row.last_name
    return TaskRow(
        row.id,
        row.version,
        row.kind,
        row.title,
        row.why,
        row.due,
        row.state is TaskState.OPEN and row.due is not None and row.due < look.today,
        row.state,
        row.owner_id,
        row.owner or "",
        row.deputy_id,
        row.deputy or "",
        row.person_id,
        f"{row.first_name} {row.last_name}".strip() if named else "",
        row.tenancy_id,
        row.tenancy_number or "",
        row.dwelling_id,
        ", ".join(part for part in (row.address, row.dwelling_number) if part),
        row.application_id,
        row.application_number or "",
        row.postponed_reason,
        row.outcome,
        row.done_on,
    )


@writes(Right.TASK_WRITE)
def add_task(work: Work, given: TaskInput) -> int:
    """Register a task by hand."""
    _check(work, given)
    values = asdict(given) | {"owner_id": given.owner_id or work.who.user_id}
    return work.add(Task(state=TaskState.OPEN, **values)).id


@writes(Right.TASK_WRITE)
def change_task(work: Work, task_id: int, version: int, given: TaskInput) -> int:
    """Change a task that is open. Returns the new version."""
    task = _open(work, task_id, version)
    _check(work, given)
    for name, value in asdict(given).items():
        setattr(task, name, value)
    work.session.flush()
    return task.version


def _check(work: Work, given: TaskInput) -> None:
    if given.kind is TaskKind.MANUAL and not given.title.strip():
        raise refuse("oppgave.uten_tittel")
    cases = ((Person, given.person_id), (Tenancy, given.tenancy_id), (Dwelling, given.dwelling_id))
    for kind, record_id in (*cases, (Application, given.application_id)):
        if record_id is not None:
            work.get(kind, record_id)
    for user_id in (given.owner_id, given.deputy_id):
        if user_id is not None:
            _check_user(work, user_id)


def _check_user(work: Work, user_id: int) -> None:
    user = work.get(User, user_id)
    if not user.active:
        raise refuse("oppgave.bruker_sluttet", navn=user.name)


def _open(work: Work, task_id: int, version: int) -> Task:
    task = work.load(Task, task_id, version)
    if task.state is not TaskState.OPEN:
        raise refuse("oppgave.ikke_apen")
    return task


@writes(Right.TASK_WRITE)
def finish_task(work: Work, task_id: int, version: int, outcome: str = "") -> None:
    """The task is done; what came of it may be said."""
    task = _open(work, task_id, version)
    task.state, task.done_on, task.done_by, task.outcome = TaskState.DONE, work.today, work.who.user_id, outcome.strip()
    _tell_step(work, task, work.today)


@writes(Right.TASK_WRITE)
def drop_task(work: Work, task_id: int, version: int, reason: str) -> None:
    """The task is no longer needed; why is kept."""
    task = _open(work, task_id, version)
    if not reason.strip():
        raise refuse("oppgave.grunn_mangler")
    task.state, task.done_on, task.done_by, task.outcome = (
        TaskState.DROPPED,
        work.today,
        work.who.user_id,
        reason.strip(),
    )


@writes(Right.TASK_WRITE)
def reopen_task(work: Work, task_id: int, version: int) -> None:
    """A task that was closed too early waits again."""
    task = work.load(Task, task_id, version)
    task.state, task.done_on, task.done_by, task.outcome = TaskState.OPEN, None, None, ""
    _tell_step(work, task, None)


def _tell_step(work: Work, task: Task, done_on: date | None) -> None:
    """What the office was to do in a plan is done, or waits again, with its task."""
    if task.kind is TaskKind.PLAN_STEP:
        step = select(CareerStep).where(CareerStep.task_id == task.id, CareerStep.voided_at.is_(None))
        for row in work.session.execute(step).scalars():
            row.done_on = done_on


@writes(Right.TASK_WRITE)
def postpone_task(work: Work, task_id: int, version: int, due: date, reason: str) -> int:
    """Put a task off to a later day, with the reason. Returns the new version."""
    task = _open(work, task_id, version)
    if not reason.strip():
        raise refuse("oppgave.grunn_mangler")
    if due < work.today or (task.due is not None and due <= task.due):
        raise refuse("oppgave.ikke_senere", frist=task.due)
    task.due, task.postponed_reason = due, reason.strip()
    work.reason(reason.strip())
    work.session.flush()
    return task.version


@writes(Right.TASK_WRITE)
def hand_over_task(
    work: Work, task_id: int, version: int, owner_id: int, deputy_id: int | None = None, reason: str = ""
) -> int:
    """Give a task to a colleague, who may have a deputy on it; why stands in its history. Returns the new version."""
    task = _open(work, task_id, version)
    _check_user(work, owner_id)
    if deputy_id is not None:
        _check_user(work, deputy_id)
    task.owner_id, task.deputy_id = owner_id, deputy_id
    work.reason(reason.strip())
    work.session.flush()
    return task.version
