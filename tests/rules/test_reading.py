"""Tables of what offices write, and what comes out of it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from boligdesk.rules.messages import Kind
from boligdesk.rules.reading import (
    Address,
    Cadastral,
    Reading,
    read_address,
    read_area_m2,
    read_birth_date,
    read_cadastral,
    read_cadastral_parts,
    read_clock,
    read_count,
    read_date,
    read_decimal,
    read_dwelling_number,
    read_email,
    read_ore,
    read_phone,
    read_postcode,
    read_rooms,
    read_yes_no,
)
from boligdesk.texts import render

TODAY = date(2026, 11, 23)
FEB_FIRST = date(2023, 2, 1)


def midnight(year: int, month: int, day: int) -> datetime:
    """A date cell as spreadsheets hand it over."""
    return datetime.combine(date(year, month, day), time())


def assert_sure(reading: Reading[object], value: object) -> None:
    assert reading.finding is None, render(reading.finding.what)
    assert reading.value == value
    assert type(reading.value) is type(value)
    assert reading.sure
    assert reading.ok


def assert_confirm(reading: Reading[object], value: object, code: str) -> None:
    assert reading.value == value
    assert reading.finding is not None
    assert (reading.finding.kind, reading.finding.code) == (Kind.SOFT, code)
    assert reading.ok
    assert not reading.sure
    assert reading.suggestions[0] == value
    assert all(render(mend.label) for mend in reading.finding.mends)


def assert_wrong(reading: Reading[object], code: str, *suggestions: object) -> None:
    assert reading.value is None
    assert reading.finding is not None
    assert (reading.finding.kind, reading.finding.code) == (Kind.HARD, code)
    assert not reading.ok
    assert reading.suggestions == suggestions
    assert render(reading.finding.what)


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("kr 7 450,-", 745000), ("7.450,00", 745000), ("7450", 745000), ("7 450 kr", 745000), ("7\u00a0450,50", 745050),
        ("7.450", 745000), ("7,450.00", 745000), ("1.234.567,50", 123456750), ("1,234,567", 123456700),
        ("kr. 7450,--", 745000), ("7450.-", 745000), ("NOK 7450", 745000), ("7 450,00 kr/mnd", 745000),
        ("7450 pr. måned", 745000), ("-12,5", -1250), ("−12,50", -1250), ("(450)", -45000), ("0", 0),
        ("7450,5", 745050),
        ("0,450", 45), (7450, 745000), (7450.5, 745050), (7450.000000001, 745000), (Decimal("7450.10"), 745010),
        ("7'450.00", 745000), (-50, -5000), ("'7450", 745000),
    ],
)  # fmt: skip
def test_amount(cell: object, ore: int) -> None:
    assert_sure(read_ore(cell), ore)


@pytest.mark.parametrize(
    ("cell", "code", "suggestions"),
    [
        ("8.95O,00", "lesing.belop.bokstav", [895000]), ("l2 000", "lesing.belop.bokstav", [1200000]),
        ("abc", "lesing.belop.ikke", []), ("O", "lesing.belop.ikke", []), ("74 50", "lesing.belop.ikke", []),
        ("7450 og 300", "lesing.belop.ikke", []), (True, "lesing.belop.ikke", []), ("1,2,3", "lesing.belop.ikke", []),
        ("5 000 000 000", "lesing.belop.stort", []), ("#REF!", "lesing.regnearkfeil", []),
        ("#DIV/0!", "lesing.regnearkfeil", []),
        ("#I/T", "lesing.regnearkfeil", []), ("####", "lesing.regnearkfeil", []),
        (midnight(2023, 2, 1), "lesing.belop.dato", []), ("7²", "lesing.belop.ikke", []),
    ],
)  # fmt: skip
def test_no_amount(cell: object, code: str, suggestions: list[int]) -> None:
    assert_wrong(read_ore(cell), code, *suggestions)


def test_amount_in_doubt() -> None:
    assert_confirm(read_ore("7,450"), 745000, "lesing.belop.tvil")
    assert read_ore("7,450").suggestions == (745000, 745)
    assert_confirm(read_ore("7450,126"), 745013, "lesing.belop.avrundet")
    assert_confirm(read_ore(7450.126), 745013, "lesing.belop.avrundet")
    assert_sure(read_ore(7.45), 745)


def test_letter_in_amount_is_put_as_in_the_picture() -> None:
    finding = read_ore("8.95O,00").finding
    assert finding is not None
    assert render(finding.what).replace("\u00a0", " ") == "Bokstaven O i tallet. Mente du 8 950,00 kr?"
    assert render(finding.mends[0].label).replace("\u00a0", " ") == "Rett til 8 950,00 kr"


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "-", "–", "n/a", float("nan"), "\n"])
def test_blank(cell: object) -> None:
    for reading in (read_ore(cell), read_date(cell, today=TODAY), read_yes_no(cell), read_cadastral(cell)):
        assert reading.blank
        assert reading.ok
        assert reading.sure


@pytest.mark.parametrize(
    ("cell", "value"),
    [("3,25", "3.25"), ("71.5", "71.5"), ("1 234,5", "1234.5"), (71, "71"), (71.25, "71.25"), ("-4", "-4")],
)
def test_decimal(cell: object, value: str) -> None:
    assert_sure(read_decimal(cell), Decimal(value))


def test_decimal_in_doubt_or_wrong() -> None:
    assert_confirm(read_decimal("71.250"), Decimal("71.250"), "lesing.tall.tvil")
    assert_wrong(read_decimal("7l,5"), "lesing.tall.bokstav", Decimal("71.5"))
    assert_wrong(read_decimal("mye"), "lesing.tall.ikke")
    assert_wrong(read_decimal(date(2023, 2, 1)), "lesing.tall.dato")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("71", "71"), ("71,5 m²", "71.5"), ("BRA 71 kvm", "71"), ("71 m2 BRA", "71"), ("71m2", "71"), (71.0, "71")],
)
def test_area(cell: object, value: str) -> None:
    assert_sure(read_area_m2(cell), Decimal(value))
    assert str(read_area_m2(cell).value) == value


def test_area_in_doubt_or_wrong() -> None:
    assert_confirm(read_area_m2("ca. 71"), Decimal(71), "lesing.tall.omtrent")
    assert_confirm(read_area_m2("1200"), Decimal(1200), "lesing.areal.stort")
    assert_wrong(read_area_m2("0"), "lesing.areal.null")
    assert_wrong(read_area_m2(-4), "lesing.areal.null")
    assert_wrong(read_area_m2("stor"), "lesing.tall.ikke")
    assert_wrong(read_area_m2(TODAY), "lesing.tall.dato")


@pytest.mark.parametrize(("cell", "value"), [("3", 3), ("3 stk", 3), ("tre", 3), (2.0, 2), ("0", 0), ("Én", 1)])
def test_count(cell: object, value: int) -> None:
    assert_sure(read_count(cell), value)


def test_no_count() -> None:
    assert_wrong(read_count("3,5"), "lesing.antall.ikke_helt")
    assert_wrong(read_count(-1), "lesing.antall.ikke_helt")
    assert_wrong(read_count("noen"), "lesing.antall.ikke")
    assert_wrong(read_count("1O"), "lesing.tall.bokstav", 10)
    assert_wrong(read_count(TODAY), "lesing.tall.dato")


@pytest.mark.parametrize(
    "cell",
    ["3", "3 R + K", "3R+K", "3-roms", "3 rom", "3roms", "tre rom", "3 rom og kjøkken", 3.0, "3-roms leilighet", "3 r"],
)
def test_rooms(cell: object) -> None:
    assert_sure(read_rooms(cell), 3)


def test_rooms_in_doubt_or_wrong() -> None:
    assert_confirm(read_rooms("Hybel"), 1, "lesing.rom.leses")
    assert_confirm(read_rooms("31"), 31, "lesing.rom.leses")
    for cell in ("2,5", "2-3", "stor", "2 1/2 rom"):
        assert_wrong(read_rooms(cell), "lesing.rom.ikke")
    assert_wrong(read_rooms("0"), "lesing.rom.null")


@pytest.mark.parametrize("cell", ["ja", "J", "x", "X", "Ja.", "1", 1, 1.0, True, "SANN", "TRUE", "✓"])
def test_yes(cell: object) -> None:
    assert_sure(read_yes_no(cell), True)


@pytest.mark.parametrize("cell", ["nei", "N", "Nei.", "0", 0, False, "USANN", "ikke"])
def test_no(cell: object) -> None:
    assert_sure(read_yes_no(cell), False)


def test_neither_yes_nor_no() -> None:
    assert_confirm(read_yes_no("ja, delvis"), True, "lesing.janei.tillegg")
    assert_confirm(read_yes_no("nei (søkt)"), False, "lesing.janei.tillegg")
    assert_wrong(read_yes_no("kanskje"), "lesing.janei.ikke")
    assert_wrong(read_yes_no(2), "lesing.janei.ikke")


@pytest.mark.parametrize(
    "cell",
    [
        "01.02.2023", "1/2-23", "1.2.23", "2023-02-01", "01022023", "010223", "20230201", "1. februar 2023",
        "1 feb 23", "1. Feb. 2023", "01-02-2023", "01/02/2023", "1 2 2023",
        "2023-02-01 00:00:00", "2023-02-01T12:30:00Z",
        "01.02.2023 kl. 12.30", "onsdag 1.2.2023", "ons. 1.2.2023", "2023.02.01", "01.02.23.", "f. 1.2.23",
        FEB_FIRST, datetime.combine(FEB_FIRST, time(13, 5)), 44958, 44958.75,
    ],
)  # fmt: skip
def test_date(cell: object) -> None:
    assert_sure(read_date(cell, today=TODAY), FEB_FIRST)


@pytest.mark.parametrize(("text", "year"), [("1.2.46", 2046), ("1.2.47", 1947), ("1.2.26", 2026), ("1.2.00", 2000)])
def test_years_of_two_digits_lie_in_a_window_around_today(text: str, year: int) -> None:
    assert_sure(read_date(text, today=TODAY), date(year, 2, 1))


@pytest.mark.parametrize(("text", "year"), [("1.2.26", 2026), ("1.2.27", 1927), ("1.2.80", 1980)])
def test_births_lie_in_the_past(text: str, year: int) -> None:
    assert_sure(read_birth_date(text, today=TODAY), date(year, 2, 1))


def test_births_that_cannot_be_or_hardly_be() -> None:
    assert_wrong(read_birth_date("24.11.2026", today=TODAY), "lesing.fodt.fremtid")
    assert_confirm(read_birth_date("1.2.1910", today=TODAY), date(1910, 2, 1), "lesing.fodt.gammel")
    assert_wrong(read_birth_date("31.02.1980", today=TODAY), "lesing.dato.finnes_ikke", date(1980, 2, 29))


@pytest.mark.parametrize(
    ("cell", "code", "suggestions"),
    [
        ("31.02.2023", "lesing.dato.finnes_ikke", [date(2023, 2, 28)]),
        ("29.02.2023", "lesing.dato.finnes_ikke", [date(2023, 2, 28)]),
        ("00.02.2023", "lesing.dato.finnes_ikke", [date(2023, 2, 1)]),
        ("02/28/2023", "lesing.dato.maned", [date(2023, 2, 28)]), ("28.13.2023", "lesing.dato.maned", []),
        ("2023", "lesing.dato.bare_ar", []), (2023, "lesing.dato.bare_ar", []),
        ("februar 2023", "lesing.dato.uten_dag", [date(2023, 2, 1)]),
        ("1/2", "lesing.dato.uten_ar", [date(2026, 2, 1)]),
        ("O1.02.2023", "lesing.dato.bokstav", [FEB_FIRST]), ("1. sommer 2023", "lesing.dato.ikke", []),
        ("01.02.1723", "lesing.dato.utenfor", []), (5, "lesing.dato.ikke", []), (80000, "lesing.dato.ikke", []),
        (-3, "lesing.dato.ikke", []), ("løpende", "lesing.dato.ikke", []), ("#VERDI!", "lesing.regnearkfeil", []),
        (date(1, 1, 1), "lesing.dato.utenfor", []), ("123", "lesing.dato.ikke", []), (True, "lesing.dato.ikke", []),
    ],
)  # fmt: skip
def test_no_date(cell: object, code: str, suggestions: list[date]) -> None:
    assert_wrong(read_date(cell, today=TODAY), code, *suggestions)


def test_impossible_day_is_named() -> None:
    finding = read_date("31.02.2023", today=TODAY).finding
    assert finding is not None
    assert render(finding.what) == "31.02.2023 finnes ikke. Måneden har 28 dager."


def test_dates_in_doubt() -> None:
    assert_confirm(read_date("45000", today=TODAY), date(2023, 3, 15), "lesing.dato.dagtall")
    assert_confirm(read_date(1022023, today=TODAY), FEB_FIRST, "lesing.dato.leses")
    assert_confirm(read_date(10223, today=TODAY), date(1927, 12, 27), "lesing.dato.to_lesninger")
    assert read_date(10223, today=TODAY).suggestions[1] == FEB_FIRST


@pytest.mark.parametrize(
    ("cell", "value"),
    [("H0203", "H0203"), ("H 203", "H0203"), ("h0203", "H0203"), ("L0101", "L0101"), ("U0101", "U0101"),
     ("K 0101", "K0101"), ("H-0203", "H0203"), ("H02 03", "H0203"), ("Leil. H0203", "H0203")],
)  # fmt: skip
def test_dwelling_number(cell: str, value: str) -> None:
    assert_sure(read_dwelling_number(cell), value)


def test_dwelling_number_in_doubt_or_wrong() -> None:
    for cell in ("203", 203, 203.0, "0203", "Leil. 203"):
        assert_confirm(read_dwelling_number(cell), "H0203", "lesing.bolignr.leses")
    assert_wrong(read_dwelling_number("HO203"), "lesing.bolignr.bokstav", "H0203")
    for cell in ("H0000", "H0100", "H0001"):
        assert_wrong(read_dwelling_number(cell), "lesing.bolignr.null")
    for cell in ("2", "X0101", "sokkel"):
        assert_wrong(read_dwelling_number(cell), "lesing.bolignr.ikke")


@pytest.mark.parametrize(
    ("cell", "value", "written"),
    [
        ("12/34", Cadastral(12, 34), "12/34"), ("12 / 34 / 0 / 5", Cadastral(12, 34, 0, 5), "12/34/0/5"),
        ("1804-12/34", Cadastral(12, 34, municipality="1804"), "1804-12/34"), ("12-34", Cadastral(12, 34), "12/34"),
        ("gnr. 12 bnr. 34 snr. 5", Cadastral(12, 34, 0, 5), "12/34/0/5"),
        ("Gnr 12, Bnr 34", Cadastral(12, 34), "12/34"),
        ("Gnr/Bnr: 12/34", Cadastral(12, 34), "12/34"), ("12/34/7/0", Cadastral(12, 34, 7), "12/34/7"),
    ],
)  # fmt: skip
def test_cadastral(cell: str, value: Cadastral, written: str) -> None:
    assert_sure(read_cadastral(cell), value)
    assert str(value) == written


def test_cadastral_in_doubt_or_wrong() -> None:
    assert_confirm(read_cadastral("12/34/5"), Cadastral(12, 34, 5), "lesing.matrikkel.tre")
    assert read_cadastral("12/34/5").suggestions[1] == Cadastral(12, 34, 0, 5)
    assert_confirm(read_cadastral(12.34), Cadastral(12, 34), "lesing.matrikkel.leses")
    assert_confirm(read_cadastral(midnight(2026, 3, 12)), Cadastral(12, 3), "lesing.matrikkel.dato")
    old = midnight(1934, 12, 1)
    assert_wrong(read_cadastral(old), "lesing.matrikkel.dato", Cadastral(1, 12), Cadastral(12, 34))
    assert_wrong(read_cadastral("12"), "lesing.matrikkel.ikke")
    assert_wrong(read_cadastral("12/0"), "lesing.matrikkel.null")
    assert_wrong(read_cadastral("gnr 12"), "lesing.matrikkel.ikke")


def test_cadastral_in_columns() -> None:
    assert_sure(read_cadastral_parts("12", 34.0), Cadastral(12, 34))
    assert_sure(read_cadastral_parts(12, 34, None, "5"), Cadastral(12, 34, 0, 5))
    assert read_cadastral_parts(None, "").blank
    assert_wrong(read_cadastral_parts(12, None), "lesing.matrikkel.halv")
    assert_wrong(read_cadastral_parts("x", 3), "lesing.antall.ikke")


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Fjordgata 14", Address("Fjordgata", 14)), ("Fjordgata 14A", Address("Fjordgata", 14, "A")),
        ("Fjordgata 14 a", Address("Fjordgata", 14, "A")), ("Kirkegt.3", Address("Kirkegt.", 3)),
        ("Fjordgata 14, H0203", Address("Fjordgata", 14, dwelling_number="H0203")),
        ("Fjordgata 14 H0203", Address("Fjordgata", 14, dwelling_number="H0203")),
        ("Fjordgata 14 B h0203, 9800 Vadsø", Address("Fjordgata", 14, "B", "9800", "Vadsø", "H0203")),
        ("Fjordgata 14 A, 9800 Vadsø", Address("Fjordgata", 14, "A", "9800", "Vadsø")),
        ("Fjordgata 14A 9800 Vadsø", Address("Fjordgata", 14, "A", "9800", "Vadsø")),
        ("Fjordgata 14\n9800 Mo i Rana", Address("Fjordgata", 14, "", "9800", "Mo i Rana")),
        ("17. mai-gata 2", Address("17. mai-gata", 2)), ("7. juni gate 3B", Address("7. juni gate", 3, "B")),
        ("c/o Moe, Fjordgata 14", Address("Fjordgata", 14)),
    ],
)  # fmt: skip
def test_address(cell: str, address: Address) -> None:
    assert_sure(read_address(cell), address)


def test_address_in_doubt_or_wrong() -> None:
    assert_confirm(read_address("Solbakken"), Address("Solbakken"), "lesing.adresse.uten_nummer")
    assert_confirm(read_address("Fjordgata 14, 2. etg"), Address("Fjordgata", 14), "lesing.adresse.rest")
    assert_wrong(read_address("9800 Vadsø"), "lesing.adresse.ikke")
    assert_wrong(read_address(14), "lesing.adresse.ikke")
    assert Address("Fjordgata", 14, "A").line == "Fjordgata 14 A"
    assert str(Address("Fjordgata", 14, "", "9800", "Vadsø")) == "Fjordgata 14, 9800 Vadsø"


def test_postcode() -> None:
    for cell in ("9800", 9800, "N-9800", "9800 Vadsø"):
        assert_sure(read_postcode(cell), "9800")
    assert_sure(read_postcode("0301"), "0301")
    assert_confirm(read_postcode(301), "0301", "lesing.postnr.leses")
    for wrong in ("301", "98000", "0000", "Vadsø", TODAY):
        assert_wrong(read_postcode(wrong), "lesing.postnr.ikke")


@pytest.mark.parametrize(
    "cell",
    ["40000000", "40 00 00 00", "+47 400 00 000", "0047 400 00 000", 4740000000, 40000000.0, "tlf. 400 00 000",
     "(+47) 40000000", "Mob: 400.00.000"],
)  # fmt: skip
def test_phone(cell: object) -> None:
    assert_sure(read_phone(cell), "40000000")


def test_phone_abroad_several_or_wrong() -> None:
    assert_sure(read_phone("+46 70-123 45 67"), "+46701234567")
    assert_sure(read_phone("0046 70 123 45 67"), "+46701234567")
    assert_confirm(read_phone("40000000 / 41000000"), "40000000", "lesing.telefon.flere")
    assert_wrong(read_phone("1234"), "lesing.telefon.lengde")
    assert_wrong(read_phone("har ikke"), "lesing.telefon.ikke")


def test_email() -> None:
    assert_sure(read_email("Kari@Example.NO"), "Kari@example.no")
    assert_sure(read_email("mailto:kari.h@example.no"), "kari.h@example.no")
    assert_sure(read_email("<kari@example.no>"), "kari@example.no")
    assert_wrong(read_email("kari@example,no"), "lesing.epost.ikke", "kari@example.no")
    assert_wrong(read_email("kari (at) example.no"), "lesing.epost.ikke", "kari@example.no")
    assert_confirm(read_email("a@example.no; b@example.no"), "a@example.no", "lesing.epost.flere")
    assert_wrong(read_email("kari"), "lesing.epost.ikke")


def test_a_finding_can_point_at_its_field() -> None:
    finding = read_ore("abc").for_field("rent").finding
    assert finding is not None
    assert finding.fields == ("rent",)
    assert read_ore("5").for_field("rent").finding is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:35", time(14, 35)),
        ("14.35", time(14, 35)),
        ("1435", time(14, 35)),
        ("kl. 9", time(9)),
        ("0.01", time(0, 1)),
    ],
)
def test_a_time_of_day(typed: str, read: time) -> None:
    assert read_clock(typed).value == read


@pytest.mark.parametrize("typed", ["25.00", "14.60", "i kveld", "14.3.5"])
def test_what_is_no_time_of_day(typed: str) -> None:
    reading = read_clock(typed)
    assert (reading.value, reading.finding is not None) == (None, True)
