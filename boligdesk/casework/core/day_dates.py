"""Dates in the records that ask for a hand, one question each; none where an open task says the same.

Applications, offers, decisions, complaints, the waiting list and leases: what runs out by a day, whose it is, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, null, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from ...models.application import Application, ApplicationMember, ApplicationPaper
from ...models.casefile import Task
from ...models.decision import Complaint, Decision, Offer, WaitingPlace
from ...models.office import User
from ...models.person import Person
from ...models.stock import Building, Dwelling, LettingUnit
from ...models.tenancy import Tenancy
from ...rules.application_words import ComplaintState, DecisionState, OfferState, Stage
from ...rules.rights import Right
from ...rules.vocabulary import TaskKind, TaskState
from ...texts import enum_text, text
from .acts import Look
from .day_lines import SAID_BY, DayLine, Duty

Question = Callable[[date, date], Select[Any]]
Why = Callable[[Any], str]

#: The task a date becomes when somebody takes it up.
BECOMES: dict[Duty, TaskKind] = {
    **{duty: kinds[0] for duty, kinds in SAID_BY.items() if kinds},
    Duty.COMPLAIN_BY: TaskKind.MANUAL,
}
_BEFORE_DECISION = (Stage.NEW, Stage.ASSESSING, Stage.PROPOSED)
_OPEN_COMPLAINT = (ComplaintState.RECEIVED,)


def dated_lines(look: Look, until: date) -> Iterator[DayLine]:
    """Every date until a day (inclusive) that nobody has a task for; what one may not read is not asked for."""
    for duty, right, question, why in _QUESTIONS:
        if look.who.may(right):
            for row in look.session.execute(question(look.today, until)):
                yield _line(duty, row, why(row), named=look.who.may(Right.PERSON_READ))


def dated_line(look: Look, duty: Duty, record_id: int, until: date) -> DayLine | None:
    """One of them, None when it stands no longer."""
    return next((line for line in dated_lines(look, until) if (line.duty, line.id) == (duty, record_id)), None)


def _line(duty: Duty, row: Any, why: str, *, named: bool) -> DayLine:
    return DayLine(
        duty,
        row.record_id,
        0,
        BECOMES[duty],
        enum_text(duty),
        f"{row.first_name} {row.last_name}".strip() if named else "",
        ", ".join(part for part in (row.address, row.dwelling_number) if part),
        numbered(row.number) if duty is not Duty.TERM else numbered("", row.number),
        why,
        row.due,
        row.owner_id,
        row.owner or "",
        row.deputy_id,
        "",
        row.person_id,
        row.tenancy_id,
        row.dwelling_id,
        row.application_id,
    )


def numbered(application: str, tenancy: str = "") -> str:
    """The case as it is called, by its public number; empty without one."""
    if application:
        return text("idag.soknad", nummer=application)
    return text("idag.kontrakt", nummer=tenancy) if tenancy else ""


# -- what the questions share -------------------------------------------------------------------------------


def _nothing(*names: str) -> tuple[Any, ...]:
    return tuple(null().label(name) for name in names)


_HOME = (Dwelling.id.label("dwelling_id"), Dwelling.number.label("dwelling_number"), Building.address)
_NO_HOME = _nothing("dwelling_id", "dwelling_number", "address")
_OPEN = Application.closed_on.is_(None)


def _case(record_id: Any, due: Any, *more: Any, home: tuple[Any, ...] = _NO_HOME) -> Select[Any]:
    """Of an application: who asks, whose it is. `more` is what tells why."""
    return (
        select(
            record_id.label("record_id"),
            due.label("due"),
            Application.id.label("application_id"),
            Application.tenancy_id,
            Application.number,
            Person.id.label("person_id"),
            Person.first_name,
            Person.last_name,
            Application.owner_id,
            User.name.label("owner"),
            User.deputy_id,
            *home,
            *more,
        )
        .select_from(Application)
        .join(Person, Person.id == Application.applicant_id)
        .outerjoin(User, User.id == Application.owner_id)
        .where(Application.voided_at.is_(None))
    )


def _unsaid(duty: Duty, column: InstrumentedAttribute[Any], case: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """No open task on the case says the same."""
    live = (Task.state == TaskState.OPEN, Task.voided_at.is_(None), Task.kind.in_(SAID_BY[duty]))
    return ~exists().where(column == case, *live)


def _unsaid_on_application(duty: Duty) -> ColumnElement[bool]:
    return _unsaid(duty, Task.application_id, Application.id)


def _at_home(found: Select[Any], unit_id: InstrumentedAttribute[int]) -> Select[Any]:
    return (
        found.join(LettingUnit, LettingUnit.id == unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
    )


# -- the questions ------------------------------------------------------------------------------------------


def _answers(_today: date, until: date) -> Select[Any]:
    return _case(Application.id, Application.answer_due, Application.received_on).where(
        _OPEN,
        Application.answered_on.is_(None),
        Application.answer_due <= until,
        _unsaid_on_application(Duty.ANSWER),
    )


def _decisions_due(_today: date, until: date) -> Select[Any]:
    return _case(Application.id, Application.decide_by, Application.received_on).where(
        _OPEN,
        Application.decide_by <= until,
        Application.stage.in_(_BEFORE_DECISION),
        _unsaid_on_application(Duty.DECIDE),
    )


def _papers(_today: date, until: date) -> Select[Any]:
    """One line per application: how many papers are lacking, by the first day that was set."""
    first = func.min(ApplicationPaper.due_on)
    return (
        _case(Application.id, first, func.count(ApplicationPaper.id).label("lacking"))
        .join(ApplicationPaper, ApplicationPaper.application_id == Application.id)
        .where(
            _OPEN,
            ApplicationPaper.received_on.is_(None),
            ApplicationPaper.dropped.is_(False),
            ApplicationPaper.due_on.is_not(None),
            _unsaid_on_application(Duty.PAPERS),
        )
        .group_by(Application.id, Person.id, User.id)
        .having(first <= until)
    )


def _offers(_today: date, until: date) -> Select[Any]:
    found = _case(Offer.id, Offer.answer_by, Offer.offered_on, home=_HOME)
    return _at_home(found.join(Offer, Offer.application_id == Application.id), Offer.unit_id).where(
        _OPEN,
        Offer.voided_at.is_(None),
        Offer.state == OfferState.OPEN,
        Offer.answer_by <= until,
        _unsaid_on_application(Duty.OFFER),
    )


def _complaints(duty: Duty, day: InstrumentedAttribute[Any]) -> Question:
    def question(_today: date, until: date) -> Select[Any]:
        found = _case(Complaint.id, day, Complaint.received_on)
        return found.join(Complaint, Complaint.application_id == Application.id).where(
            Complaint.voided_at.is_(None),
            Complaint.state.in_(_OPEN_COMPLAINT),
            Complaint.forwarded_on.is_(None),
            day <= until,
            _unsaid_on_application(duty),
        )

    return question


def _complain_by(today: date, until: date) -> Select[Any]:
    """Until that day the party may complain; a complaint that has come, or a day that has passed, needs no telling."""
    complained = exists().where(Complaint.decision_id == Decision.id, Complaint.voided_at.is_(None))
    found = _case(Decision.id, Decision.complain_by, Decision.number.label("decision_number"))
    return found.join(Decision, Decision.application_id == Application.id).where(
        Decision.voided_at.is_(None),
        Decision.state == DecisionState.FINAL,
        Decision.complain_by.between(today, until),
        ~complained,
    )


def _validity(_today: date, until: date) -> Select[Any]:
    found = _case(WaitingPlace.id, WaitingPlace.valid_until, WaitingPlace.entered_on)
    return found.join(WaitingPlace, WaitingPlace.application_id == Application.id).where(
        _OPEN,
        WaitingPlace.voided_at.is_(None),
        WaitingPlace.left_on.is_(None),
        WaitingPlace.valid_until <= until,
        _unsaid_on_application(Duty.VALIDITY),
    )


def _expected(_today: date, until: date) -> Select[Any]:
    """Somebody who was to come (a birth, a family reunification): has it happened? Asked once, by hand or here."""
    asked = exists().where(Task.application_id == Application.id, Task.voided_at.is_(None))
    asked = asked.where(Task.kind == TaskKind.MANUAL, Task.title == enum_text(Duty.EXPECTED))
    of_day = or_(Task.state == TaskState.OPEN, Task.due == ApplicationMember.expected_on)
    found = _case(ApplicationMember.id, ApplicationMember.expected_on, ApplicationMember.growth)
    return found.join(ApplicationMember, ApplicationMember.application_id == Application.id).where(
        _OPEN,
        ApplicationMember.growth.is_not(None),
        ApplicationMember.expected_on <= until,
        ~asked.where(of_day),
    )


def _terms(_today: date, until: date) -> Select[Any]:
    """A lease that runs out, or has run out without the keys coming back. It has no owner until somebody takes it."""
    last = func.coalesce(Tenancy.to_date, Tenancy.fixed_until)
    found = (
        select(
            Tenancy.id.label("record_id"),
            last.label("due"),
            Tenancy.id.label("tenancy_id"),
            Tenancy.number,
            Person.id.label("person_id"),
            Person.first_name,
            Person.last_name,
            *_nothing("application_id", "owner_id", "owner", "deputy_id"),
            *_HOME,
        )
        .join(Person, Person.id == Tenancy.first_tenant_id)
        .where(
            Tenancy.voided_at.is_(None),
            Tenancy.closed_on.is_(None),
            last <= until,
            _unsaid(Duty.TERM, Task.tenancy_id, Tenancy.id),
        )
    )
    return _at_home(found, Tenancy.unit_id)


_CASES = Right.APPLICATION_READ
_QUESTIONS: tuple[tuple[Duty, Right, Question, Why], ...] = (
    (Duty.ANSWER, _CASES, _answers, lambda row: text("idag.hvorfor.svar", mottatt=row.received_on)),
    (Duty.DECIDE, _CASES, _decisions_due, lambda row: text("idag.hvorfor.vedtak", mottatt=row.received_on)),
    (Duty.PAPERS, _CASES, _papers, lambda row: text("idag.hvorfor.vedlegg", antall=row.lacking)),
    (Duty.OFFER, _CASES, _offers, lambda row: text("idag.hvorfor.tilbud", tilbudt=row.offered_on)),
    (
        Duty.MEND,
        _CASES,
        _complaints(Duty.MEND, Complaint.mend_by),
        lambda row: text("idag.hvorfor.retting", mottatt=row.received_on),
    ),
    (
        Duty.FORWARD,
        _CASES,
        _complaints(Duty.FORWARD, Complaint.forward_by),
        lambda row: text("idag.hvorfor.klage", mottatt=row.received_on),
    ),
    (
        Duty.COMPLAIN_BY,
        _CASES,
        _complain_by,
        lambda row: text("idag.hvorfor.klagefrist", vedtak=row.decision_number),
    ),
    (Duty.VALIDITY, _CASES, _validity, lambda row: text("idag.hvorfor.gyldighet", siden=row.entered_on)),
    (Duty.EXPECTED, _CASES, _expected, lambda row: text("idag.hvorfor.ventet", grunn=enum_text(row.growth))),
    (Duty.TERM, Right.TENANCY_READ, _terms, lambda _row: text("idag.hvorfor.leietid")),
)
