"""The contact log: one line to write, Enter saves it; the last contacts under it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ...casework.contacts import ContactLine, Contacts, add_contact, contacts
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...rules.vocabulary import ContactWay
from ...texts import enum_text, formats, text
from ..drafts import AUTOSAVE_MS, Draft
from ..parts.alerts import IconMark
from ..parts.buttons import ghost, secondary
from ..parts.cards import Card
from ..parts.labels import ElidedLabel, Label, rule
from ..shell.context import Context
from ..shell.messages import OSLO, show_fault
from ..style import tokens, type
from .acts import PersonActs, row_menu
from .log_forms import change_line_dialog, void_line_dialog

FORM = "leietakere.kontaktlogg"
_FEW, _ALL = 3, 500
_ICONS = {
    ContactWay.WALK_IN: "user",
    ContactWay.PHONE: "phone",
    ContactWay.LETTER: "mail",
    ContactWay.EMAIL: "send",
    ContactWay.VISIT: "house",
    ContactWay.MEETING: "users",
}


class LogField(QLineEdit):
    """The line to write; Enter saves it."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFont(type.font("body"))
        self.setPlaceholderText(text("ui.kontaktlogg.hjelp"))
        self.setAccessibleName(text("ui.kontaktlogg.notat"))
        self.setMaxLength(2000)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves and goes no further."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ContactLogCard(Card):
    """ "Kontakt" with its line. What is half written is kept per person, on the own PC, until it is saved."""

    follow_up = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.kontaktlogg.tittel"))
        self.ctx = ctx
        self._do: PersonActs | None = None
        self._table: QWidget | None = None
        self.way = QComboBox()
        self.field = LogField()
        self.task_button = secondary(text("ui.kontaktlogg.folg_opp"), "calendar-plus")
        self.save = secondary(text("ui.felles.lagre"))
        self.all_button = ghost(text("ui.kontaktlogg.vis_alle"), small=True)
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.head.addWidget(self.all_button)
        self.way.setFont(type.font("body"))
        self.way.setAccessibleName(text("ui.kontaktlogg.mate"))
        for way in ContactWay:
            self.way.addItem(enum_text(way), way)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S8)
        row.addWidget(self.way)
        row.addWidget(self.field, 1)
        row.addWidget(self.task_button)
        row.addWidget(self.save)
        self.add(self._line)

    def _connect(self) -> None:
        self.field.entered.connect(self.store)
        self.save.clicked.connect(self.store)
        self.task_button.clicked.connect(lambda: self.follow_up.emit(self.field.text().strip()))
        self.all_button.clicked.connect(self._read_all)
        self.field.textEdited.connect(lambda _t: self._timer.start())
        self._timer.timeout.connect(self.keep)

    # -- whose log ------------------------------------------------------------------------------

    def show_person(self, do: PersonActs) -> None:
        """Show another person's log, or the same anew: what is being written stays."""
        if self._do is None or self._do.card.id != do.card.id:
            self.keep()
            self._do = do
            self._fetch_draft()
        self._do = do
        self._line.setVisible(do.may(Right.CONTACT_WRITE))
        self.task_button.setVisible(do.may(Right.TASK_WRITE))
        self._show(do.card.contacts)

    def forget(self) -> None:
        """No person is shown any more; what was half written is kept."""
        self.keep()
        self._do = None
        self.field.clear()
        self._show(Contacts((), 0))

    def keep(self) -> None:
        """Keep what is half written for the person shown (E11), or delete what was kept."""
        self._timer.stop()
        if self._do is None or not self._do.may(Right.CONTACT_WRITE):
            return
        record, words = str(self._do.card.id), self.field.text()
        if not words.strip():
            self.ctx.drafts.discard(FORM, record)
            return
        values = {"tekst": words, "mate": str(self.way.currentIndex())}
        draft = Draft(FORM, record, None, text("ui.kontaktlogg.utkast"), self.ctx.desk.now, values)
        try:
            self.ctx.drafts.save(draft)
        except RefusedError as error:
            show_fault(self.ctx.parent, error)

    def _fetch_draft(self) -> None:
        kept = self.ctx.drafts.find(FORM, str(self._do.card.id)) if self._do else None
        self.field.setText(kept.values.get("tekst", "") if kept else "")
        place = kept.values.get("mate", "0") if kept else "0"
        self.way.setCurrentIndex(int(place) if place.isdigit() and int(place) < self.way.count() else 0)

    # -- writing --------------------------------------------------------------------------------

    def focus_line(self) -> None:
        """Give the line the keyboard."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def store(self) -> None:
        """Save the line; the field is then ready for the next one."""
        if self._do is None or not self.save.isEnabled():
            return
        person_id, way, words = self._do.card.id, self.way.currentData(), self.field.text().strip()
        if not words:
            self.focus_line()
            return
        self.save.setEnabled(False)
        self.ctx.write(
            lambda: add_contact(self.ctx.desk, person_id, way, words),
            owner=self._do.owner,
            name=msg("ui.kontaktlogg.lagrer"),
            done=lambda _id: self._stored(person_id),
            failed=self._refused,
            said=text("ui.kontaktlogg.lagret"),
            undo=True,
        )

    def _stored(self, person_id: int) -> None:
        self.save.setEnabled(True)
        self.ctx.drafts.discard(FORM, str(person_id))
        if self._do is not None and self._do.card.id == person_id:
            self._timer.stop()
            self.field.clear()
            self.ctx.jobs.read(
                partial(contacts, self.ctx.desk, person_id, _FEW), owner=self, topic="logg", done=self._show
            )

    def _refused(self, error: RefusedError) -> None:
        self.save.setEnabled(True)
        show_fault(self.ctx.parent, error, on_close=self.focus_line)

    # -- what was written -----------------------------------------------------------------------

    def _read_all(self) -> None:
        if self._do is not None:
            person_id = self._do.card.id
            self.ctx.jobs.read(
                partial(contacts, self.ctx.desk, person_id, _ALL), owner=self, topic="logg", done=self._show
            )

    def _show(self, found: Contacts) -> None:
        shown = len(found.lines)
        told = text("ui.kontaktlogg.siste", antall=shown, alle=found.total) if shown < found.total else ""
        self.set_title(text("ui.kontaktlogg.tittel"), told)
        self.all_button.setVisible(shown < found.total)
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
        self._table = self._lines(found.lines) if found.lines else self._nothing()
        self.add(self._table)

    def _nothing(self) -> QWidget:
        return Label(text("ui.kontaktlogg.tom"), colour="text2", wrap=True)

    def _lines(self, lines: tuple[ContactLine, ...]) -> QWidget:
        frame = QFrame()
        frame.setProperty("part", "card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        grid.setColumnStretch(2, 1)
        _headings(grid)
        for number, line in enumerate(lines):
            if number:
                grid.addWidget(rule(), 2 * number, 0, 1, 5)
            self._add_line(grid, 2 * number + 1, line)
        return frame

    def _add_line(self, grid: QGridLayout, row: int, line: ContactLine) -> None:
        at = line.at.astimezone(OSLO)
        grid.addWidget(_cell(f"{formats.day_short(at)} {formats.clock(at)}", formats.moment(at)), row, 0)
        grid.addWidget(_way(line.way), row, 1)
        note = _cell(line.text)
        note.setWordWrap(True)
        grid.addWidget(note, row, 2)
        grid.addWidget(_cell(line.who), row, 3)
        if self._do is not None and self._do.may(Right.CONTACT_WRITE):
            grid.addWidget(self._menu(line), row, 4, Qt.AlignmentFlag.AlignVCenter)

    def _menu(self, line: ContactLine) -> QWidget:
        button, menu = row_menu(text("ui.leietaker.valg_for", hva=line.text))
        menu.add(text("ui.kontaktlogg.rett"), partial(change_line_dialog, self.ctx, line), "pencil")
        menu.add(text("ui.kontaktlogg.trekk"), partial(void_line_dialog, self.ctx, line), "trash-2")
        return button


def _headings(grid: QGridLayout) -> None:
    ground = QFrame()
    ground.setProperty("part", "sunken")
    grid.addWidget(ground, 0, 0, 1, 5)
    codes = ("ui.kontaktlogg.dato", "ui.kontaktlogg.mate", "ui.kontaktlogg.notat", "ui.kontaktlogg.hvem")
    for column, code in enumerate(codes):
        label = Label(text(code), "header")
        label.setContentsMargins(10, 6, 10, 6)
        grid.addWidget(label, 0, column)


def _cell(words: str, tip: str = "") -> Label:
    label = Label(words)
    label.setContentsMargins(10, 6, 10, 6)
    label.setToolTip(tip)
    return label


def _way(way: ContactWay) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(10, 0, 10, 0)
    row.setSpacing(6)
    row.addWidget(IconMark(_ICONS[way], "text2"))
    row.addWidget(ElidedLabel(enum_text(way)), 1)
    return holder
