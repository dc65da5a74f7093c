"""What belongs to any case: documents, tasks, contact log, imports and batches."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.vocabulary import ContactWay, DocumentKind, RunState, SendingWay, TaskKind, TaskState
from .base import Code, Keyed, Record, Voidable


class Document(Record, Voidable):
    """A print, scan or attachment in the document store (E10): its hash, what it was made from, whom it concerns."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_sha256", "sha256"),)

    kind: Mapped[DocumentKind] = mapped_column(Code(DocumentKind))
    title: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(60))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    data_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    data: Mapped[Any] = mapped_column(JSON)
    template: Mapped[str] = mapped_column(String(80), default="")
    dated: Mapped[date]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    tenancy_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy.id"), index=True)
    dwelling_id: Mapped[int | None] = mapped_column(ForeignKey("dwelling.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    case_number: Mapped[str] = mapped_column(String(30), default="")
    journal_number: Mapped[str] = mapped_column(String(30), default="")
    journal_exempt: Mapped[bool] = mapped_column(Boolean, default=False)


class Sending(Record):
    """A document's way to a receiver: how, when, to whom, and whether it came back (P9)."""

    __tablename__ = "sending"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    way: Mapped[SendingWay] = mapped_column(Code(SendingWay))
    sent_on: Mapped[date]
    receiver: Mapped[str] = mapped_column(String(160))
    returned_on: Mapped[date | None]
    received_on: Mapped[date | None]


class Task(Record, Voidable):
    """Something somebody must do: what, why, by when, who, who covers, and the case it belongs to."""

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_state_due", "state", "due"),)

    kind: Mapped[TaskKind] = mapped_column(Code(TaskKind))
    title: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(500), default="")
    due: Mapped[date | None]
    state: Mapped[TaskState] = mapped_column(Code(TaskState), default=TaskState.OPEN)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    tenancy_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy.id"), index=True)
    dwelling_id: Mapped[int | None] = mapped_column(ForeignKey("dwelling.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    done_on: Mapped[date | None]
    done_by: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(String(500), default="")
    postponed_reason: Mapped[str] = mapped_column(String(300), default="")


class ContactLog(Record, Voidable):
    """One contact with a person: how, when, what it was about."""

    __tablename__ = "contact_log"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    way: Mapped[ContactWay] = mapped_column(Code(ContactWay))
    text: Mapped[str] = mapped_column(Text)


class ImportMapping(Record):
    """A remembered column mapping, known again by the header it was made for."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("kind", "signature"),)

    kind: Mapped[str] = mapped_column(String(20))
    signature: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(120), default="")
    mapping: Mapped[Any] = mapped_column(JSON)


class Run(Record):
    """An import or a batch: staged, then carried out in chunks, and continued after a stop without doubling (E15)."""

    __tablename__ = "run"

    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[RunState] = mapped_column(Code(RunState))
    total: Mapped[int] = mapped_column(Integer, default=0)
    done: Mapped[int] = mapped_column(Integer, default=0)
    facts: Mapped[Any] = mapped_column(JSON)


class RunItem(Keyed):
    """One piece of a run and what came of it; the key makes doing it twice impossible."""

    __tablename__ = "run_item"
    __table_args__ = (UniqueConstraint("run_id", "key"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    state: Mapped[RunState] = mapped_column(Code(RunState))
    result: Mapped[Any] = mapped_column(JSON)
