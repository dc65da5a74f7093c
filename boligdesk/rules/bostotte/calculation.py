"""Bostøtte for one household and month: the amount, the upper income limit, and how each came about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal

from ..explanation import Explanation
from ..messages import msg, refuse
from ..periods import first_of_month
from ..rates import Rates
from .costs import cap, counted_costs
from .household import Household
from .income import weight, weighted_income
from .month import BenefitMonth, BenefitRate, amount, exact, fraction, in_ore, reckoned, whole
from .own_share import Terms, share_terms

_SECTION = "forskrift om bustøtte §§ 1 og 13"
_LIMIT_SOURCE = "Husbankens veileder, kap. 2.9: høyeste inntekt som gir utbetaling når boutgiftene er på taket"
#: No weighted income above this is tried when the limit is looked for, kroner.
_HIGHEST = 10_000_000


@dataclass(frozen=True)
class HousingBenefit:
    """What a household may get in `month` (its first day). A figure without result names what it lacks.

    `benefit` and `income_limit` are kroner a month; `weighted_income`, `own_share` and `costs` kroner a year.
    """

    month: date
    benefit: Explanation
    weighted_income: Explanation
    own_share: Explanation
    costs: Explanation
    income_limit: Explanation

    @property
    def explanation(self) -> Explanation:
        """All of it as one tree, for what is kept with the answer."""
        parts = (self.benefit, self.income_limit)
        if self.benefit.result is None:
            return Explanation("bostotte.svar_uten", {"maned": self.month}, children=parts)
        return replace(amount("bostotte.svar", exact(self.benefit), maned=self.month), children=parts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The rates and facts that are lacking, each once."""
        return self.explanation.missing

    @property
    def provisional(self) -> bool:
        """Whether anything it rests on is neither seen at the issuer nor confirmed by the office."""
        return self.explanation.provisional

    @property
    def unconfirmed(self) -> tuple[Explanation, ...]:
        """The numbers and assumptions that make it foreløpig, each once."""
        steps = (step for step in self.explanation.walk() if step.certainty is not None and step.certainty.provisional)
        return tuple({(step.code, step.rate): step for step in steps}.values())


def housing_benefit(household: Household, month: date, rates: Rates) -> HousingBenefit:
    """Bostøtte for the month in which `month` lies. RefusedError for a month without rates, and for a household
    that is ung ufør and enslig alderspensjonist at once: no source says which limits hold.
    """
    at = BenefitMonth(rates, first_of_month(month))
    at.demand_rates()
    return benefit_at(household, at)


def benefit_at(household: Household, at: BenefitMonth, limit: Explanation | None = None) -> HousingBenefit:
    """The same for a month that has rates, for many households one after the other. `limit` is the income limit of an
    alike household (its people, group, special group), where it was reckoned before.
    """
    if household.young_disabled and household.lone_pensioner:
        raise refuse("bostotte.to_grupper")
    terms = share_terms(household, at)
    income = weighted_income(household, at)
    share, costs = terms.explained(income), counted_costs(household, at)
    most = income_limit(household, at, terms) if limit is None else limit
    return HousingBenefit(at.first, _benefit(costs, share, at), income, share, costs, most)


def _benefit(costs: Explanation, share: Explanation, month: BenefitMonth) -> Explanation:
    """Rounded half up to whole kroner before it is held against the least payment."""
    parts = (costs, share, month.rate(BenefitRate.COVERAGE), month.rate(BenefitRate.LEAST_PAYMENT))

    def reckon() -> Explanation:
        paid, least = _rounded(exact(costs), exact(share), fraction(parts[2])), exact(parts[3])
        carried = {"utgift": in_ore(exact(costs)), "egenandel": in_ore(exact(share)), "minste": in_ore(least)}
        code = "bostotte.belop" if paid >= least else "bostotte.under_minste"
        value = paid if paid >= least else Decimal(0)
        return amount(code, value, _SECTION, prosent=exact(parts[2]), **carried)

    return reckoned(msg("bostotte.navn.belop"), parts, reckon)


def _rounded(costs: Decimal, share: Decimal, coverage: Decimal) -> Decimal:
    return whole(coverage * (costs - share) / 12)


def income_limit(household: Household, month: BenefitMonth, terms: Terms) -> Explanation:
    """The highest gross income a month, in whole kroner, that gives a payment when the costs are at the cap."""
    most, shared = cap(household, month), weight(household, month)
    coverage, least = month.rate(BenefitRate.COVERAGE), month.rate(BenefitRate.LEAST_PAYMENT)
    parts = (most, shared, coverage, least, *terms.rates)

    def reckon() -> Explanation:
        costs, part, lowest = exact(most), fraction(coverage), exact(least)
        weighted = _highest(lambda income: _rounded(costs, terms.share(Decimal(income)), part) >= lowest)
        monthly = _highest_month(weighted, exact(shared))
        return amount("bostotte.inntektsgrense", monthly, _LIMIT_SOURCE, tak=in_ore(costs))

    return reckoned(msg("bostotte.navn.inntektsgrense"), parts, reckon)


def _highest(pays: Callable[[int], bool]) -> int:
    """The highest whole income that pays; −1 where none does. Higher income never pays more."""
    low, high = -1, _HIGHEST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if pays(middle) else (low, middle)
    return low


def _highest_month(weighted: int, shared: Decimal) -> Decimal:
    """The highest whole monthly income whose weighted income, rounded half up, is at most `weighted`."""
    above = (Decimal(weighted) + Decimal("0.5")) * shared / 12
    return max(Decimal(0), above.to_integral_value(ROUND_CEILING) - 1)
