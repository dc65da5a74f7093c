"""The data of the papers of a startlån case: the calculation sheet, and the letter to NAV on dobbel husleie (øre)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ..rules.messages import Message
from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class BothRates:
    """A figure at the stress rate and at today's; None: it cannot be said. `mark` says that it is foreløpig."""

    what: Annotated[Message, Felt("hva")]
    stress: Annotated[str, Felt("stress")]
    today: Annotated[str, Felt("i_dag")]
    mark: Annotated[Message | None, Felt("merke")] = None


@dataclass(frozen=True, kw_only=True)
class LivingRow:
    """What the household lives on a month: what is reckoned with, SIFO's reference, the floor with travel."""

    own: Annotated[str, Felt("eget")]
    own_mark: Annotated[Message | None, Felt("eget_merke")] = None
    reference: Annotated[str, Felt("sifo")]
    reference_mark: Annotated[Message | None, Felt("sifo_merke")] = None
    floor: Annotated[str, Felt("gulv")]


@dataclass(frozen=True, kw_only=True)
class LoanAmount:
    """A figure of the price; `amount` says so where it cannot be said."""

    what: Annotated[Message, Felt("hva")]
    amount: Annotated[str, Felt("belop")]
    mark: Annotated[Message | None, Felt("merke")] = None


@dataclass(frozen=True, kw_only=True)
class LoanRemark:
    """A sentence: what stands against the loan, or is to be known of it."""

    what: Annotated[Message, Felt("hva")]


@dataclass(frozen=True, kw_only=True)
class LoanPreparationData(LetterData):
    """Forberedelse av startlån: the figures as they were kept on a day."""

    who: Annotated[str, Felt("hvem")]
    purpose: Annotated[Message, Felt("formal")]
    kept_on: Annotated[date, Felt("regnet", "dato")]
    target: Annotated[Message, Felt("malgruppe")]
    bank: Annotated[Message, Felt("banktest")]
    kind: Annotated[Message | None, Felt("finansiering")] = None
    both: Annotated[tuple[BothRates, ...], Felt("evne")]
    living: Annotated[tuple[LivingRow, ...], Felt("livsopphold")]
    price: Annotated[tuple[LoanAmount, ...], Felt("kjop")] = ()
    rates: Annotated[str, Felt("renter")]
    remarks: Annotated[tuple[LoanRemark, ...], Felt("merknader")] = ()
    lacking: Annotated[str | None, Felt("mangler")] = None
    unconfirmed: Annotated[str | None, Felt("ubekreftet")] = None
    prioritised: bool = False

    @property
    def has_price(self) -> bool:
        """There is a home or a debt to finance."""
        return bool(self.price)

    @property
    def has_remarks(self) -> bool:
        """Something is said of the loan."""
        return bool(self.remarks)

    @property
    def has_lacking(self) -> bool:
        """A rate or a fact is lacking: the figures that need it are not said."""
        return bool(self.lacking)

    @property
    def has_unconfirmed(self) -> bool:
        """A number is not confirmed: the figures that rest on it are foreløpige."""
        return bool(self.unconfirmed)


@dataclass(frozen=True, kw_only=True)
class DoubleRentMonth:
    """The days of a month, and what the old home costs in them."""

    what: Annotated[Message, Felt("hva")]
    amount_ore: Annotated[int, Felt("belop", "kr")]


@dataclass(frozen=True, kw_only=True)
class DoubleRentData(LetterData):
    """Rent paid for the old home after the new one is taken over, from–to inclusive."""

    who: Annotated[str, Felt("hvem")]
    old_address: Annotated[str, Felt("gammel_bolig")]
    new_address: Annotated[str | None, Felt("ny_bolig")] = None
    from_date: Annotated[date, Felt("fra", "dato")]
    to_date: Annotated[date, Felt("til", "dato")]
    days: Annotated[int, Felt("dager")]
    rent_ore: Annotated[int, Felt("leie", "kr")]
    months: Annotated[tuple[DoubleRentMonth, ...], Felt("maneder")]
    sum_ore: Annotated[int, Felt("sum", "kr")]
