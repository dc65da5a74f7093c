"""How far the cells of a file reach, told before calamine lays them out.

Calamine makes a full grid from the first to the last cell. One stray cell in XFD1048576, or a bent number in an old
`.xls`, would make it ask for hundreds of gigabytes, and a failed allocation there ends the whole program: no exception
can be caught. So the reach is read here first, and what is too wide or impossible never gets that far.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from .packages import TABLE, column_number, count, worksheets


@dataclass(frozen=True)
class Extent:
    """The last row and column of a sheet that hold anything, counted from 1."""

    sheet: str
    rows: int
    columns: int


_FILLED = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,4})(\d{1,9})"[^>]*?(?<!/)>')


def xlsx_extents(package: zipfile.ZipFile) -> Iterator[Extent]:
    """The reach of every sheet of an `.xlsx`; cells that are only formatted do not count."""
    for name, part in worksheets(package):
        rows, letters = 0, {b"A"}
        for column, row in _FILLED.findall(package.read(part)):
            letters.add(column)
            rows = max(rows, int(row))
        yield Extent(name, rows, max(column_number(column.decode()) for column in letters))


def ods_extents(package: zipfile.ZipFile) -> Iterator[Extent]:
    """The reach of every sheet of an OpenDocument file, repeated cells counted out."""
    root = Xml.fromstring(package.read("content.xml"))  # noqa: S314
    for table in root.iter(f"{TABLE}table"):
        rows = columns = row = 0
        for line in table.iter(f"{TABLE}table-row"):
            row += count(line, "number-rows-repeated")
            width = _width(line)
            if width:
                rows, columns = row, max(columns, width)
        yield Extent(table.get(f"{TABLE}name", ""), rows, columns)


def _width(line: Xml.Element) -> int:
    width = column = 0
    for cell in line:
        column += count(cell, "number-columns-repeated")
        if len(cell) or any(name.endswith("value") for name in cell.keys()):  # noqa: SIM118  (an XML element)
            width = column
    return width


_SECTOR_END = 0xFFFFFFFA
_SMALL = 4096
_STREAMS = ("Workbook", "Book")
_CELLS = frozenset((0x0006, 0x0203, 0x0204, 0x0205, 0x0206, 0x00D6, 0x00FD, 0x027E, 0x0406, 0x007E, 0x0201))
_RUNS = frozenset((0x00BD, 0x00BE))
_BEGIN, _REACH = 0x0809, 0x0200
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256


def check_xls(content: bytes) -> None:
    """ValueError when an old `.xls` names cells that such a file cannot have: it is damaged."""
    first: int | None = None
    for kind, record in _records(_workbook_stream(content)):
        if kind == _BEGIN:
            first = None
        elif kind == _REACH:
            _check_reach(record)
        elif kind in _CELLS or kind in _RUNS:
            row, column = struct.unpack_from("<HH", record)
            last = struct.unpack("<H", record[-2:])[0] if kind in _RUNS else column
            first = row if first is None else first
            if row < first or not column <= last < _MOST_COLUMNS:
                raise ValueError("cell outside the sheet")


def _check_reach(record: bytes) -> None:
    top, bottom, left, right = struct.unpack_from("<IIHH" if len(record) >= 14 else "<HHHH", record)
    if not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
        raise ValueError("sheet reaches too far")


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook_stream(content: bytes) -> bytes:
    """The stream with the cells, put together from its sectors (the compound file format of old Office files)."""
    size: int = 1 << struct.unpack_from("<H", content, 0x1E)[0]
    if size not in (512, 4096):
        raise ValueError("sector size")
    sectors = [content[at : at + size] for at in range(size, len(content), size)]
    table = _sector_table(content, sectors)
    directory = _chain(sectors, table, struct.unpack_from("<I", content, 0x30)[0])
    for at in range(0, len(directory), 128):
        name = directory[at : at + 64].decode("utf-16-le", "replace").split("\0")[0]
        if name in _STREAMS:
            start, length = struct.unpack_from("<II", directory, at + 116)
            if length < _SMALL:
                sectors, table = _small_sectors(content, directory, sectors, table)
            return _chain(sectors, table, start)[:length]
    raise ValueError("no workbook in the file")


def _small_sectors(
    content: bytes, directory: bytes, sectors: list[bytes], table: tuple[int, ...]
) -> tuple[list[bytes], tuple[int, ...]]:
    """Streams below 4 096 bytes lie in small sectors inside the stream of the directory's first entry."""
    whole = _chain(sectors, table, struct.unpack_from("<I", directory, 116)[0])
    follows = _chain(sectors, table, struct.unpack_from("<I", content, 0x3C)[0])
    small = [whole[at : at + 64] for at in range(0, len(whole), 64)]
    return small, tuple(number for (number,) in struct.iter_unpack("<I", follows))


def _sector_table(content: bytes, sectors: list[bytes]) -> tuple[int, ...]:
    """Which sector follows which. The list of the table's own sectors may go on in further sectors."""
    parts = [number for number in struct.unpack_from("<109I", content, 0x4C) if number < _SECTOR_END]
    more = struct.unpack_from("<I", content, 0x44)[0]
    for _ in sectors:
        if more >= _SECTOR_END:
            break
        *numbers, more = struct.unpack(f"<{len(sectors[more]) // 4}I", sectors[more])
        parts += [number for number in numbers if number < _SECTOR_END]
    return tuple(number for part in parts for (number,) in struct.iter_unpack("<I", sectors[part]))


def _chain(sectors: list[bytes], table: tuple[int, ...], number: int) -> bytes:
    found = []
    while number < _SECTOR_END:
        found.append(sectors[number])
        if len(found) > len(sectors):
            raise ValueError("sectors in a ring")
        number = table[number]
    return b"".join(found)
