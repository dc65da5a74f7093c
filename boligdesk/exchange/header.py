"""Finding the list inside a sheet: where the header is, which rows are data, which are totals and remarks.

Offices keep titles above the header, units under it, sums below the list and the header once more for each printed
page. What is left out is told with its row number, so that nothing goes missing unseen.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..rules.folding import search_key
from ..rules.messages import Message, msg, refuse
from ..texts import text
from .sheets import Cell, CellValue, Sheet, Workbook, column_letters

_SEARCHED_ROWS = 40
_KNOWN_WEIGHT = 3
_NOISE = frozenset({"pr", "per", "kr", "nok", "i"})
_SAME_WORD = {"mnd": "maned", "md": "maned", "ant": "antall", "kvm": "m2", "leilighets": "leil", "leilighet": "leil"}
_YEAR = re.compile(r"(19|20)\d\d")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_TOTALS = ("sum", "totalt", "total", "totalsum", "til sammen", "tilsammen", "delsum", "gjennomsnitt", "snitt", "i alt")
_UNITS = frozenset({"m2", "kr", "nok", "stk", "dato", "maned", "ja nei", "antall", "nr", "navn"})


@dataclass(frozen=True)
class Column:
    """One column of the list: where it stands, its heading as written, and the heading's lines."""

    index: int
    label: str
    parts: tuple[str, ...]

    @property
    def letters(self) -> str:
        """The column as a spreadsheet names it: A, B, … AA."""
        return column_letters(self.index)


@dataclass(frozen=True)
class LeftOut:
    """A row that is no data: a sum, a repeated header, a remark."""

    row: int
    why: Message


@dataclass(frozen=True)
class Table:
    """The list found in a sheet: its columns, its rows of data, and the rows left out."""

    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    left_out: tuple[LeftOut, ...]

    def cells(self, column: Column) -> Iterator[Cell]:
        """The cells of one column, data rows only."""
        return (self.sheet.cell(row, column.index) for row in self.rows)

    def sample(self, column: Column) -> str:
        """Up to three different values of a column as they are written, for the dialog: "H0203 · H 203 · 203"."""
        seen = dict.fromkeys(cell.text for cell in self.cells(column) if cell.own is not None)
        return " · ".join(list(seen)[:3])

    @property
    def signature(self) -> str:
        """The same for two files with the same headings in the same order: the key of a remembered mapping."""
        labels = json.dumps([header_key(column.label) for column in self.columns])
        return hashlib.sha256(labels.encode()).hexdigest()[:16]


def header_key(label: str) -> str:
    """A heading without case, marks, blanks, years and units: "Mnd. leie 2026" and "mnd leie" have the same."""
    words = _NOT_WORD.sub(" ", _YEAR.sub(" ", search_key(label.replace("²", "2")))).split()
    return "".join(_SAME_WORD.get(w, w.replace("nummer", "nr")) for w in words if w not in _NOISE)


def own_columns() -> frozenset[str]:
    """Headings that Boligdesk itself adds to a file of refused rows; never read back."""
    return frozenset(header_key(text(code, lang)) for code in _OWN for lang in ("nb", "nn"))


_OWN = ("import.rest.grunn", "import.rest.rad")


def choose_sheet(workbook: Workbook, known: frozenset[str], needed: Sequence[frozenset[str]] = ()) -> Sheet:
    """The sheet that looks most like the list; hidden sheets last.

    First the one with headings for most of what is `needed` (one set of header keys per required field), then the
    one with most known headings, then the longest.
    """

    def likeness(sheet: Sheet) -> tuple[bool, int, int, int]:
        top, score = _best_header(sheet, known)
        keys = {header_key(cell.text) for cell in sheet.rows[top - 1]} if score > 0 else set()
        return not sheet.hidden, sum(bool(keys & wanted) for wanted in needed), score, len(sheet.rows)

    return max(workbook.sheets, key=likeness)


def find_table(sheet: Sheet, known: frozenset[str], file: str = "") -> Table:
    """Find header and data. `known` are header keys that name a field; refuses `import.ingen_overskrift`."""
    top, score = _best_header(sheet, known)
    if score <= 0:
        raise refuse("import.ingen_overskrift", fil=file, ark=sheet.name)
    header = _header_lines(sheet, top, known)
    rows, left_out = _body(sheet, header)
    columns = tuple(_columns(sheet, header, rows))
    if not rows:
        raise refuse("import.ingen_rader", fil=file, ark=sheet.name, rad=header[-1])
    return Table(sheet, header, columns, rows, left_out)


def _best_header(sheet: Sheet, known: frozenset[str]) -> tuple[int, int]:
    scored = [(_header_score(row, known), -row[0].row) for row in sheet.rows[:_SEARCHED_ROWS]]
    score, at = max(scored, default=(0, -1))
    return -at, score


def _header_score(row: tuple[Cell, ...], known: frozenset[str]) -> int:
    """Known headings count most; other plain words a little; numbers and dates speak against a header."""
    cells = [cell for cell in row if cell.value is not None and cell.source is None]
    named = {key for cell in cells if isinstance(cell.value, str) and (key := header_key(cell.value)) in known}
    if len(named) < 2 and not _plain_header(cells, len(row)):
        return 0
    numbers = sum(isinstance(cell.value, (int, Decimal, date)) and not _is_year(cell) for cell in cells)
    return len(named) * _KNOWN_WEIGHT + _words(cells) - 2 * numbers


def _plain_header(cells: list[Cell], width: int) -> bool:
    """A header in words we do not know: most columns filled, nothing but short words."""
    return len(cells) >= max(3, width // 2) and _words(cells) == len(cells)


def _words(cells: list[Cell]) -> int:
    return sum(isinstance(c.value, str) and len(c.value) < 40 and not re.search(r"\d", c.value) for c in cells)


def _is_year(cell: Cell) -> bool:
    return isinstance(cell.value, int) and 1990 <= cell.value <= 2100


def _header_lines(sheet: Sheet, top: int, known: frozenset[str]) -> tuple[int, ...]:
    first = top - 1 if top > 1 and _is_group_line(sheet, top - 1) else top
    last = top + 1 if top < len(sheet.rows) and _is_second_line(sheet, top, known) else top
    return tuple(range(first, last + 1))


def _is_group_line(sheet: Sheet, row: int) -> bool:
    """Headings over several columns ("Leieforhold" over from, to and rent), not a title over them all."""
    widths = [_merged_width(sheet, cell) for cell in sheet.rows[row - 1] if cell.value is not None and not cell.source]
    return any(1 < width < 0.8 * sheet.width for width in widths) and len(widths) > 1


def _merged_width(sheet: Sheet, cell: Cell) -> int:
    return 1 + sum(other.source == (cell.row, cell.column) for other in sheet.rows[cell.row - 1])


def _is_second_line(sheet: Sheet, top: int, known: frozenset[str]) -> bool:
    """Whether the row under the header holds units, years or sub-headings instead of data."""
    below = [cell for cell in sheet.rows[top] if cell.value is not None and cell.source is None]
    if not below:
        return any(cell.source and cell.source[0] == top for cell in sheet.rows[top])
    return all(_is_heading(sheet, cell, known) for cell in below)


def _is_heading(sheet: Sheet, cell: Cell, known: frozenset[str]) -> bool:
    above = sheet.cell(cell.row - 1, cell.column)
    if _is_year(cell):
        return bool(above.source) or _merged_width(sheet, above) > 1 or above.value is None
    if not isinstance(cell.value, str):
        return False
    key = header_key(cell.value)
    return cell.value.startswith("(") or not key or key in _UNITS or key in known


def _columns(sheet: Sheet, header: tuple[int, ...], rows: tuple[int, ...]) -> Iterator[Column]:
    ours = own_columns()
    for index in range(1, sheet.width + 1):
        parts = tuple(dict.fromkeys(sheet.cell(row, index).text for row in header if sheet.cell(row, index).text))
        label = " ".join(" ".join(parts).split())
        if header_key(label) in ours:
            continue
        if label or any(sheet.cell(row, index).own is not None for row in rows):
            yield Column(index, label, parts)


def _body(sheet: Sheet, header: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[LeftOut, ...]]:
    rows, left_out = [], []
    heading = {cell.column: cell.value for row in header for cell in sheet.rows[row - 1] if cell.value is not None}
    for line in sheet.rows[header[-1] :]:
        filled = [cell for cell in line if cell.own is not None]
        if not filled or all(cell.source for cell in filled):
            continue
        why = _why_no_data(filled, heading)
        if why:
            left_out.append(LeftOut(line[0].row, why))
        else:
            rows.append(line[0].row)
    return tuple(rows), tuple(left_out)


def _why_no_data(filled: list[Cell], heading: Mapping[int, CellValue]) -> Message | None:
    if sum(heading.get(cell.column) == cell.value for cell in filled) * 2 > len(filled):
        return msg("import.utelatt.overskrift")
    if _is_total(filled, len(heading)):
        return msg("import.utelatt.sum")
    if len(filled) == 1 and isinstance(filled[0].value, str) and len(heading) > 2:
        return msg("import.utelatt.merknad", tekst=filled[0].text[:60])
    return None


def _is_total(filled: list[Cell], width: int) -> bool:
    """A row that names itself a sum, or a row of nothing but numbers in a list of many columns."""
    first = search_key(filled[0].text).rstrip(" :=")
    named = first in _TOTALS or first.startswith(("sum ", "totalt ", "antall "))
    bare = all(isinstance(cell.value, (int, Decimal)) for cell in filled)
    return (named and len(filled) * 2 <= width + 2) or (bare and width > 4 and len(filled) * 3 <= width)
