"""From when a notified rent counts: never before every tenant was sent the notice, then as the law allows (P23)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from ...models.casefile import Document, Sending
from ...models.ledger import RentChange, RentNotice, RentRound
from ...models.tenancy import Tenancy
from ...rules.arrears.words import RentChangeState
from ...rules.explanation import Explanation, dump
from ...rules.limits import Law
from ...rules.messages import refuse
from ...rules.rent_change import effect_of_notice
from ...rules.vocabulary import DocumentKind
from ...texts import text
from .acts import Look, Work
from .rates import rates_of
from .rent_change_rows import EFFECT
from .rent_planning import RentTerms, rent_terms
from .rent_terms import NewRent, take_back_rent, write_rent
from .tenancy_rows import tenants_on


def tenants_of(look: Look, change: RentChange) -> tuple[int, ...]:
    """Who must be sent the notice: the tenants of today, and those who are to be."""
    return tenants_on(look, change.tenancy_id, look.today, coming=True)


def notices_of(look: Look, change_id: int) -> dict[int, RentNotice]:
    """The notices that are made, by tenant."""
    query = select(RentNotice).where(RentNotice.change_id == change_id).order_by(RentNotice.id)
    return {notice.person_id: notice for notice in look.session.execute(query).scalars()}


def effect_if(look: Look, change: RentChange, own: RentTerms, sent: Mapping[int, date]) -> Explanation:
    """From when a change counts, given the days its tenants were sent the notice."""
    law = Law(rates_of(look), look.today, look.today)
    days = {str(person): day for person, day in sent.items()}
    return effect_of_notice(change.basis, change.planned_on, own.history, days, law)


def rent_notice_sent(work: Work, document: Document, sending: Sending) -> None:
    """A notice went to one of the tenants; the first sending counts. Was it the last of them, the new rent is written.

    Refused when the change came to nothing, gjengs leie was notified too early, or the rent was changed, or the tenancy
    ends, before the day.
    """
    if document.kind is not DocumentKind.RENT_CHANGE:
        return
    query = select(RentNotice).where(RentNotice.document_id == document.id, RentNotice.sent_on.is_(None))
    notice = work.session.execute(query).scalars().first()
    if notice is None:
        return
    change = work.get(RentChange, notice.change_id)
    if change.state is not RentChangeState.PLANNED or change.voided_at is not None:
        raise refuse("regulering.star_fast")
    notice.sent_on = sending.sent_on
    _look_anew(work, change)


def rent_notice_returned(work: Work, document: Document) -> None:
    """A notice came back: its tenant was not sent it, unless another sending of it went.

    While the new rent does not count yet it is taken back, and waits until every tenant is sent the notice anew. What
    counts already is left to a person: what was charged by it stands on the account.
    """
    query = select(RentNotice).where(RentNotice.document_id == document.id, RentNotice.sent_on.is_not(None))
    notice = work.session.execute(query).scalars().first()
    if notice is None:
        return
    reached = select(func.min(Sending.sent_on)).where(Sending.document_id == document.id, Sending.returned_on.is_(None))
    notice.sent_on = work.session.execute(reached).scalar_one()
    change = work.get(RentChange, notice.change_id)
    if change.state is RentChangeState.DROPPED or (change.effect_on is not None and change.effect_on <= work.today):
        return
    if change.term_id is not None:
        take_back_rent(work, change.term_id, text("regulering.varsel_i_retur"))
    change.state, change.term_id, change.sent_on, change.effect_on = RentChangeState.PLANNED, None, None, None
    change.explanation = {key: kept for key, kept in change.explanation.items() if key != EFFECT}
    _look_anew(work, change)


def _look_anew(work: Work, change: RentChange) -> None:
    """Has every tenant been sent the notice, the new rent is written."""
    work.session.flush()
    made = notices_of(work, change.id)
    days = {one: made[one].sent_on for one in tenants_of(work, change) if one in made}
    sent = {one: day for one, day in days.items() if day is not None}
    if set(sent) == set(tenants_of(work, change)):
        _take_effect(work, change, sent)


def _take_effect(work: Work, change: RentChange, days: Mapping[int, date]) -> None:
    """Every tenant was sent the notice: the terms from the lawful day are written."""
    tenancy = work.get(Tenancy, change.tenancy_id)
    own = rent_terms(work, (tenancy.id,), change.planned_on)[tenancy.id]
    effect = effect_if(work, change, own, days)
    if effect.result is None:
        raise refuse("regulering.varslet_for_tidlig")
    if own.rent_ore != change.old_rent_ore or own.later_on is not None:
        raise refuse("regulering.endret_siden")
    if tenancy.to_date is not None and tenancy.to_date < effect.day:
        raise refuse("regulering.slutter_for", dato=effect.day)
    series = work.get(RentRound, change.round_id or 0)
    rent = NewRent(effect.day, change.new_rent_ore, change.basis.value, series.to_month)
    change.term_id = write_rent(work, tenancy, rent)
    change.sent_on, change.effect_on = max(days.values()), effect.day
    moved = effect.day != change.planned_on
    change.state = RentChangeState.MOVED if moved else RentChangeState.SENT
    change.explanation = {**change.explanation, EFFECT: dump(effect)}
