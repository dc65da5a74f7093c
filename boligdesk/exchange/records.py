"""What a row of a list says, in plain typed values: the thing that casework books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..rules.arrears.words import ArrearsEventKind
from ..rules.identifiers import Identifier
from ..rules.ledger.entries import EntryKind
from ..rules.reading import Cadastral, PersonName
from ..rules.terms import LegalBasis
from ..rules.vocabulary import Accessible, Disposal, DwellingKind, Protection


@dataclass(frozen=True)
class DwellingRow:
    """A dwelling as one row told it. What the row did not say is None or empty; amounts are øre per month."""

    row: int
    address: str
    postcode: str = ""
    city: str = ""
    number: str = ""
    reference: str = ""
    cadastral: Cadastral | None = None
    kind: DwellingKind | None = None
    disposal: Disposal | None = None
    owner: str = ""
    rooms: int | None = None
    bedrooms: int | None = None
    area_m2: Decimal | None = None
    floor: int | None = None
    built_year: int | None = None
    area_name: str = ""
    accessible: Accessible | None = None
    shared_home: bool | None = None
    heating_included: bool | None = None
    rent_ore: int | None = None
    tenants: tuple[PersonName, ...] = ()
    external_id: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    shared_rooms: str = ""
    outdoor_area: str = ""
    furnished: bool | None = None


@dataclass(frozen=True)
class TenantPerson:
    """One of the tenants in a row."""

    name: PersonName
    identifier: Identifier | None = None
    birth_date: date | None = None


@dataclass(frozen=True)
class ChildRow:
    """A child named in a row; often only the year of birth is known."""

    name: str
    birth_date: date | None = None
    birth_year: int | None = None


@dataclass(frozen=True)
class TenantRow:
    """A tenancy as one row told it: who, where, from and to (inclusive), and its terms. Amounts are øre.

    `phone` and `email` are the first tenant's. `same_tenancy_as` is the row whose tenancy these persons share, when
    the office has said so.
    """

    row: int
    persons: tuple[TenantPerson, ...]
    address: str
    from_date: date
    to_date: date | None = None
    postcode: str = ""
    city: str = ""
    number: str = ""
    reference: str = ""
    phone: str = ""
    email: str = ""
    rent_ore: int | None = None
    deposit_ore: int | None = None
    kid: str = ""
    legal_basis: LegalBasis | None = None
    protection: Protection = Protection.NONE
    children: tuple[ChildRow, ...] = ()
    children_count: int | None = None
    language: str = ""
    interpreter: bool | None = None
    heating_included: bool | None = None
    same_tenancy_as: int | None = None
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OpenItemRow:
    """An open item as one row told it: whose, due when, what, and what remains of it (øre; to the good below zero).

    `amount_ore` is what it was at first. `steps` are letters and petitions that named it, with the day they were sent.
    """

    row: int
    due: date
    kind: EntryKind
    remaining_ore: int
    kid: str = ""
    contract: str = ""
    names: tuple[PersonName, ...] = ()
    address: str = ""
    number: str = ""
    amount_ore: int | None = None
    reference: str = ""
    steps: tuple[tuple[ArrearsEventKind, date], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


ListRow = DwellingRow | TenantRow | OpenItemRow
