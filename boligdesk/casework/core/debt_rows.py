"""What persons owe on rent accounts they answer for, as the part about applications may say it (P16, P25).

"No debt" is only said of somebody whose every account is known, seen by the desk, and in use; else nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select

from ...models.arrears import ArrearsEvent
from ...models.ledger import AccountLiable, AccountState, LedgerEntry
from ...rules.arrears.words import ArrearsEventKind
from ...rules.ledger.claims import Mark, MarkedClaim, debt_to_municipality, marked
from ...rules.ledger.entries import RENT_FIRST
from .accounts import entries_of, marks_of
from .acts import Look
from .arrears_basis import Basis, basis_of
from .narrowing import narrowed
from .protection import SHIELD_OFF


@dataclass(frozen=True)
class RentDebt:
    """Past-due rent of one person (øre), of which `agreed_ore` lies under a running agreement; barred rent is none.

    `complete`: nothing is left out. `known_to`: payments are known up to that day. `evicted_on`: the last eviction.
    """

    owed_ore: int
    agreed_ore: int
    complete: bool
    known_to: date | None
    evicted_on: date | None = None


def rent_debts(look: Look, person_ids: Collection[int]) -> dict[int, RentDebt]:
    """Each person with an account that the desk may see; nobody else is in the answer."""
    accounts = _accounts(look, person_ids)
    everybody = {account_id for mine in accounts.values() for account_id in mine}
    if not everybody:
        return {}
    basis = basis_of(look)
    owed, used = _late_rent(look, everybody, basis), _in_use(look, everybody)
    evicted, hidden = _evicted(look, everybody), _with_hidden(look, accounts)
    return {
        person_id: RentDebt(
            sum(debt_to_municipality(owed.get(one, ())) for one in mine),
            sum(debt_to_municipality(c for c in owed.get(one, ()) if Mark.AGREED in c.marks) for one in mine),
            complete=person_id not in hidden and mine <= used and basis.known_to is not None,
            known_to=basis.known_to,
            evicted_on=max((evicted[one] for one in mine if one in evicted), default=None),
        )
        for person_id, mine in accounts.items()
    }


def _accounts(look: Look, person_ids: Collection[int]) -> dict[int, set[int]]:
    query = select(AccountLiable.person_id, AccountLiable.account_id)
    return _grouped(look.session.execute(narrowed(query, AccountLiable.person_id, person_ids)), set(person_ids))


def _grouped(rows: Any, wanted: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        if row.person_id in wanted:
            found[row.person_id].add(row.account_id)
    return dict(found)


def _with_hidden(look: Look, accounts: Mapping[int, set[int]]) -> set[int]:
    """Persons who answer for an account that this desk may not see too."""
    query = select(AccountLiable.person_id, AccountLiable.account_id)
    every = look.session.execute(
        narrowed(query, AccountLiable.person_id, accounts), execution_options={SHIELD_OFF: True}
    )
    return {person_id for person_id, mine in _grouped(every, accounts).items() if mine != accounts[person_id]}


def _late_rent(look: Look, account_ids: Collection[int], basis: Basis) -> dict[int, tuple[MarkedClaim, ...]]:
    """The open rent claims past due; the whole account is only read where its row does not say that nothing is open."""
    state = AccountState
    settled = select(state.account_id).where(state.on_date == basis.day, state.rules_version != "", state.open_ore == 0)
    reading = set(account_ids) - set(look.session.execute(narrowed(settled, state.account_id, account_ids)).scalars())
    if not reading:
        return {}
    books, marks = entries_of(look, reading), marks_of(look, reading)
    found = {}
    for one in reading:
        late = (c for c in books[one].at(basis.day).claims if c.entry.kind in RENT_FIRST and c.entry.on < basis.day)
        found[one] = marked(late, marks[one].marks, marks[one].events, basis.rates, basis.day)
    return found


def _in_use(look: Look, account_ids: Collection[int]) -> set[int]:
    """Accounts on which something is written: an empty one may be of a time before the ledger."""
    account = AccountLiable.account_id
    written = exists().where(LedgerEntry.account_id == account)
    return set(look.session.execute(narrowed(select(account).where(written), account, account_ids)).scalars())


def _evicted(look: Look, account_ids: Collection[int]) -> dict[int, date]:
    event = ArrearsEvent
    query = (
        select(event.account_id, func.max(event.on_date).label("on_day"))
        .where(event.kind == ArrearsEventKind.CARRIED_OUT, event.voided_at.is_(None))
        .group_by(event.account_id)
    )
    return {row.account_id: row.on_day for row in look.session.execute(narrowed(query, event.account_id, account_ids))}
