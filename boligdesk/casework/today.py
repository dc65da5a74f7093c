"""I dag: what waits, whose it is and who covers; who is away, and what the week brings.

A task says what its owner must do. A date in the records that nobody has a task for stands beside them, until it is
taken up as a task (`take_up`) or what it asks for is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select

from ..models.casefile import Task
from ..models.office import User
from ..models.person import Person
from ..models.stock import Dwelling
from ..models.tenancy import Tenancy
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import TaskState
from ..texts import enum_text, text
from .core.absence_rows import Away, absences_of
from .core.acts import Look, Work, reads, writes
from .core.day_dates import dated_line, dated_lines, numbered
from .core.day_lines import DayGroup, DayLine, Duty, grouped, horizon
from .tasks import TaskInput, TaskQuery, TaskRow, add_task, hand_over_task, task_ids, task_rows

#: How many days the week ahead shows.
_WEEK = 7


@dataclass(frozen=True)
class AwayLine:
    """A colleague who is away today until (inclusive), who covers, and how many of their lines the looker covers."""

    name: str
    until: date
    deputy: str
    covering: int
    mine_to_cover: bool


@dataclass(frozen=True)
class WeekLine:
    """What a coming day brings: the first thing, and how many others there are."""

    day: date
    what: str
    others: int


@dataclass(frozen=True)
class Day:
    """The page. `mine` is one's own work, what nobody has, and what one covers; `office` is everybody's.

    `later` counts the office's open tasks beyond the days that are shown (`shown_until`, inclusive). `begun`: the
    office has registered homes.
    """

    on: date
    mine: tuple[DayGroup, ...]
    office: tuple[DayGroup, ...]
    away: tuple[AwayLine, ...]
    week: tuple[WeekLine, ...]
    shown_until: date
    later: int
    begun: bool


@reads(Right.TASK_READ)
def day(look: Look) -> Day:
    """Everything the page tells, for the one who looks; its number of statements is fixed."""
    until = horizon(look.today)
    users = {row.id: row for row in look.session.execute(select(User.id, User.name, User.deputy_id))}
    names = {user_id: row.name for user_id, row in users.items()}
    lines = [
        replace(line, deputy=line.deputy or names.get(line.deputy_id or 0, ""))
        for line in (*_task_lines(look, until), *dated_lines(look, until))
    ]
    away = {user_id: one for user_id, one in absences_of(look).items() if one.holds(look.today)}
    stand_ins = {row.id: row.deputy_id for row in users.values()}
    mine = [shown for line in lines if (shown := _for_looker(look, line, away, stand_ins)) is not None]
    return Day(
        look.today,
        grouped(mine, look.today),
        grouped(lines, look.today),
        tuple(_away_line(look, one, names, mine) for one in away.values()),
        _week(look, lines),
        until,
        _later(look, until),
        look.session.execute(select(Dwelling.id).limit(1)).first() is not None,
    )


def _task_lines(look: Look, until: date) -> Iterable[DayLine]:
    ids = task_ids.inner(look, TaskQuery(due_by=until, undated=True))
    return [_of_task(row) for row in task_rows.inner(look, ids).values()]


def _of_task(row: TaskRow) -> DayLine:
    put_off = text("idag.hvorfor.utsatt", hvorfor=row.postponed_reason) if row.postponed_reason else ""
    return DayLine(
        Duty.TASK,
        row.id,
        row.version,
        row.kind,
        row.title or enum_text(row.kind),
        row.person,
        row.address,
        numbered(row.application_number, row.tenancy_number),
        " · ".join(part for part in (row.why, put_off) if part),
        row.due,
        row.owner_id,
        row.owner,
        row.deputy_id,
        row.deputy,
        row.person_id,
        row.tenancy_id,
        row.dwelling_id,
        row.application_id,
    )


def _for_looker(look: Look, line: DayLine, away: dict[int, Away], stand_ins: dict[int, int | None]) -> DayLine | None:
    """The line when it is one's own, when nobody has it, or when one covers for an owner who is away."""
    me = look.who.user_id
    if line.owner_id is None or line.owner_id == me:
        return line
    absent = away.get(line.owner_id)
    if absent is None or me is None:
        return None
    covers = absent.deputy_id or line.deputy_id or stand_ins.get(line.owner_id)
    return replace(line, cover_until=absent.to_date) if covers == me else None


def _away_line(look: Look, one: Away, names: dict[int, str], mine: Iterable[DayLine]) -> AwayLine:
    covering = sum(line.owner_id == one.user_id for line in mine if line.cover_until is not None)
    deputy_is_me = one.deputy_id is not None and one.deputy_id == look.who.user_id
    return AwayLine(
        names.get(one.user_id, ""),
        one.to_date,
        names.get(one.deputy_id or 0, ""),
        covering,
        deputy_is_me or covering > 0,
    )


def _week(look: Look, lines: Iterable[DayLine]) -> tuple[WeekLine, ...]:
    """The coming seven days: duties of the office, and who moves in."""
    until = look.today + timedelta(days=_WEEK)
    found: dict[date, list[str]] = {}
    for day_, words in (*_moving_in(look, until), *_titles(look, lines, until)):
        found.setdefault(day_, []).append(words)
    return tuple(WeekLine(on, words[0], len(words) - 1) for on, words in sorted(found.items()))


def _titles(look: Look, lines: Iterable[DayLine], until: date) -> list[tuple[date, str]]:
    coming = [line for line in lines if line.due is not None and look.today < line.due <= until]
    return [(line.due, f"{line.title}: {line.about}" if line.about else line.title) for line in coming if line.due]


def _moving_in(look: Look, until: date) -> list[tuple[date, str]]:
    if not (look.who.may(Right.TENANCY_READ) and look.who.may(Right.PERSON_READ)):
        return []
    query = (
        select(Tenancy.from_date, Person.first_name, Person.last_name)
        .join(Person, Person.id == Tenancy.first_tenant_id)
        .where(Tenancy.voided_at.is_(None), Tenancy.from_date > look.today, Tenancy.from_date <= until)
        .order_by(Tenancy.from_date, Tenancy.id)
    )
    return [
        (row.from_date, text("idag.innflytting", navn=f"{row.first_name} {row.last_name}".strip()))
        for row in look.session.execute(query)
    ]


def _later(look: Look, until: date) -> int:
    counted = select(func.count(Task.id)).where(
        Task.voided_at.is_(None), Task.state == TaskState.OPEN, Task.due > until
    )
    return look.session.execute(counted).scalar_one()


@writes(Right.TASK_WRITE)
def take_up(
    work: Work,
    duty: Duty,
    record_id: int,
    owner_id: int | None = None,
    deputy_id: int | None = None,
    reason: str = "",
) -> int:
    """Make a task of a date in the records: for oneself, or for a colleague with the reason. Returns the task's id.

    The task has the date, the case and the cause, and stands from now on in its place. A date that stands no longer
    is refused.
    """
    line = dated_line(work, duty, record_id, horizon(work.today))
    if line is None:
        raise refuse("idag.star_ikke")
    given = TaskInput(
        line.title,
        line.due,
        line.why,
        line.kind,
        person_id=line.person_id,
        tenancy_id=line.tenancy_id,
        dwelling_id=line.dwelling_id,
        application_id=line.application_id,
    )
    task_id = add_task.inner(work, given)
    if owner_id is not None and owner_id != work.who.user_id:
        hand_over_task.inner(work, task_id, 1, owner_id, deputy_id, reason)
    return task_id
