"""Filling the search of the window from the records, and keeping it fresh as people work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select

from ..models.application import Application, ApplicationMember
from ..models.person import ContactPoint, HouseholdMember, Person, PersonIdentifier
from ..models.stock import Building, Dwelling, DwellingRent, DwellingState, LettingUnit
from ..models.tenancy import Ending, Kid, Tenancy, TenancyTenant
from ..rules.folding import digits, search_key, sort_key
from ..rules.messages import Message, msg
from ..rules.rights import Right
from ..rules.vocabulary import ContactKind
from .core.acts import Look, reads
from .core.narrowing import MANY, narrowed
from .core.protection import SHIELD_OFF
from .core.search_index import Entry, Found, Hit, HitKind, SearchIndex, part
from .core.status import TAKEN, DwellingStatus, dwelling_statuses
from .core.tenancy_state import TenancyState, tenancy_state

__all__ = ["Entry", "Found", "Hit", "HitKind", "SearchIndex", "load_index", "refresh_index"]


@reads(Right.OPEN)
def load_index(look: Look) -> SearchIndex:
    """The whole index for this desk: persons, dwellings, tenancies and applications that whoever sits there may see."""
    return SearchIndex(look.today, _entries(look, None))


@reads(Right.OPEN)
def refresh_index(look: Look, index: SearchIndex, changed: Mapping[str, Collection[int]]) -> None:
    """Bring the index up to date after changes (entity → ids, own or from the feed). Great changes reload it all."""
    stale = _stale(look, changed)
    if sum(len(ids) for ids in stale.values()) > MANY:
        index.reload(_entries(look, None))
        return
    fresh = list(_entries(look, stale))
    for kind, ids in stale.items():
        index.replace(kind, ids, [entry for entry in fresh if entry.kind is kind])


#: Child records: where an id of theirs leads (the column to look up, and the kind that must be refreshed).
_LEADS: Mapping[str, tuple[tuple[Any, HitKind], ...]] = {
    "person": ((Person.id, HitKind.PERSON),),
    "person_identifier": ((PersonIdentifier.person_id, HitKind.PERSON),),
    "contact_point": ((ContactPoint.person_id, HitKind.PERSON),),
    "dwelling": ((Dwelling.id, HitKind.DWELLING),),
    "building": (),
    "letting_unit": ((LettingUnit.dwelling_id, HitKind.DWELLING),),
    "tenancy": ((Tenancy.id, HitKind.TENANCY),),
    "tenancy_tenant": ((TenancyTenant.tenancy_id, HitKind.TENANCY), (TenancyTenant.person_id, HitKind.PERSON)),
    "kid": ((Kid.tenancy_id, HitKind.TENANCY),),
    "ending": ((Ending.tenancy_id, HitKind.TENANCY),),
    "application": ((Application.id, HitKind.APPLICATION),),
    "application_member": ((ApplicationMember.application_id, HitKind.APPLICATION),),
}

#: Records that are found themselves; those that are gone or hidden now are taken out too.
_OWN = {"person": HitKind.PERSON, "dwelling": HitKind.DWELLING, "tenancy": HitKind.TENANCY} | {
    "application": HitKind.APPLICATION
}


def _stale(look: Look, changed: Mapping[str, Collection[int]]) -> dict[HitKind, set[int]]:
    stale: dict[HitKind, set[int]] = {kind: set() for kind in HitKind}
    for entity, ids in changed.items():
        if own := _OWN.get(entity):
            stale[own].update(ids)
        for column, kind in _LEADS.get(entity, ()):
            model = column.class_
            _add(look, stale[kind], select(column).where(model.id.in_(ids)))
    _spread(look, stale, changed)
    return stale


def _spread(look: Look, stale: dict[HitKind, set[int]], changed: Mapping[str, Collection[int]]) -> None:
    """A person's name stands on their tenancies and homes, a home's address on its tenancies and tenants."""
    _add(
        look, stale[HitKind.DWELLING], select(Dwelling.id).where(Dwelling.building_id.in_(changed.get("building", ())))
    )
    for model in (DwellingState, DwellingRent):
        units = select(model.unit_id).where(model.id.in_(changed.get(model.__tablename__, ())))
        _add(look, stale[HitKind.DWELLING], select(LettingUnit.dwelling_id).where(LettingUnit.id.in_(units)))
    of_units = select(LettingUnit.id).where(LettingUnit.dwelling_id.in_(stale[HitKind.DWELLING]))
    _add(look, stale[HitKind.TENANCY], select(Tenancy.id).where(Tenancy.unit_id.in_(of_units)))
    member = HouseholdMember
    joined = member.id.in_(changed.get("household_member", ()))
    households = select(member.household_id).where(or_(member.person_id.in_(changed.get("person", ())), joined))
    _add(look, stale[HitKind.TENANCY], select(Tenancy.id).where(Tenancy.household_id.in_(households)))
    _add(look, stale[HitKind.APPLICATION], _applications_of(households, changed.get("person", ())))
    by_tenant = select(TenancyTenant.tenancy_id).where(TenancyTenant.person_id.in_(stale[HitKind.PERSON]))
    _add(look, stale[HitKind.TENANCY], by_tenant)
    _add(look, stale[HitKind.TENANCY], select(Tenancy.id).where(Tenancy.first_tenant_id.in_(stale[HitKind.PERSON])))
    tenancies = stale[HitKind.TENANCY]
    _add(look, stale[HitKind.PERSON], select(Tenancy.first_tenant_id).where(Tenancy.id.in_(tenancies)))
    _add(look, stale[HitKind.PERSON], select(TenancyTenant.person_id).where(TenancyTenant.tenancy_id.in_(tenancies)))
    homes = select(LettingUnit.dwelling_id).join(Tenancy, Tenancy.unit_id == LettingUnit.id)
    _add(look, stale[HitKind.DWELLING], homes.where(Tenancy.id.in_(tenancies)))


def _applications_of(households: Any, persons: Collection[int]) -> Any:
    """Applications that bear the name of these persons, or are hidden with one of them or a housemate (P30)."""
    member, part = HouseholdMember, ApplicationMember
    housemates = select(member.person_id).where(member.household_id.in_(households))
    return select(Application.id).where(
        or_(
            Application.applicant_id.in_(persons),
            Application.applicant_id.in_(housemates),
            Application.household_id.in_(households),
            Application.id.in_(select(part.application_id).where(part.person_id.in_(persons))),
        )
    )


def _add(look: Look, to: set[int], query: Any) -> None:
    """Ids only, also of what is hidden: something that has just become protected must go out of the index."""
    to.update(look.session.execute(query, execution_options={SHIELD_OFF: True}).scalars())


def _entries(look: Look, only: Mapping[HitKind, Collection[int]] | None) -> Iterable[Entry]:
    """Entries of all records, or of these ids; each kind needs its own right."""
    homes = _Homes(look, None if only is None else _homes_of(look, only))
    if look.who.may(Right.PERSON_READ):
        yield from _persons(look, homes, None if only is None else only[HitKind.PERSON])
    if look.who.may(Right.STOCK_READ):
        yield from _dwellings(look, homes, None if only is None else only[HitKind.DWELLING])
    if look.who.may(Right.TENANCY_READ) and look.who.may(Right.PERSON_READ):
        yield from _tenancies(look, homes, None if only is None else only[HitKind.TENANCY])
    if look.who.may(Right.APPLICATION_READ) and look.who.may(Right.PERSON_READ):
        yield from _applications(look, None if only is None else only[HitKind.APPLICATION])


def _homes_of(look: Look, only: Mapping[HitKind, Collection[int]]) -> set[int]:
    """The dwellings of these entries, and wherever their persons are tenants."""
    persons = only[HitKind.PERSON]
    shared = select(TenancyTenant.tenancy_id).where(TenancyTenant.person_id.in_(persons))
    query = (
        select(LettingUnit.dwelling_id)
        .join(Tenancy, Tenancy.unit_id == LettingUnit.id)
        .where(or_(Tenancy.first_tenant_id.in_(persons), Tenancy.id.in_(shared)))
    )
    return {*only[HitKind.DWELLING], *look.session.execute(query).scalars()}


class _Homes:
    """Where tenants live and what each home is now: fetched once for all entries."""

    def __init__(self, look: Look, dwelling_ids: Collection[int] | None) -> None:
        self.addresses: dict[int, str] = {}
        address = select(Dwelling.id, Dwelling.number, Building.address).join(
            Building, Building.id == Dwelling.building_id
        )
        for row in look.session.execute(narrowed(address, Dwelling.id, dwelling_ids)):
            self.addresses[row.id] = ", ".join(piece for piece in (row.address, row.number) if piece)
        self.statuses: Mapping[int, DwellingStatus] = dwelling_statuses(look, dwelling_ids)
        self.holding = {t: (i, s) for i, s in self.statuses.items() for t in s.tenancy_ids}
        self.of_person: dict[int, int] = {}
        self._find_tenants(look, None if dwelling_ids is None else list(self.holding))

    def _find_tenants(self, look: Look, tenancies: list[int] | None) -> None:
        """The home of each tenant of today, by the tenancies that may be shown."""
        tenant = TenancyTenant
        stays = or_(tenant.to_date.is_(None), tenant.to_date >= look.today)
        shared = select(tenant.tenancy_id, tenant.person_id).where(stays)
        first = select(Tenancy.id, Tenancy.first_tenant_id)
        for query in (narrowed(shared, tenant.tenancy_id, tenancies), narrowed(first, Tenancy.id, tenancies)):
            for tenancy_id, person_id in look.session.execute(query):
                if tenancy_id in self.holding:
                    self.of_person.setdefault(person_id, self.holding[tenancy_id][0])


def _grouped(look: Look, query: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for owner, value in look.session.execute(query):
        found[owner].append(value)
    return found


def _persons(look: Look, homes: _Homes, ids: Collection[int] | None) -> Iterable[Entry]:
    numbers = _grouped(
        look,
        narrowed(select(PersonIdentifier.person_id, PersonIdentifier.value), PersonIdentifier.person_id, ids),
    )
    phones = select(ContactPoint.person_id, ContactPoint.value).where(
        ContactPoint.kind == ContactKind.PHONE, ContactPoint.to_date.is_(None)
    )
    calls = _grouped(look, narrowed(phones, ContactPoint.person_id, ids))
    columns = (Person.id, Person.last_name, Person.first_name, Person.birth_date, Person.sort_key)
    query = narrowed(select(*columns).where(Person.merged_into_id.is_(None)), Person.id, ids)
    for row in look.session.execute(query):
        yield _person(row, homes, numbers.get(row.id, ()), calls.get(row.id, ()))


def _person(row: Any, homes: _Homes, numbers: Iterable[str], phones: Iterable[str]) -> Entry:
    title = f"{row.last_name}, {row.first_name}".rstrip(", ")
    address = homes.addresses.get(homes.of_person.get(row.id, 0), "")
    parts = [msg("sok.del.fodt", dato=row.birth_date)] if row.birth_date else []
    parts.append(part(address) if address else msg("sok.del.uten_adresse"))
    return Entry(
        HitKind.PERSON,
        row.id,
        title,
        row.sort_key,
        search_key(f"{row.first_name} {row.last_name} {address}"),
        row.birth_date,
        tuple(_phone_keys(phones)),
        tuple(digits(number) for number in numbers),
        tuple(parts),
        msg("sok.leietaker") if address else None,
    )


def _phone_keys(phones: Iterable[str]) -> Iterable[str]:
    for phone in phones:
        bare = digits(phone)
        yield bare
        if bare.startswith("47") and len(bare) > 8:
            yield bare[2:]


def _dwellings(look: Look, homes: _Homes, ids: Collection[int] | None) -> Iterable[Entry]:
    names = _names(look, homes) if look.who.may(Right.PERSON_READ) else {}
    columns = (Dwelling.id, Dwelling.rooms, Dwelling.area_m2, Dwelling.number, Dwelling.search_key)
    query = select(*columns, Building.address_sort).join(Building, Building.id == Dwelling.building_id)
    for row in look.session.execute(narrowed(query, Dwelling.id, ids)):
        if row.id in homes.statuses:
            yield _dwelling(row, homes, names)


def _names(look: Look, homes: _Homes) -> dict[int, str]:
    query = select(Tenancy.id, Person.last_name, Person.first_name).join(Person, Person.id == Tenancy.first_tenant_id)
    rows = look.session.execute(query)
    return {row.id: f"{row.first_name} {row.last_name}".strip() for row in rows if row.id in homes.holding}


def _dwelling(row: Any, homes: _Homes, names: Mapping[int, str]) -> Entry:
    status = homes.statuses[row.id]
    return Entry(
        HitKind.DWELLING,
        row.id,
        homes.addresses[row.id],
        f"{row.address_sort} {row.number}",
        search_key(f"{row.search_key} {row.number}"),
        keys=(digits(row.number),) if row.number else (),
        parts=tuple(_about(row, status, names)),
        chip=status.status,
    )


def _about(row: Any, status: DwellingStatus, names: Mapping[int, str]) -> Iterable[Message]:
    if row.rooms:
        yield msg("sok.del.rom", antall=row.rooms)
    if row.area_m2:
        yield msg("sok.del.areal", areal=row.area_m2)
    name = next((names[t] for t in status.tenancy_ids if t in names), "")
    if name and status.status in TAKEN:
        yield msg("sok.del.utleid_til", navn=name)
    elif status.note:
        yield status.note


def _tenancies(look: Look, homes: _Homes, ids: Collection[int] | None) -> Iterable[Entry]:
    kids = _grouped(look, narrowed(select(Kid.tenancy_id, Kid.kid), Kid.tenancy_id, ids))
    columns = (Tenancy.id, Tenancy.number, Tenancy.kid, Tenancy.from_date, Tenancy.to_date)
    query = (
        select(
            *columns,
            tenancy_state(look.today).label("state"),
            LettingUnit.dwelling_id,
            Person.last_name,
            Person.first_name,
        )
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Person, Person.id == Tenancy.first_tenant_id)
        .where(Tenancy.voided_at.is_(None))
    )
    for row in look.session.execute(narrowed(query, Tenancy.id, ids)):
        yield _tenancy(row, homes, kids.get(row.id, []))


def _tenancy(row: Any, homes: _Homes, kids: list[str]) -> Entry:
    name = f"{row.last_name}, {row.first_name}".rstrip(", ")
    address = homes.addresses.get(row.dwelling_id, "")
    title = f"{row.number} {name}"
    numbers = {digits(row.number), *(digits(kid) for kid in kids), *([digits(row.kid)] if row.kid else [])}
    return Entry(
        HitKind.TENANCY,
        row.id,
        title,
        f"{sort_key(name)} {row.number}",
        search_key(f"{row.number} {name} {address}"),
        keys=tuple(sorted(numbers)),
        parts=(part(address), msg("sok.del.fra_til", fra=row.from_date, til=row.to_date)),
        chip=TenancyState(row.state),
    )


def _applications(look: Look, ids: Collection[int] | None) -> Iterable[Entry]:
    query = (
        select(
            Application.id,
            Application.number,
            Application.kind,
            Application.stage,
            Application.received_on,
            Person.last_name,
            Person.first_name,
        )
        .join(Person, Person.id == Application.applicant_id)
        .where(Application.voided_at.is_(None))
    )
    for row in look.session.execute(narrowed(query, Application.id, ids)):
        yield _application(row)


def _application(row: Any) -> Entry:
    name = f"{row.last_name}, {row.first_name}".rstrip(", ")
    return Entry(
        HitKind.APPLICATION,
        row.id,
        f"{row.number} {name}",
        f"{sort_key(name)} {row.number}",
        search_key(f"{row.number} {name}"),
        keys=(digits(row.number),),
        parts=(msg(f"enum.ApplicationKind.{row.kind.value}"), msg("sok.del.mottatt", dato=row.received_on)),
        chip=msg(f"enum.Stage.{row.stage.value}"),
    )
