"""How a rent came about, in a narrow column: each step with its result right, and its source and certainty under it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ...rules.explanation import Explanation
from ...texts import render, text
from ..parts.cards import Card
from ..parts.chips import Chip, ChipKind
from ..parts.labels import Label
from ..style import tokens
from ..tenancy.explained import result_text

_INDENT = 18


def steps_card(*steps: Explanation | None) -> Card:
    """The steps, and under each what it rests on."""
    card = Card(text("ui.regulering.forklart"))
    for step in steps:
        if step is not None:
            for depth, one in _flat(step):
                card.add(_line(one, depth))
    return card


def _flat(step: Explanation, depth: int = 0) -> Iterator[tuple[int, Explanation]]:
    yield depth, step
    for child in step.children:
        yield from _flat(child, depth + 1)


def _line(step: Explanation, depth: int) -> QVBoxLayout:
    role = "body" if depth == 0 else "caption"
    top = QHBoxLayout()
    top.setSpacing(tokens.S12)
    top.addWidget(Label(render(step.message), role, wrap=True), 1)
    top.addWidget(Label(result_text(step), "h4" if depth == 0 else role), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setContentsMargins(depth * _INDENT, 0, 0, tokens.S4)
    column.setSpacing(2)
    column.addLayout(top)
    if step.source or step.provisional:
        column.addLayout(_under(step))
    return column


def _under(step: Explanation) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.S8)
    row.addWidget(Label((step.source or "").replace("§ ", "§\u00a0"), "caption", "text3", wrap=True), 1)
    if step.provisional:
        row.addWidget(Chip(ChipKind.FORELOPIG), 0, Qt.AlignmentFlag.AlignTop)
    return row
