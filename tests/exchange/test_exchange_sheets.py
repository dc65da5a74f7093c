"""Reading files of every kind, and refusing what is no list."""

from __future__ import annotations

import csv
import io
import os
import struct
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from boligdesk.exchange import sheets
from boligdesk.exchange.delimited import read_delimited
from boligdesk.exchange.extents import check_xls
from boligdesk.exchange.sheets import column_letters, read_workbook
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import fault_text
from tests.exchange.lists import DATA


def _values(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in read_workbook(path).sheets[0].rows]


def _saved(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "liste.xlsx")
    return tmp_path / "liste.xlsx"


def _refused(path: Path) -> str:
    with pytest.raises(RefusedError) as caught:
        read_workbook(path)
    told = fault_text(caught.value.fault)
    assert told.what and told.mend and "{" not in told.whole
    return caught.value.fault.code


def test_typed_cells_are_exact(tmp_path: Path) -> None:
    path = _saved(tmp_path, ("x", 7450, 0.1, 8950.55, date(2023, 2, 1), True, " luft\u00a0 ", None, 12345678901))
    expected = ["x", 7450, Decimal("0.1"), Decimal("8950.55"), date(2023, 2, 1), True, "luft", None, 12345678901]
    assert _values(path) == [expected]


def test_cells_know_their_excel_address(tmp_path: Path) -> None:
    path = _saved(tmp_path, (), (None, None, None, "her"))
    cell = read_workbook(path).sheets[0].cell(2, 4)
    assert (cell.address, cell.text) == ("D2", "her")
    assert [column_letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_merged_cells_are_filled_and_remember_their_source() -> None:
    sheet = next(s for s in read_workbook(DATA / "boliger_tittel.xlsx").sheets if s.name == "Utleie")
    title, below = sheet.cell(1, 5), sheet.cell(9, 1)
    assert title.value == sheet.cell(1, 1).value and title.own is None
    assert (below.value, below.own, below.source) == ("Fjordgata 14", "Fjordgata 14", (6, 1))


def test_merged_cells_of_libreoffice_are_filled() -> None:
    sheet = read_workbook(DATA / "boliger_libreoffice.ods").sheets[0]
    assert [sheet.cell(row, 2).own for row in (3, 4, 5)] == ["Bryggevegen 31", "Bryggevegen 31", "Bryggevegen 33"]


def test_failed_formulas_are_seen(tmp_path: Path) -> None:
    assert _values(_saved(tmp_path, ("Leie",), ("#N/A",), ("#REF!",))) == [["Leie"], ["#N/A"], ["#REF!"]]


def test_old_xls_has_its_sheets() -> None:
    assert [sheet.name for sheet in read_workbook(DATA / "boliger_gammelt_system.xls").sheets] == [
        "EKSPORT",
        "LEIEFORHOLD",
    ]


def test_the_name_does_not_decide_the_kind(tmp_path: Path) -> None:
    renamed = tmp_path / "liste.csv"
    renamed.write_bytes((DATA / "boliger_libreoffice.ods").read_bytes())
    assert _values(renamed) == _values(DATA / "boliger_libreoffice.ods")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, sign: str) -> None:
    rows = [["Adresse", "Leie", "Leietaker"], ["Ærfuglvegen 2", "7450,50", "Øye, Åse"], ["Skolegata 2", "8 000", ""]]
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)
    path = tmp_path / "liste.txt"
    path.write_bytes(out.getvalue().encode(encoding))
    assert _values(path) == [[cell or None for cell in row] for row in rows]


def test_excel_sep_line_names_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("sep=,\r\nAdresse,Leie\r\nSkolegata 2,1;2;3\r\n", encoding="utf-8")
    assert _values(path) == [["Adresse", "Leie"], ["Skolegata 2", "1;2;3"]]


_TEXT = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=12).map(str.strip)


@given(rows=st.lists(st.lists(_TEXT, min_size=4, max_size=4), min_size=2, max_size=6), sign=st.sampled_from(";\t"))
def test_quoted_text_comes_back(rows: list[list[str]], sign: str) -> None:
    rows = [["Adresse", "Leie", "Fra", "Til"], *rows]
    out = io.StringIO()
    csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read_delimited(out.getvalue().encode(), "x.csv") == rows


def _zip(tmp_path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return tmp_path / "x.xlsx"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import.tom"),
        (b" \r\n \r\n", "import.tom"),
        (b";;;\r\n;;;\r\n", "import.tom"),
        (b"PK\x03\x04 and then nothing", "import.odelagt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "import.odelagt"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "import.passord"),
        (b"%PDF-1.7 lease", "import.ikke_regneark"),
        (b"abc\x00\x01def", "import.ikke_regneark"),
        (b"<html><table><tr><td>Adresse</td></tr></table>", "import.nettside"),
        (b"Adresse;Leie\r\n\x81\x8d;1\r\n", "import.ikke_regneark"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(content)
    assert _refused(path) == code


def test_a_word_document_is_no_spreadsheet(tmp_path: Path) -> None:
    assert _refused(_zip(tmp_path, **{"word/document.xml": "<w/>"})) == "import.ikke_regneark"


def test_a_truncated_file_is_broken(tmp_path: Path) -> None:
    whole = (DATA / "boliger_tittel.xlsx").read_bytes()
    path = tmp_path / "halv.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert _refused(path) == "import.odelagt"


def test_a_bent_part_inside_is_broken(tmp_path: Path) -> None:
    assert _refused(_zip(tmp_path, **{"xl/workbook.xml": "<workbook", "xl/_rels/workbook.xml.rels": "<"})) in {
        "import.odelagt",
        "import.tom",
    }


def test_a_vanished_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert _refused(tmp_path / "borte.xlsx") == "import.fil_borte"
    assert _refused(tmp_path) == "import.fil_last"


def test_too_large_files_are_told_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    path.touch()
    os.truncate(path, sheets.MAX_BYTES + 1)
    assert _refused(path) == "import.for_stor"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_UNPACKED_BYTES", 100_000)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "0" * 200_000)
    assert _refused(tmp_path / "b.xlsx") == "import.for_stor"


@pytest.mark.parametrize(("far", "code"), [("A1048576", "rader"), ("XFD1", "kolonner"), ("XFD1048576", "rader")])
def test_a_stray_cell_far_out_is_told_and_never_laid_out(tmp_path: Path, far: str, code: str) -> None:
    book = Workbook()
    book.active["A1"], book.active[far] = "Adresse", "x"
    book.save(tmp_path / "x.xlsx")
    assert _refused(tmp_path / "x.xlsx") == f"import.for_mange_{code}"


def test_repeated_cells_of_libreoffice_are_never_laid_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(DATA / "boliger_libreoffice.ods") as whole:
        content = whole.read("content.xml").replace(
            b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048000">', 2
        )
        with zipfile.ZipFile(tmp_path / "x.ods", "w") as package:
            for part in whole.namelist():
                package.writestr(part, content if part == "content.xml" else whole.read(part))
    assert _refused(tmp_path / "x.ods") == "import.for_mange_rader"


def test_old_xls_with_an_impossible_cell_is_broken(tmp_path: Path) -> None:
    whole = (DATA / "boliger_gammelt_system.xls").read_bytes()
    street = b"\xfd\x00\x0a\x00\x01\x00"  # a text in row 2
    bent = whole.replace(street + b"\x04\x00", street + b"\xff\xff", 1)
    assert bent != whole
    (tmp_path / "x.xls").write_bytes(bent)
    assert _refused(tmp_path / "x.xls") == "import.odelagt"


def _small_xls(column: int) -> bytes:
    """A compound file whose workbook stream is so short that it lies in small sectors."""
    records = struct.pack("<HH4x", 0x0809, 4) + struct.pack("<HHHHHI", 0x00FD, 10, 1, column, 0, 0)
    entries = (("Root Entry", 2, 64), ("Workbook", 0, len(records)))
    directory = b"".join(struct.pack("<64s52xIII", n.encode("utf-16-le"), at, size, 0) for n, at, size in entries)
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for place, number in ((0x1C, 9 << 16), (0x30, 1), (0x3C, 3), (0x44, 0xFFFFFFFE)):
        struct.pack_into("<I", header, place, number)
    struct.pack_into("<109I", header, 0x4C, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<4I", 0xFFFFFFFD, *[0xFFFFFFFE] * 3)
    parts = (bytes(header), table, directory, records, struct.pack("<I", 0xFFFFFFFE))
    return b"".join(part.ljust(512, b"\0") for part in parts)


def test_the_reach_of_a_very_small_xls_is_read_too() -> None:
    check_xls(_small_xls(255))
    with pytest.raises(ValueError, match="outside"):
        check_xls(_small_xls(256))


def test_too_many_rows_or_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "lang.csv"
    path.write_text("Adresse;Leie\n" + "a;1\n" * sheets.MAX_ROWS, encoding="utf-8")
    assert _refused(path) == "import.for_mange_rader"
    path.write_text(";".join("x" for _ in range(sheets.MAX_COLUMNS + 1)), encoding="utf-8")
    assert _refused(path) == "import.for_mange_kolonner"


@given(
    content=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
)
def test_no_bytes_make_a_crash(tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "rot.bin"
    path.write_bytes(start + content)
    try:
        book = read_workbook(path)
    except RefusedError as refusal:
        assert refusal.fault.code.startswith("import.")
    else:
        assert all(not sheet.empty for sheet in book.sheets)


@given(
    cut=st.integers(0, 6000),
    byte=st.integers(0, 255),
    name=st.sampled_from(["boliger_tittel.xlsx", "boliger_gammelt_system.xls", "boliger_libreoffice.ods"]),
)
def test_no_damage_makes_a_crash(tmp_path_factory: pytest.TempPathFactory, cut: int, byte: int, name: str) -> None:
    whole = bytearray((DATA / name).read_bytes())
    whole[cut % len(whole)] = byte
    path = tmp_path_factory.getbasetemp() / "skadd.bin"
    path.write_bytes(whole)
    try:
        assert read_workbook(path).sheets
    except RefusedError as refusal:
        assert refusal.fault.code.startswith("import.")
