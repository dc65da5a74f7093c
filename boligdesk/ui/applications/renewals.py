""" "Forlengelsesrunde": choose or start a round, print its letters as a batch, write the answers (P13)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from ...casework import renewals
from ...casework.batches import BatchLine, carry_on, start_batch
from ...casework.core.changes import Changes, Done
from ...casework.core.printing import PrintedDocument
from ...casework.renewal_letters import print_renewal_letter
from ...casework.renewal_list import (
    RenewalQuery,
    RenewalRow,
    RoundRow,
    export_round,
    renewal_ids,
    renewal_rounds,
    renewal_rows,
)
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import text
from ..jobs import Progress
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, add_act, icon_button, new_menu, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.filterbar import Query
from ..parts.labels import Label
from ..parts.listpage import ListPage
from ..parts.progress import ProgressPanel
from ..record_tabs.tables import export_to_excel
from ..shell.context import Context
from ..style import tokens, type
from . import renewals_forms
from .renewals_list import renewal_spec, store_query

T = TypeVar("T")
_WIDTH = 1180
_CONCERNS = ("renewal_round", "renewal_item", "application", "tenancy", "sending", "document")


@dataclass(frozen=True)
class Printed:
    """What came of printing the letters of a round."""

    line: BatchLine
    papers: tuple[PrintedDocument, ...]


class RenewalsDialog(DialogFrame):
    """One round at a time: its lines with a filter, the batch of letters with its progress, the answers."""

    def __init__(self, ctx: Context) -> None:
        title, line = text("ui.runde.tittel"), text("ui.runde.om")
        super().__init__(ctx.parent, title, line, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False)
        self.ctx = ctx
        self.rounds: list[RoundRow] = []
        self.choice = QComboBox()
        self.state = Label("", "body", "text2")
        self.none = Label(text("ui.runde.ingen"), colour="text2", wrap=True)
        self.progress = ProgressPanel()
        self.told: list[Alert] = []
        self.list = ListPage(renewal_spec(ctx, lambda: self.round.id if self.round else None), ctx.jobs, ctx.settings)
        self._fill_body()
        self._fill_foot()
        self.choice.activated.connect(lambda _index: self._chosen())
        self.list.opened.connect(lambda _id: self._with_line(self._answer))
        self.list.export_wanted.connect(lambda query, _columns: self.export(query))
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)

    def _fill_body(self) -> None:
        self.choice.setAccessibleName(text("ui.runde.velg"))
        self.choice.setFont(type.font("body"))
        self.choice.setMinimumWidth(260)
        top = QHBoxLayout()
        top.setSpacing(tokens.S12)
        top.addWidget(self.choice)
        top.addWidget(self.state, 1)
        self.body.addLayout(top)
        for widget in (self.progress, self.none):
            self.body.addWidget(widget)
        self.body.addWidget(self.list, 1)
        self.body.addStretch(0)

    def _fill_foot(self) -> None:
        self.new = secondary(text("ui.runde.ny"), "plus")
        self.letters = secondary(text("ui.runde.lag_brev"), "printer")
        self.sent = secondary(text("ui.runde.marker_sendt"), "send")
        self.more = icon_button("ellipsis", text("ui.felles.mer"))
        self.answer = primary(text("ui.runde.for_svar"), "pencil")
        close = secondary(text("ui.felles.lukk"))
        acts: Sequence[tuple[Button, Callable[[], object]]] = (
            (self.new, self.start),
            (self.letters, self.print_letters),
            (self.sent, self.mark_sent),
            (self.answer, lambda: self._with_line(self._answer)),
            (close, self.leave),
        )
        for button, act in acts:
            button.clicked.connect(act)
        for button in (self.new, self.letters, self.sent, self.more):
            self.add_left(button)
        self.add_right(close)
        self.add_right(self.answer)
        self.more.setMenu(new_menu(self.more))
        self.more.menu().aboutToShow.connect(self._fill_menu)

    def _fill_menu(self) -> None:
        menu = self.more.menu()
        menu.clear()
        add_act(menu, text("ui.runde.apne_leieforhold"), lambda: self._with_line(self._open_tenancy), "key")
        add_act(menu, text("ui.runde.apne_soknad"), lambda: self._with_line(self._open_application), "file-text")
        if self._writes:
            add_act(menu, text("ui.runde.hold_utenfor"), lambda: self._with_line(self._leave_out), "x")
            add_act(menu, text("ui.runde.ikke_svart"), self.note_silence, "phone")
            add_act(menu, text("ui.runde.avslutt"), self.close_round, "check")
            add_act(menu, text("ui.runde.ta_bort"), self.take_out, "trash-2")

    # -- which round ----------------------------------------------------------------------------

    @property
    def round(self) -> RoundRow | None:
        """The round that is shown."""
        index = self.choice.currentIndex()
        return self.rounds[index] if 0 <= index < len(self.rounds) else None

    @property
    def _writes(self) -> bool:
        return self.round is not None and self.round.open and self.ctx.may(Right.APPLICATION_WRITE)

    def reload(self) -> None:
        """Read the rounds anew; the chosen one stays."""
        self.ctx.jobs.read(partial(renewal_rounds, self.ctx.desk), owner=self, topic="runder", done=self._arrived)

    def _arrived(self, rounds: list[RoundRow]) -> None:
        kept = self.round.id if self.round else None
        known = {found.id for found in self.rounds}
        self.rounds = rounds
        self.choice.clear()
        self.choice.addItems([found.name for found in rounds])
        fresh = [index for index, found in enumerate(rounds) if known and found.id not in known]
        same = [index for index, found in enumerate(rounds) if found.id == kept]
        self.choice.setCurrentIndex(next(iter((*fresh, *same)), 0 if rounds else -1))
        self._chosen()

    def _chosen(self) -> None:
        round_ = self.round
        for widget in (self.choice, self.state, self.list):
            widget.setVisible(round_ is not None)
        self.none.setVisible(round_ is None)
        self.state.setText(_state(round_) if round_ else "")
        self._enable()
        self.list.changed()

    def _enable(self) -> None:
        may_print = self._writes and self.ctx.may(Right.DOCUMENT_WRITE)
        self.new.setVisible(self.ctx.may(Right.APPLICATION_WRITE))
        self.letters.setVisible(may_print)
        self.sent.setVisible(may_print)
        self.sent.setEnabled(self.round is not None and self.round.printed > self.round.sent)
        self.answer.setVisible(self._writes)
        self.more.setVisible(self.round is not None)

    # -- the line -------------------------------------------------------------------------------

    def _with_line(self, act: Callable[[RenewalRow], object]) -> None:
        """Do something with the line the user stands on, as it is now."""
        chosen = self.list.table.chosen_id
        if chosen is None:
            return

        def show(rows: dict[int, RenewalRow]) -> None:
            if chosen in rows:
                act(rows[chosen])

        read = partial(renewal_rows, self.ctx.desk, [chosen])
        self.ctx.jobs.read(read, owner=self, topic="linje", done=show)

    def _answer(self, row: RenewalRow) -> None:
        if self._writes:
            renewals_forms.answer_dialog(self.ctx, row)

    def _leave_out(self, row: RenewalRow) -> None:
        renewals_forms.leave_out_dialog(self.ctx, row)

    def _open_tenancy(self, row: RenewalRow) -> None:
        self.finish(None)
        self.ctx.window.open_record("tenancy", row.tenancy.id)

    def _open_application(self, row: RenewalRow) -> None:
        if row.application_id is not None:
            self.finish(None)
            self.ctx.window.open_record("application", row.application_id)

    # -- the round ------------------------------------------------------------------------------

    def start(self) -> None:
        """Start a round."""
        renewals_forms.new_round_dialog(self.ctx)

    def mark_sent(self) -> None:
        """The printed letters went out."""
        if self.round is not None:
            round_ = self.round
            read = partial(renewal_ids, self.ctx.desk, RenewalQuery(round_.id))
            self.ctx.jobs.read(read, owner=self, topic="brev", done=partial(self._ask_sent, round_))

    def _ask_sent(self, round_: RoundRow, item_ids: list[int]) -> None:
        renewals_forms.sent_dialog(self.ctx, round_, item_ids)

    def note_silence(self) -> None:
        """The last day is over: contact everybody who has not answered."""
        if self.round is not None:
            self._write(partial(renewals.note_silence, self.ctx.desk, self.round.id), "ui.runde.ikke_svart_lagret")

    def close_round(self) -> None:
        """Nobody is waited for any more."""
        if self.round is not None:
            act = partial(renewals.close_round, self.ctx.desk, self.round.id, self.round.version)
            self._write(act, "ui.runde.avsluttet")

    def take_out(self) -> None:
        """The round was started by mistake."""
        if self.round is not None:
            renewals_forms.take_out_dialog(self.ctx, self.round)

    def _write(self, act: Callable[[], Done[T]], said: str) -> None:
        self.ctx.write(act, owner=self.list, name=msg("ui.runde.lagrer"), said=text(said), done=self._again)

    def _again(self, _value: object) -> None:
        self.reload()

    def export(self, query: Query) -> None:
        """The lines as they are filtered, to Excel."""
        if self.round is not None:
            asked = store_query(self.round.id, query)
            export_to_excel(self.ctx, self, text("ui.runde.fil"), lambda path: _written(self.ctx, path, asked))

    # -- letters --------------------------------------------------------------------------------

    def print_letters(self) -> None:
        """Make every letter that has not been sent, one after the other; stopped, it goes on where it was."""
        if self.round is None:
            return
        self.letters.setEnabled(False)
        work = partial(make_letters, self.ctx, self.round)
        self.progress.run(self.ctx.jobs, msg("ui.runde.lager_brev"), work, done=self._printed, cancelled=self._stopped)

    def _stopped(self) -> None:
        self.letters.setEnabled(True)
        self.reload()

    def _printed(self, made: Printed | None) -> None:
        self.letters.setEnabled(True)
        self._untell()
        if made is None:
            self._tell(Alert(AlertKind.INFO, text("ui.runde.ingen_brev")))
            return
        items = frozenset(item.case_id for item in made.line.items)
        self.ctx.hub.announce(Changes({"renewal_item": items, "document": frozenset()}), self.list)
        self.reload()
        refused = made.line.refused
        if refused:
            why = " ".join(dict.fromkeys(item.refusal for item in refused))
            self._tell(Alert(AlertKind.SOFT, text("ui.runde.brev_stanset", antall=len(refused)), why))
        if made.papers:
            self._tell(Alert(AlertKind.DONE, text("ui.runde.brev_laget", antall=len(made.papers))))
            to_printer(self.ctx, made.papers)

    def _tell(self, alert: Alert) -> None:
        self.told.append(alert)
        self.body.insertWidget(1, alert)

    def _untell(self) -> None:
        for alert in self.told:
            alert.hide()
            alert.deleteLater()
        self.told.clear()


def _state(round_: RoundRow) -> str:
    if round_.closed_on is not None:
        return text("ui.runde.stand_lukket", dato=round_.closed_on, antall=round_.total, svart=round_.answered)
    return text(
        "ui.runde.stand",
        antall=round_.total,
        sendt=round_.sent,
        svart=round_.answered,
        frist=round_.answer_by,
    )


def _written(ctx: Context, path: Path, asked: RenewalQuery) -> Path:
    return export_round(ctx.desk, path, asked)


def make_letters(ctx: Context, round_: RoundRow, progress: Progress) -> Printed | None:
    """The letters of a round that are not sent, as a batch (E15); None when there are none. Runs in the long lane."""
    rows = renewal_rows(ctx.desk, renewal_ids(ctx.desk, RenewalQuery(round_.id)))
    unsent = [item_id for item_id, row in rows.items() if row.sent_on is None]
    if not unsent:
        return None
    run = progress.write(lambda: start_batch(ctx.desk, "renewal_letters", round_.name, unsent)).value
    line = carry_on(ctx.desk, run, progress.tell, lambda: not progress.cancelled)
    progress.check()  # stopped: what was made is filed, and nothing goes to the printer
    made = (item.case_id for item in line.items if item.made_id is not None)
    return Printed(line, tuple(print_renewal_letter(ctx.desk, item_id).value for item_id in made))


def to_printer(ctx: Context, papers: Sequence[PrintedDocument]) -> None:
    """All letters to the printer that is chosen once."""
    from ..tenancy.papers import PrintSeries, Sheet  # brings the printer with it: not before it is asked for

    PrintSeries(ctx.parent, [Sheet(paper) for paper in papers])


def renewals_dialog(ctx: Context) -> RenewalsDialog:
    """Open the rounds over the window."""
    dialog = RenewalsDialog(ctx)
    dialog.open()
    dialog.reload()
    return dialog
