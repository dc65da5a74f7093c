"""Entries by hand on a rent account: what is claimed beside the rent, what is taken off, and what pays what.

Each with its reason, each a line that stays. A wrong one is met by a counter-entry (E17). *Ettergitt* is an entry,
the debt is gone; *tapsført* is a mark, it is still owed (`claim_marks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ..models.ledger import LedgerEntry
from ..rules.calendar import next_bank_day
from ..rules.ledger.account import Account, OpenItem
from ..rules.ledger.entries import Allocation, EntryKind
from ..rules.ledger.freeing import bound, freed, standing
from ..rules.messages import refuse
from ..rules.rights import Right
from .core.accounts import entries_of
from .core.acts import Look, Work, writes
from .core.ledger_choice import require_own
from .core.ledger_write import NewEntry, pay_open, take_back, write_allocations, write_entries


@dataclass(frozen=True)
class ByHand:
    """What an entry by hand of a kind is: a claim, or a credit that may open what has paid the claim already."""

    is_claim: bool
    frees_paid: bool = False


#: The kinds a person writes; charges, fees, interest, payments and settlements have acts of their own.
BY_HAND: Mapping[EntryKind, ByHand] = MappingProxyType(
    {
        EntryKind.DEPOSIT: ByHand(is_claim=True),
        EntryKind.DAMAGE: ByHand(is_claim=True),
        EntryKind.COSTS: ByHand(is_claim=True),
        EntryKind.OTHER: ByHand(is_claim=True),
        EntryKind.CREDIT_NOTE: ByHand(is_claim=False, frees_paid=True),
        EntryKind.RENT_REDUCTION: ByHand(is_claim=False, frees_paid=True),
        EntryKind.FORGIVEN: ByHand(is_claim=False),
    }
)


@dataclass(frozen=True)
class EntryInput:
    """An entry by hand: øre above zero whatever its side, the day it is due or counts from, and why.

    `claim_id`: the claim a credit is about; without, it pays by P24.
    """

    account_id: int
    kind: EntryKind
    amount_ore: int
    on: date
    reason: str
    claim_id: int | None = None
    document_id: int | None = None


@writes(Right.LEDGER_WRITE)
def write_by_hand(work: Work, given: EntryInput) -> int:
    """Write a claim (due on a bank day, P22) or a credit. Returns the entry.

    A credit note or prisavslag on a claim that is paid makes the payment free for others; what is forgiven must
    still be open. Refused without reason, for nothing, for another kind, and where the books are a mirror.
    """
    require_own(work)
    rule = BY_HAND.get(given.kind)
    if rule is None:
        raise refuse("reskontro.ikke_for_hand")
    _refuse_empty(given.amount_ore, given.reason)
    work.reason(given.reason)
    day, ore = (next_bank_day(given.on), given.amount_ore) if rule.is_claim else (given.on, -given.amount_ore)
    new = NewEntry(
        given.account_id, given.kind, ore, day, nominal_on=given.on, text=given.reason, document_id=given.document_id
    )
    if not rule.is_claim and given.claim_id is not None:
        return _on_claim(work, new, given.claim_id, rule)
    if given.kind is EntryKind.FORGIVEN:
        _refuse_more_than_open(work, given)
    return write_entries(work, [new], pay=True)[0]


def _refuse_more_than_open(look: Look, given: EntryInput) -> None:
    """Nobody can be forgiven what is not owed: it would stay to good, and pay rent that is to come."""
    still = _book(look, given.account_id).at(date.max).open_ore
    if given.amount_ore > still:
        raise refuse("reskontro.mer_enn_kravet", belop=still)


def _refuse_empty(amount_ore: int, reason: str) -> None:
    if amount_ore <= 0:
        raise refuse("reskontro.belop_mangler")
    if not reason.strip():
        raise refuse("reskontro.begrunnelse_mangler")


def _on_claim(work: Work, new: NewEntry, claim_id: int, rule: ByHand) -> int:
    """A credit on one claim, after what stood in its way was made free."""
    book = _book(work, new.account_id)
    pairs, claim = standing(book.allocations, claim_id), _entry_of(work, new.account_id, claim_id)
    stays = bound(book.entries, pairs, claim_id)
    ore, paid = -new.amount_ore, sum(pairs.values())
    most = claim.amount_ore - (sum(stays.values()) if rule.frees_paid else paid)
    if ore > most:
        raise refuse("reskontro.mer_enn_kravet", belop=max(most, 0))
    new_id = write_entries(work, [new])[0]
    lines = list(freed(pairs, paid + ore - claim.amount_ore, work.now, new.text, stays))
    write_allocations(work, {new.account_id: [*lines, Allocation(new_id, claim_id, ore, work.now)]})
    pay_open(work, (new.account_id,))
    return new_id


def _book(look: Look, account_id: int) -> Account:
    return entries_of(look, (account_id,))[account_id]


def _entry_of(look: Look, account_id: int, entry_id: int) -> LedgerEntry:
    """An entry of this account; one of another is as if it were not there."""
    row = look.get(LedgerEntry, entry_id)
    if row.account_id != account_id:
        raise refuse("sak.finnes_ikke")
    return row


@writes(Right.LEDGER_WRITE)
def take_back_entry(work: Work, entry_id: int, on: date, reason: str) -> int:
    """Meet a wrong entry by a counter-entry from `on`. Returns the counter-entry.

    Refused for a payment from a bank file (its line is sorted anew instead), and where the books are a mirror.
    """
    require_own(work)
    if not reason.strip():
        raise refuse("reskontro.begrunnelse_mangler")
    if work.get(LedgerEntry, entry_id).line_id is not None:
        raise refuse("reskontro.fra_banken")
    return take_back(work, entry_id, on, reason)


@dataclass(frozen=True)
class Move:
    """So many øre of a credit are to pay `to_claim_id`, taken from `from_claim_id` or (None) from what pays nothing."""

    account_id: int
    credit_id: int
    from_claim_id: int | None
    to_claim_id: int
    amount_ore: int
    reason: str


@writes(Right.LEDGER_WRITE)
def move_allocation(work: Work, move: Move) -> None:
    """Let a payment pay something else, with a reason (P24); also a barred or frozen claim, for somebody asks for it.

    Refused when the credit has not so much there, or the claim does not need it.
    """
    _refuse_empty(move.amount_ore, move.reason)
    work.reason(move.reason)
    book = _book(work, move.account_id)
    at = book.at(date.max)
    if move.amount_ore > _room(at.claims, move.to_claim_id):
        raise refuse("reskontro.mer_enn_kravet", belop=_room(at.claims, move.to_claim_id))
    there = (
        _room(at.credits, move.credit_id)
        if move.from_claim_id is None
        else standing(book.allocations, move.credit_id).get((move.credit_id, move.from_claim_id), 0)
    )
    if move.amount_ore > there:
        raise refuse("reskontro.mer_enn_betalt", belop=there)
    write_allocations(work, {move.account_id: _moved(work, move)})


def _room(items: tuple[OpenItem, ...], entry_id: int) -> int:
    return next((item.remaining_ore for item in items if item.entry.id == entry_id), 0)


def _moved(work: Work, move: Move) -> list[Allocation]:
    steps = [(move.from_claim_id, -move.amount_ore), (move.to_claim_id, move.amount_ore)]
    return [Allocation(move.credit_id, one, ore, work.now, move.reason) for one, ore in steps if one is not None]


@writes(Right.LEDGER_WRITE)
def repay(work: Work, account_id: int, credit_id: int, amount_ore: int, on: date, reason: str) -> int:
    """Write that money to the tenant's good was paid back, to whoever paid it (P26). Returns the entry.

    Refused when the payment has not so much that pays nothing.
    """
    _refuse_empty(amount_ore, reason)
    work.reason(reason)
    free = _room(_book(work, account_id).at(date.max).credits, credit_id)
    if amount_ore > free:
        raise refuse("reskontro.mer_enn_betalt", belop=free)
    new_id = write_entries(work, [NewEntry(account_id, EntryKind.REPAID, amount_ore, on, text=reason)])[0]
    write_allocations(work, {account_id: [Allocation(credit_id, new_id, amount_ore, work.now, reason)]})
    return new_id
