"""A bank file made ready to be written: its new lines, what each becomes on the accounts, and what that pays (E15).

All of it is worked out before the write lock is taken. The same payment is never booked twice: its fingerprint is
known from other files, and from another kind of file of the same bank account it is known by day, amount and KID.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from ...exchange.bank import BankFile, Payment, fingerprints
from ...models.ledger import LedgerAllocation, LedgerEntry
from ...models.payments import PaymentFile, PaymentLine
from ...rules.arrears.words import LineState, PaymentOutcome
from ...rules.ledger.account import OpenItem
from ...rules.ledger.entries import Entry, EntryKind
from ...rules.ledger.named_month import named_month
from ...rules.ledger.paying import PaidFor, Wish, pay_in_turn
from .acts import Look
from .import_batch import Batch
from .ledger_write import said
from .payment_books import Known, read_books
from .payment_matching import Earlier, KidOwner, Match, match
from .payment_rows import HINTS, SHARES, TOOK_BACK, listed_to

#: The day a payer says he paid counts when the bank booked it within so many days.
_UNDERWAY = timedelta(days=7)


class Fresh(NamedTuple):
    """A payment that is in no earlier file, its mark, and what it turned out to be."""

    payment: Payment
    fingerprint: str
    match: Match


@dataclass(frozen=True)
class Matched:
    """A file held against the books: its new lines, and how many payments were booked before."""

    file: BankFile
    lines: tuple[Fresh, ...]
    known: Known
    covers_to: date | None

    @property
    def skipped(self) -> int:
        """Payments that are booked from another file."""
        return len(self.file.payments) - len(self.lines)


@dataclass(frozen=True)
class Returned:
    """A payment that came back: its line (stand-in id), the entry it takes back, and the day."""

    line_id: int
    earlier: Earlier
    on: date


@dataclass(frozen=True)
class Staged:
    """What is to be written, with stand-in ids, and what is taken back in the same act."""

    batch: Batch
    account_ids: frozenset[int]
    returned: tuple[Returned, ...]


def match_file(look: Look, file: BankFile) -> Matched:
    """Hold a file against the books as they stand; without the shield (`protection.unshielded`)."""
    fresh = _fresh(look, file)
    payments = [payment for payment, _ in fresh]
    known = read_books(look, payments)
    matches = match(payments, known.books)
    lines = tuple(Fresh(*one, found) for one, found in zip(fresh, matches, strict=True))
    return Matched(file, lines, known, _covers_to(look, file, known.books.own))


def _covers_to(look: Look, file: BankFile, own: frozenset[str]) -> date | None:
    """The last day of payments to the office's own accounts; a file of others says nothing of who has paid."""
    days = [one.booked_on for one in file.payments if not own or not one.account or one.account in own]
    return min(max(days), look.today) if days else None


def _fresh(look: Look, file: BankFile) -> list[tuple[Payment, str]]:
    if not file.payments:
        return []
    days = [payment.booked_on for payment in file.payments]
    line = PaymentLine
    lines = select(line).where(line.booked_on.between(min(days), max(days)))
    listed = listed_to(look)
    seen = set(look.session.execute(lines.with_only_columns(line.fingerprint)).scalars())
    twins = _twins(look, file, lines)
    found = []
    for payment, mark in zip(file.payments, fingerprints(file.payments), strict=True):
        if listed is not None and payment.booked_on <= listed:
            continue  # the whole list of open items has taken it in
        if mark not in seen and not (twins and _is_twin(twins, payment)):
            found.append((payment, mark))
    return found


#: A payment as every kind of file tells it: day, øre, and its KID or else the account it came from.
_Likeness = tuple[date, int, str]


def _is_twin(twins: dict[_Likeness, list[str]], payment: Payment) -> bool:
    """Whether one more payment like this is booked from another kind of file; it is then counted as met.

    A list may not say which of the office's accounts it came to.
    """
    to = twins.get((payment.booked_on, payment.amount_ore, payment.kid or payment.payer_account), [])
    met = next((at for at, account in enumerate(to) if not account or account == (payment.account or account)), None)
    if met is not None:
        del to[met]
    return met is not None


def _twins(look: Look, file: BankFile, lines: Any) -> dict[_Likeness, list[str]]:
    """The accounts that payments booked from another kind of file came to: OCR and camt tell the same one apart."""
    line = PaymentLine
    kind = file.format.value if file.format else ""
    query = lines.join(PaymentFile, PaymentFile.id == line.file_id).where(PaymentFile.format != kind)
    columns = (line.account, line.booked_on, line.amount_ore, line.kid, line.payer_account)
    found: dict[_Likeness, list[str]] = defaultdict(list)
    for row in look.session.execute(query.with_only_columns(*columns)):
        if who := row.kid or row.payer_account:
            found[row.booked_on, row.amount_ore, who].append(row.account)
    return found


def stage(look: Look, matched: Matched, covers_to: date | None) -> Staged:
    """The rows of a file: the file, its lines, an entry for each that is booked, and what those pay."""
    batch = Batch.on(look)
    batch.unaudited |= {PaymentLine, LedgerAllocation}
    batch.fed_once |= {PaymentLine, LedgerEntry, LedgerAllocation}
    file_id = batch.add(PaymentFile, **_file(look, matched.file, covers_to))
    credits: dict[int, list[tuple[OpenItem, Wish]]] = defaultdict(list)
    returned = []
    for one in matched.lines:
        line_id = batch.add(PaymentLine, file_id=file_id, **_line(one))
        if one.match.earlier:
            returned.append(Returned(line_id, one.match.earlier, one.payment.booked_on))
        elif owner := one.match.owner:
            credits[owner.account_id].append(_credit(look, batch, one.payment, owner, line_id))
    for account_id, found in credits.items():
        claims = matched.known.claims.get(account_id, ())
        for allocation in pay_in_turn(found, claims, look.now):
            batch.add(
                LedgerAllocation,
                account_id=account_id,
                credit_id=allocation.credit_id,
                claim_id=allocation.claim_id,
                amount_ore=allocation.amount_ore,
                recorded_at=allocation.recorded_at,
                recorded_by=look.who.user_id,
            )
    return Staged(batch, frozenset(credits), tuple(returned))


def _file(look: Look, file: BankFile, covers_to: date | None) -> dict[str, Any]:
    return {
        "name": file.name[:200],
        "format": file.format.value if file.format else "",
        "sha256": file.sha256,
        "booked_at": look.now,
        "booked_by": look.who.user_id,
        "count": len(file.payments),
        "sum_ore": file.sum_ore,
        "covers_to": covers_to,
        "sources": list(file.sources),
        "copy": file.copy,
    }


def _line(one: Fresh) -> dict[str, Any]:
    payment, found = one.payment, one.match
    return {
        "line": payment.line,
        "fingerprint": one.fingerprint,
        "account": payment.account[:34],
        "booked_on": payment.booked_on,
        "paid_on": payment.paid_on,
        "amount_ore": payment.amount_ore,
        "kid": payment.kid,
        "kind": payment.kind[:40],
        "payer": payment.payer[:140],
        "payer_account": payment.payer_account[:34],
        "text": payment.text[:500],
        "archive_ref": payment.archive_ref[:60],
        "returned": payment.returned,
        "batch": payment.batch,
        "outcome": found.outcome,
        "state": found.state,
        "account_id": found.account_id,
        "suggestion": suggestion_of(found),
    }


def suggestion_of(found: Match) -> dict[str, Any] | None:
    """What is kept of a line for whoever sorts it, or undoes it: hints, a proposed split, what came back."""
    kept: dict[str, Any] = {}
    if found.hints:
        kept[HINTS] = [{"account_id": h.account_id, "why": [r.value for r in h.reasons]} for h in found.hints]
    if found.shares:
        kept[SHARES] = [[share.account_id, share.amount_ore] for share in found.shares]
    if found.earlier:
        kept[TOOK_BACK] = found.earlier.entry_id
    return kept or None


def _credit(look: Look, batch: Batch, payment: Payment, owner: KidOwner, line_id: int) -> tuple[OpenItem, Wish]:
    """The entry of a booked payment, staged, as something that pays; and what its payer said."""
    day, wish = value_day(payment.booked_on, payment.paid_on), wish_of(payment.text, payment.booked_on, owner.paid_for)
    entry_id = batch.add(
        LedgerEntry,
        account_id=owner.account_id,
        kind=EntryKind.PAYMENT,
        amount_ore=-payment.amount_ore,
        on_date=day,
        recorded_at=look.now,
        recorded_by=look.who.user_id,
        line_id=line_id,
        detail=said(wish),
    )
    entry = Entry(entry_id, EntryKind.PAYMENT, -payment.amount_ore, day, look.now)
    return OpenItem(entry, payment.amount_ore), wish


def value_day(booked_on: date, paid_on: date | None) -> date:
    """The day a payment counts from: when its payer paid, where the bank tells it and booked it within a week."""
    return paid_on if paid_on and booked_on - _UNDERWAY <= paid_on <= booked_on else booked_on


def wish_of(text: str, booked_on: date, paid_for: PaidFor = PaidFor.RENT) -> Wish:
    """What the payer said: by the KID, and by a month named in the text (P24)."""
    return Wish(paid_for, named_month(text, booked_on) if text and paid_for is PaidFor.RENT else None)


@dataclass(frozen=True)
class OutcomeSum:
    """How many payments had an outcome, and their sum (øre, signed)."""

    outcome: PaymentOutcome
    count: int
    amount_ore: int


def sums_by_outcome(found: Iterable[tuple[PaymentOutcome, int]]) -> tuple[OutcomeSum, ...]:
    """Counted and summed, in the order the outcomes are declared; those that did not occur are left out."""
    counts: Counter[PaymentOutcome] = Counter()
    sums: Counter[PaymentOutcome] = Counter()
    for outcome, amount in found:
        counts[outcome] += 1
        sums[outcome] += amount
    return tuple(OutcomeSum(outcome, counts[outcome], sums[outcome]) for outcome in PaymentOutcome if counts[outcome])


def waiting(lines: Sequence[Fresh]) -> Iterator[Fresh]:
    """The lines that somebody has to sort."""
    return (one for one in lines if one.match.state is LineState.WAITING)
