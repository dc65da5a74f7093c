"""`boligdesk innbetalinger`: the document scripts lean on, its exit codes, and what it says to people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.bank_samples import NETS_SHAPE, camt, ocr_order, payment_list, rents, transmission

from .conftest import ROOT, Run, as_scheduler

BANK = ROOT / "tests" / "data" / "bank"
KEYS = ["format", "ok", "sum_ore", "antall", "transaksjoner", "feil"]


@pytest.fixture(autouse=True)
def no_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no office anywhere."""
    monkeypatch.delenv("BOLIGDESK_DB", raising=False)


def test_a_right_file_gives_the_whole_document(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ocr.txt"
    file.write_bytes(transmission(ocr_order(NETS_SHAPE)))
    answer = run("innbetalinger", file, "--bare-les", "--json")
    assert (answer.code, answer.err, list(answer.data)) == (0, "", KEYS)
    head = {key: answer.data[key] for key in ("format", "ok", "sum_ore", "antall", "feil")}
    assert head == {"format": "ocr", "ok": True, "sum_ore": 1_563_000, "antall": 23, "feil": []}
    assert answer.data["transaksjoner"][14] == {
        "kid": "900000000015",
        "belop_ore": -25_000,
        "dato": "2026-11-05",
        "type": "13",
        "konto": "99991042764",
    }


@pytest.mark.parametrize(
    ("name", "kind", "sum_ore", "count"),
    [
        ("ocr_netsgiro.txt", "ocr", 5_144_900, 20),
        ("fullmakter_netsgiro.txt", "avtalegiro", 0, 0),
        ("camt054_02.xml", "camt.054", 2_190_000, 3),
    ],
)
def test_every_public_sample(run: Run, name: str, kind: str, sum_ore: int, count: int) -> None:
    answer = run("innbetalinger", "--json", BANK / name, "--bare-les")
    assert (answer.code, answer.data["format"], answer.data["sum_ore"]) == (0, kind, sum_ore)
    assert answer.data["antall"] == len(answer.data["transaksjoner"]) == count


@pytest.mark.parametrize(
    ("content", "kind"),
    [(camt([rents(2)], statement=True, version="08"), "camt.053"), (payment_list(rents(2)), "csv")],
)
def test_the_other_formats(run: Run, tmp_path: Path, content: bytes, kind: str) -> None:
    file = tmp_path / "fil"
    file.write_bytes(content)
    data = run("innbetalinger", file, "--bare-les", "--json").data
    assert (data["format"], data["ok"], data["sum_ore"]) == (kind, True, sum(paid.amount_ore for paid in rents(2)))


def test_a_wrong_file_gives_the_same_document_with_its_faults_and_no_payment(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "ocr.txt"
    file.write_bytes(transmission(ocr_order(rents(2))).replace(b"NY090088", b"NY090089"))
    answer = run("innbetalinger", file, "--bare-les", "--json")
    assert (answer.code, answer.err, list(answer.data)) == (1, "", KEYS)
    assert (answer.data["format"], answer.data["ok"], answer.data["transaksjoner"]) == ("ocr", False, [])
    (fault,) = answer.data["feil"]
    assert set(fault) == {"kode", "hva", "hvor", "rett"} and fault["hvor"] == "Linje 7."


def test_a_file_that_is_gone(run: Run, tmp_path: Path) -> None:
    answer = run("innbetalinger", tmp_path / "borte.txt", "--bare-les", "--json")
    assert (answer.code, answer.fault, answer.data["format"], answer.data["ok"]) == (1, "import.fil_borte", None, False)


def test_claims_going_out_are_refused_in_words(run: Run) -> None:
    answer = run("innbetalinger", BANK / "krav_netsgiro.txt", "--bare-les")
    assert (answer.code, answer.out) == (1, "")
    assert "AvtaleGiro-krav som skal til banken" in answer.err


def test_people_get_a_table_and_a_sum(run: Run) -> None:
    answer = run("innbetalinger", BANK / "camt054_02.xml", "--bare-les")
    lines = answer.out.replace("\u00a0", " ").splitlines()
    assert lines[1].split() == ["05.11.2026", "000123401010", "9", "450,00", "kr", "230", "12345678903"]
    assert lines[-1] == "Innbetalinger (camt.054): 3 betalinger, 21 900,00 kr. Alle kontroller stemmer."
    assert "Eksempel" not in answer.out


def test_a_file_is_booked_once_and_says_what_became_of_it(run: Run, tmp_path: Path) -> None:
    base, file = tmp_path / "kontor.boligdesk", BANK / "ocr_netsgiro.txt"
    assert run("ny", "--db", base, "--navn", "Prøvekommune").code == 0
    answer = run("innbetalinger", file, "--db", base, "--json")
    assert (answer.code, list(answer.data)) == (0, [*KEYS, "bokfort"])
    booked = answer.data["bokfort"]
    assert (booked["nye"], booked["fra_for"], booked["venter"]) == (20, 0, 20)
    assert sum(one["sum_ore"] for one in booked["utfall"].values()) == answer.data["sum_ore"] == 5_144_900
    again = run("innbetalinger", file, "--db", base, "--json")
    assert (again.code, list(again.data), again.fault) == (1, KEYS, "innbetaling.samme_fil")
    said = run("innbetalinger", file, "--db", base)
    assert (said.code, said.out) == (1, "") and "ble bokført" in said.err


def test_nothing_is_booked_of_a_wrong_file_and_people_are_told_in_words(run: Run, tmp_path: Path) -> None:
    base, file = tmp_path / "kontor.boligdesk", tmp_path / "ocr.txt"
    run("ny", "--db", base, "--navn", "Prøvekommune")
    right = transmission(ocr_order(rents(2)))
    file.write_bytes(right.replace(b"NY090088", b"NY090089"))
    answer = run("innbetalinger", file, "--db", base, "--json")
    assert (answer.code, answer.data["ok"], list(answer.data)) == (1, False, KEYS)
    file.write_bytes(right)
    lines = run("innbetalinger", file, "--db", base).out.splitlines()
    assert lines[-1] == "Bokført: 2 nye betalinger."
    assert "2 betalinger må sorteres i Boligdesk." in lines


def test_wrong_use_is_two(run: Run) -> None:
    assert run("innbetalinger", "--bare-les", "--json").code == 2


def test_the_scheduler_needs_no_base(tmp_path: Path) -> None:
    answer = as_scheduler("innbetalinger", BANK / "ocr_netsgiro.txt", "--bare-les", "--json", BOLIGDESK_DB="")
    assert (answer.code, answer.data["ok"]) == (0, True)
