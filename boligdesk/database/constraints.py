"""What cannot be true is refused by the database itself, on both engines (E7).

Two tenancies never overlap on a letting unit, two office states neither. PostgreSQL uses exclusion
constraints, SQLite triggers; withdrawn (voided) rows do not count. Alembic's batch mode drops triggers
silently (E8), so migrations call `drop_guards` before and `create_guards` after they touch these tables.

The keepers see to it that what is written in the ledger is never changed and never taken away (E17): a wrong entry
is met by another. They came with step 0004; one that rebuilds a kept table calls `create_keepers` after it.
"""

from __future__ import annotations

from sqlalchemy import Connection, event

from ..models import Base

_GUARDED = (("tenancy", "tenancy_no_overlap"), ("dwelling_state", "state_no_overlap"))
_KEPT = ("ledger_entry", "ledger_allocation", "agreement_check")
_CHANGES = ("update", "delete")


def _sqlite_guard(table: str, name: str, action: str) -> str:
    itself = "" if action == "insert" else "AND id <> NEW.id"
    return f"""
CREATE TRIGGER {name}_{action} BEFORE {action.upper()} ON {table}
WHEN NEW.voided_at IS NULL
BEGIN
  SELECT RAISE(ABORT, '{name}') WHERE EXISTS (
    SELECT 1 FROM {table} WHERE unit_id = NEW.unit_id AND voided_at IS NULL {itself}
    AND (to_date IS NULL OR to_date >= NEW.from_date)
    AND (NEW.to_date IS NULL OR from_date <= NEW.to_date));
END"""


def _postgres_guard(table: str, name: str) -> str:
    return f"""
ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist (
  int8range(unit_id, unit_id, '[]') WITH &&, daterange(from_date, to_date, '[]') WITH &&)
WHERE (voided_at IS NULL)"""


def guard_statements(dialect: str) -> list[str]:
    """The statements that create all guards on this engine."""
    if dialect == "postgresql":
        return [_postgres_guard(table, name) for table, name in _GUARDED]
    return [_sqlite_guard(table, name, action) for table, name in _GUARDED for action in ("insert", "update")]


def guard_names(dialect: str) -> list[str]:
    """What the guards and keepers are called on this engine."""
    keepers = [_keeper(table, change) for table in _KEPT for change in _CHANGES]
    if dialect == "postgresql":
        return [*(name for _, name in _GUARDED), *keepers]
    return [*(f"{name}_{action}" for _, name in _GUARDED for action in ("insert", "update")), *keepers]


def _keeper(table: str, change: str) -> str:
    return f"{table}_no_{change}"


_POSTGRES_REFUSAL = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_NAME, ERRCODE = 'integrity_constraint_violation'; END $$"""


def _keeper_statement(dialect: str, table: str, change: str) -> str:
    head = f"CREATE TRIGGER {_keeper(table, change)} BEFORE {change.upper()} ON {table}"
    if dialect == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{_keeper(table, change)}'); END"


def create_keepers(connection: Connection) -> None:
    """Let nobody change or take away what the ledger holds."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(_POSTGRES_REFUSAL)
    for table in _KEPT:
        for change in _CHANGES:
            connection.exec_driver_sql(_keeper_statement(dialect, table, change))


def drop_statements(dialect: str) -> list[str]:
    """The statements that take all guards away (before a table is rebuilt)."""
    if dialect == "postgresql":
        return [f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}" for table, name in _GUARDED]
    return [f"DROP TRIGGER IF EXISTS {name}_{action}" for _, name in _GUARDED for action in ("insert", "update")]


def create_guards(connection: Connection) -> None:
    """Put the guards in place."""
    for statement in guard_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def drop_guards(connection: Connection) -> None:
    """Take the guards away for the time of a rebuild."""
    for statement in drop_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


@event.listens_for(Base.metadata, "before_create")
def _before_create(_target: object, connection: Connection, **_options: object) -> None:
    """A partial index is told to SQLite alone: naming PostgreSQL in the model loads its dialect at every start."""
    if connection.dialect.name == "postgresql":
        for index in (index for table in Base.metadata.tables.values() for index in table.indexes):
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


@event.listens_for(Base.metadata, "after_create")
def _after_create(_target: object, connection: Connection, **_options: object) -> None:
    create_guards(connection)
    create_keepers(connection)
