"""Many new records in one bulk statement group (E15): staged with stand-in ids, then written with their audit.

A staged row gets a negative id at once, so that other rows can point to it. Real ids are given inside the
transaction, which therefore holds the write lock only for the inserts themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session

from ...database.feed import hold_feed, last_feed_id
from ...models.audit import AuditEntry
from ...models.base import Base, Keyed, Record
from ...models.ledger import RentAccount
from ...models.office import Counter
from . import audit
from .acts import Look, Work
from .bulk_rows import BulkRows, bulk_rows

_STAMPS = frozenset({"id", "created_at", "created_by", "updated_at", "updated_by", "version"})
_CHUNK = 500
_ACCOUNTS = RentAccount.__table__
_AUDIT = cast("Table", AuditEntry.__table__)


class MovedError(Exception):
    """A colleague saved something between the matching and the writing: match again."""


@dataclass
class Batch:
    """What an import would write: new rows by model, changed fields by record, numbers taken from counters.

    Rows of an `unaudited` model tell of themselves: they are never changed, and another record of the batch names
    them. Of a model that is `fed_once` colleagues are told that there are new ones, not of each.
    """

    position: int
    new: dict[type[Keyed], list[dict[str, Any]]] = field(default_factory=dict)
    changed: dict[tuple[type[Keyed], int], dict[str, Any]] = field(default_factory=dict)
    taken: dict[tuple[str, int], int] = field(default_factory=dict)
    unaudited: set[type[Keyed]] = field(default_factory=set)
    fed_once: set[type[Keyed]] = field(default_factory=set)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def on(cls, look: Look) -> Batch:
        """An empty batch over the records as they stand in this look."""
        rows = look.session.execute(select(Counter.series, Counter.year, Counter.next_number)).all()
        starts = {(series, year): number for series, year, number in rows}
        return cls(last_feed_id(look.session), starts=starts)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not self.new and not self.changed

    def add(self, model: type[Keyed], **values: Any) -> int:
        """Stage a new record; the answer is its stand-in id, below zero."""
        rows = self.new.setdefault(model, [])
        rows.append(values)
        return -len(rows)

    def change(self, model: type[Keyed], record_id: int, **values: Any) -> None:
        """Stage new values for fields of a record, or fill in one that is itself only staged."""
        if record_id < 0:
            self.new[model][-record_id - 1].update(values)
        else:
            self.changed.setdefault((model, record_id), {}).update(values)

    def number(self, series: str, year: int = 0) -> int:
        """The next number of a series, as it will be when nobody comes in between."""
        key = (series, year)
        count = self.taken[key] = self.taken.get(key, 0) + 1
        return self.starts.get(key, 1) + count - 1


@dataclass(frozen=True)
class _NewRows:
    """The new rows of one table, their audit lines, and the ids that colleagues are told of."""

    table: Table
    first_id: int
    rows: BulkRows
    lines: BulkRows
    told: list[int]


@dataclass(frozen=True)
class Prepared:
    """A batch with real ids, defaults, stamps and audit lines: nothing is left for the lock but to insert it."""

    batch: Batch
    ids: dict[str, list[int]]
    tables: tuple[_NewRows, ...]

    def ids_of(self, model: type[Keyed]) -> list[int]:
        """The real ids of the new records of a kind, in the order they were staged."""
        return self.ids.get(model.__tablename__, [])


def prepare(look: Look, batch: Batch) -> Prepared:
    """Give a batch its ids and work out its audit, before the write lock is taken."""
    models = {model.__table__: model for model in batch.new}
    tables = [table for table in Base.metadata.sorted_tables if table in models]
    ids = {t.name: _new_ids(look.session, t, len(batch.new[models[t]])) for t in tables}
    rows = {table: _rows(look, models[table], table, batch.new[models[table]], ids) for table in tables}
    homes = _tenancies(look.session, rows)
    return Prepared(batch, ids, tuple(_ready(look, batch, models[t], found, homes) for t, found in rows.items()))


def _ready(
    look: Look, batch: Batch, model: type[Keyed], rows: list[dict[str, Any]], homes: dict[int | None, int]
) -> _NewRows:
    table, dialect = cast("Table", model.__table__), look.session.get_bind().dialect
    lines = [] if model in batch.unaudited else _lines(model, table, rows, homes)
    told = [row["id"] for row in (rows[-1:] if model in batch.fed_once else rows)]
    audit_rows = bulk_rows(_AUDIT, lines, dialect, same="act_id")
    return _NewRows(table, rows[0]["id"], bulk_rows(table, rows, dialect), audit_rows, told)


def _tenancies(session: Session, rows: dict[Table, list[dict[str, Any]]]) -> dict[int | None, int]:
    """Rent account → tenancy, of the new accounts and of those that new rows are written on."""
    named = {row["account_id"] for found in rows.values() for row in found if row.get("account_id") is not None}
    new = {row["id"]: row["tenancy_id"] for table, found in rows.items() if table is _ACCOUNTS for row in found}
    old = named - set(new)
    return {**(audit.tenancies_behind(session, old) if old else {}), **new}


def write(work: Work, prepared: Prepared) -> None:
    """Write a prepared batch in this transaction.

    Raises `MovedError` when the records are no longer those it was staged over.
    """
    hold_feed(work.session)
    if last_feed_id(work.session) != prepared.batch.position:
        raise MovedError
    _take_numbers(work, prepared.batch)
    connection = work.session.connection()
    for new in prepared.tables:
        if work.desk.store.is_file and new.first_id != _highest(work.session, new.table) + 1:
            raise MovedError
        new.rows.insert(connection)
        new.lines.insert(connection, act_id=work.ledger.act.id)
        work.ledger.touched.update((new.table.name, record_id) for record_id in new.told)
    _change(work, prepared)


def _take_numbers(work: Work, batch: Batch) -> None:
    for (series, year), count in batch.taken.items():
        query = select(Counter).where(Counter.series == series, Counter.year == year).with_for_update()
        row = work.session.execute(query).scalar_one_or_none()
        if row is None:
            row = work.add(Counter(series=series, year=year, next_number=1))
        if row.next_number != batch.starts.get((series, year), 1):
            raise MovedError
        row.next_number += count


def _new_ids(session: Session, table: Table, count: int) -> list[int]:
    """Ids for new rows: the server's sequence, or what follows the highest in a file."""
    if session.get_bind().dialect.name == "postgresql":
        query = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return list(session.execute(query, {"name": table.name, "count": count}).scalars())
    first = _highest(session, table) + 1
    return list(range(first, first + count))


def _highest(session: Session, table: Table) -> int:
    return session.execute(select(func.max(table.c.id))).scalar() or 0


def _rows(
    look: Look, model: type[Keyed], table: Table, staged: list[dict[str, Any]], ids: dict[str, list[int]]
) -> list[dict[str, Any]]:
    defaults = _defaults(look, model, table)
    rows = [{**defaults, **values, "id": i} for values, i in zip(staged, ids[table.name], strict=True)]
    for column in table.c:
        for key in column.foreign_keys:
            target = ids.get(key.column.table.name, [])
            for row in rows:
                row[column.name] = _real(row[column.name], target)
    return rows


def _defaults(look: Look, model: type[Keyed], table: Table) -> dict[str, Any]:
    """A value for every column, so that all rows of one statement have the same ones."""
    values: dict[str, Any] = {}
    for column in table.c:
        default = cast("Any", column.default)
        if default is None or default.is_scalar:
            values[column.name] = default.arg if default is not None else None
    if issubclass(model, Record):
        who = look.who.user_id
        values |= {"created_at": look.now, "created_by": who, "updated_at": look.now, "updated_by": who, "version": 1}
    return values


def _real(value: int | None, target: list[int]) -> int | None:
    return target[-value - 1] if value is not None and value < 0 else value


def _lines(
    model: type[Keyed], table: Table, rows: list[dict[str, Any]], homes: dict[int | None, int]
) -> list[dict[str, Any]]:
    keys = [column.name for column in table.c if column.name not in _STAMPS]
    return [_line(model, keys, row, homes.get(row.get("account_id"))) for row in rows]


def _line(model: type[Keyed], keys: list[str], row: dict[str, Any], home: int | None) -> dict[str, Any]:
    record = cast("Keyed", SimpleNamespace(__tablename__=model.__tablename__, **row))
    return {
        "entity": model.__tablename__,
        "entity_id": row["id"],
        "kind": "insert",
        "before": {},
        "after": audit.fields_of(record, keys),
        "version": row.get("version"),
        **audit.subjects_of(record),
        **({} if home is None else {"tenancy_id": home}),
    }


def _change(work: Work, prepared: Prepared) -> None:
    """Changed fields go through the records themselves, so that version and audit follow."""
    by_model: dict[type[Keyed], list[int]] = {}
    for model, record_id in prepared.batch.changed:
        by_model.setdefault(model, []).append(record_id)
    for model, wanted in by_model.items():
        found = _loaded(work, model, wanted)
        for record_id in wanted:
            for name, value in prepared.batch.changed[model, record_id].items():
                keys = model.__table__.c[name].foreign_keys
                target = next((prepared.ids.get(key.column.table.name, []) for key in keys), [])
                setattr(found[record_id], name, _real(value, target) if keys else value)
    work.session.flush()


def _loaded(work: Work, model: type[Keyed], wanted: list[int]) -> dict[int, Any]:
    key = cast("Any", model).id
    found: dict[int, Any] = {}
    for at in range(0, len(wanted), _CHUNK):
        rows = work.session.execute(select(model).where(key.in_(wanted[at : at + _CHUNK]))).scalars()
        found |= {cast("Any", row).id: row for row in rows}
    return found
