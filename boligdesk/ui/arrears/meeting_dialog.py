"""The restansemøte: the meetings, the cases of the chosen one, and beside them what is told and what was decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from ...casework import arrears_meetings
from ...casework.arrears_meetings import CaseLine, Meeting, MeetingRow, benefit_told, last_told
from ...rules.rights import Right
from ...texts import formats, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, link, primary, secondary
from ..parts.cards import Card
from ..parts.dialog import DialogFrame
from ..parts.facts import Facts
from ..parts.labels import Label
from ..parts.pdf_preview import PdfPreview
from ..parts.printing import ask_and_print, ask_where, save_pdf
from ..parts.table_view import Table
from ..rents.plan_panel import SidePanel, left
from ..shell.context import Context
from ..style import tokens, type
from .meeting_forms import ask_to_close, outcome_dialog
from .meeting_lines import case_columns, days_of, meeting_name, money, yes_no
from .meeting_new import new_meeting_dialog

_WIDTH = 1180
_CONCERNS = ("arrears_meeting", "meeting_case", "person", "tenancy_tenant")


class CasePanel(SidePanel):
    """One case of a meeting."""

    def __init__(self, around: MeetingDialog) -> None:
        super().__init__(text("ui.mote.saken"))
        self.around = around
        self.show_case(None, None)

    def show_case(self, line: CaseLine | None, row: MeetingRow | None) -> None:
        """Show a case of a meeting, or that none is chosen."""
        if line is None or row is None:
            card = Card()
            card.add(Label(text("ui.mote.velg_sak"), colour="text2", wrap=True))
            self.put(card)
            return
        self.put(self._about(line, row), self._outcome(line, row))

    def _about(self, line: CaseLine, row: MeetingRow) -> Card:
        told, card, facts = line.facts, Card(line.facts.who, line.facts.where), Facts()
        number = link(told.number)
        number.clicked.connect(lambda: self.around.open_case(line.account_id))
        facts.add(text("ui.restanser.kontrakt"), number)
        days = days_of(told.oldest_due, row.held_on)
        shown = (
            ("ui.mote.forfalt", money(told.overdue_ore)),
            ("ui.mote.saldo", money(told.balance_ore)),
            ("ui.mote.dager", formats.number(days) if days is not None else ""),
            ("ui.mote.barn", "" if told.bare else yes_no(told.children)),
            ("ui.mote.bostotte", "" if told.bare else benefit_told(told)),
            ("ui.mote.snakket", formats.day(told.talked_on) if told.talked_on else ""),
            ("ui.mote.gjort", told.done),
            ("ui.mote.forslag", line.proposal),
            ("ui.mote.siden_sist", last_told(told)),
            ("ui.mote.samtykke", told.consent),
        )
        for code, value in shown:
            if value:
                facts.add(text(code), Label(value, wrap=True))
        card.add(facts)
        if told.bare:
            card.add(Alert(AlertKind.INFO, text("ui.mote.bare_911"), text("ui.mote.bare_911_hvorfor")))
        return card

    def _outcome(self, line: CaseLine, row: MeetingRow) -> Card:
        card = Card(text("ui.mote.utfall"), accent=not line.outcome and row.closed_on is None)
        card.add(
            Label(line.outcome or text("ui.mote.ingen_utfall"), colour=None if line.outcome else "text2", wrap=True)
        )
        if line.task_id is not None:
            card.add(Label(text("ui.mote.har_oppgave"), "caption", "text2", wrap=True))
        if row.closed_on is None and self.around.ctx.may(Right.ARREARS_WRITE):
            words = text("ui.mote.endre_utfall") if line.outcome else text("ui.mote.skriv_utfall")
            write = secondary(words, "pencil")
            write.clicked.connect(lambda: outcome_dialog(self.around.ctx, line))
            card.add(left(write))
        return card


class MeetingDialog(DialogFrame):
    """One meeting at a time, the newest first."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.parent,
            text("ui.mote.tittel"),
            text("ui.mote.om"),
            width=_WIDTH,
            height=tokens.DIALOG_MAX_H,
            scroll=False,
        )
        self.ctx = ctx
        self.rows: list[MeetingRow] = []
        self.meeting: Meeting | None = None
        self._wanted: int | None = None
        self.choice = QComboBox()
        self.about = Label("", colour="text2", wrap=True)
        self.none = Label(text("ui.mote.ingen"), colour="text2", wrap=True)
        self.table = Table(case_columns(self._day), name="restansemote.saker")
        self.side = CasePanel(self)
        self._lay()
        self.choice.activated.connect(lambda _index: self._read_meeting())
        self.table.chosen.connect(lambda _id: self._show_chosen())
        self.table.opened.connect(lambda _id: self._to_panel())
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)
        self._show(None)

    def _lay(self) -> None:
        self.choice.setAccessibleName(text("ui.mote.velg"))
        self.choice.setFont(type.font("body"))
        self.choice.setMinimumWidth(420)
        self.table.setAccessibleName(text("ui.mote.sakene"))
        top = QHBoxLayout()
        top.addWidget(self.choice)
        top.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(self.about)
        self.body.addWidget(self.none)
        halves = QHBoxLayout()
        halves.setSpacing(tokens.CARD_GAP)
        halves.addWidget(self.table, 1)
        halves.addWidget(self.side)
        self.body.addLayout(halves, 1)
        self.body.addStretch(0)
        self.new = primary(text("ui.mote.nytt"), "plus")
        self.paper = secondary(text("ui.mote.vis_listen"), "printer")
        self.shut = secondary(text("ui.mote.lukk"), "lock")
        close = secondary(text("ui.felles.lukk"))
        acts: tuple[tuple[Button, Callable[[], object]], ...] = (
            (self.new, self.start),
            (self.paper, self.show_paper),
            (self.shut, self.close_meeting),
            (close, self.leave),
        )
        for button, act in acts:
            button.clicked.connect(act)
        for button in (self.paper, self.shut):
            self.add_left(button)
        for button in (close, self.new):
            self.add_right(button)

    def _day(self) -> date | None:
        return self.meeting.row.held_on if self.meeting else None

    # -- which meeting --------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the meetings anew; the chosen one stays."""
        self.ctx.jobs.read(
            partial(arrears_meetings.meetings, self.ctx.desk), owner=self, topic="moter", done=self._arrived
        )

    def _arrived(self, rows: list[MeetingRow]) -> None:
        kept = self._wanted or (self.meeting.row.id if self.meeting else None)
        self._wanted, self.rows = None, rows
        self.choice.clear()
        self.choice.addItems([meeting_name(row) for row in rows])
        same = [index for index, row in enumerate(rows) if row.id == kept]
        self.choice.setCurrentIndex(next(iter(same), 0 if rows else -1))
        self._read_meeting()

    def _read_meeting(self) -> None:
        index = self.choice.currentIndex()
        if not 0 <= index < len(self.rows):
            self._show(None)
            return
        read = partial(arrears_meetings.meeting, self.ctx.desk, self.rows[index].id)
        self.ctx.jobs.read(read, owner=self, topic="mote", done=self._show)

    def _show(self, found: Meeting | None) -> None:
        self.meeting = found
        there = found is not None
        for widget in (self.choice, self.table, self.side, self.paper):
            widget.setVisible(there)
        self.none.setVisible(not there)
        self.new.setVisible(self.ctx.may(Right.ARREARS_WRITE))
        is_open = found is not None and found.row.closed_on is None
        self.shut.setVisible(is_open and self.ctx.may(Right.ARREARS_WRITE))
        self.shut.setEnabled(found is not None and found.row.decided == found.row.cases)
        self.about.setText(_about(found.row) if found else "")
        self.about.setVisible(bool(self.about.text()))
        self.table.show_rows({line.id: line for line in found.cases} if found else {})
        if found and found.cases and self.table.chosen_id is None:
            self.table.choose_first()
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.table.chosen_id
        cases = self.meeting.cases if self.meeting else ()
        line = next((one for one in cases if one.id == chosen), None)
        self.side.show_case(line, self.meeting.row if self.meeting else None)

    def _to_panel(self) -> None:
        buttons = [button for button in self.side.findChildren(Button) if button.isVisible() and button.isEnabled()]
        if buttons:
            buttons[-1].setFocus()

    # -- acts -----------------------------------------------------------------------------------

    def start(self) -> None:
        """A new meeting."""
        new_meeting_dialog(self.ctx, self._made)

    def _made(self, meeting_id: int) -> None:
        self._wanted = meeting_id
        self.reload()

    def close_meeting(self) -> None:
        """No more is written in this one."""
        if self.meeting is not None:
            ask_to_close(self.ctx, self.meeting.row, self.reload)

    def open_case(self, account_id: int) -> None:
        """Go to the case in Restanser."""
        self.finish(None)
        self.ctx.window.open_record("rent_account", account_id)

    def show_paper(self) -> None:
        """The list on paper, as it would be printed now; it is never filed."""
        found = self.meeting
        if found is None:
            return
        read = partial(arrears_meetings.meeting_pdf, self.ctx.desk, found.row.id)
        name = text("ui.mote.papir_navn", dato=found.row.held_on)
        self.ctx.jobs.read(read, owner=self, topic="papir", done=partial(self._show_pdf, name))

    def _show_pdf(self, name: str, pdf: bytes) -> None:
        paper_dialog(self.ctx, name, pdf)


def _about(row: MeetingRow) -> str:
    parts = [
        text("ui.mote.med_er", hvem=row.attending) if row.attending else "",
        text("ui.mote.andre_er_med") if row.outsiders else "",
        text("ui.mote.lukket_dato", dato=row.closed_on) if row.closed_on else "",
    ]
    return " ".join(part for part in parts if part)


def paper_dialog(ctx: Context, name: str, pdf: bytes) -> DialogFrame:
    """The list on the screen, to be printed or saved by whoever takes it to the meeting."""
    dialog = DialogFrame(
        ctx.parent, name, text("ui.mote.papir_om"), width=980, height=tokens.DIALOG_MAX_H, scroll=False
    )
    shown = PdfPreview(name)
    shown.show_pdf(pdf)
    dialog.body.addWidget(shown, 1)
    save, out = secondary(text("ui.dokumenter.lagre_som"), "download"), primary(text("ui.felles.skriv_ut"), "printer")
    save.clicked.connect(lambda: ask_where(ctx.parent, name, lambda path: save_pdf(path, pdf)))
    out.clicked.connect(lambda: ask_and_print(ctx.parent, pdf, name, lambda _run: None))
    dialog.add_right(save)
    dialog.add_right(out)
    dialog.open(out)
    return dialog


def meeting_dialog(ctx: Context) -> MeetingDialog:
    """Open the meetings over the window."""
    dialog = MeetingDialog(ctx)
    dialog.open(dialog.new)
    dialog.reload()
    return dialog
