"""What follows from a decision: the stage of the application, the waiting list, boligsosial bistand, and the tasks."""

from __future__ import annotations

from datetime import timedelta

from ...models.application import Application
from ...models.decision import Decision
from ...rules.application_words import (
    AssistanceState,
    DecisionBasis,
    DecisionResult,
    DecisionState,
    Stage,
)
from ...rules.calendar import next_bank_day
from ...rules.decisions.content import GIVING, UNDER_CRITERIA
from ...rules.messages import refuse
from ...rules.periods import add_months
from ...rules.vocabulary import TaskKind
from ...texts import text
from .acts import Work
from .application_rows import OTHER_ASKS, SETTLED, application_of, stage_to
from .complaint_rows import answered_by
from .decision_rows import stored_text
from .renewal_rows import consider_notice, watch_move_request
from .tasks import NewTask, add_task, finish_application_tasks
from .waiting_rows import enter_list, leave_list, shorten_place

_UNANSWERED = (Stage.NEW, Stage.ASSESSING, Stage.PROPOSED)
#: So long before a yes runs out somebody looks at it again.
_BEFORE_END_MONTHS = 1
_ASSISTANCE_DAYS = 7


def leads(application: Application, basis: DecisionBasis) -> bool:
    """Whether a decision on this basis answers the application, so that its stage follows."""
    return basis in UNDER_CRITERIA or not application.asks_housing or application.kind in OTHER_ASKS


def to_stage(work: Work, decision: Decision, stage: Stage) -> None:
    """Move the application along with its decision; one that is answered already is moved by no second decision."""
    application = application_of(work, decision.application_id)
    if application.stage in _UNANSWERED and leads(application, decision.basis):
        stage_to(work, application, stage)


def replace_old(work: Work, decision: Decision) -> None:
    """The older decision stands no more. A yes is not taken back in this way: that wants a forhåndsvarsel (P12)."""
    if decision.replaces_id is None:
        return
    old = work.load(Decision, decision.replaces_id)
    if old.state is not DecisionState.FINAL:
        raise refuse("vedtak.erstattet_av_annen", nummer=old.number)
    if decision.basis is DecisionBasis.HOUSING and old.result in GIVING:
        shorter = old.valid_until and decision.valid_until and decision.valid_until < old.valid_until
        if decision.result not in GIVING or shorter:
            raise refuse("vedtak.krever_forhandsvarsel", nummer=old.number)
    old.state = DecisionState.REPLACED
    answered_by(work, old, decision)
    finish_application_tasks(work, decision.application_id, TaskKind.SEND_DECISION)


def take_effect(work: Work, decision: Decision) -> None:
    """Everything that follows on the day a decision is made."""
    application = application_of(work, decision.application_id)
    if leads(application, decision.basis):
        application.answer_due = application.decide_by = None
        finish_application_tasks(work, application.id, TaskKind.PRELIMINARY_ANSWER, TaskKind.DECIDE)
    finish_application_tasks(work, application.id, TaskKind.APPROVE_DECISION)
    _task(work, decision, TaskKind.SEND_DECISION, text("vedtak.oppgave.send", nummer=decision.number))
    _EFFECTS[decision.basis](work, application, decision)


def _housing(work: Work, application: Application, decision: Decision) -> None:
    if decision.result in GIVING:
        enter_list(work, application, decision)
        if application.stage in (*_UNANSWERED, Stage.REFUSED):
            stage_to(work, application, Stage.WAITING)
        _watch_validity(work, decision)
    else:
        _refused(work, application, decision)


def _watch_validity(work: Work, decision: Decision) -> None:
    if decision.valid_until is not None:
        finish_application_tasks(work, decision.application_id, TaskKind.VALIDITY)
        day = max(work.today, add_months(decision.valid_until, -_BEFORE_END_MONTHS))
        why = text("vedtak.oppgave.gyldighet", dato=decision.valid_until)
        add_task(work, NewTask(TaskKind.VALIDITY, day, why=why).on(_case(work, decision)))


def _refused(work: Work, application: Application, decision: Decision) -> None:
    """A no to a home. The question of boligsosial bistand stays open until it is settled (P11)."""
    stage_to(work, application, Stage.REFUSED)
    if application.assistance in SETTLED:
        return
    finish_application_tasks(work, application.id, TaskKind.ASSISTANCE)
    due = next_bank_day(work.today + timedelta(days=_ASSISTANCE_DAYS))
    why = text("vedtak.oppgave.bistand", nummer=decision.number)
    add_task(work, NewTask(TaskKind.ASSISTANCE, due, why=why).on(application))


def _renewal(work: Work, application: Application, decision: Decision) -> None:
    """Yes makes an addendum; no ends no lease by itself (P13)."""
    if decision.result in GIVING:
        stage_to(work, application, Stage.ACCEPTED)
        _task(work, decision, TaskKind.MAKE_LEASE, text("vedtak.oppgave.forleng", nummer=decision.number))
    else:
        finish_application_tasks(work, application.id, TaskKind.MAKE_LEASE)
        _refused(work, application, decision)
        if application.tenancy_id is not None:
            watch_move_request(work, application.tenancy_id)
            consider_notice(work, application.tenancy_id, text("vedtak.oppgave.oppsigelse", nummer=decision.number))


def _assistance(work: Work, application: Application, decision: Decision) -> None:
    application.assistance = AssistanceState.DECIDED
    application.assistance_note = decision.number
    finish_application_tasks(work, application.id, TaskKind.ASSISTANCE)
    _answered(work, application, decision)


def _temporary(work: Work, application: Application, decision: Decision) -> None:
    if decision.result in GIVING and decision.valid_until is not None:
        why = text("vedtak.oppgave.midlertidig", dato=decision.valid_until)
        add_task(work, NewTask(TaskKind.TEMPORARY_STAY, decision.valid_until, why=why).on(application))
    _answered(work, application, decision)


def _answered(work: Work, _application: Application, decision: Decision) -> None:
    """The stage of an application that asks for no home: back to work after a yes, refused after a no."""
    to_stage(work, decision, Stage.ASSESSING if decision.result in GIVING else Stage.REFUSED)


def _removal(work: Work, application: Application, decision: Decision) -> None:
    if application.stage in (Stage.OFFERED, Stage.ACCEPTED):
        raise refuse("vedtak.tilbud_ute", nummer=application.number)
    reason = stored_text(decision).weighing
    if decision.result is DecisionResult.PARTLY:
        shorten_place(work, application.id, decision.valid_until, reason)
        _watch_validity(work, decision)
        return
    leave_list(work, application.id, reason)
    finish_application_tasks(work, application.id, TaskKind.VALIDITY)
    _refused(work, application, decision)


_EFFECTS = {
    DecisionBasis.HOUSING: _housing,
    DecisionBasis.RENEWAL: _renewal,
    DecisionBasis.ASSISTANCE: _assistance,
    DecisionBasis.TEMPORARY: _temporary,
    DecisionBasis.FOLLOW_UP: _answered,
    DecisionBasis.REMOVAL: _removal,
}


def _task(work: Work, decision: Decision, kind: TaskKind, why: str) -> None:
    add_task(work, NewTask(kind, next_bank_day(work.today), why=why).on(_case(work, decision)))


def approval_task(work: Work, decision: Decision) -> None:
    """Somebody else must read a proposed decision."""
    why = text("vedtak.oppgave.godkjenn", nummer=decision.number)
    _task(work, decision, TaskKind.APPROVE_DECISION, why)


def resend_task(work: Work, decision: Decision, why: str) -> None:
    """The letter must be sent once more."""
    _task(work, decision, TaskKind.SEND_DECISION, why)


def _case(work: Work, decision: Decision) -> Application:
    return application_of(work, decision.application_id)
