"""Makes the spreadsheets of `resources/eksempel/` that the run without a screen and the journeys bring in.

`python -m tools.example_lists`. All persons are invented, every fødselsnummer synthetic (month + 80).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from boligdesk.rules.identifiers import make_synthetic_fnr

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "eksempel"

_HOMES = (
    "Gateadr.", "Postnr", "Poststed", "Gnr/Bnr", "Leil.nr", "Ant rom", "Kvm", "Mnd leie 2026", "Merknad",
)  # fmt: skip
_HOUSES = (
    ("Fjordgata 14", "48/112", ((3, 68, 9450), (3, 71, 8950), (2, 52, 7600), (2, 49, 7450))),
    ("Fjordgata 16", "48/113", ((4, 86, 10900), (2, 51, 7500))),
    ("Havneveien 3 A", "48/20", ((2, 48, 7150), (2, 48, 7150))),
    ("Kirkebakken 22", "51/7", ((5, 104, 12300),)),
    ("Kirkebakken 24", "51/8", ((4, 92, 11200), (4, 92, 11200))),
    ("Mølleveien 7", "52/31", ((3, 64, 8800), (2, 50, 7450), (2, 50, 7450))),
    ("Skolegata 2", "12/118", ((1, 31, 5600), (2, 46, 6950), (2, 46, 6950))),
    ("Čáhcegeaidnu 7", "101/7", ((4, 88, 10650), (2, 54, 7200))),
)
#: Row and column of the cell with the letter O for a nought.
MISTYPED = (5, 8)

_TENANTS = (
    "Leietaker", "Fødselsnr", "Adresse", "Leilighet", "Innflyttet", "Utløp", "Husleie", "Depositum", "Telefon",
)  # fmt: skip
_PEOPLE = (
    ("Hauge, Torbjørn", date(1961, 4, 3), 0, 0, "01.09.2024", "31.08.2027"),
    ("Ahmed, Hodan Warsame", date(1984, 1, 17), 0, 2, "15.02.2025", "14.02.2028"),
    ("Østby, Gunn-Marit", date(1950, 10, 9), 0, 3, "1/6-24", ""),
    ("Šarūnaitė, Živilė", date(1992, 5, 28), 2, 0, "01.03.2024", "28.02.2027"),
    ("Wiik-Langåsbråten, Bjørnar", date(1979, 12, 2), 3, 0, "01.08.2025", "31.07.2028"),
    ("Tuolja, Nils-Áslak", date(1968, 7, 21), 4, 0, "01.01.2025", "31.12.2027"),
    ("Lervåg, Øystein", date(1973, 3, 5), 5, 1, "01.10.2025", "30.09.2028"),
    ("Nygård, Kjell Arne", date(1958, 8, 30), 6, 0, "01.05.2023", ""),
    ("Rahimi, Farzana", date(1990, 2, 11), 7, 0, "01.07.2025", "30.06.2028"),
)
_OPEN = (
    "Leietaker", "Adresse", "Leilighet", "Forfall", "Krav", "Fakturanr", "Opprinnelig beløp", "Restbeløp",
    "Purring sendt", "Inkassovarsel sendt", "§ 4-18-varsel",
)  # fmt: skip
_ITEMS = (
    (1, "01.09.2026", "Husleie", 7600, 7600, "15.09.2026", "01.10.2026", "20.10.2026"),
    (1, "01.10.2026", "Husleie", 7600, 7600, "15.10.2026", "", "20.10.2026"),
    (1, "01.11.2026", "Husleie", 7600, 3100, "", "", ""),
    (5, "01.11.2026", "Husleie", 11200, 11200, "12.11.2026", "", ""),
    (6, "15.06.2026", "Skade", 4200, 2200, "01.07.2026", "", ""),
    (7, "01.11.2026", "Til gode", "", -450, "", "", ""),
)
_WOMEN = ("Ahmed, Hodan Warsame", "Østby, Gunn-Marit", "Šarūnaitė, Živilė", "Rahimi, Farzana")


def homes() -> Workbook:
    """The list of homes as an office keeps it: a title above, one cell mistyped, a sum under it."""
    book = Workbook()
    sheet = _titled(book, "Utleie", "Fjordvik kommune – utleieboliger 2026", _HOMES)
    for address, property_number, flats in _HOUSES:
        for place, (rooms, area, rent) in enumerate(flats):
            flat = f"H{place // 2 + 1:02d}{place % 2 + 1:02d}"
            sheet.append([address, "9990", "Fjordvik", property_number, flat, rooms, area, rent, None])
    row, column = MISTYPED
    sheet.cell(row, column).value = "8.95O,00"
    sheet.append(["Sum", *[None] * 6, sum(rent for _a, _p, flats in _HOUSES for *_x, rent in flats)])
    return book


def tenants() -> Workbook:
    """Who rents what, as the same office keeps it."""
    book = Workbook()
    sheet = _titled(book, "Leietakere", "Leietakere per november 2026", _TENANTS)
    for number, (name, born, house, flat, since, until) in enumerate(_PEOPLE):
        address, _property, flats = _HOUSES[house]
        fnr = make_synthetic_fnr(born, number, female=name in _WOMEN)
        rent = flats[flat][2]
        flat_number = f"H{flat // 2 + 1:02d}{flat % 2 + 1:02d}"
        sheet.append(
            [name, f"{fnr[:6]} {fnr[6:]}", address, flat_number, since, until, f"kr {rent},-", 3 * rent,
             f"900 00 {number + 1:03d}"]
        )  # fmt: skip
    return book


def open_items() -> Workbook:
    """What was open in the accounts when Boligdesk took over, and the letters sent before."""
    book = Workbook()
    sheet = _titled(book, "Åpne poster", "Åpne poster per 30. november 2026", _OPEN)
    for number, (place, due, kind, amount, rest, *letters) in enumerate(_ITEMS):
        name, _born, house, flat, *_ = _PEOPLE[place]
        home = (_HOUSES[house][0], f"H{flat // 2 + 1:02d}{flat % 2 + 1:02d}")
        sheet.append([name, *home, due, kind, 70001 + number, amount, rest, *letters])
    return book


def _titled(book: Workbook, name: str, title: str, header: tuple[str, ...]) -> Any:
    sheet = book.active
    sheet.title = name
    sheet["A1"] = title
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([])
    sheet.append(header)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
    return sheet


def main() -> None:
    """Write the files."""
    for name, book in (("boligliste.xlsx", homes()), ("leietakere.xlsx", tenants()), ("restanser.xlsx", open_items())):
        book.properties.creator = "Boligdesk"
        book.save(FOLDER / name)


if __name__ == "__main__":
    main()
