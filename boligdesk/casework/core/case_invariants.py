"""What must be true of applications whatever acts have done: stage, vedtak, waiting list and offers agree.

Findings name applications by number and never persons: they end up in logs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select

from ...models.application import Application
from ...models.decision import Decision, Offer, WaitingPlace
from ...models.tenancy import Tenancy
from ...rules.application_words import DecisionBasis, DecisionState, OfferState, Stage
from ...rules.decisions.content import GIVING
from ...rules.messages import Message, msg
from .offer_rows import HOLDING

#: The households that stand on the list are at one of these stages.
_ON_THE_LIST = (Stage.WAITING, Stage.OFFERED)


def _cases() -> Select[Any]:
    return select(Application.number).where(Application.voided_at.is_(None)).order_by(Application.id)


def _place() -> ColumnElement[bool]:
    """The case has a place on the list now."""
    mine = WaitingPlace.application_id == Application.id
    return exists().where(mine, WaitingPlace.left_on.is_(None), WaitingPlace.voided_at.is_(None)).correlate(Application)


def _offer(*states: OfferState) -> ColumnElement[bool]:
    """The case has an offer in one of these states."""
    mine = Offer.application_id == Application.id
    return exists().where(mine, Offer.state.in_(states), Offer.voided_at.is_(None)).correlate(Application)


def _closed_on_the_list() -> Select[Any]:
    """Households whose case is closed, and that still stand on the waiting list."""
    return _cases().where(Application.stage == Stage.CLOSED, _place())


def _waits_off_the_list() -> Select[Any]:
    """Households that wait for a home or an answer without a place on the list."""
    return _cases().where(Application.stage.in_(_ON_THE_LIST), ~_place())


def _place_without_a_yes() -> Select[Any]:
    """Places on the list that rest on no vedtak that stands and gives a home."""
    standing = (
        exists()
        .where(
            Decision.id == WaitingPlace.decision_id,
            Decision.application_id == WaitingPlace.application_id,
            Decision.basis == DecisionBasis.HOUSING,
            Decision.state == DecisionState.FINAL,
            Decision.result.in_(GIVING),
            Decision.voided_at.is_(None),
        )
        .correlate(WaitingPlace)
    )
    places = _cases().join(WaitingPlace, WaitingPlace.application_id == Application.id)
    return places.where(WaitingPlace.left_on.is_(None), WaitingPlace.voided_at.is_(None), ~standing)


def _without_its_offer() -> Select[Any]:
    """Cases that wait for an answer, without the offer that should hold a home for them."""
    return _cases().where(Application.stage == Stage.OFFERED, ~_offer(*HOLDING))


def _yes_gone_astray() -> Select[Any]:
    """Cases with an accepted offer that do not stand as accepted."""
    return _cases().where(Application.stage != Stage.ACCEPTED, _offer(OfferState.ACCEPTED))


def _offer_of_a_let_home() -> Select[Any]:
    """Offers that hold a home somebody rents without any end in sight."""
    rented = (
        exists()
        .where(
            Tenancy.unit_id == Offer.unit_id,
            Tenancy.voided_at.is_(None),
            Tenancy.closed_on.is_(None),
            Tenancy.to_date.is_(None),
        )
        .correlate(Offer)
    )
    offers = _cases().join(Offer, Offer.application_id == Application.id)
    return offers.where(Offer.state.in_(HOLDING), Offer.voided_at.is_(None), rented)


def _nothing_proposed() -> Select[Any]:
    """Cases that wait for approval, without a proposed vedtak."""
    mine = Decision.application_id == Application.id
    proposed = exists().where(mine, Decision.state == DecisionState.PROPOSED, Decision.voided_at.is_(None))
    return _cases().where(Application.stage == Stage.PROPOSED, ~proposed.correlate(Application))


#: What is asked, and the finding of each row that comes.
CASE_RULES: tuple[tuple[Callable[[], Select[Any]], Callable[[Any], Message]], ...] = (
    (_closed_on_the_list, lambda r: msg("kontroll.avsluttet_pa_venteliste", nummer=r.number)),
    (_waits_off_the_list, lambda r: msg("kontroll.venter_utenfor_listen", nummer=r.number)),
    (_place_without_a_yes, lambda r: msg("kontroll.plass_uten_vedtak", nummer=r.number)),
    (_without_its_offer, lambda r: msg("kontroll.tilbudt_uten_tilbud", nummer=r.number)),
    (_yes_gone_astray, lambda r: msg("kontroll.ja_uten_trinn", nummer=r.number)),
    (_offer_of_a_let_home, lambda r: msg("kontroll.tilbud_pa_utleid", nummer=r.number)),
    (_nothing_proposed, lambda r: msg("kontroll.forslag_mangler", nummer=r.number)),
)
