"""What the register and the ledger know for a settlement of à konto: who lived where when, and what was charged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from ...models.ledger import LedgerEntry, RentAccount, UseSettlement
from ...models.person import HouseholdMember, Person
from ...models.stock import Building, Dwelling, LettingUnit
from ...models.tenancy import RentPart, Settlement, Tenancy, TenancyTerm
from ...rules.ledger.charges import extra_of
from ...rules.ledger.entries import EntryKind
from ...rules.periods import ONE_DAY, Period, earliest_end, first_of_month
from ...rules.terms import ExtraKind, ExtraMode, LandlordKind
from ...rules.use_settlement import MonthCharged, lived_in, unsettled
from .acts import Look
from .memberships import period_of
from .narrowing import narrowed
from .protection import SHIELD_OFF

#: Where a final settlement keeps which extras it has settled: [extra, from, to].
FINAL_USE = "use"


@dataclass(frozen=True)
class HomeUse:
    """A tenancy with its days in a period, and what its share could rest on (`units` share the dwelling).

    `settled` and `final`: days of it are settled already, yearly or in the final settlement.
    """

    tenancy_id: int
    account_id: int
    unit_id: int
    number: str
    tenant: str
    address: str
    stay: Period
    ours: bool
    units: int
    area: Fraction | None
    persons: Fraction | None
    charged: tuple[MonthCharged, ...]
    on_account: bool
    settled: bool
    final: bool


@dataclass(frozen=True)
class EmptyUnit:
    """A unit with so many days in the period on which nobody rented it."""

    unit_id: int
    days: int
    units: int
    area: Fraction | None


@dataclass(frozen=True)
class UseFacts:
    """The tenancies of a period by address, the empty days, and whether some tenancies are hidden from who looks."""

    homes: tuple[HomeUse, ...]
    empty: tuple[EmptyUnit, ...]
    hidden: bool


def use_facts(
    look: Look, kind: ExtraKind, period: Period, building_id: int | None, tenancy_ids: Sequence[int]
) -> UseFacts:
    """Read a building (with its empty units), or these tenancies, for a settlement of one extra over a period."""
    where = Tenancy.id.in_(tenancy_ids) if building_id is None else Dwelling.building_id == building_id
    rows = _stays(_tenancies(look, where, period, {}), period)
    everybody = _stays(_tenancies(look, where, period, {SHIELD_OFF: True}), period)
    units = _units(look, building_id, period)
    empty = tuple(_empty(units, everybody, period)) if building_id is not None else ()
    return UseFacts(tuple(_homes(look, kind, period, rows)), empty, len(rows) < len(everybody))


def _tenancies(look: Look, where: ColumnElement[bool], period: Period, options: Mapping[str, bool]) -> list[Any]:
    in_dwelling = select(func.count()).where(LettingUnit.dwelling_id == Dwelling.id).correlate(Dwelling)
    row = Tenancy
    query = (
        select(row.id, row.number, row.unit_id, row.from_date, row.to_date, row.rent_until, row.closed_on)
        .add_columns(row.household_id, row.landlord_kind, RentAccount.id.label("account_id"))
        .add_columns(Person.last_name, Person.first_name, Building.address, Dwelling.number.label("home"))
        .add_columns(Dwelling.area_m2, in_dwelling.scalar_subquery().label("units"))
        .join(RentAccount, RentAccount.tenancy_id == row.id)
        .join(Person, Person.id == row.first_tenant_id)
        .join(LettingUnit, LettingUnit.id == row.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .where(where, row.voided_at.is_(None), row.from_date <= period.end)
        .order_by(Building.address_sort, Dwelling.number, row.unit_id, row.from_date, row.id)
    )
    return list(look.session.execute(query, execution_options=dict(options)))


@dataclass(frozen=True)
class _Stay:
    row: Any
    lease: Period
    stay: Period


def _stays(rows: Sequence[Any], period: Period) -> list[_Stay]:
    """Each tenancy's days: to the last day of rent, or on as long as the keys are not back, never into the next one."""
    found = []
    for place, row in enumerate(rows):
        last = None if row.closed_on is None else row.rent_until or row.to_date or row.closed_on
        following = rows[place + 1] if place + 1 < len(rows) else None
        if following is not None and following.unit_id == row.unit_id:
            last = earliest_end(last, following.from_date - ONE_DAY)
        lease = Period(row.from_date, last) if last is None or last >= row.from_date else None
        stay = lease.intersection(period) if lease else None
        if lease and stay:
            found.append(_Stay(row, lease, stay))
    return found


def _homes(look: Look, kind: ExtraKind, period: Period, stays: Sequence[_Stay]) -> Iterator[HomeUse]:
    tenancies = [one.row.id for one in stays]
    accounts = [one.row.account_id for one in stays]
    charged, settled = _charged(look, kind, period, accounts), _settled(look, kind, accounts)
    agreed, final = _agreed(look, kind, period, tenancies), final_use(look, tenancies)
    members = _members(look, [one.row.household_id for one in stays if one.row.household_id])
    for one in stays:
        row = one.row
        months = charged.get(row.account_id, {})
        yield HomeUse(
            row.id,
            row.account_id,
            row.unit_id,
            row.number,
            ", ".join(filter(None, (row.last_name, row.first_name))),
            " ".join(filter(None, (row.address, row.home))),
            one.stay,
            row.landlord_kind is not LandlordKind.REFERRAL,
            row.units,
            _area(row),
            _persons(members.get(row.household_id, ()), one.stay),
            tuple(MonthCharged(ore, days) for month, ore in months.items() if (days := lived_in(month, one.lease))),
            row.id in agreed,
            any(done.overlaps(one.stay) for done in settled.get(row.account_id, ())),
            any(done.overlaps(one.stay) for what, done in final.get(row.id, ()) if what is kind),
        )


def _area(row: Any) -> Fraction | None:
    return None if row.area_m2 is None else Fraction(row.area_m2) / row.units


def _charged(look: Look, kind: ExtraKind, period: Period, accounts: Collection[int]) -> dict[int, dict[date, int]]:
    """À konto charged per account and month, counter-entries taken in."""
    entry = LedgerEntry
    query = (
        select(entry.account_id, entry.month, entry.key, entry.amount_ore)
        .where(entry.kind == EntryKind.ON_ACCOUNT, entry.key.is_not(None))
        .where(entry.month >= first_of_month(period.start), entry.month <= period.end)
        .order_by(entry.account_id, entry.month)
    )
    found: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for row in look.session.execute(narrowed(query, entry.account_id, accounts)):
        if extra_of(row.key) is kind:
            found[row.account_id][row.month] += row.amount_ore
    return found


def _settled(look: Look, kind: ExtraKind, accounts: Collection[int]) -> dict[int, list[Period]]:
    row = UseSettlement
    query = select(row.account_id, row.from_date, row.to_date).where(row.extra_kind == kind, row.voided_at.is_(None))
    found: dict[int, list[Period]] = defaultdict(list)
    for one in look.session.execute(narrowed(query, row.account_id, accounts)):
        found[one.account_id].append(Period(one.from_date, one.to_date))
    return found


def settled_use(look: Look, tenancy_id: int) -> list[tuple[ExtraKind, Period]]:
    """What of a tenancy's à konto is settled yearly, in order of time."""
    row = UseSettlement
    query = (
        select(row.extra_kind, row.from_date, row.to_date)
        .join(RentAccount, RentAccount.id == row.account_id)
        .where(RentAccount.tenancy_id == tenancy_id, row.voided_at.is_(None))
    )
    rows = look.session.execute(query.order_by(row.from_date, row.id))
    return [(one.extra_kind, Period(one.from_date, one.to_date)) for one in rows]


def open_use(look: Look, tenancy_id: int, span: Period) -> Iterator[tuple[ExtraKind, Period]]:
    """What of a tenancy's à konto no yearly settlement has taken yet, by extra, in order of time."""
    term = TenancyTerm
    query = select(RentPart.kind).join(term, term.id == RentPart.term_id).where(term.tenancy_id == tenancy_id)
    agreed = query.where(term.voided_at.is_(None), RentPart.mode == ExtraMode.ON_ACCOUNT).distinct()
    settled = settled_use(look, tenancy_id)
    for kind in sorted(look.session.execute(agreed).scalars()):
        for part in unsettled(span, [done for what, done in settled if what is kind]):
            yield kind, part


def final_use(look: Look, tenancy_ids: Collection[int]) -> dict[int, list[tuple[ExtraKind, Period]]]:
    """What final settlements that stand have settled of the real use, by tenancy."""
    query = select(Settlement.tenancy_id, Settlement.explanation).where(Settlement.voided_at.is_(None))
    found: dict[int, list[tuple[ExtraKind, Period]]] = defaultdict(list)
    for tenancy_id, kept in look.session.execute(narrowed(query, Settlement.tenancy_id, tenancy_ids)):
        for kind, start, end in kept.get(FINAL_USE, ()):
            found[tenancy_id].append((ExtraKind(kind), Period(date.fromisoformat(start), date.fromisoformat(end))))
    return found


def _agreed(look: Look, kind: ExtraKind, period: Period, tenancy_ids: Collection[int]) -> set[int]:
    """The tenancies whose terms have à konto for this extra at some time in the period."""
    term = TenancyTerm
    query = (
        select(term.tenancy_id)
        .join(RentPart, RentPart.term_id == term.id)
        .where(term.voided_at.is_(None), RentPart.kind == kind, RentPart.mode == ExtraMode.ON_ACCOUNT)
        .where(term.from_date <= period.end, or_(term.to_date.is_(None), term.to_date >= period.start))
    )
    return set(look.session.execute(narrowed(query, term.tenancy_id, tenancy_ids)).scalars())


def _members(look: Look, household_ids: Collection[int]) -> dict[int, list[Period]]:
    row = HouseholdMember
    query = select(row.household_id, row.from_date, row.to_date)
    found: dict[int, list[Period]] = defaultdict(list)
    for one in look.session.execute(narrowed(query, row.household_id, household_ids)):
        found[one.household_id].append(period_of(one.from_date, one.to_date))
    return found


def _persons(members: Sequence[Period], stay: Period) -> Fraction | None:
    """How many lived there on an average day of the stay; None where nobody is registered."""
    parts = [part for one in members if (part := one.intersection(stay))]
    return Fraction(sum(part.days or 0 for part in parts), stay.days or 1) if parts else None


def _units(look: Look, building_id: int | None, period: Period) -> list[Any]:
    """The units of a building that were let in the period, or could have been."""
    dwelling = Dwelling
    query = (
        select(LettingUnit.id, dwelling.id.label("dwelling_id"), dwelling.area_m2)
        .join(dwelling, dwelling.id == LettingUnit.dwelling_id)
        .where(dwelling.building_id == building_id)
        .where(or_(dwelling.retired_on.is_(None), dwelling.retired_on > period.start))
    )
    return list(look.session.execute(query))


def _empty(units: Sequence[Any], stays: Sequence[_Stay], period: Period) -> Iterator[EmptyUnit]:
    taken: dict[int, int] = defaultdict(int)
    for one in stays:
        taken[one.row.unit_id] += one.stay.days or 0
    shared: dict[int, int] = defaultdict(int)
    for unit in units:
        shared[unit.dwelling_id] += 1
    for unit in units:
        days, among = (period.days or 0) - taken[unit.id], shared[unit.dwelling_id]
        if days > 0:
            area = None if unit.area_m2 is None else Fraction(unit.area_m2) / among
            yield EmptyUnit(unit.id, days, among, area)


def use_lines(look: Look, tenancy_ids: Collection[int]) -> frozenset[int]:
    """The settlements of some tenancies, hidden ones too."""
    query = select(UseSettlement.id).join(RentAccount, RentAccount.id == UseSettlement.account_id)
    theirs = query.where(RentAccount.tenancy_id.in_(tenancy_ids))
    return frozenset(look.session.execute(theirs, execution_options={SHIELD_OFF: True}).scalars())
