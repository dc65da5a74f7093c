"""The waiting list: who waits for what, in which order and why; urgency and longer validity, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from ..models.application import Application, ApplicationArea, ApplicationMember, ApplicationNeed
from ..models.decision import Offer, WaitingEvent, WaitingPlace
from ..models.office import User
from ..models.person import Person
from ..models.stock import Area
from ..rules.application_words import AreaWish, FloorNeed, OfferState, WaitingMove
from ..rules.folding import sort_key
from ..rules.messages import Message, refuse
from ..rules.rights import Right
from ..rules.vocabulary import HouseholdRole
from ..rules.waiting_order import URGENCY, Standing, group_words, order_rules, reasons
from .core.acts import Look, Work, reads, writes
from .core.application_rows import applicants
from .core.narrowing import narrowed
from .core.offer_rows import HOLDING
from .core.office_settings import OfficeSetting, setting_of
from .core.stock_keys import every_word_begins
from .core.waiting_moves import prolong_place, standing_of
from .core.waiting_rows import move_event, standing_place


class WaitingNeed(StrEnum):
    """What a home must have for some of those who wait."""

    WHEELCHAIR = "wheelchair"
    GROUND_OR_LIFT = "ground_or_lift"
    CHILDREN = "children"
    PETS = "pets"


@dataclass(frozen=True)
class WaitingQuery:
    """What the list shows. `bedrooms` is the size, `runs_out_by` (inclusive) the last day the yes holds."""

    text: str = ""
    group_key: str | None = None
    need: WaitingNeed | None = None
    bedrooms: int | None = None
    area_id: int | None = None
    runs_out_by: date | None = None


@dataclass(frozen=True)
class LiveOffer:
    """The home a household has been offered, and the last day to answer."""

    offer_id: int
    state: OfferState
    answer_by: date


@dataclass(frozen=True)
class WaitingRow:
    """One household. `why` says what its place rests on; how many stand before it is told to nobody (P18)."""

    id: int
    version: int
    application_id: int
    number: str
    applicant: str
    protected: bool
    group: Message
    why: tuple[Message, ...]
    urgency: int
    urgency_reason: str
    bedrooms: int | None
    wishes: tuple[str, ...]
    entered_on: date
    valid_until: date | None
    offer: LiveOffer | None
    refusals: int


@dataclass(frozen=True)
class WaitingChoices:
    """What the filters above the list can be set to: (key, words), sizes, (id, name)."""

    groups: tuple[tuple[str, Message], ...]
    sizes: tuple[int, ...]
    areas: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class WaitingLine:
    """One movement on the list, newest first."""

    at: datetime
    move: WaitingMove
    before: str
    after: str
    reason: str
    by: str


_STANDING = (WaitingPlace.left_on.is_(None), WaitingPlace.voided_at.is_(None))


@reads(Right.APPLICATION_READ)
def waiting_ids(look: Look, query: WaitingQuery) -> list[int]:
    """Ids of the places that a query shows, in the order of the list. Equal places stand by name."""
    chosen = _asked(query)
    place = WaitingPlace
    order: list[Any] = [place.group_order, place.urgency.desc(), func.coalesce(place.score, 0).desc()]
    if setting_of(look, OfficeSetting.WAITING_BY_DATE):
        order.append(place.entered_on)
    return list(look.session.execute(chosen.order_by(*order, Person.sort_key, place.id)).scalars())


@reads(Right.APPLICATION_READ)
def waiting_rules(look: Look) -> tuple[Message, ...]:
    """What the list is ordered by, as the office has chosen and the council's set says."""
    scored = look.session.execute(
        select(WaitingPlace.id).where(*_STANDING, WaitingPlace.score.is_not(None)).limit(1)
    ).first()
    return order_rules(scored is not None, bool(setting_of(look, OfficeSetting.WAITING_BY_DATE)))


def _asked(query: WaitingQuery) -> Select[Any]:
    chosen = (
        select(WaitingPlace.id)
        .join(Application, Application.id == WaitingPlace.application_id)
        .join(Person, Person.id == Application.applicant_id)
        .where(*_STANDING)
    )
    if query.text.strip():
        number = Application.number.contains(query.text.strip(), autoescape=True)
        chosen = chosen.where(or_(every_word_begins(Person.search_key, query.text), number))
    if query.group_key is not None:
        chosen = chosen.where(WaitingPlace.group_key == query.group_key)
    if query.bedrooms is not None:
        chosen = chosen.where(WaitingPlace.bedrooms == query.bedrooms)
    if query.runs_out_by is not None:
        chosen = chosen.where(WaitingPlace.valid_until <= query.runs_out_by)
    if query.area_id is not None:
        chosen = chosen.where(_wants(query.area_id))
    return chosen if query.need is None else chosen.where(_needs(query.need))


def _wants(area_id: int) -> ColumnElement[bool]:
    area = ApplicationArea
    wanting = select(area.application_id).where(area.area_id == area_id, area.wish == AreaWish.WANT)
    return WaitingPlace.application_id.in_(wanting)


def _needs(need: WaitingNeed) -> ColumnElement[bool]:
    if need is WaitingNeed.CHILDREN:
        children = (HouseholdRole.CHILD, HouseholdRole.CHILD_SHARED)
        having = select(ApplicationMember.application_id).where(ApplicationMember.role.in_(children))
        return WaitingPlace.application_id.in_(having)
    demand = {
        WaitingNeed.WHEELCHAIR: ApplicationNeed.wheelchair.is_(True),
        WaitingNeed.GROUND_OR_LIFT: ApplicationNeed.floor != FloorNeed.ANY,
        WaitingNeed.PETS: ApplicationNeed.pets != "",
    }[need]
    return WaitingPlace.application_id.in_(select(ApplicationNeed.application_id).where(demand))


@reads(Right.APPLICATION_READ)
def waiting_rows(look: Look, ids: Sequence[int]) -> dict[int, WaitingRow]:
    """The lines of some places, in seven statements however many they are."""
    query = select(WaitingPlace, Application.number).join(Application, Application.id == WaitingPlace.application_id)
    found = look.session.execute(narrowed(query, WaitingPlace.id, ids)).all()
    cases = [row.WaitingPlace.application_id for row in found]
    who, wishes, offers = applicants(look, cases), _wishes(look, cases), _offers(look, cases)
    by_date = bool(setting_of(look, OfficeSetting.WAITING_BY_DATE))
    rows = {}
    for place, number in found:
        case = place.application_id
        if case not in who:
            continue
        live, refusals = offers.get(case, (None, 0))
        rows[place.id] = WaitingRow(
            id=place.id,
            version=place.version,
            application_id=case,
            number=number,
            applicant=who[case].name,
            protected=who[case].protected,
            group=group_words(place.group_step, place.group_text),
            why=reasons(_standing(place), by_date),
            urgency=place.urgency,
            urgency_reason=place.urgency_reason,
            bedrooms=place.bedrooms,
            wishes=wishes.get(case, ()),
            entered_on=place.entered_on,
            valid_until=place.valid_until,
            offer=live,
            refusals=refusals,
        )
    return rows


def _standing(place: WaitingPlace) -> Standing:
    names = ("group_order", "group_step", "group_text", "entered_on", "urgency", "urgency_reason", "score")
    return Standing(**{name: getattr(place, name) for name in names})


def _wishes(look: Look, cases: Collection[int]) -> dict[int, tuple[str, ...]]:
    query = (
        select(ApplicationArea.application_id, Area.name)
        .join(Area, Area.id == ApplicationArea.area_id)
        .where(ApplicationArea.wish == AreaWish.WANT)
        .order_by(ApplicationArea.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in look.session.execute(narrowed(query, ApplicationArea.application_id, cases)):
        found[row.application_id] = (*found.get(row.application_id, ()), row.name)
    return found


def _offers(look: Look, cases: Collection[int]) -> dict[int, tuple[LiveOffer | None, int]]:
    """The live offer of each household, and how many refusals are counted."""
    query = select(Offer.id, Offer.application_id, Offer.state, Offer.answer_by, Offer.counted).where(
        Offer.voided_at.is_(None), Offer.state.in_((*HOLDING, OfferState.REFUSED))
    )
    found: dict[int, tuple[LiveOffer | None, int]] = {}
    for row in look.session.execute(narrowed(query, Offer.application_id, cases)):
        live, refusals = found.get(row.application_id, (None, 0))
        if row.state in HOLDING:
            live = LiveOffer(row.id, row.state, row.answer_by)
        found[row.application_id] = live, refusals + bool(row.counted)
    return found


@reads(Right.APPLICATION_READ)
def place_of(look: Look, application_id: int) -> WaitingRow | None:
    """The line of one household, None when it does not stand on the list."""
    place = standing_place(look, application_id)
    return waiting_rows.inner(look, [place.id]).get(place.id) if place else None


@reads(Right.APPLICATION_READ)
def waiting_choices(look: Look) -> WaitingChoices:
    """Groups, sizes and wished parts of town that occur on the list."""
    place = WaitingPlace
    groups = look.session.execute(
        select(place.group_key, place.group_step, place.group_text).where(*_STANDING).order_by(place.group_order)
    ).all()
    sizes = look.session.execute(select(place.bedrooms).where(*_STANDING, place.bedrooms.is_not(None)).distinct())
    wished = select(ApplicationArea.area_id).join(place, place.application_id == ApplicationArea.application_id)
    areas = look.session.execute(select(Area.id, Area.name).where(Area.id.in_(wished.where(*_STANDING)))).all()
    return WaitingChoices(
        tuple({key: (key, group_words(step, words)) for key, step, words in groups if key}.values()),
        tuple(sorted(size for size in sizes.scalars() if size is not None)),
        tuple(sorted(((row.id, row.name) for row in areas), key=lambda area: sort_key(area[1]))),
    )


@reads(Right.APPLICATION_READ)
def waiting_events(look: Look, application_id: int) -> tuple[WaitingLine, ...]:
    """Every movement of a household on the list, newest first."""
    event = WaitingEvent
    query = (
        select(event, User.name)
        .outerjoin(User, User.id == event.by)
        .where(event.application_id == application_id)
        .order_by(event.id.desc())
    )
    return tuple(
        WaitingLine(row.at, row.move, row.before, row.after, row.reason, name or "")
        for row, name in look.session.execute(query)
    )


@writes(Right.APPLICATION_WRITE)
def set_urgency(work: Work, place_id: int, version: int, urgency: int, reason: str) -> int:
    """Say how urgent a place is within its group (0, 1 or 2), with the reason. Returns the new version."""
    if urgency not in URGENCY:
        raise ValueError(f"urgency {urgency}")
    reason = _given(reason)
    place = standing_of(work, place_id, version)
    before, place.urgency = place.urgency, urgency
    place.urgency_reason = reason[:300] if urgency else ""
    move_event(work, place, WaitingMove.MOVED, str(before), str(urgency), reason)
    work.session.flush()
    return place.version


@writes(Right.APPLICATION_WRITE)
def prolong(work: Work, place_id: int, version: int, valid_until: date, reason: str) -> int:
    """Let a place hold to a later day (inclusive), with the reason. Returns the new version.

    A shorter time is a vedtak with forhåndsvarsel (P12) and is refused. The decision itself stands as it was made.
    """
    reason = _given(reason)
    place = standing_of(work, place_id, version)
    prolong_place(work, place, valid_until, reason)
    work.session.flush()
    return place.version


def _given(reason: str) -> str:
    if not reason.strip():
        raise refuse("venteliste.uten_grunn")
    return reason.strip()
