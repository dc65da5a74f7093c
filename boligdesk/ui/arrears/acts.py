"""What can be done with the case on the screen: the bar of every tab asks here, and a dialog opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module

from ...casework.arrears_card import ArrearsCard, StepLine
from ...casework.core.printing import PrintedDocument
from ...casework.statements import print_statement
from ...rules.arrears.steps import ArrearsStep
from ...rules.arrears.words import AgreementKind, ArrearsEventKind, PlanState, StepStanding
from ...rules.messages import Message, msg
from ...rules.rights import Right
from ...texts import text
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from . import event_forms
from .letter_forms import to_consider


@dataclass(frozen=True)
class StepAct:
    """How a step is taken: its button, and "module:function" with context, card and, where there is one, the kind."""

    label: str
    icon: str
    where: str
    kind: ArrearsEventKind | None = None

    def open(self, ctx: Context, card: ArrearsCard) -> None:
        """Load the module and open the dialog."""
        module, _, name = self.where.partition(":")
        asked = (ctx, card) if self.kind is None else (ctx, card, self.kind)
        getattr(import_module(module, __package__), name)(*asked)


_K = ArrearsEventKind
_LETTER, _EVENT, _PETITION = (
    ".letter_dialog:letter_dialog",
    ".event_forms:event_dialog",
    ".letter_petition:petition_dialog",
)
#: Every step with the button that takes it.
STEP_ACTS: Mapping[ArrearsStep, StepAct] = {
    ArrearsStep.CONTACT: StepAct("ui.restanser.logg_kontakt", "phone", ".event_forms:talk_dialog"),
    ArrearsStep.REMINDER: StepAct("ui.brev.lag_paminnelse", "mail", _LETTER, _K.REMINDER),
    ArrearsStep.FEE_LETTER: StepAct("ui.brev.lag_purring", "mail", _LETTER, _K.FEE_LETTER),
    ArrearsStep.AGREEMENT: StepAct("ui.brev.avtale", "file-plus", ".agreement_forms:plan_dialog"),
    ArrearsStep.OWN_DEMAND: StepAct("ui.brev.lag_oppfordring", "mail", _LETTER, _K.OWN_DEMAND),
    ArrearsStep.REQUEST_TO_MOVE: StepAct("ui.brev.lag_flytteoppfordring", "mail", ".letter_move:move_dialog"),
    ArrearsStep.EVICTION_NOTICE: StepAct("ui.brev.lag_4_18", "file-text", _LETTER, _K.EVICTION_NOTICE),
    ArrearsStep.TERM_NOTICE: StepAct("ui.brev.lag_4_18", "file-text", _LETTER, _K.TERM_NOTICE),
    ArrearsStep.RESCISSION: StepAct("ui.brev.lag_heving", "file-text", _LETTER, _K.RESCINDED),
    ArrearsStep.PETITION: StepAct("ui.brev.begjaering", "gavel", _PETITION, _K.PETITION_FILED),
    ArrearsStep.TERM_PETITION: StepAct("ui.brev.begjaering", "gavel", _PETITION, _K.TERM_PETITION_FILED),
    ArrearsStep.ASK_FOR_DATE: StepAct("ui.brev.dato_satt", "calendar-plus", _EVENT, _K.DATE_SET),
    ArrearsStep.ATTEND: StepAct("ui.brev.gjennomfort", "calendar-plus", _EVENT, _K.CARRIED_OUT),
    ArrearsStep.CLOSE_CASE: StepAct("ui.brev.avslutt_saken", "check", _EVENT, _K.CLOSED),
    ArrearsStep.STOP_CASE: StepAct("ui.brev.stopp_saken", "ban", _EVENT, _K.STOPPED),
}
#: Steps against the home: each is a recorded decision (P21).
_AGAINST_HOME = frozenset(
    {
        ArrearsStep.EVICTION_NOTICE,
        ArrearsStep.TERM_NOTICE,
        ArrearsStep.RESCISSION,
        ArrearsStep.PETITION,
        ArrearsStep.TERM_PETITION,
    }
)
#: Letters that ask for money, beside which an agreement is offered.
_MONEY = frozenset({ArrearsStep.REMINDER, ArrearsStep.FEE_LETTER, ArrearsStep.OWN_DEMAND})


def step_act(ctx: Context, card: ArrearsCard) -> BarAct | None:
    """The recommended step as the primary of the bar; None when there is nothing to do now, or nobody may."""
    return _act_of(ctx, card, card.recommended)


def _act_of(ctx: Context, card: ArrearsCard, line: StepLine) -> BarAct | None:
    act = STEP_ACTS[line.step]
    if not ctx.may(Right.ARREARS_WRITE):
        return None
    shown = BarAct(text(act.label), partial(act.open, ctx, card), act.icon, primary=True)
    if line.step not in _AGAINST_HOME:
        return shown if line.standing is StepStanding.READY else None
    if line.standing is StepStanding.READY:
        return shown if ctx.may(Right.EVICTION_DECIDE) else replace(shown, why=text("ui.brev.besluttes_av_annen"))
    if not _only_unsaid(line):
        return None
    return shown if to_consider(ctx, card) else replace(shown, why=text("ui.brev.besluttes_av_annen"))


def _only_unsaid(line: StepLine) -> bool:
    """Whether all that lacks is what must be considered, which the dialog of the step asks for."""
    reason = line.told.params.get("grunn")
    return isinstance(reason, Message) and reason.code == "restanse.mangler.vurdering"


def letter_act(ctx: Context, card: ArrearsCard) -> BarAct | None:
    """The recommended step, where it is a letter."""
    return step_act(ctx, card) if STEP_ACTS[card.recommended.step].where == _LETTER else None


def help_acts(ctx: Context, card: ArrearsCard) -> Iterator[BarAct]:
    """Beside a letter or a step against the home: the decision to be taken, an agreement, and NAV told."""
    step = card.recommended.step
    if not ctx.may(Right.ARREARS_WRITE) or step not in _MONEY | _AGAINST_HOME:
        return
    for line in card.losing:
        if line.step in _AGAINST_HOME and (act := _act_of(ctx, card, line)) is not None and not act.why:
            yield replace(act, primary=False)
    running = any(one.kind is AgreementKind.PLAN and one.state is PlanState.RUNNING for one in card.agreements)
    if card.overdue_ore and not running:
        plan = STEP_ACTS[ArrearsStep.AGREEMENT]
        yield BarAct(text("ui.brev.avtale"), partial(plan.open, ctx, card), plan.icon)
    due = card.oldest_due
    told = any(one.kind is _K.NAV_NOTICE and due and one.on_date >= due for one in card.events)
    if card.facts.ground_ore and not told:
        tell = StepAct("ui.brev.varsle_nav", "mail", _LETTER, _K.NAV_NOTICE)
        yield BarAct(text(tell.label), partial(tell.open, ctx, card), tell.icon)


def common_acts(ctx: Context, card: ArrearsCard) -> Iterator[BarAct]:
    """What every tab offers after its own acts."""
    if ctx.may(Right.ARREARS_WRITE):
        if card.owing:
            yield BarAct(text("ui.restanser.logg_kontakt"), partial(event_forms.talk_dialog, ctx, card), "phone")
        yield BarAct(text("ui.restanser.sett_stopp"), partial(event_forms.hold_dialog, ctx, card), "ban")
        yield BarAct(text("ui.restanser.ny_hendelse"), partial(event_forms.event_dialog, ctx, card), "calendar-plus")
        if card.needed:
            if card.facts.ground_ore:
                petition = STEP_ACTS[ArrearsStep.PETITION]
                yield BarAct(text(petition.label), partial(petition.open, ctx, card), petition.icon, more=True)
            consider = partial(event_forms.consider_dialog, ctx, card)
            yield BarAct(text("ui.restanser.vurder"), consider, "scale", more=True)
        yield BarAct(text("ui.restanser.gi_til"), partial(event_forms.worker_dialog, ctx, card), "user", more=True)
    opened = partial(ctx.window.open_record, "tenancy", card.tenancy_id)
    yield BarAct(text("ui.restanser.apne_leieforhold"), opened, "key", more=True)
    if ctx.may(Right.DOCUMENT_WRITE):
        printed = partial(print_account, ctx, card.account_id)
        yield BarAct(text("ui.restanser.skriv_ut_konto"), printed, "printer", right=True)


def print_account(ctx: Context, account_id: int) -> None:
    """The account as a letter, to the printer that is chosen."""

    def show(paper: PrintedDocument) -> None:
        from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

        PrintSeries(ctx.parent, [Sheet(paper)])

    ctx.write(
        partial(print_statement, ctx.desk, account_id),
        owner=ctx.parent,
        name=msg("ui.restanser.lager_utskrift"),
        done=show,
    )
