"""How many stops there are in the steps, at the foot of the dialog; a click goes to the first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ...texts import text
from ..parts.alerts import IconMark
from ..parts.buttons import link
from ..style import tokens
from ..style.tokens import theme


class StopsOfSteps(QWidget):
    """ "2 feil må rettes før du går videre"; nothing at zero."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button = link("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, tokens.S8, 0)
        row.setSpacing(tokens.S8)
        row.addWidget(IconMark("octagon-x", "crit"))
        row.addWidget(self.button)
        self.button.clicked.connect(self.wanted)
        theme.changed.connect(self._colour)
        self._colour()
        self.hide()

    def _colour(self) -> None:
        self.button.setStyleSheet(f"color: {tokens.hex('crit')};")

    def show_count(self, stops: int) -> None:
        """Show how many."""
        self.button.set_label(text("ui.skjema.feil_igjen", antall=stops) if stops else "")
        self.setVisible(stops > 0)
