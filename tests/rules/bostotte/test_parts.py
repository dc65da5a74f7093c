"""Incomes, ages, costs and sorts of homes: both sides of every limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from boligdesk.rules.bostotte.costs import cap, home_costs
from boligdesk.rules.bostotte.household import HomeCosts, HomeTenure, Income, Wealth
from boligdesk.rules.bostotte.income import wealth_income, weight, yearly_income
from boligdesk.rules.bostotte.month import BenefitMonth
from boligdesk.rules.bostotte.municipalities import municipality
from boligdesk.rules.bostotte.own_share import Stepwise, share_terms
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import fault_text, render
from boligdesk.texts.catalogue import catalogue

from .world import JUNE_2026, SHIPPED, household, kroner, reckon


def _month(year: int, month: int) -> BenefitMonth:
    return BenefitMonth(SHIPPED, date(year, month, 1))


def _income(income: Income, month: BenefitMonth) -> object:
    return yearly_income(replace(household(), incomes=(income,)), month).result


@pytest.mark.parametrize(
    ("born", "month", "applicant", "counts"),
    [
        (date(2006, 11, 1), (2026, 11), False, True),  # 20 that day
        (date(2006, 11, 2), (2026, 11), False, False),
        (date(2008, 1, 1), (2026, 11), True, True),
        (date(2006, 9, 1), (2024, 9), False, True),  # the limit was 18
        (date(2006, 9, 2), (2024, 9), False, False),
        (date(2005, 1, 1), (2024, 9), False, True),
        (date(2005, 1, 1), (2024, 10), False, False),
    ],
)
def test_who_is_too_young_for_the_income_to_count(
    born: date, month: tuple[int, int], applicant: bool, counts: bool
) -> None:
    income = Income(year_ore=90_000_00, born=born, applicant=applicant)
    assert _income(income, _month(*month)) == (90_000 if counts else 0)


@pytest.mark.parametrize(
    ("payouts", "month", "a_year"),
    [
        (3, (2025, 1), Decimal("159999.96")),
        (2, (2025, 1), Decimal(240_000)),
        (3, (2024, 12), Decimal(240_000)),
    ],
)
def test_two_thirds_of_aap_and_dagpenger_in_a_month_with_three_payouts(
    payouts: int, month: tuple[int, int], a_year: Decimal
) -> None:
    """Two thirds of 20 000 is rounded to 13 333.33 a month."""
    assert _income(Income(benefit_month_ore=20_000_00, benefit_payouts=payouts), _month(*month)) == a_year


@pytest.mark.parametrize(("capital", "counted"), [(6_886, 0), (6_887, 1), (0, 0)])
def test_capital_income_counts_above_the_allowance_of_each_person(capital: int, counted: int) -> None:
    assert _income(Income(capital_year_ore=capital * 100), BenefitMonth(SHIPPED, JUNE_2026)) == counted


def test_all_parts_of_an_income_count() -> None:
    income = Income(1_000_00, 2_000_00, 300_00, 2, 400_00, 6_986_00)
    assert _income(income, BenefitMonth(SHIPPED, JUNE_2026)) == 1_000 + 12 * (2_000 + 300 + 400) + 100


@pytest.mark.parametrize(
    ("net", "tenure", "value", "month", "a_year"),
    [
        (344_231, HomeTenure.RENTED, None, (2026, 6), "0"),
        (344_331, HomeTenure.RENTED, None, (2026, 6), "65"),
        (-500, HomeTenure.RENTED, None, (2026, 6), None),
        (500_000, HomeTenure.DETACHED, 400_000, (2026, 6), "65000"),
        (800_000, HomeTenure.DETACHED, 9_000_000, (2026, 6), "50126.05"),
        (900_000, HomeTenure.RENTED, None, (2021, 12), "0"),
        (900_000, HomeTenure.RENTED, None, (2022, 2), "0"),
    ],
)
def test_wealth_above_the_allowance(
    net: int, tenure: HomeTenure, value: int | None, month: tuple[int, int], a_year: str | None
) -> None:
    home = household(wealth=Wealth(net * 100, value and value * 100))
    home = replace(home, costs=replace(home.costs, tenure=tenure))
    steps = wealth_income(home, _month(*month))
    assert [step.result for step in steps] == ([] if a_year is None else [Decimal(a_year)])


def test_wealth_in_march_2022_lacks_its_allowance_and_is_not_guessed() -> None:
    found = reckon(household(wealth=Wealth(900_000_00)), date(2022, 3, 1))
    assert (found.weighted_income.result, found.missing) == (None, ("bostotte_fribelop_formue_leid",))


@pytest.mark.parametrize(
    ("adults", "children", "month", "value"),
    [
        (1, 0, (2026, 6), "1.00"),
        (3, 2, (2026, 6), "1.56"),
        (3, 2, (2023, 2), "1.56"),
        (3, 2, (2023, 1), "1.52"),
        (3, 2, (2021, 12), "1.40"),
    ],
)
def test_weight_of_the_household(adults: int, children: int, month: tuple[int, int], value: str) -> None:
    found = weight(household(adults=adults, children=children), _month(*month))
    assert found.result == Decimal(value)


@pytest.mark.parametrize(
    ("heating", "month", "pensioner", "added"),
    [
        (False, (2026, 6), False, 7_631),
        (True, (2026, 6), False, 0),
        (None, (2026, 6), False, 0),
        (False, (2024, 9), False, 7_076),
        (False, (2024, 8), False, 0),
        (False, (2024, 8), True, 7_076),
    ],
)
def test_heating(heating: bool | None, month: tuple[int, int], pensioner: bool, added: int) -> None:
    home = household(4, 9_450, heating=heating, lone_pensioner=pensioner)
    assert home_costs(home, _month(*month)).result == 113_400 + added


def test_the_check_on_the_picture() -> None:
    """look/06 with the heating that the picture lacks (P28): 9 450 × 12 + 7 631."""
    found = reckon(household(4, 9_450, 324_000, 1, 2, heating=False))
    assert (found.costs.result, found.weighted_income.result) == (121_031, 249_231)


@pytest.mark.parametrize(
    ("tenure", "a_year"),
    [
        (HomeTenure.RENTED, 12_000),
        (HomeTenure.SHARED_COSTS, 12_000 + 24_000),
        (HomeTenure.DETACHED, 12_000 + 24_000 + 15_262 + 3_000 + 400 + 50),
    ],
)
def test_costs_by_sort_of_home(tenure: HomeTenure, a_year: int) -> None:
    costs = HomeCosts(1_000_00, tenure, 2_000_00, 3_000_00, 400_00, 50_00, True)
    assert home_costs(replace(household(), costs=costs), BenefitMonth(SHIPPED, JUNE_2026)).result == a_year


def test_the_cap_of_an_adapted_home_and_of_a_large_household() -> None:
    at = BenefitMonth(SHIPPED, JUNE_2026)
    assert cap(household(3, adults=2, children=12, adapted=True), at).result == 150_385 + 12_720 + 5_724


@pytest.mark.parametrize(("above", "steps"), [(0, 0), (1, 1), (1_205, 1), (1_206, 2), (2_410, 2), (2_411, 3)])
def test_a_step_of_the_old_formula_is_begun_by_its_first_krone(above: int, steps: int) -> None:
    terms = share_terms(household(), _month(2022, 6))
    assert isinstance(terms, Stepwise)
    assert terms.steps(Decimal(195_220 + above)) == steps


@pytest.mark.parametrize(("month", "linear"), [((2024, 6), False), ((2024, 7), True)])
def test_the_formula_changed_in_july_2024(month: tuple[int, int], linear: bool) -> None:
    assert isinstance(share_terms(household(), _month(*month)), Stepwise) is not linear


def test_what_is_less_than_the_least_payment_is_not_paid() -> None:
    paid, unpaid = (reckon(household(1, income=12 * m)) for m in (28_241, 28_242))
    assert (kroner(paid), paid.benefit.code) == (63, "bostotte.belop")
    assert (kroner(unpaid), unpaid.benefit.code) == (0, "bostotte.under_minste")
    assert "mindre enn minste utbetaling på 63\u00a0kr" in render(unpaid.benefit.message)


@pytest.mark.parametrize(
    ("name", "group", "settled"),
    [
        ("Oslo", 1, True),
        ("BÆRUM", 2, True),
        ("Stavanger kommune", 2, False),
        ("nordre follo", 3, True),
        ("Skedsmo", 3, True),
        ("Lillestrøm", 3, False),
        ("Alta", 4, True),
        (" Aurskog-Høland ", 4, True),
    ],
)
def test_a_municipality_is_known_by_its_name(name: str, group: int, settled: bool) -> None:
    found = municipality(name)
    assert (found.group, found.settled) == (group, settled)


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("Lilestrøm", "bostotte.ukjent_kommune", "Mente du Lillestrøm"),
        ("Atlantis på havets bunn", "bostotte.uten_slik_kommune", "kommunegruppe"),
        ("", "bostotte.uten_slik_kommune", "kommunegruppe"),
    ],
)
def test_an_unknown_municipality_is_refused(name: str, code: str, words: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        municipality(name)
    assert refusal.value.fault.code == code and words in fault_text(refusal.value.fault).mend


def test_every_step_can_be_said_in_both_languages() -> None:
    rich = Income(1_000_00, 2_000_00, 300_00, 3, 400_00, 9_000_00)
    home = household(2, adapted=True, heating=False, adults=2, children=1, wealth=Wealth(900_000_00))
    home = replace(home, incomes=(rich, Income(born=date(2015, 1, 1))))
    home = replace(home, costs=HomeCosts(1, HomeTenure.DETACHED, 1, 1, 1, 1))
    for month in (JUNE_2026, date(2023, 6, 1), date(2021, 6, 1)):
        for step in reckon(home, month).explanation.walk():
            assert "nn" in catalogue()[step.code], step.code
            assert render(step.message, "nb") and render(step.message, "nn")
