"""Restanser as a list: what must be done first, for whom, and sums that are the ledger's.

It stands on one row per account (`core.account_state`). A row that was reckoned for another day, or under other waits
or payments, is told to be so (`fresh`) and never shows a step; `rebuild_day` reckons those anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from ..models.ledger import AccountState, RentAccount
from ..models.office import User
from ..models.person import HouseholdMember, Person
from ..models.stock import Building, Dwelling, LettingUnit
from ..models.tenancy import Tenancy, TenancyTenant
from ..rules.arrears.steps import ArrearsStep, Track, TrackState
from ..rules.arrears.words import StepStanding, WorkGroup
from ..rules.folding import search_key
from ..rules.ledger.account import AgeBucket
from ..rules.messages import Message
from ..rules.periods import add_months
from ..rules.rights import Right
from .core.account_state import AGES, NOTHING_TO_DO, answer_of, is_fresh, refresh_stale, work_group
from .core.acts import Look, Work, reads, steps, writes
from .core.arrears_basis import basis_of
from .core.arrears_rows import ADULT, last_talks
from .core.desk import Desk
from .core.in_order import ids_in_order
from .core.memberships import CHILDREN
from .core.narrowing import narrowed
from .core.protection import shielded_accounts
from .core.stock_keys import every_word_begins
from .tenancy_list import TenancyListRow, tenancy_rows


class ArrearsSort(Enum):
    """By what the list can be ordered."""

    WORKLIST = "worklist"
    AMOUNT = "amount"
    AGE = "age"
    NAME = "name"


@dataclass(frozen=True)
class ArrearsQuery:
    """What the list shows. `text` finds tenants, addresses, contract numbers and KIDs.

    Without `everybody` only accounts with something past due, or something to do. `age`: something open of that age.
    `track`: something has happened on it. `ended`: the keys are back, and the debt is still there.
    """

    text: str = ""
    everybody: bool = False
    steps: frozenset[ArrearsStep] = frozenset()
    standing: StepStanding | None = None
    track: Track | None = None
    age: AgeBucket | None = None
    worker_id: int | None = None
    without_worker: bool = False
    ended: bool = False
    agreement: bool = False
    children: bool = False
    sort: ArrearsSort = ArrearsSort.WORKLIST
    descending: bool = False


@dataclass(frozen=True)
class ArrearsRow:
    """One account. Sums in øre on `as_of`; without `fresh` there is no step, as it was reckoned for another day.

    `told` is the recommendation in words; `possible_from` and `must_before` its days. `talked_on` is the last contact.
    """

    id: int
    tenancy_id: int
    home: TenancyListRow
    as_of: date
    fresh: bool
    balance_ore: int
    open_ore: int
    overdue_ore: int
    oldest_due: date | None
    ages: Mapping[AgeBucket, int]
    step: ArrearsStep | None
    standing: StepStanding
    told: Message | None
    possible_from: date | None
    must_before: date | None
    tracks: Mapping[Track, TrackState]
    worker_id: int | None
    worker: str
    talked_on: date | None
    ended_on: date | None
    protected: bool


@dataclass(frozen=True)
class ArrearsSums:
    """The sums (øre) of what a query shows; the ages add up to `open_ore`.

    `known_to`: payments are known up to that day, inclusive (P22). `stale` accounts wait to be reckoned for today.
    `protected` counts those that only the right shows.
    """

    accounts: int
    open_ore: int
    overdue_ore: int
    ages: Mapping[AgeBucket, int]
    by_group: Mapping[WorkGroup, int]
    known_to: date | None
    stale: int
    protected: int


@reads(Right.LEDGER_READ)
def arrears_ids(look: Look, query: ArrearsQuery) -> list[int]:
    """Ids of the accounts that a query shows, in its order."""
    chosen = _chosen(look, select(AccountState.account_id), query)
    return ids_in_order(look, _ordered(chosen, query))


@reads(Right.LEDGER_READ)
def arrears_sums(look: Look, query: ArrearsQuery) -> ArrearsSums:
    """What the accounts of a query add up to, and how far it can be leaned on."""
    basis, state = basis_of(look), AccountState
    sums = [
        func.coalesce(func.sum(column), 0) for column in (state.open_ore, state.overdue_ore, *_AGE_COLUMNS.values())
    ]
    group = work_group(look.today).label("work_group")
    summed: Any = select(group, func.count(), *sums)
    rows = look.session.execute(_chosen(look, summed, query).group_by("work_group")).all()
    totals = [sum(int(row[at]) for row in rows) for at in range(1, 2 + len(sums))]
    return ArrearsSums(
        accounts=totals[0],
        open_ore=totals[1],
        overdue_ore=totals[2],
        ages=dict(zip(_AGE_COLUMNS, totals[3:], strict=True)),
        by_group=dict.fromkeys(WorkGroup, 0) | {WorkGroup(row[0]): row[1] for row in rows},
        known_to=basis.known_to,
        stale=_count_stale(look),
        protected=_count_protected(look, query),
    )


@reads(Right.LEDGER_READ)
def arrears_count(look: Look) -> int:
    """How many accounts the list shows before it is narrowed (for the mark on the tab)."""
    chosen = _chosen(look, select(func.count()).select_from(AccountState), ArrearsQuery())
    return int(look.session.execute(chosen).scalar_one())


def _count_stale(look: Look) -> int:
    """Accounts that must be reckoned for today, among those that the desk may see."""
    fresh = select(func.count()).select_from(AccountState).where(is_fresh(basis_of(look)))
    everyone = select(func.count()).select_from(RentAccount)
    return look.session.execute(everyone).scalar_one() - look.session.execute(fresh).scalar_one()


def _count_protected(look: Look, query: ArrearsQuery) -> int:
    if not look.who.may(Right.PROTECTED):
        return 0
    chosen = _chosen(look, select(func.count()).select_from(AccountState), query)
    hidden = chosen.where(AccountState.account_id.in_(shielded_accounts()))
    return int(look.session.execute(hidden).scalar_one())


_AGE_COLUMNS: Mapping[AgeBucket, Any] = {bucket: getattr(AccountState, name) for bucket, name in AGES.items()}
_TRACK_COLUMNS: Mapping[Track, Any] = {
    Track.MONEY: AccountState.money_state,
    Track.EVICTION: AccountState.eviction_state,
    Track.END_OF_TERM: AccountState.term_state,
}


def _chosen(look: Look, query: Select[Any], asked: ArrearsQuery) -> Select[Any]:
    joined = query
    if _needs_tenancy(asked):
        joined = _with_tenancy(query)
    return joined.where(*_of_state(asked), *_of_tenancy(look, asked))


def _needs_tenancy(asked: ArrearsQuery) -> bool:
    """The everyday list is answered by the rows of the accounts alone."""
    by_name = asked.sort is ArrearsSort.NAME
    about = (asked.text.strip(), asked.everybody, asked.ended, asked.children, asked.worker_id, asked.without_worker)
    return by_name or any(about)


def _with_tenancy(query: Select[Any]) -> Select[Any]:
    return (
        query.join(RentAccount, RentAccount.id == AccountState.account_id)
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .join(Person, Person.id == Tenancy.first_tenant_id)
    )


def _of_state(asked: ArrearsQuery) -> list[ColumnElement[bool]]:
    state, found = AccountState, []
    if not asked.everybody:
        found.append(state.step_rank < NOTHING_TO_DO)
    if asked.steps:
        found.append(state.step.in_(asked.steps))
    if asked.standing is not None:
        found.append(state.step_state == asked.standing)
    if asked.track is not None:
        found.append(_TRACK_COLUMNS[asked.track] != TrackState.NOTHING)
    if asked.age is not None:
        found.append(_AGE_COLUMNS[asked.age] > 0)
    if asked.agreement:
        found.append(state.money_state == TrackState.AGREED)
    return found


def _of_tenancy(look: Look, asked: ArrearsQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.everybody:
        found.append(or_(Tenancy.voided_at.is_(None), AccountState.balance_ore != 0))
    if asked.worker_id is not None:
        found.append(RentAccount.follow_up_id == asked.worker_id)
    if asked.without_worker:
        found.append(RentAccount.follow_up_id.is_(None))
    if asked.ended:
        found.append(and_(Tenancy.closed_on.is_not(None), Tenancy.closed_on <= look.today))
    if asked.children:
        found.append(_with_children(look.today))
    if asked.text.strip():
        found.append(_found_by(asked.text))
    return found


def _with_children(day: date) -> ColumnElement[bool]:
    """Somebody under 18, or of unknown age with a child's part, lives in the household."""
    member, person = HouseholdMember.__table__.alias("home_member"), Person.__table__.alias("home_person")
    young = or_(
        person.c.birth_date > add_months(day, -12 * ADULT),
        and_(person.c.birth_date.is_(None), member.c.role.in_([role.value for role in CHILDREN])),
    )
    return exists().where(
        member.c.household_id == Tenancy.household_id,
        member.c.person_id == person.c.id,
        or_(member.c.from_date.is_(None), member.c.from_date <= day),
        or_(member.c.to_date.is_(None), member.c.to_date >= day),
        young,
    )


def _found_by(text: str) -> ColumnElement[bool]:
    tenant, person = TenancyTenant.__table__.alias("owing_tenant"), Person.__table__.alias("owing_person")
    typed = text.strip()
    exact = or_(Tenancy.number == typed, Tenancy.kid == typed.replace(" ", ""))
    if not search_key(text):
        return exact
    held = exists().where(
        tenant.c.tenancy_id == Tenancy.id,
        tenant.c.person_id == person.c.id,
        every_word_begins(person.c.search_key, text),
    )
    return or_(held, every_word_begins(Dwelling.search_key, text), exact)


_STATE = AccountState
_WORKLIST = (
    _STATE.step_rank.asc(),
    _STATE.must_before.asc().nulls_last(),
    _STATE.possible_from.asc().nulls_last(),
    _STATE.overdue_ore.desc(),
    _STATE.account_id.asc(),
)
_ORDER: Mapping[ArrearsSort, tuple[Any, ...]] = {
    ArrearsSort.AMOUNT: (_STATE.overdue_ore, _STATE.account_id),
    ArrearsSort.AGE: (_STATE.oldest_due, _STATE.account_id),
    ArrearsSort.NAME: (Person.sort_key, _STATE.account_id),
}


def _ordered(chosen: Select[Any], query: ArrearsQuery) -> Select[Any]:
    if query.sort is ArrearsSort.WORKLIST:
        return chosen.order_by(*_WORKLIST)
    columns = _ORDER[query.sort]
    if query.descending:
        return chosen.order_by(*(column.desc().nulls_last() for column in columns))
    return chosen.order_by(*(column.asc().nulls_last() for column in columns))


@reads(Right.LEDGER_READ)
def arrears_rows(look: Look, ids: Sequence[int]) -> dict[int, ArrearsRow]:
    """The lines of some accounts, in a handful of statements however many they are."""
    query = (
        select(AccountState, RentAccount.tenancy_id, Tenancy.closed_on, User.id.label("worker_id"), User.name)
        .join(RentAccount, RentAccount.id == AccountState.account_id)
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
        .outerjoin(User, User.id == RentAccount.follow_up_id)
    )
    found = look.session.execute(narrowed(query, AccountState.account_id, ids)).all()
    wanted = set(ids)
    rows = [row for row in found if row.AccountState.account_id in wanted]
    homes = tenancy_rows.inner(look, [row.tenancy_id for row in rows])
    version, talks, hidden = basis_of(look).version, last_talks(look, ids), _protected(look, ids)
    return {
        row.AccountState.account_id: _row(
            row,
            homes[row.tenancy_id],
            fresh=(row.AccountState.on_date, row.AccountState.rules_version) == (look.today, version),
            talked_on=talks.get(row.AccountState.account_id),
            protected=row.AccountState.account_id in hidden,
        )
        for row in rows
    }


def _row(row: Any, home: TenancyListRow, *, fresh: bool, talked_on: date | None, protected: bool) -> ArrearsRow:
    state: AccountState = row.AccountState
    return ArrearsRow(
        id=state.account_id,
        tenancy_id=row.tenancy_id,
        home=home,
        as_of=state.on_date,
        fresh=fresh,
        balance_ore=state.balance_ore,
        open_ore=state.open_ore,
        overdue_ore=state.overdue_ore,
        oldest_due=state.oldest_due,
        ages={bucket: getattr(state, name) for bucket, name in AGES.items()},
        step=state.step if fresh else None,
        standing=state.step_state if fresh else StepStanding.NOTHING,
        told=answer_of(state.answer) if fresh else None,
        possible_from=state.possible_from if fresh else None,
        must_before=state.must_before if fresh else None,
        tracks={track: getattr(state, column.key) for track, column in _TRACK_COLUMNS.items()},
        worker_id=row.worker_id,
        worker=row.name or "",
        talked_on=talked_on,
        ended_on=row.closed_on,
        protected=protected,
    )


def _protected(look: Look, ids: Sequence[int]) -> frozenset[int]:
    query = select(RentAccount.id).where(RentAccount.id.in_(shielded_accounts()))
    return frozenset(look.session.execute(narrowed(query, RentAccount.id, ids)).scalars())


@writes(Right.LEDGER_READ)
def rebuild_some(work: Work) -> int:
    """Reckon one piece of them anew, for a window that shows how far it has come; 0 when all are reckoned."""
    return refresh_stale(work)


@steps(Right.LEDGER_READ)
def rebuild_day(desk: Desk) -> int:
    """Reckon every account anew that was last reckoned for another day or by other waits; how many there were.

    In pieces, so that nobody waits for the lock; it changes no record, and whoever may read the list may ask for it.
    """
    done = 0
    while found := rebuild_some(desk).value:
        done += found
    return done
