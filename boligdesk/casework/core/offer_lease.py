"""From an accepted offer to its lease: what the draft takes over, and what follows when the lease is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from ...models.application import Application, ApplicationMember
from ...models.decision import Decision, Offer
from ...models.tenancy import Tenancy
from ...rules.application_words import OfferState
from ...rules.messages import msg, refuse
from ...rules.periods import ONE_DAY, term_end
from ..tenancy_draft import DraftMember, TenancyDraft
from .acts import Look, Work
from .offer_rows import held_units
from .transfer import home_left
from .waiting_moves import housed
from .waiting_rows import standing_place


def with_offer(look: Look, draft: TenancyDraft) -> TenancyDraft:
    """A proposal with what was offered: rent, term, the decision it rests on, who shall live there.

    Of a bytte also the lease of the home that is left, to end the day before.
    """
    found = _accepted(look, draft.unit_id, draft.tenant_ids)
    if found is None:
        return draft
    decision = look.get(Decision, found.decision_id) if found.decision_id else None
    left = home_left(look, look.get(Application, found.application_id))
    return replace(
        draft,
        rent_ore=found.rent_ore or draft.rent_ore,
        deposit_ore=_scaled(draft, found.rent_ore),
        fixed_until=term_end(draft.start, found.lease_months) if found.lease_months else None,
        decision_ref=decision.number if decision else "",
        members=_members(look, found.application_id, draft),
        previous_id=left.id if left else None,
        previous_until=draft.start - ONE_DAY if left else None,
    )


def _scaled(draft: TenancyDraft, rent_ore: int) -> int:
    """So many months' rent as the proposal has, of the rent that was offered."""
    if not rent_ore or not draft.rent_ore:
        return draft.deposit_ore
    return draft.deposit_ore // draft.rent_ore * rent_ore


def _members(look: Look, application_id: int, draft: TenancyDraft) -> tuple[DraftMember, ...]:
    """Those of the application who are registered and live there now; who is still to come joins later."""
    member = ApplicationMember
    query = (
        select(member.person_id, member.role)
        .where(member.application_id == application_id, member.person_id.is_not(None), member.growth.is_(None))
        .order_by(member.id)
    )
    named = [DraftMember(row.person_id, row.role) for row in look.session.execute(query) if row.person_id is not None]
    return tuple(m for m in named if m.person_id not in draft.tenant_ids)


def _accepted(look: Look, unit_id: int, tenant_ids: tuple[int, ...]) -> Offer | None:
    query = (
        select(Offer)
        .join(Application, Application.id == Offer.application_id)
        .where(Offer.unit_id == unit_id, Offer.state == OfferState.ACCEPTED, Offer.voided_at.is_(None))
        .where(Application.applicant_id.in_(tenant_ids))
    )
    return look.session.execute(query).scalars().first()


def refuse_home_of_others(look: Look, unit_id: int, tenant_ids: tuple[int, ...]) -> None:
    """No lease on a home that is offered to another household, or that its own household has not said yes to."""
    held = held_units(look, (unit_id,)).get(unit_id)
    if held is None or _accepted(look, unit_id, tenant_ids) is not None:
        return
    own = not held.hidden and look.get(Application, held.application_id).applicant_id in tenant_ids
    if own:
        raise refuse("tilbud.ikke_besvart", svar=held.answer_by)
    raise refuse("tilbud.opptatt", navn=held.name or msg("match.tilbud.en_annen"), svar=held.answer_by)


def lease_made(work: Work, tenancy: Tenancy, tenant_ids: tuple[int, ...]) -> None:
    """The lease an accepted offer was for: the offer is over, the household has its home, the case is closed."""
    offer = _accepted(work, tenancy.unit_id, tenant_ids)
    if offer is None:
        return
    offer.state, offer.tenancy_id = OfferState.LEASED, tenancy.id
    application = work.get(Application, offer.application_id)
    housed(work, application, standing_place(work, application.id), tenancy.id, tenancy.number)


def move_in_day(offer: Offer, today: date) -> date:
    """The first day of the lease: the one that was offered, never one that has passed."""
    return max(offer.move_in_on or today, today)
