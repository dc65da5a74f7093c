"""camt.053 and camt.054 in both versions, what must add up, and XML that was made to do harm."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from boligdesk.exchange.bank import BankFormat
from boligdesk.texts import render
from tools.bank_samples import ACCOUNT, Paid, camt, rents

from .bank_files import codes, read_bytes, sample, sentences

GROUPS = [rents(3), [Paid("", -5_000, text="Feil konto")], [Paid("", 120_000, text="Husleie Å. Ødegård")]]


def test_the_constructed_sample() -> None:
    found = sample("camt054_02.xml")
    assert (found.format, found.ok, found.sum_ore) == (BankFormat.CAMT054, True, 2_190_000)
    assert [payment.kid for payment in found.payments] == ["000123401010", "000124101015", "000133701011"]
    first = found.payments[0]
    assert (first.account, first.booked_on, first.payer) == ("12345678903", date(2026, 11, 5), "Kari Eksempel")
    assert (first.archive_ref, first.kind, first.text) == ("900000001", "230", "")


@pytest.mark.parametrize("version", ["02", "08"])
@pytest.mark.parametrize("statement", [False, True])
def test_both_messages_in_both_versions(version: str, statement: bool, tmp_path: Path) -> None:
    found = read_bytes(tmp_path, camt(GROUPS, statement=statement, version=version))
    assert codes(found) == []
    assert found.format is (BankFormat.CAMT053 if statement else BankFormat.CAMT054)
    assert found.sum_ore == sum(paid.amount_ore for group in GROUPS for paid in group)
    assert {payment.account for payment in found.payments} == {ACCOUNT}
    back, text = found.payments[3:]
    assert (back.amount_ore, back.returned, back.kid) == (-5_000, True, None)
    assert (text.text, text.payer, text.returned) == ("Husleie Å. Ødegård", "Kari Eksempel", False)


def _bent(old: str, new: str, **more: object) -> bytes:
    content = camt(GROUPS, **more).decode()  # type: ignore[arg-type]
    assert old in content
    return content.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (
            _bent('<TxAmt><Amt Ccy="NOK">6750.00', '<TxAmt><Amt Ccy="NOK">6750.01'),
            "betaling.camt.sum",
            "betalingene blir",
        ),
        (_bent("<NbOfTxs>3", "<NbOfTxs>4"), "betaling.camt.antall", "oppgir 4 betalinger, men det er 3"),
        (_bent("<NbOfNtries>3", "<NbOfNtries>2"), "betaling.camt.antall", "oppgir 2 betalinger, men det er 3"),
        (_bent("<Sum>", "<Sum>1"), "betaling.camt.sum", "Ingenting er tatt med"),
        (_bent("<TtlNetNtryAmt>", "<TtlNetNtryAmt>1"), "betaling.camt.sum", "Ingenting er tatt med"),
        (_bent("10000.00", "10000.01", statement=True), "betaling.camt.saldo", "Saldoen er endret med"),
        (_bent('Ccy="NOK"', 'Ccy="SEK"'), "betaling.camt.valuta", "Beløpet er i SEK"),
        (_bent("BOOK", "BOKK"), "betaling.camt.verdi", "«BOKK» kan ikke leses som Sts"),
        (_bent("<Sts>BOOK</Sts>", ""), "betaling.camt.mangler", "Ntry/Sts mangler"),
        (_bent("CRDT", "KRDT"), "betaling.camt.verdi", "«KRDT»"),
        (_bent("<Dt>2026-11-05", "<Dt>2026-11-35"), "betaling.camt.verdi", "«2026-11-35» kan ikke leses som Dt"),
        (_bent(">NO", ">SE"), "betaling.camt.konto", "er ikke en norsk konto"),
        (_bent("IBAN>NO", "IBAN>NO1"), "betaling.camt.konto", "er ikke en norsk konto"),
        (_bent("camt.054.001.02", "camt.054.001.04"), "betaling.camt.utgave", "camt.054.001.04"),
        (_bent("camt.054.001.02", "camt.053.001.02"), "betaling.camt.ikke", "verken camt.053"),
        (_bent("camt.054.001.02", "pain.001.001.03"), "betaling.camt.ikke", "verken camt.053"),
        (_bent("</Ntry>", "</Ntri>"), "betaling.xml.ugyldig", "ikke gyldig XML"),
        (camt(GROUPS)[:-40], "betaling.xml.ugyldig", "ødelagt eller kuttet"),
        (_bent("UTF-8", "EBCDIC"), "betaling.xml.tegnsett", "Tegnsettet"),
        (_bent("Ødegård", "Ødegård").replace("Ø".encode(), b"\xd8"), "betaling.xml.tegnsett", "Tegnsettet"),
    ],
)
def test_what_does_not_add_up_is_refused(content: bytes, code: str, words: str, tmp_path: Path) -> None:
    found = read_bytes(tmp_path, content)
    assert code in codes(found)
    assert words in sentences(found)


def test_only_booked_entries_count(tmp_path: Path) -> None:
    """The bank's totals may count what waits or not."""
    content = camt(GROUPS).replace(b"<Sts>BOOK</Sts>", b"<Sts>PDNG</Sts>", 1)
    found = read_bytes(tmp_path, content)
    assert (codes(found), found.sum_ore) == ([], 115_000)
    assert render(found.notes[0]) == "1 post er ikke bokført av banken ennå og er ikke tatt med."


def test_a_copy_is_flagged_and_a_reversal_is_for_a_person(tmp_path: Path) -> None:
    content = camt(GROUPS, extra="<CpyDplctInd>COPY</CpyDplctInd>")
    content = content.replace(b"<Sts>BOOK", b"<RvslInd>true</RvslInd><Sts>BOOK", 1)
    found = read_bytes(tmp_path, content)
    assert found.ok and found.copy
    assert [payment.returned for payment in found.payments] == [True, True, True, True, False]
    assert "merket filen som kopi" in render(found.notes[0])


def test_a_lump_sum_without_its_payments_says_so(tmp_path: Path) -> None:
    content = camt([rents(3)], statement=True).decode()
    start, end = content.index("<TxDtls>"), content.rindex("</TxDtls>") + len("</TxDtls>")
    found = read_bytes(tmp_path, (content[:start] + content[end:]).encode())
    (payment,) = found.payments
    assert (payment.batch, payment.kid, payment.amount_ore) == (3, None, found.sum_ore)
    assert "samlesum" in render(found.notes[0])


@pytest.mark.parametrize(
    ("old", "new", "kid", "text"),
    [
        ("<Cd>SCOR</Cd></CdOrPrtry>", "<Cd>SCOR</Cd></CdOrPrtry><Issr>ISO</Issr>", None, "000000000011"),
        ("<Cd>SCOR</Cd>", "<Cd>PUOR</Cd>", None, "000000000011"),
        ("<Ref>000000000011</Ref>", "<Ref>RF18 5390</Ref>", None, "RF18 5390"),
        ("<Ref>000000000011</Ref>", "<Ref>0000 0000 0011</Ref>", "000000000011", ""),
        ("<RmtInf>", "<RmtInf><Ustrd>Mai</Ustrd>", "000000000011", "Mai"),
    ],
)
def test_only_scor_without_an_issuer_is_a_kid(old: str, new: str, kid: str | None, text: str, tmp_path: Path) -> None:
    (payment,) = read_bytes(tmp_path, camt([rents(1)]).replace(old.encode(), new.encode(), 1)).payments
    assert (payment.kid, payment.text) == (kid, text)


def test_two_kids_on_one_payment_are_for_a_person(tmp_path: Path) -> None:
    one = b"<CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>12345674</Ref></CdtrRefInf>"
    (payment,) = read_bytes(
        tmp_path, camt([rents(1)]).replace(b"</Strd>", b"</Strd><Strd>" + one + b"</Strd>")
    ).payments
    assert (payment.kid, payment.text) == (None, "000000000011 12345674")


def test_a_message_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    content = camt(GROUPS).decode()
    start, end = content.index("<Ntfctn>"), content.index("</Ntfctn>") + len("</Ntfctn>")
    found = read_bytes(tmp_path, (content[:end] + content[start:]).encode())
    assert codes(found) == ["betaling.camt.to_ganger"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    content = camt(GROUPS).decode().replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    assert read_bytes(tmp_path, content).payments[4].text == "Husleie Å. Ødegård"


_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HARM = {
    "entity bomb": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]><x>&a11;</x>'.encode(),
    "the same in utf-16": f'<!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]><x>&a11;</x>'.encode("utf-16"),
    "file from outside": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file://localhost/etc/passwd">]><x>&e;</x>',
    "document type from outside": b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><x/>',
    "depth": b"<a>" * 200_000,
    "long text": b"<a>" + b"x" * 5_000_000 + b"</a>",
    "unknown entity": b"<a>&nothing;</a>",
    "long tag that never ends": b"<a " + b"b" * 50_000_000,
    "long comment": b"<a><!--" + b"b" * 50_000_000 + b"--></a>",
    "many attributes": b"<a " + b" ".join(b"b%d='1'" % n for n in range(200_000)) + b"/>",
    "only a byte order mark": b"\xff\xfe<",
}


@pytest.mark.parametrize("harm", HARM)
def test_xml_made_to_do_harm_is_refused_at_once(harm: str, tmp_path: Path) -> None:
    start = time.perf_counter()
    found = read_bytes(tmp_path, HARM[harm], "fil.xml")
    assert codes(found)[0].startswith(("betaling.xml.", "betaling.camt.", "betaling.ukjent_format"))
    assert time.perf_counter() - start < 5
    if "DOCTYPE" in HARM[harm].decode("latin-1").replace("\x00", ""):
        assert codes(found) == ["betaling.xml.dtd"]


def test_a_large_file_is_read_in_pieces(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, camt([rents(4)] * 3_000), "fil.xml")
    assert codes(found) == []
    assert len(found.payments) == 12_000
