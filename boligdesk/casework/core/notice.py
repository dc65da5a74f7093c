"""Notice in a tenancy: how long it is, which dates follow, and what is known later of its way (§§ 9-6 to 9-8)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from ...models.casefile import Document, Sending
from ...models.stock import Dwelling, LettingUnit
from ...models.tenancy import Ending, Tenancy
from ...rules.ending import LandlordNoticeDates, landlord_notice_dates
from ...rules.limits import Law, LeaseLimit
from ...rules.terms import EndKind
from ...rules.vocabulary import DwellingKind, TaskKind
from .acts import Look, Work
from .rates import rates_of
from .tasks import NewTask, add_task, finish_tasks


def is_single_room(look: Look, unit_id: int) -> bool:
    """Whether a unit is a room in a shared home, where a month's notice is the act's own rule."""
    unit = look.get(LettingUnit, unit_id)
    rooms = select(func.count(LettingUnit.id)).where(LettingUnit.dwelling_id == unit.dwelling_id)
    shared = look.get(Dwelling, unit.dwelling_id).kind is DwellingKind.SHARED_HOME
    return shared or look.session.execute(rooms).scalar_one() > 1


def landlord_months(look: Look, tenancy: Tenancy, law: Law) -> int:
    """The landlord's notice in months: what was agreed, and never less than the act gives the tenant."""
    room = is_single_room(look, tenancy.unit_id)
    least = law.number(LeaseLimit.NOTICE_ROOM_MONTHS if room else LeaseLimit.NOTICE_MONTHS)
    return max(tenancy.notice_months, least)


def landlord_dates(look: Look, tenancy: Tenancy, received: date) -> LandlordNoticeDates:
    """Last day, protest and suit of a notice that reached the tenant on a day, by the limits of that day."""
    law = Law(rates_of(look), received, look.today)
    return landlord_notice_dates(received, law, months=landlord_months(look, tenancy, law))


def follow_sending(work: Work, document: Document, sending: Sending) -> None:
    """Proof of a letter's way moves the dates that hang on it: a notice counts from when it reached the tenant."""
    query = select(Ending).where(
        Ending.document_id == document.id, Ending.withdrawn_on.is_(None), Ending.voided_at.is_(None)
    )
    for ending in work.session.execute(query).scalars():
        ending.sent_on = sending.sent_on
        if ending.kind is EndKind.LANDLORD_NOTICE and sending.received_on:
            _reached(work, ending, sending.received_on)


def _reached(work: Work, ending: Ending, received: date) -> None:
    dates = landlord_dates(work, work.get(Tenancy, ending.tenancy_id), received)
    ending.received_on, ending.effective_on = received, dates.last_day.day
    ending.protest_by, ending.sue_by = dates.protest_by.day, dates.sue_by.day
    finish_tasks(work, ending.tenancy_id, TaskKind.PROTEST, TaskKind.MOVE_OUT_PROTOCOL)
    dues = {TaskKind.MOVE_OUT_PROTOCOL: ending.effective_on}
    if ending.sued_on is None:
        dues[TaskKind.PROTEST] = ending.protest_by if ending.protested_on is None else ending.sue_by
    for kind, due in dues.items():
        add_task(work, NewTask(kind, due, tenancy_id=ending.tenancy_id))
