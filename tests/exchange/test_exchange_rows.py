"""Checking rows, mending them, and the typed records that come out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from boligdesk.exchange.plan import Finding, ImportPlan, RowStatus
from boligdesk.exchange.records import ChildRow, DwellingRow, TenantRow
from boligdesk.exchange.rows import (
    accept,
    add_findings,
    apply_mend,
    apply_same,
    bring_back,
    correct,
    leave_out,
    read_list,
    remap,
)
from boligdesk.exchange.values import SAME_TENANCY
from boligdesk.rules.messages import Control, Kind, Mend, RefusedError, msg
from boligdesk.rules.reading import Cadastral, PersonName
from boligdesk.rules.vocabulary import Disposal, Protection
from boligdesk.texts import render
from tests.exchange.lists import DATA, DWELLINGS, TENANTS, TODAY, finding, plan

HEADER = ("Adresse", "Bolignr", "Kvm", "Leie", "Rom")
FLATS = [("Skolegata 2", f"H0{floor}01", 50 + floor, 7000 + floor, 2) for floor in range(1, 7)]
TENANT_HEADER = ("Navn", "Adresse", "Bolignr", "Fra", "Til", "Leie")


def _statuses(of: ImportPlan) -> list[RowStatus]:
    return [row.status for row in of.rows]


def _tenants(*rows: tuple[object, ...]) -> ImportPlan:
    return plan(TENANTS, TENANT_HEADER, *rows)


@pytest.mark.parametrize(
    ("name", "rows"),
    [("boliger_tittel.xlsx", 8), ("boliger_gammelt_system.xls", 4), ("boliger_libreoffice.ods", 3),
     ("leietakere_okonomi.csv", 5), ("leietakere_personer.txt", 3)],
)  # fmt: skip
def test_the_sample_files_are_read_without_a_doubt(name: str, rows: int) -> None:
    read = read_list(DATA / name, DWELLINGS if name.startswith("boliger") else TENANTS, today=TODAY)
    assert (len(read.records()), read.findings) == (rows, ())


def test_a_dwelling_of_the_titled_list() -> None:
    record = read_list(DATA / "boliger_tittel.xlsx", DWELLINGS, today=TODAY).row(9).record
    assert record == DwellingRow(
        9,
        "Fjordgata 14",
        number="H0202",
        cadastral=Cadastral(12, 34),
        rooms=2,
        area_m2=Decimal(49),
        rent_ore=745_000,
        tenants=(PersonName("Åse Charlotte Margrethe", "Ødegård-Sæther"),),
    )


def test_a_dwelling_of_the_old_system() -> None:
    record = read_list(DATA / "boliger_gammelt_system.xls", DWELLINGS, today=TODAY).row(3).record
    assert record == DwellingRow(
        3,
        "Fjordgata 16",
        "9800",
        "VADSØ",
        "H0201",
        cadastral=Cadastral(12, 34, 0, 2),
        disposal=Disposal.OWNED,
        rooms=3,
        area_m2=Decimal(67),
        floor=2,
        built_year=1978,
        rent_ore=895_050,
        external_id="1002",
    )


def test_a_tenancy_of_the_accounts() -> None:
    record = read_list(DATA / "leietakere_okonomi.csv", TENANTS, today=TODAY).row(2).record
    assert isinstance(record, TenantRow)
    assert [str(person.name) for person in record.persons] == ["Åse Ødegård"]
    assert (record.address, record.number, record.phone) == ("Fjordgata 14", "H0202", "90000001")
    assert (record.from_date, record.to_date) == (date(2023, 2, 1), date(2026, 1, 31))
    assert (record.rent_ore, record.deposit_ore) == (745_000, 2_235_000)


def test_several_persons_in_a_cell_get_their_own_numbers() -> None:
    record = read_list(DATA / "leietakere_personer.txt", TENANTS, today=TODAY).row(2).record
    assert isinstance(record, TenantRow)
    told = [(str(p.name), p.birth_date, p.identifier and p.identifier.synthetic) for p in record.persons]
    assert told == [("Biret Áile Šarká", date(1984, 3, 12), True), ("Ánde Guttorm", date(1981, 11, 2), True)]
    assert record.children == (ChildRow("Elle", birth_year=2015), ChildRow("Máhtte", birth_year=2018))
    assert (record.postcode, record.city, record.kid) == ("9800", "Vadsø", "0012345678")


def test_address_protection_is_read() -> None:
    read = read_list(DATA / "leietakere_personer.txt", TENANTS, today=TODAY)
    assert [row.values["skjermet"] for row in read.rows] == [Protection.NONE, Protection.STRICT, None]


def test_a_bare_cross_is_the_strictest_protection_until_confirmed() -> None:
    read = plan(TENANTS, ("Navn", "Adresse", "Fra", "Skjermet"), ("Ås, Kai", "Skolegata 2", "01.02.2023", "x"))
    assert finding(read, "import.ord.skjermet").control.kind is Kind.SOFT
    (record,) = read.records(also_unconfirmed=True)
    assert isinstance(record, TenantRow) and record.protection is Protection.STRICT


def test_day_numbers_and_a_co_tenant_on_a_row_of_their_own() -> None:
    read = read_list(DATA / "boliger_gammelt_system.xls", TENANTS, today=TODAY)
    assert [row.values["fra"] for row in read.rows][2:] == [date(2023, 2, 10), date(2023, 2, 10)]
    found = finding(read, "import.medleietaker")
    accepted = apply_mend(read, found, found.mends[0])
    record = accepted.row(5).record
    assert isinstance(record, TenantRow) and record.same_tenancy_as == 4
    assert _statuses(accepted) == [RowStatus.OK] * 4


FAULTS = {
    14: ("D14", "lesing.belop.bokstav", RowStatus.WRONG),
    15: ("B15", "lesing.bolignr.leses", RowStatus.CONFIRM),
    17: ("C17", "import.stort_areal", RowStatus.CONFIRM),
    18: ("D18", "import.leie_null", RowStatus.CONFIRM),
    19: ("D19", "import.stor_leie", RowStatus.CONFIRM),
    20: ("A20", "import.mangler", RowStatus.WRONG),
    21: ("B21", "import.samme_bolig", RowStatus.WRONG),
    23: ("D23", "lesing.regnearkfeil", RowStatus.WRONG),
}


@pytest.mark.parametrize("number", FAULTS)
def test_faults_are_named_with_their_cell(number: int) -> None:
    row = read_list(DATA / "boliger_med_feil.xlsx", DWELLINGS, today=TODAY).row(number)
    assert [(f.address, f.code, row.status) for f in row.findings] == [FAULTS[number]]
    assert all(render(mend.label) for mend in row.findings[0].mends)


def test_each_fault_has_a_mend_that_makes_the_row_ready() -> None:
    read = read_list(DATA / "boliger_med_feil.xlsx", DWELLINGS, today=TODAY)
    while open_findings := [f for row in read.rows if row.status is not RowStatus.OK and not row.left_out
                            for f in row.findings if f.key not in read.accepted]:  # fmt: skip
        read = apply_mend(read, open_findings[0], open_findings[0].mends[0])
    records = {record.row: record for record in read.records()}
    assert len(records) == 20 and not set(records) & {20, 21}
    assert {n: records[n].rent_ore for n in (14, 18, 19)} == {14: 895_000, 18: None, 19: 830_000}
    assert records[17].area_m2 == 71


def test_accepting_takes_all_cells_of_the_same_form() -> None:
    read = plan(DWELLINGS, HEADER, *FLATS, *[("Bakken 1", f"20{n}", 60, 7000, 2) for n in range(1, 5)])
    read = correct(read, 11, "bolignummer", "H 2O4")
    first = next(f for f in read.findings if f.code == "lesing.bolignr.leses")
    assert [f.row for f in read.same_form(first)] == [8, 9, 10]
    assert apply_same(read, first).count(RowStatus.CONFIRM) == 0
    assert accept(read, read.same_form(first)).count(RowStatus.OK) == len(FLATS) + 3


def test_what_blocks_cannot_be_accepted() -> None:
    read = plan(DWELLINGS, HEADER, ("Bakken 1", "H0101", 50, "8.95O,00", 2), *FLATS)
    assert accept(read, read.findings).rows[0].status is RowStatus.WRONG


def test_typed_corrections_are_read_like_cells() -> None:
    read = plan(DWELLINGS, HEADER, ("Bakken 1", "H0101", 50, "syv tusen kanskje", 2), *FLATS)
    assert correct(read, 2, "leie", "kr 7 450,-").rows[0].values["leie"] == 745_000
    assert correct(read, 2, "leie", "tja").rows[0].status is RowStatus.WRONG


def test_a_mend_that_makes_a_duplicate_is_seen_at_once() -> None:
    read = plan(DWELLINGS, HEADER, *FLATS[:1], ("Skolegata 2", "H01O1", 50, 7000, 2))
    fault = next(f for f in read.findings if f.row == 3)
    assert [f.code for f in apply_mend(read, fault, fault.mends[0]).row(3).findings] == ["import.samme_bolig"]


def test_rows_left_out_count_no_more_and_can_come_back() -> None:
    read = plan(DWELLINGS, HEADER, FLATS[0], FLATS[0])
    without = leave_out(read, [2])
    assert [record.row for record in without.records()] == [3]
    assert [row.number for row in without.refused()] == [2]
    assert bring_back(without, [2]).count(RowStatus.WRONG) == 1


def test_another_mapping_keeps_the_corrections() -> None:
    read = correct(plan(DWELLINGS, HEADER, *FLATS), 2, "leie", "9000")
    changed = remap(read, read.mapping.choose(3, None))
    assert (changed.rows[0].values["leie"], changed.rows[0].values["areal"]) == (900_000, None)


def test_findings_of_casework_are_shown_and_decided() -> None:
    read = plan(DWELLINGS, HEADER, *FLATS)
    known = Mend(msg("import.rett.utelat"), {"dwelling_id": 17})
    control = Control(Kind.SOFT, msg("import.leie_null"), mends=(known,))
    told = add_findings(read, [_outside(read, control)])
    assert told.rows[0].status is RowStatus.CONFIRM
    decided = apply_mend(told, told.rows[0].findings[0], known)
    assert (decided.rows[0].status, decided.rows[0].decisions) == (RowStatus.OK, {"dwelling_id": 17})


def _outside(read: ImportPlan, control: Control) -> Finding:
    return Finding(read.rows[0].number, "", "", control)


def test_the_same_place_in_a_shared_home_is_told_apart_by_its_room() -> None:
    header = (*HEADER, "Romnr")
    read = plan(DWELLINGS, header, (*FLATS[0], "1"), (*FLATS[0], "2"))
    assert _statuses(read) == [RowStatus.OK, RowStatus.OK]


def test_merged_remarks_never_spill_into_other_columns(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (HEADER, *FLATS, ("Bakken 1", "H0101", "under oppussing", None, 2)):
        book.active.append(row)
    book.active.merge_cells("C8:D8")
    book.save(tmp_path / "x.xlsx")
    row = read_list(tmp_path / "x.xlsx", DWELLINGS, today=TODAY).row(8)
    assert [f.field for f in row.findings] == ["areal"] and row.values["leie"] is None


def test_end_before_start_is_wrong() -> None:
    read = _tenants(("Ås, Kai", "Skolegata 2", "H0101", "01.02.2024", "31.01.2024", 7000))
    assert finding(read, "import.til_for_fra").address == "E2"
    assert read.rows[0].status is RowStatus.WRONG


def test_an_open_tenancy_is_ended_when_the_next_begins() -> None:
    read = _tenants(
        ("Ås, Kai", "Skolegata 2", "H0101", "01.02.2020", None, 7000),
        ("Li, Mai", "Skolegata 2", "H0101", "01.06.2024", None, 7000),
    )
    found = finding(read, "import.overlapp")
    ended = apply_mend(read, found, found.mends[0])
    assert ended.row(2).values["til"] == date(2024, 5, 31)
    assert _statuses(ended) == [RowStatus.OK, RowStatus.OK]


def test_tenancies_after_each_other_do_not_overlap() -> None:
    read = _tenants(
        ("Ås, Kai", "Skolegata 2", "H0101", "01.02.2020", "31.05.2024", 7000),
        ("Li, Mai", "Skolegata 2", "H0101", "01.06.2024", None, 7000),
    )
    assert read.findings == ()


def test_the_same_tenancy_twice_is_wrong() -> None:
    row = ("Ås, Kai", "Skolegata 2", "H0101", "01.02.2020", None, 7000)
    assert finding(_tenants(row, row), "import.samme_leieforhold").row == 3


def test_a_tenants_row_without_anybody_can_be_left_out() -> None:
    read = _tenants(("Ledig", "Skolegata 2", "H0101", None, None, 7000))
    fault = next(f for f in read.findings if f.code == "import.mangler" and f.field == "navn")
    assert apply_mend(read, fault, fault.mends[0]).rows[0].left_out


@pytest.mark.parametrize(
    ("header", "row", "code"),
    [
        ("Fødselsnr", "128384 00246 / 029181 00523", "import.flere_fnr"),
        ("Født", "13.03.1984", "import.fodt_uenig"),
        ("Depositum", 60_000, "import.depositum"),
        ("KID", 1234567890123456789, "import.kid.avrundet"),
        ("KID", "1,23457E+15", "import.kid.avrundet"),
        ("KID", "se kontrakt", "import.kid.ikke"),
    ],
)
def test_what_the_cells_of_a_row_say_together(header: str, row: object, code: str) -> None:
    columns = ("Navn", "Adresse", "Fra", "Leie", "Fnr", header)
    number = row if header == "Fødselsnr" else "128384 00246"
    read = plan(TENANTS, columns, ("Ås, Kai", "Skolegata 2", "01.02.2023", 7000, number, row))
    if header == "Fødselsnr":
        read = remap(read, read.mapping.choose(5, "fodselsnummer"))
    else:
        read = remap(read, read.mapping.choose(6, {"Født": "fodt", "Depositum": "depositum", "KID": "kid"}[header]))
    assert code in {f.code for f in read.findings}


def test_a_long_kid_in_text_is_kept_whole() -> None:
    read = plan(
        TENANTS, ("Navn", "Adresse", "Fra", "KID"), ("Ås, Kai", "Bakken 1", "01.02.2023", "0000 1234 5678 9012 3")
    )
    assert read.rows[0].values["kid"] == "00001234567890123"


def test_one_number_under_two_names_is_asked_about() -> None:
    columns = ("Navn", "Fnr", "Adresse", "Fra")
    read = plan(
        TENANTS, columns,
        ("Ås, Kai", "12838400246", "Bakken 1", "01.02.2023"), ("Li, Mai", "12838400246", "Bakken 3", "01.02.2023"),
    )  # fmt: skip
    assert finding(read, "import.samme_fnr").row == 3


def test_one_kid_on_two_tenancies_is_wrong() -> None:
    columns = ("Navn", "KID", "Adresse", "Fra")
    read = plan(
        TENANTS, columns,
        ("Ås, Kai", "1234566", "Bakken 1", "01.02.2023"), ("Li, Mai", "1234566", "Bakken 3", "01.02.2023"),
    )  # fmt: skip
    assert finding(read, "import.samme_kid").row == 3


def test_two_flat_numbers_that_disagree_are_asked_about() -> None:
    read = plan(DWELLINGS, HEADER, ("Skolegata 2, H0201", "H0101", 50, 7000, 2))
    found = finding(read, "import.to_bolignummer")
    assert apply_mend(read, found, found.mends[1]).rows[0].values["bolignummer"] == "H0201"


def test_half_a_cadastral_number_is_wrong() -> None:
    read = plan(DWELLINGS, ("Adresse", "Gnr", "Bnr"), ("Skolegata 2", 12, None), ("Skolegata 4", 12, 3))
    assert [row.status for row in read.rows] == [RowStatus.WRONG, RowStatus.OK]


def test_a_list_without_a_required_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Navn;Leie;Bolignr\nÅs, Kai;7000;H0101\n", encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        read_list(path, TENANTS, today=TODAY)
    assert caught.value.fault.code == "import.mangler_felt"


def test_kept_columns_come_with_the_record() -> None:
    read = plan(DWELLINGS, (*HEADER, "Merknad"), (*FLATS[0], "bad pusset opp -14"))
    kept = remap(read, read.mapping.choose(6, "opplysning")).rows[0].record
    assert isinstance(kept, DwellingRow) and kept.notes == (("Merknad", "bad pusset opp -14"),)


def test_decisions_of_the_office_win_over_the_likeliest() -> None:
    read = _tenants(
        ("Ås, Kai", "Skolegata 2", "H0101", "01.02.2020", None, 7000),
        ("Li, Mai", "Skolegata 2", "H0101", "01.02.2020", None, 7000),
    )
    found = finding(read, "import.medleietaker")
    assert read.row(3).decisions == {SAME_TENANCY: 2}
    assert apply_mend(read, found, found.mends[1]).row(3).left_out


def test_an_address_typed_with_its_number_is_that_dwelling_whatever_the_number_column_says() -> None:
    read = plan(DWELLINGS, HEADER, *FLATS)
    mended = correct(read, 2, "adresse", "Fjordgata 14 H0201")
    values = mended.row(2).values
    assert (values["adresse"].line, values["bolignummer"]) == ("Fjordgata 14", "H0201")
    without = correct(read, 2, "adresse", "Fjordgata 14").row(2).values
    assert without["bolignummer"] == read.row(2).values["bolignummer"]
