"""What is recorded in the case of a debt: talks, answers, and what namsmannen did; who follows up.

What the law does not allow is refused; what departs from routine needs a reason that is kept. Steps against the home
have an earliest day and never a last one, and are recorded by a person with authority (P21).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from ..models.arrears import ArrearsEvent
from ..models.ledger import AccountLiable, RentAccount
from ..models.office import User
from ..rules.arrears.letters import LETTER_RULES
from ..rules.arrears.recording import DECIDED, OF_CASE, STEP_OF, findings
from ..rules.arrears.words import ArrearsEventKind
from ..rules.messages import Control, refuse
from ..rules.rights import Right
from ..rules.vocabulary import ContactWay, TaskKind
from .arrears_letters import withdraw_letter
from .contacts import add_contact
from .core.account_state import refresh
from .core.acts import Look, Work, reads, writes
from .core.arrears_basis import basis_of
from .core.arrears_facts import SET_FOR, Standing, standings
from .core.arrears_rows import NO_TALK
from .core.desk import OSLO
from .core.petition_checks import CheckPoint, kept, petition_checks
from .core.stops import given as reason_given
from .core.stops import refuse_stops
from .core.tasks import finish_tasks

_K = ArrearsEventKind
#: What a person records here; letters are recorded by those who make them.
BY_HAND = frozenset({_K.AGREEMENT_OFFERED, _K.AGREEMENT_DECLINED, *STEP_OF, *OF_CASE})
_PETITIONS = frozenset({_K.PETITION_FILED, _K.TERM_PETITION_FILED})


@dataclass(frozen=True)
class EventInput:
    """An event and its day; `set_for` is the day that namsmannen has set. `reasons` by the code of a soft finding."""

    account_id: int
    kind: ArrearsEventKind
    on: date
    note: str = ""
    set_for: date | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TalkInput:
    """A talk with one of those who owe; `at` (UTC) is now when empty."""

    account_id: int
    person_id: int
    way: ContactWay
    text: str
    at: datetime | None = None


@writes(Right.ARREARS_WRITE)
def log_talk(work: Work, given: TalkInput) -> int:
    """Write a talk in the contact log of the person and in the case; who should call has called. Its log line's id."""
    account = _account(work, given.account_id)
    if given.person_id not in _owing(work, account.id):
        raise refuse("restansesak.skylder_ikke")
    log_id = add_contact.inner(work, given.person_id, given.way, given.text, given.at)
    if given.way not in NO_TALK:
        on = (given.at or work.now).astimezone(OSLO).date()
        event = ArrearsEvent(account_id=account.id, kind=_K.CONTACT, on_date=on, contact_id=log_id, detail={})
        work.add(event)
        finish_tasks(work, account.tenancy_id, TaskKind.ARREARS_CONTACT)
    refresh(work, (account.id,))
    return log_id


def _account(look: Look, account_id: int) -> RentAccount:
    return look.get(RentAccount, account_id)


def _owing(look: Look, account_id: int) -> set[int]:
    query = select(AccountLiable.person_id).where(AccountLiable.account_id == account_id)
    return set(look.session.execute(query).scalars())


@reads(Right.LEDGER_READ)
def check_event(look: Look, given: EventInput) -> tuple[Control, ...]:
    """What speaks against recording this event: hard findings stop, soft ones need a reason."""
    return _checked(given, _standing(look, given.account_id, given.on))


def _standing(look: Look, account_id: int, on: date) -> Standing:
    _account(look, account_id)
    return standings(look, (account_id,), basis_of(look, on))[account_id]


def _checked(given: EventInput, standing: Standing) -> tuple[Control, ...]:
    filed = standing.facts.case.filed_on
    later = [e.on for e in standing.rows.events if e.kind in OF_CASE and filed and e.on >= filed]
    return findings(given.kind, standing.facts, max(later, default=filed))


@reads(Right.LEDGER_READ)
def petition_points(look: Look, account_id: int, *, for_term: bool = False) -> tuple[CheckPoint, ...]:
    """What is gone through before a begjæring, and what the records say of each point today."""
    return petition_checks(_standing(look, account_id, look.today), for_term=for_term)


@writes(Right.ARREARS_WRITE)
def record_event(work: Work, given: EventInput) -> int:
    """Record an answer to an offer, heving, or what happened at namsmannen; the event's id.

    Filing keeps the points that were gone through. Refused with every finding that stops it.
    """
    if given.kind in DECIDED:
        work.desk.require(Right.EVICTION_DECIDE)
    _refuse_input(work, given)
    standing = _standing(work, given.account_id, given.on)
    found = _checked(given, standing)
    refuse_stops(found, given.reasons)
    passed = {control.code: reason for control in found if (reason := reason_given(given.reasons, control.code))}
    detail: dict[str, object] = {"reasons": passed} if passed else {}
    if given.set_for:
        detail[SET_FOR] = given.set_for.isoformat()
    if given.kind in _PETITIONS:
        detail["checked"] = kept(petition_checks(standing, for_term=given.kind is _K.TERM_PETITION_FILED))
    event = ArrearsEvent(
        account_id=given.account_id, kind=given.kind, on_date=given.on, note=given.note.strip(), detail=detail
    )
    event_id = work.add(event).id
    if passed:
        work.reason(" ".join(passed.values()))
    refresh(work, (given.account_id,))
    return event_id


def _refuse_input(work: Work, given: EventInput) -> None:
    if given.kind not in BY_HAND:
        raise refuse("restansesak.ikke_for_hand")
    if given.on > work.today:
        raise refuse("restansesak.fram_i_tid")
    if (given.kind is _K.DATE_SET) is not (given.set_for is not None):
        raise refuse("restansesak.uten_dato")
    if given.set_for is not None and given.set_for < given.on:
        raise refuse("restansesak.dato_for")


@writes(Right.ARREARS_WRITE)
def withdraw_event(work: Work, event_id: int, version: int, reason: str) -> None:
    """Withdraw what was recorded by mistake; a letter that was sent stays, of an unsent one the fee goes too.

    One that was read in from another system can be withdrawn: the list may have been wrong.
    """
    event = work.load(ArrearsEvent, event_id, version)
    if not reason.strip():
        raise refuse("restansesak.uten_grunn")
    if event.voided_at is not None or (event.sent_on is not None and not event.imported):
        raise refuse("restansesak.star")
    if event.document_id is not None and event.kind in LETTER_RULES:
        withdraw_letter.inner(work, event_id, version, reason)
        return
    if event.kind in DECIDED:
        work.desk.require(Right.EVICTION_DECIDE)
    event.voided_at, event.voided_by, event.void_reason = work.now, work.who.user_id, reason.strip()
    refresh(work, (event.account_id,))


@writes(Right.ARREARS_WRITE)
def set_worker(work: Work, account_ids: Sequence[int], user_id: int | None) -> None:
    """Say who follows these accounts up, None for nobody yet; open tasks stay with whoever has them."""
    if user_id is not None and not work.get(User, user_id).active:
        raise refuse("restansesak.bruker_sluttet")
    for account_id in account_ids:
        _account(work, account_id).follow_up_id = user_id
