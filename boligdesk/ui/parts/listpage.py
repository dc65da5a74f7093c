"""A list as a description: filter bar, table and footer around two questions to the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ...texts import formats, text
from ..jobs import Jobs
from ..style import tokens
from .buttons import Button, ghost
from .filterbar import ChoiceFilter, FilterBar, Query, Segment
from .labels import ElidedLabel, Label
from .table_columns import Store
from .table_model import Column, Group
from .table_view import Table

R = TypeVar("R")
_TYPING_MS = 150
#: From so many rows on the sums wait so long, ms.
_LONG, _SUM_MS = 2_000, 200


@dataclass(frozen=True)
class Listing:
    """The store's answer: ids in order, headings over them, the sum in øre, counts per segment."""

    ids: Sequence[int]
    groups: Sequence[Group] = ()
    sum_ore: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


def plain_footer(listing: Listing) -> tuple[str, str]:
    """Count to the left, sum to the right."""
    total = formats.kroner(listing.sum_ore) if listing.sum_ore is not None else ""
    return text("ui.tabell.antall", antall=len(listing.ids)), total


@dataclass(frozen=True)
class ListSpec(Generic[R]):
    """What a list is. `ids` and `rows` run in the read lane and touch no window.

    `name` is the key of remembered columns and order. `title`, `placeholder` and `empty` are catalogue codes;
    `empty_page` builds what stands there while nothing is registered at all. `footer` writes left and right.
    `summed` adds counts and sum to an answer where they take longer than its ids: it is asked when the rows are shown.
    """

    name: str
    columns: Sequence[Column[R]]
    ids: Callable[[Query], Listing]
    rows: Callable[[Sequence[int]], Mapping[int, R]]
    title: str | None = None
    placeholder: str = "ui.felles.filtrer"
    filters: Sequence[ChoiceFilter] = ()
    segments: Sequence[Segment] = ()
    sort: tuple[str, bool] | None = None
    footer: Callable[[Listing], tuple[str, str]] = plain_footer
    empty: str = "ui.tabell.tom"
    empty_page: Callable[[], QWidget] | None = None
    export: bool = True
    choose_first: bool = True
    summed: Callable[[Query, Listing], Listing] | None = None


class ListPage(QFrame):
    """The list in a card of its own. It redraws when shown, and never asks the store in the window's thread."""

    chosen = Signal(object)
    opened = Signal(int)
    #: the query as it stands and the columns as shown
    export_wanted = Signal(object, object)
    loaded = Signal(object)

    def __init__(
        self, spec: ListSpec[Any], jobs: Jobs, store: Store | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._jobs = jobs
        self._stale, self._narrowing = True, False
        self._listing = Listing(())
        self.bar = FilterBar(spec.placeholder, spec.filters, spec.segments, export=spec.export)
        self.table = Table(spec.columns, name=spec.name, store=store)
        self.table.setAccessibleName(text(spec.title or "ui.tabell.navn"))
        self._none, self._none_label, self._clear = _nothing_here()
        self._empty_page: QWidget | None = None
        self._stack = QStackedWidget()
        self._left, self._right = ElidedLabel("", "caption", "text2"), Label("", "header", "text")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setProperty("part", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addWidget(self._top())
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._none)
        outer.addWidget(self._stack, 1)
        outer.addWidget(self._foot())

    def _top(self) -> QWidget:
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(10)
        if self.spec.title:
            column.addWidget(Label(text(self.spec.title), "h2"))
        column.addWidget(self.bar)
        return top

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("part", "actions")
        foot.setFixedHeight(34)
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._left, 1)
        row.addStretch(0)
        row.addWidget(self._right)
        return foot

    def _connect(self) -> None:
        self.table.serve(self._jobs, self.spec.rows)
        if self.spec.sort:
            self.table.show_order(*self.spec.sort)
        self.bar.changed.connect(self._narrowed)
        self.bar.to_list.connect(self.focus_list)
        self.bar.columns_wanted.connect(lambda: self.table.choose_columns(self.bar.columns_button))
        self.bar.export_wanted.connect(lambda: self.export_wanted.emit(self.query(), self.table.shown_columns()))
        self.table.sort_wanted.connect(lambda _key, _descending: self.reload())
        self.table.typed.connect(self.bar.type_here)
        self.table.left.connect(lambda: self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self._clear.clicked.connect(self.bar.clear)

    def query(self) -> Query:
        """What the list asks for now."""
        return self.bar.query(self.table.choice.sort)

    @property
    def listing(self) -> Listing:
        """The last answer."""
        return self._listing

    def _narrowed(self, typing: bool) -> None:
        self._narrowing = True
        self.table.let_go()
        delay = _TYPING_MS if typing else 0
        self._jobs.soon(self.reload, owner=self, topic="filter", delay_ms=delay)

    def reload(self) -> None:
        """Ask again for ids and order; while the list is hidden this waits until it is shown."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        query = self.query()
        self._jobs.read(
            lambda: self.spec.ids(query), owner=self, topic="liste", done=lambda listing: self._show(listing, query)
        )

    def changed(self, ids: Sequence[int] | None = None) -> None:
        """Somebody saved something: fetch these rows (None: all) and the order anew; the choice stays."""
        self.table.paged.refresh(ids)
        self.reload()

    def _show(self, listing: Listing, query: Query) -> None:
        first = not self._listing.ids and self.table.chosen_id is None and not self.table.stands_outside
        kept, narrowing, self._narrowing = self.table.chosen_id, self._narrowing, False
        self._listing = listing
        self.table.show_ids(listing.ids, listing.groups)
        if kept is not None and not narrowing and self.table.chosen_id is None:
            self.table.stand_on(kept)  # what somebody's saving took out of the list is still what the user stands on
        self._sum_up(listing, query)
        self._stack.setCurrentWidget(self._middle(listing))
        if first and self.spec.choose_first and self.table.chosen_id is None:
            self.table.choose_first()
        self.loaded.emit(listing)

    def _sum_up(self, listing: Listing, query: Query) -> None:
        summed = self.spec.summed
        if summed is None:
            self._tell_sums(listing)
            return

        def ask() -> None:
            self._jobs.read(lambda: summed(query, listing), owner=self, topic="sum", done=self._summed_up)

        if len(listing.ids) < _LONG:
            ask()
        else:  # a long sum would share the processor with the first rows
            self._jobs.soon(ask, owner=self, topic="sum", delay_ms=_SUM_MS)

    def _summed_up(self, listing: Listing) -> None:
        self._listing = listing
        self._tell_sums(listing)
        self.loaded.emit(listing)

    def _tell_sums(self, listing: Listing) -> None:
        self.bar.show_counts(listing.counts)
        left, right = self.spec.footer(listing)
        self._left.set_text(left)
        self._right.setText(right)

    def _middle(self, listing: Listing) -> QWidget:
        if listing.ids:
            return self.table
        narrowed = self.query().narrowed
        if not narrowed and self.spec.empty_page:
            if self._empty_page is None:
                self._empty_page = self.spec.empty_page()
                self._stack.addWidget(self._empty_page)
            return self._empty_page
        self._none_label.setText(text("ui.tabell.ingen_treff") if narrowed else text(self.spec.empty))
        self._clear.setVisible(narrowed)
        return self._none

    def focus_list(self) -> None:
        """Give the list the keyboard."""
        if self._listing.ids:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> None:
        """Give the filter the keyboard, its text marked."""
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()


def _nothing_here() -> tuple[QWidget, Label, Button]:
    page = QFrame()
    page.setProperty("part", "surface")
    label = Label("", colour="text2", wrap=True)
    clear = ghost(text("ui.tabell.tom_filter"), "x")
    column = QVBoxLayout(page)
    column.setContentsMargins(22, tokens.S24, 22, tokens.S24)
    column.addWidget(label)
    row = QHBoxLayout()
    row.addWidget(clear)
    row.addStretch(1)
    row.setContentsMargins(-8, 0, 0, 0)
    column.addLayout(row)
    column.addStretch(1)
    return page, label, clear
