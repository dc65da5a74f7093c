"""Batches: the same act for many cases, one at a time, stopped and continued without doing anything twice (E15).

A batch is a run with one item per case. Each item is an act of its own; when it is done its line says so in a
transaction of its own, so a killed program leaves a run that shows what was done and goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ..models.casefile import Run, RunItem
from ..rules.arrears.words import ArrearsEventKind
from ..rules.messages import RefusedError
from ..rules.rights import Right
from ..rules.vocabulary import RunState
from ..texts import enum_text, fault_text, text
from .arrears_letters import make_letter
from .core.acts import Look, Work, reads, steps, writes
from .core.desk import Desk
from .core.letter_contents import PRINTED_LETTERS
from .core.renewal_rows import renewal_lines
from .core.rent_change_rows import change_lines
from .core.status import hidden_accounts, hidden_tenancies
from .core.use_rows import use_lines
from .lease_print import print_lease
from .renewal_letters import print_renewal_letter
from .rent_notices import print_rent_notices
from .use_letters import print_use_letter

#: The runs of letters about unpaid rent, by the letter; their cases are rent accounts.
LETTER_RUNS: Mapping[ArrearsEventKind, str] = {kind: f"letters_{kind.value}" for kind in PRINTED_LETTERS}


def _letters(kind: ArrearsEventKind) -> Callable[[Desk, int], int]:
    return lambda desk, account_id: make_letter(desk, account_id, kind).value.document_id


#: What can be done to many cases: kind of run → the act on one of them; it returns what is kept of it. Leases are
#: tenancies, renewal letters, rent notices and settlements of use lines of a round.
_KINDS: Mapping[str, Callable[[Desk, int], int]] = {
    "print_leases": lambda desk, tenancy_id: print_lease(desk, tenancy_id).value.document_id,
    "renewal_letters": lambda desk, item_id: print_renewal_letter(desk, item_id).value.document_id,
    "rent_notices": lambda desk, change_id: print_rent_notices(desk, change_id).value[0].document_id,
    "use_letters": lambda desk, settlement_id: print_use_letter(desk, settlement_id).value.document_id,
    **{run: _letters(kind) for kind, run in LETTER_RUNS.items()},
}

Tell = Callable[[int, int], None]
Go = Callable[[], bool]


@dataclass(frozen=True)
class BatchItem:
    """One case of a run and what came of it: the id of what was made, or why it was refused."""

    case_id: int
    state: RunState
    made_id: int | None
    refusal: str


@dataclass(frozen=True)
class BatchLine:
    """A run as it stands."""

    id: int
    kind: str
    title: str
    state: RunState
    total: int
    done: int
    items: tuple[BatchItem, ...]

    @property
    def refused(self) -> tuple[BatchItem, ...]:
        """The cases that were refused, with the reason."""
        return tuple(item for item in self.items if item.state is RunState.FAILED)


@writes(Right.DOCUMENT_WRITE)
def start_batch(work: Work, kind: str, title: str, case_ids: Sequence[int]) -> int:
    """Write down what is to be done to whom; nothing is done yet. Returns the run's id."""
    if kind not in _KINDS:
        raise ValueError(kind)
    cases = list(dict.fromkeys(case_ids))
    run = work.add(Run(kind=kind, title=title, state=RunState.STAGED, total=len(cases), done=0, facts={}))
    work.session.add_all(RunItem(run_id=run.id, key=str(case), state=RunState.STAGED, result={}) for case in cases)
    return run.id


@steps(Right.DOCUMENT_WRITE)
def carry_on(desk: Desk, run_id: int, tell: Tell = lambda _done, _all: None, go: Go = lambda: True) -> BatchLine:
    """Do what is left of a run, one case after the other, until it is finished or `go()` says stop.

    A refused case is noted with its reason and the run goes on. Called again after a stop or a crash it does
    only what is not done yet.
    """
    line = batch(desk, run_id)
    act = _KINDS[line.kind]
    finished = line.total - sum(item.state is RunState.STAGED for item in line.items)
    for item in line.items:
        if item.state is not RunState.STAGED:
            continue
        if not go():
            _close(desk, run_id, RunState.CANCELLED)
            return batch(desk, run_id)
        _note(desk, run_id, item.case_id, *_done(desk, act, item.case_id))
        finished += 1
        tell(finished, line.total)
    _close(desk, run_id, RunState.DONE)
    return batch(desk, run_id)


def _done(desk: Desk, act: Callable[[Desk, int], int], case_id: int) -> tuple[RunState, dict[str, Any]]:
    try:
        return RunState.DONE, {"made_id": act(desk, case_id)}
    except RefusedError as refused:
        return RunState.FAILED, {"refusal": " ".join(fault_text(fault).whole for fault in refused.faults)}


@writes(Right.DOCUMENT_WRITE)
def _note(work: Work, run_id: int, case_id: int, state: RunState, result: dict[str, Any]) -> None:
    item = work.session.execute(
        select(RunItem).where(RunItem.run_id == run_id, RunItem.key == str(case_id))
    ).scalar_one()
    item.state, item.result = state, result
    run = work.get(Run, run_id)
    run.state, run.done = RunState.RUNNING, run.done + 1


@writes(Right.DOCUMENT_WRITE)
def _close(work: Work, run_id: int, state: RunState) -> None:
    work.get(Run, run_id).state = state


@steps(Right.ARREARS_WRITE)
def make_letters(
    desk: Desk,
    account_ids: Sequence[int],
    kind: ArrearsEventKind,
    tell: Tell = lambda _done, _all: None,
    go: Go = lambda: True,
) -> BatchLine:
    """Make these letters one by one as a run: a held one is noted with its reason, and the rest go on.

    Stopped or killed, the run is carried on without a letter being made twice (`unfinished_batches`).
    """
    return carry_on(desk, start_batch(desk, LETTER_RUNS[kind], enum_text(kind), account_ids).value, tell, go)


@reads(Right.DOCUMENT_READ)
def batch(look: Look, run_id: int) -> BatchLine:
    """A run with its cases, in the order they were given; of a protected one only whether it was done."""
    run = look.get(Run, run_id)
    rows = look.session.execute(select(RunItem).where(RunItem.run_id == run_id).order_by(RunItem.id)).scalars()
    hidden = _hidden(look, run.kind)
    items = tuple(_item(row, shielded=int(row.key) in hidden) for row in rows)
    return BatchLine(run.id, run.kind, run.title, run.state, run.total, run.done, items)


#: Runs whose cases are lines about tenancies: which lines those of some tenancies are.
_LINES: Mapping[str, Callable[[Look, Collection[int]], frozenset[int]]] = {
    "renewal_letters": renewal_lines,
    "rent_notices": change_lines,
    "use_letters": use_lines,
}


def _hidden(look: Look, kind: str) -> frozenset[int]:
    """The cases of this kind of run that the person at the desk must not see."""
    if kind in LETTER_RUNS.values():
        return hidden_accounts(look)
    tenancies = hidden_tenancies(look)
    return _LINES[kind](look, tenancies) if kind in _LINES else tenancies


def _item(row: RunItem, *, shielded: bool) -> BatchItem:
    """A refusal was written for the one who ran it; it may hold names and dates that others must not see."""
    made_id, refusal = row.result.get("made_id"), row.result.get("refusal", "")
    if shielded:
        made_id, refusal = None, text("person.skjermet") if refusal else ""
    return BatchItem(int(row.key), row.state, made_id, refusal)


@reads(Right.DOCUMENT_READ)
def unfinished_batches(look: Look) -> list[int]:
    """Runs that were stopped or killed before their end, oldest first; offered to be continued."""
    waiting = (RunState.STAGED, RunState.RUNNING, RunState.CANCELLED)
    query = select(Run.id).where(Run.state.in_(waiting), Run.kind.in_(tuple(_KINDS))).order_by(Run.id)
    return list(look.session.execute(query).scalars())
