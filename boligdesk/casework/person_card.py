"""Everything the office knows of one person, for the card. Opening a protected one is written down (P30, E9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from ..models.casefile import Document
from ..models.person import ContactPoint, Person, PersonIdentifier
from ..rules.identifiers import Identifier, Scheme
from ..rules.periods import years_between
from ..rules.rights import Right
from ..rules.vocabulary import ContactKind, DocumentKind, Protection
from .contacts import Contacts, contacts
from .core.accounts import accounts_of, entries_of
from .core.acts import Look, Work, reads, steps, writes
from .core.application_steps import OpenApplication, open_applications
from .core.desk import Desk
from .core.person_homes import Home, Living, homes, tenancies_of
from .core.person_records import homes_kept_secret, living, note_look, seen_lately
from .core.rents import term_rents
from .households import HouseholdCard, households_of
from .representatives import RepresentativeRow, representatives
from .tasks import TaskQuery, TaskRow, task_ids, task_rows

_CONTACTS = 3
_DOCUMENTS = 50


@dataclass(frozen=True)
class NumberRow:
    """A public number as anybody may see it."""

    id: int
    version: int
    scheme: Scheme
    masked: str
    from_date: date | None
    to_date: date | None


@dataclass(frozen=True)
class ContactPointRow:
    """A way to reach the person; `active` today."""

    id: int
    version: int
    kind: ContactKind
    value: str
    postcode: str
    city: str
    label: str
    from_date: date | None
    to_date: date | None
    active: bool


@dataclass(frozen=True)
class PersonTenancy:
    """A tenancy of the person with its rent today (øre per month, None when no terms are known).

    `overdue_ore` is what is past due on its rent account; None for a desk that may not see accounts, and for one on
    which nothing is written.
    """

    home: Home
    rent_ore: int | None
    overdue_ore: int | None = None


@dataclass(frozen=True)
class PersonDocument:
    """A document that concerns the person."""

    id: int
    kind: DocumentKind
    title: str
    dated: date
    tenancy_id: int | None


@dataclass(frozen=True)
class PersonCard:
    """The card. `address_hidden`: the person lives at an address that is hidden from this desk or from visitors."""

    id: int
    version: int
    last_name: str
    first_name: str
    born: date | None
    age: int | None
    died_on: date | None
    language: str
    letter_language: str
    interpreter: bool
    protection: Protection
    note: str
    numbers: tuple[NumberRow, ...]
    contact_points: tuple[ContactPointRow, ...]
    representatives: tuple[RepresentativeRow, ...]
    home: Home | None
    address_hidden: bool
    households: tuple[HouseholdCard, ...]
    tenancies: tuple[PersonTenancy, ...]
    documents: tuple[PersonDocument, ...]
    tasks: tuple[TaskRow, ...]
    contacts: Contacts
    applications: tuple[OpenApplication, ...]

    @property
    def name(self) -> str:
        """Fornavn Etternavn, as running text says it."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def list_name(self) -> str:
        """Etternavn, Fornavn, as lists and the head of the record show it."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name

    @property
    def protected(self) -> bool:
        """Whether the address must be kept secret."""
        return self.protection is not Protection.NONE


@steps(Right.PERSON_READ)
def person_card(desk: Desk, person_id: int) -> PersonCard:
    """The card of a person; a merged one's id leads to the living person.

    A card that holds a secret address is a look that is written down, once an hour per user.
    """
    card, must_note = _read_card(desk, person_id)
    if must_note:
        _note_card(desk, card.id)
    return card


@writes(Right.PERSON_READ)
def _note_card(work: Work, person_id: int) -> None:
    note_look(work, person_id, "card")


@reads(Right.PERSON_READ)
def _read_card(look: Look, person_id: int) -> tuple[PersonCard, bool]:
    person = living(look, person_id)
    tells = person.protection is not Protection.NONE
    if look.who.may(Right.PROTECTED):
        tells = tells or bool(homes_kept_secret(look, [person.id]))
    return _card(look, person), tells and not seen_lately(look, person.id, "card")


def _card(look: Look, person: Person) -> PersonCard:
    home = homes(look, [person.id], look.today).get(person.id)
    return PersonCard(
        id=person.id,
        version=person.version,
        last_name=person.last_name,
        first_name=person.first_name,
        born=person.birth_date,
        age=years_between(person.birth_date, person.died_on or look.today) if person.birth_date else None,
        died_on=person.died_on,
        language=person.language,
        letter_language=person.letter_language,
        interpreter=person.interpreter,
        protection=person.protection,
        note=person.note,
        numbers=_numbers(look, person.id),
        contact_points=_contact_points(look, person.id),
        representatives=representatives.inner(look, person.id),
        home=home if home and home.living is not Living.FORMER else None,
        address_hidden=_hidden(look, person, home),
        households=households_of.inner(look, person.id),
        tenancies=_tenancies(look, person.id),
        documents=_documents(look, person.id),
        tasks=_tasks(look, person.id),
        contacts=contacts.inner(look, person.id, _CONTACTS),
        applications=_applications(look, person.id),
    )


def _hidden(look: Look, person: Person, home: Home | None) -> bool:
    if person.protection is not Protection.NONE:
        return True
    if home is not None and home.living is not Living.FORMER:
        return home.secret
    return person.id in homes_kept_secret(look, [person.id])


def _numbers(look: Look, person_id: int) -> tuple[NumberRow, ...]:
    query = select(PersonIdentifier).where(PersonIdentifier.person_id == person_id).order_by(PersonIdentifier.id)
    return tuple(
        NumberRow(r.id, r.version, r.scheme, Identifier(r.scheme, r.value).mask(), r.from_date, r.to_date)
        for r in look.session.execute(query).scalars()
    )


def _contact_points(look: Look, person_id: int) -> tuple[ContactPointRow, ...]:
    query = select(ContactPoint).where(ContactPoint.person_id == person_id).order_by(ContactPoint.id.desc())
    rows = [_contact_point(point, look.today) for point in look.session.execute(query).scalars()]
    return tuple(sorted(rows, key=lambda row: (not row.active, list(ContactKind).index(row.kind))))


def _contact_point(point: ContactPoint, today: date) -> ContactPointRow:
    return ContactPointRow(
        id=point.id,
        version=point.version,
        kind=point.kind,
        value=point.value,
        postcode=point.postcode,
        city=point.city,
        label=point.label,
        from_date=point.from_date,
        to_date=point.to_date,
        active=point.to_date is None or point.to_date >= today,
    )


def _tenancies(look: Look, person_id: int) -> tuple[PersonTenancy, ...]:
    if not look.who.may(Right.TENANCY_READ):
        return ()
    found = tenancies_of(look, [person_id], look.today).get(person_id, [])
    rents = term_rents(look, [home.tenancy_id for home in found], look.today)
    late = _late(look, {home.tenancy_id for home in found}) if look.who.may(Right.LEDGER_READ) else {}
    return tuple(PersonTenancy(home, rents.get(home.tenancy_id), late.get(home.tenancy_id)) for home in found)


def _late(look: Look, tenancy_ids: set[int]) -> dict[int, int]:
    """What is past due today on the account of each tenancy that has anything written on it."""
    accounts = {tenancy: one for tenancy, one in accounts_of(look, tenancy_ids).items() if tenancy in tenancy_ids}
    books = entries_of(look, accounts.values())
    return {
        tenancy: sum(c.remaining_ore for c in books[one].at(look.today).claims if c.entry.on < look.today)
        for tenancy, one in accounts.items()
        if books[one].entries
    }


def _documents(look: Look, person_id: int) -> tuple[PersonDocument, ...]:
    if not look.who.may(Right.DOCUMENT_READ):
        return ()
    ids = [home.tenancy_id for home in tenancies_of(look, [person_id], look.today).get(person_id, [])]
    row = Document
    query = (
        select(row.id, row.kind, row.title, row.dated, row.tenancy_id)
        .where(or_(row.person_id == person_id, row.tenancy_id.in_(ids)), row.voided_at.is_(None))
        .order_by(row.dated.desc(), row.id.desc())
        .limit(_DOCUMENTS)
    )
    return tuple(PersonDocument(*found) for found in look.session.execute(query))


def _applications(look: Look, person_id: int) -> tuple[OpenApplication, ...]:
    return open_applications(look, person_id) if look.who.may(Right.APPLICATION_READ) else ()


def _tasks(look: Look, person_id: int) -> tuple[TaskRow, ...]:
    if not look.who.may(Right.TASK_READ):
        return ()
    ids = task_ids.inner(look, TaskQuery(person_id=person_id))
    rows = task_rows.inner(look, ids)
    return tuple(rows[task_id] for task_id in ids)
