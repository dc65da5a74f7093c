"""The rent account as it is read: lines with running balance, what is open and how old, on a day or as known (E17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ..forms.statement_data import OpenRow, StatementData, StatementRow
from ..models.casefile import Document
from ..models.ledger import AccountLiable, ClaimMark, LedgerEntry, RentAccount
from ..models.payments import PaymentLine
from ..models.person import Person
from ..models.tenancy import Tenancy
from ..rules.ledger.account import AccountAt, AgeBucket
from ..rules.ledger.claims import Mark
from ..rules.ledger.entries import Entry, EntryKind
from ..rules.messages import Message, refuse
from ..rules.periods import add_months, first_of_month
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core.accounts import entries_of, marks_of
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.entry_words import called
from .core.former_tenants import receiver_after
from .core.ledger_write import marked_claims
from .core.payment_rows import payments_known_to
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.rates import rates_of
from .core.tenancy_letters import about_tenancy, tenancy_letter

_MONTHS_SHOWN = 12


@dataclass(frozen=True)
class MarkRow:
    """A mark that stands on a claim, as it is shown and ended."""

    id: int
    version: int
    mark: Mark
    from_date: date
    to_date: date | None
    reason: str


@dataclass(frozen=True)
class StatementLine:
    """One line: what it is, øre (owed above zero), the balance after it, and what of it is open.

    `nominal_on` is the lease's own day where the due day moved. `voucher` is the KID or document it came with.
    `is_coming`: it counts from a day after the statement's, and is in no sum. `marks` hold for it on the day.
    """

    entry_id: int
    kind: EntryKind
    what: Message
    on: date
    nominal_on: date | None
    amount_ore: int
    balance_ore: int
    open_ore: int
    voucher: str
    reason: str
    recorded_at: datetime
    corrects_id: int | None
    document_id: int | None
    line_id: int | None
    is_coming: bool
    marks: frozenset[Mark] = frozenset()
    set_marks: tuple[MarkRow, ...] = ()


@dataclass(frozen=True)
class LiableRow:
    """Somebody who answers for what falls due from–to (inclusive, None = open), jointly with the others."""

    person_id: int
    name: str
    from_date: date
    to_date: date | None
    estate: bool


@dataclass(frozen=True)
class Statement:
    """An account at the end of a day, its lines in order of time; the ages add up to what is open."""

    account_id: int
    tenancy_id: int
    number: str
    kid: str | None
    day: date
    known: datetime | None
    lines: tuple[StatementLine, ...]
    liable: tuple[LiableRow, ...]
    balance_ore: int
    open_ore: int
    unallocated_ore: int
    oldest_due: date | None
    ages: Mapping[AgeBucket, int]
    payments_known_to: date | None

    @property
    def open_claims(self) -> tuple[StatementLine, ...]:
        """The claims that are due and not paid in full, oldest first."""
        return tuple(line for line in self.lines if line.amount_ore > 0 and line.open_ore and not line.is_coming)


@reads(Right.LEDGER_READ)
def statement(look: Look, account_id: int, day: date | None = None, known: datetime | None = None) -> Statement:
    """The account at the end of `day` (None: today); with `known` (UTC) as the office knew it at that moment."""
    account = look.get(RentAccount, account_id)
    tenancy = look.get(Tenancy, account.tenancy_id)
    on = day or look.today
    book = entries_of(look, (account_id,))[account_id]
    at, later = book.at(on, known), book.at(date.max, known)
    return Statement(
        account_id=account_id,
        tenancy_id=tenancy.id,
        number=tenancy.number,
        kid=tenancy.kid,
        day=on,
        known=known,
        lines=_lines(look, account_id, at, later, tenancy.kid),
        liable=_liable(look, account_id),
        balance_ore=at.balance_ore,
        open_ore=at.open_ore,
        unallocated_ore=at.unallocated_ore,
        oldest_due=at.oldest.entry.on if at.oldest else None,
        ages=at.ages,
        payments_known_to=payments_known_to(look),
    )


def _lines(look: Look, account_id: int, at: AccountAt, later: AccountAt, kid: str | None) -> tuple[StatementLine, ...]:
    rows, marks = _rows(look, account_id), _marks(look, account_id)
    holding = marks_of(look, (account_id,))[account_id]
    marked = {one.item.entry.id: one.marks for one in marked_claims(at, holding, rates_of(look), at.day)}
    left = {item.entry.id: item.remaining_ore for item in (*at.claims, *at.credits)}
    to_come = {item.entry.id: item.remaining_ore for item in (*later.claims, *later.credits)}
    balance, lines = 0, []
    for entry in sorted(later.entries, key=lambda one: (one.on, one.id)):
        balance += entry.amount_ore
        coming = entry.on > at.day
        open_ore = (to_come if coming else left).get(entry.id, 0)
        lines.append(_line(rows[entry.id], entry, balance, open_ore, kid, coming, marked, marks))
    return tuple(lines)


def _line(
    row: Any,
    entry: Entry,
    balance: int,
    open_ore: int,
    kid: str | None,
    coming: bool,
    marked: Mapping[int, frozenset[Mark]],
    set_marks: Mapping[int, tuple[MarkRow, ...]],
) -> StatementLine:
    return StatementLine(
        entry_id=entry.id,
        kind=entry.kind,
        what=called(entry.kind, row.key, row.month, correction=row.corrects_id is not None, detail=row.detail),
        on=entry.on,
        nominal_on=row.nominal_on if row.nominal_on != entry.on else None,
        amount_ore=entry.amount_ore,
        balance_ore=balance,
        open_ore=open_ore,
        voucher=row.line_kid or row.title or (kid if row.key else None) or "",
        reason=row.text,
        recorded_at=entry.recorded_at,
        corrects_id=row.corrects_id,
        document_id=row.document_id,
        line_id=row.line_id,
        is_coming=coming,
        marks=marked.get(entry.id, frozenset()),
        set_marks=set_marks.get(entry.id, ()),
    )


def _rows(look: Look, account_id: int) -> dict[int, Any]:
    """What the rules do not need of the entries, but a reader does."""
    row = LedgerEntry
    query = (
        select(row.id, row.key, row.month, row.nominal_on, row.corrects_id, row.text, row.document_id, row.line_id)
        .add_columns(row.detail, PaymentLine.kid.label("line_kid"), Document.title)
        .outerjoin(PaymentLine, PaymentLine.id == row.line_id)
        .outerjoin(Document, Document.id == row.document_id)
        .where(row.account_id == account_id)
    )
    return {one.id: one for one in look.session.execute(query)}


def _marks(look: Look, account_id: int) -> dict[int, tuple[MarkRow, ...]]:
    mark = ClaimMark
    query = select(mark).where(mark.account_id == account_id, mark.voided_at.is_(None)).order_by(mark.id)
    found: dict[int, list[MarkRow]] = defaultdict(list)
    for row in look.session.execute(query).scalars():
        found[row.claim_id].append(MarkRow(row.id, row.version, row.mark, row.from_date, row.to_date, row.reason))
    return {claim_id: tuple(rows) for claim_id, rows in found.items()}


def _liable(look: Look, account_id: int) -> tuple[LiableRow, ...]:
    liable = AccountLiable
    query = (
        select(liable.person_id, Person.last_name, Person.first_name, liable.from_date, liable.to_date, liable.estate)
        .join(Person, Person.id == liable.person_id)
        .where(liable.account_id == account_id)
        .order_by(liable.from_date, liable.id)
    )
    return tuple(
        LiableRow(row.person_id, _name(row), row.from_date, row.to_date, row.estate)
        for row in look.session.execute(query)
    )


def _name(row: Any) -> str:
    return ", ".join(filter(None, (row.last_name, row.first_name)))


@steps(Right.LEDGER_READ)
def print_statement(
    desk: Desk, account_id: int, since: date | None = None, day: date | None = None
) -> Done[PrintedDocument]:
    """The account at the end of `day` (None: today) as a letter to the tenant, with the lines since another day.

    `since` None: the last twelve months before it. Unchanged, it is given again byte for byte. A tenancy that is over
    gets it where the tenants live now. Refused for a day to come, and for lines that begin after the day.
    """
    letter, before = _letter(desk, account_id, since, day)
    return print_letter(desk, letter, before, _file)


@reads(Right.LEDGER_READ)
def _letter(look: Look, account_id: int, since: date | None, day: date | None) -> tuple[Letter, PrintedDocument | None]:
    on = day or look.today
    first = since or add_months(first_of_month(on), -_MONTHS_SHOWN)
    if on > look.today:
        raise refuse("reskontro.i_framtiden")
    if first > on:
        raise refuse("reskontro.periode_snudd")
    found = statement.inner(look, account_id, on)
    tenancy = look.get(Tenancy, found.tenancy_id)
    about = about_tenancy(look, tenancy.id, tenancy.closed_on)
    shared = about.shared
    if tenancy.closed_on is not None:
        shared |= {"recipient": receiver_after(look, tenancy.id, about.draft.tenant_ids)}
    data = StatementData(
        **shared,
        account=about.lease.account,
        kid=tenancy.kid,
        **_figures(found, first),
    )
    letter = tenancy_letter(look, about, "kontoutskrift", DocumentKind.RENT_STATEMENT, data, f"-{on:%Y%m%d}")
    return letter, stored(look, letter)


def _figures(found: Statement, since: date) -> dict[str, Any]:
    """The statement as its letter prints it: nothing that is to come, and earlier lines in one sum."""
    lines = [line for line in found.lines if not line.is_coming]
    shown = [line for line in lines if line.on >= since]
    return {
        "as_of": found.day,
        "since": since,
        "opening_ore": found.balance_ore - sum(line.amount_ore for line in shown),
        "balance_ore": found.balance_ore,
        "known_to": found.payments_known_to,
        "open_rows": tuple(
            OpenRow(what=one.what, due=one.on, amount_ore=one.amount_ore, left_ore=one.open_ore)
            for one in found.open_claims
        ),
        "rows": tuple(_paper_row(line) for line in shown),
    }


def _paper_row(line: StatementLine) -> StatementRow:
    side = {"claimed_ore": line.amount_ore} if line.amount_ore > 0 else {"paid_ore": -line.amount_ore}
    return StatementRow(on=line.on, what=line.what, balance_ore=line.balance_ore, **side)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    return keep(work, new).id
