"""Midlertidige botilbud: nights, cost so far, and when the office must be warned (P10).

The last date of a stay is its last night. A night shelter is no midlertidig botilbud: it counts neither in the cost of
one nor towards the three months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from .messages import Message, msg
from .periods import Period, add_months

#: So long should nobody stay; the office is warned this many days before. With children it is warned at once.
MOST_MONTHS = 3
WARNED_BEFORE = timedelta(days=14)
_NIGHT = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """One stay: first and last night (inclusive, None = goes on), øre per night (None = not known)."""

    place: str
    nights: Period
    night_ore: int | None
    night_shelter: bool = False


@dataclass(frozen=True)
class StayCost:
    """What one stay has cost. `nights` are slept, tonight is not among them; `night_ore` None: not known."""

    nights: int
    night_ore: int | None

    @property
    def cost_ore(self) -> int | None:
        """Nights times price, in øre."""
        return None if self.night_ore is None else self.nights * self.night_ore

    @property
    def told(self) -> Message:
        """How the sum came about."""
        if self.night_ore is None:
            return msg("botilbud.netter_uten_pris", netter=self.nights)
        return msg("botilbud.netter_ganger_pris", netter=self.nights, pris=self.night_ore, sum=self.cost_ore)


@dataclass(frozen=True)
class Warning3Months:
    """When three months are over for the stay that goes on, and the day the task stands on."""

    since: date
    months_over_on: date
    warn_on: date
    children: bool


def slept(stay: Stay, today: date) -> int:
    """The nights before today."""
    last = min(stay.nights.end or date.max, today - _NIGHT)
    return max((last - stay.nights.start).days + 1, 0)


def cost_of(stay: Stay, today: date) -> StayCost:
    """What a stay has cost until today, tonight not counted."""
    return StayCost(slept(stay, today), stay.night_ore)


def unbroken_since(stays: Iterable[Stay], today: date) -> date | None:
    """The first night of the chain of stays that reaches today or later; None when nobody stays anywhere.

    Stays without a night between them are one chain, whatever the place.
    """
    counted = sorted((stay.nights for stay in stays if not stay.night_shelter), key=lambda nights: nights.start)
    since = reached = None
    for nights in counted:
        if reached is None or nights.start > reached + _NIGHT:
            if reached is not None and reached >= today - _NIGHT:
                break
            since, reached = nights.start, _last(nights)
        else:
            reached = max(reached, _last(nights))
    return since if reached is not None and reached >= today - _NIGHT else None


def _last(nights: Period) -> date:
    """The last night; one before the end of all days for a stay that goes on, so that a night can be added."""
    return nights.end or date.max - _NIGHT


def warning(stays: Sequence[Stay], children: bool, today: date) -> Warning3Months | None:
    """When to be warned of the stay that goes on: well before three months, with children today."""
    since = unbroken_since(stays, today)
    if since is None:
        return None
    over = add_months(since, MOST_MONTHS)
    return Warning3Months(since, over, today if children else max(over - WARNED_BEFORE, today), children)


def overlaps(stays: Sequence[Stay]) -> Iterator[Message]:
    """Two stays at once: one of them is wrong, or is paid twice."""
    for one, other in combinations(stays, 2):
        both = one.nights.intersection(other.nights)
        if both is not None:
            yield _at_once(one.place, other.place, both)


def _at_once(one: str, other: str, both: Period) -> Message:
    if both.end is None:
        return msg("botilbud.samtidig_na", sted=one, annet=other, fra=both.start)
    return msg("botilbud.samtidig", sted=one, annet=other, fra=both.start, til=both.end)
