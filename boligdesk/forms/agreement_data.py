"""The data of a betalingsavtale as the parties sign it: what is owed, the instalments, how to pay. Money is øre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import TenancyLetter
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class AgreedRow:
    """A claim that the agreement covers."""

    what: Annotated[Message, Felt("hva")]
    due: Annotated[date, Felt("forfall", "dato")]
    amount_ore: Annotated[int, Felt("belop", "kr")]


@dataclass(frozen=True, kw_only=True)
class InstalmentRow:
    """An instalment: its number, its day, and how much."""

    number: Annotated[int, Felt("nr")]
    due: Annotated[date, Felt("forfall", "dato")]
    amount_ore: Annotated[int, Felt("belop", "kr")]


@dataclass(frozen=True, kw_only=True)
class AgreementData(TenancyLetter):
    """A plan for a debt. `kid` is the plan's own, `rent_kid` that of the rent, which is paid beside it (P24)."""

    agreed_on: Annotated[date, Felt("avtaledato", "dato")]
    total_ore: Annotated[int, Felt("sum", "kr")]
    rent_ore: Annotated[int, Felt("leie", "kr")]
    on_top_ore: Annotated[int, Felt("tillegg", "kr")]
    tolerance_days: Annotated[int, Felt("slingring")]
    claims: Annotated[tuple[AgreedRow, ...], Felt("krav")]
    instalments: Annotated[tuple[InstalmentRow, ...], Felt("avdrag")]
    account: Annotated[str | None, Felt("konto", "konto")] = None
    kid: Annotated[str | None, Felt("kid")] = None
    rent_kid: Annotated[str | None, Felt("leiekid")] = None

    @property
    def instalment_count(self) -> Annotated[int, Felt("antall")]:
        """How many instalments there are."""
        return len(self.instalments)

    @property
    def last_due(self) -> Annotated[date, Felt("siste", "dato")]:
        """The day of the last instalment."""
        return max(row.due for row in self.instalments)

    @property
    def has_on_top(self) -> bool:
        """Something other than rent is part of the debt: fees, interest, costs, damages."""
        return self.on_top_ore > 0

    @property
    def has_tolerance(self) -> bool:
        """The office waits some days before a missed instalment counts."""
        return self.tolerance_days > 0
