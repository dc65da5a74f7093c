"""What a page shows before there is anything to show: that it is empty so far, why, and what to do first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..style import tokens, type
from .alerts import IconMark
from .buttons import Button, ghost, primary, secondary
from .labels import Label

_COLUMN_W, _CIRCLE = 600, 28


@dataclass(frozen=True)
class EmptyStep:
    """One numbered step; `action` is the word of its button, `other` a milder second way."""

    title: str
    body: str = ""
    action: str = ""
    icon: str | None = None
    other: str = ""


class StepNumber(QWidget):
    """The number of a step in a circle, filled for the first."""

    def __init__(self, number: int, first: bool) -> None:
        super().__init__()
        self.setFixedSize(_CIRCLE, _CIRCLE)
        self._number, self._first = number, first

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("accent" if self._first else "neutralbg"))
        painter.drawEllipse(self.rect())
        painter.setFont(type.font("h4"))
        painter.setPen(tokens.color("onaccent" if self._first else "text2"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, str(self._number))


class EmptyState(QWidget):
    """A left-aligned column, slightly above the middle. `action(index)` and `other(index)` tell what was chosen."""

    action = Signal(int)
    other = Signal(int)

    def __init__(
        self,
        icon: str,
        title: str,
        why: str,
        steps: Sequence[EmptyStep] = (),
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._buttons: list[Button] = []
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(IconMark(icon, "text3", tokens.ICON_EMPTY))
        column.addSpacing(tokens.S12)
        column.addWidget(Label(title, "h1", wrap=True))
        column.addSpacing(tokens.S4)
        column.addWidget(Label(why, "body", "text2", wrap=True))
        column.addSpacing(tokens.S24)
        for index, step in enumerate(steps):
            column.addLayout(self._step(index, step))
            column.addSpacing(tokens.S12)
        if help_text:
            column.addLayout(_help(help_text))
        self._centre(column)

    def buttons(self) -> list[Button]:
        """The buttons of the steps, in order."""
        return list(self._buttons)

    def _centre(self, column: QVBoxLayout) -> None:
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(_COLUMN_W)
        column.setContentsMargins(0, 0, 0, 0)
        grid = QGridLayout(self)
        grid.setContentsMargins(tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        grid.addWidget(holder, 1, 1)
        grid.setRowStretch(0, 2)
        grid.setRowStretch(2, 4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 12)
        grid.setColumnStretch(2, 1)

    def _step(self, index: int, step: EmptyStep) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.addWidget(StepNumber(index + 1, index == 0), 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(step.title, "h4", wrap=True), 0, 1)
        if step.body:
            grid.addWidget(Label(step.body, "body", "text2", wrap=True), 1, 1)
        if step.action or step.other:
            grid.addLayout(self._ways(index, step), 2, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _ways(self, index: int, step: EmptyStep) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, tokens.S8, 0, 0)
        row.setSpacing(tokens.S8)
        if step.action:
            button = primary(step.action, step.icon) if index == 0 else secondary(step.action, step.icon)
            button.clicked.connect(lambda: self.action.emit(index))
            self._buttons.append(button)
            row.addWidget(button)
        if step.other:
            mild = ghost(step.other)
            mild.clicked.connect(lambda: self.other.emit(index))
            self._buttons.append(mild)
            row.addWidget(mild)
        row.addStretch(1)
        return row


class EmptyCard(QFrame):
    """The card that an empty state fills, as large as the page; `put` takes the place of what stood there."""

    def __init__(self, state: EmptyState | None = None) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.state: EmptyState | None = None
        if state is not None:
            self.put(state)

    def put(self, state: EmptyState) -> None:
        """Show another state."""
        if self.state is not None:
            self._inside.removeWidget(self.state)
            self.state.hide()
            self.state.deleteLater()
        self.state = state
        self._inside.addWidget(state)


def _help(words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.S8)
    row.addWidget(IconMark("circle-help", "text2"))
    row.addWidget(Label(words, "caption", "text2", wrap=True), 1)
    return row
