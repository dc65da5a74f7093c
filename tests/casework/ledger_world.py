"""An office that keeps its own rent accounts, with a lease from 1 December 2026 on which rent is charged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from boligdesk.casework import ledger_settings
from boligdesk.casework.core import ledger_write
from boligdesk.casework.core.accounts import account_of, entries_of
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.casework.core.ledger_write import NewEntry
from boligdesk.rules.arrears.words import LedgerKind
from boligdesk.rules.ledger.account import Account
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import Message
from boligdesk.rules.rights import Right

from .lease_world import LeaseWorld

DECEMBER, JANUARY, FEBRUARY = date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)


@dataclass
class LedgerWorld:
    """The leases' world, its desk, a tenancy and its account."""

    leases: LeaseWorld
    desk: Desk
    tenancy: int
    account: int

    def book(self, *entries: NewEntry) -> list[int]:
        """Write lines, and let what came in pay."""
        return _book(self.desk, entries).value

    def pay(self, ore: int, on: date) -> int:
        """A payment on the account."""
        return self.book(NewEntry(self.account, EntryKind.PAYMENT, -ore, on))[0]

    def books(self, account: int | None = None) -> Account:
        """All that is written on the account."""
        return _books(self.desk, account or self.account)

    def open(self) -> list[tuple[EntryKind, int]]:
        """What is open: claims as they fall due, and then credits below zero; checked against the balance."""
        at = self.books().at(date.max)
        assert at.open_ore - at.unallocated_ore == at.balance_ore
        assert _faults(self.desk) == []
        claims = [(item.entry.kind, item.remaining_ore) for item in at.claims]
        return [*claims, *((item.entry.kind, -item.remaining_ore) for item in at.credits)]


@writes(Right.LEDGER_WRITE)
def _book(work: Work, entries: Sequence[NewEntry]) -> list[int]:
    return ledger_write.write_entries(work, entries, pay=True)


@reads(Right.LEDGER_READ)
def _books(look: Look, account_id: int) -> Account:
    return entries_of(look, (account_id,))[account_id]


@reads(Right.LEDGER_READ)
def account_of_tenancy(look: Look, tenancy_id: int) -> int:
    """The account of a tenancy."""
    return account_of(look, tenancy_id)


@reads(Right.LEDGER_READ)
def _faults(look: Look) -> Iterable[Message]:
    return list(broken_invariants(look))


def ledger_world(leases: LeaseWorld) -> LedgerWorld:
    """Choose own accounts, and make the lease."""
    ledger_settings.choose_ledger(leases.desk, LedgerKind.OWN)
    tenancy = leases.lease()
    return LedgerWorld(leases, leases.desk, tenancy, account_of_tenancy(leases.desk, tenancy))
