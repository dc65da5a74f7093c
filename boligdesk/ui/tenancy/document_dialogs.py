"""A document's way through the archive and the post: journal number, sent how, when and to whom, returned (P9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.core.changes import Done
from ...casework.documents import (
    DocumentRow,
    NewSending,
    SendingRow,
    exempt_from_journal,
    journal,
    mark_returned,
    mark_sent,
    sendings_of,
    unjournalled,
)
from ...rules.messages import RefusedError, msg
from ...rules.vocabulary import SendingWay
from ...texts import enum_text, formats, text
from ..parts.buttons import ghost, secondary
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.dialog import DialogFrame
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.labels import ElidedLabel, Label, rule
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens
from .new_form import of
from .preview_dialog import PreviewDialog

_JOURNAL = FormSpec([SectionSpec([FieldSpec("number", "ui.kontrakt.journalnummer", required=True, width=240)])])
_EXEMPT = FormSpec([SectionSpec([FieldSpec("reason", "ui.kontrakt.ikke_journal_grunn", required=True)])])
_SENT = FormSpec(
    [
        SectionSpec(
            [
                FieldSpec("way", "ui.kontrakt.sendt_hvordan", FieldKind.CHOICE, choices=of(SendingWay), required=True),
                FieldSpec("sent_on", "ui.kontrakt.sendt_nar", FieldKind.DATE, required=True),
                FieldSpec("receiver", "ui.kontrakt.sendt_til", required=True),
                FieldSpec("received_on", "ui.kontrakt.mottatt", FieldKind.DATE),
            ]
        )
    ]
)
Act = Callable[[Mapping[str, object]], Callable[[], Done[Any]]]


@dataclass(frozen=True)
class _Part:
    """One small form of the dialog with its own button."""

    title: str
    spec: FormSpec
    button: str
    act: Act


class DocumentActions(DialogFrame):
    """What can be done with one document besides reading it; `finished` gives True when something was written."""

    def __init__(self, ctx: Context, row: DocumentRow) -> None:
        line = " · ".join((enum_text(row.kind), formats.day(row.dated), row.journal_number))
        super().__init__(ctx.parent, row.title, line.rstrip(" ·"), width=720, height=780)
        self.ctx, self.row = ctx, row
        self._written = False
        self.may_leave = self._leave
        self.forms: dict[str, FormView] = {}
        self._top = QVBoxLayout()
        self.body.addLayout(self._top)
        for key, part in self._parts().items():
            self._add(key, part)
        self._sendings = QVBoxLayout()
        self._sendings.setSpacing(tokens.S4)
        self.body.addLayout(self._sendings)
        self.body.addStretch(1)
        show, close = ghost(text("ui.kontrakt.vis_dokument"), "eye"), secondary(text("ui.felles.lukk"))
        show.clicked.connect(lambda: PreviewDialog(ctx, row.id, row.title).begin())
        close.clicked.connect(self.leave)
        self.add_left(show)
        self.add_right(close)

    def _parts(self) -> dict[str, _Part]:
        sent = _Part("ui.kontrakt.sending", _SENT, "ui.kontrakt.registrer_sendt", self._send)
        number = _Part("ui.kontrakt.journal", _JOURNAL, "ui.kontrakt.lagre_journal", self._journal)
        exempt = _Part("ui.kontrakt.ikke_journal", _EXEMPT, "ui.kontrakt.lagre_ikke_journal", self._exempt)
        if self.row.journal_number or self.row.journal_exempt:
            return {"sent": sent}
        return {"journal": number, "exempt": exempt, "sent": sent}

    def _add(self, key: str, part: _Part) -> None:
        form = self.forms[key] = FormView(part.spec, today=self.ctx.desk.today)
        button = secondary(text(part.button))
        button.clicked.connect(lambda: self.carry_out(key, part))
        line = QHBoxLayout()
        line.setContentsMargins(tokens.LABEL_FORM_W + tokens.S8, 0, 0, 0)
        line.addWidget(button)
        line.addStretch(1)
        for widget in (Label(text(part.title), "h3"), form):
            self.body.addWidget(widget)
        self.body.addLayout(line)
        self.body.addWidget(rule())

    def begin(self) -> None:
        """Show the dialog."""
        if "sent" in self.forms:
            self.forms["sent"].set_values({"way": SendingWay.POST, "sent_on": self.ctx.desk.today}, clean=True)
        self.open()
        self._read_sendings()

    # -- the acts -------------------------------------------------------------------------------

    def carry_out(self, key: str, part: _Part | None = None) -> None:
        """Write down what stands in one of the forms."""
        form, chosen = self.forms[key], part or self._parts()[key]
        if not form.check():
            return
        self.ctx.write(
            chosen.act(form.values()),
            owner=self,
            name=msg("ui.kontrakt.lagrer", hva=text(chosen.title)),
            done=lambda _value: self._done(),
            failed=self._refused,
            said=text("ui.kontrakt.registrert"),
        )

    def _journal(self, values: Mapping[str, object]) -> Callable[[], Done[Any]]:
        return partial(journal, self.ctx.desk, self.row.id, self.row.version, str(values["number"]))

    def _exempt(self, values: Mapping[str, object]) -> Callable[[], Done[Any]]:
        return partial(exempt_from_journal, self.ctx.desk, self.row.id, self.row.version, str(values["reason"]))

    def _send(self, values: Mapping[str, object]) -> Callable[[], Done[Any]]:
        way, sent_on, received = values["way"], values["sent_on"], values["received_on"]
        if not isinstance(way, SendingWay) or not isinstance(sent_on, date):
            raise TypeError("way and day are asked for before this")
        sending = NewSending(way, sent_on, str(values["receiver"]), received if isinstance(received, date) else None)
        return partial(mark_sent, self.ctx.desk, self.row.id, sending)

    def _done(self) -> None:
        self._written = True
        self.finish(True)

    def _refused(self, error: RefusedError) -> None:
        for alert in fault_alerts(error):
            self._top.addWidget(alert)

    def _leave(self) -> bool:
        if self._written:
            self.finish(True)
        return not self._written

    # -- sendings -------------------------------------------------------------------------------

    def _read_sendings(self) -> None:
        self.ctx.jobs.read(
            lambda: sendings_of(self.ctx.desk, self.row.id), owner=self, topic="sendt", done=self._show_sendings
        )

    def _show_sendings(self, rows: list[SendingRow]) -> None:
        clear(self._sendings)
        for row in rows:
            self._sendings.addWidget(self._sending(row))

    def _sending(self, row: SendingRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        words = text("ui.kontrakt.sendt_linje", hvordan=enum_text(row.way), dato=row.sent_on, til=row.receiver)
        across.addWidget(Label(words, wrap=True), 1)
        if row.returned_on:
            returned = text("ui.kontrakt.i_retur_dato", dato=row.returned_on)
            across.addWidget(Chip(ChipLook(returned, Tone.WARN, "undo-2")))
        else:
            back = ghost(text("ui.kontrakt.i_retur"), "undo-2", small=True)
            back.clicked.connect(lambda _checked=False: self.mark_back(row.id))
            across.addWidget(back)
        return line

    def mark_back(self, sending_id: int) -> None:
        """A letter came back today."""
        self.ctx.write(
            lambda: mark_returned(self.ctx.desk, sending_id, self.ctx.desk.today),
            owner=self,
            name=msg("ui.kontrakt.lagrer", hva=text("ui.kontrakt.sending")),
            done=lambda _id: self._marked(),
            failed=self._refused,
        )

    def _marked(self) -> None:
        self._written = True
        self._read_sendings()


class DocumentLines(QWidget):
    """Documents as lines: kind, title, day, archive and post; each is opened or handled by a button."""

    def __init__(self, ctx: Context, changed: Callable[[], object]) -> None:
        super().__init__()
        self.ctx, self._changed = ctx, changed
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: list[DocumentRow], empty: str) -> None:
        """Show other documents; `empty` says that there are none."""
        clear(self._column)
        if not rows:
            self._column.addWidget(Label(empty, colour="text2", wrap=True))
        for row in rows:
            self._column.addWidget(self._line(row))
            self._column.addWidget(rule())

    def _line(self, row: DocumentRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, tokens.S4, 0, tokens.S4)
        across.setSpacing(tokens.S8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(row.title, fill=True))
        facts = (enum_text(row.kind), formats.day(row.dated), row.journal_number)
        words.addWidget(ElidedLabel(" · ".join(fact for fact in facts if fact), "caption", fill=True))
        across.addLayout(words, 1)
        for chip in _chips(row):
            across.addWidget(Chip(chip))
        show, more = ghost(text("ui.felles.apne"), "eye", small=True), ghost(text("ui.kontrakt.behandle"), small=True)
        show.setAccessibleName(f"{text('ui.felles.apne')}: {row.title}")
        more.setAccessibleName(f"{text('ui.kontrakt.behandle')}: {row.title}")
        show.clicked.connect(lambda _checked=False: PreviewDialog(self.ctx, row.id, row.title).begin())
        more.clicked.connect(lambda _checked=False: self.handle(row))
        across.addWidget(show)
        across.addWidget(more)
        return line

    def handle(self, row: DocumentRow) -> None:
        """Open what can be done with a document."""
        dialog = DocumentActions(self.ctx, row)
        dialog.finished.connect(lambda written: self._changed() if written else None)
        dialog.begin()


def _chips(row: DocumentRow) -> list[ChipLook]:
    chips = []
    if not row.journal_number and not row.journal_exempt:
        chips.append(ChipLook(text("ui.kontrakt.ikke_journalfort"), Tone.WARN, "triangle-alert"))
    if row.sent:
        chips.append(ChipLook(text("ui.kontrakt.sendt"), Tone.NEUTRAL, "check"))
    return chips


class UnjournalledDialog(DialogFrame):
    """The list "ikke journalført", with what is to be done with each."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.parent,
            text("ui.kontrakt.ikke_journal_liste"),
            text("ui.kontrakt.ikke_journal_linje"),
            width=900,
            height=tokens.DIALOG_MAX_H,
        )
        self.ctx = ctx
        self.lines = DocumentLines(ctx, self.read)
        self.body.addWidget(self.lines)
        self.body.addStretch(1)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)

    def begin(self) -> None:
        """Show the list."""
        self.open()
        self.read()

    def read(self) -> None:
        """Fetch the list anew."""
        empty = text("ui.kontrakt.alt_journalfort")
        self.ctx.jobs.read(
            lambda: unjournalled(self.ctx.desk),
            owner=self,
            topic="liste",
            done=lambda rows: self.lines.show_rows(rows, empty),
        )


def clear(column: QVBoxLayout) -> None:
    """Take every widget out of a column."""
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
