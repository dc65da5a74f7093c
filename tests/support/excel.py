"""A list brought out to Excel by its button, and what then stands in the file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from boligdesk.ui.jobs import Jobs


def exported(window: QWidget, button: QAbstractButton, jobs: Jobs, folder: Path) -> list[list[object]]:
    """Press the button, name a file, and read it: the header row and all below it, without title and date."""
    button.click()
    *_earlier, chooser = window.findChildren(QFileDialog)
    path = folder / "liste.xlsx"
    chooser.fileSelected.emit(str(path))
    jobs.idle()
    return [[_value(cell.value) for cell in row] for row in load_workbook(path).active][2:]


def _value(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value
