"""The box that tells of an error nobody foresaw."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ... import __version__
from ...texts import text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost, link, primary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..style import type


class CrashBox(DialogFrame):
    """Plain words; the details can be seen and copied, without anybody's data in them."""

    def __init__(self, window: QWidget, what: str, safe: str, details: str) -> None:
        super().__init__(window, text("ui.krasj.tittel"), width=620)
        self.details = f"Boligdesk {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{details}"
        self.body.addWidget(Alert(AlertKind.HARD, what, safe))
        self.body.addWidget(Label(text("ui.krasj.meld"), wrap=True))
        self._shown = QPlainTextEdit(self.details)
        self._shown.setReadOnly(True)
        self._shown.setFont(type.font("caption"))
        self._shown.setAccessibleName(text("ui.krasj.detaljer"))
        self._shown.setMinimumHeight(180)
        self._shown.hide()
        see = link(text("ui.krasj.vis"))
        see.clicked.connect(self._see)
        self.body.addWidget(see)
        self.body.addWidget(self._shown)
        self.body.addStretch(1)
        copy = ghost(text("ui.krasj.kopier"), "copy")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.details))
        self.go_on = primary(text("ui.krasj.fortsett"))
        self.go_on.clicked.connect(lambda: self.finish(True))
        self.add_left(copy)
        self.add_right(self.go_on)

    def open_box(self) -> None:
        """Show it; the keyboard stands on the way on."""
        self.open(self.go_on)

    def _see(self) -> None:
        self._shown.setVisible(self._shown.isHidden())
        self._place()
