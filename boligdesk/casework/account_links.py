"""What pays what on a rent account, and what starts foreldelse anew: as it is shown before it is changed (P24, P25)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.ledger import ClaimInterruption
from ..rules.arrears.words import LedgerKind
from ..rules.ledger.limitation import Interruption
from ..rules.rights import Right
from .core.accounts import entries_of
from .core.acts import Look, reads
from .core.ledger_choice import ledger_kind
from .statements import StatementLine, statement


@dataclass(frozen=True)
class PaidPart:
    """So many øre of a credit that pay a claim now."""

    credit_id: int
    claim_id: int
    amount_ore: int


@dataclass(frozen=True)
class InterruptionRow:
    """An acknowledgement or judgment that stands for a claim, as it is shown and withdrawn."""

    id: int
    version: int
    claim_id: int
    kind: Interruption
    on: date
    note: str


@dataclass(frozen=True)
class AccountLinks:
    """The lines of an account by entry, with all that is to come; what pays what; what starts foreldelse anew.

    `own`: the office keeps these books itself, so entries can be written by hand (E17).
    """

    own: bool
    lines: Mapping[int, StatementLine]
    parts: tuple[PaidPart, ...]
    interruptions: tuple[InterruptionRow, ...]

    @property
    def open_claims(self) -> tuple[StatementLine, ...]:
        """Claims with something left to pay, the oldest first."""
        return tuple(line for line in self.lines.values() if line.amount_ore > 0 and line.open_ore)

    @property
    def free_credits(self) -> tuple[StatementLine, ...]:
        """What came in and pays nothing yet, wholly or in part, the oldest first."""
        return tuple(line for line in self.lines.values() if line.amount_ore < 0 and line.open_ore)


@reads(Right.LEDGER_READ)
def account_links(look: Look, account_id: int) -> AccountLinks:
    """What pays what on an account now; one that is hidden or not there is refused in the same words."""
    shown = statement.inner(look, account_id)
    sums: dict[tuple[int, int], int] = {}
    for one in entries_of(look, (account_id,))[account_id].allocations:
        sums[one.credit_id, one.claim_id] = sums.get((one.credit_id, one.claim_id), 0) + one.amount_ore
    parts = tuple(PaidPart(credit, claim, ore) for (credit, claim), ore in sums.items() if ore)
    own = ledger_kind(look) is LedgerKind.OWN
    return AccountLinks(own, {line.entry_id: line for line in shown.lines}, parts, _interruptions(look, account_id))


def _interruptions(look: Look, account_id: int) -> tuple[InterruptionRow, ...]:
    row = ClaimInterruption
    query = select(row).where(row.account_id == account_id, row.voided_at.is_(None)).order_by(row.on_date, row.id)
    found = look.session.execute(query).scalars()
    return tuple(InterruptionRow(r.id, r.version, r.claim_id, r.kind, r.on_date, r.note) for r in found)
