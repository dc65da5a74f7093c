"""The small forms of a letter: sent, come back, withdrawn; and what is considered before a step against the home."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from ...casework import arrears_letters
from ...casework.arrears_card import ArrearsCard
from ...casework.arrears_decisions import consider_all
from ...casework.arrears_letter_list import LetterRow, letter_paper
from ...casework.arrears_letters import Marked
from ...casework.core.printing import PrintedDocument
from ...casework.documents import mark_returned
from ...rules.arrears.facts import Considered
from ...rules.messages import msg
from ...rules.rights import Right
from ...rules.vocabulary import SendingWay
from ...texts import enum_text, text
from ..parts.alerts import Alert, AlertKind
from ..parts.dialog import DialogFrame
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

#: Marks letters as sent a certain way on a day.
Through = Callable[[SendingWay, date], object]
#: Of each point its label and what is to be thought of; in the order in which they are asked.
_POINTS: Mapping[Considered, tuple[str, str]] = {
    Considered.HOUSING_ALLOWANCE: ("ui.brev.vurder_bostotte", "ui.brev.vurder_bostotte_hjelp"),
    Considered.NAV_ASKED: ("ui.brev.vurder_nav", "ui.brev.vurder_nav_hjelp"),
    Considered.OTHER_DWELLING: ("ui.brev.vurder_bolig", "ui.brev.vurder_bolig_hjelp"),
    Considered.INTERPRETER: ("ui.brev.vurder_tolk", "ui.brev.vurder_tolk_hjelp"),
    Considered.CHILD_SITUATION: ("ui.brev.vurder_barn", "ui.brev.vurder_barn_hjelp"),
    Considered.DECIDED: ("ui.brev.vurder_beslutning", "ui.brev.vurder_beslutning_hjelp"),
}


def to_consider(ctx: Context, card: ArrearsCard) -> tuple[Considered, ...]:
    """What is not said yet of what must be considered, and can be said by the person at the desk."""
    said = {point.point for point in card.points if point.counts}
    decides = ctx.may(Right.EVICTION_DECIDE)
    return tuple(
        point
        for point in _POINTS
        if point in card.needed and point not in said and (decides or point is not Considered.DECIDED)
    )


def decision_dialog(ctx: Context, card: ArrearsCard, step: str, then: Callable[[], object] | None = None) -> FormDialog:
    """Everything that must be considered before a step, each point in words; `then` goes on once it is saved."""
    points = to_consider(ctx, card)

    def act(values: Values, _reasons: Reasons) -> Act:
        words = {point: values[point.value] or "" for point in points}
        return partial(consider_all, ctx.desk, card.account_id, words, values["on"])

    fields = (
        FieldSpec(point.value, _POINTS[point][0], FieldKind.MULTILINE, help=_POINTS[point][1], required=True)
        for point in points
    )
    spec = form(*fields, FieldSpec("on", "ui.brev.vurder_dag", FieldKind.DATE, required=True))
    about = ", ".join(card.home.tenants)
    title = text("ui.brev.vurder_tittel", steg=step)
    words = Words(title, about, text("ui.brev.vurder_lagre"), msg("ui.brev.lagrer"), text("ui.brev.vurder_lagret"))
    dialog = FormDialog(ctx, words, spec, act, undo=False, width=760)
    if then is not None:
        dialog.finished.connect(lambda made: then() if made else None)
    dialog.begin({"on": ctx.desk.today})
    if Considered.HOUSING_ALLOWANCE in points:
        heard = card.benefit or text("ui.brev.bostotte_ikke_hort")
        dialog.say(Alert(AlertKind.INFO, text("ui.brev.bostotte_na", hva=heard)))
    return dialog


def _words(row: LetterRow, title: str, save: str, said: str) -> Words:
    return Words(text(title), f"{enum_text(row.kind)} · {row.to}", text(save), msg("ui.brev.lagrer"), text(said))


def withdraw_dialog(ctx: Context, row: LetterRow) -> FormDialog:
    """Take a letter back that was never sent; its fee goes with it."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(arrears_letters.withdraw_letter, ctx.desk, row.event_id, row.version, values["why"])

    words = _words(row, "ui.brev.trekk", "ui.brev.trekk", "ui.brev.ble_trukket")
    return FormDialog(ctx, words, form(why()), act, undo=False).begin()


def returned_dialog(ctx: Context, row: LetterRow) -> FormDialog:
    """The letter came back: no time runs from it."""
    sending = row.sendings[-1]

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(mark_returned, ctx.desk, sending.id, values["on"])

    spec = form(FieldSpec("on", "ui.brev.retur_dag", FieldKind.DATE, required=True))
    words = _words(row, "ui.brev.kom_retur", "ui.brev.retur_lagre", "ui.brev.retur_lagret")
    return FormDialog(ctx, words, spec, act, undo=False).begin({"on": ctx.desk.today})


class SentDialog(FormDialog):
    """How and when letters went; those that could not be marked are told one by one, the others are."""

    def __init__(self, ctx: Context, about: str, event_ids: Sequence[int], through: Through | None = None) -> None:
        spec = form(
            FieldSpec("way", "ui.brev.mate", FieldKind.CHOICE, choices=of(SendingWay), required=True),
            FieldSpec("on", "ui.brev.sendt_dag", FieldKind.DATE, required=True),
        )
        title, save = text("ui.brev.meld_sendt"), text("ui.utsendelse.meld_lagre")
        words = Words(title, about, save, msg("ui.utsendelse.melder"))
        super().__init__(ctx, words, spec, self._mark, undo=False)
        self._event_ids, self._through = tuple(event_ids), through

    def submit(self) -> None:
        """Mark them; of many who asked does it, with its progress."""
        if self._through is None:
            super().submit()
        elif self.form.check():
            values = self.form.values()
            self.finish(True)
            self._through(values["way"], values["on"])  # type: ignore[arg-type]

    def _mark(self, values: Values, _reasons: Reasons) -> Act:
        return partial(arrears_letters.mark_letters_sent, self.ctx.desk, self._event_ids, values["way"], values["on"])

    def carried_out(self, value: Marked) -> None:
        """All of them: the dialog closes. Else it says which were not, and why."""
        if value.count:
            self.ctx.window.say(text("ui.brev.er_meldt", antall=value.count))
        self.finish(value)
        if value.refused:
            tell_refused(self.ctx, value)


def tell_refused(ctx: Context, marked: Marked) -> DialogFrame:
    """The letters that were not marked, each with its reason."""
    from ..parts.buttons import primary

    title = text("ui.brev.ble_ikke_meldt", antall=len(marked.refused))
    dialog = DialogFrame(ctx.parent, title, width=680)
    for one in marked.refused:
        dialog.body.addWidget(Alert(AlertKind.HARD, one.to, one.why))
    dialog.body.addStretch(1)
    close = primary(text("ui.felles.lukk"))
    close.clicked.connect(lambda: dialog.finish(True))
    dialog.add_right(close)
    dialog.open(close)
    return dialog


def print_letters(ctx: Context, document_ids: Sequence[int]) -> None:
    """Letters that were made, and those to representatives after each, to the printer that is chosen once."""

    def read() -> list[PrintedDocument]:
        return [letter_paper(ctx.desk, document_id) for document_id in document_ids]

    def show(papers: Sequence[PrintedDocument]) -> None:
        from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

        PrintSeries(ctx.parent, [Sheet(one) for paper in papers for one in (paper, *paper.copies)])

    ctx.jobs.read(read, owner=ctx.parent, topic="utskrift", done=show)


def sent_dialog(ctx: Context, about: str, event_ids: Sequence[int], *, through: Through | None = None) -> FormDialog:
    """Say that letters went, how and when; `through` marks them instead, where there are many."""
    return SentDialog(ctx, about, event_ids, through).begin({"way": SendingWay.POST, "on": ctx.desk.today})
