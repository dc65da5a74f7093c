"""Rows of open items laid over the rent accounts: whose they are, what is known already, and the steps taken (E17).

An item's key is its account, due day, kind and number in the old books: the same list twice books nothing twice.
The whole list of a mirror is followed as well (`mirror_follow`): what changed changes, and what is gone is settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ...exchange.plan import PlanRow
from ...exchange.records import OpenItemRow
from ...models.arrears import ArrearsEvent, NoticeItem
from ...models.ledger import LedgerEntry, RentAccount
from ...models.person import Person
from ...models.stock import Building, Dwelling, LettingUnit
from ...models.tenancy import Kid, Tenancy, TenancyTenant
from ...rules.arrears.words import ArrearsEventKind, LedgerKind
from ...rules.calendar import next_bank_day
from ...rules.folding import search_key
from ...rules.ledger.entries import MONTHLY
from ...rules.messages import Message, msg, refuse
from ...rules.periods import Period, first_of_month
from ...rules.rates import Rates
from ...rules.rights import Right
from ...rules.terms import LandlordKind
from .acts import Look, Work
from .import_rows import Staged
from .ledger_choice import first_month, ledger_kind
from .ledger_write import pay_many, pay_open
from .mirror_follow import OPENING, Listed, follow
from .protection import unshielded
from .rates import rates_of

_DEADLINE = "payment_deadline_days"
#: Letters that name a day to pay by; the list does not say it, so the shortest lawful one is taken.
_WITH_DEADLINE = frozenset({ArrearsEventKind.REMINDER, ArrearsEventKind.FEE_LETTER, ArrearsEventKind.OWN_DEMAND})
_FILED = ArrearsEventKind.PETITION_FILED


@dataclass
class _Account:
    """An account as a list may call it."""

    id: int
    period: Period
    address: str
    number: str
    names: set[str] = field(default_factory=set)


@dataclass
class _Books:
    """The accounts by what a list may call them, and what was brought in before."""

    by_kid: Mapping[str, _Account]
    by_contract: Mapping[str, _Account]
    by_name: Mapping[str, list[_Account]]
    entries: Mapping[str, tuple[int, int]]
    events: dict[tuple[int, ArrearsEventKind, date], int]
    named: frozenset[tuple[int, int]]
    rates: Rates
    kind: LedgerKind
    rows: dict[str, int] = field(default_factory=dict)
    listed: dict[str, Listed] = field(default_factory=dict)


def stage_open_items(staged: Staged) -> None:
    """Lay every bookable row over the accounts. Refused until the office has said whose books it keeps from when.

    The whole list of a mirror is held against everybody's accounts, whoever brings it in; by name alone only those
    are found that the one at the desk may see.
    """
    look = staged.look
    look.desk.require(Right.LEDGER_WRITE)
    first = _first_month(look)
    seen = set(look.session.execute(select(RentAccount.id)).scalars())
    whole = staged.plan.complete_to
    with unshielded(look.session) if whole else nullcontext():
        books = _books(look, seen)
        for row in staged.plan.rows:
            if not isinstance(row.record, OpenItemRow):
                continue
            if staged.bookable(row):
                _lay(staged, books, row, row.record, first)
            elif whole and row.left_out:  # whether it is about an account here decides whether the list is whole
                _account(staged, books, row, row.record)
        if whole:
            for row_number, changed in follow(staged, books.listed, whole):
                staged.done(row_number, changed)


def _lay(staged: Staged, books: _Books, row: PlanRow, record: OpenItemRow, first: date | None) -> None:
    account = _account(staged, books, row, record)
    if account is None:
        return
    if first is not None and record.kind in MONTHLY and first_of_month(record.due) >= first:
        staged.refuse(row.number, "forfall", msg("apning.krever_selv", dato=record.due, maned=first))
        return
    _stage(staged, books, account, record)


def _first_month(look: Look) -> date | None:
    """The first month that Boligdesk charges itself; None for a mirror."""
    kind, first = ledger_kind(look), first_month(look)
    if kind is None:
        raise refuse("reskontro.ikke_valgt")
    if kind is LedgerKind.OWN and first is None:
        raise refuse("apning.uten_forste_maned")
    return first


def _books(look: Look, seen: set[int]) -> _Books:
    accounts, by_contract = _accounts(look)
    kids = select(Kid.kid, RentAccount.id).join(RentAccount, RentAccount.tenancy_id == Kid.tenancy_id)
    by_name: dict[str, list[_Account]] = defaultdict(list)
    for account in (one for one in accounts.values() if one.id in seen):
        for name in account.names:
            by_name[name].append(account)
    event, item = ArrearsEvent, NoticeItem
    events = select(event.id, event.account_id, event.kind, event.on_date).where(event.imported)
    named = select(item.event_id, item.claim_id).join(event, event.id == item.event_id).where(event.imported)
    return _Books(
        {kid: accounts[i] for kid, i in look.session.execute(kids) if i in accounts},
        by_contract,
        by_name,
        _known(look),
        {(r.account_id, r.kind, r.on_date): r.id for r in look.session.execute(events)},
        frozenset((r.event_id, r.claim_id) for r in look.session.execute(named)),
        rates_of(look),
        ledger_kind(look) or LedgerKind.OWN,
    )


def _known(look: Look) -> dict[str, tuple[int, int]]:
    query = select(LedgerEntry.key, LedgerEntry.id, LedgerEntry.amount_ore).where(LedgerEntry.key.like(f"{OPENING}:%"))
    return {row.key: (row.id, row.amount_ore) for row in look.session.execute(query) if "#" not in row.key}


def _accounts(look: Look) -> tuple[dict[int, _Account], dict[str, _Account]]:
    query = (
        select(RentAccount.id, Tenancy.number, Tenancy.from_date, Tenancy.to_date, Person.search_key)
        .add_columns(Building.address_key, Dwelling.number.label("home"))
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
        .join(TenancyTenant, TenancyTenant.tenancy_id == Tenancy.id)
        .join(Person, Person.id == TenancyTenant.person_id)
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .where(Tenancy.voided_at.is_(None), Tenancy.landlord_kind != LandlordKind.REFERRAL)
    )
    found: dict[int, _Account] = {}
    by_contract: dict[str, _Account] = {}
    for row in look.session.execute(query):
        account = found.setdefault(row.id, _account_of(row))
        account.names.add(row.search_key)
        by_contract[row.number] = account
    return found, by_contract


def _account_of(row: Any) -> _Account:
    return _Account(row.id, Period(row.from_date, row.to_date), row.address_key, row.home or "")


def _account(staged: Staged, books: _Books, row: PlanRow, record: OpenItemRow) -> _Account | None:
    """Whose the item is: by KID, else by contract, else by name, home and day. A finding when it is not certain."""
    found = books.by_kid.get(record.kid) or books.by_contract.get(record.contract)
    if found is None:
        key = "kid" if record.kid else "kontrakt" if record.contract else "navn"
        alike = [] if record.kid or record.contract else _alike(books, record)
        if len(alike) != 1:
            staged.refuse(row.number, key, msg("apning.flere" if alike else "apning.ukjent"))
            return None
        found = alike[0]
    if record.names and not {_key(str(name)) for name in record.names} & found.names:
        staged.refuse(row.number, "navn", msg("apning.annet_navn", navn=str(record.names[0])))
        return None
    return found


def _alike(books: _Books, record: OpenItemRow) -> list[_Account]:
    """The accounts of somebody of that name, in that home if the row says which; of several the one of that day."""
    named = {a.id: a for name in record.names for a in books.by_name.get(_key(str(name)), ())}.values()
    address = search_key(record.address)
    fits = [a for a in named if address in ("", a.address) and record.number in ("", a.number)]
    then = [a for a in fits if a.period.contains(record.due)]
    return fits if len(fits) == 1 else then or fits


def _key(name: str) -> str:
    return search_key(name)[:200]


def _stage(staged: Staged, books: _Books, account: _Account, record: OpenItemRow) -> None:
    """The entry and the steps that named it, unless they are known."""
    key = _entry_key(account, record)
    if (first := books.rows.setdefault(key, record.row)) != record.row:
        staged.refuse(record.row, "forfall", msg("apning.samme_post", rad=first))
        return
    known = books.entries.get(key)
    if known is not None and not staged.plan.complete_to and known[1] != record.remaining_ore:
        staged.refuse(record.row, "rest", _other_amount(books, known[1]))
        return
    claim_id = known[0] if known else staged.batch.add(LedgerEntry, **_entry(staged, account, record, key))
    new = [_step(staged, books, account, record, claim_id, step, taken) for step, taken in record.steps]
    if known is None:
        staged.new(record.row)
        return
    changed = ["paminnet"] if any(new) else []
    staged.done(record.row, changed)
    books.listed[key] = Listed(record.row, account.id, record.remaining_ore, tuple(changed))


def _other_amount(books: _Books, ore: int) -> Message:
    if books.kind is LedgerKind.MIRROR:
        return msg("apning.annet_belop_speil", belop=abs(ore))
    return msg("apning.annet_belop", belop=abs(ore))


def _entry_key(account: _Account, record: OpenItemRow) -> str:
    number = record.reference.replace("#", " ")[:30]
    return f"{OPENING}:{account.id}:{record.due.isoformat()}:{record.kind.value}:{number}"


def _entry(staged: Staged, account: _Account, record: OpenItemRow, key: str) -> dict[str, Any]:
    claim = record.remaining_ore > 0
    detail = {"opening": True, "reference": record.reference, "amount_ore": record.amount_ore}
    return {
        "account_id": account.id,
        "kind": record.kind,
        "amount_ore": record.remaining_ore,
        "on_date": next_bank_day(record.due) if claim else record.due,
        "nominal_on": record.due,
        "recorded_at": staged.look.now,
        "recorded_by": staged.look.who.user_id,
        "key": key,
        "month": first_of_month(record.due) if record.kind in MONTHLY else None,
        "text": "; ".join(words for _label, words in record.notes)[:300],
        "detail": {name: value for name, value in detail.items() if value},
    }


def _step(
    staged: Staged,
    books: _Books,
    account: _Account,
    record: OpenItemRow,
    claim_id: int,
    step: ArrearsEventKind,
    taken: date,
) -> bool:
    """The letter of a day that named this item among others; whether anything is new in that."""
    event_id = books.events.get((account.id, step, taken))
    if event_id is None:
        event_id = staged.batch.add(ArrearsEvent, **_event(books, account, step, taken))
        books.events[account.id, step, taken] = event_id
    if (event_id, claim_id) in books.named:
        return False
    staged.batch.add(
        NoticeItem,
        account_id=account.id,
        event_id=event_id,
        claim_id=claim_id,
        due=next_bank_day(record.due),
        amount_ore=record.amount_ore or record.remaining_ore,
        remaining_ore=record.remaining_ore,
    )
    return True


def _event(books: _Books, account: _Account, step: ArrearsEventKind, taken: date) -> dict[str, Any]:
    days = timedelta(days=books.rates.on(_DEADLINE, taken).whole) if step in _WITH_DEADLINE else None
    return {
        "account_id": account.id,
        "kind": step,
        "on_date": taken,
        "sent_on": None if step is _FILED else taken,
        "deadline": taken + days if days is not None else None,
        "imported": True,
        "detail": {},
    }


def settle_opening(work: Work, rows: Iterable[Mapping[str, Any]]) -> None:
    """After the writing: what stood to a tenant's good pays what is open, and the list of Restanser follows."""
    pay_open(work, {row["account_id"] for row in rows})


def settle_list(work: Work, rows: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    """The same after the whole list of a mirror; where these accounts stand is reckoned in acts of its own."""
    touched = frozenset(row["account_id"] for row in rows)
    with unshielded(work.session):
        pay_many(work, touched)
    return touched


def opening_sums(records: Iterable[OpenItemRow]) -> Message:
    """What the booked rows add up to (øre), to be held against the books they come from."""
    amounts = [record.remaining_ore for record in records]
    owed, good = sum(ore for ore in amounts if ore > 0), -sum(ore for ore in amounts if ore < 0)
    return msg("apning.sum", antall=len(amounts), skyldig=owed, til_gode=good)
