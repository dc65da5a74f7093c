"""What follows a missed rent: holds, what was done and sent, what was considered, agreements, and the restansemøte."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.arrears.facts import ArrearsHold, Considered
from ..rules.arrears.words import AgreementKind, ArrearsEventKind, CheckResult, PlanState
from .base import Code, Keyed, Ore, Record, Voidable


class AccountHold(Record, Voidable):
    """What stops letters and steps from–to (inclusive, NULL = until somebody lifts it), with the reason."""

    __tablename__ = "account_hold"
    __table_args__ = (CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    hold: Mapped[ArrearsHold] = mapped_column(Code(ArrearsHold))
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")


class ArrearsEvent(Record, Voidable):
    """Something that was done about a debt, or happened to it.

    A letter has its `document_id` when it is made and `sent_on` only when the user says so; `deadline` is its last
    day to pay or answer (inclusive). `amount_ore` is what it demanded, `fee_entry_id` the fee it put on the account.
    `imported`: done before Boligdesk, read in from a list (E17).
    """

    __tablename__ = "arrears_event"
    __table_args__ = (Index("ix_arrears_event_account_day", "account_id", "on_date"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"))
    kind: Mapped[ArrearsEventKind] = mapped_column(Code(ArrearsEventKind))
    on_date: Mapped[date]
    sent_on: Mapped[date | None]
    deadline: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact_log.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    amount_ore: Mapped[int | None] = mapped_column(Ore)
    fee_entry_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    imported: Mapped[bool] = mapped_column(Boolean, default=False)
    detail: Mapped[Any] = mapped_column(JSON)


class NoticeItem(Keyed):
    """A claim that a letter named: its due day, amount, and what remained when the letter was made (øre; P19)."""

    __tablename__ = "notice_item"
    __table_args__ = (UniqueConstraint("event_id", "claim_id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("arrears_event.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    due: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Ore)
    remaining_ore: Mapped[int] = mapped_column(Ore)


class ConsideredPoint(Record, Voidable):
    """One point of P21, considered on a day, in words. `decided_by` is the person with authority (for `decided`)."""

    __tablename__ = "considered_point"

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    point: Mapped[Considered] = mapped_column(Code(Considered))
    on_date: Mapped[date]
    text: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))


class PaymentAgreement(Record, Voidable):
    """A betalingsavtale, or a spoken promise (øre). A plan has its own KID (P24).

    `tolerance_days` after an instalment's day before it counts as broken. `surplus_ore` is what the household has to
    spare a month by its budget, where one was made. `signed_on`: the day the tenant signed it.
    """

    __tablename__ = "payment_agreement"
    __table_args__ = (UniqueConstraint("kid"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    kind: Mapped[AgreementKind] = mapped_column(Code(AgreementKind))
    agreed_on: Mapped[date]
    kid: Mapped[str | None] = mapped_column(String(25))
    total_ore: Mapped[int] = mapped_column(Ore)
    tolerance_days: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[PlanState] = mapped_column(Code(PlanState), default=PlanState.RUNNING)
    signed_on: Mapped[date | None]
    broken_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    surplus_ore: Mapped[int | None] = mapped_column(Ore)
    note: Mapped[str] = mapped_column(Text, default="")


class AgreementClaim(Keyed):
    """A claim that an agreement covers, what of it, and what remained of it when the agreement was made (øre)."""

    __tablename__ = "agreement_claim"
    __table_args__ = (UniqueConstraint("agreement_id", "claim_id"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("payment_agreement.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    amount_ore: Mapped[int] = mapped_column(Ore)
    remaining_ore: Mapped[int] = mapped_column(Ore)


class Instalment(Keyed):
    """What an agreement says is paid by a day (øre)."""

    __tablename__ = "instalment"
    __table_args__ = (UniqueConstraint("agreement_id", "due"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("payment_agreement.id"))
    due: Mapped[date]
    amount_ore: Mapped[int] = mapped_column(Ore)


class AgreementCheck(Keyed):
    """A look at an agreement on a day: what should be paid by then and what was (øre). Never changed."""

    __tablename__ = "agreement_check"

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("payment_agreement.id"), index=True)
    on_date: Mapped[date]
    expected_ore: Mapped[int] = mapped_column(Ore)
    paid_ore: Mapped[int] = mapped_column(Ore)
    result: Mapped[CheckResult] = mapped_column(Code(CheckResult))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(Integer)


class ArrearsMeeting(Record, Voidable):
    """A restansemøte; with `outsiders` only households whose consent covers it are on the list (P27).

    `attending` says in words who takes part.
    """

    __tablename__ = "arrears_meeting"

    held_on: Mapped[date]
    outsiders: Mapped[bool] = mapped_column(Boolean, default=False)
    attending: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]


class MeetingCase(Record):
    """An account on the list of a meeting: how it stood then (`snapshot`), what was proposed, what came of it."""

    __tablename__ = "meeting_case"
    __table_args__ = (UniqueConstraint("meeting_id", "account_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("arrears_meeting.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    position: Mapped[int] = mapped_column(Integer, default=0)
    snapshot: Mapped[Any] = mapped_column(JSON)
    proposal: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
