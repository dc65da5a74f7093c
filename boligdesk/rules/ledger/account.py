"""The account on a day, and as it was known at a moment: balance, open items, age (E17).

Two questions, kept apart: "balance at date" reckons with all we know now; "as known" leaves out what was written
down later. An allocation counts when both its entries do, so open items − unallocated credits = balance, always.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from .entries import NEVER_OWED, Allocation, Entry


class AgeBucket(StrEnum):
    """How many days a claim is past its due day."""

    TO_14 = "to_14"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


_UP_TO = ((14, AgeBucket.TO_14), (30, AgeBucket.TO_30), (60, AgeBucket.TO_60), (90, AgeBucket.TO_90))


def bucket_of(days: int) -> AgeBucket:
    """The bucket of so many days past due: 0–14, 15–30, 31–60, 61–90, over 90."""
    return next((bucket for last, bucket in _UP_TO if days <= last), AgeBucket.OVER_90)


@dataclass(frozen=True)
class OpenItem:
    """A claim and what remains of it, or a credit and what of it pays nothing yet (both above zero)."""

    entry: Entry
    remaining_ore: int


@dataclass(frozen=True)
class AccountAt:
    """The account at the end of `day`. Open items by due day, oldest first."""

    day: date
    entries: tuple[Entry, ...]
    claims: tuple[OpenItem, ...]
    credits: tuple[OpenItem, ...]

    @cached_property
    def balance_ore(self) -> int:
        """What is owed (above zero) or to good (below): the sum of all entries."""
        return sum(entry.amount_ore for entry in self.entries)

    @property
    def open_ore(self) -> int:
        """The sum of the open claims."""
        return sum(item.remaining_ore for item in self.claims)

    @property
    def unallocated_ore(self) -> int:
        """The sum of what has come in and pays nothing yet."""
        return sum(item.remaining_ore for item in self.credits)

    @property
    def oldest(self) -> OpenItem | None:
        """The claim that has been open longest, or None."""
        return self.claims[0] if self.claims else None

    @property
    def ages(self) -> Mapping[AgeBucket, int]:
        """Open claims by age, every bucket present; the buckets add up to `open_ore`."""
        sums = dict.fromkeys(AgeBucket, 0)
        for item in self.claims:
            sums[bucket_of((self.day - item.entry.on).days)] += item.remaining_ore
        return sums


@dataclass(frozen=True)
class Account:
    """All that was ever written on one rent account."""

    entries: tuple[Entry, ...]
    allocations: tuple[Allocation, ...] = ()

    def __post_init__(self) -> None:
        by_id = {entry.id: entry for entry in self.entries}
        if len(by_id) != len(self.entries):
            raise ValueError("an entry stands twice")
        for line in self.allocations:
            credit, claim = by_id.get(line.credit_id), by_id.get(line.claim_id)
            if credit is None or claim is None or credit.is_claim or not claim.is_claim:
                raise ValueError(f"{line} does not join a credit and a claim of the account")

    def at(self, day: date, known: datetime | None = None) -> AccountAt:
        """The account at the end of `day`; with `known` (UTC) as it was known at that moment, inclusive.

        ValueError when more was allocated than an entry holds.
        """
        entries = tuple(e for e in self.entries if e.on <= day and (known is None or e.recorded_at <= known))
        used = self._used({entry.id for entry in entries}, known)
        ordered = sorted(entries, key=lambda entry: (entry.on, entry.id))
        items = [OpenItem(e, _left(e, used.get(e.id, 0))) for e in ordered]
        still = [item for item in items if item.remaining_ore]
        claims = tuple(item for item in still if item.entry.is_claim)
        return AccountAt(day, entries, claims, tuple(item for item in still if not item.entry.is_claim))

    def _used(self, counted: set[int], known: datetime | None) -> dict[int, int]:
        used: dict[int, int] = {}
        for line in _seen(self.allocations, known):
            if line.credit_id in counted and line.claim_id in counted:
                for entry_id in (line.credit_id, line.claim_id):
                    used[entry_id] = used.get(entry_id, 0) + line.amount_ore
        return used

    def remaining(self, claim: Entry) -> tuple[tuple[date, int], ...]:
        """What remained of a claim from its due day on: (day, øre) at each change, a credit counting from its day.

        What was never owed, by a counter-entry, credit note or prisavslag, is off from the due day: no interest ran.
        """
        by_id = {entry.id: entry for entry in self.entries}
        falls: dict[date, int] = {claim.on: 0}
        for line in self.allocations:
            if line.claim_id == claim.id:
                credit = by_id[line.credit_id]
                never = credit.corrects == claim.id or credit.kind in NEVER_OWED
                day = claim.on if never else max(credit.on, claim.on)
                falls[day] = falls.get(day, 0) + line.amount_ore
        return tuple(_running(claim.amount_ore, falls))


def _seen(lines: Iterable[Allocation], known: datetime | None) -> Iterator[Allocation]:
    return (line for line in lines if known is None or line.recorded_at <= known)


def _left(entry: Entry, used: int) -> int:
    left = abs(entry.amount_ore) - used
    if left < 0 or used < 0:
        raise ValueError(f"entry {entry.id}: {used} øre allocated of {abs(entry.amount_ore)}")
    return left


def _running(amount: int, falls: Mapping[date, int]) -> Iterator[tuple[date, int]]:
    for day in sorted(falls):
        amount -= falls[day]
        yield day, amount
