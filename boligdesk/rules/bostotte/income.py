"""Income a year, with wealth, allowances and age rules, and the weighted income it comes to (forskrift §§ 5–7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..explanation import Explanation, Operand, Unit
from ..messages import Param, msg
from ..periods import years_between
from .household import Household, Income
from .month import (
    ADULT,
    TWO_THIRDS_FROM,
    UNDER_20_FROM,
    BenefitMonth,
    BenefitRate,
    amount,
    assumed,
    exact,
    fraction,
    in_ore,
    kroner,
    reckoned,
    summed,
    to_ore,
    told,
    unknown,
    whole,
)

_SECTION_INCOME = "forskrift om bustøtte § 5"
_SECTION_WEALTH = "forskrift om bustøtte § 6"
_SECTION_WEIGHT = "forskrift om bustøtte § 7"
_YOUNG = 20
_THREE_PAYOUTS = 3


def weighted_income(household: Household, month: BenefitMonth) -> Explanation:
    """Income a year divided by the weight of the household, rounded half up to whole kroner (omrekna inntekt)."""
    parts = (yearly_income(household, month), weight(household, month))

    def reckon() -> Explanation:
        income, shared = (exact(part) for part in parts)
        value = whole(income / shared)
        return amount("bostotte.vektet", value, _SECTION_WEIGHT, inntekt=in_ore(income), vekt=shared)

    return reckoned(msg("bostotte.navn.vektet"), parts, reckon)


def weight(household: Household, month: BenefitMonth) -> Explanation:
    """What the household's income is divided by: the first person, each other adult, each member under 18."""
    others, children = household.adults - 1, household.children
    keys = [BenefitRate.WEIGHT_FIRST]
    keys += [BenefitRate.WEIGHT_ADULT] if others else []
    keys += [BenefitRate.WEIGHT_CHILD] if children else []
    rates = [month.rate(key) for key in keys]
    times = [1, *([others] if others else []), *([children] if children else [])]

    def reckon() -> Explanation:
        value = sum((exact(rate) * count for rate, count in zip(rates, times, strict=True)), Decimal(0))
        people = (Operand("voksne", household.adults, Unit.COUNT), Operand("barn", children, Unit.COUNT))
        params: dict[str, Param] = {"vekt": value, "voksne": household.adults, "barn": children}
        return Explanation("bostotte.vekt", params, people, value, Unit.COUNT, _SECTION_WEIGHT)

    return reckoned(msg("bostotte.navn.vekt"), rates, reckon)


def yearly_income(household: Household, month: BenefitMonth) -> Explanation:
    """What counts as the household's income for a year, wealth included."""
    name = msg("bostotte.navn.inntekt")
    if household.incomes is None:
        parts = [unknown(name, "inntekt_aar")]
    else:
        parts = [_member_income(income, month) for income in household.incomes]
    parts += wealth_income(household, month)
    return summed(name, "bostotte.inntekt", parts, _SECTION_INCOME)


def _member_income(income: Income, month: BenefitMonth) -> Explanation:
    limit = _YOUNG if month.first >= UNDER_20_FROM else ADULT
    if income.born is not None and not income.applicant and years_between(income.born, month.first) < limit:
        return amount("bostotte.inntekt.ung", Decimal(0), _SECTION_INCOME, grense=limit)
    parts = list(_income_parts(income, month))
    if len(parts) == 1:
        return parts[0]
    return summed(msg("bostotte.navn.inntekt"), "bostotte.inntekt.person", parts, _SECTION_INCOME)


def _income_parts(income: Income, month: BenefitMonth) -> Iterator[Explanation]:
    monthly = (
        ("bostotte.inntekt.maned", income.month_ore),
        ("bostotte.inntekt.skattefri_leie", income.tax_free_rent_month_ore),
    )
    for code, ore in monthly:
        if ore:
            yield told(code, 12 * ore, maned=ore)
    if income.benefit_month_ore:
        yield _benefit(income, month)
    if income.capital_year_ore:
        yield _capital(income, month)
    if income.year_ore or not (any(ore for _, ore in monthly) or income.benefit_month_ore or income.capital_year_ore):
        yield told("bostotte.inntekt.aar", income.year_ore)


def _benefit(income: Income, month: BenefitMonth) -> Explanation:
    """AAP and dagpenger for a year. Two thirds of a month with three payouts, rounded half up to øre."""
    ore = income.benefit_month_ore
    if income.benefit_payouts < _THREE_PAYOUTS or month.first < TWO_THIRDS_FROM:
        return told("bostotte.inntekt.stonad", 12 * ore, maned=ore)
    counted = to_ore(kroner(ore) * 2 / 3)
    share = in_ore(counted)
    return amount("bostotte.inntekt.to_tredeler", counted * 12, _SECTION_INCOME, maned=ore, regnet=share)


def _capital(income: Income, month: BenefitMonth) -> Explanation:
    free = month.rate(BenefitRate.CAPITAL)

    def reckon() -> Explanation:
        capital, allowance = income.capital_year_ore, in_ore(exact(free))
        value = max(Decimal(0), kroner(capital) - exact(free))
        return amount("bostotte.inntekt.kapital", value, _SECTION_INCOME, kapital=capital, fribelop=allowance)

    return reckoned(msg("bostotte.navn.kapital"), (free,), reckon)


def wealth_income(household: Household, month: BenefitMonth) -> list[Explanation]:
    """Formuestillegg for a year: a part of net wealth above the allowance. None of it without wealth."""
    net = household.wealth.net_ore
    if net is None:
        return [assumed("bostotte.formue.ukjent", "formue")]
    if net <= 0:
        return []
    share = month.rate(BenefitRate.WEALTH_PERCENT)
    if share.result == 0:
        none = amount("bostotte.formue.regnes_ikke", Decimal(0), _SECTION_WEALTH, formue=net)
        return [replace(none, children=(share,))]
    parts = (_allowance(household, month), share)

    def reckon() -> Explanation:
        free = exact(parts[0])
        value = max(Decimal(0), kroner(net) - free) * fraction(share)
        told_as = {"formue": net, "fribelop": in_ore(free)}
        return amount("bostotte.formue", value, _SECTION_WEALTH, prosent=exact(share), **told_as)

    return [reckoned(msg("bostotte.navn.formue"), parts, reckon)]


def _allowance(household: Household, month: BenefitMonth) -> Explanation:
    """Rented: one flat allowance. Owned: the formuesverdi of the home, at most the cap."""
    if not household.owned:
        return month.rate(BenefitRate.WEALTH_RENTED)
    most, value = month.rate(BenefitRate.WEALTH_OWNED_MOST), household.wealth.home_value_ore

    def reckon() -> Explanation:
        if value is None:
            return assumed("bostotte.fribelop.ukjent_verdi", "formuesverdi_bolig", exact(most))
        lowest = min(kroner(value), exact(most))
        return amount("bostotte.fribelop.eid", lowest, _SECTION_WEALTH, verdi=value)

    return reckoned(msg("bostotte.navn.fribelop"), (most,), reckon)
