"""The open applications of a person: what each waits for, and the way to it; a new one from here."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.core.application_steps import OpenApplication
from ...rules.application_deadlines import Pressing
from ...rules.rights import Right
from ...texts import enum_text, render, text
from ..parts.labels import Label
from ..style import tokens
from . import doors
from .acts import PersonActs
from .adding_card import AddingCard
from .rows import LinkLine


class ApplicationsCard(AddingCard):
    """ "Søknader": those that are worked on."""

    def __init__(self) -> None:
        super().__init__("ui.side.soknader", "ui.soknader.ny", lambda do: doors.new_application(do.ctx, do.card.id))

    def show_person(self, do: PersonActs) -> None:
        """Show the open applications, the newest first."""
        self.stand_on(do, may_add=do.may(Right.APPLICATION_WRITE) and do.card.died_on is None)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        for row in do.card.applications:
            column.addWidget(_line(do, row))
        if not do.card.applications:
            column.addWidget(Label(text("ui.leietaker.ingen_soknader"), colour="text2", wrap=True))
        self.put(content)


def _line(do: PersonActs, row: OpenApplication) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    opens = LinkLine(f"{enum_text(row.kind)} {row.number}")
    opens.clicked.connect(partial(do.open, "application", row.id))
    column.addWidget(opens)
    late = row.step.pressing is Pressing.OVER
    column.addWidget(Label(render(row.step.text), "caption", "crit" if late else None, wrap=True))
    return line
