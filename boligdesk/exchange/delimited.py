"""Text files with columns: which letters they are written in and what parts the columns."""

from __future__ import annotations

import csv
import io
from collections import Counter

from ..rules.messages import refuse

DELIMITERS = (";", "\t", ",", "|")
_MAX_CELL = 100_000


def read_delimited(content: bytes, name: str) -> list[list[str]]:
    """Rows of a `.csv` or `.txt`; refuses what is no text (`import.ikke_regneark`)."""
    text = decode(content, name)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return _rows(rest, first.strip()[4], name)
    return _rows(text, delimiter_of(text), name)


def decode(content: bytes, name: str) -> str:
    """The text of the file: UTF-8 with or without BOM, UTF-16 with BOM (Excel's "Unicode-tekst"), or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16", name)
    if b"\x00" in content or content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"{\\rtf")):
        raise refuse("import.ikke_regneark", fil=name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252", name)


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refuse("import.ikke_regneark", fil=name) from error


def delimiter_of(text: str) -> str:
    """The sign that parts the columns: the one that gives many columns on most of the first 60 lines."""
    return max(DELIMITERS, key=lambda sign: (_evenness(text, sign), -DELIMITERS.index(sign)))


def _evenness(text: str, sign: str) -> float:
    try:
        lines = [row for row, _ in zip(csv.reader(io.StringIO(text), delimiter=sign), range(60), strict=False) if row]
    except csv.Error:
        return 0.0
    counts = Counter(len(row) for row in lines)
    if not counts:
        return 0.0
    width, times = counts.most_common(1)[0]
    return (min(width, 12) - 1) * times / len(lines)


def _rows(text: str, sign: str, name: str) -> list[list[str]]:
    csv.field_size_limit(_MAX_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        raise refuse("import.odelagt", fil=name) from error
