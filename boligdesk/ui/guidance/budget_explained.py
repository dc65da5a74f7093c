"""A figure of the budget that can be opened: its name and sum in a line, and how it came about in a dialog."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...rules.explanation import Explanation
from ...rules.messages import Message
from ...texts import formats, text
from ..parts.buttons import primary
from ..parts.chips import Chip, ChipKind
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..people.rows import LinkLine
from ..shell.context import Context
from ..style import tokens
from ..tenancy.explained import ExplanationLines

SUM_W = 108


def explain(ctx: Context, name: str, *steps: Explanation) -> None:
    """Open how a figure came about, its first parts shown."""
    dialog = DialogFrame(ctx.parent, name, text("ui.budsjett.slik_regnet"), width=860)
    lines = ExplanationLines()
    lines.show_steps(*steps)
    dialog.body.addWidget(lines)
    for line in lines.lines:
        line.toggle()
    close = primary(text("ui.felles.lukk"))
    close.clicked.connect(dialog.leave)
    dialog.add_right(close)
    dialog.open(close)


def said(step: Explanation) -> str:
    """A sum as it is read; a dash where it cannot be said."""
    return formats.kroner(step.ore) if isinstance(step.result, int) else "–"


def missing_steps(tree: Explanation) -> Iterator[Message]:
    """What lacks, as sentences."""
    for step in tree.walk():
        if step.missing_here:
            yield step.message


class FigureLines(QWidget):
    """Figures one under the other: a link that opens it, Foreløpig where it is, the sum right."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def add(self, name: str, step: Explanation, *, strong: bool = False) -> None:
        """A figure; `strong` for what the card is about."""
        opener = LinkLine(name)
        opener.setMinimumWidth(1)  # a short name stands at the left edge too
        opener.setAccessibleName(text("ui.budsjett.vis_utregning", hva=name, sum=said(step)))
        opener.clicked.connect(lambda: explain(self.ctx, name, step))
        result = Label(said(step), "h3" if strong else "body")
        result.setMinimumWidth(SUM_W)
        result.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if isinstance(step.result, int) and step.result < 0:
            result.set_colour("crit")
        row = QHBoxLayout()
        row.setSpacing(tokens.S8)
        row.addStrut(tokens.FIELD_ROW_H)
        row.addWidget(opener)
        row.addStretch(1)
        if step.provisional and step.result is not None:
            row.addWidget(Chip(ChipKind.FORELOPIG))
        row.addWidget(result)
        self._column.addLayout(row)

    def say(self, words: str, colour: str = "text2") -> None:
        """A line across."""
        line = Label(words, "caption", colour, wrap=True)
        line.setContentsMargins(0, tokens.S4, 0, 0)
        self._column.addWidget(line)
