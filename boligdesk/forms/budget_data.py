"""The data of the household's budget on paper: what comes in, goes out and is left. Amounts are words to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class BudgetPaperLine:
    """An income, a cost, a transfer: what, and how much a month."""

    what: Annotated[Message | str, Felt("hva")]
    amount: Annotated[str, Felt("belop")]


@dataclass(frozen=True, kw_only=True)
class BudgetPaperDebt:
    """A debt: to whom, what is left, the rate, what is paid a month."""

    what: Annotated[Message, Felt("hva")]
    creditor: Annotated[str | None, Felt("til")] = None
    balance: Annotated[str, Felt("saldo")]
    rate: Annotated[str, Felt("rente")]
    instalment: Annotated[str, Felt("betaler")]


@dataclass(frozen=True, kw_only=True)
class BudgetPaperItem:
    """An item of living: what SIFO proposes, what the household spends itself, the difference."""

    what: Annotated[Message, Felt("hva")]
    proposal: Annotated[str, Felt("forslag")]
    own: Annotated[str | None, Felt("eget")] = None
    difference: Annotated[str | None, Felt("forskjell")] = None


@dataclass(frozen=True, kw_only=True)
class BudgetRemark:
    """A sentence: something that lacks, or that is not confirmed."""

    what: Annotated[Message, Felt("hva")]


@dataclass(frozen=True, kw_only=True)
class HouseholdBudgetData(LetterData):
    """A budget as it was kept; nothing here is reckoned anew."""

    who: Annotated[str, Felt("hvem")]
    household: Annotated[Message, Felt("husstand")]
    valid_from: Annotated[date, Felt("gjelder_fra", "dato")]
    income: Annotated[str, Felt("inntekt")]
    left: Annotated[str, Felt("igjen")]
    over_reference: Annotated[str, Felt("over_sifo")]
    over_floor: Annotated[str, Felt("over_gulv")]
    living: Annotated[str, Felt("livsopphold")]
    balance: Annotated[str, Felt("balanse")]
    falls_short: bool = False
    incomes: Annotated[tuple[BudgetPaperLine, ...], Felt("inntekter")] = ()
    costs: Annotated[tuple[BudgetPaperLine, ...], Felt("utgifter")] = ()
    debts: Annotated[tuple[BudgetPaperDebt, ...], Felt("gjeld")] = ()
    items: Annotated[tuple[BudgetPaperItem, ...], Felt("poster")] = ()
    bills: Annotated[str | None, Felt("regningskonto")] = None
    transfers: Annotated[tuple[BudgetPaperLine, ...], Felt("overforinger")] = ()
    lacking: Annotated[tuple[BudgetRemark, ...], Felt("mangler")] = ()
    unconfirmed: Annotated[tuple[BudgetRemark, ...], Felt("ubekreftet")] = ()

    @property
    def has_incomes(self) -> bool:
        """Some income is told."""
        return bool(self.incomes)

    @property
    def has_costs(self) -> bool:
        """Some cost is told."""
        return bool(self.costs)

    @property
    def has_debts(self) -> bool:
        """The household has debts."""
        return bool(self.debts)

    @property
    def has_transfers(self) -> bool:
        """The bills are moved to an account of their own."""
        return bool(self.transfers)

    @property
    def has_lacking(self) -> bool:
        """A figure could not be said."""
        return bool(self.lacking)

    @property
    def is_provisional(self) -> bool:
        """Some number is not confirmed."""
        return bool(self.unconfirmed)
