"""What is written on a rent account: entries that are never changed, and which credit paid which claim.

A rent account belongs to a tenancy and survives it. What is owed is above zero, what is to the tenant's good below.
A wrong entry is met by a counter-entry; a moved allocation by a negative one beside a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry is. `FORGIVEN` (ettergitt) is gone; tapsført is no entry but a mark: the debt is still owed."""

    RENT = "rent"
    EXTRA = "extra"
    ON_ACCOUNT = "on_account"
    USE_SETTLEMENT = "use_settlement"
    DEPOSIT = "deposit"
    DAMAGE = "damage"
    FEE = "fee"
    INTEREST = "interest"
    COSTS = "costs"
    OTHER = "other"
    PAYMENT = "payment"
    PAYMENT_RETURNED = "payment_returned"
    REPAID = "repaid"
    CREDIT_NOTE = "credit_note"
    RENT_REDUCTION = "rent_reduction"
    FORGIVEN = "forgiven"


#: What a month's rent bill consists of.
MONTHLY = frozenset({EntryKind.RENT, EntryKind.EXTRA, EntryKind.ON_ACCOUNT})
#: Paid before everything else (P24): the rent, and what is paid along with it.
RENT_FIRST = MONTHLY | {EntryKind.USE_SETTLEMENT}
#: The only ground of a § 4-18 notice (P19): the rent itself.
EVICTION_GROUND = frozenset({EntryKind.RENT})
#: Late interest is reckoned on principal, never on fees, costs or interest.
BEARS_INTEREST = RENT_FIRST | {EntryKind.DAMAGE, EntryKind.OTHER}
_CREDITS = frozenset({EntryKind.PAYMENT, EntryKind.CREDIT_NOTE, EntryKind.RENT_REDUCTION, EntryKind.FORGIVEN})
#: Credits that say that so much of a claim was never owed; what is forgiven was.
NEVER_OWED = frozenset({EntryKind.CREDIT_NOTE, EntryKind.RENT_REDUCTION})
#: Credits that are the tenant's own money, free to pay something else; any other was written for what it stands on.
MONEY = frozenset({EntryKind.PAYMENT, EntryKind.USE_SETTLEMENT, EntryKind.OTHER})
#: Kinds that stand on either side: a settlement of real use, and whatever the office calls other.
_EITHER = frozenset({EntryKind.USE_SETTLEMENT, EntryKind.OTHER})


@dataclass(frozen=True)
class Entry:
    """One line of the account.

    `on` is the day it counts from: a claim's due day (moved to a bank day, P22), a payment's value day.
    `recorded_at` (UTC) is when the office knew it. `key` makes a charge repeatable without doubling; `month` is the
    1st of the month it is for; `corrects` is the entry that this one takes back, wholly or in part.
    """

    id: int
    kind: EntryKind
    amount_ore: int
    on: date
    recorded_at: datetime
    key: str = ""
    month: date | None = None
    corrects: int | None = None

    def __post_init__(self) -> None:
        if self.amount_ore == 0:
            raise ValueError(f"entry {self.id} is of nothing")
        if self.recorded_at.tzinfo is None:
            raise ValueError(f"entry {self.id} has a moment without time zone")
        natural = self.kind in _EITHER or (self.amount_ore < 0) is (self.kind in _CREDITS)
        if self.corrects is None and not natural:
            raise ValueError(f"entry {self.id}: {self.kind} of {self.amount_ore} øre needs the entry it corrects")

    @property
    def is_claim(self) -> bool:
        """Whether it is owed; else it is to the tenant's good."""
        return self.amount_ore > 0


#: Between the key of a charge and the number of an entry that corrects it.
_AGAIN = "#"


def base_key(key: str) -> str:
    """The key of the charge that an entry is, or corrects."""
    return key.partition(_AGAIN)[0]


@dataclass(frozen=True)
class Allocation:
    """`amount_ore` of the credit pays the claim; below zero it takes such a payment back, for `reason`."""

    credit_id: int
    claim_id: int
    amount_ore: int
    recorded_at: datetime
    reason: str = ""


def counter_entry(entry: Entry, new_id: int, on: date, recorded_at: datetime) -> Entry:
    """The entry that takes `entry` back, wholly, from `on`; nothing is deleted."""
    key = f"{base_key(entry.key)}{_AGAIN}{new_id}" if entry.key else ""
    return Entry(new_id, entry.kind, -entry.amount_ore, on, recorded_at, key, entry.month, entry.id)


def taken_back(allocations: Iterable[Allocation], credit_id: int, now: datetime, reason: str) -> Iterator[Allocation]:
    """Counter-lines for all that a credit paid: a returned payment opens again what it had covered."""
    paid: dict[int, int] = {}
    for line in allocations:
        if line.credit_id == credit_id:
            paid[line.claim_id] = paid.get(line.claim_id, 0) + line.amount_ore
    for claim_id, amount in sorted(paid.items()):
        if amount:
            yield Allocation(credit_id, claim_id, -amount, now, reason)
