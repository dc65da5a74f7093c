"""The contact log of a person: one line per visit, call or letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from ..models.casefile import ContactLog
from ..models.office import User
from ..models.person import Person
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import ContactWay
from .core.acts import Look, Work, reads, writes


@dataclass(frozen=True)
class ContactLine:
    """One contact: when (UTC), how, what it was about, who wrote it down."""

    id: int
    version: int
    at: datetime
    way: ContactWay
    text: str
    who: str


@dataclass(frozen=True)
class Contacts:
    """The newest contacts of a person, and how many there are in all."""

    lines: tuple[ContactLine, ...]
    total: int


@reads(Right.PERSON_READ)
def contacts(look: Look, person_id: int, limit: int = 3) -> Contacts:
    """The newest contacts first; withdrawn ones are left out."""
    here = (ContactLog.person_id == person_id, ContactLog.voided_at.is_(None))
    columns = (ContactLog.id, ContactLog.version, ContactLog.at, ContactLog.way, ContactLog.text)
    query = (
        select(*columns, func.coalesce(User.name, ""))
        .outerjoin(User, User.id == ContactLog.created_by)
        .where(*here)
        .order_by(ContactLog.at.desc(), ContactLog.id.desc())
        .limit(limit)
    )
    total = look.session.execute(select(func.count(ContactLog.id)).where(*here)).scalar_one()
    return Contacts(tuple(ContactLine(*row) for row in look.session.execute(query)), total)


@writes(Right.CONTACT_WRITE)
def add_contact(work: Work, person_id: int, way: ContactWay, text: str, at: datetime | None = None) -> int:
    """Log a contact, now unless another moment is given (never one that is still to come)."""
    work.get(Person, person_id)
    moment = at or work.now
    if not text.strip():
        raise refuse("kontakt.tom")
    if moment > work.now:
        raise refuse("kontakt.fram_i_tid")
    return work.add(ContactLog(person_id=person_id, at=moment, way=way, text=text.strip())).id


@writes(Right.CONTACT_WRITE)
def change_contact(work: Work, contact_id: int, version: int, way: ContactWay, text: str) -> int:
    """Correct a line; what it said before stays in the history. Returns the new version."""
    line = work.load(ContactLog, contact_id, version)
    if not text.strip():
        raise refuse("kontakt.tom")
    line.way, line.text = way, text.strip()
    work.session.flush()
    return line.version


@writes(Right.CONTACT_WRITE)
def void_contact(work: Work, contact_id: int, version: int, reason: str) -> None:
    """Withdraw a line that was written on the wrong person."""
    line = work.load(ContactLog, contact_id, version)
    if not reason.strip():
        raise refuse("kontakt.grunn_mangler")
    line.voided_at, line.voided_by, line.void_reason = work.now, work.who.user_id, reason.strip()
