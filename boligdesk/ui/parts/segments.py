"""Segments: a few choices of which one holds, as the quick filters of a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ..style import type

_SIDES = 28


class Segments(QWidget):
    """A row of buttons of which one is down. `chosen(key)` when another one is taken; arrows move."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for index, (key, label) in enumerate(choices):
            row.addWidget(self._add(key, label, _position(index, len(choices))))
        if choices:
            self._buttons[choices[0][0]].setChecked(True)

    def _add(self, key: str, label: str, position: str) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setProperty("k", "segment")
        button.setProperty("place", position)
        button.setProperty("ring", False)
        self._group.addButton(button)
        self._buttons[key] = button
        button.toggled.connect(lambda down, key=key: self._toggled(key, down))
        button.setFont(type.font("button"))
        self.set_label(key, label)
        return button

    def set_label(self, key: str, label: str) -> None:
        """Change the word, as when the count in it changes."""
        button = self._buttons[key]
        button.setText(label.replace("&", "&&"))
        button.setAccessibleName(label)
        button.setFixedWidth(type.width("h4", label) + _SIDES - 2)

    @property
    def current(self) -> str:
        """Key of the choice that holds."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Take a choice."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> QPushButton:
        """The button of a choice."""
        return self._buttons[key]

    def _toggled(self, key: str, down: bool) -> None:
        self._buttons[key].setFont(type.font("h4" if down else "button"))
        if down:
            self.chosen.emit(key)


def _position(index: int, count: int) -> str:
    if count == 1:
        return "only"
    return {0: "first", count - 1: "last"}.get(index, "middle")
