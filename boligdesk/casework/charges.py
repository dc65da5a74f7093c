"""Charging a month: what it would be, account by account, and the one act that writes it (E17).

Charging covers every account, whoever does it: a protected tenant owes rent like any other. What is told of it
afterwards is what the person at the desk may see (P30).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from ..models.ledger import LedgerEntry, RentAccount
from ..models.person import Person
from ..models.stock import Building, Dwelling, LettingUnit
from ..models.tenancy import Tenancy
from ..rules.calendar import next_bank_day
from ..rules.explanation import dump
from ..rules.ledger.charges import Charge, extra_of
from ..rules.ledger.entries import EntryKind, base_key
from ..rules.messages import refuse
from ..rules.periods import add_months, first_of_month
from ..rules.rights import Right
from ..rules.terms import ExtraKind
from ..texts import formats, text
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.charge_plan import AccountPlan, Difference, LeftOut, credited, plan_of
from .core.desk import Desk
from .core.ledger_choice import first_month, require_own
from .core.ledger_write import NewEntry, correct, reckon, write_many
from .core.protection import unshielded

__all__ = ["Difference", "LeftOut"]  # what windows name besides the acts

#: So many months ahead of the present one may be charged.
_AHEAD = 1


@dataclass(frozen=True)
class AccountName:
    """How an account is called in a list: contract number, first tenant and home."""

    tenancy_id: int
    number: str
    tenant: str
    address: str


@dataclass(frozen=True)
class ChargeLine:
    """One claim to be written: what it is, øre, the lease's day and the bank day that counts (P22)."""

    key: str
    kind: EntryKind
    extra: ExtraKind | None
    amount_ore: int
    nominal: date
    due: date
    days: int
    of_days: int


@dataclass(frozen=True)
class PlannedAccount:
    """One account's part of a month: claims to come, differences to what was charged, what stands already (øre)."""

    account_id: int
    name: AccountName
    lines: tuple[ChargeLine, ...]
    differences: tuple[Difference, ...]
    standing_ore: int

    @property
    def sum_ore(self) -> int:
        """What charging would add."""
        return sum(line.amount_ore for line in self.lines)


@dataclass(frozen=True)
class LeftOutRow:
    """An account that is not charged, why, and the day that it is about."""

    account_id: int
    name: AccountName
    why: LeftOut
    on: date | None


@dataclass(frozen=True)
class MonthPlan:
    """What charging a month would do. `more`: there are accounts that the person at the desk may not see."""

    month: date
    accounts: tuple[PlannedAccount, ...]
    left_out: tuple[LeftOutRow, ...]
    more: bool

    @property
    def sum_ore(self) -> int:
        """What charging would add to the accounts shown."""
        return sum(account.sum_ore for account in self.accounts)

    @property
    def standing_ore(self) -> int:
        """What is charged for the month already, on the accounts shown."""
        return sum(account.standing_ore for account in self.accounts)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All differences to what was charged before."""
        return tuple(difference for account in self.accounts for difference in account.differences)


@dataclass(frozen=True)
class Charged:
    """What charging did: accounts and claims written, their sum, and the counter-entries' sum (øre, net)."""

    month: date
    accounts: int
    claims: int
    sum_ore: int
    corrected_ore: int


@reads(Right.LEDGER_READ)
def plan_month(look: Look, month: date, also: Collection[int] = ()) -> MonthPlan:
    """What charging the month that `month` lies in would do; nothing is written.

    `also`: accounts whose lease has expired and whose tenant still lives there, to be charged all the same. Refused
    for a mirror of other books, and for a month too far ahead or before the office's first.
    """
    first = _checked(look, month)
    with unshielded(look.session):
        plans = plan_of(look, first, also)
    names = _names(look)
    shown = [plan for plan in plans if plan.account_id in names]
    accounts = (_planned(plan, names[plan.account_id]) for plan in shown if _concerns(plan))
    left = (LeftOutRow(p.account_id, names[p.account_id], p.why, p.on) for p in shown if p.why)
    return MonthPlan(first, tuple(accounts), tuple(left), len(shown) < len(plans))


def _checked(look: Look, month: date) -> date:
    """The 1st of a month that may be charged."""
    require_own(look)
    first, opens = first_of_month(month), first_month(look)
    if opens is not None and first < opens:
        raise refuse("reskontro.for_forste_maned", maned=first, forste=opens)
    if first > add_months(first_of_month(look.today), _AHEAD):
        raise refuse("reskontro.for_langt_fram", maned=first)
    return first


def _names(look: Look) -> dict[int, AccountName]:
    """How the accounts are called that the person at the desk may see."""
    query = (
        select(RentAccount.id.label("account_id"), Tenancy.id, Tenancy.number, Person.last_name, Person.first_name)
        .add_columns(Building.address, Dwelling.number.label("home"))
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
        .join(Person, Person.id == Tenancy.first_tenant_id)
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
    )
    return {row.account_id: _name(row) for row in look.session.execute(query)}


def _name(row: Any) -> AccountName:
    tenant = ", ".join(filter(None, (row.last_name, row.first_name)))
    return AccountName(row.id, row.number, tenant, " ".join(filter(None, (row.address, row.home))))


def _concerns(plan: AccountPlan) -> bool:
    return bool(plan.new or plan.differences or plan.standing_ore)


def _planned(plan: AccountPlan, name: AccountName) -> PlannedAccount:
    lines = tuple(_line(charge) for charge in plan.new)
    return PlannedAccount(plan.account_id, name, lines, plan.differences, plan.standing_ore)


def _line(charge: Charge) -> ChargeLine:
    days, of = charge.amount.params["dager"], charge.amount.params["av"]
    extra = extra_of(charge.key)
    return ChargeLine(
        charge.key, charge.kind, extra, charge.amount_ore, charge.nominal, charge.due, int(str(days)), int(str(of))
    )


@steps(Right.LEDGER_WRITE)
def charge_month(
    desk: Desk,
    month: date,
    only: Collection[int] | None = None,
    also: Collection[int] = (),
    meet: Collection[str] = (),
) -> Done[Charged]:
    """Write the claims of a month on all accounts (or `only` these); doing it again adds only what is missing.

    `also` as in `plan_month`. `meet`: keys of differences that are to be met by counter-entries; without, what was
    charged before stands. What was paid in advance pays the new claims. All of it is one act; where the accounts stand
    for the list follows in acts of its own. Refused as `plan_month`.
    """
    done = _charge(desk, month, only, also, meet)
    reckon(desk, done.value.account_ids)
    return Done(done.value.told, done.changes, done.act_id)


@dataclass(frozen=True)
class _Written:
    """What is told of a charging, and the accounts whose place in the list is to be reckoned."""

    told: Charged
    account_ids: frozenset[int]


@writes(Right.LEDGER_WRITE)
def _charge(
    work: Work, month: date, only: Collection[int] | None, also: Collection[int], meet: Collection[str]
) -> _Written:
    first = _checked(work, month)
    work.reason(formats.month(first))
    with unshielded(work.session):
        plans = [plan for plan in plan_of(work, first, also) if only is None or plan.account_id in only]
        entries = [_entry(plan.account_id, charge) for plan in plans for charge in plan.new]
        write_many(work, entries)
        met = sum(_meet(work, plan.differences, meet) for plan in plans)
    return _Written(_told(work, first, entries, met), frozenset(entry.account_id for entry in entries))


def _told(work: Work, first: date, entries: Sequence[NewEntry], met: int) -> Charged:
    """The result as the person at the desk may know it."""
    visible = set(work.session.execute(select(RentAccount.id)).scalars())
    seen = [entry for entry in entries if entry.account_id in visible]
    return Charged(first, len({e.account_id for e in seen}), len(seen), sum(e.amount_ore for e in seen), met)


def _entry(account_id: int, charge: Charge) -> NewEntry:
    """The claim as it is written; a whole month at one price needs no explanation beside its terms."""
    params, extra = charge.amount.params, extra_of(charge.key)
    plain = params["dager"] == params["av"] and len(charge.amount.children) == 1
    detail: dict[str, Any] = {} if plain else {"amount": dump(charge.amount)}
    return NewEntry(
        account_id,
        charge.kind,
        charge.amount_ore,
        charge.due,
        nominal_on=charge.nominal,
        key=charge.key,
        month=charge.month,
        detail=detail | ({"extra": extra.value} if extra else {}),
    )


def _meet(work: Work, differences: Iterable[Difference], meet: Collection[str]) -> int:
    """What was charged too much is taken back from its own due day; what is owed beside it falls due from now on."""
    chosen = [difference for difference in differences if difference.key in meet]
    for difference in chosen:
        why = text("reskontro.rettet_etter_vilkar")
        if difference.gap_ore > 0:
            due = max(difference.due, next_bank_day(work.today))
            correct(work, difference.entry_id, difference.gap_ore, due, why)
        for entry_id, ore in _from_newest(work, difference):
            correct(work, entry_id, -ore, difference.due, why)
    return sum(difference.gap_ore for difference in chosen)


def _from_newest(look: Look, difference: Difference) -> list[tuple[int, int]]:
    """From which claims under a charge's key how much is taken back, what was added last first."""
    row = LedgerEntry
    same = select(row.account_id, row.month).where(row.id == difference.entry_id).subquery()
    query = select(row.id, row.key, row.amount_ore, row.corrects_id, row.month).join(
        same, and_(row.account_id == same.c.account_id, row.month == same.c.month)
    )
    rows = [one for one in look.session.execute(query.order_by(row.id)) if base_key(one.key or "") == difference.key]
    met = credited(look, rows[0].month) if rows else {}
    left = {one.id: one.amount_ore - met.get(one.id, 0) for one in rows if one.amount_ore > 0}
    for one in rows:
        if one.amount_ore < 0 and one.corrects_id in left:
            left[one.corrects_id] += one.amount_ore
    return list(_taken(left, -difference.gap_ore))


def _taken(left: dict[int, int], wanted: int) -> Iterator[tuple[int, int]]:
    for entry_id, ore in reversed(left.items()):
        taken = min(ore, wanted)
        if taken > 0:
            yield entry_id, taken
            wanted -= taken
