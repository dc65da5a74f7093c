"""A decision's way to the party: proof of it sets the day the complaint time runs out (P14)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ...models.casefile import Document, Sending
from ...models.decision import Complaint, Decision
from ...rules.application_words import ComplaintState, Lateness
from ...rules.calendar import next_bank_day
from ...rules.case_deadlines import ComplaintDeadline, Notice, complaint_deadline
from ...rules.complaints import judged_lateness
from ...rules.vocabulary import DocumentKind, SendingWay, TaskKind
from ...texts import text
from .acts import Look, Work
from .complaint_rows import put_task
from .decision_effects import resend_task
from .decision_snapshot import stored_snapshot
from .office_settings import OfficeSetting, setting_of
from .tasks import finish_application_tasks

#: Ways by which the party has the letter in hand the same day.
_IN_HAND = (SendingWay.HANDED_OVER, SendingWay.WITNESSED)


def deadline_of(look: Look, decision: Decision) -> ComplaintDeadline | None:
    """When a complaint must be posted, with how it came about; None before the letter is sent, or when it came back."""
    if decision.sent_on is None or decision.returned_on is not None:
        return None
    margin = setting_of(look, OfficeSetting.POSTAL_MARGIN_DAYS)
    return complaint_deadline(Notice(decision.sent_on, decision.reached_on), margin)


def decision_sent(work: Work, document: Document, sending: Sending) -> None:
    """A decision's letter went out; what goes to the representative alone sets no deadline for the party."""
    decision = _of(work, document)
    if decision is None or sending.receiver == stored_snapshot(decision).party.copy_to:
        return
    decision.sent_on, decision.sent_way, decision.returned_on = sending.sent_on, sending.way, None
    reached(work, decision, sending.received_on or (sending.sent_on if sending.way in _IN_HAND else None))
    finish_application_tasks(work, decision.application_id, TaskKind.SEND_DECISION)


def reached(work: Work, decision: Decision, day: date | None) -> None:
    """The day the letter reached the party, None when nobody knows; the last day to complain follows."""
    decision.reached_on = day
    found = deadline_of(work, decision)
    decision.complain_by = found.last_day if found else None
    _judge_again(work, decision)


def judged(look: Look, decision: Decision, posted_on: date | None, received_on: date) -> Lateness:
    """Whether a complaint on a decision is in time, by what is known of the letter's way today (P14)."""
    margin = setting_of(look, OfficeSetting.POSTAL_MARGIN_DAYS)
    made = decision.decided_on or look.today
    return judged_lateness(deadline_of(look, decision), posted_on, received_on, margin, made)


def _judge_again(work: Work, decision: Decision) -> None:
    """The letter's way is known better: complaints that lie here are judged again, and one that was dismissed as late
    and was not leaves a task. One that was taken up though late stays taken up.
    """
    query = select(Complaint).where(Complaint.decision_id == decision.id, Complaint.voided_at.is_(None))
    for complaint in work.session.execute(query).scalars():
        found = judged(work, decision, complaint.posted_on, complaint.received_on)
        late = found is Lateness.LATE
        if complaint.state is ComplaintState.RECEIVED:
            if not (late and complaint.lateness is Lateness.LATE_ACCEPTED):
                complaint.lateness = found
        elif complaint.state is ComplaintState.DISMISSED and complaint.lateness is Lateness.LATE and not late:
            put_task(work, complaint, TaskKind.COMPLAINT, next_bank_day(work.today), "klage.oppgave.likevel_i_tide")


def decision_returned(work: Work, document: Document, returned_on: date) -> None:
    """The letter came back: it never reached the party, no time runs, and it must be sent again (P12)."""
    decision = _of(work, document)
    if decision is None:
        return
    decision.returned_on = returned_on
    reached(work, decision, None)
    resend_task(work, decision, text("vedtak.oppgave.retur", nummer=decision.number, dato=returned_on))


def _of(look: Look, document: Document) -> Decision | None:
    if document.kind is not DocumentKind.DECISION:
        return None
    query = select(Decision).where(Decision.document_id == document.id, Decision.voided_at.is_(None))
    return look.session.execute(query).scalar_one_or_none()
