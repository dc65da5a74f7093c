"""The hand-over protocol, filled in: rooms, keys, meters, defects, as found at the inspection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..forms import letter_data as paper
from ..models.stock import DwellingKey, Meter
from ..models.tenancy import Protocol, Tenancy
from ..rules.messages import msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind, TaskKind
from ..texts import enum_code, render
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, plain_data
from .core.lease_facts import dwelling_of
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.tasks import finish_tasks
from .core.tenancy_letters import about_tenancy, tenancy_letter


@dataclass(frozen=True)
class RoomFound:
    """One room: its condition in words, and what should be remembered."""

    name: str
    condition: str = ""
    remark: str = ""


@dataclass(frozen=True)
class KeysFound:
    """Keys of one kind that changed hands."""

    kind: str
    count: int
    numbers: str = ""


@dataclass(frozen=True)
class MeterFound:
    """A meter and what it showed, with its unit."""

    kind: str
    number: str
    reading: str


@dataclass(frozen=True)
class DefectFound:
    """A defect, who mends it and by when."""

    what: str
    who: str = ""
    until: date | None = None


@dataclass(frozen=True)
class ProtocolFound:
    """A protocol as it was filled in at the inspection."""

    tenancy_id: int
    moving_in: bool
    held_on: date
    rooms: tuple[RoomFound, ...] = ()
    keys: tuple[KeysFound, ...] = ()
    meters: tuple[MeterFound, ...] = ()
    defects: tuple[DefectFound, ...] = ()
    forwarding_address: str = ""


@writes(Right.TENANCY_WRITE)
def save_protocol(work: Work, found: ProtocolFound) -> int:
    """Keep a protocol; the keys of the dwelling follow it, and its task is done."""
    if found.held_on > work.today:
        raise refuse("leieforhold.protokoll_i_framtiden", dato=found.held_on)
    tenancy = work.get(Tenancy, found.tenancy_id)
    row = work.add(
        Protocol(
            tenancy_id=tenancy.id,
            direction="in" if found.moving_in else "out",
            held_on=found.held_on,
            data=plain_data(found),
        )
    )
    _keys(work, dwelling_of(work, tenancy.unit_id).id, found)
    finish_tasks(work, tenancy.id, TaskKind.MOVE_IN_PROTOCOL if found.moving_in else TaskKind.MOVE_OUT_PROTOCOL)
    return row.id


def _keys(work: Work, dwelling_id: int, found: ProtocolFound) -> None:
    rows = {
        k.label: k
        for k in work.session.execute(select(DwellingKey).where(DwellingKey.dwelling_id == dwelling_id)).scalars()
    }
    for keys in found.keys:
        row = rows.get(keys.kind) or DwellingKey(dwelling_id=dwelling_id, label=keys.kind, count=keys.count)
        row.handed_out = keys.count if found.moving_in else max(0, (row.handed_out or 0) - keys.count)
        row.count = max(row.count, keys.count)
        row.system_number = keys.numbers or row.system_number or ""
        work.add(row)


@steps(Right.TENANCY_READ)
def print_protocol(desk: Desk, protocol_id: int) -> Done[PrintedDocument]:
    """The filled-in protocol, ready for signatures."""
    letter, before = _letter(desk, protocol_id)
    return print_letter(desk, letter, before, lambda d, new: _file(d, protocol_id, new))


@reads(Right.TENANCY_READ)
def _letter(look: Look, protocol_id: int) -> tuple[Letter, PrintedDocument | None]:
    row = look.get(Protocol, protocol_id)
    about = about_tenancy(look, row.tenancy_id, row.held_on)
    kept = row.data
    data = paper.ProtocolData(
        **about.shared,
        moving_in=row.direction == "in",
        inspected_on=row.held_on,
        rooms=tuple(
            paper.RoomLine(name=r["name"], condition=r["condition"] or None, remark=r["remark"] or None)
            for r in kept["rooms"]
        )
        or paper.STANDARD_ROOMS,
        keys=tuple(paper.KeyLine(kind=k["kind"], count=k["count"], numbers=k["numbers"] or None) for k in kept["keys"])
        or paper.STANDARD_KEYS,
        meters=tuple(
            paper.MeterLine(kind=m["kind"], number=m["number"] or None, reading=m["reading"] or None)
            for m in kept["meters"]
        )
        or paper.STANDARD_METERS,
        defects=tuple(
            paper.DefectLine(
                what=d["what"], who=d["who"] or None, until=date.fromisoformat(d["until"]) if d["until"] else None
            )
            for d in kept["defects"]
        ),
        forwarding=kept["forwarding_address"] or None,
    )
    letter = tenancy_letter(look, about, "overtakelsesprotokoll", DocumentKind.PROTOCOL, data, f"-{row.id}")
    return letter, stored(look, letter)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, protocol_id: int, new: NewDocument) -> int:
    document = keep(work, new)
    work.get(Protocol, protocol_id).document_id = document.id
    return document.id


@reads(Right.TENANCY_READ)
def blank_protocol(look: Look, tenancy_id: int, *, moving_in: bool) -> ProtocolFound:
    """A protocol to fill in: the standard rooms, the keys and meters the records know."""
    tenancy = look.get(Tenancy, tenancy_id)
    dwelling_id = dwelling_of(look, tenancy.unit_id).id
    keys = look.session.execute(select(DwellingKey).where(DwellingKey.dwelling_id == dwelling_id)).scalars().all()
    meters = look.session.execute(select(Meter).where(Meter.dwelling_id == dwelling_id)).scalars().all()
    return ProtocolFound(
        tenancy_id,
        moving_in,
        look.today,
        rooms=tuple(RoomFound(render(r.name) if not isinstance(r.name, str) else r.name) for r in paper.STANDARD_ROOMS),
        keys=tuple(KeysFound(k.label, k.count, k.system_number) for k in keys),
        meters=tuple(MeterFound(render(msg(enum_code(m.kind))), m.number, "") for m in meters),
    )
