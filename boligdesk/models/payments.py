"""Money in: the bank's files, their lines and what became of each, known payers, mandates and fast trekk."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.arrears.words import LineState, PayerKind, PaymentOutcome
from .base import Code, Ore, Record, Voidable


class BankAccount(Record):
    """An account payments come to, beside the office's own (`Office.account_number`); others are "not ours"."""

    __tablename__ = "bank_account"
    __table_args__ = (UniqueConstraint("number"),)

    number: Mapped[str] = mapped_column(String(11))
    name: Mapped[str] = mapped_column(String(80), default="")
    closed_on: Mapped[date | None]


class PaymentFile(Record):
    """A bank file that was booked whole; the same file is never booked twice. What was wrong in it is met by entries.

    `format` is what scripts see (`exchange.bank.BankFormat`), `sum_ore` the signed net sum. `covers_to` is the last
    day of payments it covers, inclusive: the newest one says how far payments are known (P22).
    """

    __tablename__ = "payment_file"
    __table_args__ = (UniqueConstraint("sha256"),)

    name: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(String(64))
    booked_at: Mapped[datetime]
    booked_by: Mapped[int | None] = mapped_column(Integer)
    count: Mapped[int] = mapped_column(Integer)
    sum_ore: Mapped[int] = mapped_column(Ore)
    covers_to: Mapped[date | None] = mapped_column(index=True)
    sources: Mapped[Any] = mapped_column(JSON)
    copy: Mapped[bool] = mapped_column(Boolean, default=False)


class PaymentLine(Record):
    """One payment of a file (`exchange.bank.Payment`) and what became of it; `fingerprint` knows it in other files.

    `account` is the bank account it came to. `account_id` is the one rent account it is about: booked on, or
    suggested while it waits; empty for what is nobody's yet, or was split. What it was booked as are the entries
    with its id in `line_id`.
    """

    __tablename__ = "payment_line"
    __table_args__ = (UniqueConstraint("fingerprint"), Index("ix_payment_line_state_booked", "state", "booked_on"))

    file_id: Mapped[int] = mapped_column(ForeignKey("payment_file.id"), index=True)
    line: Mapped[int] = mapped_column(Integer)
    fingerprint: Mapped[str] = mapped_column(String(64))
    account: Mapped[str] = mapped_column(String(34))
    booked_on: Mapped[date]
    paid_on: Mapped[date | None]
    amount_ore: Mapped[int] = mapped_column(Ore)
    kid: Mapped[str | None] = mapped_column(String(25), index=True)
    kind: Mapped[str] = mapped_column(String(40), default="")
    payer: Mapped[str] = mapped_column(String(140), default="")
    payer_account: Mapped[str] = mapped_column(String(34), default="", index=True)
    text: Mapped[str] = mapped_column(String(500), default="")
    archive_ref: Mapped[str] = mapped_column(String(60), default="")
    returned: Mapped[bool] = mapped_column(Boolean, default=False)
    batch: Mapped[int] = mapped_column(Integer, default=1)
    outcome: Mapped[PaymentOutcome] = mapped_column(Code(PaymentOutcome))
    state: Mapped[LineState] = mapped_column(Code(LineState))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("rent_account.id"), index=True)
    suggestion: Mapped[Any] = mapped_column(JSON)
    sorted_by: Mapped[int | None] = mapped_column(Integer)
    sorted_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(500), default="")


class KnownPayer(Record, Voidable):
    """Somebody who pays for a tenant, remembered once confirmed, until `to_date` (inclusive, NULL = open; P26)."""

    __tablename__ = "known_payer"

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    payer_account: Mapped[str] = mapped_column(String(34), index=True)
    payer_name: Mapped[str] = mapped_column(String(140), default="")
    kind: Mapped[PayerKind] = mapped_column(Code(PayerKind))
    confirmed_on: Mapped[date]
    to_date: Mapped[date | None]


class GiroMandate(Record):
    """A payer's AvtaleGiro mandate on a KID; `notice`: the payer wants written notice from the bank."""

    __tablename__ = "giro_mandate"
    __table_args__ = (UniqueConstraint("kid"),)

    kid: Mapped[str] = mapped_column(String(25))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("rent_account.id"), index=True)
    notice: Mapped[bool] = mapped_column(Boolean, default=False)
    since: Mapped[date]
    ended_on: Mapped[date | None]


class Deduction(Record, Voidable):
    """Fast trekk: somebody pays so much (øre) a month straight to the office, from–to (inclusive, NULL = open)."""

    __tablename__ = "deduction"
    __table_args__ = (CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    kind: Mapped[PayerKind] = mapped_column(Code(PayerKind))
    with_whom: Mapped[str] = mapped_column(String(120), default="")
    amount_ore: Mapped[int] = mapped_column(Ore)
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    reference: Mapped[str] = mapped_column(String(60), default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    consented_on: Mapped[date | None]
    stopped_reason: Mapped[str] = mapped_column(String(300), default="")
