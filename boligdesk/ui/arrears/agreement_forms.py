"""The dialogs of agreements and fast trekk: a plan with its instalments shown before it is saved, a promise, an end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ...casework import agreements, deductions
from ...casework.agreement_card import (
    AgreementCard,
    AgreementChoices,
    PlanProposal,
    PlanWish,
    agreement_choices,
    propose_plan,
)
from ...casework.agreements import AgreementInput
from ...casework.arrears_card import ArrearsCard
from ...casework.deductions import DeductionInput, DeductionRow
from ...rules.arrears.agreement import Part
from ...rules.arrears.words import AgreementKind, PayerKind, PlanState
from ...rules.ledger.entries import RENT_FIRST
from ...rules.messages import RefusedError
from ...rules.periods import add_months
from ...rules.rights import Right
from ...texts import fault_text, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..parts.labels import Label
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog
from ..shell.context import Context
from .event_forms import words_of

_WAIT_MS = 200
_ALL, _RENT = "alt", "leie"


def _with_choices(ctx: Context, card: ArrearsCard, show: Callable[[AgreementChoices], None]) -> None:
    asked = partial(agreement_choices, ctx.desk, card.account_id)
    ctx.jobs.read(asked, owner=ctx.parent, topic="avtalevalg", done=show)


class PlanDialog(FormDialog):
    """A betalingsavtale from what the household can spare, or in so many parts; the instalments stand under it."""

    def __init__(self, ctx: Context, card: ArrearsCard, choices: AgreementChoices) -> None:
        words = words_of(card, "ui.avtale.ny", "ui.avtale.lagre", "ui.avtale.lagret")
        super().__init__(ctx, words, _plan_spec(), self._agree, undo=False, width=720)
        self.account_id, self._choices = card.account_id, choices
        self.shown = Label("", colour="text2", wrap=True)
        self.body.insertWidget(0, self._means(card))
        self.body.addWidget(self.shown)
        self.form.edited.connect(lambda _key: self._soon())

    def _means(self, card: ArrearsCard) -> QWidget:
        """What the household's budget has left, and the way to it."""
        budget = self._choices.budget
        spare = budget.spare_ore if budget else None
        if budget is None or spare is None:
            note = Alert(AlertKind.INFO, text("ui.avtale.budsjett_mangler"))
        else:
            code = "ui.avtale.budsjett_rom" if spare > 0 else "ui.avtale.budsjett_minus"
            told = text(code, dato=budget.valid_from, igjen=spare, sikkert=render(budget.sure))
            note = Alert(AlertKind.INFO if spare > 0 else AlertKind.SOFT, told)
        if card.owing and self.ctx.may(Right.GUIDANCE_READ):
            person_id = card.owing[0].person_id
            note.add_button(text("ui.avtale.apne_veiledning")).clicked.connect(partial(self._guide, person_id))
        return note

    def _guide(self, person_id: int) -> None:
        self.leave()
        self.ctx.window.open_record("guidance", person_id)

    def wish(self, values: Mapping[str, object]) -> PlanWish:
        """What stands in the form, as a wish."""
        rent_alone = values["what"] == _RENT
        claims = [one.claim_id for one in self._choices.claims if not rent_alone or one.kind in RENT_FIRST]
        first, surplus, count = values["first"], values["surplus"], values["count"]
        return PlanWish(claims, first, surplus, count or 1)  # type: ignore[arg-type]

    def _agree(self, values: Values, reasons: Reasons) -> Act:
        wish, note = self.wish(values), values["note"] or ""
        return partial(agreements.agree_plan, self.ctx.desk, self.account_id, wish, note, reasons)

    def _soon(self) -> None:
        self.ctx.jobs.soon(self.ask, owner=self, topic="avdrag", delay_ms=_WAIT_MS)

    def ask(self) -> None:
        """Work out the instalments of what stands there."""
        values = self.form.values()
        if values["first"] is None or not (values["surplus"] or values["count"]):
            self.shown.setText("")
            self.form.set_controls(())
            return
        asked = partial(propose_plan, self.ctx.desk, self.account_id, self.wish(values))
        self.ctx.jobs.read(asked, owner=self, topic="avdrag", done=self._proposed, failed=self._cannot)

    def _proposed(self, found: PlanProposal) -> None:
        self.form.set_controls(found.controls)
        first, last = found.parts[0], found.parts[-1]
        self.shown.setText(
            text(
                "ui.avtale.forslag",
                antall=len(found.parts),
                sum=found.total_ore,
                belop=first.amount_ore,
                fra=first.due,
                siste=last.amount_ore,
                til=last.due,
            )
        )

    def _cannot(self, error: RefusedError) -> None:
        self.form.set_controls(())
        self.shown.setText(fault_text(error.fault).whole)


def _plan_spec() -> FormSpec:
    what = [Choice(_ALL, text("ui.avtale.alt_forfalt")), Choice(_RENT, text("ui.avtale.bare_leie"))]
    return form(
        FieldSpec("what", "ui.avtale.gjelder", FieldKind.CHOICE, choices=what, required=True, width=320),
        FieldSpec("surplus", "ui.avtale.overskudd", FieldKind.MONEY, help="ui.avtale.overskudd_hjelp"),
        FieldSpec("count", "ui.avtale.antall", FieldKind.COUNT, help="ui.avtale.antall_hjelp"),
        FieldSpec("first", "ui.avtale.forste", FieldKind.DATE, required=True),
        FieldSpec("note", "ui.avtale.merknad", FieldKind.MULTILINE),
    )


def plan_dialog(ctx: Context, card: ArrearsCard) -> None:
    """Agree on a plan for what is due."""

    def show(choices: AgreementChoices) -> None:
        first = add_months(ctx.desk.today.replace(day=20), 1)
        dialog = PlanDialog(ctx, card, choices)
        spare = choices.budget.spare_ore if choices.budget else None
        how = {"surplus": spare // 100 * 100} if spare is not None and spare >= 100 else {"count": 6}
        dialog.begin({"what": _ALL, "first": first, **how})
        dialog.ask()

    _with_choices(ctx, card, show)


def promise_dialog(ctx: Context, card: ArrearsCard) -> None:
    """Write a spoken promise down."""

    def show(choices: AgreementChoices) -> None:
        def act(values: Values, _reasons: Reasons) -> Act:
            claims = [one.claim_id for one in choices.claims]
            parts = (Part(values["due"], values["amount"]),)
            given = AgreementInput(
                card.account_id, AgreementKind.PROMISE, claims, parts, ctx.desk.today, note=values["note"] or ""
            )
            return partial(agreements.make_agreement, ctx.desk, given)

        spec = form(
            FieldSpec("amount", "ui.avtale.belop", FieldKind.MONEY, required=True),
            FieldSpec("due", "ui.avtale.innen", FieldKind.DATE, required=True, help="ui.avtale.innen_hjelp"),
            FieldSpec("note", "ui.avtale.merknad", FieldKind.MULTILINE),
        )
        words = words_of(card, "ui.avtale.lofte", "ui.avtale.lagre_lofte", "ui.avtale.lofte_lagret")
        start = {"amount": sum(one.remaining_ore for one in choices.claims)}
        FormDialog(ctx, words, spec, act, undo=False).begin(start)

    _with_choices(ctx, card, show)


def sign_dialog(ctx: Context, card: ArrearsCard, one: AgreementCard) -> FormDialog:
    """The tenant has signed."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(agreements.sign_agreement, ctx.desk, one.id, one.version, values["on"])

    words = words_of(card, "ui.avtale.signert", "ui.avtale.signert", "ui.avtale.signert_lagret")
    spec = form(FieldSpec("on", "ui.avtale.signert_dag", FieldKind.DATE, required=True, help="ui.avtale.signert_hjelp"))
    return FormDialog(ctx, words, spec, act, undo=False).begin({"on": ctx.desk.today})


def end_dialog(ctx: Context, card: ArrearsCard, one: AgreementCard) -> FormDialog:
    """End an agreement from today, without breach."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(agreements.end_agreement, ctx.desk, one.id, one.version, ctx.desk.today, values["why"])

    words = words_of(card, "ui.avtale.avslutt", "ui.avtale.avslutt", "ui.avtale.avsluttet")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()


def withdraw_agreement_dialog(ctx: Context, card: ArrearsCard, one: AgreementCard) -> FormDialog:
    """Take back an agreement that was written down by mistake, as if it had never been."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(agreements.withdraw_agreement, ctx.desk, one.id, one.version, values["why"])

    words = words_of(card, "ui.avtale.trekk_tilbake", "ui.avtale.trekk_tilbake", "ui.avtale.trukket_tilbake")
    spec = form(why("ui.konto.begrunnelse", "ui.avtale.trekk_hjelp"))
    return FormDialog(ctx, words, spec, act, undo=False).begin()


def deduction_dialog(ctx: Context, card: ArrearsCard) -> FormDialog:
    """Write a fast trekk down, with the consent it rests on."""

    def act(values: Values, _reasons: Reasons) -> Act:
        given = DeductionInput(
            card.account_id,
            values["kind"],
            values["with"],
            values["amount"],
            values["from"],
            values["consented"],
            values["to"],
        )
        return partial(deductions.add_deduction, ctx.desk, given)

    spec = form(
        FieldSpec("kind", "ui.avtale.betaler", FieldKind.CHOICE, choices=of(PayerKind), required=True),
        FieldSpec("with", "ui.avtale.hos", FieldKind.TEXT, required=True, width=320),
        FieldSpec("amount", "ui.avtale.per_maned", FieldKind.MONEY, required=True),
        FieldSpec("consented", "ui.avtale.samtykket", FieldKind.DATE, required=True, help="ui.avtale.samtykke_hjelp"),
        FieldSpec("from", "ui.avtale.fra", FieldKind.DATE, required=True),
        FieldSpec("to", "ui.avtale.til", FieldKind.DATE),
    )
    words = words_of(card, "ui.avtale.nytt_trekk", "ui.avtale.lagre_trekk", "ui.avtale.trekk_lagret")
    return FormDialog(ctx, words, spec, act, undo=False, width=720).begin({"kind": PayerKind.NAV})


def stop_dialog(ctx: Context, card: ArrearsCard, row: DeductionRow) -> FormDialog:
    """The consent was withdrawn, or the payer stopped: today is the last day."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(deductions.stop_deduction, ctx.desk, row.id, row.version, values["last"], values["why"])

    spec = form(FieldSpec("last", "ui.avtale.siste_dag", FieldKind.DATE, required=True), why())
    words = words_of(card, "ui.avtale.stopp_trekk", "ui.avtale.stopp_trekk", "ui.avtale.trekk_stoppet")
    return FormDialog(ctx, words, spec, act, undo=False).begin({"last": ctx.desk.today})


def told(one: AgreementCard) -> str:
    """An agreement in a line: what is paid of what, and what comes next."""
    said = [text("ui.avtale.betalt_av", betalt=one.paid_ore, sum=one.total_ore)]
    if one.kid:
        said.append(text("ui.avtale.kid", kid=one.kid))
    if one.next_part and one.state is PlanState.RUNNING:
        said.append(text("ui.avtale.neste", dato=one.next_part.due, belop=one.next_part.amount_ore))
    if one.signed_on:
        said.append(text("ui.avtale.signert_den", dato=one.signed_on))
    return " · ".join(said)


def told_deduction(row: DeductionRow) -> str:
    """A fast trekk in a line."""
    until = text("ui.restanser.til_dato", dato=row.to_date) if row.to_date else ""
    money = text("ui.avtale.hver_maned", belop=row.amount_ore)
    since = text("ui.avtale.fra_dato", dato=row.from_date)
    return " · ".join(filter(None, (row.with_whom, money, since, until, row.stopped_reason)))
