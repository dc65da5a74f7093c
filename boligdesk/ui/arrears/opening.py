"""What was open before Boligdesk comes in as a list, through the import of all lists (E17)."""

from __future__ import annotations

from ..shell.context import Context


def import_open_items(ctx: Context) -> None:
    """Open the import on the list of open items."""
    from ...casework.imports import ListKind
    from ..importing.dialog import ImportDialog

    ImportDialog(ctx, ListKind.OPEN_ITEMS).open()
