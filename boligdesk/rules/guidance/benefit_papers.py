"""The papers that an application for bostøtte needs, and who must apply on paper (Husbankens veileder)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..bostotte.household import HomeTenure


class BenefitPaper(StrEnum):
    """A document the municipality checks, in the order it is asked for."""

    LEASE = "lease"
    SHARED_COSTS_BILL = "shared_costs_bill"
    PROPERTY_TAX_BILL = "property_tax_bill"
    GROUND_RENT_BILL = "ground_rent_bill"
    LOAN_PLAN = "loan_plan"
    HEATING = "heating"
    ADAPTATION = "adaptation"
    MEASURE_DECISION = "measure_decision"
    FOREIGN_PENSION = "foreign_pension"
    GUARDIAN_MANDATE = "guardian_mandate"
    SHARED_HOME_FORM = "shared_home_form"
    CHILD_WEALTH_FORM = "child_wealth_form"
    ACCOUNT_NUMBER = "account_number"


class OnPaper(StrEnum):
    """Why somebody must apply on paper."""

    NO_EID = "no_eid"
    GUARDIAN = "guardian"
    SHARED_HOME = "shared_home"
    CHILD_WEALTH = "child_wealth"
    REGISTERED_ELSEWHERE = "registered_elsewhere"


@dataclass(frozen=True)
class PaperFacts:
    """What decides the papers. None: not told. `municipal`: the municipality lets the home and holds the rent itself.

    `registered_elsewhere`: somebody is registered on the address who does not live there.
    """

    municipal: bool = False
    tenure: HomeTenure = HomeTenure.RENTED
    loan: bool = False
    heating_known: bool = True
    adapted: bool = False
    work_measure: bool = False
    foreign_pension: bool = False
    shared_home: bool = False
    electronic_id: bool | None = None
    guardian: bool | None = None
    child_wealth: bool | None = None
    registered_elsewhere: bool | None = None


def papers(facts: PaperFacts) -> tuple[BenefitPaper, ...]:
    """The papers to bring, in order."""
    needed = set(_papers(facts))
    return tuple(paper for paper in BenefitPaper if paper in needed)


def _papers(facts: PaperFacts) -> Iterator[BenefitPaper]:
    yield BenefitPaper.ACCOUNT_NUMBER
    conditions = (
        (facts.tenure is HomeTenure.RENTED and not facts.municipal, BenefitPaper.LEASE),
        (facts.tenure is HomeTenure.SHARED_COSTS, BenefitPaper.SHARED_COSTS_BILL),
        (facts.tenure is HomeTenure.DETACHED, BenefitPaper.PROPERTY_TAX_BILL),
        (facts.tenure is HomeTenure.DETACHED, BenefitPaper.GROUND_RENT_BILL),
        (facts.loan, BenefitPaper.LOAN_PLAN),
        (not facts.heating_known, BenefitPaper.HEATING),
        (facts.adapted, BenefitPaper.ADAPTATION),
        (facts.work_measure, BenefitPaper.MEASURE_DECISION),
        (facts.foreign_pension, BenefitPaper.FOREIGN_PENSION),
        (bool(facts.guardian), BenefitPaper.GUARDIAN_MANDATE),
        (facts.shared_home, BenefitPaper.SHARED_HOME_FORM),
        (bool(facts.child_wealth), BenefitPaper.CHILD_WEALTH_FORM),
    )
    yield from (paper for holds, paper in conditions if holds)


def on_paper(facts: PaperFacts) -> tuple[OnPaper, ...]:
    """Why the household must apply on paper; empty where it can apply on the net."""
    conditions = (
        (facts.electronic_id is False, OnPaper.NO_EID),
        (bool(facts.guardian), OnPaper.GUARDIAN),
        (facts.shared_home, OnPaper.SHARED_HOME),
        (bool(facts.child_wealth), OnPaper.CHILD_WEALTH),
        (bool(facts.registered_elsewhere), OnPaper.REGISTERED_ELSEWHERE),
    )
    return tuple(why for holds, why in conditions if holds)
