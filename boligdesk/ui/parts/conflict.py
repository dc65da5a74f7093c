"""Two people, one record: mine, theirs, what will be saved. Nothing is overwritten without a choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...texts import text
from ..style import tokens, type
from ..style.tokens import theme
from .buttons import ghost, link, primary, secondary
from .chips import Chip, ChipLook, Tone
from .dialog import DialogFrame
from .labels import Label, rule
from .table_model import NOTHING, written

#: Over and under the words of a choice, px.
_AIR = 4


class Side(Enum):
    """Whose value is to be saved."""

    MINE = "mine"
    THEIRS = "theirs"
    MERGED = "merged"


@dataclass(frozen=True)
class ConflictField:
    """One field in three versions. `label` is the words shown; `write` puts a value into words."""

    key: str
    label: str
    base: object
    mine: object
    theirs: object
    free_text: bool = False
    write: Callable[[object], str] = written

    @property
    def equal(self) -> bool:
        """Both say the same: nothing to choose."""
        return self.mine == self.theirs

    @property
    def preselected(self) -> Side | None:
        """Only one of them changed it: that one. Both did: nobody chooses for them."""
        if self.equal or self.theirs == self.base:
            return Side.MINE
        return Side.THEIRS if self.mine == self.base else None


@dataclass(frozen=True)
class Conflict:
    """A save that met another. `concerns` says which record, `who` the other person, the times as "09.14"."""

    concerns: str
    who: str
    mine_at: str
    theirs_at: str
    fields: Sequence[ConflictField]


class Way(Enum):
    """How the conflict dialog was left."""

    SAVE = "save"
    THEIRS = "theirs"
    LATER = "later"


@dataclass(frozen=True)
class Resolution:
    """What was decided: on `SAVE`, key → the value to save of every field."""

    way: Way
    values: Mapping[str, object]


def _on_the_line_of_a_radio(label: Label) -> None:
    """The first line of words that may wrap stands as high as the mark of a radio beside it."""
    label.setContentsMargins(0, _AIR, 0, _AIR)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


class _Cell(QFrame):
    """One version in the table: a radio and its words; the whole cell can be pressed."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.setSpacing(tokens.S8)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        self.words = Label(words or NOTHING, wrap=True)
        _on_the_line_of_a_radio(self.words)
        self.radio.setFixedHeight(self.words.fontMetrics().height() + 2 * _AIR)
        row.addWidget(self.words, 1)
        self.setObjectName("konfliktcelle")
        self.radio.toggled.connect(lambda _on: self._colour())
        theme.changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        ground = tokens.hex("accentsoft") if self.radio.isChecked() else "transparent"
        self.setStyleSheet(f"QFrame#konfliktcelle {{ background: {ground}; border: none; }}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.radio.setChecked(True)


class _Row(QWidget):
    """The choice of one field; owns the widgets of its line in the grid."""

    decided = Signal()

    def __init__(self, field: ConflictField, conflict: Conflict) -> None:
        super().__init__()
        self.field = field
        self.side: Side | None = None
        self._merged = QPlainTextEdit()
        self._result = Label("", "h4", wrap=True)
        self._choose = Chip(ChipLook(text("ui.konflikt.velg"), Tone.WARN, "circle-help"))
        self._merge = link(text("ui.konflikt.sla_sammen"))
        self._merge.setAccessibleName(text("ui.konflikt.sla_sammen_felt", felt=field.label))
        mine = text("ui.konflikt.mitt_valg", felt=field.label, verdi=field.write(field.mine))
        theirs = text("ui.konflikt.annet_valg", felt=field.label, hvem=conflict.who, verdi=field.write(field.theirs))
        self.mine, self.theirs = (
            _Cell(field.write(field.mine), mine),
            _Cell(field.write(field.theirs), theirs),
        )
        self._group = QButtonGroup(self)
        for cell, side in ((self.mine, Side.MINE), (self.theirs, Side.THEIRS)):
            self._group.addButton(cell.radio)
            cell.radio.toggled.connect(partial(self._pressed, side))
        self._set_up_merge()
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(tokens.S12)
        _on_the_line_of_a_radio(self._result)
        for widget in (self._choose, self._result, self._merge):
            row.addWidget(widget)
        row.setStretchFactor(self._result, 1)
        row.addStretch(0)
        self._merge.setVisible(self.field.free_text)

    def _set_up_merge(self) -> None:
        self._merge.clicked.connect(self.open_merge)
        self._merged.setFont(type.font("body"))
        self._merged.setTabChangesFocus(True)
        self._merged.setFixedHeight(96)
        self._merged.setAccessibleName(text("ui.konflikt.samlet_tekst", felt=self.field.label))
        self._merged.textChanged.connect(lambda: self._take(Side.MERGED))
        self._merged.hide()

    @property
    def merge_editor(self) -> QPlainTextEdit:
        """Where the two texts are made one."""
        return self._merged

    def open_merge(self) -> None:
        """Put both texts into one editor, one after the other, and write on from there."""
        both = (self.field.write(self.field.mine), self.field.write(self.field.theirs))
        self._merged.show()
        if not self._merged.toPlainText():
            self._merged.setPlainText("\n".join(part for part in both if part))
        self._take(Side.MERGED)
        self._merged.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self._merged, self._bring_into_view)

    def _bring_into_view(self) -> None:
        parent = self._merged.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(self._merged)

    def choose(self, side: Side) -> None:
        """Take a side."""
        (self.mine if side is Side.MINE else self.theirs).radio.setChecked(True)

    def _pressed(self, side: Side, on: bool) -> None:
        if on:
            self._take(side)

    def _take(self, side: Side) -> None:
        if side is Side.MERGED:
            self._group.setExclusive(False)
            self.mine.radio.setChecked(False)
            self.theirs.radio.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._merged.hide()
        self.side = side
        self._result.setText(self.field.write(self.value) or NOTHING)
        self._choose.hide()
        self._merge.setVisible(self.field.free_text and side is not Side.MERGED)
        self.decided.emit()

    @property
    def value(self) -> object:
        """What will be saved."""
        if self.side is Side.MERGED:
            return self._merged.toPlainText().strip()
        return self.field.mine if self.side is Side.MINE else self.field.theirs


class ConflictDialog(DialogFrame):
    """Shows a `Conflict`; `finished` gives a `Resolution`. Esc keeps the draft for later."""

    def __init__(self, window: QWidget, conflict: Conflict) -> None:
        super().__init__(window, text("ui.konflikt.tittel"), conflict.concerns, width=980)
        self._conflict = conflict
        self._rows = [_Row(field, conflict) for field in conflict.fields if not field.equal]
        self._left = Label("", "caption", "text2")
        self.save = primary(text("ui.konflikt.lagre"))
        self._fill()
        self._foot_buttons()
        for row in self._rows:
            row.decided.connect(self._count)
            if row.field.preselected:
                row.choose(row.field.preselected)
        self._count()

    def _fill(self) -> None:
        intro = text("ui.konflikt.ingress", hvem=self._conflict.who)
        self.body.addWidget(Label(intro, wrap=True))
        frame = QFrame()
        frame.setProperty("part", "card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, 140)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 150)
        self._table_head(grid)
        waiting = iter(self._rows)
        for number, field in enumerate(self._conflict.fields):
            if number:
                grid.addWidget(rule(), 3 * number + 1, 0, 1, 4)
            if field.equal:
                _equal_line(grid, 3 * number + 2, field)
            else:
                _choice_line(grid, 3 * number + 2, next(waiting))
        self.body.addWidget(frame)
        self.body.addStretch(1)

    def _table_head(self, grid: QGridLayout) -> None:
        other = self._conflict
        words = (
            text("ui.konflikt.felt"),
            text("ui.konflikt.din", tid=other.mine_at),
            text("ui.konflikt.andres", hvem=other.who, tid=other.theirs_at),
            text("ui.konflikt.blir_lagret"),
        )
        ground = QFrame()
        ground.setProperty("part", "sunken")
        grid.addWidget(ground, 0, 0, 1, 4)
        for column, word in enumerate(words):
            grid.addWidget(_padded(Label(word, "header", wrap=True)), 0, column)
        grid.addWidget(rule(), 1, 0, 1, 4)

    def _foot_buttons(self) -> None:
        later = ghost(text("ui.konflikt.behold"), "save")
        theirs = secondary(text("ui.konflikt.bruk_alt", hvem=self._conflict.who))
        later.clicked.connect(self.leave)
        theirs.clicked.connect(lambda: self.finish(Resolution(Way.THEIRS, {})))
        self.save.clicked.connect(self._save)
        self.add_left(later)
        for widget in (self._left, theirs, self.save):
            self.add_right(widget)

    def _count(self) -> None:
        left = sum(row.side is None for row in self._rows)
        self._left.setText(text("ui.konflikt.gjenstar", antall=left) if left else "")
        self.save.setEnabled(left == 0)
        self.save.setAccessibleDescription(self._left.text())

    def row(self, key: str) -> _Row:
        """The choice of a field."""
        return next(row for row in self._rows if row.field.key == key)

    def _save(self) -> None:
        values = {field.key: field.mine for field in self._conflict.fields}
        values.update({row.field.key: row.value for row in self._rows})
        self.finish(Resolution(Way.SAVE, values))

    def leave(self) -> None:
        """Esc, the cross and "Behold utkastet": the draft stays, nothing is saved."""
        if self.may_leave():
            self.finish(Resolution(Way.LATER, {}))


def _padded(label: Label) -> Label:
    label.setContentsMargins(14, 9, 14, 8)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label


def _equal_line(grid: QGridLayout, line: int, field: ConflictField) -> None:
    same = field.write(field.mine) or NOTHING
    unchanged = text("ui.konflikt.uendret", verdi=same)
    for column, words in enumerate((field.label, same, unchanged, same)):
        label = Label(words, "label" if column == 0 else "body", "text2", wrap=True)
        grid.addWidget(_padded(label), line, column)


def _choice_line(grid: QGridLayout, line: int, row: _Row) -> None:
    grid.addWidget(_padded(Label(row.field.label, "label", wrap=True)), line, 0)
    for column, widget in enumerate((row.mine, row.theirs, row), start=1):
        grid.addWidget(widget, line, column)
    holder = QVBoxLayout()
    holder.setContentsMargins(14, 0, 14, 0)
    holder.addWidget(row.merge_editor)
    grid.addLayout(holder, line + 1, 1, 1, 3)
