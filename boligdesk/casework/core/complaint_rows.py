"""Complaints as records: one that can still be worked on, how it stands, its tasks, and how a new decision ends it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ...models.application import Application
from ...models.decision import Complaint, Decision
from ...rules.application_words import ComplaintState, DecisionState
from ...rules.complaints import ComplaintForm, Standing, lacking_form
from ...rules.decisions.content import GIVING
from ...rules.messages import refuse
from ...rules.vocabulary import TaskKind
from ...texts import text
from .acts import Look, Work
from .decision_rows import replacement_of
from .tasks import NewTask, add_task, finish_application_tasks

TASKS = (TaskKind.COMPLAINT, TaskKind.FORWARD_COMPLAINT)


def complaint_of(look: Look, complaint_id: int) -> Complaint:
    """A complaint by id; one that is gone, hidden or taken out is refused in the same words."""
    complaint = look.get(Complaint, complaint_id)
    if complaint.voided_at is not None:
        raise refuse("sak.finnes_ikke")
    return complaint


def lying_here(work: Work, complaint_id: int, version: int) -> Complaint:
    """A complaint that the office still works on. Refuses one that is sent on or ended; an older version is a conflict.

    A decision that answers it may be on its way; the complaint ends when that is made.
    """
    complaint = work.load(Complaint, complaint_of(work, complaint_id).id, version)
    if complaint.state is not ComplaintState.RECEIVED:
        raise refuse("klage.ikke_her")
    return complaint


def form_of(complaint: Complaint) -> ComplaintForm:
    """What the complaint has of what § 32 demands."""
    return ComplaintForm(
        names_decision=complaint.names_decision,
        signed=complaint.signed,
        wants=complaint.wants,
        by_other=bool(complaint.by_whom),
        mandate_seen=bool(complaint.mandate_seen),
    )


def standing_of(complaint: Complaint, today: date) -> Standing:
    """How the complaint stands with the office."""
    return Standing(complaint.lateness, lacking_form(form_of(complaint)), complaint.mend_by, today)


def put_task(
    work: Work, complaint: Complaint, kind: TaskKind, due: date | None, why_code: str = "klage.oppgave"
) -> None:
    """What must be done next with a complaint, in place of what there was."""
    finish_application_tasks(work, complaint.application_id, *TASKS)
    application = work.get(Application, complaint.application_id)
    number = work.get(Decision, complaint.decision_id).number
    why = text(why_code, nummer=number)
    add_task(work, NewTask(kind, due, why=why, person_id=application.applicant_id, application_id=application.id))


def end(work: Work, complaint: Complaint, state: ComplaintState, on: date) -> None:
    """The complaint is no longer worked on: its tasks end with it."""
    complaint.state, complaint.closed_on = state, on
    finish_application_tasks(work, complaint.application_id, *TASKS)
    work.session.flush()


def answered_by(work: Work, old: Decision, new: Decision) -> None:
    """A decision is replaced: the complaints on it that lie here are answered, if the new one gives something (§ 33).

    A new no answers nobody: the complaint lies here still, and goes to the body unless the office changes its mind.
    """
    if new.result not in GIVING:
        return
    lying = select(Complaint).where(Complaint.decision_id.in_(_replaced(work, old)), Complaint.voided_at.is_(None))
    for complaint in work.session.execute(lying.where(Complaint.state == ComplaintState.RECEIVED)).scalars().all():
        complaint.new_decision_id = new.id
        end(work, complaint, ComplaintState.CHANGED, work.today)


def _replaced(look: Look, decision: Decision) -> list[int]:
    """A decision and all that it replaced in its turn."""
    ids = [decision.id]
    while decision.replaces_id is not None:
        decision = look.get(Decision, decision.replaces_id)
        ids.append(decision.id)
    return ids


def standing_instead(look: Look, decision: Decision) -> Decision:
    """The decision that stands today in place of one that was replaced; itself while it was not."""
    while decision.state is DecisionState.REPLACED and (newer := replacement_of(look, decision.id)) is not None:
        decision = newer
    return decision
