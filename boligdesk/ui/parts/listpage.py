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
from .table_model import PAGE, Column, Group
from .table_view import Table

R = TypeVar("R")
_TYPING_MS = 150
#: So long do the sums of a list wait for its rows, ms; from so many rows on they take long, and wait longer.
_SUM_MS, _LONG, _LONG_SUM_MS = 40, 2_000, 200


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
    `footer` writes left and right. `summed` adds counts and sum to an answer where they take longer than its ids: it is
    asked when the rows are shown.
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
    export: bool = True
    choose_first: bool = True
    summed: Callable[[Query, Listing], Listing] | None = None


class ListPage(QFrame):
    """The list in a card of its own. It redraws when shown, and never asks the store in the window's thread."""

    chosen = Signal(object)
    opened = Signal(int)
    #: the query as it stands and the columns the user has chosen
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
        self._heading = QHBoxLayout()
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
            self._heading.setSpacing(tokens.S4)
            self._heading.addWidget(Label(text(self.spec.title), "h2"), 1)
            column.addLayout(self._heading)
        column.addWidget(self.bar)
        return top

    def add_act(self, button: QWidget) -> None:
        """Put an act of the list right of its title, or right of the filter where it has none."""
        if self.spec.title:
            self._heading.addWidget(button)
        else:
            self.bar.add_act(button)

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
        self.bar.export_wanted.connect(lambda: self.export_wanted.emit(self.query(), self.table.chosen_columns()))
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
        query, kept, known = self.query(), self.table.chosen_id, self.table.paged.known_ids

        def ask() -> tuple[Listing, Mapping[int, Any]]:
            listing = self.spec.ids(query)
            unseen = [row_id for row_id in _in_sight(listing.ids, kept) if row_id not in known]
            return listing, self.spec.rows(unseen) if unseen else {}

        self._jobs.read(ask, owner=self, topic="liste", done=lambda answer: self._show(*answer, query))

    def changed(self, ids: Sequence[int] | None = None) -> None:
        """Somebody saved something: fetch these rows (None: all) and the order anew; the choice stays."""
        self.table.paged.refresh(ids)
        self.reload()

    def _show(self, listing: Listing, rows: Mapping[int, Any], query: Query) -> None:
        first = not self._listing.ids and self.table.chosen_id is None and not self.table.stands_outside
        kept, narrowing, self._narrowing = self.table.chosen_id, self._narrowing, False
        self._listing = listing
        self.table.show_ids(listing.ids, listing.groups)
        self.table.paged.deliver(rows)
        if kept is not None and not narrowing and self.table.chosen_id is None:
            self.table.stand_on(kept)  # what somebody's saving took out of the list is still what the user stands on
        self._sum_up(listing, query)
        self._show_middle(self._middle(listing))
        if first and self.spec.choose_first and self.table.chosen_id is None:
            # its record is read when the rows have been painted
            self._jobs.soon(self._begin_at_top, owner=self, topic="topp", delay_ms=1)
        self.loaded.emit(listing)

    def _begin_at_top(self) -> None:
        if self.table.chosen_id is None and not self.table.stands_outside:
            self.table.choose_first()

    def _sum_up(self, listing: Listing, query: Query) -> None:
        summed = self.spec.summed
        if summed is None:
            self._tell_sums(listing)
            return

        def ask() -> None:
            self._jobs.read(lambda: summed(query, listing), owner=self, topic="sum", done=self._summed_up)

        # a sum would share the processor with the first rows
        delay = _SUM_MS if len(listing.ids) < _LONG else _LONG_SUM_MS
        self._jobs.soon(ask, owner=self, topic="sum", delay_ms=delay)

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
        self._none_label.setText(text("ui.tabell.ingen_treff") if narrowed else text(self.spec.empty))
        self._clear.setVisible(narrowed)
        return self._none

    def _show_middle(self, middle: QWidget) -> None:
        """A list that nothing is left of hands the keyboard to what empties the filter."""
        had_focus = self.table.hasFocus()
        self._stack.setCurrentWidget(middle)
        if had_focus and middle is not self.table:
            self.bar.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """Where the keyboard begins: the list, or the filter that leaves nothing of it."""
        return self.table if self._stack.currentWidget() is self.table else self.bar.field

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


def _in_sight(ids: Sequence[int], kept: int | None) -> Sequence[int]:
    """The page that will be looked at first: around the row that stays chosen, else from the top."""
    line = ids.index(kept) if kept in ids else 0
    first = max(0, line - PAGE // 2)
    return ids[first : first + PAGE]


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
