"""What of the home's costs counts, and the cap on it (forskrift om bustøtte §§ 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..explanation import Certainty, Explanation, Operand
from ..messages import msg
from .household import HomeTenure, Household, Municipality
from .month import (
    HEATING_FOR_ALL_FROM,
    BenefitMonth,
    BenefitRate,
    amount,
    assumed,
    exact,
    in_ore,
    reckoned,
    summed,
    told,
    unknown,
)

_SECTION_COSTS = "forskrift om bustøtte § 2"
_SECTION_CAP = "forskrift om bustøtte § 3"
_CAPS = (BenefitRate.CAP_1, BenefitRate.CAP_2, BenefitRate.CAP_3, BenefitRate.CAP_4, BenefitRate.CAP_5)
_GROUPS = {1: BenefitRate.GROUP_1, 2: BenefitRate.GROUP_2, 3: BenefitRate.GROUP_3}


def counted_costs(household: Household, month: BenefitMonth) -> Explanation:
    """The costs of a year that count: what the home costs, at most the cap (godkjent boutgift)."""
    parts = (home_costs(household, month), cap(household, month))

    def reckon() -> Explanation:
        costs, most = (exact(part) for part in parts)
        return amount("bostotte.godkjent", min(costs, most), _SECTION_CAP, utgift=in_ore(costs), tak=in_ore(most))

    return reckoned(msg("bostotte.navn.godkjent"), parts, reckon)


def cap(household: Household, month: BenefitMonth) -> Explanation:
    """The most that counts in a year: by size of the household, group of the municipality, adapted home."""
    keys = [_CAPS[min(household.size, len(_CAPS)) - 1]]
    keys += [_GROUPS[household.municipality.group]] if household.municipality.group in _GROUPS else []
    keys += [BenefitRate.ADAPTED] if household.adapted else []
    parts = [*(month.rate(key) for key in keys), *_found_by_name(household.municipality)]
    return summed(msg("bostotte.navn.tak"), "bostotte.tak", parts, _SECTION_CAP)


def _found_by_name(place: Municipality) -> Iterator[Explanation]:
    """The group as a line of its own where the name alone does not settle it; adds nothing."""
    if place.name and not place.settled:
        unsettled = amount("bostotte.kommune", Decimal(0), kommune=place.name, gruppe=place.group)
        yield replace(unsettled, certainty=Certainty.DERIVED, operands=(Operand("kommune", place.name),))


def home_costs(household: Household, month: BenefitMonth) -> Explanation:
    """The costs of a year by sort of home, with the standard amounts, before the cap."""
    name = msg("bostotte.navn.boutgift")
    parts = [*_paid(household), *_standard_amounts(household, month)]
    return summed(name, "bostotte.boutgift", parts, _SECTION_COSTS)


def _paid(household: Household) -> Iterator[Explanation]:
    costs = household.costs
    if costs.month_ore is None:
        yield unknown(msg("bostotte.navn.boutgift"), "boutgift_mnd")
    else:
        yield told("bostotte.boutgift.maned", 12 * costs.month_ore, maned=costs.month_ore)
    if costs.loan_month_ore and household.owned:
        yield told("bostotte.boutgift.lan", 12 * costs.loan_month_ore, maned=costs.loan_month_ore)
    if costs.tenure is HomeTenure.DETACHED:
        yield from _paid_for_a_house(household)


def _paid_for_a_house(household: Household) -> Iterator[Explanation]:
    costs = household.costs
    paid = (
        ("bostotte.boutgift.avgifter", costs.municipal_year_ore),
        ("bostotte.boutgift.eiendomsskatt", costs.property_tax_year_ore),
        ("bostotte.boutgift.festeavgift", costs.ground_rent_year_ore),
    )
    return (told(code, ore) for code, ore in paid if ore)


def _standard_amounts(household: Household, month: BenefitMonth) -> Iterator[Explanation]:
    """Running costs of a house of one's own, and heating that is not in the rent."""
    if household.costs.tenure is HomeTenure.DETACHED:
        yield month.rate(BenefitRate.RUNNING)
    elif household.costs.tenure is None:
        yield assumed("bostotte.boform_ukjent", "boform")
    included = household.costs.heating_included
    if included is None:
        yield assumed("bostotte.oppvarming_ukjent", "oppvarming_inkludert")
    elif not included and (month.first >= HEATING_FOR_ALL_FROM or household.pensioner):
        yield month.rate(BenefitRate.HEATING)
    elif not included:
        yield amount("bostotte.oppvarming_pensjonist", Decimal(0), _SECTION_COSTS)
