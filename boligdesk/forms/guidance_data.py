"""The data of the sheet to take home: up to three homes side by side, what to apply for, what is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ..rules.messages import Message
from .data import LetterData
from .fieldbook import Felt


@dataclass(frozen=True, kw_only=True)
class HomeCells:
    """A line with a cell for each home; those that are not there are empty."""

    what: Annotated[Message, Felt("hva")]
    first: Annotated[Message | None, Felt("en")] = None
    second: Annotated[Message | None, Felt("to")] = None
    third: Annotated[Message | None, Felt("tre")] = None


@dataclass(frozen=True, kw_only=True)
class ApplyRow:
    """What to apply for, by when, with which papers."""

    what: Annotated[Message, Felt("hva")]
    said: Annotated[Message, Felt("frist")]
    papers: Annotated[Message, Felt("papirer")]


@dataclass(frozen=True, kw_only=True)
class GuidanceSheetData(LetterData):
    """The sheet of a day. `names` and `left` have a cell for each of `homes` homes; nobody is named without a name."""

    homes: int
    who: Annotated[str | None, Felt("hvem")] = None
    household: Annotated[Message | None, Felt("husstand")] = None
    names: Annotated[HomeCells, Felt("bolig")]
    rows: Annotated[tuple[HomeCells, ...], Felt("linjer")]
    left: Annotated[HomeCells, Felt("igjen")]
    measured: Annotated[tuple[HomeCells, ...], Felt("malt")]
    loan: Annotated[Message | None, Felt("lan")] = None
    apply: Annotated[tuple[ApplyRow, ...], Felt("soknader")] = ()
    advice: Annotated[str | None, Felt("rad")] = None
    lacking: Annotated[Message | None, Felt("mangler")] = None
    unconfirmed: Annotated[Message | None, Felt("ubekreftet")] = None
    rates: Annotated[Message | None, Felt("satser")] = None

    @property
    def one_home(self) -> bool:
        """A home alone."""
        return self.homes == 1

    @property
    def two_homes(self) -> bool:
        """Two homes side by side."""
        return self.homes == 2

    @property
    def three_homes(self) -> bool:
        """All three homes side by side."""
        return self.homes > 2

    @property
    def has_loan(self) -> bool:
        """A loan is among the figures."""
        return self.loan is not None

    @property
    def has_apply(self) -> bool:
        """There is something to apply for."""
        return bool(self.apply)

    @property
    def has_advice(self) -> bool:
        """The adviser wrote something."""
        return self.advice is not None

    @property
    def has_lacking(self) -> bool:
        """A rate or a fact lacks."""
        return self.lacking is not None

    @property
    def has_unconfirmed(self) -> bool:
        """A number is not confirmed."""
        return self.unconfirmed is not None

    @property
    def has_rates(self) -> bool:
        """Rates were used."""
        return self.rates is not None
