"""Values on their way between an engine and the neutral copy: dates ISO, moments UTC, bytes base64, JSON as text."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    Text,
    cast,
)

#: Tables that are not copied row by row: documents go as documents, the revision is set by the schema steps.
LEFT_OUT = {"stored_bytes", "alembic_version"}


def tables_of(connection: Connection) -> list[Table]:
    """The tables of a base as they really are, whatever its schema's age; in the order of their names."""
    found = MetaData()
    found.reflect(connection)
    return [table for name, table in sorted(found.tables.items()) if name not in LEFT_OUT]


def readable(column: Column[Any]) -> ColumnElement[Any]:
    """A column as it is read for the copy: JSON as the text that is stored."""
    return cast(column, Text) if isinstance(column.type, JSON) else column


def to_neutral(value: Any) -> Any:
    """A value as the copy holds it."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value


def decoder(column: Column[Any], dialect: str) -> Callable[[Any], Any]:
    """How a column of this engine takes a value of the copy."""
    kind = column.type
    if isinstance(kind, JSON):
        kind.none_as_null = True
        return _stored_json
    if isinstance(kind, DateTime):
        return _naive_moment if dialect == "sqlite" else datetime.fromisoformat
    if isinstance(kind, Date):
        return date.fromisoformat
    return base64.b64decode if isinstance(kind, LargeBinary) else lambda value: value


def _stored_json(text: str) -> Any:
    value = json.loads(text)
    return JSON.NULL if value is None else value


def _naive_moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
