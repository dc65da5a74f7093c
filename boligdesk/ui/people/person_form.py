"""The fields of a person, for registering and for changing."""

from __future__ import annotations

from collections.abc import Mapping

from ...casework.persons import ContactInput, NewPerson, PersonInput
from ...rules.identifiers import Identifier
from ...rules.vocabulary import ContactKind, Protection
from ...texts import text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from .fields import Values, of

#: Languages that letters can be printed in.
_LETTERS = {"nb": "ui.person.bokmal", "nn": "ui.person.nynorsk"}


def letter_language_name(code: str) -> str:
    """The name of a letter language; an unknown code stands as it is."""
    return text(_LETTERS[code]) if code in _LETTERS else code


def _names() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("last_name", "ui.person.etternavn", required=True),
        FieldSpec("first_name", "ui.person.fornavn"),
        FieldSpec("birth_date", "ui.person.fodt", FieldKind.BIRTH_DATE),
    )


def _languages() -> tuple[FieldSpec, ...]:
    letters = [Choice(code, text(name)) for code, name in _LETTERS.items()]
    return (
        FieldSpec("language", "ui.person.sprak", help="ui.person.sprak_hjelp", width=240),
        FieldSpec("interpreter", "ui.person.tolk", FieldKind.YES_NO, help="ui.person.tolk_hjelp"),
        FieldSpec("letter_language", "ui.person.brevsprak", FieldKind.CHOICE, choices=letters),
    )


def _note() -> FieldSpec:
    return FieldSpec("note", "ui.person.notat", FieldKind.MULTILINE, help="ui.person.notat_hjelp")


def edit_form() -> FormSpec:
    """The fields that are changed on a registered person: what stands in `PersonInput`."""
    return FormSpec((SectionSpec(_names()), SectionSpec((*_languages(), _note()))))


def new_form(*, may_protect: bool) -> FormSpec:
    """The fields of a new person: names, number, ways of contact, languages."""
    names = (*_names(), FieldSpec("number", "ui.person.nummer", FieldKind.IDENTIFIER, help="ui.person.nummer_hjelp"))
    contact = (
        FieldSpec("phone", "ui.kontakt.telefon", FieldKind.PHONE),
        FieldSpec("email", "ui.kontakt.epost", FieldKind.EMAIL),
        FieldSpec("address", "ui.kontakt.gate"),
        FieldSpec("postcode", "ui.kontakt.postnummer", width=100),
        FieldSpec("city", "ui.kontakt.sted", width=240),
    )
    protection = FieldSpec("protection", "ui.vern.slag", FieldKind.CHOICE, choices=of(Protection))
    last = (*_languages(), *((protection,) if may_protect else ()), _note())
    return FormSpec((SectionSpec(names), SectionSpec(contact, "ui.leietaker.kontakt"), SectionSpec(last)))


START: Mapping[str, object] = {"letter_language": "nb", "interpreter": False, "protection": Protection.NONE}


def facts_of(values: Values) -> PersonInput:
    """What is said of the person."""
    return PersonInput(
        last_name=values["last_name"] or "",
        first_name=values["first_name"] or "",
        birth_date=values["birth_date"],
        language=values["language"] or "",
        letter_language=values["letter_language"] or "nb",
        interpreter=bool(values["interpreter"]),
        note=values["note"] or "",
    )


def person_of(values: Values) -> NewPerson:
    """The person to register, as typed so far."""
    number = values["number"]
    contacts = [
        ContactInput(ContactKind.PHONE, str(values["phone"] or "")),
        ContactInput(ContactKind.EMAIL, str(values["email"] or "")),
        ContactInput(ContactKind.ADDRESS, values["address"] or "", values["postcode"] or "", values["city"] or ""),
    ]
    return NewPerson(
        facts_of(values),
        (number.value,) if isinstance(number, Identifier) else (),
        tuple(contact for contact in contacts if contact.value),
        values.get("protection") or Protection.NONE,
    )
