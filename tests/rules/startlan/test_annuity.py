"""The plan ends at zero to the øre, and the largest loan is the largest."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boligdesk.rules.budget.steps import MOST_ORE
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.startlan.annuity import Repayment, largest_loan, monthly_payment, plan
from boligdesk.texts import fault_text

LOANS = st.integers(0, MOST_ORE // 100).map(lambda kroner: kroner * 100)
RATES = st.decimals(0, 20, places=3)
MONTHS = st.integers(1, 600)


def test_a_loan_as_the_guidance_picture_shows_it() -> None:
    """2 450 000 at 4.131 % over 30 years; the picture says 11 882."""
    assert monthly_payment(2_450_000_00, Decimal("4.131"), 360) // 100 == 11_882
    assert monthly_payment(1_200_00, Decimal(0), 12) == 100_00


@given(LOANS, RATES, MONTHS, st.sampled_from(Repayment), st.data())
@settings(deadline=None, max_examples=50)
def test_paying_it_back_ends_at_zero_to_the_ore(
    loan: int, rate: Decimal, months: int, kind: Repayment, data: st.DataObject
) -> None:
    free = data.draw(st.integers(0, min(96, months - 1)))
    payments = plan(loan, rate, months, free, kind)
    assert payments[-1].left == 0
    assert sum(payment.instalment for payment in payments) == loan
    assert all(payment.instalment == 0 for payment in payments[: min(free, len(payments) - 1)])
    assert all(payment.paid >= payment.interest >= 0 for payment in payments)


@given(st.integers(1_000_000, MOST_ORE // 100).map(lambda kroner: kroner * 100), RATES, MONTHS)
@settings(deadline=None, max_examples=50)
def test_only_the_last_payment_of_an_annuity_differs_and_by_little(loan: int, rate: Decimal, months: int) -> None:
    payments = plan(loan, rate, months)
    assert len(payments) == months
    assert {payment.paid for payment in payments[:-1]} <= {monthly_payment(loan, rate, months)}
    growth = (1 + float(rate) / 1200) ** months
    assert abs(payments[-1].paid - monthly_payment(loan, rate, months)) <= months * growth + 1


@given(st.integers(-100, 500_000_00), RATES, MONTHS)
@settings(deadline=None, max_examples=100)
def test_the_largest_loan_is_the_largest(payment: int, rate: Decimal, months: int) -> None:
    most = largest_loan(payment, rate, months)
    if payment <= 0:
        assert most == 0
        return
    assert most % 100 == 0 and monthly_payment(most, rate, months) <= payment
    assert most == MOST_ORE or monthly_payment(most + 100, rate, months) > payment


@given(st.integers(0, 100_000_00), RATES, RATES, MONTHS)
@settings(deadline=None, max_examples=50)
def test_a_higher_rate_or_less_to_pay_with_never_gives_more(
    payment: int, one: Decimal, other: Decimal, months: int
) -> None:
    low, high = sorted((one, other))
    assert largest_loan(payment, high, months) <= largest_loan(payment, low, months)
    assert largest_loan(payment // 2, low, months) <= largest_loan(payment, low, months)


def test_a_serial_loan_pays_the_same_instalment_each_month() -> None:
    payments = plan(1_000_00, Decimal(12), 3, kind=Repayment.SERIAL)
    assert [(payment.instalment, payment.interest) for payment in payments] == [
        (333_33, 10_00),
        (333_33, 6_67),
        (333_34, 3_33),
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((-1, Decimal(4), 360), "startlan.umulig_lan"),
        ((MOST_ORE + 1, Decimal(4), 360), "startlan.umulig_lan"),
        ((100, Decimal(-1), 360), "budsjett.umulig_rente"),
        ((100, Decimal("101"), 360), "budsjett.umulig_rente"),
        ((100, Decimal("Infinity"), 360), "budsjett.umulig_rente"),
        ((100, Decimal(4), 0), "startlan.umulig_loptid"),
        ((100, Decimal(4), 601), "startlan.umulig_loptid"),
        ((100, Decimal(4), 12, 12), "startlan.avdragsfritt_for_langt"),
        ((100, Decimal(4), 12, -1), "startlan.avdragsfritt_for_langt"),
    ],
)
def test_what_cannot_be_a_loan_is_refused_in_words(arguments: tuple[int, Decimal, int], code: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        plan(*arguments)
    told = fault_text(refusal.value.fault)
    assert refusal.value.fault.code == code and told.what and told.mend
