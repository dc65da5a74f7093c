"""Rows of a table as text on the clipboard: cells parted by tabs, as spreadsheets take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication

from .table_model import Role

if TYPE_CHECKING:
    from .table_view import Table


def to_clipboard(table: Table, ids: Sequence[int]) -> None:
    """Put rows that are here on the clipboard, the columns as they are shown."""
    place = {row_id: line for line, row_id in enumerate(table.paged.lines)}
    lines = (place[row_id] for row_id in ids if row_id in place)
    QGuiApplication.clipboard().setText("\n".join(_written(table, lines)))


def _written(table: Table, lines: Iterable[int]) -> Iterator[str]:
    shown = [n for n in range(len(table.paged.columns)) if not table.isColumnHidden(n)]
    for line in lines:
        cells = (table.paged.index(line, number) for number in shown)
        yield "\t".join(_one_line(cell) for cell in cells)


def _one_line(cell: QModelIndex) -> str:
    whole = filter(None, (cell.data(), cell.data(Role.SECOND)))
    return ", ".join(whole).replace("\t", " ").replace("\n", " ")
