"""Which fields, facts and lists a letter's data offers its template, read off the dataclass itself.

    rent_ore: Annotated[int, Felt("leie", "kr")]     the field {leie}
    office: Annotated[Office, Felt("kontor")]        the fields {kontor.navn}, {kontor.telefon} …
    tenants: Annotated[tuple[Party, ...], Felt("leietakere")]   a list; {navn} within it
    fixed_term: bool                                  a fact for conditions

Properties count like attributes, by the annotation of what they return. What has no `Felt` is no field.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from ..rules.messages import Message
from ..rules.templates import FieldCatalogue, FieldValue, TemplateData, Value
from ..texts import formats, render

#: Forms a field may be shown in, by its own form.
_FORMS: dict[str, tuple[str, ...]] = {
    "kr": ("kr", "kr_ore", "belop"),
    "dato": ("dato", "dato_lang", "maned"),
    "maned": ("maned", "dato"),
}


@dataclass(frozen=True)
class Felt:
    """The name a field carries in templates, and the form it is shown in."""

    name: str
    form: str = "tekst"


@dataclass(frozen=True)
class _Entry:
    """One attribute or property of a data class that templates can see."""

    attribute: str
    felt: Felt
    inner: type | None = None
    many: bool = False
    may_lack: bool = False


@dataclass(frozen=True)
class _Page:
    """What one data class offers."""

    entries: tuple[_Entry, ...]
    facts: tuple[str, ...]


def catalogue_of(kind: type) -> FieldCatalogue:
    """Fields, facts and lists that a template over this data class may use."""
    page = _page(kind)
    fields: dict[str, tuple[str, ...]] = {}
    lists: dict[str, FieldCatalogue] = {}
    lacking: set[str] = set()
    for entry in page.entries:
        if entry.many:
            lists[entry.felt.name] = _item_catalogue(entry)
        elif entry.inner:
            inner = catalogue_of(entry.inner)
            fields |= {f"{entry.felt.name}.{name}": forms for name, forms in inner.fields.items()}
            lacking |= {f"{entry.felt.name}.{name}" for name in (inner.fields if entry.may_lack else inner.may_lack)}
        else:
            fields[entry.felt.name] = _FORMS.get(entry.felt.form, (entry.felt.form,))
            lacking |= {entry.felt.name} if entry.may_lack else set()
    return FieldCatalogue(fields, frozenset(page.facts), lists, frozenset(lacking))


def _item_catalogue(entry: _Entry) -> FieldCatalogue:
    return catalogue_of(entry.inner) if entry.inner else FieldCatalogue({"tekst": ("tekst",)}, frozenset())


def data_of(letter: Any) -> TemplateData:
    """The values of one letter under the names its template uses."""
    kind: type = type(letter)
    page = _page(kind)
    fields: dict[str, FieldValue] = {}
    lists: dict[str, tuple[TemplateData, ...]] = {}
    for entry in page.entries:
        value = getattr(letter, entry.attribute)
        if entry.many:
            lists[entry.felt.name] = tuple(_item(part) for part in value)
        elif entry.inner:
            fields |= {f"{entry.felt.name}.{name}": found for name, found in _nested(entry.inner, value)}
        else:
            fields[entry.felt.name] = FieldValue(value, entry.felt.form)
    return TemplateData(fields, {name: getattr(letter, name) for name in page.facts}, lists)


def _item(part: Any) -> TemplateData:
    return TemplateData({"tekst": FieldValue(part)}, {}) if isinstance(part, str) else data_of(part)


def _nested(kind: type, value: Any) -> Iterator[tuple[str, FieldValue]]:
    if value is not None:
        yield from data_of(value).fields.items()
        return
    yield from ((name, FieldValue(None, forms[0])) for name, forms in catalogue_of(kind).fields.items())


@cache
def _page(kind: type) -> _Page:
    """Read the class once: dataclass fields and properties, in the order they are written."""
    hints = get_type_hints(kind, include_extras=True)
    for ancestor in kind.__mro__:
        for name, member in vars(ancestor).items():
            if isinstance(member, property) and name not in hints:
                hints[name] = get_type_hints(member.fget, include_extras=True)["return"]
    entries = tuple(_entry(name, hint) for name, hint in hints.items() if get_origin(hint) is Annotated)
    return _Page(entries, tuple(name for name, hint in hints.items() if hint is bool and not name.startswith("_")))


def _entry(attribute: str, hint: Any) -> _Entry:
    plain, felt, *_ = get_args(hint)
    many = get_origin(plain) is tuple
    inner = get_args(plain)[0] if many else _without_none(plain)
    nested = isinstance(inner, type) and is_dataclass(inner) and inner is not Message
    return _Entry(attribute, felt, inner if nested else None, many, NoneType in get_args(plain))


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not NoneType)
    return hint


def show(value: Value, form: str, language: str) -> str:
    """A value as it is printed; accents in one shape, so that the font has them."""
    return unicodedata.normalize("NFC", _words(value, form, language)).replace("\t", " ").replace("\r", "")


def _words(value: Value, form: str, language: str) -> str:
    match value:
        case Message():
            return render(value, language)
        case date():
            return _day(value, form, language)
        case int() if form in _FORMS["kr"]:
            return _money(value, form)
        case int() | Decimal():
            return formats.number(value)
        case str():
            return _digits(value, form)
    return ""


def _day(value: date, form: str, language: str) -> str:
    if form == "maned":
        return formats.month(value, language)
    return formats.day_long(value, language) if form == "dato_lang" else formats.day(value)


def _money(ore: int, form: str) -> str:
    return formats.amount(ore) if form == "belop" else formats.kroner(ore, always_ore=form == "kr_ore")


def _digits(value: str, form: str) -> str:
    written = {"konto": formats.account, "orgnr": formats.org_number, "telefon": formats.phone}.get(form)
    return written(value) if written else value
