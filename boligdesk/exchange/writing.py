"""Safe writing of Excel and csv files: no text becomes a formula, no half-written file is left behind."""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
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


def write_csv(file: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Semicolons and a byte order mark, as Norwegian spreadsheets open it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[_csv_text(value) for value in row] for row in rows])
    file.write(out.getvalue().encode("utf-8-sig"))


def _csv_text(value: object) -> str:
    """A text that begins like a formula gets an apostrophe in front, as Excel itself would show it."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    written = "" if value is None else str(value)
    return f"'{written}" if isinstance(value, str) and written.startswith(_FORMULA) else written
