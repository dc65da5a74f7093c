"""The list of I dag to Excel, as it is read now: mine or the whole office's, each line with its heading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from ...casework.core.day_lines import DayGroup, DayLine
from ...casework.shown_lists import ShownKind, ShownList, write_shown
from ...texts import text
from ..record_tabs.tables import export_to_excel
from ..shell.context import Context
from .listing import due_chip, heading, line_about


def export_day(ctx: Context, owner: QObject, groups: Sequence[DayGroup]) -> None:
    """Ask for a file and write these lines to it."""
    title = text("ui.side.i_dag")

    def write(path: Path) -> Path:
        return write_shown(ctx.desk, path, ShownList(title, _headings(), _rows(ctx, groups)))

    export_to_excel(ctx, owner, title, write)


def _headings() -> tuple[tuple[str, ShownKind], ...]:
    return (
        (text("ui.idag.hvorfor_na"), ShownKind.TEXT),
        (text("ui.idag.nar"), ShownKind.DATE),
        (text("ui.idag.hva"), ShownKind.TEXT),
        (text("ui.idag.om"), ShownKind.TEXT),
        (text("ui.idag.status"), ShownKind.TEXT),
        (text("ui.idag.hvem"), ShownKind.TEXT),
    )


def _rows(ctx: Context, groups: Sequence[DayGroup]) -> list[tuple[object, ...]]:
    return [(heading(group), *_line(line, ctx.desk.today)) for group in groups for line in group.lines]


def _line(line: DayLine, today: date) -> tuple[object, ...]:
    """The owner by name: who reads a file is not "me"."""
    chip = due_chip(line.due, today)
    return line.due, line.title, line_about(line), chip.text if chip else "", line.owner or text("ui.idag.ingen")
