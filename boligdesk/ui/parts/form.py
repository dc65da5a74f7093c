"""A declared form: typed values, validation while typing, what stops, what is not yet saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ...rules.messages import Control, Kind, Mend
from ...rules.reading import SUGGESTED
from ...texts import text
from ..style import tokens
from ..style.tokens import theme
from .alerts import ControlAlert, IconMark, control_widget
from .buttons import link
from .filterbar import Choice
from .form_fields import SearchEditor
from .form_row import FieldRow, Stops, stops_in
from .form_spec import FieldSpec, FormSpec, SectionSpec, reader_of
from .labels import Label, rule


class FormView(QWidget):
    """The fields of a `FormSpec`. The caller listens to `edited`, asks the rules, and hands in `set_controls`."""

    #: key of the field that was edited
    edited = Signal(str)
    dirty_changed = Signal(bool)
    #: how many stops are to be seen
    stops_changed = Signal(int)
    #: somebody types in a person field: its key, the letters
    search = Signal(str, str)

    def __init__(self, spec: FormSpec, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._today = today
        self._reasons: dict[str, str] = {}
        self._general: tuple[Control, ...] = ()
        self._general_widgets: list[QWidget] = []
        self._rows: dict[str, FieldRow] = {}
        self._clean: object = None
        self._dirty = False
        self._waiting = Stops()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S8)
        self._top = QVBoxLayout()
        self._column.addLayout(self._top)
        for number, section in enumerate(spec.sections):
            self._add_section(section, ruled=number > 0)
        self._column.addStretch(1)
        self._apply_conditions()
        self.mark_clean()

    def _add_section(self, section: SectionSpec, *, ruled: bool) -> None:
        if ruled:
            self._column.addSpacing(tokens.S4)
            self._column.addWidget(rule())
            self._column.addSpacing(tokens.S4)
        if section.title:
            self._column.addWidget(Label(text(section.title), "h3"))
        for field in section.fields:
            self._column.addWidget(self._make_row(field))

    def _make_row(self, field: FieldSpec) -> FieldRow:
        row = self._rows[field.key] = FieldRow(field, reader_of(field, self._today))
        row.edited.connect(self._on_edit)
        row.mended.connect(lambda mend, key=field.key: self.mend(mend, key))
        row.reason_written.connect(self._on_reason)
        row.judged.connect(self._judge)
        if isinstance(row.editor, SearchEditor):
            row.editor.search.connect(lambda letters, key=field.key: self.search.emit(key, letters))
        return row

    # -- values ---------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """Key → typed value (None: blank, unreadable or not asked)."""
        return {key: row.reading().value if not row.isHidden() else None for key, row in self._rows.items()}

    def set_values(self, values: Mapping[str, object], *, clean: bool = False) -> None:
        """Show values; keys that the form lacks are ignored. `clean` says that these are what is saved."""
        for key, value in values.items():
            if key in self._rows:
                self._rows[key].editor.set_value(value)
        if clean:
            self._start_afresh()
        else:
            self._after_change()

    def _start_afresh(self) -> None:
        self._reasons.clear()
        self._apply_conditions()
        for row in self._rows.values():
            row.forget(self._reasons)
        self._count()
        self.mark_clean()

    def raw(self) -> dict[str, str]:
        """What is typed in every field, as typed (for drafts), with the reasons under `begrunnelse:<code>`."""
        typed = {key: row.editor.raw() for key, row in self._rows.items()}
        return typed | {f"begrunnelse:{code}": words for code, words in self._reasons.items()}

    def set_raw(self, typed: Mapping[str, str]) -> None:
        """Put a draft back: the form is then not saved."""
        for key, words in typed.items():
            if key in self._rows:
                self._rows[key].editor.set_raw(words)
            elif key.startswith("begrunnelse:"):
                self._reasons[key.removeprefix("begrunnelse:")] = words
        self._after_change()

    def offer(self, key: str, choices: Sequence[Choice]) -> None:
        """Answer `search`: the `Choice`s that the letters may mean."""
        editor = self._rows[key].editor
        if isinstance(editor, SearchEditor):
            editor.offer(choices)

    @property
    def stops(self) -> int:
        """How many stops are to be seen."""
        return self._waiting.total

    @property
    def waiting(self) -> Stops:
        """The stops that are to be seen, by what they ask for."""
        return self._waiting

    def row(self, key: str) -> FieldRow:
        """The row of a field."""
        return self._rows[key]

    # -- saved or not ---------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Whether something stands here that is not saved."""
        return self._dirty

    def mark_clean(self) -> None:
        """What stands here now is saved."""
        self._clean = self._content()
        self._tell_dirty()

    def _content(self) -> object:
        return {key: row.content() for key, row in self._rows.items()}, self.reasons

    def _tell_dirty(self) -> None:
        dirty = self._content() != self._clean
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)

    # -- controls -------------------------------------------------------------------------------

    def set_controls(self, controls: Sequence[Control]) -> None:
        """Show what the rules say: each control under its first field that is asked, else at the top."""
        by_field: dict[str, list[Control]] = {key: [] for key in self._rows}
        general: list[Control] = []
        for control in controls:
            place = next((key for key in control.fields if self._asked(key)), None)
            (by_field[place] if place else general).append(control)
        for key, row in self._rows.items():
            row.set_controls(by_field[key], self._reasons)
        if tuple(general) != self._general:
            self._general = tuple(general)
            self._show_general()
        self._count()

    def _asked(self, key: str) -> bool:
        return key in self._rows and not self._rows[key].isHidden()

    def _show_general(self) -> None:
        for widget in self._general_widgets:
            self._top.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._general_widgets = []
        for control in self._general:
            widget = control_widget(control, self._reasons.get(control.code, ""))
            if isinstance(widget, ControlAlert):
                widget.mended.connect(self.mend)
                widget.reason_changed.connect(lambda words, c=control.code: self._on_reason(c, words))
            self._general_widgets.append(widget)
            self._top.addWidget(widget)
            widget.show()

    def mend(self, mend: Mend, key: str = "") -> None:
        """Take a way out: set its values; a reader's suggestion goes into the field it stands under."""
        values = {key if name == SUGGESTED else name: value for name, value in mend.values.items()}
        self.set_values(values)
        for name in values:
            if name in self._rows:
                self.edited.emit(name)
                self._rows[name].editor.focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def reasons(self) -> dict[str, str]:
        """Code of each soft control → the reason written."""
        return {code: words for code, words in self._reasons.items() if words.strip()}

    def _on_reason(self, code: str, words: str) -> None:
        self._reasons[code] = words
        self._tell_dirty()
        self._count()
        self.edited.emit("")

    # -- what stops -----------------------------------------------------------------------------

    @property
    def blocked(self) -> bool:
        """Whether one may not go on, seen or not."""
        return bool(self._blocking()) or any(getattr(w, "stops", False) for w in self._general_widgets)

    def _blocking(self) -> list[FieldRow]:
        return [row for key, row in self._rows.items() if self._asked(key) and row.stops(self._reasons)]

    def check(self) -> bool:
        """Before going on: show everything that stops and go to the first; True when nothing does."""
        for key, row in self._rows.items():
            if self._asked(key):
                row.show_everything(self._reasons)
        self._count()
        if self.blocked:
            self.go_to_first_stop()
        return not self.blocked

    def go_to_first_stop(self) -> None:
        """Give the first field that stops the keyboard."""
        if blocking := self._blocking():
            blocking[0].go_here()
        elif general := [w for w in self._general_widgets if isinstance(w, ControlAlert) and w.stops]:
            _go_to(general[0])

    def focus_first(self) -> None:
        """Give the first field that can be typed in the keyboard."""
        rows = (r for key, r in self._rows.items() if self._asked(key) and not r.spec.read_only)
        if first := next(rows, None):
            first.editor.focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first_missing(self) -> None:
        """Give the keyboard to the first field that must be filled in and is not; to the first when none is."""
        if lacking := next((row for key, row in self._rows.items() if self._asked(key) and row.missing), None):
            lacking.editor.focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def _count(self) -> None:
        found = [row.shown_stops(self._reasons) for key, row in self._rows.items() if self._asked(key)]
        found.append(stops_in((c for c in self._general if c.kind is not Kind.MISSING), self._reasons))
        waiting = Stops(sum(stops.faults for stops in found), sum(stops.reasons for stops in found))
        if waiting != self._waiting:
            self._waiting = waiting
            self.stops_changed.emit(waiting.total)

    # -- inside ---------------------------------------------------------------------------------

    def _on_edit(self, key: str) -> None:
        self._after_change()
        self.edited.emit(key)

    def _after_change(self) -> None:
        self._apply_conditions()
        self._judge()
        self._tell_dirty()

    def _judge(self) -> None:
        for row in self._rows.values():
            row.judge(self._reasons)
        self._count()

    def _apply_conditions(self) -> None:
        values = self.values()
        for field in self.spec.fields:
            if field.when:
                self._rows[field.key].setVisible(field.when(values))


def _go_to(alert: ControlAlert) -> None:
    """Give the keyboard to what an alert asks for: its reason, or its first way out."""
    if alert.control.kind is Kind.SOFT:
        alert.open_reason()
    elif ways := alert.buttons():
        ways[0].setFocus(Qt.FocusReason.OtherFocusReason)


class StopCount(QWidget):
    """The footer's count of stops: "1 feil må rettes før du går videre", "1 begrunnelse mangler".

    It counts what is to be seen, one for one; a click goes to the first.
    """

    #: pressed: to the first stop
    wanted = Signal()

    def __init__(self, form: FormView | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button = link("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S8)
        self._mark = IconMark("octagon-x", "crit")
        row.addWidget(self._mark)
        row.addWidget(self.button)
        self.button.clicked.connect(self.wanted)
        if form is not None:
            self.wanted.connect(form.go_to_first_stop)
            form.stops_changed.connect(lambda _total: self.show_count(form.waiting))
        self._hue = "crit"
        theme.changed.connect(self._colour)
        self._colour()
        self.hide()

    def _colour(self) -> None:
        self.button.setStyleSheet(f"color: {tokens.hex(self._hue)};")

    def show_count(self, stops: Stops) -> None:
        """Show how many of what; nothing at zero. Without a fault it is a warning, in its colour."""
        self.button.set_label(_count_words(stops))
        self._hue, icon = ("crit", "octagon-x") if stops.faults else ("warn", "triangle-alert")
        self._mark.show_icon(icon, self._hue)
        self._colour()
        self.setVisible(stops.total > 0)


def _count_words(stops: Stops) -> str:
    if stops.faults and stops.reasons:
        return text("ui.skjema.feil_og_begrunnelser", feil=stops.faults, antall=stops.reasons)
    if stops.reasons:
        return text("ui.skjema.begrunnelser_igjen", antall=stops.reasons)
    return text("ui.skjema.feil_igjen", antall=stops.faults) if stops.faults else ""
