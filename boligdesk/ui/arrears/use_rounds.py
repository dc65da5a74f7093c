""" "Avregning av à konto": the settlements that are made, each tenancy's part, the letters, and taking one back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from ...casework.batches import BatchLine, carry_on, start_batch
from ...casework.core.changes import Changes, Done
from ...casework.core.printing import PrintedDocument
from ...casework.use_letters import mark_use_letters_sent, print_use_letter
from ...casework.use_settlements import UseBooked, UseRoundRow, UseSettledRow, settled_lines, use_rounds
from ...rules.messages import msg
from ...rules.rights import Right
from ...rules.vocabulary import SendingWay
from ...texts import text
from ..jobs import Progress
from ..layout_items import widget_of
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, primary, secondary
from ..parts.cards import Card
from ..parts.dialog import DialogFrame
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..parts.progress import ProgressPanel
from ..parts.table_view import Table
from ..people.fields import form, of
from ..record_tabs.document_view import show_document
from ..record_tabs.form_dialog import Words
from ..rents.forms import KeptForm
from ..rents.plan_panel import SidePanel, left
from ..rents.round_notices import to_printer
from ..shell.context import Context
from ..style import tokens, type
from ..tenancy.explained import ExplanationLines
from .use_forms import round_name, undo_dialog
from .use_lines import SETTLED_ROWS

_CONCERNS = ("use_round", "use_settlement", "sending")
_SENT = (
    FieldSpec("way", "ui.avregning.sendt_mate", FieldKind.CHOICE, choices=of(SendingWay), required=True),
    FieldSpec("on", "ui.avregning.sendt_dag", FieldKind.DATE, required=True),
)


@dataclass(frozen=True)
class _Made:
    """What came of making the letters."""

    line: BatchLine
    papers: tuple[PrintedDocument, ...]


def _make(ctx: Context, title: str, settlement_ids: Sequence[int], progress: Progress) -> _Made:
    """The letters as a batch (E15); runs in the long lane."""
    run = progress.write(lambda: start_batch(ctx.desk, "use_letters", title, settlement_ids)).value
    line = carry_on(ctx.desk, run, progress.tell, lambda: not progress.cancelled)
    progress.check()  # stopped: what was made is filed, and nothing goes to the printer
    made = [item.case_id for item in line.items if item.made_id is not None]
    return _Made(line, tuple(print_use_letter(ctx.desk, one).value for one in made))


class UseRoundsDialog(DialogFrame):
    """One settlement at a time: its tenancies left, the reckoning of the chosen one right."""

    def __init__(self, ctx: Context) -> None:
        title, line = text("ui.avregning.tittel"), text("ui.avregning.om")
        super().__init__(ctx.parent, title, line, width=1180, height=tokens.DIALOG_MAX_H, scroll=False)
        self.ctx = ctx
        self.rounds: tuple[UseRoundRow, ...] = ()
        self.lines: dict[int, UseSettledRow] = {}
        self.choice = QComboBox()
        self.none = Label(text("ui.avregning.ingen_enna"), colour="text2", wrap=True)
        self.about = Label("", colour="text2", wrap=True)
        self.progress = ProgressPanel()
        self.table = Table(SETTLED_ROWS, name="avregning.ført")
        self.side = SidePanel(text("ui.avregning.utregning"))
        self._said = QVBoxLayout()
        self._wanted: int | None = None
        self._fill_body()
        self._fill_foot()
        self.choice.activated.connect(lambda _index: self._read_round())
        self.table.chosen.connect(lambda _id: self._show_chosen())
        self.table.opened.connect(self._open_letter)
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)
        self._show_round()

    def _fill_body(self) -> None:
        self.choice.setAccessibleName(text("ui.avregning.velg"))
        self.choice.setFont(type.font("body"))
        self.choice.setMinimumWidth(460)
        top = QHBoxLayout()
        top.addWidget(self.choice)
        top.addStretch(1)
        self.body.addLayout(top)
        self._said.setSpacing(tokens.S8)
        self.body.addLayout(self._said)
        for widget in (self.progress, self.none, self.about):
            self.body.addWidget(widget)
        self.table.setAccessibleName(text("ui.avregning.leieforholdene"))
        halves = QHBoxLayout()
        halves.setSpacing(tokens.CARD_GAP)
        halves.addWidget(self.table, 1)
        halves.addWidget(self.side)
        self.body.addLayout(halves, 1)
        self.body.addStretch(0)

    def _fill_foot(self) -> None:
        self.letters = secondary(text("ui.avregning.lag_brev"), "printer")
        self.sent = secondary(text("ui.avregning.marker_sendt"), "send")
        self.undo = secondary(text("ui.avregning.angre"), "undo-2")
        close = secondary(text("ui.felles.lukk"))
        self.new = primary(text("ui.avregning.ny"), "plus")
        acts: Sequence[tuple[Button, Callable[[], object]]] = (
            (self.letters, self.make_letters),
            (self.sent, self.ask_sent),
            (self.undo, self.ask_undo),
            (close, self.leave),
            (self.new, self.start),
        )
        for button, act in acts:
            button.clicked.connect(act)
        for button in (self.letters, self.sent, self.undo):
            self.add_left(button)
        self.add_right(close)
        self.add_right(self.new)

    @property
    def round(self) -> UseRoundRow | None:
        """The settlement that is shown."""
        index = self.choice.currentIndex()
        return self.rounds[index] if 0 <= index < len(self.rounds) else None

    def reload(self, *, wanted: int | None = None) -> None:
        """Read the settlements anew; the chosen one stays, or the wanted one is chosen."""
        self._wanted = wanted or self._wanted
        self.ctx.jobs.read(partial(use_rounds, self.ctx.desk), owner=self, topic="runder", done=self._arrived)

    def _arrived(self, rounds: tuple[UseRoundRow, ...]) -> None:
        kept = self._wanted or (self.round.id if self.round else None)
        self._wanted, self.rounds = None, rounds
        self.choice.clear()
        self.choice.addItems([round_name(row) for row in rounds])
        same = [index for index, row in enumerate(rounds) if row.id == kept]
        self.choice.setCurrentIndex(next(iter(same), 0 if rounds else -1))
        self._read_round()

    def _read_round(self) -> None:
        row = self.round
        if row is None:
            self._show_lines(())
            return
        read = partial(settled_lines, self.ctx.desk, row.id)
        self.ctx.jobs.read(read, owner=self, topic="linjer", done=self._show_lines)

    def _show_lines(self, lines: tuple[UseSettledRow, ...]) -> None:
        self.lines = {line.id: line for line in lines}
        self.table.show_rows(self.lines)
        if self.lines and self.table.chosen_id not in self.lines:
            self.table.choose_first()
        self._show_round()
        self._show_chosen()

    def _show_round(self) -> None:
        row = self.round
        for widget in (self.choice, self.about, self.table, self.side):
            widget.setVisible(row is not None)
        self.none.setVisible(row is None)
        live = row is not None and not row.voided
        books, prints = self.ctx.may(Right.LEDGER_WRITE), self.ctx.may(Right.DOCUMENT_WRITE)
        unmade = sum(1 for line in self.lines.values() if line.document_id is None)
        unsent = sum(1 for line in self.lines.values() if line.document_id is not None and line.sent_on is None)
        self.new.setVisible(books)
        self.letters.setVisible(live and prints)
        self.letters.set_label(text("ui.avregning.lag_brev_antall", antall=unmade))
        self.letters.setEnabled(bool(unmade))
        self.sent.setVisible(live and prints)
        self.sent.setEnabled(bool(unsent))
        self.undo.setVisible(live and books)
        if row is not None:
            code = "ui.avregning.fort_om" if row.booked else "ui.avregning.speil_om"
            self.about.setText(text(code, sum=row.total_ore, dato=row.due_on))

    def _show_chosen(self) -> None:
        chosen = self.table.chosen_id
        line = self.lines.get(chosen) if chosen is not None else None
        if line is None:
            return
        card, explained = Card(line.tenant, line.number), ExplanationLines()
        explained.show_steps(line.explanation)
        for shown in explained.lines:
            shown.toggle()
        card.add(explained)
        if line.document_id is not None:
            letter = secondary(text("ui.avregning.vis_brev"), "file-text", small=True)
            letter.clicked.connect(lambda: self._open_letter(line.id))
            card.add(left(letter))
        self.side.put(card)

    # -- acts -----------------------------------------------------------------------------------

    def start(self) -> None:
        """A new settlement."""
        from .use_dialog import use_dialog

        use_dialog(self.ctx, self._started)

    def _started(self, booked: UseBooked) -> None:
        told = text("ui.avregning.er_fort", antall=booked.settled, krav=booked.owed_ore, tilgode=booked.credit_ore)
        self._say([Alert(AlertKind.DONE, told, text("ui.avregning.brev_neste"))])
        self.reload(wanted=booked.round_id)

    def _open_letter(self, settlement_id: int) -> None:
        line = self.lines.get(settlement_id)
        if line is not None and line.document_id is not None:
            show_document(self.ctx, line.document_id)

    def make_letters(self) -> None:
        """Make every letter that is not made; stopped, it goes on where it was."""
        row, waiting = self.round, [line.id for line in self.lines.values() if line.document_id is None]
        if row is None or not waiting:
            return
        self.letters.setEnabled(False)
        work = partial(_make, self.ctx, round_name(row), waiting)
        self.progress.run(
            self.ctx.jobs, msg("ui.avregning.lager_brev"), work, done=self._printed, cancelled=self.reload
        )

    def _printed(self, made: _Made) -> None:
        alerts = []
        if made.papers:
            alerts.append(Alert(AlertKind.DONE, text("ui.avregning.brev_laget", antall=len(made.papers))))
        if made.line.refused:
            why = " ".join(dict.fromkeys(item.refusal for item in made.line.refused))
            alerts.append(Alert(AlertKind.SOFT, text("ui.avregning.brev_stanset", antall=len(made.line.refused)), why))
        self._say(alerts)
        ids = frozenset(item.case_id for item in made.line.items)
        self.ctx.hub.announce(Changes({"use_settlement": ids, "document": frozenset()}), self.table)
        self.reload()
        if made.papers:
            to_printer(self.ctx, made.papers)

    def ask_sent(self) -> None:
        """The letters that are made went out."""
        row = self.round
        if row is None:
            return
        title = text("ui.avregning.marker_sendt")
        words = Words(title, round_name(row), text("ui.felles.lagre"), msg("ui.avregning.lagrer"))
        asked = KeptForm(self.ctx, words, form(*_SENT), lambda values: self._mark_sent(row.id, values))
        asked.begin({"way": SendingWay.POST, "on": self.ctx.desk.today})

    def _mark_sent(self, round_id: int, values: Mapping[str, Any]) -> None:
        on, way = values["on"], values["way"]

        def work(progress: Progress) -> Done[int]:
            desk = self.ctx.desk
            return progress.write(lambda: mark_use_letters_sent(desk, round_id, on, way, progress.tell))

        self.sent.setEnabled(False)
        self.progress.run(self.ctx.jobs, msg("ui.avregning.lagrer"), work, done=self._marked, cancelled=self.reload)

    def _marked(self, done: Done[int]) -> None:
        self._say([Alert(AlertKind.DONE, text("ui.avregning.er_sendt", antall=done.value))])
        self.ctx.hub.announce(done.changes, self.table)
        self.reload()

    def ask_undo(self) -> None:
        """Take the settlement back."""
        if self.round is not None:
            undo_dialog(self.ctx, self.round, lambda round_id: self.reload(wanted=round_id))

    def _say(self, alerts: Sequence[Alert]) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for alert in alerts:
            self._said.addWidget(alert)


def use_rounds_dialog(ctx: Context) -> UseRoundsDialog:
    """Open the settlements over the window."""
    dialog = UseRoundsDialog(ctx)
    dialog.open(dialog.new)
    dialog.reload()
    return dialog
