"""The blocks of a letter, one editor each; what the law has fixed can be read and not changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ...rules.messages import Control
from ...rules.templates import Block, Style, Template
from ...texts import enum_text, render, text
from ..parts.alerts import MissingNote
from ..parts.buttons import icon_button
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.labels import Label
from ..style import tokens, type

_LINES = (2, 9)


class BlockEditor(QWidget):
    """One block: what it is, its text, and what is wrong with it."""

    edited = Signal()
    removed = Signal()
    entered = Signal()

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        self.text_field = QPlainTextEdit(block.text)
        self.text_field.setReadOnly(block.locked)
        self.text_field.setTabChangesFocus(True)
        self.text_field.setFont(type.font("body"))
        self.text_field.setAccessibleName(text("ui.innst.blokk", slag=enum_text(block.style), navn=block.key))
        self._fit()
        self._wrong: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S4)
        self._column.addLayout(self._head())
        self._column.addWidget(self.text_field)
        self.text_field.textChanged.connect(self.edited)
        self.text_field.installEventFilter(self)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S8)
        row.addWidget(Label(enum_text(self.block.style), "header"))
        if self.block.condition:
            row.addWidget(Label(text("ui.innst.bare_naar", betingelse=_in_words(self.block.condition)), "caption"))
        row.addStretch(1)
        if self.block.locked:
            row.addWidget(Chip(ChipLook(text("ui.innst.last"), Tone.NEUTRAL, "lock")))
        else:
            remove = icon_button("trash-2", text("ui.innst.fjern_blokk", navn=self.block.key), bare=True, small=True)
            remove.clicked.connect(self.removed)
            row.addWidget(remove)
        return row

    def _fit(self) -> None:
        """As high as its text, within bounds."""
        lines = min(max(len(self.block.text) // 55 + self.block.text.count("\n") + 1, _LINES[0]), _LINES[1])
        self.text_field.setFixedHeight(lines * type.metrics("body").lineSpacing() + 22)

    def now(self) -> Block:
        """The block as it is typed."""
        return replace(self.block, text=self.text_field.toPlainText())

    def say_wrong(self, controls: Sequence[Control]) -> None:
        """Show what is wrong with this block under its text."""
        for old in self._wrong:
            old.hide()
            old.deleteLater()
        self._wrong = [MissingNote(render(control.what)) for control in controls]
        for note in self._wrong:
            self._column.addWidget(note)

    def put_in(self, words: str) -> None:
        """Write words where the cursor stands."""
        self.text_field.insertPlainText(words)
        self.text_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return False


def _in_words(condition: str) -> str:
    """A condition with its small words in bokmål; the names of the facts stay."""
    words = {"and": text("ui.innst.og"), "or": text("ui.innst.eller"), "not": text("ui.innst.ikke")}
    return " ".join(words.get(word, word.replace("_", " ")) for word in condition.split())


class BlockList(QScrollArea):
    """All blocks of a letter, in order."""

    edited = Signal()

    def __init__(self, template: Template) -> None:
        super().__init__()
        self._template = template
        self._here: BlockEditor | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("part", "scroll")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, tokens.S8, 0)
        self._column.setSpacing(tokens.S12)
        self._column.addStretch(1)
        self.setWidget(holder)
        self.editors: list[BlockEditor] = []
        for block in template.blocks:
            self._add(block, len(self.editors))

    def _add(self, block: Block, place: int) -> BlockEditor:
        editor = BlockEditor(block)
        editor.edited.connect(self.edited)
        editor.removed.connect(lambda: self._remove(editor))
        editor.entered.connect(lambda: self._stand(editor))
        self.editors.insert(place, editor)
        self._column.insertWidget(place, editor)
        return editor

    def _stand(self, editor: BlockEditor) -> None:
        self._here = editor

    def _remove(self, editor: BlockEditor) -> None:
        self.editors.remove(editor)
        self._here = None
        editor.hide()
        editor.deleteLater()
        self.edited.emit()

    def add_paragraph(self) -> None:
        """A new, free paragraph after the block one stands in, or last."""
        place = self.editors.index(self._here) + 1 if self._here in self.editors else len(self.editors)
        keys = {editor.block.key for editor in self.editors}
        key = next(name for name in (f"eget_{n}" for n in range(1, 999)) if name not in keys)
        editor = self._add(Block(key, Style.PARAGRAPH), place)
        editor.text_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(editor)
        self.edited.emit()

    def put_in(self, words: str) -> bool:
        """Write words in the free block one stands in; False when there is none."""
        if self._here is None or self._here.block.locked:
            return False
        self._here.put_in(words)
        return True

    def now(self) -> Template:
        """The letter as it is typed."""
        return replace(self._template, blocks=tuple(editor.now() for editor in self.editors))

    def say_wrong(self, controls: Sequence[Control]) -> None:
        """Show each finding under its block."""
        for editor in self.editors:
            editor.say_wrong([control for control in controls if editor.block.key in control.fields])

    def first_focus(self) -> QWidget | None:
        """The first block that can be changed, its cursor at the end."""
        free = next((editor for editor in self.editors if not editor.block.locked), None)
        if free is None:
            return None
        free.text_field.moveCursor(QTextCursor.MoveOperation.End)
        return free.text_field
