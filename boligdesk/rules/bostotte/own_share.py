"""The own share (egenandel): what the household is to carry itself (forskrift om bustøtte § 4).

Two formulas: evenly rising from July 2024, in steps before. Neither is rounded.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal

from ..explanation import Explanation
from ..messages import msg
from .household import Household
from .month import LINEAR_FROM, BenefitMonth, BenefitRate, amount, exact, fraction, in_ore, reckoned, summed

_SECTION = "forskrift om bustøtte § 4"
_SECTION_NEW = "forskrift om bustøtte § 4 (ordlyden fra 01.07.2024 er ikke sett; formelen er etterregnet)"
_NAME = msg("bostotte.navn.egenandel")


@dataclass(frozen=True)
class Terms(ABC):
    """The rates of one formula as leaves; the least share and a percentage above the first limit are common."""

    least: Explanation
    first_limit: Explanation
    first_percent: Explanation
    second_limit: Explanation

    @property
    @abstractmethod
    def beyond(self) -> tuple[Explanation, ...]:
        """The rates that govern what comes on top above the second limit."""

    @abstractmethod
    def second(self, income: Decimal) -> Decimal:
        """What comes on top above the second limit; `income` is whole kroner."""

    @abstractmethod
    def explained_second(self, income: Decimal) -> Explanation:
        """That part as a step."""

    @property
    def rates(self) -> tuple[Explanation, ...]:
        """Every rate the formula needs."""
        return self.least, self.first_limit, self.first_percent, self.second_limit, *self.beyond

    def first(self, income: Decimal) -> Decimal:
        """The percentage above the first limit."""
        return max(Decimal(0), income - exact(self.first_limit)) * fraction(self.first_percent)

    def share(self, income: Decimal) -> Decimal:
        """The own share a year in kroner for a weighted income; never falls when income rises."""
        return exact(self.least) + self.first(income) + self.second(income)

    def explained(self, income: Explanation) -> Explanation:
        """The own share with its parts beneath it, and the weighted income beneath those."""
        limits = (self.first_limit, self.first_percent)
        first = reckoned(_NAME, (*limits, income), lambda: _above(*limits, self.first(exact(income))))
        onto = (self.second_limit, *self.beyond)
        second = reckoned(_NAME, (*onto, income), lambda: self.explained_second(exact(income)))
        source = _SECTION_NEW if isinstance(self, Linear) else _SECTION
        return summed(_NAME, "bostotte.egenandel", (self.least, first, second), source)


@dataclass(frozen=True)
class Linear(Terms):
    """From 2024-07: a second percentage, added to the first (80 % together above the second limit)."""

    second_percent: Explanation

    @property
    def beyond(self) -> tuple[Explanation, ...]:
        """The second percentage."""
        return (self.second_percent,)

    def second(self, income: Decimal) -> Decimal:
        """The second percentage of what is above the second limit."""
        return max(Decimal(0), income - exact(self.second_limit)) * fraction(self.second_percent)

    def explained_second(self, income: Decimal) -> Explanation:
        """That part as a step."""
        return _above(self.second_limit, self.second_percent, self.second(income))


@dataclass(frozen=True)
class Stepwise(Terms):
    """To 2024-06: some points of the whole income for every step begun above the second limit."""

    step: Explanation
    step_percent: Explanation

    @property
    def beyond(self) -> tuple[Explanation, ...]:
        """The length of a step and its points."""
        return self.step, self.step_percent

    def steps(self, income: Decimal) -> int:
        """Steps begun above the second limit."""
        above = income - exact(self.second_limit)
        return 0 if above <= 0 else int((above - 1) // exact(self.step)) + 1

    def second(self, income: Decimal) -> Decimal:
        """The points of all steps, of the whole income."""
        return self.steps(income) * fraction(self.step_percent) * income

    def explained_second(self, income: Decimal) -> Explanation:
        """That part as a step."""
        steps, percent = self.steps(income), exact(self.step_percent)
        value = self.second(income)
        return amount("bostotte.egenandel.trinn", value, _SECTION, trinn=steps, prosent=percent, inntekt=in_ore(income))


def share_terms(household: Household, month: BenefitMonth) -> Terms:
    """The formula of the month with the limits of the household's group."""
    first, second = _limits(household)
    least, percent = month.rate(BenefitRate.LEAST_SHARE), month.rate(BenefitRate.FIRST_PERCENT)
    limits = month.rate(first), month.rate(second)
    if month.first >= LINEAR_FROM:
        return Linear(least, limits[0], percent, limits[1], month.rate(BenefitRate.SECOND_PERCENT))
    steps = month.rate(BenefitRate.STEP), month.rate(BenefitRate.STEP_PERCENT)
    return Stepwise(least, limits[0], percent, limits[1], *steps)


def _limits(household: Household) -> tuple[BenefitRate, BenefitRate]:
    if household.lone_pensioner:
        return BenefitRate.FIRST_LIMIT_PENSIONER, BenefitRate.SECOND_LIMIT_PENSIONER
    if household.young_disabled:
        return BenefitRate.FIRST_LIMIT, BenefitRate.SECOND_LIMIT_YOUNG_DISABLED
    return BenefitRate.FIRST_LIMIT, BenefitRate.SECOND_LIMIT


def _above(limit: Explanation, percent: Explanation, value: Decimal) -> Explanation:
    above = in_ore(exact(limit))
    return amount("bostotte.egenandel.over", value, _SECTION, grense=above, prosent=exact(percent))
