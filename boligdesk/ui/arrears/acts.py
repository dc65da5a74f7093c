"""What can be done with the case on the screen: the bar of every tab asks here, and a dialog opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module

from ...casework.arrears_card import ArrearsCard
from ...casework.core.printing import PrintedDocument
from ...casework.statements import print_statement
from ...rules.arrears.steps import ArrearsStep
from ...rules.arrears.words import StepStanding
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_text, text
from ..record_tabs.bar_acts import BarAct
from ..shell.context import Context
from . import event_forms

#: The dialog that takes a step ("module:function" with context and card); without one the step is recorded by hand.
STEP_DIALOGS: dict[ArrearsStep, str] = {}
_RECORDED: Mapping[ArrearsStep, tuple[str, str, Callable[[Context, ArrearsCard], object]]] = {
    ArrearsStep.CONTACT: ("ui.restanser.logg_kontakt", "phone", event_forms.talk_dialog),
    ArrearsStep.RESCISSION: ("ui.restanser.ny_hendelse", "calendar-plus", event_forms.event_dialog),
    ArrearsStep.AGREEMENT: ("ui.restanser.ny_hendelse", "calendar-plus", event_forms.event_dialog),
    ArrearsStep.PETITION: ("ui.restanser.ny_hendelse", "calendar-plus", event_forms.event_dialog),
    ArrearsStep.TERM_PETITION: ("ui.restanser.ny_hendelse", "calendar-plus", event_forms.event_dialog),
    ArrearsStep.ASK_FOR_DATE: ("ui.restanser.ny_hendelse", "calendar-plus", event_forms.event_dialog),
    ArrearsStep.ATTEND: ("ui.restanser.ny_hendelse", "calendar-plus", event_forms.event_dialog),
    ArrearsStep.CLOSE_CASE: ("ui.restanser.ny_hendelse", "calendar-plus", event_forms.event_dialog),
    ArrearsStep.STOP_CASE: ("ui.restanser.ny_hendelse", "calendar-plus", event_forms.event_dialog),
}


def step_act(ctx: Context, card: ArrearsCard) -> BarAct | None:
    """The recommended step as the primary of the bar; None when there is nothing to do now, or nobody may."""
    line = card.recommended
    if line.standing is not StepStanding.READY or not ctx.may(Right.ARREARS_WRITE):
        return None
    if where := STEP_DIALOGS.get(line.step):
        return BarAct(enum_text(line.step), partial(_open, where, ctx, card), "mail", primary=True)
    if line.step not in _RECORDED:
        return None
    label, icon, dialog = _RECORDED[line.step]
    return BarAct(text(label), partial(dialog, ctx, card), icon, primary=True)


def _open(where: str, ctx: Context, card: ArrearsCard) -> None:
    module, _, name = where.partition(":")
    getattr(import_module(module), name)(ctx, card)


def common_acts(ctx: Context, card: ArrearsCard) -> Iterator[BarAct]:
    """What every tab offers after its own acts."""
    if ctx.may(Right.ARREARS_WRITE):
        if card.owing:
            yield BarAct(text("ui.restanser.logg_kontakt"), partial(event_forms.talk_dialog, ctx, card), "phone")
        yield BarAct(text("ui.restanser.sett_stopp"), partial(event_forms.hold_dialog, ctx, card), "ban")
        yield BarAct(text("ui.restanser.ny_hendelse"), partial(event_forms.event_dialog, ctx, card), "calendar-plus")
        if card.needed:
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
