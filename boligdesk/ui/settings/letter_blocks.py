"""The blocks of a letter, one editor each; what the law has fixed can be read and not changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ...rules.messages import Control, Kind
from ...rules.template_renewal import place_of
from ...rules.templates import Block, Style, Template
from ...texts import enum_text, render, text
from ..parts.alerts import MissingNote
from ..parts.buttons import Button, icon_button
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.labels import Label
from ..style import tokens, type
from .letter_condition import ConditionButton
from .letter_words import condition_words

_LINES = (2, 9)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
#: What the office may add; tables, lists and signatures are made of the letter's data.
ADDABLE = (
    Style.PARAGRAPH,
    Style.HEADING,
    Style.SUBHEADING,
    Style.CLAUSE,
    Style.BULLET,
    Style.FACT,
    Style.NOTE,
    Style.PAGE_BREAK,
)


class BlockEditor(QWidget):
    """One block: what it is, when it is printed, its text, and what is wrong with it."""

    edited = Signal()
    removed = Signal()
    entered = Signal()
    #: one step up (-1) or down (1)
    moved = Signal(int)

    def __init__(self, block: Block, facts: Collection[str]) -> None:
        super().__init__()
        self.block = block
        self.condition: ConditionButton | None = None
        self.acts: list[Button] = []
        self.text_field = self._field()
        self._fit()
        self._wrong: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S4)
        self._column.addLayout(self._head(facts))
        self._column.addWidget(self.text_field)
        self.text_field.setVisible(block.style is not Style.PAGE_BREAK)

    def _field(self) -> QPlainTextEdit:
        block = self.block
        field = QPlainTextEdit(block.text)
        field.setReadOnly(block.locked)
        field.setTabChangesFocus(True)
        field.setFont(type.font("body"))
        field.setAccessibleName(text("ui.innst.blokk", slag=enum_text(block.style), navn=block.key))
        field.textChanged.connect(self._typed)
        field.installEventFilter(self)
        return field

    def _typed(self) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        """As high as its text, within bounds."""
        words = self.text_field.toPlainText()
        lines = min(max(len(words) // 55 + words.count("\n") + 1, _LINES[0]), _LINES[1])
        self.text_field.setFixedHeight(lines * type.metrics("body").lineSpacing() + 22)

    def _head(self, facts: Collection[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S8)
        row.addWidget(Label(enum_text(self.block.style), "header"))
        if self.block.locked:
            when = text("ui.innst.bare_naar", betingelse=condition_words(self.block.condition))
            row.addWidget(Label(when if self.block.condition else "", "caption", wrap=True), 1)
            row.addWidget(Chip(ChipLook(text("ui.innst.last"), Tone.NEUTRAL, "lock")), 0, Qt.AlignmentFlag.AlignTop)
            return row
        self.condition = ConditionButton(self.block.condition, facts)
        self.condition.chosen.connect(self._other_condition)
        row.addWidget(self.condition)
        row.addStretch(1)
        for button in self._act_buttons():
            row.addWidget(button)
        return row

    def _act_buttons(self) -> list[Button]:
        name = self.block.key
        up = icon_button("arrow-up", text("ui.innst.flytt_opp", navn=name), bare=True, small=True)
        down = icon_button("arrow-down", text("ui.innst.flytt_ned", navn=name), bare=True, small=True)
        remove = icon_button("trash-2", text("ui.innst.fjern_blokk", navn=name), bare=True, small=True)
        up.clicked.connect(lambda: self.moved.emit(-1))
        down.clicked.connect(lambda: self.moved.emit(1))
        remove.clicked.connect(self.removed)
        self.acts = [up, down, remove]
        return self.acts

    def _other_condition(self, condition: str) -> None:
        self.block = replace(self.block, condition=condition)
        self.edited.emit()

    def may_move(self, *, up: bool, down: bool) -> None:
        """Whether there is room above and below."""
        for button, may in zip(self.acts, (up, down), strict=False):
            button.setEnabled(may)

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in reading order."""
        condition = [self.condition] if self.condition else []
        return [*condition, *self.acts, self.text_field]

    def now(self) -> Block:
        """The block as it is typed."""
        return replace(self.block, text=self.text_field.toPlainText())

    def say_wrong(self, controls: Sequence[Control]) -> None:
        """Show under the text what is wrong with this block, and what is only to be thought of."""
        for old in self._wrong:
            old.hide()
            old.deleteLater()
        self._wrong = [_note(control) for control in controls]
        for note in self._wrong:
            self._column.addWidget(note)

    def put_in(self, words: str) -> None:
        """Write words where the cursor stands."""
        self.text_field.insertPlainText(words)
        self.text_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._moved_by(event)
        return False

    def _moved_by(self, event: QKeyEvent) -> bool:
        """Alt with an arrow moves a free block."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.block.locked or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            return False
        self.moved.emit(step)
        return True


def _note(control: Control) -> QWidget:
    words = render(control.what)
    return MissingNote(words) if control.kind is Kind.HARD else Label(words, "caption", "warn", wrap=True)


class BlockList(QScrollArea):
    """All blocks of a letter, in order. `facts`: what conditions may ask for, by the list a block is repeated over."""

    edited = Signal()

    def __init__(self, template: Template, facts: Mapping[str, Collection[str]]) -> None:
        super().__init__()
        self._template, self._facts = template, facts
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
        self._ordered()

    def _add(self, block: Block, place: int) -> BlockEditor:
        editor = BlockEditor(block, self._facts.get(block.each, ()))
        editor.edited.connect(self.edited)
        editor.removed.connect(lambda: self._remove(editor))
        editor.entered.connect(lambda: self._stand(editor))
        editor.moved.connect(lambda step: self._move(editor, step))
        self.editors.insert(place, editor)
        self._column.insertWidget(place, editor)
        return editor

    def _stand(self, editor: BlockEditor) -> None:
        self._here = editor

    def _drop(self, editor: BlockEditor) -> None:
        self.editors.remove(editor)
        self._here = None if self._here is editor else self._here
        editor.hide()
        editor.deleteLater()

    def _remove(self, editor: BlockEditor) -> None:
        place = self.editors.index(editor)
        self._drop(editor)
        self._ordered()
        if self.editors:
            self.editors[min(place, len(self.editors) - 1)].text_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _move(self, editor: BlockEditor, step: int) -> None:
        place = self.editors.index(editor) + step
        if not 0 <= place < len(self.editors):
            return
        self.editors.remove(editor)
        self.editors.insert(place, editor)
        self._column.removeWidget(editor)
        self._column.insertWidget(place, editor)
        self._ordered()
        self._show_whole(editor)
        self.edited.emit()

    def _ordered(self) -> None:
        """After a change of order: who may go further, and Tab through all from the top."""
        last = len(self.editors) - 1
        for place, editor in enumerate(self.editors):
            editor.may_move(up=place > 0, down=place < last)
        stops = [stop for editor in self.editors for stop in editor.stops()]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _show_whole(self, editor: BlockEditor) -> None:
        self._column.activate()
        self.ensureWidgetVisible(editor)

    def add_block(self, style: Style = Style.PARAGRAPH) -> None:
        """A new, free block after the one one stands in, or last."""
        place = self.editors.index(self._here) + 1 if self._here in self.editors else len(self.editors)
        keys = {editor.block.key for editor in self.editors}
        key = next(name for name in (f"eget_{n}" for n in range(1, 999)) if name not in keys)
        editor = self._add(Block(key, style), place)
        self._ordered()
        editor.stops()[0 if style is Style.PAGE_BREAK else -1].setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_whole(editor)
        self.edited.emit()

    def take(self, block: Block, shipped: Template) -> None:
        """Put a shipped block in the place of the office's own, or where it belongs when that is gone."""
        keys = [editor.block.key for editor in self.editors]
        place = keys.index(block.key) if block.key in keys else place_of(block.key, keys, shipped)
        if block.key in keys:
            self._drop(self.editors[place])
        self._add(block, place)
        self._ordered()
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
