"""Field rows: facts to read, with one label column through the whole record; and fields to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...rules.messages import Control, Kind
from ..style import tokens
from ..style.qss import set_property
from .alerts import ControlAlert, MissingNote, control_widget, worst
from .chips import Chip, ChipKind, ChipLook
from .labels import Label

_STATE = {Kind.HARD: "error", Kind.SOFT: "warn"}


class Facts(QWidget):
    """Label left, value right of it at the same x in every card; a comment or chip stands after the value."""

    def __init__(self, label_width: int = tokens.LABEL_W, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.S12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        self._label_width = label_width

    def add(self, label: str, value: str | QWidget, note: str = "", chip: ChipLook | ChipKind | None = None) -> QWidget:
        """Add a row; returns the widget of the value. `value` may be a widget of its own (a link, a chip)."""
        row = self._grid.rowCount()
        shown = value if isinstance(value, QWidget) else Label(value, wrap=True)
        head = Label(label, "label", wrap=True)
        head.setFixedWidth(self._label_width)
        head.setBuddy(shown)
        head.setContentsMargins(0, 4, 0, 4)
        self._grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(_value_row(shown, note, chip), row, 1)
        self._grid.setRowMinimumHeight(row, tokens.FIELD_ROW_H)
        shown.setAccessibleName(f"{label}: {value}" if isinstance(value, str) else shown.accessibleName())
        return shown

    def clear(self) -> None:
        """Take all rows away, for the next record."""
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            child.hide()
            child.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)


def _value_row(shown: QWidget, note: str, chip: ChipLook | ChipKind | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(tokens.S12)
    if chip is not None:
        row.addWidget(Chip(chip), 0, Qt.AlignmentFlag.AlignTop)
    if note and not isinstance(shown, QLabel):
        row.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
    else:
        row.addWidget(shown, 0 if note else 1)
    if note:
        words = Label(note, "body", "text2", wrap=True)
        row.addWidget(words, 1)
        for label in (shown, words):  # a long note does not pull the value down from its first line
            if isinstance(label, QLabel):
                label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    elif not isinstance(shown, QLabel):
        row.addStretch(0)  # a chip alone would keep the whole column as narrow as itself
    return row


class FieldRow(QWidget):
    """A field to fill in: label left, editor, unit, help; what the rules say about it stands directly under it."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        unit: str = "",
        help_text: str = "",
        label_width: int = tokens.LABEL_FORM_W,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._said: list[ControlAlert | MissingNote] = []
        editor.setAccessibleName(f"{label} ({unit})" if unit else label)
        editor.setAccessibleDescription(help_text)
        head = Label(label, "label", wrap=True)
        head.setFixedWidth(label_width)
        head.setContentsMargins(0, 8, 0, 8)
        head.setBuddy(editor)
        self._below = QVBoxLayout()
        self._below.setSpacing(tokens.S4)
        self._lay_out(head, unit, help_text)

    def _lay_out(self, head: Label, unit: str, help_text: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(tokens.S8)
        line.addStrut(tokens.BUTTON_H)  # a tick or segments stand on the line of their question too
        line.addWidget(self.editor)
        if unit:
            line.addWidget(Label(unit, "body", "text2"))
        line.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.S12)
        grid.setVerticalSpacing(tokens.S4)
        grid.addWidget(head, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(line, 0, 1, Qt.AlignmentFlag.AlignTop)
        if help_text:
            grid.addWidget(Label(help_text, "caption", wrap=True), 1, 1)
        grid.addLayout(self._below, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)

    def show_controls(self, controls: Sequence[Control]) -> list[ControlAlert]:
        """Show what the rules say, worst edge on the field; returns the alerts, to hear their mends.

        A reason that was written for a control that is still there is kept.
        """
        reasons = {a.control.code: a.reason for a in self._said if isinstance(a, ControlAlert)}
        for old in self._said:
            old.hide()
            old.deleteLater()
        self._said = [control_widget(control, reasons.get(control.code, "")) for control in controls]
        for widget in self._said:
            self._below.addWidget(widget)
        binding = worst(controls)
        self.set_state(_STATE.get(binding, "") if binding else "")
        return [widget for widget in self._said if isinstance(widget, ControlAlert)]

    def set_state(self, state: str) -> None:
        """`"error"`, `"warn"` or nothing: the edge of the field."""
        set_property(self.editor, "st", state)
