"""The dialogs of a klage: register, correct, mend, assess anew, late or not mended, withdraw, the body's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework import complaints
from ...casework.application_card import ApplicationCard
from ...casework.complaint_letters import print_mend_letter
from ...casework.complaints import BodyAnswer, ComplainedOf, ComplaintCheck, ComplaintInput, ComplaintRow
from ...casework.core.printing import PrintedDocument
from ...rules.application_words import BodyResult, Channel, Lateness
from ...rules.complaints import DismissGround, FormDemand
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_text, render, text
from ..drafts import DraftKey
from ..layout_items import widget_of
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.form_spec import Values as Shown
from ..parts.labels import Label
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.document_view import show_document
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from ..style import tokens
from ..tenancy.editors import checks
from .forms import draft_title

if TYPE_CHECKING:
    from ...casework.core.changes import Done
    from ...casework.core.desk import Desk

REGISTER, ASSESS = "soknader.klage", "soknader.klage_vurdering"
_CHECK_MS, _WIDTH = 250, 760
_TICKED = (FormDemand.NAMES_DECISION, FormDemand.SIGNED, FormDemand.MANDATE)
_STANDS, _CHANGES = "stands", "changes"
_TAKE_UP = "take_up"
_LATE_LOOK = {
    Lateness.IN_TIME: (Tone.OK, "check"),
    Lateness.IN_DOUBT: (Tone.INFO, "circle-help"),
    Lateness.LATE: (Tone.CRIT, "clock"),
    Lateness.LATE_ACCEPTED: (Tone.WARN, "clock"),
}


def late_chip(late: Lateness) -> ChipLook:
    """Whether a complaint is in time."""
    return ChipLook(enum_text(late), *_LATE_LOOK[late])


def lacks_words(lacking: Sequence[FormDemand]) -> str:
    """What the form lacks, in one line."""
    return ", ".join(text(_LACKS[demand]) for demand in lacking)


_LACKS = {
    FormDemand.NAMES_DECISION: "ui.klage.mangler_vedtak",
    FormDemand.SIGNED: "ui.klage.mangler_underskrift",
    FormDemand.MANDATE: "ui.klage.mangler_fullmakt",
    FormDemand.WANTS: "ui.klage.mangler_endring",
}


def _words(number: str, title: str, save: str, said: str = "ui.klage.lagret") -> Words:
    line = text("ui.klage.pa_vedtak", nummer=number)
    return Words(text(title), line, text(save), msg("ui.klage.lagrer"), text(said))


# -- register and correct -----------------------------------------------------------------------


class ToldStrip(QWidget):
    """What the rules say of the complaint as it stands: chips, and how the last day came about."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(tokens.S8)
        self.why = Label("", "caption", wrap=True)
        column.addLayout(self._chips)
        column.addWidget(self.why)

    def show_check(self, found: ComplaintCheck) -> None:
        """Show it."""
        while (item := self._chips.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for look in _looks(found):
            self._chips.addWidget(Chip(look))
        self._chips.addStretch(1)
        told = found.explanation
        self.why.setText(render(told.message) if told else text("ui.klage.frist_loper_ikke"))


def _looks(found: ComplaintCheck) -> Iterator[ChipLook]:
    yield late_chip(found.lateness)
    if found.last_day is not None:
        yield ChipLook(text("ui.klage.frist_chip", dato=found.last_day), Tone.NEUTRAL, "calendar")
    yield ChipLook(text("ui.klage.instans_chip", hvem=enum_text(found.body)), Tone.NEUTRAL, "gavel")
    if found.lacking:
        yield ChipLook(text("ui.klage.mangler_chip", hva=lacks_words(found.lacking)), Tone.WARN, "circle-help")


class ComplaintForm(FormDialog):
    """The form of a complaint; what it means (in time, what lacks, who decides) stands over it while one types."""

    def __init__(
        self, ctx: Context, words: Words, offered: Sequence[ComplainedOf], row: ComplaintRow | None = None
    ) -> None:
        super().__init__(ctx, words, _spec(offered if row is None else ()), self._save, width=_WIDTH)
        self.undo, self.row, self._offered = False, row, offered
        self.told = ToldStrip()
        self.set_under_head(self.told)
        self.form.edited.connect(lambda _key: ctx.jobs.soon(self.ask, owner=self, topic="klage", delay_ms=_CHECK_MS))

    def decision(self, values: Values) -> int | None:
        """The vedtak complained of."""
        if self.row is not None:
            return self.row.decision_id
        return values.get("decision") if len(self._offered) > 1 else self._offered[0].id

    def ask(self) -> None:
        """Ask what the rules say of what stands there."""
        values: Values = self.form.values()
        decision, given = self.decision(values), _input(values)
        if decision is not None and given is not None:
            asked = partial(complaints.check_complaint, self.ctx.desk, decision, given)
            self.ctx.jobs.read(asked, owner=self, topic="klage_sjekk", done=self.answered, failed=self.refused)

    def answered(self, found: ComplaintCheck) -> None:
        """Show it."""
        self.form.set_controls(found.stops)
        self.told.show_check(found)
        self._place()

    def _save(self, values: Values, _reasons: Reasons) -> Act:
        given, decision = _input(values), self.decision(values)
        assert given is not None
        assert decision is not None  # both are required fields
        if self.row is None:
            return partial(complaints.register_complaint, self.ctx.desk, decision, given)
        return partial(complaints.change_complaint, self.ctx.desk, self.row.id, self.row.version, given)


def _spec(offered: Sequence[ComplainedOf]) -> FormSpec:
    ticks = checks(*(Choice(demand, enum_text(demand)) for demand in _TICKED))
    came = [
        FieldSpec("channel", "ui.klage.kanal", FieldKind.CHOICE, choices=of(Channel), required=True),
        FieldSpec("received_on", "ui.klage.mottatt", FieldKind.DATE, required=True),
        FieldSpec("posted_on", "ui.klage.postet", FieldKind.DATE, help="ui.klage.postet_hjelp"),
        FieldSpec("by_whom", "ui.klage.klaget_av", help="ui.klage.klaget_av_hjelp"),
    ]
    if len(offered) > 1:
        choices = [Choice(found.id, found.number) for found in offered]
        came.insert(0, FieldSpec("decision", "ui.klage.vedtak", FieldKind.CHOICE, choices=choices, required=True))
    says = (
        FieldSpec("ticks", "ui.klage.sjekkliste", editor=ticks),
        FieldSpec("wants", "ui.klage.onsker", FieldKind.MULTILINE, help="ui.klage.onsker_hjelp"),
        FieldSpec("reasons", "ui.klage.grunner", FieldKind.MULTILINE),
    )
    return FormSpec((SectionSpec(tuple(came)), SectionSpec(says, "ui.klage.innhold")))


def _input(values: Values) -> ComplaintInput | None:
    """What the form says; None until the way and the day are there."""
    if not isinstance(values["channel"], Channel) or values["received_on"] is None:
        return None
    ticks = values["ticks"] or frozenset()
    return ComplaintInput(
        channel=values["channel"],
        received_on=values["received_on"],
        posted_on=values["posted_on"],
        by_whom=values["by_whom"] or "",
        mandate_seen=FormDemand.MANDATE in ticks,
        signed=FormDemand.SIGNED in ticks,
        names_decision=FormDemand.NAMES_DECISION in ticks,
        wants=values["wants"] or "",
        reasons=values["reasons"] or "",
    )


def register_dialog(ctx: Context, card: ApplicationCard, offered: Sequence[ComplainedOf]) -> ComplaintForm:
    """Register a complaint at the counter, from paper or telephone."""
    number = offered[0].number if len(offered) == 1 else card.number
    words = _words(number, "ui.klage.registrer", "ui.klage.registrer", "ui.klage.registrert")
    dialog = ComplaintForm(ctx, words, offered)
    dialog.draft = DraftKey(REGISTER, draft_title(card), str(card.id), card.version)
    ticks = frozenset({FormDemand.NAMES_DECISION, FormDemand.SIGNED})
    dialog.begin({"channel": Channel.LETTER, "received_on": ctx.desk.today, "ticks": ticks})
    dialog.ask()
    return dialog


def change_dialog(ctx: Context, row: ComplaintRow) -> ComplaintForm:
    """Correct a complaint, or note that its form is mended."""
    dialog = ComplaintForm(ctx, _words(row.decision, "ui.klage.endre", "ui.felles.lagre"), (), row)
    met = {
        FormDemand.NAMES_DECISION: row.given.names_decision,
        FormDemand.SIGNED: row.given.signed,
        FormDemand.MANDATE: row.given.mandate_seen,
    }
    ticks = frozenset(demand for demand, seen in met.items() if seen)
    dialog.begin({**asdict(row.given), "ticks": ticks})
    dialog.ask()
    return dialog


# -- the acts of the office ---------------------------------------------------------------------


def mend_dialog(ctx: Context, row: ComplaintRow) -> FormDialog:
    """Give the party a day to mend the form; the letter about it is made at once."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(complaints.ask_to_mend, ctx.desk, row.id, row.version, values["mend_by"])

    spec = form(FieldSpec("mend_by", "ui.klage.rettes_innen", FieldKind.DATE, help="ui.klage.rettes_innen_hjelp"))
    words = _words(row.decision, "ui.klage.be_om_retting", "ui.klage.be_om_retting_lagre", "ui.klage.rettefrist_gitt")
    dialog = FormDialog(ctx, words, spec, act, undo=False)
    dialog.finished.connect(lambda made: print_letter(ctx, row, print_mend_letter) if made else None)
    return dialog.begin({"mend_by": row.mend_by if row.mend_by and row.mend_by > ctx.desk.today else None})


def assess_dialog(ctx: Context, row: ComplaintRow, drafted: Callable[[], object]) -> FormDialog:
    """The new assessment: the decision stands, or a new one is begun; then `drafted()` shows where it is written."""

    def act(values: Values, _reasons: Reasons) -> Act:
        chosen = complaints.uphold if values["outcome"] == _STANDS else in_favour
        return partial(chosen, ctx.desk, row.id, row.version, values["assessment"] or "")

    in_favour = complaints.give_place_back if row.gives_back else complaints.change_in_favour
    changed = text("ui.klage.gi_plass") if row.gives_back else text("ui.klage.endres")
    outcomes = (Choice(_STANDS, text("ui.klage.star")), Choice(_CHANGES, changed))
    spec = form(
        FieldSpec("outcome", "ui.klage.utfall", FieldKind.CHOICE, choices=outcomes, required=True, width=420),
        FieldSpec("assessment", "ui.klage.vurdering", FieldKind.MULTILINE, help="ui.klage.vurdering_hjelp",
                  required=True),
    )  # fmt: skip
    words = _words(row.decision, "ui.klage.ny_vurdering", "ui.klage.lagre_vurdering")
    draft = DraftKey(ASSESS, text("ui.klage.pa_vedtak", nummer=row.decision), str(row.application_id), row.version)
    dialog = FormDialog(ctx, words, spec, act, draft=draft, undo=False, width=_WIDTH)
    changes = {"is": False}
    dialog.save.clicked.connect(lambda: changes.update({"is": dialog.form.values()["outcome"] == _CHANGES}))
    dialog.finished.connect(lambda made: drafted() if made and changes["is"] and not row.gives_back else None)
    return dialog.begin({"outcome": _STANDS, "assessment": row.new_assessment})


def give_back_dialog(ctx: Context, row: ComplaintRow) -> FormDialog:
    """The body has changed the decision that took the place on the list: the household gets it back."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(complaints.give_place_back, ctx.desk, row.id, row.version, values["why"] or "")

    words = _words(row.decision, "ui.klage.gi_plass", "ui.klage.gi_plass")
    spec = form(why("ui.klage.begrunnelse", "ui.klage.gi_plass_hjelp"))
    return FormDialog(ctx, words, spec, act, undo=False, width=_WIDTH).begin()


def late_dialog(ctx: Context, row: ComplaintRow) -> FormDialog:
    """A complaint that is late, or was not mended: taken up with a reason, or dismissed."""

    def act(values: Values, _reasons: Reasons) -> Act:
        reason = values["why"] or ""
        if values["choice"] == _TAKE_UP:
            return partial(complaints.accept_late, ctx.desk, row.id, row.version, reason)
        return partial(complaints.dismiss_complaint, ctx.desk, row.id, row.version, values["choice"], reason)

    offered = [Choice(_TAKE_UP, text("ui.klage.ta_opp"))] if row.lateness is Lateness.LATE else []
    offered += [Choice(ground, text(_DISMISS[ground])) for ground in row.grounds]
    spec = form(
        FieldSpec("choice", "ui.klage.valg", FieldKind.CHOICE, choices=offered, required=True, width=420),
        why("ui.klage.begrunnelse", "ui.klage.begrunnelse_hjelp"),
    )
    words = _words(row.decision, "ui.klage.ta_stilling", "ui.klage.ta_stilling_lagre")
    dialog = FormDialog(ctx, words, spec, act, undo=False, width=_WIDTH)
    return dialog.begin({"choice": offered[0].key if len(offered) == 1 else None})


_DISMISS = {DismissGround.LATE: "ui.klage.avvis_sen", DismissGround.FORM: "ui.klage.avvis_form"}


def withdraw_dialog(ctx: Context, row: ComplaintRow) -> FormDialog:
    """The party takes it back."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(complaints.withdraw_complaint, ctx.desk, row.id, row.version, values["why"] or "")

    words = _words(row.decision, "ui.klage.trekk", "ui.klage.trekk", "ui.klage.trukket")
    return FormDialog(ctx, words, form(why("ui.klage.hvordan_trukket")), act, undo=False).begin()


def answer_dialog(ctx: Context, row: ComplaintRow) -> FormDialog:
    """What the body answered; what follows for the case is said before it is saved."""

    def act(values: Values, _reasons: Reasons) -> Act:
        answer = BodyAnswer(values["result"], values["on"], values["reference"] or "")
        return partial(complaints.record_answer, ctx.desk, row.id, row.version, answer)

    spec = form(
        FieldSpec("result", "ui.klage.svaret", FieldKind.CHOICE, choices=of(BodyResult), required=True, width=320),
        FieldSpec("on", "ui.klage.svar_dato", FieldKind.DATE, required=True),
        FieldSpec("reference", "ui.klage.svar_sak", help="ui.klage.svar_hjelp", when=_answered),
    )
    words = _words(row.decision, "ui.klage.registrer_svar", "ui.felles.lagre", "ui.klage.svar_lagret")
    return FormDialog(ctx, words, spec, act, undo=False).begin({"on": ctx.desk.today})


def _answered(values: Shown) -> bool:
    return values.get("result") is not None


# -- the letters --------------------------------------------------------------------------------


Printing = Callable[["Desk", int], "Done[PrintedDocument]"]


def print_letter(ctx: Context, row: ComplaintRow, make: Printing) -> None:
    """Make a letter, or find the one that was made from the same facts, and show it."""
    if not ctx.may(Right.DOCUMENT_WRITE):
        return
    ctx.write(
        partial(make, ctx.desk, row.id),
        owner=ctx.hub,
        name=msg("ui.klage.lager_brev"),
        done=lambda made: _shown(ctx, made),
    )


def _shown(ctx: Context, made: PrintedDocument) -> None:
    show_document(ctx, made.document_id)
