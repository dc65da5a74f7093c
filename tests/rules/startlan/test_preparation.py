"""All figures of a startlån from what was typed: each purpose its own, kept and opened without a change."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import DebtKind, DebtLine, Entry, IncomeKind
from boligdesk.rules.guidance.words import LoanPurpose
from boligdesk.rules.messages import Kind, RefusedError
from boligdesk.rules.rates import RateValue
from boligdesk.rules.startlan.bank import BankAnswer, BankTest
from boligdesk.rules.startlan.kept import dump_figures, dump_given, load_figures, load_given
from boligdesk.rules.startlan.preparation import LoanFigure, LoanGiven, prepare
from boligdesk.rules.startlan.purchase import FinancingKind, HomeForm

from ..budget.world import COMPLETE, SHIPPED, person
from .world import POLICY_RATE, at

F = LoanFigure
GIVEN = LoanGiven(
    LoanPurpose.BUY,
    (person(30), person(8)),
    income_ore=45_000_00,
    running_ore=4_000_00,
    price_ore=2_500_000_00,
    savings_ore=150_000_00,
    gross_year_ore=650_000_00,
)
OWED: dict[str, Any] = {"value_ore": 2_000_000_00, "debt_ore": 1_500_000_00, "instalment_ore": 9_000_00}
SURPLUS = (F.STRESS_LARGEST, F.TODAY_LARGEST, F.STRESS_SURPLUS, F.TODAY_SURPLUS)


def _ore(given: LoanGiven, name: LoanFigure) -> int:
    return prepare(given, at()).figures[name].ore


def _said(given: LoanGiven) -> set[str]:
    return {one.code for one in prepare(given, at()).controls}


@pytest.mark.parametrize("purpose", LoanPurpose)
def test_what_is_kept_is_opened_unchanged(purpose: LoanPurpose) -> None:
    given = replace(GIVEN, purpose=purpose, **OWED, bank_answer=BankAnswer.REFUSED, addition=Decimal("0.25"))
    found = prepare(given, at())
    again = load_figures(json.loads(json.dumps(dump_figures(found))))
    assert (again.figures, again.on, again.bank_test, again.kind) == (
        found.figures, found.on, found.bank_test, found.kind,
    )  # fmt: skip
    assert [(one.kind, one.what) for one in again.controls] == [(one.kind, one.what) for one in found.controls]
    assert again.ability.carries is found.ability.carries is not None
    assert load_given(json.loads(json.dumps(dump_given(given)))) == given


def test_another_schema_is_refused() -> None:
    for read, kept in ((load_given, dump_given(GIVEN)), (load_figures, dump_figures(prepare(GIVEN, at())))):
        with pytest.raises(RefusedError) as refused:
            read({**kept, "schema": 99})
        assert refused.value.fault.code == "forklaring.ukjent_skjema"


@pytest.mark.parametrize(
    ("rates", "lacks"),
    [
        (COMPLETE, {"styringsrente"}),
        (SHIPPED.with_office([POLICY_RATE]), {"sosialhjelp_enslig", "sosialhjelp_barn_6_10"}),
    ],
)
def test_no_surplus_without_stress_rate_or_floor(rates: object, lacks: set[str]) -> None:
    found = prepare(GIVEN, at(rates))  # type: ignore[arg-type]
    assert [found.figures[name].result for name in SURPLUS] == [None] * len(SURPLUS)
    assert lacks <= set(found.missing) and lacks == {n for step in found.lacking for n in step.missing_here}
    assert found.ability.carries is None
    assert found.figures[F.TODAY_RATE].result == Decimal("4.131"), "what can be said is said"


def test_without_a_wish_the_loan_is_what_the_price_needs() -> None:
    assert _ore(GIVEN, F.NEED) == 2_507_045_00
    tried = prepare(replace(GIVEN, loan_ore=2_507_045_00), at()).figures
    assert prepare(GIVEN, at()).figures[F.STRESS_SURPLUS] == tried[F.STRESS_SURPLUS]
    assert prepare(replace(GIVEN, price_ore=None), at()).figures.get(F.STRESS_SURPLUS) is None


def test_a_bank_before_the_startlan_makes_it_a_top_loan_and_carries_less() -> None:
    with_bank = replace(GIVEN, bank_ore=1_000_000_00, bank_rate=Decimal("5.5"))
    found = prepare(with_bank, at())
    assert found.kind is FinancingKind.TOP and prepare(GIVEN, at()).kind is FinancingKind.FULL
    assert found.figures[F.NEED].ore == 1_507_045_00
    assert found.figures[F.STRESS_LARGEST].ore < _ore(GIVEN, F.STRESS_LARGEST)


def test_more_than_the_household_carries_is_lacking_as_tilskudd() -> None:
    poor = replace(GIVEN, income_ore=30_000_00)
    assert _ore(poor, F.GRANT) == _ore(poor, F.NEED) - _ore(poor, F.LOAN) > 0


def test_forty_years_only_when_thirty_do_not_carry_and_the_conditions_are_met() -> None:
    assert "startlan.loptid.klarer_vanlig" in _said(replace(GIVEN, years=40))
    poor = replace(GIVEN, income_ore=37_000_00, years=40)
    assert _said(poor) >= {"startlan.loptid.sporres"}
    met = replace(poor, low_income=True, lasting_need=True, rentals_unfit=True, no_shorter=True)
    assert not _said(met) & {"startlan.loptid.sporres", "startlan.loptid.klarer_vanlig", "startlan.loptid.vilkar"}
    assert "startlan.loptid.vilkar" in _said(replace(met, rentals_unfit=False))
    assert "startlan.loptid.avdragsfri" in _said(replace(GIVEN, interest_only_months=97))


def test_the_published_examples_of_the_trial() -> None:
    trial = replace(GIVEN, purpose=LoanPurpose.FIRST_HOME, price_ore=3_000_000_00)
    assert (_ore(trial, F.FIRST_EQUITY), _ore(trial, F.FIRST_FINANCED)) == (150_000_00, 2_929_545_00)
    shared = replace(trial, form=HomeForm.BORETTSLAG, shared_debt_ore=1_000_000_00)
    assert (_ore(shared, F.FIRST_FINANCED), _ore(shared, F.FIRST_LOAN)) == (2_854_545_00, 1_854_545_00)
    assert "startlan.forstegang.for_lite" in _said(replace(trial, savings_ore=149_999_00))


def test_refinancing_gathers_the_debts_and_they_are_not_paid_twice() -> None:
    given = replace(GIVEN, purpose=LoanPurpose.REFINANCE, **OWED)
    found = prepare(given, at()).figures
    assert (found[F.REFINANCED].ore, found[F.OUTSIDE].ore) == (1_500_000_00, 0)
    assert found[F.STRESS_LEFT].ore == _ore(replace(GIVEN, debt_ore=0), F.STRESS_LEFT)
    above = prepare(replace(given, debt_ore=2_400_000_00), at()).figures
    assert above[F.OUTSIDE].ore == 400_000_00
    assert above[F.STRESS_LEFT].ore == found[F.STRESS_LEFT].ore - 9_000_00, "debt stays outside: it is still paid"
    assert F.NEED not in found and F.BANK_EQUITY not in found


def test_the_home_they_rent_asks_for_sale_valuation_and_arrears() -> None:
    rents = replace(GIVEN, purpose=LoanPurpose.RENT_TO_OWN, arrears_ore=12_000_00, value_ore=2_400_000_00)
    assert _said(rents) >= {"startlan.leie_til_eie.restanse", "startlan.leie_til_eie.over_takst"}
    kinds = {one.what.code: one.kind for one in prepare(replace(rents, municipality_sells=False), at()).controls}
    assert kinds["startlan.leie_til_eie.selges"] is Kind.HARD


def test_a_budget_stands_in_place_of_what_was_typed() -> None:
    debts = (DebtLine(DebtKind.CAR, 100_000_00, Decimal(6), 2_000_00),)
    budget = Household(GIVEN.people, (Entry(IncomeKind.WAGE, 45_000_00),), debts, couple=False)
    with_budget = replace(GIVEN, people=(), income_ore=None, budget=budget)
    assert _ore(with_budget, F.STRESS_LEFT) == _ore(GIVEN, F.STRESS_LEFT) - 2_000_00
    assert _ore(with_budget, F.BANK_LOAN) == _ore(GIVEN, F.BANK_LOAN) - 100_000_00
    assert load_given(dump_given(with_budget)) == with_budget


@pytest.mark.parametrize(
    ("answer", "savings", "price", "expected"),
    [
        (BankAnswer.REFUSED, 0, 1, BankTest.MET),
        (BankAnswer.ENOUGH, 0, 1, BankTest.NOT_MET),
        (None, 0, 9_000_000_00, BankTest.NOT_NEEDED),
        (None, 500_000_00, 2_000_000_00, BankTest.MISSING),
    ],
)
def test_the_bank_test(answer: BankAnswer | None, savings: int, price: int, expected: BankTest) -> None:
    given = replace(GIVEN, bank_answer=answer, savings_ore=savings, price_ore=price)
    assert prepare(given, at()).bank_test is expected


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"income_ore": -1}, "budsjett.umulig_belop"),
        ({"price_ore": 10**13}, "budsjett.umulig_belop"),
        ({"shared_debt_ore": 3_000_000_00}, "startlan.fellesgjeld_over_pris"),
        ({"addition": Decimal("0.5")}, "startlan.for_hoyt_paslag"),
        ({"people": ()}, "budsjett.uten_personer"),
        ({"people": (person(30),) * 31}, "budsjett.for_mange"),
        ({"people": (replace(person(30), born=date(2030, 1, 1)),)}, "budsjett.ikke_fodt"),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        prepare(replace(GIVEN, **change), at())  # type: ignore[arg-type]
    assert refused.value.fault.code == code


def test_a_child_without_sex_makes_only_what_needs_it_unsayable() -> None:
    unknown = replace(GIVEN, people=(person(30), person(12, None)))
    found = prepare(unknown, at())
    assert "kjonn" in found.missing and found.figures[F.STRESS_LARGEST].result is None
    assert found.figures[F.TOTAL_PRICE].ore == 2_567_045_00


def test_what_is_not_confirmed_is_named_and_confirmed_rates_are_not() -> None:
    found = prepare(GIVEN, at())
    keys = {step.rate.key for step in found.unconfirmed if step.rate}
    assert {"kjop_dokumentavgift", "bank_inntekt"} <= keys and "styringsrente" not in keys
    sure = [
        replace(row, certainty=POLICY_RATE.certainty)
        for key in keys
        for row in at().rates.rows[key]
        if isinstance(row, RateValue)
    ]
    assert prepare(GIVEN, at(at().rates.with_office(sure))).unconfirmed == ()
