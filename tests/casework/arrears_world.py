"""An office in January 2027 with a lease from December on, whose rents are charged and whose payments are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from boligdesk.casework import arrears_list, lease_print, lease_sign
from boligdesk.casework.arrears_list import ArrearsQuery, ArrearsRow
from boligdesk.casework.core import account_state, ledger_write
from boligdesk.casework.core.accounts import account_of
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.ledger_write import NewEntry
from boligdesk.models.arrears import AccountHold, ArrearsEvent, ConsideredPoint, NoticeItem
from boligdesk.models.payments import PaymentFile
from boligdesk.rules.arrears.facts import ArrearsHold, Considered
from boligdesk.rules.arrears.words import ArrearsEventKind
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.rights import Right

from .lease_world import TODAY, LeaseWorld

#: A Wednesday; the rents of December and January have fallen due.
NOW = date(2027, 1, 20)
DECEMBER, JANUARY, FEBRUARY = date(2026, 12, 1), date(2027, 1, 4), date(2027, 2, 1)
RENT = 9_000_00


@dataclass
class ArrearsWorld:
    """The leases' world on 20 January 2027, a tenancy and its account."""

    leases: LeaseWorld
    desk: Desk
    tenancy: int
    account: int
    patch: pytest.MonkeyPatch

    def on(self, day: date) -> None:
        """Let the office's day be another one."""
        self.patch.setenv("BOLIGDESK_DATO", day.isoformat())

    def owe(self, *months: date, kind: EntryKind = EntryKind.RENT, ore: int = RENT) -> list[int]:
        """Claims due on these days; their ids."""
        lines = [NewEntry(self.account, kind, ore, day, month=day.replace(day=1)) for day in months]
        return book(self.desk, lines).value

    def pay(self, ore: int, day: date) -> None:
        """A payment, that pays what is open."""
        book(self.desk, [NewEntry(self.account, EntryKind.PAYMENT, -ore, day)])

    def known(self, day: date) -> None:
        """A bank file that tells the payments up to a day."""
        file = PaymentFile(
            name=f"{day}.txt", format="ocr", sha256=day.isoformat(), booked_at=datetime(2027, 1, 1, tzinfo=UTC)
        )
        file.count, file.sum_ore, file.sources, file.covers_to = 1, 1, [], day
        put(self.desk, file, self.account)

    def sent(self, kind: ArrearsEventKind, day: date, *claims: int, days: int = 14) -> int:
        """A letter that was sent, and named these claims."""
        event = ArrearsEvent(account_id=self.account, kind=kind, on_date=day, sent_on=day, detail={})
        event.deadline = day + timedelta(days=days)
        event_id = put(self.desk, event, self.account).value
        for claim in claims:
            item = NoticeItem(account_id=self.account, event_id=event_id, claim_id=claim)
            item.due, item.amount_ore, item.remaining_ore = day, RENT, RENT
            put(self.desk, item, self.account)
        return event_id

    def happened(self, kind: ArrearsEventKind, day: date, **detail: Any) -> None:
        """Something that was not a letter."""
        put(self.desk, ArrearsEvent(account_id=self.account, kind=kind, on_date=day, detail=detail), self.account)

    def holds(self, hold: ArrearsHold, day: date, until: date | None = None) -> None:
        """A hold from a day."""
        put(
            self.desk,
            AccountHold(account_id=self.account, hold=hold, from_date=day, to_date=until, reason="prøve"),
            self.account,
        )

    def considered(self, day: date, *points: Considered) -> None:
        """These points, considered on a day; all of them without names."""
        for point in points or Considered:
            put(self.desk, ConsideredPoint(account_id=self.account, point=point, on_date=day, text="ja"), self.account)

    def sign(self, folder: Path) -> None:
        """Both tenants sign the lease, and the scan is filed."""
        if not lease_sign.versions_of(self.desk, self.tenancy):
            lease_print.print_lease(self.desk, self.tenancy)
        version = lease_sign.versions_of(self.desk, self.tenancy)[0].id
        scan = folder / "skann.pdf"
        scan.write_bytes(b"%PDF-1.7 signert")
        tenants = (self.leases.anna, self.leases.bo)
        signed = tuple(lease_sign.NewSignature(person, TODAY) for person in tenants)
        lease_sign.register_with_scan(self.desk, version, signed, TODAY, scan)

    def row(self) -> ArrearsRow:
        """The account's line in the list."""
        return arrears_list.arrears_rows(self.desk, [self.account])[self.account]

    def ids(self, **asked: Any) -> list[int]:
        """Which accounts a query shows."""
        return arrears_list.arrears_ids(self.desk, ArrearsQuery(**asked))


@writes(Right.LEDGER_WRITE)
def book(work: Work, lines: Sequence[NewEntry]) -> list[int]:
    """Write lines and let what came in pay."""
    ids = ledger_write.write_entries(work, lines)
    ledger_write.pay_open(work, {line.account_id for line in lines})
    return ids


@writes(Right.LEDGER_WRITE)
def put(work: Work, row: Any, account_id: int) -> int:
    """Put a record in, and reckon the account anew."""
    row_id: int = work.add(row).id
    account_state.refresh(work, (account_id,))
    return row_id


@reads(Right.LEDGER_READ)
def account_id_of(look: Look, tenancy_id: int) -> int:
    """The account of a tenancy."""
    return account_of(look, tenancy_id)


def arrears_world(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    """The office with its lease, payments known up to the day before."""
    tenancy = leases.lease()
    world = ArrearsWorld(leases, leases.desk, tenancy, account_id_of(leases.desk, tenancy), monkeypatch)
    world.on(NOW)
    world.known(NOW - timedelta(days=1))
    return world
