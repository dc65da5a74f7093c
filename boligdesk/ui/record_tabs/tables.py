"""A list to an Excel file: where it goes is asked, then the export act writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from ...casework.shown_lists import ShownKind, ShownList, write_shown
from ...texts import text
from ..parts.chips import ChipLook
from ..parts.filterbar import Query
from ..parts.listpage import ListPage
from ..parts.table_model import CellKind, Column
from ..shell.context import Context

_KINDS = {CellKind.NUMBER: ShownKind.NUMBER, CellKind.MONEY: ShownKind.MONEY, CellKind.DATE: ShownKind.DATE}


def export_to_excel(ctx: Context, owner: QObject, name: str, write: Callable[[Path], Path]) -> QFileDialog:
    """Ask for a file (`name` is proposed) and let `write(path)` fill it in the read lane; a toast tells where it is."""

    def done(path: Path) -> None:
        ctx.window.say(text("ui.eksport.ferdig", fil=path.name))

    def chosen(file: str) -> None:
        ctx.jobs.read(lambda: write(Path(file)), owner=owner, topic="eksport", done=done)

    dialog = QFileDialog(ctx.parent, text("ui.eksport.tittel"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(text("ui.eksport.filter"))
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(f"{name}.xlsx")
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


def export_shown(ctx: Context, page: ListPage, title: str) -> None:
    """Let the export button of a list write it as it stands: its filter, its order and its chosen columns."""

    def wanted(query: Query, columns: Sequence[Column[Any]]) -> None:
        def write(path: Path) -> Path:
            ids = page.spec.ids(query).ids
            rows = page.spec.rows(ids)
            lines = [_line(columns, rows[row_id]) for row_id in ids if row_id in rows]
            return write_shown(ctx.desk, path, ShownList(text(title), _headings(columns), lines))

        export_to_excel(ctx, page, text(title), write)

    page.export_wanted.connect(wanted)


def _headings(columns: Sequence[Column[Any]]) -> tuple[tuple[str, ShownKind], ...]:
    return tuple((text(column.title), _KINDS.get(column.kind, ShownKind.TEXT)) for column in columns)


def _line(columns: Sequence[Column[Any]], row: Any) -> tuple[object, ...]:
    return tuple(_value(column, row) for column in columns)


def _value(column: Column[Any], row: Any) -> object:
    """A value as a file keeps it; words stand with their second line, amounts and dates alone."""
    value = column.value(row)
    if column.kind in _KINDS:
        return value
    words = value.text if isinstance(value, ChipLook) else str(value or "")
    second = column.second(row) if column.second else ""
    return " · ".join(part for part in (words, second) if part)
