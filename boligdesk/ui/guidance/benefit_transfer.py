"""Bostøtte paid to the municipality: the consent, its months, and what is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ...casework import benefit_transfers
from ...casework.benefit_transfers import StatementRow, TransferInput, TransferRow
from ...casework.guidance_subject import Subject
from ...rules.rights import Right
from ...texts import formats, text
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.fields import Reasons, Values, form
from ..people.rows import Lines, LinesCard, top_label
from ..record_tabs.form_dialog import Act, FormDialog
from ..shell.context import Context
from .benefit_forms import print_and_show, show_paper, words_of

_WIDTH, _MONTH_W = 680, 120


class TransferCard(LinesCard):
    """The running consent and its months; the earlier consents in a line each."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.transport.tittel"))
        self.ctx = ctx

    def say(self, words: str) -> None:
        """Why there is nothing."""
        self.put(Label(words, colour="text2", wrap=True))

    def show_transfers(self, transfers: Sequence[TransferRow]) -> None:
        """Show the consents of the tenancy."""
        lines = Lines(_MONTH_W)
        for one in transfers:
            lines.add(top_label(_period(one), "label"), top_label(one.advances), self._state(one), self._menu(one))
            for month in one.months:
                told = text("ui.transport.maned", mottatt=month.received_ore, gitt=month.given_ore)
                lines.add(
                    top_label(formats.month(month.month), "caption"),
                    top_label(told, "caption"),
                    _rest(month),
                    self._month_menu(month),
                )
        if lines.empty:
            lines.say(text("ui.transport.ingen"))
        self.put(lines)

    def _state(self, one: TransferRow) -> QWidget:
        if one.holds(self.ctx.desk.today):
            return Chip(ChipLook(text("ui.transport.gjelder"), Tone.OK, "check"))
        if one.withdrawn_on is not None:
            return Chip(ChipLook(text("ui.transport.trukket", dato=one.withdrawn_on), Tone.NEUTRAL, "x"))
        return Chip(ChipLook(text("ui.transport.gjelder_ikke"), Tone.NEUTRAL, "clock"))

    def _menu(self, one: TransferRow) -> QWidget | None:
        if not self.ctx.may(Right.GUIDANCE_WRITE):
            return None
        from ..people.acts import row_menu

        button, menu = row_menu(text("ui.transport.om", fra=formats.month(one.from_date)))
        menu.add(text("ui.transport.gjor_opp"), partial(settle_dialog, self.ctx, one), "banknote")
        if one.withdrawn_on is None:
            menu.add(text("ui.transport.trekk"), partial(withdraw_dialog, self.ctx, one), "undo-2")
        return button

    def _month_menu(self, month: StatementRow) -> QWidget | None:
        if not self.ctx.may(Right.GUIDANCE_WRITE):
            return None
        from ..people.acts import row_menu

        button, menu = row_menu(text("ui.transport.om", fra=formats.month(month.month)))
        menu.add(text("ui.transport.brev"), partial(self._print, month), "printer")
        if month.surplus_ore and month.paid_out_on is None:
            menu.add(text("ui.transport.utbetalt"), partial(pay_dialog, self.ctx, month), "check")
        return button

    def _print(self, month: StatementRow) -> None:
        print_and_show(self.ctx, self, partial(benefit_transfers.print_statement, self.ctx.desk, month.id))


def _period(one: TransferRow) -> str:
    until = formats.day(one.to_date) if one.to_date else ""
    return text("ui.bostotte.fra_maned", fra=formats.month(one.from_date), til=until)


def _rest(month: StatementRow) -> QWidget:
    if not month.surplus_ore:
        return Label("")
    if month.paid_out_on is not None:
        return Chip(ChipLook(text("ui.transport.rest_utbetalt", dato=month.paid_out_on), Tone.OK, "check"))
    return Chip(ChipLook(text("ui.transport.rest", sum=month.surplus_ore), Tone.WARN, "clock"))


def consent_dialog(ctx: Context, card: Subject) -> FormDialog:
    """Keep a signed consent: when it was given, from which month, for what."""
    assert card.home is not None
    tenancy_id = card.home.tenancy_id

    def act(values: Values, _reasons: Reasons) -> Act:
        given = TransferInput(
            tenancy_id, card.person_id, values["consented_on"], values["from_month"], values["advances"] or ""
        )
        return partial(benefit_transfers.keep_consent, ctx.desk, given)

    spec = form(
        FieldSpec("consented_on", "ui.transport.samtykket", FieldKind.DATE, required=True),
        *_what(),
    )
    words = words_of(card.name, "ui.transport.ny", "ui.transport.lagre", "ui.transport.lagret")
    start = {"consented_on": ctx.desk.today, "from_month": ctx.desk.today.replace(day=1)}
    return FormDialog(ctx, words, spec, act, width=_WIDTH).begin(start)


def _what() -> tuple[FieldSpec, FieldSpec]:
    return (
        FieldSpec("from_month", "ui.bostotte.fra", FieldKind.DATE, required=True, help="ui.transport.fra_hjelp"),
        FieldSpec("advances", "ui.transport.dekker", required=True, help="ui.transport.dekker_hjelp"),
    )


def sheet_dialog(ctx: Context, card: Subject) -> FormDialog:
    """Print the consent to be signed: from which month, for what."""
    assert card.home is not None
    tenancy_id = card.home.tenancy_id

    def act(values: Values, _reasons: Reasons) -> Act:
        month, advances = values["from_month"], values["advances"] or ""
        return partial(benefit_transfers.print_consent, ctx.desk, tenancy_id, card.person_id, month, advances)

    words = words_of(card.name, "ui.transport.skjema", "ui.transport.skriv_ut", "ui.transport.laget")
    dialog = FormDialog(ctx, words, form(*_what()), act, width=_WIDTH, undo=False)
    dialog.finished.connect(lambda paper: show_paper(ctx, paper))
    return dialog.begin({"from_month": ctx.desk.today.replace(day=1)})


def withdraw_dialog(ctx: Context, one: TransferRow) -> FormDialog:
    """The household no longer consents; nobody asks why."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(benefit_transfers.withdraw_consent, ctx.desk, one.id, one.version, values["on"])

    spec = form(FieldSpec("on", "ui.transport.trukket_dag", FieldKind.DATE, required=True))
    words = words_of(one.advances, "ui.transport.trekk", "ui.transport.trekk", "ui.transport.er_trukket")
    return FormDialog(ctx, words, spec, act, width=_WIDTH).begin({"on": ctx.desk.today})


def settle_dialog(ctx: Context, one: TransferRow) -> FormDialog:
    """What was received and given for one month."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(
            benefit_transfers.settle_month, ctx.desk, one.id, values["month"], values["received"], values["given"]
        )

    spec = form(
        FieldSpec("month", "ui.bostotte.maned", FieldKind.DATE, required=True),
        FieldSpec("received", "ui.transport.mottatt", FieldKind.MONEY, required=True),
        FieldSpec("given", "ui.transport.gitt", FieldKind.MONEY, required=True, help="ui.transport.gitt_hjelp"),
    )
    words = words_of(one.advances, "ui.transport.gjor_opp", "ui.transport.lagre_maned", "ui.transport.gjort_opp")
    return FormDialog(ctx, words, spec, act, width=_WIDTH).begin({"month": ctx.desk.today.replace(day=1)})


def pay_dialog(ctx: Context, month: StatementRow) -> FormDialog:
    """What was left has been paid to the household."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(benefit_transfers.pay_out, ctx.desk, month.id, month.version, values["on"])

    spec = form(FieldSpec("on", "ui.transport.utbetalt_dag", FieldKind.DATE, required=True))
    about = formats.kroner(month.surplus_ore)
    words = words_of(about, "ui.transport.utbetalt", "ui.transport.lagre_maned", "ui.transport.er_utbetalt")
    return FormDialog(ctx, words, spec, act, width=_WIDTH).begin({"on": ctx.desk.today})
