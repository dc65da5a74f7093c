"""A list of payments from the accounting system: found columns, remembered columns, sums and wrong cells."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from boligdesk.exchange.bank import BankFormat
from boligdesk.texts import render
from tools.bank_samples import ACCOUNT, NETS_SHAPE, payment_list

from .bank_files import codes, read_bytes, sentences


def _csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_a_list_with_its_sum(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, payment_list(NETS_SHAPE), "liste.csv")
    assert (found.format, found.ok, found.sum_ore, len(found.payments)) == (BankFormat.LIST, True, 1_563_000, 23)
    first = found.payments[0]
    assert (first.kid, first.account, first.booked_on) == ("900000000001", ACCOUNT, date(2026, 11, 5))
    assert (first.amount_ore, first.payer, first.line) == (44_000, "Kari Eksempel", 2)
    assert [payment.returned for payment in found.payments].count(True) == 3


def test_rows_that_do_not_give_the_sum_are_refused(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, payment_list(NETS_SHAPE).replace(b";440,00;", b";441,00;"), "liste.csv")
    assert codes(found) == ["betaling.liste.sum"]
    words = sentences(found).replace("\u00a0", " ")
    assert "Summen i listen er 15 630,00 kr, men radene blir 15 631,00 kr. Rad 25." in words


def test_debit_and_credit_in_columns_of_their_own(tmp_path: Path) -> None:
    rows = ("Bilagsdato;KID;Debet;Kredit;Tekst", "05.11.2026;1234;;9 450,00;Leie", "06.11.2026;;500,00;;Tilbake")
    found = read_bytes(tmp_path, _csv(*rows), "liste.csv")
    assert [payment.amount_ore for payment in found.payments] == [945_000, -50_000]
    assert [payment.text for payment in found.payments] == ["Leie", "Tilbake"]


def test_a_kid_that_is_none_is_kept_as_text(tmp_path: Path) -> None:
    rows = ("Dato;KID;Beløp", "05.11.2026;1234;100,00", "05.11.2026;1235;100,00", "05.11.2026;husleie mai;100,00")
    found = read_bytes(tmp_path, _csv(*rows), "liste.csv")
    assert [(payment.kid, payment.text) for payment in found.payments][1:] == [("1235", ""), (None, "husleie mai")]


def test_wrong_cells_are_told_by_their_place(tmp_path: Path) -> None:
    rows = ("Dato;KID;Beløp", "05.11.2026;1234;100,00", "31.11.2026;1235;100,00", "05.11.2026;1236;7,450", ";1237;9,00")
    found = read_bytes(tmp_path, _csv(*rows), "liste.csv")
    assert codes(found) == ["betaling.liste.celle", "betaling.liste.celle", "betaling.liste.mangler"]
    words = sentences(found)
    assert "Celle A3." in words and "kan leses på to måter" in words and "Dato mangler. Rad 5." in words


def test_the_office_says_which_column_is_which(tmp_path: Path) -> None:
    rows = _csv("Dag;Ref A;Sum kr", "05.11.2026;1234;100,00", "06.11.2026;1235;250,00")
    assert codes(read_bytes(tmp_path, rows, "liste.csv")) == ["import.mangler_felt"]
    chosen = [("Dag", 1, "betalt_dato"), ("Ref A", 2, "kid"), ("Sum kr", 3, "belop")]
    columns = [{"kolonne": label, "plass": place, "felt": field} for label, place, field in chosen]
    saved = json.dumps({"format": 1, "slag": "innbetalinger", "kolonner": columns})
    found = read_bytes(tmp_path, rows, "liste.csv", saved)
    assert (found.ok, found.sum_ore, found.payments[0].kid) == (True, 35_000, "1234")


def test_a_column_taken_by_likeness_is_told(tmp_path: Path) -> None:
    rows = _csv("Dato;KID;Innbetalt i perioden", "05.11.2026;1234;100,00")
    found = read_bytes(tmp_path, rows, "liste.csv")
    assert found.sum_ore == 10_000
    assert "«Innbetalt i perioden» er lest som Beløp" in render(found.notes[0])


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"hei", b"\x00\x01\x02", b"NX000010", _csv("Navn;Fra", "A;01.01.2026")]
)
def test_what_is_no_payment_file_is_refused(content: bytes, tmp_path: Path) -> None:
    found = read_bytes(tmp_path, content)
    assert codes(found)[0] in {"betaling.ukjent_format", "import.mangler_felt"}
    assert found.format is None
