"""Making an entry free again by so much: when it is corrected, or a payment is to pay something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from .entries import MONEY, Allocation, Entry


def standing(allocations: Iterable[Allocation], entry_id: int) -> dict[tuple[int, int], int]:
    """(credit, claim) → øre that stands between them now, for each pair that an entry is one of; oldest first."""
    sums: dict[tuple[int, int], int] = {}
    for line in allocations:
        if entry_id in (line.credit_id, line.claim_id):
            pair = (line.credit_id, line.claim_id)
            sums[pair] = sums.get(pair, 0) + line.amount_ore
    return {pair: amount for pair, amount in sums.items() if amount}


def bound(entries: Iterable[Entry], pairs: dict[tuple[int, int], int], claim_id: int) -> dict[int, int]:
    """Credit → øre of what stands on a claim (`standing`) for good: counter-entries, credit notes, what is forgiven.

    It was written for this claim; made free, it would pay another one, and the tenant would be given it twice.
    """
    stands = {credit: amount for (credit, claim), amount in pairs.items() if claim == claim_id}
    return {
        one.id: stands[one.id]
        for one in entries
        if one.id in stands and (one.corrects == claim_id or one.kind not in MONEY)
    }


def freed(
    pairs: dict[tuple[int, int], int], amount_ore: int, now: datetime, reason: str, keep: Collection[int] = ()
) -> Iterator[Allocation]:
    """Counter-lines that free `amount_ore` of what stands, what came last first; less when less stands.

    Pairs with an entry of `keep` stay as they are: what an earlier correction has settled is settled.
    """
    left = amount_ore
    for (credit, claim), stands in reversed(pairs.items()):
        taken = min(left, stands)
        if taken > 0 and credit not in keep and claim not in keep:
            yield Allocation(credit, claim, -taken, now, reason)
            left -= taken
