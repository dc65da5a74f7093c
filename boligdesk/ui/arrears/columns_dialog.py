"""Which column of a payment list is which: chosen once, remembered for lists with the same headings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from ...casework.payment_columns import ListColumns, list_columns, remember_columns
from ...rules.messages import msg
from ...texts import render, text
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..shell.context import Context
from ..style import tokens, type

_WIDTH, _BOX_W = 720, 240


class ColumnsDialog(DialogFrame):
    """A box for each column; a field that another column had is let go of there."""

    def __init__(self, ctx: Context, columns: ListColumns, done: Callable[[], None]) -> None:
        super().__init__(ctx.parent, text("ui.kolonner.tittel"), columns.name, width=_WIDTH)
        self.ctx, self.columns, self._read_again = ctx, columns, done
        self.boxes: dict[int, QComboBox] = {}
        self.missing = Label("", colour="crit", wrap=True)
        self.save = primary(text("ui.kolonner.bruk"), "check")
        self.save.clicked.connect(self.submit)
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.body.addWidget(Label(text("ui.kolonner.om"), colour="text2", wrap=True))
        self.body.addWidget(self._grid())
        self.body.addWidget(self.missing)
        self.body.addStretch(1)
        for button in (cancel, self.save):
            self.add_right(button)
        self._show()

    def _grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S12)
        grid.setVerticalSpacing(tokens.S8)
        grid.setColumnStretch(1, 1)
        for at, column in enumerate(self.columns.columns):
            box = QComboBox()
            box.setFont(type.font("body"))
            box.setFixedWidth(_BOX_W)
            box.setAccessibleName(text("ui.kolonner.er", kolonne=column.label))
            box.addItem(text("ui.import.ikke"), None)
            for field in self.columns.fields:
                box.addItem(render(field.label), field.key)
            box.activated.connect(partial(self._chosen, column.column))
            self.boxes[column.column] = box
            heading = Label(column.label, wrap=True)
            heading.setBuddy(box)
            grid.addWidget(heading, at, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Label(column.sample, "caption", "text2"), at, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(box, at, 2)
        return holder

    def _chosen(self, column: int, _at: int) -> None:
        self.columns = self.columns.chosen({column: self.boxes[column].currentData()})
        self._show()

    def _show(self) -> None:
        for column in self.columns.columns:
            box = self.boxes[column.column]
            box.setCurrentIndex(box.findData(column.field))
        lacking = ", ".join(render(field.label) for field in self.columns.mapping.missing)
        self.missing.setText(text("ui.kolonner.mangler", felt=lacking) if lacking else "")
        self.missing.setVisible(bool(lacking))
        self.save.setEnabled(not lacking)

    def submit(self) -> None:
        """Remember the choice and read the file by it."""
        if self.save.isEnabled():
            self.ctx.write(
                partial(remember_columns, self.ctx.desk, self.columns),
                owner=self,
                name=msg("ui.restanser.lagrer"),
                done=self._saved,
                said=text("ui.kolonner.husket"),
            )

    def _saved(self, _nothing: object) -> None:
        self.finish(True)
        self._read_again()


def columns_dialog(ctx: Context, path: Path, done: Callable[[], None]) -> None:
    """Let the columns of a list be chosen; `done()` when they are remembered."""

    def show(columns: ListColumns) -> None:
        dialog = ColumnsDialog(ctx, columns, done)
        dialog.open(next(iter(dialog.boxes.values()), None))

    ctx.jobs.read(partial(list_columns, ctx.desk, path), owner=ctx.parent, topic="kolonner", done=show)
