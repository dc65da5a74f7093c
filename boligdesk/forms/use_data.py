"""The data of the letter that settles à konto against real use, with its reckoning in plain words (§ 3-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import TenancyLetter
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class UseStep:
    """One step of the reckoning: what was done, and what it came to."""

    what: Annotated[Message, Felt("hva")]
    amount_ore: Annotated[int | None, Felt("belop", "kr")] = None


@dataclass(frozen=True, kw_only=True)
class UseSettlementData(TenancyLetter):
    """What was charged and what was used from–to. `monthly_ore` is a proposal: it changes nothing by itself."""

    what: Annotated[Message, Felt("tillegg")]
    from_date: Annotated[date, Felt("fra", "dato")]
    to_date: Annotated[date, Felt("til", "dato")]
    total_ore: Annotated[int, Felt("samlet_kostnad", "kr")]
    shared_by: Annotated[Message, Felt("fordelt_etter")]
    source: Annotated[str, Felt("grunnlag")]
    steps: Annotated[tuple[UseStep, ...], Felt("utregning")]
    actual_ore: Annotated[int, Felt("din_andel", "kr")]
    charged_ore: Annotated[int, Felt("krevd", "kr")]
    due_on: Annotated[date, Felt("betal_innen", "dato")]
    booked: bool = True
    account: Annotated[str | None, Felt("konto", "konto")] = None
    kid: Annotated[str | None, Felt("kid")] = None
    monthly_ore: Annotated[int | None, Felt("forslag", "kr")] = None
    now_ore: Annotated[int | None, Felt("na", "kr")] = None

    @property
    def to_pay_ore(self) -> Annotated[int, Felt("a_betale", "kr")]:
        """What the tenant owes beside the à konto."""
        return max(0, self.actual_ore - self.charged_ore)

    @property
    def credit_ore(self) -> Annotated[int, Felt("til_gode", "kr")]:
        """What the tenant has to good."""
        return max(0, self.charged_ore - self.actual_ore)

    @property
    def tenant_owes(self) -> bool:
        """Something is to be paid."""
        return self.to_pay_ore > 0

    @property
    def tenant_has_credit(self) -> bool:
        """More was charged than was used."""
        return self.credit_ore > 0

    @property
    def settled(self) -> bool:
        """It comes out even."""
        return self.actual_ore == self.charged_ore

    @property
    def proposes_amount(self) -> bool:
        """The use of a whole year says another à konto than today's."""
        return self.monthly_ore is not None and self.monthly_ore != self.now_ore
