"""OCR giro and AvtaleGiro mandates: the public samples, every control, and the sentence for each fault."""

from __future__ import annotations

import importlib
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from boligdesk.exchange.bank import BankFormat, MandateChange, fingerprints, read_bank_file
from boligdesk.exchange.bank.ocr_records import Days
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import render
from tools.bank_samples import NETS_SHAPE, Paid, mandate_order, ocr_order, rents, transmission

from .bank_files import BANK, TODAY, codes, read_bytes, sample, sentences


def test_the_public_sample_adds_up() -> None:
    found = sample("ocr_netsgiro.txt")
    assert (found.format, found.ok, found.sum_ore, len(found.payments)) == (BankFormat.OCR, True, 5_144_900, 20)
    first, second = found.payments[:2]
    assert (first.kid, first.text, first.kind, first.returned) == ("0000531", "Foo bar baz", "21", False)
    assert (first.account, first.payer_account) == ("99991042764", "99990512341")
    assert (first.booked_on, first.paid_on, first.line) == (date(1992, 1, 20), date(1992, 1, 16), 3)
    assert (second.kid, second.amount_ore, second.archive_ref) == ("0036633", 102_000, "097596016/9797596016")
    assert found.payments[8].payer_account == "99991015406" and found.payments[8].paid_on is None


def test_a_dash_in_position_32_takes_the_amount_off(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, transmission(ocr_order(NETS_SHAPE)))
    assert (found.ok, found.sum_ore, len(found.payments)) == (True, 1_563_000, 23)
    credits = [payment for payment in found.payments if payment.amount_ore < 0]
    assert [payment.amount_ore for payment in credits] == [-25_000, -40_000, -150_000]
    assert [payment.returned for payment in found.payments].count(True) == 3


def _netsgiro(content: bytes) -> list[Any]:
    """The payments as the public package netsgiro reads them: an oracle, but for the sign that it passes over."""
    orders = importlib.import_module("netsgiro").parse(content.decode("iso-8859-1")).assignments
    return [payment for order in orders for payment in order.transactions]


@pytest.mark.parametrize("made", [False, True])
def test_another_reader_finds_the_same_payments_but_for_the_sign(made: bool, tmp_path: Path) -> None:
    content = transmission(ocr_order(NETS_SHAPE)) if made else (BANK / "ocr_netsgiro.txt").read_bytes()
    ours, theirs = read_bytes(tmp_path, content).payments, _netsgiro(content)
    assert [(p.kid, p.kind, p.booked_on) for p in ours] == [(p.kid, f"{p.type.value:02d}", p.date) for p in theirs]
    assert [abs(p.amount_ore) for p in ours] == [int(p.amount * 100) for p in theirs]
    assert (sum(p.amount_ore for p in ours) == sum(int(p.amount * 100) for p in theirs)) is not made


def test_a_control_sum_without_the_sign_is_refused(tmp_path: Path) -> None:
    content = transmission(ocr_order(NETS_SHAPE)).replace(b"00000000001563000", b"00000000001993000")
    found = read_bytes(tmp_path, content)
    assert codes(found) == ["betaling.ocr.sum", "betaling.ocr.sum"]
    words = sentences(found).replace("\u00a0", " ")
    assert "sier 19 930,00 kr, men betalingene blir 15 630,00 kr. Linje 49." in words


def test_the_small_file_of_another_sender_is_read(tmp_path: Path) -> None:
    """Bare line ends, a blank line last, an end line with a later last day: as a payment provider writes it."""
    order = ocr_order([Paid("12345678", 331_200, day=date(2017, 6, 13))], "01234567890")
    order[-1] = order[-1][:53] + "200617" + order[-1][59:]
    found = read_bytes(tmp_path, transmission(order).replace(b"\r\n", b"\n") + b"\n\n")
    (payment,) = found.payments
    assert (found.ok, payment.kid, payment.booked_on) == (True, "12345678", date(2017, 6, 13))
    assert (payment.payer_account, found.notes) == ("", ())


def test_several_orders_and_mandates_share_a_file(tmp_path: Path) -> None:
    other = [Paid("", 50_000, "21", text="Husleie mai, Åse Ødegård"), Paid("", 30_000, "20", text="Tilbake")]
    orders = ocr_order(rents(3)), mandate_order(["0001234"]), ocr_order(other, "01234567890", 2)
    found = read_bytes(tmp_path, transmission(*orders) + transmission(ocr_order(rents(1)), number=2))
    assert codes(found) == []
    assert (found.format, len(found.payments), len(found.mandates), len(found.sources)) == (BankFormat.OCR, 6, 1, 2)
    text, back = found.payments[3:5]
    assert (text.account, text.kid, text.text) == ("01234567890", None, "Husleie mai, Åse Ødegård")
    assert (back.amount_ore, back.returned) == (30_000, True)
    assert found.sum_ore == sum(paid.amount_ore for paid in (*rents(3), *other, *rents(1)))


def test_mandates_alone() -> None:
    found = sample("fullmakter_netsgiro.txt")
    assert (found.format, found.ok, found.payments, found.sum_ore) == (BankFormat.MANDATES, True, (), 0)
    assert len(found.mandates) == 16
    first, second = found.mandates[:2]
    assert (first.account, first.kid, first.change, first.notice) == (
        "99991042764",
        "000112000507155",
        MandateChange.NEW_OR_CHANGED,
        True,
    )
    assert not second.notice
    assert render(found.notes[0]) == "Filen har 16 AvtaleGiro-fullmakter."


def test_claims_on_their_way_to_the_bank_are_refused() -> None:
    found = sample("krav_netsgiro.txt")
    assert codes(found) == ["betaling.ocr.ut"]
    assert "krav som skal til banken" in sentences(found)


def test_an_empty_order_is_in_order(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, transmission(ocr_order([])))
    assert (found.ok, found.payments) == (True, ())


def _lines(*payments: Paid) -> list[bytes]:
    return transmission(ocr_order(payments or rents(3))).split(b"\r\n")[:-1]


def _changed(at: int, old: bytes, new: bytes) -> bytes:
    lines = _lines()
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new, 1)
    return b"\r\n".join(lines)


def _without(*places: int) -> bytes:
    return b"\r\n".join(line for place, line in enumerate(_lines()) if place not in places)


@pytest.mark.parametrize(
    ("content", "expected", "words"),
    [
        (
            _changed(2, b"0511", b"9911"),
            ["betaling.ocr.felt"],
            "«991126» kan ikke leses som oppgjørsdato. Linje 3, teg",
        ),
        (_changed(2, b"0000000000067", b"00000x0000067"), ["betaling.ocr.felt"], "beløp. Linje 3, tegn 33 til 49"),
        (
            _changed(2, b"000000000011", b"0000 0000011"),
            ["betaling.ocr.felt"],
            "leses som KID. Linje 3, tegn 50 til 74",
        ),
        (_changed(2, b"10000000", b"1000000x"), ["betaling.ocr.felt"], "fortegn"),
        (
            _changed(2, b"NY0915", b"NY0933"),
            ["betaling.ocr.record"],
            "«NY093330», men det skulle stått slutt på oppdrag",
        ),
        (_changed(3, b"NY0915", b"NY0910"), ["betaling.ocr.par"], "hører ikke til transaksjon 0000001"),
        (_changed(5, b"310000002", b"310000003"), ["betaling.ocr.par"], "Linje 6."),
        (_changed(4, b"300000002", b"300000001"), ["betaling.ocr.nummer"], "Transaksjon 0000001 kommer etter"),
        (_changed(1, b"NY0900", b"NY0400"), ["betaling.ocr.tjeneste"], "tjeneste 04"),
        (
            _changed(8, b"00000003", b"00000004"),
            ["betaling.ocr.antall"],
            "sier 4 transaksjoner, men det er 3. Linje 9.",
        ),
        (_changed(9, b"00000010", b"00000011"), ["betaling.ocr.linjer"], "sier 11 linjer, men det er 10. Linje 10."),
        (_without(9), ["betaling.ocr.slutt"], "Filen er kuttet. Det skulle stått slutt på forsendelse til slutt."),
        (_without(8, 9), ["betaling.ocr.slutt"], "slutt på oppdrag"),
        (_without(3), ["betaling.ocr.record"], "men det skulle stått andre linje av en betaling"),
        (_without(4, 5), ["betaling.ocr.antall", "betaling.ocr.linjer", "betaling.ocr.sum"] * 2, "3 transaksjoner"),
        (_without(0), ["betaling.ocr.record"], "start på forsendelse"),
        (b"\r\n".join([*_lines(), *_lines()]), ["betaling.ocr.to_ganger"], "Forsendelse 00008080-0000001-00010200"),
        (b"\r\n".join(_lines())[:-1], ["betaling.ocr.lengde"], "Linjen har 79 tegn"),
    ],
)
def test_every_fault_says_what_where_and_how(content: bytes, expected: list[str], words: str, tmp_path: Path) -> None:
    found = read_bytes(tmp_path, content)
    assert codes(found) == expected
    assert words in sentences(found).replace("\u00a0", " ")
    assert "nettbanken" in sentences(found) or "Be banken" in sentences(found)


def test_one_payment_lost_and_its_like_doubled_is_seen(tmp_path: Path) -> None:
    """Counts and sums agree, for both are of the same amount: only the running numbers tell."""
    lines = _lines(Paid("1234", 900_000), Paid("5678", 900_000))
    lines[4:6] = lines[2:4]
    assert codes(read_bytes(tmp_path, b"\r\n".join(lines))) == ["betaling.ocr.nummer"]


def test_a_net_sum_below_zero_needs_its_sign(tmp_path: Path) -> None:
    right = transmission(ocr_order([Paid("1234", -5_000)]))
    assert read_bytes(tmp_path, right).sum_ore == -5_000
    assert codes(read_bytes(tmp_path, right.replace(b"-0000000000005000", b"00000000000005000"))) != []


def test_days_outside_the_order_are_told_but_stop_nothing(tmp_path: Path) -> None:
    order = ocr_order(rents(1))
    order[-1] = order[-1][:41] + "031126031126031126".ljust(39, "0")
    found = read_bytes(tmp_path, transmission(order))
    assert found.ok
    assert render(found.notes[0]).startswith("1 betaling har oppgjørsdato utenfor 03.11.2026–03.11.2026")


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("010127", date(2027, 1, 1)),
        ("010128", date(1928, 1, 1)),
        ("290224", date(2024, 2, 29)),
        ("290225", None),
        ("000000", None),
    ],
)
def test_the_century_comes_from_a_window(digits: str, day: date | None) -> None:
    assert Days(TODAY).find(digits) == day


def test_the_same_payment_in_another_file_has_the_same_fingerprint(tmp_path: Path) -> None:
    first = read_bytes(tmp_path, transmission(ocr_order(rents(3))))
    again = read_bytes(tmp_path, transmission(ocr_order(rents(2)), number=9))
    assert first.sha256 != again.sha256
    assert fingerprints(first.payments)[:2] == fingerprints(again.payments)
    assert len(set(fingerprints(first.payments))) == 3


def test_payments_alike_in_everything_are_two_in_every_file() -> None:
    (payment,) = sample("ocr_netsgiro.txt").payments[:1]
    marks = fingerprints([payment, payment])
    assert len(set(marks)) == 2
    assert fingerprints([payment]) == marks[:1]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    with path.open("wb") as file:
        file.truncate(60_000_001)
    with pytest.raises(RefusedError) as caught:
        read_bank_file(path, today=TODAY)
    assert caught.value.fault.code == "betaling.for_stor"


def test_a_year_of_a_large_office_is_read_in_seconds(tmp_path: Path) -> None:
    start = time.perf_counter()
    found = read_bytes(tmp_path, transmission(ocr_order(rents(50_000))))
    assert found.ok and len(found.payments) == 50_000
    assert time.perf_counter() - start < 20
