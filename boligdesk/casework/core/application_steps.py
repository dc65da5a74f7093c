"""What each application waits for, and how much of it is assessed: for the list, the record and I dag."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select

from ...models.application import (
    Application,
    ApplicationAssessment,
    ApplicationMember,
    ApplicationPaper,
    CriterionAnswer,
)
from ...models.decision import Complaint, Decision, Offer
from ...rules.application_deadlines import NextStep, Standing, next_step
from ...rules.application_words import ApplicationKind, ComplaintState, DecisionState, OfferState, Stage
from ...rules.decisions.content import GIVING
from ...rules.messages import RefusedError
from .acts import Look
from .application_rows import OTHER_ASKS, standing
from .criteria_rows import CriteriaRow, adopted, chosen, criteria_of
from .narrowing import narrowed


@dataclass(frozen=True)
class Assessed:
    """So many demands have the caseworker's answer, of so many in the set.

    `demands` 0: no set is in use yet, or what is asked for is not judged by the demands for a home.
    """

    answered: int
    demands: int

    @property
    def all(self) -> bool:
        """Whether nothing waits for an answer."""
        return 0 < self.demands <= self.answered


def _earliest(column: Any, *conditions: ColumnElement[bool]) -> ScalarSelect[date | None]:
    return select(func.min(column)).where(*conditions).correlate(Application).scalar_subquery()


def papers_due() -> ScalarSelect[date | None]:
    """The first day by which an asked paper should have come."""
    paper = ApplicationPaper
    return _earliest(
        paper.due_on, paper.application_id == Application.id, paper.received_on.is_(None), paper.dropped.is_(False)
    )


def offer_by() -> ScalarSelect[date | None]:
    """The day by which an open offer must be answered."""
    return _earliest(
        Offer.answer_by,
        Offer.application_id == Application.id,
        Offer.state == OfferState.OPEN,
        Offer.voided_at.is_(None),
    )


def complaint_by() -> ScalarSelect[date | None]:
    """The day by which a complaint that lies here must be judged or sent on."""
    return _earliest(
        func.coalesce(Complaint.mend_by, Complaint.forward_by),
        Complaint.application_id == Application.id,
        Complaint.state == ComplaintState.RECEIVED,
        Complaint.voided_at.is_(None),
    )


def complaint_sent() -> ColumnElement[bool]:
    """Whether a complaint is with the body that decides it."""
    of_case = exists().where(Complaint.application_id == Application.id, Complaint.voided_at.is_(None))
    return of_case.where(Complaint.state == ComplaintState.FORWARDED)


def helped() -> ColumnElement[bool]:
    """Whether what was asked for is granted, where that is no home: bo-oppfølging or a place for now goes on."""
    yes = exists().where(Decision.application_id == Application.id, Decision.voided_at.is_(None))
    yes = yes.where(Decision.state == DecisionState.FINAL, Decision.result.in_(GIVING))
    return and_(Application.kind.in_(OTHER_ASKS), yes)


def due_on() -> ColumnElement[date | None]:
    """The next day something must be done with an application; NULL where no day is set. For order and filter."""
    assessing = Application.stage.in_((Stage.NEW, Stage.ASSESSING))
    first = case(
        (Application.answer_due.is_(None), Application.decide_by),
        (Application.decide_by.is_(None), Application.answer_due),
        (Application.answer_due < Application.decide_by, Application.answer_due),
        else_=Application.decide_by,
    )
    return func.coalesce(
        complaint_by(),
        case((Application.stage == Stage.OFFERED, offer_by())),
        case((assessing, first)),
    )


def next_steps(look: Look, ids: Collection[int]) -> dict[int, NextStep]:
    """What each of these applications waits for today."""
    query = select(
        Application.id,
        Application.stage,
        Application.received_on,
        Application.answer_due,
        Application.decide_by,
        Application.closed_on,
        papers_due().label("papers_due"),
        offer_by().label("offer_by"),
        complaint_by().label("complaint_by"),
        complaint_sent().label("complaint_sent"),
        helped().label("helped"),
    )
    found = look.session.execute(narrowed(query, Application.id, ids)).all()
    assessed = assessed_of(look, [row.id for row in found])
    return {row.id: next_step(_standing(row, assessed[row.id]), look.today) for row in found}


def _standing(row: Any, assessed: Assessed) -> Standing:
    return Standing(
        stage=row.stage,
        received_on=row.received_on,
        answer_due=row.answer_due,
        decide_by=row.decide_by,
        papers_due=row.papers_due,
        offer_by=row.offer_by,
        complaint_by=row.complaint_by,
        complaint_sent=bool(row.complaint_sent),
        helped=bool(row.helped),
        closed_on=row.closed_on,
        assessed=assessed.all,
    )


def assessed_of(look: Look, ids: Collection[int]) -> dict[int, Assessed]:
    """How many demands of its set each application has the caseworker's answer to."""
    query = select(Application.id, Application.kind, Application.received_on, ApplicationAssessment.set_id).join(
        ApplicationAssessment, ApplicationAssessment.application_id == Application.id, isouter=True
    )
    rows = look.session.execute(narrowed(query, Application.id, ids)).all()
    answers = _answers(look, ids)
    sets = _Sets(look)
    return {row.id: _counted(answers.get(row.id, frozenset()), _demands(sets, row, answers)) for row in rows}


def _demands(sets: _Sets, row: Any, answers: Mapping[int, frozenset[str]]) -> frozenset[str]:
    """Bo-oppfølging and a place for tonight are not held against them, unless somebody has begun to."""
    return frozenset() if row.kind in OTHER_ASKS and row.id not in answers else sets.keys_for(row)


def _counted(answered: frozenset[str], demands: frozenset[str]) -> Assessed:
    return Assessed(len(answered & demands), len(demands))


def _answers(look: Look, ids: Collection[int]) -> dict[int, frozenset[str]]:
    query = select(CriterionAnswer.application_id, CriterionAnswer.criterion)
    found: dict[int, set[str]] = {}
    for row in look.session.execute(narrowed(query, CriterionAnswer.application_id, ids)):
        found.setdefault(row.application_id, set()).add(row.criterion)
    return {application_id: frozenset(keys) for application_id, keys in found.items()}


class _Sets:
    """The criteria sets, read once for a whole list."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._adopted = adopted(look)
        self._chosen: dict[int, CriteriaRow] = {}

    def keys_for(self, row: Any) -> frozenset[str]:
        """The demands of the set that an application stands under; none when there is no such set."""
        found = self._by_id(row.set_id) if row.set_id else self._by_day(row.received_on)
        return frozenset(criterion.key for criterion in found.criteria.criteria) if found else frozenset()

    def _by_id(self, set_id: int) -> CriteriaRow:
        if set_id not in self._chosen:
            self._chosen[set_id] = criteria_of(self._look, set_id)
        return self._chosen[set_id]

    def _by_day(self, received: date) -> CriteriaRow | None:
        try:
            return chosen(self._adopted, received, self._look.today)
        except RefusedError:
            return None


def is_due(day: date) -> ColumnElement[bool]:
    """Applications with something to do by a day."""
    return due_on() <= day


@dataclass(frozen=True)
class OpenApplication:
    """A standing application of a person, as the person's card shows it."""

    id: int
    number: str
    kind: ApplicationKind
    step: NextStep


def open_applications(look: Look, person_id: int) -> tuple[OpenApplication, ...]:
    """The applications a person makes or is part of that are worked on, the newest first."""
    member = ApplicationMember
    part_of = select(member.application_id).where(member.person_id == person_id)
    query = (
        select(Application.id, Application.number, Application.kind)
        .where(standing(), or_(Application.applicant_id == person_id, Application.id.in_(part_of)))
        .order_by(Application.received_on.desc(), Application.id.desc())
    )
    found = look.session.execute(query).all()
    steps = next_steps(look, [row.id for row in found])
    return tuple(OpenApplication(row.id, row.number, row.kind, steps[row.id]) for row in found)
