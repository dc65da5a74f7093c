"""Writing on rent accounts: new entries, what pays what, and corrections; nothing written is ever changed (E17).

Every write here ends in `account_state.refresh`, so that the list of Restanser never lags behind the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import case, delete, func, select

from ...database.feed import hold_feed
from ...models.base import Keyed
from ...models.ledger import AccountState, LedgerAllocation, LedgerEntry
from ...rules.ledger.account import Account, AccountAt, OpenItem
from ...rules.ledger.claims import Mark, MarkedClaim, marked
from ...rules.ledger.entries import Allocation, Entry, EntryKind, base_key
from ...rules.ledger.freeing import bound, freed, standing
from ...rules.ledger.paying import NOTHING_SAID, PaidFor, Wish, pay
from ...rules.messages import refuse
from ...rules.rates import Rates
from ...rules.rights import Right
from . import account_state
from .accounts import AccountMarks, entries_of, marks_of
from .acts import Look, Work, writes
from .desk import Desk
from .import_batch import Batch, prepare, write
from .narrowing import MANY, narrowed
from .rates import rates_of

#: Entries count from their day, also when it is to come: an advance pays a claim that is not due yet.
_ALL_TIME = date.max
_WISH = "wish"


@dataclass(frozen=True)
class NewEntry:
    """A line to write (`models.ledger.LedgerEntry`): owed is above zero, to the tenant's good below (øre).

    `wish` is what the payer of a credit said; it is kept, and holds for whatever the credit pays later. An entry
    that corrects another takes its key over.
    """

    account_id: int
    kind: EntryKind
    amount_ore: int
    on: date
    nominal_on: date | None = None
    key: str = ""
    month: date | None = None
    corrects_id: int | None = None
    text: str = ""
    line_id: int | None = None
    document_id: int | None = None
    wish: Wish = NOTHING_SAID
    detail: Mapping[str, Any] = field(default_factory=dict)


def write_entries(work: Work, entries: Sequence[NewEntry], *, pay: bool = False) -> list[int]:
    """Write many lines at once; their ids, in the order given. With `pay`, what is open is paid at once (`pay_open`).

    ValueError for a line of nothing, or one on the wrong side that corrects nothing.
    """
    for entry in entries:
        Entry(0, entry.kind, entry.amount_ore, entry.on, work.now, corrects=entry.corrects_id)
    ids = _bulk(work, LedgerEntry, [_entry_row(work, entry, place) for place, entry in enumerate(entries)])
    (pay_open if pay else account_state.refresh)(work, {entry.account_id for entry in entries})
    return ids


def _entry_row(work: Work, entry: NewEntry, place: int) -> dict[str, Any]:
    return {
        "account_id": entry.account_id,
        "kind": entry.kind,
        "amount_ore": entry.amount_ore,
        "on_date": entry.on,
        "nominal_on": entry.nominal_on,
        "recorded_at": work.now,
        "recorded_by": work.who.user_id,
        "key": _key(work, entry, place),
        "month": entry.month,
        "corrects_id": entry.corrects_id,
        "text": entry.text[:300],
        "line_id": entry.line_id,
        "document_id": entry.document_id,
        "detail": dict(entry.detail) | said(entry.wish),
    }


def _key(work: Work, entry: NewEntry, place: int) -> str | None:
    """The key of a charge; a correction stands under the same one (`base_key`), told apart by act and place."""
    if entry.corrects_id is None or not entry.key:
        return entry.key or None
    return f"{base_key(entry.key)}#{work.ledger.act.id}-{len(work.ledger.touched) + place}"


def said(wish: Wish) -> dict[str, Any]:
    """What of an entry's `detail` keeps what the payer said, for whatever the entry pays later."""
    if wish == NOTHING_SAID:
        return {}
    return {_WISH: {"paid_for": wish.paid_for.value, "month": wish.month.isoformat() if wish.month else None}}


def _wish(detail: Any) -> Wish:
    said = (detail or {}).get(_WISH)
    if not said:
        return NOTHING_SAID
    return Wish(PaidFor(said["paid_for"]), date.fromisoformat(said["month"]) if said["month"] else None)


def write_allocations(work: Work, lines: Mapping[int, Iterable[Allocation]]) -> None:
    """Write what pays what, by account; the lines must hold (`pay`, `freed`, `taken_back` make such)."""
    _write_lines(work, lines)
    account_state.refresh(work, set(lines))


def _write_lines(work: Work, lines: Mapping[int, Iterable[Allocation]]) -> None:
    rows = [
        asdict(line) | {"account_id": account_id, "recorded_by": work.who.user_id}
        for account_id, found in lines.items()
        for line in found
    ]
    if rows:
        _bulk(work, LedgerAllocation, rows)


def _bulk(work: Work, model: type[Keyed], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Insert rows with their audit lines in a few statements; on a server nobody commits in between."""
    if not rows:
        return []
    work.session.flush()
    hold_feed(work.session)
    batch = Batch.on(work)
    for row in rows:
        batch.add(model, **row)
    prepared = prepare(work, batch)
    write(work, prepared)
    return prepared.ids_of(model)


def pay_open(work: Work, account_ids: Collection[int]) -> None:
    """Let what came in and pays nothing yet pay the open claims, by P24 and with what its payer said."""
    _pay_waiting(work, account_ids)
    account_state.refresh(work, account_ids)


def write_many(work: Work, entries: Sequence[NewEntry]) -> None:
    """Write lines on many accounts and let what waits pay them; where they stand is left to `reckon`, in its own acts.

    Their rows for the list are gone until then, so that none is ever shown that tells of less than the ledger.
    """
    account_ids = {entry.account_id for entry in entries}
    _bulk(work, LedgerEntry, [_entry_row(work, entry, place) for place, entry in enumerate(entries)])
    pay_many(work, account_ids)


def pay_many(work: Work, account_ids: Collection[int]) -> None:
    """As `pay_open` on many accounts; where they stand is left to `reckon`, and their rows for the list are gone."""
    _pay_waiting(work, account_ids)
    for some in _by_many(account_ids):
        work.session.execute(delete(AccountState).where(AccountState.account_id.in_(some)))


def reckon(desk: Desk, account_ids: Collection[int]) -> None:
    """Reckon where many accounts stand, some at a time, so that nobody waits for the lock (E15)."""
    ordered = sorted(account_ids)
    for at in range(0, len(ordered), account_state.CHUNK):
        _reckon_some(desk, ordered[at : at + account_state.CHUNK])


@writes(Right.LEDGER_WRITE)
def _reckon_some(work: Work, account_ids: list[int]) -> None:
    account_state.refresh(work, account_ids)


def _pay_waiting(work: Work, account_ids: Collection[int]) -> None:
    rates = rates_of(work)
    for some in _by_many(with_credit(work, account_ids)):
        books, marks, said = entries_of(work, some), marks_of(work, some), _wishes(work, some)
        lines = {one: _paid(work, books[one], marks[one], said, rates) for one in some}
        _write_lines(work, lines)


def _by_many(ids: Collection[int]) -> Iterator[list[int]]:
    """So many at a time that a question names them, and never reads the whole ledger."""
    ordered = sorted(ids)
    return (ordered[at : at + MANY] for at in range(0, len(ordered), MANY))


def with_credit(look: Look, account_ids: Collection[int] | None) -> set[int]:
    """Those of the accounts on which something came in that pays nothing yet; of all accounts with None."""
    entry, line = LedgerEntry, LedgerAllocation
    credit = func.sum(case((entry.amount_ore < 0, -entry.amount_ore), else_=0))
    came = narrowed(select(entry.account_id, credit).group_by(entry.account_id), entry.account_id, account_ids)
    used = select(line.account_id, func.sum(line.amount_ore)).group_by(line.account_id)
    spent = {one: int(ore) for one, ore in look.session.execute(narrowed(used, line.account_id, account_ids))}
    found = {one for one, ore in look.session.execute(came) if int(ore) > spent.get(one, 0)}
    return found if account_ids is None else found & set(account_ids)


def _wishes(look: Look, account_ids: Collection[int]) -> dict[int, Wish]:
    query = select(LedgerEntry.id, LedgerEntry.detail).where(LedgerEntry.amount_ore < 0)
    rows = look.session.execute(narrowed(query, LedgerEntry.account_id, account_ids))
    return {row.id: wish for row in rows if (wish := _wish(row.detail)) != NOTHING_SAID}


def _paid(
    work: Work, account: Account, marks: AccountMarks, said: Mapping[int, Wish], rates: Rates
) -> list[Allocation]:
    """What each waiting credit pays, one after the other."""
    at = account.at(_ALL_TIME)
    claims = {claim.item.entry.id: claim for claim in marked_claims(at, marks, rates, work.today)}
    found: list[Allocation] = []
    for credit in at.credits:
        wish = _still(said.get(credit.entry.id, NOTHING_SAID), claims.values())
        for line in pay(credit, claims.values(), work.now, wish):
            found.append(line)
            item, held = claims[line.claim_id].item, claims[line.claim_id].marks
            claims[line.claim_id] = MarkedClaim(OpenItem(item.entry, item.remaining_ore - line.amount_ore), held)
    return found


def _still(wish: Wish, claims: Iterable[MarkedClaim]) -> Wish:
    """What a payer said, as long as it can be followed: money for an agreement that is over pays as the rent's does."""
    over = wish.paid_for is PaidFor.PLAN and not any(Mark.AGREED in claim.marks for claim in claims)
    return replace(wish, paid_for=PaidFor.RENT) if over else wish


def marked_claims(at: AccountAt, marks: AccountMarks, rates: Rates, day: date) -> tuple[MarkedClaim, ...]:
    """The open claims of an account with the marks that hold on a day."""
    return marked(at.claims, marks.marks, marks.events, rates, day)


def take_back(work: Work, entry_id: int, on: date, reason: str, kind: EntryKind | None = None) -> int:
    """Take back an entry, or what is left of it after earlier corrections, from `on`; the counter-entry's id.

    Of a payment the claims it covered open again; of a claim the payments on it are free for others, and pay them,
    while a credit note on it stays. `kind` names the counter-entry otherwise (`PAYMENT_RETURNED`). Refused for a
    counter-entry itself, and for a claim that credit notes have met.
    """
    row = work.get(LedgerEntry, entry_id)
    if row.corrects_id is not None and (work.get(LedgerEntry, row.corrects_id).amount_ore > 0) is not _owed(row):
        raise refuse("reskontro.er_rettelse")
    left = row.amount_ore + sum(_counters(work, row).values())
    if not left:
        raise refuse("reskontro.tilbakefort_for")
    if _owed(row):
        left = row.amount_ore - sum(_bound(work, row).values())
        if not left:
            raise refuse("reskontro.kreditert")
    return correct(work, entry_id, -left, on, reason, kind)


def _bound(look: Look, row: LedgerEntry) -> dict[int, int]:
    """What stands on a claim for good, counter-entries too (`freeing.bound`)."""
    book = entries_of(look, (row.account_id,))[row.account_id]
    return bound(book.entries, standing(book.allocations, row.id), row.id)


def _owed(row: LedgerEntry) -> bool:
    return row.amount_ore > 0


def _counters(look: Look, row: LedgerEntry) -> dict[int, int]:
    """The counter-entries to an entry; what was added to it is an entry of its own."""
    other_side = LedgerEntry.amount_ore < 0 if _owed(row) else LedgerEntry.amount_ore > 0
    query = select(LedgerEntry.id, LedgerEntry.amount_ore).where(LedgerEntry.corrects_id == row.id, other_side)
    return {found.id: found.amount_ore for found in look.session.execute(query)}


def correct(work: Work, entry_id: int, amount_ore: int, on: date, reason: str, kind: EntryKind | None = None) -> int:
    """Write a counter-entry of so many øre to an entry, and settle the two against each other; its id.

    `amount_ore` on the same side as the entry adds to it, and settles nothing; a payment that counts again keeps what
    its payer said. On the other side it must not be more than is left of the entry (`take_back` takes just that).
    """
    work.reason(reason)
    row = work.get(LedgerEntry, entry_id)
    counter = NewEntry(
        row.account_id,
        kind or row.kind,
        amount_ore,
        on,
        key=row.key or "",
        month=row.month,
        corrects_id=row.id,
        text=reason,
        wish=_wish(row.detail) if row.amount_ore < 0 and amount_ore < 0 else NOTHING_SAID,
    )
    before = _bound(work, row) if _owed(row) else _counters(work, row)
    new_id = _bulk(work, LedgerEntry, [_entry_row(work, counter, 0)])[0]
    if (amount_ore > 0) is not _owed(row):
        _write_lines(work, {row.account_id: _settled(work, row, new_id, abs(amount_ore), before)})
    pay_open(work, (row.account_id,))
    return new_id


def _settled(work: Work, row: LedgerEntry, new_id: int, amount_ore: int, before: Collection[int]) -> list[Allocation]:
    """The lines that join an entry and its counter-entry, after what stood in the way on the entry was made free."""
    pairs = standing(entries_of(work, (row.account_id,))[row.account_id].allocations, row.id)
    needed = sum(pairs.values()) + amount_ore - abs(row.amount_ore)
    reason = work.ledger.act.reason
    credit, claim = (new_id, row.id) if _owed(row) else (row.id, new_id)
    return [*freed(pairs, needed, work.now, reason, before), Allocation(credit, claim, amount_ore, work.now, reason)]
