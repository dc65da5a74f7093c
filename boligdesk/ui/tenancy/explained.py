"""Explanation lines: how a date or a sum came about; each line unfolds what it rests on (look § 3)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...rules.explanation import Explanation, Unit
from ...texts import formats, render, text
from ..parts.buttons import Button, icon_button
from ..parts.chips import Chip, ChipKind
from ..parts.labels import Label
from ..style import tokens

_INDENT = 22
#: The column of results, px; sums above it keep the same.
RESULT_W = 104


def result_text(step: Explanation) -> str:
    """What came out of a step, as it is read; a value that cannot be said is "Sats mangler"."""
    if step.result is None:
        return text("ui.kontrakt.sats_mangler")
    if isinstance(step.result, bool):
        return text("ui.felles.ja") if step.result else text("ui.felles.nei")
    if isinstance(step.result, date):
        return formats.day(step.result)
    if isinstance(step.result, str):
        return step.result
    return formats.kroner(int(step.result)) if step.unit is Unit.ORE else formats.number(step.result)


class ExplanationLine(QWidget):
    """One step with its source and result; what it rests on stands under it when it is opened."""

    def __init__(self, step: Explanation, depth: int = 0) -> None:
        super().__init__()
        self.step = step
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(depth and _INDENT, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._line())
        self._children = [ExplanationLine(child, depth + 1) for child in step.children]
        for child in self._children:
            child.hide()
            self._column.addWidget(child)

    def _line(self) -> QHBoxLayout:
        words = render(self.step.message)
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(tokens.S8)
        self.opener = self._opener(words)
        row.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        said = Label(words, wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(said, 1)
        if self.step.provisional:
            row.addWidget(Chip(ChipKind.FORELOPIG), 0, Qt.AlignmentFlag.AlignTop)
        if self.step.source:
            row.addWidget(Label(self.step.source.replace("§ ", "§\u00a0"), "caption"), 0, Qt.AlignmentFlag.AlignTop)
        result = Label(result_text(self.step), "h4")
        result.setFixedWidth(max(RESULT_W, result.sizeHint().width()))
        result.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        row.addWidget(result)
        return row

    def _opener(self, words: str) -> Button:
        opener = icon_button("chevron-right", text("ui.kontrakt.vis_grunnlag", hva=words), bare=True, small=True)
        opener.setFixedSize(22, 22)
        opener.setEnabled(bool(self.step.children))
        opener.clicked.connect(self.toggle)
        if not self.step.children:
            opener.set_icon(None)
            opener.setIcon(type(opener.icon())())
            opener.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return opener

    def toggle(self) -> None:
        """Open or close what the step rests on."""
        opened = any(not child.isHidden() for child in self._children)
        for child in self._children:
            child.setVisible(not opened)
        self.opener.set_icon("chevron-right" if opened else "chevron-down")

    @property
    def children_shown(self) -> bool:
        """Whether it is open."""
        return any(not child.isHidden() for child in self._children)


class ExplanationLines(QWidget):
    """Some explanations, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.lines: list[ExplanationLine] = []
        self._shown: tuple[Explanation, ...] = ()

    def show_steps(self, *steps: Explanation | None) -> None:
        """Show other explanations; the same ones stay as opened as they were."""
        wanted = tuple(step for step in steps if step is not None)
        if wanted == self._shown:
            return
        self._shown = wanted
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [ExplanationLine(step) for step in wanted]
        for line in self.lines:
            self._column.addWidget(line)
