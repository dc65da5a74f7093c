"""Documents of any case: filed, listed, opened, journalled and sent (P9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import ColumnElement, exists, or_, select

from ..models.casefile import Document, Sending
from ..models.stock import LettingUnit
from ..models.tenancy import Tenancy
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind, SendingWay
from .core.acts import Look, Work, reads, steps, writes
from .core.application_letter import answer_returned, answer_sent
from .core.arrears_sending import arrears_letter_returned, arrears_letter_sent
from .core.changes import Done
from .core.decision_sending import decision_returned, decision_sent
from .core.desk import Desk
from .core.document_rows import NewDocument, attachment_kind, copies_of, is_copy, keep
from .core.notice import follow_sending
from .core.renewal_rows import renewal_sent
from .core.rent_effect import rent_notice_returned, rent_notice_sent


@dataclass(frozen=True)
class DocumentRow:
    """A document as lists show it; never its bytes."""

    id: int
    kind: DocumentKind
    title: str
    file_name: str
    media_type: str
    size: int
    dated: date
    journal_number: str
    journal_exempt: bool
    sent: bool
    tenancy_id: int | None
    person_id: int | None
    dwelling_id: int | None
    version: int


@dataclass(frozen=True)
class SendingRow:
    """How and when a document went to somebody."""

    id: int
    way: SendingWay
    sent_on: date
    receiver: str
    received_on: date | None
    returned_on: date | None


@dataclass(frozen=True)
class OpenedDocument:
    """A document with its bytes, checked against the stored hash."""

    file_name: str
    media_type: str
    title: str
    content: bytes


@dataclass(frozen=True)
class CaseLink:
    """Which case a document belongs to; any of the four may be None."""

    person_id: int | None = None
    tenancy_id: int | None = None
    dwelling_id: int | None = None
    application_id: int | None = None


@reads(Right.DOCUMENT_READ)
def documents_of(look: Look, case: CaseLink) -> list[DocumentRow]:
    """The documents of a person, tenancy, dwelling or application, newest first."""
    wanted = [
        column == value
        for column, value in (
            (Document.person_id, case.person_id),
            (Document.tenancy_id, case.tenancy_id),
            (Document.dwelling_id, case.dwelling_id),
            (Document.application_id, case.application_id),
        )
        if value is not None
    ]
    return _rows(look, *wanted)


@reads(Right.DOCUMENT_READ)
def documents_at(look: Look, dwelling_id: int) -> list[DocumentRow]:
    """The documents of a dwelling and of all tenancies in it, newest first."""
    theirs = (
        select(Tenancy.id)
        .join(LettingUnit, LettingUnit.id == Tenancy.unit_id)
        .where(LettingUnit.dwelling_id == dwelling_id)
    )
    return _rows(look, or_(Document.dwelling_id == dwelling_id, Document.tenancy_id.in_(theirs)))


@reads(Right.DOCUMENT_READ)
def unjournalled(look: Look) -> list[DocumentRow]:
    """The list "ikke journalført": documents that must go to the archive and have no number yet."""
    return _rows(look, Document.journal_number == "", Document.journal_exempt.is_(False))


def _rows(look: Look, *wanted: ColumnElement[bool]) -> list[DocumentRow]:
    sent = exists().where(Sending.document_id == Document.id)
    query = (
        select(
            Document.id,
            Document.kind,
            Document.title,
            Document.file_name,
            Document.media_type,
            Document.size,
            Document.dated,
            Document.journal_number,
            Document.journal_exempt,
            sent,
            Document.tenancy_id,
            Document.person_id,
            Document.dwelling_id,
            Document.version,
        )
        .where(Document.voided_at.is_(None), *wanted)
        .order_by(Document.dated.desc(), Document.id.desc())
    )
    return [DocumentRow(*tuple(row)) for row in look.session.execute(query)]


@reads(Right.DOCUMENT_READ)
def open_document(look: Look, document_id: int) -> OpenedDocument:
    """A document's bytes; refused by name when the file is missing or changed."""
    document = look.get(Document, document_id)
    content = look.desk.store.documents.get(document.sha256)
    return OpenedDocument(document.file_name, document.media_type, document.title, content)


@steps(Right.DOCUMENT_WRITE)
def file_attachment(desk: Desk, path: Path, case: CaseLink, kind: DocumentKind, title: str = "") -> Done[int]:
    """File a scan or attachment (PDF, JPG, PNG; at most 20 MB) on a case; the file itself is left where it is."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refuse("dokument.kan_ikke_leses", fil=path.name) from error
    media_type, _ = attachment_kind(content)
    return _file(
        desk,
        NewDocument(
            kind=kind,
            title=title.strip() or path.stem,
            file_name=path.name,
            content=content,
            media_type=media_type,
            dated=desk.today,
            person_id=case.person_id,
            tenancy_id=case.tenancy_id,
            dwelling_id=case.dwelling_id,
            application_id=case.application_id,
        ),
    )


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    return keep(work, new).id


@writes(Right.DOCUMENT_WRITE)
def journal(work: Work, document_id: int, version: int, number: str) -> int:
    """Write down the archive's journal number of a document."""
    if not number.strip():
        raise refuse("dokument.uten_journalnummer")
    document = work.load(Document, document_id, version)
    document.journal_number, document.journal_exempt = number.strip(), False
    return document.id


@writes(Right.DOCUMENT_WRITE)
def exempt_from_journal(work: Work, document_id: int, version: int, reason: str) -> int:
    """Say that a document need not be journalled, with the reason."""
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    document = work.load(Document, document_id, version)
    document.journal_exempt = True
    work.reason(reason.strip())
    return document.id


@dataclass(frozen=True)
class NewSending:
    """A document's way to a receiver, as it happened."""

    way: SendingWay
    sent_on: date
    receiver: str
    received_on: date | None = None


@writes(Right.DOCUMENT_WRITE)
def mark_sent(work: Work, document_id: int, sending: NewSending) -> int:
    """Record how, when and to whom a document was sent (party, guardian, fullmektig).

    Refuses a day after today, and one before the document's own: a letter that was not made cannot have gone.
    """
    if sending.sent_on > work.today:
        raise refuse("dokument.sendt_i_framtiden", dato=sending.sent_on)
    if sending.received_on is not None and not sending.sent_on <= sending.received_on <= work.today:
        raise refuse("dokument.framme_for_sendt", sendt=sending.sent_on)
    if not sending.receiver.strip():
        raise refuse("dokument.uten_mottaker")
    document = work.get(Document, document_id)
    if sending.sent_on < document.dated:
        raise refuse("dokument.sendt_for_laget", sendt=sending.sent_on, laget=document.dated)
    row = Sending(
        document_id=document.id,
        way=sending.way,
        sent_on=sending.sent_on,
        receiver=sending.receiver.strip(),
        received_on=sending.received_on,
    )
    kept = work.add(row)
    if not is_copy(document):
        follow_sending(work, document, kept)
        answer_sent(work, document, kept)
        decision_sent(work, document, kept)
        renewal_sent(work, document, kept)
        arrears_letter_sent(work, document, kept)
        rent_notice_sent(work, document, kept)
    return kept.id


@writes(Right.DOCUMENT_WRITE)
def mark_sent_to_all(work: Work, document_id: int, sending: NewSending) -> int:
    """Record that a letter was sent, and the same letter to each representative the same way (§ 12).

    Only the party's own letter sets dates. Returns how many representatives it went to.
    """
    mark_sent.inner(work, document_id, sending)
    copies = copies_of(work, document_id)
    for copy in copies:
        receiver = copy.data["letter"]["recipient"]["name"]
        mark_sent.inner(work, copy.id, replace(sending, receiver=receiver, received_on=None))
    return len(copies)


@writes(Right.DOCUMENT_WRITE)
def mark_returned(work: Work, sending_id: int, returned_on: date) -> int:
    """A letter came back: it never reached the receiver."""
    sending = work.get(Sending, sending_id)
    if returned_on < sending.sent_on:
        raise refuse("dokument.retur_for_sending")
    sending.returned_on = returned_on
    document = work.get(Document, sending.document_id)
    answer_returned(work, document, returned_on)
    decision_returned(work, document, returned_on)
    arrears_letter_returned(work, document)
    rent_notice_returned(work, document)
    return sending.document_id


@reads(Right.DOCUMENT_READ)
def sendings_of(look: Look, document_id: int) -> list[SendingRow]:
    """Every way a document went."""
    query = select(Sending).where(Sending.document_id == document_id).order_by(Sending.id)
    rows = look.session.execute(query).scalars()
    return [SendingRow(r.id, r.way, r.sent_on, r.receiver, r.received_on, r.returned_on) for r in rows]
