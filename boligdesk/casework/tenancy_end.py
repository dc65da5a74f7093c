"""Ending a tenancy (P5): the tenant's notice, the landlord's notice, the request to move, protest, moving out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from ..models.stock import DwellingState
from ..models.tenancy import AcceptedReason, Ending, Tenancy
from ..rules.ending import (
    LandlordNotice,
    TenantNotice,
    check_landlord_notice,
    check_move_out_request,
    check_tenant_notice,
    is_open_ended,
    last_day_after_notice,
    move_out_window,
    notice_lapsed,
)
from ..rules.explanation import Explanation
from ..rules.findings import hard, soft
from ..rules.guidance.words import LeavingOutcome
from ..rules.limits import Law
from ..rules.messages import Control, msg, refuse
from ..rules.periods import ONE_DAY
from ..rules.rights import Right
from ..rules.tenancy_changes import bostotte_due
from ..rules.terms import EndKind, NoticeGround
from ..rules.vocabulary import HouseholdRole, StateKind, TaskKind
from .core.acts import Look, Work, reads, writes
from .core.lease_facts import dwelling_of
from .core.lines import lines_of
from .core.notice import landlord_dates
from .core.rates import rates_of
from .core.rent_end import rent_beyond_keys
from .core.stops import refuse_stops
from .core.tasks import NewTask, add_task, finish_tasks
from .core.tenancy_rows import members_on, move_requested_on, refuse_gone, securities_of, tenants_on, touch


@dataclass(frozen=True)
class EndRequest:
    """A notice or a request to move, about to be recorded.

    `received_on` is when it reached the other party (the tenant's notice: the office; ours: the tenant, or the
    day it will be handed over). `last_day` only where the parties agreed on it.
    """

    tenancy_id: int
    version: int
    kind: EndKind
    received_on: date
    sent_on: date | None = None
    ground: NoticeGround | None = None
    reasons_text: str = ""
    shared_with_spouse: bool = False
    spouse_consent: str = ""
    all_tenants_signed: bool = True
    written: bool = True
    agreed_last_day: date | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EndAssessment:
    """What was found of an ending: findings, the last day with its reckoning, and for our notice the two deadlines."""

    controls: tuple[Control, ...]
    last_day: Explanation | None
    agreed: date | None = None
    protest_by: Explanation | None = None
    sue_by: Explanation | None = None

    @property
    def effective(self) -> date:
        """The last day of the tenancy."""
        return self.agreed or (self.last_day.day if self.last_day else date.max)


@reads(Right.TENANCY_READ)
def assess_end(look: Look, request: EndRequest) -> EndAssessment:
    """Whether the ending holds, and which dates follow from it."""
    return _assessed(look, request)


def _assessed(look: Look, request: EndRequest) -> EndAssessment:
    tenancy = look.get(Tenancy, request.tenancy_id)
    law = Law(rates_of(look), request.received_on, look.today)
    term = _term(look, tenancy, law)
    if request.kind is EndKind.TENANT_NOTICE:
        found = _tenant_notice(look, tenancy, request, law, term)
    elif request.kind is EndKind.LANDLORD_NOTICE:
        found = _landlord_notice(look, tenancy, request, term)
    elif request.kind is EndKind.REQUEST_TO_MOVE:
        found = _request_to_move(tenancy, request, law)
    else:
        consents = check_tenant_notice(_notice(tenancy, request, None))
        found = EndAssessment(
            (*consents, *_spouse_unasked(look, tenancy, request)), None, request.agreed_last_day or request.received_on
        )
    return replace(found, controls=(*found.controls, *_dates_hold(look, tenancy, request, found)))


def _term(look: Look, tenancy: Tenancy, law: Law) -> date | None:
    """The end of the fixed term, None where there is none or where it ran on until it became open (§ 9-2)."""
    asked = move_requested_on(look, tenancy.id)
    return None if is_open_ended(tenancy.fixed_until, asked, look.today, law) else tenancy.fixed_until


def _dates_hold(look: Look, tenancy: Tenancy, request: EndRequest, found: EndAssessment) -> Iterator[Control]:
    if found.effective < tenancy.from_date:
        yield hard(msg("leieforhold.slutt_for_start", fra=tenancy.from_date), "", "agreed_last_day")
    if request.kind is EndKind.TENANT_NOTICE and request.received_on > look.today:
        yield hard(msg("leieforhold.mottatt_i_framtiden", dato=request.received_on), "", "received")
    ours = request.kind in (EndKind.LANDLORD_NOTICE, EndKind.REQUEST_TO_MOVE)
    if ours and request.sent_on and request.received_on < request.sent_on:
        yield hard(msg("leieforhold.mottatt_for_sendt", sendt=request.sent_on), "", "received")


def _notice(tenancy: Tenancy, request: EndRequest, term: date | None) -> TenantNotice:
    """Our own leases say that the tenant may give notice within the term too; of an imported one it is not known."""
    return TenantNotice(
        received=request.received_on,
        written=request.written,
        shared_with_spouse=request.shared_with_spouse,
        spouse_consented=bool(request.spouse_consent.strip()),
        all_tenants_signed=request.all_tenants_signed,
        fixed_until=term,
        notice_agreed_in_term=not tenancy.imported,
    )


def _tenant_notice(look: Look, tenancy: Tenancy, request: EndRequest, law: Law, term: date | None) -> EndAssessment:
    last_day = last_day_after_notice(request.received_on, law, months=tenancy.notice_months)
    agreed = request.agreed_last_day
    if agreed is None and term is not None and term < last_day.day:
        agreed = term  # the lease ends by itself before the notice would
    controls = (*check_tenant_notice(_notice(tenancy, request, term)), *_spouse_unasked(look, tenancy, request))
    return EndAssessment(controls, last_day, agreed)


def _spouse_unasked(look: Look, tenancy: Tenancy, request: EndRequest) -> Iterator[Control]:
    """A partner lives there who is no tenant: a spouse must consent in writing (ekteskapsloven § 32)."""
    if request.shared_with_spouse:
        return
    tenants = tenants_on(look, tenancy.id, look.today, coming=True)
    for member in members_on(look, tenancy.household_id, look.today):
        if member.role is HouseholdRole.PARTNER and member.person_id not in tenants:
            yield soft(msg("leieforhold.partner_bor_der"), "shared_with_spouse", paragraph="ekteskapsloven § 32")


def _landlord_notice(look: Look, tenancy: Tenancy, request: EndRequest, term: date | None) -> EndAssessment:
    notice = LandlordNotice(request.ground, request.reasons_text, fixed_until=term)
    dates = landlord_dates(look, tenancy, request.received_on)
    return EndAssessment(check_landlord_notice(notice), dates.last_day, None, dates.protest_by, dates.sue_by)


def _request_to_move(tenancy: Tenancy, request: EndRequest, law: Law) -> EndAssessment:
    controls = check_move_out_request(tenancy.fixed_until, request.sent_on or request.received_on, law)
    return EndAssessment(controls, None, tenancy.fixed_until or request.received_on)


@writes(Right.TENANCY_WRITE)
def record_end(work: Work, request: EndRequest) -> int:
    """Record a notice, a request to move or an agreed end, with its dates and tasks; returns the ending's id."""
    tenancy = work.load(Tenancy, request.tenancy_id, request.version)
    refuse_gone(tenancy)
    found = _assessed(work, request)
    refuse_stops(found.controls, request.reasons)
    touch(work, tenancy)
    row = work.add(_ending(tenancy, request, found))
    for code, words in request.reasons.items():
        work.add(AcceptedReason(tenancy_id=tenancy.id, control=code, reason=words.strip()))
    if request.kind in _ENDS_IT:
        tenancy.to_date = found.effective
    _end_tasks(work, tenancy, row)
    return row.id


def _ending(tenancy: Tenancy, request: EndRequest, found: EndAssessment) -> Ending:
    return Ending(
        tenancy_id=tenancy.id,
        kind=request.kind,
        ground=request.ground,
        reasons=request.reasons_text.strip(),
        sent_on=request.sent_on,
        received_on=request.received_on,
        effective_on=found.effective,
        protest_by=found.protest_by.day if found.protest_by else None,
        sue_by=found.sue_by.day if found.sue_by else None,
        spouse_consent=request.spouse_consent.strip(),
    )


def _end_tasks(work: Work, tenancy: Tenancy, ending: Ending) -> None:
    dues = {TaskKind.MOVE_OUT_PROTOCOL: ending.effective_on}
    if ending.kind is EndKind.LANDLORD_NOTICE and ending.protest_by:
        dues = {TaskKind.PROTEST: ending.protest_by, **dues}
    if ending.kind is EndKind.REQUEST_TO_MOVE:
        dues = {TaskKind.REQUEST_TO_MOVE: work.today}
    for kind, due in dues.items():
        add_task(work, NewTask(kind, due, tenancy_id=tenancy.id, person_id=tenancy.first_tenant_id))


@writes(Right.TENANCY_WRITE)
def protested(work: Work, ending_id: int, version: int, on: date) -> int:
    """The tenant protests against our notice (§ 9-8): in time it lapses unless the landlord sues before the date."""
    ending = work.load(Ending, ending_id, version)
    if ending.kind is not EndKind.LANDLORD_NOTICE or ending.protest_by is None or ending.sue_by is None:
        raise refuse("leieforhold.ingen_protest")
    if ending.withdrawn_on is not None or on > work.today or (ending.received_on and on < ending.received_on):
        raise refuse("leieforhold.protest_dato", fra=ending.received_on or ending.effective_on, til=work.today)
    touch(work, work.get(Tenancy, ending.tenancy_id))
    ending.protested_on = on
    finish_tasks(work, ending.tenancy_id, TaskKind.PROTEST)
    if on <= ending.protest_by:
        add_task(work, NewTask(TaskKind.PROTEST, ending.sue_by, tenancy_id=ending.tenancy_id))
    return ending.id


@writes(Right.TENANCY_WRITE)
def withdraw_end(work: Work, ending_id: int, version: int, reason: str) -> int:
    """A notice or request is taken back; the tenancy runs on as its lease says."""
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    ending = work.load(Ending, ending_id, version)
    tenancy = work.get(Tenancy, ending.tenancy_id)
    refuse_gone(tenancy)
    touch(work, tenancy)
    ending.withdrawn_on = work.today
    work.session.flush()
    others = _standing(work, tenancy.id)
    last_days = [other.effective_on for other in others if other.kind in _ENDS_IT]
    tenancy.to_date = min(last_days, default=tenancy.fixed_until)
    finish_tasks(work, tenancy.id, *_TASKS_OF[ending.kind])
    if not others:
        finish_tasks(work, tenancy.id, TaskKind.MOVE_OUT_PROTOCOL)
    work.reason(reason.strip())
    return tenancy.id


#: What ends the time the unit is taken as soon as it is recorded; our own notice may still be protested against.
_ENDS_IT = (EndKind.TENANT_NOTICE, EndKind.AGREED, EndKind.SWAP)
_TASKS_OF: Mapping[EndKind, tuple[TaskKind, ...]] = {
    EndKind.LANDLORD_NOTICE: (TaskKind.PROTEST,),
    EndKind.REQUEST_TO_MOVE: (TaskKind.REQUEST_TO_MOVE,),
    EndKind.TENANT_NOTICE: (),
    EndKind.AGREED: (),
    EndKind.SWAP: (),
    EndKind.DEATH: (),
}


def _standing(look: Look, tenancy_id: int) -> list[Ending]:
    query = select(Ending).where(
        Ending.tenancy_id == tenancy_id, Ending.withdrawn_on.is_(None), Ending.voided_at.is_(None)
    )
    return list(look.session.execute(query).scalars())


@dataclass(frozen=True)
class MoveOut:
    """The keys are back: when, where the household went, and how long readying is expected to take.

    `outcome` None: nobody asked, or it is not known yet (V06).
    """

    tenancy_id: int
    version: int
    on: date
    forwarding_address: str = ""
    ready_by: date | None = None
    outcome: LeavingOutcome | None = None


@writes(Right.TENANCY_WRITE)
def move_out(work: Work, move: MoveOut) -> int:
    """Close a tenancy when the keys are back: the dwelling goes to "klargjøres", settlement and security become tasks.

    The tenancy stays with its debt; closing never removes what is owed. Keys that come back before the notice has
    run out leave rent to pay until then, or until the home is let again, unless the office has chosen otherwise.
    """
    tenancy = work.load(Tenancy, move.tenancy_id, move.version)
    refuse_gone(tenancy)
    if move.on < tenancy.from_date or move.on > work.today:
        raise refuse("leieforhold.utflytting_dato", fra=tenancy.from_date, til=work.today)
    tenancy.rent_until = rent_beyond_keys(work, tenancy.id, move.on)
    tenancy.closed_on = tenancy.to_date = move.on
    _mark_moved(work, tenancy.id, move)
    work.add(
        DwellingState(
            unit_id=tenancy.unit_id,
            kind=StateKind.READYING,
            from_date=move.on,  # the keys are back: nobody is offered the home that day
            expected_to=move.ready_by,
            recorded_at=work.now,
        )
    )
    finish_tasks(work, tenancy.id, TaskKind.MOVE_OUT_PROTOCOL, TaskKind.TERM_ENDS, TaskKind.REQUEST_TO_MOVE)
    _closing_tasks(work, tenancy, move)
    return tenancy.id


def _mark_moved(work: Work, tenancy_id: int, move: MoveOut) -> None:
    query = select(Ending).where(
        Ending.tenancy_id == tenancy_id, Ending.withdrawn_on.is_(None), Ending.voided_at.is_(None)
    )
    ending = work.session.execute(query.order_by(Ending.id.desc())).scalars().first()
    if ending is None:
        ending = Ending(tenancy_id=tenancy_id, kind=EndKind.AGREED, effective_on=move.on)
    ending.moved_out_on, ending.forwarding_address = move.on, move.forwarding_address.strip()
    ending.outcome = move.outcome
    work.add(ending)


def _closing_tasks(work: Work, tenancy: Tenancy, move: MoveOut) -> None:
    dwelling_id = dwelling_of(work, tenancy.unit_id).id
    add_task(work, NewTask(TaskKind.READY_DWELLING, move.ready_by or move.on, dwelling_id=dwelling_id))
    dues = {TaskKind.SETTLEMENT: move.on, TaskKind.HOUSING_ALLOWANCE: bostotte_due(move.on + ONE_DAY)}
    if securities_of(work, tenancy.id):
        dues[TaskKind.RELEASE_SECURITY] = move.on
    for kind, due in dues.items():
        add_task(work, NewTask(kind, due, tenancy_id=tenancy.id, person_id=tenancy.first_tenant_id))


@reads(Right.TENANCY_READ)
def rent_after_keys(look: Look, tenancy_id: int, keys_back: date) -> date | None:
    """The last day of rent should the keys come back on a day; None where the rent ends that day."""
    return rent_beyond_keys(look, look.get(Tenancy, tenancy_id).id, keys_back)


@dataclass(frozen=True)
class EndRow:
    """An ending as the record shows it."""

    id: int
    version: int
    kind: EndKind
    ground: NoticeGround | None
    sent_on: date | None
    received_on: date | None
    effective_on: date
    protest_by: date | None
    protested_on: date | None
    sue_by: date | None
    sued_on: date | None
    court: str
    court_case: str
    moved_out_on: date | None
    withdrawn_on: date | None
    document_id: int | None

    def lapsed(self, today: date) -> bool:
        """A protest came in time and the time to sue ran out: the notice counts no more (§ 9-8)."""
        return notice_lapsed(self.protested_on, self.protest_by, self.sue_by, self.sued_on, today)


@reads(Right.TENANCY_READ)
def endings_of(look: Look, tenancy_id: int) -> list[EndRow]:
    """The endings of a tenancy, newest first."""
    query = select(Ending).where(Ending.tenancy_id == tenancy_id, Ending.voided_at.is_(None)).order_by(Ending.id.desc())
    return list(lines_of(EndRow, look.session.execute(query).scalars()))


@dataclass(frozen=True)
class MoveWindow:
    """When a request to move can be sent for a fixed term: from the day after expiry, three months on."""

    first: date
    last: date


@reads(Right.TENANCY_READ)
def request_window(look: Look, tenancy_id: int) -> MoveWindow | None:
    """The window for flytteoppfordring, None for a tenancy without an end."""
    tenancy = look.get(Tenancy, tenancy_id)
    if tenancy.fixed_until is None:
        return None
    window = move_out_window(tenancy.fixed_until, Law(rates_of(look), tenancy.from_date, look.today))
    return MoveWindow(window.start, window.end or window.start)
