"""What the office has decided on applications: vedtak, complaints, the waiting list, and offers of homes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.application_words import (
    BodyResult,
    Channel,
    ComplaintBody,
    ComplaintState,
    DecisionBasis,
    DecisionResult,
    DecisionState,
    Lateness,
    OfferState,
    WaitingMove,
)
from ..rules.vocabulary import SendingWay
from .base import Code, Keyed, Ore, Record, Voidable

#: An open or accepted offer holds its unit; the database itself lets only one do so (E7).
HOLDING = text("state IN ('open', 'accepted') AND voided_at IS NULL")
#: An application stands at most once on the list at a time.
STANDING = text("left_on IS NULL AND voided_at IS NULL")


class Decision(Record, Voidable):
    """A vedtak. Final ones are never changed, only replaced (`replaces_id` of the newer).

    `facts`, `explanation` and `content` are kept as they were decided, and the letter is made from them alone.
    `content` holds what is granted (bedrooms, months, floor …), reasons, own text. `sent_on`, `reached_on` and
    `complain_by` (inclusive) are about the party; the letter itself says "tre uker etter at du fikk brevet".
    """

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("number"), Index("ix_decision_state_complain", "state", "complain_by"))

    number: Mapped[str] = mapped_column(String(20))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    basis: Mapped[DecisionBasis] = mapped_column(Code(DecisionBasis))
    result: Mapped[DecisionResult] = mapped_column(Code(DecisionResult))
    state: Mapped[DecisionState] = mapped_column(Code(DecisionState), default=DecisionState.DRAFT)
    drafted_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    proposed_on: Mapped[date | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    decided_on: Mapped[date | None]
    returned_reason: Mapped[str] = mapped_column(String(500), default="")
    set_id: Mapped[int | None] = mapped_column(ForeignKey("office_text.id"))
    facts: Mapped[Any] = mapped_column(JSON)
    explanation: Mapped[Any] = mapped_column(JSON)
    content: Mapped[Any] = mapped_column(JSON)
    valid_until: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    body: Mapped[ComplaintBody | None] = mapped_column(Code(ComplaintBody))
    sent_on: Mapped[date | None]
    sent_way: Mapped[SendingWay | None] = mapped_column(Code(SendingWay))
    reached_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    complain_by: Mapped[date | None]


class Complaint(Record, Voidable):
    """A klage on a decision: when it was posted and came, whether in time, and its way to the right body."""

    __tablename__ = "complaint"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    state: Mapped[ComplaintState] = mapped_column(Code(ComplaintState), default=ComplaintState.RECEIVED)
    channel: Mapped[Channel] = mapped_column(Code(Channel))
    received_on: Mapped[date]
    posted_on: Mapped[date | None]
    by_whom: Mapped[str] = mapped_column(String(120), default="")
    signed: Mapped[bool] = mapped_column(Boolean, default=True)
    names_decision: Mapped[bool] = mapped_column(Boolean, default=True)
    mandate_seen: Mapped[bool | None] = mapped_column(Boolean)
    wants: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[str] = mapped_column(Text, default="")
    lateness: Mapped[Lateness] = mapped_column(Code(Lateness))
    late_reason: Mapped[str] = mapped_column(Text, default="")
    mend_by: Mapped[date | None]
    new_assessment: Mapped[str] = mapped_column(Text, default="")
    new_decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    body: Mapped[ComplaintBody] = mapped_column(Code(ComplaintBody))
    forward_by: Mapped[date | None]
    forwarded_on: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    body_result: Mapped[BodyResult | None] = mapped_column(Code(BodyResult))
    body_result_on: Mapped[date | None]
    body_reference: Mapped[str] = mapped_column(String(60), default="")
    closed_on: Mapped[date | None]


class WaitingPlace(Record, Voidable):
    """A household that has a yes and waits for a concrete home; the order follows group, then need, then reason."""

    __tablename__ = "waiting_place"
    __table_args__ = (
        Index("uq_waiting_place_standing", "application_id", unique=True, sqlite_where=STANDING),
        Index("ix_waiting_place_left_order", "left_on", "group_order"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    entered_on: Mapped[date]
    left_on: Mapped[date | None]
    group_key: Mapped[str] = mapped_column(String(60), default="")
    group_step: Mapped[str] = mapped_column(String(20), default="")
    group_text: Mapped[str] = mapped_column(String(300), default="")
    group_order: Mapped[int] = mapped_column(Integer, default=0)
    score: Mapped[int | None] = mapped_column(Integer)
    urgency: Mapped[int] = mapped_column(Integer, default=0)
    urgency_reason: Mapped[str] = mapped_column(String(300), default="")
    bedrooms: Mapped[int | None] = mapped_column(Integer)
    valid_until: Mapped[date | None]


class WaitingEvent(Keyed):
    """One movement on the waiting list, with its reason; never changed."""

    __tablename__ = "waiting_event"

    place_id: Mapped[int] = mapped_column(ForeignKey("waiting_place.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[int | None] = mapped_column(Integer)
    move: Mapped[WaitingMove] = mapped_column(Code(WaitingMove))
    before: Mapped[str] = mapped_column(String(300), default="")
    after: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")


class Offer(Record, Voidable):
    """A home offered to a household until a day (inclusive). It takes nobody off the list (P12)."""

    __tablename__ = "offer"
    __table_args__ = (
        Index("uq_offer_holding_unit", "unit_id", unique=True, sqlite_where=HOLDING),
        Index("ix_offer_state_answer", "state", "answer_by"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("letting_unit.id"))
    state: Mapped[OfferState] = mapped_column(Code(OfferState), default=OfferState.OPEN)
    offered_on: Mapped[date]
    answer_by: Mapped[date]
    move_in_on: Mapped[date | None]
    rent_ore: Mapped[int] = mapped_column(Ore, default=0)
    lease_months: Mapped[int | None] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(Text, default="")
    viewing: Mapped[str] = mapped_column(String(120), default="")
    answered_on: Mapped[date | None]
    answer_reason: Mapped[str] = mapped_column(String(500), default="")
    counted: Mapped[bool] = mapped_column(Boolean, default=False)
    checked_again: Mapped[Any] = mapped_column(JSON)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    tenancy_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy.id"), index=True)
