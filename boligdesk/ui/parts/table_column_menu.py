"""The column chooser of a table: a tick per column that may leave, the orders, and back to standard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ...texts import text
from ..style import type

if TYPE_CHECKING:
    from .table_view import Table


def columns_menu(table: Table) -> QMenu:
    """Make the menu; the first column always stays."""
    columns = table.paged.columns
    menu = QMenu(table)
    menu.setFont(type.font("body"))
    for column in columns[1:]:
        action = menu.addAction(text(column.title))
        action.setCheckable(True)
        action.setChecked(column.key not in table.choice.hidden)
        action.toggled.connect(partial(table.show_column, column.key))
    menu.addSeparator()
    orders = menu.addMenu(text("ui.tabell.sorter"))
    orders.setFont(menu.font())
    for section, column in enumerate(columns):
        if column.sort:
            order = orders.addAction(text(column.title))
            order.triggered.connect(lambda _c=False, s=section: table.press_header(s))
    menu.addAction(text("ui.tabell.standard")).triggered.connect(table.reset_columns)
    return menu
