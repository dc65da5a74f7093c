"""Rent accounts, payments, arrears and rent adjustment; every tenancy there is gets its account.

A major step: tasks and documents get kinds that an older program cannot read, it would make tenancies without an
account, and it would not hide the debt of a protected person.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from boligdesk.database.constraints import create_keepers

revision = "0004"
down_revision = "0003"

#: Rights of this step and the roles that start with them; the office changes its own table afterwards.
_RIGHTS = {
    "ledger_read": ("leader", "caseworker", "follow_up", "counter", "reader", "scheduled"),
    "ledger_write": ("leader", "caseworker", "scheduled"),
    "payments_write": ("leader", "caseworker", "scheduled"),
    "arrears_write": ("leader", "caseworker", "follow_up", "scheduled"),
    "eviction_decide": ("leader",),
    "rent_adjust": ("leader", "caseworker"),
}

_ACCOUNTS = """
INSERT INTO rent_account (tenancy_id, created_at, created_by, updated_at, updated_by, version)
SELECT id, created_at, created_by, created_at, created_by, 1 FROM tenancy ORDER BY id
"""

_LIABLE = """
INSERT INTO account_liable
  (account_id, person_id, from_date, to_date, estate, created_at, created_by, updated_at, updated_by, version)
SELECT a.id, t.person_id, t.from_date, t.to_date, p.died_on IS NOT NULL,
  t.created_at, t.created_by, t.created_at, t.created_by, 1
FROM tenancy_tenant t JOIN rent_account a ON a.tenancy_id = t.tenancy_id JOIN person p ON p.id = t.person_id
ORDER BY t.id
"""


def upgrade() -> None:
    """Make the tables, see to it that the ledger is only added to, open the accounts, and give the rights."""
    _tables()
    create_keepers(op.get_bind())
    op.execute(_ACCOUNTS)
    op.execute(_LIABLE)
    _rights()
    op.execute("UPDATE kontor SET schema_major = 3, schema_minor = 0")


def _rights() -> None:
    rows = sa.table("role_right", sa.column("role", sa.String), sa.column("right_code", sa.String))
    # An office that is being made has no roles yet: it is furnished with all its rights afterwards.
    if op.get_bind().execute(sa.select(sa.func.count()).select_from(rows)).scalar():
        op.bulk_insert(rows, [{"role": role, "right_code": code} for code, roles in _RIGHTS.items() for role in roles])


def _tables() -> None:
    op.create_table(
        "arrears_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("outsiders", sa.Boolean(), nullable=False),
        sa.Column("attending", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrears_meeting")),
    )
    op.create_table(
        "bank_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=11), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
        sa.UniqueConstraint("number", name=op.f("uq_bank_account_number")),
    )
    op.create_table(
        "index_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=10), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("value", sa.String(length=30), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_value")),
        sa.UniqueConstraint("series", "month", name=op.f("uq_index_value_series_month")),
    )
    op.create_table(
        "payment_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_by", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sum_ore", sa.BigInteger(), nullable=False),
        sa.Column("covers_to", sa.Date(), nullable=True),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("copy", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_payment_file_sha256")),
    )
    op.create_index(op.f("ix_payment_file_covers_to"), "payment_file", ["covers_to"], unique=False)
    op.create_table(
        "rent_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("series", sa.String(length=10), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=True),
        sa.Column("to_month", sa.Date(), nullable=True),
        sa.Column("from_value", sa.String(length=30), nullable=True),
        sa.Column("to_value", sa.String(length=30), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rent_round")),
    )
    op.create_table(
        "rent_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenancy_id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["follow_up_id"], ["app_user.id"], name=op.f("fk_rent_account_follow_up_id")),
        sa.ForeignKeyConstraint(["tenancy_id"], ["tenancy.id"], name=op.f("fk_rent_account_tenancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rent_account")),
        sa.UniqueConstraint("tenancy_id", name=op.f("uq_rent_account_tenancy_id")),
    )
    op.create_index(op.f("ix_rent_account_follow_up_id"), "rent_account", ["follow_up_id"], unique=False)
    op.create_table(
        "account_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("hold", sa.String(length=40), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_date IS NULL OR to_date >= from_date", name=op.f("ck_account_hold_period")),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_account_hold_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_hold")),
    )
    op.create_index(op.f("ix_account_hold_account_id"), "account_hold", ["account_id"], unique=False)
    op.create_table(
        "account_liable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("estate", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_date IS NULL OR to_date >= from_date", name=op.f("ck_account_liable_period")),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_account_liable_account_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_liable_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_liable")),
        sa.UniqueConstraint(
            "account_id", "person_id", "from_date", name=op.f("uq_account_liable_account_id_person_id_from_date")
        ),
    )
    op.create_index(op.f("ix_account_liable_account_id"), "account_liable", ["account_id"], unique=False)
    op.create_index(op.f("ix_account_liable_person_id"), "account_liable", ["person_id"], unique=False)
    op.create_table(
        "account_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("rules_version", sa.String(length=40), nullable=False),
        sa.Column("balance_ore", sa.BigInteger(), nullable=False),
        sa.Column("overdue_ore", sa.BigInteger(), nullable=False),
        sa.Column("open_ore", sa.BigInteger(), nullable=False),
        sa.Column("oldest_due", sa.Date(), nullable=True),
        sa.Column("to_14_ore", sa.BigInteger(), nullable=False),
        sa.Column("to_30_ore", sa.BigInteger(), nullable=False),
        sa.Column("to_60_ore", sa.BigInteger(), nullable=False),
        sa.Column("to_90_ore", sa.BigInteger(), nullable=False),
        sa.Column("over_90_ore", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=True),
        sa.Column("step_state", sa.String(length=40), nullable=False),
        sa.Column("step_rank", sa.Integer(), nullable=False),
        sa.Column("possible_from", sa.Date(), nullable=True),
        sa.Column("must_before", sa.Date(), nullable=True),
        sa.Column("money_state", sa.String(length=40), nullable=False),
        sa.Column("eviction_state", sa.String(length=40), nullable=False),
        sa.Column("term_state", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_account_state_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_state")),
        sa.UniqueConstraint("account_id", name=op.f("uq_account_state_account_id")),
    )
    op.create_index("ix_account_state_oldest", "account_state", ["oldest_due", "account_id"], unique=False)
    op.create_index("ix_account_state_overdue", "account_state", ["overdue_ore", "account_id"], unique=False)
    op.create_index("ix_account_state_rank", "account_state", ["step_rank", "must_before", "account_id"], unique=False)
    op.create_table(
        "considered_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("point", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_considered_point_account_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["app_user.id"], name=op.f("fk_considered_point_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_considered_point")),
    )
    op.create_index(op.f("ix_considered_point_account_id"), "considered_point", ["account_id"], unique=False)
    op.create_table(
        "giro_mandate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kid", sa.String(length=25), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("notice", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_giro_mandate_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_giro_mandate")),
        sa.UniqueConstraint("kid", name=op.f("uq_giro_mandate_kid")),
    )
    op.create_index(op.f("ix_giro_mandate_account_id"), "giro_mandate", ["account_id"], unique=False)
    op.create_table(
        "known_payer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("payer_account", sa.String(length=34), nullable=False),
        sa.Column("payer_name", sa.String(length=140), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_known_payer_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_payer")),
    )
    op.create_index(op.f("ix_known_payer_account_id"), "known_payer", ["account_id"], unique=False)
    op.create_index(op.f("ix_known_payer_payer_account"), "known_payer", ["payer_account"], unique=False)
    op.create_table(
        "payment_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("kid", sa.String(length=25), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payer", sa.String(length=140), nullable=False),
        sa.Column("payer_account", sa.String(length=34), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("archive_ref", sa.String(length=60), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("suggestion", sa.JSON(), nullable=False),
        sa.Column("sorted_by", sa.Integer(), nullable=True),
        sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_payment_line_account_id")),
        sa.ForeignKeyConstraint(["file_id"], ["payment_file.id"], name=op.f("fk_payment_line_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_line")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_payment_line_fingerprint")),
    )
    op.create_index(op.f("ix_payment_line_account_id"), "payment_line", ["account_id"], unique=False)
    op.create_index(op.f("ix_payment_line_file_id"), "payment_line", ["file_id"], unique=False)
    op.create_index(op.f("ix_payment_line_kid"), "payment_line", ["kid"], unique=False)
    op.create_index(op.f("ix_payment_line_payer_account"), "payment_line", ["payer_account"], unique=False)
    op.create_index("ix_payment_line_state_booked", "payment_line", ["state", "booked_on"], unique=False)
    op.create_table(
        "deduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("with_whom", sa.String(length=120), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("stopped_reason", sa.String(length=300), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_date IS NULL OR to_date >= from_date", name=op.f("ck_deduction_period")),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_deduction_account_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_deduction_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deduction")),
    )
    op.create_index(op.f("ix_deduction_account_id"), "deduction", ["account_id"], unique=False)
    op.create_index(op.f("ix_deduction_document_id"), "deduction", ["document_id"], unique=False)
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("nominal_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=80), nullable=True),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.CheckConstraint("amount_ore <> 0", name=op.f("ck_ledger_entry_of_something")),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_ledger_entry_account_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["ledger_entry.id"], name=op.f("fk_ledger_entry_corrects_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_ledger_entry_document_id")),
        sa.ForeignKeyConstraint(["line_id"], ["payment_line.id"], name=op.f("fk_ledger_entry_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_entry_key")),
    )
    op.create_index("ix_ledger_entry_account_day", "ledger_entry", ["account_id", "on_date"], unique=False)
    op.create_index(op.f("ix_ledger_entry_corrects_id"), "ledger_entry", ["corrects_id"], unique=False)
    op.create_index(op.f("ix_ledger_entry_document_id"), "ledger_entry", ["document_id"], unique=False)
    op.create_index(op.f("ix_ledger_entry_line_id"), "ledger_entry", ["line_id"], unique=False)
    op.create_table(
        "meeting_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_meeting_case_account_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["arrears_meeting.id"], name=op.f("fk_meeting_case_meeting_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_meeting_case_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_case")),
        sa.UniqueConstraint("meeting_id", "account_id", name=op.f("uq_meeting_case_meeting_id_account_id")),
    )
    op.create_index(op.f("ix_meeting_case_account_id"), "meeting_case", ["account_id"], unique=False)
    op.create_index(op.f("ix_meeting_case_task_id"), "meeting_case", ["task_id"], unique=False)
    op.create_table(
        "payment_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("kid", sa.String(length=25), nullable=True),
        sa.Column("total_ore", sa.BigInteger(), nullable=False),
        sa.Column("tolerance_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("broken_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("surplus_ore", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_payment_agreement_account_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_payment_agreement_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_agreement")),
        sa.UniqueConstraint("kid", name=op.f("uq_payment_agreement_kid")),
    )
    op.create_index(op.f("ix_payment_agreement_account_id"), "payment_agreement", ["account_id"], unique=False)
    op.create_index(op.f("ix_payment_agreement_document_id"), "payment_agreement", ["document_id"], unique=False)
    op.create_table(
        "rent_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("tenancy_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("old_rent_ore", sa.BigInteger(), nullable=False),
        sa.Column("new_rent_ore", sa.BigInteger(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("effect_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rent_round.id"], name=op.f("fk_rent_change_round_id")),
        sa.ForeignKeyConstraint(["tenancy_id"], ["tenancy.id"], name=op.f("fk_rent_change_tenancy_id")),
        sa.ForeignKeyConstraint(["term_id"], ["tenancy_term.id"], name=op.f("fk_rent_change_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rent_change")),
    )
    op.create_index(op.f("ix_rent_change_round_id"), "rent_change", ["round_id"], unique=False)
    op.create_index(op.f("ix_rent_change_tenancy_id"), "rent_change", ["tenancy_id"], unique=False)
    op.create_index(op.f("ix_rent_change_term_id"), "rent_change", ["term_id"], unique=False)
    op.create_table(
        "rent_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("tenancy_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["rent_change.id"], name=op.f("fk_rent_notice_change_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_rent_notice_document_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rent_notice_person_id")),
        sa.ForeignKeyConstraint(["tenancy_id"], ["tenancy.id"], name=op.f("fk_rent_notice_tenancy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rent_notice")),
        sa.UniqueConstraint("change_id", "person_id", name=op.f("uq_rent_notice_change_id_person_id")),
    )
    op.create_index(op.f("ix_rent_notice_change_id"), "rent_notice", ["change_id"], unique=False)
    op.create_index(op.f("ix_rent_notice_document_id"), "rent_notice", ["document_id"], unique=False)
    op.create_index(op.f("ix_rent_notice_person_id"), "rent_notice", ["person_id"], unique=False)
    op.create_index(op.f("ix_rent_notice_tenancy_id"), "rent_notice", ["tenancy_id"], unique=False)
    op.create_table(
        "agreement_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("expected_ore", sa.BigInteger(), nullable=False),
        sa.Column("paid_ore", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_agreement_check_account_id")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["payment_agreement.id"], name=op.f("fk_agreement_check_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_check")),
    )
    op.create_index(op.f("ix_agreement_check_account_id"), "agreement_check", ["account_id"], unique=False)
    op.create_index(op.f("ix_agreement_check_agreement_id"), "agreement_check", ["agreement_id"], unique=False)
    op.create_table(
        "agreement_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("remaining_ore", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_agreement_claim_account_id")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["payment_agreement.id"], name=op.f("fk_agreement_claim_agreement_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["ledger_entry.id"], name=op.f("fk_agreement_claim_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_claim")),
        sa.UniqueConstraint("agreement_id", "claim_id", name=op.f("uq_agreement_claim_agreement_id_claim_id")),
    )
    op.create_index(op.f("ix_agreement_claim_account_id"), "agreement_claim", ["account_id"], unique=False)
    op.create_index(op.f("ix_agreement_claim_claim_id"), "agreement_claim", ["claim_id"], unique=False)
    op.create_table(
        "arrears_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=True),
        sa.Column("fee_entry_id", sa.Integer(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_arrears_event_account_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact_log.id"], name=op.f("fk_arrears_event_contact_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_arrears_event_document_id")),
        sa.ForeignKeyConstraint(["fee_entry_id"], ["ledger_entry.id"], name=op.f("fk_arrears_event_fee_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrears_event")),
    )
    op.create_index("ix_arrears_event_account_day", "arrears_event", ["account_id", "on_date"], unique=False)
    op.create_index(op.f("ix_arrears_event_contact_id"), "arrears_event", ["contact_id"], unique=False)
    op.create_index(op.f("ix_arrears_event_document_id"), "arrears_event", ["document_id"], unique=False)
    op.create_index(op.f("ix_arrears_event_fee_entry_id"), "arrears_event", ["fee_entry_id"], unique=False)
    op.create_table(
        "claim_interruption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_claim_interruption_account_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["ledger_entry.id"], name=op.f("fk_claim_interruption_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_interruption")),
    )
    op.create_index(op.f("ix_claim_interruption_account_id"), "claim_interruption", ["account_id"], unique=False)
    op.create_index(op.f("ix_claim_interruption_claim_id"), "claim_interruption", ["claim_id"], unique=False)
    op.create_table(
        "claim_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_date IS NULL OR to_date >= from_date", name=op.f("ck_claim_mark_period")),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_claim_mark_account_id")),
        sa.ForeignKeyConstraint(["agreement_id"], ["payment_agreement.id"], name=op.f("fk_claim_mark_agreement_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["ledger_entry.id"], name=op.f("fk_claim_mark_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_mark")),
    )
    op.create_index(op.f("ix_claim_mark_account_id"), "claim_mark", ["account_id"], unique=False)
    op.create_index(op.f("ix_claim_mark_agreement_id"), "claim_mark", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_claim_mark_claim_id"), "claim_mark", ["claim_id"], unique=False)
    op.create_table(
        "instalment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_instalment_account_id")),
        sa.ForeignKeyConstraint(["agreement_id"], ["payment_agreement.id"], name=op.f("fk_instalment_agreement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment")),
        sa.UniqueConstraint("agreement_id", "due", name=op.f("uq_instalment_agreement_id_due")),
    )
    op.create_index(op.f("ix_instalment_account_id"), "instalment", ["account_id"], unique=False)
    op.create_table(
        "ledger_allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credit_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("amount_ore <> 0", name=op.f("ck_ledger_allocation_of_something")),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_ledger_allocation_account_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["ledger_entry.id"], name=op.f("fk_ledger_allocation_claim_id")),
        sa.ForeignKeyConstraint(["credit_id"], ["ledger_entry.id"], name=op.f("fk_ledger_allocation_credit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_allocation")),
    )
    op.create_index(op.f("ix_ledger_allocation_account_id"), "ledger_allocation", ["account_id"], unique=False)
    op.create_index(op.f("ix_ledger_allocation_claim_id"), "ledger_allocation", ["claim_id"], unique=False)
    op.create_index(op.f("ix_ledger_allocation_credit_id"), "ledger_allocation", ["credit_id"], unique=False)
    op.create_table(
        "use_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.Column("extra_kind", sa.String(length=40), nullable=False),
        sa.Column("share_key", sa.String(length=40), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("total_ore", sa.BigInteger(), nullable=False),
        sa.Column("office_ore", sa.BigInteger(), nullable=False),
        sa.Column("unit_price", sa.String(length=30), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("booked", sa.Boolean(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_date >= from_date", name=op.f("ck_use_round_period")),
        sa.ForeignKeyConstraint(["building_id"], ["building.id"], name=op.f("fk_use_round_building_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_use_round_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_round")),
    )
    op.create_index(op.f("ix_use_round_building_id"), "use_round", ["building_id"], unique=False)
    op.create_index(op.f("ix_use_round_document_id"), "use_round", ["document_id"], unique=False)
    op.create_table(
        "use_settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("extra_kind", sa.String(length=40), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("charged_ore", sa.BigInteger(), nullable=False),
        sa.Column("actual_ore", sa.BigInteger(), nullable=False),
        sa.Column("monthly_ore", sa.BigInteger(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by", sa.Integer(), nullable=True),
        sa.Column("void_reason", sa.String(length=500), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("to_date >= from_date", name=op.f("ck_use_settlement_period")),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_use_settlement_account_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_use_settlement_document_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_use_settlement_entry_id")),
        sa.ForeignKeyConstraint(["round_id"], ["use_round.id"], name=op.f("fk_use_settlement_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_settlement")),
    )
    op.create_index(op.f("ix_use_settlement_account_id"), "use_settlement", ["account_id"], unique=False)
    op.create_index(op.f("ix_use_settlement_document_id"), "use_settlement", ["document_id"], unique=False)
    op.create_index(op.f("ix_use_settlement_entry_id"), "use_settlement", ["entry_id"], unique=False)
    op.create_index(op.f("ix_use_settlement_round_id"), "use_settlement", ["round_id"], unique=False)
    op.create_table(
        "notice_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("amount_ore", sa.BigInteger(), nullable=False),
        sa.Column("remaining_ore", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["rent_account.id"], name=op.f("fk_notice_item_account_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["ledger_entry.id"], name=op.f("fk_notice_item_claim_id")),
        sa.ForeignKeyConstraint(["event_id"], ["arrears_event.id"], name=op.f("fk_notice_item_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_item")),
        sa.UniqueConstraint("event_id", "claim_id", name=op.f("uq_notice_item_event_id_claim_id")),
    )
    op.create_index(op.f("ix_notice_item_account_id"), "notice_item", ["account_id"], unique=False)
    op.create_index(op.f("ix_notice_item_claim_id"), "notice_item", ["claim_id"], unique=False)
    op.add_column("kontor", sa.Column("ledger_kind", sa.String(length=40), nullable=True))
