"""Complaints on decisions: registered, mended, assessed anew, dismissed or taken up, withdrawn, and the body's answer.

The letters, and the forwarding itself, stand in `complaint_letters.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.application import Application
from ..models.decision import Complaint, Decision
from ..rules.application_words import (
    BodyResult,
    Channel,
    ComplaintBody,
    ComplaintState,
    DecisionState,
    Lateness,
    Stage,
)
from ..rules.complaints import (
    FOLLOWS,
    OPEN,
    ComplaintForm,
    DismissGround,
    FormDemand,
    check_accept,
    check_dates,
    check_dismiss,
    days_ahead,
    dismiss_grounds,
    lacking_form,
)
from ..rules.decisions.body import complaint_body
from ..rules.explanation import Explanation
from ..rules.messages import Control, refuse
from ..rules.rights import Right
from ..rules.vocabulary import TaskKind
from ..texts import text
from .applications import reopen_application
from .core.acts import Look, Work, reads, writes
from .core.application_rows import OFFICE_ENDS, application_of, stage_to, touch
from .core.complaint_rows import complaint_of, end, form_of, lying_here, put_task, standing_instead, standing_of
from .core.decision_rows import decision_of, replacement_of
from .core.decision_sending import deadline_of, judged
from .core.office_settings import OfficeSetting, setting_of
from .core.person_records import too_long
from .core.place_back import give_back, gives_back
from .core.stops import refuse_stops
from .core.tasks import NewTask, add_task
from .decisions import replace_decision


@dataclass(frozen=True)
class ComplaintInput:
    """What the form of a complaint says. `posted_on` None: nobody knows; `by_whom` "": the party complains.

    `mandate_seen` counts only with `by_whom`. Reasons are no demand (§ 32).
    """

    channel: Channel
    received_on: date
    posted_on: date | None = None
    by_whom: str = ""
    mandate_seen: bool = False
    signed: bool = True
    names_decision: bool = True
    wants: str = ""
    reasons: str = ""


@dataclass(frozen=True)
class ComplaintCheck:
    """What the office should know before it registers: what stops, whether it is in time, what lacks, who decides.

    `last_day` (inclusive) and `explanation` are None while no time runs: the decision was not sent, or came back.
    """

    stops: tuple[Control, ...]
    lateness: Lateness
    last_day: date | None
    explanation: Explanation | None
    lacking: tuple[FormDemand, ...]
    body: ComplaintBody


@dataclass(frozen=True)
class ComplaintRow:
    """A complaint as the record shows it. All days are inclusive; `mend_by` None: the party was not asked to mend it.

    `gives_back`: a place on the list that was lost or shortened can be given back by it, in one act.
    `grounds` are those it can be dismissed on today; `answer_id` is the decision that answers it, or is being written.
    """

    id: int
    version: int
    application_id: int
    decision_id: int
    decision: str
    given: ComplaintInput
    state: ComplaintState
    lateness: Lateness
    late_reason: str
    last_day: date | None
    lacking: tuple[FormDemand, ...]
    grounds: tuple[DismissGround, ...]
    mend_by: date | None
    new_assessment: str
    answer_id: int | None
    answer: str
    gives_back: bool
    body: ComplaintBody
    forward_by: date | None
    forwarded_on: date | None
    document_id: int | None
    body_result: BodyResult | None
    body_result_on: date | None
    body_reference: str
    closed_on: date | None

    @property
    def open(self) -> bool:
        """Whether it still must be answered, here or by the body."""
        return self.state in OPEN


@reads(Right.APPLICATION_READ)
def complaints_of(look: Look, application_id: int) -> tuple[ComplaintRow, ...]:
    """The complaints in a case, the newest first."""
    query = select(Complaint).where(Complaint.application_id == application_id, Complaint.voided_at.is_(None))
    rows = look.session.execute(query.order_by(Complaint.id.desc())).scalars()
    return tuple(_row(look, complaint) for complaint in rows)


def _row(look: Look, complaint: Complaint) -> ComplaintRow:
    decision = look.get(Decision, complaint.decision_id)
    deadline, standing = deadline_of(look, decision), standing_of(complaint, look.today)
    answer = _answer(look, complaint, decision)
    return ComplaintRow(
        **{name: getattr(complaint, name) for name in _AS_STORED},
        decision=decision.number,
        given=_given(complaint),
        last_day=deadline.last_day if deadline else None,
        lacking=standing.lacking,
        grounds=dismiss_grounds(standing),
        answer_id=answer.id if answer else None,
        answer=answer.number if answer else "",
        gives_back=gives_back(complaint, decision),
    )


def _answer(look: Look, complaint: Complaint, decision: Decision) -> Decision | None:
    """The decision that answered the complaint, or is being written to."""
    if complaint.state is ComplaintState.RECEIVED:
        return replacement_of(look, standing_instead(look, decision).id)
    return look.get(Decision, complaint.new_decision_id) if complaint.new_decision_id else None


_AS_STORED = (
    *("id", "version", "application_id", "decision_id", "state", "lateness", "late_reason", "mend_by"),
    *("new_assessment", "body"),
    *("forward_by", "forwarded_on", "document_id", "body_result", "body_result_on", "body_reference", "closed_on"),
)


def _given(complaint: Complaint) -> ComplaintInput:
    return ComplaintInput(
        channel=complaint.channel,
        received_on=complaint.received_on,
        posted_on=complaint.posted_on,
        by_whom=complaint.by_whom,
        mandate_seen=bool(complaint.mandate_seen),
        signed=complaint.signed,
        names_decision=complaint.names_decision,
        wants=complaint.wants,
        reasons=complaint.reasons,
    )


@dataclass(frozen=True)
class ComplainedOf:
    """A decision that can be complained of now: made, still standing, and with no complaint that is open."""

    id: int
    number: str
    decided_on: date | None


@reads(Right.APPLICATION_READ)
def open_to_complaint(look: Look, application_id: int) -> tuple[ComplainedOf, ...]:
    """The decisions of a case that can be complained of, the newest first."""
    open_here = select(Complaint.decision_id).where(Complaint.state.in_(OPEN), Complaint.voided_at.is_(None))
    query = (
        select(Decision.id, Decision.number, Decision.decided_on)
        .where(Decision.application_id == application_id, Decision.voided_at.is_(None))
        .where(Decision.state == DecisionState.FINAL, Decision.id.not_in(open_here))
        .order_by(Decision.id.desc())
    )
    return tuple(ComplainedOf(*row) for row in look.session.execute(query))


@reads(Right.APPLICATION_READ)
def check_complaint(look: Look, decision_id: int, given: ComplaintInput) -> ComplaintCheck:
    """What is to be said of a complaint before it is registered: told while the form is filled in."""
    decision = decision_of(look, decision_id)
    deadline = deadline_of(look, decision)
    return ComplaintCheck(
        stops=_stops(look, decision, given),
        lateness=judged(look, decision, given.posted_on, given.received_on),
        last_day=deadline.last_day if deadline else None,
        explanation=deadline.explanation if deadline else None,
        lacking=lacking_form(_form(given)),
        body=complaint_body(decision.basis, decision.result),
    )


def _form(given: ComplaintInput) -> ComplaintForm:
    return ComplaintForm(
        given.names_decision, given.signed, given.wants, bool(given.by_whom.strip()), given.mandate_seen
    )


def _stops(look: Look, decision: Decision, given: ComplaintInput) -> tuple[Control, ...]:
    dates = check_dates(decision.decided_on or look.today, given.posted_on, given.received_on, look.today)
    return (*dates, *too_long(Complaint, {"by_whom": given.by_whom.strip()}))


@writes(Right.APPLICATION_WRITE)
def register_complaint(work: Work, decision_id: int, given: ComplaintInput) -> int:
    """Register a complaint on a decision that is made. Returns its id.

    Lateness and body follow from the decision (P14, P15); a case that a no had closed is opened again. Leaves the task
    to assess the case anew, by the office's own day for forwarding.
    """
    decision = decision_of(work, decision_id)
    application = application_of(work, decision.application_id)
    if decision.id not in {found.id for found in open_to_complaint.inner(work, application.id)}:
        raise refuse("klage.kan_ikke_klages", nummer=decision.number)
    refuse_stops(_stops(work, decision, given))
    forward_by = days_ahead(given.received_on, setting_of(work, OfficeSetting.COMPLAINT_FORWARD_DAYS))
    complaint = Complaint(
        **_columns(given),
        decision_id=decision.id,
        application_id=application.id,
        state=ComplaintState.RECEIVED,
        lateness=judged(work, decision, given.posted_on, given.received_on),
        body=complaint_body(decision.basis, decision.result),
        forward_by=forward_by,
    )
    work.add(complaint)
    _open_again(work, application, decision)
    put_task(work, complaint, TaskKind.COMPLAINT, forward_by)
    touch(work, application)
    return complaint.id


def _columns(given: ComplaintInput) -> dict[str, object]:
    by_whom = given.by_whom.strip()
    return {
        "channel": given.channel,
        "received_on": given.received_on,
        "posted_on": given.posted_on,
        "by_whom": by_whom,
        "mandate_seen": given.mandate_seen if by_whom else None,
        "signed": given.signed,
        "names_decision": given.names_decision,
        "wants": given.wants.strip(),
        "reasons": given.reasons.strip(),
    }


def _open_again(work: Work, application: Application, decision: Decision) -> None:
    """A case that the office itself ended is not ended while its no can still be changed."""
    if application.stage is Stage.CLOSED and application.close_reason in OFFICE_ENDS:
        why = text("klage.apnet_igjen", nummer=decision.number)
        reopen_application.inner(work, application.id, application.version, why)
        stage_to(work, application, Stage.REFUSED)


@writes(Right.APPLICATION_WRITE)
def change_complaint(work: Work, complaint_id: int, version: int, given: ComplaintInput) -> int:
    """Correct a complaint, or note that its form is mended. Returns the new version.

    Lateness is judged anew by the dates, unless the complaint was taken up though late and they are the same.
    """
    complaint = lying_here(work, complaint_id, version)
    decision = decision_of(work, complaint.decision_id)
    refuse_stops(_stops(work, decision, given))
    moved = (given.received_on, given.posted_on) != (complaint.received_on, complaint.posted_on)
    for name, value in _columns(given).items():
        setattr(complaint, name, value)
    if moved or complaint.lateness is not Lateness.LATE_ACCEPTED:
        complaint.lateness = judged(work, decision, given.posted_on, given.received_on)
        complaint.late_reason = ""
    if complaint.mend_by is not None and not lacking_form(form_of(complaint)):
        complaint.mend_by = None
        next_task = TaskKind.FORWARD_COMPLAINT if complaint.new_assessment else TaskKind.COMPLAINT
        put_task(work, complaint, next_task, complaint.forward_by)
    work.session.flush()
    return complaint.version


@writes(Right.APPLICATION_WRITE)
def ask_to_mend(work: Work, complaint_id: int, version: int, mend_by: date | None = None) -> int:
    """Give the party a day (inclusive) to mend the form; without one, what the office has chosen. Returns the version.

    The letter is printed with `complaint_letters.print_mend_letter` (forvaltningsloven § 32).
    """
    complaint = lying_here(work, complaint_id, version)
    if not standing_of(complaint, work.today).lacking:
        raise refuse("klage.mangler_ingenting")
    day = mend_by or days_ahead(work.today, setting_of(work, OfficeSetting.COMPLAINT_MEND_DAYS))
    if day <= work.today:
        raise refuse("klage.rettefrist_passert", dato=day)
    complaint.mend_by = day
    put_task(work, complaint, TaskKind.COMPLAINT, day)
    work.session.flush()
    return complaint.version


@writes(Right.DECISION_WRITE)
def accept_late(work: Work, complaint_id: int, version: int, reason: str) -> int:
    """Take up a late complaint, with the reason (forvaltningsloven § 31). Returns the new version."""
    complaint = lying_here(work, complaint_id, version)
    decision = decision_of(work, complaint.decision_id)
    made = decision.decided_on or complaint.received_on
    refuse_stops(check_accept(complaint.lateness, complaint.received_on, made, reason))
    complaint.lateness, complaint.late_reason = Lateness.LATE_ACCEPTED, reason.strip()
    work.reason(reason.strip())
    work.session.flush()
    return complaint.version


@writes(Right.DECISION_WRITE)
def dismiss_complaint(work: Work, complaint_id: int, version: int, ground: DismissGround, reason: str) -> None:
    """Dismiss a complaint that came too late, or whose form was not mended. It is a decision with its own letter.

    What is in doubt is never late (P14).
    """
    complaint = lying_here(work, complaint_id, version)
    refuse_stops(check_dismiss(ground, standing_of(complaint, work.today), reason))
    complaint.late_reason = reason.strip()
    work.reason(reason.strip())
    end(work, complaint, ComplaintState.DISMISSED, work.today)


@writes(Right.DECISION_WRITE)
def uphold(work: Work, complaint_id: int, version: int, assessment: str) -> int:
    """Write the new assessment: the decision stands, and the complaint must go on. Returns the new version."""
    complaint = _assess(work, complaint_id, version, assessment)
    put_task(work, complaint, TaskKind.FORWARD_COMPLAINT, complaint.forward_by)
    work.session.flush()
    return complaint.version


@writes(Right.DECISION_WRITE)
def change_in_favour(work: Work, complaint_id: int, version: int, assessment: str) -> int:
    """Begin the decision that gives the party right, wholly or in part. Returns the id of its draft (§ 33).

    The old decision stands, and the complaint lies here, until the new one is made; that ends the complaint.
    """
    complaint = _assess(work, complaint_id, version, assessment)
    decision = standing_instead(work, decision_of(work, complaint.decision_id))
    draft = replace_decision.inner(work, decision.id, decision.version)
    work.session.flush()
    return draft


@writes(Right.DECISION_APPROVE)
def give_place_back(work: Work, complaint_id: int, version: int, reason: str) -> None:
    """Give back a place on the waiting list that was lost or shortened: the office changes its mind, or the body has.

    The place waits on as it stood; a complaint that lies here ends by it, and a case that was closed is opened again.
    Leaves the task to write to the applicant.
    """
    complaint = work.load(Complaint, complaint_of(work, complaint_id).id, version)
    decision = decision_of(work, complaint.decision_id)
    if not gives_back(complaint, decision):
        raise refuse("klage.gir_ikke_plass", nummer=decision.number)
    if not reason.strip():
        raise refuse("klage.uten_vurdering")
    application = application_of(work, complaint.application_id)
    if application.stage is Stage.CLOSED:
        reopen_application.inner(work, application.id, application.version, reason)
    if complaint.state is ComplaintState.RECEIVED:
        complaint.new_assessment = reason.strip()
        end(work, complaint, ComplaintState.CHANGED, work.today)
    give_back(work, application, decision, reason.strip())
    work.reason(reason.strip())


def _assess(work: Work, complaint_id: int, version: int, assessment: str) -> Complaint:
    """Keep the new assessment. Refused without words, for a late complaint nobody took up, and with an answer begun."""
    complaint = lying_here(work, complaint_id, version)
    if not assessment.strip():
        raise refuse("klage.uten_vurdering")
    if complaint.lateness is Lateness.LATE:
        raise refuse("klage.for_sen_til_vurdering")
    answer = _answer(work, complaint, decision_of(work, complaint.decision_id))
    if answer is not None:
        raise refuse("klage.svar_pa_vei", nummer=answer.number)
    complaint.new_assessment = assessment.strip()
    return complaint


@writes(Right.APPLICATION_WRITE)
def withdraw_complaint(work: Work, complaint_id: int, version: int, note: str) -> None:
    """The party takes the complaint back, here or at the body; how that was said is kept."""
    complaint = work.load(Complaint, complaint_of(work, complaint_id).id, version)
    if complaint.state not in OPEN:
        raise refuse("klage.er_ferdig")
    if not note.strip():
        raise refuse("sak.uten_grunn")
    work.reason(note.strip())
    end(work, complaint, ComplaintState.WITHDRAWN, work.today)


@dataclass(frozen=True)
class BodyAnswer:
    """What the complaint body answered, when, and its own case number."""

    result: BodyResult
    on: date
    reference: str = ""


@writes(Right.DECISION_WRITE)
def record_answer(work: Work, complaint_id: int, version: int, answer: BodyAnswer) -> None:
    """Write down the body's answer. A changed decision must be carried out; one sent back is assessed anew (§ 34)."""
    complaint = work.load(Complaint, complaint_of(work, complaint_id).id, version)
    if complaint.state is not ComplaintState.FORWARDED or complaint.forwarded_on is None:
        raise refuse("klage.ikke_sendt")
    if not complaint.forwarded_on <= answer.on <= work.today:
        raise refuse("klage.svar_feil_dag", dato=complaint.forwarded_on)
    refuse_stops(too_long(Complaint, {"body_reference": answer.reference.strip()}))
    complaint.body_result, complaint.body_result_on = answer.result, answer.on
    complaint.body_reference = answer.reference.strip()
    end(work, complaint, ComplaintState.CLOSED, answer.on)
    _follow(work, complaint, answer)


_WHY: Mapping[BodyResult, str] = {
    BodyResult.CHANGED: "klage.oppgave.endret",
    BodyResult.SENT_BACK: "klage.oppgave.sendt_tilbake",
}


def _follow(work: Work, complaint: Complaint, answer: BodyAnswer) -> None:
    follow, application = FOLLOWS[answer.result], application_of(work, complaint.application_id)
    if follow.assess_anew and application.stage is Stage.REFUSED:
        stage_to(work, application, Stage.ASSESSING)
    if follow.task:
        number = work.get(Decision, complaint.decision_id).number
        why, due = text(_WHY[answer.result], nummer=number), days_ahead(work.today, 0)
        task = NewTask(TaskKind.DECIDE, due, why=why, person_id=application.applicant_id, application_id=application.id)
        add_task(work, task)
