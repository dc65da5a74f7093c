"""The rent account of a tenancy: opened with it, owed by its tenants, and read as the rules see it (E17)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from ...models.ledger import AccountLiable, ClaimInterruption, ClaimMark, LedgerAllocation, LedgerEntry, RentAccount
from ...models.office import Office
from ...models.payments import BankAccount
from ...models.person import Person
from ...models.tenancy import Tenancy, TenancyTenant
from ...rules.ledger.account import Account
from ...rules.ledger.claims import ClaimEvent, DatedMark
from ...rules.ledger.entries import Allocation, Entry
from ...rules.ledger.limitation import InterruptionEvent
from ...rules.messages import refuse
from ...rules.periods import Period
from .acts import Look, Work
from .narrowing import narrowed
from .protection import SHIELD_OFF


@dataclass(frozen=True)
class AccountMarks:
    """What was set on the claims of an account, and what started their foreldelse anew."""

    marks: tuple[DatedMark, ...] = ()
    events: tuple[ClaimEvent, ...] = ()


def open_account(work: Work, tenancy: Tenancy) -> int:
    """Open the account of a new tenancy, owed by its tenants; in the act that makes the tenancy. Returns its id."""
    account = work.add(RentAccount(tenancy_id=tenancy.id))
    follow_tenants(work, tenancy.id)
    return account.id


def follow_tenants(work: Work, tenancy_id: int) -> None:
    """Let those who are tenants when answer for what falls due then; called by whatever changes the tenants.

    Nobody is let out of what fell due in their time: a debt follows the person.
    """
    work.session.flush()
    account_id = account_of(work, tenancy_id)
    liable = select(AccountLiable).where(AccountLiable.account_id == account_id)
    known = {(row.person_id, row.from_date): row for row in work.session.execute(liable).scalars()}
    tenants = select(TenancyTenant).where(TenancyTenant.tenancy_id == tenancy_id).order_by(TenancyTenant.id)
    for tenant in work.session.execute(tenants).scalars():
        row = known.get((tenant.person_id, tenant.from_date))
        if row is None:
            row = work.add(_liable(work, account_id, tenant))
        row.to_date = tenant.to_date


def _liable(work: Work, account_id: int, tenant: TenancyTenant) -> AccountLiable:
    dead = work.get(Person, tenant.person_id).died_on is not None
    return AccountLiable(
        account_id=account_id,
        person_id=tenant.person_id,
        from_date=tenant.from_date,
        to_date=tenant.to_date,
        estate=dead,
    )


def mark_estate(work: Work, person: Person) -> None:
    """A death moves what the person owes to the estate, on every account, hidden ones too (P25)."""
    query = select(AccountLiable).where(AccountLiable.person_id == person.id)
    for row in work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars():
        row.estate = person.died_on is not None


def account_of(look: Look, tenancy_id: int) -> int:
    """The account of a tenancy; one that is hidden or not there is refused in the same words."""
    found = accounts_of(look, (tenancy_id,)).get(tenancy_id)
    if found is None:
        raise refuse("sak.finnes_ikke")
    return found


def accounts_of(look: Look, tenancy_ids: Collection[int] | None) -> dict[int, int]:
    """Tenancy → account; of all tenancies with None, and of more than asked for when many are."""
    query = select(RentAccount.tenancy_id, RentAccount.id)
    rows = look.session.execute(narrowed(query, RentAccount.tenancy_id, tenancy_ids))
    return {row.tenancy_id: row.id for row in rows}


def entries_of(look: Look, account_ids: Collection[int]) -> dict[int, Account]:
    """Everything ever written on these accounts, by account; an account with nothing on it is there and empty."""
    entries = _by_account(look, _entries(), LedgerEntry.account_id, account_ids)
    lines = _by_account(look, _allocations(), LedgerAllocation.account_id, account_ids)
    return {
        account_id: Account(
            tuple(_entry(row) for row in entries[account_id]), tuple(_allocation(row) for row in lines[account_id])
        )
        for account_id in account_ids
    }


def _entries() -> Select[*tuple[Any, ...]]:
    row = LedgerEntry
    return select(
        *(row.account_id, row.id, row.kind, row.amount_ore, row.on_date),
        *(row.recorded_at, row.key, row.month, row.corrects_id),
    ).order_by(row.id)


def _allocations() -> Select[*tuple[Any, ...]]:
    row = LedgerAllocation
    return select(row.account_id, row.credit_id, row.claim_id, row.amount_ore, row.recorded_at, row.reason).order_by(
        row.id
    )


def _by_account(
    look: Look, query: Select[*tuple[Any, ...]], account: InstrumentedAttribute[int], account_ids: Collection[int]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in look.session.execute(narrowed(query, account, account_ids)):
        found[row.account_id].append(row)
    return found


def _entry(row: Any) -> Entry:
    return Entry(
        row.id, row.kind, row.amount_ore, row.on_date, row.recorded_at, row.key or "", row.month, row.corrects_id
    )


def _allocation(row: Any) -> Allocation:
    return Allocation(row.credit_id, row.claim_id, row.amount_ore, row.recorded_at, row.reason)


def marks_of(look: Look, account_ids: Collection[int]) -> dict[int, AccountMarks]:
    """The marks and interruptions that stand on the claims of these accounts, by account."""
    mark, event = ClaimMark, ClaimInterruption
    marks = select(mark.account_id, mark.claim_id, mark.mark, mark.from_date, mark.to_date)
    events = select(event.account_id, event.claim_id, event.kind, event.on_date)
    set_marks = _by_account(look, marks.where(mark.voided_at.is_(None)), mark.account_id, account_ids)
    heard = _by_account(look, events.where(event.voided_at.is_(None)), event.account_id, account_ids)
    return {one: AccountMarks(_dated(set_marks[one]), _heard(heard[one])) for one in account_ids}


def _dated(rows: Iterable[Any]) -> tuple[DatedMark, ...]:
    return tuple(DatedMark(row.claim_id, row.mark, Period(row.from_date, row.to_date)) for row in rows)


def _heard(rows: Iterable[Any]) -> tuple[ClaimEvent, ...]:
    return tuple(ClaimEvent(row.claim_id, InterruptionEvent(row.kind, row.on_date)) for row in rows)


def bank_accounts(look: Look) -> frozenset[str]:
    """The numbers of the office's accounts that payments come to; whatever comes to another is "not ours"."""
    own = look.session.get_one(Office, 1).account_number
    more = look.session.execute(select(BankAccount.number).where(BankAccount.closed_on.is_(None))).scalars()
    return frozenset(number for number in (own, *more) if number)
