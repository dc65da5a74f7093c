"""Reading bytes as a file from the bank, for the tests of `exchange/bank`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from boligdesk.exchange.bank import BankFile, read_bank_file
from boligdesk.texts import fault_text

BANK = Path(__file__).resolve().parents[1] / "data" / "bank"
TODAY = date(2026, 11, 22)

Read = Callable[..., BankFile]


def sample(name: str) -> BankFile:
    """One of the public samples of `tests/data/bank`."""
    return read_bank_file(BANK / name, today=TODAY)


def read_bytes(folder: Path, content: bytes, name: str = "fil.txt", columns: str | None = None) -> BankFile:
    """These bytes, written and read."""
    path = folder / name
    path.write_bytes(content)
    return read_bank_file(path, today=TODAY, columns=columns)


def codes(found: BankFile) -> list[str]:
    """The codes of the faults; each must also have its sentence, and nothing may be handed on."""
    assert all(fault_text(fault).what for fault in found.faults)
    assert not (found.faults and found.payments)
    return [fault.code for fault in found.faults]


def sentences(found: BankFile) -> str:
    """All faults as somebody reads them."""
    return " ".join(fault_text(fault).whole for fault in found.faults)
