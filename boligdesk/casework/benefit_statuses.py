"""Where a household stands with bostøtte, as the office has heard of it: applied, granted, refused, stopped (H14).

Husbanken decides and nobody sends the office a list: what is kept here was told by the household or seen by the
office, on a day. A newer row ends the one before, so that one household stands in one place at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from ..models.casefile import Task
from ..models.guidance import BenefitStatus
from ..models.person import Household, HouseholdMember
from ..rules.guidance.words import BenefitState, RefusalCode
from ..rules.messages import refuse
from ..rules.periods import ONE_DAY, first_of_month
from ..rules.rights import Right
from ..rules.vocabulary import HouseholdRole, TaskKind, TaskState
from .core.acts import Look, Work, reads, writes
from .core.tasks import NewTask, add_task

_REFUSALS = (BenefitState.REFUSED, BenefitState.DISMISSED)


@dataclass(frozen=True)
class BenefitInput:
    """What was heard on a day (today unless told): from which month it holds, øre a month when it was granted."""

    household_id: int
    state: BenefitState
    from_month: date
    amount_ore: int | None = None
    refusal: RefusalCode | None = None
    applied_on: date | None = None
    reapply_by: date | None = None
    heard_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class BenefitRow:
    """A line of a household's bostøtte, month from–to (first days, inclusive; None = still)."""

    id: int
    version: int
    given: BenefitInput
    to_month: date | None

    def holds(self, month: date) -> bool:
        """Whether this is what holds in a month."""
        first = first_of_month(month)
        return self.given.from_month <= first and (self.to_month is None or first <= self.to_month)


@reads(Right.GUIDANCE_READ)
def benefit_of(look: Look, household_id: int) -> tuple[BenefitRow, ...]:
    """What was heard of a household's bostøtte, the newest first."""
    look.get(Household, household_id)
    row = BenefitStatus
    query = select(row).where(row.household_id == household_id, row.voided_at.is_(None))
    found = look.session.execute(query.order_by(row.from_month.desc(), row.id.desc())).scalars()
    return tuple(_row(one) for one in found)


@reads(Right.GUIDANCE_READ)
def benefit_now(look: Look, household_ids: tuple[int, ...]) -> dict[int, BenefitRow]:
    """What holds this month, by household; households nobody has heard of are not there."""
    month, row = first_of_month(look.today), BenefitStatus
    query = select(row).where(row.household_id.in_(household_ids), row.voided_at.is_(None), *_in(month))
    found = look.session.execute(query.order_by(row.from_month, row.id)).scalars()
    return {one.household_id: _row(one) for one in found}


def _in(month: date) -> tuple[ColumnElement[bool], ...]:
    row: Any = BenefitStatus
    return (row.from_month <= month, or_(row.to_month.is_(None), row.to_month >= month))


def _row(one: BenefitStatus) -> BenefitRow:
    given = BenefitInput(
        one.household_id,
        one.state,
        one.from_month,
        one.amount_ore,
        one.refusal,
        one.applied_on,
        one.reapply_by,
        one.heard_on,
        one.note,
    )
    return BenefitRow(one.id, one.version, given, one.to_month)


@writes(Right.GUIDANCE_WRITE)
def hear_benefit(work: Work, given: BenefitInput) -> int:
    """Keep what was heard; the row's id. It ends what held before, and closes or makes the task to apply anew."""
    work.get(Household, given.household_id)
    _check(work, given)
    month = first_of_month(given.from_month)
    _end_earlier(work, given.household_id, month)
    row = BenefitStatus(household_id=given.household_id, state=given.state, from_month=month)
    row.heard_on, row.applied_on, row.note = given.heard_on or work.today, given.applied_on, given.note.strip()
    row.amount_ore, row.refusal, row.reapply_by = given.amount_ore, given.refusal, given.reapply_by
    row_id = work.add(row).id
    _tasks(work, given)
    return row_id


def _check(work: Work, given: BenefitInput) -> None:
    granted = given.state is BenefitState.GRANTED
    if granted and given.amount_ore is None:
        raise refuse("bostottestatus.uten_belop")
    if not granted and given.amount_ore is not None:
        raise refuse("bostottestatus.belop_uten_vedtak")
    if given.refusal is not None and given.state not in _REFUSALS:
        raise refuse("bostottestatus.kode_uten_avslag")
    if any(day is not None and day > work.today for day in (given.heard_on, given.applied_on)):
        raise refuse("bostottestatus.fram_i_tid")


def _end_earlier(work: Work, household_id: int, month: date) -> None:
    """What held until now ends the month before; a row of the same month or later is withdrawn: it was heard anew."""
    row = BenefitStatus
    query = select(row).where(row.household_id == household_id, row.voided_at.is_(None))
    for old in work.session.execute(query).scalars():
        if old.from_month >= month:
            old.voided_at, old.voided_by, old.void_reason = work.now, work.who.user_id, ""
        elif old.to_month is None or old.to_month >= month:
            old.to_month = first_of_month(month - ONE_DAY)
    work.session.flush()


def _tasks(work: Work, given: BenefitInput) -> None:
    """Applied or granted: nothing to remind of. A day to apply anew by: somebody must see to it."""
    person_id = _main_person(work, given.household_id)
    query = select(Task).where(
        Task.person_id == person_id, Task.kind == TaskKind.BENEFIT_APPLY, Task.state == TaskState.OPEN
    )
    for task in work.session.execute(query).scalars():
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id
    if given.reapply_by is not None:
        add_task(work, NewTask(TaskKind.BENEFIT_APPLY, given.reapply_by, person_id=person_id))


def _main_person(work: Work, household_id: int) -> int | None:
    """Who the household's tasks are about: its main person, else whoever was entered first."""
    member = HouseholdMember
    query = select(member.person_id, member.role).where(
        member.household_id == household_id, or_(member.to_date.is_(None), member.to_date >= work.today)
    )
    rows = work.session.execute(query.order_by(member.id)).all()
    main = next((row.person_id for row in rows if row.role is HouseholdRole.MAIN), None)
    return main if main is not None else next((row.person_id for row in rows), None)


@writes(Right.GUIDANCE_WRITE)
def withdraw_benefit(work: Work, status_id: int, version: int, reason: str) -> None:
    """Withdraw a line that was entered by mistake; what held before holds on."""
    row = work.load(BenefitStatus, status_id, version)
    if not reason.strip():
        raise refuse("bostottestatus.uten_grunn")
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason.strip()
    before = first_of_month(row.from_month - ONE_DAY)
    other = BenefitStatus
    query = select(other).where(
        other.household_id == row.household_id, other.voided_at.is_(None), other.to_month == before
    )
    for old in work.session.execute(query).scalars():
        old.to_month = row.to_month
