"""Payments as they are looked at: files that were booked, their lines, and a line with what it could be for.

A line about somebody who must not be seen is counted and says "skjermet": no name, no amount, no KID (P30). A payer's
name that is a protected person's is not shown either, whoever the payment is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from ..models.ledger import AccountLiable, LedgerEntry, RentAccount
from ..models.office import User
from ..models.payments import KnownPayer, PaymentFile, PaymentLine
from ..models.person import Person
from ..rules.arrears.words import LineState, PayerKind, PaymentOutcome
from ..rules.folding import search_key
from ..rules.ledger.entries import EntryKind
from ..rules.reading import read_ore
from ..rules.rights import Right
from .core.acts import Look, reads
from .core.narrowing import narrowed
from .core.payment_booking import OutcomeSum, sums_by_outcome
from .core.payment_books import account_homes
from .core.payment_hints import HintReason
from .core.payment_rows import hints_of, shares_of, waiting_lines
from .core.protection import SHIELD_OFF, protected_persons

_OFF = {SHIELD_OFF: True}


@dataclass(frozen=True)
class FileRow:
    """A booked file: what the bank called it, when and by whom it was booked, its sum (øre) and what still waits."""

    id: int
    name: str
    format: str
    booked_at: datetime
    booked_by: str
    count: int
    sum_ore: int
    covers_to: date | None
    waiting: int


@dataclass(frozen=True)
class FileCard:
    """A file with its results. `skipped` payments were booked from another file. `line_ids` in the file's order."""

    row: FileRow
    skipped: int
    outcomes: tuple[OutcomeSum, ...]
    line_ids: tuple[int, ...]


@dataclass(frozen=True)
class LineQuery:
    """Which lines: by state, outcome, file and day (inclusive). `text` is a KID, an amount, a payer or a text."""

    text: str = ""
    states: frozenset[LineState] = frozenset()
    outcomes: frozenset[PaymentOutcome] = frozenset()
    file_id: int | None = None
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True)
class LineRow:
    """One payment. `shielded`: it is about somebody who must not be seen, and says no more than its state and day."""

    id: int
    file_id: int
    booked_on: date
    outcome: PaymentOutcome
    state: LineState
    version: int
    shielded: bool = False
    amount_ore: int | None = None
    kid: str | None = None
    payer: str = ""
    payer_account: str = ""
    text: str = ""
    account_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class AccountName:
    """A rent account as somebody who sorts knows it."""

    account_id: int
    tenancy_id: int
    number: str
    address: str
    tenants: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """An account a payment could be for, and what speaks for it, the strongest first."""

    account: AccountName
    reasons: tuple[HintReason, ...]


@dataclass(frozen=True)
class BookedPart:
    """What a payment, or a part of it, was booked as (øre, as the ledger has it: to good is below zero)."""

    entry_id: int
    account: AccountName
    kind: EntryKind
    amount_ore: int
    on: date
    taken_back: bool


@dataclass(frozen=True)
class LineCard:
    """A payment with everything: what it could be for, a proposed split (account, øre), and what it was booked as."""

    row: LineRow
    paid_on: date | None
    archive_ref: str
    own_account: str
    batch: int
    suggestions: tuple[Suggestion, ...]
    shares: tuple[tuple[AccountName, int], ...]
    parts: tuple[BookedPart, ...]
    sorted_by: str
    sorted_at: datetime | None


@dataclass(frozen=True)
class PayerRow:
    """Somebody who is known to pay for a tenant."""

    id: int
    version: int
    account_id: int
    payer_account: str
    payer_name: str
    kind: PayerKind
    confirmed_on: date


@reads(Right.LEDGER_READ)
def file_ids(look: Look) -> list[int]:
    """The files that were booked, the newest first."""
    return list(look.session.execute(select(PaymentFile.id).order_by(PaymentFile.id.desc())).scalars())


@reads(Right.LEDGER_READ)
def file_rows(look: Look, ids: Sequence[int]) -> dict[int, FileRow]:
    """The rows of these files; what waits is counted whoever it is about."""
    line = PaymentLine
    open_lines = select(line.file_id, func.count()).where(line.state == LineState.WAITING).group_by(line.file_id)
    counted = look.session.execute(narrowed(open_lines, line.file_id, ids), execution_options=_OFF)
    waits = {file_id: int(count) for file_id, count in counted}
    query = select(PaymentFile, User.name).outerjoin(User, User.id == PaymentFile.booked_by)
    found = look.session.execute(narrowed(query, PaymentFile.id, ids))
    return {file.id: _file_row(file, name or "", waits.get(file.id, 0)) for file, name in found}


def _file_row(file: PaymentFile, name: str, waits: int) -> FileRow:
    return FileRow(
        file.id, file.name, file.format, file.booked_at, name, file.count, file.sum_ore, file.covers_to, waits
    )


@reads(Right.LEDGER_READ)
def file_card(look: Look, file_id: int) -> FileCard:
    """A file with its results; its sums are the file's own, hidden lines and all, and name nobody."""
    file = look.get(PaymentFile, file_id)
    line = PaymentLine
    query = select(line.id, line.outcome, line.amount_ore).where(line.file_id == file_id).order_by(line.id)
    lines = look.session.execute(query, execution_options=_OFF).all()
    return FileCard(
        file_rows.inner(look, [file_id])[file_id],
        file.count - len(lines),
        sums_by_outcome((row.outcome, row.amount_ore) for row in lines),
        tuple(row.id for row in lines),
    )


@reads(Right.LEDGER_READ)
def line_ids(look: Look, query: LineQuery) -> list[int]:
    """The payments of a query, the newest first. What is hidden is only found by state, file and day, never by text."""
    line = PaymentLine
    chosen = select(line.id).where(*_narrowing(query)).order_by(line.booked_on.desc(), line.id.desc())
    words = query.text.strip()
    if not words:
        return list(look.session.execute(chosen, execution_options=_OFF).scalars())
    found = look.session.execute(chosen.add_columns(line.payer, line.text).where(_says(words))).all()
    hidden = _hidden_names(look)
    by_word = not _exact(words)
    return [row.id for row in found if not (by_word and _names_hidden(hidden, row.payer, row.text))]


def _narrowing(query: LineQuery) -> list[ColumnElement[bool]]:
    line = PaymentLine
    given: list[ColumnElement[bool]] = []
    if query.states:
        given.append(line.state.in_(query.states))
    if query.outcomes:
        given.append(line.outcome.in_(query.outcomes))
    if query.file_id:
        given.append(line.file_id == query.file_id)
    if query.from_date:
        given.append(line.booked_on >= query.from_date)
    if query.to_date:
        given.append(line.booked_on <= query.to_date)
    return given


def _exact(words: str) -> list[ColumnElement[bool]]:
    """Where a typed number can stand: KID or account with blanks and dots taken out, or an amount of kroner."""
    line = PaymentLine
    digits = re.sub(r"[\s.]", "", words)
    found: list[ColumnElement[bool]] = []
    if re.fullmatch("[0-9]{4,25}-?", digits):
        found += [line.kid == digits, line.payer_account == digits]
    amount = read_ore(words).value
    return [*found, line.amount_ore == amount, line.amount_ore == -amount] if amount else found


def _says(words: str) -> ColumnElement[bool]:
    """Every word stands in the payer's name or the text; a letter beyond a–z matches any, as the stores fold it."""
    line = PaymentLine
    each = [
        or_(line.payer.ilike(f"%{pattern}%", escape="\\"), line.text.ilike(f"%{pattern}%", escape="\\"))
        for pattern in map(_pattern, words.split())
    ]
    said = each[0]
    for condition in each[1:]:
        said = said & condition
    return or_(said, *_exact(words))


def _pattern(word: str) -> str:
    return "".join(c if c.isascii() and c not in "%_\\" else ("_" if not c.isascii() else f"\\{c}") for c in word)


@reads(Right.LEDGER_READ)
def line_rows(look: Look, ids: Sequence[int]) -> dict[int, LineRow]:
    """The rows of these payments; those that must not be seen say only that."""
    line = PaymentLine
    seen = look.session.execute(narrowed(select(line), line.id, ids)).scalars()
    hidden = _hidden_names(look)
    rows = {one.id: _row(one, hidden) for one in seen}
    bare = select(line.id, line.file_id, line.booked_on, line.outcome, line.state, line.version)
    for row in look.session.execute(narrowed(bare, line.id, ids), execution_options=_OFF):
        if row.id not in rows:
            rows[row.id] = LineRow(*row, shielded=True)
    return {one: rows[one] for one in ids if one in rows}


def _row(one: PaymentLine, hidden: Sequence[frozenset[str]]) -> LineRow:
    shielded_payer = _names_hidden(hidden, one.payer, one.text)
    return LineRow(
        *(one.id, one.file_id, one.booked_on, one.outcome, one.state, one.version),
        amount_ore=one.amount_ore,
        kid=one.kid,
        payer="" if shielded_payer else one.payer,
        payer_account="" if shielded_payer else one.payer_account,
        text="" if shielded_payer else one.text,
        account_id=one.account_id,
        note=one.note,
    )


def _hidden_names(look: Look) -> list[frozenset[str]]:
    """The words of the names of those whom the person at the desk must not see."""
    if look.who.may(Right.PROTECTED):
        return []
    query = select(Person.first_name, Person.last_name).where(Person.id.in_(protected_persons()))
    names = look.session.execute(query, execution_options=_OFF)
    return [frozenset(search_key(f"{first.split()[0] if first else ''} {last}").split()) for first, last in names]


def _names_hidden(hidden: Sequence[frozenset[str]], *said: str) -> bool:
    words = frozenset(search_key(" ".join(said)).split()) if hidden else frozenset()
    return any(name <= words for name in hidden)


@reads(Right.LEDGER_READ)
def line_card(look: Look, line_id: int) -> LineCard:
    """A payment with all that helps to sort it; suggested accounts that must not be seen are left out."""
    line = look.get(PaymentLine, line_id)
    entries = _booked_as(look, line_id)
    hints, shares = hints_of(line.suggestion), shares_of(line.suggestion)
    wanted = {h.account_id for h in hints} | {one for one, _ in shares} | {row.account_id for row in entries}
    names = account_names.inner(look, sorted(wanted))
    sorter = look.session.get(User, line.sorted_by) if line.sorted_by else None
    return LineCard(
        line_rows.inner(look, [line_id])[line_id],
        line.paid_on,
        line.archive_ref,
        line.account,
        line.batch,
        tuple(Suggestion(names[h.account_id], h.reasons) for h in hints if h.account_id in names),
        tuple((names[one], ore) for one, ore in shares if one in names),
        tuple(_part(row, names[row.account_id]) for row in entries if row.account_id in names),
        sorter.name if sorter else "",
        line.sorted_at,
    )


def _booked_as(look: Look, line_id: int) -> Sequence[Any]:
    back = LedgerEntry.__table__.alias("back")
    row = LedgerEntry
    corrected = select(back.c.id).where(back.c.corrects_id == row.id).exists().label("taken_back")
    query = select(row.id, row.account_id, row.kind, row.amount_ore, row.on_date, corrected)
    return look.session.execute(query.where(row.line_id == line_id).order_by(row.id)).all()


def _part(row: Any, account: AccountName) -> BookedPart:
    return BookedPart(row.id, account, row.kind, row.amount_ore, row.on_date, bool(row.taken_back))


@reads(Right.LEDGER_READ)
def account_names(look: Look, account_ids: Sequence[int]) -> dict[int, AccountName]:
    """Number, address and tenants (all who answer for it) of these accounts; hidden ones are left out."""
    names: dict[int, list[str]] = {}
    liable = select(AccountLiable.account_id, Person.first_name, Person.last_name).join(
        Person, Person.id == AccountLiable.person_id
    )
    for account_id, first, last in look.session.execute(
        narrowed(liable, AccountLiable.account_id, account_ids).order_by(AccountLiable.id)
    ):
        names.setdefault(account_id, []).append(f"{first} {last}".strip())
    rows = look.session.execute(narrowed(account_homes(), RentAccount.id, account_ids))
    wanted = set(account_ids)
    return {
        account_id: AccountName(
            account_id, tenancy_id, number, address, tuple(dict.fromkeys(names.get(account_id, ())))
        )
        for account_id, tenancy_id, number, address in rows
        if account_id in wanted
    }


@reads(Right.LEDGER_READ)
def known_payers(look: Look, account_id: int | None = None) -> tuple[PayerRow, ...]:
    """Who is known to pay for a tenant (None: for anybody), the newest last; a hidden person's name is left out."""
    row = KnownPayer
    query = select(row).where(row.voided_at.is_(None), row.to_date.is_(None)).order_by(row.id)
    asked = query if account_id is None else query.where(row.account_id == account_id)
    return tuple(_payers(look.session.execute(asked).scalars(), _hidden_names(look)))


def _payers(found: Iterable[KnownPayer], hidden: Sequence[frozenset[str]]) -> Iterator[PayerRow]:
    for one in found:
        told = ("", "") if _names_hidden(hidden, one.payer_name) else (one.payer_account, one.payer_name)
        yield PayerRow(one.id, one.version, one.account_id, *told, one.kind, one.confirmed_on)


@reads(Right.LEDGER_READ)
def waiting_count(look: Look) -> int:
    """How many payments wait to be sorted (for the mark on the tab)."""
    return waiting_lines(look)
