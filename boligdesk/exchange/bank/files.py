"""One door for every file of payments: what kind it is, is told from its bytes, never from its name."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from ...rules.messages import RefusedError, refuse
from ..sheets import file_bytes
from .camt import read_camt
from .lists import read_payment_list
from .ocr import read_ocr
from .payment import BankFile, Contents
from .xml_reader import looks_like_xml

#: OCR files of a large office for a year have a few million bytes.
MAX_BYTES = 60_000_000
_NO_LIST = frozenset({"import.ikke_regneark", "import.nettside", "import.ingen_overskrift", "import.ingen_rader"})


def read_bank_file(path: Path, *, today: date, columns: str | None = None) -> BankFile:
    """Read and check a file from the bank or the accounting system; nothing is booked.

    `today` settles the century of six-digit dates. `columns` is a remembered mapping of a list's columns
    (`Mapping.to_json`). Whatever is wrong with the contents comes as faults of the result. Refuses (`import.*`,
    `betaling.for_stor`) only what cannot be opened at all.
    """
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise refuse("betaling.for_stor", fil=path.name, mb=MAX_BYTES // 1_000_000)
    content = file_bytes(path, MAX_BYTES)
    digest = hashlib.sha256(content).hexdigest()
    try:
        found = _contents(content, path, today, columns)
    except RefusedError as refused:
        return BankFile(path.name, None, digest, faults=_in_our_words(refused, path.name).faults)
    return _as_file(path.name, digest, found)


def _contents(content: bytes, path: Path, today: date, columns: str | None) -> Contents:
    if content[:100].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"NY0"):
        return read_ocr(content, today)
    if looks_like_xml(content):
        return read_camt(content)
    return read_payment_list(path, today=today, remembered=columns)


def _in_our_words(refused: RefusedError, name: str) -> RefusedError:
    """That something is no spreadsheet says little about a file from a bank."""
    return refuse("betaling.ukjent_format", fil=name) if refused.fault.code in _NO_LIST else refused


def _as_file(name: str, digest: str, found: Contents) -> BankFile:
    """With a fault, nothing that was read is handed on."""
    if found.faults:
        return BankFile(name, found.format, digest, faults=found.faults)
    return BankFile(
        name,
        found.format,
        digest,
        found.payments,
        found.mandates,
        notes=found.notes,
        sources=found.sources,
        copy=found.copy,
    )
