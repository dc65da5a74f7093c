"""In a mirror: whether a list of open items is all that is open, and at the end of which day (E17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ...casework import imports
from ...casework.core.desk import Desk
from ...casework.imports import ImportPlan, ListKind, RowMatch
from ...casework.ledger_settings import ledger_settings
from ...rules.arrears.words import LedgerKind
from ...rules.messages import RefusedError
from ...texts import text
from ..parts.labels import Label
from ..style import tokens, type

#: So many days back may be chosen.
_DAYS = 14


@dataclass(frozen=True)
class Read:
    """A list that was read, or why it was not; `mirror`: its office can take it as the whole of the accounts."""

    plan: ImportPlan | None
    refused: RefusedError | None = None
    mirror: bool = False


def read_list(desk: Desk, kind: ListKind, path: Path) -> Read:
    """Read a file (in the long lane)."""
    try:
        plan = imports.read_plan(desk, kind, path)
        of_items = kind is ListKind.OPEN_ITEMS
        return Read(plan, mirror=of_items and ledger_settings(desk).kind is LedgerKind.MIRROR)
    except RefusedError as refused:
        return Read(None, refused)


@dataclass(frozen=True)
class Ahead:
    """What booking would do: row by row, and how many known items that a whole list does not name it would settle."""

    matches: Mapping[int, RowMatch]
    gone: int = 0


def look_ahead(desk: Desk, plan: ImportPlan) -> Ahead:
    """Hold the list against the records once more (in the read lane)."""
    return Ahead(imports.matches(desk, plan), imports.gone_items(desk, plan) if plan.complete_to else 0)


def gone_told(plan: ImportPlan, ahead: Ahead) -> str:
    """What becomes of what a whole list does not name; nothing for some of a list."""
    return text("ui.import.blir_gjort_opp", antall=ahead.gone) if plan.complete_to else ""


class WholeList(QWidget):
    """The choice, and what it means. `chosen(date | None)` when somebody says so."""

    chosen = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.choice = QComboBox()
        self.choice.setFont(type.font("body"))
        self.choice.setAccessibleName(text("ui.import.listen_er"))
        self.days = [today - timedelta(days=back) for back in range(_DAYS + 1)]
        words = [text("ui.import.hele_listen", dato=day) for day in self.days]
        self.choice.addItems([text("ui.import.noen_poster"), *words])
        self.means = Label("", "caption", "text2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(tokens.S12)
        row.addWidget(Label(text("ui.import.listen_er")))
        row.addWidget(self.choice)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S4)
        column.addLayout(row)
        column.addWidget(self.means)
        self.choice.activated.connect(lambda at: self.chosen.emit(self.days[at - 1] if at else None))
        self.hide()

    def show_plan(self, plan: ImportPlan) -> None:
        """What is chosen, and what it means."""
        day = plan.complete_to
        self.choice.setCurrentIndex(self.days.index(day) + 1 if day in self.days else 0)
        words = text("ui.import.hele_listen_betyr", dato=day) if day else text("ui.import.noen_poster_betyr")
        self.means.setText(words)
