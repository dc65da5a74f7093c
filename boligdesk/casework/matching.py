"""Match both ways: which free homes suit a household, and which waiting households suit a home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..rules.matching.compare import fit_of, match
from ..rules.matching.sides import Home, Seeker
from ..rules.matching.words import Fit, Match
from ..rules.messages import refuse
from ..rules.rights import Right
from .core.acts import Look, reads
from .core.free_homes import free_homes
from .core.seekers import seekers_of
from .core.waiting_rows import standing_place
from .waiting_list import WaitingQuery, WaitingRow, waiting_ids, waiting_rows

_ORDER = (Fit.YES, Fit.ALMOST, Fit.NO)


@dataclass(frozen=True)
class HomeMatch:
    """A free home beside one household. `match` is worked out when somebody looks at it."""

    home: Home
    seeker: Seeker
    fit: Fit

    @cached_property
    def match(self) -> Match:
        """Every criterion with its light, its fact, and what would have to change."""
        return match(self.home, self.seeker)

    @property
    def refused(self) -> bool:
        """Whether this household has said no to this home before."""
        return self.home.unit_id in self.seeker.refused


@dataclass(frozen=True)
class HouseholdMatch:
    """A waiting household beside one home, in the order of the waiting list within each fit."""

    home: Home
    seeker: Seeker
    fit: Fit
    row: WaitingRow

    @cached_property
    def match(self) -> Match:
        """Every criterion with its light, its fact, and what would have to change."""
        return match(self.home, self.seeker)


@dataclass(frozen=True)
class HomesFor:
    """The free homes as one household sees them, the best first. `waiting` says whether an offer can be made now.

    `free_now` counts the homes that nobody lives in, nobody has been offered and nothing keeps back.
    """

    application_id: int
    homes: tuple[HomeMatch, ...]
    waiting: bool
    has_offer: bool
    free_now: int


@dataclass(frozen=True)
class HouseholdsFor:
    """The waiting list as one home sees it: those it suits first."""

    home: Home
    households: tuple[HouseholdMatch, ...]


@reads(Right.APPLICATION_READ)
def homes_for(look: Look, application_id: int) -> HomesFor:
    """Every free or soon free home beside a household; those that do not fit stay in sight, last.

    Among those that fit alike, a home they have said no to comes after the others.
    """
    seekers = seekers_of(look, (application_id,))
    if application_id not in seekers:
        raise refuse("sak.finnes_ikke")
    seeker = seekers[application_id]
    found = [HomeMatch(home, seeker, fit_of(home, seeker)) for home in free_homes(look).values()]
    found.sort(key=lambda one: (_ORDER.index(one.fit), one.refused, one.home.free_on or date.max))
    own = any(one.home.offered and one.home.offered.application_id == application_id for one in found)
    return HomesFor(
        application_id, tuple(found), standing_place(look, application_id) is not None, own, _free_now(look, found)
    )


def _free_now(look: Look, found: list[HomeMatch]) -> int:
    homes = [one.home for one in found if one.home.offered is None and one.home.stated is None]
    return sum(home.free_on is not None and home.free_on <= look.today for home in homes)


@reads(Right.APPLICATION_READ)
def households_for(look: Look, unit_id: int, query: WaitingQuery | None = None) -> HouseholdsFor:
    """Those on the waiting list beside a home: the ones it suits first, each group in the order of the list."""
    homes = free_homes(look, (unit_id,))
    if unit_id not in homes:
        raise refuse("sak.finnes_ikke")
    home = homes[unit_id]
    ids = waiting_ids.inner(look, query or WaitingQuery())
    rows = waiting_rows.inner(look, ids)
    seekers = seekers_of(look, [row.application_id for row in rows.values()])
    found = [
        HouseholdMatch(home, seekers[row.application_id], fit_of(home, seekers[row.application_id]), row)
        for row in (rows[place_id] for place_id in ids if place_id in rows)
        if row.application_id in seekers
    ]
    found.sort(key=lambda one: _ORDER.index(one.fit))
    return HouseholdsFor(home, tuple(found))
