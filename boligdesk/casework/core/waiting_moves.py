"""What is done with a place on the waiting list after it was entered; each movement is an event with its reason."""

from __future__ import annotations

from datetime import date

from ...models.application import Application
from ...models.decision import WaitingPlace
from ...rules.application_words import AssistanceState, CloseReason, OfferState, Stage, WaitingMove
from ...rules.messages import refuse
from ...rules.periods import add_months
from ...rules.vocabulary import TaskKind
from ...texts import formats, text
from .acts import Work
from .application_rows import OWN_LIFE, close_as, stage_to
from .offer_rows import live_offer
from .tasks import NewTask, add_task, finish_application_tasks
from .waiting_rows import move_event, standing_place

#: So long before a yes runs out somebody looks at it again.
_BEFORE_END_MONTHS = 1


def standing_of(work: Work, place_id: int, version: int | None = None) -> WaitingPlace:
    """A place to change; one that is left is refused."""
    place = work.load(WaitingPlace, place_id, version)
    if place.left_on is not None or place.voided_at is not None:
        raise refuse("venteliste.forlatt", dato=place.left_on)
    return place


def prolong_place(work: Work, place: WaitingPlace, valid_until: date, reason: str) -> None:
    """Let a place hold longer (inclusive). A shorter time is a vedtak with forhåndsvarsel (P12) and refused here."""
    if place.valid_until is None or valid_until <= place.valid_until:
        raise refuse("venteliste.kortere_er_vedtak", dato=place.valid_until)
    before, place.valid_until = place.valid_until, valid_until
    move_event(work, place, WaitingMove.PROLONGED, formats.day(before), formats.day(valid_until), reason)
    watch_validity(work, place.application_id, valid_until)


def watch_validity(work: Work, application_id: int, valid_until: date) -> None:
    """Somebody looks at a place again before it runs out; the task is in place of the one there was."""
    finish_application_tasks(work, application_id, TaskKind.VALIDITY)
    due = max(work.today, add_months(valid_until, -_BEFORE_END_MONTHS))
    why = text("venteliste.oppgave.gyldighet", dato=valid_until)
    add_task(work, NewTask(TaskKind.VALIDITY, due, why=why, application_id=application_id))


def leave_with_case(work: Work, application: Application, reason: CloseReason, note: str) -> None:
    """A case that is closed leaves the list, and its offer is over, where the household's own life has ended it.

    An end that the office chooses is a vedtak with forhåndsvarsel, and refused here (P12).
    """
    place = standing_place(work, application.id)
    if place is None:
        return
    if reason not in OWN_LIFE and reason is not CloseReason.HOUSED:
        raise refuse("venteliste.fjerning_er_vedtak")
    why = note.strip() or text(f"enum.CloseReason.{reason.value}")
    offer = live_offer(work, application.id)
    if offer is not None:
        offer.state, offer.answer_reason = OfferState.WITHDRAWN, why[:500]
        move_event(work, place, WaitingMove.OFFER_WITHDRAWN, reason=why)
    place.left_on = work.today
    move_event(work, place, WaitingMove.HOUSED if reason is CloseReason.HOUSED else WaitingMove.REMOVED, reason=why)
    finish_application_tasks(work, application.id, TaskKind.MAKE_LEASE)


def housed(work: Work, application: Application, place: WaitingPlace | None, tenancy_id: int, number: str) -> None:
    """The household has its lease: the place is left, the case is closed with the tenancy it came to.

    While boligsosial bistand is not settled the case goes on about that alone (P11).
    """
    if place is not None:
        place.left_on = work.today
        move_event(work, place, WaitingMove.HOUSED, reason=number)
    application.result_tenancy_id = tenancy_id
    finish_application_tasks(work, application.id, TaskKind.MAKE_LEASE)
    if application.assistance is AssistanceState.OPEN:
        stage_to(work, application, Stage.ASSESSING)
    else:
        close_as(work, application, CloseReason.HOUSED)
