"""What others did to a record since a form was opened on it: the material of the conflict dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ...models.audit import ActLog, AuditEntry
from ...models.base import Record
from ...rules.messages import refuse
from .acts import Look, R
from .audit import entity_of
from .json_values import fields_from_json


@dataclass(frozen=True)
class Theirs:
    """The record now, against the version a form was opened with.

    `fields` holds what others changed: name → (value the form was opened with, value now). `who` and `at` (UTC)
    are those of the last change.
    """

    version: int
    who: str
    at: datetime | None
    fields: Mapping[str, tuple[Any, Any]]


def theirs(look: Look, kind: type[R], record_id: int, base_version: int) -> Theirs:
    """Field by field what changed after `base_version`; nothing when the form is up to date."""
    record = look.get(kind, record_id)
    if not isinstance(record, Record):
        raise refuse("sak.finnes_ikke")
    query = (
        select(AuditEntry.before, AuditEntry.after, ActLog.user_name, ActLog.at)
        .join(ActLog, ActLog.id == AuditEntry.act_id)
        .where(AuditEntry.entity == entity_of(record), AuditEntry.entity_id == record_id)
        .where(AuditEntry.kind == "update", AuditEntry.version > base_version)
        .order_by(AuditEntry.id)
    )
    base: dict[str, Any] = {}
    now: dict[str, Any] = {}
    who, at = "", None
    for before, after, name, moment in look.session.execute(query):
        base = {**fields_from_json(kind, before), **base}
        now |= fields_from_json(kind, after)
        who, at = name, moment
    changed = {key: (base[key], now[key]) for key in now if base[key] != now[key]}
    return Theirs(record.version, who, at, changed)
