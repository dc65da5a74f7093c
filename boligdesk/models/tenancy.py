"""Tenancies: who rents which letting unit, on what terms, with what security, signed how, ended how."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.guidance.words import LeavingOutcome
from ..rules.lease_facts import ShortTermGround
from ..rules.terms import (
    ChangeKind,
    Clause,
    EndKind,
    ExtraKind,
    ExtraMode,
    LandlordKind,
    LegalBasis,
    NoticeGround,
    SecurityKind,
)
from .base import Code, Keyed, Ore, Record, Voidable


class Tenancy(Record, Voidable):
    """One household's right to one unit.

    `from_date`–`to_date` (inclusive, NULL = open) is the time the unit is taken; no two of a unit overlap.
    `fixed_until` is the end the lease names. `closed_on` is set when keys are back; an expired tenancy that
    is not closed still holds the unit. `rent_until` is the last day rent is owed for where that is later than the
    day the keys came back (NULL = rent ends with `to_date`). The first tenant is NOT NULL, further ones stand in
    `tenancy_tenant`.
    """

    __tablename__ = "tenancy"
    __table_args__ = (
        CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),
        Index("ix_tenancy_unit_from", "unit_id", "from_date"),
        Index("ix_tenancy_household", "household_id"),
        UniqueConstraint("number"),
    )

    number: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = mapped_column(ForeignKey("letting_unit.id"))
    first_tenant_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy.id"), index=True)
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    fixed_until: Mapped[date | None]
    closed_on: Mapped[date | None]
    rent_until: Mapped[date | None]
    landlord_kind: Mapped[LandlordKind] = mapped_column(Code(LandlordKind))
    landlord_name: Mapped[str] = mapped_column(String(120), default="")
    landlord_org_number: Mapped[str] = mapped_column(String(9), default="")
    head_lease_id: Mapped[int | None] = mapped_column(ForeignKey("head_lease.id"), index=True)
    legal_basis: Mapped[LegalBasis] = mapped_column(Code(LegalBasis))
    decision_ref: Mapped[str] = mapped_column(String(40), default="")
    informed_11_1_on: Mapped[date | None]
    basis_text: Mapped[str] = mapped_column(String(120), default="")
    short_term_ground: Mapped[ShortTermGround | None] = mapped_column(Code(ShortTermGround))
    short_term_reason: Mapped[str] = mapped_column(String(300), default="")
    short_term_told_on: Mapped[date | None]
    successive_reason: Mapped[str] = mapped_column(String(300), default="")
    notice_months: Mapped[int] = mapped_column(Integer, default=3)
    clause_a: Mapped[bool] = mapped_column(Boolean, default=False)
    clause_b: Mapped[bool] = mapped_column(Boolean, default=False)
    interpreter_name: Mapped[str] = mapped_column(String(120), default="")
    sign_date: Mapped[date | None]
    heating_included: Mapped[bool | None] = mapped_column(Boolean)
    pets_allowed: Mapped[bool | None] = mapped_column(Boolean)
    smoking_allowed: Mapped[bool | None] = mapped_column(Boolean)
    special_terms: Mapped[str] = mapped_column(Text, default="")
    letter_language: Mapped[str] = mapped_column(String(2), default="nb")
    kid: Mapped[str | None] = mapped_column(String(25))
    deduction_consent: Mapped[bool] = mapped_column(Boolean, default=False)
    imported: Mapped[bool] = mapped_column(Boolean, default=False)
    note: Mapped[str] = mapped_column(Text, default="")


class TenancyTenant(Record):
    """A tenant's time on a lease (the first one too); added and released only in writing (P3)."""

    __tablename__ = "tenancy_tenant"
    __table_args__ = (
        UniqueConstraint("tenancy_id", "person_id", "from_date"),
        CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),
    )

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_date: Mapped[date]
    to_date: Mapped[date | None]


class TenancyTerm(Record, Voidable):
    """Rent and payment terms from a date (øre per month); what was true and when we knew it (E5)."""

    __tablename__ = "tenancy_term"
    __table_args__ = (
        UniqueConstraint("tenancy_id", "from_date", "recorded_at"),
        CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),
    )

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    rent_ore: Mapped[int] = mapped_column(Ore)
    due_day: Mapped[int] = mapped_column(Integer, default=1)
    index_month: Mapped[date | None]
    basis: Mapped[str] = mapped_column(String(40), default="lease")
    reason: Mapped[str] = mapped_column(String(300), default="")
    recorded_at: Mapped[datetime]


class RentPart(Record):
    """An extra beside the rent in one set of terms (øre per month)."""

    __tablename__ = "rent_part"
    __table_args__ = (UniqueConstraint("term_id", "kind"),)

    term_id: Mapped[int] = mapped_column(ForeignKey("tenancy_term.id"), index=True)
    kind: Mapped[ExtraKind] = mapped_column(Code(ExtraKind))
    mode: Mapped[ExtraMode] = mapped_column(Code(ExtraMode))
    amount_ore: Mapped[int] = mapped_column(Ore, default=0)


class Security(Record, Voidable):
    """Deposit or guarantee of a tenancy (øre). Deposit lies on a blocked account in the tenant's name."""

    __tablename__ = "security"

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    kind: Mapped[SecurityKind] = mapped_column(Code(SecurityKind))
    amount_ore: Mapped[int] = mapped_column(Ore)
    bank: Mapped[str] = mapped_column(String(80), default="")
    account_number: Mapped[str] = mapped_column(String(11), default="")
    opened_on: Mapped[date | None]
    guarantor: Mapped[str] = mapped_column(String(120), default="")
    reference: Mapped[str] = mapped_column(String(60), default="")
    valid_to: Mapped[date | None]
    claim_by: Mapped[date | None]
    claimed_on: Mapped[date | None]
    claimed_ore: Mapped[int | None] = mapped_column(Ore)
    released_on: Mapped[date | None]


class LeaseVersion(Record, Voidable):
    """A printed lease or addendum: what it said, when it was signed, and the filed scan."""

    __tablename__ = "lease_version"
    __table_args__ = (UniqueConstraint("tenancy_id", "number"),)

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    change_kind: Mapped[ChangeKind | None] = mapped_column(Code(ChangeKind))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    signed_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    clause_a: Mapped[bool] = mapped_column(Boolean, default=False)
    clause_b: Mapped[bool] = mapped_column(Boolean, default=False)
    landlord_signed_on: Mapped[date | None]
    data: Mapped[Any] = mapped_column(JSON)


class LeaseSignature(Record):
    """One tenant's signature (or the representative's) under one version; read by clause usability (P2)."""

    __tablename__ = "lease_signature"
    __table_args__ = (UniqueConstraint("lease_version_id", "person_id"),)

    lease_version_id: Mapped[int] = mapped_column(ForeignKey("lease_version.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    signed_on: Mapped[date]
    representative_signed: Mapped[bool] = mapped_column(Boolean, default=False)
    interpreter_name: Mapped[str] = mapped_column(String(120), default="")


class AcceptedReason(Record):
    """A departure from custom that somebody accepted, with the reason (soft control)."""

    __tablename__ = "accepted_reason"

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    control: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(500))


class TenancyChange(Record, Voidable):
    """An act in a running tenancy (P3): what, from when, who is concerned, consents, its addendum."""

    __tablename__ = "tenancy_change"

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(Code(ChangeKind))
    effective_on: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    other_tenancy_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy.id"), index=True)
    lease_version_id: Mapped[int | None] = mapped_column(ForeignKey("lease_version.id"), index=True)
    facts: Mapped[Any] = mapped_column(JSON)


class Ending(Record, Voidable):
    """A notice, a request to move or an agreed end, with the dates that follow from it (P5)."""

    __tablename__ = "ending"

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    kind: Mapped[EndKind] = mapped_column(Code(EndKind))
    ground: Mapped[NoticeGround | None] = mapped_column(Code(NoticeGround))
    reasons: Mapped[str] = mapped_column(Text, default="")
    sent_on: Mapped[date | None]
    received_on: Mapped[date | None]
    effective_on: Mapped[date]
    protest_by: Mapped[date | None]
    protested_on: Mapped[date | None]
    sue_by: Mapped[date | None]
    sued_on: Mapped[date | None]
    court: Mapped[str] = mapped_column(String(80), default="", server_default="")
    court_case: Mapped[str] = mapped_column(String(40), default="", server_default="")
    spouse_consent: Mapped[str] = mapped_column(String(200), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    moved_out_on: Mapped[date | None]
    forwarding_address: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[LeavingOutcome | None] = mapped_column(Code(LeavingOutcome))
    withdrawn_on: Mapped[date | None]


class Protocol(Record, Voidable):
    """The hand-over protocol in or out: rooms, keys, meters, defects, as written and signed."""

    __tablename__ = "protocol"

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    direction: Mapped[str] = mapped_column(String(3))
    held_on: Mapped[date]
    data: Mapped[Any] = mapped_column(JSON)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    signed_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)


class Settlement(Record, Voidable):
    """The final settlement with its explanation; a positive result is owed by the tenant and stays owed."""

    __tablename__ = "settlement"

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    made_on: Mapped[date]
    balance_ore: Mapped[int] = mapped_column(Ore)
    explanation: Mapped[Any] = mapped_column(JSON)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)


class Kid(Keyed):
    """A payment number ever used; never used again (E6)."""

    __tablename__ = "kid"
    __table_args__ = (UniqueConstraint("kid"),)

    kid: Mapped[str] = mapped_column(String(25))
    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    imported: Mapped[bool] = mapped_column(Boolean, default=False)
    recorded_at: Mapped[datetime]


class ClauseUse(Keyed):
    """What was judged of an eviction clause when a signature or scan was filed (for part C's steps)."""

    __tablename__ = "clause_use"

    lease_version_id: Mapped[int] = mapped_column(ForeignKey("lease_version.id"), index=True)
    clause: Mapped[Clause] = mapped_column(Code(Clause))
    usable: Mapped[bool] = mapped_column(Boolean)
    reasons: Mapped[Any] = mapped_column(JSON)
    recorded_at: Mapped[datetime]
