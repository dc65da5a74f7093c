"""The list of dwellings: which ones, in what order, what each line shows, the counts above and the sums below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Numeric, Select, and_, cast, exists, literal, or_, select

from ..models.person import Person
from ..models.stock import Area, Building, Dwelling, LettingUnit
from ..models.tenancy import Tenancy, TenancyTenant
from ..rules.folding import search_key, sort_key
from ..rules.messages import Message
from ..rules.rights import Right
from ..rules.vocabulary import Status
from ..texts import text
from .core.acts import Look, reads
from .core.in_order import ids_in_order
from .core.narrowing import narrowed
from .core.rents import set_rents, term_rents
from .core.status import TAKEN, DwellingStatus, dwelling_statuses
from .core.stock_keys import begins_a_word


class DwellingSort(Enum):
    """By what the list can be ordered."""

    STATUS = "status"
    ADDRESS = "address"
    NUMBER = "number"
    ROOMS = "rooms"
    AREA = "area"
    RENT = "rent"
    TENANT = "tenant"


@dataclass(frozen=True)
class DwellingQuery:
    """What the list shows. No `statuses`: all that belong to the stock (retired ones only when asked for)."""

    text: str = ""
    rooms: int | None = None
    area_id: int | None = None
    statuses: frozenset[Status] = frozenset()
    sort: DwellingSort = DwellingSort.ADDRESS
    descending: bool = False


@dataclass(frozen=True)
class DwellingListRow:
    """One line. `note` speaks where no tenant can be named: "Ferdig 30.11.2026", "Utleid – skjermet"."""

    id: int
    status: Status
    note: Message | None
    address: str
    number: str
    rooms: int | None
    area_m2: Decimal | None
    rent_ore: int | None
    tenant: str
    tenancy_id: int | None
    shielded: bool


@dataclass(frozen=True)
class StockSummary:
    """Counts per status over what text, rooms and area leave, and the rent of all let units (øre per month)."""

    total: int
    counts: Mapping[Status, int]
    let_rent_ore: int

    @property
    def let(self) -> int:
        """Dwellings in which somebody lives."""
        return sum(self.counts.get(status, 0) for status in TAKEN)

    @property
    def vacant(self) -> int:
        """Dwellings that can be offered now."""
        return self.counts.get(Status.VACANT, 0)

    @property
    def unavailable(self) -> int:
        """Dwellings that are neither let nor vacant."""
        return self.total - self.let - self.vacant


@dataclass(frozen=True)
class StockChoices:
    """What the filters above the list can be set to."""

    rooms: tuple[int, ...]
    areas: tuple[tuple[int, str], ...]


@reads(Right.STOCK_READ)
def dwelling_ids(look: Look, query: DwellingQuery) -> list[int]:
    """Ids of the dwellings that a query shows, in its order."""
    ids = ids_in_order(look, _ordered(_matching(look, query), query))
    if not query.statuses and query.sort not in _BY_STATUS:
        chosen, statuses = _in_stock(look, ids), {}
    else:
        statuses = dwelling_statuses(look, ids)
        wanted = query.statuses or frozenset(Status) - {Status.RETIRED}
        chosen = [i for i in ids if i in statuses and statuses[i].status in wanted]
    return _sorted_by_hand(look, chosen, statuses, query) if query.sort in _BY_STATUS else chosen


def _in_stock(look: Look, ids: list[int]) -> list[int]:
    """Without those that have left the stock; a quick answer for the list that opens."""
    gone = select(Dwelling.id).where(Dwelling.retired_on.is_not(None), Dwelling.retired_on <= look.today)
    left = set(look.session.execute(gone).scalars())
    if not left:
        return ids
    statuses = dwelling_statuses(look, left)
    return [i for i in ids if i not in left or statuses[i].status is not Status.RETIRED]


@reads(Right.STOCK_READ)
def dwelling_rows(look: Look, ids: Sequence[int]) -> dict[int, DwellingListRow]:
    """The lines of some dwellings, in eight statements however many they are."""
    statuses = dwelling_statuses(look, ids)
    rents = _rents(look, statuses)
    tenants = _tenant_names(look, statuses)
    return {
        row.id: _row(row, statuses[row.id], rents.get(row.id), tenants)
        for row in look.session.execute(narrowed(_COLUMNS, Dwelling.id, ids))
        if row.id in statuses
    }


@reads(Right.STOCK_READ)
def stock_summary(look: Look, query: DwellingQuery) -> StockSummary:
    """Counts for the segments and sums for the foot of the list; the query's statuses are not used."""
    ids = list(look.session.execute(_matching(look, query)).scalars())
    statuses = dwelling_statuses(look, ids)
    counts = Counter(s.status for s in statuses.values())
    total = sum(counts.values()) - counts[Status.RETIRED]
    return StockSummary(total, dict(counts), _let_rent(look, statuses))


@reads(Right.STOCK_READ)
def stock_choices(look: Look) -> StockChoices:
    """Numbers of rooms and areas that occur in the stock."""
    rooms = look.session.execute(select(Dwelling.rooms).where(Dwelling.rooms.is_not(None)).distinct()).scalars()
    areas = look.session.execute(select(Area.id, Area.name)).all()
    in_order = sorted(((a.id, a.name) for a in areas), key=lambda a: sort_key(a[1]))
    return StockChoices(tuple(sorted(r for r in rooms if r is not None)), tuple(in_order))


_COLUMNS = select(
    Dwelling.id, Building.address, Dwelling.number, Dwelling.rooms, Dwelling.area_m2, Dwelling.reference
).join(Building, Building.id == Dwelling.building_id)


def _matching(look: Look, query: DwellingQuery) -> Select[Any]:
    chosen: Select[Any] = select(Dwelling.id).join(Building, Building.id == Dwelling.building_id)
    if query.rooms is not None:
        chosen = chosen.where(Dwelling.rooms == query.rooms)
    if query.area_id is not None:
        chosen = chosen.where(Building.area_id == query.area_id)
    if not look.who.may(Right.PERSON_READ):
        return chosen.where(*begins_a_word(Dwelling.search_key, query.text))
    lives = _somebody_named(look.today)
    return chosen.where(*(or_(_begins(Dwelling.search_key, w), lives(w)) for w in search_key(query.text).split()))


def _begins(column: Any, word: str) -> ColumnElement[bool]:
    return and_(*begins_a_word(column, word))


def _somebody_named(today: date) -> Callable[[str], ColumnElement[bool]]:
    """A tenant of today whose name has a word that begins so."""
    open_now = (Tenancy.voided_at.is_(None), or_(Tenancy.closed_on.is_(None), Tenancy.closed_on > today))
    stays = or_(TenancyTenant.to_date.is_(None), TenancyTenant.to_date >= today)

    def lives(word: str) -> ColumnElement[bool]:
        return exists(
            select(literal(1))
            .select_from(Tenancy)
            .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
            .outerjoin(TenancyTenant, and_(TenancyTenant.tenancy_id == Tenancy.id, stays))
            .join(Person, or_(Person.id == Tenancy.first_tenant_id, Person.id == TenancyTenant.person_id))
            .where(LettingUnit.dwelling_id == Dwelling.id, *open_now, _begins(Person.search_key, word))
            .correlate(Dwelling)
        )

    return lives


_SQL_ORDER: Mapping[DwellingSort, tuple[Any, ...]] = {
    DwellingSort.NUMBER: (Dwelling.number,),
    DwellingSort.ROOMS: (Dwelling.rooms,),
    DwellingSort.AREA: (cast(Dwelling.area_m2, Numeric),),  # kept as text, ordered as a number
}
_BY_STATUS = frozenset({DwellingSort.STATUS, DwellingSort.RENT, DwellingSort.TENANT})


def _ordered(chosen: Select[Any], query: DwellingQuery) -> Select[Any]:
    # the building's id makes this the order of two indexes that are there: nothing is sorted, no table is read
    address = (Building.address_sort, Building.id, Dwelling.number, Dwelling.reference, Dwelling.id)
    first = _SQL_ORDER.get(query.sort, ())
    if first:
        ordered = [c.desc().nulls_last() if query.descending else c.asc().nulls_last() for c in first]
        return chosen.order_by(*ordered, *address)
    turned = query.descending and query.sort is DwellingSort.ADDRESS
    return chosen.order_by(*((c.desc() if turned else c) for c in address))


def _sorted_by_hand(
    look: Look, ids: list[int], statuses: Mapping[int, DwellingStatus], query: DwellingQuery
) -> list[int]:
    """Order by what is worked out; dwellings without a value stand last in both directions, address decides ties."""
    keys = _keys(look, ids, statuses, query.sort)
    known = [i for i in ids if keys.get(i) is not None]
    known.sort(key=lambda i: keys[i], reverse=query.descending)
    if query.descending:
        known = _ties_in_order(known, keys, ids)
    return known + [i for i in ids if keys.get(i) is None]


def _ties_in_order(known: list[int], keys: Mapping[int, Any], ids: list[int]) -> list[int]:
    place = {i: n for n, i in enumerate(ids)}
    rank = {value: n for n, value in enumerate(dict.fromkeys(keys[i] for i in known))}
    return sorted(known, key=lambda i: (rank[keys[i]], place[i]))


def _keys(look: Look, ids: list[int], statuses: Mapping[int, DwellingStatus], sort: DwellingSort) -> Mapping[int, Any]:
    if sort is DwellingSort.STATUS:
        return {i: list(Status).index(statuses[i].status) for i in ids}
    if sort is DwellingSort.RENT:
        return _rents(look, {i: statuses[i] for i in ids})
    names = _tenant_names(look, statuses)
    shown = {i: next((names[t] for t in statuses[i].tenancy_ids if t in names), None) for i in ids}
    return {i: sort_key(name) for i, name in shown.items() if name}


def _rents(look: Look, statuses: Mapping[int, DwellingStatus]) -> dict[int, int]:
    """What each dwelling brings per month: the tenants' rent where let and shown, else the rent set for it."""
    units = [unit for status in statuses.values() for unit in status.units]
    paid = term_rents(look, [u.tenancy_id for u in units if u.tenancy_id is not None], look.today)
    asked = set_rents(look, [u.unit_id for u in units], look.today)
    found: Counter[int] = Counter()
    for unit in units:
        rent = paid.get(unit.tenancy_id or 0, asked.get(unit.unit_id))
        if rent is not None:
            found[unit.dwelling_id] += rent
    return dict(found)


def _let_rent(look: Look, statuses: Mapping[int, DwellingStatus]) -> int:
    tenancies = [u.tenancy_id for s in statuses.values() for u in s.units if u.status in TAKEN and u.tenancy_id]
    paid = term_rents(look, tenancies, look.today)
    return sum(paid.get(tenancy_id, 0) for tenancy_id in tenancies)


def _tenant_names(look: Look, statuses: Mapping[int, DwellingStatus]) -> dict[int, str]:
    """First tenant of each tenancy, as lists show names."""
    if not look.who.may(Right.PERSON_READ):
        return {}
    wanted = [t for status in statuses.values() for t in status.tenancy_ids]
    query = select(Tenancy.id, Person.last_name, Person.first_name).join(Person, Person.id == Tenancy.first_tenant_id)
    rows = look.session.execute(narrowed(query, Tenancy.id, wanted))
    return {row.id: f"{row.last_name}, {row.first_name}".rstrip(", ") for row in rows}


def _row(row: Any, status: DwellingStatus, rent: int | None, tenants: Mapping[int, str]) -> DwellingListRow:
    shown = [t for t in status.tenancy_ids if t in tenants]
    single = len(status.units) == 1 and bool(shown)
    return DwellingListRow(
        row.id,
        status.status,
        status.note,
        row.address,
        row.number or row.reference,
        row.rooms,
        row.area_m2,
        rent,
        tenants[shown[0]] if single else "",
        shown[0] if single else None,
        status.shielded,
    )


@reads(Right.EXPORT)
def export_list(look: Look, path: Path, query: DwellingQuery) -> Path:
    """Write the list as it stands on the screen to Excel."""
    from ..exchange.export import ColumnKind, ListColumn, write_list  # the list that opens does not wait for this

    look.desk.require(Right.STOCK_READ)
    ids = dwelling_ids.inner(look, query)
    rows = dwelling_rows.inner(look, ids)
    columns = [
        ListColumn(text("bolig.kolonne.status")),
        ListColumn(text("bolig.kolonne.adresse")),
        ListColumn(text("bolig.kolonne.bolig")),
        ListColumn(text("bolig.kolonne.rom"), ColumnKind.NUMBER),
        ListColumn(text("bolig.kolonne.areal"), ColumnKind.DECIMAL),
        ListColumn(text("bolig.kolonne.leie"), ColumnKind.MONEY),
        ListColumn(text("bolig.kolonne.leietaker")),
        ListColumn(text("bolig.kolonne.merknad")),
    ]
    lines = ((r.status, r.address, r.number, r.rooms, r.area_m2, r.rent_ore, r.tenant, r.note) for r in _in(ids, rows))
    return write_list(path, text("bolig.eksport.tittel"), columns, lines, printed=look.today)


@reads(Right.EXPORT)
def export_kobo(look: Look, path: Path, query: DwellingQuery) -> Path:
    """Write the dwellings of a query under Kobo's field names (`.xlsx` or `.csv`); no tenants."""
    from ..exchange.export import write_kobo
    from .core.kobo_rows import kobo_rows

    look.desk.require(Right.STOCK_READ)
    return write_kobo(path, kobo_rows(look, dwelling_ids.inner(look, query)))


def _in(ids: Sequence[int], rows: Mapping[int, DwellingListRow]) -> list[DwellingListRow]:
    return [rows[i] for i in ids if i in rows]
