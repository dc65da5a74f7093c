"""A short list in a dialog – keys, meters, states – with what can be done to each line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...texts import text
from ..parts.buttons import ghost, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import Label, rule
from ..shell.context import Context
from ..style import tokens


@dataclass(frozen=True)
class Act:
    """A button of a line."""

    label: str
    do: Callable[[], object]
    icon: str | None = None


@dataclass(frozen=True)
class Item:
    """One line: what it is, a muted line under it, what can be done."""

    title: str
    note: str = ""
    acts: Sequence[Act] = ()


@dataclass(frozen=True)
class Items:
    """A list as a description. `load` runs in the read lane, `lines` turns its answer into lines in the window.

    `add` is the button that makes a new one; `entities` are the tables whose changes concern the list.
    """

    title: str
    concerns: str
    load: Callable[[], Any]
    lines: Callable[[Any], Sequence[Item]]
    empty: str
    entities: tuple[str, ...]
    add: Act | None = None


class ItemsDialog(DialogFrame):
    """Shows `Items` and keeps them fresh while it is open."""

    def __init__(self, ctx: Context, items: Items) -> None:
        super().__init__(ctx.parent, items.title, items.concerns, width=640, height=420)
        self.ctx, self.items = ctx, items
        self._shown: QWidget | None = None
        self.body.addStretch(1)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        if items.add:
            add = primary(items.add.label, "plus")
            add.clicked.connect(lambda: items.add and items.add.do())
            self.add_left(add)
        self.add_right(close)
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *items.entities, lost=self.reload)

    def reload(self) -> None:
        """Ask for the lines anew."""
        self.ctx.jobs.read(self.items.load, owner=self, topic="linjer", done=self._show)

    def _show(self, answer: Any) -> None:
        lines = list(self.items.lines(answer))
        holder = _lines(lines) if lines else Label(self.items.empty, colour="text2", wrap=True)
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = holder
        self.body.insertWidget(0, holder)


def open_items(ctx: Context, items: Items) -> ItemsDialog:
    """Open the list over the window."""
    dialog = ItemsDialog(ctx, items)
    dialog.open()
    dialog.reload()
    return dialog


def _lines(items: Sequence[Item]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for number, item in enumerate(items):
        if number:
            column.addWidget(rule())
        column.addWidget(_line(item))
    return holder


def _line(item: Item) -> QWidget:
    line = QWidget()
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(Label(item.title, wrap=True))
    if item.note:
        words.addWidget(Label(item.note, "caption", "text2", wrap=True))
    row = QHBoxLayout(line)
    row.setContentsMargins(0, tokens.S8, 0, tokens.S8)
    row.addLayout(words, 1)
    for act in item.acts:
        button = ghost(act.label, act.icon, small=True)
        button.setAccessibleName(f"{act.label}: {item.title}")
        button.clicked.connect(lambda _c=False, do=act.do: do())
        row.addWidget(button)
    return line
