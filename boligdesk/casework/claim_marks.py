"""What holds for a claim beside its amount: disputed, withheld, written off, frozen; acknowledged or judged (P25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..models.ledger import ClaimInterruption, ClaimMark, LedgerEntry
from ..rules.ledger.claims import Mark
from ..rules.ledger.limitation import Interruption
from ..rules.messages import refuse
from ..rules.rights import Right
from .core import account_state
from .core.acts import Work, writes
from .core.ledger_write import pay_open

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
