"""Agreements as they are kept, and what was paid on them: read for the tenant's card, and for the daily look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ...models.arrears import AgreementClaim, Instalment, PaymentAgreement
from ...models.ledger import ClaimMark
from ...rules.arrears.agreement import Covered, Part
from ...rules.arrears.words import AgreementKind, PlanState
from ...rules.ledger.account import Account
from .acts import Look, Work
from .narrowing import narrowed


@dataclass(frozen=True)
class AgreedClaim:
    """A claim under an agreement: what of it was agreed on, and what remained of it then (øre)."""

    claim_id: int
    amount_ore: int
    then_ore: int


@dataclass(frozen=True)
class Agreement:
    """One agreement (øre): its instalments by day, and its claims as they stood when it was made."""

    id: int
    version: int
    account_id: int
    kind: AgreementKind
    state: PlanState
    agreed_on: date
    kid: str | None
    total_ore: int
    tolerance_days: int
    signed_on: date | None
    broken_on: date | None
    ended_on: date | None
    document_id: int | None
    surplus_ore: int | None
    note: str
    parts: tuple[Part, ...] = ()
    claims: tuple[AgreedClaim, ...] = ()

    def covered(self, book: Account, day: date) -> tuple[Covered, ...]:
        """By claim, what remained when the agreement was made and what remains at the end of a day."""
        left = {item.entry.id: item.remaining_ore for item in book.at(day).claims}
        return tuple(Covered(one.amount_ore, one.then_ore, left.get(one.claim_id, 0)) for one in self.claims)


def agreements(
    look: Look, *, account_ids: Collection[int] | None = None, running: bool = False, one: int | None = None
) -> list[Agreement]:
    """The agreements that were not withdrawn, in the order they were made; None: of all accounts."""
    plan = PaymentAgreement
    query = select(plan).where(plan.voided_at.is_(None)).order_by(plan.agreed_on, plan.id)
    if running:
        query = query.where(plan.state == PlanState.RUNNING)
    if one is not None:
        query = query.where(plan.id == one)
    found = [_agreement(row) for row in look.session.execute(narrowed(query, plan.account_id, account_ids)).scalars()]
    parts, claims = _parts(look, [row.id for row in found]), _claims(look, [row.id for row in found])
    return [replace(row, parts=tuple(parts[row.id]), claims=tuple(claims[row.id])) for row in found]


def _agreement(row: PaymentAgreement) -> Agreement:
    return Agreement(
        id=row.id,
        version=row.version,
        account_id=row.account_id,
        kind=row.kind,
        state=row.state,
        agreed_on=row.agreed_on,
        kid=row.kid,
        total_ore=row.total_ore,
        tolerance_days=row.tolerance_days,
        signed_on=row.signed_on,
        broken_on=row.broken_on,
        ended_on=row.ended_on,
        document_id=row.document_id,
        surplus_ore=row.surplus_ore,
        note=row.note,
    )


def _parts(look: Look, ids: Collection[int]) -> dict[int, list[Part]]:
    row, found = Instalment, defaultdict[int, list[Part]](list)
    query: Any = select(row.agreement_id, row.due, row.amount_ore).order_by(row.due)
    for agreement_id, due, ore in look.session.execute(narrowed(query, row.agreement_id, ids)):
        found[agreement_id].append(Part(due, ore))
    return found


def _claims(look: Look, ids: Collection[int]) -> dict[int, list[AgreedClaim]]:
    row, found = AgreementClaim, defaultdict[int, list[AgreedClaim]](list)
    query: Any = select(row.agreement_id, row.claim_id, row.amount_ore, row.remaining_ore).order_by(row.id)
    for agreement_id, claim_id, ore, then_ore in look.session.execute(narrowed(query, row.agreement_id, ids)):
        found[agreement_id].append(AgreedClaim(claim_id, ore, then_ore))
    return found


def lift_marks(work: Work, agreement_id: int, free_from: date, reason: str) -> None:
    """From a day on the claims of an agreement are as all others again; a mark that never held is withdrawn."""
    mark = ClaimMark
    query = select(mark).where(mark.agreement_id == agreement_id, mark.voided_at.is_(None), mark.to_date.is_(None))
    for row in work.session.execute(query).scalars():
        if row.from_date < free_from:
            row.to_date = free_from - timedelta(days=1)
        else:
            row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason
    work.session.flush()
