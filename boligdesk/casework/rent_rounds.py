"""Rent adjustment: a round for many tenancies, notices marked as sent, and the new rent from the day the law allows.

What counts is when every tenant was sent the notice. Until then nothing is changed, and no charge either (P23).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlalchemy import ColumnElement, select

from ..models.casefile import Document
from ..models.ledger import RentChange, RentRound
from ..models.tenancy import Tenancy, TenancyTerm
from ..rules.arrears.words import RentChangeState
from ..rules.explanation import dump
from ..rules.limits import Law
from ..rules.messages import Message, RefusedError, refuse
from ..rules.periods import first_of_month
from ..rules.price_index import IndexPoint
from ..rules.rent_change import RentChangeBasis, effect_of_notice
from ..rules.rent_proposal import MarketAssessment
from ..rules.rights import Right
from ..rules.terms import LandlordKind
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.index_rows import index_tables_of
from .core.rates import rates_of
from .core.rent_change_rows import EFFECT, GROUNDS, RENT, SENT, ChangeRow, change_row, sent_days
from .core.rent_planning import RentLine, RoundWish, checked_wish, rent_lines, rent_terms
from .core.rent_terms import NewRent, write_rent
from .core.status import hidden_tenancies
from .core.tenancy_rows import tenants_on, term_on

#: What windows name besides the acts.
__all__ = ["ChangeRow", "IndexPoint", "MarketAssessment", "RentLine", "RoundWish"]


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
def start_round(work: Work, wish: RoundWish, tenancy_ids: Collection[int]) -> int:
    """Plan the change for these tenancies; no rent is another before the notices are sent. Returns the round.

    Refused when one of them is stopped, and as `plan_round`.
    """
    lines = [line for line in _planned(work, wish) if line.tenancy_id in set(tenancy_ids)]
    if not lines or len(lines) < len(set(tenancy_ids)) or not all(line.may_go for line in lines):
        raise refuse("regulering.stoppet")
    round_id = work.add(_round(work, wish)).id
    for line in lines:
        work.add(_change(round_id, wish, line))
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
    if line.proposal is None or line.new_rent_ore is None:
        raise ValueError(line.tenancy_id)
    return RentChange(
        round_id=round_id,
        tenancy_id=line.tenancy_id,
        basis=wish.basis,
        old_rent_ore=line.old_rent_ore,
        new_rent_ore=line.new_rent_ore,
        planned_on=wish.planned_on,
        explanation={RENT: dump(line.proposal.highest), GROUNDS: _grounds(wish, line.tenancy_id), SENT: {}},
    )


def _grounds(wish: RoundWish, tenancy_id: int) -> str:
    found = wish.assessed.get(tenancy_id)
    return found.grounds.strip() if found is not None else ""


@writes(Right.RENT_ADJUST)
def mark_sent(work: Work, change_id: int, version: int, sent: Mapping[int, date]) -> Noticed:
    """Say on which day each tenant was sent the notice; when all were, the new rent counts from the day the law allows.

    Refused before the notice is made, for a day before that or to come, when gjengs leie was notified too early, and
    when the rent was changed, or the tenancy ends, before the day.
    """
    return _marked(work, work.load(RentChange, change_id, version), sent)


@steps(Right.RENT_ADJUST)
def mark_round_sent(desk: Desk, round_id: int, on: date) -> Done[tuple[Noticed, ...]]:
    """Say that the notices of a round that are made and not yet sent were sent to every tenant on a day.

    Each is an act of its own: one that is refused says why, and the rest go on.
    """
    done = [_sent_to_all(desk, change_id, version, on) for change_id, version in _made(desk, round_id)]
    changes = reduce(Changes.and_, (one.changes for one in done), Changes())
    return Done(tuple(one.value for one in done), changes)


@reads(Right.RENT_ADJUST)
def _made(look: Look, round_id: int) -> tuple[tuple[int, int], ...]:
    change = RentChange
    planned = change.state == RentChangeState.PLANNED, change.document_id.is_not(None)
    query = select(change.id, change.version).where(change.round_id == round_id, *planned).order_by(change.id)
    return tuple((row.id, row.version) for row in look.session.execute(query))


def _sent_to_all(desk: Desk, change_id: int, version: int, on: date) -> Done[Noticed]:
    try:
        return _mark_all(desk, change_id, version, on)
    except RefusedError as refused:
        return Done(Noticed(change_id, (), None, refused.fault.what), Changes())


@writes(Right.RENT_ADJUST)
def _mark_all(work: Work, change_id: int, version: int, on: date) -> Noticed:
    change = work.load(RentChange, change_id, version)
    return _marked(work, change, dict.fromkeys(_tenants(work, change), on))


def _tenants(look: Look, change: RentChange) -> tuple[int, ...]:
    return tenants_on(look, change.tenancy_id, look.today, coming=True)


def _marked(work: Work, change: RentChange, sent: Mapping[int, date]) -> Noticed:
    tenants = _tenants(work, change)
    _refuse_days(work, change, sent, tenants)
    days = sent_days(change) | dict(sent)
    change.explanation = {**change.explanation, SENT: {str(one): day.isoformat() for one, day in days.items()}}
    waiting = tuple(one for one in tenants if one not in days)
    if not waiting:
        _take_effect(work, change, {one: days[one] for one in tenants})
    return Noticed(change.id, waiting, change.effect_on)


def _refuse_days(work: Work, change: RentChange, sent: Mapping[int, date], tenants: Collection[int]) -> None:
    if change.state is not RentChangeState.PLANNED or change.voided_at is not None:
        raise refuse("regulering.star_fast")
    if change.document_id is None:
        raise refuse("regulering.uten_varsel")
    if not set(sent) <= set(tenants):
        raise refuse("sak.finnes_ikke")
    made_on = work.get(Document, change.document_id).dated
    if any(day > work.today or (made_on is not None and day < made_on) for day in sent.values()):
        raise refuse("regulering.feil_dag", fra=made_on, til=work.today)


def _take_effect(work: Work, change: RentChange, days: Mapping[int, date]) -> None:
    """Every tenant was sent the notice: the terms from the lawful day are written."""
    tenancy, law = work.get(Tenancy, change.tenancy_id), Law(rates_of(work), work.today, work.today)
    own = rent_terms(work, (tenancy.id,), change.planned_on)[tenancy.id]
    effect = effect_of_notice(
        change.basis, change.planned_on, own.history, {str(one): day for one, day in days.items()}, law
    )
    if effect.result is None:
        raise refuse("regulering.varslet_for_tidlig")
    if own.rent_ore != change.old_rent_ore or own.later_on is not None:
        raise refuse("regulering.endret_siden")
    if tenancy.to_date is not None and tenancy.to_date < effect.day:
        raise refuse("regulering.slutter_for", dato=effect.day)
    series = work.get(RentRound, change.round_id or 0)
    rent = NewRent(effect.day, change.new_rent_ore, change.basis.value, series.to_month)
    change.term_id = write_rent(work, tenancy, rent)
    change.sent_on, change.effect_on = max(days.values()), effect.day
    moved = effect.day != change.planned_on
    change.state = RentChangeState.MOVED if moved else RentChangeState.SENT
    change.explanation = {**change.explanation, EFFECT: dump(effect)}


@writes(Right.RENT_ADJUST)
def drop_change(work: Work, change_id: int, version: int, reason: str) -> None:
    """Let a change be, with a reason. Refused once the new rent counts."""
    change = work.load(RentChange, change_id, version)
    if not reason.strip():
        raise refuse("regulering.uten_grunn")
    if change.state is RentChangeState.DROPPED or (change.effect_on is not None and change.effect_on <= work.today):
        raise refuse("regulering.star_fast")
    work.reason(reason.strip())
    if change.term_id is not None:
        _take_back_term(work, work.get(TenancyTerm, change.term_id), reason.strip())
    change.state, change.effect_on = RentChangeState.DROPPED, None


def _take_back_term(work: Work, term: TenancyTerm, reason: str) -> None:
    term.voided_at, term.voided_by, term.void_reason = work.now, work.who.user_id, reason
    work.session.flush()
    term_on(work, term.tenancy_id, term.from_date).to_date = term.to_date


@reads(Right.LEDGER_READ)
def rent_rounds(look: Look) -> tuple[RoundRow, ...]:
    """All rounds, the newest first, counting the changes the person at the desk may see."""
    rounds = look.session.execute(select(RentRound).order_by(RentRound.id.desc())).scalars().all()
    changes = look.session.execute(select(RentChange)).scalars()
    states = Counter((one.round_id, change_row(one, look.today).state) for one in changes)
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
    found = look.session.execute(select(RentChange).where(which).order_by(RentChange.planned_on, RentChange.id))
    return tuple(change_row(change, look.today) for change in found.scalars())
