"""What must be true of the rent accounts whatever acts have done: every one named, nothing paid twice (E17)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, exists, func, or_, select

from ...models.ledger import AccountLiable, AccountState, LedgerAllocation, LedgerEntry, RentAccount
from ...models.tenancy import Tenancy
from ...rules.messages import Message, msg


def _without_account() -> Select[Any]:
    return select(Tenancy.number).where(~exists().where(RentAccount.tenancy_id == Tenancy.id)).order_by(Tenancy.id)


def _numbers() -> Select[Any]:
    return select(Tenancy.number).join(RentAccount, RentAccount.tenancy_id == Tenancy.id).order_by(Tenancy.id)


def _owed_by_nobody() -> Select[Any]:
    """Accounts with something on them that nobody answers for."""
    written = exists().where(LedgerEntry.account_id == RentAccount.id)
    return _numbers().where(written, ~exists().where(AccountLiable.account_id == RentAccount.id))


def _allocated_wrong() -> Select[Any]:
    """Entries of which more is allocated than they hold, or less than nothing."""
    line, entry = LedgerAllocation, LedgerEntry
    sides = [select(key.label("entry_id"), line.amount_ore.label("ore")) for key in (line.credit_id, line.claim_id)]
    both = sides[0].union_all(sides[1]).subquery()
    used = select(both.c.entry_id, func.sum(both.c.ore).label("ore")).group_by(both.c.entry_id).subquery()
    wrong = or_(used.c.ore < 0, used.c.ore > func.abs(entry.amount_ore))
    return select(entry.id).join(used, used.c.entry_id == entry.id).where(wrong).order_by(entry.id)


def _allocated_across() -> Select[Any]:
    """Allocations that do not join a credit and a claim of their own account."""
    line, credit, claim = LedgerAllocation, LedgerEntry.__table__.alias("credit"), LedgerEntry.__table__.alias("claim")
    across = or_(
        credit.c.account_id != line.account_id,
        claim.c.account_id != line.account_id,
        credit.c.amount_ore > 0,
        claim.c.amount_ore < 0,
    )
    found = select(line.id).join(credit, credit.c.id == line.credit_id).join(claim, claim.c.id == line.claim_id)
    return found.where(across).order_by(line.id)


def _state_astray() -> Select[Any]:
    """Accounts whose shown balance is not the sum of the entries up to the day it was reckoned for."""
    mine = LedgerEntry.account_id == AccountState.account_id, LedgerEntry.on_date <= AccountState.on_date
    summed = select(func.coalesce(func.sum(LedgerEntry.amount_ore), 0)).where(*mine).correlate(AccountState)
    states = _numbers().join(AccountState, AccountState.account_id == RentAccount.id)
    return states.where(AccountState.balance_ore != summed.scalar_subquery())


#: What is asked, and the finding of each row that comes.
LEDGER_RULES: tuple[tuple[Callable[[], Select[Any]], Callable[[Any], Message]], ...] = (
    (_without_account, lambda r: msg("kontroll.uten_leiekonto", nummer=r.number)),
    (_owed_by_nobody, lambda r: msg("kontroll.konto_uten_skyldner", nummer=r.number)),
    (_allocated_wrong, lambda r: msg("kontroll.fordelt_feil", post=str(r.id))),
    (_allocated_across, lambda r: msg("kontroll.fordelt_pa_tvers", post=str(r.id))),
    (_state_astray, lambda r: msg("kontroll.saldo_avviker", nummer=r.number)),
)
