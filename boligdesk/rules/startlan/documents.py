"""Which papers a startlån case needs (Husbankens veileder, older § 3), by what the loan is for and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ..guidance.words import LoanPurpose


class LoanPaper(StrEnum):
    """A paper, in the order it is asked for."""

    TAX_RETURN = "tax_return"
    INCOME = "income"
    DEBTS = "debts"
    DEBT_REGISTER = "debt_register"
    BANK_ANSWER = "bank_answer"
    DEBT_SETTLEMENT = "debt_settlement"
    CHILDCARE_AND_SUPPORT = "childcare_and_support"
    RESIDENCE_PERMIT = "residence_permit"
    VALUATION = "valuation"
    MORTGAGE_CERTIFICATE = "mortgage_certificate"
    COST_ESTIMATE = "cost_estimate"
    COMPLETION_CERTIFICATE = "completion_certificate"
    SHARED_DEBT = "shared_debt"
    SAVINGS = "savings"
    LEASE = "lease"
    SALE_DECISION = "sale_decision"


@dataclass(frozen=True)
class PaperFacts:
    """What the list depends on."""

    purpose: LoanPurpose
    children: bool = False
    debt_settlement: bool = False
    foreign: bool = False
    shared_debt: bool = False


_ALWAYS = frozenset({LoanPaper.TAX_RETURN, LoanPaper.INCOME, LoanPaper.DEBTS, LoanPaper.DEBT_REGISTER})
_BUYS = frozenset({LoanPurpose.BUY, LoanPurpose.RENT_TO_OWN, LoanPurpose.FIRST_HOME})
_NEEDED: dict[LoanPaper, Callable[[PaperFacts], bool]] = {
    LoanPaper.BANK_ANSWER: lambda facts: facts.purpose is not LoanPurpose.REFINANCE,
    LoanPaper.DEBT_SETTLEMENT: lambda facts: facts.debt_settlement,
    LoanPaper.CHILDCARE_AND_SUPPORT: lambda facts: facts.children,
    LoanPaper.RESIDENCE_PERMIT: lambda facts: facts.foreign,
    LoanPaper.VALUATION: lambda facts: facts.purpose is not LoanPurpose.BUILD,
    LoanPaper.MORTGAGE_CERTIFICATE: lambda facts: facts.purpose is LoanPurpose.REFINANCE,
    LoanPaper.COST_ESTIMATE: lambda facts: facts.purpose in (LoanPurpose.IMPROVE, LoanPurpose.BUILD),
    LoanPaper.COMPLETION_CERTIFICATE: lambda facts: facts.purpose is LoanPurpose.BUILD,
    LoanPaper.SHARED_DEBT: lambda facts: facts.shared_debt,
    LoanPaper.SAVINGS: lambda facts: facts.purpose in _BUYS,
    LoanPaper.LEASE: lambda facts: facts.purpose is LoanPurpose.RENT_TO_OWN,
    LoanPaper.SALE_DECISION: lambda facts: facts.purpose is LoanPurpose.RENT_TO_OWN,
}


def papers(facts: PaperFacts) -> tuple[LoanPaper, ...]:
    """The papers of the case, in order."""
    return tuple(paper for paper in LoanPaper if paper in _ALWAYS or _needed(paper, facts))


def _needed(paper: LoanPaper, facts: PaperFacts) -> bool:
    rule = _NEEDED.get(paper)
    return rule is not None and rule(facts)
