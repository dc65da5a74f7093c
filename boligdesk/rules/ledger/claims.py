"""What stands on a claim beside its amount: disputed, agreed, written off, barred, frozen (P19, P24, P25)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..periods import Period
from ..rates import Rates
from .account import OpenItem
from .entries import EVICTION_GROUND
from .limitation import InterruptionEvent, is_barred


class Mark(StrEnum):
    """What holds for a claim for a time. Written off (tapsført) is still owed; barred and frozen are not dunned."""

    DISPUTED = "disputed"
    AGREED = "agreed"
    WITHHELD = "withheld"
    WRITTEN_OFF = "written_off"
    FROZEN = "frozen"
    BARRED = "barred"


#: Marks with which a claim is no ground of a § 4-18 notice (P19, P25).
STOPS_EVICTION = frozenset({Mark.DISPUTED, Mark.AGREED, Mark.WITHHELD, Mark.FROZEN, Mark.BARRED})
#: Marks with which no fee is put on and no reminder goes out.
STOPS_DUNNING = STOPS_EVICTION
#: Marks with which no late interest runs. A gjeldsordning freezes, a barred claim is dead.
STOPS_INTEREST = frozenset({Mark.FROZEN, Mark.BARRED})


@dataclass(frozen=True)
class MarkedClaim:
    """An open claim and its marks on a day."""

    item: OpenItem
    marks: frozenset[Mark] = frozenset()

    @property
    def is_eviction_ground(self) -> bool:
        """Whether a § 4-18 notice may name it: rent, and nothing stands in the way."""
        return self.item.entry.kind in EVICTION_GROUND and not self.marks & STOPS_EVICTION

    @property
    def may_be_dunned(self) -> bool:
        """Whether a reminder may name it."""
        return not self.marks & STOPS_DUNNING


@dataclass(frozen=True)
class DatedMark:
    """A mark somebody set on a claim, for a period. Barred is never set: it follows from the days."""

    claim_id: int
    mark: Mark
    period: Period

    def __post_init__(self) -> None:
        if self.mark is Mark.BARRED:
            raise ValueError("whether a claim is barred is reckoned, not set")


@dataclass(frozen=True)
class ClaimEvent:
    """An acknowledgement or judgment that concerns one claim."""

    claim_id: int
    event: InterruptionEvent


def marked(
    items: Iterable[OpenItem], marks: Iterable[DatedMark], events: Iterable[ClaimEvent], rates: Rates, day: date
) -> tuple[MarkedClaim, ...]:
    """Open claims with the marks that hold on `day`, foreldelse reckoned for each."""
    set_marks, heard = tuple(marks), tuple(events)
    claims = []
    for item in items:
        holding = {m.mark for m in set_marks if m.claim_id == item.entry.id and m.period.contains(day)}
        own = [e.event for e in heard if e.claim_id == item.entry.id]
        barred = {Mark.BARRED} if is_barred(item.entry.on, own, rates, day) else set()
        claims.append(MarkedClaim(item, frozenset(holding | barred)))
    return tuple(claims)


def debt_to_municipality(claims: Iterable[MarkedClaim]) -> int:
    """What is still owed, in øre: written off counts, barred does not (P25)."""
    return sum(claim.item.remaining_ore for claim in claims if Mark.BARRED not in claim.marks)
