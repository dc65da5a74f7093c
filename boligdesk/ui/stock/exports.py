"""The list out to Excel and in Kobo's field names; and a list in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from ...texts import text
from ..parts.filterbar import Query
from ..record_tabs.tables import export_to_excel
from ..shell.context import Context
from .dwelling_list import store_query

Way = tuple[str, Callable[[], object], str]


def ways(ctx: Context, owner: QObject, query: Query) -> tuple[Way, Way]:
    """The two ways out of the list, as it is filtered and sorted now."""
    from ...casework.stock_list import export_kobo, export_list

    asked = store_query(query)

    def as_list(path: Path) -> Path:
        return export_list(ctx.desk, path, asked)

    def as_kobo(path: Path) -> Path:
        return export_kobo(ctx.desk, path, asked)

    name, kobo = text("ui.bolig.fil_liste"), text("ui.bolig.fil_kobo")
    return (
        (text("ui.bolig.til_excel"), lambda: export_to_excel(ctx, owner, name, as_list), "file-spreadsheet"),
        (text("ui.bolig.til_kobo"), lambda: export_to_excel(ctx, owner, kobo, as_kobo), "upload"),
    )


def import_dwellings(ctx: Context) -> None:
    """Bring in the office's own list."""
    from ..importing.dialog import ImportDialog

    ImportDialog(ctx).open()
