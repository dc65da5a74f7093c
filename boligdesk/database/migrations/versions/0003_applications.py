"""Applications, decisions, complaints, the waiting list and offers; documents, tasks and audit know their application.

A major step: tasks and documents get kinds that an older program cannot read, and it would not hide what an
application of a protected person tells.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

#: Rights of this step and the roles that start with them; the office changes its own table afterwards.
_RIGHTS = {
    "application_read": ("leader", "caseworker", "follow_up", "counter", "reader", "scheduled"),
    "application_write": ("leader", "caseworker", "follow_up", "counter", "scheduled"),
    "decision_write": ("leader", "caseworker"),
    "decision_approve": ("leader", "caseworker"),
    "criteria_write": ("leader",),
}


def upgrade() -> None:
    """Make the tables, point documents, tasks and audit at them, and give the rights to the roles."""
    _tables()
    _pointers()
    _rights()
    op.execute("UPDATE kontor SET schema_major = 2, schema_minor = 0")


def _pointers() -> None:
    """Neither table has a guard, so a rebuild on SQLite loses nothing."""
    for table in ("document", "task"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("application_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(f"fk_{table}_application_id", "application", ["application_id"], ["id"])
            batch.create_index(f"ix_{table}_application_id", ["application_id"])


def _rights() -> None:
    rows = sa.table("role_right", sa.column("role", sa.String), sa.column("right_code", sa.String))
    # An office that is being made has no roles yet: it is furnished with all its rights afterwards.
    if op.get_bind().execute(sa.select(sa.func.count()).select_from(rows)).scalar():
        op.bulk_insert(rows, [{"role": role, "right_code": code} for code, roles in _RIGHTS.items() for role in roles])


def _tables() -> None:
    op.create_table(
        "impact_trial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("before_set", sa.String(length=200), nullable=False),
        sa.Column("after_set", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_trial")),
    )
    op.create_table(
        "renewal_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("ends_from", sa.Date(), nullable=True),
        sa.Column("ends_to", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewal_round")),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("helped_by", sa.String(length=120), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("tenancy_id", sa.Integer(), nullable=True),
        sa.Column("result_tenancy_id", sa.Integer(), nullable=True),
        sa.Column("lived_municipal", sa.Boolean(), nullable=False),
        sa.Column("asks_housing", sa.Boolean(), nullable=False),
        sa.Column("assistance", sa.String(length=40), nullable=False),
        sa.Column("assistance_note", sa.String(length=500), nullable=False),
        sa.Column("target_group", sa.String(length=40), nullable=True),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.Column("answer_due", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.String(length=40), nullable=True),
        sa.Column("close_note", sa.String(length=300), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_scope", sa.String(length=200), nullable=False),
        sa.Column("consent_withdrawn_on", sa.Date(), nullable=True),
        sa.Column("stay_kind", sa.String(length=40), nullable=True),
        sa.Column("stay_from", sa.Date(), nullable=True),
        sa.Column("stay_to", sa.Date(), nullable=True),
        sa.Column("stay_note", sa.String(length=300), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["applicant_id"], ["person.id"], name=op.f("fk_application_applicant_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_application_household_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["app_user.id"], name=op.f("fk_application_owner_id")),
        sa.ForeignKeyConstraint(["result_tenancy_id"], ["tenancy.id"], name=op.f("fk_application_result_tenancy_id")),
        sa.ForeignKeyConstraint(["tenancy_id"], ["tenancy.id"], name=op.f("fk_application_tenancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("number", name=op.f("uq_application_number")),
    )
    op.create_index(op.f("ix_application_answer_due"), "application", ["answer_due"], unique=False)
    op.create_index(op.f("ix_application_applicant_id"), "application", ["applicant_id"], unique=False)
    op.create_index(op.f("ix_application_household_id"), "application", ["household_id"], unique=False)
    op.create_index(op.f("ix_application_owner_id"), "application", ["owner_id"], unique=False)
    op.create_index(op.f("ix_application_result_tenancy_id"), "application", ["result_tenancy_id"], unique=False)
    op.create_index(op.f("ix_application_sort_key"), "application", ["sort_key"], unique=False)
    op.create_index("ix_application_stage_received", "application", ["stage", "received_on"], unique=False)
    op.create_index(op.f("ix_application_tenancy_id"), "application", ["tenancy_id"], unique=False)
    op.create_table(
        "acute_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("sleeps_tonight", sa.Boolean(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_to", sa.String(length=120), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_acute_handover_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acute_handover")),
    )
    op.create_index(op.f("ix_acute_handover_application_id"), "acute_handover", ["application_id"], unique=False)
    op.create_table(
        "application_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("wish", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_area_application_id")
        ),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_application_area_area_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_area")),
        sa.UniqueConstraint("application_id", "area_id", name=op.f("uq_application_area_application_id_area_id")),
    )
    op.create_index(op.f("ix_application_area_application_id"), "application_area", ["application_id"], unique=False)
    op.create_index(op.f("ix_application_area_area_id"), "application_area", ["area_id"], unique=False)
    op.create_table(
        "application_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("children_best", sa.Text(), nullable=False),
        sa.Column("child_heard", sa.String(length=40), nullable=True),
        sa.Column("child_heard_note", sa.Text(), nullable=False),
        sa.Column("weighing", sa.Text(), nullable=False),
        sa.Column("own_view", sa.Text(), nullable=False),
        sa.Column("group_key", sa.String(length=60), nullable=False),
        sa.Column("group_reason", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_assessment_application_id")
        ),
        sa.ForeignKeyConstraint(["set_id"], ["office_text.id"], name=op.f("fk_application_assessment_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_assessment")),
        sa.UniqueConstraint("application_id", name=op.f("uq_application_assessment_application_id")),
    )
    op.create_table(
        "application_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_fact_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_fact")),
        sa.UniqueConstraint("application_id", "key", name=op.f("uq_application_fact_application_id_key")),
    )
    op.create_index(op.f("ix_application_fact_application_id"), "application_fact", ["application_id"], unique=False)
    op.create_table(
        "application_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("growth", sa.String(length=40), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR growth IS NOT NULL", name=op.f("ck_application_member_known_or_expected")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_member_application_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_application_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_member")),
        sa.UniqueConstraint("application_id", "person_id", name=op.f("uq_application_member_application_id_person_id")),
    )
    op.create_index(
        op.f("ix_application_member_application_id"), "application_member", ["application_id"], unique=False
    )
    op.create_index(op.f("ix_application_member_person_id"), "application_member", ["person_id"], unique=False)
    op.create_table(
        "application_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("bedrooms", sa.Integer(), nullable=True),
        sa.Column("bedrooms_reason", sa.String(length=300), nullable=False),
        sa.Column("floor", sa.String(length=40), nullable=False),
        sa.Column("wheelchair", sa.Boolean(), nullable=False),
        sa.Column("access_note", sa.String(length=300), nullable=False),
        sa.Column("pets", sa.String(length=120), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("rooms_wish", sa.Integer(), nullable=True),
        sa.Column("max_rent_ore", sa.BigInteger(), nullable=True),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("avoid", sa.String(length=500), nullable=False),
        sa.Column("services", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_need_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_need")),
        sa.UniqueConstraint("application_id", name=op.f("uq_application_need_application_id")),
    )
    op.create_table(
        "criterion_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=60), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("exception", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_criterion_answer_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_answer")),
        sa.UniqueConstraint("application_id", "criterion", name=op.f("uq_criterion_answer_application_id_criterion")),
    )
    op.create_index(op.f("ix_criterion_answer_application_id"), "criterion_answer", ["application_id"], unique=False)
    op.create_table(
        "temporary_stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("planned_end", sa.Date(), nullable=True),
        sa.Column("night_ore", sa.BigInteger(), nullable=True),
        sa.Column("payer", sa.String(length=120), nullable=False),
        sa.Column("nav_ref", sa.String(length=60), nullable=False),
        sa.Column("night_shelter", sa.Boolean(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_date IS NULL OR to_date >= from_date", name=op.f("ck_temporary_stay_period")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_temporary_stay_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_temporary_stay")),
    )
    op.create_index(op.f("ix_temporary_stay_application_id"), "temporary_stay", ["application_id"], unique=False)
    op.create_table(
        "application_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_paper_application_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_application_paper_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_paper")),
    )
    op.create_index(op.f("ix_application_paper_application_id"), "application_paper", ["application_id"], unique=False)
    op.create_index(op.f("ix_application_paper_document_id"), "application_paper", ["document_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("drafted_by", sa.Integer(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("returned_reason", sa.String(length=500), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(length=40), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_way", sa.String(length=40), nullable=True),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("complain_by", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_decision_application_id")),
        sa.ForeignKeyConstraint(["approved_by"], ["app_user.id"], name=op.f("fk_decision_approved_by")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_decision_document_id")),
        sa.ForeignKeyConstraint(["drafted_by"], ["app_user.id"], name=op.f("fk_decision_drafted_by")),
        sa.ForeignKeyConstraint(["replaces_id"], ["decision.id"], name=op.f("fk_decision_replaces_id")),
        sa.ForeignKeyConstraint(["set_id"], ["office_text.id"], name=op.f("fk_decision_set_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("number", name=op.f("uq_decision_number")),
    )
    op.create_index(op.f("ix_decision_application_id"), "decision", ["application_id"], unique=False)
    op.create_index(op.f("ix_decision_document_id"), "decision", ["document_id"], unique=False)
    op.create_index(op.f("ix_decision_replaces_id"), "decision", ["replaces_id"], unique=False)
    op.create_index("ix_decision_state_complain", "decision", ["state", "complain_by"], unique=False)
    op.create_table(
        "renewal_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("tenancy_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("contact_note", sa.String(length=300), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_renewal_item_application_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_renewal_item_document_id")),
        sa.ForeignKeyConstraint(["round_id"], ["renewal_round.id"], name=op.f("fk_renewal_item_round_id")),
        sa.ForeignKeyConstraint(["tenancy_id"], ["tenancy.id"], name=op.f("fk_renewal_item_tenancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renewal_item")),
        sa.UniqueConstraint("round_id", "tenancy_id", name=op.f("uq_renewal_item_round_id_tenancy_id")),
    )
    op.create_index(op.f("ix_renewal_item_application_id"), "renewal_item", ["application_id"], unique=False)
    op.create_index(op.f("ix_renewal_item_document_id"), "renewal_item", ["document_id"], unique=False)
    op.create_index(op.f("ix_renewal_item_round_id"), "renewal_item", ["round_id"], unique=False)
    op.create_index(op.f("ix_renewal_item_tenancy_id"), "renewal_item", ["tenancy_id"], unique=False)
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("by_whom", sa.String(length=120), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("names_decision", sa.Boolean(), nullable=False),
        sa.Column("mandate_seen", sa.Boolean(), nullable=True),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("lateness", sa.String(length=40), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("mend_by", sa.Date(), nullable=True),
        sa.Column("new_assessment", sa.Text(), nullable=False),
        sa.Column("new_decision_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(length=40), nullable=False),
        sa.Column("forward_by", sa.Date(), nullable=True),
        sa.Column("forwarded_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("body_result", sa.String(length=40), nullable=True),
        sa.Column("body_result_on", sa.Date(), nullable=True),
        sa.Column("body_reference", sa.String(length=60), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_complaint_application_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_complaint_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_complaint_document_id")),
        sa.ForeignKeyConstraint(["new_decision_id"], ["decision.id"], name=op.f("fk_complaint_new_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    op.create_index(op.f("ix_complaint_application_id"), "complaint", ["application_id"], unique=False)
    op.create_index(op.f("ix_complaint_decision_id"), "complaint", ["decision_id"], unique=False)
    op.create_index(op.f("ix_complaint_document_id"), "complaint", ["document_id"], unique=False)
    op.create_index(op.f("ix_complaint_new_decision_id"), "complaint", ["new_decision_id"], unique=False)
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("move_in_on", sa.Date(), nullable=True),
        sa.Column("rent_ore", sa.BigInteger(), nullable=False),
        sa.Column("lease_months", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("viewing", sa.String(length=120), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_reason", sa.String(length=500), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("checked_again", sa.JSON(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("tenancy_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_offer_application_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_offer_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_offer_document_id")),
        sa.ForeignKeyConstraint(["tenancy_id"], ["tenancy.id"], name=op.f("fk_offer_tenancy_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["letting_unit.id"], name=op.f("fk_offer_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_application_id"), "offer", ["application_id"], unique=False)
    op.create_index(op.f("ix_offer_decision_id"), "offer", ["decision_id"], unique=False)
    op.create_index(op.f("ix_offer_document_id"), "offer", ["document_id"], unique=False)
    op.create_index("ix_offer_state_answer", "offer", ["state", "answer_by"], unique=False)
    op.create_index(op.f("ix_offer_tenancy_id"), "offer", ["tenancy_id"], unique=False)
    op.create_index(
        "uq_offer_holding_unit",
        "offer",
        ["unit_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'accepted') AND voided_at IS NULL"),
        postgresql_where=sa.text("state IN ('open', 'accepted') AND voided_at IS NULL"),
    )
    op.create_table(
        "waiting_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("group_key", sa.String(length=60), nullable=False),
        sa.Column("group_step", sa.String(length=20), nullable=False),
        sa.Column("group_text", sa.String(length=300), nullable=False),
        sa.Column("group_order", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("urgency_reason", sa.String(length=300), nullable=False),
        sa.Column("bedrooms", sa.Integer(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_waiting_place_application_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_waiting_place_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_place")),
    )
    op.create_index(op.f("ix_waiting_place_decision_id"), "waiting_place", ["decision_id"], unique=False)
    op.create_index("ix_waiting_place_left_order", "waiting_place", ["left_on", "group_order"], unique=False)
    op.create_index(
        "uq_waiting_place_standing",
        "waiting_place",
        ["application_id"],
        unique=True,
        sqlite_where=sa.text("left_on IS NULL AND voided_at IS NULL"),
        postgresql_where=sa.text("left_on IS NULL AND voided_at IS NULL"),
    )
    op.create_table(
        "waiting_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("move", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=300), nullable=False),
        sa.Column("after", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_waiting_event_application_id")),
        sa.ForeignKeyConstraint(["place_id"], ["waiting_place.id"], name=op.f("fk_waiting_event_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_event")),
    )
    op.create_index(op.f("ix_waiting_event_application_id"), "waiting_event", ["application_id"], unique=False)
    op.create_index(op.f("ix_waiting_event_place_id"), "waiting_event", ["place_id"], unique=False)
    op.add_column("audit_entry", sa.Column("application_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_audit_entry_application_id"), "audit_entry", ["application_id"], unique=False)
