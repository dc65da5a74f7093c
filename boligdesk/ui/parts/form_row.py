"""One field of a form with everything that is said about it: label, unit, help, alerts under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ...rules.messages import Control, Kind, msg
from ...rules.reading import Reading
from ...texts import text
from ..style import tokens
from .alerts import ControlAlert, control_widget, worst
from .form_fields import make_editor
from .form_spec import FieldKind, FieldSpec, Reader
from .labels import Label

_STATE = {Kind.HARD: "error", Kind.SOFT: "warn"}
_LABEL_DROP = 8
_MOST = 100


@dataclass(frozen=True)
class Stops:
    """What is to be seen and stops: faults to mend, and warnings that wait for their reason."""

    faults: int = 0
    reasons: int = 0

    @property
    def total(self) -> int:
        """How many in all."""
        return self.faults + self.reasons


def stops_in(controls: Iterable[Control], reasons: Mapping[str, str]) -> Stops:
    """How many of the controls stop, by what they ask for; `reasons` are those written, by code."""
    waiting = [control.kind for control in controls if _stops(control, reasons)]
    soft = waiting.count(Kind.SOFT)
    return Stops(len(waiting) - soft, soft)


class FieldRow(QWidget):
    """A field. Reading faults show when it is left (and while typing once they have shown), controls at once."""

    edited = Signal(str)
    #: a way out was taken: the `Mend`
    mended = Signal(object)
    #: code of the control, its reason as written
    reason_written = Signal(str, str)
    #: what stops may be another
    judged = Signal()

    def __init__(self, spec: FieldSpec, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.editor = make_editor(spec, read)
        self._controls: tuple[Control, ...] = ()
        self._shown: tuple[Control, ...] = ()
        self._widgets: list[QWidget] = []
        self._touched = False
        self._lay_out()
        self.editor.edited.connect(self._on_edit)
        self.editor.left.connect(self._on_left)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(tokens.S8)
        line.addWidget(self._label())
        line.addWidget(self.editor.widget, _MOST)
        if self.spec.unit:
            unit = Label(text(self.spec.unit), "label")
            unit.setFixedHeight(tokens.BUTTON_H)
            line.addWidget(unit, 0, Qt.AlignmentFlag.AlignTop)
        if self.spec.kind is not FieldKind.MULTILINE:
            line.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S4)
        self._beside = Label("", "label")
        self._beside.setFixedHeight(tokens.BUTTON_H)
        line.insertWidget(3 if self.spec.unit else 2, self._beside, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)
        self._help = Label("", "caption", wrap=True)
        self._help.setContentsMargins(_indent(), 0, 0, 0)
        self._column.addWidget(self._help)
        self.set_help(text(self.spec.help) if self.spec.help else "")

    def set_help(self, words: str) -> None:
        """Change the muted words about the field: under it, in a low window beside its unit (look § 4)."""
        self._help.setText(words)
        self._beside.setText(f"· {words}" if self.spec.unit else words)
        self._place_help()

    def _place_help(self) -> None:
        low = self.window().height() < tokens.LOW_H and self.spec.kind is not FieldKind.MULTILINE
        shown = bool(self._help.text())
        fits = self._beside.sizeHint().width() + _indent() + 260 < self.width()
        self._beside.setVisible(shown and low and fits)
        self._help.setVisible(shown and not (low and fits))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_help()

    def _label(self) -> QLabel:
        name = text(self.spec.label)
        label = Label(name, "label", wrap=True)
        label.setFixedWidth(tokens.LABEL_FORM_W)
        label.setContentsMargins(0, _LABEL_DROP, 0, _LABEL_DROP)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        label.setBuddy(self.editor.focus)
        if self.spec.kind is not FieldKind.YES_NO:
            self.editor.focus.setAccessibleName(name)
        return label

    # -- what stands there ----------------------------------------------------------------------

    def reading(self) -> Reading[object]:
        """The value and what the reader says of it."""
        return self.editor.reading()

    def content(self) -> object:
        """The value where it can be read without doubt, else what is typed: two equal contents are the same to save."""
        found = self.reading()
        return found.value if found.sure and not found.blank else self.editor.raw()

    @property
    def missing(self) -> bool:
        """Whether a value is asked for and nothing stands there."""
        return self.spec.required and not self.spec.read_only and self.reading().blank

    def stops(self, reasons: dict[str, str]) -> bool:
        """Whether one may not go on: missing, wrong, or a soft control of the rules without its reason."""
        return self.missing or any(_stops(control, reasons) for control in self._all())

    def shown_stops(self, reasons: dict[str, str]) -> Stops:
        """The stops that are to be seen here."""
        return stops_in(self._shown, reasons)

    def _all(self) -> tuple[Control, ...]:
        """What the reader and the rules say; a reading that is in doubt is told, it needs no written reason."""
        finding = self.reading().for_field(self.spec.key).finding
        if finding is None:
            return self._controls
        doubt = finding.kind is Kind.SOFT
        return (replace(finding, kind=Kind.INFO) if doubt else finding, *self._controls)

    # -- what is said of it ---------------------------------------------------------------------

    def set_controls(self, controls: Sequence[Control], reasons: dict[str, str]) -> None:
        """What the rules say of this field."""
        self._controls = tuple(controls)
        self.judge(reasons)

    def show_everything(self, reasons: dict[str, str]) -> None:
        """Show faults and what is missing, also in a field nobody has been to."""
        self._touched = True
        self.judge(reasons)

    def forget(self, reasons: dict[str, str]) -> None:
        """As if nobody had been here."""
        self._touched = False
        self.judge(reasons)

    def judge(self, reasons: dict[str, str]) -> None:
        """Show what is to be said now; an alert that stays the same keeps its widget (and its half-written reason)."""
        said = self._said()
        self.editor.set_state(_STATE.get(worst(said) or Kind.INFO, ""))
        self.editor.focus.setAccessibleDescription("")
        if said != self._shown:
            self._shown = said
            self._rebuild(reasons)
        if self._widgets:
            self.editor.focus.setAccessibleDescription(" ".join(w.accessibleName() for w in self._widgets))

    def _said(self) -> tuple[Control, ...]:
        if not self._touched:
            return self._controls
        if self.missing:
            lacking = msg("ui.felles.fyll_inn", felt=text(self.spec.label).lower())
            return (Control(Kind.MISSING, lacking, fields=(self.spec.key,)),)
        return self._all()

    def _rebuild(self, reasons: dict[str, str]) -> None:
        for widget in self._widgets:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._widgets = [self._say(control, reasons.get(control.code, "")) for control in self._shown]

    def _say(self, control: Control, reason: str) -> QWidget:
        widget = control_widget(control, reason)
        if isinstance(widget, ControlAlert):
            widget.mended.connect(self.mended)
            widget.reason_changed.connect(lambda words: self.reason_written.emit(control.code, words))
        else:
            widget.setContentsMargins(_indent(), 0, 0, 0)
        self._column.addWidget(widget)
        widget.show()
        return widget

    def _on_edit(self) -> None:
        self.edited.emit(self.spec.key)

    def _on_left(self) -> None:
        self._touched = self._touched or self.spec.required or not self.reading().blank
        self.judged.emit()

    def go_here(self) -> None:
        """Give the field the keyboard and bring it into view."""
        self.editor.focus.setFocus(Qt.FocusReason.OtherFocusReason)
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(self)


def _stops(control: Control, reasons: Mapping[str, str]) -> bool:
    if control.kind is Kind.SOFT:
        return not reasons.get(control.code, "").strip()
    return control.kind in (Kind.HARD, Kind.MISSING)


def _indent() -> int:
    return tokens.LABEL_FORM_W + tokens.S8
