"""The table itself: keyboard, selection, sorting, columns, copying; the rows come through the jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from ...rules.messages import RefusedError
from ..jobs import Jobs
from ..style import tokens, type
from ..style.density import density
from ..style.tokens import theme
from .table_column_menu import columns_menu
from .table_columns import ColumnChoice, MemoryStore, Store
from .table_copy import to_clipboard
from .table_delegate import TableDelegate
from .table_header import TableHeader
from .table_model import Column, Group, PagedTableModel

Rows = Callable[[Sequence[int]], Mapping[int, Any]]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COPYING = "kopiering"
_CHOSEN = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Table(QTableView):
    """A list of records. `name` is under which columns, widths and order are remembered."""

    #: the row the user stands on: its id, or None
    chosen = Signal(object)
    #: Enter or double click on a row: its id
    opened = Signal(int)
    #: the user wants another order: the store's name of it, descending
    sort_wanted = Signal(str, bool)
    #: a letter typed in the table, meant for the filter
    typed = Signal(str)
    #: Esc
    left = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        *,
        name: str,
        store: Store | None = None,
        in_card: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.paged: PagedTableModel[Any] = PagedTableModel(columns)
        self.paged.setParent(self)
        self.choice = ColumnChoice(columns, store or MemoryStore(), name)
        self._head = TableHeader(self, in_card=in_card)
        self._hover = -1
        self._fitting = False
        self._comfortable = density.comfortable
        self._wanted_id: int | None = None
        self._outside = False
        self._last_chosen: int | None = None
        self._fetch_to_copy: Callable[..., None] | None = None
        self._set_up()
        self._connect()

    def _set_up(self) -> None:
        self.setHorizontalHeader(self._head)
        self.setModel(self.paged)
        self.setItemDelegate(TableDelegate(self, lambda: self._hover))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFont(type.font("body"))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.set_comfortable(density.comfortable)
        self._show_order()

    def _connect(self) -> None:
        self._head.sectionClicked.connect(self.press_header)
        self._head.sectionResized.connect(self._column_dragged)
        self._head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._head.customContextMenuRequested.connect(lambda _p: self.choose_columns(self._head))
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.doubleClicked.connect(self._double_clicked)
        theme.changed.connect(self.viewport().update)
        density.changed.connect(self._take_density)

    # -- rows -----------------------------------------------------------------------------------

    def serve(self, jobs: Jobs, rows: Rows) -> None:
        """Fetch pages in the read lane; `rows(ids)` gives id → row."""

        def refused(ids: Sequence[int], error: RefusedError) -> None:
            self.paged.give_up(ids)
            jobs.refused.emit(error)

        def fetch(ids: Sequence[int], topic: str, then: Callable[[], None] = lambda: None) -> None:
            def done(found: Mapping[int, Any]) -> None:
                self.paged.deliver(found)
                then()

            jobs.read(lambda: rows(ids), owner=self, topic=topic, done=done, failed=partial(refused, ids))

        # a page that is painted meanwhile begins with the same row: it must not make the copying stale
        self._fetch_to_copy = partial(fetch, topic=_COPYING)
        self.paged.wanted.connect(lambda ids: fetch(ids, f"side {ids[0]}"))

    def show_rows(self, rows: Mapping[int, Any], groups: Sequence[Group] = ()) -> None:
        """Show rows that are all here (short tables in cards)."""
        self.paged.deliver(rows)
        self.show_ids(tuple(rows), groups)
        self.paged.deliver(rows)

    def show_ids(self, ids: Sequence[int], groups: Sequence[Group] = ()) -> None:
        """Show another answer; the chosen row stays chosen, at the same height, if it is in it."""
        kept, offset = self.chosen_id, self._height_of_current()
        for line in self.paged.group_lines():  # the header keeps heights by place, not by row
            self.setRowHeight(line, self.row_height)
        self.paged.set_ids(ids, groups)
        self._place_groups()
        if kept is not None and not self._restore(kept, offset):
            self._wanted_id = kept
        elif kept is None and self._wanted_id is not None:
            self._restore(self._wanted_id, None)
        self._tell()

    def _place_groups(self) -> None:
        self.clearSpans()
        for line in self.paged.group_lines():
            self.setSpan(line, 0, 1, len(self.paged.columns))
            self.setRowHeight(line, tokens.GROUP_H)

    def _height_of_current(self) -> int | None:
        current = self.currentIndex()
        return self.visualRect(current).top() if current.isValid() else None

    def _restore(self, row_id: int, offset: int | None) -> bool:
        line = self.paged.line_of(row_id)
        if line < 0:
            return False
        self._wanted_id, self._outside = None, False
        index = self.paged.index(line, 0)
        self.selectionModel().setCurrentIndex(index, _CHOSEN)
        if offset is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(index).top() - offset)
        return True

    @property
    def chosen_id(self) -> int | None:
        """The id of the row the user stands on."""
        current = self.currentIndex()
        return self.paged.id_at(current.row()) if current.isValid() else None

    @property
    def chosen_ids(self) -> tuple[int, ...]:
        """The ids of all marked rows, from the top."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(i for i in map(self.paged.id_at, lines) if i is not None)

    def choose(self, row_id: int) -> bool:
        """Stand on a row and bring it into view; False if it is not among those shown (it is then chosen later)."""
        found = self._restore(row_id, None)
        if found:
            self.scrollTo(self.currentIndex())
        else:
            self._wanted_id = row_id
        return found

    def stand_on(self, row_id: int) -> bool:
        """As `choose`, but while the row is not among those shown no other row is marked in its stead."""
        found = self.choose(row_id)
        if not found:
            self.setCurrentIndex(QModelIndex())
            self._outside = True
        return found

    @property
    def stands_outside(self) -> bool:
        """Whether the user stands on what is not among the rows shown: no row then takes its place by itself."""
        return self._outside

    def let_go(self) -> None:
        """The user narrows the list: from now the first row may be chosen again."""
        self._outside = False

    def choose_first(self) -> None:
        """Stand on the first row, if there is one."""
        if self.paged.ids:
            self.choose(self.paged.ids[0])

    def _row_changed(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        if self.chosen_id != self._last_chosen:
            self._last_chosen = self.chosen_id
            self.chosen.emit(self._last_chosen)

    def _double_clicked(self, index: QModelIndex) -> None:
        if (row_id := self.paged.id_at(index.row())) is not None:
            self.opened.emit(row_id)

    # -- look -----------------------------------------------------------------------------------

    def set_comfortable(self, comfortable: bool) -> None:
        """Rows of 40 px instead of 32; two-line rows keep their height."""
        self._comfortable = comfortable
        self.verticalHeader().setDefaultSectionSize(self.row_height)
        self._place_groups()

    def _take_density(self) -> None:
        self.set_comfortable(density.comfortable)

    @property
    def row_height(self) -> int:
        """Height of an ordinary row, logical px."""
        if any(column.second for column in self.paged.columns):
            return tokens.ROW_TWO_H
        return tokens.ROW_COMFORTABLE_H if self._comfortable else tokens.ROW_H

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Share the width among the columns that have room."""
        widths = self.choice.fitted(self.viewport().width())
        self._fitting = True
        for number in range(len(self.paged.columns)):
            self.setColumnHidden(number, number not in widths)
            if number in widths:
                self.setColumnWidth(number, widths[number])
        self._fitting = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for index in self.selectionModel().selectedRows():
            box = self._line_box(index.row())
            painter.fillRect(box.left(), box.top(), tokens.ROW_EDGE_W, box.height() - 1, tokens.color("accent"))
        current = self.currentIndex()
        if self.hasFocus() and current.isValid():
            painter.setPen(QPen(tokens.color("focus"), tokens.FOCUS_W))
            painter.drawRect(self._line_box(current.row()).adjusted(1, 1, -1, -2))

    def _line_box(self, line: int) -> QRect:
        return QRect(0, self.rowViewportPosition(line), self.viewport().width(), self.rowHeight(line))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self._set_hover(-1)

    def _set_hover(self, line: int) -> None:
        if line != self._hover:
            self._hover = line
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._outside:
            QWidget.focusInEvent(self, event)  # the view's own would make the first row current
        else:
            super().focusInEvent(event)
            if not self.currentIndex().isValid():
                self.choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # -- keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in _ENTER and self.chosen_id is not None:
            self.opened.emit(self.chosen_id)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif _is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """As in Qt, but Home and End go to the first and last row, and headings are stepped over."""
        moves = QAbstractItemView.CursorAction
        last = self.paged.rowCount() - 1
        if action in (moves.MoveHome, moves.MoveEnd):
            line, column = (0 if action == moves.MoveHome else last), max(0, self.currentIndex().column())
        else:
            target = super().moveCursor(action, modifiers)
            line, column = target.row(), target.column()
        up = line < self.currentIndex().row() and line > 0
        while 0 <= line <= last and self.paged.id_at(line) is None:
            line += -1 if up else 1
        if not 0 <= line <= last:
            return self.currentIndex()
        return self.paged.index(line, column)

    # -- order ----------------------------------------------------------------------------------

    def press_header(self, section: int) -> None:
        """Sort by this column, or the other way round."""
        order = self.paged.columns[section].sort
        if order:
            known = self.choice.sort
            self.sort_by(order, known is not None and known[0] == order and not known[1])

    def sort_by(self, order: str, descending: bool) -> None:
        """Ask for an order and remember it."""
        self.choice.sort = (order, descending)
        self.choice.save()
        self._show_order()
        self.sort_wanted.emit(order, descending)

    def show_order(self, order: str, descending: bool) -> None:
        """Mark the order the list comes in when the user has not chosen any."""
        if self.choice.sort is None:
            self.choice.sort = (order, descending)
            self._show_order()

    def _show_order(self) -> None:
        order, descending = self.choice.sort or (None, False)
        section = next((n for n, c in enumerate(self.paged.columns) if order and c.sort == order), None)
        self._head.mark(section, descending)

    # -- columns --------------------------------------------------------------------------------

    def _column_dragged(self, section: int, _old: int, new: int) -> None:
        if not self._fitting and new > 0:
            self.choice.widths[self.paged.columns[section].key] = new
            self.choice.save()

    def columns_menu(self) -> QMenu:
        """The column chooser: a tick per column that may leave, the orders, and back to standard."""
        return columns_menu(self)

    def choose_columns(self, beside: QWidget) -> None:
        """Open the column chooser under a widget."""
        menu = self.columns_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))

    def show_column(self, key: str, shown: bool) -> None:
        """Show or hide a column, and remember it."""
        (self.choice.hidden.discard if shown else self.choice.hidden.add)(key)
        self.choice.save()
        self.fit_columns()

    def reset_columns(self) -> None:
        """The columns as they were made."""
        self.choice.reset()
        self.fit_columns()

    def chosen_columns(self) -> tuple[Column[Any], ...]:
        """The columns the user has not put away, for export: also those the window has no room for just now."""
        first, *others = self.paged.columns
        return (first, *(column for column in others if column.key not in self.choice.hidden))

    # -- copying --------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the marked rows on the clipboard, cells parted by tabs; rows not yet here are fetched first."""
        ids = self.chosen_ids
        missing = [row_id for row_id in ids if self.paged.known(row_id) is None]
        if missing and self._fetch_to_copy:
            self._fetch_to_copy(missing, then=lambda: to_clipboard(self, ids))
        else:
            to_clipboard(self, ids)


def _is_letter(event: QKeyEvent) -> bool:
    free = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return free and event.text().isprintable() and event.text() != "" and event.text() != " "
