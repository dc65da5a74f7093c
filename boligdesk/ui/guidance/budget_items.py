"""What the household spends on each of SIFO's items, typed beside the proposal, with the difference."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ...rules.budget.household import Childcare, Item, Line, item_name
from ...rules.budget.sifo import SifoItem
from ...rules.explanation import Explanation
from ...rules.messages import Kind
from ...texts import formats, render, text
from ..parts.alerts import MissingNote
from ..parts.chips import Chip, ChipKind
from ..parts.form_fields import Editor, make_editor
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.rows import LinkLine
from ..shell.context import Context
from ..style import tokens
from .budget_explained import SUM_W, explain, said
from .budget_fields import money

ITEMS: tuple[Item, ...] = (*SifoItem, *Childcare)
_FIELD = FieldSpec("own", "ui.budsjett.eget", FieldKind.MONEY, reader=money, width=104)
_STATE = {Kind.HARD: "error", Kind.SOFT: "warn"}


class BudgetItems(QWidget):
    """Every item in a line: its name opens the proposal, the field is the household's own amount a month."""

    edited = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.editors: dict[Item, Editor] = {}
        self._proposals: dict[Item, Label] = {}
        self._differences: dict[Item, Label] = {}
        self._chips: dict[Item, Chip] = {}
        self._steps: dict[Item, Explanation] = {}
        self._notes: dict[Item, MissingNote] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.S12)
        self._grid.setVerticalSpacing(tokens.S4)
        self._grid.setColumnStretch(4, 1)
        self._heading()
        for number, item in enumerate(ITEMS, start=1):
            self._add(2 * number, item)

    def _heading(self) -> None:
        for column, code in enumerate(("ui.budsjett.post", "ui.budsjett.forslag", "ui.budsjett.eget")):
            head = Label(text(code), "label")
            self._grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignLeft if not column else _RIGHT)
        self._grid.addWidget(Label(text("ui.budsjett.forskjell"), "label"), 0, 3, _RIGHT)

    def _add(self, row: int, item: Item) -> None:
        name = render(item_name(item))
        opener = LinkLine(name)
        opener.setMinimumWidth(1)
        opener.clicked.connect(partial(self._open, item))
        editor = make_editor(_FIELD, money)
        editor.focus.setAccessibleName(text("ui.budsjett.eget_til", hva=name))
        editor.edited.connect(partial(self._on_edit, item))
        proposal, difference = Label(""), Label("")
        for label in (proposal, difference):
            label.setMinimumWidth(SUM_W)
            label.setAlignment(_RIGHT)
        self._grid.addWidget(opener, row, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(proposal, row, 1)
        self._grid.addWidget(editor.widget, row, 2)
        self._grid.addWidget(difference, row, 3)
        chip = self._chips[item] = Chip(ChipKind.FORELOPIG)
        self._grid.addWidget(chip, row, 4, Qt.AlignmentFlag.AlignLeft)
        chip.hide()
        self.editors[item], self._proposals[item], self._differences[item] = editor, proposal, difference

    def _open(self, item: Item) -> None:
        if item in self._steps:
            explain(self.ctx, render(item_name(item)), self._steps[item])

    def _on_edit(self, item: Item) -> None:
        self._judge(item)
        self.edited.emit()

    def _judge(self, item: Item) -> None:
        editor = self.editors[item]
        finding = editor.reading().finding
        editor.set_state(_STATE.get(finding.kind, "") if finding else "")
        old = self._notes.pop(item, None)
        if old is not None:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        words = render(finding.what) if finding else ""
        editor.focus.setAccessibleDescription(words)
        if words:
            note = self._notes[item] = MissingNote(words, self)
            self._grid.addWidget(note, 2 * ITEMS.index(item) + 3, 0, 1, 4)

    @property
    def faults(self) -> int:
        """How many fields cannot be read."""
        return len(self._notes)

    # -- what stands there ----------------------------------------------------------------------

    def put(self, typed: Mapping[Item, int]) -> None:
        """Show what the household spends."""
        for item, editor in self.editors.items():
            editor.set_value(typed.get(item))
            self._judge(item)

    def typed(self) -> dict[Item, int]:
        """What the household spends, where it is told."""
        found = {}
        for item, editor in self.editors.items():
            read = editor.reading()
            if read.sure and isinstance(read.value, int):
                found[item] = read.value
        return found

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show the proposals and the differences; without lines none."""
        found = {line.item: line for line in lines}
        self._steps = {item: line.proposal for item, line in found.items()}
        for item in ITEMS:
            line = found.get(item)
            self._proposals[item].setText(said(line.proposal) if line else "")
            counted = line.counted if line else None
            provisional = counted is not None and counted.provisional and counted.result is not None
            self._chips[item].setVisible(provisional and self._chips[item].parentWidget() is not None)
            more = line.difference_ore if line else None
            told = "" if more is None else formats.kroner(more)
            self._differences[item].setText(f"+{told}" if more and more > 0 else told)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
