"""Which claims a payment pays (P24): rent before fees, interest and damages; a named month goes to that month.

Under an agreement the rent KID pays current rent and the plan's own KID pays the plan. Nothing goes to a barred or
frozen claim unless the payer named it; what is left stays to the tenant's good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .account import OpenItem
from .claims import Mark, MarkedClaim
from .entries import MONTHLY, RENT_FIRST, Allocation


class PaidFor(StrEnum):
    """What the KID of a payment was given out for."""

    RENT = "rent"
    PLAN = "plan"


@dataclass(frozen=True)
class Wish:
    """What the payer said: the KID's purpose, and a month named (its 1st) in words or by the office's asking."""

    paid_for: PaidFor = PaidFor.RENT
    month: date | None = None


NOTHING_SAID = Wish()
_ASLEEP = frozenset({Mark.BARRED, Mark.FROZEN})


def pay(
    credit: OpenItem, claims: Iterable[MarkedClaim], now: datetime, wish: Wish = NOTHING_SAID
) -> tuple[Allocation, ...]:
    """How what is left of a credit pays the open claims; never more than either holds."""
    lines, left = [], credit.remaining_ore
    for claim in order_of_paying(tuple(claims), wish):
        amount = min(left, claim.item.remaining_ore)
        if amount <= 0:
            break
        lines.append(Allocation(credit.entry.id, claim.item.entry.id, amount, now))
        left -= amount
    return tuple(lines)


def order_of_paying(claims: Sequence[MarkedClaim], wish: Wish) -> tuple[MarkedClaim, ...]:
    """The claims a payment may pay, in the order it pays them."""
    named = [claim for claim in claims if _is_named(claim, wish)]
    others = [claim for claim in claims if claim not in named and _may_be_paid(claim, wish)]
    return (*sorted(named, key=_rank), *sorted(others, key=_rank))


def _is_named(claim: MarkedClaim, wish: Wish) -> bool:
    entry = claim.item.entry
    return wish.month is not None and entry.kind in MONTHLY and entry.month == wish.month.replace(day=1)


def _may_be_paid(claim: MarkedClaim, wish: Wish) -> bool:
    return not claim.marks & _ASLEEP and (Mark.AGREED in claim.marks) is (wish.paid_for is PaidFor.PLAN)


_CONTESTED = frozenset({Mark.DISPUTED, Mark.WITHHELD})


def _rank(claim: MarkedClaim) -> tuple[bool, bool, date, int]:
    """Rent first, what is contested behind what is not, then the oldest."""
    entry = claim.item.entry
    return entry.kind not in RENT_FIRST, bool(claim.marks & _CONTESTED), entry.on, entry.id


def pay_all(credits: Iterable[OpenItem], claims: Iterable[MarkedClaim], now: datetime) -> tuple[Allocation, ...]:
    """Several credits one after the other, as when a new month is charged and advances lie waiting."""
    return tuple(pay_in_turn(((credit, NOTHING_SAID) for credit in credits), claims, now))


def pay_in_turn(
    credits: Iterable[tuple[OpenItem, Wish]], claims: Iterable[MarkedClaim], now: datetime
) -> Iterator[Allocation]:
    """Several credits one after the other, each with what its payer said, as when a bank file comes in."""
    open_claims = list(claims)
    for credit, wish in credits:
        lines = pay(credit, open_claims, now, wish)
        yield from lines
        paid = {line.claim_id: line.amount_ore for line in lines}
        open_claims = [less for one in open_claims if (less := _less(one, paid.get(one.item.entry.id, 0)))]


def _less(claim: MarkedClaim, paid_ore: int) -> MarkedClaim | None:
    left = claim.item.remaining_ore - paid_ore
    return MarkedClaim(OpenItem(claim.item.entry, left), claim.marks) if left else None
