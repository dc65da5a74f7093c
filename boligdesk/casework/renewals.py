"""Forlengelsesrunden: sitting tenants are asked whether they wish to stay. It ends no lease by itself (P13).

A yes is an application of kind forlengelse and gets its own vedtak. Silence means contact, never avslag.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, select

from ..models.application import Application, RenewalItem, RenewalRound
from ..models.tenancy import Tenancy
from ..rules.application_words import ApplicationKind, Channel, RenewalAnswer
from ..rules.calendar import next_bank_day
from ..rules.findings import finding
from ..rules.messages import Control, Kind, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import SendingWay, TaskKind
from ..texts import text
from .applications import household_proposal, register_application
from .core.acts import Look, Work, reads, writes
from .core.application_checks import check_new
from .core.application_inputs import ApplicationInput
from .core.application_rows import standing
from .core.narrowing import narrowed
from .core.papers import named
from .core.person_records import too_long
from .core.renewal_rows import open_item, open_round, watch_move_request
from .core.stops import refuse_stops
from .core.tasks import NewTask, add_task, finish_tasks
from .core.tenancy_rows import tenants_on
from .core.tenancy_state import TenancyState, tenancy_state
from .documents import NewSending, mark_sent

#: Who can be asked: those who live there and have not given or got notice.
_ASKED = (TenancyState.RUNNING.value, TenancyState.EXPIRED.value)
_CONTACT_DAYS = 7


@dataclass(frozen=True)
class RoundInput:
    """A round to start over some tenancies, or (None) over all whose lease ends `ends_from`–`ends_to` (inclusive)."""

    name: str
    answer_by: date
    tenancy_ids: tuple[int, ...] | None = None
    ends_from: date | None = None
    ends_to: date | None = None


@dataclass(frozen=True)
class Reply:
    """What a tenant answered, when and how; `note` is what was said."""

    answer: RenewalAnswer
    on: date
    channel: Channel = Channel.PAPER
    note: str = ""


@reads(Right.TENANCY_READ)
def renewal_candidates(look: Look, ends_from: date | None = None, ends_to: date | None = None) -> list[int]:
    """Ids of the tenancies that can be asked: with an end between the days (inclusive), or all without days.

    Those under notice, and those that stand in an open round already, are left out.
    """
    query = _sitting(look.today).where(Tenancy.id.not_in(_in_open_rounds()))
    if ends_from is not None:
        query = query.where(Tenancy.fixed_until >= ends_from)
    if ends_to is not None:
        query = query.where(Tenancy.fixed_until <= ends_to)
    return list(look.session.execute(query.order_by(Tenancy.fixed_until.asc().nulls_last(), Tenancy.id)).scalars())


def _sitting(today: date) -> Select[int]:
    return select(Tenancy.id).where(Tenancy.voided_at.is_(None), tenancy_state(today).in_(_ASKED))


def _in_open_rounds() -> Select[int]:
    return (
        select(RenewalItem.tenancy_id)
        .join(RenewalRound, RenewalRound.id == RenewalItem.round_id)
        .where(RenewalRound.closed_on.is_(None), RenewalRound.voided_at.is_(None))
    )


@writes(Right.APPLICATION_WRITE)
def start_round(work: Work, new: RoundInput) -> int:
    """Start a round over some tenancies. Returns its id; the letters are printed as a batch afterwards."""
    chosen = _chosen(work, new)
    refuse_stops(_check(work, new, chosen))
    found = work.add(
        RenewalRound(name=new.name.strip(), ends_from=new.ends_from, ends_to=new.ends_to, answer_by=new.answer_by)
    )
    work.session.add_all(RenewalItem(round_id=found.id, tenancy_id=tenancy_id) for tenancy_id in chosen)
    work.session.flush()
    return found.id


def _chosen(look: Look, new: RoundInput) -> tuple[int, ...]:
    if new.tenancy_ids is not None:
        return tuple(dict.fromkeys(new.tenancy_ids))
    return tuple(renewal_candidates.inner(look, new.ends_from, new.ends_to))


def _check(look: Look, new: RoundInput, chosen: Sequence[int]) -> Iterator[Control]:
    if not new.name.strip():
        yield finding(Kind.HARD, msg("runde.uten_navn"), "name")
    if new.answer_by <= look.today:
        yield finding(Kind.HARD, msg("runde.frist_gatt", dato=new.answer_by), "answer_by")
    if new.ends_from is not None and new.ends_to is not None and new.ends_to < new.ends_from:
        yield finding(Kind.HARD, msg("runde.dager_snudd", fra=new.ends_from, til=new.ends_to), "ends_to")
    elif not chosen:
        yield finding(Kind.HARD, msg("runde.uten_leieforhold"), "tenancies")
    ready = set(renewal_candidates.inner(look))
    left_out = sum(tenancy_id not in ready for tenancy_id in chosen)
    if left_out:
        yield finding(Kind.HARD, msg("runde.kan_ikke_sporres", antall=left_out), "tenancies")
    yield from too_long(RenewalRound, {"name": new.name})


@writes(Right.APPLICATION_WRITE)
def leave_out(work: Work, item_id: int, version: int, reason: str) -> int:
    """Take one tenancy out of a round before it is asked. Returns the round's id."""
    item = open_item(work, item_id, version)
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    if item.sent_on is not None or item.answer is not RenewalAnswer.WAITING:
        raise refuse("runde.er_spurt")
    work.reason(reason.strip())
    work.session.delete(item)
    return item.round_id


@writes(Right.APPLICATION_WRITE)
def take_out_round(work: Work, round_id: int, version: int, reason: str) -> None:
    """Take a round out that was started by mistake. Refused once a letter has gone out or somebody has answered."""
    found = open_round(work, round_id, version)
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    if any(item.sent_on is not None or item.answered_on is not None for item in _items(work, found.id)):
        raise refuse("runde.er_sendt", navn=found.name)
    work.reason(reason.strip())
    found.voided_at, found.voided_by, found.void_reason = work.now, work.who.user_id, reason.strip()


@writes(Right.APPLICATION_WRITE)
def close_round(work: Work, round_id: int, version: int) -> None:
    """End a round. Refused while somebody who got the letter has not answered and was not contacted (P13)."""
    found = open_round(work, round_id, version)
    waiting = [item for item in _items(work, found.id, RenewalItem.answer == RenewalAnswer.WAITING) if item.sent_on]
    if waiting:
        raise refuse("runde.venter_pa_svar", antall=len(waiting))
    found.closed_on = work.today


def _items(look: Look, round_id: int, *conditions: ColumnElement[bool]) -> list[RenewalItem]:
    query = select(RenewalItem).where(RenewalItem.round_id == round_id, *conditions)
    return list(look.session.execute(query.order_by(RenewalItem.id)).scalars())


# -- sent ---------------------------------------------------------------------------------------


@writes(Right.DOCUMENT_WRITE)
def mark_letters_sent(work: Work, item_ids: Sequence[int], way: SendingWay, sent_on: date) -> int:
    """Write down that the printed letters of these lines went out. Returns how many; those sent before are left."""
    query = narrowed(select(RenewalItem), RenewalItem.id, item_ids).order_by(RenewalItem.id)
    wanted = set(item_ids)
    sent = 0
    for item in work.session.execute(query).scalars():
        if item.id not in wanted or item.document_id is None or item.sent_on is not None:
            continue
        open_item(work, item.id)
        receiver = named(work, tenants_on(work, item.tenancy_id, work.today))
        mark_sent.inner(work, item.document_id, NewSending(way, sent_on, receiver))
        sent += 1
    if not sent:
        raise refuse("runde.ingen_brev_a_sende")
    return sent


# -- answers ------------------------------------------------------------------------------------


@writes(Right.APPLICATION_WRITE)
def answer_renewal(work: Work, item_id: int, version: int, reply: Reply) -> int | None:
    """Write what a tenant answered. Returns the id of the application that a "wants" makes, else None.

    No answer leaves a task to contact the tenant and refuses nothing. "Moves" ends no lease: that is agreed or given
    notice of by itself, and a lease with an end gets the task of flytteoppfordring.
    """
    item = open_item(work, item_id, version)
    refuse_stops(_check_reply(work, item, reply))
    finish_tasks(work, item.tenancy_id, TaskKind.RENEWAL_CONTACT)
    item.answer, item.contact_note = reply.answer, reply.note.strip()
    item.answered_on = reply.on if reply.answer in (RenewalAnswer.WANTS, RenewalAnswer.MOVES) else None
    if reply.answer is RenewalAnswer.WANTS:
        item.application_id = item.application_id or _application(work, item, reply)
    elif reply.answer is RenewalAnswer.MOVES:
        _contact(work, item, text("runde.oppgave.flytter"))
        watch_move_request(work, item.tenancy_id)
    elif reply.answer is RenewalAnswer.NO_ANSWER:
        _contact(work, item, text("runde.oppgave.ikke_svart"))
    work.session.flush()
    return item.application_id if reply.answer is RenewalAnswer.WANTS else None


def _check_reply(look: Look, item: RenewalItem, reply: Reply) -> Iterator[Control]:
    if reply.on > look.today:
        yield finding(Kind.HARD, msg("runde.svar_fram", dato=reply.on), "on")
    if item.application_id is not None and reply.answer is not RenewalAnswer.WANTS:
        application = look.get(Application, item.application_id)
        if application.closed_on is None and application.voided_at is None:
            yield finding(Kind.HARD, msg("runde.har_soknad", nummer=application.number), "answer")
    yield from too_long(RenewalItem, {"contact_note": reply.note})


def _application(work: Work, item: RenewalItem, reply: Reply) -> int:
    """The application of a tenant who wishes to stay: the standing one about this lease, else a new one."""
    query = select(Application.id).where(
        standing(), Application.kind == ApplicationKind.RENEWAL, Application.tenancy_id == item.tenancy_id
    )
    found = work.session.execute(query.order_by(Application.id)).scalars().first()
    return found or _registered(work, item, reply)


def _registered(work: Work, item: RenewalItem, reply: Reply) -> int:
    applicant, *_ = tenants_on(work, item.tenancy_id, work.today)
    new = ApplicationInput(
        applicant_id=applicant,
        kind=ApplicationKind.RENEWAL,
        received_on=reply.on,
        channel=reply.channel,
        members=household_proposal.inner(work, applicant),
        own_words=reply.note.strip(),
    )
    because = text("runde.derfor_soknad", runde=work.get(RenewalRound, item.round_id).name)
    reasons = {control.code: because for control in check_new(work, new) if control.kind is Kind.SOFT}
    application_id = register_application.inner(work, new, reasons)
    work.get(Application, application_id).tenancy_id = item.tenancy_id
    return application_id


def _contact(work: Work, item: RenewalItem, why: str) -> None:
    due = next_bank_day(work.today + timedelta(days=_CONTACT_DAYS))
    person_id = work.get(Tenancy, item.tenancy_id).first_tenant_id
    add_task(work, NewTask(TaskKind.RENEWAL_CONTACT, due, why=why, tenancy_id=item.tenancy_id, person_id=person_id))


@writes(Right.APPLICATION_WRITE)
def note_silence(work: Work, round_id: int) -> int:
    """After the last day: everybody who got the letter and has not answered shall be contacted. Returns how many."""
    found = open_round(work, round_id)
    if found.answer_by >= work.today:
        raise refuse("runde.frist_ikke_ute", dato=found.answer_by)
    silent = [item for item in _items(work, found.id, RenewalItem.answer == RenewalAnswer.WAITING) if item.sent_on]
    for item in silent:
        item.answer = RenewalAnswer.NO_ANSWER
        _contact(work, item, text("runde.oppgave.ikke_svart"))
    work.session.flush()
    return len(silent)
