"""Households that look for a home, as the match sees them: what they need and wish, in a handful of statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ...models.application import Application, ApplicationArea, ApplicationNeed
from ...models.decision import Offer, WaitingPlace
from ...rules.application_words import AreaWish, FloorNeed, OfferState
from ...rules.matching.sides import BudgetRoom, SaidNo, Seeker
from ...rules.rights import Right
from ...rules.vocabulary import DwellingKind
from .acts import Look
from .budget_rows import BudgetFigures, budget_figures
from .narrowing import narrowed
from .sheet_rows import HomePerson, home_people, reckon_bedrooms

#: What is asked while nobody has written any need down.
_NOTHING = ApplicationNeed(floor=FloorNeed.ANY, wheelchair=False, pets="", kinds=[], avoid="")


@dataclass(frozen=True)
class _Asked:
    """What a household has asked for beside the people in it."""

    granted: Mapping[int, int]
    wants: Mapping[int, Mapping[int, str]]
    avoids: Mapping[int, Mapping[int, str]]
    refused: Mapping[int, Mapping[int, SaidNo]]
    budgets: Mapping[int, BudgetFigures]


def seekers_of(look: Look, ids: Collection[int]) -> dict[int, Seeker]:
    """The households behind these applications; those that are gone or hidden are left out.

    The bedrooms are those the decision grants, else those a caseworker has set, else the reckoned ones.
    """
    people = home_people(look, ids, look.today)
    wants, avoids = _areas(look, ids, AreaWish.WANT), _areas(look, ids, AreaWish.AVOID)
    query = select(
        *(Application.id, Application.applicant_id, Application.household_id, Application.target_group), ApplicationNeed
    ).outerjoin(ApplicationNeed, ApplicationNeed.application_id == Application.id)
    rows = [row for row in look.session.execute(narrowed(query, Application.id, ids)) if row.id in people]
    budgets = _budgets(look, {row.household_id for row in rows if row.household_id is not None})
    asked = _Asked(_granted(look, ids), wants, avoids, _refused(look, ids), budgets)
    return {row.id: _seeker(row, people[row.id], asked) for row in rows}


def _budgets(look: Look, household_ids: Collection[int]) -> dict[int, BudgetFigures]:
    """The newest budgets of the households; none for those who may not see guidance."""
    may = household_ids and look.who.may(Right.GUIDANCE_READ)
    return budget_figures(look, household_ids) if may else {}


def _seeker(row: Any, people: tuple[HomePerson, ...], asked: _Asked) -> Seeker:
    need = row.ApplicationNeed or _NOTHING
    return Seeker(
        application_id=row.id,
        applicant_id=row.applicant_id,
        bedrooms=_bedrooms(asked.granted.get(row.id), need.bedrooms, people),
        children=sum(person.child for person in people),
        rooms_wish=need.rooms_wish,
        kinds=frozenset(map(DwellingKind, need.kinds or ())),
        floor=need.floor,
        wheelchair=need.wheelchair,
        pets=need.pets,
        max_rent_ore=need.max_rent_ore,
        budget=_room(asked.budgets.get(row.household_id)),
        from_date=need.from_date,
        wants=asked.wants.get(row.id, {}),
        avoids=asked.avoids.get(row.id, {}),
        avoid_words=need.avoid,
        target_group=row.target_group,
        refused=asked.refused.get(row.id, {}),
    )


def _room(figures: BudgetFigures | None) -> BudgetRoom | None:
    """What the budget carries, where it can be said."""
    if figures is None or figures.room_ore is None:
        return None
    return BudgetRoom(figures.room_ore, figures.valid_from, figures.provisional)


def _bedrooms(granted: int | None, own: int | None, people: tuple[HomePerson, ...]) -> int:
    """None of them says nothing; 0 says that one room is enough."""
    known = (number for number in (granted, own) if number is not None)
    return next(known, reckon_bedrooms(people).count)


def _granted(look: Look, ids: Collection[int]) -> dict[int, int]:
    """The bedrooms granted to those who stand on the list."""
    query = select(WaitingPlace.application_id, WaitingPlace.bedrooms).where(
        WaitingPlace.left_on.is_(None), WaitingPlace.voided_at.is_(None), WaitingPlace.bedrooms.is_not(None)
    )
    rows = look.session.execute(narrowed(query, WaitingPlace.application_id, ids))
    return {row.application_id: row.bedrooms for row in rows if row.bedrooms is not None}


def _refused(look: Look, ids: Collection[int]) -> dict[int, dict[int, SaidNo]]:
    """The homes each household has said no to, also in an offer that did not count; the newest no of a home."""
    query = select(Offer.application_id, Offer.unit_id, Offer.answered_on, Offer.answer_reason).where(
        Offer.state == OfferState.REFUSED, Offer.voided_at.is_(None)
    )
    found: dict[int, dict[int, SaidNo]] = {}
    for row in look.session.execute(narrowed(query.order_by(Offer.id), Offer.application_id, ids)):
        found.setdefault(row.application_id, {})[row.unit_id] = SaidNo(row.answered_on, row.answer_reason)
    return found


def _areas(look: Look, ids: Collection[int], wish: AreaWish) -> dict[int, dict[int, str]]:
    """Part of town → reason, for each household that has said so."""
    area = ApplicationArea
    query = select(area.application_id, area.area_id, area.reason).where(area.wish == wish)
    found: dict[int, dict[int, str]] = {}
    for row in look.session.execute(narrowed(query, area.application_id, ids)):
        found.setdefault(row.application_id, {})[row.area_id] = row.reason
    return found
