"""The door through which windows and commands read a file of payments: parsed and checked, nothing booked."""

from __future__ import annotations

from pathlib import Path

from ...exchange.bank import BankFile, Payment, read_bank_file
from ...exchange.mapping import read_mapping_file
from .desk import office_today

__all__ = ["BankFile", "Payment", "read_payment_file"]


def read_payment_file(path: Path, columns: Path | str | None = None) -> BankFile:
    """Read and check a file from the bank or the accounting system.

    `columns` is a map of a list's columns, as a file or its text.
    Refuses only what cannot be opened; whatever is wrong with the contents stands in `BankFile.faults`.
    """
    remembered = read_mapping_file(columns) if isinstance(columns, Path) else columns
    return read_bank_file(path, today=office_today(), columns=remembered)
