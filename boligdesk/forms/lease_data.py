"""The data of a husleiekontrakt. Money is øre, and per month where nothing else is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated

from ..rules.messages import Message, msg
from ..rules.terms import ExtraKind, ExtraMode, LandlordKind, LegalBasis, SecurityKind
from .data import TenancyLetter
from .fieldbook import Felt


class Animals(Enum):
    """What the lease says of keeping animals."""

    ALLOWED = "allowed"
    CONSENT = "consent"
    BANNED = "banned"


_EXTRA_NAMES = {
    ExtraKind.ELECTRICITY: msg("skjema.tillegg.strom"),
    ExtraKind.HEATING: msg("skjema.tillegg.oppvarming"),
    ExtraKind.WATER: msg("skjema.tillegg.vann"),
}


@dataclass(frozen=True, kw_only=True)
class Extra:
    """Power, heating or water, the only things charged beside the rent (§ 3-4). `amount_ore` only for an advance."""

    kind: ExtraKind
    mode: ExtraMode
    amount_ore: Annotated[int | None, Felt("belop", "kr")] = None

    @property
    def name(self) -> Annotated[Message, Felt("hva")]:
        """What it is, in the language of the letter."""
        return _EXTRA_NAMES[self.kind]

    @property
    def advance(self) -> bool:
        """Paid à konto and settled against real use."""
        return self.mode is ExtraMode.ON_ACCOUNT

    @property
    def own_contract(self) -> bool:
        """The tenant has the contract with the supplier."""
        return self.mode is ExtraMode.OWN_SUBSCRIPTION

    @property
    def metered(self) -> bool:
        """Paid to the landlord by measured use."""
        return self.mode is ExtraMode.METERED

    @property
    def included(self) -> bool:
        """Within the rent."""
        return self.mode is ExtraMode.INCLUDED


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in the household who is not a tenant."""

    name: Annotated[str, Felt("navn")]
    born: Annotated[date | None, Felt("fodt", "dato")] = None


@dataclass(frozen=True, kw_only=True)
class LeaseTerms:
    """What the parties have agreed on duration, money and security."""

    start: Annotated[date, Felt("start", "dato")]
    end: Annotated[date | None, Felt("slutt", "dato")] = None
    basis: LegalBasis = LegalBasis.ORDINARY
    basis_text: Annotated[str | None, Felt("hjemmel")] = None
    informed_on: Annotated[date | None, Felt("opplysning_gitt", "dato")] = None
    short_term_reason: Annotated[str | None, Felt("kort_grunn")] = None
    may_terminate: bool = True
    notice_months: int = 3
    rent_ore: Annotated[int, Felt("leie", "kr")]
    due_day: Annotated[int, Felt("forfallsdag")] = 1
    first_due: Annotated[date | None, Felt("forste_forfall", "dato")] = None
    account: Annotated[str, Felt("konto", "konto")]
    kid: Annotated[str, Felt("kid")]
    index_month: Annotated[date | None, Felt("kpi_maned", "maned")] = None
    index_earliest: Annotated[date | None, Felt("kpi_tidligst", "dato")] = None
    market_earliest: Annotated[date | None, Felt("gjengs_tidligst", "dato")] = None
    security: SecurityKind = SecurityKind.NONE
    security_ore: Annotated[int | None, Felt("sikkerhet", "kr")] = None
    security_bank: Annotated[str | None, Felt("bank")] = None
    security_account: Annotated[str | None, Felt("depositumskonto", "konto")] = None
    beside_ore: Annotated[int | None, Felt("garanti_i_tillegg", "kr")] = None
    guarantor: Annotated[str | None, Felt("garantist")] = None
    guarantee_reference: Annotated[str | None, Felt("garantinummer")] = None
    guarantee_until: Annotated[date | None, Felt("garanti_til", "dato")] = None
    extras: Annotated[tuple[Extra, ...], Felt("tillegg")] = ()

    @property
    def notice_time(self) -> Annotated[Message, Felt("oppsigelsesfrist")]:
        """The notice time in words: "3 måneders"."""
        return msg("skjema.frist_maneder", antall=self.notice_months)

    @property
    def ordinary(self) -> bool:
        """The ordinary rules of husleieloven alone."""
        return self.basis is LegalBasis.ORDINARY

    @property
    def section_11_1(self) -> bool:
        """A dwelling for vanskeligstilte, with the special terms of § 11-1."""
        return self.basis is LegalBasis.SECTION_11_1

    @property
    def other_basis(self) -> bool:
        """Another section, named by `basis_text`."""
        return self.basis is LegalBasis.OTHER

    @property
    def fixed_term(self) -> bool:
        """Tidsbestemt: it has an end."""
        return self.end is not None

    @property
    def short_term(self) -> bool:
        """Shorter than the act's ordinary minimum, for a reason that was given in writing."""
        return self.short_term_reason is not None

    @property
    def advances(self) -> bool:
        """At least one extra is paid à konto."""
        return any(extra.advance for extra in self.extras)

    @property
    def monthly_ore(self) -> Annotated[int, Felt("sum_maned", "kr")]:
        """Rent and advances together, per month."""
        return self.rent_ore + sum(extra.amount_ore or 0 for extra in self.extras if extra.advance)

    @property
    def no_security(self) -> bool:
        """Neither deposit nor guarantee."""
        return self.security is SecurityKind.NONE

    @property
    def deposit(self) -> bool:
        """Money on a blocked account in the tenant's name."""
        return self.security is SecurityKind.DEPOSIT

    @property
    def guarantee(self) -> bool:
        """A guarantee by a company or person."""
        return self.security is SecurityKind.GUARANTEE

    @property
    def nav_guarantee(self) -> bool:
        """A guarantee by NAV."""
        return self.security is SecurityKind.NAV_GUARANTEE

    @property
    def guarantee_beside(self) -> bool:
        """A guarantee that stands beside the deposit."""
        return self.deposit and bool(self.beside_ore)


@dataclass(frozen=True, kw_only=True)
class LeaseData(LeaseTerms, TenancyLetter):
    """One husleiekontrakt. `case_number` names the vedtak's case; the vedtak itself is never enclosed (P6)."""

    landlord_kind: LandlordKind = LandlordKind.MUNICIPALITY
    head_lease_owner: Annotated[str | None, Felt("hovedutleier")] = None
    head_lease_end: Annotated[date | None, Felt("hovedleie_slutt", "dato")] = None
    case_number: Annotated[str | None, Felt("saksnummer")] = None
    adults: int = 1
    children: int = 0
    members: Annotated[tuple[Member, ...], Felt("husstand")] = ()
    special_terms: Annotated[tuple[str, ...], Felt("sarlige_vilkar")] = ()
    interpreter: Annotated[str | None, Felt("tolk")] = None
    interpreter_language: Annotated[str | None, Felt("tolkesprak")] = None
    interpreted_on: Annotated[date | None, Felt("tolk_dato", "dato")] = None
    animals: Animals = Animals.CONSENT
    eviction_a: bool = False
    eviction_b: bool = False
    house_rules: bool = True
    smoking_banned: bool = True
    protocol: bool = True

    @property
    def copies(self) -> Annotated[int, Felt("eksemplarer")]:
        """One for the landlord and one for each tenant."""
        return 1 + len(self.tenants)

    @property
    def household_size(self) -> Annotated[Message, Felt("husstandstall")]:
        """How many live there: "2 voksne og 2 barn"."""
        if not self.children:
            return msg("skjema.husstand_uten_barn", voksne=self.adults)
        return msg("skjema.husstand", voksne=self.adults, barn=self.children)

    @property
    def furnished(self) -> bool:
        """The home is let with furniture, which the protocol lists."""
        return self.dwelling.furnished is True

    @property
    def unfurnished(self) -> bool:
        """The home is let without furniture; where nobody has said either, the lease is silent."""
        return self.dwelling.furnished is False

    @property
    def sublet(self) -> bool:
        """The landlord rents the dwelling itself (innleid) and lets it on."""
        return self.head_lease_owner is not None

    @property
    def eviction(self) -> bool:
        """Any eviction clause; the one on a term that has run out needs a term."""
        return self.eviction_a or (self.eviction_b and self.fixed_term)

    @property
    def interpreted(self) -> bool:
        """The lease was gone through with an interpreter."""
        return self.interpreter is not None or self.interpreter_language is not None

    @property
    def has_special_terms(self) -> bool:
        """Terms in the office's own words."""
        return bool(self.special_terms)

    @property
    def annexes(self) -> bool:
        """Anything is enclosed."""
        return self.house_rules or self.protocol or self.section_11_1

    @property
    def animals_allowed(self) -> bool:
        """Animals without asking."""
        return self.animals is Animals.ALLOWED

    @property
    def animals_banned(self) -> bool:
        """No animals, but for the act's exception."""
        return self.animals is Animals.BANNED
