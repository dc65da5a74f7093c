"""Guidance: budgets, bostøtte as the office has heard of it, startlån in preparation, the boligkarriereplan.

A major step: documents and tasks get kinds that an older program cannot read, and it would not hide what guidance
tells of a protected person. Not frozen yet: until issue 5 is closed its tables may still move.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

#: Rights of this step and the roles that start with them; the office changes its own table afterwards.
_RIGHTS = {
    "guidance_read": ("leader", "caseworker", "follow_up", "counter", "reader", "scheduled"),
    "guidance_write": ("leader", "caseworker", "follow_up", "counter", "scheduled"),
}


def upgrade() -> None:
    """Make the tables and give the rights."""
    _tables()
    op.add_column("ending", sa.Column("outcome", sa.String(length=40), nullable=True))
    _rights()
    op.execute("UPDATE kontor SET schema_major = 4, schema_minor = 0")


def _rights() -> None:
    rows = sa.table("role_right", sa.column("role", sa.String), sa.column("right_code", sa.String))
    # An office that is being made has no roles yet: it is furnished with all its rights afterwards.
    if op.get_bind().execute(sa.select(sa.func.count()).select_from(rows)).scalar():
        op.bulk_insert(rows, [{"role": role, "right_code": code} for code, roles in _RIGHTS.items() for role in roles])


def _key() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _void() -> list[sa.Column[Any]]:
    return [
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
    ]


def _stamps() -> list[sa.Column[Any]]:
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def _tables() -> None:
    op.create_table(
        "guidance_tally",
        _key(),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance_tally")),
    )
    op.create_index(op.f("ix_guidance_tally_on_date"), "guidance_tally", ["on_date"], unique=False)
    op.create_table(
        "benefit_status",
        _key(),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("to_month", sa.Date(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=True),
        sa.Column("refusal", sa.String(length=40), nullable=True),
        sa.Column("reapply_by", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        *_void(),
        *_stamps(),
        sa.CheckConstraint("amount_ore IS NULL OR amount_ore >= 0", name=op.f("ck_benefit_status_amount")),
        sa.CheckConstraint("to_month IS NULL OR to_month >= from_month", name=op.f("ck_benefit_status_period")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_benefit_status_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_status")),
    )
    op.create_index("ix_benefit_status_household_month", "benefit_status", ["household_id", "from_month"], unique=False)
    op.create_table(
        "career_plan",
        _key(),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("today_text", sa.Text(), nullable=False),
        sa.Column("goal", sa.String(length=40), nullable=False),
        sa.Column("goal_text", sa.Text(), nullable=False),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("review_task_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("outcome_text", sa.String(length=500), nullable=False),
        *_void(),
        *_stamps(),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_career_plan_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_career_plan_person_id")),
        sa.ForeignKeyConstraint(["review_task_id"], ["task.id"], name=op.f("fk_career_plan_review_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_career_plan")),
    )
    op.create_index(op.f("ix_career_plan_household_id"), "career_plan", ["household_id"], unique=False)
    op.create_index(op.f("ix_career_plan_next_review"), "career_plan", ["next_review"], unique=False)
    op.create_index(op.f("ix_career_plan_person_id"), "career_plan", ["person_id"], unique=False)
    op.create_index(op.f("ix_career_plan_review_task_id"), "career_plan", ["review_task_id"], unique=False)
    op.create_table(
        "guidance_paper",
        _key(),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        *_void(),
        *_stamps(),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_guidance_paper_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance_paper")),
    )
    op.create_index("ix_guidance_paper_person_scheme", "guidance_paper", ["person_id", "scheme"], unique=False)
    op.create_table(
        "career_review",
        _key(),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_void(),
        *_stamps(),
        sa.ForeignKeyConstraint(["plan_id"], ["career_plan.id"], name=op.f("fk_career_review_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_career_review")),
    )
    op.create_index(op.f("ix_career_review_plan_id"), "career_review", ["plan_id"], unique=False)
    op.create_table(
        "loan_case",
        _key(),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("tenancy_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("child_assessment", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_void(),
        *_stamps(),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_loan_case_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_loan_case_person_id")),
        sa.ForeignKeyConstraint(["tenancy_id"], ["tenancy.id"], name=op.f("fk_loan_case_tenancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_case")),
    )
    op.create_index(op.f("ix_loan_case_household_id"), "loan_case", ["household_id"], unique=False)
    op.create_index(op.f("ix_loan_case_person_id"), "loan_case", ["person_id"], unique=False)
    op.create_index(op.f("ix_loan_case_tenancy_id"), "loan_case", ["tenancy_id"], unique=False)
    op.create_table(
        "finance_proof",
        _key(),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        *_void(),
        *_stamps(),
        sa.CheckConstraint("expires_on >= issued_on", name=op.f("ck_finance_proof_period")),
        sa.ForeignKeyConstraint(["case_id"], ["loan_case.id"], name=op.f("fk_finance_proof_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finance_proof")),
    )
    op.create_index(op.f("ix_finance_proof_case_id"), "finance_proof", ["case_id"], unique=False)
    op.create_index(op.f("ix_finance_proof_expires_on"), "finance_proof", ["expires_on"], unique=False)
    op.create_table(
        "purchase_event",
        _key(),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("amount_ore", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        *_stamps(),
        sa.ForeignKeyConstraint(["case_id"], ["loan_case.id"], name=op.f("fk_purchase_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_event")),
        sa.UniqueConstraint("case_id", "step", name=op.f("uq_purchase_event_case_id_step")),
    )
    op.create_table(
        "benefit_transfer",
        _key(),
        sa.Column("tenancy_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("advances", sa.String(length=300), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        *_void(),
        *_stamps(),
        sa.CheckConstraint("to_date IS NULL OR to_date >= from_date", name=op.f("ck_benefit_transfer_period")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_benefit_transfer_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_benefit_transfer_person_id")),
        sa.ForeignKeyConstraint(["tenancy_id"], ["tenancy.id"], name=op.f("fk_benefit_transfer_tenancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_transfer")),
    )
    op.create_index(op.f("ix_benefit_transfer_document_id"), "benefit_transfer", ["document_id"], unique=False)
    op.create_index(op.f("ix_benefit_transfer_person_id"), "benefit_transfer", ["person_id"], unique=False)
    op.create_index(op.f("ix_benefit_transfer_tenancy_id"), "benefit_transfer", ["tenancy_id"], unique=False)
    op.create_table(
        "career_step",
        _key(),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=300), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("actor_name", sa.String(length=120), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        *_void(),
        *_stamps(),
        sa.ForeignKeyConstraint(["plan_id"], ["career_plan.id"], name=op.f("fk_career_step_plan_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_career_step_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_career_step")),
    )
    op.create_index(op.f("ix_career_step_plan_id"), "career_step", ["plan_id"], unique=False)
    op.create_index(op.f("ix_career_step_task_id"), "career_step", ["task_id"], unique=False)
    op.create_table(
        "guidance",
        _key(),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        *_void(),
        *_stamps(),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_guidance_application_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_guidance_document_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_guidance_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_guidance_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance")),
    )
    op.create_index(op.f("ix_guidance_application_id"), "guidance", ["application_id"], unique=False)
    op.create_index(op.f("ix_guidance_document_id"), "guidance", ["document_id"], unique=False)
    op.create_index(op.f("ix_guidance_household_id"), "guidance", ["household_id"], unique=False)
    op.create_index("ix_guidance_person_day", "guidance", ["person_id", "on_date"], unique=False)
    op.create_table(
        "household_budget",
        _key(),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("income_ore", sa.BigInteger(), nullable=True),
        sa.Column("housing_ore", sa.BigInteger(), nullable=True),
        sa.Column("left_ore", sa.BigInteger(), nullable=True),
        sa.Column("reference_ore", sa.BigInteger(), nullable=True),
        sa.Column("spare_ore", sa.BigInteger(), nullable=True),
        sa.Column("room_ore", sa.BigInteger(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        *_void(),
        *_stamps(),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_household_budget_document_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_household_budget_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_budget")),
    )
    op.create_index(op.f("ix_household_budget_document_id"), "household_budget", ["document_id"], unique=False)
    op.create_index(
        "ix_household_budget_household_day", "household_budget", ["household_id", "valid_from"], unique=False
    )
    op.create_table(
        "transfer_statement",
        _key(),
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("received_ore", sa.BigInteger(), nullable=False),
        sa.Column("given_ore", sa.BigInteger(), nullable=False),
        sa.Column("paid_out_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        *_stamps(),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_transfer_statement_document_id")),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["benefit_transfer.id"], name=op.f("fk_transfer_statement_transfer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_statement")),
        sa.UniqueConstraint("transfer_id", "month", name=op.f("uq_transfer_statement_transfer_id_month")),
    )
    op.create_index(op.f("ix_transfer_statement_document_id"), "transfer_statement", ["document_id"], unique=False)
