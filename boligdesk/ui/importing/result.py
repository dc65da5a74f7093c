"""Step 4: what was brought in, what was not and why, and the old leases that break the act."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.imports import ImportResult
from ...rules.messages import msg
from ...texts import render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.labels import Label
from ..style import tokens

#: How many reasons are shown; the rest stand in the file of refused rows.
_SHOWN = 6


class ResultPage(QWidget):
    """The answer of the import."""

    def __init__(self) -> None:
        super().__init__()
        self.booked: ImportResult | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S12)

    def show_result(self, result: ImportResult, save_rest: Callable[[], object]) -> None:
        """Tell what came of it; `save_rest` writes the refused rows to a file."""
        self.booked = result
        heading = text("ui.import.ferdig") if result.accepted else text("ui.import.ingen_inn")
        self._column.addWidget(Label(heading, "h1"))
        counts = msg(
            "ui.import.resultat",
            nye=result.new,
            endret=result.changed,
            uendret=result.unchanged,
            avvist=result.refused,
        )
        self._column.addWidget(Label(render(counts), "body", wrap=True))
        for remark in result.remarks:
            self._column.addWidget(Alert(AlertKind.INFO, render(remark)))
        if result.flagged:
            words = text("ui.import.flagget", antall=len(result.flagged))
            self._column.addWidget(Alert(AlertKind.SOFT, words, text("ui.import.flagget_hvorfor")))
        if result.refused:
            self._column.addWidget(self._refused(result, save_rest))
        self._column.addStretch(1)

    def _refused(self, result: ImportResult, save_rest: Callable[[], object]) -> Alert:
        lines = [self._line(row.row, row.cell, render(row.message)) for row in result.rows[:_SHOWN]]
        more = len(result.rows) - len(lines)
        if more > 0:
            lines.append(text("ui.import.og_flere", antall=more))
        alert = Alert(AlertKind.SOFT, text("ui.import.avvist", antall=result.refused), "\n".join(lines))
        alert.add_button(text("ui.import.lagre_rest"), "download").clicked.connect(save_rest)
        return alert

    @staticmethod
    def _line(row: int, cell: str, words: str) -> str:
        return f"{cell}: {words}" if cell else text("ui.import.rad_sier", rad=row, hva=words)
