"""The fields of Sammenlign: read while somebody types, what is wrong said beside the field and never reckoned with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ...rules.bostotte.household import Municipality
from ...rules.bostotte.municipalities import municipality
from ...rules.budget.people import MOST_PERSONS
from ...rules.budget.steps import MOST_ORE
from ...rules.messages import Control, Kind, RefusedError, msg
from ...rules.reading import Reading, read_count, read_decimal, read_ore
from ...rules.reading.outcome import wrong
from ...texts import formats, render, text
from ..parts.alerts import MissingNote
from ..parts.form_fields import make_editor
from ..parts.form_spec import FieldSpec, Reader
from ..parts.labels import Label
from ..style import tokens

MOST_YEARS = 50
_NOTE_W = 130
#: No rate above this is taken for a rate: "4131" is a comma that was forgotten.
_MOST_PERCENT = 25
_GROUPS = range(1, 5)


def money(typed: str) -> Reading[int]:
    """Kroner from zero to what a budget can hold, as øre."""
    found = read_ore(typed)
    if found.value is not None and not 0 <= found.value <= MOST_ORE:
        return wrong(msg("ui.sammenlign.umulig_belop", mest=MOST_ORE))
    return found


def count(least: int, most: int) -> Reader:
    """A reader of a whole number within its limits, both inclusive."""

    def read(typed: str) -> Reading[int]:
        found = read_count(typed)
        if found.value is not None and not least <= found.value <= most:
            return wrong(msg("ui.sammenlign.umulig_antall", minst=least, mest=most))
        return found

    return read


persons = count(0, MOST_PERSONS)


def percent(typed: str) -> Reading[Decimal]:
    """Percent a year, with comma or point; what cannot be a rate is no reading of it."""
    found = read_decimal(typed.strip().rstrip("%").strip())
    values = [value for value in found.suggestions or (found.value,) if isinstance(value, Decimal)]
    likely = [value for value in values if 0 <= value <= _MOST_PERCENT]
    if values and len(likely) != 1:
        return wrong(msg("ui.sammenlign.umulig_rente", mest=_MOST_PERCENT))
    return Reading(likely[0]) if likely and found.ok else found


def place(typed: str) -> Reading[Municipality]:
    """A municipality by its name, or its group 1 to 4 by the number."""
    bare = typed.strip()
    if bare.lstrip("-−").isdigit():
        group = int(bare) if bare.isdecimal() else 0
        return Reading(Municipality(group)) if group in _GROUPS else wrong(msg("ui.sammenlign.umulig_gruppe"))
    if not bare:
        return Reading()
    try:
        found = municipality(bare)
    except RefusedError as refusal:
        return wrong(refusal.fault.what)
    return Reading(found) if found.group else wrong(msg("ui.sammenlign.uten_gruppe", kommune=found.name))


class FigureField(QWidget):
    """One field with its name above it or left of it; `edited()` at every letter.

    What is wrong is said under the field and counts as not told; what can be read in two ways is reckoned with as it
    is said there. A choice needs no reader.
    """

    edited = Signal()

    def __init__(self, spec: FieldSpec, read: Reader = read_decimal, *, above: bool = True, name: str = "") -> None:
        super().__init__()
        self.spec = spec
        self.editor = make_editor(spec, read)
        self._check: Callable[[object], Control | None] = lambda _value: None
        self._note: QWidget | None = None
        self._said = ""
        self.name = name or text(spec.label)
        self._lay_out(above=above)
        self.editor.edited.connect(self._on_edit)

    def _lay_out(self, *, above: bool) -> None:
        self.label = Label(self.name, "label")
        self.label.setBuddy(self.editor.focus)
        self.editor.focus.setAccessibleName(self.name)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.editor.widget)
        if self.spec.unit:
            line.addWidget(Label(text(self.spec.unit), "label"))
        way = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        both = QBoxLayout(way)
        both.setSpacing(2 if above else tokens.S8)
        both.addWidget(self.label, 0 if above else 1)
        both.addLayout(line)
        if above:
            line.addStretch(1)
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(both)
        if above:
            self._column.addStretch(1)

    def also(self, check: Callable[[object], Control | None]) -> None:
        """A further demand on a value that can be read."""
        self._check = check

    def reading(self) -> Reading[object]:
        """What stands there."""
        found = self.editor.reading()
        control = self._check(found.value) if found.ok and not found.blank else None
        return Reading(None, control) if control is not None else found

    @property
    def value(self) -> object:
        """What can be reckoned with; None when nothing or nonsense stands there."""
        found = self.reading()
        return found.value if found.ok else None

    @property
    def ore(self) -> int | None:
        """The value of an amount, øre."""
        return self.value if isinstance(self.value, int) else None

    def put(self, value: object) -> None:
        """Show a value; the field is judged, and nobody is told."""
        self.editor.set_value(value)
        self.judge()

    def rename(self, name: str) -> None:
        """The same field under another name."""
        self.name = name
        self.label.setText(name)
        self.editor.focus.setAccessibleName(name)

    def judge(self) -> None:
        """Say what is wrong, or nothing."""
        finding = self.reading().finding
        said = render(finding.what) if finding else ""
        state = {Kind.HARD: "error", Kind.SOFT: "warn"}.get(finding.kind, "") if finding else ""
        self.editor.set_state(state)
        self.editor.focus.setAccessibleDescription(said)
        if said == self._said:
            return
        self._said = said
        if self._note is not None:
            self._column.removeWidget(self._note)
            self._note.hide()
            self._note.deleteLater()
            self._note = None
        if said:
            doubt = state == "warn"
            self._note = Label(said, "caption", "warn", wrap=True, parent=self) if doubt else MissingNote(said, self)
            self._note.setMinimumWidth(_NOTE_W)
            self._column.insertWidget(1, self._note)

    @property
    def said(self) -> str:
        """What is said under the field."""
        return self._said

    def _on_edit(self) -> None:
        self.judge()
        self.edited.emit()


def place_text(group: int | None) -> str:
    """A group as it stands in its field."""
    return "" if group is None else formats.number(group)
