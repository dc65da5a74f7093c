"""What is known of a household that asks for bostøtte. Amounts are whole øre, None = not told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class HomeTenure(StrEnum):
    """What the costs of the home are made of (forskrift om bustøtte § 2)."""

    RENTED = "leid"
    SHARED_COSTS = "felleskostnader"
    DETACHED = "enebolig"


@dataclass(frozen=True)
class Income:
    """The gross income of one member, or of the household where only a sum is known (forskrift § 5).

    `benefit_month_ore` is AAP or dagpenger paid this month, in `benefit_payouts` payouts; it is not in `month_ore`.
    `year_ore` is what is known for a year: business, foreign income, or all of it. Capital is before its allowance.
    `born` None: counts whatever the age. The applicant's income always counts.
    """

    year_ore: int = 0
    month_ore: int = 0
    benefit_month_ore: int = 0
    benefit_payouts: int = 2
    tax_free_rent_month_ore: int = 0
    capital_year_ore: int = 0
    born: date | None = None
    applicant: bool = False


@dataclass(frozen=True)
class Wealth:
    """Net wealth of the members from 18 years together; `home_value_ore` is the formuesverdi of an owned home."""

    net_ore: int | None = 0
    home_value_ore: int | None = None


@dataclass(frozen=True)
class HomeCosts:
    """What the home costs, without electricity.

    `month_ore`: rent or felleskostnader a month. `loan_month_ore`: interest, instalments and fees of the loan for
    the home. `municipal_year_ore` is the municipality's average of kommunale avgifter, with eiendomsskatt and
    festeavgift beside it: for `DETACHED` only. `tenure` None: unknown sort of owned home.
    """

    month_ore: int | None
    tenure: HomeTenure | None = HomeTenure.RENTED
    loan_month_ore: int = 0
    municipal_year_ore: int = 0
    property_tax_year_ore: int = 0
    ground_rent_year_ore: int = 0
    heating_included: bool | None = None


@dataclass(frozen=True)
class Municipality:
    """The group of the municipality, 1 to 4. `name` when it was found by name, `settled` False when parts of the
    municipality may belong to another group.
    """

    group: int
    name: str = ""
    settled: bool = True


@dataclass(frozen=True)
class Household:
    """The household on the first of the month: everybody who lives there, children included (forskrift § 10).

    `incomes` None: not told. `young_disabled`: at least one member is ung ufør. `lone_pensioner`: enslig
    alderspensjonist. `adapted`: the home is spesialtilpasset and a member needs it.
    """

    adults: int
    children: int
    municipality: Municipality
    costs: HomeCosts
    incomes: tuple[Income, ...] | None
    wealth: Wealth = field(default_factory=Wealth)
    young_disabled: bool = False
    lone_pensioner: bool = False
    adapted: bool = False

    @property
    def size(self) -> int:
        """How many live there."""
        return self.adults + self.children

    @property
    def owned(self) -> bool:
        """Whether the household owns its home."""
        return self.costs.tenure is not HomeTenure.RENTED

    @property
    def pensioner(self) -> bool:
        """Whether somebody is known to have a pension (heating before September 2024)."""
        return self.young_disabled or self.lone_pensioner
