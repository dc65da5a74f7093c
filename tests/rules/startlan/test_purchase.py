"""Buying: costs, financing, the trial for first-time buyers, refinancing, papers, proof and double rent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boligdesk.rules.budget.lines import DebtKind, DebtLine
from boligdesk.rules.budget.steps import MOST_ORE, ore_of
from boligdesk.rules.explanation import Explanation
from boligdesk.rules.guidance.words import LoanPurpose
from boligdesk.rules.messages import Kind, RefusedError
from boligdesk.rules.periods import Period
from boligdesk.rules.startlan.documents import LoanPaper, PaperFacts, papers
from boligdesk.rules.startlan.first_time import FirstTimeFacts, first_time, ten_years
from boligdesk.rules.startlan.interest import RateTerms, lending_rate
from boligdesk.rules.startlan.proof import ProofState, double_rent, proof_ends, proof_state
from boligdesk.rules.startlan.purchase import (
    FinancingKind,
    HomeForm,
    Means,
    Purchase,
    check_financing,
    financing,
    largest_by_price,
    purchase_costs,
)
from boligdesk.rules.startlan.refinance import RefinanceFacts, refinancing
from boligdesk.rules.startlan.rent_to_own import RentToOwnFacts, check_rent_to_own

from .world import at, carried

SELVEIER = Purchase(3_000_000_00)
BORETTSLAG = Purchase(3_000_000_00, HomeForm.BORETTSLAG, 1_000_000_00)


@pytest.mark.parametrize(
    ("home", "costs", "financed", "loan"),
    [
        (SELVEIER, 79_545, 2_929_545, 2_929_545),
        (BORETTSLAG, 4_545, 2_854_545, 1_854_545),
    ],
)
def test_the_published_examples_of_the_trial(home: Purchase, costs: int, financed: int, loan: int) -> None:
    """Fellesgjeld counts inside the price: the second example's loan is what is left when it is taken off."""
    found = first_time(FirstTimeFacts(True), home, Means(150_000_00), at())
    assert ore_of(purchase_costs(home, at())) == costs * 100
    assert found.equity.ore == 150_000_00
    assert (found.financed.ore, found.loan.ore) == (financed * 100, loan * 100)


ALL_YES = FirstTimeFacts(True, None, None, True, True, False, True, True)


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, []),
        ({"never_owned": False}, [Kind.HARD]),
        ({"never_owned": False, "life_crisis": True}, []),
        ({"never_owned": None}, [Kind.MISSING]),
        ({"alone": False}, [Kind.MISSING]),
        ({"alone": False, "co_applicant_never_owned": False}, [Kind.HARD]),
        ({"ordinary_possible": True}, [Kind.HARD]),
        ({"bank_insufficient": False}, [Kind.HARD]),
        ({"savings_used": None}, [Kind.MISSING]),
        ({"pool_left": False}, [Kind.HARD]),
    ],
)
def test_the_terms_of_the_trial(change: dict[str, object], kinds: list[Kind]) -> None:
    found = first_time(replace(ALL_YES, **change), SELVEIER, Means(150_000_00), at())  # type: ignore[arg-type]
    assert [control.kind for control in found.controls] == [*kinds, Kind.INFO]


@pytest.mark.parametrize(("savings", "short"), [(150_000_00, False), (149_999_99, True)])
def test_five_percent_of_the_price_is_asked_without_exception(savings: int, short: bool) -> None:
    found = first_time(ALL_YES, SELVEIER, Means(savings), at())
    assert (Kind.HARD in [control.kind for control in found.controls]) is short


def test_the_trial_runs_ten_years_of_thirty_and_is_not_known_after_2026() -> None:
    years = ten_years(2_929_545_00, lending_rate(RateTerms(), at()), at())
    assert years and len(years.payments) == 120 and years.left.ore == years.payments[-1].left > 2_000_000_00
    later = at(on=date(2027, 1, 1))
    assert ten_years(1_00, lending_rate(RateTerms(typed=Decimal(4)), later), later) is None
    found = first_time(ALL_YES, SELVEIER, Means(150_000_00), later)
    assert found.loan.result is None
    assert set(found.loan.missing) == {"kjop_dokumentavgift", "kjop_tinglysing", "forstegang_egenkapital"}


def test_real_costs_stand_in_for_the_proposal_which_is_derived() -> None:
    told = replace(SELVEIER, stamp_ore=70_000_00, fees_ore=1_000_00, other_ore=5_00)
    assert ore_of(purchase_costs(told, at())) == 71_005_00
    assert not purchase_costs(told, at()).provisional
    assert purchase_costs(SELVEIER, at()).provisional and purchase_costs(BORETTSLAG, at()).provisional
    assert ore_of(purchase_costs(replace(BORETTSLAG, form=HomeForm.AKSJE), at())) == 4_545_00


def test_full_financing_with_the_buffer_kept_outside() -> None:
    means = Means(100_000_00, (30_000_00,))
    found = financing(SELVEIER, means, carried(2_900_000), at())
    assert found.kind is FinancingKind.FULL
    assert (found.total.ore, found.buffer.ore, found.equity.ore) == (3_079_545_00, 60_000_00, 40_000_00)
    assert (found.need.ore, found.loan.ore, found.grant.ore) == (3_039_545_00, 2_900_000_00, 139_545_00)
    assert found.explanation.ore == found.need.ore


def test_top_financing_beside_a_bank_and_nothing_lacking() -> None:
    found = financing(BORETTSLAG, Means(0, (), 1_500_000_00), carried(900_000), at())
    assert found.kind is FinancingKind.TOP
    assert (found.most.ore, found.need.ore, found.loan.ore, found.grant.ore) == (
        2_004_545_00,
        504_545_00,
        504_545_00,
        0,
    )
    rich = financing(BORETTSLAG, Means(9_000_000_00), carried(900_000), at())
    assert (rich.need.ore, rich.loan.ore, rich.grant.ore) == (0, 0, 0)


def test_without_a_largest_loan_the_need_is_said_but_neither_loan_nor_grant() -> None:
    untold = Explanation("startlan.evne_uten", missing_here=("styringsrente",))
    found = financing(SELVEIER, Means(), untold, at())
    assert found.need.result is not None
    assert found.loan.result is None and found.grant.result is None and found.grant.missing == ("styringsrente",)


@pytest.mark.parametrize(
    ("wanted", "kinds"),
    [(2_004_545_00, []), (2_004_545_01, [Kind.HARD]), (None, [])],
)
def test_loan_and_fellesgjeld_are_at_most_the_price_with_costs(wanted: int | None, kinds: list[Kind]) -> None:
    assert [control.kind for control in check_financing(BORETTSLAG, Means(), wanted, at())] == kinds
    assert largest_by_price(BORETTSLAG, at()).ore == 2_004_545_00


@pytest.mark.parametrize(
    ("means", "kinds"),
    [
        (Means(100_000_00, (30_000_00,)), []),
        (Means(100_000_00, (30_000_00,), equity_ore=40_000_00), []),
        (Means(100_000_00, (30_000_00,), equity_ore=40_000_01), [Kind.INFO]),
        (Means(100_000_00, (30_000_00,), equity_ore=100_000_00), [Kind.SOFT]),
        (Means(100_000_00), [Kind.SOFT]),
        (Means(0), []),
    ],
)
def test_a_part_of_the_savings_may_be_asked_for_never_all(means: Means, kinds: list[Kind]) -> None:
    assert [control.kind for control in check_financing(SELVEIER, means, None, at())] == kinds


@given(
    st.integers(0, 90_000_000),
    st.integers(0, 5_000_000),
    st.integers(0, 5_000_000),
    st.integers(0, 5_000_000),
    st.sampled_from(HomeForm),
)
@settings(deadline=None, max_examples=50)
def test_the_parts_always_pay_the_home(price: int, savings: int, bank: int, most: int, form: HomeForm) -> None:
    found = financing(Purchase(price * 100, form), Means(savings * 100, (), bank * 100), carried(most), at())
    paid = found.equity.ore + bank * 100 + found.loan.ore + found.grant.ore
    assert paid >= found.total.ore and found.grant.ore >= 0 and found.loan.ore <= most * 100
    assert paid == found.total.ore or found.loan.ore == 0


@pytest.mark.parametrize(
    ("home", "means", "code"),
    [
        (Purchase(-1), Means(), "budsjett.umulig_belop"),
        (Purchase(MOST_ORE + 1), Means(), "budsjett.umulig_belop"),
        (Purchase(100, shared_debt_ore=101), Means(), "startlan.fellesgjeld_over_pris"),
        (Purchase(100), Means(-1), "budsjett.umulig_belop"),
        (Purchase(100), Means(0, (-1,)), "budsjett.umulig_belop"),
    ],
)
def test_a_purchase_that_cannot_be_is_refused(home: Purchase, means: Means, code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        financing(home, means, carried(0), at())
    assert refusal.value.fault.code == code


DEBTS = (DebtLine(DebtKind.HOME, 1_500_000_00), DebtLine(DebtKind.CARD, 300_000_00), DebtLine(DebtKind.PUBLIC, 200_00))
FACTS = RefinanceFacts(True, True, 2_000_000_00, DEBTS, carried(2_000_000))


@pytest.mark.parametrize(
    ("change", "kinds", "loan", "outside"),
    [
        ({}, [Kind.INFO], 1_800_200_00, 0),
        ({"owner": False}, [Kind.HARD, Kind.INFO], 1_800_200_00, 0),
        ({"home_at_risk": False}, [Kind.HARD, Kind.INFO], 1_800_200_00, 0),
        ({"owner": None}, [Kind.MISSING, Kind.INFO], 1_800_200_00, 0),
        ({"value_ore": 1_800_200_00}, [Kind.INFO], 1_800_200_00, 0),
        ({"value_ore": 1_800_199_99}, [Kind.INFO, Kind.INFO], 1_800_199_99, 1),
        ({"carried": carried(1_800_200)}, [Kind.INFO], 1_800_200_00, 0),
        ({"carried": carried(1_800_199)}, [Kind.HARD, Kind.INFO], 1_800_200_00, 0),
    ],
)
def test_refinancing_keeps_a_home_at_risk_within_its_value_and_what_is_carried(
    change: dict[str, object], kinds: list[Kind], loan: int, outside: int
) -> None:
    found = refinancing(replace(FACTS, **change))  # type: ignore[arg-type]
    assert [control.kind for control in found.controls] == kinds
    assert (found.loan.ore, found.outside.ore, found.interest_only) == (loan, outside, outside > 0)
    assert found.home_debt.ore == 1_500_000_00


def test_refinancing_without_value_or_balance_names_what_is_missing() -> None:
    found = refinancing(replace(FACTS, value_ore=None, debts=(*DEBTS, DebtLine(DebtKind.CAR, None))))
    assert found.loan.result is None and set(found.loan.missing) == {"verdi", "saldo"}


def test_a_tenant_who_buys_the_home_they_rent() -> None:
    good = RentToOwnFacts(True, True, 2_000_000_00, 2_000_000_00, 0)
    assert [control.kind for control in check_rent_to_own(good)] == [Kind.INFO]
    bad = RentToOwnFacts(False, None, 2_000_000_00, 2_000_000_01, 1, True)
    kinds = [control.kind for control in check_rent_to_own(bad)]
    assert kinds == [Kind.HARD, Kind.MISSING, Kind.SOFT, Kind.SOFT, Kind.SOFT, Kind.INFO]
    assert [c.kind for c in check_rent_to_own(RentToOwnFacts(True, True, None, None, None))] == [
        Kind.MISSING,
        Kind.MISSING,
        Kind.INFO,
    ]


@pytest.mark.parametrize("purpose", LoanPurpose)
def test_every_purpose_asks_for_the_papers_of_the_ability(purpose: LoanPurpose) -> None:
    found = papers(PaperFacts(purpose))
    assert set(found) >= {LoanPaper.TAX_RETURN, LoanPaper.INCOME, LoanPaper.DEBTS, LoanPaper.DEBT_REGISTER}
    assert (LoanPaper.MORTGAGE_CERTIFICATE in found) is (purpose is LoanPurpose.REFINANCE)
    assert (LoanPaper.BANK_ANSWER in found) is (purpose is not LoanPurpose.REFINANCE)
    assert (LoanPaper.COMPLETION_CERTIFICATE in found) is (purpose is LoanPurpose.BUILD)
    more = papers(PaperFacts(purpose, children=True, debt_settlement=True, foreign=True, shared_debt=True))
    assert len(more) == len(found) + 4


@pytest.mark.parametrize(
    ("issued", "months", "last"),
    [
        (date(2026, 11, 23), None, date(2027, 2, 22)),
        (date(2026, 11, 30), None, date(2027, 2, 28)),
        (date(2026, 11, 23), 6, date(2027, 5, 22)),
    ],
)
def test_a_finansieringsbevis_holds_its_months(issued: date, months: int | None, last: date) -> None:
    assert proof_ends(issued, at(), months).day == last
    for wrong in (0, 25):
        with pytest.raises(RefusedError):
            proof_ends(issued, at(), wrong)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 1, 31), ProofState.VALID),
        (date(2027, 2, 1), ProofState.ENDS_SOON),
        (date(2027, 2, 22), ProofState.ENDS_SOON),
        (date(2027, 2, 23), ProofState.EXPIRED),
    ],
)
def test_a_proof_that_ends_is_told_in_time(today: date, state: ProofState) -> None:
    assert proof_state(date(2027, 2, 22), today) is state


@pytest.mark.parametrize(
    ("ends", "starts", "days", "ore"),
    [
        (date(2026, 11, 30), date(2026, 11, 1), 30, 9_000_00),
        (date(2026, 11, 30), date(2026, 12, 1), 0, 0),
        (date(2026, 11, 30), date(2026, 11, 30), 1, 300_00),
        (date(2027, 1, 31), date(2026, 12, 16), 47, 9_000_00 + 4_645_16),
        (date(2026, 11, 30), date(2020, 1, 1), 61, 18_000_00),  # the old lease began in October
    ],
)
def test_double_rent_by_days(ends: date, starts: date, days: int, ore: int) -> None:
    found = double_rent(Period(date(2026, 10, 1), ends), 9_000_00, starts)
    assert (found.days, found.sum.ore) == (days, ore)
    assert sum(map(ore_of, found.sum.children)) == ore


def test_double_rent_needs_an_end_and_a_possible_rent() -> None:
    with pytest.raises(RefusedError):
        double_rent(Period(date(2026, 1, 1)), 1, date(2026, 11, 1))
    with pytest.raises(RefusedError):
        double_rent(Period(date(2026, 1, 1), date(2026, 11, 1)), -1, date(2026, 11, 1))
