"""A table to fill in as one field of a form: extras, settlement lines, rooms, keys, meters, defects, signatures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ...rules.reading import Reading
from ...texts import text
from ..parts.buttons import Button, ghost, icon_button
from ..parts.form_fields import Editor, make_editor
from ..parts.form_spec import FieldSpec, reader_of
from ..parts.labels import Label
from ..style import tokens

Row = Mapping[str, object]

#: Over the whole of its cell.
_WHOLE = Qt.AlignmentFlag(0)


@dataclass(frozen=True)
class RowsSpec:
    """The columns of a table; the word on the button that adds a row (None: fixed rows); the last column's unit."""

    columns: Sequence[FieldSpec]
    add: str | None = None
    headings: bool = True
    unit: str | None = None


class RowsEditor(Editor):
    """Rows of fields. The value is a tuple of rows; one whose fields are all blank does not count."""

    def __init__(self, rows: RowsSpec, today: date) -> None:
        self._home = QWidget()
        super().__init__(self._home)
        self._rows, self._today = rows, today
        self._cells: list[dict[str, Editor]] = []
        self._headings: list[Label] = []
        self._placed: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.S8)
        self._grid.setVerticalSpacing(tokens.S4)
        column = QVBoxLayout(self._home)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S4)
        column.addLayout(self._grid)
        self.add_button: Button | None = None
        if rows.add:
            column.addLayout(self._adder(rows.add))
        self._show_headings()

    def _adder(self, word: str) -> QHBoxLayout:
        self.add_button = ghost(text(word), "plus", small=True)
        self.add_button.clicked.connect(self._add_by_hand)
        self.focus = self.add_button
        self.focus.installEventFilter(self)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        return line

    def _show_headings(self) -> None:
        for place, column in enumerate(self._rows.columns):
            if self._rows.headings:
                heading = Label(text(column.label), "caption")
                heading.hide()
                self._headings.append(heading)
                self._grid.addWidget(heading, 0, place)
            self._grid.setColumnStretch(place, 0 if column.width else 1)
        self._grid.setColumnStretch(len(self._rows.columns) + 2, 0 if self._grows() else 1)

    def _grows(self) -> bool:
        return any(not column.width for column in self._rows.columns)

    def _count_changed(self) -> None:
        for heading in self._headings:
            heading.setVisible(bool(self._cells))

    def _add_by_hand(self) -> None:
        cells = self._add({})
        first = next(iter(cells.values()))
        first.focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _add(self, values: Row) -> dict[str, Editor]:
        cells: dict[str, Editor] = {}
        line = self._grid.rowCount()
        for place, column in enumerate(self._rows.columns):
            cells[column.key] = self._cell(column, values.get(column.key), line, place)
        if self._rows.add:
            remove = icon_button("x", text("ui.kontrakt.fjern_rad"), bare=True, small=True)
            remove.clicked.connect(lambda _checked=False: self._remove(cells))
            self._place(remove, line, len(self._rows.columns) + 1)
        if self._rows.unit:
            self._place(Label(text(self._rows.unit), "label"), line, len(self._rows.columns))
        self._cells.append(cells)
        self._count_changed()
        return cells

    def _cell(self, column: FieldSpec, value: object, line: int, place: int) -> Editor:
        cell = make_editor(replace(column, editor=column.editor), reader_of(column, self._today))
        cell.focus.setAccessibleName(text(column.label))
        if value is not None:
            cell.set_value(value)
        cell.edited.connect(self.edited)
        cell.left.connect(self.left)
        cell.widget.setMaximumWidth(column.width or 2000)
        if not column.width:
            cell.widget.setMinimumWidth(60)
        self._place(cell.widget, line, place, Qt.AlignmentFlag.AlignVCenter)
        return cell

    def _place(self, widget: QWidget, line: int, place: int, align: Qt.AlignmentFlag = _WHOLE) -> None:
        self._grid.addWidget(widget, line, place, align)
        self._placed.append(widget)

    def _remove(self, cells: dict[str, Editor]) -> None:
        kept = [self._typed(row) for row in self._cells if row is not cells]
        self._restore(kept)
        self.focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _clear(self) -> None:
        for old in self._placed:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._placed = []
        self._cells = []
        self._count_changed()

    def cell(self, row: int, key: str) -> Editor:
        """The editor of one cell."""
        return self._cells[row][key]

    @property
    def count(self) -> int:
        """How many rows there are, blank ones too."""
        return len(self._cells)

    def reading(self) -> Reading[object]:
        """The rows; the first cell that cannot be read speaks for the table."""
        read = [{key: cell.reading() for key, cell in row.items()} for row in self._cells]
        wrong = next((found for row in read for found in row.values() if not found.ok), None)
        if wrong is not None:
            return wrong
        rows = tuple({key: found.value for key, found in row.items()} for row in read if _says_something(row))
        return Reading(rows or None)

    def set_state(self, state: str) -> None:
        """The edge of each cell that cannot be read, while the table is said to be wrong."""
        for row in self._cells:
            for cell in row.values():
                cell.set_state(state if state and not cell.reading().ok else "")

    def _typed(self, row: Mapping[str, Editor]) -> dict[str, str]:
        return {key: cell.raw() for key, cell in row.items()}

    def raw(self) -> str:
        return json.dumps([self._typed(row) for row in self._cells], ensure_ascii=False)

    def set_raw(self, typed: str) -> None:
        self._restore(json.loads(typed) if typed.startswith("[") else [])

    def _restore(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._clear()
        for row in rows:
            cells = self._add({})
            for key, words in row.items():
                if key in cells:
                    cells[key].set_raw(words)

    def set_value(self, value: object) -> None:
        """A sequence of rows, or None."""
        self._clear()
        for row in value if isinstance(value, (tuple, list)) else ():
            self._add(row)


def _says_something(row: Mapping[str, Reading[object]]) -> bool:
    return any(not found.blank and found.value is not False for found in row.values())
