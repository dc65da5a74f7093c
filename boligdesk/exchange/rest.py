"""The rows that could not be brought in, written back so that they can be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..rules.messages import Kind
from ..texts import render, text
from .plan import Finding, ImportPlan, PlanRow
from .sheets import CellValue, column_letters
from .writing import put_text, save_through, sheet_name

_WRONG = "FCE4E4"
_DOUBT = "FFF4D6"
_WIDEST = 48


def write_rest(path: Path, plan: ImportPlan, rows: Iterable[PlanRow] | None = None) -> Path:
    """Write rows with their original columns, the reason and the original row number to an Excel file.

    Without `rows`: all that the plan does not book. The two added columns are passed over when the file is read.
    The cells that are wrong are coloured and carry the reason as a note.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(plan.table.sheet.name)
    _header(sheet, plan)
    for at, row in enumerate(plan.refused() if rows is None else rows, 2):
        _row(sheet, at, plan, row)
    _widths(sheet)
    sheet.freeze_panes = "A2"
    return save_through(path, book.save)


def reasons(row: PlanRow) -> str:
    """Why a row was not brought in, one sentence per finding."""
    told = [f"{f.address}: {render(f.control.what)}" if f.address else render(f.control.what) for f in _open(row)]
    return " ".join(told) or text("import.rest.utelatt")


def _open(row: PlanRow) -> list[Finding]:
    """What stands against the row; when something blocks it, doubts need not be told."""
    blocking = [finding for finding in row.findings if finding.blocks]
    return blocking or [finding for finding in row.findings if finding.control.kind is Kind.SOFT]


def _header(sheet: Any, plan: ImportPlan) -> None:
    from openpyxl.styles import Font

    labels = [column.label for column in plan.table.columns]
    for at, label in enumerate([*labels, text("import.rest.grunn"), text("import.rest.rad")], 1):
        cell = sheet.cell(1, at)
        put_text(cell, label)
        cell.font = Font(bold=True)


def _row(sheet: Any, at: int, plan: ImportPlan, row: PlanRow) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, PatternFill

    by_address = {finding.address: finding for finding in reversed(_open(row)) if finding.address}
    columns = plan.table.columns
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(at, place)
        _put(cell, plan.table.sheet.cell(row.number, column.index).own)
        finding = by_address.get(f"{column.letters}{row.number}")
        if finding:
            cell.fill = PatternFill("solid", fgColor=_WRONG if finding.blocks else _DOUBT)
            cell.comment = Comment(render(finding.control.what), "Boligdesk", height=80, width=260)
    why = sheet.cell(at, len(columns) + 1)
    put_text(why, reasons(row))
    why.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(at, len(columns) + 2).value = row.number


def _put(cell: Any, value: CellValue) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    elif value is not None:
        cell.value = value
        if hasattr(value, "year"):
            cell.number_format = "dd.mm.yyyy"


def _widths(sheet: Any) -> None:
    for column in range(1, sheet.max_column + 1):
        longest = max(len(str(sheet.cell(row, column).value or "")) for row in range(1, sheet.max_row + 1))
        sheet.column_dimensions[column_letters(column)].width = min(_WIDEST, longest + 2)
