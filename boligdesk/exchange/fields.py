"""The fields that a list can bring in: one line per field, with the headings offices use for it.

What offices write over such a column stands in `headings`; Kobo's name for a field in `kobo`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from ..rules.messages import Message
from ..rules.reading import (
    Reading,
    read_account,
    read_address,
    read_area_m2,
    read_cadastral,
    read_count,
    read_date,
    read_dwelling_number,
    read_email,
    read_names,
    read_ore,
    read_phone,
    read_rooms,
    read_yes_no,
)
from .composed import read_births, read_children, read_floor, read_identifiers, read_kid, read_post, read_text
from .header import header_key
from .headings import HEADINGS
from .open_items import STEPS
from .words import read_access, read_claim, read_disposal, read_kind, read_legal_basis, read_protection


class ListKind(Enum):
    """The lists that can be read: three that are brought in, and payments (`bank/lists.py`)."""

    DWELLINGS = "boliger"
    TENANTS = "leietakere"
    OPEN_ITEMS = "restanser"
    PAYMENTS = "innbetalinger"


Reader = Callable[[Any, date], Reading[Any]]


@dataclass(frozen=True)
class Field:
    """One field: `label` is its name in the catalogue, `read` reads a cell (given today's date).

    `required` must be filled on every row, unless one of the fields in `instead` is; `many` may come from several
    columns; `telling` means that the cells alone show what they are, whatever the heading says.
    """

    key: str
    label: Message
    read: Reader
    headings: tuple[str, ...]
    required: bool = False
    instead: tuple[str, ...] = ()
    many: bool = False
    telling: bool = False
    kobo: str | None = None

    @cached_property
    def keys(self) -> frozenset[str]:
        """The headings as they are compared."""
        return frozenset(header_key(heading) for heading in (*self.headings, self.kobo or self.headings[0]))


def _plain(read: Callable[[object], Reading[Any]]) -> Reader:
    """A reader that needs no date."""
    return lambda cell, _today: read(_typed(cell))


def _dated(read: Callable[..., Reading[Any]]) -> Reader:
    """A reader that is told what day it is, to understand years of two digits."""
    return lambda cell, today: read(_typed(cell), today=today)


def _typed(cell: object) -> object:
    """Excel's decimals go in as float: that is how the readers know a typed number from a written one."""
    return float(cell) if isinstance(cell, Decimal) else cell


_WORDS = _plain(read_text)
_COUNT = _plain(read_count)
_YES_NO = _plain(read_yes_no)
_ORE = _plain(read_ore)
_NAMES = _dated(read_names)


def _field(key: str, read: Reader, **more: Any) -> Field:
    headings = tuple(heading.strip() for heading in HEADINGS[key].split("|"))
    return Field(key, Message(f"import.felt.{key}"), read, headings, **more)


_PLACE = (
    _field("gate", _WORDS),
    _field("husnummer", _WORDS),
    _field("bolignummer", _plain(read_dwelling_number), telling=True, kobo="bruksenhetsnummer"),
    _field("referanse", _WORDS, kobo="ekstraReferanse"),
    _field("postnummer", _plain(read_post)),
    _field("poststed", _WORDS),
)
_ADDRESS = _field("adresse", _plain(read_address), required=True, instead=("gate",), kobo="adresse")
_RENT = _field("leie", _ORE, kobo="leiekostnad")
_LAST = (_field("oppvarming", _YES_NO), _field("opplysning", _WORDS, many=True))

DWELLING_FIELDS: tuple[Field, ...] = (
    _ADDRESS,
    *_PLACE,
    _field("matrikkel", _plain(read_cadastral), telling=True, kobo="eiendom"),
    _field("gnr", _COUNT),
    _field("bnr", _COUNT),
    _field("festenr", _COUNT),
    _field("seksjon", _COUNT, kobo="eieseksjon"),
    _field("boligtype", _plain(read_kind), kobo="boligtype"),
    _field("disposisjon", _plain(read_disposal), kobo="disposisjonsform"),
    _field("eier", _WORDS, kobo="eier"),
    _field("rom", _plain(read_rooms)),
    _field("soverom", _COUNT, kobo="antallSoverom"),
    _field("areal", _plain(read_area_m2), kobo="bruksareal"),
    _field("etasje", _plain(read_floor), kobo="etasjenummer"),
    _field("byggeaar", _COUNT),
    _field("omrade", _WORDS),
    _field("tilgjengelig", _plain(read_access), kobo="erTilgjengeligForRullestolbruker"),
    _field("bofellesskap", _YES_NO, kobo="erBofellesskap"),
    _field("fellesrom", _WORDS),
    _field("uteareal", _WORDS),
    _field("moblert", _YES_NO),
    _RENT,
    _field("leietaker", _NAMES),
    _field("ekstern_id", _WORDS, kobo="leverandorBoligId"),
    *_LAST,
)

TENANT_FIELDS: tuple[Field, ...] = (
    _field("navn", _NAMES, required=True, instead=("etternavn",)),
    _field("fornavn", _WORDS),
    _field("etternavn", _WORDS),
    _field("medleietaker", _NAMES),
    _field("fodselsnummer", _plain(read_identifiers), telling=True),
    _field("fodt", _dated(read_births)),
    _field("telefon", _plain(read_phone)),
    _field("epost", _plain(read_email), telling=True),
    _ADDRESS,
    *_PLACE,
    _field("fra", _dated(read_date), required=True),
    _field("til", _dated(read_date)),
    _RENT,
    _field("depositum", _ORE),
    _field("kid", _plain(read_kid)),
    _field("hjemmel", _plain(read_legal_basis)),
    _field("skjermet", _plain(read_protection)),
    _field("barn", _dated(read_children)),
    _field("antall_barn", _COUNT),
    _field("sprak", _WORDS),
    _field("tolk", _YES_NO),
    *_LAST,
)

OPEN_ITEM_FIELDS: tuple[Field, ...] = (
    _field("kid", _plain(read_kid), required=True, instead=("kontrakt", "navn")),
    _field("kontrakt", _WORDS),
    _field("navn", _NAMES),
    _field("adresse", _plain(read_address)),
    _field("bolignummer", _plain(read_dwelling_number), telling=True),
    _field("forfall", _dated(read_date), required=True),
    _field("kravtype", _plain(read_claim)),
    _field("rest", _ORE, required=True),
    _field("opprinnelig", _ORE),
    _field("fakturanr", _WORDS),
    *(_field(key, _dated(read_date)) for key in STEPS),
    _field("opplysning", _WORDS, many=True),
)

PAYMENT_FIELDS: tuple[Field, ...] = (
    _field("betalt_dato", _dated(read_date), required=True),
    _field("belop", _ORE, required=True, instead=("kredit",)),
    _field("kredit", _ORE),
    _field("debet", _ORE),
    _field("kid", _plain(read_kid)),
    _field("konto", _plain(read_account)),
    _field("fra_konto", _plain(read_account)),
    _field("betaler", _WORDS),
    _field("betalingstekst", _WORDS),
    _field("betalingstype", _WORDS),
    _field("arkivreferanse", _WORDS),
)

FIELDS: dict[ListKind, tuple[Field, ...]] = {
    ListKind.DWELLINGS: DWELLING_FIELDS,
    ListKind.TENANTS: TENANT_FIELDS,
    ListKind.OPEN_ITEMS: OPEN_ITEM_FIELDS,
    ListKind.PAYMENTS: PAYMENT_FIELDS,
}


def needed_headings(kind: ListKind) -> list[frozenset[str]]:
    """For each required field the header keys of it, or of what can stand in for it."""
    wanted = [(field.key, *field.instead) for field in FIELDS[kind] if field.required]
    return [frozenset(key for name in names for key in field_of(kind, name).keys) for names in wanted]


def field_of(kind: ListKind, key: str) -> Field:
    """The declared field of a list by its key."""
    return next(field for field in FIELDS[kind] if field.key == key)


def label_of(key: str) -> Message:
    """What a field is called; the same in both lists."""
    return next(field.label for fields in FIELDS.values() for field in fields if field.key == key)


def known_headings(kind: ListKind) -> frozenset[str]:
    """All header keys that name a field of this list."""
    return frozenset(key for field in FIELDS[kind] for key in field.keys)


def reading_of(field: Field, value: object, today: date) -> Reading[Any]:
    """Read one cell as this field."""
    return field.read(value, today)
