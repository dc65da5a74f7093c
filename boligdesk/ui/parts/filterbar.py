"""What narrows a list: filter as you type, choices, segments; column chooser and export at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...texts import text
from ..style import icons, tokens, type
from ..style.tokens import theme
from .buttons import icon_button
from .segments import Segments


@dataclass(frozen=True)
class Choice:
    """One thing to choose: `key` goes to the store (None = all), `label` is what is read."""

    key: object
    label: str


@dataclass(frozen=True)
class ChoiceFilter:
    """A box of choices; `name` is a catalogue code (said by a screen reader), the first choice holds at start."""

    key: str
    name: str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Segment:
    """A quick filter: `title` is a catalogue code; its count comes with the answer."""

    key: str
    title: str


@dataclass(frozen=True)
class Query:
    """What a list asks the store for."""

    text: str = ""
    choices: Mapping[str, object] = field(default_factory=dict)
    segment: str | None = None
    sort: str | None = None
    descending: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether text or a choice leaves something out (a segment is a view of its own)."""
        return bool(self.text) or any(key is not None for key in self.choices.values())


class FilterField(QLineEdit):
    """The filter: Esc empties it, Down and Enter go to the list."""

    to_list = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFont(type.font("body"))
        self.setClearButtonEnabled(True)
        self._icon = QAction(placeholder, self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        for button in self.findChildren(QToolButton):
            button.setStyleSheet("min-height: 0; padding: 0; border: none; background: transparent;")
        self._draw()
        theme.changed.connect(self._draw)

    def _draw(self) -> None:
        self._icon.setIcon(icons.icon("list-filter", "text2"))
        clear = self.findChild(QAction, "_q_qlineeditclearaction")
        if clear is not None:
            clear.setIcon(icons.icon("x", "text2"))
            clear.setText(text("ui.tabell.tom_filter"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.to_list.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Filter field first, then choices, then segments; columns and export at the right."""

    #: text, choice or segment is another; `typing` tells whether more letters may follow
    changed = Signal(bool)
    to_list = Signal()
    columns_wanted = Signal()
    export_wanted = Signal()

    def __init__(
        self,
        placeholder: str,
        filters: Sequence[ChoiceFilter] = (),
        segments: Sequence[Segment] = (),
        *,
        export: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._specs, self._segment_specs = tuple(filters), tuple(segments)
        self.field = FilterField(text(placeholder))
        self.boxes = {spec.key: _box(spec) for spec in filters}
        pairs = [(s.key, text(s.title)) for s in segments]
        self.segments = Segments(pairs, text("ui.tabell.utvalg")) if segments else None
        self.columns_button = icon_button("columns-3", text("ui.felles.velg_kolonner"), small=True)
        self.export_button = icon_button("file-spreadsheet", text("ui.felles.eksporter"), small=True)
        self._lay_out()
        self.export_button.setVisible(export)
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(tokens.S8)
        self.field.setMinimumWidth(140)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        first, second = _row(), _row()
        self._first = first
        outer.addLayout(first)
        if self.boxes and self.segments:
            outer.addLayout(second)
            first.addWidget(self.field, 1)
        else:
            second = first
            if not self.segments:
                first.addWidget(self.field, 1)
        for box in self.boxes.values():
            first.addWidget(box)
        if self.segments:
            second.addWidget(self.segments)
            second.addStretch(1)
            if second is first:
                first.addWidget(self.field, 2)
        second.addWidget(self.columns_button)
        second.addWidget(self.export_button)

    def _connect(self) -> None:
        self.field.textChanged.connect(lambda _t: self.changed.emit(True))
        self.field.to_list.connect(self.to_list)
        for box in self.boxes.values():
            box.currentIndexChanged.connect(lambda _i: self.changed.emit(False))
        if self.segments:
            self.segments.chosen.connect(lambda _k: self.changed.emit(False))
        self.columns_button.clicked.connect(self.columns_wanted)
        self.export_button.clicked.connect(self.export_wanted)

    def add_act(self, button: QWidget) -> None:
        """Put an act right of the filter and its choices ("Ny person")."""
        self._first.addWidget(button)

    def query(self, sort: tuple[str, bool] | None = None) -> Query:
        """What the list asks for, in this order."""
        order, descending = sort or (None, False)
        choices = {spec.key: self._chosen(spec) for spec in self._specs}
        segment = self.segments.current if self.segments else None
        return Query(self.field.text().strip(), choices, segment, order, descending)

    def _chosen(self, spec: ChoiceFilter) -> object:
        return spec.choices[max(0, self.boxes[spec.key].currentIndex())].key

    def clear(self) -> None:
        """Empty the filter and take the first of every choice."""
        for box in self.boxes.values():
            box.setCurrentIndex(0)
        self.field.clear()

    def choose(self, key: str, value: object) -> None:
        """Take a choice of a box by its key."""
        spec = next(s for s in self._specs if s.key == key)
        self.boxes[key].setCurrentIndex([c.key for c in spec.choices].index(value))

    def set_choices(self, key: str, choices: Sequence[Choice]) -> None:
        """Offer other choices in a box, as when the stock has got a new area; what was chosen stays if it is there."""
        place = next(n for n, spec in enumerate(self._specs) if spec.key == key)
        if tuple(choices) == tuple(self._specs[place].choices):
            return
        chosen = self._chosen(self._specs[place])
        new = replace(self._specs[place], choices=tuple(choices))
        self._specs = (*self._specs[:place], new, *self._specs[place + 1 :])
        box, keys = self.boxes[key], [choice.key for choice in choices]
        box.blockSignals(True)
        box.clear()
        box.addItems([choice.label for choice in choices])
        box.setCurrentIndex(keys.index(chosen) if chosen in keys else 0)
        box.blockSignals(False)
        if chosen not in keys:
            self.changed.emit(False)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Write the counts into the segments: "Ledig 4"."""
        for spec in self._segment_specs if self.segments else ():
            if self.segments and spec.key in counts:
                self.segments.set_label(spec.key, f"{text(spec.title)} {counts[spec.key]}")

    def type_here(self, letters: str) -> None:
        """Go to the filter with letters that were typed in the list."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.insert(letters)


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.S8)
    return row


def _box(spec: ChoiceFilter) -> QComboBox:
    box = QComboBox()
    box.setFont(type.font("body"))
    box.setAccessibleName(text(spec.name))
    box.addItems([choice.label for choice in spec.choices])
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMaximumWidth(220)
    return box
