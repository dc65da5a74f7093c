"""The list of applications: which ones, in what order, and what each line shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from ..models.application import Application
from ..models.office import User
from ..models.person import Person
from ..rules.application_deadlines import NextStep
from ..rules.application_words import ApplicationKind, Stage
from ..rules.rights import Right
from .core.acts import Look, reads
from .core.application_rows import applicants
from .core.application_steps import Assessed, assessed_of, due_on, next_steps
from .core.in_order import ids_in_order
from .core.narrowing import narrowed
from .core.stock_keys import every_word_begins


class ApplicationSegment(StrEnum):
    """The parts of the list, as its segments name them."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


class ApplicationSort(Enum):
    """By what the list can be ordered."""

    DEADLINE = "deadline"
    APPLICANT = "applicant"
    RECEIVED = "received"
    NUMBER = "number"
    STAGE = "stage"


@dataclass(frozen=True)
class ApplicationQuery:
    """What the list shows. `text` finds applicants and numbers; `due_by` those with something to do by that day."""

    text: str = ""
    segment: ApplicationSegment = ApplicationSegment.OPEN
    stage: Stage | None = None
    kind: ApplicationKind | None = None
    owner_id: int | None = None
    due_by: date | None = None
    person_id: int | None = None
    sort: ApplicationSort = ApplicationSort.DEADLINE
    descending: bool = False


@dataclass(frozen=True)
class ApplicationListRow:
    """One line. `step` says what the case waits for; `protected` marks an applicant with a secret address."""

    id: int
    number: str
    kind: ApplicationKind
    stage: Stage
    applicant_id: int
    applicant: str
    protected: bool
    received_on: date
    owner: str
    step: NextStep
    assessed: Assessed


@reads(Right.APPLICATION_READ)
def application_ids(look: Look, query: ApplicationQuery) -> list[int]:
    """Ids of the applications that a query shows, in its order; those registered by mistake are never shown."""
    chosen = _asked(query).where(*_in_segment(query.segment))
    return ids_in_order(look, _ordered(chosen, query))


@reads(Right.APPLICATION_READ)
def application_counts(look: Look, query: ApplicationQuery) -> dict[ApplicationSegment, int]:
    """How many each segment of the list shows under the same filters."""
    chosen = _asked(query).with_only_columns(Application.stage, func.count()).group_by(Application.stage)
    by_stage: dict[Stage, int] = {row[0]: row[1] for row in look.session.execute(chosen)}
    return {
        segment: sum(count for stage, count in by_stage.items() if stage in _stages(segment))
        for segment in ApplicationSegment
    }


def _asked(query: ApplicationQuery) -> Select[Any]:
    chosen = select(Application.id).join(Person, Person.id == Application.applicant_id)
    chosen = chosen.where(Application.voided_at.is_(None))
    if query.text.strip():
        chosen = chosen.where(_found_by(query.text.strip()))
    wanted = ((Application.stage, query.stage), (Application.kind, query.kind), (Application.owner_id, query.owner_id))
    for column, value in (*wanted, (Application.applicant_id, query.person_id)):
        if value is not None:
            chosen = chosen.where(column == value)
    return chosen if query.due_by is None else chosen.where(due_on() <= query.due_by)


def _found_by(text: str) -> ColumnElement[bool]:
    number = Application.number.contains(text, autoescape=True)
    return or_(every_word_begins(Person.search_key, text), number) if any(map(str.isalnum, text)) else number


def _stages(segment: ApplicationSegment) -> tuple[Stage, ...]:
    return {
        ApplicationSegment.OPEN: tuple(stage for stage in Stage if stage is not Stage.CLOSED),
        ApplicationSegment.CLOSED: (Stage.CLOSED,),
        ApplicationSegment.ALL: tuple(Stage),
    }[segment]


def _in_segment(segment: ApplicationSegment) -> tuple[ColumnElement[bool], ...]:
    return () if segment is ApplicationSegment.ALL else (Application.stage.in_(_stages(segment)),)


_ORDER: Mapping[ApplicationSort, tuple[Any, ...]] = {
    ApplicationSort.DEADLINE: (due_on(), Application.received_on),
    ApplicationSort.APPLICANT: (Person.sort_key,),
    ApplicationSort.RECEIVED: (Application.received_on,),
    ApplicationSort.NUMBER: (Application.number,),
    ApplicationSort.STAGE: (Application.stage, Application.received_on),
}


def _ordered(chosen: Select[Any], query: ApplicationQuery) -> Select[Any]:
    columns = (*_ORDER[query.sort], Application.id)
    last_first = [column.desc().nulls_last() for column in columns]
    return chosen.order_by(*(last_first if query.descending else [column.asc().nulls_last() for column in columns]))


@reads(Right.APPLICATION_READ)
def application_rows(look: Look, ids: Sequence[int]) -> dict[int, ApplicationListRow]:
    """The lines of some applications, in a handful of statements however many they are."""
    query = select(
        Application.id,
        Application.number,
        Application.kind,
        Application.stage,
        Application.received_on,
        User.name.label("owner"),
    ).join(User, User.id == Application.owner_id, isouter=True)
    who, steps, assessed = applicants(look, ids), next_steps(look, ids), assessed_of(look, ids)
    return {
        row.id: ApplicationListRow(
            id=row.id,
            number=row.number,
            kind=row.kind,
            stage=row.stage,
            applicant_id=who[row.id].person_id,
            applicant=who[row.id].name,
            protected=who[row.id].protected,
            received_on=row.received_on,
            owner=row.owner or "",
            step=steps[row.id],
            assessed=assessed[row.id],
        )
        for row in look.session.execute(narrowed(query, Application.id, ids))
        if row.id in who
    }
