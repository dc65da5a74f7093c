"""An office with two lets and their charged months, and files from the bank for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from boligdesk.casework import payments
from boligdesk.casework.core.accounts import account_of, entries_of
from boligdesk.casework.core.acts import Look, Work, writes
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.ledger_write import NewEntry, write_entries
from boligdesk.casework.core.payment_booking import OutcomeSum
from boligdesk.models.payments import PaymentLine
from boligdesk.models.tenancy import Tenancy
from boligdesk.rules.ledger.account import AccountAt
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.rights import Right
from tools.bank_samples import Paid, ocr_order, transmission

from .lease_world import LeaseWorld

OWN = "12345678903"
NAV = "71560500011"
RENT = 900000
MONTHS = (date(2026, 12, 1), date(2027, 1, 4))
LATER = date(2027, 2, 1)


@dataclass(frozen=True)
class Let:
    """A tenancy with its account and KID."""

    tenancy_id: int
    account_id: int
    kid: str


@dataclass
class PaymentWorld:
    """Two lets, each with two months charged; nothing paid."""

    leases: LeaseWorld
    desk: Desk
    one: Let
    two: Let
    folder: Path
    number: int = 0

    def file(self, *paid: Paid, account: str = OWN, name: str = "") -> Path:
        """An OCR file of these payments, each file with its own number."""
        self.number += 1
        path = self.folder / (name or f"ocr{self.number}.txt")
        path.write_bytes(transmission(ocr_order(paid, account=account), number=self.number))
        return path

    def book(self, path: Path) -> payments.BookedFile:
        """Read and book a file."""
        return payments.book_file(self.desk, payments.read_plan(self.desk, path)).value

    def came(self, *paid: Paid, account: str = OWN) -> payments.BookedFile:
        """These payments come in a file of their own."""
        return self.book(self.file(*paid, account=account))

    def at(self, let: Let) -> AccountAt:
        """An account as it stands."""
        with self.leases.store.reading() as session:
            return entries_of(Look(session, self.desk), (let.account_id,))[let.account_id].at(date.max)

    def open(self, let: Let) -> list[int]:
        """What remains of the open claims, oldest first."""
        return [item.remaining_ore for item in self.at(let).claims]

    def lines(self) -> Sequence[PaymentLine]:
        """Every line of every file, in order."""
        with self.leases.store.reading() as session:
            return session.execute(select(PaymentLine).order_by(PaymentLine.id)).scalars().all()


def outcomes(found: Sequence[OutcomeSum]) -> dict[str, int]:
    """How many payments had which outcome."""
    return {one.outcome.value: one.count for one in found}


@writes(Right.LEDGER_WRITE)
def _charge(work: Work, account_ids: tuple[int, ...]) -> None:
    write_entries(
        work,
        [
            NewEntry(one, EntryKind.RENT, RENT, due, key=f"{one}:{due:%Y-%m}:rent", month=due.replace(day=1))
            for one in account_ids
            for due in MONTHS
        ],
    )


def payment_world(leases: LeaseWorld, folder: Path) -> PaymentWorld:
    """Let both homes and charge two months of each."""
    desk = leases.desk
    lets = []
    for unit, tenants in ((leases.unit, None), (leases.other_unit, (leases.newcomer,))):
        changes = {} if tenants is None else {"unit_id": unit, "tenant_ids": tenants, "members": ()}
        tenancy_id = leases.lease(**changes)
        with leases.store.reading() as session:
            kid = session.execute(select(Tenancy.kid).where(Tenancy.id == tenancy_id)).scalar_one()
            lets.append(Let(tenancy_id, account_of(Look(session, desk), tenancy_id), str(kid)))
    _charge(desk, tuple(let.account_id for let in lets))
    return PaymentWorld(leases, desk, lets[0], lets[1], folder)
