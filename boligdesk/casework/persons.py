"""Persons: registered once, ever; changed with a version; protected, shown and marked dead as acts of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.person import ContactPoint, Person, PersonIdentifier
from ..rules.identifiers import Identifier
from ..rules.messages import Control, refuse
from ..rules.person_keys import name_keys
from ..rules.reading import read_identifier
from ..rules.rights import Right
from ..rules.vocabulary import Protection
from .core.accounts import mark_estate
from .core.acts import Look, Work, reads, writes
from .core.death import DeathFollowUp, end_mandates, left_behind
from .core.memberships import move_out_everywhere
from .core.person_checks import (
    ContactInput,
    NewPerson,
    PersonInput,
    as_read,
    check_contact,
    check_facts,
    check_new,
    check_number,
    stop_for,
)
from .core.person_records import living, note_look, tombstones_of
from .core.protection import SHIELD_OFF
from .core.stops import NO_REASONS, refuse_stops
from .core.versions import Theirs, theirs

__all__ = [
    "ContactInput",
    "DeathFollowUp",
    "NewPerson",
    "PersonInput",
    "ShownNumber",
    "add_contact_point",
    "add_number",
    "change_person",
    "check_person",
    "end_contact_point",
    "end_number",
    "mark_dead",
    "person_versions",
    "register",
    "set_protection",
    "show_numbers",
]


@dataclass(frozen=True)
class ShownNumber:
    """A whole number, shown to somebody with the right to it; the look is written down."""

    id: int
    number: Identifier
    from_date: date | None
    to_date: date | None


@reads(Right.PERSON_READ)
def check_person(look: Look, new: NewPerson) -> tuple[Control, ...]:
    """Every finding before a person is registered: what is wrong, and who may be the same person."""
    return check_new(look, new)


@writes(Right.PERSON_WRITE)
def register(work: Work, new: NewPerson, reasons: Mapping[str, str] = NO_REASONS) -> int:
    """Register somebody the office has not met before. Returns the person's id.

    Refuses every hard finding; soft ones (somebody with the same name and birth date, phone, address) need a
    reason by their code. A number gives the birth date when none is said.
    """
    stop_for(work, check_new(work, new), reasons)
    if new.protection is not Protection.NONE:
        work.desk.require(Right.PROTECTION_WRITE)
    person = Person(protection=new.protection, sort_key="", search_key="")
    numbers = [number for typed in new.numbers if (number := read_identifier(typed).value)]
    _fill(person, new.facts, born=next((number.born for number in numbers if number.born), None))
    work.add(person)
    for number in dict.fromkeys(numbers):
        work.add(PersonIdentifier(person_id=person.id, scheme=number.scheme, value=number.value))
    for contact in new.contacts:
        _add_contact(work, person.id, contact)
    return person.id


def _fill(person: Person, facts: PersonInput, born: date | None = None) -> None:
    tidy = facts.tidy()
    person.last_name, person.first_name = tidy.last_name, tidy.first_name
    person.birth_date = tidy.birth_date or born
    person.language, person.letter_language = tidy.language, tidy.letter_language
    person.interpreter, person.note = tidy.interpreter, tidy.note
    sort, search = name_keys(tidy.last_name, tidy.first_name)
    person.sort_key, person.search_key = sort[:200], search[:200]


@writes(Right.PERSON_WRITE)
def change_person(work: Work, person_id: int, version: int, facts: PersonInput) -> int:
    """Change name, birth date, languages and note. Returns the new version; a newer one meanwhile is a conflict."""
    person = work.load(Person, person_id, version)
    if person.merged_into_id is not None:
        raise refuse("person.er_slatt_sammen")
    refuse_stops(check_facts(facts.tidy(), work.today))
    _fill(person, facts)
    work.session.flush()
    return person.version


@reads(Right.PERSON_READ)
def person_versions(look: Look, person_id: int, base_version: int) -> Theirs:
    """What others changed on a person since a form was opened: for the conflict dialog."""
    return theirs(look, Person, person_id, base_version)


@writes(Right.PERSON_WRITE)
def add_contact_point(
    work: Work, person_id: int, contact: ContactInput, reasons: Mapping[str, str] = NO_REASONS
) -> int:
    """Add a phone number, an e-mail or a postal address. Returns its id; an unclear one needs a reason."""
    person = living(work, person_id)
    stop_for(work, check_contact(contact), reasons)
    return _add_contact(work, person.id, contact)


def _add_contact(work: Work, person_id: int, contact: ContactInput) -> int:
    point = ContactPoint(
        person_id=person_id,
        kind=contact.kind,
        value=as_read(contact),
        postcode=contact.postcode.strip(),
        city=" ".join(contact.city.split()),
        label=contact.label.strip(),
        from_date=contact.from_date,
    )
    return work.add(point).id


@writes(Right.PERSON_WRITE)
def end_contact_point(work: Work, contact_id: int, version: int, last_day: date) -> None:
    """The last day a contact point held; it stays readable, but is proposed no more."""
    point = work.load(ContactPoint, contact_id, version)
    if point.from_date is not None and last_day < point.from_date:
        raise refuse("person.til_for_fra")
    point.to_date = last_day


@writes(Right.PERSON_WRITE)
def add_number(work: Work, person_id: int, typed: str, reasons: Mapping[str, str] = NO_REASONS) -> int:
    """Give a person a fødselsnummer, D-nummer or DUF-nummer. Returns its id. Somebody else's number is refused."""
    person = living(work, person_id)
    stop_for(work, check_number(work, typed, person.birth_date, person.id), reasons)
    number = read_identifier(typed).value
    if number is None or _has(work, person.id, number):
        raise refuse("person.har_nummeret", navn=person.full_name)
    if person.birth_date is None and number.born is not None:
        person.birth_date = number.born
    identifier = PersonIdentifier(person_id=person.id, scheme=number.scheme, value=number.value)
    return work.add(identifier).id


def _has(work: Work, person_id: int, number: Identifier) -> bool:
    query = select(PersonIdentifier.id).where(
        PersonIdentifier.person_id == person_id,
        PersonIdentifier.scheme == number.scheme,
        PersonIdentifier.value == number.value,
    )
    return work.session.execute(query).first() is not None


@writes(Right.PERSON_WRITE)
def end_number(work: Work, number_id: int, version: int, last_day: date) -> None:
    """The last day a number held (a D-nummer when the fødselsnummer came); it still leads to the person."""
    number = work.load(PersonIdentifier, number_id, version)
    if number.from_date is not None and last_day < number.from_date:
        raise refuse("person.til_for_fra")
    number.to_date = last_day


@writes(Right.PERSON_NUMBER)
def show_numbers(work: Work, person_id: int, why: str = "") -> tuple[ShownNumber, ...]:
    """A person's whole numbers, written down as a look; for a protected person the reason must be said."""
    person = living(work, person_id)
    if person.protection is not Protection.NONE and not why.strip():
        raise refuse("person.grunn_mangler")
    work.reason(why.strip())
    note_look(work, person.id, "number")
    query = select(PersonIdentifier).where(PersonIdentifier.person_id == person.id).order_by(PersonIdentifier.id)
    return tuple(_shown(row) for row in work.session.execute(query).scalars())


def _shown(row: PersonIdentifier) -> ShownNumber:
    number = read_identifier(row.value).value or Identifier(row.scheme, row.value)
    return ShownNumber(row.id, number, row.from_date, row.to_date)


@writes(Right.PROTECTION_WRITE)
def set_protection(work: Work, person_id: int, version: int, protection: Protection, reason: str) -> int:
    """Set or lift address protection, with the reason in the audit. Returns the new version.

    Those merged into the person follow: a tombstone must not give the name away.
    """
    if not reason.strip():
        raise refuse("person.grunn_mangler")
    person = work.load(Person, person_id, version)
    work.reason(reason.strip())
    query = select(Person).where(Person.id.in_([person.id, *tombstones_of(work, person.id)]))
    for one in work.session.execute(query, execution_options={SHIELD_OFF: True}).scalars():
        one.protection = protection
    work.session.flush()
    return person.version


@writes(Right.PERSON_WRITE)
def mark_dead(work: Work, person_id: int, version: int, died_on: date) -> DeathFollowUp:
    """Register a death: the person leaves households and mandates end that day; leases go on and are listed."""
    person = work.load(Person, person_id, version)
    if died_on > work.today or (person.birth_date is not None and died_on < person.birth_date):
        raise refuse("person.dodsdato", dato=died_on)
    person.died_on = died_on
    follow_up = left_behind(work, person, died_on)
    move_out_everywhere(work, person.id, died_on)
    end_mandates(work, person.id, died_on)
    mark_estate(work, person)
    return follow_up
