"""The data of the letters about unpaid rent. Money is øre; what remains of the named claims adds up to the sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from ..rules.ledger.entries import EntryKind
from ..rules.messages import Message
from .data import TenancyLetter
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class ClaimLine:
    """One claim: what it is for, when it fell due, how much it was, and what remains of it."""

    what: Annotated[Message | str, Felt("hva")]
    kind: EntryKind
    due: Annotated[date, Felt("forfall", "dato")]
    amount_ore: Annotated[int, Felt("belop", "kr")]
    remaining_ore: Annotated[int, Felt("rest", "kr")]


def _sum(lines: Iterable[ClaimLine], *kinds: EntryKind) -> int:
    return sum(line.remaining_ore for line in lines if not kinds or line.kind in kinds)


@dataclass(frozen=True, kw_only=True)
class DemandData(TenancyLetter):
    """A letter that asks for payment: the claims it names, where to pay, and the last day (inclusive)."""

    claims: Annotated[tuple[ClaimLine, ...], Felt("krav")]
    account: Annotated[str, Felt("konto", "konto")]
    kid: Annotated[str, Felt("kid")]
    pay_by: Annotated[date, Felt("betal_innen", "dato")]

    @property
    def sum_ore(self) -> Annotated[int, Felt("sum", "kr")]:
        """What remains of the named claims together."""
        return _sum(self.claims)

    @property
    def principal_ore(self) -> Annotated[int, Felt("hovedkrav", "kr")]:
        """What the claims are without interest, fees and costs."""
        return self.sum_ore - self.interest_ore - self.fees_ore

    @property
    def interest_ore(self) -> Annotated[int, Felt("renter", "kr")]:
        """Late interest that is claimed."""
        return _sum(self.claims, EntryKind.INTEREST)

    @property
    def fees_ore(self) -> Annotated[int, Felt("gebyr_og_kostnader", "kr")]:
        """Fees and costs that are claimed."""
        return _sum(self.claims, EntryKind.FEE, EntryKind.COSTS)


@dataclass(frozen=True, kw_only=True)
class ReminderData(DemandData):
    """Betalingspåminnelse: no fee, and help is offered."""


@dataclass(frozen=True, kw_only=True)
class FeeLetterData(DemandData):
    """Purring and inkassovarsel in one (inkassoloven § 9); the fee of the letter is one of its claims."""


@dataclass(frozen=True, kw_only=True)
class OwnDemandData(DemandData):
    """Betalingsoppfordring (inkassoloven § 10): principal and extras apart, the interest and from when."""

    interest_percent: Annotated[Decimal, Felt("rentesats")]
    interest_from: Annotated[date, Felt("rente_fra", "dato")]


@dataclass(frozen=True, kw_only=True)
class EvictionNoticeData(DemandData):
    """Varsel etter § 4-18: `claims` are the rent it rests on, `extras` interest and costs beside it (P19)."""

    extras: Annotated[tuple[ClaimLine, ...], Felt("tillegg")] = ()

    @property
    def has_extras(self) -> bool:
        """Interest or costs are claimed too."""
        return bool(self.extras)

    @property
    def total_ore(self) -> Annotated[int, Felt("sum_alt", "kr")]:
        """Rent, interest and costs together."""
        return self.sum_ore + _sum(self.extras)

    @property
    def extras_ore(self) -> Annotated[int, Felt("sum_tillegg", "kr")]:
        """Interest and costs together."""
        return _sum(self.extras)


@dataclass(frozen=True, kw_only=True)
class TermNoticeData(TenancyLetter):
    """Varsel etter § 4-18 when a fixed term has run out (P20): move within the days, or eviction is asked for."""

    ended_on: Annotated[date, Felt("slutt", "dato")]
    asked_on: Annotated[date, Felt("oppfordret", "dato")]
    move_by: Annotated[date, Felt("flytt_innen", "dato")]


@dataclass(frozen=True, kw_only=True)
class RescissionData(TenancyLetter):
    """Heving for unpaid rent (husleieloven § 9-9): in writing, with the reason; the court decides when disputed."""

    claims: Annotated[tuple[ClaimLine, ...], Felt("krav")]
    extras: Annotated[tuple[ClaimLine, ...], Felt("tillegg")] = ()
    account: Annotated[str | None, Felt("konto", "konto")] = None
    kid: Annotated[str | None, Felt("kid")] = None

    @property
    def has_extras(self) -> bool:
        """Interest or costs are claimed too."""
        return bool(self.extras)

    @property
    def sum_ore(self) -> Annotated[int, Felt("sum", "kr")]:
        """What remains of the rent that the heving rests on."""
        return _sum(self.claims)

    @property
    def extras_ore(self) -> Annotated[int, Felt("sum_tillegg", "kr")]:
        """Interest and costs together."""
        return _sum(self.extras)

    @property
    def total_ore(self) -> Annotated[int, Felt("sum_alt", "kr")]:
        """Rent, interest and costs together."""
        return self.sum_ore + self.extras_ore


@dataclass(frozen=True, kw_only=True)
class NavNoticeData(TenancyLetter):
    """The notice to NAV of husleieloven § 9-11: who may lose which home, and why. Nothing else (P27)."""

    unpaid_since: Annotated[date, Felt("ubetalt_siden", "dato")]
    noticed_on: Annotated[date | None, Felt("varslet", "dato")] = None


@dataclass(frozen=True, kw_only=True)
class GuaranteeClaimData(DemandData):
    """A claim on the guarantor, never above what is left of the guarantee. Only the debt is told."""

    reference_number: Annotated[str | None, Felt("garanti_referanse")] = None
    guarantee_ore: Annotated[int, Felt("garanti", "kr")]
    valid_to: Annotated[date | None, Felt("garanti_til", "dato")] = None

    @property
    def claim_ore(self) -> Annotated[int, Felt("krever", "kr")]:
        """What is claimed."""
        return min(self.sum_ore, self.guarantee_ore)

    @property
    def above(self) -> bool:
        """The debt is larger than the guarantee."""
        return self.sum_ore > self.guarantee_ore


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One point to be clear before begjæring: what, and how it stands."""

    what: Annotated[Message | str, Felt("punkt")]
    found: Annotated[Message | str, Felt("funn")]


@dataclass(frozen=True, kw_only=True)
class PetitionData(TenancyLetter):
    """The checklist of a begjæring to namsmannen, for the caseworker: points, papers to enclose, claims still open."""

    noticed_on: Annotated[date, Felt("varslet", "dato")]
    possible_from: Annotated[date, Felt("tidligst", "dato")]
    points: Annotated[tuple[CheckLine, ...], Felt("punkter")]
    claims: Annotated[tuple[ClaimLine, ...], Felt("krav")]
    extras: Annotated[tuple[ClaimLine, ...], Felt("tillegg")] = ()
    for_term: bool = False

    @property
    def has_claims(self) -> bool:
        """Rent that the notice named is still open."""
        return bool(self.claims)

    @property
    def sum_ore(self) -> Annotated[int, Felt("sum", "kr")]:
        """What remains of the rent the notice named."""
        return _sum(self.claims)

    @property
    def extras_ore(self) -> Annotated[int, Felt("sum_tillegg", "kr")]:
        """Interest and costs that are claimed."""
        return _sum(self.extras)
