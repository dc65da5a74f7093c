"""The persons of one cell, in the ways offices write them."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.rules.identifiers import make_synthetic_fnr
from boligdesk.rules.messages import Kind
from boligdesk.rules.reading import PersonName, Reading, read_names
from boligdesk.texts import render

TODAY = date(2026, 11, 23)
BORN = date(1980, 2, 1)
FNR = make_synthetic_fnr(BORN, 0, female=True)

KARI = ("Kari", "Hansen")
OLA = ("Ola", "Hansen")
BERG = ("Ola", "Berg")


def read(cell: object) -> Reading[tuple[PersonName, ...]]:
    return read_names(cell, today=TODAY)


def names(cell: object) -> list[tuple[str, str]]:
    return [(person.first, person.last) for person in read(cell).value or ()]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Hansen, Kari", [KARI]), ("Kari Hansen", [KARI]), ("Hansen,Kari", [KARI]), ("  Hansen ,  Kari ", [KARI]),
        ("Kari Marie Hansen", [("Kari Marie", "Hansen")]), ("HANSEN, KARI", [KARI]), ("kari hansen", [KARI]),
        ("HANSEN Kari", [KARI]), ("Hansen, Kari og Ola", [KARI, OLA]), ("Hansen, Kari / Ola", [KARI, OLA]),
        ("Hansen, Kari & Berg, Ola", [KARI, BERG]), ("Kari Hansen og Ola Berg", [KARI, BERG]),
        ("Kari Hansen\nOla Berg", [KARI, BERG]), ("Kari Hansen; Ola Berg;", [KARI, BERG]),
        ("Hansen, Kari\r\nBerg, Ola", [KARI, BERG]), ("Jan van der Berg", [("Jan", "van der Berg")]),
        ("Mohammed al Hassan", [("Mohammed", "al Hassan")]), ("van Dijk, Anna Marie", [("Anna Marie", "van Dijk")]),
        ("Somby-Guttormsen, Máret Ánne", [("Máret Ánne", "Somby-Guttormsen")]),
        ("O'Brien, Sean", [("Sean", "O'Brien")]),
        ("Đặng, Sơn Minh", [("Sơn Minh", "Đặng")]), ("Kari Berg Hansen", [("Kari Berg", "Hansen")]),
        ("KARI-ANNE HANSEN", [("Kari-Anne", "Hansen")]), ("McDonald, Ian", [("Ian", "McDonald")]),
    ],
)  # fmt: skip
def test_sure(cell: str, expected: list[tuple[str, str]]) -> None:
    reading = read(cell)
    assert reading.finding is None, render(reading.finding.what)
    assert names(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected", "why"),
    [
        ("Kari og Ola Hansen", [KARI, OLA], "delt_etternavn"), ("Kari Hansen og Ola", [KARI, OLA], "delt_etternavn"),
        ("Hansen", [("", "Hansen")], "ett_navn"), ("Hansen, Kari, Ola", [KARI, OLA], "komma"),
        ("Hansen, Kari, Berg, Ola", [KARI, BERG], "komma"), ("Kari Hansen - Ola Berg", [KARI, BERG], "strek"),
        ("Kari Hansen, Ola Berg, Per Moe", [KARI, BERG, ("Per", "Moe")], "komma"),
        ("Kari Hansen m/barn", [KARI], "utelatt"), ("Kari Hansen + 2 barn", [KARI], "utelatt"),
        ("Hansen, Kari (verge: Per Moe)", [KARI], "utelatt"), ("Dødsbo etter Kari Hansen", [KARI], "utelatt"),
        ("Kvernmo Jon-Ántte E.", [("Jon-Ántte E.", "Kvernmo")], "forbokstav"),
        ("Fjord Eiendom AS", [("", "Fjord Eiendom AS")], "virksomhet"),
        ("Hansen, Kari og Per Olav", [KARI, ("Per", "Olav")], "blandet"),
    ],
)  # fmt: skip
def test_to_confirm(cell: str, expected: list[tuple[str, str]], why: str) -> None:
    reading = read(cell)
    assert names(cell) == expected
    assert reading.finding is not None
    assert reading.finding.kind is Kind.SOFT
    assert reading.finding.why is not None
    assert reading.finding.why.code == f"lesing.navn.grunn.{why}"
    assert reading.suggestions == (reading.value,)
    assert render(reading.finding.what)
    assert render(reading.finding.why)


def test_comma_between_two_whole_names_offers_both_ways() -> None:
    reading = read("Kari Hansen, Ola Berg")
    assert reading.finding is not None
    assert reading.finding.kind is Kind.SOFT
    one_person, two_persons = reading.suggestions
    assert one_person == (PersonName("Ola Berg", "Kari Hansen"),)
    assert two_persons == (PersonName("Kari", "Hansen"), PersonName("Ola", "Berg"))


@pytest.mark.parametrize(
    "cell",
    ["Hansen, Kari 01.02.1980", "Kari Hansen (f. 1/2-80)", "Hansen, Kari, f. 01.02.80", "Kari Hansen 010280",
     "Hansen, Kari født 1.2.1980", "Kari Hansen 1980-02-01"],
)  # fmt: skip
def test_birth_date_beside_the_name(cell: str) -> None:
    assert read(cell).sure
    assert read(cell).value == (PersonName("Kari", "Hansen", BORN),)


@pytest.mark.parametrize(
    "number", [FNR, f"{FNR[:6]} {FNR[6:]}", f"fnr {FNR}", f"({FNR})", f", {FNR}", f"01.02.80 {FNR}"]
)
def test_number_beside_the_name(number: str) -> None:
    reading = read(f"Kari Hansen {number}")
    assert reading.finding is None, render(reading.finding.what)
    assert reading.value is not None
    (person,) = reading.value
    assert (str(person), person.listed, person.born) == ("Kari Hansen", "Hansen, Kari", BORN)
    assert person.identifier is not None
    assert person.identifier.value == FNR


def test_each_person_keeps_the_own_birth_date() -> None:
    reading = read("Hansen, Kari 01.02.80 og Ola 02.03.81")
    assert reading.value == (PersonName("Kari", "Hansen", BORN), PersonName("Ola", "Hansen", date(1981, 3, 2)))
    parted = read("Kari Hansen\n01.02.80\nOla Berg\n02.03.81")
    assert parted.value == (PersonName("Kari", "Hansen", BORN), PersonName("Ola", "Berg", date(1981, 3, 2)))


def test_comma_behind_a_birth_date_parts_two_persons() -> None:
    two = (PersonName("Kari", "Hansen", BORN), PersonName("Ola", "Berg", date(1981, 3, 2)))
    assert read("Kari Hansen 01.02.80, Ola Berg 02.03.81") == Reading(two)
    assert read("Hansen, Kari (f. 01.02.80), Berg, Ola (f. 02.03.81)") == Reading(two)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Kari Hansen 123", "lesing.navn.tegn"), ("Kari <Hansen>", "lesing.navn.tegn"), ("/", "lesing.navn.ikke"),
        ("01.02.1980", "lesing.navn.ikke"), ("Kari Hansen 31.02.1980", "lesing.dato.finnes_ikke"),
        (f"Kari Hansen {FNR[:-1]}{(int(FNR[-1]) + 1) % 10}", "lesing.id.kontrollsiffer"),
        (f"Kari Hansen 02.02.80 {FNR}", "lesing.navn.fodt_ulik"), ("#N/A", "lesing.regnearkfeil"),
        (42, "lesing.navn.tegn"),
    ],
)  # fmt: skip
def test_wrong(cell: object, code: str) -> None:
    reading = read(cell)
    assert reading.value is None
    assert reading.finding is not None
    assert reading.finding.kind is Kind.HARD
    assert reading.finding.code == code
    assert reading.suggestions == ()
    assert render(reading.finding.what)


@pytest.mark.parametrize("cell", ["Ledig", "LEDIG", "vakant", "Ikke utleid"])
def test_vacant_is_nobody_to_confirm(cell: str) -> None:
    reading = read(cell)
    assert reading.value == ()
    assert reading.finding is not None
    assert reading.finding.kind is Kind.SOFT
    assert reading.suggestions == ((),)


@pytest.mark.parametrize("cell", [None, "", " ", "-", "\n"])
def test_blank(cell: object) -> None:
    assert read(cell).blank
