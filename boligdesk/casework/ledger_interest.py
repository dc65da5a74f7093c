"""Late interest claimed on an account: reckoned to a day, told with its parts, written as an entry of its own."""

from __future__ import annotations

from datetime import date

from ..rules.messages import refuse
from ..rules.rights import Right
from .core.acts import Look, Work, reads, writes
from .core.ledger_choice import require_own
from .core.ledger_dues import InterestDue, interest_due, write_interest

__all__ = ["InterestDue"]  # what windows name besides the acts


@reads(Right.LEDGER_READ)
def preview_interest(look: Look, account_id: int, to: date) -> InterestDue:
    """What interest could be claimed to and including a day; nothing is written."""
    return interest_due(look, account_id, to)


@writes(Right.LEDGER_WRITE)
def claim_interest(work: Work, account_id: int, to: date) -> int:
    """Claim the interest that has run to and including `to` (not a day to come). Returns the entry.

    Rounded once; the next claim counts from the day after. Refused where the books are a mirror, or nothing has run.
    """
    require_own(work)
    if to > work.today:
        raise refuse("reskontro.i_framtiden")
    return write_interest(work, interest_due(work, account_id, to))
