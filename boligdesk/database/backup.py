"""Safety copies that are checked before they count (E12, style §2.6)."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from pathlib import Path
from urllib.parse import quote

from ..rules.messages import refuse
from ..rules.os_reasons import os_reason
from .faults import translated


def copy_file_base(source: Path, target: Path) -> None:
    """Copy a file base by the backup API to `target`, checked; an existing target is replaced at the end only."""
    with translated(), tempfile.TemporaryDirectory(prefix="boligdesk-") as folder:
        fresh = Path(folder) / "kopi.db"
        _copy(source, fresh)
        _check(fresh)
        _put_in_place(fresh, target)


def _copy(source: Path, target: Path) -> None:
    original = sqlite3.connect(_read_only(source), uri=True, timeout=15)
    with contextlib.closing(original), contextlib.closing(sqlite3.connect(target)) as copy:
        original.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")


def _read_only(path: Path) -> str:
    """SQLite's address for reading only; a share's path begins with two slashes that are no host name here."""
    place = quote(path.as_posix(), safe="/:")
    return f"file:{'//' if place.startswith('//') else ''}{place}?mode=ro"


def _check(copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise refuse("lager.skadet")


def _put_in_place(fresh: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.ny")
    try:
        part.write_bytes(fresh.read_bytes())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise refuse("lager.kopi_feilet", fil=str(target), grunn=os_reason(error)) from error
