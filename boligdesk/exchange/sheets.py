"""Spreadsheets in: `.xlsx`, old `.xls`, `.ods`, `.csv` and `.txt` read into plain, frozen sheets.

What kind of file it is is told from its bytes, never from its name: offices rename. Every cell keeps the place
that Excel shows it at ("D17"), so that a finding can be looked up in the office's own file.

Merged cells: calamine gives the value to the top-left cell only. Here every cell of the merged area gets that
value and remembers where it came from (`Cell.source`); the header uses all of them, the rows below only what was
merged downwards (an address over four flats), never what was merged sideways (a remark over three columns).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..rules.messages import RefusedError, refuse
from .delimited import read_delimited
from .extents import Extent, check_xls, ods_extents, xlsx_extents
from .packages import ods_merges, xlsx_errors

MAX_BYTES = 30_000_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200

#: What a cell can hold. Numbers from Excel are exact decimals; whole ones are int.
CellValue = str | int | Decimal | date | bool | None

#: What a damaged or encrypted zip, or bent XML in it, makes the library raise.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, RuntimeError, SyntaxError, OSError)

Area = tuple[tuple[int, int], tuple[int, int]]
Failed = dict[str, dict[tuple[int, int], str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `row` and `column` count from 1; `source` is the top-left cell it was filled from, if merged."""

    row: int
    column: int
    value: CellValue
    source: tuple[int, int] | None = None

    @property
    def address(self) -> str:
        """The place as Excel writes it: D17."""
        return f"{column_letters(self.column)}{self.row}"

    @property
    def own(self) -> CellValue:
        """The value when it belongs to this column: written here, or merged from above."""
        return None if self.source and self.source[1] != self.column else self.value

    @property
    def text(self) -> str:
        """The value as the office would read it in the cell."""
        return shown(self.value)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file. Every row has the same number of cells, counted from A1."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False

    @property
    def width(self) -> int:
        """How many columns the rows have."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.value is not None for row in self.rows for cell in row)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at `row`, `column` (from 1), empty when outside what the file holds."""
        if row <= len(self.rows) and column <= self.width:
            return self.rows[row - 1][column - 1]
        return Cell(row, column, None)


@dataclass(frozen=True)
class Workbook:
    """A file that was read: its name (never its folder) and its sheets that hold anything."""

    name: str
    sheets: tuple[Sheet, ...]


def column_letters(column: int) -> str:
    """4 → "D", 28 → "AB"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def shown(value: CellValue) -> str:
    """A cell's value in the form people write it: dates as dd.mm.yyyy, decimals with comma."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, date):
        return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value)


def read_workbook(path: Path) -> Workbook:
    """Read a spreadsheet file, whatever its kind.

    Refuses with `import.*`: gone, locked, too large, protected by a password, broken, empty, or no spreadsheet.
    """
    content = file_bytes(path, MAX_BYTES)
    name = path.name
    sheets = _grids(content, name)
    filled = tuple(sheet for sheet in sheets if not sheet.empty)
    if not filled:
        raise refuse("import.tom", fil=name)
    for sheet in filled:
        _check_size(Extent(sheet.name, len(sheet.rows), sheet.width), name)
    return Workbook(name, filled)


def file_bytes(path: Path, most: int) -> bytes:
    """What a file holds; refuses (`import.*`) one that is gone, locked, empty or larger than `most` bytes."""
    try:
        if path.stat().st_size > most:
            raise refuse("import.for_stor", fil=path.name, mb=most // 1_000_000)
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refuse("import.fil_borte", fil=path.name) from error
    except OSError as error:
        raise refuse("import.fil_last", fil=path.name) from error
    if not content.strip():
        raise refuse("import.tom", fil=path.name)
    return content


def _check_size(extent: Extent, name: str) -> None:
    ark = extent.sheet
    if extent.rows > MAX_ROWS:
        raise refuse("import.for_mange_rader", fil=name, ark=ark, rader=extent.rows, grense=MAX_ROWS)
    if extent.columns > MAX_COLUMNS:
        raise refuse("import.for_mange_kolonner", fil=name, ark=ark, grense=MAX_COLUMNS)


def _grids(content: bytes, name: str) -> list[Sheet]:
    if content.startswith(b"PK"):
        return _packed(content, name)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refuse("import.passord", fil=name)
        return _old_office(content, name)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise refuse("import.nettside", fil=name)
    return [grid(Path(name).stem, read_delimited(content, name))]


def _old_office(content: bytes, name: str) -> list[Sheet]:
    try:
        check_xls(content)
    except (ValueError, IndexError, struct.error) as error:
        raise refuse("import.odelagt", fil=name) from error
    return _calamine(content, name)


def _packed(content: bytes, name: str) -> list[Sheet]:
    """A zip: .xlsx or .ods. The packed size is checked first, so that a zip bomb is never unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED_BYTES:
                raise refuse("import.for_stor", fil=name, mb=MAX_BYTES // 1_000_000)
            names = set(package.namelist())
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise refuse("import.ikke_regneark", fil=name)
            ods = "content.xml" in names
            for extent in ods_extents(package) if ods else xlsx_extents(package):
                _check_size(extent, name)
            if not ods:
                return _calamine(content, name, xlsx_errors(package))
            sheets = _calamine(content, name)
            merges = ods_merges(package)
            return [fill_merged(sheet, merges.get(sheet.name, ())) for sheet in sheets]
    except _BROKEN as error:
        raise refuse("import.odelagt", fil=name) from error


def _calamine(content: bytes, name: str, errors: Failed | None = None) -> list[Sheet]:
    import python_calamine as calamine

    try:
        book = calamine.load_workbook(io.BytesIO(content))
        return [
            _one_sheet(book, info, (errors or {}).get(info.name, {}))
            for info in book.sheets_metadata
            if _is_worksheet(info)
        ]
    except RefusedError:
        raise
    except calamine.PasswordError as error:
        raise refuse("import.passord", fil=name) from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise refuse("import.odelagt", fil=name) from error
    except BaseException as error:  # a broken file can make calamine's Rust panic, which is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise refuse("import.odelagt", fil=name) from error


def _is_worksheet(info: Any) -> bool:
    return str(info.typ).endswith("WorkSheet")


def _one_sheet(book: Any, info: Any, errors: dict[tuple[int, int], str]) -> Sheet:
    raw = book.get_sheet_by_name(info.name)
    values = raw.to_python(skip_empty_area=False)
    _put_errors(values, errors)
    sheet = grid(info.name, values)
    sheet = replace(sheet, hidden=not str(info.visible).endswith(".Visible"))
    merged = raw.merged_cell_ranges or ()
    return fill_merged(sheet, [((a + 1, b + 1), (c + 1, d + 1)) for (a, b), (c, d) in merged])


def _put_errors(values: list[list[Any]], errors: dict[tuple[int, int], str]) -> None:
    """Put "#N/A" and its like where calamine gives nothing: a failed formula is not an empty cell."""
    for (row, column), error in errors.items():
        if row <= MAX_ROWS and column <= MAX_COLUMNS:
            values.extend([] for _ in range(row - len(values)))
            values[row - 1].extend("" for _ in range(column - len(values[row - 1])))
            values[row - 1][column - 1] = error


def grid(name: str, values: Sequence[Sequence[Any]]) -> Sheet:
    """A sheet from plain rows of values; blank edges to the right and below are cut off."""
    plain = [[_plain(value) for value in row] for row in values]
    width = max((_last_filled(row) for row in plain), default=0)
    while plain and not _last_filled(plain[-1]):
        plain.pop()
    rows = tuple(
        tuple(Cell(r, c, row[c - 1] if c <= len(row) else None) for c in range(1, width + 1))
        for r, row in enumerate(plain, 1)
    )
    return Sheet(name, rows)


def _last_filled(row: Sequence[CellValue]) -> int:
    return next((i for i in range(len(row), 0, -1) if row[i - 1] is not None), 0)


def _plain(value: Any) -> CellValue:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, str):
        return value.strip() or None
    return value if isinstance(value, (int, Decimal, date)) else str(value)


def _number(value: float) -> CellValue:
    """A float as the file meant it: `repr` gives back the shortest decimal that was typed."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < 1e15 else Decimal(repr(value))


def fill_merged(sheet: Sheet, areas: Iterable[Area]) -> Sheet:
    """Give every cell of each merged area the value of its top-left cell, remembering where it came from."""
    rows = [list(row) for row in sheet.rows]
    for (top, left), (bottom, right) in areas:
        if top > len(rows) or left > sheet.width:
            continue
        value = rows[top - 1][left - 1].value
        for r in range(top, min(bottom, len(rows)) + 1):
            for c in range(left, min(right, sheet.width) + 1):
                if (r, c) != (top, left):
                    rows[r - 1][c - 1] = Cell(r, c, value, (top, left))
    return replace(sheet, rows=tuple(tuple(row) for row in rows))
