"""Safety copies that are checked before they count (E12, style §2.6)."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
import zipfile
from pathlib import Path

from ..rules.messages import refuse
from .engine import Store, documents_folder
from .faults import translated


def copy_file_base(source: Path, target: Path) -> None:
    """Copy a file base by the backup API to `target`, checked; an existing target is replaced at the end only."""
    with translated(), tempfile.TemporaryDirectory(prefix="boligdesk-") as folder:
        fresh = Path(folder) / "kopi.db"
        _copy(source, fresh)
        _check(fresh)
        _put_in_place(fresh, target)


def _copy(source: Path, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(f"file:{source.as_posix()}?mode=ro", uri=True, timeout=15)) as original:
        with contextlib.closing(sqlite3.connect(target)) as copy:
            original.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")


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
        raise refuse("lager.kopi_feilet", fil=str(target), grunn=error.strerror or str(error)) from error


def zip_file_base(store: Store, target: Path) -> int:
    """One zip with the base and its document folder; returns the number of documents in it."""
    with tempfile.TemporaryDirectory(prefix="boligdesk-") as folder:
        base = Path(folder) / store.path.name
        copy_file_base(store.path, base)
        part = target.with_name(f"{target.name}.ny")
        try:
            count = _zip(part, base, documents_folder(store.path))
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise refuse("lager.kopi_feilet", fil=str(target), grunn=error.strerror or str(error)) from error
    return count


def _zip(target: Path, base: Path, folder: Path) -> int:
    files = [f for f in sorted(folder.glob("??/*")) if len(f.name) == 64] if folder.is_dir() else []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(base, base.name)
        for file in files:
            archive.write(file, f"{folder.name}/{file.parent.name}/{file.name}")
    return len(files)
