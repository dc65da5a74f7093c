"""Undoing an act (E11): its inverse, as an act of its own, while nothing it touched has changed since.

Never for what has left the office or cannot be unsaid: kept documents, sendings, signatures, and who may do what.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, select

from ..models.audit import ActLog, AuditEntry
from ..models.base import Base, Keyed, Record, Voidable
from ..rules.messages import RefusedError, refuse
from ..rules.rights import Right
from ..texts import text
from .core.acts import Look, Work, WriteAct, reads, writes
from .core.history_words import entity_word
from .core.json_values import fields_from_json
from .core.narrowing import narrowed
from .core.protection import SHIELD_OFF

#: Records whose change cannot be taken back.
DENIED = frozenset(
    {
        *("document", "sending", "lease_signature", "clause_use", "app_user", "role_right", "look"),
        *("decision", "waiting_event"),
        *("ledger_entry", "ledger_allocation", "agreement_check", "payment_file"),
        *("office_text", "office_rate", "run", "run_item"),
    }
)
#: Records that stay when the act that made them is undone: a payment number is never used twice.
_LEFT = frozenset({"kid"})
#: Projections: rebuilt from the rest at any time, they keep nothing from being undone.
_PROJECTED = frozenset({"account_state"})
#: Records with a public number: withdrawn, never taken away.
_NUMBERED = frozenset({"tenancy", "application"})

Key = tuple[str, int]


@reads(Right.OPEN)
def may_undo(look: Look, act_id: int) -> bool:
    """Whether an act can be undone by this person now (for the button)."""
    try:
        _check(look, act_id)
    except RefusedError:
        return False
    return True


@writes(Right.OPEN)
def undo(work: Work, act_id: int) -> None:
    """Take an act back; needs the right the act itself needed. Refused with the reason when it cannot be."""
    entries = _check(work, act_id)
    work.ledger.act.undoes_id = act_id
    made = {(e.entity, e.entity_id) for e in entries if e.kind == "insert"}
    gone = _to_delete(made, entries)
    for entry in reversed(entries):
        if entry.entity not in _LEFT:
            _revert(work, entry, gone)
            work.session.flush()


def _check(look: Look, act_id: int) -> list[AuditEntry]:
    act = look.get(ActLog, act_id)
    look.desk.require(_right_of(act.act))
    entries = _entries(look, act_id)
    if look.session.execute(select(ActLog.id).where(ActLog.undoes_id == act_id)).first():
        raise refuse("angre.alt_angret")
    for entry in entries:
        if entry.entity in DENIED:
            raise refuse("angre.kan_ikke", hva=entity_word(entry.entity))
    _refuse_later_changes(look, entries)
    _refuse_later_uses(look, entries)
    return entries


def _right_of(act: str) -> Right:
    """The right that an act needs, by its name in the audit; one that no longer exists cannot be undone."""
    module, _, name = act.partition(".")
    try:
        found = getattr(importlib.import_module(f"boligdesk.casework.{module}"), name)
    except (ImportError, AttributeError):
        found = None
    if not isinstance(found, WriteAct):
        raise refuse("angre.kan_ikke_handling")
    return found.right


def _entries(look: Look, act_id: int) -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.act_id == act_id).order_by(AuditEntry.id)
    seen = list(look.session.execute(query).scalars())
    every = look.session.execute(
        select(AuditEntry.id).where(AuditEntry.act_id == act_id), execution_options={SHIELD_OFF: True}
    ).all()
    if not seen or len(seen) < len(every):
        raise refuse("sak.finnes_ikke")
    return seen


def _refuse_later_changes(look: Look, entries: list[AuditEntry]) -> None:
    last: dict[Key, AuditEntry] = {(e.entity, e.entity_id): e for e in entries}
    for (entity, entity_id), entry in last.items():
        record = look.session.get(_model(entity), entity_id, populate_existing=True)
        there = entry.kind != "delete"
        if (record is not None) is not there or (record and getattr(record, "version", None) != entry.version):
            raise refuse("angre.endret_siden", hva=entity_word(entity))


def _refuse_later_uses(look: Look, entries: list[AuditEntry]) -> None:
    """What the act made and something else has come to hang on stays: a printed lease, a task, a document."""
    mine = {(e.entity, e.entity_id) for e in entries}
    made: dict[str, list[int]] = {}
    for entry in entries:
        if entry.kind == "insert":
            made.setdefault(entry.entity, []).append(entry.entity_id)
    for table in (table for table in Base.metadata.sorted_tables if table.name not in _PROJECTED):
        for column in table.columns:
            targets = (key.column.table.name for key in column.foreign_keys)
            for used in (name for name in targets if name in made):
                _refuse_if_used(look, column, made[used], mine)


def _refuse_if_used(look: Look, column: Column[Any], ids: list[int], mine: set[Key]) -> None:
    table, wanted = column.table, set(ids)
    query = select(table.c.id, column).where(column.is_not(None))
    if "voided_at" in table.c:
        query = query.where(table.c.voided_at.is_(None))
    for user, used in look.session.execute(narrowed(query, column, wanted)):
        if used in wanted and (table.name, user) not in mine:
            raise refuse("angre.brukt_siden", hva=entity_word(table.name))


def _model(entity: str) -> type[Keyed]:
    return next(m.class_ for m in Base.registry.mappers if m.class_.__tablename__ == entity)


def _to_delete(made: set[Key], entries: list[AuditEntry]) -> set[Key]:
    """What the act made and can be taken away whole; the rest of it is withdrawn, or stays with what is withdrawn.

    A tenancy keeps its number and KID and is withdrawn; so is any case record whose parents are older than the act.
    """
    parents = {(e.entity, e.entity_id): set(_parents(e)) & made for e in entries if e.kind == "insert"}
    kept = {key for key in made if key[0] in _NUMBERED}
    while True:
        up = {parent for key in kept for parent in parents[key]}
        down = {key for key in made if any(_voidable(parent) for parent in parents[key] & kept)}
        alone = {key for key in made if _voidable(key) and not parents[key] - kept}
        if up | down | alone <= kept:
            return made - kept
        kept |= up | down | alone


def _voidable(key: Key) -> bool:
    return issubclass(_model(key[0]), Voidable)


def _parents(entry: AuditEntry) -> Iterable[Key]:
    for column in _model(entry.entity).__table__.columns:
        value = entry.after.get(column.key)
        if value is not None:
            yield from ((key.column.table.name, value) for key in column.foreign_keys)


def _revert(work: Work, entry: AuditEntry, gone: set[Key]) -> None:
    model = _model(entry.entity)
    if entry.kind == "delete":
        work.add(model(id=entry.entity_id, **_typed(model, entry.before)))
        return
    record = work.get(model, entry.entity_id)
    if entry.kind == "update" and not entry.before and isinstance(record, Record):
        work.ledger.raise_version(record)  # the act changed what hangs on it, and so does its undoing
    elif entry.kind == "update":
        for name, value in _typed(model, entry.before).items():
            setattr(record, name, value)
    elif (entry.entity, entry.entity_id) in gone:
        work.session.delete(record)
    elif isinstance(record, Voidable):
        _void(work, record)


def _void(work: Work, record: Voidable) -> None:
    record.voided_at, record.voided_by = work.now, work.who.user_id
    record.void_reason = text("angre.grunn")


def _typed(model: type[Keyed], values: dict[str, Any]) -> dict[str, Any]:
    if "•••" in values.values():
        raise refuse("angre.kan_ikke_handling")
    return fields_from_json(model, values)
