"""Safe writing of Excel files: no text becomes a formula, no half-written file is left behind."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
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
    temporary = path.with_name(f".boligdesk-{secrets.token_hex(8)}{path.suffix}")
    try:
        with temporary.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise refuse("import.skrive", fil=path.name) from error
    finally:
        temporary.unlink(missing_ok=True)
    return path
