"""Many rows of one table as the driver takes them: nothing is left to be worked out while a lock is held (E15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Table


@dataclass(frozen=True)
class BulkRows:
    """An INSERT and its parameters, already in the database's own types."""

    sql: str
    parameters: list[tuple[Any, ...]]

    def insert(self, connection: Connection, **same: int) -> None:
        """Run it; `same` fills the columns that were left open, alike in all rows."""
        if self.parameters:
            connection.exec_driver_sql(self.sql.format(**same), self.parameters)


def bulk_rows(table: Table, rows: Sequence[Mapping[str, Any]], dialect: Dialect, same: str = "") -> BulkRows:
    """Make rows ready to be inserted; all have the same columns. `same` is a column whose value comes at the end."""
    names = [name for name in rows[0] if name != same] if rows else []
    processors = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    columns = [*names, same] if same else names
    marks = [mark] * len(names) + ([f"{{{same}}}"] if same else [])
    quote = dialect.identifier_preparer.quote
    sql = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, columns))}) VALUES ({', '.join(marks)})"
    by_column = [_processed([row[name] for row in rows], each) for name, each in zip(names, processors, strict=True)]
    return BulkRows(sql, list(zip(*by_column, strict=True)))


def _processed(values: list[Any], processor: Any) -> list[Any]:
    """The values of a column; those that repeat (days, codes) are worked out once."""
    if processor is None:
        return values
    known: dict[Any, Any] = {}
    return [_once(value, processor, known) for value in values]


def _once(value: Any, processor: Any, known: dict[Any, Any]) -> Any:
    if isinstance(value, (dict, list)):
        return processor(value)
    if value not in known:
        known[value] = processor(value)
    return known[value]
