"""What every letter is made of, read from the records: office, caseworker, landlord, dwelling, parties."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from ...forms import data as paper
from ...models.office import Office, Signatory
from ...models.person import ContactPoint, Person
from ...models.stock import Building, Dwelling, DwellingKey, HeadLease, Property
from ...rules.messages import refuse
from ...rules.periods import years_between
from ...rules.terms import LandlordKind
from ...rules.vocabulary import ContactKind, Protection
from ...texts import text
from ..tenancy_draft import TenancyDraft
from .acts import Look
from .lease_facts import dwelling_of, signing_representative
from .person_homes import Living, homes

#: What is not known yet is left open on the paper, to be filled in by hand.
BLANK = "____________________"

ADULT = 18


def office_of(look: Look) -> paper.Office:
    """The letterhead."""
    office = look.session.get_one(Office, 1)
    logo = look.desk.store.documents.get(office.logo_sha256) if office.logo_sha256 else None
    return paper.Office(
        name=office.name,
        unit=office.unit or None,
        address=office.address or None,
        postal=postal(office.postcode, office.city),
        phone=office.phone or None,
        email=office.email or None,
        org_number=office.org_number or None,
        logo=logo,
    )


def postal(postcode: str, city: str) -> str | None:
    """ "9990 Fjordvik", or None when neither is known."""
    return f"{postcode} {city}".strip() or None


def landlord_of(look: Look, draft: TenancyDraft) -> paper.Landlord:
    """Who lets by the lease (P4); a lease under tilvisning has no landlord here and is refused."""
    office = look.session.get_one(Office, 1)
    if draft.landlord_kind is LandlordKind.REFERRAL:
        raise refuse("leieforhold.tilvisning")
    name, number, unit = office.name, office.org_number, office.unit
    if draft.landlord_kind is LandlordKind.COMPANY and draft.landlord_name:
        name, number, unit = draft.landlord_name, draft.landlord_org_number, ""
    return paper.Landlord(
        name=name,
        unit=unit or None,
        org_number=number or None,
        address=office.address or None,
        postal=postal(office.postcode, office.city),
        phone=office.phone or None,
        email=office.email or None,
        representative=_signer(look),
    )


def _signer(look: Look) -> str | None:
    """Who signs for the landlord: the office's only signatory, else left to whoever prints it."""
    query = select(Signatory.name).where(Signatory.active)
    names = list(look.session.execute(query.limit(2)).scalars())
    return names[0] if len(names) == 1 else look.who.on_paper


def dwelling_paper(look: Look, unit_id: int, language: str) -> paper.Dwelling:
    """The home as the lease describes it."""
    dwelling = dwelling_of(look, unit_id)
    building = look.get(Building, dwelling.building_id)
    return paper.Dwelling(
        address=building.address,
        postal=postal(building.postcode, building.city) or BLANK,
        number=dwelling.number or None,
        cadastre=_cadastre(look, dwelling, building),
        rooms=dwelling.rooms,
        area=dwelling.area_m2,
        floor=_floor(dwelling, building, language),
        storage=_named_after(("bod", "bu"), dwelling.storage_room),
        parking=_named_after(("parkering", "parkeringsplass"), dwelling.parking),
        shared=dwelling.shared_rooms or None,
        outdoor=dwelling.outdoor_area or None,
        furnished=dwelling.furnished,
        keys=_keys(look, dwelling.id, language),
    )


def _named_after(names: tuple[str, ...], words: str) -> str | None:
    """What the form says of a thing, without its name in front: the lease writes that itself ("bod 4")."""
    first, _, rest = words.strip().partition(" ")
    return (rest.strip() if first.casefold() in names and rest else words.strip()) or None


def _cadastre(look: Look, dwelling: Dwelling, building: Building) -> str | None:
    property_id = dwelling.property_id or building.property_id
    if property_id is None:
        return None
    found = look.get(Property, property_id)
    parts = {"gnr.": found.gnr, "bnr.": found.bnr, "fnr.": found.fnr, "snr.": found.snr}
    return ", ".join(f"{name} {number}" for name, number in parts.items() if number)


def _floor(dwelling: Dwelling, building: Building, language: str) -> str | None:
    if dwelling.floor is None:
        return None
    code = "leieforhold.etasje_heis" if building.lift else "leieforhold.etasje"
    return text(code, language, etasje=dwelling.floor)


def _keys(look: Look, dwelling_id: int, language: str) -> str | None:
    rows = look.session.execute(select(DwellingKey).where(DwellingKey.dwelling_id == dwelling_id)).scalars().all()
    if not rows:
        return None
    numbers = ", ".join(row.system_number for row in rows if row.system_number)
    words = text("leieforhold.nokler", language, antall=sum(row.count for row in rows))
    return f"{words}, {numbers}" if numbers else words


def party(look: Look, person_id: int, on: date, *, shared: bool = False) -> paper.Party:
    """A tenant under Partene, with the guardian who signs where mandate or age demands it.

    On a paper that others are given too (`shared`), a protected person's phone and e-mail are left out (P30).
    """
    person = look.get(Person, person_id)
    hidden = shared and person.protection is not Protection.NONE
    guardian = signing_representative(look, person_id, on)
    young = person.birth_date is not None and years_between(person.birth_date, on) < ADULT
    return paper.Party(
        name=person.full_name,
        born=person.birth_date,
        phone=None if hidden else contact(look, person_id, ContactKind.PHONE, on),
        email=None if hidden else contact(look, person_id, ContactKind.EMAIL, on),
        guardian=guardian.name if guardian else None,
        under_age=young,
    )


def contact(look: Look, person_id: int, kind: ContactKind, on: date) -> str | None:
    """The newest phone number or e-mail of a person that holds on a day."""
    point = _contact_point(look, person_id, kind, on)
    return point.value if point else None


def _contact_point(look: Look, person_id: int, kind: ContactKind, on: date) -> ContactPoint | None:
    query = (
        select(ContactPoint)
        .where(ContactPoint.person_id == person_id, ContactPoint.kind == kind)
        .where(or_(ContactPoint.from_date.is_(None), ContactPoint.from_date <= on))
        .where(or_(ContactPoint.to_date.is_(None), ContactPoint.to_date >= on))
        .order_by(ContactPoint.id.desc())
    )
    return look.session.execute(query).scalars().first()


def recipient(look: Look, person_ids: tuple[int, ...], unit_id: int, on: date) -> paper.Recipient:
    """Whom a letter goes to: own postal address where one is registered, else the rented home.

    Several tenants share one letter to the home; nobody's other address is ever printed on it (P30).
    """
    names = named(look, person_ids)
    own = own_address(look, person_ids[0], on) if len(person_ids) == 1 else ()
    if own:
        return paper.Recipient(name=names, lines=own)
    dwelling = dwelling_of(look, unit_id)
    building = look.get(Building, dwelling.building_id)
    street = f"{building.address}, {dwelling.number}" if dwelling.number else building.address
    return paper.Recipient(name=names, lines=tuple(filter(None, (street, postal(building.postcode, building.city)))))


def named(look: Look, person_ids: tuple[int, ...]) -> str:
    """Receivers in one line; of somebody who has died the estate, never a relative (P3)."""
    return " og ".join(_addressed(look.get(Person, person_id)) for person_id in person_ids)


def _addressed(person: Person) -> str:
    if person.died_on is None:
        return person.full_name
    return text("leieforhold.dodsboet", person.letter_language, navn=person.full_name)


def own_address(look: Look, person_id: int, on: date) -> tuple[str, ...]:
    """A person's registered postal address as lines, empty when there is none."""
    own = _contact_point(look, person_id, ContactKind.ADDRESS, on)
    return tuple(filter(None, (own.value, postal(own.postcode, own.city)))) if own else ()


def letter_address(look: Look, person_id: int, on: date) -> tuple[str, ...]:
    """Where a letter to one person goes: own postal address, else the home rented here, unless that must stay hidden.

    Empty when neither is known: such a letter is handed over.
    """
    own = own_address(look, person_id, on)
    home = None if own else homes(look, [person_id], on).get(person_id)
    if home is None or home.living is not Living.TENANT or home.secret:
        return own
    return tuple(filter(None, (home.address, home.postal)))


def head_lease_of(look: Look, draft: TenancyDraft) -> HeadLease | None:
    """The lease by which the municipality itself rents the home, when it lets it on."""
    return look.get(HeadLease, draft.head_lease_id) if draft.head_lease_id else None
