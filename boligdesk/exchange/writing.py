"""Safe writing of Excel files: no text becomes a formula, no half-written file is left behind."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from ..rules.messages import refuse

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_767
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def put_text(cell: Any, text: str) -> None:
    """Write text that stays text: what begins like a formula is stored as a quoted string (E: formula injection)."""
    cell.value = _CONTROL.sub("", text)[:_LONGEST]
    cell.data_type = "s"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True


def sheet_name(title: str) -> str:
    """A name that Excel accepts for a sheet."""
    return _SHEET_NAME.sub(" ", title).strip()[:31] or "Liste"


def save_through(path: Path, write: Callable[[IO[bytes]], None]) -> Path:
    """Write beside the target and rename, so that the old file stands until the new one is whole.

    Refuses `import.skrive` when the folder or file cannot be written (open in Excel, read-only, disk full).
    """
    temporary = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".boligdesk-", suffix=path.suffix, delete=False) as file:
            temporary = Path(file.name)
            write(file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise refuse("import.skrive", fil=path.name) from error
    return path
