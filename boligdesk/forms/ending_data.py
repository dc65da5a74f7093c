"""The data of the letters that end a tenancy, and of the plain confirmation. Money is øre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message, msg
from .data import LetterData, TenancyLetter
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class LandlordNoticeData(TenancyLetter):
    """Oppsigelse by the landlord. Without reasons it cannot be made (husleieloven § 9-7)."""

    reasons: Annotated[str, Felt("begrunnelse")]
    grounds: Annotated[str, Felt("hjemmel")]
    ends_on: Annotated[date, Felt("opphorer", "dato")]
    notice_months: int = 3

    @property
    def notice_time(self) -> Annotated[Message, Felt("oppsigelsesfrist")]:
        """The notice time in words: "3 måneder"."""
        return msg("skjema.maneder", antall=self.notice_months)


@dataclass(frozen=True, kw_only=True)
class NoticeReceivedData(TenancyLetter):
    """The office confirms a tenant's own notice."""

    received_on: Annotated[date, Felt("mottatt", "dato")]
    ends_on: Annotated[date, Felt("opphorer", "dato")]
    inspection: Annotated[str | None, Felt("befaring")] = None
    spouse_consent_missing: bool = False

    @property
    def inspection_set(self) -> bool:
        """Day and hour of the inspection are known."""
        return self.inspection is not None


@dataclass(frozen=True, kw_only=True)
class MoveRequestData(TenancyLetter):
    """Flytteoppfordring after a fixed term; it must go within three months of the end (§ 9-2)."""

    ended_on: Annotated[date, Felt("slutt", "dato")]
    move_by: Annotated[date, Felt("flytt_innen", "dato")]
    eviction_b: bool = False
    renewal_refused: bool = False


@dataclass(frozen=True, kw_only=True)
class SettlementLine:
    """One line: positive is owed by the tenant, negative is to the tenant's good."""

    what: Annotated[str, Felt("hva")]
    amount_ore: Annotated[int, Felt("belop", "kr")]
    period: Annotated[str | None, Felt("gjelder")] = None


@dataclass(frozen=True, kw_only=True)
class SettlementData(TenancyLetter):
    """The final settlement. No day ends the five weeks of § 3-5: they run from the bank's own notice."""

    ended_on: Annotated[date, Felt("opphorte", "dato")]
    lines: Annotated[tuple[SettlementLine, ...], Felt("linjer")]
    account: Annotated[str | None, Felt("konto", "konto")] = None
    kid: Annotated[str | None, Felt("kid")] = None
    pay_by: Annotated[date | None, Felt("betal_innen", "dato")] = None
    repay_account: Annotated[str | None, Felt("tilbakebetales_til", "konto")] = None
    deposit_ore: Annotated[int | None, Felt("depositum", "kr")] = None
    deposit_claim_ore: Annotated[int, Felt("krav_depositum", "kr")] = 0
    guarantor: Annotated[str | None, Felt("garantist")] = None
    guarantee_claim_ore: Annotated[int | None, Felt("krav_garanti", "kr")] = None

    @property
    def sum_ore(self) -> Annotated[int, Felt("sum", "kr")]:
        """All lines together; positive is owed by the tenant."""
        return sum(line.amount_ore for line in self.lines)

    @property
    def to_repay_ore(self) -> Annotated[int, Felt("til_gode", "kr")]:
        """What the tenant gets back."""
        return max(0, -self.sum_ore)

    @property
    def to_pay_ore(self) -> Annotated[int, Felt("a_betale", "kr")]:
        """What the tenant must pay when the claims on deposit and guarantee are met."""
        return max(0, self.sum_ore - self.deposit_claim_ore - (self.guarantee_claim_ore or 0))

    @property
    def deposit_left_ore(self) -> Annotated[int, Felt("depositum_rest", "kr")]:
        """What of the deposit the landlord does not claim."""
        return max(0, (self.deposit_ore or 0) - self.deposit_claim_ore)

    @property
    def tenant_owes(self) -> bool:
        """Something remains to be paid."""
        return self.to_pay_ore > 0

    @property
    def settled(self) -> bool:
        """Neither party owes the other anything."""
        return self.sum_ore == 0

    @property
    def tenant_has_credit(self) -> bool:
        """Something is paid back."""
        return self.sum_ore < 0

    @property
    def deposit_released(self) -> bool:
        """There is a deposit, and nothing is claimed from it."""
        return self.deposit_ore is not None and not self.deposit_claim_ore

    @property
    def deposit_claimed(self) -> bool:
        """The landlord claims from the deposit."""
        return self.deposit_ore is not None and self.deposit_claim_ore > 0

    @property
    def guarantee_claimed(self) -> bool:
        """The landlord claims from a guarantor."""
        return self.guarantee_claim_ore is not None


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One row of a confirmation."""

    label: Annotated[str, Felt("navn")]
    value: Annotated[str, Felt("verdi")]


@dataclass(frozen=True, kw_only=True)
class ConfirmationData(LetterData):
    """A letter or receipt in the office's own words."""

    subject: Annotated[str, Felt("emne")]
    paragraphs: Annotated[tuple[str, ...], Felt("avsnitt")]
    rows: Annotated[tuple[FactLine, ...], Felt("opplysninger")] = ()
