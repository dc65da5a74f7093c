"""Rent adjustment: a round for many tenancies, notices marked as sent, and the new rent from the day the law allows.

What counts is when every tenant was sent the notice. Until then nothing is changed, and no charge either (P23).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import groupby
from types import MappingProxyType

from sqlalchemy import ColumnElement, select

from ..models.casefile import Document
from ..models.ledger import RentChange, RentNotice, RentRound
from ..models.tenancy import Tenancy
from ..rules.arrears.words import RentChangeState
from ..rules.explanation import Explanation, dump
from ..rules.limits import Law
from ..rules.messages import Message, RefusedError, refuse
from ..rules.periods import first_of_month
from ..rules.price_index import IndexPoint
from ..rules.rent_change import RentChangeBasis
from ..rules.rent_proposal import MarketAssessment
from ..rules.rights import Right
from ..rules.terms import LandlordKind
from ..rules.vocabulary import SendingWay
from . import documents
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.index_rows import index_tables_of
from .core.rates import rates_of
from .core.rent_change_rows import GROUNDS, RENT, WHY, ChangeRow, NoticeRow, change_rows, state_on
from .core.rent_effect import effect_if, notices_of, tenants_of
from .core.rent_planning import RentLine, RoundWish, checked_wish, rent_lines, rent_terms
from .core.rent_terms import take_back_rent
from .core.status import hidden_tenancies

#: What windows name besides the acts.
__all__ = ["ChangeRow", "IndexPoint", "MarketAssessment", "NoticeRow", "RentLine", "RoundWish"]

NOBODY: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class RoundPlan:
    """What a round would do, tenancy by tenancy. `more`: there are tenancies the person at the desk may not see."""

    wish: RoundWish
    lines: tuple[RentLine, ...]
    more: bool


@dataclass(frozen=True)
class RoundRow:
    """A round in the list, with how many of its changes stand where."""

    id: int
    basis: RentChangeBasis
    series: str
    from_month: date | None
    to_month: date | None
    effective_on: date
    note: str
    counts: Mapping[RentChangeState, int]


@dataclass(frozen=True)
class Noticed:
    """What marking a notice as sent came to: the tenants not yet sent it, and the day the new rent counts from.

    `refusal`: why it could not be marked.
    """

    change_id: int
    waiting: tuple[int, ...]
    effect_on: date | None
    refusal: Message | None = None


@reads(Right.LEDGER_READ)
def plan_round(look: Look, wish: RoundWish) -> RoundPlan:
    """What an adjustment would mean for every running tenancy; nothing is written.

    Refused when it does not begin on the first of a month, or the months are not of one table or not published.
    """
    return RoundPlan(wish, tuple(_planned(look, wish)), bool(hidden_tenancies(look)))


def _planned(look: Look, wish: RoundWish) -> list[RentLine]:
    law = Law(rates_of(look), look.today, look.today)
    return rent_lines(look, checked_wish(wish), _running(look), index_tables_of(look), law)


def _running(look: Look) -> dict[int, date | None]:
    """The tenancies the office lets out itself and that are not over, each with its last day."""
    tenancy = Tenancy
    query = select(tenancy.id, tenancy.to_date).where(
        tenancy.voided_at.is_(None),
        tenancy.closed_on.is_(None),
        tenancy.landlord_kind != LandlordKind.REFERRAL,
    )
    rows = look.session.execute(query.order_by(tenancy.number, tenancy.id))
    return {row.id: row.to_date for row in rows if row.to_date is None or row.to_date >= look.today}


@writes(Right.RENT_ADJUST)
def start_round(work: Work, wish: RoundWish, tenancy_ids: Collection[int], left_out: Mapping[int, str] = NOBODY) -> int:
    """Plan the change for these tenancies; no rent is another before the notices are sent. Returns the round.

    `left_out`: tenancies that could have been in it, with the reason; it is kept with them. Refused when one of them is
    stopped, or left out without a reason, and as `plan_round`.
    """
    wanted = set(tenancy_ids)
    lines = {line.tenancy_id: line for line in _planned(work, wish) if line.may_go}
    if not wanted or wanted & set(left_out) or not wanted | set(left_out) <= set(lines):
        raise refuse("regulering.stoppet")
    if not all(reason.strip() for reason in left_out.values()):
        raise refuse("regulering.uten_grunn")
    round_id = work.add(_round(work, wish)).id
    for tenancy_id, line in lines.items():
        if tenancy_id in wanted:
            work.add(_change(round_id, wish, line))
        elif tenancy_id in left_out:
            _drop(work.add(_change(round_id, wish, line)), left_out[tenancy_id])
    return round_id


def _round(work: Work, wish: RoundWish) -> RentRound:
    row = RentRound(basis=wish.basis, effective_on=wish.planned_on, note=wish.note.strip())
    if wish.earlier is not None and wish.later is not None:
        table = index_tables_of(work).table_of(wish.earlier, wish.later)
        row.series = table.number
        row.from_month, row.to_month = first_of_month(wish.earlier.month), first_of_month(wish.later.month)
        row.from_value, row.to_value = table.at(row.from_month), table.at(row.to_month)
    return row


def _change(round_id: int, wish: RoundWish, line: RentLine) -> RentChange:
    if line.rent is None or line.new_rent_ore is None:
        raise ValueError(line.tenancy_id)
    return RentChange(
        round_id=round_id,
        tenancy_id=line.tenancy_id,
        basis=wish.basis,
        old_rent_ore=line.old_rent_ore,
        new_rent_ore=line.new_rent_ore,
        planned_on=wish.planned_on,
        explanation={RENT: dump(line.rent), GROUNDS: _grounds(wish, line.tenancy_id)},
    )


def _grounds(wish: RoundWish, tenancy_id: int) -> str:
    found = wish.assessed.get(tenancy_id)
    return found.grounds.strip() if found is not None else ""


@writes(Right.RENT_ADJUST)
def mark_sent(
    work: Work, change_id: int, version: int, sent: Mapping[int, date], way: SendingWay = SendingWay.POST
) -> Noticed:
    """Say on which day each of these tenants was sent the notice, and how; their representatives got it the same way.

    When all were, the new rent counts from the day the law allows. Those marked before are left as they are. Refused
    before the notice is made, for a day before that or to come, when gjengs leie was notified too early, and when the
    rent was changed, or the tenancy ends, before the day.
    """
    return _marked(work, work.load(RentChange, change_id, version), sent, way)


@steps(Right.RENT_ADJUST)
def mark_round_sent(
    desk: Desk,
    round_id: int,
    on: date,
    way: SendingWay = SendingWay.POST,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Done[tuple[Noticed, ...]]:
    """Say that the notices of a round that are made and not yet sent were sent to every tenant on a day.

    Each is an act of its own: one that is refused says why, and the rest go on.
    """
    done: list[Done[Noticed]] = []
    waiting = _made(desk, round_id)
    for change_id, version in waiting:
        done.append(_sent_to_all(desk, change_id, version, on, way))
        tell(len(done), len(waiting))
    changes = reduce(Changes.and_, (one.changes for one in done), Changes())
    return Done(tuple(one.value for one in done), changes)


@reads(Right.RENT_ADJUST)
def _made(look: Look, round_id: int) -> tuple[tuple[int, int], ...]:
    change, made = RentChange, select(RentNotice.change_id)
    planned = change.state == RentChangeState.PLANNED, change.id.in_(made)
    query = select(change.id, change.version).where(change.round_id == round_id, *planned).order_by(change.id)
    return tuple((row.id, row.version) for row in look.session.execute(query))


def _sent_to_all(desk: Desk, change_id: int, version: int, on: date, way: SendingWay) -> Done[Noticed]:
    try:
        return _mark_all(desk, change_id, version, on, way)
    except RefusedError as refused:
        return Done(Noticed(change_id, (), None, refused.fault.what), Changes())


@writes(Right.RENT_ADJUST)
def _mark_all(work: Work, change_id: int, version: int, on: date, way: SendingWay) -> Noticed:
    change = work.load(RentChange, change_id, version)
    return _marked(work, change, dict.fromkeys(tenants_of(work, change), on), way)


def _marked(work: Work, change: RentChange, sent: Mapping[int, date], way: SendingWay) -> Noticed:
    if change.state is not RentChangeState.PLANNED or change.voided_at is not None:
        raise refuse("regulering.star_fast")
    if not set(sent) <= set(tenants_of(work, change)):
        raise refuse("sak.finnes_ikke")
    made = notices_of(work, change.id)
    if not set(sent) <= set(made):
        raise refuse("regulering.uten_varsel")
    for person_id, day in sent.items():
        if made[person_id].sent_on is None:
            _send(work, work.get(Document, made[person_id].document_id), day, way)
    waiting = tuple(one for one in tenants_of(work, change) if one not in made or made[one].sent_on is None)
    return Noticed(change.id, waiting, change.effect_on)


def _send(work: Work, document: Document, day: date, way: SendingWay) -> None:
    if not document.dated <= day <= work.today:
        raise refuse("regulering.feil_dag", fra=document.dated, til=work.today)
    receiver = document.data["letter"]["recipient"]["name"]
    documents.mark_sent_to_all.inner(work, document.id, documents.NewSending(way, day, receiver))


@writes(Right.RENT_ADJUST)
def drop_change(work: Work, change_id: int, version: int, reason: str) -> None:
    """Let a change be, with a reason. Refused once the new rent counts."""
    change = work.load(RentChange, change_id, version)
    if not _may_drop(change, work.today):
        raise refuse("regulering.star_fast")
    _let_be(work, (change,), reason)


@writes(Right.RENT_ADJUST)
def drop_round(work: Work, round_id: int, reason: str) -> int:
    """Let every change of a round be that does not count yet, with a reason; returns how many. Refused when none is."""
    query = select(RentChange).where(RentChange.round_id == work.get(RentRound, round_id).id).order_by(RentChange.id)
    changes = [change for change in work.session.execute(query).scalars() if _may_drop(change, work.today)]
    if not changes:
        raise refuse("regulering.star_fast")
    _let_be(work, changes, reason)
    return len(changes)


def _may_drop(change: RentChange, today: date) -> bool:
    counts = change.effect_on is not None and change.effect_on <= today
    return change.state is not RentChangeState.DROPPED and not counts


def _let_be(work: Work, changes: Iterable[RentChange], reason: str) -> None:
    if not reason.strip():
        raise refuse("regulering.uten_grunn")
    work.reason(reason.strip())
    for change in changes:
        if change.term_id is not None:
            take_back_rent(work, change.term_id, reason.strip())
        _drop(change, reason)


def _drop(change: RentChange, reason: str) -> None:
    change.state, change.effect_on = RentChangeState.DROPPED, None
    change.explanation = {**change.explanation, WHY: reason.strip()}


@reads(Right.LEDGER_READ)
def rent_rounds(look: Look) -> tuple[RoundRow, ...]:
    """All rounds, the newest first, counting the changes the person at the desk may see."""
    rounds = look.session.execute(select(RentRound).order_by(RentRound.id.desc())).scalars().all()
    changes = look.session.execute(select(RentChange.round_id, RentChange.state, RentChange.effect_on))
    states = Counter((one.round_id, state_on(one.state, one.effect_on, look.today)) for one in changes)
    return tuple(_round_row(row, states) for row in rounds)


def _round_row(row: RentRound, states: Counter[tuple[int | None, RentChangeState]]) -> RoundRow:
    counts = {state: count for (round_id, state), count in states.items() if round_id == row.id}
    return RoundRow(row.id, row.basis, row.series, row.from_month, row.to_month, row.effective_on, row.note, counts)


@reads(Right.LEDGER_READ)
def round_changes(look: Look, round_id: int) -> tuple[ChangeRow, ...]:
    """The changes of a round, each as it stands today."""
    return _rows(look, RentChange.round_id == look.get(RentRound, round_id).id)


@reads(Right.LEDGER_READ)
def rent_history(look: Look, tenancy_id: int) -> tuple[ChangeRow, ...]:
    """The rent changes of a tenancy, oldest first; those that came to nothing too."""
    return _rows(look, RentChange.tenancy_id == look.get(Tenancy, tenancy_id).id)


def _rows(look: Look, which: ColumnElement[bool]) -> tuple[ChangeRow, ...]:
    query = select(RentChange).where(which).order_by(RentChange.planned_on, RentChange.id)
    changes = look.session.execute(query).scalars().all()
    rows = change_rows(look, changes)
    waiting = [change for change in changes if change.state is RentChangeState.PLANNED]
    expected = {change.id: effect for change, effect in _expected(look, waiting, rows)}
    return tuple(replace(row, effect=row.effect or expected.get(row.id)) for row in rows)


def _expected(
    look: Look, waiting: Iterable[RentChange], rows: Iterable[ChangeRow]
) -> Iterator[tuple[RentChange, Explanation]]:
    """From when those that wait would count if what is not sent were sent today."""
    by_id = {row.id: row for row in rows}
    for day, changes in groupby(waiting, key=lambda change: change.planned_on):
        found = list(changes)
        terms = rent_terms(look, {change.tenancy_id for change in found}, day)
        for change in found:
            sent = {one.person_id: one.sent_on or look.today for one in by_id[change.id].notices}
            yield change, effect_if(look, change, terms[change.tenancy_id], sent)
