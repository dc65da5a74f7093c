"""Name and password, asked by offices that have registered who may start the program."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ...rules.messages import RefusedError
from ...texts import text
from ..parts.buttons import ghost, primary
from ..parts.cards import Card
from ..parts.labels import Label
from ..style import tokens
from .busy_page import CentredColumn
from .start_page import field, labelled


class LoginPage(CentredColumn):
    """Asks who is there."""

    #: name, password
    given = Signal(str, str)
    other_office = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._office = Label("", "h1", wrap=True)
        self.name = field(text("ui.innlogging.brukernavn"))
        self.password = field(text("ui.innlogging.passord"), secret=True)
        self.enter = primary(text("ui.innlogging.logg_inn"), "lock")
        other = ghost(text("ui.innlogging.annet_kontor"))
        card = Card()
        card.setMaximumWidth(420)
        card.body.setSpacing(tokens.S12)
        card.add(labelled(self.name.accessibleName(), self.name))
        card.add(labelled(self.password.accessibleName(), self.password))
        row = QHBoxLayout()
        row.addWidget(self.enter)
        row.addStretch(1)
        row.addWidget(other)
        card.add(row)
        self.column.addWidget(self._office)
        self.column.addWidget(Label(text("ui.innlogging.hvorfor"), "body", "text2", wrap=True))
        self.column.addWidget(card)
        self.enter.clicked.connect(self._give)
        self.name.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._give)
        other.clicked.connect(self.other_office)

    def ask(self, office: str, name: str) -> None:
        """Ask for the password of the one who was here last, or for both."""
        self._office.setText(office)
        self.name.setText(name)
        self.password.clear()
        self.say(None, 2)
        self.set_busy(False)
        (self.password if name else self.name).setFocus()

    def refuse(self, error: RefusedError) -> None:
        """Say what was wrong and ask again."""
        self.say(error, 2)
        self.set_busy(False)
        self.password.selectAll()
        self.password.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the password is checked nothing more is taken."""
        self.enter.setEnabled(not busy)

    def _give(self) -> None:
        if self.enter.isEnabled() and self.name.text().strip():
            self.set_busy(True)
            self.given.emit(self.name.text(), self.password.text())
