"""What a person's card says in words."""

from __future__ import annotations

from collections.abc import Sequence

from ...casework.core.person_homes import Home
from ...casework.households import MemberRow
from ...casework.person_card import PersonCard
from ...rules.vocabulary import ContactKind, HouseholdRole, RepresentativeKind
from ...texts import enum_text, formats, text
from ..parts.chips import ChipLook, Tone

_OF_AGE = 18
_CHILDREN = (HouseholdRole.CHILD, HouseholdRole.CHILD_SHARED)


def initials(card: PersonCard) -> str:
    """ "Somby-Guttormsen, Máret Ánne" → "MS"."""
    return (card.first_name[:1] + card.last_name[:1]).upper()


def chips(card: PersonCard) -> list[ChipLook]:
    """What must be seen at once, the gravest first."""
    found = []
    if card.died_on is not None:
        found.append(ChipLook(text("ui.leietaker.dod", dato=card.died_on), Tone.NEUTRAL, "minus"))
    if card.protected:
        found.append(ChipLook(enum_text(card.protection), Tone.CRIT, "eye-off"))
    elif card.address_hidden:
        found.append(ChipLook(text("ui.leietaker.bor_med_skjermet"), Tone.WARN, "eye-off"))
    if card.interpreter:
        words = text("ui.leietaker.tolk_sprak", sprak=card.language) if card.language else text("ui.leietaker.tolk")
        found.append(ChipLook(words, Tone.INFO, "languages"))
    if any(r.active and r.kind is RepresentativeKind.GUARDIAN for r in card.representatives):
        found.append(ChipLook(enum_text(RepresentativeKind.GUARDIAN), Tone.INFO, "user-check"))
    return found


def facts(card: PersonCard) -> list[str]:
    """The muted line under the name: birth, masked numbers, the first phone and e-mail."""
    return [_birth(card), *(n.masked for n in card.numbers if n.to_date is None), *_reached(card)]


def _birth(card: PersonCard) -> str:
    if card.born is None:
        return text("ui.leietaker.fodt_ukjent")
    if card.died_on is not None:
        return text("ui.leietaker.fodt", dato=card.born)
    return text("ui.leietaker.fodt_ar", dato=card.born, alder=card.age)


def _reached(card: PersonCard) -> list[str]:
    first: dict[ContactKind, str] = {}
    for point in card.contact_points:
        if point.active:
            first.setdefault(point.kind, point.value)
    phone, email = first.get(ContactKind.PHONE, ""), first.get(ContactKind.EMAIL, "")
    return [formats.phone(phone), email]


def stretch(home: Home) -> str:
    """ "01.09.2025 – 31.08.2028", open to the right when nobody knows the end."""
    until = home.closed_on or home.until
    return f"{formats.day(home.from_date)} – {formats.day(until)}" if until else _since(home)


def _since(home: Home) -> str:
    return text("ui.leietaker.fra_apen", dato=home.from_date)


def household(members: Sequence[MemberRow]) -> str:
    """ "2 voksne, 2 barn (4 og 9 år)"."""
    children = [m for m in members if m.role in _CHILDREN or (m.age is not None and m.age < _OF_AGE)]
    adults = len(members) - len(children)
    grown = text("ui.leietaker.voksne", antall=adults)
    if not children:
        return grown
    kids = text("ui.leietaker.barn", antall=len(children))
    ages = sorted(m.age for m in children if m.age is not None)
    if len(ages) < len(children):
        return f"{grown}, {kids}"
    return f"{grown}, {kids} ({_listed(ages)})"


def _listed(ages: Sequence[int]) -> str:
    *first, last = (str(age) for age in ages)
    years = text("ui.leietaker.ar_og", forste=", ".join(first), siste=last) if first else last
    return text("ui.leietaker.ar", alder=years)


def age(member: MemberRow) -> str:
    """ "9 år", blank when the birth date is not known."""
    return text("ui.leietaker.ar", alder=str(member.age)) if member.age is not None else ""
