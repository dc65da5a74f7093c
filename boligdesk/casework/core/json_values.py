"""From the audit's JSON back to what a column holds: the reverse of `audit.plain`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Date
from sqlalchemy.orm import InstrumentedAttribute

from ...models.base import Base, Code, Moment
from ...models.stock import Exact


def value_from_json(column: InstrumentedAttribute[Any], value: Any) -> Any:
    """One field of an audit entry as its column's type: date, moment, enum, decimal or as it stands."""
    kind = column.type
    if value is None:
        return None
    if isinstance(kind, Code):
        return kind.kind(value)
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(kind, Exact) else value


def fields_from_json(kind: type[Base], fields: Mapping[str, Any]) -> dict[str, Any]:
    """All fields of an audit entry of one kind of record, typed."""
    return {key: value_from_json(getattr(kind, key), value) for key, value in fields.items()}
