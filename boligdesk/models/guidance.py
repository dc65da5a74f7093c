"""Guidance: budgets, bostøtte as the office has heard of it, startlån in preparation, the boligkarriereplan."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.guidance.words import (
    AppliedFor,
    BenefitState,
    HousingGoal,
    LeavingOutcome,
    LoanPurpose,
    LoanStage,
    PurchaseStep,
    RefusalCode,
    StepBy,
)
from .base import Code, Keyed, Ore, Record, Voidable


class HouseholdBudget(Record, Voidable):
    """A household's budget from a day on; never changed, a later one takes its place.

    `given` is what was typed, `explanation` how the figures came about (E4): reopened from there, never reckoned anew.
    `left_ore` is what is left to live on after housing, a month, `spare_ore` what is left when all is paid,
    `room_ore` the rent it carries; None when a figure lacked.
    """

    __tablename__ = "household_budget"
    __table_args__ = (Index("ix_household_budget_household_day", "household_id", "valid_from"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    valid_from: Mapped[date]
    given: Mapped[Any] = mapped_column(JSON)
    explanation: Mapped[Any] = mapped_column(JSON)
    income_ore: Mapped[int | None] = mapped_column(Ore)
    housing_ore: Mapped[int | None] = mapped_column(Ore)
    left_ore: Mapped[int | None] = mapped_column(Ore)
    reference_ore: Mapped[int | None] = mapped_column(Ore)
    spare_ore: Mapped[int | None] = mapped_column(Ore)
    room_ore: Mapped[int | None] = mapped_column(Ore)
    provisional: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str] = mapped_column(String(500), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)


class Guidance(Record, Voidable):
    """Guidance given to a person: the figures of that day, what to apply for, the sheet they took home."""

    __tablename__ = "guidance"
    __table_args__ = (Index("ix_guidance_person_day", "person_id", "on_date"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    on_date: Mapped[date]
    given: Mapped[Any] = mapped_column(JSON)
    explanation: Mapped[Any] = mapped_column(JSON)
    advice: Mapped[str] = mapped_column(Text, default="")
    provisional: Mapped[bool] = mapped_column(Boolean)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)


class GuidanceTally(Keyed):
    """One talk with somebody who gave no name: that it took place, and nothing else (E11)."""

    __tablename__ = "guidance_tally"

    on_date: Mapped[date] = mapped_column(index=True)
    printed: Mapped[bool] = mapped_column(Boolean, default=False)


class BenefitStatus(Record, Voidable):
    """Where a household stands with bostøtte, month from–to (first days, inclusive; NULL = until more is heard).

    `amount_ore` a month, when granted. `reapply_by`: the day before which a new application must be in.
    """

    __tablename__ = "benefit_status"
    __table_args__ = (
        CheckConstraint("to_month IS NULL OR to_month >= from_month", name="period"),
        CheckConstraint("amount_ore IS NULL OR amount_ore >= 0", name="amount"),
        Index("ix_benefit_status_household_month", "household_id", "from_month"),
    )

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    state: Mapped[BenefitState] = mapped_column(Code(BenefitState))
    from_month: Mapped[date]
    to_month: Mapped[date | None]
    applied_on: Mapped[date | None]
    heard_on: Mapped[date]
    amount_ore: Mapped[int | None] = mapped_column(Ore)
    refusal: Mapped[RefusalCode | None] = mapped_column(Code(RefusalCode))
    reapply_by: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(500), default="")


class BenefitTransfer(Record, Voidable):
    """Consent to pay bostøtte to the municipality that advances the rent of the same period (bustøttelova § 9)."""

    __tablename__ = "benefit_transfer"
    __table_args__ = (CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),)

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    consented_on: Mapped[date | None]
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    advances: Mapped[str] = mapped_column(String(300))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)


class TransferStatement(Record):
    """One month of a transfer: bostøtte received, support given, and the surplus paid out (øre)."""

    __tablename__ = "transfer_statement"
    __table_args__ = (UniqueConstraint("transfer_id", "month"),)

    transfer_id: Mapped[int] = mapped_column(ForeignKey("benefit_transfer.id"))
    month: Mapped[date]
    received_ore: Mapped[int] = mapped_column(Ore)
    given_ore: Mapped[int] = mapped_column(Ore)
    paid_out_on: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)


class GuidancePaper(Record, Voidable):
    """A document that an application for bostøtte or startlån needs: asked for, received."""

    __tablename__ = "guidance_paper"
    __table_args__ = (Index("ix_guidance_paper_person_scheme", "person_id", "scheme"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scheme: Mapped[AppliedFor] = mapped_column(Code(AppliedFor))
    kind: Mapped[str] = mapped_column(String(60))
    asked_on: Mapped[date | None]
    received_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")


class LoanCase(Record, Voidable):
    """A startlån in preparation beside Husbanken's own system: questions answered, figures, what came of it.

    `answers` holds the questions of § 5-4 and the reasons, `given` what was typed of income, home and price.
    """

    __tablename__ = "loan_case"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    tenancy_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy.id"), index=True)
    purpose: Mapped[LoanPurpose] = mapped_column(Code(LoanPurpose))
    stage: Mapped[LoanStage] = mapped_column(Code(LoanStage))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    answers: Mapped[Any] = mapped_column(JSON)
    given: Mapped[Any] = mapped_column(JSON)
    explanation: Mapped[Any] = mapped_column(JSON)
    child_assessment: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class FinanceProof(Record, Voidable):
    """A finansieringsbevis: the frame, and until when it holds (inclusive; the municipality decides how long)."""

    __tablename__ = "finance_proof"
    __table_args__ = (CheckConstraint("expires_on >= issued_on", name="period"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("loan_case.id"), index=True)
    amount_ore: Mapped[int] = mapped_column(Ore)
    issued_on: Mapped[date]
    expires_on: Mapped[date] = mapped_column(index=True)
    used_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")


class PurchaseEvent(Record):
    """A step of the purchase: done on a day, or to be done by one."""

    __tablename__ = "purchase_event"
    __table_args__ = (UniqueConstraint("case_id", "step"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("loan_case.id"))
    step: Mapped[PurchaseStep] = mapped_column(Code(PurchaseStep))
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    amount_ore: Mapped[int | None] = mapped_column(Ore)
    note: Mapped[str] = mapped_column(String(500), default="")


class CareerPlan(Record, Voidable):
    """A household's boligkarriereplan: where it is, where it wants to be, when it is looked at again (V20)."""

    __tablename__ = "career_plan"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_on: Mapped[date]
    today_text: Mapped[str] = mapped_column(Text, default="")
    goal: Mapped[HousingGoal] = mapped_column(Code(HousingGoal))
    goal_text: Mapped[str] = mapped_column(Text, default="")
    next_review: Mapped[date | None] = mapped_column(index=True)
    review_task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    ended_on: Mapped[date | None]
    outcome: Mapped[LeavingOutcome | None] = mapped_column(Code(LeavingOutcome))
    outcome_text: Mapped[str] = mapped_column(String(500), default="")


class CareerStep(Record, Voidable):
    """One step of a plan: what, who, by when, done."""

    __tablename__ = "career_step"

    plan_id: Mapped[int] = mapped_column(ForeignKey("career_plan.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(String(300))
    actor: Mapped[StepBy] = mapped_column(Code(StepBy))
    actor_name: Mapped[str] = mapped_column(String(120), default="")
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)


class CareerReview(Record, Voidable):
    """The plan was gone through with the household on a day, and what was said."""

    __tablename__ = "career_review"

    plan_id: Mapped[int] = mapped_column(ForeignKey("career_plan.id"), index=True)
    on_date: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
