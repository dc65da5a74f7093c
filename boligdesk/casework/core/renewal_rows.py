"""Renewal rounds as records: an open round, a line of one, and what follows for the lease (P13: nothing by itself)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import exists, select

from ...models.application import Application, RenewalItem, RenewalRound
from ...models.casefile import Document, Sending, Task
from ...models.decision import Decision
from ...models.tenancy import Tenancy
from ...rules.application_words import DecisionBasis, DecisionResult, DecisionState
from ...rules.calendar import next_bank_day
from ...rules.ending import is_open_ended, move_out_window
from ...rules.limits import Law
from ...rules.messages import refuse
from ...rules.periods import Period
from ...rules.vocabulary import DocumentKind, TaskKind, TaskState
from ...texts import text
from .acts import Look, Work
from .protection import SHIELD_OFF
from .rates import rates_of
from .tasks import NewTask, add_task
from .tenancy_rows import move_requested_on

#: So long the office has to consider a notice after a no to go on in the home.
_NOTICE_DAYS = 14


def open_round(work: Work, round_id: int, version: int | None = None) -> RenewalRound:
    """A round to work on. Refuses one that is closed or taken out."""
    found = work.load(RenewalRound, round_id, version)
    if found.voided_at is not None:
        raise refuse("sak.finnes_ikke")
    if found.closed_on is not None:
        raise refuse("runde.er_avsluttet", navn=found.name, dato=found.closed_on)
    return found


def open_item(work: Work, item_id: int, version: int | None = None) -> RenewalItem:
    """A line of an open round."""
    item = work.load(RenewalItem, item_id, version)
    open_round(work, item.round_id)
    return item


def renewal_lines(look: Look, tenancy_ids: Collection[int]) -> frozenset[int]:
    """The lines of all rounds about some tenancies, hidden ones too."""
    query = select(RenewalItem.id).where(RenewalItem.tenancy_id.in_(tenancy_ids))
    return frozenset(look.session.execute(query, execution_options={SHIELD_OFF: True}).scalars())


def window_of(look: Look, tenancy: Tenancy) -> Period | None:
    """When flytteoppfordring must go out (§ 9-2), both days inclusive; None without an end, or when it is too late."""
    if tenancy.fixed_until is None:
        return None
    window = move_out_window(tenancy.fixed_until, Law(rates_of(look), tenancy.from_date, look.today))
    return None if window.has_ended(look.today) else window


def watch_move_request(work: Work, tenancy_id: int) -> None:
    """A lease with an end that is not renewed: the task to ask the tenant to move in time, once.

    It stands however a complaint goes; the letter carries the forbehold (P13). Nothing is sent and nothing ends.
    """
    tenancy = work.get(Tenancy, tenancy_id)
    window = window_of(work, tenancy)
    if window is None or window.end is None or _watched(work, tenancy_id):
        return
    due = max(window.start, work.today)
    why = text("runde.oppgave.flytteoppfordring", fra=window.start, til=window.end)
    add_task(
        work,
        NewTask(TaskKind.REQUEST_TO_MOVE, due, why=why, tenancy_id=tenancy.id, person_id=tenancy.first_tenant_id),
    )


def consider_notice(work: Work, tenancy_id: int, why: str) -> None:
    """A lease without an end that is not renewed ends by notice only (§ 9-5): the task to consider one, once.

    Nothing is given notice of and nothing ends by it (P13).
    """
    tenancy = work.get(Tenancy, tenancy_id)
    if tenancy.closed_on is not None or tenancy.voided_at is not None or not _without_end(work, tenancy):
        return
    title = text("runde.oppgave.vurder_oppsigelse")
    if _watched(work, tenancy_id, TaskKind.MANUAL, title):
        return
    due = next_bank_day(work.today + timedelta(days=_NOTICE_DAYS))
    add_task(work, NewTask(TaskKind.MANUAL, due, title, why, tenancy_id=tenancy.id, person_id=tenancy.first_tenant_id))


def _without_end(look: Look, tenancy: Tenancy) -> bool:
    """Agreed to be so, or run on until it became so (§ 9-2)."""
    law = Law(rates_of(look), look.today, look.today)
    return is_open_ended(tenancy.fixed_until, move_requested_on(look, tenancy.id), look.today, law)


def _watched(look: Look, tenancy_id: int, kind: TaskKind = TaskKind.REQUEST_TO_MOVE, title: str = "") -> bool:
    query = select(Task.id).where(Task.tenancy_id == tenancy_id, Task.kind == kind, Task.state == TaskState.OPEN)
    if title:
        query = query.where(Task.title == title)
    return look.session.execute(query).first() is not None


def renewal_refused(look: Look, tenancy_id: int) -> bool:
    """Whether there is a final no to the renewal of a lease: its flytteoppfordring then carries the forbehold."""
    query = select(
        exists().where(
            Decision.application_id == Application.id,
            Application.tenancy_id == tenancy_id,
            Decision.basis == DecisionBasis.RENEWAL,
            Decision.state == DecisionState.FINAL,
            Decision.result.in_((DecisionResult.REFUSED, DecisionResult.DISMISSED)),
            Decision.voided_at.is_(None),
        )
    )
    return bool(look.session.execute(query).scalar_one())


def renewal_sent(work: Work, document: Document, sending: Sending) -> None:
    """A renewal letter that went out: its line says when."""
    if document.kind is not DocumentKind.RENEWAL_LETTER:
        return
    query = select(RenewalItem).where(RenewalItem.document_id == document.id, RenewalItem.sent_on.is_(None))
    for item in work.session.execute(query).scalars():
        item.sent_on = sending.sent_on
