"""The small forms of a startlån case: a new one, its stage, its texts, finansieringsbevis, purchase, papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from ...casework import loan_cases
from ...casework.guidance_subject import Subject
from ...casework.loan_cases import LoanCard, ProofRow, PurchaseInput, PurchaseRow
from ...casework.loan_figures import LoanBasis
from ...casework.loan_letters import DoubleRentInput, ProposedReasons, print_double_rent, proposed_reasons
from ...casework.loan_papers import LoanPaperRow, write_loan_paper
from ...rules.guidance.words import LoanPurpose, LoanStage, PurchaseStep
from ...rules.messages import msg
from ...rules.startlan.documents import LoanPaper
from ...rules.startlan.proof import proof_ends
from ...texts import enum_text, render, text
from ..parts.buttons import secondary
from ..parts.filterbar import Choice
from ..parts.form_fields import Editor, TextEditor
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, reader_of
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

_WIDTH, _CHOICE_W = 720, 400
_K = FieldKind


def _words(about: str, title: str, save: str, said: str) -> Words:
    return Words(text(title), about, text(save), msg("ui.startlan.lagrer"), text(said) if said else "")


def _dialog(ctx: Context, words: Words, spec: FormSpec, act: Callable[[Values], Act]) -> FormDialog:
    def carry(values: Values, _reasons: Reasons) -> Act:
        return act(values)

    return FormDialog(ctx, words, spec, carry, width=_WIDTH)


# -- the case -----------------------------------------------------------------------------------


def new_case_dialog(ctx: Context, card: Subject) -> FormDialog:
    """Begin a case; the home they rent is the one that is bought by rent-to-own."""

    def act(values: Values) -> Act:
        lease = card.home.tenancy_id if card.home and values["purpose"] is LoanPurpose.RENT_TO_OWN else None
        return partial(loan_cases.open_loan, ctx.desk, card.person_id, values["purpose"], card.household_id, lease)

    spec = form(
        FieldSpec("purpose", "ui.startlan.formal", _K.CHOICE, choices=of(LoanPurpose), required=True, width=_CHOICE_W)
    )
    words = _words(card.name, "ui.startlan.ny", "ui.startlan.begynn", "ui.startlan.begynt")
    return _dialog(ctx, words, spec, act).begin({"purpose": LoanPurpose.BUY})


def stage_dialog(ctx: Context, card: LoanCard) -> FormDialog:
    """How far the case has come; it is decided in Husbanken's own system."""

    def act(values: Values) -> Act:
        return partial(loan_cases.move_loan, ctx.desk, card.id, card.version, values["stage"])

    spec = form(
        FieldSpec(
            "stage",
            "ui.startlan.trinn",
            _K.CHOICE,
            choices=of(LoanStage),
            required=True,
            width=_CHOICE_W,
            help="ui.startlan.trinn_hjelp",
        )
    )
    words = _words(card.name, "ui.startlan.flytt", "ui.startlan.lagre", "ui.startlan.flyttet")
    return _dialog(ctx, words, spec, act).begin({"stage": card.stage})


class TextsDialog(FormDialog):
    """The texts of a case; a proposal of the reasons is put in in the language asked for."""

    def __init__(self, ctx: Context, card: LoanCard) -> None:
        def act(values: Values, _reasons: Reasons) -> Act:
            said = (values["child_assessment"] or "", values["reasons"] or "", values["note"] or "")
            return partial(loan_cases.write_reasons, ctx.desk, card.id, card.version, *said)

        words = _words(card.name, "ui.startlan.tekster", "ui.startlan.lagre", "ui.startlan.tekster_lagret")
        tall = partial(_tall, today=ctx.desk.today)
        spec = form(
            FieldSpec("child_assessment", "ui.startlan.barnets_beste", _K.MULTILINE, help="ui.startlan.barn_hjelp"),
            FieldSpec("reasons", "ui.startlan.grunner", _K.MULTILINE, editor=tall, help="ui.startlan.grunner_hjelp"),
            FieldSpec("note", "ui.startlan.notat", _K.MULTILINE),
        )
        super().__init__(ctx, words, spec, act, width=960)
        self.card = card
        for language, code in (("nb", "ui.startlan.foresla_nb"), ("nn", "ui.startlan.foresla_nn")):
            propose = secondary(text(code), "wand-sparkles")
            propose.clicked.connect(partial(self.propose, language))
            propose.setEnabled(bool(card.explanation))
            propose.setToolTip("" if card.explanation else text("ui.startlan.forslag_uten_tall"))
            self.add_left(propose)

    def propose(self, language: str) -> None:
        """Ask for the reasons rule by rule, from the answers and the kept figures."""
        read = partial(proposed_reasons, self.ctx.desk, self.card.id, language)
        self.ctx.jobs.read(read, owner=self, topic="grunner", done=self._proposed, failed=self.show_refusal)

    def _proposed(self, found: ProposedReasons) -> None:
        self.form.set_values({"reasons": found.words})
        must = " ".join(map(render, found.must_write))
        self.form.row("reasons").set_help(f"{enum_text(found.leaning)}. {must}".strip())


def _tall(spec: FieldSpec, *, today: date) -> Editor:
    editor = TextEditor(spec, reader_of(spec, today))
    editor.widget.setFixedHeight(260)
    return editor


def texts_dialog(ctx: Context, card: LoanCard) -> FormDialog:
    """Write what is best for the children, the reasons, and the office's own note."""
    start = {"child_assessment": card.child_assessment, "reasons": card.reasons, "note": card.note}
    return TextsDialog(ctx, card).begin(start)


# -- the finansieringsbevis ---------------------------------------------------------------------


def new_proof_dialog(ctx: Context, card: LoanCard, basis: LoanBasis) -> FormDialog:
    """A finansieringsbevis; its last day is proposed by the usual months."""

    def act(values: Values) -> Act:
        given = values["amount_ore"], values["issued_on"], values["expires_on"], values["note"] or ""
        return partial(loan_cases.issue_proof, ctx.desk, card.id, *given)

    ends = proof_ends(basis.on, basis.at)
    spec = form(
        FieldSpec("amount_ore", "ui.startlan.ramme", _K.MONEY, unit="ui.startlan.kr", required=True),
        FieldSpec("issued_on", "ui.startlan.utstedt", _K.DATE, required=True),
        FieldSpec("expires_on", "ui.startlan.gjelder_til", _K.DATE, required=True, help="ui.startlan.bevis_hjelp"),
        FieldSpec("note", "ui.startlan.notat", _K.MULTILINE),
    )
    words = _words(card.name, "ui.startlan.nytt_bevis", "ui.startlan.lagre", "ui.startlan.bevis_lagret")
    start = {"issued_on": basis.on, "expires_on": ends.day if ends.result is not None else None}
    return _dialog(ctx, words, spec, act).begin(start)


def extend_proof_dialog(ctx: Context, card: LoanCard, proof: ProofRow) -> FormDialog:
    """Let it hold longer, with the reason."""

    def act(values: Values) -> Act:
        last, reason = values["expires_on"], values["why"]
        return partial(loan_cases.extend_proof, ctx.desk, proof.id, proof.version, last, reason)

    spec = form(FieldSpec("expires_on", "ui.startlan.gjelder_til", _K.DATE, required=True), why())
    words = _words(card.name, "ui.startlan.forleng", "ui.startlan.forleng", "ui.startlan.forlenget")
    return _dialog(ctx, words, spec, act).begin({"expires_on": proof.expires_on})


def use_proof_dialog(ctx: Context, card: LoanCard, proof: ProofRow) -> FormDialog:
    """A home was bought on it."""

    def act(values: Values) -> Act:
        return partial(loan_cases.use_proof, ctx.desk, proof.id, proof.version, values["used_on"])

    spec = form(FieldSpec("used_on", "ui.startlan.brukt_dag", _K.DATE, required=True))
    words = _words(card.name, "ui.startlan.bruk", "ui.startlan.bruk", "ui.startlan.brukt")
    return _dialog(ctx, words, spec, act).begin({"used_on": ctx.desk.today})


# -- purchase and papers ------------------------------------------------------------------------


def purchase_dialog(ctx: Context, card: LoanCard, row: PurchaseRow) -> FormDialog:
    """A step of the purchase: to be done by, or done."""

    def act(values: Values) -> Act:
        given = PurchaseInput(values["due"], values["done_on"], values["amount_ore"], values["note"] or "")
        return partial(loan_cases.write_purchase, ctx.desk, card.id, row.step, row.version, given)

    spec = form(
        FieldSpec("due", "ui.startlan.innen", _K.DATE, help="ui.startlan.innen_hjelp"),
        FieldSpec("done_on", "ui.startlan.gjort_dag", _K.DATE),
        FieldSpec("amount_ore", "ui.startlan.belop", _K.MONEY, unit="ui.startlan.kr"),
        FieldSpec("note", "ui.startlan.notat", _K.MULTILINE),
    )
    words = Words(enum_text(row.step), card.name, text("ui.startlan.lagre"), msg("ui.startlan.lagrer"))
    start = {"due": row.due, "done_on": row.done_on, "amount_ore": row.amount_ore, "note": row.note}
    return _dialog(ctx, words, spec, act).begin(start)


def paper_dialog(ctx: Context, card: LoanCard, row: LoanPaperRow) -> FormDialog:
    """Where a paper stands."""

    def act(values: Values) -> Act:
        days = values["asked_on"], values["received_on"], values["note"] or ""
        return partial(write_loan_paper, ctx.desk, card.person_id, row.paper, row.version, *days)

    spec = form(
        FieldSpec("asked_on", "ui.startlan.bedt_om_dag", _K.DATE),
        FieldSpec("received_on", "ui.startlan.mottatt_dag", _K.DATE),
        FieldSpec("note", "ui.startlan.notat", _K.MULTILINE),
    )
    words = Words(enum_text(row.paper), card.name, text("ui.startlan.lagre"), msg("ui.startlan.lagrer"))
    received = row.received_on or (ctx.desk.today if row.asked_on else None)
    start = {"asked_on": row.asked_on or ctx.desk.today, "received_on": received, "note": row.note}
    return _dialog(ctx, words, spec, act).begin(start)


def more_paper_dialog(ctx: Context, card: LoanCard, listed: tuple[LoanPaperRow, ...]) -> FormDialog:
    """A paper that the rule does not ask of this case, as gjeldsordning or oppholdstillatelse."""
    there = {row.paper for row in listed}
    choices = tuple(Choice(paper, enum_text(paper)) for paper in LoanPaper if paper not in there)

    def act(values: Values) -> Act:
        return partial(write_loan_paper, ctx.desk, card.person_id, values["paper"], None, ctx.desk.today, None)

    spec = form(FieldSpec("paper", "ui.startlan.papir", _K.CHOICE, choices=choices, required=True, width=_CHOICE_W))
    words = _words(card.name, "ui.startlan.be_om_mer", "ui.startlan.be_om", "ui.startlan.bedt_om_na")
    return _dialog(ctx, words, spec, act).begin()


# -- dobbel husleie -----------------------------------------------------------------------------


def double_rent_dialog(ctx: Context, subject: Subject, card: LoanCard, show: Callable[[int], object]) -> FormDialog:
    """The letter to NAV; what the lease and the steps of the purchase know stands there."""
    home = subject.home

    def act(values: Values) -> Act:
        since = home.from_date if home is not None else values["old_last"] or values["new_from"]
        given = DoubleRentInput(
            values["old_address"],
            min(since, values["new_from"]),
            values["old_last"],
            values["rent_ore"],
            values["new_from"],
            values["new_address"] or "",
        )
        return partial(print_double_rent, ctx.desk, card.id, given)

    spec = form(
        FieldSpec("old_address", "ui.startlan.gammel_bolig", required=True),
        FieldSpec("rent_ore", "ui.startlan.leie_mnd", _K.MONEY, unit="ui.startlan.kr", required=True),
        FieldSpec("old_last", "ui.startlan.gammel_slutt", _K.DATE, required=True),
        FieldSpec("new_address", "ui.startlan.ny_bolig"),
        FieldSpec("new_from", "ui.startlan.ny_fra", _K.DATE, required=True, help="ui.startlan.ny_fra_hjelp"),
    )
    taken = next(row for row in card.purchase if row.step is PurchaseStep.TAKEOVER)
    start = {
        "old_address": home.address if home else "",
        "rent_ore": home.rent_ore if home else None,
        "old_last": home.until if home else None,
        "new_from": taken.done_on or taken.due,
    }
    words = _words(card.name, "ui.startlan.dobbel", "ui.startlan.lag_brev", "")
    dialog = FormDialog(ctx, words, spec, lambda values, _reasons: act(values), width=_WIDTH, undo=False)
    dialog.finished.connect(lambda paper: show(paper.document_id) if paper is not None else None)
    return dialog.begin(start)
