"""Late interest as it is reckoned and written: the rules' figures, with what explains them (E18)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ...models.ledger import LedgerEntry
from ...rules.arrears.interest import LateInterest, interest_on, total
from ...rules.calendar import next_bank_day
from ...rules.explanation import Explanation, dump
from ...rules.ledger.account import OpenItem
from ...rules.ledger.claims import STOPS_INTEREST, marked
from ...rules.ledger.entries import BEARS_INTEREST, EntryKind
from ...rules.messages import refuse
from ...rules.periods import Period
from .accounts import entries_of, marks_of
from .acts import Look, Work
from .ledger_write import NewEntry, write_entries
from .rates import rates_of

_CLAIMS = "claims"


@dataclass(frozen=True)
class ClaimInterest:
    """The interest one claim has borne and nobody has claimed, exact."""

    claim_id: int
    interest: LateInterest


@dataclass(frozen=True)
class InterestDue:
    """Unclaimed interest of an account to and including a day: per claim, and the sum rounded once."""

    account_id: int
    to: date
    claims: tuple[ClaimInterest, ...]

    @property
    def claimed(self) -> Explanation:
        """The sum as it would be claimed, in øre, with every part (from–to, base, rate)."""
        return total(claim.interest for claim in self.claims).claimed


def interest_due(look: Look, account_id: int, to: date) -> InterestDue:
    """What interest has run to and including `to` and is not claimed yet, also on what is paid by now.

    MissingRateError names the first day that no rate speaks for.
    """
    book, marks = entries_of(look, (account_id,))[account_id], marks_of(look, (account_id,))[account_id]
    rates, before = rates_of(look), _claimed_to(look, account_id)
    items = [OpenItem(one, one.amount_ore) for one in book.entries if one.is_claim and one.kind in BEARS_INTEREST]
    claims = marked(items, marks.marks, marks.events, rates, to)
    rests: dict[int, list[Period]] = defaultdict(list)
    for mark in marks.marks:
        if mark.mark in STOPS_INTEREST:
            rests[mark.claim_id].append(mark.period)
    found = []
    for one in claims:
        entry = one.item.entry
        left, done = book.remaining(entry), before.get(entry.id)
        if (interest := interest_on(one, left, done, to, rates, rests[entry.id])).parts:
            found.append(ClaimInterest(entry.id, interest))
    return InterestDue(account_id, to, tuple(found))


def _claimed_to(look: Look, account_id: int) -> dict[int, date]:
    """Claim → the last day whose interest is claimed, by entries that were not taken back."""
    row, back = LedgerEntry, LedgerEntry.__table__.alias("back")
    taken = select(back.c.id).where(back.c.corrects_id == row.id).exists()
    query = select(row.detail).where(row.account_id == account_id, row.kind == EntryKind.INTEREST, row.amount_ore > 0)
    found: dict[int, date] = {}
    for detail in look.session.execute(query.where(~taken).order_by(row.id)).scalars():
        found |= {int(one): date.fromisoformat(to) for one, to in detail.get(_CLAIMS, {}).items()}
    return found


def write_interest(work: Work, due: InterestDue) -> int:
    """Claim interest as an entry of its own, due on the next bank day. Refused when it rounds to nothing."""
    amount = due.claimed
    if amount.ore <= 0:
        raise refuse("reskontro.ingen_rente", dato=due.to)
    claims = {str(claim.claim_id): due.to.isoformat() for claim in due.claims}
    return write_entries(
        work,
        [
            NewEntry(
                due.account_id,
                EntryKind.INTEREST,
                amount.ore,
                next_bank_day(work.today),
                detail={"amount": dump(amount), _CLAIMS: claims},
            )
        ],
        pay=True,
    )[0]
