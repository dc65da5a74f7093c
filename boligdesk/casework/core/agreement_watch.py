"""The look at every agreement that runs: kept, in time, late, or broken; each look is kept and never changed.

A missed instalment is known to be missed when the bank's files have told the payments of its last day (P22), and no
payment that may be the tenant's waits to be sorted. Until then nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from ...models.arrears import AgreementCheck, PaymentAgreement
from ...models.ledger import RentAccount
from ...rules.arrears.agreement import Looked, looked_at
from ...rules.arrears.words import AgreementKind, CheckResult, PlanState
from ...rules.ledger.account import Account
from ...rules.vocabulary import TaskKind
from ...texts import text
from .accounts import entries_of
from .acts import Look, Work
from .agreement_rows import Agreement, agreements, lift_marks
from .ledger_write import pay_open
from .payment_rows import payments_known_to, waiting_for
from .tasks import NewTask, add_task, finish_tasks


@dataclass(frozen=True)
class Watched:
    """What a look at the agreements found: their ids."""

    looked: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()


def watch(work: Work, on: date) -> Watched:
    """Look at every running agreement on a day; a breach or a kept one changes its state and its claims at once."""
    known_to = payments_known_to(work)
    if known_to is None:
        return Watched()
    day = min(on - timedelta(days=1), known_to)
    running = [one for one in agreements(work, running=True) if one.agreed_on <= day]
    books = entries_of(work, {one.account_id for one in running})
    waiting = waiting_for(work, {one.account_id for one in running})
    found = [_looked(work, one, books[one.account_id], day, on, one.account_id in waiting) for one in running]
    by_id = {one.id: result for one, result in zip(running, found, strict=True) if result is not None}
    return Watched(tuple(by_id), _with(by_id, CheckResult.BROKEN), _with(by_id, CheckResult.KEPT))


def _with(found: dict[int, CheckResult], result: CheckResult) -> tuple[int, ...]:
    return tuple(one for one, was in found.items() if was is result)


def _looked(work: Work, one: Agreement, book: Account, day: date, on: date, waits: bool) -> CheckResult | None:
    """What the look found; None where nothing new can be said."""
    looked = looked_at(one.parts, one.covered(book, day), day, one.tolerance_days)
    if (waits and looked.result is CheckResult.BROKEN) or not _keep_look(work, one, looked, day):
        return None
    if looked.result is CheckResult.BROKEN:
        _break(work, one, looked, on)
    elif looked.result is CheckResult.KEPT:
        _kept(work, one, on)
    return looked.result


def _keep_look(work: Work, one: Agreement, looked: Looked, day: date) -> bool:
    """Write the look down, unless the last one of the day saw the same."""
    check = AgreementCheck
    last = select(func.max(check.id)).where(check.agreement_id == one.id, check.on_date == day).scalar_subquery()
    query = select(check.expected_ore, check.paid_ore, check.result).where(check.id == last)
    before = work.session.execute(query).one_or_none()
    if before is not None and tuple(before) == (looked.expected_ore, looked.paid_ore, looked.result):
        return False
    work.add(
        AgreementCheck(
            account_id=one.account_id,
            agreement_id=one.id,
            on_date=day,
            expected_ore=looked.expected_ore,
            paid_ore=looked.paid_ore,
            result=looked.result,
            recorded_at=work.now,
            recorded_by=work.who.user_id,
        )
    )
    return True


def _break(work: Work, one: Agreement, looked: Looked, on: date) -> None:
    row = work.get(PaymentAgreement, one.id)
    row.state, row.broken_on = PlanState.BROKEN, on
    _free(work, one, on, text("avtale.brutt"))
    if one.kind is AgreementKind.PLAN:
        why = text("avtale.oppgave.brutt", mangler=looked.expected_ore - looked.paid_ore, dato=one.agreed_on)
        add_follow_up(work, one.account_id, on, why)


def _kept(work: Work, one: Agreement, on: date) -> None:
    row = work.get(PaymentAgreement, one.id)
    row.state, row.ended_on = PlanState.KEPT, on
    _free(work, one, on, text("avtale.holdt"))
    finish_tasks(work, work.get(RentAccount, one.account_id).tenancy_id, TaskKind.AGREEMENT_CHECK)


def _free(work: Work, one: Agreement, on: date, reason: str) -> None:
    lift_marks(work, one.id, on, reason)
    pay_open(work, (one.account_id,))


def add_follow_up(work: Work, account_id: int, due: date, why: str) -> int:
    """A task about an agreement to whoever follows up the account; its id."""
    account = work.get(RentAccount, account_id)
    task = NewTask(TaskKind.AGREEMENT_CHECK, due, why=why, tenancy_id=account.tenancy_id, owner_id=account.follow_up_id)
    return add_task(work, task)


def checks_of(look: Look, agreement_ids: Sequence[int]) -> dict[int, tuple[AgreementCheck, ...]]:
    """Every look at these agreements, oldest first."""
    query = select(AgreementCheck).where(AgreementCheck.agreement_id.in_(agreement_ids)).order_by(AgreementCheck.id)
    rows = look.session.execute(query).scalars().all()
    return {one: tuple(row for row in rows if row.agreement_id == one) for one in agreement_ids}
