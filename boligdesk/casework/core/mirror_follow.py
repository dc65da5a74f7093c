"""A mirror follows the whole list of open items: what changed is met by counter-entries, what is gone is settled (E17).

The accounts of the municipality say what is open at the end of a day, and the balance here becomes the list's sum.
What the list says of an item is held against what earlier lists said of it, less what payments booked here have paid
of it. Money to the good that a list names may have paid an item here; it is made free first, and pays again after.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from ...exchange.bank import BankFormat
from ...exchange.records import OpenItemRow
from ...models.ledger import LedgerAllocation, LedgerEntry
from ...models.payments import PaymentFile
from ...rules.ledger.account import Account
from ...rules.ledger.entries import Allocation, Entry, base_key
from ...rules.ledger.freeing import freed, standing
from ...texts import text
from .accounts import entries_of
from .acts import Look
from .import_rows import Staged

#: The keys of items that came by list begin with this.
OPENING = "apning"
#: Between such a key and the number of the entry that a later list led to.
_LIST_MARK = "#L"


@dataclass(frozen=True)
class Listed:
    """An item that is known and stands in the list again: its row, its account, what remains (øre), other changes."""

    row: int
    account_id: int
    remaining_ore: int
    changed: tuple[str, ...]


def follow(staged: Staged, listed: Mapping[str, Listed], on: date) -> Iterator[tuple[int, list[str]]]:
    """Stage what makes the accounts agree with the list at the end of a day; each row that changes an item, and how.

    What a list does not name is settled, and counted in `staged.gone`. The file is noted, so that payments are known
    up to that day.
    """
    look = staged.look
    staged.batch.unaudited.add(LedgerAllocation)
    staged.batch.fed_once.add(LedgerAllocation)
    account_ids = _unsettled(look) | {one.account_id for one in listed.values()}
    rows = [
        record for row in staged.plan.rows if staged.bookable(row) and isinstance(record := row.record, OpenItemRow)
    ]
    wanted = {key: one.remaining_ore for key, one in listed.items()}
    moved: set[str] = set()
    for account_id, book in entries_of(look, account_ids).items():
        following = _Following(staged, account_id, book, on)
        moved |= following.to(wanted)
        staged.gone += following.gone
    _note_file(staged, [row for row in rows if row.row in staged.outcomes], on)
    for key, one in listed.items():
        if key in moved:
            yield one.row, ["rest", *one.changed]


def _unsettled(look: Look) -> set[int]:
    """Accounts with a claim that is not paid, or a credit that pays nothing."""
    entry, line = LedgerEntry, LedgerAllocation
    owed, good = (
        func.sum(case((side, entry.amount_ore), else_=0)) for side in (entry.amount_ore > 0, entry.amount_ore < 0)
    )
    used = {
        one: int(ore)
        for one, ore in look.session.execute(
            select(line.account_id, func.sum(line.amount_ore)).group_by(line.account_id)
        )
    }
    sums = look.session.execute(select(entry.account_id, owed, good).group_by(entry.account_id))
    return {one for one, claims, credits in sums if not int(claims) == -int(credits) == used.get(one, 0)}


class _Following:
    """One account on its way to what the list says of it."""

    def __init__(self, staged: Staged, account_id: int, book: Account, on: date) -> None:
        self.staged, self.account_id, self.on = staged, account_id, on
        self.entries = book.entries
        self.lines: list[Allocation] = list(book.allocations)
        self.by_list = {one.id for one in book.entries if _is_listed(one)}
        self.again = sum(_LIST_MARK in one.key for one in book.entries)
        self.gone = 0

    def to(self, wanted: Mapping[str, int]) -> set[str]:
        """Stage the counter-entries; the keys of the known items that the list says something else of."""
        items: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            items[base_key(entry.key) if entry.id in self.by_list else f"#{entry.id}"].append(entry)
        moved: set[str] = set()
        for key, group in items.items():
            change = wanted.get(key, 0) - self._stands(group)
            if change:
                self._move(key, group, change, is_gone=key not in wanted)
                moved.add(key)
        return moved

    def _stands(self, group: Sequence[Entry]) -> int:
        """What is open of an item as the lists know it: less what payments booked here have paid of it."""
        return sum(one.amount_ore - _sign(one) * self._used(one) for one in group)

    def _used(self, entry: Entry) -> int:
        """What is settled of an entry: of one that a list named, by what came otherwise; of all others, by anything."""
        pairs = standing(self.lines, entry.id)
        listed = entry.id in self.by_list
        return sum(ore for pair, ore in pairs.items() if not (listed and self._is_listed_pair(pair)))

    def _is_listed_pair(self, pair: tuple[int, int]) -> bool:
        return all(one in self.by_list for one in pair)

    def _move(self, key: str, group: Sequence[Entry], change: int, *, is_gone: bool) -> None:
        first = group[0]
        listed = first.id in self.by_list
        if (change > 0) is first.is_claim:
            self._add(first, change, key if listed else None, text("apning.fulgt.mer", dato=self.on))
            return
        self.gone += is_gone and listed
        words = text("apning.fulgt.borte", dato=self.on) if is_gone else text("apning.fulgt.mindre", dato=self.on)
        left = abs(change)
        for entry in reversed(group):
            taken = min(left, self._free_of(entry, group)) if entry.is_claim is first.is_claim else 0
            if taken > 0:
                self._counter(entry, taken, key if listed else None, words, group)
                left -= taken

    def _free_of(self, entry: Entry, group: Sequence[Entry]) -> int:
        """What an entry still holds, beside its own counter-entries and what came otherwise than by list."""
        own = {one.id for one in group if one.corrects == entry.id and one.is_claim is not entry.is_claim}
        met = sum(ore for pair, ore in standing(self.lines, entry.id).items() if own & set(pair))
        return abs(entry.amount_ore) - self._used(entry) - (met if entry.id in self.by_list else 0)

    def _counter(self, entry: Entry, ore: int, key: str | None, words: str, group: Sequence[Entry]) -> None:
        """So much of an entry is settled by a counter-entry, after what a list's money had paid of it was made free."""
        new_id = self._add(entry, -_sign(entry) * ore, key, words)
        pairs = standing(self.lines, entry.id)
        settled = {one.id for one in group if one.corrects == entry.id}
        others = {one.id for one in self.entries if one.id not in self.by_list} - {entry.id}
        needed = sum(pairs.values()) + ore - abs(entry.amount_ore)
        now = self.staged.look.now
        pair = (new_id, entry.id) if entry.is_claim else (entry.id, new_id)
        for line in (*freed(pairs, needed, now, words, settled | others), Allocation(*pair, ore, now, words)):
            self._allocate(line)

    def _add(self, entry: Entry, ore: int, key: str | None, words: str) -> int:
        """An entry that corrects another; under a list's key with a number of its own."""
        look = self.staged.look
        self.again += key is not None
        grows = (ore > 0) is entry.is_claim
        return self.staged.batch.add(
            LedgerEntry,
            account_id=self.account_id,
            kind=entry.kind,
            amount_ore=ore,
            on_date=entry.on if grows else self.on,
            recorded_at=look.now,
            recorded_by=look.who.user_id,
            key=f"{key}{_LIST_MARK}{self.again}" if key else None,
            month=entry.month,
            corrects_id=entry.id,
            text=words,
            detail={"listed": self.on.isoformat()},
        )

    def _allocate(self, line: Allocation) -> None:
        self.lines.append(line)
        self.staged.batch.add(
            LedgerAllocation,
            account_id=self.account_id,
            credit_id=line.credit_id,
            claim_id=line.claim_id,
            amount_ore=line.amount_ore,
            recorded_at=line.recorded_at,
            recorded_by=self.staged.look.who.user_id,
            reason=line.reason,
        )


def _is_listed(entry: Entry) -> bool:
    return entry.key.startswith(f"{OPENING}:")


def _sign(entry: Entry) -> int:
    return 1 if entry.is_claim else -1


def _note_file(staged: Staged, rows: Iterable[OpenItemRow], on: date) -> None:
    """The list as a file that tells payments up to a day; the very same list of the same day is noted once."""
    look, found = staged.look, list(rows)
    mark = _mark(found, on)
    known = select(PaymentFile.id).where(PaymentFile.sha256 == mark)
    if look.session.execute(known).first() is None:
        staged.batch.add(PaymentFile, **_file(look, found, mark, on))


def _mark(rows: Iterable[OpenItemRow], on: date) -> str:
    told = sorted(repr((r.kid, r.contract, r.names, r.due, r.kind, r.reference, r.remaining_ore)) for r in rows)
    return hashlib.sha256("\n".join((on.isoformat(), *told)).encode()).hexdigest()


def _file(look: Look, rows: Sequence[OpenItemRow], mark: str, on: date) -> dict[str, Any]:
    return {
        "name": "",
        "format": BankFormat.OPEN_ITEMS.value,
        "sha256": mark,
        "booked_at": look.now,
        "booked_by": look.who.user_id,
        "count": len(rows),
        "sum_ore": sum(row.remaining_ore for row in rows),
        "covers_to": on,
        "sources": [],
        "copy": False,
    }
