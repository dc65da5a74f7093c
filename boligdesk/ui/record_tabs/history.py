"""The history tab of a record: who did what and when, field by field, newest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ...rules.messages import RefusedError
from ...texts import fault_text, formats, render, text
from ..parts.cards import Card
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.labels import Label, rule
from ..shell.context import Context
from ..shell.messages import OSLO
from ..style import tokens

if TYPE_CHECKING:
    from ...casework.history import HistoryLine, RecordChange

_WHEN_W, _FIELD_W = 150, 150
_LONG_WORD, _SIGNS = 24, re.compile(r"([@._/-])")


class HistoryCard(Card):
    """The history of one record. `load()` runs in the read lane; call `reload()` when the tab is shown."""

    def __init__(self, ctx: Context, load: Callable[[], Sequence[HistoryLine]] | None = None) -> None:
        super().__init__(text("ui.historikk.tittel"))
        self.ctx, self._load = ctx, load
        self._content: QWidget | None = None

    def show_record(self, load: Callable[[], Sequence[HistoryLine]]) -> None:
        """Show another record's history."""
        self._load = load
        self.reload()

    def clear(self) -> None:
        """Forget the record shown."""
        self._load = None
        self._show(())

    def reload(self) -> None:
        """Read it anew."""
        if self._load is not None:
            self.ctx.jobs.read(self._load, owner=self, topic="historikk", done=self._show, failed=self._say)

    def _say(self, error: RefusedError) -> None:
        self._replace(Label(fault_text(error.fault).whole, colour="text2", wrap=True))
        self.set_title(text("ui.historikk.tittel"))

    def _show(self, lines: Sequence[HistoryLine]) -> None:
        self.set_title(text("ui.historikk.tittel"), text("ui.historikk.antall", antall=len(lines)) if lines else "")
        if not lines:
            self._replace(Label(text("ui.historikk.tom"), colour="text2", wrap=True))
            return
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        for number, line in enumerate(lines):
            if number:
                column.addWidget(rule())
            column.addWidget(_act(line))
        self._replace(content)

    def _replace(self, content: QWidget) -> None:
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self.add(content)


def _act(line: HistoryLine) -> QWidget:
    """One act: when and who left, what it did right."""
    act = QWidget()
    grid = QGridLayout(act)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.S12)
    grid.setVerticalSpacing(2)
    grid.setColumnMinimumWidth(0, _WHEN_W)
    grid.setColumnStretch(1, 1)
    grid.addLayout(_when(line), 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addLayout(_what(line), 0, 1)
    act.setAccessibleName(_spoken(line))
    return act


def _moment(line: HistoryLine) -> str:
    return formats.moment(line.at.astimezone(OSLO))


def _when(line: HistoryLine) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(Label(_moment(line)))
    column.addWidget(Label(line.who or text("ui.historikk.ukjent"), "caption", wrap=True))
    if line.undone:
        column.addSpacing(tokens.S4)
        column.addWidget(Chip(ChipLook(text("ui.historikk.angret"), Tone.NEUTRAL, "undo-2")))
    column.addStretch(1)
    return column


def _what(line: HistoryLine) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(tokens.S4)
    if line.undoes_id is not None:
        column.addWidget(Label(text("ui.historikk.angrer"), "caption", wrap=True))
    for record in line.records:
        column.addWidget(Label(render(record.what), "h4", wrap=True))
        if record.fields:
            column.addLayout(_fields(record))
    if line.reason:
        column.addWidget(Label(text("ui.historikk.grunn", grunn=line.reason), colour="text2", wrap=True))
    column.addStretch(1)
    return column


def _fields(record: RecordChange) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.S12)
    grid.setVerticalSpacing(0)
    grid.setColumnMinimumWidth(0, _FIELD_W)
    grid.setColumnStretch(1, 1)
    for row, change in enumerate(record.fields):
        label = Label(render(change.label), "label", wrap=True)
        label.setFixedWidth(_FIELD_W)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(_breakable(_change(change.before, change.after)), wrap=True), row, 1)
    return grid


def _change(before: str, after: str) -> str:
    """ "Fra → til"; what was empty before is only told as it is now."""
    if not before:
        return after
    return text("ui.historikk.fra_til", fra=before, til=after) if after else text("ui.historikk.borte", fra=before)


def _breakable(words: str) -> str:
    """A long word without a blank (an e-mail address) may be parted after its signs; it must not widen the page."""
    return " ".join(_SIGNS.sub("\\1\u200b", word) if len(word) > _LONG_WORD else word for word in words.split(" "))


def _spoken(line: HistoryLine) -> str:
    return f"{_moment(line)}, {line.who}: " + "; ".join(render(record.what) for record in line.records)
