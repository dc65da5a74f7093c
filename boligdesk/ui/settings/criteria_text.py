"""The text of a criteria set with its faults: each names its line, and a press goes there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from ...rules.allocation.files import read_set
from ...rules.allocation.sets import CriteriaSet
from ...rules.messages import Fault, RefusedError
from ...texts import fault_text, text
from ..parts.alerts import Alert, AlertKind
from ..parts.labels import Label
from ..style import tokens, type

_CHECK_MS = 250
#: More faults than this at once are told as a number: the first ones are usually the cause of the rest.
_MOST_SHOWN = 3


class CriteriaText(QWidget):
    """`read(set)` is sent whenever the text can be read; while it cannot, the faults stand over it."""

    read = Signal(object)
    #: the text was changed; whether it can be saved stands in `criteria`
    edited = Signal()

    def __init__(self, shown: str, name: str, *, read_only: bool) -> None:
        super().__init__()
        self._name = name
        self.criteria: CriteriaSet | None = None
        self.faults: tuple[Fault, ...] = ()
        self.field = QPlainTextEdit(shown)
        self.field.setReadOnly(read_only)
        self.field.setFont(type.font("body"))
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(text("ui.kriterier.tekst"))
        self._alerts: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CHECK_MS)
        self._timer.timeout.connect(self.check)
        self._above = QVBoxLayout()
        self._above.setSpacing(tokens.S8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        column.addLayout(self._above)
        column.addWidget(self.field, 1)
        self.field.textChanged.connect(self._typed)

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.field.toPlainText()

    def put(self, changed: str) -> None:
        """Another text in its place, as one step that Ctrl+Z takes back."""
        cursor = self.field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(changed)
        self.check()

    def _typed(self) -> None:
        self._timer.start()
        self.edited.emit()

    def check(self) -> None:
        """Read the text now, and say what is wrong with it."""
        self._timer.stop()
        try:
            self.criteria, self.faults = read_set(self.text, self._name), ()
        except RefusedError as error:
            self.criteria, self.faults = None, error.faults
        self._show_faults()
        if self.criteria is not None:
            self.read.emit(self.criteria)
        self.edited.emit()

    def _show_faults(self) -> None:
        for alert in self._alerts:
            alert.hide()
            alert.deleteLater()
        self._alerts = [self._alert(fault) for fault in self.faults[:_MOST_SHOWN]]
        if len(self.faults) > _MOST_SHOWN:
            self._alerts.append(Label(text("ui.kriterier.flere_feil", antall=len(self.faults) - _MOST_SHOWN)))
        for alert in self._alerts:
            self._above.addWidget(alert)
        self.field.setExtraSelections([self._marked(line) for line in map(_line_of, self.faults) if line])

    def _alert(self, fault: Fault) -> Alert:
        words = fault_text(fault)
        alert = Alert(AlertKind.HARD, words.what, " ".join(part for part in (words.where, words.mend) if part))
        line = _line_of(fault)
        if line:
            alert.add_button(text("ui.kriterier.ga_til", linje=line)).clicked.connect(partial(self.go_to, line))
        return alert

    def go_to(self, line: int, _checked: object = None) -> None:
        """Put the cursor on a line (counted from 1) and give the text the keyboard."""
        self.field.setTextCursor(self._cursor(line))
        self.field.centerCursor()
        self.field.setFocus()

    def _cursor(self, line: int) -> QTextCursor:
        return QTextCursor(self.field.document().findBlockByNumber(line - 1))

    def _marked(self, line: int) -> QTextEdit.ExtraSelection:
        marked = QTextEdit.ExtraSelection()
        marked.cursor = self._cursor(line)
        marked.format.setBackground(tokens.color("critbg"))
        marked.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return marked


def _line_of(fault: Fault) -> int:
    line = fault.where.params.get("linje") if fault.where else None
    return line if isinstance(line, int) else 0
