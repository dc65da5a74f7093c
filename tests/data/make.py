"""Makes the sample spreadsheets of this folder: `python tests/data/make.py`.

They are kept in the tree, so the tests do not need this script. `xlwt` (for the old .xls) is needed only here.
All persons are invented; every fødselsnummer is synthetic (month + 80).
"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font

from boligdesk.rules.identifiers import make_synthetic_fnr

HERE = Path(__file__).parent


def blanked(number: str) -> str:
    """ "02119112345" → "021191 12345"."""
    return f"{number[:6]} {number[6:]}"


def titled_xlsx() -> None:
    """Title rows, headings over several columns, addresses merged over flats, 12/34, a totals row, a second sheet."""
    book = Workbook()
    about = book.active
    about.title = "Les meg"
    about["A1"] = "Boligliste for Fjordvik kommune, oppdatert hver måned av eiendomsavdelingen."
    sheet = book.create_sheet("Utleie")
    sheet["A1"] = "Fjordvik kommune – utleieboliger 2026"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:I1")
    sheet["A2"] = "Ajour per 01.11.2026"
    for place, (first, second) in enumerate(_TITLED_HEADER, 1):
        sheet.cell(4, place).value = first
        sheet.cell(5, place).value = second
    sheet.merge_cells("F4:G4")
    at = 6
    for address, unit, flats in _BLOCKS:
        for number, kind, area, rent, tenant in flats:
            values = (address, unit, number, kind, area, rent - 150, rent, tenant, None)
            for place, value in enumerate(values, 1):
                sheet.cell(at, place).value = value
            at += 1
        sheet.merge_cells(start_row=at - len(flats), end_row=at - 1, start_column=1, end_column=1)
        sheet.merge_cells(start_row=at - len(flats), end_row=at - 1, start_column=2, end_column=2)
    sheet.cell(at, 1).value = "Sum"
    sheet.cell(at, 7).value = f"=SUM(G6:G{at - 1})"
    sheet.cell(at + 2, 1).value = "* Leie er oppgitt uten strøm."
    book.save(HERE / "boliger_tittel.xlsx")


_TITLED_HEADER = (
    ("Gateadr.", None), ("Gnr/Bnr", None), ("Leil.nr", None), ("Ant rom", None), ("Areal", "m²"),
    ("Mnd leie", 2025), (None, 2026), ("Leietaker", None), ("Merknad", None),
)  # fmt: skip
_BLOCKS = (
    ("Fjordgata 14", "12/34", (
        ("H0101", 2, 48, 7450, "Kvernmo, Jon-Ántte"), ("H0102", 3, 68, 8950, "Šarká, Biret Áile"),
        ("H0201", 3, 68, 9450, None), ("H0202", 2, 49, 7450, "Ødegård-Sæther, Åse Charlotte Margrethe"))),
    ("Skolegata 2", "12/118", (("H0101", 2, 51, 5450, "Čáhppesjávri, Niillas"), ("H0102", 4, 84, 9900, None))),
    ("Čáhcegeaidnu 7", "101/7", (("H0101", 1, 32, 5200, "Tran, Minh Anh"), ("L0101", 2, 50, 6100, "Lundemo, Ida"))),
)  # fmt: skip


def windows_csv() -> None:
    """Semicolon, Windows-1252, amounts with kr, dates as 1/2-23, separate street and number, a repeated header."""
    header = "Leietaker;Gate;Husnr;Leilighet;Innflyttet;Utløp;Mnd leie 2026;Depositum;Tlf.;Merknad"
    lines = (
        header,
        "Ødegård, Åse;Fjordgata;14;H0202;1/2-23;31/1-26;kr 7 450,-;kr 22 350,-;900 00 001;",
        "Per Kjærnes;Skolegata;2;H0101;01.07.2024;30.06.2027;kr 5 450,-;16 350,00;+47 90000002;hund",
        "Næss, Ragnhild Søster;Skolegata;2;H0102;15.8.24;;9.900,00;kr 29 700,-;90000003;",
        header,
        "Lundemo, Ida;Bryggevegen;31;H0301;1. mars 2025;28.02.2028;8200;24600;90 00 00 04;",
        '"Sætre, Olav; Sætre, Guri";Bryggevegen;31;H0302;01.04.2025;31.03.2028;kr 8 350,-;;90000005;røyker "ute"',
        "Totalt;;;;;;kr 39 350,-;;;",
    )
    (HERE / "leietakere_okonomi.csv").write_bytes("\r\n".join(lines).encode("cp1252") + b"\r\n")


def old_xls() -> None:
    """An export from an old property system: .xls, gnr and bnr in columns, numbers for everything, day numbers."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("EKSPORT")
    header = "OBJEKTNR|GNR|BNR|SNR|GATE|NR|POSTNR|POSTSTED|BRUKSENHET|ROM|BRA|ETG|BYGGEÅR|EIE/LEIE|LEIE|SIST ENDRET"
    for place, heading in enumerate(header.split("|")):
        sheet.write(0, place, heading)
    rows = (
        (1001, 12, 34, 1, "Fjordgata", 16, 9800, "VADSØ", "H0101", 2, 47.5, 1, 1978, "Eid", 7450, 44958),
        (1002, 12, 34, 2, "Fjordgata", 16, 9800, "VADSØ", "H0201", 3, 67, 2, 1978, "Eid", 8950.5, 44958),
        (1003, 14, 2, 0, "Jávregeaidnu", 3, 9800, "VADSØ", "H0101", 4, 92, 1, 2004, "Innleid", 12400, 45292),
        (1004, 14, 9, 0, "Skolegata", "4B", 9800, "VADSØ", "U0101", 1, 28, 0, 1961, "Eid", 4200, 45300),
    )
    for at, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            sheet.write(at, place, value)
    _old_tenancies(book)
    book.save(str(HERE / "boliger_gammelt_system.xls"))


def _old_tenancies(book: xlwt.Workbook) -> None:
    sheet = book.add_sheet("LEIEFORHOLD")
    header = "OBJEKTNR|FORNAVN|ETTERNAVN|GATE|NR|BRUKSENHET|FRA DATO|TIL DATO|LEIE"
    rows = (
        (1001, "Øyvind", "Aarøe", "Fjordgata", 16, "H0101", 44958, 46053, 7450),
        (1002, "Máret Ánne", "Hætta", "Fjordgata", 16, "H0201", 45292, "", 8950.5),
        (1003, "Ngọc", "Phạm", "Jávregeaidnu", 3, "H0101", 44967.5, 46062, 12400),
        (1003, "Hữu", "Phạm", "Jávregeaidnu", 3, "H0101", 44967, 46062, ""),
    )
    for place, heading in enumerate(header.split("|")):
        sheet.write(0, place, heading)
    for at, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            sheet.write(at, place, value)


def tabbed_txt() -> None:
    """Tabs, UTF-8 with BOM, several persons and numbers in a cell, numbers with blanks, children, protection."""
    a = make_synthetic_fnr(date(1984, 3, 12), 1, female=True)
    b = make_synthetic_fnr(date(1981, 11, 2), 1, female=False)
    c = make_synthetic_fnr(date(1990, 6, 30), 2, female=True, d_number=True)
    d = make_synthetic_fnr(date(1957, 1, 9), 0, female=False)
    rows = (
        ("Leietaker(e)", "Fødselsnr", "E-post", "Adresse", "Fra", "Til", "Husleie", "KID", "Barn", "Skjermet"),
        ("Šarká, Biret Áile og Guttorm, Ánde", f"{blanked(a)} / {blanked(b)}", "biret@eksempel.no",
         "Fjordgata 14, H0102, 9800 Vadsø", "01.02.2023", "31.01.2026", "8 950,00", "0012345678",
         "Elle (2015), Máhtte (2018)", "nei"),
        ("Nguyen Thi Lan", c, "", "Skolegata 2, H0102", "01.05.2024", "", "9 900", "0012345686", "", "kode 6"),
        ("Brattbakk-Østensen, Karl Johan Fredrik", blanked(d), "", "Bryggevegen 31, H0401", "01.09.2020", "31.08.2025",
         "7 100", "", "", ""),
    )  # fmt: skip
    text = "\r\n".join("\t".join(row) for row in rows) + "\r\n"
    (HERE / "leietakere_personer.txt").write_bytes(text.encode("utf-8-sig"))


def faulty_xlsx() -> None:
    """Wrong and doubtful cells of many kinds, one to a row, among good rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Utleie"
    header = ("Gateadr.", "Leil.nr", "Kvm", "Mnd leie 2026", "Leietaker", "Ant rom", "Merknad")
    rows: list[tuple[object, ...]] = [
        ("Fjordgata 14", f"H0{floor}0{door}", 60 + door, 8000 + 50 * floor, None, 3, "bad pusset opp -14")
        for floor in range(1, 5) for door in range(1, 4)
    ]  # fmt: skip
    rows += [
        ("Fjordgata 44", "H0101", 61, "8.95O,00", None, 3, None),
        ("Fjordgata 44", "203", 62, 8250, None, 3, None),
        ("Fjordgata 44", "204", 62, 8250, None, 3, None),
        ("Fjordgata 44", "H0301", 710, 8300, None, 3, None),
        ("Fjordgata 44", "H0302", 71, 0, None, 3, None),
        ("Fjordgata 44", "H0303", 71, 99600, None, 3, None),
        (None, "H0304", 71, 8300, None, 3, None),
        ("Fjordgata 14", "H0101", 61, 8050, None, 3, "står to ganger"),
        ("Fjordgata 44", "H0305", "ca sytti", 8300, None, 3, None),
        ("Fjordgata 44", "H0306", 70, "#N/A", None, 3, None),
    ]
    for at, row in enumerate((header, *rows), 1):
        for place, value in enumerate(row, 1):
            sheet.cell(at, place).value = value
    book.save(HERE / "boliger_med_feil.xlsx")


def library_ods() -> None:
    """OpenDocument with empty columns to the left, a merged address and dates as ISO text."""
    rows = (
        ("", "", "", "", ""),
        ("", "Adresse", "Bolignr", "Kvm", "Leie pr mnd"),
        ("", ("Bryggevegen 31", 2), "H0301", 55, 8200),
        ("", None, "H0302", 58, 8350.5),
        ("", "Bryggevegen 33", "H0101", 71, 9100),
    )
    content = _ODS_HEAD + "".join(_ods_row(row) for row in rows) + _ODS_TAIL
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", kind, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    (HERE / "boliger_libreoffice.ods").write_bytes(out.getvalue())


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Boliger">'
)
_ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def _ods_row(row: tuple[object, ...]) -> str:
    return f"<table:table-row>{''.join(_ods_cell(value) for value in row)}</table:table-row>"


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:covered-table-cell/>"
    if isinstance(value, tuple):
        text, rows = value
        span = f'table:number-rows-spanned="{rows}" table:number-columns-spanned="1"'
        return f'<table:table-cell office:value-type="string" {span}><text:p>{escape(text)}</text:p></table:table-cell>'
    if isinstance(value, str):
        text = f"<text:p>{escape(value)}</text:p>" if value else ""
        return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    shown = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}</table:table-cell>'


if __name__ == "__main__":
    for make in (titled_xlsx, windows_csv, old_xls, tabbed_txt, faulty_xlsx, library_ods):
        make()
