"""A table over ids: it holds numbers, fetches rows in pages when they are looked at, "…" until then.

Sorting, filtering and grouping are questions to the store (SQL); the model only shows what was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ...texts import enum_text, formats, text

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Display = Qt.ItemDataRole

PAGE = 200
WAITING = "…"
#: What a column shows when it is known that there is nothing (blank means not known).
NOTHING = "–"


class CellKind(Enum):
    """How a value is written and where it stands."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHIP = "chip"
    MUTED = "muted"
    STRONG = "strong"


class Yields(Enum):
    """Who gives way first when the table is narrow; status, dates and money never do."""

    FIRST = 0
    THEN = 1
    LAST = 2
    NEVER = 3


@runtime_checkable
class ChipLike(Protocol):
    """What a chip cell holds: anything with a word (see `parts.chips`)."""

    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: `title` is a catalogue code, `value` takes what is shown out of a row.

    Money is whole øre. `second` is the muted second line, `tone` a colour token for the value. `sort` is
    the store's name of the order; without it the header cannot be pressed. `hide_below` is a width of the
    table in px under which the column leaves; the first column always stays.
    """

    key: str
    title: str
    value: Callable[[R], object]
    kind: CellKind = CellKind.TEXT
    width: int = 120
    least: int = 64
    stretch: int = 0
    yields: Yields = Yields.THEN
    sort: str | None = None
    second: Callable[[R], str] | None = None
    tone: Callable[[R], str | None] | None = None
    hide_below: int = 0
    optional: bool = False

    @property
    def right(self) -> bool:
        """Numbers and their headers stand to the right."""
        return self.kind in (CellKind.NUMBER, CellKind.MONEY)

    @property
    def floor(self) -> int:
        """The narrowest the column may become."""
        rigid = self.right or self.kind in (CellKind.CHIP, CellKind.DATE) or self.yields is Yields.NEVER
        return self.width if rigid else min(self.least, self.width)


@dataclass(frozen=True)
class Group:
    """A heading over the next `count` rows: "Denne uken – 4"."""

    title: str
    count: int

    @property
    def text(self) -> str:
        """The heading as it is shown."""
        return f"{self.title} – {self.count}"


class Role:
    """The model's own roles."""

    ID = Display.UserRole + 1
    SECOND = Display.UserRole + 2
    TONE = Display.UserRole + 3
    CHIP = Display.UserRole + 4
    GROUP = Display.UserRole + 5
    LOADED = Display.UserRole + 6
    KIND = Display.UserRole + 7


def written(value: object, kind: CellKind = CellKind.TEXT) -> str:
    """A value as the table writes it: None is blank, money is øre, dates are dd.mm.yyyy."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if kind is CellKind.MONEY and isinstance(value, int):
        return formats.amount(value)
    if isinstance(value, Enum):
        return enum_text(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, (int, Decimal)):
        return formats.number(value)
    return value.text if isinstance(value, ChipLike) else str(value)


class PagedTableModel(QAbstractTableModel, Generic[R]):
    """Shows the rows of `ids`; asks for a page through `wanted` and takes it through `deliver`."""

    #: ids whose rows are needed now (at most one page)
    wanted = Signal(list)

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._ids: list[int] = []
        self._lines: list[int] | None = None
        self._groups: tuple[Group, ...] = ()
        self._rows: dict[int, R] = {}
        self._asked: set[int] = set()
        self._stale: set[int] = set()

    # -- what is shown --------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns, in their first order."""
        return self._columns

    @property
    def ids(self) -> Sequence[int]:
        """The ids in the order shown, without group rows."""
        return self._ids

    def set_ids(self, ids: Sequence[int], groups: Sequence[Group] = ()) -> None:
        """A new answer: other rows or another order. Rows that are known stay known until `refresh`."""
        if groups and sum(group.count for group in groups) != len(ids):
            raise ValueError("the groups do not cover the rows")
        self.beginResetModel()
        self._ids, self._groups = list(ids), tuple(groups)
        self._lines = _lines(self._ids, self._groups) if groups else None
        self._asked.clear()
        self._rows = {row_id: self._rows[row_id] for row_id in self._ids if row_id in self._rows}
        self.endResetModel()

    def deliver(self, rows: Mapping[int, R]) -> None:
        """Take the rows of a page that was asked for."""
        self._rows.update(rows)
        self._stale.difference_update(rows)
        self._asked.difference_update(rows)
        self._announce(rows.keys())

    def give_up(self, ids: Iterable[int]) -> None:
        """The store refused: ask again the next time these are looked at."""
        self._asked.difference_update(ids)

    def refresh(self, ids: Iterable[int] | None = None) -> None:
        """Somebody changed these (None: anything): fetched anew when looked at, the old stay till then."""
        changed = self._rows.keys() if ids is None else self._rows.keys() & set(ids)
        self._stale.update(changed)
        self._asked.difference_update(changed)
        self._announce(changed)

    def _announce(self, ids: Iterable[int]) -> None:
        touched = set(ids)
        # a page near the top is found without walking the whole list
        lines = list(islice((line for line, row_id in enumerate(self.lines) if row_id in touched), len(touched)))
        if lines:
            last = self.index(lines[-1], len(self._columns) - 1)
            self.dataChanged.emit(self.index(lines[0], 0), last)

    # -- asking by line -------------------------------------------------------------------------

    @property
    def lines(self) -> list[int]:
        """The id of each line; headings are negative."""
        return self._ids if self._lines is None else self._lines

    def id_at(self, line: int) -> int | None:
        """The id on a line; None on a group row or outside."""
        lines = self.lines
        return lines[line] if 0 <= line < len(lines) and lines[line] >= 0 else None

    def line_of(self, row_id: int) -> int:
        """The line where an id stands, or −1."""
        try:
            return self.lines.index(row_id)
        except ValueError:
            return -1

    def group_lines(self) -> Iterable[int]:
        """The lines that are group headings."""
        return (line for line, row_id in enumerate(self._lines or ()) if row_id < 0)

    def row_at(self, line: int) -> R | None:
        """The row on a line; None on a group row, and until its page is here (which is then asked for)."""
        row_id = self.id_at(line)
        if row_id is None:
            return None
        if self._needs(row_id):
            self._ask(row_id, line)
        return self._rows.get(row_id)

    @property
    def known_ids(self) -> frozenset[int]:
        """The ids whose rows are here, as they are now."""
        return frozenset(self._rows)

    def known(self, row_id: int) -> R | None:
        """The row of an id, if it has been fetched."""
        return self._rows.get(row_id)

    def _ask(self, row_id: int, line: int) -> None:
        if row_id in self._asked:
            return
        start = line - line % PAGE
        lines = self.lines[start : start + PAGE]
        page = [i for i in lines if i >= 0 and i not in self._asked and self._needs(i)]
        self._asked.update(page)
        self.wanted.emit(page)

    def _needs(self, row_id: int) -> bool:
        return row_id not in self._rows or row_id in self._stale

    # -- Qt's questions -------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid():
            return 0
        return len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return enabled if self.id_at(index.row()) is None else enabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Display.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Display.DisplayRole:
            return text(self._columns[section].title)
        return int(self._alignment(self._columns[section])) if role == Display.TextAlignmentRole else None

    def data(self, index: Index, role: int = Display.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = index.row(), self._columns[index.column()]
        row_id = self.id_at(line)
        if row_id is None:
            return self._group_data(line, index.column(), role)
        if role == Role.ID:
            return row_id
        if role == Display.TextAlignmentRole:
            return int(self._alignment(column))
        answer = _ANSWERS.get(role)
        return answer(column, self.row_at(line)) if answer else None

    @staticmethod
    def _alignment(column: Column[R]) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _group_data(self, line: int, column: int, role: int) -> Any:
        group = self._groups[-1 - (self._lines or [])[line]]
        if role == Role.GROUP:
            return group
        if role in (Display.DisplayRole, Display.AccessibleTextRole):
            return group.text if column == 0 else ""
        return None


def _lines(ids: Sequence[int], groups: Sequence[Group]) -> list[int]:
    """Ids with a heading before each group; heading number n is written as −1−n."""
    lines: list[int] = []
    start = 0
    for number, group in enumerate(groups):
        lines.append(-1 - number)
        lines.extend(ids[start : start + group.count])
        start += group.count
    return lines


def cell_text(column: Column[R], row: R | None) -> str:
    """The first line of a cell, as painted."""
    return WAITING if row is None else written(column.value(row), column.kind)


def _second(column: Column[R], row: R | None) -> str:
    return column.second(row) if row is not None and column.second else ""


def _whole(column: Column[R], row: R | None) -> str:
    return ", ".join(filter(None, (cell_text(column, row), _second(column, row))))


def _chip(column: Column[R], row: R | None) -> object:
    return column.value(row) if row is not None and column.kind is CellKind.CHIP else None


_ANSWERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    Display.DisplayRole: cell_text,
    Display.AccessibleTextRole: _whole,
    Role.SECOND: _second,
    Role.TONE: lambda column, row: column.tone(row) if row is not None and column.tone else None,
    Role.CHIP: _chip,
    Role.KIND: lambda column, _row: column.kind,
    Role.LOADED: lambda _column, row: row is not None,
}
