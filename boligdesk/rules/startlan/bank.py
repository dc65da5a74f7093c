"""The bank test: has the household tried, and would a bank lend (forskrift § 5-2; the banks' own rules beside it)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..budget.steps import RateDay, amount, demand_amount, exact, reckoned, rounded, unknown
from ..explanation import Explanation
from ..messages import msg

SOURCE = "Bankenes vanlige grenser, slik Husbankens veileder nevner dem"


class BankAnswer(StrEnum):
    """What the bank said, on paper."""

    REFUSED = "refused"
    TOO_LITTLE = "too_little"
    ENOUGH = "enough"
    NOT_ASKED = "not_asked"


class BankTest(StrEnum):
    """What follows from it."""

    MET = "met"
    NOT_NEEDED = "not_needed"
    NOT_MET = "not_met"
    MISSING = "missing"


@dataclass(frozen=True)
class BankFacts:
    """What the bank looks at. None: not told."""

    answer: BankAnswer | None
    gross_year_ore: int | None
    debt_ore: int | None
    equity_ore: int | None
    price_ore: int | None


@dataclass(frozen=True)
class BankOutcome:
    """The test and the estimate behind it: what a bank would lend at most, and whether the home is out of reach."""

    test: BankTest
    estimate: Explanation
    equity: Explanation


def bank_test(facts: BankFacts, at: RateDay) -> BankOutcome:
    """A refusal or too small a proof meets it; it is not needed where income and equity are obviously too small."""
    for name, ore in (
        ("startlan.felt.brutto", facts.gross_year_ore),
        ("startlan.felt.gjeld", facts.debt_ore),
        ("startlan.felt.egenkapital", facts.equity_ore),
        ("startlan.felt.pris", facts.price_ore),
    ):
        demand_amount(msg(name), ore)
    estimate, equity = _by_income(facts, at), _equity_asked(facts, at)
    return BankOutcome(_outcome(facts, estimate, equity), estimate, equity)


def _outcome(facts: BankFacts, estimate: Explanation, equity: Explanation) -> BankTest:
    if facts.answer in (BankAnswer.REFUSED, BankAnswer.TOO_LITTLE):
        return BankTest.MET
    if facts.answer is BankAnswer.ENOUGH:
        return BankTest.NOT_MET
    price, own = facts.price_ore, facts.equity_ore
    if price is None or own is None or estimate.result is None or equity.result is None:
        return BankTest.MISSING
    impossible = own < equity.ore and estimate.ore + own < price
    return BankTest.NOT_NEEDED if impossible else BankTest.MISSING


def _by_income(facts: BankFacts, at: RateDay) -> Explanation:
    """Five times the gross income less what is owed already."""
    times = at.rate("bank_inntekt")
    income, debt = facts.gross_year_ore, facts.debt_ore
    told = [
        unknown(msg(name), field)
        for name, field, ore in (
            ("startlan.felt.brutto", "brutto_aar", income),
            ("startlan.felt.gjeld", "gjeld", debt),
        )
        if ore is None
    ]

    def reckon() -> Explanation:
        most = max(0, rounded(exact(times) * (income or 0)) - (debt or 0))
        return amount("startlan.bank.inntekt", most, SOURCE, ganger=exact(times), inntekt=income, gjeld=debt)

    return reckoned(msg("startlan.navn.banklan"), (times, *told), reckon)


def _equity_asked(facts: BankFacts, at: RateDay) -> Explanation:
    share = at.rate("bank_egenkapital")
    told = [unknown(msg("startlan.felt.pris"), "pris")] if facts.price_ore is None else []

    def reckon() -> Explanation:
        asked = rounded(exact(share) * (facts.price_ore or 0) / 100)
        return amount("startlan.bank.egenkapital", asked, SOURCE, prosent=exact(share), pris=facts.price_ore)

    return reckoned(msg("startlan.navn.bankegenkapital"), (share, *told), reckon)
