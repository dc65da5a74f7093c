"""What the office knows about who pays what, read for matching a bank file (`payment_matching.Books`).

Read with everybody in it: a payment of a protected tenant is booked like any other. What is told of it afterwards is
what the person at the desk may see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, or_, select

from ...exchange.bank import Payment
from ...models.arrears import PaymentAgreement
from ...models.ledger import AccountLiable, LedgerAllocation, LedgerEntry, RentAccount
from ...models.payments import Deduction, KnownPayer, PaymentLine
from ...models.person import Person
from ...models.stock import Building, Dwelling, LettingUnit
from ...models.tenancy import Kid, Tenancy
from ...rules.arrears.words import LineState, PlanState
from ...rules.ledger.account import OpenItem
from ...rules.ledger.claims import MarkedClaim, marked
from ...rules.ledger.entries import Entry
from ...rules.ledger.paying import PaidFor, Wish, order_of_paying
from .accounts import bank_accounts, marks_of
from .acts import Look
from .narrowing import MANY, narrowed
from .payment_hints import Debtor
from .payment_matching import Books, Earlier, KidOwner
from .rates import rates_of
from .rents import term_rents


@dataclass(frozen=True)
class Known:
    """The books for matching, and the open claims (with marks) of the accounts that payments can land on."""

    books: Books
    claims: Mapping[int, tuple[MarkedClaim, ...]]


def read_books(look: Look, payments: Sequence[Payment]) -> Known:
    """The books for these payments; names and addresses are only read when some payment does not say whose it is.

    Call it without the shield (`protection.unshielded`).
    """
    kids, payers = _kids(look), _payers(look)
    stray = [one for one in payments if one.kid not in kids]
    accounts = {kids[one.kid].account_id for one in payments if one.kid in kids}
    accounts |= {account for one in stray for account in payers.get(one.payer_account, ())}
    deductions = _deductions(look)
    claims = open_claims(look, None if stray else accounts)
    books = Books(
        bank_accounts(look),
        kids,
        payers,
        deductions,
        _bills(kids.values(), claims),
        _debtors(look, claims, deductions) if stray else (),
        _earlier(look, payments),
    )
    return Known(books, claims)


def _kids(look: Look) -> dict[str, KidOwner]:
    """Every KID ever given out and the account it stands for: old ones too, people go on using them."""
    rent = select(Kid.kid, RentAccount.id).join(RentAccount, RentAccount.tenancy_id == Kid.tenancy_id)
    plan = select(PaymentAgreement.kid, PaymentAgreement.account_id, PaymentAgreement.state).where(
        PaymentAgreement.kid.is_not(None), PaymentAgreement.voided_at.is_(None)
    )
    found = {kid: KidOwner(account_id) for kid, account_id in look.session.execute(rent)}
    found |= {str(row.kid): KidOwner(row.account_id, _paid_for(row.state)) for row in look.session.execute(plan)}
    return found


def _paid_for(state: PlanState) -> PaidFor:
    """The KID of an agreement that is over pays like the rent's: its claims are as all others again."""
    return PaidFor.PLAN if state is PlanState.RUNNING else PaidFor.RENT


def _payers(look: Look) -> dict[str, tuple[int, ...]]:
    """By bank account, the rent accounts it is confirmed to pay for now."""
    row = KnownPayer
    query = select(row.payer_account, row.account_id).where(
        row.voided_at.is_(None), row.payer_account != "", or_(row.to_date.is_(None), row.to_date >= look.today)
    )
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for payer_account, account_id in look.session.execute(query.order_by(row.id)):
        found[payer_account][account_id] = None
    return {payer_account: tuple(accounts) for payer_account, accounts in found.items()}


def _deductions(look: Look) -> dict[int, tuple[int, ...]]:
    """What fast trekk brings each time, by account."""
    row = Deduction
    running = row.from_date <= look.today, or_(row.to_date.is_(None), row.to_date >= look.today)
    query = select(row.account_id, row.amount_ore).where(row.voided_at.is_(None), *running)
    found: dict[int, tuple[int, ...]] = {}
    for account_id, amount in look.session.execute(query.order_by(row.id)):
        found[account_id] = (*found.get(account_id, ()), amount)
    return found


def open_claims(look: Look, account_ids: Collection[int] | None) -> dict[int, tuple[MarkedClaim, ...]]:
    """The claims of these accounts (None: of all) that are not paid in full, with their marks today."""
    items: dict[int, list[OpenItem]] = defaultdict(list)
    for row in look.session.execute(_open_items(account_ids)):
        entry = Entry(
            row.id, row.kind, row.amount_ore, row.on_date, row.recorded_at, row.key or "", row.month, row.corrects_id
        )
        items[row.account_id].append(OpenItem(entry, int(row.remaining)))
    found, rates = marks_of(look, list(items)), rates_of(look)
    return {one: marked(open_, found[one].marks, found[one].events, rates, look.today) for one, open_ in items.items()}


def _open_items(account_ids: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    entry, line = LedgerEntry, LedgerAllocation
    paid = narrowed(select(line.claim_id, func.sum(line.amount_ore).label("ore")), line.account_id, account_ids)
    used = paid.group_by(line.claim_id).subquery()
    remaining = entry.amount_ore - func.coalesce(used.c.ore, 0)
    columns = (entry.account_id, entry.id, entry.kind, entry.amount_ore, entry.on_date, entry.recorded_at, entry.key)
    more = (entry.month, entry.corrects_id, remaining.label("remaining"))
    query = select(*columns, *more).outerjoin(used, used.c.claim_id == entry.id)
    return narrowed(query, entry.account_id, account_ids).where(entry.amount_ore > 0, remaining > 0)


def _bills(owners: Iterable[KidOwner], claims: Mapping[int, tuple[MarkedClaim, ...]]) -> dict[KidOwner, list[int]]:
    """What each KID pays, a bill per due day, in the order of paying (P24)."""
    owing = (owner for owner in owners if owner.account_id in claims)
    return {owner: _bills_of(claims[owner.account_id], owner.paid_for) for owner in owing}


def _bills_of(claims: tuple[MarkedClaim, ...], paid_for: PaidFor) -> list[int]:
    ordered = order_of_paying(claims, Wish(paid_for))
    return [sum(one.item.remaining_ore for one in due) for _, due in groupby(ordered, lambda one: one.item.entry.on)]


def _earlier(look: Look, payments: Iterable[Payment]) -> dict[tuple[str, int], list[Earlier]]:
    """The booked payments that a return in this file could be of: whole on one account, and not taken back."""
    kids = {one.kid for one in payments if one.kid and one.amount_ore < 0}
    line, entry = PaymentLine, LedgerEntry
    back = LedgerEntry.__table__.alias("back")
    query = (
        select(line.kid, line.amount_ore, line.payer_account, entry.id, entry.account_id)
        .join(entry, entry.line_id == line.id)
        .where(line.state == LineState.BOOKED, entry.amount_ore == -line.amount_ore)
        .where(entry.corrects_id.is_(None), ~select(back.c.id).where(back.c.corrects_id == entry.id).exists())
        .order_by(entry.id)
    )
    found: dict[tuple[str, int], list[Earlier]] = defaultdict(list)
    some = query.where(line.kid.in_(kids)) if len(kids) <= MANY else query
    for row in look.session.execute(some) if kids else ():
        found[row.kid, row.amount_ore].append(Earlier(row.id, row.account_id, row.payer_account))
    return found


def _debtors(
    look: Look, claims: Mapping[int, tuple[MarkedClaim, ...]], deductions: Mapping[int, tuple[int, ...]]
) -> tuple[Debtor, ...]:
    """What every account is known by."""
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    named = select(AccountLiable.account_id, Person.first_name, Person.last_name).join(
        Person, Person.id == AccountLiable.person_id
    )
    for account_id, first, last in look.session.execute(named.distinct()):
        names[account_id].append((first, last))
    homes = look.session.execute(account_homes()).all()
    rents = term_rents(look, [home.tenancy_id for home in homes], look.today)
    return tuple(
        Debtor(
            account_id,
            number,
            tuple(sorted(names[account_id])),
            address,
            sum(_bills_of(claims.get(account_id, ()), PaidFor.RENT)),
            rents.get(tenancy_id) or 0,
            deductions.get(account_id, ()),
        )
        for account_id, tenancy_id, number, address in homes
    )


def account_homes() -> Select[int, int, str, str]:
    """Account, tenancy, its number and the street address, of every account."""
    return (
        select(RentAccount.id, RentAccount.tenancy_id, Tenancy.number, Building.address)
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .order_by(RentAccount.id)
    )
