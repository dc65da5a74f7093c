"""A tab whose own work is not built yet: what the records already show, and the first thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ...casework.core.changes import Changes
from ..parts.empty_state import EmptyCard, EmptyState, EmptyStep
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
        self._card = EmptyCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        column.addWidget(self._card)
        self._fresh = False
        self.readiness: Readiness | None = None

    @property
    def state(self) -> EmptyState | None:
        """What is shown; None until the records have been asked."""
        return self._card.state

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
        words = self.words(now)
        state = EmptyState(words.icon, words.title, words.why, words.steps, words.help_text)
        state.action.connect(self.act)
        state.other.connect(self.other)
        self._card.put(state)
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
