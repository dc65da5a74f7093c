"""A missed rent becomes a task for whoever follows the tenancy up, the day after the due day; never twice (P22)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select

from ..models.casefile import Task
from ..models.ledger import AccountLiable, AccountState, RentAccount
from ..models.office import User
from ..models.person import ContactPoint, Person
from ..rules.arrears.steps import ArrearsStep
from ..rules.arrears.words import StepStanding
from ..rules.rights import Right
from ..rules.vocabulary import ContactKind, TaskKind, TaskState
from ..texts import text
from .agreements import check_agreements
from .arrears_list import rebuild_day
from .core.account_state import is_fresh
from .core.acts import Work, steps, writes
from .core.arrears_basis import basis_of
from .core.arrears_rows import last_talks
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.narrowing import narrowed
from .core.person_homes import still

_KIND = TaskKind.ARREARS_CONTACT


@dataclass(frozen=True)
class MissedTasks:
    """How many tasks were made, and how many were settled because the rent has come."""

    made: int
    settled: int


@steps(Right.LEDGER_READ)
def note_missed(desk: Desk) -> Done[MissedTasks]:
    """Make a task of each rent that is missed and that nobody has called about, and settle those that are paid.

    For the scheduled job, and when I dag is opened. Only where payments are known past the due day; nothing for an
    account that is held, and one task per miss however often it is asked for. The agreements are looked at first,
    as a breach changes what is missed.
    """
    looked = check_agreements(desk).changes if desk.who.may(check_agreements.right) else Changes()
    rebuild_day(desk)
    noted = _note(desk)
    return Done(noted.value, looked.and_(noted.changes), noted.act_id)


@writes(Right.TASK_WRITE)
def _note(work: Work) -> MissedTasks:
    fresh = is_fresh(basis_of(work))
    settled = _settle(
        work, select(RentAccount.tenancy_id).join(AccountState).where(fresh, AccountState.overdue_ore == 0)
    )
    missed = work.session.execute(_missed().where(fresh)).all()
    reached = _reached(work, [row.account_id for row in missed])
    talks = last_talks(work, [row.account_id for row in missed])
    work.session.add_all(_task(row, reached.get(row.account_id), talks.get(row.account_id)) for row in missed)
    work.session.flush()
    return MissedTasks(len(missed), settled)


def _settle(work: Work, tenancies: Select[Any]) -> int:
    query = select(Task).where(Task.kind == _KIND, Task.state == TaskState.OPEN, Task.tenancy_id.in_(tenancies))
    paid = work.session.execute(query).scalars().all()
    for task in paid:
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id
        task.outcome = text("restanseoppgave.betalt")
    return len(paid)


def _missed() -> Select[Any]:
    """Accounts to call about, without a task that is open, or that was made for this miss and is done."""
    state = AccountState
    said = exists().where(
        Task.tenancy_id == RentAccount.tenancy_id,
        Task.kind == _KIND,
        Task.voided_at.is_(None),
        (Task.state == TaskState.OPEN) | (Task.due >= state.must_before),
    )
    columns = (state.account_id, state.overdue_ore, state.oldest_due, state.must_before)
    query: Any = select(*columns, RentAccount.tenancy_id, RentAccount.follow_up_id, User.deputy_id)
    missed: Select[Any] = (
        query.join(RentAccount, RentAccount.id == state.account_id)
        .outerjoin(User, User.id == RentAccount.follow_up_id)
        .where(state.step == ArrearsStep.CONTACT, state.step_state == StepStanding.READY, ~said)
    )
    return missed.order_by(state.must_before, state.account_id)


@dataclass(frozen=True)
class _Reached:
    """Who owes now, and their phone."""

    person_id: int
    phone: str


def _reached(work: Work, account_ids: list[int]) -> dict[int, _Reached]:
    """The first of those who owe today, one with a phone before one without."""
    liable, point = AccountLiable, ContactPoint
    in_use = (point.kind == ContactKind.PHONE) & still(point.to_date, work.today)
    query = (
        select(liable.account_id, liable.person_id, point.value)
        .join(Person, Person.id == liable.person_id)
        .outerjoin(point, (point.person_id == liable.person_id) & in_use)
        .where(liable.estate.is_(False))
        .order_by(liable.to_date.is_not(None).desc(), point.value.is_(None).desc(), liable.id.desc(), point.id)
    )
    rows: Iterable[Any] = work.session.execute(narrowed(query, liable.account_id, account_ids))
    return {row.account_id: _Reached(row.person_id, row.value or "") for row in rows}


def _task(row: Any, reached: _Reached | None, talked_on: date | None) -> Task:
    parts = [text("restanseoppgave.skylder", belop=row.overdue_ore, dato=row.oldest_due)]
    if reached and reached.phone:
        parts.append(text("restanseoppgave.telefon", nummer=reached.phone))
    parts.append(text("restanseoppgave.sist", dato=talked_on) if talked_on else text("restanseoppgave.aldri"))
    return Task(
        kind=_KIND,
        title="",
        why=" ".join(parts),
        due=row.must_before,
        state=TaskState.OPEN,
        owner_id=row.follow_up_id,
        deputy_id=row.deputy_id,
        person_id=reached.person_id if reached else None,
        tenancy_id=row.tenancy_id,
    )
