"""The office itself: counters, settings, users, rights, and what it wrote over the shipped texts and rates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.arrears.words import LedgerKind
from ..rules.vocabulary import Role
from .base import Base, Code, Keyed, Record


class Office(Record):
    """One database = one office (E6). `database_uuid` is new on restore or copy.

    `ledger_kind` says whose books the rent accounts are (E17); NULL until the office has chosen.
    """

    __tablename__ = "kontor"
    __table_args__ = (CheckConstraint("id = 1", name="one_office"),)

    office_uuid: Mapped[str] = mapped_column(String(36))
    database_uuid: Mapped[str] = mapped_column(String(36))
    draft_secret: Mapped[str] = mapped_column(String(64))
    schema_major: Mapped[int] = mapped_column(Integer)
    schema_minor: Mapped[int] = mapped_column(Integer)
    country: Mapped[str] = mapped_column(String(2))
    currency: Mapped[str] = mapped_column(String(3))
    training: Mapped[bool] = mapped_column(Boolean)
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(120), default="")
    org_number: Mapped[str] = mapped_column(String(9), default="")
    address: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(4), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    opening_hours: Mapped[str] = mapped_column(String(200), default="")
    account_number: Mapped[str] = mapped_column(String(11), default="")
    letter_language: Mapped[str] = mapped_column(String(2), default="nb")
    kid_length: Mapped[int] = mapped_column(Integer, default=9)
    kid_modulus: Mapped[int] = mapped_column(Integer, default=10)
    kid_prefix: Mapped[str] = mapped_column(String(10), default="")
    logo_sha256: Mapped[str | None] = mapped_column(String(64))
    logo_type: Mapped[str | None] = mapped_column(String(40))
    ledger_kind: Mapped[LedgerKind | None] = mapped_column(Code(LedgerKind))


class Signatory(Record):
    """Somebody who signs leases for the landlord."""

    __tablename__ = "signatory"

    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class Setting(Record):
    """One named choice of the office (follow-up defaults, deposit months …); value as JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(80), unique=True)
    value: Mapped[Any] = mapped_column(JSON)


class Counter(Keyed):
    """The next public number of a series and year; one row each, locked while a number is taken."""

    __tablename__ = "counter"
    __table_args__ = (UniqueConstraint("series", "year"),)

    series: Mapped[str] = mapped_column(String(30))
    year: Mapped[int] = mapped_column(Integer)
    next_number: Mapped[int] = mapped_column(Integer)


class User(Record):
    """Somebody who may start the program."""

    __tablename__ = "app_user"

    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[Role] = mapped_column(Code(Role))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    failed_logins: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None]


class RoleRight(Keyed):
    """One cell of the table role × right: the row stands when the role has the right."""

    __tablename__ = "role_right"
    __table_args__ = (UniqueConstraint("role", "right_code"),)

    role: Mapped[Role] = mapped_column(Code(Role))
    right_code: Mapped[str] = mapped_column(String(40))


class OfficeText(Keyed):
    """An immutable version of the office's own template, criteria set or house rules (E2)."""

    __tablename__ = "office_text"
    __table_args__ = (UniqueConstraint("kind", "key", "language", "number"),)

    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(2))
    number: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date]
    based_on: Mapped[str] = mapped_column(String(40), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    content: Mapped[Any] = mapped_column(JSON)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(Integer)


class OfficeRate(Keyed):
    """A rate the office typed in or confirmed; immutable, the newest of a key and date stands (E3)."""

    __tablename__ = "office_rate"

    key: Mapped[str] = mapped_column(String(80), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    value: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(Text)
    certainty: Mapped[str] = mapped_column(String(1))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(Integer)


class StoredBytes(Base):
    """Document bytes on PostgreSQL; on SQLite they lie in a folder beside the file (E10)."""

    __tablename__ = "stored_bytes"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
