"""What holds for a claim beside its amount: disputed, withheld, written off, frozen; acknowledged or judged (P25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from ..models.ledger import ClaimInterruption, ClaimMark, LedgerAllocation, LedgerEntry
from ..rules.ledger.claims import Mark
from ..rules.ledger.limitation import Interruption
from ..rules.messages import refuse
from ..rules.rights import Right
from .core import account_state
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.ledger_write import pay_open, with_credit
from .core.protection import unshielded

#: Marks a person sets; agreed follows from an agreement, barred from the days.
BY_HAND = frozenset({Mark.DISPUTED, Mark.WITHHELD, Mark.WRITTEN_OFF, Mark.FROZEN})


@dataclass(frozen=True)
class MarkInput:
    """A mark on some claims of one account, from–to (inclusive, None = until it is ended), and why."""

    claim_ids: Sequence[int]
    mark: Mark
    from_date: date
    reason: str
    to_date: date | None = None


@writes(Right.LEDGER_WRITE)
def set_mark(work: Work, given: MarkInput) -> list[int]:
    """Mark claims. Returns the marks. Written off (tapsført) claims are still owed; frozen and barred rest.

    Refused without reason, for a mark that follows from something else, for days that turn back, and for what is no
    claim.
    """
    if given.mark not in BY_HAND:
        raise refuse("reskontro.merke_folger")
    if given.to_date is not None and given.to_date < given.from_date:
        raise refuse("reskontro.merke_snudd")
    if not given.reason.strip():
        raise refuse("reskontro.begrunnelse_mangler")
    work.reason(given.reason)
    claims = [_claim(work, one) for one in given.claim_ids]
    rows = [
        work.add(
            ClaimMark(
                account_id=claim.account_id,
                claim_id=claim.id,
                mark=given.mark,
                from_date=given.from_date,
                to_date=given.to_date,
                reason=given.reason,
            )
        )
        for claim in claims
    ]
    account_state.refresh(work, {claim.account_id for claim in claims})
    return [row.id for row in rows]


def _claim(work: Work, entry_id: int) -> LedgerEntry:
    row = work.get(LedgerEntry, entry_id)
    if row.amount_ore <= 0:
        raise refuse("reskontro.ikke_et_krav")
    return row


@writes(Right.LEDGER_WRITE)
def end_mark(work: Work, mark_id: int, version: int, last_day: date, reason: str) -> int:
    """End a mark with `last_day`, inclusive; one that would end before it began is withdrawn. Its new version.

    Where nothing holds the claim back today any more, what lay waiting pays it at once (P24).
    """
    row = work.load(ClaimMark, mark_id, version)
    if row.mark not in BY_HAND:
        raise refuse("reskontro.merke_folger")
    work.reason(reason)
    if last_day < row.from_date:
        _withdraw(work, row, reason)
    else:
        row.to_date = last_day
    work.session.flush()
    pay_open(work, (row.account_id,))
    return row.version


def _withdraw(work: Work, row: ClaimMark | ClaimInterruption, reason: str) -> None:
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason


@steps(Right.LEDGER_WRITE)
def pay_freed(desk: Desk) -> Done[int]:
    """Let what lies waiting pay the claims whose mark ran out by its own last day (P24); how many accounts.

    Everybody's, whoever asks; nobody is told of. A second time the same day there is nothing left to pay.
    """
    return _pay_freed(desk) if _freed(desk) else Done(0, Changes())


@reads(Right.LEDGER_WRITE)
def _freed(look: Look) -> frozenset[int]:
    """Accounts with money that pays nothing yet, and an open claim that a mark held until before today."""
    mark, other, line = ClaimMark, aliased(ClaimMark), LedgerAllocation
    holds = exists().where(
        other.claim_id == mark.claim_id,
        other.voided_at.is_(None),
        other.from_date <= look.today,
        or_(other.to_date.is_(None), other.to_date >= look.today),
    )
    paid = select(func.coalesce(func.sum(line.amount_ore), 0)).where(line.claim_id == mark.claim_id).scalar_subquery()
    query = (
        select(mark.account_id)
        .join(LedgerEntry, LedgerEntry.id == mark.claim_id)
        .where(mark.voided_at.is_(None), mark.to_date < look.today, LedgerEntry.amount_ore > paid, ~holds)
        .distinct()
    )
    with unshielded(look.session):
        ended = set(look.session.execute(query).scalars())
        return frozenset(with_credit(look, ended)) if ended else frozenset()


@writes(Right.LEDGER_WRITE)
def _pay_freed(work: Work) -> int:
    found = _freed.inner(work)
    with unshielded(work.session):
        pay_open(work, found)
    return len(found)


@writes(Right.LEDGER_WRITE)
def register_interruption(
    work: Work, claim_ids: Sequence[int], kind: Interruption, on: date, note: str = ""
) -> list[int]:
    """Write down that the debtor acknowledged claims, or that they were settled by judgment: foreldelse starts anew.

    A claim that is not barred any more is paid by what lay waiting. Refused for a day that is to come, and for what
    is no claim.
    """
    if on > work.today:
        raise refuse("reskontro.i_framtiden")
    claims = [_claim(work, one) for one in claim_ids]
    rows = [
        work.add(ClaimInterruption(account_id=claim.account_id, claim_id=claim.id, kind=kind, on_date=on, note=note))
        for claim in claims
    ]
    work.session.flush()
    pay_open(work, {claim.account_id for claim in claims})
    return [row.id for row in rows]


@writes(Right.LEDGER_WRITE)
def withdraw_interruption(work: Work, interruption_id: int, version: int, reason: str) -> None:
    """Take back an acknowledgement or judgment that was written down by mistake."""
    row = work.load(ClaimInterruption, interruption_id, version)
    _withdraw(work, row, reason)
    work.session.flush()
    account_state.refresh(work, (row.account_id,))
