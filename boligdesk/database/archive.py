"""The neutral safety copy as a file (E12): what stands in it, and whether it is whole.

A zip with `innhold.json` (schema, counts, checksums), `tabeller/<name>.jsonl` (first line the columns, then one
line per row) and `dokumenter/<sha256>`. It tells nothing of the engine it came from.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from ..rules.messages import refuse
from ..rules.os_reasons import os_reason

FORMAT = "boligdesk-sikkerhetskopi"
EDITION = 1
MANIFEST = "innhold.json"
_BLOCK = 1 << 20


@dataclass(frozen=True)
class TableCount:
    """One table of the copy: how many rows, and the checksum of its file."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a copy says of itself. `damaged` names documents that could not be read when it was made."""

    office: str
    revision: str
    major: int
    minor: int
    made_at: str
    tables: Mapping[str, TableCount]
    documents: tuple[str, ...]
    damaged: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """Rows in all tables together."""
        return sum(table.rows for table in self.tables.values())

    def to_json(self) -> str:
        """The text of the file `innhold.json`."""
        return json.dumps({"format": FORMAT, "edition": EDITION, **asdict(self)}, ensure_ascii=False, indent=1)


def table_file(name: str) -> str:
    """Where a table lies in the copy."""
    return f"tabeller/{name}.jsonl"


def document_file(key: str) -> str:
    """Where a document lies in the copy."""
    return f"dokumenter/{key}"


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a copy; refuses a file that is no copy of ours, one of a newer format and a broken one."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _manifest(archive, path)
    except (zipfile.BadZipFile, EOFError) as error:
        raise refuse("lager.kopi_ugyldig", fil=str(path)) from error
    except OSError as error:
        raise refuse("lager.kopi_uleselig", fil=str(path), grunn=os_reason(error)) from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        content = json.loads(archive.read(MANIFEST))
        if content.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        edition = content.pop("edition")
        if edition > EDITION:
            raise refuse("lager.kopi_nyere", fil=str(path))
        tables = {name: TableCount(**count) for name, count in content.pop("tables").items()}
        documents, damaged = tuple(content.pop("documents")), tuple(content.pop("damaged"))
        return Manifest(**content, tables=tables, documents=documents, damaged=damaged)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise refuse("lager.kopi_ugyldig", fil=str(path)) from error


def verify(path: Path) -> Manifest:
    """Read a whole copy and hold it against its own checksums and counts; refuses the first thing that differs."""
    with opened(path) as (archive, manifest):
        names = set(archive.namelist())
        for table, count in manifest.tables.items():
            _verify_table(archive, names, table, count, path)
        for key in manifest.documents:
            if document_file(key) not in names or _digest(archive, document_file(key)) != key:
                raise refuse("lager.kopi_skadet", fil=str(path), stykke=document_file(key))
    return manifest


def _verify_table(archive: zipfile.ZipFile, names: set[str], table: str, count: TableCount, path: Path) -> None:
    name = table_file(table)
    if name not in names or _digest(archive, name) != count.sha256:
        raise refuse("lager.kopi_skadet", fil=str(path), stykke=name)
    with archive.open(name) as lines:
        if sum(1 for _ in lines) != count.rows + 1:
            raise refuse("lager.kopi_skadet", fil=str(path), stykke=name)


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    found = hashlib.sha256()
    with archive.open(name) as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def table_rows(archive: zipfile.ZipFile, table: str) -> Iterator[dict[str, Any]]:
    """The rows of a table as column → neutral value."""
    with archive.open(table_file(table)) as lines:
        columns = json.loads(lines.readline())
        for line in lines:
            yield dict(zip(columns, json.loads(line), strict=True))


class TableWriter:
    """Writes the lines of one table and reckons their checksum on the way."""

    def __init__(self, file: IO[bytes], columns: list[str]) -> None:
        self._file = file
        self._found = hashlib.sha256()
        self._rows = -1
        self.line(columns)

    def line(self, values: list[Any]) -> None:
        """Add one row."""
        content = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._found.update(content)
        self._file.write(content)
        self._rows += 1

    @property
    def count(self) -> TableCount:
        """What was written."""
        return TableCount(self._rows, self._found.hexdigest())
