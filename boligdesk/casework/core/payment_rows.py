"""Small questions about payments that other parts of the office ask: how far they are known, and what waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ...exchange.bank import BankFormat
from ...models.casefile import Task
from ...models.payments import PaymentFile, PaymentLine
from ...rules.arrears.words import LineState
from ...rules.vocabulary import TaskKind, TaskState
from .acts import Look, Work
from .narrowing import narrowed
from .payment_hints import Hint, HintReason
from .protection import SHIELD_OFF
from .tasks import NewTask, add_task

_OFF = {SHIELD_OFF: True}

#: What `PaymentLine.suggestion` keeps: hints, a proposed split [account, øre], and the entry a return took back.
HINTS, SHARES, TOOK_BACK = "hints", "shares", "took_back"


def hints_of(suggestion: Any) -> tuple[Hint, ...]:
    """The suggestions that were kept of a line, best first."""
    kept = (suggestion or {}).get(HINTS, ())
    return tuple(Hint(one["account_id"], tuple(HintReason(why) for why in one["why"])) for one in kept)


def shares_of(suggestion: Any) -> tuple[tuple[int, int], ...]:
    """The split that fast trekk proposes for a sum for several: (account, øre)."""
    return tuple((account_id, ore) for account_id, ore in (suggestion or {}).get(SHARES, ()))


def payments_known_to(look: Look) -> date | None:
    """The last day, inclusive, of which the bank's files have told the payments; None before the first file (P22)."""
    return look.session.execute(select(func.max(PaymentFile.covers_to))).scalar_one_or_none()


def listed_to(look: Look) -> date | None:
    """The last day, inclusive, of which a whole list of open items has told; None where the books are no mirror."""
    whole = PaymentFile.format == BankFormat.OPEN_ITEMS.value
    return look.session.execute(select(func.max(PaymentFile.covers_to)).where(whole)).scalar_one_or_none()


def waiting_for(look: Look, account_ids: Collection[int]) -> dict[int, int]:
    """By account, the sum (øre) of payments that wait to be sorted and are first suggested for it."""
    line = PaymentLine
    query = select(line.account_id, func.sum(line.amount_ore)).group_by(line.account_id)
    waiting = query.where(line.state == LineState.WAITING, line.amount_ore > 0)
    rows = look.session.execute(narrowed(waiting.where(line.account_id.is_not(None)), line.account_id, account_ids))
    wanted = set(account_ids)
    return {account_id: int(ore) for account_id, ore in rows if account_id in wanted}


def waiting_lines(look: Look) -> int:
    """How many payments wait to be sorted, hidden ones too: a count that tells of nobody."""
    query = select(func.count()).select_from(PaymentLine).where(PaymentLine.state == LineState.WAITING)
    return int(look.session.execute(query, execution_options=_OFF).scalar_one())


def follow_waiting(work: Work) -> None:
    """One open task as long as payments wait to be sorted, and none when all are."""
    work.session.flush()
    query = select(Task).where(Task.kind == TaskKind.SORT_PAYMENT, Task.state == TaskState.OPEN)
    tasks = list(work.session.execute(query, execution_options=_OFF).scalars())
    if not waiting_lines(work):
        for task in tasks:
            task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id
    elif not tasks:
        add_task(work, NewTask(TaskKind.SORT_PAYMENT, work.today))
