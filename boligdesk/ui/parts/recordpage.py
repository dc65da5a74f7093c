"""A record: header, secondary tabs, cards that scroll, the acts at the bottom – described by data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...texts import text
from ..style import tokens
from .buttons import Button
from .cards import ActionBar, Card, RecordHeader
from .labels import Label
from .tabs import SubTabs


class Place(Enum):
    """Where a card stands in a wide window; in a narrow one they stand in order, one under the other."""

    MAIN = "main"
    ASIDE = "aside"
    WIDE = "wide"


@dataclass(frozen=True)
class Placed:
    """A card (or any widget) and its place."""

    card: QWidget
    place: Place = Place.MAIN


@dataclass(frozen=True)
class TabSpec:
    """A secondary tab: `title` is a catalogue code, `count` shows a badge when work waits."""

    key: str
    title: str
    count: int = 0


class CardFlow(QScrollArea):
    """Cards in two columns in a window of 1360 px or more where they have room beside each other, else in one.

    Only this part of a record scrolls, and never sideways.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[Placed, ...] = ()
        self._two: bool | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setProperty("part", "scroll")
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(tokens.PAGE_MARGIN, tokens.S12, tokens.PAGE_MARGIN, tokens.S12)
        self._grid.setSpacing(tokens.CARD_GAP)
        self.setWidget(holder)
        self.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._keep_edge(most > 0))

    def _keep_edge(self, scrolls: bool) -> None:
        """The cards end where the acts under them end, with a scroll bar or without."""
        bar = self.verticalScrollBar().sizeHint().width() if scrolls else 0
        side = tokens.PAGE_MARGIN
        self._grid.setContentsMargins(side, tokens.S12, max(tokens.S4, side - bar), tokens.S12)

    def show_cards(self, cards: Sequence[Placed]) -> None:
        """Show other cards; the earlier ones go away."""
        kept = {placed.card for placed in cards}
        for placed in self._cards:
            self._grid.removeWidget(placed.card)
            if placed.card not in kept:
                placed.card.hide()
                placed.card.deleteLater()
        for card in kept - {placed.card for placed in self._cards}:
            if isinstance(card, Card):
                card.body.addStretch(0)  # content stays at the top of a card that its neighbour makes taller
        self._cards = tuple(cards)
        self._two = None
        self._place()
        self.verticalScrollBar().setValue(0)

    @property
    def two_columns(self) -> bool:
        """Whether the cards stand in two columns now."""
        return bool(self._two)

    def _place(self) -> None:
        two = self.window().width() >= tokens.NARROW_W and self._has_room_for_two()
        if two == self._two:
            return
        self._two = two
        for placed in self._cards:
            self._grid.removeWidget(placed.card)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        last = self._in_two() if two else self._in_one()
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2 if two else 0)
        self._grid.setRowStretch(last + 1, 1)

    def _has_room_for_two(self) -> bool:
        """Whether no card would be cut; the room is told as if there were a scroll bar, so that none flickers."""
        least = dict.fromkeys(Place, 0)
        for placed in self._cards:
            wanted = max(placed.card.minimumSizeHint().width(), placed.card.minimumWidth())
            least[placed.place] = max(least[placed.place], wanted)
        if not least[Place.ASIDE]:
            return True
        beside = least[Place.MAIN] + tokens.CARD_GAP + least[Place.ASIDE]
        edges = 2 * tokens.PAGE_MARGIN + self.verticalScrollBar().sizeHint().width()
        return beside + edges <= self.width()

    def _in_one(self) -> int:
        for row, placed in enumerate(self._cards):
            self._grid.addWidget(placed.card, row, 0)
        return len(self._cards)

    def _in_two(self) -> int:
        """Main and aside fill a row together; a wide card starts a row of its own."""
        row, free = 0, {0: True, 1: True}
        for placed in self._cards:
            column = 1 if placed.place is Place.ASIDE else 0
            if placed.place is Place.WIDE or not free[column]:
                row, free = (row + 1 if not all(free.values()) else row), {0: True, 1: True}
            if placed.place is Place.WIDE:
                self._grid.addWidget(placed.card, row, 0, 1, 2)
                row += 1
            else:
                self._grid.addWidget(placed.card, row, column)
                free[column] = False
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cards hold more or less than before: they may need other places."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._place()
        return super().eventFilter(watched, event)


class RecordPage(QFrame):
    """The right side of a room. Fill `header` and `bar`, name the tabs, hand in the cards of each."""

    #: a tab is shown whose cards are wanted
    tab_shown = Signal(str)
    #: Esc: the keyboard goes back to the list
    left = Signal()

    def __init__(self, tabs: Sequence[TabSpec] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        self.header = RecordHeader()
        self.tabs = SubTabs()
        self.tabs.setAccessibleName(text("ui.post.faner"))
        self.bar = ActionBar()
        self._pages = QStackedWidget()
        self._flows: dict[str, CardFlow] = {}
        self._nothing = Label("", colour="text2", wrap=True)
        self._whole = QWidget()
        self._lay_out()
        for tab in tabs or (TabSpec("", "ui.post.oversikt"),):
            self._add(tab)
        self.tabs.setVisible(len(tabs) > 1)
        self.tabs.chosen.connect(self._to_tab)

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for widget in (self.header, self.tabs):
            inner.addWidget(widget)
        inner.addWidget(self._pages, 1)
        inner.addWidget(self.bar)
        self._nothing.setContentsMargins(tokens.S24, tokens.S24, tokens.S24, 0)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._stack)
        self.show_nothing()

    def _add(self, tab: TabSpec) -> None:
        flow = self._flows[tab.key] = CardFlow()
        self._pages.addWidget(flow)
        self.tabs.add(tab.key, text(tab.title), tab.count)

    def show_nothing(self, words: str = "") -> None:
        """No record is chosen; say what to do."""
        self._nothing.setText(words or text("ui.post.ingen_valgt"))
        self._stack.setCurrentWidget(self._nothing)

    def show_cards(self, cards: Sequence[Placed], tab: str | None = None) -> None:
        """Show the record's cards on a tab (the current one by default)."""
        self.show_whole()
        self._flows[self.tab if tab is None else tab].show_cards(cards)

    def show_whole(self) -> None:
        """Show the record in place of "velg en linje" (cards that stay are filled by their owner)."""
        self._stack.setCurrentWidget(self._whole)

    @property
    def tab(self) -> str:
        """Key of the tab shown."""
        return self.tabs.current

    def flow(self, tab: str) -> CardFlow:
        """The scrolling cards of a tab."""
        return self._flows[tab]

    def _to_tab(self, key: str) -> None:
        self._pages.setCurrentWidget(self._flows[key])
        self.tab_shown.emit(key)

    def focus_record(self) -> None:
        """Give the record the keyboard: its tabs, else its first act."""
        acts = [button for button in self.bar.findChildren(Button) if button.isEnabled()]
        target = self.tabs if not self.tabs.isHidden() else next(iter(acts), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
