"""The two sides of a match, as plain facts.

Nationality, ethnicity, religion, faith, orientation and disability as such are no facts here, and must not become any
(husleieloven § 1-8): a household is what it needs of a home, never who it is. The target group is the one the office
reports and reserves homes by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ..application_words import FloorNeed, TargetGroup
from ..folding import search_key
from ..vocabulary import Accessible, Disposal, DwellingKind, StateKind


@dataclass(frozen=True)
class Offered:
    """Who has been offered a home, and until when (inclusive). `name` is empty where it must not be seen."""

    application_id: int
    answer_by: date
    accepted: bool = False
    name: str = ""


@dataclass(frozen=True)
class Stated:
    """What the office has said of a home: kept back, closed, being made ready."""

    kind: StateKind
    reason: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Home:
    """A letting unit that is free or becomes free. None is not known; rent in øre per month.

    `free_on` is the first day it can be moved into. A room in a shared home (`shared`) counts as one bedroom.
    """

    unit_id: int
    dwelling_id: int
    address: str
    kind: DwellingKind
    disposal: Disposal
    area_id: int | None = None
    area: str = ""
    rooms: int | None = None
    bedrooms: int | None = None
    area_m2: Decimal | None = None
    shared: bool = False
    floor: int | None = None
    lift: bool | None = None
    accessible: Accessible | None = None
    accessible_note: str = ""
    suits_children: bool | None = None
    suits_children_why: str = ""
    purpose: str = ""
    pets_allowed: bool | None = None
    rent_ore: int | None = None
    free_on: date | None = None
    stated: Stated | None = None
    offered: Offered | None = None
    head_lease_end: date | None = None


@dataclass(frozen=True)
class SaidNo:
    """A household's own no to a home: when, and why."""

    on: date | None
    reason: str


@dataclass(frozen=True)
class BudgetRoom:
    """The rent a month (øre) that the household's newest budget carries, and the day it holds from.

    Zero or below: it carries none. `provisional`: some number in it is not confirmed.
    """

    room_ore: int
    since: date
    provisional: bool = False


@dataclass(frozen=True)
class Seeker:
    """What a household needs and wishes. Empty and None: nothing is asked.

    `wants` and `avoids` are parts of town by id, with name and reason. `avoid_words` is free text that only a person
    can judge. `from_date` is the first day the home is wanted. `refused` are the homes they have said no to, by unit.
    """

    application_id: int
    applicant_id: int
    bedrooms: int
    children: int = 0
    rooms_wish: int | None = None
    kinds: frozenset[DwellingKind] = frozenset()
    floor: FloorNeed = FloorNeed.ANY
    wheelchair: bool = False
    pets: str = ""
    max_rent_ore: int | None = None
    budget: BudgetRoom | None = None
    from_date: date | None = None
    wants: Mapping[int, str] = field(default_factory=dict)
    avoids: Mapping[int, str] = field(default_factory=dict)
    avoid_words: str = ""
    target_group: TargetGroup | None = None
    refused: Mapping[int, SaidNo] = field(default_factory=dict)


#: Beginnings of words by which an office writes for whom it keeps a home back.
_KEPT_FOR = (
    ("flyktning", TargetGroup.REFUGEE),
    ("bosetting", TargetGroup.REFUGEE),
    ("barnefamil", TargetGroup.FAMILY_WITH_CHILDREN),
    ("rus", TargetGroup.MENTAL_OR_ADDICTION),
    ("psyk", TargetGroup.MENTAL_OR_ADDICTION),
    ("tilrettelagt", TargetGroup.ADAPTED_HOME),
)


def kept_for(reason: str) -> TargetGroup | None:
    """The target group that a reason for a reservation or a purpose names, None when it names none."""
    words = search_key(reason).split()
    return next((group for stem, group in _KEPT_FOR if any(word.startswith(stem) for word in words)), None)
