"""What stands on the page I dag: one line per duty, grouped by why it is there today. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ...rules.vocabulary import TaskKind


class Duty(StrEnum):
    """Where a line comes from: a task somebody has, or a date in the records that nobody has made a task of."""

    TASK = "task"
    ANSWER = "answer"
    DECIDE = "decide"
    PAPERS = "papers"
    OFFER = "offer"
    MEND = "mend"
    FORWARD = "forward"
    COMPLAIN_BY = "complain_by"
    VALIDITY = "validity"
    EXPECTED = "expected"
    TERM = "term"


#: The tasks that already say the same: where one of them is open on the case, the date is not told twice.
SAID_BY: dict[Duty, tuple[TaskKind, ...]] = {
    Duty.ANSWER: (TaskKind.PRELIMINARY_ANSWER,),
    Duty.DECIDE: (TaskKind.DECIDE, TaskKind.APPROVE_DECISION),
    Duty.PAPERS: (TaskKind.PAPERS,),
    Duty.OFFER: (TaskKind.OFFER_ANSWER,),
    Duty.MEND: (TaskKind.COMPLAINT,),
    Duty.FORWARD: (TaskKind.FORWARD_COMPLAINT, TaskKind.COMPLAINT),
    Duty.COMPLAIN_BY: (),
    Duty.VALIDITY: (TaskKind.VALIDITY,),
    Duty.EXPECTED: (TaskKind.MANUAL,),
    Duty.TERM: (TaskKind.TERM_ENDS, TaskKind.REQUEST_TO_MOVE, TaskKind.MOVE_OUT_PROTOCOL),
}
#: Here somebody outside the office must act; once the day has passed it is the office's turn.
_OTHERS_ACT = frozenset({Duty.PAPERS, Duty.OFFER, Duty.MEND, Duty.COMPLAIN_BY, Duty.EXPECTED})
_OTHERS_ACT_BY_TASK = frozenset({TaskKind.PAPERS, TaskKind.OFFER_ANSWER})


class When(StrEnum):
    """Why a line stands where it stands; in this order down the page."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    COVER = "cover"
    NEXT_WEEK = "next_week"
    UNDATED = "undated"
    WAITING = "waiting"


@dataclass(frozen=True)
class DayLine:
    """One duty. `kind` names the task it is or would become; `version` is that of a task, 0 of a bare date.

    `id` is the task's, or that of the record whose date it is. `due` is inclusive.
    `cover_until` is set when the one who looks covers for an owner who is away.
    """

    duty: Duty
    id: int
    version: int
    kind: TaskKind
    title: str
    about: str
    place: str
    number: str
    why: str
    due: date | None
    owner_id: int | None
    owner: str
    deputy_id: int | None
    deputy: str
    person_id: int | None = None
    tenancy_id: int | None = None
    dwelling_id: int | None = None
    application_id: int | None = None
    cover_until: date | None = None

    @property
    def key(self) -> int:
        """A number of its own among all lines, the same from reading to reading."""
        return self.id * len(Duty) + list(Duty).index(self.duty)

    @property
    def waits(self) -> bool:
        """Whether it is somebody outside the office who must act."""
        return self.duty in _OTHERS_ACT or (self.duty is Duty.TASK and self.kind in _OTHERS_ACT_BY_TASK)


@dataclass(frozen=True)
class DayGroup:
    """Lines under one heading. For those one covers for: whom (`name`), and until when."""

    when: When
    lines: tuple[DayLine, ...]
    name: str = ""
    until: date | None = None


def end_of_week(day: date) -> date:
    """The Sunday of the week."""
    return day + timedelta(days=6 - day.weekday())


def horizon(day: date) -> date:
    """The last day the page looks ahead to: the Sunday of next week."""
    return end_of_week(day) + timedelta(days=7)


def grouped(lines: Iterable[DayLine], today: date) -> tuple[DayGroup, ...]:
    """The lines under their headings, the most urgent first; no heading without lines."""
    found: dict[tuple[int, str], list[DayLine]] = {}
    order = list(When)
    for line in sorted(lines, key=lambda one: (one.due or date.max, one.title, one.key)):
        when = _when(line, today)
        found.setdefault((order.index(when), line.owner if when is When.COVER else ""), []).append(line)
    return tuple(
        DayGroup(order[place], tuple(some), name, some[0].cover_until) for (place, name), some in sorted(found.items())
    )


def _when(line: DayLine, today: date) -> When:
    if line.cover_until is not None:
        return When.COVER
    if line.due is not None and line.due < today:
        return When.OVERDUE
    if line.waits:
        return When.WAITING
    return _by_day(line.due, today)


def _by_day(due: date | None, today: date) -> When:
    if due is None:
        return When.UNDATED
    if due == today:
        return When.TODAY
    return When.THIS_WEEK if due <= end_of_week(today) else When.NEXT_WEEK
