"""Runs of letters about unpaid rent that were stopped: shown, carried on by `batches.carry_on`, or left as they are."""

from __future__ import annotations

from sqlalchemy import select

from ..models.casefile import Run, RunItem
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import RunState
from .batches import LETTER_RUNS, BatchLine, batch, unfinished_batches
from .core.acts import Look, Work, reads, writes


@reads(Right.DOCUMENT_READ)
def unfinished_letter_runs(look: Look) -> tuple[BatchLine, ...]:
    """Runs of these letters that were stopped or killed before their end, oldest first."""
    lines = (batch.inner(look, run_id) for run_id in unfinished_batches.inner(look))
    return tuple(line for line in lines if line.kind in LETTER_RUNS.values())


@writes(Right.DOCUMENT_WRITE)
def leave_rest(work: Work, run_id: int) -> int:
    """Let a stopped run be over as it is: what was made stays, the rest is not made. How many were left."""
    run = work.get(Run, run_id)
    if run.kind not in LETTER_RUNS.values() or run.state is RunState.DONE:
        raise refuse("sak.finnes_ikke")
    left = select(RunItem).where(RunItem.run_id == run_id, RunItem.state == RunState.STAGED)
    items = list(work.session.execute(left).scalars())
    for item in items:
        item.state = RunState.CANCELLED
    run.state = RunState.DONE
    return len(items)
