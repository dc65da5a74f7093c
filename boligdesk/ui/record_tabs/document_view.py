"""A kept document on the screen: shown as it is, printed, opened in the PC's reader, saved as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QScrollArea

from ...rules.messages import RefusedError
from ...texts import text
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.pdf_preview import PdfPreview
from ..parts.printing import ReaderFiles, ask_and_print, ask_where, save_pdf
from ..shell.context import Context
from ..shell.messages import show_fault

if TYPE_CHECKING:
    from ...casework.documents import OpenedDocument

PDF = "application/pdf"


def show_document(ctx: Context, document_id: int) -> None:
    """Read a kept document and show it; a missing or changed file is told in plain words."""
    from ...casework.documents import open_document

    def opened(found: OpenedDocument) -> None:
        DocumentDialog(ctx, found).open()

    ctx.jobs.read(partial(open_document, ctx.desk, document_id), owner=ctx.parent, topic="dokument", done=opened)


class DocumentDialog(DialogFrame):
    """A document over the window."""

    def __init__(self, ctx: Context, document: OpenedDocument) -> None:
        super().__init__(ctx.parent, document.title, document.file_name, width=980, height=780, scroll=False)
        self.ctx, self.document = ctx, document
        self.preview: PdfPreview | None = None
        if document.media_type == PDF:
            self.preview = PdfPreview(document.title)
            self.preview.show_pdf(document.content)
            self.body.addWidget(self.preview, 1)
        else:
            self.body.addWidget(_picture(document.content), 1)
        self._foot_buttons()

    def _foot_buttons(self) -> None:
        reader = secondary(text("ui.dokumenter.i_leser"), "external-link")
        reader.clicked.connect(lambda: self._try(self._open_in_reader))
        save = secondary(text("ui.dokumenter.lagre_som"), "download")
        save.clicked.connect(self.ask_where)
        self.add_left(reader)
        self.add_right(save)
        if self.document.media_type == PDF:
            self.print_button = primary(text("ui.felles.skriv_ut"), "printer")
            self.print_button.clicked.connect(self._print)
            self.add_right(self.print_button)
        reader.setVisible(self.document.media_type == PDF)

    def ask_where(self) -> QFileDialog:
        """Ask where it is to be saved, as the kind of file it is."""
        suffix = Path(self.document.file_name).suffix.lstrip(".").lower()
        return ask_where(self.ctx.parent, self.document.title, self._save, suffix or "pdf")

    def _print(self) -> None:
        ask_and_print(self.ctx.parent, self.document.content, self.document.title, lambda _run: None)

    def _open_in_reader(self) -> None:
        ReaderFiles().open(self.document.content, self.document.file_name)

    def _save(self, path: Path) -> None:
        self._try(partial(save_pdf, path, self.document.content))

    def _try(self, what: Callable[[], object]) -> None:
        try:
            what()
        except RefusedError as error:
            show_fault(self.ctx.parent, error)


def _picture(content: bytes) -> QScrollArea:
    label = Label()
    picture = QPixmap()
    picture.loadFromData(content)
    label.setPixmap(picture)
    label.setAccessibleName(text("ui.dokumenter.bilde"))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    area = QScrollArea()
    area.setWidget(label)
    area.setWidgetResizable(True)
    return area
