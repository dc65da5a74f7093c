"""Fields of the tenancy dialogs that hold more than one value: several people, some of some choices, a home."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...rules.messages import msg
from ...rules.reading import Reading
from ...rules.reading.outcome import wrong
from ...rules.vocabulary import HouseholdRole
from ...texts import enum_text, text
from ..layout_items import widget_of
from ..parts.buttons import icon_button, secondary
from ..parts.filterbar import Choice
from ..parts.form_fields import Editor, PersonEditor, SearchEditor
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import ElidedLabel
from ..people.finding import PersonChoice
from ..style import tokens, type

#: The field was gone to by the user, not shown with the dialog.
_BY_HAND = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
EditorMaker = Callable[[FieldSpec], Editor]


class PlaceEditor(PersonEditor):
    """A home found by its address. An empty field that is gone to offers the free ones; Down opens the list."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._line.setPlaceholderText(text("ui.kontrakt.sok_bolig"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_HAND and not self._line.text():
            self.search.emit("")
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            popup = self._line.completer().popup()
            if popup is None or not popup.isVisible():
                self.search.emit("" if self._chosen else self._line.text().strip())
        return super().eventFilter(watched, event)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show the homes, also where one is chosen already: another can be taken."""
        chosen, self._chosen = self._chosen, None
        super().offer(choices)
        self._chosen = chosen

    @property
    def place(self) -> Choice | None:
        """The home that is chosen."""
        return self._chosen


@dataclass(frozen=True)
class Picked:
    """A person who was picked, and in a household what they are there."""

    id: int
    label: str
    role: HouseholdRole | None = None

    def __str__(self) -> str:
        return f"{self.label} ({enum_text(self.role).lower()})" if self.role else self.label


class PeopleEditor(SearchEditor):
    """Several people: a line each, found by typing; with `roles` what each is in the household."""

    new_person = Signal()

    def __init__(self, spec: FieldSpec, *, roles: Sequence[HouseholdRole] = ()) -> None:
        home = QWidget()
        self._finder = PersonEditor(FieldSpec(spec.key, spec.label, FieldKind.PERSON))
        super().__init__(home, self._finder.focus)
        self._roles = tuple(roles)
        self._picked: list[Picked] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.S4)
        self.new_button = secondary(text("ui.kontrakt.ny_person"), "plus")
        column = QVBoxLayout(home)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S4)
        column.addLayout(self._lines)
        search = QHBoxLayout()
        search.setSpacing(tokens.S8)
        search.addWidget(self._finder.widget, 1)
        search.addWidget(self.new_button)
        search.addStretch(0)
        column.addLayout(search)
        self._finder.search.connect(self.search)
        self._finder.edited.connect(self._take)
        self.new_button.clicked.connect(self.new_person)

    @property
    def letters(self) -> str:
        """What is typed and not picked: the name of somebody new."""
        line = self._finder.focus
        return line.text().strip() if isinstance(line, QLineEdit) else ""

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show whom the letters may mean; those picked already are left out."""
        taken = {person.id for person in self._picked}
        self._finder.offer([choice for choice in choices if choice.key not in taken])

    def _take(self) -> None:
        chosen = self._finder.chosen
        if chosen is not None:
            QTimer.singleShot(0, self, lambda: self._finder.set_value(None))
            self.pick(chosen)

    def pick(self, choice: Choice) -> None:
        """Pick whom the register knows; in a household somebody under 18 is a child until another role is chosen."""
        child = isinstance(choice, PersonChoice) and choice.minor and HouseholdRole.CHILD in self._roles
        if isinstance(choice.key, int):
            self.add(Picked(choice.key, choice.label, HouseholdRole.CHILD if child else None))

    def add(self, person: Picked) -> None:
        """Pick somebody; somebody picked already is not picked twice."""
        if all(person.id != other.id for other in self._picked):
            self._picked.append(self._in_role(person))
            self._finder.set_value(None)
            self._show()
            self.edited.emit()

    def _in_role(self, person: Picked) -> Picked:
        """Whoever has no role yet gets the first, which their box shows: what is read there is what is saved."""
        return replace(person, role=person.role or self._roles[0]) if self._roles else person

    def _remove(self, person_id: int) -> None:
        self._picked = [person for person in self._picked if person.id != person_id]
        self._show()
        self.focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _set_role(self, person_id: int, index: int) -> None:
        role = self._roles[index]
        self._picked = [Picked(p.id, p.label, role) if p.id == person_id else p for p in self._picked]
        self.edited.emit()

    def _show(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        for person in self._picked:
            self._lines.addWidget(self._line(person))

    def _line(self, person: Picked) -> QWidget:
        line = QWidget()
        line.setFixedHeight(tokens.BUTTON_H)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S8)
        row.addWidget(ElidedLabel(person.label, "h4"), 1)
        if self._roles:
            row.addWidget(self._role_box(person))
        remove = icon_button("x", text("ui.kontrakt.fjern", navn=person.label), bare=True, small=True)
        remove.clicked.connect(lambda _checked=False: self._remove(person.id))
        row.addWidget(remove)
        row.addStretch(0)
        return line

    def _role_box(self, person: Picked) -> QComboBox:
        box = QComboBox()
        box.setFont(type.font("body"))
        box.setAccessibleName(text("ui.kontrakt.rolle_for", navn=person.label))
        box.addItems([enum_text(role) for role in self._roles])
        box.setCurrentIndex(self._roles.index(person.role) if person.role in self._roles else 0)
        box.activated.connect(lambda index: self._set_role(person.id, index))
        return box

    def reading(self) -> Reading[object]:
        """Letters that nobody was picked for are told, not lost."""
        if self.letters:
            return wrong(msg("skjema.ikke_valgt", skrevet=self.letters))
        return Reading(tuple(self._picked) or None)

    def raw(self) -> str:
        return json.dumps([[p.id, p.label, p.role] for p in self._picked], ensure_ascii=False)

    def set_raw(self, typed: str) -> None:
        rows = json.loads(typed) if typed.startswith("[") else []
        self.set_value(tuple(Picked(i, label, HouseholdRole(role) if role else None) for i, label, role in rows))

    def set_value(self, value: object) -> None:
        """A tuple of `Picked`, or None."""
        people = value if isinstance(value, tuple) else ()
        self._picked = [self._in_role(person) for person in people if isinstance(person, Picked)]
        self._show()


def members_editor(spec: FieldSpec) -> Editor:
    """The household besides the tenants."""
    return PeopleEditor(spec, roles=[role for role in HouseholdRole if role is not HouseholdRole.MAIN])


class ChecksEditor(Editor):
    """Any of some choices, in so many columns; the value is the frozenset of their keys, empty when none is taken."""

    def __init__(self, choices: Sequence[Choice], columns: int = 1) -> None:
        home = QWidget()
        self._boxes: dict[object, QCheckBox] = {}
        grid = QGridLayout(home)
        grid.setContentsMargins(0, 6, 0, 4)
        grid.setSpacing(tokens.S8)
        for place, choice in enumerate(choices):
            box = self._boxes[choice.key] = QCheckBox(choice.label.replace("&", "&&"))
            box.setFont(type.font("body"))
            box.setAccessibleName(choice.label)
            box.clicked.connect(lambda _checked=False: self.edited.emit())
            grid.addWidget(box, *divmod(place, columns))
        super().__init__(home, next(iter(self._boxes.values()), home))

    def show_only(self, keys: frozenset[object]) -> None:
        """Ask only for some of them."""
        for key, box in self._boxes.items():
            box.setVisible(key in keys)

    def box(self, key: object) -> QCheckBox:
        """The box of a choice."""
        return self._boxes[key]

    def reading(self) -> Reading[object]:
        return Reading(frozenset(key for key, box in self._boxes.items() if box.isChecked() and not box.isHidden()))

    def raw(self) -> str:
        return " ".join(str(index) for index, box in enumerate(self._boxes.values()) if box.isChecked())

    def set_raw(self, typed: str) -> None:
        taken = set(typed.split())
        for index, box in enumerate(self._boxes.values()):
            box.setChecked(str(index) in taken)

    def set_value(self, value: object) -> None:
        """A frozenset of keys, or None."""
        taken = value if isinstance(value, frozenset) else frozenset()
        for key, box in self._boxes.items():
            box.setChecked(key in taken)


def checks(*choices: Choice, columns: int = 1) -> EditorMaker:
    """A maker of the field of some choices, for a `FieldSpec`; many short ones stand in `columns`."""
    return lambda _spec: ChecksEditor(choices, columns)


class CheckEditor(Editor):
    """One yes that stands as a tick, in a row of a table."""

    def __init__(self, spec: FieldSpec) -> None:
        self._box = QCheckBox()
        self._box.setAccessibleName(text(spec.label))
        super().__init__(self._box)
        self._box.clicked.connect(lambda _checked=False: self.edited.emit())

    def reading(self) -> Reading[object]:
        return Reading(self._box.isChecked())

    def raw(self) -> str:
        return "1" if self._box.isChecked() else ""

    def set_raw(self, typed: str) -> None:
        self._box.setChecked(typed == "1")

    def set_value(self, value: object) -> None:
        """True or False."""
        self._box.setChecked(value is True)
