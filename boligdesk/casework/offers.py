"""Offers of a home: made, accepted, refused, run out, withdrawn. None of them takes anybody off the list (P12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ..models.application import Application
from ..models.decision import Decision, Offer
from ..models.stock import Building, Dwelling, LettingUnit
from ..rules.application_words import OfferState, Stage, WaitingMove
from ..rules.calendar import next_bank_day
from ..rules.messages import Fault, RefusedError, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import TaskKind
from ..texts import text
from . import tenancy_new
from .core.acts import Look, Work, reads, writes
from .core.application_rows import open_application, stage_to
from .core.decision_rows import stored_text
from .core.free_homes import free_homes
from .core.lease_facts import last_rent
from .core.offer_check import Recheck, check_offer, recheck
from .core.offer_lease import move_in_day
from .core.offer_rows import live_offer
from .core.office_settings import OfficeSetting, setting_of
from .core.tasks import NewTask, add_task, finish_application_tasks
from .core.waiting_rows import move_event, standing_place
from .tenancy_draft import TenancyDraft


@dataclass(frozen=True)
class OfferInput:
    """What is offered. `answer_by` is inclusive, `rent_ore` per month, `lease_months` None a lease without an end.

    `why` stands in the letter, and must be there where the home does not fit by itself.
    """

    application_id: int
    unit_id: int
    answer_by: date
    rent_ore: int
    move_in_on: date | None = None
    lease_months: int | None = None
    why: str = ""
    viewing: str = ""


@dataclass(frozen=True)
class OfferRow:
    """One offer as the case shows it."""

    id: int
    version: int
    application_id: int
    unit_id: int
    dwelling_id: int
    address: str
    state: OfferState
    offered_on: date
    answer_by: date
    move_in_on: date | None
    rent_ore: int
    lease_months: int | None
    why: str
    viewing: str
    answered_on: date | None
    answer_reason: str
    counted: bool
    checked_again: Any
    document_id: int | None
    tenancy_id: int | None

    def overdue(self, today: date) -> bool:
        """The answer should have come."""
        return self.state is OfferState.OPEN and self.answer_by < today


_PLAIN = tuple(name for name in OfferRow.__dataclass_fields__ if name not in ("dwelling_id", "address"))


@reads(Right.APPLICATION_READ)
def offers_of(look: Look, application_id: int) -> tuple[OfferRow, ...]:
    """The offers a household has had, newest first."""
    query = (
        select(Offer, LettingUnit.dwelling_id, LettingUnit.name, Building.address, Dwelling.number)
        .join(LettingUnit, LettingUnit.id == Offer.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .where(Offer.application_id == application_id, Offer.voided_at.is_(None))
        .order_by(Offer.id.desc())
    )
    return tuple(
        OfferRow(
            dwelling_id=dwelling_id,
            address=", ".join(filter(None, (street, number, unit))),
            **{name: getattr(offer, name) for name in _PLAIN},
        )
        for offer, dwelling_id, unit, street, number in look.session.execute(query)
    )


@reads(Right.APPLICATION_READ)
def offer_proposal(look: Look, application_id: int, unit_id: int) -> OfferInput:
    """An offer with what the records know: answer date, rent set or last paid, term and first day."""
    home = free_homes(look, (unit_id,))[unit_id]
    place = standing_place(look, application_id)
    decision = look.get(Decision, place.decision_id) if place else None
    days = setting_of(look, OfficeSetting.OFFER_ANSWER_DAYS)
    return OfferInput(
        application_id,
        unit_id,
        answer_by=next_bank_day(look.today + timedelta(days=days)),
        rent_ore=home.rent_ore or last_rent(look, unit_id, look.today) or 0,
        move_in_on=home.free_on,
        lease_months=stored_text(decision).lease_months if decision else None,
    )


@writes(Right.APPLICATION_WRITE)
def make_offer(work: Work, given: OfferInput) -> int:
    """Offer a home to a household on the list, with a day for the answer and a task on that day. Returns its id.

    The home is reserved until the answer; the database lets no second offer hold it.
    """
    application = open_application(work, given.application_id)
    if given.answer_by <= work.today:
        raise refuse("tilbud.frist_for_tidlig", dato=given.answer_by)
    if given.rent_ore <= 0:
        raise refuse("tilbud.uten_leie")
    place = check_offer(work, given.application_id, given.unit_id, given.why)
    offer = work.add(
        Offer(
            application_id=application.id,
            decision_id=place.decision_id,
            unit_id=given.unit_id,
            offered_on=work.today,
            answer_by=given.answer_by,
            move_in_on=given.move_in_on,
            rent_ore=given.rent_ore,
            lease_months=given.lease_months,
            why=given.why.strip(),
            viewing=given.viewing.strip(),
            checked_again={},
        )
    )
    address = _address(work, given.unit_id)
    move_event(work, place, WaitingMove.OFFERED, after=address, reason=offer.why)
    stage_to(work, application, Stage.OFFERED)
    why = text("tilbud.oppgave.svar", adresse=address)
    add_task(work, NewTask(TaskKind.OFFER_ANSWER, given.answer_by, why=why, **_case(application)))
    return offer.id


def _case(application: Application) -> dict[str, Any]:
    return {"application_id": application.id, "person_id": application.applicant_id}


def _address(look: Look, unit_id: int) -> str:
    return free_homes(look, (unit_id,))[unit_id].address


@reads(Right.APPLICATION_READ)
def check_again(look: Look, offer_id: int) -> Recheck:
    """The demands of the household as they stand today: what has changed since the decision."""
    return recheck(look, _offer(look, offer_id))


@writes(Right.APPLICATION_WRITE)
def accept_offer(work: Work, offer_id: int, version: int, answered_on: date, decided: str = "") -> None:
    """The household says yes. The demands are looked at again, and what was found is kept with the offer.

    Where something has changed, somebody must decide that the offer stands, in words (`decided`); else it is refused
    with every change. An answer after the day is taken while the home is still held.
    """
    offer = _open(work, offer_id, version, answered_on)
    found = recheck(work, offer)
    if found.changes and not decided.strip():
        faults = [Fault("tilbud.endret", change, mend=msg("tilbud.endret.rett")) for change in found.changes]
        raise RefusedError(*faults)
    offer.state, offer.answered_on = OfferState.ACCEPTED, answered_on
    offer.checked_again = found.kept(decided.strip())
    application = open_application(work, offer.application_id)
    stage_to(work, application, Stage.ACCEPTED)
    finish_application_tasks(work, application.id, TaskKind.OFFER_ANSWER)
    due = max(work.today, move_in_day(offer, work.today))
    why = text("tilbud.oppgave.kontrakt", adresse=_address(work, offer.unit_id))
    add_task(work, NewTask(TaskKind.MAKE_LEASE, due, why=why, **_case(application)))


@writes(Right.APPLICATION_WRITE)
def refuse_offer(work: Work, offer_id: int, version: int, answered_on: date, reason: str, counted: bool = True) -> None:
    """The household says no, and stays on the list (P12). `counted` says whether it is counted as a refusal.

    A letter that came back or an interpreter that was missing is no refusal: then withdraw the offer instead.
    """
    offer = _open(work, offer_id, version, answered_on)
    _wanted(reason, "tilbud.nei_uten_grunn")
    offer.counted = counted
    _over(work, offer, OfferState.REFUSED, WaitingMove.REFUSED_OFFER, reason, answered_on)


@writes(Right.APPLICATION_WRITE)
def expire_offer(work: Work, offer_id: int, version: int, note: str = "") -> None:
    """Nobody answered before the day was over. The home is free again; the household stays on the list (P12)."""
    offer = _open(work, offer_id, version, work.today)
    if offer.answer_by >= work.today:
        raise refuse("tilbud.frist_ikke_ute", dato=offer.answer_by)
    _over(work, offer, OfferState.EXPIRED, WaitingMove.OFFER_EXPIRED, note)


@writes(Right.APPLICATION_WRITE)
def withdraw_offer(work: Work, offer_id: int, version: int, reason: str) -> None:
    """The office takes an offer back, open or accepted, with the reason; the household stays on the list."""
    offer = _held(work, offer_id, version)
    _wanted(reason, "tilbud.trukket_uten_grunn")
    _over(work, offer, OfferState.WITHDRAWN, WaitingMove.OFFER_WITHDRAWN, reason)


def _over(
    work: Work, offer: Offer, state: OfferState, move: WaitingMove, reason: str, answered_on: date | None = None
) -> None:
    offer.state, offer.answer_reason, offer.answered_on = state, reason.strip()[:500], answered_on
    application = open_application(work, offer.application_id)
    place = standing_place(work, application.id)
    if place is not None:
        move_event(work, place, move, before=_address(work, offer.unit_id), reason=reason.strip())
        stage_to(work, application, Stage.WAITING)
    finish_application_tasks(work, application.id, TaskKind.OFFER_ANSWER, TaskKind.MAKE_LEASE)


def _offer(look: Look, offer_id: int) -> Offer:
    offer = look.get(Offer, offer_id)
    if offer.voided_at is not None:
        raise refuse("sak.finnes_ikke")
    return offer


def _held(work: Work, offer_id: int, version: int) -> Offer:
    offer = work.load(Offer, offer_id, version)
    if offer.state not in (OfferState.OPEN, OfferState.ACCEPTED) or offer.voided_at is not None:
        raise refuse("tilbud.er_over", tilstand=msg(f"enum.OfferState.{offer.state.value}"))
    return offer


def _open(work: Work, offer_id: int, version: int, answered_on: date) -> Offer:
    offer = _held(work, offer_id, version)
    if offer.state is not OfferState.OPEN:
        raise refuse("tilbud.er_over", tilstand=msg(f"enum.OfferState.{offer.state.value}"))
    if not offer.offered_on <= answered_on <= work.today:
        raise refuse("tilbud.svardato", fra=offer.offered_on)
    return offer


def _wanted(reason: str, code: str) -> None:
    if not reason.strip():
        raise refuse(code)


@reads(Right.TENANCY_READ)
def lease_draft_for(look: Look, offer_id: int) -> TenancyDraft:
    """The draft of the lease an accepted offer leads to, with everything filled in. Refused before the yes."""
    offer = _offer(look, offer_id)
    if offer.state is not OfferState.ACCEPTED:
        raise refuse("tilbud.ikke_besvart", svar=offer.answer_by)
    applicant = look.get(Application, offer.application_id).applicant_id
    return tenancy_new.propose.inner(look, offer.unit_id, (applicant,), move_in_day(offer, look.today))


@reads(Right.APPLICATION_READ)
def offer_now(look: Look, application_id: int) -> OfferRow | None:
    """The offer that holds a home for this household now, None when there is none."""
    live = live_offer(look, application_id)
    rows = offers_of.inner(look, application_id) if live else ()
    return next((row for row in rows if live is not None and row.id == live.id), None)
