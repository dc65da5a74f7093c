"""The data of the rent account as the tenant gets it: what is open, how to pay, and what was written. Money is øre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import TenancyLetter
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class StatementRow:
    """One line of the account: claimed or paid, and the balance after it (above zero is owed)."""

    on: Annotated[date, Felt("dag", "dato")]
    what: Annotated[Message, Felt("hva")]
    claimed_ore: Annotated[int | None, Felt("krav", "kr")] = None
    paid_ore: Annotated[int | None, Felt("betalt", "kr")] = None
    balance_ore: Annotated[int, Felt("saldo", "kr")]


@dataclass(frozen=True, kw_only=True)
class OpenRow:
    """A claim that is not paid in full."""

    what: Annotated[Message, Felt("hva")]
    due: Annotated[date, Felt("forfall", "dato")]
    amount_ore: Annotated[int, Felt("krav", "kr")]
    left_ore: Annotated[int, Felt("gjenstar", "kr")]


@dataclass(frozen=True, kw_only=True)
class StatementData(TenancyLetter):
    """The account at the end of a day, with the lines since another; payments are in as far as `known_to`."""

    as_of: Annotated[date, Felt("per", "dato")]
    since: Annotated[date, Felt("siden", "dato")]
    opening_ore: Annotated[int, Felt("inngaende", "kr")]
    balance_ore: Annotated[int, Felt("saldo", "kr")]
    open_rows: Annotated[tuple[OpenRow, ...], Felt("ubetalt")] = ()
    rows: Annotated[tuple[StatementRow, ...], Felt("poster")] = ()
    account: Annotated[str | None, Felt("konto", "konto")] = None
    kid: Annotated[str | None, Felt("kid")] = None
    known_to: Annotated[date | None, Felt("betalt_til", "dato")] = None

    @property
    def owed_ore(self) -> Annotated[int, Felt("skyldig", "kr")]:
        """What the tenant owes all told."""
        return max(0, self.balance_ore)

    @property
    def credit_ore(self) -> Annotated[int, Felt("til_gode", "kr")]:
        """What the tenant has to the good."""
        return max(0, -self.balance_ore)

    @property
    def open_ore(self) -> Annotated[int, Felt("ubetalt_sum", "kr")]:
        """The sum of what is open."""
        return sum(row.left_ore for row in self.open_rows)

    @property
    def tenant_owes(self) -> bool:
        """Something is owed."""
        return self.balance_ore > 0

    @property
    def tenant_has_credit(self) -> bool:
        """More is paid than is owed."""
        return self.balance_ore < 0

    @property
    def settled(self) -> bool:
        """Neither party owes the other anything."""
        return self.balance_ore == 0

    @property
    def has_open(self) -> bool:
        """There are claims that are not paid in full."""
        return bool(self.open_rows)

    @property
    def has_rows(self) -> bool:
        """Something was written in the time the lines are of."""
        return bool(self.rows)
