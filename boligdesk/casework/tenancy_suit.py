"""The landlord's suit after a protest: brought in time it keeps the notice alive (husleieloven § 9-8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..models.tenancy import Ending, Tenancy
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.terms import EndKind
from ..rules.vocabulary import TaskKind
from .core.acts import Work, writes
from .core.tasks import finish_tasks
from .core.tenancy_rows import refuse_gone, touch


@dataclass(frozen=True)
class Suit:
    """A suit that was brought: the day it reached the court, which court, and the court's number when it is known."""

    on: date
    court: str
    case_number: str = ""


@writes(Right.TENANCY_WRITE)
def bring_suit(work: Work, ending_id: int, version: int, suit: Suit) -> int:
    """Record the suit over a notice that was protested against in time: the notice stands, the task is done.

    Refused after the last day (`sue_by`, inclusive): the notice has lapsed. A court's number that comes later is
    recorded by the same act. Returns the ending's id.
    """
    ending = work.load(Ending, ending_id, version)
    tenancy = work.get(Tenancy, ending.tenancy_id)
    refuse_gone(tenancy)
    _refuse_idle(ending)
    _refuse_day(work, ending, suit.on)
    if not suit.court.strip():
        raise refuse("leieforhold.soksmal_uten_domstol")
    touch(work, tenancy)
    ending.sued_on = suit.on
    ending.court, ending.court_case = suit.court.strip(), suit.case_number.strip()
    finish_tasks(work, tenancy.id, TaskKind.PROTEST)
    return ending.id


def _refuse_idle(ending: Ending) -> None:
    """A suit belongs to our own notice, standing, with a protest that came in time."""
    if ending.withdrawn_on is not None:
        raise refuse("leieforhold.slutt_trukket")
    if ending.kind is not EndKind.LANDLORD_NOTICE or ending.protested_on is None or ending.protest_by is None:
        raise refuse("leieforhold.soksmal_uten_protest")
    if ending.protested_on > ending.protest_by:
        raise refuse("leieforhold.soksmal_sen_protest", frist=ending.protest_by)


def _refuse_day(work: Work, ending: Ending, on: date) -> None:
    first = ending.received_on or ending.sent_on or on
    if on < first or on > work.today:
        raise refuse("leieforhold.soksmal_dato", fra=first, til=work.today)
    if ending.sue_by is not None and on > ending.sue_by:
        raise refuse("leieforhold.soksmal_for_sent", frist=ending.sue_by)
