"""Keeping documents: bytes first, then the row; unchanged data gives the stored document again (E10)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import select

from ...database.documents import sha256
from ...models.casefile import Document
from ...rules.messages import Message, refuse
from ...rules.templates import Template, to_json
from ...rules.vocabulary import DocumentKind
from .acts import Look, Work

#: Where a letter to a representative says which document it is the same as.
COPY_OF = "copy_of"
MAX_ATTACHMENT = 20 * 1024 * 1024
_MAGIC = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"\x89PNG": ("image/png", ".png"),
}


@dataclass(frozen=True)
class NewDocument:
    """A finished document on its way into the store."""

    kind: DocumentKind
    title: str
    file_name: str
    content: bytes
    media_type: str
    dated: date
    data: Any = None
    data_sha256: str | None = None
    template: str = ""
    person_id: int | None = None
    tenancy_id: int | None = None
    dwelling_id: int | None = None
    application_id: int | None = None
    case_number: str = ""


def keep(work: Work, new: NewDocument) -> Document:
    """Write a document's row; its bytes are put in the store first, so that no row ever points at nothing."""
    key = work.desk.store.documents.put(new.content)
    return work.add(
        Document(
            kind=new.kind,
            title=new.title,
            file_name=new.file_name,
            media_type=new.media_type,
            sha256=key,
            size=len(new.content),
            data=new.data,
            data_sha256=new.data_sha256,
            template=new.template,
            dated=new.dated,
            person_id=new.person_id,
            tenancy_id=new.tenancy_id,
            dwelling_id=new.dwelling_id,
            application_id=new.application_id,
            case_number=new.case_number,
        )
    )


def attachment_kind(content: bytes) -> tuple[str, str]:
    """Media type and ending of a scan or attachment; refuses other kinds, empty files and more than 20 MB."""
    if not content:
        raise refuse("dokument.tomt")
    if len(content) > MAX_ATTACHMENT:
        raise refuse("dokument.for_stort", grense=MAX_ATTACHMENT // (1024 * 1024))
    found = next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), None)
    if found is None:
        raise refuse("dokument.feil_type")
    return found


def plain_data(value: Any) -> Any:
    """A letter's data as JSON: dates ISO, enums by value, exact numbers as text, pictures by their hash."""
    if isinstance(value, Message):
        return {"code": value.code, "params": {k: plain_data(v) for k, v in value.params.items()}}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain_data(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain_data(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return sha256(value)
    return str(value) if isinstance(value, (date, Decimal)) else value


def data_key(key: str, data: Any, template: Template) -> tuple[Any, str]:
    """The data as JSON and its hash together with the template; when and by whom it is printed does not count."""
    plain = plain_data(data)
    same = {k: v for k, v in plain.items() if k not in ("printed_on", "caseworker")}
    if isinstance(same.get("landlord"), dict):
        same["landlord"] = {k: v for k, v in same["landlord"].items() if k != "representative"}
    whole = json.dumps([key, same, to_json(template)], ensure_ascii=False, sort_keys=True)
    return plain, hashlib.sha256(whole.encode()).hexdigest()


def stored_print(look: Look, case: Mapping[str, int | None], digest: str) -> Document | None:
    """The document that was printed from the same data before, if any; `case` are the columns that must agree."""
    query = select(Document).where(Document.data_sha256 == digest, Document.voided_at.is_(None))
    for name, value in case.items():
        if value is not None:
            query = query.where(getattr(Document, name) == value)
    return look.session.execute(query.order_by(Document.id.desc())).scalars().first()


def copies_of(look: Look, document_id: int) -> list[Document]:
    """The same letter as it was printed to representatives, in the order it was."""
    query = select(Document).where(Document.data[COPY_OF].as_integer() == document_id, Document.voided_at.is_(None))
    return list(look.session.execute(query.order_by(Document.id)).scalars())


def is_copy(document: Document) -> bool:
    """Whether a document is a letter to a representative: what becomes of it moves no date of the case."""
    return isinstance(document.data, dict) and COPY_OF in document.data
