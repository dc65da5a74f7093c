"""The widgets of a form: each gives what was typed, takes it back (drafts), and tells when it is edited or left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ...rules.messages import msg
from ...rules.reading import Reading
from ...rules.reading.outcome import wrong
from ...texts import text
from ..style import tokens, type
from ..style.qss import set_property
from .filterbar import Choice
from .form_spec import RIGHT, WIDTHS, FieldKind, FieldSpec, Reader, typed_form

_LINES = 3
#: The keyboard goes to the field's own list or menu, or to another window: the field is not left.
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Editor(QObject):
    """What a form asks of every field. `widget` is what is laid out, `focus` what gets the keyboard."""

    edited = Signal()
    left = Signal()

    def __init__(self, widget: QWidget, focus: QWidget | None = None) -> None:
        super().__init__(widget)
        self.widget = widget
        self.focus = focus or widget
        self.focus.installEventFilter(self)

    def reading(self) -> Reading[object]:
        """What stands there, read."""
        raise NotImplementedError

    def raw(self) -> str:
        """What stands there, as typed (for drafts)."""
        raise NotImplementedError

    def set_raw(self, typed: str) -> None:
        """Put back what was typed."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value."""
        raise NotImplementedError

    def set_state(self, state: str) -> None:
        """Edge of the field: "error", "warn" or ""."""
        set_property(self.focus, "st", state)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in _STAYS:
            self.left.emit()
        return False


class LineEditor(Editor):
    """One typed line, read by the rules' readers; it is rewritten the usual way when it is left."""

    def __init__(self, spec: FieldSpec, read: Reader) -> None:
        line = QLineEdit()
        super().__init__(line)
        self._line, self._spec, self._read = line, spec, read
        line.setFont(type.font("body"))
        line.setReadOnly(spec.read_only)
        if spec.kind in RIGHT:
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        _set_width(line, spec)
        line.textEdited.connect(lambda _t: self.edited.emit())
        line.editingFinished.connect(self._tidy)

    def _tidy(self) -> None:
        found = self.reading()
        if found.sure and not found.blank and self._spec.kind is not FieldKind.TEXT:
            self.set_value(found.value)

    def reading(self) -> Reading[object]:
        return self._read(self._line.text())

    def raw(self) -> str:
        return self._line.text()

    def set_raw(self, typed: str) -> None:
        self._line.setText(typed)

    def set_value(self, value: object) -> None:
        self._line.setText(typed_form(value, self._spec.kind))


class TextEditor(Editor):
    """Several lines; Tab goes on to the next field."""

    def __init__(self, spec: FieldSpec, read: Reader) -> None:
        area = QPlainTextEdit()
        super().__init__(area)
        self._area, self._read = area, read
        self._quiet = False
        area.setFont(type.font("body"))
        area.setTabChangesFocus(True)
        area.setReadOnly(spec.read_only)
        area.setFixedHeight(type.metrics("body").lineSpacing() * _LINES + 22)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        area.textChanged.connect(self._changed)

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def reading(self) -> Reading[object]:
        return self._read(self._area.toPlainText())

    def raw(self) -> str:
        return self._area.toPlainText()

    def set_raw(self, typed: str) -> None:
        self._quiet = True
        self._area.setPlainText(typed)
        self._quiet = False

    def set_value(self, value: object) -> None:
        self.set_raw(str(value or ""))


class ChoiceEditor(Editor):
    """One of some choices; without a choice made it says "Velg …"."""

    def __init__(self, spec: FieldSpec) -> None:
        box = QComboBox()
        super().__init__(box)
        self._box, self._choices = box, tuple(spec.choices)
        box.setFont(type.font("body"))
        box.setPlaceholderText(text("ui.skjema.velg"))
        box.addItems([choice.label for choice in self._choices])
        box.setCurrentIndex(-1)
        box.setEnabled(not spec.read_only)
        _set_width(box, spec)
        box.activated.connect(lambda _i: self.edited.emit())

    def reading(self) -> Reading[object]:
        index = self._box.currentIndex()
        return Reading(self._choices[index].key if index >= 0 else None)

    def raw(self) -> str:
        return str(self._box.currentIndex())

    def set_raw(self, typed: str) -> None:
        index = int(typed) if typed.lstrip("-").isdigit() else -1
        self._box.setCurrentIndex(index if index < len(self._choices) else -1)

    def set_value(self, value: object) -> None:
        keys = [choice.key for choice in self._choices]
        self._box.setCurrentIndex(keys.index(value) if value in keys else -1)


class YesNoEditor(Editor):
    """Yes, no, or not answered."""

    def __init__(self, spec: FieldSpec) -> None:
        home = QWidget()
        home.setFixedHeight(tokens.BUTTON_H)
        self._yes, self._no = QRadioButton(text("ui.felles.ja")), QRadioButton(text("ui.felles.nei"))
        super().__init__(home, self._yes)
        self._no.installEventFilter(self)
        home.setFocusProxy(self._yes)
        self._group = QButtonGroup(home)
        row = QHBoxLayout(home)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S16)
        for button in (self._yes, self._no):
            button.setFont(type.font("body"))
            button.setAccessibleName(f"{text(spec.label)}: {button.text()}")
            button.setEnabled(not spec.read_only)
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _c: self.edited.emit())
        row.addStretch(1)

    def reading(self) -> Reading[object]:
        return Reading({"1": True, "0": False}.get(self.raw()))

    def raw(self) -> str:
        return "1" if self._yes.isChecked() else "0" if self._no.isChecked() else ""

    def set_raw(self, typed: str) -> None:
        self._group.setExclusive(False)
        self._yes.setChecked(typed == "1")
        self._no.setChecked(typed == "0")
        self._group.setExclusive(True)

    def set_value(self, value: object) -> None:
        self.set_raw({True: "1", False: "0"}.get(value, "") if isinstance(value, bool) else "")


class SearchEditor(Editor):
    """An editor that looks records up: `search(letters)` is answered by `offer(choices)`."""

    search = Signal(str)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show what the letters may mean."""
        raise NotImplementedError


class PersonEditor(SearchEditor):
    """A person (or another record) found by typing. Letters that nobody was picked for stay, and are told."""

    def __init__(self, spec: FieldSpec) -> None:
        line = QLineEdit()
        super().__init__(line)
        self._line = line
        self._chosen: Choice | None = None
        self._offered: Sequence[Choice] = ()
        self._list = QStringListModel(line)
        completer = QCompleter(self._list, line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        if popup := completer.popup():
            popup.setFont(type.font("body"))
        line.setFont(type.font("body"))
        line.setCompleter(completer)
        line.setReadOnly(spec.read_only)
        line.setPlaceholderText(text("ui.skjema.sok_person"))
        _set_width(line, spec)
        line.textEdited.connect(self._typed)
        completer.activated.connect(self._take)

    @property
    def chosen(self) -> Choice | None:
        """What was taken, as it was offered."""
        return self._chosen

    def _typed(self, letters: str) -> None:
        self._chosen = None
        self.edited.emit()
        if letters.strip():
            self.search.emit(letters.strip())

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show whom the letters may mean."""
        self._offered = choices
        self._list.setStringList([choice.label for choice in choices])
        if self._line.hasFocus() and choices and self._chosen is None:
            self._line.completer().complete()

    def _take(self, label: str) -> None:
        self._chosen = next((c for c in self._offered if c.label == label), None)
        self.edited.emit()

    def reading(self) -> Reading[object]:
        if self._chosen is None and (letters := self._line.text().strip()):
            return wrong(msg("skjema.ikke_fra_listen", skrevet=letters))
        return Reading(self._chosen.key if self._chosen else None)

    def raw(self) -> str:
        return f"{self._chosen.key}\n{self._chosen.label}" if self._chosen else self._line.text()

    def set_raw(self, typed: str) -> None:
        key, parted, label = typed.partition("\n")
        self.set_value(Choice(int(key), label) if parted and key.isdigit() else None)
        if not parted:
            self._line.setText(typed)

    def set_value(self, value: object) -> None:
        """A `Choice` (id and name), or None."""
        self._chosen = value if isinstance(value, Choice) else None
        self._line.setText(self._chosen.label if self._chosen else "")


def make_editor(spec: FieldSpec, read: Reader) -> Editor:
    """The editor of a field."""
    if spec.editor is not None:
        return spec.editor(spec)
    if spec.kind is FieldKind.CHOICE:
        return ChoiceEditor(spec)
    if spec.kind is FieldKind.YES_NO:
        return YesNoEditor(spec)
    if spec.kind is FieldKind.PERSON:
        return PersonEditor(spec)
    return TextEditor(spec, read) if spec.kind is FieldKind.MULTILINE else LineEditor(spec, read)


def _set_width(widget: QWidget, spec: FieldSpec) -> None:
    width = spec.width or WIDTHS.get(spec.kind, 0)
    if width:
        widget.setFixedWidth(width)
    else:
        widget.setMinimumWidth(160)
        widget.setMaximumWidth(420)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
