"""Offers as records: which homes they hold, and for whom, as far as the person at the desk may know it (P30)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ...models.application import Application
from ...models.decision import Offer
from ...models.person import Person
from ...rules.application_words import OfferState
from .acts import Look
from .narrowing import narrowed
from .protection import SHIELD_OFF

_OFF = {SHIELD_OFF: True}
#: An offer that nobody has answered, or that was accepted and has no lease yet, keeps the home for its household.
HOLDING = (OfferState.OPEN, OfferState.ACCEPTED)


@dataclass(frozen=True)
class Held:
    """A home kept for a household. `answer_by` is inclusive; without the right `name` is empty."""

    offer_id: int
    unit_id: int
    application_id: int
    state: OfferState
    answer_by: date
    name: str = ""
    hidden: bool = False


def held_units(look: Look, unit_ids: Collection[int] | None = None) -> dict[int, Held]:
    """Which of these units (None: of all) an offer holds. Also the hidden offers hold; only their name is left out."""
    query = (
        select(Offer.id, Offer.unit_id, Offer.application_id, Offer.state, Offer.answer_by)
        .where(Offer.state.in_(HOLDING), Offer.voided_at.is_(None))
        .order_by(Offer.id)
    )
    rows = look.session.execute(narrowed(query, Offer.unit_id, unit_ids), execution_options=_OFF).all()
    if not rows:
        return {}
    names = _short_names(look, [row.application_id for row in rows])
    return {
        row.unit_id: Held(*row, name=names.get(row.application_id, ""), hidden=row.application_id not in names)
        for row in rows
    }


def _short_names(look: Look, application_ids: Collection[int]) -> dict[int, str]:
    """ "S. Đặng" of those who may be seen."""
    query = select(Application.id, Person.first_name, Person.last_name).join(
        Person, Person.id == Application.applicant_id
    )
    return {
        row.id: f"{row.first_name[:1]}. {row.last_name}" if row.first_name else row.last_name
        for row in look.session.execute(narrowed(query, Application.id, application_ids))
    }


def live_offer(look: Look, application_id: int) -> Offer | None:
    """The offer a household has open or has accepted, None when it has none."""
    query = select(Offer).where(
        Offer.application_id == application_id, Offer.state.in_(HOLDING), Offer.voided_at.is_(None)
    )
    return look.session.execute(query).scalars().first()
