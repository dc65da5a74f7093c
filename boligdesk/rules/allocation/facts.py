"""What a criterion can ask about: every fact is declared with its type, its choices and an example."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..messages import Message

#: A value of a fact; money is whole øre, several choices a frozenset of their keys.
Scalar = bool | int | Decimal | date | str | frozenset[str]


class FactType(StrEnum):
    """What kind of value a fact or a limit is; only values of one type can be compared."""

    YES_NO = "yes_no"
    COUNT = "count"
    MONTHS = "months"
    YEARS = "years"
    MONEY = "money"
    DECIMAL = "decimal"
    DATE = "date"
    OPTION = "option"
    OPTIONS = "options"

    @property
    def ordered(self) -> bool:
        """Whether one value can be more than another."""
        return self not in (FactType.YES_NO, FactType.OPTION, FactType.OPTIONS)

    @property
    def chosen(self) -> bool:
        """Whether the value is one or several declared choices."""
        return self in (FactType.OPTION, FactType.OPTIONS)


class Doubt(StrEnum):
    """Why a recorded value may not be the whole truth (P16)."""

    PERMIT_EXPIRED = "permit_expired"
    RESIDENCE_BROKEN = "residence_broken"


@dataclass(frozen=True)
class Option:
    """One choice of a fact, as it is written and as it is read."""

    key: str
    label: Message


@dataclass(frozen=True)
class Fact:
    """One declared fact. `doubted_by` names the fact that can make this one uncertain, `doubt` how."""

    key: str
    type: FactType
    label: Message
    example: Scalar
    options: tuple[Option, ...] = ()
    doubt: Doubt | None = None
    doubted_by: str = ""
    given: bool = True

    def option(self, key: str) -> Option | None:
        """The choice of that key."""
        return next((option for option in self.options if option.key == key), None)
