"""Where each account stands today, as one row for the list: written by the act that changes the account (E17).

A projection: never the truth, and never shown for another day than its own. It is reckoned for everybody, whoever
does the act, and the list hides what its reader may not see.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, insert, literal, or_, select

from ...models.ledger import AccountState, RentAccount
from ...rules.arrears.next_step import NextStep, next_step
from ...rules.arrears.steps import RULES, ArrearsStep, Track, TrackState
from ...rules.arrears.words import StepStanding, WorkGroup
from ...rules.explanation import Explanation, dump, load
from ...rules.ledger.account import AgeBucket
from ...rules.messages import Message
from .acts import Work
from .arrears_basis import Basis, basis_of
from .arrears_facts import Standing, standings
from .outdated import reckoned
from .protection import unshielded

#: The column that holds the open claims of each age.
AGES = {
    AgeBucket.TO_14: "to_14_ore",
    AgeBucket.TO_30: "to_30_ore",
    AgeBucket.TO_60: "to_60_ore",
    AgeBucket.TO_90: "to_90_ore",
    AgeBucket.OVER_90: "over_90_ore",
}
#: Namsmannen waits for word, or stands at the door: before everything else.
_AT_ONCE = frozenset({ArrearsStep.STOP_CASE, ArrearsStep.ATTEND})
_FIRST, _MUST, _READY, _OPENS, _LACKS, _STOPPED, NOTHING_TO_DO = 0, 10, 100, 200, 300, 400, 900
_ORDER = {rule.step: at for at, rule in enumerate(RULES)}
#: So many accounts are read at a time.
CHUNK = 200


def refresh(work: Work, account_ids: Collection[int]) -> None:
    """Reckon anew where these accounts stand today."""
    work.session.flush()
    ordered = sorted(account_ids)
    if not ordered:
        return
    with unshielded(work.session):
        basis = basis_of(work)
        for at in range(0, len(ordered), CHUNK):
            _write(work, ordered[at : at + CHUNK], basis)


def refresh_stale(work: Work, limit: int = CHUNK) -> int:
    """Reckon so many of the accounts anew that were last reckoned for another day or by other rules; how many."""
    with unshielded(work.session):
        basis = basis_of(work)
        found = list(work.session.execute(_stale(basis).limit(limit)).scalars())
        if found:
            _write(work, found, basis)
    return len(found)


def _stale(basis: Basis) -> Select[Any]:
    state = AccountState
    joined = select(RentAccount.id).outerjoin(state, state.account_id == RentAccount.id)
    return joined.where(or_(state.id.is_(None), ~is_fresh(basis))).order_by(RentAccount.id)


def is_fresh(basis: Basis) -> ColumnElement[bool]:
    """Whether a row was reckoned for the day and by the rules of the basis."""
    return and_(AccountState.on_date == basis.day, AccountState.rules_version == basis.version)


def _write(work: Work, account_ids: Collection[int], basis: Basis) -> None:
    rows = [state_row(standing, basis) for standing in standings(work, account_ids, basis).values()]
    connection, table = work.session.connection(), AccountState.__table__
    connection.execute(delete(AccountState).where(table.c.account_id.in_(account_ids)))
    if rows:
        connection.execute(insert(AccountState), rows)
    reckoned(work.session, account_ids)


def state_row(standing: Standing, basis: Basis) -> dict[str, Any]:
    """The row of one account, by column."""
    at = standing.at
    return {
        "account_id": standing.account_id,
        "on_date": basis.day,
        "rules_version": basis.version,
        "balance_ore": at.balance_ore,
        "open_ore": at.open_ore,
        "overdue_ore": sum(claim.item.remaining_ore for claim in standing.past_due),
        "oldest_due": at.oldest.entry.on if at.oldest else None,
        **{column: at.ages[bucket] for bucket, column in AGES.items()},
        **(_nothing() if standing.quiet else _step(next_step(standing.facts))),
    }


def _nothing() -> dict[str, Any]:
    return {
        "step": None,
        "step_state": StepStanding.NOTHING,
        "step_rank": NOTHING_TO_DO,
        "possible_from": None,
        "must_before": None,
        "money_state": TrackState.NOTHING,
        "eviction_state": TrackState.NOTHING,
        "term_state": TrackState.NOTHING,
        "answer": {},
    }


def _step(found: NextStep) -> dict[str, Any]:
    chosen, stop = found.recommended, found.recommended.stop
    why = chosen.message
    return {
        "step": chosen.step,
        "step_state": _standing_of(found),
        "step_rank": _rank(found),
        "possible_from": stop.possible_from if stop else None,
        "must_before": chosen.must_before,
        "money_state": found.tracks[Track.MONEY].state,
        "eviction_state": found.tracks[Track.EVICTION].state,
        "term_state": found.tracks[Track.END_OF_TERM].state,
        "answer": dump(Explanation(why.code, why.params, source=chosen.rule.source)),
    }


def _standing_of(found: NextStep) -> StepStanding:
    stop = found.recommended.stop
    if stop is None:
        return StepStanding.READY
    return StepStanding.LACKS if stop.lacks else StepStanding.STOPPED


def _rank(found: NextStep) -> int:
    """What must be done first: namsmannen, what has a limit, what can be done, what time opens, what lacks data."""
    chosen, stop = found.recommended, found.recommended.stop
    if stop is None:
        if chosen.step in _AT_ONCE:
            return _FIRST
        return _MUST if chosen.must_before else _READY + _ORDER[chosen.step]
    if stop.possible_from:
        return _OPENS
    return _LACKS if stop.lacks else _STOPPED


def work_group(today: date) -> ColumnElement[str]:
    """The group (`WorkGroup`) of the worklist that an account is in, in the order of the ranks."""
    rank, must = AccountState.step_rank, AccountState.must_before
    sunday = today + timedelta(days=6 - today.weekday())
    groups = (
        (or_(rank < _MUST, and_(rank < _READY, must <= today)), WorkGroup.TODAY),
        (and_(rank < _READY, must <= sunday), WorkGroup.WEEK),
        (rank < _OPENS, WorkGroup.NOW),
        (rank < _LACKS, WorkGroup.WAITS),
        (rank < NOTHING_TO_DO, WorkGroup.HELD),
    )
    whens = [(when, literal(group.value)) for when, group in groups]
    return case(*whens, else_=literal(WorkGroup.NOTHING.value))


def answer_of(stored: Any) -> Message | None:
    """The recommendation as it was kept, ready for the screen; None where there is nothing to do."""
    return load(stored).message if stored else None
