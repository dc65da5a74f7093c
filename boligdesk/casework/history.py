"""The history of a record, person, tenancy, application or dwelling: when, who, and what changed, in words (E5).

What would tell of a protected person is left out for those without the right: entries about them by the
session's filter, a reason when part of its act is hidden, and addresses that would give a home away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from ..models.application import Application
from ..models.audit import ActLog, AuditEntry
from ..models.person import ContactPoint, LooksSeen, Person
from ..models.stock import Dwelling, DwellingExtra, DwellingRent, DwellingState, LettingUnit
from ..rules.messages import Message, msg
from ..rules.rights import Right
from .core.acts import Look, reads
from .core.history_words import Names, entity_word, field_label, shown
from .core.protection import SHIELD_OFF


@dataclass(frozen=True)
class FieldChange:
    """One field of one record, before and after, as people read it; empty is nothing."""

    label: Message
    before: str
    after: str


@dataclass(frozen=True)
class RecordChange:
    """One record that an act touched: "Ny: Nøkler", "Endret: Bolig", "Fjernet: Måler"."""

    what: Message
    entity: str
    entity_id: int
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class HistoryLine:
    """One act. `undone`: it has been taken back; `undoes_id`: it is itself the taking back of another."""

    act_id: int
    at: datetime
    who: str
    act: str
    reason: str
    records: tuple[RecordChange, ...]
    undone: bool
    undoes_id: int | None


@dataclass(frozen=True)
class LookLine:
    """Somebody saw a full number or a protected person."""

    at: datetime
    user_id: int | None
    what: str


@reads(Right.AUDIT_READ)
def record_history(look: Look, entity: str, entity_id: int, limit: int = 100) -> tuple[HistoryLine, ...]:
    """Acts that touched one record, newest first."""
    return _lines(look, and_(AuditEntry.entity == entity, AuditEntry.entity_id == entity_id), limit)


@reads(Right.AUDIT_READ)
def person_history(look: Look, person_id: int, limit: int = 100) -> tuple[HistoryLine, ...]:
    """Acts that concern a person, newest first."""
    look.get(Person, person_id)
    own = and_(AuditEntry.entity == "person", AuditEntry.entity_id == person_id)
    return _lines(look, or_(own, AuditEntry.person_id == person_id), limit)


@reads(Right.AUDIT_READ)
def tenancy_history(look: Look, tenancy_id: int, limit: int = 100) -> tuple[HistoryLine, ...]:
    """Acts that concern a tenancy, newest first."""
    own = and_(AuditEntry.entity == "tenancy", AuditEntry.entity_id == tenancy_id)
    return _lines(look, or_(own, AuditEntry.tenancy_id == tenancy_id), limit)


@reads(Right.AUDIT_READ)
def application_history(look: Look, application_id: int, limit: int = 100) -> tuple[HistoryLine, ...]:
    """Acts that concern an application, its decisions, complaints, offers and place on the list, newest first."""
    look.get(Application, application_id)
    own = and_(AuditEntry.entity == "application", AuditEntry.entity_id == application_id)
    return _lines(look, or_(own, AuditEntry.application_id == application_id), limit)


@reads(Right.AUDIT_READ)
def dwelling_history(look: Look, dwelling_id: int, limit: int = 100) -> tuple[HistoryLine, ...]:
    """Acts that concern a dwelling, its building, units, states, rents and tenancies, newest first."""
    return _lines(look, _about_dwelling(look, dwelling_id), limit)


@dataclass(frozen=True)
class LastChange:
    """Who changed something last, and when (UTC)."""

    who: str
    at: datetime


@reads(Right.STOCK_READ)
def last_change_of_dwelling(look: Look, dwelling_id: int) -> LastChange | None:
    """Who touched a dwelling or what belongs to it last: for the line that tells of a colleague's change.

    None when nobody has, or when it was the one who asks.
    """
    query = (
        select(ActLog.user_id, ActLog.user_name, ActLog.at)
        .join(AuditEntry, AuditEntry.act_id == ActLog.id)
        .where(_about_dwelling(look, dwelling_id))
        .order_by(ActLog.id.desc())
        .limit(1)
    )
    row = look.session.execute(query).first()
    if row is None or (row.user_id is not None and row.user_id == look.desk.who.user_id):
        return None
    return LastChange(row.user_name, row.at)


def _about_dwelling(look: Look, dwelling_id: int) -> ColumnElement[bool]:
    dwelling = look.get(Dwelling, dwelling_id)
    units = select(LettingUnit.id).where(LettingUnit.dwelling_id == dwelling_id)
    about: list[ColumnElement[bool]] = [
        AuditEntry.dwelling_id == dwelling_id,
        and_(AuditEntry.entity == "dwelling", AuditEntry.entity_id == dwelling_id),
        and_(AuditEntry.entity == "building", AuditEntry.entity_id == dwelling.building_id),
        *(_of_units(model, units) for model in (DwellingState, DwellingRent, DwellingExtra)),
    ]
    return or_(*about)


def _of_units(model: Any, units: Any) -> ColumnElement[bool]:
    ids = select(model.id).where(model.unit_id.in_(units))
    return and_(AuditEntry.entity == model.__tablename__, AuditEntry.entity_id.in_(ids))


@reads(Right.AUDIT_READ)
def looks_at(look: Look, person_id: int, limit: int = 100) -> tuple[LookLine, ...]:
    """Who has seen a person's full number or protected address, newest first."""
    query = (
        select(LooksSeen.at, LooksSeen.user_id, LooksSeen.what)
        .where(LooksSeen.person_id == person_id)
        .order_by(LooksSeen.id.desc())
        .limit(limit)
    )
    return tuple(LookLine(*row) for row in look.session.execute(query))


def _lines(look: Look, about: ColumnElement[bool], limit: int) -> tuple[HistoryLine, ...]:
    newest = select(AuditEntry.act_id).where(about).distinct().order_by(AuditEntry.act_id.desc()).limit(limit)
    act_ids = list(look.session.execute(newest).scalars())
    if not act_ids:
        return ()
    query = select(AuditEntry).where(AuditEntry.act_id.in_(act_ids), about).order_by(AuditEntry.id)
    entries = _without_hidden_addresses(look, list(look.session.execute(query).scalars()))
    names = Names(look, entries)
    by_act: dict[int, list[AuditEntry]] = defaultdict(list)
    for entry in entries:
        by_act[entry.act_id].append(entry)
    acts = {a.id: a for a in look.session.execute(select(ActLog).where(ActLog.id.in_(by_act))).scalars()}
    undone = set(look.session.execute(select(ActLog.undoes_id).where(ActLog.undoes_id.in_(by_act))).scalars())
    telling = _fully_visible(look, list(by_act))
    return tuple(_line(acts[i], by_act[i], names, undone, i in telling) for i in sorted(by_act, reverse=True))


def _without_hidden_addresses(look: Look, entries: list[AuditEntry]) -> list[AuditEntry]:
    """An address of somebody who shares a home with a protected person is told to nobody without the right."""
    if look.who.may(Right.PROTECTED):
        return entries
    ids = {e.entity_id for e in entries if e.entity == "contact_point"}
    seen = set(look.session.execute(select(ContactPoint.id).where(ContactPoint.id.in_(ids))).scalars())
    return [e for e in entries if e.entity != "contact_point" or e.entity_id in seen]


def _fully_visible(look: Look, act_ids: Sequence[int]) -> frozenset[int]:
    """Acts of which nothing is hidden: only their reason may be told."""
    if look.who.may(Right.PROTECTED):
        return frozenset(act_ids)
    query = (
        select(AuditEntry.act_id, func.count(AuditEntry.id))
        .where(AuditEntry.act_id.in_(act_ids))
        .group_by(AuditEntry.act_id)
    )
    seen = Counter({row[0]: row[1] for row in look.session.execute(query)})
    whole = Counter({row[0]: row[1] for row in look.session.execute(query, execution_options={SHIELD_OFF: True})})
    return frozenset(i for i in act_ids if seen[i] == whole[i])


def _line(
    act: ActLog, entries: list[AuditEntry], names: Names, undone: set[int | None], tell_reason: bool
) -> HistoryLine:
    records = tuple(_record(entry, names) for entry in entries if entry.kind != "update" or entry.before or entry.after)
    return HistoryLine(
        act.id,
        act.at,
        act.user_name,
        act.act,
        act.reason if tell_reason else "",
        records,
        act.id in undone,
        act.undoes_id,
    )


def _record(entry: AuditEntry, names: Names) -> RecordChange:
    thing = entity_word(entry.entity)
    if entry.kind == "insert":
        what = msg("historikk.ny", hva=thing)
    elif entry.kind == "delete":
        what = msg("historikk.fjernet", hva=thing)
    else:
        what = msg("historikk.endret", hva=thing)
    fields = list(dict.fromkeys([*entry.before, *entry.after]))
    changes = (_change(entry, field, names) for field in fields)
    return RecordChange(what, entry.entity, entry.entity_id, tuple(c for c in changes if c))


def _change(entry: AuditEntry, field: str, names: Names) -> FieldChange | None:
    label = field_label(entry.entity, field)
    before = shown(entry.entity, field, entry.before.get(field), names)
    after = shown(entry.entity, field, entry.after.get(field), names)
    return FieldChange(label, before, after) if label and before != after else None
