"""Sums under each other: what, a remark, and the amount at the right, where explanation lines have theirs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...texts import formats
from ..layout_items import widget_of
from ..parts.labels import Label, rule
from ..style import tokens
from .explained import RESULT_W

_LABEL_W = 260


class Sums(QWidget):
    """Lines of money in one column aligned right, a hairline under each so that the eye finds its sum."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, label: str, amount_ore: int, note: str = "") -> None:
        """Add a line; `amount_ore` in øre."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(tokens.S12)
        name = Label(label, "label", wrap=True)
        name.setFixedWidth(_LABEL_W)
        said = Label(note, colour="text2", wrap=True)
        amount = Label(formats.kroner(amount_ore))
        amount.setFixedWidth(RESULT_W)
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        amount.setAccessibleName(": ".join((label, amount.text())))
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        row.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
        for part in (line, rule()):
            self._column.addWidget(part)

    def clear(self) -> None:
        """Take all lines away."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
