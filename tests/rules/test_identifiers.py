"""Control digits and what numbers say. All fødselsnummer here are synthetic (month + 80, 65 or 40)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum.no import kontonr, orgnr

from boligdesk.rules.identifiers import (
    Identifier,
    Scheme,
    check_account,
    check_org_number,
    identify,
    make_synthetic_fnr,
)
from boligdesk.rules.messages import Kind
from boligdesk.rules.reading import read_account, read_identifier, read_org_number

PROPERTY = settings(derandomize=True, deadline=None, max_examples=50)
BIRTHS = st.dates(date(1854, 1, 1), date(2039, 12, 31))
MADE = make_synthetic_fnr(date(1991, 11, 2), 0, female=True)


def _completed(nine: str) -> str | None:
    """Control digits reckoned here a second way: try all until both weighted sums are whole elevens."""
    for tail in range(100):
        number = [int(c) for c in f"{nine}{tail:02d}"]
        one = sum(w * d for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), number[:10], strict=True))
        two = sum(w * d for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), number, strict=True))
        if one % 11 == two % 11 == 0:
            return f"{nine}{tail:02d}"
    return None


def _first_valid(start: str, serials: range) -> str:
    return next(made for n in serials if (made := _completed(f"{start}{n:03d}")))


@PROPERTY
@given(BIRTHS, st.integers(0, 60), st.booleans(), st.booleans())
def test_made_numbers_are_valid_and_say_birth_and_sex(born: date, serial: int, female: bool, d_number: bool) -> None:
    number = make_synthetic_fnr(born, serial, female=female, d_number=d_number)
    scheme = Scheme.NO_DNR if d_number else Scheme.NO_FNR
    assert identify(number) == (Identifier(scheme, number, born, female, synthetic=True), None)
    assert _completed(number[:9]) == number


def test_made_numbers_differ_and_are_the_same_every_time() -> None:
    born = date(1980, 5, 17)
    made = [make_synthetic_fnr(born, n, female=True) for n in range(90)]
    assert len(set(made)) == 90
    assert made == [make_synthetic_fnr(born, n, female=True) for n in range(90)]


def test_no_more_numbers_is_said() -> None:
    with pytest.raises(ValueError, match="no synthetic number 500"):
        make_synthetic_fnr(date(1980, 5, 17), 500, female=True)
    with pytest.raises(ValueError, match="no synthetic number 0"):
        make_synthetic_fnr(date(1840, 5, 17), 0, female=True)


@pytest.mark.parametrize("offset", [80, 65, 40])
def test_all_series_of_test_numbers(offset: int) -> None:
    number = _first_valid(f"17{5 + offset:02d}80", range(100))
    identifier, finding = identify(number)
    assert finding is None
    assert identifier is not None
    assert identifier.synthetic
    assert identifier.born == date(1980, 5, 17)


@pytest.mark.parametrize(
    ("two_digits", "serials", "year"),
    [("54", range(500, 750), 1854), ("99", range(500, 750), 1899), ("00", range(500), 1900), ("39", range(500), 1939),
     ("40", range(900, 1000), 1940), ("99", range(900, 1000), 1999), ("00", range(500, 1000), 2000),
     ("39", range(900, 1000), 2039)],
)  # fmt: skip
def test_century_by_individual_number(two_digits: str, serials: range, year: int) -> None:
    identifier, _ = identify(_first_valid(f"0181{two_digits}", serials))
    assert identifier is not None
    assert identifier.born == date(year, 1, 1)


@pytest.mark.parametrize("start", ["3182800", "0193800", "0081800", "0100800", "7281800", "018150600"])
def test_impossible_births_are_refused(start: str) -> None:
    identifier, finding = identify(start.ljust(11, "0"))
    assert identifier is None
    assert finding is not None
    assert finding.code == "lesing.id.dato"


@PROPERTY
@given(BIRTHS, st.integers(0, 60), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_never_sure(born: date, serial: int, place: int, shift: int) -> None:
    number = make_synthetic_fnr(born, serial, female=False)
    changed = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert identify(changed)[1] is not None


def test_first_control_digit_of_2032_is_to_confirm() -> None:
    for tail in range(100):
        number = f"178580123{tail:02d}"
        rest1 = sum(w * int(d) for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), number[:10], strict=True)) % 11
        rest2 = sum(w * int(d) for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), number, strict=True)) % 11
        identifier, finding = identify(number)
        if rest2 == 0 and rest1 in (1, 2, 3):
            assert identifier is not None
            assert finding is not None
            assert finding.kind is Kind.SOFT
        elif rest1 or rest2:
            assert identifier is None


def _duf(ten: str) -> str:
    total = sum(w * int(d) for w, d in zip((4, 6, 3, 2, 4, 6, 3, 2, 7, 5), ten, strict=True))
    return f"{ten}{total % 11:02d}"


def test_duf() -> None:
    number = _duf("2015123456")
    assert number == "201512345609"
    identifier = read_identifier(f"{number[:4]} {number[4:10]} {number[10:]}").value
    assert identifier == Identifier(Scheme.NO_DUF, number)
    assert identifier.mask() == "2015\u00a0•••••"
    assert read_identifier("201512345608").finding is not None
    assert read_identifier(_duf("1015123456")).finding is not None


def test_cpr_only_where_it_is_wanted() -> None:
    assert read_identifier("0107801234").value is None
    reading = read_identifier("010780-1234", frozenset({Scheme.DK_CPR}))
    assert reading.value == Identifier(Scheme.DK_CPR, "0107801234", date(1980, 7, 1), True)
    assert read_identifier("310280-1234", frozenset({Scheme.DK_CPR})).finding is not None


@pytest.mark.parametrize(("seventh", "year"), [("0", 1936), ("4", 2036), ("6", 2036), ("9", 2036)])
def test_cpr_century(seventh: str, year: int) -> None:
    identifier, _ = identify(f"010736{seventh}234", frozenset({Scheme.DK_CPR}))
    assert identifier is not None
    assert identifier.born == date(year, 7, 1)


def test_number_as_people_type_it() -> None:
    for typed in (MADE, f"{MADE[:6]} {MADE[6:]}", f" {MADE[:6]}\u00a0{MADE[6:]} ", f"{MADE[:6]}-{MADE[6:]}", int(MADE)):
        reading = read_identifier(typed)
        if reading.sure:
            assert reading.value is not None
            assert reading.value.value == MADE
        else:
            assert MADE.startswith("0")
            assert reading.suggestions == (reading.value,)
    assert read_identifier(MADE).value.mask() == f"{MADE[:6]}\u00a0•••••"  # type: ignore[union-attr]
    assert MADE[6:] not in str(read_identifier(MADE).value.mask())  # type: ignore[union-attr]


def test_zero_that_the_spreadsheet_ate() -> None:
    number = make_synthetic_fnr(date(1980, 2, 1), 0, female=True)
    reading = read_identifier(int(number))
    assert reading.value is not None
    assert reading.value.value == number
    assert reading.finding is not None
    assert reading.finding.kind is Kind.SOFT


@pytest.mark.parametrize("cell", ["abc", "123", "1234567890123", MADE[:-1], "#REF!"])
def test_other_text_is_no_identifier(cell: str) -> None:
    assert read_identifier(cell).value is None
    assert not read_identifier(cell).ok


@PROPERTY
@given(st.from_regex("[0-9]{9}", fullmatch=True))
def test_org_number_agrees_with_stdnum(number: str) -> None:
    for tail in range(10):
        candidate = f"{number[:8]}{tail}"
        assert (check_org_number(candidate) is None) == orgnr.is_valid(candidate)


@PROPERTY
@given(st.from_regex("[0-9]{11}", fullmatch=True))
def test_account_agrees_with_stdnum(number: str) -> None:
    assume(number[4:6] != "00")
    for tail in range(10):
        candidate = f"{number[:10]}{tail}"
        assert (check_account(candidate) is None) == kontonr.is_valid(candidate)


def test_account_and_org_number_as_typed() -> None:
    account = next(f"1234567890{n}" for n in range(10) if check_account(f"1234567890{n}") is None)
    assert read_account(f"{account[:4]}.{account[4:6]}.{account[6:]}").value == account
    organisation = next(f"9999999{n:02d}" for n in range(100) if check_org_number(f"9999999{n:02d}") is None)
    assert read_org_number(f"NO {organisation[:3]} {organisation[3:6]} {organisation[6:]} MVA").value == organisation
    assert [r.finding and r.finding.code for r in (read_account("12"), read_account("x"), read_org_number("1"))] == [
        "lesing.konto.lengde",
        "lesing.konto.tegn",
        "lesing.orgnr.lengde",
    ]


def test_neighbours_swapped_in_the_serial_are_noticed() -> None:
    for place, (one, other) in enumerate(pairwise(MADE)):
        if one != other:
            swapped = MADE[:place] + other + one + MADE[place + 2 :]
            assert identify(swapped)[1] is not None
