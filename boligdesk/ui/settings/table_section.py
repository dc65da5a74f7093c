"""A section that is a table: under it all that is known of the row one stands on, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout

from ...texts import text
from ..parts.buttons import Button, MenuButton
from ..parts.labels import Label
from ..parts.table_model import Column
from ..parts.table_view import Table
from ..shell.context import Context
from ..style import tokens
from .section import TABLE_LEAST_H, Section

R = TypeVar("R")


class TableSection(Section, Generic[R]):
    """Subclasses say what is read (`ask`), what names a row (`name_of`), what is told of it and what `stand` offers."""

    def __init__(self, ctx: Context, columns: Sequence[Column[Any]], name: str, lead: str) -> None:
        super().__init__(ctx)
        self._rows: dict[int, R] = {}
        #: the name of the row to stand on after the next reading
        self._goal: object = None
        self.table = Table(columns, name=name, store=ctx.settings)
        self.table.setAccessibleName(text(self.title))
        self.table.setMinimumHeight(TABLE_LEAST_H)
        self.told = Label("", "body", "text2", wrap=True)
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())
        self.lead(text(lead))
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.told)
        self.table.chosen.connect(lambda _chosen: self._stand())

    def ask(self) -> Sequence[R]:
        """The rows in their order. Runs in the read lane."""
        raise NotImplementedError

    def name_of(self, row: R) -> object:
        """What names a row from reading to reading."""
        raise NotImplementedError

    def words(self, row: R) -> str:
        """All that is known of a row."""
        raise NotImplementedError

    def stand(self, row: R | None) -> None:
        """Offer what can be done with the row."""

    def add_acts(self, acts: Sequence[tuple[Button, Callable[[], object]]], more: MenuButton | None = None) -> None:
        """Lay out the buttons under the table, the likeliest first."""
        row = QHBoxLayout()
        self.column.addLayout(row)  # shown before it has a parent, a button is a window
        row.setSpacing(tokens.S8)
        for button, act in acts:
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, act=act: act())
        if more is not None:
            row.addWidget(more)
        row.addStretch(1)
        self._stand()

    def load(self) -> None:
        self.ctx.jobs.read(self.ask, owner=self, topic=self.key, done=self._show)

    def _show(self, lines: Sequence[R]) -> None:
        self._rows = dict(enumerate(lines, start=1))
        self.table.show_rows(self._rows)
        goal = next((at for at, row in self._rows.items() if self.name_of(row) == self._goal), None)
        if goal is not None:
            self.table.choose(goal)
        elif self.table.chosen_id is None:
            self.table.choose_first()
        self._goal = None
        self._stand()

    @property
    def chosen(self) -> R | None:
        """The row one stands on."""
        return self._rows.get(self.table.chosen_id or 0)

    def _stand(self) -> None:
        row = self.chosen
        self.stand(row)
        self.told.setText("" if row is None else self.words(row))
