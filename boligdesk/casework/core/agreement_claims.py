"""The claims that an agreement can be made of, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from ...models.ledger import LedgerEntry
from ...rules.ledger.claims import Mark, MarkedClaim
from ...rules.messages import Message, refuse
from .accounts import entries_of, marks_of
from .acts import Look
from .entry_words import called
from .ledger_write import marked_claims
from .rates import rates_of

#: With these a claim cannot be agreed on: it is already, it is dead, or it rests.
CLOSED = frozenset({Mark.AGREED, Mark.BARRED, Mark.FROZEN})


def due_claims(look: Look, account_id: int) -> tuple[MarkedClaim, ...]:
    """The claims due by today with their marks."""
    at = entries_of(look, (account_id,))[account_id].at(look.today)
    return marked_claims(at, marks_of(look, (account_id,))[account_id], rates_of(look), look.today)


def chosen_claims(look: Look, account_id: int, claim_ids: Sequence[int]) -> list[MarkedClaim]:
    """The claims named, oldest first; refused when one is paid, not due, or cannot be agreed on."""
    found = [one for one in due_claims(look, account_id) if one.item.entry.id in set(claim_ids)]
    if not claim_ids:
        raise refuse("avtale.uten_krav")
    if len(found) < len(set(claim_ids)) or any(one.marks & CLOSED for one in found):
        raise refuse("avtale.krav_ikke_apent")
    return found


def tolerance_days(look: Look, day: date) -> int:
    """How many days after its own an instalment can come, as the office has it on a day."""
    return rates_of(look).on("agreement_tolerance_days", day).whole


def claim_words(look: Look, claim_ids: Sequence[int]) -> dict[int, Message]:
    """What these claims are called."""
    row = LedgerEntry
    query = select(row.id, row.kind, row.key, row.month, row.corrects_id, row.detail).where(row.id.in_(claim_ids))
    return {
        one.id: called(one.kind, one.key, one.month, correction=one.corrects_id is not None, detail=one.detail)
        for one in look.session.execute(query)
    }
