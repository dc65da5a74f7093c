"""Who can get bostøtte at all, and in which homes (bustøttelova §§ 2–5, Husbankens veileder).

The answers are controls: hard ones shut the household out, missing ones are still to be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..findings import hard, info, lacking
from ..messages import Control, Message, msg

_STUDENT = "bustøttelova § 4; Husbanken om studenter"
_SECTION_HOME = "bustøttelova § 5"


class StudentException(StrEnum):
    """What makes that a student is not shut out; the first two concern the household, the others the student."""

    CHILD_UNDER_18 = "child_under_18"
    OWN_ADULT_CHILD = "own_adult_child"
    WORK_ASSESSMENT_ALLOWANCE = "aap"
    QUALIFICATION = "qualification"
    INTRODUCTION = "introduction"
    DISABILITY_PENSION = "disability_pension"
    DISABLED_REFUGEE = "disabled_refugee"
    PRIMARY_SCHOOL = "primary_school"
    STARTED_UPPER_SCHOOL_AT_25 = "started_upper_school_at_25"
    WORK_MEASURE = "work_measure"
    REFUSED_BY_LANEKASSEN = "refused_by_lanekassen"


class Service(StrEnum):
    """Førstegangstjeneste or siviltjeneste of a member, and whether the member lives at home meanwhile."""

    AT_HOME = "at_home"
    AWAY = "away"


@dataclass(frozen=True)
class Member:
    """What of a member may shut the household out. A student has a right to support from Lånekassen, used or not;
    pupils and apprentices over 18 are students, also in the summer. None: not told.
    """

    student: bool | None = False
    exceptions: frozenset[StudentException] = frozenset()
    service: Service | None = None


@dataclass(frozen=True)
class Claim:
    """What must be true of the one who applies. None: not told.

    `registered`: in Folkeregisteret and lawfully resident, so not with a D- or DUF-number only, nor on Svalbard.
    `grown`: over 18, or has own children in the home. `pays` and `lives_there`: carries the costs, lives there.
    """

    registered: bool | None
    grown: bool | None
    pays: bool | None
    lives_there: bool | None
    institution_paid_by_income: bool | None
    members: tuple[Member, ...] = (Member(),)


def check_claim(claim: Claim) -> tuple[Control, ...]:
    """What shuts the household out of bostøtte, and what is still to be asked."""
    return tuple(_claim(claim))


def _claim(claim: Claim) -> Iterator[Control]:
    outside = claim.institution_paid_by_income
    demands = (
        (claim.registered, msg("bostotte.adgang.registrert"), "bustøttelova § 2", "registered"),
        (claim.grown, msg("bostotte.adgang.voksen"), "bustøttelova § 3", "grown"),
        (claim.pays, msg("bostotte.adgang.betaler"), "bustøttelova § 3", "pays"),
        (claim.lives_there, msg("bostotte.adgang.bor_der"), "bustøttelova § 3", "lives_there"),
        (
            None if outside is None else not outside,
            msg("bostotte.adgang.institusjon"),
            "bustøttelova § 4",
            "institution_paid_by_income",
        ),
    )
    for met, what, paragraph, field in demands:
        yield from _demand(met, what, paragraph, field)
    for member in claim.members:
        yield from _member(member)


def _demand(met: bool | None, what: Message, paragraph: str, field: str) -> Iterator[Control]:
    if met is None:
        yield lacking(msg("bostotte.adgang.sporres", hva=what), field, paragraph=paragraph)
    elif not met:
        yield hard(what, paragraph, field)


def _member(member: Member) -> Iterator[Control]:
    """One shut out shuts out those who live with them, but parents of an adult student of their own."""
    if member.student is None:
        yield lacking(msg("bostotte.adgang.sporres", hva=msg("bostotte.adgang.student")), "student", paragraph=_STUDENT)
    elif member.student and not member.exceptions:
        yield hard(msg("bostotte.adgang.student"), _STUDENT, "student")
    elif member.student and StudentException.WORK_MEASURE in member.exceptions:
        yield info(msg("bostotte.adgang.tiltak_vises"), "student", paragraph=_STUDENT)
    if member.service is Service.AT_HOME:
        yield hard(msg("bostotte.adgang.tjeneste"), "bustøttelova § 4", "service")
    elif member.service is Service.AWAY:
        yield info(msg("bostotte.adgang.tjeneste_borte"), "service", paragraph="bustøttelova § 4")


class HomeKind(StrEnum):
    """What sort of home it is; the last ones never qualify."""

    ORDINARY = "ordinary"
    SHARED = "shared"
    HOSTEL = "hostel"
    BOARDING_HOUSE = "boarding_house"
    HOTEL = "hotel"
    INSTITUTION = "institution"
    MOBILE_HOME = "mobile_home"
    BUSINESS_PREMISES = "business_premises"
    HOLIDAY_HOME = "holiday_home"


@dataclass(frozen=True)
class SharedHome:
    """A bokollektiv or bofellesskap. None: not told."""

    for_health_or_social_reasons: bool | None
    one_household: bool | None
    approved_by_municipality: bool | None


@dataclass(frozen=True)
class HomeFacts:
    """What must be true of the home. `inner_door_closed`: a door to the landlord's part can be locked from the
    tenant's side or is blocked, or there is none. In a `shared` home bath, WC and kitchen may lie in the shared part.
    """

    kind: HomeKind
    approved_for_living: bool | None
    own_entrance: bool | None
    bath: bool | None
    toilet: bool | None
    kitchen: bool | None
    room_for_rest: bool | None
    inner_door_closed: bool | None
    shared: SharedHome | None = None


def check_home(home: HomeFacts) -> tuple[Control, ...]:
    """What shuts the home out of bostøtte, and what is still to be asked."""
    return tuple(_home(home))


def _home(home: HomeFacts) -> Iterator[Control]:
    if home.kind not in (HomeKind.ORDINARY, HomeKind.SHARED):
        yield hard(msg("bostotte.bolig.slag"), _SECTION_HOME, "kind")
    demands = [
        (home.approved_for_living, msg("bostotte.bolig.godkjent"), "approved_for_living"),
        (home.bath, msg("bostotte.bolig.bad"), "bath"),
        (home.toilet, msg("bostotte.bolig.toalett"), "toilet"),
        (home.kitchen, msg("bostotte.bolig.kjokken"), "kitchen"),
        (home.room_for_rest, msg("bostotte.bolig.hvile"), "room_for_rest"),
    ]
    if home.kind is HomeKind.SHARED:
        demands += _shared(home.shared or SharedHome(None, None, None))
    else:
        demands += [
            (home.own_entrance, msg("bostotte.bolig.inngang"), "own_entrance"),
            (home.inner_door_closed, msg("bostotte.bolig.dor"), "inner_door_closed"),
        ]
    for met, what, field in demands:
        yield from _demand(met, what, _SECTION_HOME, field)


def _shared(shared: SharedHome) -> list[tuple[bool | None, Message, str]]:
    """A shared home qualifies only for those who live there for health or social reasons, each on their own."""
    together = shared.one_household
    return [
        (
            shared.for_health_or_social_reasons,
            msg("bostotte.bolig.kollektiv_grunn"),
            "for_health_or_social_reasons",
        ),
        (
            None if together is None else not together,
            msg("bostotte.bolig.kollektiv_husstand"),
            "one_household",
        ),
        (
            shared.approved_by_municipality,
            msg("bostotte.bolig.kollektiv_egnet"),
            "approved_by_municipality",
        ),
    ]
