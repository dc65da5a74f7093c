"""Bank files: read and matched, then booked whole or not at all; the same file or payment never twice (P22, P24, P26).

`read_plan` reads a file and says what would become of each payment; nothing is written. `book_file` stages all of it
over the records as they stand and writes it in one bulk act; when a colleague saves in between, it matches again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from ..exchange.bank import BankFile, BankFormat, Mandate, MandateChange
from ..models.ledger import RentAccount
from ..models.office import Office
from ..models.payments import GiroMandate, PaymentFile
from ..rules.arrears.words import LedgerKind, LineState, PaymentOutcome
from ..rules.ledger.entries import EntryKind
from ..rules.messages import RefusedError, refuse
from ..rules.rights import Right
from ..texts import text
from .agreements import check_agreements
from .core import account_state
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.import_batch import MovedError, Prepared, prepare, write
from .core.ledger_write import take_back
from .core.payment_booking import Matched, OutcomeSum, Staged, match_file, stage, sums_by_outcome, waiting
from .core.payment_books import Known
from .core.payment_files import read_payment_file
from .core.payment_rows import follow_waiting, payments_known_to
from .core.protection import unshielded
from .payment_columns import remembered_for

#: How often a file is matched again when colleagues save in between.
_TRIES = 5
#: So many accounts are reckoned anew in the act that books; more come after it, so that nobody waits for the lock.
_AT_ONCE = 100


class PlannedLine(NamedTuple):
    """A new payment of a file and what would become of it. `shielded`: it is about somebody who must not be seen."""

    line: int
    booked_on: date
    outcome: PaymentOutcome
    state: LineState
    shielded: bool = False
    amount_ore: int | None = None
    kid: str | None = None
    payer: str = ""
    account_id: int | None = None


@dataclass(frozen=True)
class FilePlan:
    """A file that was read, and what booking it now would do. `booked_before`: when this very file was booked.

    With faults nothing can be booked and nothing is matched. `covers_to` is the last day it tells of, inclusive.
    """

    file: BankFile
    lines: tuple[PlannedLine, ...] = ()
    outcomes: tuple[OutcomeSum, ...] = ()
    skipped: int = 0
    waiting: int = 0
    covers_to: date | None = None
    booked_before: date | None = None

    @property
    def is_list(self) -> bool:
        """Whether it is a list whose columns can be chosen; one that lacks a column was not read as any kind."""
        return self.file.format is BankFormat.LIST or any(f.code == "import.mangler_felt" for f in self.file.faults)


@dataclass(frozen=True)
class BookedFile:
    """What booking a file did: new and waiting lines, payments known from other files, sums by outcome (øre)."""

    file_id: int
    new: int
    skipped: int
    waiting: int
    outcomes: tuple[OutcomeSum, ...]
    mandates: int
    covers_to: date | None


@steps(Right.PAYMENTS_WRITE)
def read_plan(desk: Desk, path: Path, columns: Path | str | None = None) -> FilePlan:
    """Read a file, check it and hold it against the books; nothing is written.

    `columns` is a map of a list's columns, a file or its text; without it the one remembered for its headings is used.

    Refuses only what cannot be opened; what is wrong with the contents stands in `FilePlan.file.faults`.
    """
    file = read_payment_file(path, columns)
    if columns is None and file.format in (None, BankFormat.LIST):
        file = _by_memory(desk, path) or file
    return _planned(desk, file) if file.ok else FilePlan(file)


def _by_memory(desk: Desk, path: Path) -> BankFile | None:
    """A list whose headings are known, read as its columns were chosen before."""
    saved = remembered_for(desk, path)
    return read_payment_file(path, saved) if saved is not None else None


@reads(Right.PAYMENTS_WRITE)
def _planned(look: Look, file: BankFile) -> FilePlan:
    with unshielded(look.session):
        matched = match_file(look, file)
    seen = set(look.session.execute(select(RentAccount.id)).scalars())
    return FilePlan(
        file,
        tuple(_planned_lines(matched, seen)),
        _outcomes(matched),
        matched.skipped,
        _waiting(matched),
        matched.covers_to,
        _booked_on(look, file),
    )


def _planned_lines(matched: Matched, seen: set[int]) -> Iterator[PlannedLine]:
    for payment, _, found in matched.lines:
        account_id = found.account_id
        told = (payment.line, payment.booked_on, found.outcome, found.state)
        if account_id is not None and account_id not in seen:
            yield PlannedLine(*told, shielded=True)
        else:
            yield PlannedLine(*told, False, payment.amount_ore, payment.kid, payment.payer, account_id)


def _outcomes(matched: Matched) -> tuple[OutcomeSum, ...]:
    return sums_by_outcome((one.match.outcome, one.payment.amount_ore) for one in matched.lines)


def _waiting(matched: Matched) -> int:
    return sum(1 for _ in waiting(matched.lines))


def _booked_on(look: Look, file: BankFile) -> date | None:
    query = select(PaymentFile.booked_at).where(PaymentFile.sha256 == file.sha256)
    found = look.session.execute(query).scalar_one_or_none()
    return found.date() if found else None


@steps(Right.PAYMENTS_WRITE)
def book_file(desk: Desk, plan: FilePlan, covers_to: date | None = None) -> Done[BookedFile]:
    """Book a file that was read, whole, over the records as they stand now.

    `covers_to` says how far it tells of payments, where that is later than its last payment (a day without any).
    Refuses a file with faults (all of them), one that is booked, and a bank's file in an office that mirrors the
    municipality's accounts (`innbetaling.*`).
    """
    if not plan.file.ok:
        raise RefusedError(*plan.file.faults)
    for _ in range(_TRIES):
        ready = _staged(desk, plan.file, covers_to)
        try:
            done = _write(desk, ready)
        except MovedError:
            continue
        _reckon_the_rest(desk, ready.staged.account_ids)
        return Done(_result(ready, done.value), done.changes.and_(_look_at_agreements(desk)), done.act_id)
    raise refuse("innbetaling.andre_lagrer")


def _look_at_agreements(desk: Desk) -> Changes:
    """What has come, or not come, keeps or breaks an agreement at once; who may not say so leaves it to the night."""
    return check_agreements(desk).changes if desk.who.may(check_agreements.right) else Changes()


@dataclass(frozen=True)
class _Ready:
    """A file matched, staged and with real ids: only the writing is left."""

    matched: Matched
    staged: Staged
    prepared: Prepared
    covers_to: date | None


@reads(Right.PAYMENTS_WRITE)
def _staged(look: Look, file: BankFile, covers_to: date | None) -> _Ready:
    _check(look, file, covers_to)
    with unshielded(look.session):
        matched = match_file(look, file)
        told = max((day for day in (matched.covers_to, covers_to) if day), default=None)
        staged = stage(look, matched, told)
        return _Ready(matched, staged, prepare(look, staged.batch), told)


def _check(look: Look, file: BankFile, covers_to: date | None) -> None:
    if before := _booked_on(look, file):
        raise refuse("innbetaling.samme_fil", fil=file.name, dato=before)
    if covers_to and covers_to > look.today:
        raise refuse("innbetaling.dekker_fremover", dato=covers_to)
    mirror = look.session.get_one(Office, 1).ledger_kind is LedgerKind.MIRROR
    if mirror and file.format is not BankFormat.LIST:
        raise refuse("innbetaling.speil", fil=file.name)


@writes(Right.PAYMENTS_WRITE)
def _write(work: Work, ready: _Ready) -> int:
    """Write the staged rows, take back what was returned, keep mandates; the file's id. Raises `MovedError`."""
    staged, prepared = ready.staged, ready.prepared
    with unshielded(work.session):
        write(work, prepared)
        work.ledger.touched |= {("rent_account", account_id) for account_id in staged.account_ids}
        for one in staged.returned:
            reason = text("innbetaling.kom_i_retur", dato=one.on)
            take_back(work, one.earlier.entry_id, one.on, reason, EntryKind.PAYMENT_RETURNED)
        _keep_mandates(work, ready.matched.file.mandates, ready.matched.known)
        if len(staged.account_ids) <= _AT_ONCE:
            account_state.refresh(work, staged.account_ids)
        follow_waiting(work)
    return prepared.ids_of(PaymentFile)[0]


def _keep_mandates(work: Work, mandates: tuple[Mandate, ...], known: Known) -> None:
    if not mandates:
        return
    rows = {row.kid: row for row in work.session.execute(select(GiroMandate)).scalars()}
    for one in mandates:
        row = rows.get(one.kid)
        if row is None:
            owner = known.books.kids.get(one.kid)
            account_id = owner.account_id if owner else None
            row = rows[one.kid] = work.add(GiroMandate(kid=one.kid, account_id=account_id, since=work.today))
        ended = one.change is MandateChange.ENDED
        row.notice, row.ended_on = one.notice, (row.ended_on or work.today) if ended else None


def _reckon_the_rest(desk: Desk, account_ids: frozenset[int]) -> None:
    """Where many accounts got something, their rows for the list follow in acts of their own."""
    ordered = sorted(account_ids) if len(account_ids) > _AT_ONCE else []
    for at in range(0, len(ordered), _AT_ONCE):
        _reckon(desk, ordered[at : at + _AT_ONCE])


@writes(Right.PAYMENTS_WRITE)
def _reckon(work: Work, account_ids: list[int]) -> None:
    with unshielded(work.session):
        account_state.refresh(work, account_ids)


def _result(ready: _Ready, file_id: int) -> BookedFile:
    matched = ready.matched
    return BookedFile(
        file_id,
        len(matched.lines),
        matched.skipped,
        _waiting(matched),
        _outcomes(matched),
        len(matched.file.mandates),
        ready.covers_to,
    )


@reads(Right.LEDGER_READ)
def known_to(look: Look) -> date | None:
    """Payments are known up to this day, inclusive; None before the first file."""
    return payments_known_to(look)
