"""One sum for many: the payer's list is read and its rows are held against the accounts (P26). Nothing is written.

Only a row whose KID or full name fits one account alone is proposed; the rest is chosen by whoever sorts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..exchange.bank import Payment
from ..exchange.bank.parts import ListedPart, read_parts
from ..models.ledger import RentAccount
from ..models.payments import PaymentLine
from ..rules.rights import Right
from .core.acts import Look, reads, steps
from .core.desk import Desk
from .core.payment_books import read_books
from .core.payment_hints import Hint, HintIndex, HintReason
from .core.protection import unshielded

#: What makes a row certain enough to be proposed.
_CERTAIN = frozenset({HintReason.KID_IN_TEXT, HintReason.NAME, HintReason.NUMBER})


@dataclass(frozen=True)
class SplitRow:
    """A row of the list: øre, what it says, and the account it is proposed for (None: to be chosen)."""

    row: int
    amount_ore: int
    name: str
    account_id: int | None


@dataclass(frozen=True)
class SplitPlan:
    """The list of a payment. `left_ore` is what the rows lack of the payment (below zero: too much)."""

    rows: tuple[SplitRow, ...]
    left_ore: int


@steps(Right.PAYMENTS_WRITE)
def read_split(desk: Desk, line_id: int, path: Path) -> SplitPlan:
    """Read the list that came with a payment and propose whose each row is; its sum is held against the payment.

    Refuses (`import.*`, `betaling.liste.*`) what is no such list.
    """
    return _proposed(desk, line_id, read_parts(path, today=desk.today))


@reads(Right.PAYMENTS_WRITE)
def _proposed(look: Look, line_id: int, parts: tuple[ListedPart, ...]) -> SplitPlan:
    line = look.get(PaymentLine, line_id)
    asked = [_as_payment(part, line.booked_on) for part in parts]
    with unshielded(look.session):
        books = read_books(look, [*asked, _as_payment(ListedPart(0, 0, None, "", ""), line.booked_on)]).books
    kids = {kid: owner.account_id for kid, owner in books.kids.items()}
    index = HintIndex(books.debtors, kids)
    found = [kids.get(one.kid or "") or _certain(index.of(one)) for one in asked]
    seen = _seen(look, {account_id for account_id in found if account_id})
    rows = [
        SplitRow(part.row, part.amount_ore, part.name or part.text, account_id if account_id in seen else None)
        for part, account_id in zip(parts, found, strict=True)
    ]
    return SplitPlan(tuple(rows), line.amount_ore - sum(part.amount_ore for part in parts))


def _as_payment(part: ListedPart, day: date) -> Payment:
    return Payment("", day, part.amount_ore, part.kid, "", part.row, text=part.text, payer=part.name)


def _certain(hints: tuple[Hint, ...]) -> int | None:
    """The one account that the row names; two of the same name are for somebody to tell apart."""
    named = [hint for hint in hints if _CERTAIN & set(hint.reasons)]
    return named[0].account_id if len(named) == 1 else None


def _seen(look: Look, account_ids: set[int]) -> set[int]:
    return {one for one in account_ids if look.session.get(RentAccount, one, populate_existing=True) is not None}
