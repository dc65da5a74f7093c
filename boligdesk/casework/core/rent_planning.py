"""What a rent adjustment would mean for every tenancy: the new rent, when it can count, and what stops it (P23)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from ...models.ledger import RentChange
from ...models.tenancy import TenancyTerm
from ...rules.arrears.words import RentChangeState
from ...rules.explanation import Explanation
from ...rules.findings import hard
from ...rules.limits import Law
from ...rules.messages import Control, Kind, msg, refuse
from ...rules.periods import first_of_month
from ...rules.price_index import IndexPoint, IndexTables
from ...rules.rent_change import RentChangeBasis, RentHistory
from ...rules.rent_proposal import (
    MarketAssessment,
    RentProposal,
    check_new_rent,
    in_whole_kroner,
    propose_kpi,
    propose_market,
)
from .acts import Look
from .narrowing import narrowed

_KPI, _MARKET = RentChangeBasis.KPI, RentChangeBasis.MARKET
_PARAGRAPH = {_KPI: "husleieloven § 4-2", _MARKET: "husleieloven § 4-3"}
#: Terms whose rent was agreed anew, whether or not it became another.
_AGREED = frozenset({"lease", "renewal"})


@dataclass(frozen=True)
class RoundWish:
    """An adjustment as somebody wishes it, from the first of a month on.

    By index: the two months of one table; `whole_kroner` rounds the new rent down to whole kroner. To gjengs leie: what
    the office assessed, by tenancy.
    """

    basis: RentChangeBasis
    planned_on: date
    earlier: IndexPoint | None = None
    later: IndexPoint | None = None
    assessed: Mapping[int, MarketAssessment] = field(default_factory=dict)
    whole_kroner: bool = True
    note: str = ""


@dataclass(frozen=True)
class RentTerms:
    """The rents of a tenancy through time: what holds on the planned day, its history, and what comes after it."""

    rent_ore: int
    history: RentHistory
    index_month: date
    later_on: date | None


@dataclass(frozen=True)
class RentLine:
    """What an adjustment would mean for one tenancy (øre per month); without `proposal` there is nothing to say.

    `rent` explains the new rent, rounding and all; `last_change` is when the rent was last set, in any way.
    """

    tenancy_id: int
    old_rent_ore: int
    new_rent_ore: int | None
    last_change: date
    proposal: RentProposal | None
    rent: Explanation | None
    stops: tuple[Control, ...]

    @property
    def may_go(self) -> bool:
        """Nothing stops it, and the rent becomes another."""
        stopped = any(control.kind is Kind.HARD for control in self.stops)
        return not stopped and self.new_rent_ore not in (None, self.old_rent_ore)


def checked_wish(wish: RoundWish) -> RoundWish:
    """The wish, unless it lacks its months or does not begin on the first of a month."""
    if wish.planned_on != first_of_month(wish.planned_on):
        raise refuse("regulering.ikke_forste")
    if wish.basis is _KPI and (wish.earlier is None or wish.later is None):
        raise refuse("regulering.uten_maneder")
    return wish


def rent_lines(
    look: Look, wish: RoundWish, ends: Mapping[int, date | None], tables: IndexTables, law: Law
) -> list[RentLine]:
    """A line for each of these tenancies (`ends`: id → last day, None = open), in their order.

    RefusedError when the months are not of one table, not in order or not published.
    """
    terms, waiting = rent_terms(look, ends, wish.planned_on), _waiting(look, ends)
    found: list[RentLine] = []
    for tenancy_id, end in ends.items():
        if tenancy_id in terms:
            own = terms[tenancy_id]
            line = _line(wish, tenancy_id, own, tables, law)
            stops = (*_stops(wish, own, end, waits=tenancy_id in waiting), *line.stops)
            found.append(replace(line, stops=stops))
    return found


def rent_terms(look: Look, tenancy_ids: Collection[int], day: date) -> dict[int, RentTerms]:
    """The rents of these tenancies as they bear on a change from `day`."""
    term = TenancyTerm
    query = (
        select(term.tenancy_id, term.from_date, term.rent_ore, term.basis, term.index_month)
        .where(term.voided_at.is_(None))
        .order_by(term.from_date, term.recorded_at, term.id)
    )
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in look.session.execute(narrowed(query, term.tenancy_id, tenancy_ids)):
        rows[row.tenancy_id].append(row)
    return {tenancy_id: _terms(found, day) for tenancy_id, found in rows.items()}


def _terms(rows: Sequence[Any], day: date) -> RentTerms:
    before = [row for place, row in enumerate(rows) if place == 0 or row.from_date <= day]
    set_anew = [row for place, row in enumerate(before) if place == 0 or _sets_rent(before[place - 1], row)]
    market = [row for row in set_anew if row.basis != _KPI.value]
    last = set_anew[-1]
    later = next((row.from_date for row in rows[len(before) :]), None)
    history = RentHistory(last.from_date, (market or set_anew)[-1].from_date)
    return RentTerms(before[-1].rent_ore, history, first_of_month(last.index_month or last.from_date), later)


def _sets_rent(old: Any, new: Any) -> bool:
    return bool(new.rent_ore != old.rent_ore or new.basis in _AGREED)


def _waiting(look: Look, tenancy_ids: Collection[int]) -> set[int]:
    """Tenancies with a change that has not taken effect yet."""
    change = RentChange
    coming = change.effect_on.is_(None) | (change.effect_on > look.today)
    query = select(change.tenancy_id).where(change.voided_at.is_(None), change.state != RentChangeState.DROPPED, coming)
    return set(look.session.execute(narrowed(query, change.tenancy_id, tenancy_ids)).scalars())


def _stops(wish: RoundWish, own: RentTerms, end: date | None, *, waits: bool) -> Iterator[Control]:
    if end is not None and end < wish.planned_on:
        yield hard(msg("regulering.slutter", dato=end), "", "from")
    if waits:
        yield hard(msg("regulering.venter"), "", "from")
    if own.later_on is not None:
        yield hard(msg("regulering.senere_vilkar", dato=own.later_on), "", "from")
    if wish.earlier is not None and wish.basis is _KPI and first_of_month(wish.earlier.month) < own.index_month:
        what = msg("regulering.for_tidlig_maned", maned=own.index_month)
        yield hard(what, _PARAGRAPH[_KPI], "month")


def _line(wish: RoundWish, tenancy_id: int, own: RentTerms, tables: IndexTables, law: Law) -> RentLine:
    proposal = _proposal(wish, tenancy_id, own, tables, law)
    if proposal is None:
        lacks = hard(msg("regulering.ikke_vurdert"), _PARAGRAPH[_MARKET], "rent")
        return RentLine(tenancy_id, own.rent_ore, None, own.history.last_change, None, None, (lacks,))
    rent = in_whole_kroner(proposal.highest) if wish.whole_kroner and wish.basis is _KPI else proposal.highest
    stops = check_new_rent(proposal, rent.ore, wish.planned_on)
    return RentLine(tenancy_id, own.rent_ore, rent.ore, own.history.last_change, proposal, rent, stops)


def _proposal(wish: RoundWish, tenancy_id: int, own: RentTerms, tables: IndexTables, law: Law) -> RentProposal | None:
    if wish.basis is _KPI and wish.earlier is not None and wish.later is not None:
        return propose_kpi(own.rent_ore, (wish.earlier, wish.later), tables, own.history, law)
    found = wish.assessed.get(tenancy_id)
    return propose_market(own.rent_ore, found, own.history, law) if found is not None else None
