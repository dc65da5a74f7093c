"""Bent files: never a crash, never a hang, never another sum than the bank's. More: `python -m tools.fuzz_bank`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boligdesk.exchange.bank import BankFile, fingerprints
from tools import fuzz_bank
from tools.bank_samples import Paid, camt, ocr_order, transmission

from .bank_files import codes, read_bytes

PROPERTY = settings(
    derandomize=True,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PAID = st.builds(
    Paid,
    kid=st.from_regex("[0-9]{3,24}[0-9-]", fullmatch=True),
    amount_ore=st.integers(1, 10**11),
    kind=st.sampled_from(["10", "11", "13", "15", "18", "19"]),
)


@PROPERTY
@given(orders=st.lists(st.lists(PAID, max_size=5), max_size=3))
def test_what_is_written_is_read(orders: list[list[Paid]], tmp_path: Path) -> None:
    found = read_bytes(tmp_path, transmission(*(ocr_order(order, number=n) for n, order in enumerate(orders, 1))))
    wanted = [(paid.kid, paid.amount_ore, paid.kind) for order in orders for paid in order]
    assert codes(found) == []
    assert [(p.kid, p.amount_ore, p.kind) for p in found.payments] == wanted
    assert len(set(fingerprints(found.payments))) == len(wanted)


@PROPERTY
@given(groups=st.lists(st.lists(PAID, min_size=1, max_size=4), min_size=1, max_size=3), statement=st.booleans())
def test_camt_gives_every_payment(groups: list[list[Paid]], statement: bool, tmp_path: Path) -> None:
    found = read_bytes(tmp_path, camt(groups, statement=statement))
    assert codes(found) == []
    wanted = [(paid.kid, paid.amount_ore) for group in groups for paid in group]
    assert [(p.kid, p.amount_ore) for p in found.payments] == wanted


@PROPERTY
@given(seed=st.integers(0, 2**32))
def test_bent_files_break_no_promise(seed: int, tmp_path: Path) -> None:
    random_ = random.Random(seed)
    for base in _BASES:
        _, broken = fuzz_bank.judged(base, fuzz_bank.bent(base.content, random_), tmp_path / "fil.dat")
        assert broken is None, broken


@PROPERTY
@given(content=st.binary(max_size=400), start=st.sampled_from([b"", b"NY000010", b"<", b"<?xml ", b"PK\x03\x04"]))
def test_any_bytes_are_refused_with_a_sentence(content: bytes, start: bytes, tmp_path: Path) -> None:
    base = fuzz_bank.Base("bytes", b"", None)
    _, broken = fuzz_bank.judged(base, start + content, tmp_path / "fil.dat")
    assert broken is None, broken


_BASES = fuzz_bank.bases()


def test_the_bases_are_right_files_of_every_kind() -> None:
    sums = {base.name: base.sum_ore for base in _BASES}
    assert sums["ocr_netsgiro.txt"] == 5_144_900
    assert sums["nets.txt"] == 1_563_000
    assert sums["utskrift08.xml"] and sums["v02.xml"]
    assert sums["krav_netsgiro.txt"] is None


@pytest.mark.parametrize("why", ["sum", "krasj"])
def test_the_fuzzer_sees_a_broken_promise(why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = next(base for base in _BASES if base.name == "nets.txt")

    def crash(*_given: object, **_more: object) -> BankFile:
        raise IndexError("borte")

    if why == "krasj":
        monkeypatch.setattr(fuzz_bank, "read_bank_file", crash)
        assert fuzz_bank.judged(base, base.content, tmp_path / "x")[0] == "krasj"
    else:
        other = fuzz_bank.Base(base.name, base.content, 7)
        _, broken = fuzz_bank.judged(other, base.content, tmp_path / "x")
        assert broken and "godtatt" in broken.why
