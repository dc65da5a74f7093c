"""A record whose tabs are classes in files of their own, named in a registry; the shown tab fills the bar first.

A tab is made once, filled with a card whenever it is shown and what it shows is old. To add one: write a subclass of
the record's tab, add its line to the record's registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from ...rules.messages import RefusedError
from ...rules.rights import Right
from ...texts import fault_text
from ..parts.recordpage import Placed, RecordPage, TabSpec
from ..shell.context import Context
from .bar_acts import BarAct, fill_bar

C = TypeVar("C")


class RecordTab(QObject, Generic[C]):
    """One tab of a record of cards `C`. `self.ctx` is the window; the widgets live as long as the record."""

    #: what the tab offers has changed: the bar is filled anew
    acts_changed = Signal()
    #: go to another tab, by its key
    go_to = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx

    def cards(self) -> Sequence[Placed]:
        """The cards of the tab, made once."""
        raise NotImplementedError

    def show_card(self, card: C) -> None:
        """Fill the cards: the tab is visible, and another record or a saved change is to be shown."""
        raise NotImplementedError

    def clear(self) -> None:
        """No record is shown: nothing of the last one may stay (P30)."""

    def acts(self, card: C) -> Iterable[BarAct]:
        """What the bar offers while this tab is shown, the primary first; the record's common acts come after it."""
        return ()

    def count(self, card: C) -> int:
        """What the badge of the tab tells (0: no badge)."""
        return 0


@dataclass(frozen=True)
class TabDef:
    """Where a tab's class lies ("package.module:Class"); `title` is a catalogue code; `right` is needed to see it."""

    key: str
    title: str
    where: str
    right: Right

    def make(self, ctx: Context) -> RecordTab[Any]:
        """Load the module and make the tab."""
        module, _, name = self.where.partition(":")
        made: RecordTab[Any] = getattr(import_module(module), name)(ctx)
        return made


class TabbedRecord(RecordPage, Generic[C]):
    """Shows one record. Subclasses say how it is read, what its head tells and which acts every tab has."""

    #: the card that is shown now
    shown = Signal(object)
    #: what the newest reading replaces in the lane
    topic = "sak"

    def __init__(self, ctx: Context, tabs: Sequence[TabDef]) -> None:
        defs = [tab for tab in tabs if ctx.may(tab.right)]
        super().__init__([TabSpec(tab.key, tab.title) for tab in defs])
        self.ctx = ctx
        self.card: C | None = None
        self.record_id: int | None = None
        self.sections: dict[str, RecordTab[C]] = {tab.key: tab.make(ctx) for tab in defs}
        self._stale: set[str] = set()
        self._wanted: str | None = None
        self.header.more.hide()
        for key, section in self.sections.items():
            self.flow(key).show_cards(list(section.cards()))
            section.acts_changed.connect(self._show_acts)
            section.go_to.connect(self.go_to)
        self.tab_shown.connect(lambda _key: self._fill())

    # -- what a record says of itself ---------------------------------------------------------------

    def read(self, record_id: int) -> C:
        """The record's card. Runs in the read lane."""
        raise NotImplementedError

    def show_head(self, card: C) -> None:
        """Title, facts, chips and money."""
        raise NotImplementedError

    def common_acts(self, card: C) -> Iterable[BarAct]:
        """What every tab offers after its own acts."""
        return ()

    # -- which record -------------------------------------------------------------------------------

    def show_record(self, record_id: int | None, tab: str | None = None) -> None:
        """Show another record, or none; `tab` says where on it."""
        if record_id != self.record_id:
            self._clear()
        self.record_id, self._wanted = record_id, tab
        if record_id is not None:
            self.reload()

    def reload(self) -> None:
        """Read the same record anew."""
        if self.record_id is not None:
            wanted = self.record_id
            done = partial(self._arrived, wanted)
            self.ctx.jobs.read(partial(self.read, wanted), owner=self, topic=self.topic, done=done, failed=self._gone)

    def go_to(self, tab: str) -> None:
        """Go to a tab."""
        if tab in self.sections:
            self.tabs.choose(tab)
            self._fill()

    def _clear(self, why: str = "") -> None:
        """Nothing of the one shown before stays in the window (P30)."""
        self.card = None
        self.header.show_record("")
        self.header.show_money("")
        self.bar.clear()
        for section in self.sections.values():
            section.clear()
        self.show_nothing(why)

    def _gone(self, error: RefusedError) -> None:
        self._clear(fault_text(error.fault).whole)

    def _arrived(self, record_id: int, card: C) -> None:
        if record_id != self.record_id:
            return
        fresh, self.card = self.card is None, card
        self._stale = set(self.sections)
        self.show_head(card)
        for key, section in self.sections.items():
            self.tabs.set_count(key, section.count(card))
        if fresh:
            self._to_top()
        self._fill()
        self.show_whole()
        self.shown.emit(card)

    def _to_top(self) -> None:
        if self._wanted in self.sections:
            self.tabs.choose(self._wanted)
        self._wanted = None
        self.flow(self.tab).verticalScrollBar().setValue(0)

    # -- the tab shown ------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Fill the shown tab if it is old, and the bar with what it offers."""
        if self.card is None:
            return
        if self.tab in self._stale:
            self._stale.discard(self.tab)
            self.sections[self.tab].show_card(self.card)
        self._show_acts()

    def _show_acts(self) -> None:
        if self.card is None:
            self.bar.clear()
        else:
            fill_bar(self.bar, self.sections[self.tab].acts(self.card), self.common_acts(self.card))
