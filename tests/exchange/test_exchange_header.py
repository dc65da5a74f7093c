"""Finding header, data and totals in sheets as offices keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from boligdesk.exchange.header import header_key
from boligdesk.exchange.rows import table_of
from boligdesk.exchange.sheets import Sheet, Workbook, grid, read_workbook
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import render
from tests.exchange.lists import DATA, DWELLINGS, TENANTS, table

HEADER = ("Adresse", "Bolignr", "Kvm", "Leie")


def _labels(*rows: tuple[object, ...]) -> list[str]:
    return [column.label for column in table(DWELLINGS, *rows).columns]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mnd. leie 2026", "mnd leie"), ("Leil. nr", "LEIL.NR"), ("m²", "Kvm"), ("Ant. rom", "Antall rom"),
     ("Fødselsnummer", "Fødselsnr."), ("Gnr./bnr.", "gnr/bnr"), ("antallSoverom", "Antall soverom")],
)  # fmt: skip
def test_headings_are_compared_without_case_marks_years_and_units(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


def test_titles_empty_rows_and_columns_are_passed_over() -> None:
    found = table(DWELLINGS, ("Boligliste", None), (), (None, *HEADER), (None, "Skolegata 2", "H0101", 50, 7000))
    assert found.header_rows == (3,)
    assert [column.letters for column in found.columns] == ["B", "C", "D", "E"]
    assert found.rows == (4,)


def test_a_header_over_two_lines_is_joined() -> None:
    found = table_of(read_workbook(DATA / "boliger_tittel.xlsx"), DWELLINGS)
    assert found.header_rows == (4, 5)
    assert [c.label for c in found.columns][4:7] == ["Areal m²", "Mnd leie 2025", "Mnd leie 2026"]


def test_units_below_the_header_are_no_data() -> None:
    rows = (HEADER, (None, None, "(m²)", "kr"), ("Skolegata 2", "H0101", 50, 7000))
    assert table(DWELLINGS, *rows).rows == (3,)
    assert _labels(*rows) == ["Adresse", "Bolignr", "Kvm (m²)", "Leie kr"]


@pytest.mark.parametrize("word", ["Sum", "SUM:", "Totalt", "Til sammen", "Sum leie", "Delsum"])
def test_totals_are_left_out_and_told(word: str) -> None:
    found = table(DWELLINGS, HEADER, ("Skolegata 2", "H0101", 50, 7000), (word, None, None, 7000))
    assert found.rows == (2,)
    assert [(row.row, render(row.why)) for row in found.left_out] == [(3, "sumlinje")]


def test_a_sum_without_a_word_is_left_out() -> None:
    header = ("Adresse", "Bolignr", "Kvm", "Rom", "Leie", "Leietaker")
    found = table(DWELLINGS, header, ("Skolegata 2", "H0101", 50, 2, 7000, "Ås, Kai"), (None, None, None, None, 7000))
    assert found.rows == (2,)


def test_a_street_that_begins_like_a_sum_is_data() -> None:
    found = table(DWELLINGS, HEADER, ("Sumarvegen 3", "H0101", 50, 7000), ("Totalen 1", "H0101", 44, 6000))
    assert found.rows == (2, 3)


def test_repeated_headers_and_remarks_are_left_out_and_told() -> None:
    found = table(DWELLINGS, HEADER, ("Skolegata 2", "H0101", 50, 7000), HEADER, ("Uten strøm",))
    assert [(row.row, row.why.code) for row in found.left_out] == [
        (3, "import.utelatt.overskrift"),
        (4, "import.utelatt.merknad"),
    ]


def test_samples_show_what_a_column_holds() -> None:
    found = table(DWELLINGS, HEADER, ("Skolegata 2", "H0101", 50, 7000), ("Skolegata 2", "102", 50, 7000))
    assert [found.sample(column) for column in found.columns] == ["Skolegata 2", "H0101 · 102", "50", "7000"]


def test_the_signature_is_the_headings_in_order() -> None:
    row = ("Skolegata 2", "H0101", 50, 7000)
    one, same = table(DWELLINGS, HEADER, row), table(DWELLINGS, ("Tittel",), HEADER, row, row)
    other = table(DWELLINGS, tuple(reversed(HEADER)), row)
    assert one.signature == same.signature != other.signature


def test_the_sheet_that_fits_the_wanted_list_is_chosen() -> None:
    book = read_workbook(DATA / "boliger_gammelt_system.xls")
    assert table_of(book, DWELLINGS).sheet.name == "EKSPORT"
    assert table_of(book, TENANTS).sheet.name == "LEIEFORHOLD"
    assert table_of(book, TENANTS, sheet="EKSPORT").sheet.name == "EKSPORT"


def test_hidden_sheets_come_last() -> None:
    rows = (HEADER, ("Skolegata 2", "H0101", 50, 7000))
    old = Sheet("gammel", grid("x", [*rows, rows[1]]).rows, hidden=True)
    assert table_of(Workbook("f", (old, grid("ny", rows))), DWELLINGS).sheet.name == "ny"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("Fjordgata 1", "H0101", 50, 7000), ("Fjordgata 2", "H0101", 51, 7000)], "import.ingen_overskrift"),
        ([HEADER], "import.ingen_rader"),
        ([HEADER, ("Sum", None, None, 0)], "import.ingen_rader"),
    ],
)
def test_sheets_without_a_list_are_refused(rows: list[tuple[object, ...]], code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        table(DWELLINGS, *rows)
    assert caught.value.fault.code == code


def test_an_unknown_sheet_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        table_of(read_workbook(DATA / Path("boliger_tittel.xlsx")), DWELLINGS, sheet="Finnes ikke")
    assert caught.value.fault.code == "import.ukjent_ark"
