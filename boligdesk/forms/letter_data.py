"""The data of the papers that go with a tenancy while it starts and runs. Money is øre, lists may be empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message, msg
from .data import LetterData, Party, TenancyLetter
from .fieldbook import Felt
from .lease_data import Member


@dataclass(frozen=True, kw_only=True)
class InformationData(TenancyLetter):
    """What a tenant must be told in writing before a lease under § 11-1 is signed."""

    case_number: Annotated[str | None, Felt("saksnummer")] = None
    planned_start: Annotated[date | None, Felt("start", "dato")] = None
    planned_end: Annotated[date | None, Felt("slutt", "dato")] = None
    short_term_reason: Annotated[str | None, Felt("kort_grunn")] = None

    @property
    def fixed_term(self) -> bool:
        """The lease will have an end."""
        return self.planned_end is not None

    @property
    def short_term(self) -> bool:
        """Shorter than three years, for a reason that is told here."""
        return self.short_term_reason is not None


@dataclass(frozen=True, kw_only=True)
class HouseRulesData(LetterData):
    """House rules of one property: the template's own, and what the office adds for this house."""

    building: Annotated[str, Felt("eiendom")]
    rules: Annotated[tuple[str, ...], Felt("regler")] = ()

    @property
    def has_own_rules(self) -> bool:
        """The house has rules beyond the common ones."""
        return bool(self.rules)


@dataclass(frozen=True, kw_only=True)
class RoomLine:
    """One room of the inspection; what is None is written by hand."""

    name: Annotated[Message | str, Felt("rom")]
    condition: Annotated[str | None, Felt("tilstand")] = None
    remark: Annotated[str | None, Felt("merknad")] = None


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One kind of key, how many, and the numbers on them."""

    kind: Annotated[Message | str, Felt("nokkel")]
    count: Annotated[int | None, Felt("antall")] = None
    numbers: Annotated[str | None, Felt("numre")] = None


@dataclass(frozen=True, kw_only=True)
class MeterLine:
    """One meter; `reading` as read off it, with its unit."""

    kind: Annotated[Message | str, Felt("maler")]
    number: Annotated[str | None, Felt("malernummer")] = None
    reading: Annotated[str | None, Felt("malerstand")] = None


@dataclass(frozen=True, kw_only=True)
class DefectLine:
    """A defect, who mends it and by when."""

    what: Annotated[str, Felt("mangel")]
    who: Annotated[str | None, Felt("ansvar")] = None
    until: Annotated[date | None, Felt("rettes_innen", "dato")] = None


STANDARD_ROOMS = tuple(
    RoomLine(name=msg(code))
    for code in (
        "skjema.rom.entre",
        "skjema.rom.stue",
        "skjema.rom.kjokken",
        "skjema.rom.soverom_1",
        "skjema.rom.soverom_2",
        "skjema.rom.bad",
        "skjema.rom.bod",
        "skjema.rom.balkong",
        "skjema.rom.brannvern",
    )
)
STANDARD_KEYS = tuple(
    KeyLine(kind=msg(code)) for code in ("skjema.nokkel.inngang", "skjema.nokkel.bod", "skjema.nokkel.postkasse")
)
STANDARD_METERS = tuple(MeterLine(kind=msg(code)) for code in ("skjema.maler.strom", "skjema.maler.vann"))


@dataclass(frozen=True, kw_only=True)
class ProtocolData(TenancyLetter):
    """The joint inspection at moving in or out; also printed empty, to be filled in by hand."""

    moving_in: bool
    inspected_on: Annotated[date | None, Felt("befart", "dato")] = None
    rooms: Annotated[tuple[RoomLine, ...], Felt("rom")] = STANDARD_ROOMS
    keys: Annotated[tuple[KeyLine, ...], Felt("nokler")] = STANDARD_KEYS
    meters: Annotated[tuple[MeterLine, ...], Felt("malere")] = STANDARD_METERS
    defects: Annotated[tuple[DefectLine, ...], Felt("mangler")] = ()
    forwarding: Annotated[str | None, Felt("ny_adresse")] = None

    @property
    def occasion(self) -> Annotated[Message, Felt("anledning")]:
        """Moving in or moving out, in the language of the letter."""
        return msg("skjema.innflytting") if self.moving_in else msg("skjema.utflytting")


@dataclass(frozen=True, kw_only=True)
class ConsentData(TenancyLetter):
    """A tenant's voluntary consent that rent is deducted by a payer such as NAV (P6)."""

    rent_ore: Annotated[int, Felt("belop", "kr")]
    benefit: Annotated[str, Felt("ytelse")]
    payer: Annotated[str, Felt("utbetaler")] = "NAV"
    account: Annotated[str, Felt("konto", "konto")]
    kid: Annotated[str, Felt("kid")]
    start: Annotated[date | None, Felt("start", "dato")] = None


@dataclass(frozen=True, kw_only=True)
class AddendumData(TenancyLetter):
    """A change in a running tenancy (P3, P7). What is given decides which blocks are printed.

    `tenants` are those who are tenants before and after; new and leaving ones stand in lists of their own.
    """

    lease_date: Annotated[date, Felt("kontraktsdato", "dato")]
    effective: Annotated[date, Felt("gjelder_fra", "dato")]
    joining: Annotated[tuple[Member, ...], Felt("innflyttere")] = ()
    leaving: Annotated[tuple[Member, ...], Felt("utflyttere")] = ()
    added: Annotated[tuple[Party, ...], Felt("nye_leietakere")] = ()
    released: Annotated[tuple[Party, ...], Felt("loste_leietakere")] = ()
    staying_after_break: Annotated[str | None, Felt("blir_boende")] = None
    moving_after_break: Annotated[str | None, Felt("flytter_ut")] = None
    deceased: Annotated[str | None, Felt("avdod")] = None
    died_on: Annotated[date | None, Felt("dodsdato", "dato")] = None
    successor: Annotated[str | None, Felt("overtaker")] = None
    new_end: Annotated[date | None, Felt("ny_slutt", "dato")] = None
    renewal_reason: Annotated[str | None, Felt("forlengelse_grunn")] = None
    swap_address: Annotated[str | None, Felt("bytte_adresse")] = None
    swap_contract: Annotated[str | None, Felt("bytte_kontrakt")] = None
    rent_ore: Annotated[int | None, Felt("ny_leie", "kr")] = None
    extras_ore: Annotated[int | None, Felt("nye_tillegg", "kr")] = None
    section_11_1: bool = False
    steps_in: bool = False
    becomes_open: bool = False
    eviction_a: bool = False
    eviction_b: bool = False

    @property
    def household_changes(self) -> bool:
        """Somebody who is no tenant moves in or out."""
        return bool(self.joining or self.leaving)

    @property
    def tenant_added(self) -> bool:
        """A co-tenant comes into the lease."""
        return bool(self.added)

    @property
    def tenant_released(self) -> bool:
        """A tenant is let out of the lease; debt from before stays joint."""
        return bool(self.released)

    @property
    def break_up(self) -> bool:
        """A couple parts, and one goes on alone (§ 8-3)."""
        return self.staying_after_break is not None

    @property
    def takeover(self) -> bool:
        """Somebody takes the lease over after a death (§ 8-2)."""
        return self.deceased is not None

    @property
    def renewal(self) -> bool:
        """The term is made longer."""
        return self.new_end is not None

    @property
    def renewal_explained(self) -> bool:
        """The new term has an end for a stated reason."""
        return self.renewal and self.renewal_reason is not None

    @property
    def swap(self) -> bool:
        """The tenants swap into another dwelling."""
        return self.swap_address is not None

    @property
    def rent_changes(self) -> bool:
        """The rent is another from the day the change holds."""
        return self.rent_ore is not None

    @property
    def accepts_eviction_a(self) -> bool:
        """Somebody new signs, or a new term is signed, and the lease has the clause on unpaid rent."""
        return self.eviction_a and self._signs_anew

    @property
    def accepts_eviction_b(self) -> bool:
        """Likewise for the clause on a term that has run out."""
        return self.eviction_b and self._signs_anew

    @property
    def _signs_anew(self) -> bool:
        """Somebody becomes a tenant (by joining, after a break-up, after a death), or a new term begins."""
        return self.tenant_added or self.steps_in or self.takeover or self.renewal or self.becomes_open

    @property
    def accepts_eviction(self) -> bool:
        """Either clause is accepted anew."""
        return self.accepts_eviction_a or self.accepts_eviction_b
