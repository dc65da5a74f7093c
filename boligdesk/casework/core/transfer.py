"""Bytte by application: the lease of the new home is written and the old one gets its end, in one act.

Two households that change homes with each other do it by `swap`; their applications for it are closed here.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from ...models.application import Application
from ...models.person import Person
from ...models.tenancy import Ending, Tenancy
from ...rules.application_words import ApplicationKind
from ...rules.findings import hard, soft
from ...rules.messages import Control, msg
from ...rules.periods import ONE_DAY
from ...rules.terms import EndKind
from ...rules.vocabulary import HouseholdRole, TaskKind
from ..tenancy_draft import TenancyDraft
from .acts import Look, Work
from .application_rows import standing
from .offer_rows import live_offer
from .tasks import NewTask, add_task
from .tenancy_rows import members_on, tenants_on, touch
from .waiting_moves import housed
from .waiting_rows import standing_place


def home_left(look: Look, application: Application) -> Tenancy | None:
    """The home an application of kind bytte is to leave, while its lease runs; None for other applications."""
    if application.kind is not ApplicationKind.SWAP or application.tenancy_id is None:
        return None
    tenancy = look.get(Tenancy, application.tenancy_id)
    return tenancy if _runs(tenancy) else None


def _runs(tenancy: Tenancy) -> bool:
    return tenancy.closed_on is None and tenancy.voided_at is None


def left_by(look: Look, draft: TenancyDraft) -> Tenancy | None:
    """The tenancy that a draft ends; None where it ends none, and where that one is over already."""
    if draft.previous_id is None or draft.previous_until is None:
        return None
    tenancy = look.get(Tenancy, draft.previous_id)
    return tenancy if _runs(tenancy) else None


def transfer_controls(look: Look, draft: TenancyDraft) -> Iterator[Control]:
    """What is said of ending the old home's lease: its day, a gap between the homes, and those who stay behind."""
    old, last = left_by(look, draft), draft.previous_until
    if old is None or last is None:
        return
    if last < old.from_date:
        yield hard(msg("leieforhold.slutt_for_start", fra=old.from_date), "", "previous_until")
    if last < draft.start - ONE_DAY:
        yield soft(msg("leieforhold.bytte_opphold", til=last, fra=draft.start), "previous_until")
    for name in _staying(look, old, draft):
        yield soft(msg("leieforhold.bytte_blir_igjen", navn=name), "previous_until", paragraph="ekteskapsloven § 32")


def _staying(look: Look, old: Tenancy, draft: TenancyDraft) -> Iterator[str]:
    """Co-tenants and partners in the old home who are not on the new lease: they must agree that it ends."""
    coming = {*draft.tenant_ids, *(member.person_id for member in draft.members)}
    living = members_on(look, old.household_id, look.today)
    partners = [member.person_id for member in living if member.role is HouseholdRole.PARTNER]
    for person_id in dict.fromkeys((*tenants_on(look, old.id, look.today, coming=True), *partners)):
        if person_id not in coming:
            yield look.get(Person, person_id).full_name


def end_left(work: Work, draft: TenancyDraft) -> None:
    """Give the old lease its last day; the keys, the settlement and the security follow when it is moved out of.

    A lease that ends earlier by itself keeps its day.
    """
    old, last = left_by(work, draft), draft.previous_until
    if old is None or last is None:
        return
    touch(work, old)
    old.to_date = min(last, old.to_date or last)
    work.add(Ending(tenancy_id=old.id, kind=EndKind.SWAP, received_on=work.today, effective_on=old.to_date))
    due = NewTask(TaskKind.MOVE_OUT_PROTOCOL, old.to_date, tenancy_id=old.id, person_id=old.first_tenant_id)
    add_task(work, due)


def close_swapped(work: Work, left_id: int, tenancy_id: int) -> None:
    """Applications to change the home that a swap has changed have got what they asked for; one that holds an offer
    goes on, and is closed by hand.
    """
    wanted = select(Application).where(
        Application.kind == ApplicationKind.SWAP,
        Application.tenancy_id == left_id,
        standing(),
    )
    number = work.get(Tenancy, tenancy_id).number
    for application in work.session.execute(wanted).scalars().all():
        if live_offer(work, application.id) is None:
            housed(work, application, standing_place(work, application.id), tenancy_id, number)
