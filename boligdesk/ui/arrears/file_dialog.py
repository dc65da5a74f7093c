"""A file from the bank: checked, held against the accounts, told, and booked whole with one press (P22, P26)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...casework import payments
from ...casework.payments import BookedFile, FilePlan
from ...rules.messages import RefusedError, msg
from ...texts import enum_text, fault_text, formats, render, text
from ..importing.choose import DropZone, ask_for_file
from ..jobs import Progress
from ..layout_items import widget_of
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary, secondary
from ..parts.cards import Card
from ..parts.dialog import DialogFrame
from ..parts.facts import Facts
from ..parts.labels import Label
from ..parts.progress import ProgressPanel
from ..parts.table_view import Table
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens, type
from .columns_dialog import columns_dialog
from .file_lines import OUTCOMES, PLANNED, outcome_rows, planned_rows

_WIDTH = 1180
#: So many faults are said in full; a file that is broken throughout says how many more there are.
_FAULTS = 6
#: A file can tell of at most so many days after its last payment.
_DAYS_AFTER = 10
_ENDINGS = "*.txt *.ocr *.dat *.xml *.csv *.xlsx"


class PaymentFileDialog(DialogFrame):
    """Choose or drop a file, see what would be booked, book it. Nothing is booked unless everything agrees."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.parent,
            text("ui.innbetaling.tittel"),
            text("ui.innbetaling.om"),
            width=_WIDTH,
            height=tokens.DIALOG_MAX_H,
            scroll=False,
        )
        self.ctx = ctx
        self.plan: FilePlan | None = None
        self.booked: BookedFile | None = None
        self.path: Path | None = None
        self.zone = DropZone("ui.innbetaling.slipp_her", "ui.innbetaling.filtyper")
        self.zone.dropped.connect(self.read)
        self.zone.button.clicked.connect(self._ask)
        self.progress = ProgressPanel()
        self.outcomes = Table(OUTCOMES, name="innbetaling.utfall", in_card=True)
        self.lines = Table(PLANNED, name="innbetaling.linjer", in_card=True)
        self.covers = QComboBox()
        self._said = QVBoxLayout()
        self._pages = QStackedWidget()
        self._facts = QVBoxLayout()
        self._fill_body()
        self._foot_buttons()
        self._show_buttons()

    def _fill_body(self) -> None:
        self._said.setSpacing(tokens.S8)
        self.body.addLayout(self._said)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self.progress)
        first, result = QWidget(), QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.zone)
        column.addWidget(Label(text("ui.innbetaling.trygt"), "caption", "text3", wrap=True))
        column.addStretch(1)
        row = QHBoxLayout(result)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.CARD_GAP)
        row.addLayout(self._about_file(), 2)
        row.addWidget(self._about_lines(), 3)
        for page in (first, result):
            self._pages.addWidget(page)

    def _about_file(self) -> QVBoxLayout:
        file, result = Card(text("ui.innbetaling.filen")), Card(text("ui.innbetaling.resultat"))
        file.add(self._facts)
        self.covers.setFont(type.font("body"))
        self.covers.setAccessibleName(text("ui.innbetaling.dekker_til"))
        self.outcomes.setAccessibleName(text("ui.innbetaling.resultat"))
        self.outcomes.chosen.connect(lambda _row: self._show_lines())
        result.add(self.outcomes, 1)
        column = QVBoxLayout()
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(file)
        column.addWidget(result, 1)
        return column

    def _about_lines(self) -> Card:
        card = Card(text("ui.innbetaling.innbetalinger"))
        self.lines.setAccessibleName(text("ui.innbetaling.innbetalinger"))
        card.add(self.lines, 1)
        return card

    def _foot_buttons(self) -> None:
        self.another = secondary(text("ui.innbetaling.annen_fil"), "upload")
        self.another.clicked.connect(self._ask)
        self.columns = secondary(text("ui.kolonner.velg"), "columns-3")
        self.columns.clicked.connect(lambda _checked=False: self._choose_columns())
        self.sort = secondary(text("ui.innbetaling.sorter"), "split")
        self.sort.clicked.connect(self._sort)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.book = primary(text("ui.innbetaling.bokfor"), "check")
        self.book.clicked.connect(self.submit)
        self.add_left(self.another)
        self.add_left(self.columns)
        for button in (close, self.sort, self.book):
            self.add_right(button)

    # -- reading --------------------------------------------------------------------------------

    def _ask(self) -> None:
        ask_for_file(self.ctx.parent, self.read, "ui.innbetaling.filer", _ENDINGS)

    def read(self, path: Path) -> None:
        """Read a file and hold it against the accounts, in the background."""
        desk = self.ctx.desk
        self._say([])
        self.booked, self.path = None, path

        def work(_progress: Progress) -> FilePlan | RefusedError:
            try:
                return payments.read_plan(desk, path)
            except RefusedError as refused:
                return refused

        self.progress.run(self.ctx.jobs, msg("ui.innbetaling.leser"), work, done=self._arrived)

    def _arrived(self, answer: FilePlan | RefusedError) -> None:
        if isinstance(answer, RefusedError):
            self.plan = None
            self._say(fault_alerts(answer))
            self._pages.setCurrentIndex(0)
        else:
            self.plan = answer
            self._say(_about(answer))
            self._show_file(answer)
        self._show_buttons()

    def _say(self, alerts: Sequence[Alert]) -> None:
        while (item := self._said.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for alert in alerts:
            self._said.addWidget(alert)

    def _show_file(self, plan: FilePlan) -> None:
        self._pages.setCurrentIndex(1 if plan.file.ok else 0)
        self._show_facts(plan)
        self._offer_days(plan.covers_to)
        self.outcomes.show_rows(outcome_rows(plan.outcomes, plan.skipped))
        self._show_lines()

    def _show_facts(self, plan: FilePlan) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None and old is not self.covers:
                old.hide()
                old.deleteLater()
        self.covers.setParent(self)
        facts, file = Facts(150), plan.file
        facts.add(text("ui.innbetaling.fil"), file.name)
        facts.add(text("ui.innbetaling.format"), enum_text(file.format) if file.format else "")
        facts.add(text("ui.innbetaling.antall"), formats.number(len(file.payments)))
        facts.add(text("ui.innbetaling.sum"), formats.kroner(file.sum_ore, always_ore=True))
        facts.add(text("ui.innbetaling.dekker_til"), self.covers)
        self._facts.addWidget(facts)

    def _offer_days(self, known: date | None) -> None:
        """The day the file tells of, as it stands in it; later days without payments can be told too."""
        today = self.ctx.desk.today
        first = known + timedelta(days=1) if known else today - timedelta(days=_DAYS_AFTER)
        first = max(first, today - timedelta(days=_DAYS_AFTER))
        self.covers.clear()
        self.covers.addItem(formats.day(known) if known else text("ui.innbetaling.sier_ikke"), known)
        for after in range((today - first).days + 1):
            day = first + timedelta(days=after)
            self.covers.addItem(formats.day(day), day)

    def _show_lines(self) -> None:
        plan = self.plan
        if plan is None:
            return
        row = outcome_rows(plan.outcomes, plan.skipped).get(self.outcomes.chosen_id or 0)
        known_before = row is not None and row.outcome is None
        self.lines.show_rows({} if known_before else planned_rows(plan.lines, row.outcome if row else None))

    # -- booking --------------------------------------------------------------------------------

    def _show_buttons(self) -> None:
        plan, open_plan = self.plan, self.plan is not None and self.booked is None
        ready = plan is not None and plan.file.ok and plan.booked_before is None and self.booked is None
        self.another.setVisible(plan is not None)
        self.columns.setVisible(open_plan and plan is not None and plan.is_list)
        self.book.setVisible(bool(ready))
        self.book.setEnabled(bool(ready))
        self.covers.setEnabled(open_plan)
        if plan is not None:
            self.book.set_label(text("ui.innbetaling.bokfor_antall", antall=len(plan.lines)))
        waiting = self.booked.waiting if self.booked else 0
        self.sort.setVisible(waiting > 0)
        self.sort.set_label(text("ui.innbetaling.sorter_antall", antall=waiting))
        if self.isVisible():
            target = self.book if ready else self.sort if waiting else self.zone.button
            target.setFocus()

    def _choose_columns(self) -> None:
        if self.path is not None:
            columns_dialog(self.ctx, self.path, partial(self.read, self.path))

    def submit(self) -> None:
        """Book the file, whole."""
        plan = self.plan
        if plan is None or not self.book.isEnabled():
            return
        self.book.setEnabled(False)
        self.ctx.write(
            partial(payments.book_file, self.ctx.desk, plan, self.covers.currentData()),
            owner=self.zone,
            name=msg("ui.innbetaling.bokforer"),
            done=self._booked,
            failed=self._refused,
        )

    def _booked(self, booked: BookedFile) -> None:
        self.booked = booked
        told = text("ui.innbetaling.er_bokfort", antall=booked.new - booked.waiting)
        waits = text("ui.innbetaling.venter", antall=booked.waiting) if booked.waiting else ""
        known = text("ui.innbetaling.kjent_til", dato=booked.covers_to) if booked.covers_to else ""
        self._say([Alert(AlertKind.DONE, told, " ".join(part for part in (waits, known) if part))])
        self._show_buttons()

    def _refused(self, error: RefusedError) -> None:
        self._say(fault_alerts(error))
        self.book.setEnabled(True)

    def _sort(self) -> None:
        from .sorting_dialog import sorting_dialog

        self.finish(self.booked)
        sorting_dialog(self.ctx)


def _about(plan: FilePlan) -> list[Alert]:
    """What is to be known of a file before it is booked: its faults, that it is booked, what the bank notes."""
    file = plan.file
    if not file.ok:
        title = text("ui.innbetaling.feil", antall=len(file.faults))
        said = [fault_text(fault).whole for fault in file.faults[:_FAULTS]]
        if len(file.faults) > _FAULTS:
            said.append(text("ui.innbetaling.flere_feil", antall=len(file.faults) - _FAULTS))
        return [Alert(AlertKind.HARD, title, "\n".join(said))]
    found = []
    if plan.booked_before is not None:
        found.append(Alert(AlertKind.SOFT, text("ui.innbetaling.bokfort_dato", dato=plan.booked_before)))
    notes = [render(note) for note in file.notes]
    if file.copy:
        notes.insert(0, text("ui.innbetaling.kopi"))
    if notes:
        found.append(Alert(AlertKind.INFO, notes[0], "\n".join(notes[1:])))
    return found


def payment_file_dialog(ctx: Context, path: Path | None = None) -> PaymentFileDialog:
    """Open the dialog; `path` is a file that was let fall on the window."""
    dialog = PaymentFileDialog(ctx)
    dialog.open(dialog.zone.button)
    if path is not None:
        dialog.read(path)
    return dialog
