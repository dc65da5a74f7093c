"""A stored document on screen: pages or picture, and print, open, save as."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap

from ...casework.core.printing import PrintedDocument
from ...casework.documents import OpenedDocument, open_document
from ...rules.messages import RefusedError
from ...texts import text
from ..parts.buttons import ghost, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..parts.pdf_preview import PdfPreview
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens
from .papers import PrintSeries, Sheet, open_in_reader, save_as

_WIDTH = 820


class PreviewDialog(DialogFrame):
    """Shows one document by its id. Begin with `begin()`."""

    def __init__(self, ctx: Context, document_id: int, title: str = "") -> None:
        heading = title or text("ui.kontrakt.dokument")
        super().__init__(ctx.parent, heading, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False)
        self._ctx, self._document_id = ctx, document_id
        self._opened: OpenedDocument | None = None
        self.preview = PdfPreview()
        self.picture = Label("")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.hide()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.preview, 1)
        self.body.addWidget(self.picture, 1)
        self._ways = (
            (ghost(text("ui.kontrakt.apne_leser"), "external-link"), self.open_file),
            (ghost(text("ui.kontrakt.lagre_som"), "download"), self.save_file),
        )
        for button, act in self._ways:
            button.clicked.connect(act)
            button.setEnabled(False)
            self.add_left(button)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.print_button = primary(text("ui.felles.skriv_ut"), "printer")
        self.print_button.clicked.connect(self.print_file)
        self.print_button.setEnabled(False)
        self.add_right(close)
        self.add_right(self.print_button)

    def begin(self) -> None:
        """Show the dialog and fetch the document."""
        self.open()
        self._ctx.jobs.read(
            lambda: open_document(self._ctx.desk, self._document_id),
            owner=self,
            topic="dokument",
            done=self._show,
            failed=self._refused,
        )

    def _show(self, opened: OpenedDocument) -> None:
        self._opened = opened
        self.set_heading(opened.title, opened.file_name)
        for button, _act in self._ways:
            button.setEnabled(True)
        if opened.media_type == "application/pdf":
            self.print_button.setEnabled(self.preview.show_pdf(opened.content))
            return
        pixmap = QPixmap()
        pixmap.loadFromData(opened.content)
        room = self.panel.size() * 0.8
        self.picture.setPixmap(pixmap.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        self.picture.setAccessibleName(opened.title)
        self.preview.hide()
        self.picture.show()
        self.print_button.hide()

    def _refused(self, error: RefusedError) -> None:
        self.preview.hide()
        for alert in fault_alerts(error):
            self.body.addWidget(alert)

    def _file(self) -> OpenedDocument:
        if self._opened is None:
            raise ValueError("the buttons wait for the document")
        return self._opened

    def open_file(self) -> None:
        """In the PC's own reader."""
        open_in_reader(self._ctx, self._file().content, self._file().file_name)

    def save_file(self) -> None:
        """Where the user says."""
        save_as(self._ctx, self._file().content, self._file().file_name)

    def print_file(self) -> None:
        """To the printer."""
        file = self._file()
        document = PrintedDocument(self._document_id, file.title, file.file_name, file.content, fresh=False)
        PrintSeries(self._ctx.parent, [Sheet(document)])
