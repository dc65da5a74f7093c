"""A place on the waiting list that a complaint gives back: it waits on from where it stood (P12)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ...models.application import Application
from ...models.decision import Complaint, Decision, WaitingPlace
from ...rules.application_words import (
    BodyResult,
    ComplaintState,
    DecisionBasis,
    DecisionResult,
    DecisionState,
    Lateness,
    Stage,
    WaitingMove,
)
from ...rules.calendar import next_bank_day
from ...rules.messages import refuse
from ...rules.vocabulary import TaskKind
from ...texts import formats, text
from .acts import Look, Work
from .application_rows import stage_to
from .tasks import NewTask, add_task, finish_application_tasks
from .waiting_moves import watch_validity
from .waiting_rows import move_event, standing_place


def gives_back(complaint: Complaint, decision: Decision) -> bool:
    """Whether a complaint on a place that was lost or shortened can give it back: while it lies here, unless it is
    late, and when the body has changed the decision.
    """
    if decision.basis is not DecisionBasis.REMOVAL or decision.state is not DecisionState.FINAL:
        return False
    if complaint.state is ComplaintState.RECEIVED:
        return complaint.lateness is not Lateness.LATE
    return complaint.body_result is BodyResult.CHANGED


def give_back(work: Work, application: Application, decision: Decision, reason: str) -> None:
    """The decision that took the place stands no more: same group, same day it was entered, and the time it lacked.

    Refused where the household has a place already, and where the yes behind the place stands no more.
    """
    place = _place(work, application, decision)
    before, place.valid_until = place.valid_until, _valid_until(work, place)
    place.left_on, decision.state = None, DecisionState.REPLACED
    after = text("klage.plass_tilbake", nummer=decision.number, dato=_day(place.valid_until))
    move_event(work, place, WaitingMove.RESTORED, _day(before), after, reason)
    stage_to(work, application, Stage.WAITING)
    finish_application_tasks(work, application.id, TaskKind.DECIDE)
    if place.valid_until is not None:
        watch_validity(work, place.application_id, place.valid_until)
    title = text("klage.oppgave.skriv_til_soker")
    why = text("klage.oppgave.plass_tilbake", nummer=decision.number)
    add_task(work, NewTask(TaskKind.MANUAL, next_bank_day(work.today), title, why).on(application))


def _place(look: Look, application: Application, decision: Decision) -> WaitingPlace:
    """The place a decision took or shortened."""
    standing = standing_place(look, application.id)
    place = standing if decision.result is DecisionResult.PARTLY else _left(look, application.id)
    if place is None or (standing is not None and place is not standing):
        raise refuse("klage.plass_ikke_tapt", nummer=application.number)
    if look.get(Decision, place.decision_id).state is not DecisionState.FINAL:
        raise refuse("klage.plass_uten_ja", nummer=application.number)
    return place


def _left(look: Look, application_id: int) -> WaitingPlace | None:
    query = select(WaitingPlace).where(
        WaitingPlace.application_id == application_id,
        WaitingPlace.left_on.is_not(None),
        WaitingPlace.voided_at.is_(None),
    )
    return look.session.execute(query.order_by(WaitingPlace.id.desc())).scalars().first()


def _valid_until(look: Look, place: WaitingPlace) -> date | None:
    """As long as the yes said or the place was made to hold; the days off the list are not counted against it."""
    days = [day for day in (place.valid_until, look.get(Decision, place.decision_id).valid_until) if day is not None]
    if not days:
        return None
    whole = max(days)
    return whole if place.left_on is None else max(whole, whole + (look.today - place.left_on))


def _day(day: date | None) -> str:
    return formats.day(day) if day else "–"
