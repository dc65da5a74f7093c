"""What a household can carry: stress rate first, nothing without it or the floor (P29), and what moves the figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boligdesk.rules.budget.lines import CostKind, DebtKind, DebtLine, Entry
from boligdesk.rules.budget.sifo import SifoItem
from boligdesk.rules.explanation import dump, load
from boligdesk.rules.messages import Kind, RefusedError
from boligdesk.rules.rates import Rates
from boligdesk.rules.startlan.ability import CAVEAT, BankLoan, LoanWish
from boligdesk.rules.startlan.annuity import monthly_payment
from boligdesk.rules.startlan.income import compare_rent, temporary_income
from boligdesk.rules.startlan.interest import (
    PaymentsDue,
    RateBinding,
    RateTerms,
    lending_rate,
    rate_for_test,
    stress_rate,
)
from boligdesk.rules.startlan.term import LongTerm, LongTermFacts, Term, check_term
from boligdesk.texts import render

from ..budget.world import COMPLETE, SHIPPED
from .world import POLICY_RATE, RATES, at, buyer, sure, tried


def test_the_stress_rate_is_styringsrenten_and_two_and_a_half() -> None:
    assert stress_rate(at()).result == Decimal("6.50")
    assert stress_rate(at(COMPLETE)).missing == ("styringsrente",)
    assert stress_rate(at(on=date(2026, 9, 17))).result is None


@pytest.mark.parametrize(
    ("binding", "due", "percent"),
    [
        (RateBinding.FLOATING, PaymentsDue.MONTHLY, "4.131"),
        (RateBinding.FLOATING, PaymentsDue.QUARTERLY, "4.145"),
        (RateBinding.FLOATING, PaymentsDue.HALF_YEARLY, "4.167"),
        (RateBinding.FIXED_3, PaymentsDue.MONTHLY, "4.774"),
        (RateBinding.FIXED_5, PaymentsDue.QUARTERLY, "4.668"),
        (RateBinding.FIXED_10, PaymentsDue.HALF_YEARLY, "4.578"),
        (RateBinding.FIXED_20, PaymentsDue.MONTHLY, "4.822"),
    ],
)
def test_husbankens_rates_of_november(binding: RateBinding, due: PaymentsDue, percent: str) -> None:
    found = lending_rate(RateTerms(binding, due), at())
    assert found.result == Decimal(percent) and not found.provisional


@pytest.mark.parametrize(
    ("binding", "day", "known"),
    [
        (RateBinding.FLOATING, date(2026, 10, 31), False),
        (RateBinding.FLOATING, date(2026, 12, 31), True),
        (RateBinding.FLOATING, date(2027, 1, 1), False),
        (RateBinding.FIXED_3, date(2026, 11, 30), True),
        (RateBinding.FIXED_3, date(2026, 12, 1), False),
    ],
)
def test_a_rate_is_silent_outside_its_own_months(binding: RateBinding, day: date, known: bool) -> None:
    found = lending_rate(RateTerms(binding), at(on=day))
    assert (found.result is not None) is known
    assert known or found.missing == (f"husbanken_{binding.value}_maned",)


def test_the_municipality_adds_a_quarter_of_a_point_at_most() -> None:
    assert lending_rate(RateTerms(addition=Decimal("0.25")), at()).result == Decimal("4.381")
    for addition in ("0.251", "-0.01", "NaN"):
        with pytest.raises(RefusedError):
            lending_rate(RateTerms(addition=Decimal(addition)), at())


def test_a_typed_rate_stands_in_for_husbankens() -> None:
    assert lending_rate(RateTerms(typed=Decimal("3.9")), at(COMPLETE, date(2030, 1, 1))).missing == ()
    assert lending_rate(RateTerms(typed=Decimal(0)), at()).result == 0


def test_a_fixed_rate_below_the_stress_rate_is_what_the_ability_is_tested_with() -> None:
    assert rate_for_test(RateTerms(RateBinding.FIXED_10), at()).result == Decimal("4.535")
    low = RATES.with_office([replace(POLICY_RATE, value="1.0")])
    assert rate_for_test(RateTerms(RateBinding.FIXED_10), at(low)).result == Decimal("3.5")
    assert rate_for_test(RateTerms(), at()).result == Decimal("6.50")


def test_what_is_left_for_the_loan_and_the_largest_one() -> None:
    found = tried()
    living = found.living.ore
    assert found.stress.disposable.ore == 45_000_00 - living - 4_000_00
    most = found.stress.largest.ore
    assert monthly_payment(most, Decimal("6.50"), 360) <= found.stress.disposable.ore
    assert monthly_payment(most + 100, Decimal("6.50"), 360) > found.stress.disposable.ore
    assert found.today.largest.ore > most
    assert found.missing == () and found.carries is None


def test_the_loan_wished_for_is_carried_to_the_krone_and_not_one_more() -> None:
    most = tried().stress.largest.ore
    assert tried(wish=LoanWish(most)).carries is True
    over = tried(wish=LoanWish(most + 100))
    assert over.carries is False and over.stress.surplus and over.stress.surplus.ore < 0
    assert over.today.surplus and over.today.surplus.ore > 0


@pytest.mark.parametrize(
    ("rates", "missing"),
    [
        (COMPLETE, ("styringsrente",)),
        (SHIPPED.with_office([POLICY_RATE]), ("sosialhjelp_enslig", "sosialhjelp_barn_6_10")),
        (SHIPPED, ("sosialhjelp_enslig", "sosialhjelp_barn_6_10", "styringsrente")),
    ],
)
def test_without_stress_rate_or_floor_no_surplus_is_said_and_the_missing_is_named(
    rates: Rates, missing: tuple[str, ...]
) -> None:
    found = tried(wish=LoanWish(2_000_000_00), rates=rates)
    for one in (found.stress, found.today):
        assert one.surplus and one.surplus.result is None
        assert one.largest.result is None and one.disposable.result is None
    assert set(found.missing) == set(missing) and found.carries is None
    assert found.today.payment and found.today.payment.ore == monthly_payment(2_000_000_00, Decimal("4.131"), 360)
    assert "kan ikke regnes ut" in render(found.explanation.message)


def test_living_costs_are_the_households_own_but_never_below_the_floor() -> None:
    """The floor of mother and child is 8 000 + 4 100 and the travel card 1 019."""
    spent = {item: 0 for item in SifoItem if item is not SifoItem.TRAVEL}
    assert tried(buyer(typed=spent)).living.ore == 13_119_00
    assert tried(buyer(typed={**spent, SifoItem.FOOD: 12_100_00})).living.ore == 13_119_00
    assert tried(buyer(typed={**spent, SifoItem.FOOD: 12_100_01})).living.ore == 13_119_01


def test_rent_and_the_present_homes_loan_end_but_other_debts_and_running_costs_count() -> None:
    given = buyer()
    lines = (*given.lines, Entry(CostKind.RENT, 12_000_00), Entry(CostKind.HOME_LOAN, 9_000_00))
    home = DebtLine(DebtKind.HOME, 1, Decimal(1), 8_000_00)
    same = tried(replace(given, lines=lines, debts=(home,)))
    assert same.stress.disposable.ore == tried().stress.disposable.ore
    card = replace(home, kind=DebtKind.CARD)
    assert tried(replace(given, debts=(card,))).stress.disposable.ore == same.stress.disposable.ore - 8_000_00
    running = (*given.lines, Entry(CostKind.MUNICIPAL, 12_000_00 * 12 // 12))
    assert tried(replace(given, lines=running)).stress.disposable.ore == same.stress.disposable.ore - 12_000_00


def test_a_banks_loan_is_paid_first_at_the_higher_of_its_rate_and_the_stress_rate() -> None:
    bank = BankLoan(500_000_00, Decimal(5), 25)
    found, alone = tried(wish=LoanWish(bank=bank)), tried()
    stressed = monthly_payment(500_000_00, Decimal("6.5"), 300)
    assert found.stress.disposable.ore == alone.stress.disposable.ore - stressed
    assert found.today.disposable.ore == alone.today.disposable.ore - monthly_payment(500_000_00, Decimal(5), 300)


def test_a_longer_term_carries_more_and_months_without_instalments_less() -> None:
    thirty, fifty, free = (tried(wish=LoanWish(term=term)) for term in (Term(), Term(50), Term(30, 96)))
    assert free.stress.largest.ore < thirty.stress.largest.ore < fifty.stress.largest.ore


@given(st.integers(0, 150_000), st.integers(0, 50_000), st.decimals(0, 10, places=2), st.decimals(0, 10, places=2))
@settings(deadline=None, max_examples=50)
def test_more_income_never_gives_less_and_a_higher_stress_rate_never_more(
    income: int, more: int, one: Decimal, other: Decimal
) -> None:
    low, high = (RATES.with_office([replace(POLICY_RATE, value=str(rate))]) for rate in sorted((one, other)))
    poor = tried(buyer(income), rates=low)
    assert tried(buyer(income + more), rates=low).stress.largest.ore >= poor.stress.largest.ore
    assert tried(buyer(income), rates=high).stress.largest.ore <= poor.stress.largest.ore
    assert load(dump(poor.explanation)) == poor.explanation


def test_with_everything_confirmed_it_is_no_longer_preliminary() -> None:
    assert tried().provisional and tried().unconfirmed
    assert not tried(rates=sure()).provisional


def test_temporary_income_is_the_least_expected_or_the_average_of_what_was_paid() -> None:
    paid = (20_000_00, 25_000_00, 10_000_01)
    assert temporary_income(paid).ore == 18_333_34
    assert temporary_income(paid, 9_000_00).ore == 9_000_00
    assert temporary_income(()).missing == ("inntekt",)
    with pytest.raises(RefusedError):
        temporary_income((-1,))


@pytest.mark.parametrize(("rent", "told"), [(13_119_00, 0), (13_119_01, 1)])
def test_a_rent_above_the_new_cost_speaks_for_the_loan(rent: int, told: int) -> None:
    spent = {item: 0 for item in SifoItem if item is not SifoItem.TRAVEL}
    assert len(compare_rent(rent, tried(buyer(typed=spent)).living)) == told
    assert compare_rent(rent, tried(rates=COMPLETE).stress.disposable) == ()


def test_the_caveat_is_the_one_of_the_practice() -> None:
    assert render(CAVEAT) == "Regneeksempel. Ikke tilsagn. Ikke by på bolig før kommunen har godkjent den."


FACTS = LongTermFacts(dict.fromkeys(LongTerm, True), affordable_in_30=False)


@pytest.mark.parametrize(
    ("term", "facts", "kinds"),
    [
        (Term(30), LongTermFacts(), []),
        (Term(1), LongTermFacts(), []),
        (Term(0), LongTermFacts(), [Kind.HARD, Kind.HARD]),
        (Term(51), FACTS, [Kind.HARD]),
        (Term(50), FACTS, []),
        (Term(31), LongTermFacts(), [Kind.MISSING] * 5),
        (Term(31), replace(FACTS, affordable_in_30=True), [Kind.HARD]),
        (Term(31), replace(FACTS, affordable_in_30=None), [Kind.MISSING]),
        (Term(31), replace(FACTS, answers={**FACTS.answers, LongTerm.LOW_INCOME: False}), [Kind.HARD]),
        (Term(30, 96), LongTermFacts(), []),
        (Term(30, 97), LongTermFacts(), [Kind.HARD]),
        (Term(2, 24), LongTermFacts(), [Kind.HARD]),
        (Term(30, -1), LongTermFacts(), [Kind.HARD]),
    ],
)
def test_thirty_years_or_fifty_with_its_conditions_and_eight_without_instalments(
    term: Term, facts: LongTermFacts, kinds: list[Kind]
) -> None:
    assert [control.kind for control in check_term(term, facts, at())] == kinds


def test_what_is_waived_with_children_and_with_a_home_at_risk() -> None:
    nobody = LongTermFacts(dict.fromkeys(LongTerm, False), affordable_in_30=False)
    poor = replace(nobody, predictable_low_income=True)
    refused = {
        "none": check_term(Term(50), nobody, at()),
        "poor": check_term(Term(50), poor, at()),
        "children": check_term(Term(50), replace(poor, children=True), at()),
        "children, not poor": check_term(Term(50), replace(nobody, children=True), at()),
        "risk": check_term(Term(50), replace(nobody, home_at_risk=True), at()),
        "risk, poor": check_term(Term(50), replace(poor, home_at_risk=True), at()),
    }
    counts = {name: len(controls) for name, controls in refused.items()}
    assert counts == {"none": 4, "poor": 4, "children": 3, "children, not poor": 4, "risk": 2, "risk, poor": 1}
