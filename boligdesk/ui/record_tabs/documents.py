"""The documents tab of a record: what is kept, whether it is journalled and sent; shown, printed, filed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout

from ...rules.rights import Right
from ...texts import enum_text, text
from ..parts.buttons import Button, MenuButton, secondary
from ..parts.cards import Card
from ..parts.labels import Label
from ..parts.table_model import NOTHING, CellKind, Column, Yields
from ..parts.table_view import Table
from ..shell.context import Context
from ..style import tokens
from .document_forms import attach_dialog, exempt_dialog, journal_dialog, sent_dialog
from .sendings import sendings_dialog

if TYPE_CHECKING:
    from ...casework.documents import CaseLink, DocumentRow

Load = Callable[[], "Sequence[DocumentRow]"]
_MOST_LINES = 14


def _journal(row: DocumentRow) -> str:
    if row.journal_number:
        return row.journal_number
    return text("ui.dokumenter.unntatt") if row.journal_exempt else text("ui.dokumenter.ikke_journalfort")


def _tone(row: DocumentRow) -> str | None:
    return None if row.journal_number or row.journal_exempt else "warn"


def _sent(row: DocumentRow) -> str:
    return text("ui.dokumenter.er_sendt") if row.sent else NOTHING


def _columns() -> list[Column[DocumentRow]]:
    return [
        Column("dato", "ui.dokumenter.dato", lambda r: r.dated, CellKind.DATE, width=100),
        Column("tittel", "ui.dokumenter.navn", lambda r: r.title, width=220, least=120, stretch=1, yields=Yields.LAST),
        Column("slag", "ui.dokumenter.slag", lambda r: enum_text(r.kind), width=150, yields=Yields.FIRST),
        Column("journal", "ui.dokumenter.journal", _journal, width=130, tone=_tone),
        Column("sendt", "ui.dokumenter.sendt", _sent, width=70),
    ]


class DocumentsCard(Card):
    """The documents of a record. `show_case(case, load)`: new files are filed on `case`, `load` reads the rows."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.dokumenter.tittel"))
        self.ctx = ctx
        self._case: CaseLink | None = None
        self._load: Load | None = None
        self._rows: dict[int, DocumentRow] = {}
        self.table = Table(_columns(), name="dokumenter", store=ctx.settings, in_card=True)
        self.table.setAccessibleName(text("ui.dokumenter.tittel"))
        self._none = Label(text("ui.dokumenter.tom"), colour="text2", wrap=True)
        self.attach = secondary(text("ui.dokumenter.legg_ved"), "paperclip", small=True)
        self.show_button = secondary(text("ui.dokumenter.vis"), "eye", small=True)
        self.journal_button = secondary(text("ui.dokumenter.journalfor"), "clipboard-check", small=True)
        self.sent_button = secondary(text("ui.dokumenter.marker_sendt"), "send", small=True)
        self.more = MenuButton(small=True)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.head.addWidget(self.attach)
        self.add(self._none)
        self.add(self.table)
        row = QHBoxLayout()
        row.setSpacing(tokens.S8)
        for button in (self.show_button, self.journal_button, self.sent_button, self.more):
            row.addWidget(button)
        row.addStretch(1)
        self.add(row)

    def _connect(self) -> None:
        self.attach.clicked.connect(self.choose_file)
        self.show_button.clicked.connect(self._show_chosen)
        self.journal_button.clicked.connect(lambda: self._with_chosen(journal_dialog))
        self.sent_button.clicked.connect(lambda: self._with_chosen(sent_dialog))
        self.more.add(text("ui.dokumenter.unnta"), lambda: self._with_chosen(exempt_dialog))
        self.more.add(text("ui.dokumenter.vis_utsendinger"), lambda: self._with_chosen(sendings_dialog))
        self.table.opened.connect(lambda _id: self._show_chosen())
        self._show_rows(())

    def show_case(self, case: CaseLink, load: Load) -> None:
        """Show another record's documents."""
        self._case, self._load = case, load
        self.reload()

    def clear(self) -> None:
        """Forget the record shown."""
        self._case = self._load = None
        self._show_rows(())

    def reload(self) -> None:
        """Read the list anew."""
        if self._load is not None and self.ctx.may(Right.DOCUMENT_READ):
            self.ctx.jobs.read(self._load, owner=self, topic="dokumenter", done=self._show_rows)

    def _show_rows(self, rows: Sequence[DocumentRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.set_title(text("ui.dokumenter.tittel"), str(len(rows)) if rows else "")
        self.table.show_rows(self._rows)
        lines = min(len(rows), _MOST_LINES)
        self.table.setFixedHeight(tokens.CARD_HEADER_H + lines * self.table.row_height + tokens.S8)
        if rows and self.table.chosen_id is None:
            self.table.choose_first()
        self._allow(bool(rows))

    def _allow(self, any_rows: bool) -> None:
        may_write = self.ctx.may(Right.DOCUMENT_WRITE)
        self._none.setVisible(not any_rows)
        self.table.setVisible(any_rows)
        self.show_button.setVisible(any_rows)
        self.attach.setVisible(may_write and self.attach.isEnabled())
        for button in (self.journal_button, self.sent_button, self.more):
            button.setVisible(any_rows and may_write)

    @property
    def chosen(self) -> DocumentRow | None:
        """The document the user stands on."""
        return self._rows.get(self.table.chosen_id or 0)

    def focus_table(self) -> None:
        """Give the list the keyboard, or the button that files the first document."""
        target: Table | Button = self.table if self._rows else self.attach
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        if (row := self.chosen) is not None:
            from .document_view import show_document  # brings the printer with it: not before it is asked for

            show_document(self.ctx, row.id)

    def _with_chosen(self, dialog: Callable[[Context, DocumentRow], object]) -> None:
        if (row := self.chosen) is not None:
            dialog(self.ctx, row)

    def choose_file(self) -> QFileDialog:
        """Ask for a scan or attachment to file here."""
        dialog = QFileDialog(self.ctx.parent, text("ui.dokumenter.velg_fil"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(text("ui.dokumenter.filter"))
        dialog.fileSelected.connect(partial(self._file_chosen))
        QDialog.open(dialog)
        return dialog

    def _file_chosen(self, name: str) -> None:
        self.file(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file that is dragged here from a folder can be dropped, by those who may file it."""
        if self._dropped(event.mimeData()) and self.ctx.may(Right.DOCUMENT_WRITE):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """File what was dropped; one file at a time, its kind and title are asked."""
        if (path := self._dropped(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.file(path)

    @staticmethod
    def _dropped(content: QMimeData) -> Path | None:
        files = [url.toLocalFile() for url in content.urls() if url.isLocalFile()]
        return Path(files[0]) if len(files) == 1 else None

    def file(self, path: Path) -> None:
        """File a document here: its kind and title are asked."""
        if self._case is not None:
            attach_dialog(self.ctx, path, self._case)
