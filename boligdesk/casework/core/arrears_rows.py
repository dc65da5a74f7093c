"""What the records say about many accounts in arrears, in a fixed number of statements, by account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, func, or_, select

from ...models.application import RenewalItem
from ...models.arrears import (
    AccountHold,
    AgreementClaim,
    ArrearsEvent,
    ConsideredPoint,
    Instalment,
    NoticeItem,
    PaymentAgreement,
)
from ...models.casefile import ContactLog
from ...models.decision import Complaint
from ...models.ledger import AccountLiable, RentAccount
from ...models.person import HouseholdMember, Person
from ...models.tenancy import Ending, Tenancy
from ...rules.arrears.facts import ArrearsHold, Considered
from ...rules.arrears.words import AgreementKind, ArrearsEventKind, PlanState
from ...rules.calendar import next_bank_day
from ...rules.periods import years_between
from ...rules.terms import EndKind, LandlordKind
from ...rules.vocabulary import ContactWay
from .acts import Look
from .desk import OSLO
from .memberships import CHILDREN
from .narrowing import narrowed
from .protection import shielded_accounts

#: From this age on somebody is no child of the household any more.
ADULT = 18
#: A letter that lies in the log is no talk.
NO_TALK = (ContactWay.LETTER,)


@dataclass(frozen=True)
class Happened:
    """An event of an account; `claim_ids` are the claims that a letter named. A `letter` counts when it is sent."""

    id: int
    kind: ArrearsEventKind
    on: date
    sent_on: date | None
    deadline: date | None
    detail: Mapping[str, Any]
    claim_ids: tuple[int, ...] = ()
    letter: bool = False

    @property
    def counts_from(self) -> date | None:
        """The day it happened; of a letter that lies here still, none."""
        return self.sent_on if self.letter else self.on


@dataclass(frozen=True)
class Agreed:
    """An agreement of an account; `last_due` is its last instalment, `until` with the days of tolerance."""

    id: int
    kind: AgreementKind
    state: PlanState
    agreed_on: date
    broken_on: date | None
    ended_on: date | None
    until: date | None
    claim_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class CaseRows:
    """All of it for one account. `children` and `requested_on` as the records know them, None = nobody has said."""

    tenancy_id: int
    fixed_until: date | None
    closed_on: date | None
    events: tuple[Happened, ...] = ()
    holds: Mapping[ArrearsHold, date | None] | None = None
    points: tuple[tuple[Considered, date], ...] = ()
    agreements: tuple[Agreed, ...] = ()
    talked_on: date | None = None
    children: bool | None = None
    requested_on: date | None = None
    complaint_open: bool = False
    referred: bool = False


def case_rows(look: Look, account_ids: Collection[int], day: date) -> dict[int, CaseRows]:
    """Everything beside the ledger that the steps of these accounts look at, on a day."""
    tenancies = {row.account_id: row for row in _asked(look, _TENANCY, RentAccount.id, account_ids)}
    homes = {row.household_id for row in tenancies.values() if row.household_id}
    leases = {row.id for row in tenancies.values()}
    events, holds = _events(look, account_ids), _holds(look, account_ids, day)
    points, agreed = _points(look, account_ids), _agreements(look, account_ids)
    talks, children = last_talks(look, account_ids), _children(look, homes, day)
    requests, complaints = _requests(look, leases), _complaints(look, leases)
    return {
        account_id: CaseRows(
            row.id,
            row.fixed_until if row.voided_at is None else None,
            row.closed_on,
            events.get(account_id, ()),
            holds.get(account_id, {}),
            points.get(account_id, ()),
            agreed.get(account_id, ()),
            talks.get(account_id),
            children.get(row.household_id or 0),
            requests.get(row.id),
            row.id in complaints,
            row.landlord_kind is LandlordKind.REFERRAL,
        )
        for account_id, row in tenancies.items()
    }


_TENANCY = select(
    RentAccount.id.label("account_id"),
    *(Tenancy.id, Tenancy.household_id, Tenancy.fixed_until, Tenancy.closed_on, Tenancy.voided_at),
    Tenancy.landlord_kind,
).join(Tenancy, Tenancy.id == RentAccount.tenancy_id)

R = TypeVar("R")


def _asked(look: Look, query: Select[*tuple[Any, ...]], column: Any, ids: Collection[int]) -> Iterable[Any]:
    return look.session.execute(narrowed(query, column, ids))


def _by_account(rows: Iterable[Any], made: Callable[[Any], R]) -> dict[int, tuple[R, ...]]:
    found: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(made(row))
    return {account_id: tuple(some) for account_id, some in found.items()}


def _events(look: Look, account_ids: Collection[int]) -> dict[int, tuple[Happened, ...]]:
    """In the order in which they happened; a talk that was taken back from the log never was."""
    event, item, talk = ArrearsEvent, NoticeItem, ContactLog.__table__.alias("talk")
    named: dict[int, list[int]] = defaultdict(list)
    for row in _asked(look, select(item.event_id, item.claim_id), item.account_id, account_ids):
        named[row.event_id].append(row.claim_id)
    columns = (event.account_id, event.id, event.kind, event.on_date, event.sent_on, event.deadline, event.detail)
    joined = select(*columns, event.document_id).outerjoin(talk, talk.c.id == event.contact_id)
    query = joined.where(event.voided_at.is_(None), talk.c.voided_at.is_(None)).order_by(event.on_date, event.id)
    return _by_account(
        _asked(look, query, event.account_id, account_ids),
        lambda row: Happened(
            row.id,
            row.kind,
            row.on_date,
            row.sent_on,
            row.deadline,
            row.detail or {},
            tuple(named[row.id]),
            row.document_id is not None,
        ),
    )


def _holds(look: Look, account_ids: Collection[int], day: date) -> dict[int, dict[ArrearsHold, date | None]]:
    """What somebody has set, and what follows from the persons: the estate of all who owe, and a protected case."""
    found: dict[int, dict[ArrearsHold, date | None]] = defaultdict(dict)
    for row in _asked(look, _set_holds(day), AccountHold.account_id, account_ids):
        kept = found[row.account_id].get(row.hold, day)
        found[row.account_id][row.hold] = row.to_date and kept and max(row.to_date, kept)
    for account_id in _estates(look, account_ids):
        found[account_id][ArrearsHold.ESTATE] = None
    protected = select(RentAccount.id).where(RentAccount.id.in_(shielded_accounts()))
    for row in _asked(look, protected, RentAccount.id, account_ids):
        found[row.id][ArrearsHold.PROTECTED] = None
    return found


def _set_holds(day: date) -> Select[*tuple[Any, ...]]:
    hold = AccountHold
    return select(hold.account_id, hold.hold, hold.to_date).where(
        hold.voided_at.is_(None), hold.from_date <= day, or_(hold.to_date.is_(None), hold.to_date >= day)
    )


def _estates(look: Look, account_ids: Collection[int]) -> set[int]:
    """Accounts for which only estates answer (P25): where somebody lives, that one is written to."""
    owed: dict[int, list[bool]] = defaultdict(list)
    query = select(AccountLiable.account_id, AccountLiable.estate)
    for row in _asked(look, query, AccountLiable.account_id, account_ids):
        owed[row.account_id].append(row.estate)
    return {account_id for account_id, estates in owed.items() if all(estates)}


def _points(look: Look, account_ids: Collection[int]) -> dict[int, tuple[tuple[Considered, date], ...]]:
    point = ConsideredPoint
    query = select(point.account_id, point.point, point.on_date).where(point.voided_at.is_(None)).order_by(point.id)
    return _by_account(_asked(look, query, point.account_id, account_ids), lambda row: (row.point, row.on_date))


def _agreements(look: Look, account_ids: Collection[int]) -> dict[int, tuple[Agreed, ...]]:
    """In the order in which they were made."""
    plan = PaymentAgreement
    last = select(func.max(Instalment.due)).where(Instalment.agreement_id == plan.id).scalar_subquery()
    columns = (plan.account_id, plan.id, plan.kind, plan.state, plan.agreed_on, plan.broken_on, plan.tolerance_days)
    covered: dict[int, list[int]] = defaultdict(list)
    claims = select(AgreementClaim.agreement_id, AgreementClaim.claim_id)
    for row in _asked(look, claims, AgreementClaim.account_id, account_ids):
        covered[row.agreement_id].append(row.claim_id)
    query = select(*columns, plan.ended_on, last.label("last_due")).where(plan.voided_at.is_(None))
    query = query.order_by(plan.agreed_on, plan.id)
    rows = _asked(look, query, plan.account_id, account_ids)
    return _by_account(rows, lambda row: _agreed(row, tuple(covered[row.id])))


def _agreed(row: Any, claim_ids: tuple[int, ...]) -> Agreed:
    """A last instalment on a day without banks is paid on the next (P22)."""
    until = row.last_due and next_bank_day(row.last_due) + timedelta(days=row.tolerance_days)
    return Agreed(row.id, row.kind, row.state, row.agreed_on, row.broken_on, row.ended_on, until, claim_ids)


def last_talks(look: Look, account_ids: Collection[int]) -> dict[int, date]:
    """The last day on which somebody at the office talked with one of those who owe, by their contact log."""
    liable, log = AccountLiable, ContactLog
    query = (
        select(liable.account_id, func.max(log.at).label("at"))
        .join(log, log.person_id == liable.person_id)
        .where(log.voided_at.is_(None), log.way.not_in(NO_TALK))
        .group_by(liable.account_id)
    )
    rows = _asked(look, query, liable.account_id, account_ids)
    return {row.account_id: row.at.astimezone(OSLO).date() for row in rows}


def _children(look: Look, household_ids: Collection[int], day: date) -> dict[int, bool]:
    """Whether somebody under 18, or of unknown age with a child's part, lives in the household on a day."""
    member = HouseholdMember
    query = (
        select(member.household_id, member.role, Person.birth_date)
        .join(Person, Person.id == member.person_id)
        .where(or_(member.from_date.is_(None), member.from_date <= day))
        .where(or_(member.to_date.is_(None), member.to_date >= day))
    )
    found: dict[int, bool] = {}
    for row in _asked(look, query, member.household_id, household_ids):
        found[row.household_id] = found.get(row.household_id, False) or _is_child(row, day)
    return found


def _is_child(row: Any, day: date) -> bool:
    if row.birth_date is None:
        return row.role in CHILDREN
    return years_between(row.birth_date, day) < ADULT


def _requests(look: Look, tenancy_ids: Collection[int]) -> dict[int, date]:
    """When the tenant was last asked to move after a fixed term (§ 9-2)."""
    ending = Ending
    query = (
        select(ending.tenancy_id, func.max(func.coalesce(ending.sent_on, ending.received_on)).label("on_day"))
        .where(ending.kind == EndKind.REQUEST_TO_MOVE, ending.voided_at.is_(None), ending.withdrawn_on.is_(None))
        .group_by(ending.tenancy_id)
    )
    rows = _asked(look, query, ending.tenancy_id, tenancy_ids)
    return {row.tenancy_id: row.on_day for row in rows if row.on_day}


def _complaints(look: Look, tenancy_ids: Collection[int]) -> set[int]:
    """Tenancies whose renewal somebody has complained about, without an answer yet (P13)."""
    item = RenewalItem
    query = select(item.tenancy_id).join(Complaint, Complaint.application_id == item.application_id)
    open_ones = query.where(Complaint.voided_at.is_(None), Complaint.closed_on.is_(None))
    return {row.tenancy_id for row in _asked(look, open_ones, item.tenancy_id, tenancy_ids)}
