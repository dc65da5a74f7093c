"""Rows that are typed side by side: people, incomes, costs, debts. Each field is read as one types, faults under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...rules.messages import Kind
from ...texts import render, text
from ..parts.alerts import MissingNote
from ..parts.buttons import ghost, icon_button
from ..parts.form_fields import Editor, make_editor
from ..parts.form_spec import FieldSpec, reader_of
from ..parts.labels import ElidedLabel, Label
from ..style import tokens

_STATE = {Kind.HARD: "error", Kind.SOFT: "warn"}
_DROP_W = 36

Values = Mapping[str, object]


@dataclass(frozen=True)
class RowsSpec:
    """What a row holds; every field's width is set, so that columns align. `add` and `drop` are the words of the
    buttons of a new row and of one that goes; none: there is one row, and it stays.

    `named` px keeps room for a word before the fields (a person's name). A field with `when` is there only where the
    row's values ask for it.
    """

    fields: Sequence[FieldSpec]
    add: str = ""
    drop: str = ""
    named: int = 0


class BudgetRow(QWidget):
    """One row. What cannot be read, or only with doubt, counts as not told, and is said under the row."""

    edited = Signal()
    dropped = Signal(object)

    def __init__(self, spec: RowsSpec, today: date, name: str = "") -> None:
        super().__init__()
        self.spec, self.name = spec, name
        self.editors: dict[str, Editor] = {f.key: make_editor(f, reader_of(f, today)) for f in spec.fields}
        self._notes: list[MissingNote] = []
        self._said: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._line())

    def _line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S8)
        if self.spec.named:
            said = ElidedLabel(self.name)
            said.setFixedWidth(self.spec.named)
            row.addWidget(said)
        for field in self.spec.fields:
            editor = self.editors[field.key]
            words = text(field.label)
            editor.focus.setAccessibleName(f"{words}, {self.name}" if self.name else words)
            editor.widget.setFixedWidth(field.width)
            row.addWidget(editor.widget)
            editor.edited.connect(self._on_edit)
        if self.spec.drop:
            drop = icon_button("x", text(self.spec.drop), bare=True, small=True)
            drop.clicked.connect(lambda: self.dropped.emit(self))
            row.addWidget(drop)
        row.addStretch(1)
        return row

    def _on_edit(self) -> None:
        self.judge()
        self.edited.emit()

    def put(self, values: Values) -> BudgetRow:
        """Show values; nobody is told."""
        for key, editor in self.editors.items():
            editor.set_value(values.get(key))
        self.judge()
        return self

    def values(self) -> dict[str, object]:
        """What can be reckoned with, by field."""
        found = {}
        for key, editor in self.editors.items():
            read = editor.reading()
            found[key] = read.value if read.sure else None
        return found

    @property
    def faults(self) -> tuple[str, ...]:
        """What is said under the row."""
        return self._said

    def judge(self) -> None:
        """Show the fields that are asked, and say what is wrong under them."""
        values, said = self.values(), []
        for field in self.spec.fields:
            editor = self.editors[field.key]
            asked = field.when is None or field.when(values)
            if editor.widget.parentWidget() is not None:
                editor.widget.setVisible(asked)
            finding = editor.reading().finding if asked else None
            editor.set_state(_STATE.get(finding.kind, "") if finding else "")
            words = render(finding.what) if finding else ""
            editor.focus.setAccessibleDescription(words)
            if words:
                said.append(f"{text(field.label)}: {words}")
        self._say(tuple(said))

    def _say(self, said: tuple[str, ...]) -> None:
        if said == self._said:
            return
        self._said = said
        for note in self._notes:
            self._column.removeWidget(note)
            note.hide()
            note.deleteLater()
        self._notes = [MissingNote(words, self) for words in said]
        for note in self._notes:
            self._column.addWidget(note)


class BudgetRows(QWidget):
    """Any number of rows under one heading. `edited()` when anything of them is another."""

    edited = Signal()

    def __init__(self, spec: RowsSpec, today: date, blank: Callable[[], Values] = dict) -> None:
        super().__init__()
        self.spec, self._today, self._blank = spec, today, blank
        self.rows: list[BudgetRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S4)
        self._head = self._heading()
        column.addWidget(self._head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.S4)
        column.addLayout(self._lines)
        self.more = ghost(text(spec.add) if spec.add else "", "plus", small=True)
        self.more.clicked.connect(self.append)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        if not spec.add:
            self.more.hide()

    def _heading(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S8)
        if self.spec.named:
            row.addSpacing(self.spec.named + tokens.S8)
        for field in self.spec.fields:
            said = Label(text(field.label), "label")
            said.setFixedWidth(field.width)
            row.addWidget(said)
        row.addSpacing(_DROP_W)
        row.addStretch(1)
        return head

    def show_rows(self, rows: Iterable[Values], names: Sequence[str] = ()) -> None:
        """Show other rows; `names` stand before them where there are such."""
        for row in list(self.rows):
            self._take_away(row)
        for number, values in enumerate(rows):
            self._add(values, names[number] if number < len(names) else "")
        self._place()

    def append(self) -> None:
        """One row more, with the keyboard in it."""
        row = self._add(self._blank(), "")
        self._place()
        next(iter(row.editors.values())).focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _add(self, values: Values, name: str) -> BudgetRow:
        row = BudgetRow(self.spec, self._today, name or self._numbered())
        self._lines.addWidget(row)
        row.put(values)
        row.edited.connect(self.edited)
        row.dropped.connect(self._drop)
        self.rows.append(row)
        return row

    def _numbered(self) -> str:
        return text("ui.budsjett.person_nr", nr=len(self.rows) + 1) if self.spec.named else ""

    def _drop(self, row: BudgetRow) -> None:
        self._take_away(row)
        self._place()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _take_away(self, row: BudgetRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _place(self) -> None:
        self._head.setVisible(bool(self.rows) and self._head.parentWidget() is not None)

    def values(self) -> list[dict[str, object]]:
        """What stands in each row."""
        return [row.values() for row in self.rows]

    @property
    def faults(self) -> int:
        """How many fields cannot be read."""
        return sum(len(row.faults) for row in self.rows)
