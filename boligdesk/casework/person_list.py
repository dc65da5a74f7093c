"""The list of persons, its counts and its export, as the person at the desk may see them (P30)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from ..models.person import ContactPoint, Person, PersonIdentifier, Representative
from ..models.stock import Building, Dwelling, LettingUnit
from ..models.tenancy import Tenancy, TenancyTenant
from ..rules.folding import digits
from ..rules.periods import add_months, years_between
from ..rules.reading import read_birth_date
from ..rules.rights import Right
from ..rules.vocabulary import ContactKind, Protection
from ..texts import enum_text, text
from ..texts.formats import phone
from .core.acts import Look, reads
from .core.in_order import ids_in_order
from .core.person_homes import (
    Home,
    Living,
    homes,
    phones,
    postal_addresses,
    running,
    still,
    tenants_ever,
    tenants_running,
)
from .core.person_records import homes_kept_secret, masked_numbers
from .core.stock_keys import begins_a_word

_CHUNK = 400
_WHOLE_NUMBERS = (11, 12)
_PHONE_BEGINS = 4
_OF_AGE = 18


class PersonSegment(Enum):
    """Which persons a list holds."""

    ALL = "all"
    TENANTS = "tenants"
    FORMER = "former"
    OTHERS = "others"


class PersonSort(Enum):
    """By what a list is ordered."""

    NAME = "name"
    BORN = "born"
    ADDRESS = "address"


class PersonFlag(Enum):
    """What must be seen at a glance."""

    PROTECTED = "protected"
    INTERPRETER = "interpreter"
    REPRESENTED = "represented"
    MINOR = "minor"
    DEAD = "dead"


@dataclass(frozen=True)
class PersonQuery:
    """Which persons, in what order. The text finds by name, address, birth date, phone or a whole number."""

    text: str = ""
    segment: PersonSegment = PersonSegment.ALL
    flag: PersonFlag | None = None
    sort: PersonSort = PersonSort.NAME
    descending: bool = False


@dataclass(frozen=True)
class PersonListRow:
    """One line of a list. A secret address stands as "skjermet", on the screens of those with the right too."""

    id: int
    version: int
    name: str
    born: date | None
    age: int | None
    address: str
    address_hidden: bool
    living: Living
    tenancy_id: int | None
    until: date | None
    masked_number: str
    phone: str
    language: str
    flags: tuple[PersonFlag, ...]


@reads(Right.PERSON_READ)
def person_ids(look: Look, query: PersonQuery) -> list[int]:
    """Ids of the persons in order; merged ones are left out."""
    chosen = _chosen(look, query.text, query.flag, query.segment)
    return ids_in_order(look, chosen.order_by(*_order(query, look.today)))


@reads(Right.PERSON_READ)
def person_counts(look: Look, typed: str = "", flag: PersonFlag | None = None) -> dict[PersonSegment, int]:
    """How many persons each segment holds for a search; hidden persons are in no count."""
    return {segment: _count(look, typed, flag, segment) for segment in PersonSegment}


def _count(look: Look, typed: str, flag: PersonFlag | None, segment: PersonSegment) -> int:
    chosen = _chosen(look, typed, flag, segment)
    return look.session.execute(chosen.with_only_columns(func.count(Person.id))).scalar_one()


def _chosen(look: Look, typed: str, flag: PersonFlag | None, segment: PersonSegment) -> Select[Any]:
    chosen = _matching(look, typed).where(_in_segment(segment, look.today))
    return chosen if flag is None else chosen.where(_flagged(flag, look.today))


def _flagged(flag: PersonFlag, day: date) -> ColumnElement[bool]:
    return {
        PersonFlag.PROTECTED: Person.protection != Protection.NONE,
        PersonFlag.INTERPRETER: Person.interpreter.is_(True),
        PersonFlag.REPRESENTED: Person.id.in_(_with_mandate(day)),
        PersonFlag.MINOR: and_(Person.birth_date > add_months(day, -12 * _OF_AGE), Person.died_on.is_(None)),
        PersonFlag.DEAD: Person.died_on.is_not(None),
    }[flag]


def _in_segment(segment: PersonSegment, day: date) -> ColumnElement[bool]:
    rents, ever = Person.id.in_(tenants_running(day)), Person.id.in_(tenants_ever())
    return {
        PersonSegment.ALL: Person.id.is_not(None),
        PersonSegment.TENANTS: rents,
        PersonSegment.FORMER: and_(ever, ~rents),
        PersonSegment.OTHERS: ~ever,
    }[segment]


def _matching(look: Look, typed: str) -> Select[Any]:
    chosen = select(Person.id).where(Person.merged_into_id.is_(None))
    if not typed.strip():
        return chosen
    names = begins_a_word(Person.search_key, typed)
    streets = begins_a_word(Building.address_key, typed)
    words = [
        or_(name, Person.id.in_(_living_in(street, look.today))) for name, street in zip(names, streets, strict=True)
    ]
    return chosen.where(or_(and_(*words) if words else Person.id.is_(None), *_by_digits(look, typed)))


def _living_in(street: ColumnElement[bool], day: date) -> Select[Any]:
    return (
        tenants_running(day)
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .join(Building, Building.id == Dwelling.building_id)
        .where(street)
    )


def _by_digits(look: Look, typed: str) -> Iterator[ColumnElement[bool]]:
    """Birth date, beginning of a phone number, or a whole public number; a part of one finds nobody."""
    number = digits(typed)
    if any(sign.isalpha() for sign in typed) or len(number) < _PHONE_BEGINS:
        return
    born = read_birth_date(typed.strip(), today=look.today).value
    if born is not None:
        yield Person.birth_date == born
    point = ContactPoint
    calls = select(point.person_id).where(point.kind == ContactKind.PHONE, point.search_key.startswith(number))
    yield Person.id.in_(calls.where(still(point.to_date, look.today)))
    if len(number) in _WHOLE_NUMBERS:
        yield Person.id.in_(select(PersonIdentifier.person_id).where(PersonIdentifier.value == number))


def _order(query: PersonQuery, day: date) -> list[ColumnElement[Any]]:
    name: list[ColumnElement[Any]] = [Person.sort_key.asc(), Person.id.asc()]
    if query.sort is PersonSort.NAME:
        return [Person.sort_key.desc(), Person.id.desc()] if query.descending else name
    key: ColumnElement[Any] = Person.birth_date.expression if query.sort is PersonSort.BORN else _street(day)
    return [key.is_(None), key.desc() if query.descending else key.asc(), *name]


def _street(day: date) -> ColumnElement[Any]:
    """The address to order by; a protected person has none, so that the order tells nothing."""
    tenant = TenancyTenant
    street = (
        select(func.min(Building.address_sort))
        .join(Dwelling, Dwelling.building_id == Building.id)
        .join(LettingUnit, LettingUnit.dwelling_id == Dwelling.id)
        .join(Tenancy, Tenancy.unit_id == LettingUnit.id)
        .join(tenant, tenant.tenancy_id == Tenancy.id)
        .where(tenant.person_id == Person.id, running(day), still(tenant.to_date, day))
        .correlate(Person)
        .scalar_subquery()
    )
    return case((Person.protection == Protection.NONE, street), else_=None)


@reads(Right.PERSON_READ)
def person_rows(look: Look, ids: Sequence[int]) -> dict[int, PersonListRow]:
    """The lines of some persons: nine statements per 400, however many there are."""
    found: dict[int, PersonListRow] = {}
    for start in range(0, len(ids), _CHUNK):
        found |= _rows(look, list(ids[start : start + _CHUNK]))
    return found


def _rows(look: Look, ids: list[int]) -> dict[int, PersonListRow]:
    day = look.today
    at_home = homes(look, ids, day)
    secret, postal = homes_kept_secret(look, ids), postal_addresses(look, ids, day)
    numbers, calls, represented = masked_numbers(look, ids), phones(look, ids, day), _represented(look, ids)
    rows = {}
    for person in look.session.execute(select(Person).where(Person.id.in_(ids))).scalars():
        home = at_home.get(person.id)
        hidden = _hides(person, home, person.id in secret)
        rows[person.id] = PersonListRow(
            id=person.id,
            version=person.version,
            name=person.name,
            born=person.birth_date,
            age=_age(person, day),
            address=text("person.skjermet") if hidden else _address(home, postal.get(person.id, "")),
            address_hidden=hidden,
            living=home.living if home else Living.NONE,
            tenancy_id=home.tenancy_id if home else None,
            until=home.until if home and home.living is not Living.FORMER else None,
            masked_number=numbers.get(person.id, ""),
            phone="" if person.protection is not Protection.NONE else calls.get(person.id, ""),
            language=person.language,
            flags=tuple(_flags(person, day, person.id in represented)),
        )
    return rows


def _hides(person: Person, home: Home | None, secret: bool) -> bool:
    if person.protection is not Protection.NONE:
        return True
    lives = home is not None and home.living is not Living.FORMER
    return home.secret if lives and home else secret


def _address(home: Home | None, postal: str) -> str:
    return home.address if home and home.living in (Living.TENANT, Living.LIVES_WITH) else postal


def _age(person: Person, day: date) -> int | None:
    return years_between(person.birth_date, person.died_on or day) if person.birth_date else None


def _flags(person: Person, day: date, represented: bool) -> Iterator[PersonFlag]:
    age = _age(person, day)
    holds = {
        PersonFlag.PROTECTED: person.protection is not Protection.NONE,
        PersonFlag.INTERPRETER: person.interpreter,
        PersonFlag.REPRESENTED: represented,
        PersonFlag.MINOR: age is not None and age < _OF_AGE,
        PersonFlag.DEAD: person.died_on is not None,
    }
    return (flag for flag, holding in holds.items() if holding)


def _represented(look: Look, ids: list[int]) -> frozenset[int]:
    query = _with_mandate(look.today).where(Representative.person_id.in_(ids))
    return frozenset(look.session.execute(query).scalars())


def _with_mandate(day: date) -> Select[Any]:
    """Ids of those whom somebody may act for on a day."""
    mandate = Representative
    begun = or_(mandate.from_date.is_(None), mandate.from_date <= day)
    return select(mandate.person_id).where(begun, still(mandate.to_date, day))


@reads(Right.EXPORT)
def export_persons(look: Look, path: Path, query: PersonQuery) -> Path:
    """Write the list as it stands on the screen to Excel: numbers masked, secret addresses as "skjermet"."""
    from ..exchange.export import ColumnKind, ListColumn, write_list  # the list that opens does not wait for this

    look.desk.require(Right.PERSON_READ)
    ids = person_ids.inner(look, query)
    rows = person_rows.inner(look, ids)
    columns = [
        ListColumn(text("person.kolonne.navn")),
        ListColumn(text("person.kolonne.fodt"), ColumnKind.DATE),
        ListColumn(text("person.kolonne.nummer")),
        ListColumn(text("person.kolonne.adresse")),
        ListColumn(text("person.kolonne.status")),
        ListColumn(text("person.kolonne.til"), ColumnKind.DATE),
        ListColumn(text("person.kolonne.telefon")),
        ListColumn(text("person.kolonne.merknad")),
    ]
    lines = (_line(rows[person_id]) for person_id in ids)
    return write_list(path, text("person.eksport.tittel"), columns, lines, printed=look.today)


def _line(row: PersonListRow) -> Sequence[object]:
    flags = ", ".join(enum_text(flag) for flag in row.flags)
    number, call = row.masked_number, phone(row.phone)
    return row.name, row.born, number, row.address, row.living, row.until, call, flags
