"""What every letter is made of: office, recipient, people and dwelling, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..rules.messages import Message, msg
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class Office:
    """The office whose letterhead is used. `logo` is a PNG or JPEG; without it neutral arms are drawn."""

    name: Annotated[str, Felt("navn")]
    unit: Annotated[str | None, Felt("enhet")] = None
    address: Annotated[str | None, Felt("adresse")] = None
    postal: Annotated[str | None, Felt("poststed")] = None
    phone: Annotated[str | None, Felt("telefon", "telefon")] = None
    email: Annotated[str | None, Felt("epost")] = None
    org_number: Annotated[str | None, Felt("orgnr", "orgnr")] = None
    logo: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom the letter goes to. `lines` is the address as it shall stand; empty when it must not be printed.

    A letter to a representative says beside the address, never in it, as what and for whom (`acts_as`, with `navn`).
    """

    name: Annotated[str, Felt("navn")]
    lines: tuple[str, ...] = ()
    acts_as: Message | None = None


@dataclass(frozen=True, kw_only=True)
class LetterData:
    """What all letters carry. The print date is data, so that the same data gives the same bytes."""

    office: Annotated[Office, Felt("kontor")]
    printed_on: Annotated[date, Felt("dato", "dato")]
    recipient: Annotated[Recipient | None, Felt("mottaker")] = None
    reference: Annotated[str | None, Felt("referanse")] = None
    caseworker: Annotated[str | None, Felt("saksbehandler")] = None


@dataclass(frozen=True, kw_only=True)
class Party:
    """A tenant. `guardian` signs for somebody under age or with a mandate that demands it (P2)."""

    name: Annotated[str, Felt("navn")]
    born: Annotated[date | None, Felt("fodt", "dato")] = None
    phone: Annotated[str | None, Felt("telefon", "telefon")] = None
    email: Annotated[str | None, Felt("epost")] = None
    guardian: Annotated[str | None, Felt("verge")] = None
    under_age: bool = False

    @property
    def guarded(self) -> bool:
        """Somebody signs on this tenant's behalf."""
        return self.guardian is not None


@dataclass(frozen=True, kw_only=True)
class Landlord:
    """Who lets the dwelling: municipality, municipal company or private owner (P4)."""

    name: Annotated[str, Felt("navn")]
    unit: Annotated[str | None, Felt("enhet")] = None
    org_number: Annotated[str | None, Felt("orgnr", "orgnr")] = None
    address: Annotated[str | None, Felt("adresse")] = None
    postal: Annotated[str | None, Felt("poststed")] = None
    phone: Annotated[str | None, Felt("telefon", "telefon")] = None
    email: Annotated[str | None, Felt("epost")] = None
    representative: Annotated[str | None, Felt("representant")] = None


@dataclass(frozen=True, kw_only=True)
class Dwelling:
    """The home that is let. `area` is square metres; `cadastre` is written as "gnr. 48, bnr. 112, snr. 9"."""

    address: Annotated[str, Felt("adresse")]
    postal: Annotated[str, Felt("poststed")]
    number: Annotated[str | None, Felt("nummer")] = None
    cadastre: Annotated[str | None, Felt("matrikkel")] = None
    rooms: Annotated[int | None, Felt("rom")] = None
    area: Annotated[Decimal | int | None, Felt("areal")] = None
    floor: Annotated[str | None, Felt("etasje")] = None
    storage: Annotated[str | None, Felt("bod")] = None
    parking: Annotated[str | None, Felt("parkering")] = None
    shared: Annotated[str | None, Felt("fellesrom")] = None
    outdoor: Annotated[str | None, Felt("uteareal")] = None
    furnished: bool | None = None
    keys: Annotated[str | None, Felt("nokler")] = None


@dataclass(frozen=True, kw_only=True)
class TenancyLetter(LetterData):
    """A letter about one tenancy."""

    landlord: Annotated[Landlord, Felt("utleier")]
    dwelling: Annotated[Dwelling, Felt("bolig")]
    tenants: Annotated[tuple[Party, ...], Felt("leietakere")]
    contract_number: Annotated[str | None, Felt("kontraktsnummer")] = None

    @property
    def several_tenants(self) -> bool:
        """More than one tenant, jointly and severally liable unless stated otherwise."""
        return len(self.tenants) > 1

    @property
    def tenant_names(self) -> Annotated[Message | str, Felt("leietakernavn")]:
        """All tenants in one line, the last one after "og"."""
        *first, last = (tenant.name for tenant in self.tenants)
        return msg("skjema.og", forste=", ".join(first), siste=last) if first else last
