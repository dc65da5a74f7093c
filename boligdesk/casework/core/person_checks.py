"""What is to be said of a person before saving: names, numbers, contact points, and who may be registered already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from ...models.person import ContactPoint, Person, PersonIdentifier
from ...rules.findings import finding, set_to
from ...rules.identifiers import Identifier
from ...rules.messages import Control, Kind, Mend, msg
from ...rules.person_keys import contact_key, name_keys
from ...rules.reading import read_email, read_identifier, read_phone
from ...rules.vocabulary import ContactKind, Protection
from .acts import Look, Work
from .person_records import too_long
from .protection import SHIELD_OFF
from .stops import given, refuse_stops


@dataclass(frozen=True)
class PersonInput:
    """What is said of a person. Only the last name must be known."""

    last_name: str
    first_name: str = ""
    birth_date: date | None = None
    language: str = ""
    letter_language: str = "nb"
    interpreter: bool = False
    note: str = ""

    def tidy(self) -> PersonInput:
        """The same without blanks too many."""
        names = (" ".join(name.split()) for name in (self.last_name, self.first_name, self.language))
        last, first, language = names
        return PersonInput(
            last, first, self.birth_date, language, self.letter_language, self.interpreter, self.note.strip()
        )


@dataclass(frozen=True)
class ContactInput:
    """A phone number, an e-mail or a postal address (street in `value`), valid from a day or from always."""

    kind: ContactKind
    value: str
    postcode: str = ""
    city: str = ""
    label: str = ""
    from_date: date | None = None


@dataclass(frozen=True)
class NewPerson:
    """A person to register, with numbers as typed and contact points."""

    facts: PersonInput
    numbers: tuple[str, ...] = ()
    contacts: tuple[ContactInput, ...] = ()
    protection: Protection = Protection.NONE


def check_facts(facts: PersonInput, today: date) -> Iterator[Control]:
    """What is wrong with the name, birth date and texts of a person."""
    if not facts.last_name:
        yield finding(Kind.HARD, msg("person.navn_mangler"), "last_name")
    if facts.birth_date is not None and facts.birth_date > today:
        yield finding(Kind.HARD, msg("person.fodt_i_framtiden", dato=facts.birth_date), "birth_date")
    texts = {name: getattr(facts, name) for name in ("last_name", "first_name", "language", "letter_language")}
    yield from too_long(Person, texts)


def check_number(look: Look, typed: str, birth_date: date | None, person_id: int | None = None) -> Iterator[Control]:
    """What is wrong with a number: control digits, another's number, another birth date than the person's."""
    reading = read_identifier(typed).for_field("number")
    if reading.finding:
        yield reading.finding
    if reading.value is None:
        if reading.finding is None:
            yield finding(Kind.HARD, msg("person.nummer_tomt"), "number")
        return
    if taken := number_taken(look, reading.value, person_id):
        yield taken
    born = reading.value.born
    if born and birth_date and born != birth_date:
        yield finding(Kind.SOFT, msg("person.nummer_annen_fodselsdato", nummer=born, dato=birth_date), "number")


def number_taken(look: Look, number: Identifier, person_id: int | None) -> Control | None:
    """Somebody else has this number. Who, is said only to those who may see that person (P30)."""
    query = select(PersonIdentifier.person_id).where(
        PersonIdentifier.scheme == number.scheme, PersonIdentifier.value == number.value
    )
    owner = look.session.execute(query, execution_options={SHIELD_OFF: True}).scalar_one_or_none()
    if owner is None or owner == person_id:
        return None
    shown = look.session.execute(select(Person).where(Person.id == owner)).scalar_one_or_none()
    if shown is None:
        return finding(Kind.HARD, msg("person.nummer_kan_ikke_brukes"), "number")
    return finding(Kind.HARD, msg("person.nummer_finnes", navn=shown.full_name), "number", mends=(_use(shown),))


def _use(person: Person) -> Mend:
    return set_to("person.bruk", {"person_id": person.id}, navn=person.full_name)


def check_contact(contact: ContactInput) -> Iterator[Control]:
    """What is wrong with a contact point."""
    if not contact.value.strip():
        yield finding(Kind.HARD, msg("person.kontakt_tom"), contact.kind.value)
    texts = {name: getattr(contact, name) for name in ("value", "postcode", "city", "label")}
    yield from too_long(ContactPoint, texts)
    readers = {ContactKind.PHONE: read_phone, ContactKind.EMAIL: read_email}
    if contact.kind in readers:
        found = readers[contact.kind](contact.value).for_field(contact.kind.value).finding
        if found:
            yield found


def as_read(contact: ContactInput) -> str:
    """The value as it is stored: digits of a phone number, a tidy e-mail or street."""
    readers = {ContactKind.PHONE: read_phone, ContactKind.EMAIL: read_email}
    read = readers[contact.kind](contact.value).value if contact.kind in readers else None
    return read or " ".join(contact.value.split())


def look_alikes(look: Look, facts: PersonInput, contacts: Iterable[ContactInput]) -> Iterator[Control]:
    """Persons already registered who may be the same one; only those whom the desk may see.

    A shared phone or address counts only where the birth dates do not tell two people apart: families share both.
    """
    for person in _found(look, _same_name(facts), facts.birth_date):
        what = msg("person.samme_navn", navn=person.full_name, fodt=person.birth_date)
        yield finding(Kind.SOFT, what, "last_name", "birth_date", mends=(_use(person),))
    for contact in contacts:
        for person in _found(look, _same_contact(contact), facts.birth_date):
            yield _alike(contact.kind, person)


def _alike(kind: ContactKind, person: Person) -> Control:
    what = {
        ContactKind.PHONE: msg("person.samme_telefon", navn=person.full_name),
        ContactKind.EMAIL: msg("person.samme_epost", navn=person.full_name),
        ContactKind.ADDRESS: msg("person.samme_adresse", navn=person.full_name),
    }
    return finding(Kind.SOFT, what[kind], kind.value, mends=(_use(person),))


def _same_name(facts: PersonInput) -> Select[Any]:
    return select(Person).where(Person.search_key == name_keys(facts.last_name, facts.first_name)[1])


def _same_contact(contact: ContactInput) -> Select[Any]:
    key = contact_key(contact.kind, as_read(contact), contact.postcode)
    points = select(ContactPoint.person_id).where(
        ContactPoint.kind == contact.kind, ContactPoint.search_key == key, ContactPoint.to_date.is_(None)
    )
    return select(Person).where(Person.id.in_(points))


def _found(look: Look, query: Select[Any], born: date | None) -> list[Person]:
    may_be: ColumnElement[bool] = or_(Person.birth_date == born, Person.birth_date.is_(None))
    if born is not None:
        query = query.where(may_be)
    query = query.where(Person.merged_into_id.is_(None)).order_by(Person.id).limit(3)
    return list(look.session.execute(query).scalars())


def stop_for(work: Work, controls: Iterable[Control], reasons: Mapping[str, str]) -> None:
    """Refuse with every hard finding and every soft one without a reason; the reasons given are kept in the audit."""
    found = tuple(controls)
    refuse_stops(found, reasons)
    used = dict.fromkeys(words for words in (given(reasons, control.code) for control in found) if words)
    if used:
        work.reason("; ".join(used))


def check_new(look: Look, new: NewPerson) -> tuple[Control, ...]:
    """Everything there is to say of a person about to be registered."""
    facts = new.facts.tidy()
    found = [*check_facts(facts, look.today)]
    for typed in new.numbers:
        found += check_number(look, typed, facts.birth_date)
    for contact in new.contacts:
        found += check_contact(contact)
    if not any(control.kind is Kind.HARD for control in found):
        found += look_alikes(look, facts, new.contacts)
    return tuple(found)
