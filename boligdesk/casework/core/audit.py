"""Every change is written down in the transaction that makes it: act, record, fields before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified, get_history

from ...models.audit import ActLog, AuditEntry, FeedRow
from ...models.base import Keyed, Record
from ...models.guidance import BenefitTransfer, CareerPlan, LoanCase
from ...models.ledger import AccountState, RentAccount
from ...models.office import Counter, StoredBytes
from ...models.stock import LettingUnit
from ...models.tenancy import LeaseVersion, TenancyTerm
from .narrowing import narrowed

_LEDGER = "boligdesk_ledger"
_UNAUDITED = (ActLog, AuditEntry, FeedRow, Counter, StoredBytes, AccountState)
_STAMPS = {"created_at", "created_by", "updated_at", "updated_by", "version", "id"}
_SECRET = {"password_hash", "draft_secret"}
_SUBJECTS = ("person_id", "tenancy_id", "dwelling_id", "household_id", "application_id")
#: Whom a case is about, where its column has a name of its own.
_HOLDERS = ("first_tenant_id", "applicant_id")

#: What concerns a case only through another record: its own column, the other's table, and whom that one concerns.
_THROUGH: Mapping[str, tuple[str, Any, str]] = {
    "rent_part": ("term_id", TenancyTerm.__table__, "tenancy_id"),
    "lease_signature": ("lease_version_id", LeaseVersion.__table__, "tenancy_id"),
    "clause_use": ("lease_version_id", LeaseVersion.__table__, "tenancy_id"),
    "dwelling_state": ("unit_id", LettingUnit.__table__, "dwelling_id"),
    "dwelling_rent": ("unit_id", LettingUnit.__table__, "dwelling_id"),
    "dwelling_extra": ("unit_id", LettingUnit.__table__, "dwelling_id"),
    "finance_proof": ("case_id", LoanCase.__table__, "person_id"),
    "purchase_event": ("case_id", LoanCase.__table__, "person_id"),
    "career_step": ("plan_id", CareerPlan.__table__, "person_id"),
    "career_review": ("plan_id", CareerPlan.__table__, "person_id"),
    "transfer_statement": ("transfer_id", BenefitTransfer.__table__, "tenancy_id"),
}


class Ledger:
    """What the running act has changed so far; hung on the session that works for it."""

    def __init__(self, act: ActLog, now: datetime, user_id: int | None) -> None:
        self.act = act
        self.now = now
        self.user_id = user_id
        self.touched: set[tuple[str, int]] = set()
        self.pending: list[tuple[Keyed, str, dict[str, Any], dict[str, Any]]] = []
        self._raised: set[Record] = set()
        self._tenancies: dict[int, int] = {}

    def tenancy_of(self, session: Session, account_id: int) -> int:
        """The tenancy of a rent account; asked once per act, for an act may write much on one account."""
        if account_id not in self._tenancies:
            self._tenancies |= tenancies_behind(session, (account_id,))
        return self._tenancies[account_id]

    def raise_version(self, record: Record) -> None:
        """Count a change of what hangs on a record as a change of the record: a line without fields tells who."""
        self._raised.add(record)
        flag_modified(record, "updated_at")

    def tells(self, record: Keyed, kind: str, *fields: dict[str, Any]) -> bool:
        """Whether a noted change is a line of its own: more than its stamps, or a version raised on purpose."""
        return kind == "insert" or any(fields) or record in self._raised


def attach(session: Session, ledger: Ledger) -> None:
    """Make the session write its changes down under this act."""
    session.info[_LEDGER] = ledger


def plain(value: Any) -> Any:
    """A column value as JSON can hold it: dates ISO, enums by code, decimals as text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return "<bytes>" if isinstance(value, bytes) else value


def fields_of(record: Keyed, keys: Iterable[str] | None = None) -> dict[str, Any]:
    """A record's columns as JSON values; secrets are named but never shown."""
    names = keys if keys is not None else [c.key for c in inspect(type(record)).column_attrs]
    return {k: "•••" if k in _SECRET else plain(getattr(record, k)) for k in names if k not in _STAMPS}


def subjects_of(record: Keyed) -> dict[str, int | None]:
    """Whom or what a record concerns, so that history and protection find its entries."""
    found = {key: getattr(record, key, None) for key in _SUBJECTS}
    own = f"{entity_of(record)}_id"
    if own in found:
        found[own] = record.id
    holder = next((getattr(record, name) for name in _HOLDERS if getattr(record, name, None) is not None), None)
    return found | {"person_id": holder} if holder is not None else found


def tenancies_behind(session: Session, account_ids: Collection[int]) -> dict[int, int]:
    """Rent account → tenancy: what is written on an account concerns its tenancy, in history and for protection."""
    query = narrowed(select(RentAccount.id, RentAccount.tenancy_id), RentAccount.id, account_ids)
    return {row.id: row.tenancy_id for row in session.connection().execute(query)}


def _through(session: Session, ledger: Ledger, record: Keyed) -> dict[str, int]:
    """The case a record concerns through another one, so that history still tells of it when it is gone."""
    account_id = getattr(record, "account_id", None)
    if account_id is not None:
        return {"tenancy_id": ledger.tenancy_of(session, account_id)}
    found = _THROUGH.get(entity_of(record))
    if found is None:
        return {}
    column, table, subject = found
    query = select(table.c[subject]).where(table.c.id == getattr(record, column))
    case = session.connection().execute(query).scalar()
    return {} if case is None else {subject: case}


def entity_of(record: Keyed) -> str:
    """The name by which a record's kind is known in audit, feed and changes: its table."""
    return str(record.__tablename__)


@event.listens_for(Session, "before_flush")
def _before_flush(session: Session, _context: object, _instances: object) -> None:
    ledger: Ledger | None = session.info.get(_LEDGER)
    if ledger is None:
        return
    for record in session.new:
        _stamp(record, ledger, new=True)
        _note(ledger, record, "insert", {}, {})
    for record in _in_order(session.dirty):
        if session.is_modified(record):
            _stamp(record, ledger, new=False)
            _note(ledger, record, "update", *_changed(record))
    for record in _in_order(session.deleted):
        _note(ledger, record, "delete", fields_of(record), {})


def _in_order(records: Iterable[object]) -> list[Keyed]:
    """Stored records by table and key: the session gives them as they come, and an audit reads the same each time."""
    return sorted((r for r in records if isinstance(r, Keyed)), key=lambda r: (entity_of(r), r.id))


def _stamp(record: object, ledger: Ledger, *, new: bool) -> None:
    if not isinstance(record, Record):
        return
    if new:
        record.created_at, record.created_by = ledger.now, ledger.user_id
    record.updated_at, record.updated_by = ledger.now, ledger.user_id


def _note(ledger: Ledger, record: object, kind: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    if isinstance(record, Keyed) and not isinstance(record, _UNAUDITED):
        ledger.pending.append((record, kind, before, after))


def _changed(record: Keyed) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for key in (c.key for c in inspect(type(record)).column_attrs):
        history = get_history(record, key)
        if key in _STAMPS or not history.has_changes():
            continue
        old = history.deleted[0] if history.deleted else None
        hidden = key in _SECRET
        before[key], after[key] = ("•••", "•••") if hidden else (plain(old), plain(getattr(record, key)))
    return before, after


@event.listens_for(Session, "after_flush")
def _after_flush(session: Session, _context: object) -> None:
    ledger: Ledger | None = session.info.get(_LEDGER)
    if ledger is None or not ledger.pending:
        return
    pending, ledger.pending = ledger.pending, []
    rows = [_row(ledger, *item) | _through(session, ledger, item[0]) for item in pending if ledger.tells(*item)]
    ledger.touched.update((row["entity"], row["entity_id"]) for row in rows)
    if rows:
        session.connection().execute(insert(AuditEntry), rows)


def _row(ledger: Ledger, record: Keyed, kind: str, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    new = fields_of(record) if kind == "insert" else after
    version = getattr(record, "version", None)
    return {
        "act_id": ledger.act.id,
        "entity": entity_of(record),
        "entity_id": record.id,
        "kind": kind,
        "before": before,
        "after": new,
        "version": version,
        **subjects_of(record),
    }
