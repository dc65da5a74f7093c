"""Who did what: acts, their changes field by field, and the feed by which open windows notice colleagues."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Keyed


class ActLog(Keyed):
    """One act of the office = one transaction."""

    __tablename__ = "act_log"

    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int | None] = mapped_column(Integer)
    user_name: Mapped[str] = mapped_column(String(120))
    act: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(500), default="")
    undoes_id: Mapped[int | None] = mapped_column(Integer)


class AuditEntry(Keyed):
    """One record touched by an act: the changed fields before and after, and whom it concerns."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_entity", "entity", "entity_id"),)

    act_id: Mapped[int] = mapped_column(ForeignKey("act_log.id"), index=True)
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(6))
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    version: Mapped[int | None] = mapped_column(Integer)
    person_id: Mapped[int | None] = mapped_column(Integer, index=True)
    tenancy_id: Mapped[int | None] = mapped_column(Integer, index=True)
    dwelling_id: Mapped[int | None] = mapped_column(Integer, index=True)
    household_id: Mapped[int | None] = mapped_column(Integer, index=True)
    application_id: Mapped[int | None] = mapped_column(Integer, index=True)


class FeedRow(Keyed):
    """One changed record, in the order of commit; kept 30 days (E6, E13)."""

    __tablename__ = "change_feed"

    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(index=True)
    user_name: Mapped[str] = mapped_column(String(120))
