"""Lists out: any list of the program as a good-looking Excel file, and dwellings in Kobo's field names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import IO, Any

from ..rules.messages import Message
from ..texts import enum_text, render, text
from .fields import DWELLING_FIELDS, Field
from .records import DwellingRow
from .sheets import column_letters
from .writing import put_text, save_through, sheet_name, write_csv

_ACCENT = "15596B"
_WIDEST = 60
_HEADER_ROW = 3


class ColumnKind(Enum):
    """How the values of a column are written."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    PERCENT = "percent"


_FORMATS = {
    ColumnKind.NUMBER: "0",
    ColumnKind.DECIMAL: "#,##0.##",
    ColumnKind.MONEY: "#,##0.00",
    ColumnKind.DATE: "dd.mm.yyyy",
    ColumnKind.MOMENT: "dd.mm.yyyy hh:mm",
    ColumnKind.PERCENT: '0.0" %"',
}


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: its heading as shown, and the kind of its values (money is whole øre)."""

    label: str
    kind: ColumnKind = ColumnKind.TEXT


def write_list(
    path: Path, title: str, columns: Sequence[ListColumn], rows: Iterable[Sequence[object]], *, printed: date
) -> Path:
    """Write a list to Excel: title and date, frozen header with filter, widths, number and date formats.

    Text that begins like a formula stays text. Refuses `import.skrive` when the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(title)
    book.properties.title = title
    written = _fill(sheet, columns, rows)
    _heading(sheet, title, text("import.eksport.undertittel", antall=written, dato=printed))
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{column_letters(len(columns))}{_HEADER_ROW + max(1, written)}"
    _print_setup(sheet)
    return save_through(path, book.save)


def _heading(sheet: Any, title: str, subtitle: str) -> None:
    from openpyxl.styles import Font

    put_text(sheet["A1"], title)
    put_text(sheet["A2"], subtitle)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"].font = Font(color="5B6770")


def _print_setup(sheet: Any) -> None:
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "&P / &N"


def _fill(sheet: Any, columns: Sequence[ListColumn], rows: Iterable[Sequence[object]]) -> int:
    widths = [len(column.label) for column in columns]
    _header(sheet, columns)
    at = _HEADER_ROW
    for at, row in enumerate(rows, _HEADER_ROW + 1):
        for place, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            widths[place - 1] = max(widths[place - 1], _put(sheet.cell(at, place), column.kind, value))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(place)].width = min(_WIDEST, width + 3)
    return at - _HEADER_ROW


def _header(sheet: Any, columns: Sequence[ListColumn]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for place, column in enumerate(columns, 1):
        cell = sheet.cell(_HEADER_ROW, place)
        put_text(cell, column.label)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_ACCENT)
        side = "left" if column.kind is ColumnKind.TEXT else "right"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)


def _put(cell: Any, kind: ColumnKind, value: object) -> int:
    """Write one value; answers how many characters wide it shows."""
    plain = _plain(kind, value)
    if plain is None:
        return 0
    if isinstance(plain, str):
        put_text(cell, plain)
        return max(len(line) for line in plain.split("\n") or [""])
    cell.value = plain
    cell.number_format = _FORMATS.get(kind, "General")
    return {ColumnKind.DATE: 10, ColumnKind.MOMENT: 16}.get(kind, len(f"{plain:,}") + 1)


def _plain(kind: ColumnKind, value: object) -> str | int | Decimal | date | None:
    if kind is ColumnKind.MONEY and isinstance(value, int):
        return Decimal(value) / 100
    if isinstance(value, Message):
        return render(value)
    if isinstance(value, Enum):
        return enum_text(value)
    if isinstance(value, bool):
        return text("import.ja") if value else text("import.nei")
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, (str, int, Decimal, date)):
        return value
    return str(value)


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else text("import.ja") if value else text("import.nei")


def _named(value: Enum | None) -> str | None:
    return None if value is None else enum_text(value)


def _kroner(ore: int | None) -> Decimal | None:
    return None if ore is None else Decimal(ore) / 100


#: What a dwelling says in each field; Kobo's own heading where Kobo has the field, else the program's.
_VALUES: Mapping[str, Callable[[DwellingRow], object]] = {
    "adresse": lambda d: d.address,
    "postnummer": lambda d: d.postcode,
    "poststed": lambda d: d.city,
    "bolignummer": lambda d: d.number,
    "referanse": lambda d: d.reference,
    "matrikkel": lambda d: _cadastral(d),
    "boligtype": lambda d: _named(d.kind),
    "disposisjon": lambda d: _named(d.disposal),
    "eier": lambda d: d.owner,
    "rom": lambda d: d.rooms,
    "soverom": lambda d: d.bedrooms,
    "areal": lambda d: d.area_m2,
    "etasje": lambda d: d.floor,
    "byggeaar": lambda d: d.built_year,
    "omrade": lambda d: d.area_name,
    "tilgjengelig": lambda d: _named(d.accessible),
    "bofellesskap": lambda d: _yes_no(d.shared_home),
    "fellesrom": lambda d: d.shared_rooms,
    "uteareal": lambda d: d.outdoor_area,
    "moblert": lambda d: _yes_no(d.furnished),
    "oppvarming": lambda d: _yes_no(d.heating_included),
    "leie": lambda d: _kroner(d.rent_ore),
    "ekstern_id": lambda d: d.external_id,
}


def _cadastral(dwelling: DwellingRow) -> str | None:
    """All four numbers, so that a festenummer is never taken for a seksjonsnummer when read back."""
    unit = dwelling.cadastral
    if unit is None:
        return None
    before = f"{unit.municipality}-" if unit.municipality else ""
    return f"{before}{unit.gnr}/{unit.bnr}/{unit.fnr}/{unit.snr}"


def kobo_heading(field: Field) -> str:
    """The heading of a field in the Kobo file."""
    return field.kobo or field.headings[0]


def write_kobo(path: Path, dwellings: Iterable[DwellingRow]) -> Path:
    """Write dwellings under Kobo's field names, to `.xlsx` or (by the name's ending) to a semicolon `.csv` in UTF-8.

    Tenants are not written. The file reads back to the same dwellings.
    """
    fields = [field for field in DWELLING_FIELDS if field.key in _VALUES]
    rows = [[_VALUES[field.key](dwelling) for field in fields] for dwelling in dwellings]
    headings = [kobo_heading(field) for field in fields]
    if path.suffix.lower() == ".csv":
        return save_through(path, lambda file: write_csv(file, headings, rows))
    return save_through(path, lambda file: _write_plain(file, headings, rows))


def _write_plain(file: IO[bytes], headings: list[str], rows: list[list[object]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "boliger"
    for place, heading in enumerate(headings, 1):
        put_text(sheet.cell(1, place), heading)
        sheet.cell(1, place).font = Font(bold=True)
    for at, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            kind = ColumnKind.DECIMAL if isinstance(value, Decimal) else ColumnKind.TEXT
            _put(sheet.cell(at, place), kind, value or None if isinstance(value, str) else value)
    sheet.freeze_panes = "A2"
    book.save(file)
