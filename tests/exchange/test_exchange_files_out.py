"""Files out: refused rows, lists, Kobo's field names."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from boligdesk.exchange.export import ColumnKind, ListColumn, write_kobo, write_list
from boligdesk.exchange.records import DwellingRow
from boligdesk.exchange.rest import write_rest
from boligdesk.exchange.rows import leave_out, read_list
from boligdesk.exchange.sheets import read_workbook
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.reading import Cadastral
from boligdesk.rules.vocabulary import Accessible, Disposal, DwellingKind
from tests.exchange.lists import DATA, DWELLINGS, TENANTS, TODAY

FULL = DwellingRow(
    2, "Čáhcegeaidnu 7 B", "9800", "Vadsø", "H0203", "rom 2", Cadastral(12, 34, 0, 5), DwellingKind.SHARED_HOME,
    Disposal.LEASED_IN, "Fjord Utleie AS", 4, 2, Decimal("87.5"), 2, 1978, "Indre havn", Accessible.PARTLY, True, False,
    1_245_050, external_id="0042", shared_rooms="Kjøkken og bad", outdoor_area="Balkong", furnished=True,
)  # fmt: skip
BARE = DwellingRow(3, "Skolegata 2", number="H0101")
ODD = DwellingRow(
    4, "Bakken 1", number="U0101", owner="=HYPERLINK(0)", cadastral=Cadastral(12, 34, 5), area_m2=Decimal(61)
)


def test_refused_rows_come_back_with_reasons(tmp_path: Path) -> None:
    read = read_list(DATA / "boliger_med_feil.xlsx", DWELLINGS, today=TODAY)
    sheet = load_workbook(write_rest(tmp_path / "rest.xlsx", read)).active
    header = [cell.value for cell in sheet[1]]
    assert header == [column.label for column in read.table.columns] + [
        "Må rettes (fra Boligdesk)",
        "Rad i filen du importerte",
    ]
    first = [cell.value for cell in sheet[2]]
    assert first[:4] == ["Fjordgata 44", "H0101", 61, "8.95O,00"]
    assert "D14: Bokstaven O i tallet" in first[-2] and first[-1] == 14
    assert sheet.max_row - 1 == len(read.refused()) == 10
    assert "Bokstaven O" in sheet["D2"].comment.text


def test_refused_rows_read_again_are_the_same_rows(tmp_path: Path) -> None:
    read = read_list(DATA / "boliger_med_feil.xlsx", DWELLINGS, today=TODAY)
    again = read_list(write_rest(tmp_path / "rest.xlsx", read), DWELLINGS, today=TODAY)
    assert [c.label for c in again.table.columns] == [c.label for c in read.table.columns]
    assert [c.field for c in again.mapping.choices][:6] == [c.field for c in read.mapping.choices][:6]
    assert [row.values["adresse"] for row in again.rows] == [row.values["adresse"] for row in read.refused()]


def test_a_mended_rest_file_is_ready(tmp_path: Path) -> None:
    read = leave_out(read_list(DATA / "leietakere_okonomi.csv", TENANTS, today=TODAY), [3, 7])
    again = read_list(write_rest(tmp_path / "rest.xlsx", read), TENANTS, today=TODAY)
    assert [record.persons for record in again.records()] == [read.row(n).record.persons for n in (3, 7)]  # type: ignore[union-attr]
    assert "utelatt" in str(load_workbook(tmp_path / "rest.xlsx").active["K2"].value)


def test_unconfirmed_rows_are_no_rest_when_they_are_booked(tmp_path: Path) -> None:
    read = read_list(DATA / "boliger_med_feil.xlsx", DWELLINGS, today=TODAY)
    path = write_rest(tmp_path / "rest.xlsx", read, read.refused(also_unconfirmed=True))
    assert load_workbook(path).active.max_row - 1 == 5


COLUMNS = (
    ListColumn("Leietaker"), ListColumn("Leie", ColumnKind.MONEY), ListColumn("Fra", ColumnKind.DATE),
    ListColumn("Rom", ColumnKind.NUMBER), ListColumn("Sist endret", ColumnKind.MOMENT), ListColumn("Slag"),
)  # fmt: skip
_MOMENT = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
ROW = ("Šarká, Biret Áile", 745_050, date(2023, 2, 1), 3, _MOMENT, DwellingKind.APARTMENT)
_MIDNIGHT = datetime(2023, 2, 1, tzinfo=UTC).replace(tzinfo=None)
_CLOCK = _MOMENT.replace(tzinfo=None)


def test_lists_have_title_frozen_header_filter_and_formats(tmp_path: Path) -> None:
    rows = [ROW, ("Ås, Kai", None, None, None, None, None)]
    sheet = load_workbook(write_list(tmp_path / "l.xlsx", "Leietakere", COLUMNS, rows, printed=TODAY)).active
    assert (sheet["A1"].value, sheet["A2"].value) == ("Leietakere", "2 rader, skrevet ut 23.11.2026")
    assert [cell.value for cell in sheet[4]] == [ROW[0], 7450.5, _MIDNIGHT, 3, _CLOCK, "Leilighet"]
    assert [sheet.cell(4, n).number_format for n in (2, 3)] == ["#,##0.00", "dd.mm.yyyy"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:F5")
    assert sheet.column_dimensions["A"].width > len(ROW[0])


def test_an_empty_list_is_still_a_list(tmp_path: Path) -> None:
    sheet = load_workbook(write_list(tmp_path / "l.xlsx", "Tomt [1/2]", COLUMNS, [], printed=TODAY)).active
    assert (sheet["A2"].value, sheet.auto_filter.ref) == ("0 rader, skrevet ut 23.11.2026", "A3:F4")


def test_an_exported_list_can_be_imported(tmp_path: Path) -> None:
    columns = (ListColumn("Adresse"), ListColumn("Bolignummer"), ListColumn("Leie per måned", ColumnKind.MONEY))
    rows = [("Skolegata 2", "H0101", 745_000), ("Skolegata 2", "H0102", 800_050)]
    path = write_list(tmp_path / "l.xlsx", "Boliger", columns, rows, printed=TODAY)
    assert [r.rent_ore for r in read_list(path, DWELLINGS, today=TODAY).records()] == [745_000, 800_050]


@pytest.mark.parametrize("text", ["=1+1", "+4712345678", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = write_list(tmp_path / "l.xlsx", "=T", (ListColumn(text),), [(text,)], printed=TODAY)
    with zipfile.ZipFile(path) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    cell = load_workbook(path).active["A4"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    path = write_list(tmp_path / "l.xlsx", "T", (ListColumn("x"),), [("a\x00b\x0bc",)], printed=TODAY)
    assert load_workbook(path).active["A4"].value == "abc"


@pytest.mark.parametrize("name", ["kobo.xlsx", "kobo.csv"])
def test_kobo_names_come_back_as_the_same_dwellings(tmp_path: Path, name: str) -> None:
    path = write_kobo(tmp_path / name, [FULL, BARE, ODD])
    read = read_list(path, DWELLINGS, today=TODAY)
    assert read.records() == (FULL, BARE, ODD)
    headings = {cell.value for cell in read_workbook(path).sheets[0].rows[0]}
    assert headings >= {"bruksenhetsnummer", "antallSoverom", "bruksareal", "leiekostnad", "erBofellesskap"}


DWELLING = st.builds(
    lambda street, house, floor, more: DwellingRow(2, f"{street} {house}", number=f"H{floor:02d}01", **more),
    st.sampled_from(["Fjordgata", "Čáhcegeaidnu", "Øvre Åsvegen", "Nordre gate"]),
    st.integers(1, 999),
    st.integers(1, 30),
    st.fixed_dictionaries(
        {
            "rent_ore": st.none() | st.integers(0, 5_000_000),
            "area_m2": st.none() | st.decimals(10, 400, places=1),
            "kind": st.none() | st.sampled_from(DwellingKind),
            "disposal": st.none() | st.sampled_from(Disposal),
        }
    ),
)


@settings(max_examples=12)
@given(st.lists(DWELLING, min_size=1, max_size=12, unique_by=lambda home: (home.address, home.number)))
def test_any_dwellings_survive_kobo(tmp_path_factory: pytest.TempPathFactory, homes: list[DwellingRow]) -> None:
    numbered = tuple(replace(home, row=row) for row, home in enumerate(homes, 2))
    path = write_kobo(tmp_path_factory.getbasetemp() / "k.csv", numbered)
    assert read_list(path, DWELLINGS, today=TODAY).records(also_unconfirmed=True) == numbered


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "mappe.xlsx").mkdir()
    for target in (tmp_path / "borte" / "l.xlsx", tmp_path / "mappe.xlsx"):
        with pytest.raises(RefusedError) as caught:
            write_list(target, "T", COLUMNS, [ROW], printed=TODAY)
        assert caught.value.fault.code == "import.skrive"
    assert [entry.name for entry in tmp_path.iterdir()] == ["mappe.xlsx"]


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    write_list(path, "Gammel", COLUMNS, [ROW], printed=TODAY)

    def broken():  # type: ignore[no-untyped-def]
        yield ROW
        raise KeyError

    with pytest.raises(KeyError):
        write_list(path, "Ny", COLUMNS, broken(), printed=TODAY)
    assert load_workbook(path).active["A1"].value == "Gammel"
