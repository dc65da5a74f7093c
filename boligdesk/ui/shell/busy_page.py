"""What stands in the middle of the window before anybody is in; first of it the line that says what is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ...rules.messages import RefusedError
from ..parts.labels import Label
from ..style import tokens

if TYPE_CHECKING:
    from ..parts.alerts import Alert

_COLUMN_W = 640


class CentredColumn(QWidget):
    """A column in the middle of the window, slightly above the middle: what stands there before anybody is in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        holder = QWidget()
        holder.setMaximumWidth(_COLUMN_W)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.S12)
        grid = QGridLayout(self)
        grid.addWidget(holder, 1, 1)
        grid.setRowStretch(0, 2)
        grid.setRowStretch(2, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 12)
        grid.setColumnStretch(2, 1)
        self._alerts: list[Alert] = []

    def say(self, error: RefusedError | None, at: int) -> None:
        """Show a refusal at a place of the column, or take the last one away."""
        for old in self._alerts:
            old.hide()
            old.deleteLater()
        self._alerts = _told(error) if error else []
        for number, alert in enumerate(self._alerts):
            self.column.insertWidget(at + number, alert)


class BusyPage(CentredColumn):
    """What is under way, in one line."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", "h3", "text2")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self._words)

    def say_busy(self, words: str) -> None:
        """Say what is under way."""
        self._words.setText(words)


def _told(error: RefusedError) -> list[Alert]:
    from .messages import fault_alerts  # a start where nothing is refused does not wait for it

    return fault_alerts(error)
