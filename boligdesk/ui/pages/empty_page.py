"""A tab whose own work is not built yet: what the records already show, and the first thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from ...casework.core.changes import Changes
from ..parts.empty_state import EmptyState, EmptyStep
from ..parts.tabs import TabStrip
from ..shell.context import Context
from ..shell.page import Page
from ..style import tokens

if TYPE_CHECKING:
    from ...casework.readiness import Readiness


@dataclass(frozen=True)
class Words:
    """The words of the page as the records stand now."""

    icon: str
    title: str
    why: str
    steps: tuple[EmptyStep, ...]
    help_text: str


class EmptyPage(Page):
    """Reads how far the records have come and shows the steps from there. Its buttons all do something."""

    concerns: ClassVar[tuple[str, ...]] = ("tenancy", "tenancy_term", "household", "application")

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._card = QFrame()
        self._card.setProperty("part", "card")
        self._inside = QVBoxLayout(self._card)
        self._inside.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.addWidget(self._card)
        self.state: EmptyState | None = None
        self._fresh = False
        self.readiness: Readiness | None = None

    def words(self, now: Readiness) -> Words:
        """What the page says when the records stand like this."""
        raise NotImplementedError

    def act(self, step: int) -> None:
        """The button of a step was pressed."""

    def other(self, step: int) -> None:
        """The milder way of a step was taken."""

    def on_show(self) -> None:
        self._fresh = True
        self.reload()

    def on_changes(self, changes: Changes, initiator: object) -> None:
        self.reload()

    def on_lost(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Ask how far the records have come."""
        self.ctx.jobs.read(self._ask, owner=self, topic="klar", done=self._show)

    def _ask(self) -> Readiness:
        from ...casework.readiness import readiness

        return readiness(self.ctx.desk)

    def _show(self, now: Readiness) -> None:
        if now == self.readiness and self.state is not None:
            return
        self.readiness = now
        had_focus = self.state is not None and any(button.hasFocus() for button in self.state.buttons())
        if self.state is not None:
            self._inside.removeWidget(self.state)
            self.state.hide()
            self.state.deleteLater()
        words = self.words(now)
        self.state = EmptyState(words.icon, words.title, words.why, words.steps, words.help_text)
        self.state.action.connect(self.act)
        self.state.other.connect(self.other)
        self._inside.addWidget(self.state)
        if (had_focus or self._takes_keyboard()) and (target := self.first_focus()) is not None:
            target.setFocus()
        self._fresh = False

    def _takes_keyboard(self) -> bool:
        """Just opened, and nobody has begun to type or to move among the tabs meanwhile."""
        busy = isinstance(QApplication.focusWidget(), (QLineEdit, TabStrip))
        return self._fresh and self.isVisible() and not busy

    def first_focus(self) -> QWidget | None:
        buttons = self.state.buttons() if self.state else []
        return buttons[0] if buttons else None
