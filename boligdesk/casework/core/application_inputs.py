"""What is said of an application, as forms hand it in: frozen values, nothing read from the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...rules.application_words import (
    ApplicationKind,
    AreaWish,
    Channel,
    FloorNeed,
    Growth,
    PaperKind,
    StayKind,
    TargetGroup,
)
from ...rules.vocabulary import DwellingKind, HouseholdRole


@dataclass(frozen=True)
class MemberInput:
    """Somebody who shall live in the home: a registered person, or somebody expected (`growth`), or both."""

    role: HouseholdRole
    person_id: int | None = None
    growth: Growth | None = None
    expected_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class StayInput:
    """Where the applicant stays now; dates inclusive, None open or not known."""

    kind: StayKind | None = None
    from_date: date | None = None
    to_date: date | None = None
    note: str = ""


NO_STAY = StayInput()


@dataclass(frozen=True)
class ApplicationInput:
    """What the form at the counter says. `members` without the applicant get the applicant added as main person."""

    applicant_id: int
    kind: ApplicationKind
    received_on: date
    channel: Channel
    helped_by: str = ""
    members: tuple[MemberInput, ...] = ()
    stay: StayInput = NO_STAY
    target_group: TargetGroup | None = None
    own_words: str = ""
    asks_assistance: bool = False
    consent_on: date | None = None
    consent_scope: str = ""
    papers: tuple[PaperKind, ...] = ()
    papers_due: date | None = None


@dataclass(frozen=True)
class AreaInput:
    """A part of town that is wished or must be avoided, and why."""

    area_id: int
    wish: AreaWish
    reason: str = ""


@dataclass(frozen=True)
class NeedInput:
    """Needs and wishes. Money is øre per month; own `bedrooms` want a reason, None leaves the computed need."""

    bedrooms: int | None = None
    bedrooms_reason: str = ""
    floor: FloorNeed = FloorNeed.ANY
    wheelchair: bool = False
    access_note: str = ""
    pets: str = ""
    kinds: tuple[DwellingKind, ...] = ()
    rooms_wish: int | None = None
    max_rent_ore: int | None = None
    from_date: date | None = None
    avoid: str = ""
    services: str = ""
    areas: tuple[AreaInput, ...] = ()
