"""Audit in words: which fields are told, under what label, and how their values are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Table, select

from ...models.application import Application, RenewalRound
from ...models.base import Base, Code
from ...models.casefile import Document, Task
from ...models.decision import Decision
from ...models.office import Signatory, User
from ...models.payments import PaymentFile
from ...models.person import Person
from ...models.stock import Area, Building, Dwelling, HeadLease, LettingUnit, Property
from ...models.tenancy import Tenancy
from ...rules.messages import Message, msg
from ...texts import enum_text, formats, has, text
from .acts import Look

#: Fields that repeat others, or that no reader can use.
UNTOLD = frozenset(
    {
        *("search_key", "sort_key", "address_key", "address_sort", "recorded_at", "recorded_by", "data", "data_sha256"),
        *("sha256", "size", "facts", "mapping", "signature", "result", "content", "explanation", "logo_sha256"),
        *("office_uuid", "database_uuid", "draft_secret", "schema_major", "schema_minor", "country", "currency"),
        *("voided_at", "voided_by", "failed_logins", "locked_until", "media_type", "logo_type", "done_by"),
        *("checked_again", "snapshot", "suggestion", "sources", "detail", "fingerprint"),
        *("booked_by", "sorted_by", "given", "answers"),
    }
)

#: The same, in one kind of record only.
UNTOLD_OF = frozenset({("ledger_entry", "key")})

#: Records that stand behind an id field, by the table it points to: how they are named.
_NAMED: Mapping[str, Any] = {
    "person": (Person, lambda r: r.full_name),
    "app_user": (User, lambda r: r.name),
    "area": (Area, lambda r: r.name),
    "building": (Building, lambda r: r.address),
    "dwelling": (Dwelling, lambda r: r.number or r.reference),
    "letting_unit": (LettingUnit, lambda r: r.name),
    "tenancy": (Tenancy, lambda r: r.number),
    "signatory": (Signatory, lambda r: r.name),
    "property": (Property, lambda r: f"{r.gnr}/{r.bnr}"),
    "head_lease": (HeadLease, lambda r: r.owner_name),
    "renewal_round": (RenewalRound, lambda r: r.name),
    "document": (Document, lambda r: r.title),
    "application": (Application, lambda r: r.number),
    "decision": (Decision, lambda r: r.number),
    "payment_file": (PaymentFile, lambda r: r.name),
    "task": (Task, lambda r: r.title),
}


def table_of(entity: str) -> Table | None:
    """The table whose records audit knows by this name."""
    return Base.metadata.tables.get(entity)


def entity_word(entity: str) -> Message:
    """What a kind of record is called."""
    code = f"post.{entity}"
    return Message(code) if has(code) else msg("historikk.post")


def field_label(entity: str, field: str) -> Message | None:
    """The label of a field: its own in this kind of record, else the one all records share; None is not told.

    A pointer to a record that has no name of its own is not told: a bare number helps nobody.
    """
    if field in UNTOLD or (entity, field) in UNTOLD_OF or points_to(entity, field) not in {"", *_NAMED}:
        return None
    return next((Message(code) for code in (f"felt.{entity}.{field}", f"felt.{field}") if has(code)), None)


class Names:
    """Names behind the ids in a set of audit entries, fetched once; what is hidden or gone has none."""

    def __init__(self, look: Look, entries: Iterable[Any]) -> None:
        wanted: dict[str, set[int]] = {}
        for entry in entries:
            for field, value in [*entry.before.items(), *entry.after.items()]:
                target = points_to(entry.entity, field)
                if target in _NAMED and isinstance(value, int):
                    wanted.setdefault(target, set()).add(value)
        self._names = {target: _fetch(look, target, ids) for target, ids in wanted.items()}

    def of(self, target: str, record_id: int) -> str:
        """The name of a record, or the words for one that must not be shown."""
        return self._names.get(target, {}).get(record_id) or text("historikk.skjult_post")


def _fetch(look: Look, target: str, ids: set[int]) -> dict[int, str]:
    model, name = _NAMED[target]
    return {r.id: name(r) for r in look.session.execute(select(model).where(model.id.in_(ids))).scalars()}


def points_to(entity: str, field: str) -> str:
    """The table a field points to, empty when it points to none."""
    table = table_of(entity)
    column = table.c.get(field) if table is not None else None
    return next((key.column.table.name for key in column.foreign_keys), "") if column is not None else ""


def shown(entity: str, field: str, value: Any, names: Names) -> str:
    """A stored value as people read it: names for ids and codes, kroner, Norwegian dates, masked numbers."""
    if value is None or value == "":
        return ""
    target = points_to(entity, field)
    if target and isinstance(value, int):
        return names.of(target, value)
    if (entity, field) == ("person_identifier", "value"):
        return formats.masked_identifier(str(value))
    if field.endswith("_ore") and isinstance(value, int):
        return formats.kroner(value)
    return _by_column(entity, field, value)


def _by_column(entity: str, field: str, value: Any) -> str:
    if isinstance(value, (list, dict)):
        return ""  # kept for the program: no reader can use it
    table = table_of(entity)
    kind = table.c[field].type if table is not None and field in table.c else None
    if isinstance(kind, Code):
        return _enum_word(kind, value)
    if isinstance(kind, Boolean):
        return text("historikk.ja") if value else text("historikk.nei")
    python = _python_type(kind)
    if python is datetime:
        return formats.moment(datetime.fromisoformat(value))
    if python is date:
        return formats.day(date.fromisoformat(value))
    if python is Decimal or (isinstance(value, int) and not field.endswith("number")):
        return formats.number(Decimal(value))
    return str(value)


def _enum_word(kind: Code, value: Any) -> str:
    member = kind.kind(value)
    return enum_text(member) if has(f"enum.{kind.kind.__name__}.{member.value}") else str(member.value)


def _python_type(kind: Any) -> type | None:
    if kind is None:
        return None
    inner = getattr(kind, "impl_instance", kind)
    name = type(kind).__name__
    return {"Moment": datetime, "Date": date, "Exact": Decimal}.get(name, getattr(inner, "python_type", None))
