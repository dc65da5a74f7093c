"""Where persons live and rent on a day, as far as the person at the desk may know it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from ...models.person import ContactPoint, HouseholdMember
from ...models.stock import Building, Dwelling, LettingUnit
from ...models.tenancy import Ending, Tenancy, TenancyTenant
from ...rules.periods import earliest_end
from ...rules.vocabulary import ContactKind
from .acts import Look
from .protection import SHIELD_OFF, shielded_tenancies


class Living(Enum):
    """What a person is to the office on a day; the best of several counts."""

    TENANT = "tenant"
    LIVES_WITH = "lives_with"
    COMING = "coming"
    FORMER = "former"
    NONE = "none"


@dataclass(frozen=True)
class Home:
    """A tenancy as one person has it. `until` is the day it ends by notice or by the lease, None = open.

    `secret`: the address must not stand in a list, not even for those who may see it on the card.
    """

    living: Living
    tenancy_id: int
    number: str
    dwelling_id: int
    address: str
    postal: str
    from_date: date
    to_date: date | None
    fixed_until: date | None
    closed_on: date | None
    notice_on: date | None = None
    secret: bool = False

    @property
    def until(self) -> date | None:
        """The day the tenancy should be over."""
        return self.notice_on or earliest_end(self.to_date, self.fixed_until)


_COLUMNS = (
    Tenancy.id,
    Tenancy.number,
    Tenancy.from_date,
    Tenancy.to_date,
    Tenancy.fixed_until,
    Tenancy.closed_on,
    LettingUnit.dwelling_id,
    LettingUnit.name,
    Dwelling.number.label("dwelling_number"),
    Building.address,
    Building.postcode,
    Building.city,
)


def running(day: date) -> ColumnElement[bool]:
    """Tenancies that take their unit on a day; an expired one does until it is closed."""
    return and_(
        Tenancy.voided_at.is_(None),
        Tenancy.from_date <= day,
        or_(Tenancy.closed_on.is_(None), Tenancy.closed_on > day),
    )


def still(to_date: Any, day: date) -> ColumnElement[bool]:
    """Whether a from–to row has not ended by a day."""
    return or_(to_date.is_(None), to_date >= day)


def tenants_running(day: date) -> Select[Any]:
    """Ids of the persons who rent on a day."""
    tenant = TenancyTenant
    query = select(tenant.person_id).join(Tenancy, Tenancy.id == tenant.tenancy_id)
    return query.where(running(day), still(tenant.to_date, day))


def tenants_ever() -> Select[Any]:
    """Ids of the persons who rent, have rented or will."""
    query = select(TenancyTenant.person_id).join(Tenancy, Tenancy.id == TenancyTenant.tenancy_id)
    return query.where(Tenancy.voided_at.is_(None))


def _at_home(query: Any) -> Select[Any]:
    joined: Select[Any] = (
        query.join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .where(Tenancy.voided_at.is_(None))
    )
    return joined


def tenancies_of(look: Look, person_ids: Sequence[int], day: date) -> dict[int, list[Home]]:
    """Every tenancy of some persons as tenants, the newest first."""
    tenant = TenancyTenant
    query = _at_home(
        select(tenant.person_id, tenant.to_date.label("left_on"), *_COLUMNS).join(
            Tenancy, Tenancy.id == tenant.tenancy_id
        )
    ).where(tenant.person_id.in_(person_ids))
    rows = look.session.execute(query.order_by(Tenancy.from_date.desc(), Tenancy.id.desc())).all()
    found: dict[int, list[Home]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(_home(row, _as_tenant(row, day)))
    return _completed(look, found)


def _as_tenant(row: Any, day: date) -> Living:
    gone = (row.closed_on is not None and row.closed_on <= day) or (row.left_on is not None and row.left_on < day)
    if gone:
        return Living.FORMER
    return Living.COMING if row.from_date > day else Living.TENANT


def _home(row: Any, living: Living) -> Home:
    return Home(
        living=living,
        tenancy_id=row.id,
        number=row.number,
        dwelling_id=row.dwelling_id,
        address=", ".join(part for part in (row.address, row.dwelling_number, row.name) if part),
        postal=f"{row.postcode} {row.city}".strip(),
        from_date=row.from_date,
        to_date=row.to_date,
        fixed_until=row.fixed_until,
        closed_on=row.closed_on,
    )


def _completed(look: Look, found: dict[int, list[Home]]) -> dict[int, list[Home]]:
    """The same homes with their notices and with those marked that are secret."""
    ids = {home.tenancy_id for homes in found.values() for home in homes}
    notices = _notices(look, ids)
    secret = secret_tenancies(look, ids)
    return {
        person: [
            replace(home, notice_on=notices.get(home.tenancy_id), secret=home.tenancy_id in secret) for home in homes
        ]
        for person, homes in found.items()
    }


def _notices(look: Look, tenancy_ids: Iterable[int]) -> dict[int, date]:
    query = (
        select(Ending.tenancy_id, func.min(Ending.effective_on))
        .where(Ending.tenancy_id.in_(list(tenancy_ids)), Ending.voided_at.is_(None), Ending.withdrawn_on.is_(None))
        .group_by(Ending.tenancy_id)
    )
    return {row[0]: row[1] for row in look.session.execute(query)}


def secret_tenancies(look: Look, tenancy_ids: Iterable[int]) -> frozenset[int]:
    """Those of them whose address must not stand in a list, not even for somebody who may see it on the card."""
    query = select(Tenancy.id).where(Tenancy.id.in_(list(tenancy_ids)), Tenancy.id.in_(shielded_tenancies()))
    return frozenset(look.session.execute(query, execution_options={SHIELD_OFF: True}).scalars())


def homes(look: Look, person_ids: Sequence[int], day: date) -> dict[int, Home]:
    """Where each person lives with us: own tenancy first, then a tenant's household, then what is to come or was."""
    own = {person: min(found, key=_rank) for person, found in tenancies_of(look, person_ids, day).items()}
    renting = [person for person, home in own.items() if home.living is Living.TENANT]
    others = [person for person in person_ids if person not in renting]
    return own | _living_with(look, others, day)


def _rank(home: Home) -> tuple[int, int]:
    return list(Living).index(home.living), -home.from_date.toordinal()


def _living_with(look: Look, person_ids: Sequence[int], day: date) -> dict[int, Home]:
    member = HouseholdMember
    query = (
        _at_home(select(member.person_id, *_COLUMNS).join(Tenancy, Tenancy.household_id == member.household_id))
        .where(member.person_id.in_(person_ids), running(day), still(member.to_date, day))
        .where(or_(member.from_date.is_(None), member.from_date <= day))
        .order_by(Tenancy.id)
    )
    found = {row.person_id: [_home(row, Living.LIVES_WITH)] for row in look.session.execute(query)}
    return {person: found_homes[0] for person, found_homes in _completed(look, found).items()}


def postal_addresses(look: Look, person_ids: Sequence[int], day: date) -> dict[int, str]:
    """The newest registered postal address of some persons."""
    rows = _contact_rows(look, person_ids, ContactKind.ADDRESS, day)
    return {r.person_id: ", ".join(p for p in (r.value, f"{r.postcode} {r.city}".strip()) if p) for r in rows}


def phones(look: Look, person_ids: Sequence[int], day: date) -> dict[int, str]:
    """The newest phone number of some persons, digits only."""
    return {row.person_id: row.value for row in _contact_rows(look, person_ids, ContactKind.PHONE, day)}


def _contact_rows(look: Look, person_ids: Sequence[int], kind: ContactKind, day: date) -> Sequence[Any]:
    point = ContactPoint
    query = (
        select(point.person_id, point.value, point.postcode, point.city)
        .where(point.person_id.in_(person_ids), point.kind == kind, still(point.to_date, day))
        .order_by(point.id)
    )
    return look.session.execute(query).all()
