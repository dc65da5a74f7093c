"""Alerts inside a page: hard stop, soft warning, information; and the one that shows a `Control` of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ...rules.messages import Control, Kind
from ...texts import render, text
from ..style import icons, tokens
from ..style.tokens import theme
from .buttons import Button, ButtonKind
from .labels import Label


class AlertKind(Enum):
    """How an alert binds; the value is the first part of its tokens."""

    HARD = "crit"
    SOFT = "warn"
    INFO = "info"
    DONE = "ok"


_ICON = {
    AlertKind.HARD: "octagon-x",
    AlertKind.SOFT: "triangle-alert",
    AlertKind.INFO: "info",
    AlertKind.DONE: "circle-check",
}
_OF_KIND = {
    Kind.HARD: AlertKind.HARD,
    Kind.SOFT: AlertKind.SOFT,
    Kind.MISSING: AlertKind.SOFT,
    Kind.INFO: AlertKind.INFO,
}


#: Room for the ways out beside each other, px.
_WAYS_W = 560


class IconMark(QLabel):
    """An icon in a token's colour that follows the theme. Decoration: the word beside it says the same."""

    def __init__(self, icon: str, colour: str, size: int = tokens.ICON) -> None:
        super().__init__()
        self._what = (icon, colour, size)
        self.setFixedSize(size, size)
        self._draw()
        theme.changed.connect(self._draw)

    def show_icon(self, icon: str, colour: str) -> None:
        """Show another icon in the same size."""
        self._what = (icon, colour, self._what[2])
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(*self._what))


class Alert(QFrame):
    """Title in the colour of its kind, text under it, ways out as buttons below."""

    def __init__(self, kind: AlertKind, title: str, body: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._icon = IconMark(_ICON[kind], kind.value, tokens.ICON_ALERT)
        self._title = Label(title, "h4", kind.value, wrap=True)
        self._body = Label(body, wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(tokens.S8)
        self._ways: list[Button] = []
        self._lay_out()
        self._name()
        self._body.setVisible(bool(body))

    def _lay_out(self) -> None:
        self.column = QVBoxLayout()
        self.column.setSpacing(3)
        self.column.addWidget(self._title)
        self.column.addWidget(self._body)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 11, 14, 11)
        grid.setHorizontalSpacing(10)
        grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self.column, 0, 1)
        grid.setColumnStretch(1, 1)

    def say(self, title: str, body: str = "") -> None:
        """Show other words in the same alert."""
        self._title.setText(title)
        self._body.setText(body)
        self._body.setVisible(bool(body))
        self._name()

    @property
    def title(self) -> str:
        """The first line."""
        return self._title.text()

    @property
    def body(self) -> str:
        """What stands under the title."""
        return self._body.text()

    def add_button(self, label: str, icon: str | None = None, kind: ButtonKind = ButtonKind.SECONDARY) -> Button:
        """Add a way out; the label says the result."""
        if not self._ways:
            self._buttons.setContentsMargins(0, 8, 0, 2)
            self._buttons.addStretch(1)
            self.column.addLayout(self._buttons)
        button = Button(label, kind, icon, small=True)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        self._ways.append(button)
        self._stack_if_long()
        return button

    def _stack_if_long(self) -> None:
        """Ways out that are long in words stand one under the other, so that they never widen the page."""
        widths = [way.sizeHint().width() + tokens.S8 for way in self._ways]
        if len(widths) > 1 and sum(widths) > _WAYS_W:
            self._buttons.setDirection(QBoxLayout.Direction.TopToBottom)
            for way in self._ways:
                self._buttons.setAlignment(way, Qt.AlignmentFlag.AlignLeft)

    def buttons(self) -> list[Button]:
        """The ways out, in order."""
        return list(self._ways)

    def _name(self) -> None:
        code = {AlertKind.HARD: "ui.varsel.stopp", AlertKind.SOFT: "ui.varsel.advarsel"}
        whole = " ".join(part for part in (self._title.text(), self._body.text()) if part)
        self.setAccessibleName(text(code.get(self.kind, "ui.varsel.til_info"), tekst=whole))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), tokens.RADIUS, tokens.RADIUS)
        painter.fillPath(shape, tokens.color(f"{self.kind.value}bg"))
        painter.setPen(QPen(tokens.color(f"{self.kind.value}line"), 1))
        painter.drawPath(shape)
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, tokens.EDGE_W, self.height()), tokens.color(self.kind.value))


class ControlAlert(Alert):
    """A control of the rules in words. `mended(Mend)` when a way out is taken; soft ones keep a written reason."""

    mended = Signal(object)
    reason_changed = Signal(str)

    def __init__(self, control: Control, reason: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_OF_KIND[control.kind], render(control.what), _why(control), parent)
        self.control = control
        self._reason = _reason_field()
        self.column.addWidget(self._reason)
        if control.kind is Kind.SOFT:
            self.add_button(text("ui.varsel.skriv_begrunnelse"), "pencil").clicked.connect(self.open_reason)
        self._add_mends()
        self._reason.textChanged.connect(lambda: self.reason_changed.emit(self.reason))
        self._restore(reason)

    @property
    def reason(self) -> str:
        """The reason as written, trimmed; empty when none."""
        return self._reason.toPlainText().strip()

    @property
    def stops(self) -> bool:
        """Whether one may not go on: a hard control, or a soft one without a reason."""
        return self.control.kind is Kind.HARD or (self.control.kind is Kind.SOFT and not self.reason)

    def open_reason(self) -> None:
        """Show the field for the reason and give it the keyboard."""
        self._reason.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_mends(self) -> None:
        for mend in self.control.mends:
            first = not self.buttons()
            kind = ButtonKind.SECONDARY if first else ButtonKind.GHOST
            button = self.add_button(render(mend.label), "wand-sparkles" if first else None, kind)
            button.clicked.connect(lambda _checked=False, mend=mend: self.mended.emit(mend))

    def _restore(self, reason: str) -> None:
        if reason:
            self._reason.setPlainText(reason)
            self._reason.show()


def _reason_field() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setPlaceholderText(text("ui.varsel.begrunnelse_hjelp"))
    field.setAccessibleName(text("ui.varsel.begrunnelse"))
    field.setTabChangesFocus(True)
    field.setFixedHeight(64)
    field.hide()
    return field


def _why(control: Control) -> str:
    """The consequence, and the paragraph as a sentence of its own."""
    parts = [render(control.why)] if control.why else []
    if control.paragraph:
        parts.append(control.paragraph[:1].upper() + control.paragraph[1:].rstrip(".") + ".")
    return " ".join(parts).replace("§ ", "§\u00a0")


class MissingNote(QWidget):
    """One line under a field that is not filled in: icon and words in crit."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconMark("circle-alert", "crit", tokens.ICON_CHIP))
        row.addWidget(Label(words, "caption", "crit", wrap=True), 1)
        self.setAccessibleName(words)


def control_widget(control: Control, reason: str = "") -> ControlAlert | MissingNote:
    """The widget for a control: a note for what is missing, an alert for everything else."""
    if control.kind is Kind.MISSING:
        return MissingNote(render(control.what))
    return ControlAlert(control, reason)


def worst(controls: Iterable[Control]) -> Kind | None:
    """The kind that binds most among the controls, None when there are none."""
    order = list(Kind)
    return min((c.kind for c in controls), key=order.index, default=None)
