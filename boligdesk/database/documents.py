"""The document store (E10): bytes kept once by their SHA-256, in a folder beside the file or in PostgreSQL."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, text

from ..rules.messages import refuse
from ..rules.os_reasons import os_reason


def sha256(content: bytes) -> str:
    """The key of some bytes."""
    return hashlib.sha256(content).hexdigest()


class DocumentStore(Protocol):
    """Where document bytes lie. `put` is safe to repeat; the bytes are there before any row names them."""

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their key."""

    def get(self, key: str) -> bytes:
        """The bytes of a key, checked against it; a missing or changed file is refused by name."""

    def keys(self) -> Iterator[str]:
        """All keys kept."""


class FolderDocuments:
    """Files named by their hash in `<base>.dokumenter/ab/abcdef…`: temporary file, fsync, rename."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep the bytes; a sound file that is there already is left as it is, a damaged one is mended."""
        key = sha256(content)
        if not self._holds(key):
            self._write(self._file(key), content)
        return key

    def _holds(self, key: str) -> bool:
        target = self._file(key)
        return target.is_file() and sha256(target.read_bytes()) == key

    def _write(self, target: Path, content: bytes) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=target.parent, prefix="ny-")
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except OSError as error:
            raise refuse("lager.dokument_ikke_lagret", grunn=os_reason(error)) from error

    def get(self, key: str) -> bytes:
        """The bytes of a key."""
        try:
            content = self._file(key).read_bytes()
        except OSError as error:
            raise refuse("lager.dokument_mangler", nokkel=key[:12]) from error
        return _checked(key, content)

    def keys(self) -> Iterator[str]:
        """All keys kept; unfinished temporary files are passed over."""
        return (f.name for f in sorted(self.folder.glob("??/*")) if len(f.name) == 64)

    def leftovers(self) -> list[Path]:
        """Temporary files that a killed program left behind."""
        return sorted(self.folder.glob("??/ny-*"))

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / key


class TableDocuments:
    """Bytes in the table `stored_bytes`, written in a transaction of their own before the row that names them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, content: bytes) -> str:
        """Keep the bytes once."""
        key = sha256(content)
        with self._engine.begin() as connection:
            connection.execute(
                text("INSERT INTO stored_bytes (sha256, content) VALUES (:k, :c) ON CONFLICT (sha256) DO NOTHING"),
                {"k": key, "c": content},
            )
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key."""
        with self._engine.connect() as connection:
            row = connection.execute(text("SELECT content FROM stored_bytes WHERE sha256 = :k"), {"k": key}).first()
        if row is None:
            raise refuse("lager.dokument_mangler", nokkel=key[:12])
        return _checked(key, bytes(row[0]))

    def keys(self) -> Iterator[str]:
        """All keys kept."""
        with self._engine.connect() as connection:
            rows = connection.execute(text("SELECT sha256 FROM stored_bytes ORDER BY sha256")).all()
        return (str(row[0]) for row in rows)


def _checked(key: str, content: bytes) -> bytes:
    if sha256(content) != key:
        raise refuse("lager.dokument_endret", nokkel=key[:12])
    return content
