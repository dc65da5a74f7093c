"""What colleagues and the office's jobs did since one was last here: told by what it became, newest first.

It rests on the audit, whose entries about protected persons are hidden from those without the right (P30).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from ..models.application import Application
from ..models.audit import ActLog, AuditEntry
from ..models.person import Person
from ..models.tenancy import Tenancy
from ..rules.application_words import ComplaintState, DecisionState, OfferState
from ..rules.rights import Right
from ..rules.vocabulary import TaskState
from .core.acts import Look, reads

#: So many entries are looked through; who has been away for long is told the newest.
_LOOKED_THROUGH = 400


class Event(StrEnum):
    """What is worth telling one who comes back."""

    APPLICATION = "application"
    DECIDED = "decided"
    COMPLAINT = "complaint"
    FORWARDED = "forwarded"
    OFFERED = "offered"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_REFUSED = "offer_refused"
    LEASE = "lease"
    ENDING = "ending"
    GIVEN = "given"
    TASK_DONE = "task_done"


@dataclass(frozen=True)
class _Rule:
    """An audit entry that tells of an event: of which record, new or with a field that became a value."""

    event: Event
    right: Right
    entity: str
    field: str = ""
    value: str = ""

    def tells(self, entry: Any) -> bool:
        """Whether the entry is this event."""
        if entry.entity != self.entity:
            return False
        if not self.field:
            return bool(entry.kind == "insert")
        return bool(entry.kind == "update" and entry.after.get(self.field) == self.value)


_CASES, _LEASES = Right.APPLICATION_READ, Right.TENANCY_READ
_RULES = (
    _Rule(Event.APPLICATION, _CASES, "application"),
    _Rule(Event.DECIDED, _CASES, "decision", "state", DecisionState.FINAL),
    _Rule(Event.FORWARDED, _CASES, "complaint", "state", ComplaintState.FORWARDED),
    _Rule(Event.COMPLAINT, _CASES, "complaint"),
    _Rule(Event.OFFERED, _CASES, "offer"),
    _Rule(Event.OFFER_ACCEPTED, _CASES, "offer", "state", OfferState.ACCEPTED),
    _Rule(Event.OFFER_REFUSED, _CASES, "offer", "state", OfferState.REFUSED),
    _Rule(Event.LEASE, _LEASES, "tenancy"),
    _Rule(Event.ENDING, _LEASES, "ending"),
    _Rule(Event.TASK_DONE, Right.TASK_READ, "task", "state", TaskState.DONE),
)


@dataclass(frozen=True)
class NewsLine:
    """One kind of event: the newest, and how many there were. `case` is the record it opens (kind, id)."""

    event: Event
    count: int
    about: str
    who: str
    at: datetime
    case: tuple[str, int] | None


@reads(Right.TASK_READ)
def since_last(look: Look, since: datetime) -> tuple[NewsLine, ...]:
    """What others did after a moment (UTC), one line per kind of event, the newest first."""
    told = [(event, entry) for entry in _entries(look, since) if (event := _event(look, entry)) is not None]
    names = _names(look, [entry for _event_, entry in told])
    lines: dict[Event, NewsLine] = {}
    for event, entry in told:
        before = lines.get(event)
        if before is None:
            case = _case(entry)
            about = names.get(case, "") if case else ""
            lines[event] = NewsLine(event, 1, about, entry.user_name, entry.at, case)
        else:
            lines[event] = NewsLine(event, before.count + 1, before.about, before.who, before.at, before.case)
    return tuple(sorted(lines.values(), key=lambda line: line.at, reverse=True))


def _entries(look: Look, since: datetime) -> Iterable[Any]:
    query = (
        select(
            *(ActLog.at, ActLog.user_name, AuditEntry.entity, AuditEntry.entity_id, AuditEntry.kind, AuditEntry.after),
            *(AuditEntry.person_id, AuditEntry.tenancy_id, AuditEntry.application_id),
        )
        .join(AuditEntry, AuditEntry.act_id == ActLog.id)
        .where(
            ActLog.at > since,
            ActLog.user_name != look.who.name,
            AuditEntry.entity.in_({rule.entity for rule in _RULES}),
            AuditEntry.kind != "delete",
        )
        .order_by(ActLog.id.desc(), AuditEntry.id.desc())
        .limit(_LOOKED_THROUGH)
    )
    return look.session.execute(query)


def _event(look: Look, entry: Any) -> Event | None:
    """What the entry tells; a task that became one's own is told before that it was done."""
    if entry.entity == "task" and look.who.user_id is not None and entry.after.get("owner_id") == look.who.user_id:
        return Event.GIVEN
    return next((rule.event for rule in _RULES if look.who.may(rule.right) and rule.tells(entry)), None)


def _case(entry: Any) -> tuple[str, int] | None:
    """The record that an entry is about: the application before the tenancy before the person."""
    if entry.entity in ("application", "tenancy"):
        return entry.entity, entry.entity_id
    columns = (
        ("application", entry.application_id),
        ("tenancy", entry.tenancy_id),
        ("person", entry.person_id),
    )
    return next(((kind, record_id) for kind, record_id in columns if record_id is not None), None)


def _names(look: Look, entries: Iterable[Any]) -> dict[tuple[str, int], str]:
    """Whom the cases are about; who must not be shown has no name."""
    if not look.who.may(Right.PERSON_READ):
        return {}
    cases = [case for entry in entries if (case := _case(entry)) is not None]
    return {
        **_named(look, "application", Application.id, Application.applicant_id, cases),
        **_named(look, "tenancy", Tenancy.id, Tenancy.first_tenant_id, cases),
        **_named(look, "person", Person.id, Person.id, cases),
    }


def _named(
    look: Look, kind: str, key: Any, person_id: Any, cases: Collection[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    ids = {record_id for of, record_id in cases if of == kind}
    if not ids:
        return {}
    query = select(key.label("id"), Person.first_name, Person.last_name).where(key.in_(ids))
    if key is not Person.id:
        query = query.join(Person, Person.id == person_id)
    return {(kind, row.id): f"{row.first_name} {row.last_name}".strip() for row in look.session.execute(query)}
