"""A list to an Excel file: where it goes is asked, then the export act writes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from ...texts import text
from ..shell.context import Context


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
    QDialog.open(dialog)
    return dialog
