"""The stepper of a dialog: all steps visible, done ones can be gone back to."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ...texts import text
from ..style import icons, tokens, type

_CIRCLE, _GAP = 24, 8


class StepState(Enum):
    """Where a step stands."""

    DONE = "ferdig"
    REMARK = "merknad"
    CURRENT = "na"
    STOPPED = "feil"
    AHEAD = "venter"


#: State → ground, edge, figure (tokens), icon instead of the number.
_LOOKS: dict[StepState, tuple[str, str, str, str | None]] = {
    StepState.DONE: ("okbg", "okline", "ok", "check"),
    StepState.REMARK: ("warnbg", "warnline", "warn", "triangle-alert"),
    StepState.CURRENT: ("accent", "accent", "onaccent", None),
    StepState.STOPPED: ("crit", "crit", "surface", None),
    StepState.AHEAD: ("surface", "control", "text2", None),
}
_SAID = {
    StepState.DONE: "ui.steg.ferdig",
    StepState.REMARK: "ui.steg.merknad",
    StepState.CURRENT: "ui.steg.na",
    StepState.STOPPED: "ui.steg.feil",
    StepState.AHEAD: "ui.steg.venter",
}
_BACK = (StepState.DONE, StepState.REMARK)
_HERE = (StepState.CURRENT, StepState.STOPPED)


class StepButton(QAbstractButton):
    """Circle and title of one step."""

    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self.number, self.title = number, title
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_state(StepState.AHEAD)

    def set_state(self, state: StepState, *, here: bool = True) -> None:
        """Show where the step stands; only those behind take click and keyboard."""
        self.state, self.here = state, here and state in _HERE
        behind = state in _BACK or (state is StepState.STOPPED and not here)
        self.setEnabled(behind)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if behind else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(text(_SAID[state], nr=self.number, tittel=self.title))
        self.updateGeometry()
        self.update()

    @property
    def role(self) -> str:
        return "h4" if self.here else "button"

    def sizeHint(self) -> QSize:
        return QSize(_CIRCLE + _GAP + type.width(self.role, self.title) + 4, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(_CIRCLE, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(0, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        self._paint_circle(painter, circle)
        room = self.rect().adjusted(_CIRCLE + _GAP, 0, 0, 0)
        title = type.metrics(self.role).elidedText(self.title, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(type.font(self.role))
        painter.setPen(tokens.color("text2" if self.state is StepState.AHEAD else "text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
        self.setToolTip("" if title == self.title else self.title)

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        ground, edge, figure, icon = _LOOKS[self.state]
        painter.setBrush(tokens.color(ground))
        painter.setPen(QPen(tokens.color(edge), 1))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
        if icon:
            corner = circle.topLeft() + QPointF(5, 4 if icon == "triangle-alert" else 5)
            icons.paint(painter, icon, figure, corner.x(), corner.y(), tokens.ICON_CHIP)
            return
        painter.setFont(type.font("badge"))
        painter.setPen(tokens.color(figure))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.number))


class Stepper(QWidget):
    """The row of steps. `step_chosen(index)` when a done step is clicked."""

    step_chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = [StepButton(i + 1, title) for i, title in enumerate(titles)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        for index, step in enumerate(self._steps):
            if index:
                row.addWidget(_line(), 1)
            row.addWidget(step)
            step.clicked.connect(lambda _checked=False, index=index: self.step_chosen.emit(index))
        self.set_current(0)

    def set_current(
        self, index: int, *, stopped: bool = False, remarks: Sequence[int] = (), errors: Sequence[int] = ()
    ) -> None:
        """Stand on step `index` (from 0); earlier ones are done, those in `remarks` with a remark, in `errors` not."""
        for i, step in enumerate(self._steps):
            wrong = stopped if i == index else i in errors
            step.set_state(_state(i, index, wrong, i in remarks), here=i == index)

    def states(self) -> list[StepState]:
        """The states in order."""
        return [step.state for step in self._steps]

    def step(self, index: int) -> StepButton:
        """The button of a step."""
        return self._steps[index]


def _state(index: int, current: int, stopped: bool, remark: bool) -> StepState:
    if index > current:
        return StepState.AHEAD
    if stopped:
        return StepState.STOPPED
    if index == current:
        return StepState.CURRENT
    return StepState.REMARK if remark else StepState.DONE


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("part", "rule")
    line.setMinimumWidth(8)
    return line
