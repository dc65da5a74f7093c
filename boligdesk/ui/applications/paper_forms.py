"""The forms around papers and letters: asked for, received, dropped; foreløpig svar."""

from __future__ import annotations

from datetime import date
from functools import partial

from ...casework.application_card import ApplicationCard
from ...casework.application_letters import print_papers_letter, print_preliminary_answer
from ...casework.application_papers import (
    PaperRow,
    ask_for_papers,
    drop_paper,
    paper_received,
    proposed_papers_due,
)
from ...casework.core.printing import PrintedDocument
from ...casework.documents import NewSending, mark_sent_to_all
from ...rules.application_words import PaperKind
from ...rules.messages import msg
from ...rules.periods import add_months
from ...rules.vocabulary import SendingWay
from ...texts import enum_text, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from ..tenancy.editors import checks
from .forms import words_for

_SENT_LATER = "later"


def ask_dialog(ctx: Context, card: ApplicationCard) -> None:
    """Ask for papers by a day, and print the letter about it; the office's own number of days is read first."""

    def show(due: date) -> None:
        def act(values: Values, _reasons: Reasons) -> Act:
            kinds = tuple(kind for kind in PaperKind if kind in (values["kinds"] or ()))
            return partial(ask_for_papers, ctx.desk, card.id, kinds, values["due"], values["label"] or "")

        spec = form(
            FieldSpec("kinds", "ui.soknader.vedlegg", editor=checks(*of(PaperKind))),
            FieldSpec("label", "ui.soknader.vedlegg_hvilken", help="ui.soknader.vedlegg_hvilken_hjelp"),
            FieldSpec("due", "ui.soknader.vedlegg_frist", FieldKind.DATE, required=True),
        )
        words = words_for(card, "ui.soknader.be_om_vedlegg", "ui.soknader.be_om_lagre", "ui.soknader.bedt_om")
        dialog = FormDialog(ctx, words, spec, act, width=720)
        dialog.finished.connect(lambda made: print_papers(ctx, card.id) if made else None)
        lacking = frozenset(row.kind for row in card.papers if row.lacking)
        dialog.begin({"kinds": lacking, "due": due})

    ctx.jobs.read(partial(proposed_papers_due, ctx.desk), owner=ctx.parent, topic="frist", done=show)


def print_papers(ctx: Context, application_id: int) -> None:
    """Print the letter that asks for what is lacking."""
    make = partial(print_papers_letter, ctx.desk, application_id)
    ctx.write(make, owner=ctx.parent, name=msg("ui.soknader.lager_brev"), done=partial(to_printer, ctx))


def to_printer(ctx: Context, document: PrintedDocument) -> None:
    """A finished letter to the printer that is chosen, and the one to each representative after it."""
    from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

    PrintSeries(ctx.parent, [Sheet(document), *map(Sheet, document.copies)])


def _about(card: ApplicationCard, row: PaperRow, title: str) -> Words:
    line = " · ".join(part for part in (enum_text(row.kind), row.label, card.number) if part)
    words = words_for(card, title, "ui.felles.lagre", "ui.soknader.lagret")
    return Words(words.title, line, words.save, words.saving, words.said)


def received_dialog(ctx: Context, card: ApplicationCard, row: PaperRow) -> FormDialog:
    """A paper has come, and holds until a day."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(paper_received, ctx.desk, row.id, row.version, values["received"], values["expires"])

    spec = form(
        FieldSpec("received", "ui.soknader.kom", FieldKind.DATE, required=True),
        FieldSpec("expires", "ui.soknader.gjelder_til", FieldKind.DATE, help="ui.soknader.gjelder_til_hjelp"),
    )
    dialog = FormDialog(ctx, _about(card, row, "ui.soknader.kom_tittel"), spec, act)
    return dialog.begin({"received": ctx.desk.today})


def drop_dialog(ctx: Context, card: ApplicationCard, row: PaperRow) -> FormDialog:
    """A paper is no longer needed; why is kept."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(drop_paper, ctx.desk, row.id, row.version, values["why"] or "")

    return FormDialog(ctx, _about(card, row, "ui.soknader.trengs_ikke"), form(why()), act).begin()


class PreliminaryDialog(FormDialog):
    """Foreløpig svar: why it takes time, when the answer is expected, and how the letter goes out."""

    def __init__(self, ctx: Context, card: ApplicationCard) -> None:
        ways = [Choice(_SENT_LATER, text("ui.soknader.sendes_senere")), *of(SendingWay)]
        spec = form(
            FieldSpec(
                "reason", "ui.soknader.arsak", FieldKind.MULTILINE, help="ui.soknader.arsak_hjelp", required=True
            ),
            FieldSpec("expected", "ui.soknader.svar_ventes", FieldKind.DATE, required=True),
            FieldSpec("way", "ui.soknader.sendes", FieldKind.CHOICE, choices=ways, required=True),
        )
        words = words_for(card, "ui.soknader.forelopig", "ui.soknader.forelopig_lagre", "ui.soknader.brev_lagt")
        super().__init__(ctx, words, spec, self._print, width=720)
        self.card = card
        self.undo = False

    def _print(self, values: Values, _reasons: Reasons) -> Act:
        return partial(
            print_preliminary_answer, self.ctx.desk, self.card.id, values["reason"] or "", values["expected"]
        )

    def carried_out(self, value: PrintedDocument) -> None:
        """The letter is made: it goes to the printer, and when it goes out today that is written down."""
        way = self.form.values()["way"]
        if isinstance(way, SendingWay):
            sending = NewSending(way, self.ctx.desk.today, self.card.applicant.full_name)
            self.ctx.write(
                partial(mark_sent_to_all, self.ctx.desk, value.document_id, sending),
                owner=self.ctx.parent,
                name=msg("ui.soknader.lagrer"),
                said=text("ui.soknader.svar_sendt"),
            )
        self.finish(True)
        to_printer(self.ctx, value)


def preliminary_dialog(ctx: Context, card: ApplicationCard) -> FormDialog:
    """Foreløpig svar before one month is out (§ 11 a)."""
    start = {"expected": card.decide_by or add_months(ctx.desk.today, 1), "way": SendingWay.POST}
    if card.decide_by is not None and card.decide_by <= ctx.desk.today:
        start["expected"] = add_months(ctx.desk.today, 1)
    return PreliminaryDialog(ctx, card).begin(start)
