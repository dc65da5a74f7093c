"""The list of tenancies: which ones, in what order, and what each line shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from ..models.person import Person
from ..models.stock import Building, Dwelling, LettingUnit
from ..models.tenancy import Tenancy, TenancyTenant
from ..rules.folding import search_key
from ..rules.rights import Right
from .core.acts import Look, reads
from .core.in_order import ids_in_order
from .core.narrowing import narrowed
from .core.rents import term_rents
from .core.stock_keys import every_word_begins
from .core.tenancy_state import LIVING, TenancyState, tenancy_state

__all__ = ["LIVING", "TenancyState"]  # what windows and commands name besides the acts


class TenancySort(Enum):
    """By what the list can be ordered."""

    NUMBER = "number"
    ADDRESS = "address"
    TENANT = "tenant"
    FROM = "from"
    TO = "to"


@dataclass(frozen=True)
class TenancyQuery:
    """What the list shows. `text` finds tenants, addresses, contract numbers and KIDs; no `states`: all."""

    text: str = ""
    states: frozenset[TenancyState] = frozenset()
    dwelling_id: int | None = None
    sort: TenancySort = TenancySort.NUMBER
    descending: bool = False


@dataclass(frozen=True)
class TenancyListRow:
    """One line. Dates are inclusive, `to_date` None is open; the rent is øre per month today."""

    id: int
    number: str
    state: TenancyState
    dwelling_id: int
    address: str
    dwelling_number: str
    tenants: tuple[str, ...]
    from_date: date
    to_date: date | None
    rent_ore: int | None
    kid: str | None


@reads(Right.TENANCY_READ)
def tenancy_ids(look: Look, query: TenancyQuery) -> list[int]:
    """Ids of the tenancies that a query shows, in its order; withdrawn ones are never shown."""
    chosen = _joined(select(Tenancy.id)).where(Tenancy.voided_at.is_(None))
    if search_key(query.text):
        chosen = chosen.where(_found_by(query.text))
    if query.states:
        chosen = chosen.where(tenancy_state(look.today).in_(query.states))
    if query.dwelling_id is not None:
        chosen = chosen.where(LettingUnit.dwelling_id == query.dwelling_id)
    return ids_in_order(look, _ordered(chosen, query))


def _joined(query: Any) -> Select[Any]:
    joined: Select[Any] = (
        query.join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .join(Person, Person.id == Tenancy.first_tenant_id)
    )
    return joined


def _found_by(text: str) -> ColumnElement[bool]:
    tenant = TenancyTenant.__table__.alias("seeking_tenant")
    person = Person.__table__.alias("seeking_person")
    held = exists().where(
        tenant.c.tenancy_id == Tenancy.id,
        tenant.c.person_id == person.c.id,
        every_word_begins(person.c.search_key, text),
    )
    typed = text.strip()
    return or_(held, every_word_begins(Dwelling.search_key, text), Tenancy.number == typed, Tenancy.kid == typed)


_ORDER: Mapping[TenancySort, tuple[Any, ...]] = {
    TenancySort.NUMBER: (Tenancy.number,),
    TenancySort.ADDRESS: (Building.address_sort, Dwelling.number, Tenancy.from_date),
    TenancySort.TENANT: (Person.sort_key,),
    TenancySort.FROM: (Tenancy.from_date,),
    TenancySort.TO: (Tenancy.to_date,),
}


def _ordered(chosen: Select[Any], query: TenancyQuery) -> Select[Any]:
    columns = (*_ORDER[query.sort], Tenancy.id)
    last_first = [column.desc().nulls_last() for column in columns]
    return chosen.order_by(*(last_first if query.descending else [column.asc().nulls_last() for column in columns]))


@reads(Right.TENANCY_READ)
def tenancy_rows(look: Look, ids: Sequence[int]) -> dict[int, TenancyListRow]:
    """The lines of some tenancies, in three statements however many they are."""
    query = _joined(
        select(
            Tenancy.id,
            Tenancy.number,
            Tenancy.from_date,
            Tenancy.to_date,
            Tenancy.kid,
            tenancy_state(look.today).label("state"),
            Dwelling.id.label("dwelling_id"),
            Dwelling.number.label("dwelling_number"),
            Building.address,
        )
    )
    rents, tenants = term_rents(look, ids, look.today), _tenants(look, ids)
    return {
        row.id: TenancyListRow(
            id=row.id,
            number=row.number,
            state=TenancyState(row.state),
            dwelling_id=row.dwelling_id,
            address=row.address,
            dwelling_number=row.dwelling_number,
            tenants=tenants.get(row.id, ()),
            from_date=row.from_date,
            to_date=row.to_date,
            rent_ore=rents.get(row.id),
            kid=row.kid,
        )
        for row in look.session.execute(narrowed(query, Tenancy.id, ids))
    }


def _tenants(look: Look, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Etternavn, Fornavn of those who hold each lease today; of one that is over or to come, all on it."""
    tenant = TenancyTenant
    query = (
        select(tenant.tenancy_id, tenant.to_date, Person.last_name, Person.first_name)
        .join(Person, Person.id == tenant.person_id)
        .order_by(tenant.id)
    )
    now: dict[int, list[str]] = defaultdict(list)
    ever: dict[int, list[str]] = defaultdict(list)
    for row in look.session.execute(narrowed(query, tenant.tenancy_id, ids)):
        name = f"{row.last_name}, {row.first_name}" if row.first_name else row.last_name
        ever[row.tenancy_id].append(name)
        if row.to_date is None or row.to_date >= look.today:
            now[row.tenancy_id].append(name)
    return {i: tuple(dict.fromkeys(now.get(i) or names)) for i, names in ever.items()}
