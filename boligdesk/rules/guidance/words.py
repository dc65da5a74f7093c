"""The words of guidance: what a bostøtte or a startlån case can be, who does a step, how a household left."""

from __future__ import annotations

from enum import StrEnum


class BenefitState(StrEnum):
    """Where a household stands with bostøtte, as the office has heard it."""

    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    DISMISSED = "dismissed"
    STOPPED = "stopped"


class RefusalCode(StrEnum):
    """Husbanken's codes of decisions, in its order of reasons (bostotte.md § 8.2)."""

    MEMBER_ELSEWHERE = "V48"
    PAPERS_MISSING = "V09"
    NOT_REGISTERED = "V05"
    DEAD = "V11"
    HOME_OUTSIDE = "V04"
    NOBODY_ENTITLED = "V02"
    INCOME_TOO_HIGH = "V03"
    COMPLAINT_LATE = "V07"


class AppliedFor(StrEnum):
    """What a paper is asked for."""

    HOUSING_BENEFIT = "housing_benefit"
    START_LOAN = "start_loan"


class LoanPurpose(StrEnum):
    """What a startlån is wanted for (forskrift om lån fra Husbanken § 5-3, and the first-time-buyer trial)."""

    BUY = "buy"
    RENT_TO_OWN = "rent_to_own"
    IMPROVE = "improve"
    BUILD = "build"
    REFINANCE = "refinance"
    FIRST_HOME = "first_home"


class LoanStage(StrEnum):
    """How far the preparation has come; the case itself lives in Husbanken's own system."""

    PREPARING = "preparing"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
    BOUGHT = "bought"
    DROPPED = "dropped"


class PurchaseStep(StrEnum):
    """The way from a finansieringsbevis to the own home, in its order (V07)."""

    SEARCH = "search"
    VIEWING = "viewing"
    HOME_APPROVED = "home_approved"
    BID = "bid"
    CONTRACT = "contract"
    TAKEOVER = "takeover"
    ADDRESS = "address"
    INSURANCE = "insurance"
    OWNERS_BENEFIT = "owners_benefit"
    DOUBLE_RENT = "double_rent"


class HousingGoal(StrEnum):
    """Where a household wants to be (boligkarriereplan)."""

    STAY = "stay"
    OTHER_MUNICIPAL = "other_municipal"
    PRIVATE_RENTAL = "private_rental"
    OWN_HOME = "own_home"
    BUY_THIS_HOME = "buy_this_home"
    HOME_WITH_SERVICES = "home_with_services"
    OTHER = "other"


class StepBy(StrEnum):
    """Who does a step of the plan."""

    HOUSEHOLD = "household"
    OFFICE = "office"
    NAV = "nav"
    BANK = "bank"
    OTHER = "other"


class LeavingOutcome(StrEnum):
    """Where a household went when it left the municipal home (V06)."""

    BOUGHT = "bought"
    PRIVATE_RENTAL = "private_rental"
    OTHER_MUNICIPAL = "other_municipal"
    MOVED_AWAY = "moved_away"
    FAMILY = "family"
    INSTITUTION = "institution"
    EVICTED = "evicted"
    DIED = "died"
    UNKNOWN = "unknown"
