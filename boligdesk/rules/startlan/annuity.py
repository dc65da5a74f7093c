"""Loans paid monthly: the payment, the plan that ends at zero to the øre, and the largest loan a payment carries.

Rates are nominal, in percent a year. The payment and each month's interest are rounded half up to øre; the last
payment takes what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..budget.steps import MOST_ORE, rounded
from ..messages import refuse

_MOST_MONTHS = 50 * 12
_MOST_PERCENT = Decimal(100)


class Repayment(StrEnum):
    """Equal payments, or equal instalments with falling interest (forskrift § 8-5)."""

    ANNUITY = "annuity"
    SERIAL = "serial"


@dataclass(frozen=True)
class Payment:
    """One month of the plan, øre; `left` is owed afterwards."""

    number: int
    interest: int
    instalment: int
    left: int

    @property
    def paid(self) -> int:
        """What is paid that month."""
        return self.interest + self.instalment


def monthly_payment(loan_ore: int, percent: Decimal, months: int) -> int:
    """The payment of an annuity, øre a month."""
    _demand(loan_ore, percent, months)
    return _payments(percent, months)(loan_ore)


def _payments(percent: Decimal, months: int) -> Callable[[int], int]:
    """What a loan costs a month; the power is reckoned once."""
    part = percent / 1200
    if not part:
        return lambda loan: rounded(Decimal(loan) / months)
    grown = (1 + part) ** months
    share = part * grown / (grown - 1)
    return lambda loan: rounded(loan * share)


def largest_loan(payment_ore: int, percent: Decimal, months: int) -> int:
    """The largest loan in whole kroner, as øre, whose payment is at most `payment_ore`; one krone more costs more."""
    _demand(0, percent, months)
    costs = _payments(percent, months)
    low, high = 0, MOST_ORE // 100 + 1
    if payment_ore <= 0:
        return 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if costs(middle * 100) <= payment_ore else (low, middle)
    return low * 100


def plan(
    loan_ore: int,
    percent: Decimal,
    months: int,
    interest_only: int = 0,
    kind: Repayment = Repayment.ANNUITY,
) -> tuple[Payment, ...]:
    """Every payment. The first `interest_only` months carry interest only and are part of `months`."""
    _demand(loan_ore, percent, months)
    if not 0 <= interest_only < months:
        raise refuse("startlan.avdragsfritt_for_langt", antall=interest_only, mest=months - 1)
    return tuple(_payments_of(loan_ore, percent, months, interest_only, kind))


def _payments_of(loan: int, percent: Decimal, months: int, free: int, kind: Repayment) -> Iterator[Payment]:
    left, paying = loan, months - free
    level = _payments(percent, paying)(loan) if kind is Repayment.ANNUITY else loan // paying
    for number in range(1, months + 1):
        interest = rounded(left * percent / 1200)
        instalment = 0 if number <= free else level - interest if kind is Repayment.ANNUITY else level
        instalment = left if number == months else min(instalment, left)
        left -= instalment
        yield Payment(number, interest, instalment, left)
        if not left:
            return


def _demand(loan_ore: int, percent: Decimal, months: int) -> None:
    if not 0 <= loan_ore <= MOST_ORE:
        raise refuse("startlan.umulig_lan", funnet=loan_ore, mest=MOST_ORE)
    if not (percent.is_finite() and 0 <= percent <= _MOST_PERCENT):
        raise refuse("budsjett.umulig_rente", funnet=str(percent))
    if not 1 <= months <= _MOST_MONTHS:
        raise refuse("startlan.umulig_loptid", funnet=months, mest=_MOST_MONTHS)
