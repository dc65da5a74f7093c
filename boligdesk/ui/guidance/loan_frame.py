"""What the two wide dialogs of a startlån share: fields left, what comes of them right, one act, refusals on top."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...rules.messages import RefusedError, msg
from ...texts import text
from ..parts.alerts import Alert
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens

if TYPE_CHECKING:
    from ...casework.core.changes import Done


class TwoHalves(DialogFrame):
    """`left` scrolls beside `right`; subclasses say what `submit` carries out."""

    def __init__(self, ctx: Context, words: tuple[str, str], left: QWidget, right: QWidget, right_width: int) -> None:
        width, height = tokens.DIALOG_MAX_W, tokens.DIALOG_MAX_H
        super().__init__(ctx.parent, *words, width=width, height=height, scroll=False)
        self.ctx, self._left = ctx, left
        self._alerts: list[Alert] = []
        self._said = QVBoxLayout()
        self._said.setSpacing(tokens.S8)
        halves = QHBoxLayout()
        halves.setSpacing(tokens.CARD_GAP)
        halves.addWidget(_scrolled(left), 1)
        beside = _scrolled(right)
        beside.setFixedWidth(right_width)
        beside.setAccessibleName(text("ui.startlan.resultat"))
        halves.addWidget(beside)
        self.body.addLayout(self._said)
        self.body.addLayout(halves, 1)

    def add_foot(self, save: str, leave: str) -> None:
        """The primary and the way out; both are catalogue codes."""
        close, self.save = secondary(text(leave)), primary(text(save), "save")
        close.clicked.connect(self.leave)
        self.save.clicked.connect(self.submit)
        self.add_right(close)
        self.add_right(self.save)

    def submit(self) -> None:
        """Keep what is typed."""
        raise NotImplementedError

    def carry_out(self, act: Callable[[], Done[Any]], said: str, *, undo: bool = False) -> None:
        """Carry out an act, once at a time; the dialog closes when it is done, else it says why not."""
        self.save.setEnabled(False)
        self.ctx.write(
            act,
            owner=self._left,
            name=msg("ui.startlan.lagrer"),
            said=text(said),
            undo=undo,
            done=lambda _value: self.finish(True),
            failed=self._refused,
        )

    def _refused(self, error: RefusedError) -> None:
        self.save.setEnabled(True)
        for old in self._alerts:
            old.hide()
            old.deleteLater()
        self._alerts = fault_alerts(error)
        for alert in self._alerts:
            self._said.addWidget(alert)


def _scrolled(widget: QWidget) -> QScrollArea:
    widget.setProperty("part", "scroll")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
