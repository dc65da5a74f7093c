"""What a file of payments says, in plain values: the same whatever the format was."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ...rules.messages import Fault, Message

_KID = re.compile(r"[0-9]{1,24}[0-9-]")


class BankFormat(Enum):
    """The kinds of file that can be read; the value is what scripts see.

    `OPEN_ITEMS` is no bank's file: the whole list of open items of the accounts that a mirror follows.
    """

    OCR = "ocr"
    MANDATES = "avtalegiro"
    CAMT053 = "camt.053"
    CAMT054 = "camt.054"
    LIST = "csv"
    OPEN_ITEMS = "apne_poster"


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment to one of the office's accounts.

    `amount_ore` is signed: money that left the account is negative. `booked_on` is the bank's settlement or booking
    date, `paid_on` the day the payer paid, where the file tells it. `kind` is the file's own code for the kind of
    payment. `batch` is how many payments an unspecified lump sum stands for. `returned` (a credit, a reversal, a
    debit) always goes to somebody who sorts it by hand, whatever its sign. `line` is where it stands in the file.
    """

    account: str
    booked_on: date
    amount_ore: int
    kid: str | None
    kind: str
    line: int
    returned: bool = False
    payer_account: str = ""
    archive_ref: str = ""
    text: str = ""
    paid_on: date | None = None
    payer: str = ""
    batch: int = 1

    @property
    def identity(self) -> str:
        """The payment without its place in a file: account, date, amount, KID or text, payer's account, archive."""
        parts = (self.account, self.booked_on.isoformat(), str(self.amount_ore), self.kid or self.text)
        return "\x1f".join((*parts, self.payer_account, self.archive_ref))


def fingerprints(payments: Iterable[Payment]) -> list[str]:
    """One mark per payment, in order, by which it is known again in another file: never booked twice.

    Payments of a file that are alike in everything are told apart by their number among their likes, so the same
    two come out the same from every file that holds both.
    """
    seen: Counter[str] = Counter()
    marks = []
    for payment in payments:
        identity = payment.identity
        seen[identity] += 1
        marks.append(hashlib.sha256(f"{identity}\x1f{seen[identity]}".encode()).hexdigest())
    return marks


class MandateChange(Enum):
    """What a line of an AvtaleGiro mandate list says (registration type 0, 1, 2)."""

    STANDING = "0"
    NEW_OR_CHANGED = "1"
    ENDED = "2"


@dataclass(frozen=True, slots=True)
class Mandate:
    """A payer's AvtaleGiro mandate on one KID; `notice` is whether the payer wants written notice from the bank."""

    account: str
    kid: str
    change: MandateChange
    notice: bool
    line: int


@dataclass(frozen=True)
class BankFile:
    """A file that was read. With any fault nothing of it may be booked, and `payments` is empty.

    `sources` name what the bank numbered (transmission or statement), `copy` is the bank's own mark for a file sent
    again, `notes` are sentences for whoever looks at the file; none of them stops it.
    """

    name: str
    format: BankFormat | None
    sha256: str
    payments: tuple[Payment, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Message, ...] = ()
    sources: tuple[str, ...] = ()
    copy: bool = False

    @property
    def ok(self) -> bool:
        """Whether every control agrees."""
        return not self.faults

    @property
    def sum_ore(self) -> int:
        """The signed net sum of the payments, in øre."""
        return sum(payment.amount_ore for payment in self.payments)


@dataclass(frozen=True)
class Contents:
    """What the reader of one format found, before the file's name and hash are added."""

    format: BankFormat
    payments: tuple[Payment, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Message, ...] = ()
    sources: tuple[str, ...] = ()
    copy: bool = False


def is_kid(text: str) -> bool:
    """Whether this can be a KID: 2–25 digits, of which the last may be a dash (MOD11)."""
    return _KID.fullmatch(text) is not None
