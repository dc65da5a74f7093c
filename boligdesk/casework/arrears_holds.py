"""What stops a case for a time, with reason and day, and what is considered before a step against the home (P21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..models.arrears import AccountHold, ConsideredPoint
from ..models.ledger import RentAccount
from ..rules.arrears.facts import ArrearsHold, Considered
from ..rules.messages import Message, refuse
from ..rules.periods import ONE_DAY
from ..rules.rights import Right
from .core.account_state import refresh
from .core.acts import Work, writes
from .core.arrears_basis import basis_of
from .core.arrears_facts import considered_by, standings

#: What a person sets; the others follow from the agreement, the persons and their protection.
BY_HAND = frozenset(ArrearsHold) - {ArrearsHold.AGREEMENT, ArrearsHold.ESTATE, ArrearsHold.PROTECTED}
#: These wait for something that comes by a day.
WITH_LAST_DAY = frozenset({ArrearsHold.PAUSED, ArrearsHold.NAV_MONEY})


@dataclass(frozen=True)
class HoldInput:
    """A hold from–to (inclusive; None = until somebody lifts it) and why."""

    account_id: int
    hold: ArrearsHold
    from_date: date
    to_date: date | None
    reason: str


@writes(Right.ARREARS_WRITE)
def set_hold(work: Work, given: HoldInput) -> int:
    """Stop letters and steps for a time; the hold's id. A pause, and money promised by NAV, has a last day."""
    work.get(RentAccount, given.account_id)
    if given.hold not in BY_HAND:
        raise refuse("restansesak.folger_av_seg_selv")
    if not given.reason.strip():
        raise refuse("restansesak.uten_grunn")
    if given.to_date is None and given.hold in WITH_LAST_DAY:
        raise refuse("restansesak.uten_siste_dag")
    if given.to_date is not None and given.to_date < given.from_date:
        raise refuse("restansesak.slutter_for")
    row = AccountHold(
        account_id=given.account_id,
        hold=given.hold,
        from_date=given.from_date,
        to_date=given.to_date,
        reason=given.reason.strip(),
    )
    hold_id = work.add(row).id
    refresh(work, (given.account_id,))
    return hold_id


@writes(Right.ARREARS_WRITE)
def lift_hold(work: Work, hold_id: int, version: int, reason: str) -> None:
    """Let the case go on from today; a hold that began today is withdrawn."""
    row = work.load(AccountHold, hold_id, version)
    if not reason.strip():
        raise refuse("restansesak.uten_grunn")
    if row.voided_at is not None or (row.to_date is not None and row.to_date < work.today):
        raise refuse("restansesak.lopet_ut")
    work.reason(reason.strip())
    if row.from_date >= work.today:
        row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason.strip()
    else:
        row.to_date = work.today - ONE_DAY
    refresh(work, (row.account_id,))


@writes(Right.ARREARS_WRITE)
def consider(work: Work, account_id: int, point: Considered, text: str, on: date | None = None) -> int:
    """Record in words that a point was considered; the point's id.

    The decision itself needs the right to take it, and that everything else is considered first.
    """
    work.get(RentAccount, account_id)
    day = on or work.today
    if not text.strip():
        raise refuse("restansesak.uten_ord")
    if day > work.today:
        raise refuse("restansesak.fram_i_tid")
    if point is Considered.DECIDED:
        work.desk.require(Right.EVICTION_DECIDE)
        _refuse_too_early(work, account_id)
    row = ConsideredPoint(account_id=account_id, point=point, on_date=day, text=text.strip())
    row.decided_by = work.who.user_id if point is Considered.DECIDED else None
    point_id = work.add(row).id
    refresh(work, (account_id,))
    return point_id


def _refuse_too_early(work: Work, account_id: int) -> None:
    facts = standings(work, (account_id,), basis_of(work))[account_id].facts
    if facts.children is None:
        raise refuse("restansesak.barn_ukjent")
    said = facts.considered | (facts.term.considered if facts.term else frozenset())
    needed = [one for one in considered_by(facts) if one is not Considered.DECIDED and one not in said]
    if needed:
        raise refuse("restansesak.ikke_vurdert", hva=Message(f"enum.Considered.{needed[0].value}"))


@writes(Right.ARREARS_WRITE)
def withdraw_point(work: Work, point_id: int, version: int, reason: str) -> None:
    """Withdraw a point that was recorded by mistake, or is decided otherwise."""
    row = work.load(ConsideredPoint, point_id, version)
    if not reason.strip():
        raise refuse("restansesak.uten_grunn")
    if row.point is Considered.DECIDED:
        work.desk.require(Right.EVICTION_DECIDE)
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason.strip()
    refresh(work, (row.account_id,))
