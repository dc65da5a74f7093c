"""The record of an application: head, the tabs of the registry, and the bar that the shown tab fills first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from ...casework.application_card import ApplicationCard, application_card
from ...rules.messages import RefusedError
from ...texts import fault_text
from ..parts.recordpage import RecordPage, TabSpec
from ..record_tabs.bar_acts import fill_bar
from ..shell.context import Context
from . import words
from .acts import ApplicationActs, common_acts
from .tabs import TABS, ApplicationTab


class ApplicationRecord(RecordPage):
    """Shows one application. The tabs are made once and keep their widgets; only the shown one is filled."""

    #: the card that is shown now
    shown = Signal(object)

    def __init__(self, ctx: Context) -> None:
        defs = [tab for tab in TABS if ctx.may(tab.right)]
        super().__init__([TabSpec(tab.key, tab.title) for tab in defs])
        self.ctx = ctx
        self.card: ApplicationCard | None = None
        self.application_id: int | None = None
        self.sections: dict[str, ApplicationTab] = {tab.key: tab.make(ctx) for tab in defs}
        self._stale: set[str] = set()
        self._wanted: str | None = None
        self.header.more.hide()
        for key, section in self.sections.items():
            self.flow(key).show_cards(list(section.cards()))
            section.acts_changed.connect(self._show_acts)
            section.go_to.connect(self.go_to)
        self.tab_shown.connect(lambda _key: self._fill())

    # -- which application ----------------------------------------------------------------------

    def show_application(self, application_id: int | None, tab: str | None = None) -> None:
        """Show another application, or none; `tab` says where on it."""
        if application_id != self.application_id:
            self._clear()
        self.application_id, self._wanted = application_id, tab
        if application_id is not None:
            self.reload()

    def reload(self) -> None:
        """Read the same application anew."""
        if self.application_id is not None:
            asked = partial(application_card, self.ctx.desk, self.application_id)
            self.ctx.jobs.read(asked, owner=self, topic="soknad", done=self._arrived, failed=self._gone)

    def go_to(self, tab: str) -> None:
        """Go to a tab of the application."""
        if tab in self.sections:
            self.tabs.choose(tab)
            self._fill()

    def _clear(self, why: str = "") -> None:
        """Nothing of the one shown before stays in the window (P30)."""
        self.card = None
        self.header.show_record("")
        self.bar.clear()
        for section in self.sections.values():
            section.clear()
        self.show_nothing(why)

    def _gone(self, error: RefusedError) -> None:
        self._clear(fault_text(error.fault).whole)

    def _arrived(self, card: ApplicationCard) -> None:
        if card.id != self.application_id:
            return
        before, self.card = self.card, card
        self._stale = set(self.sections)
        self.header.show_record(card.applicant.name, words.facts(card), words.chips(card))
        for key, section in self.sections.items():
            self.tabs.set_count(key, section.count(card))
        if before is None:
            self._to_top()
        self._fill()
        self.show_whole()
        self.shown.emit(card)

    def _to_top(self) -> None:
        if self._wanted in self.sections:
            self.tabs.choose(self._wanted)
        self._wanted = None
        self.flow(self.tab).verticalScrollBar().setValue(0)

    # -- the tab shown --------------------------------------------------------------------------

    def _fill(self) -> None:
        """Fill the shown tab if it is old, and the bar with what it offers."""
        if self.card is None:
            return
        if self.tab in self._stale:
            self._stale.discard(self.tab)
            self.sections[self.tab].show_application(self.card)
        self._show_acts()

    @property
    def do(self) -> ApplicationActs:
        """What can be done with the application shown."""
        assert self.card is not None
        return ApplicationActs(self.ctx, self, self.card)

    def _show_acts(self) -> None:
        if self.card is None:
            self.bar.clear()
        else:
            fill_bar(self.bar, self.sections[self.tab].acts(self.card), common_acts(self.do))

    def print_now(self) -> None:
        """Ctrl+P: the confirmation."""
        if self.card is not None:
            self.do.print_confirmation()

    def can_leave(self) -> bool:
        """Whether the window may close."""
        return all(section.can_leave() for section in self.sections.values())
