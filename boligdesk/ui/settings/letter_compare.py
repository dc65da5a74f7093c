"""The office's letter beside the shipped one, block by block; what is shipped can be taken in where it is better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...rules.templates import Block, Template
from ...texts import enum_text, text
from ..parts.buttons import Button, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label, rule
from ..style import tokens
from .letter_words import condition_words


@dataclass(frozen=True)
class Difference:
    """A block that is not the same here and as shipped; None where it is missing."""

    own: Block | None
    shipped: Block | None

    @property
    def title(self) -> str:
        """What kind of block it is."""
        block = self.shipped or self.own
        return enum_text(block.style) if block else ""


def differences(own: Template, shipped: Template) -> Iterator[Difference]:
    """The unlike blocks, in the order they are shipped, then those only the office has."""
    ours = {block.key: block for block in own.blocks}
    theirs = {block.key: block for block in shipped.blocks}
    for key in dict.fromkeys((*theirs, *ours)):
        if ours.get(key) != theirs.get(key):
            yield Difference(ours.get(key), theirs.get(key))


class CompareDialog(DialogFrame):
    """Both texts beside each other where they differ. `taken(block)` when the shipped one shall be used."""

    taken = Signal(object)

    def __init__(self, window: QWidget, own: Template, shipped: Template) -> None:
        super().__init__(window, text("ui.innst.sammenlign"), text("ui.innst.sammenlign_hva"), width=1000)
        self.ways: dict[str, Button] = {}
        found = list(differences(own, shipped))
        for place, difference in enumerate(found):
            if place:
                self.body.addWidget(rule())
            self.body.addLayout(self._pair(difference))
        if not found:
            self.body.addWidget(Label(text("ui.innst.ingen_forskjell"), wrap=True))
        self.body.addStretch(1)
        close = primary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)

    def _pair(self, difference: Difference) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S24)
        row.addLayout(_side(text("ui.innst.var_tekst"), difference.title, difference.own), 1)
        theirs = _side(text("ui.innst.medfolgende"), difference.title, difference.shipped)
        if difference.shipped is not None:
            theirs.insertWidget(theirs.count() - 1, self._way(difference.shipped), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(theirs, 1)
        return row

    def _way(self, block: Block) -> Button:
        button = secondary(text("ui.innst.bruk_medfolgende"), small=True)
        button.clicked.connect(lambda: self._take(block))
        self.ways[block.key] = button
        return button

    def _take(self, block: Block) -> None:
        self.taken.emit(block)
        self.ways[block.key].set_label(text("ui.innst.tatt_inn"))
        self.ways[block.key].setEnabled(False)


def _side(head: str, kind: str, block: Block | None) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(tokens.S4)
    column.addWidget(Label(f"{head} · {kind}", "header"))
    if block is None:
        column.addWidget(Label(text("ui.innst.ikke_med"), "body", "text2", wrap=True))
    else:
        column.addWidget(Label(block.text or "–", wrap=True))
        if block.condition:
            when = text("ui.innst.bare_naar", betingelse=condition_words(block.condition))
            column.addWidget(Label(when, "caption", wrap=True))
    column.addStretch(1)
    return column
