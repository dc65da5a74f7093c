"""Vedtak: drafted by one, approved by another where the office wants it, made, sent, and only replaced afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import flag_modified

from ..forms.making import make
from ..models.casefile import Document, Sending
from ..models.decision import Decision
from ..rules.application_words import DecisionBasis, DecisionResult, DecisionState, Stage
from ..rules.decisions.body import complaint_body
from ..rules.decisions.content import RESULTS, DecisionText
from ..rules.decisions.steps import DecisionStep
from ..rules.messages import Fault, RefusedError, refuse
from ..rules.rights import Right
from ..rules.vocabulary import SendingWay, TaskKind
from .core.acts import Look, Work, reads, steps, writes
from .core.application_rows import application_of, open_application
from .core.changes import Done
from .core.decision_effects import approval_task, replace_old, take_effect, to_stage
from .core.decision_letter import letter_of
from .core.decision_proposal import proposed_text
from .core.decision_rows import content_of, decision_of, stored_text, write_text
from .core.decision_sending import reached
from .core.decision_snapshot import freeze, snapshot, stored_snapshot
from .core.decision_standing import check_written, refuse_step, why_not_begin
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.numbers import public
from .core.printing import Letter, PrintedDocument, given_again, print_letter
from .core.tasks import finish_application_tasks
from .documents import NewSending, mark_returned, mark_sent, mark_sent_to_all

SERIES = "vedtak"


@writes(Right.DECISION_WRITE)
def draft_decision(
    work: Work, application_id: int, basis: DecisionBasis, result: DecisionResult, text: DecisionText
) -> int:
    """Begin a vedtak. Returns its id.

    Refused while another draft on the same basis lies there, and where a vedtak on it stands (replace that one).
    """
    application = open_application(work, application_id)
    _check_result(basis, result)
    stop = why_not_begin(work, application, basis)
    if stop is not None:
        raise RefusedError(Fault(stop.code, stop))
    decision = _begin(work, application_id, basis, result, text)
    to_stage(work, decision, Stage.ASSESSING)
    return decision.id


@writes(Right.DECISION_WRITE)
def begin_decision(work: Work, application_id: int, basis: DecisionBasis, result: DecisionResult) -> int:
    """Begin a vedtak with everything that the record and the sheet already say. Returns its id."""
    application = application_of(work, application_id)
    return draft_decision.inner(work, application_id, basis, result, proposed_text(work, application, basis, result))


def _check_result(basis: DecisionBasis, result: DecisionResult) -> None:
    if result not in RESULTS[basis]:
        raise refuse("vedtak.feil_resultat")


def _begin(
    work: Work,
    application_id: int,
    basis: DecisionBasis,
    result: DecisionResult,
    text: DecisionText,
    replaces_id: int | None = None,
) -> Decision:
    made = select(func.count(Decision.id)).where(Decision.application_id == application_id)
    count = work.session.execute(made).scalar_one() + 1
    return work.add(
        Decision(
            number=f"{application_of(work, application_id).number}-U{count}",
            application_id=application_id,
            basis=basis,
            result=result,
            state=DecisionState.DRAFT,
            drafted_by=work.who.user_id,
            facts={},
            explanation={},
            content=content_of(text, (work.who.user_id,)),
            valid_until=text.valid_until,
            replaces_id=replaces_id,
        )
    )


@writes(Right.DECISION_WRITE)
def change_decision(work: Work, decision_id: int, version: int, result: DecisionResult, text: DecisionText) -> int:
    """Write on a draft. Returns the new version."""
    decision = _load(work, decision_id, version, DecisionStep.CHANGE)
    _check_result(decision.basis, result)
    decision.result = result
    write_text(work, decision, text)
    work.session.flush()
    return decision.version


def _load(work: Work, decision_id: int, version: int, step: DecisionStep) -> Decision:
    decision = work.load(Decision, decision_of(work, decision_id).id, version)
    refuse_step(work, decision, step)
    return decision


@writes(Right.DECISION_WRITE)
def discard_decision(work: Work, decision_id: int, version: int, reason: str) -> None:
    """Throw a draft away, with the reason; what is made can only be replaced."""
    decision = _load(work, decision_id, version, DecisionStep.DISCARD)
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    work.reason(reason.strip())
    decision.voided_at, decision.voided_by, decision.void_reason = work.now, work.who.user_id, reason.strip()


@writes(Right.DECISION_WRITE)
def propose_decision(work: Work, decision_id: int, version: int) -> int:
    """Send a draft to approval: the assessment is frozen, and a task is left for somebody else. Returns the version.

    RefusedError names everything that lacks in the text, on the sheet or in the letter.
    """
    decision = _load(work, decision_id, version, DecisionStep.PROPOSE)
    freeze(decision, check_written(work, decision))
    write_text(work, decision, stored_text(decision))
    decision.state, decision.proposed_on, decision.returned_reason = DecisionState.PROPOSED, work.today, ""
    to_stage(work, decision, Stage.PROPOSED)
    approval_task(work, decision)
    work.session.flush()
    return decision.version


@writes(Right.DECISION_APPROVE)
def send_back_decision(work: Work, decision_id: int, version: int, reason: str) -> int:
    """Give a proposed decision back to be written on, with what must be mended. Returns the new version."""
    decision = _load(work, decision_id, version, DecisionStep.SEND_BACK)
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    decision.state, decision.proposed_on, decision.returned_reason = DecisionState.DRAFT, None, reason.strip()[:500]
    to_stage(work, decision, Stage.ASSESSING)
    finish_application_tasks(work, decision.application_id, TaskKind.APPROVE_DECISION)
    work.session.flush()
    return decision.version


@steps(Right.DECISION_APPROVE)
def finish_decision(desk: Desk, decision_id: int, version: int) -> Done[PrintedDocument]:
    """Make the vedtak: number, body and assessment stand from now on; then its letter is printed and filed.

    Refused for whoever has written on it where the office wants two persons, and when the assessment has changed
    since it was proposed. Should the printing be cut off, `print_decision` makes the letter later.
    """
    made = _make_final(desk, decision_id, version)
    printed = print_decision(desk, decision_id)
    return Done(printed.value, made.changes.and_(printed.changes), made.act_id)


@writes(Right.DECISION_APPROVE)
def _make_final(work: Work, decision_id: int, version: int) -> None:
    decision = _load(work, decision_id, version, DecisionStep.FINISH)
    found = check_written(work, decision)
    if decision.state is DecisionState.DRAFT:
        freeze(decision, found)
    elif stored_snapshot(decision).substance != found.substance:
        raise refuse("vedtak.endret_siden_forslag", nummer=decision.number)
    decision.number, decision.decided_on = public(work, SERIES), work.today
    decision.state, decision.approved_by = DecisionState.FINAL, work.who.user_id
    decision.body = complaint_body(decision.basis, decision.result)
    work.session.flush()
    replace_old(work, decision)
    take_effect(work, decision)


@writes(Right.DECISION_WRITE)
def replace_decision(work: Work, decision_id: int, version: int) -> int:
    """Begin a decision that shall replace a final one; the old stands until the new is made. Returns the new id."""
    old = _load(work, decision_id, version, DecisionStep.REPLACE)
    open_application(work, old.application_id)
    if old.basis is DecisionBasis.REMOVAL:
        raise refuse("vedtak.fjerning_erstattes_ikke", nummer=old.number)
    flag_modified(old, "updated_at")  # whoever has the old one open is told
    return _begin(work, old.application_id, old.basis, old.result, stored_text(old), old.id).id


@steps(Right.APPLICATION_READ)
def preview_decision(desk: Desk, decision_id: int) -> bytes:
    """The letter as it would be printed now, marked as a draft; refused for what lacks."""
    letter = _draft_letter(desk, decision_id)
    return make(letter.key, letter.data, letter.template, draft=True).pdf


@reads(Right.APPLICATION_READ)
def _draft_letter(look: Look, decision_id: int) -> Letter:
    decision = decision_of(look, decision_id)
    if decision.state is not DecisionState.DRAFT:
        return letter_of(look, decision, stored_snapshot(decision))
    application = application_of(look, decision.application_id)
    return letter_of(look, decision, snapshot(look, application, decision.basis, decision.result))


@steps(Right.APPLICATION_READ)
def print_decision(desk: Desk, decision_id: int) -> Done[PrintedDocument]:
    """The letter of a vedtak that is made: printed once from what is stored with it, then given again as it was."""
    return print_letter(desk, *_letter(desk, decision_id), lambda d, new: _file(d, decision_id, new))


@reads(Right.APPLICATION_READ)
def _letter(look: Look, decision_id: int) -> tuple[Letter, PrintedDocument | None]:
    decision = decision_of(look, decision_id)
    refuse_step(look, decision, DecisionStep.PRINT)
    letter = letter_of(look, decision, stored_snapshot(decision))
    kept = given_again(look, look.get(Document, decision.document_id)) if decision.document_id else None
    return letter, kept


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, decision_id: int, new: NewDocument) -> int:
    """File the letter; a colleague may have printed it this instant."""
    decision = work.load(Decision, decision_id)
    if decision.document_id is None:
        decision.document_id = keep(work, new).id
    return decision.document_id


@dataclass(frozen=True)
class DecisionSending:
    """How the letter went, to the party and to the representative alike. `reached_on` None: nobody knows yet."""

    way: SendingWay
    sent_on: date
    reached_on: date | None = None


@writes(Right.DECISION_WRITE)
def send_decision(work: Work, decision_id: int, version: int, sending: DecisionSending) -> date | None:
    """Record that the letter is sent, the copy too. Returns the last day to post a complaint."""
    decision = _load(work, decision_id, version, DecisionStep.SEND)
    if decision.decided_on is not None and sending.sent_on < decision.decided_on:
        raise refuse("vedtak.sendt_for_gjort", dato=decision.decided_on)
    party, letter = stored_snapshot(decision).party, _document(decision)
    new = NewSending(sending.way, sending.sent_on, party.name[:160], sending.reached_on)
    copies = mark_sent_to_all.inner(work, letter, new)
    if party.copy_to and not copies:  # made before representatives had letters of their own
        mark_sent.inner(work, letter, replace(new, receiver=party.copy_to[:160], received_on=None))
    work.session.flush()
    return decision.complain_by


def _document(decision: Decision) -> int:
    if decision.document_id is None:
        raise refuse("vedtak.uten_brev", nummer=decision.number)
    return decision.document_id


@writes(Right.DECISION_WRITE)
def decision_reached(work: Work, decision_id: int, version: int, reached_on: date) -> date | None:
    """Record the day the letter is proven to have reached the party. Returns the last day to post a complaint."""
    decision = _load(work, decision_id, version, DecisionStep.RETURNED)
    if decision.sent_on is None or not decision.sent_on <= reached_on <= work.today:
        raise refuse("dokument.framme_for_sendt", sendt=decision.sent_on)
    reached(work, decision, reached_on)
    return decision.complain_by


@writes(Right.DECISION_WRITE)
def decision_came_back(work: Work, decision_id: int, version: int, returned_on: date) -> None:
    """The letter came back: no time to complain runs, and it is sent again. It is no answer from the party (P12)."""
    decision = _load(work, decision_id, version, DecisionStep.RETURNED)
    party = stored_snapshot(decision).party
    query = (
        select(Sending.id)
        .where(Sending.document_id == decision.document_id, Sending.receiver == party.name[:160])
        .order_by(Sending.id.desc())
    )
    mark_returned.inner(work, work.session.execute(query.limit(1)).scalar_one(), returned_on)
