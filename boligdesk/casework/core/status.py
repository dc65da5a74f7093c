"""What a letting unit and a dwelling are on a day: worked out from tenancies and office states, never stored (E5).

A protected tenancy makes its unit "let" for those without the right: no name, no notice, no date (P30).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, or_, select

from ...models.person import Person
from ...models.stock import Dwelling, DwellingState, LettingUnit
from ...models.tenancy import Ending, Tenancy
from ...rules.messages import Message, msg
from ...rules.periods import earliest_end
from ...rules.rights import Right
from ...rules.vocabulary import Protection, StateKind, Status
from .acts import Look
from .narrowing import narrowed
from .offer_rows import Held, held_units
from .protection import SHIELD_OFF, shielded_accounts, shielded_tenancies

_OFF = {SHIELD_OFF: True}


@dataclass(frozen=True)
class Hold:
    """A tenancy that takes a unit: when, by which day it should be over, and whether it must not be shown."""

    tenancy_id: int
    from_date: date
    to_date: date | None = None
    fixed_until: date | None = None
    notice_on: date | None = None
    shielded: bool = False


@dataclass(frozen=True)
class Stated:
    """What the office has said of a unit for the day."""

    kind: StateKind
    expected_to: date | None = None
    to_date: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class UnitStatus:
    """One letting unit on one day. `until` is the day the status speaks of: moving out, expired, ready, let from.

    `offered`: it is reserved because it is offered to somebody; `until` is then the day of the answer.
    """

    unit_id: int
    dwelling_id: int
    status: Status
    until: date | None = None
    reason: str = ""
    tenancy_id: int | None = None
    shielded: bool = False
    offered: bool = False


@dataclass(frozen=True)
class DwellingStatus:
    """A dwelling on one day: the status of its unit, or of the most urgent of several."""

    dwelling_id: int
    status: Status
    note: Message | None
    units: tuple[UnitStatus, ...]

    @property
    def shielded(self) -> bool:
        """Whether a tenancy here is hidden from the person who looks."""
        return any(unit.shielded for unit in self.units)

    @property
    def tenancy_ids(self) -> tuple[int, ...]:
        """The tenancies that hold the units now and may be shown."""
        return tuple(u.tenancy_id for u in self.units if u.tenancy_id is not None)


def derive(
    day: date, retired_on: date | None, holds: Iterable[Hold], stated: Stated | None
) -> tuple[Status, date | None, Hold | None]:
    """Status, the day it speaks of, and the tenancy that holds the unit. `holds` are those not closed by `day`."""
    ordered = sorted(holds, key=lambda hold: hold.from_date)
    held = next((hold for hold in reversed(ordered) if hold.from_date <= day), None)
    if held:
        return (*_held(day, held), held)
    if retired_on is not None and retired_on <= day:
        return Status.RETIRED, retired_on, None
    if stated:
        return Status(stated.kind.value), earliest_end(stated.expected_to, stated.to_date), None
    if ordered:
        coming = ordered[0]
        return (Status.LET, None, coming) if coming.shielded else (Status.RESERVED, coming.from_date, coming)
    return Status.VACANT, None, None


def _held(day: date, held: Hold) -> tuple[Status, date | None]:
    if held.shielded:
        return Status.LET, None
    end = held.notice_on or earliest_end(held.to_date, held.fixed_until)
    if end is not None and end < day:
        return Status.EXPIRED, end
    leaves_early = held.to_date is not None and (held.fixed_until is None or held.to_date < held.fixed_until)
    if held.notice_on or leaves_early:
        return Status.NOTICE_GIVEN, held.notice_on or held.to_date
    return Status.LET, None


def dwelling_statuses(
    look: Look, dwelling_ids: Collection[int] | None = None, day: date | None = None
) -> dict[int, DwellingStatus]:
    """Status of some dwellings, or of all; `day` is today unless given. Six statements, however many dwellings."""
    by_dwelling: dict[int, list[UnitStatus]] = defaultdict(list)
    for unit in unit_statuses(look, dwelling_ids, day).values():
        by_dwelling[unit.dwelling_id].append(unit)
    return {dwelling_id: _together(dwelling_id, units) for dwelling_id, units in by_dwelling.items()}


def unit_statuses(
    look: Look, dwelling_ids: Collection[int] | None = None, day: date | None = None
) -> dict[int, UnitStatus]:
    """Status of every letting unit of some dwellings, or of all."""
    on = day or look.today
    units = _units(look, dwelling_ids)
    wanted = None if dwelling_ids is None else list(units)
    holds = _holds(look, on, wanted)
    states = _states(look, on, wanted)
    held = held_units(look, wanted) if on == look.today else {}
    found = {}
    for unit_id, (dwelling_id, retired_on) in units.items():
        stated = states.get(unit_id)
        status, until, hold = derive(on, retired_on, holds.get(unit_id, ()), stated)
        hidden = hold is not None and hold.shielded
        shown = hold.tenancy_id if hold and not hidden else None
        reason = stated.reason if stated and status.value == stated.kind.value else ""
        unit = UnitStatus(unit_id, dwelling_id, status, until, reason, shown, hidden)
        found[unit_id] = _kept_back(unit, held[unit_id]) if unit_id in held else unit
    return found


def _kept_back(unit: UnitStatus, held: Held) -> UnitStatus:
    """A vacant unit that is offered to somebody is reserved; whatever else it is, it stays."""
    if unit.status is not Status.VACANT:
        return unit
    return replace(unit, status=Status.RESERVED, until=None if held.hidden else held.answer_by, offered=True)


def _units(look: Look, dwelling_ids: Collection[int] | None) -> dict[int, tuple[int, date | None]]:
    query = (
        select(LettingUnit.id, LettingUnit.dwelling_id, Dwelling.retired_on)
        .join(Dwelling, Dwelling.id == LettingUnit.dwelling_id)
        .order_by(LettingUnit.id)
    )
    rows = look.session.execute(narrowed(query, LettingUnit.dwelling_id, dwelling_ids)).all()
    chosen = None if dwelling_ids is None else set(dwelling_ids)
    return {r[0]: (r[1], r[2]) for r in rows if chosen is None or r[1] in chosen}


def hidden_tenancies(look: Look) -> frozenset[int]:
    """Ids of the tenancies that the person at the desk must not see; empty with the right."""
    if look.who.may(Right.PROTECTED):
        return frozenset()
    return frozenset(look.session.execute(shielded_tenancies(), execution_options=_OFF).scalars())


def hidden_accounts(look: Look) -> frozenset[int]:
    """Ids of the rent accounts that the person at the desk must not see; empty with the right."""
    if look.who.may(Right.PROTECTED):
        return frozenset()
    return frozenset(look.session.execute(shielded_accounts(), execution_options=_OFF).scalars())


def _holds(look: Look, day: date, unit_ids: list[int] | None) -> Mapping[int, list[Hold]]:
    hidden = hidden_tenancies(look)
    notices = _notices(look, day)
    query = select(Tenancy.id, Tenancy.unit_id, Tenancy.from_date, Tenancy.to_date, Tenancy.fixed_until).where(
        Tenancy.voided_at.is_(None), or_(Tenancy.closed_on.is_(None), Tenancy.closed_on > day)
    )
    found: dict[int, list[Hold]] = defaultdict(list)
    for row in look.session.execute(narrowed(query, Tenancy.unit_id, unit_ids), execution_options=_OFF):
        hold = Hold(row.id, row.from_date, row.to_date, row.fixed_until, notices.get(row.id), row.id in hidden)
        found[row.unit_id].append(hold)
    return found


def _notices(look: Look, day: date) -> dict[int, date]:
    """The day each running tenancy ends by a standing notice or agreement."""
    query = (
        select(Ending.tenancy_id, func.min(Ending.effective_on))
        .join(Tenancy, Tenancy.id == Ending.tenancy_id)
        .where(Ending.voided_at.is_(None), Ending.withdrawn_on.is_(None))
        .where(or_(Tenancy.closed_on.is_(None), Tenancy.closed_on > day))
        .group_by(Ending.tenancy_id)
    )
    return {row[0]: row[1] for row in look.session.execute(query, execution_options=_OFF)}


def _states(look: Look, day: date, unit_ids: list[int] | None) -> dict[int, Stated]:
    state = DwellingState
    query = (
        select(state.unit_id, state.kind, state.expected_to, state.to_date, state.reason, Person.protection)
        .outerjoin(Person, Person.id == state.person_id)
        .where(state.voided_at.is_(None), state.from_date <= day)
        .where(or_(state.to_date.is_(None), state.to_date >= day))
    )
    may = look.who.may(Right.PROTECTED)
    found = {}
    for row in look.session.execute(narrowed(query, state.unit_id, unit_ids), execution_options=_OFF):
        open_to_all = may or row.protection in (None, Protection.NONE)
        found[row.unit_id] = Stated(row.kind, row.expected_to, row.to_date, row.reason if open_to_all else "")
    return found


#: Which unit speaks for a dwelling with several: the first of these that any unit has.
_URGENT = (
    Status.VACANT,
    Status.EXPIRED,
    Status.NOTICE_GIVEN,
    Status.READYING,
    Status.RESERVED,
    Status.REFURBISHMENT,
    Status.BLOCKED,
    Status.LET,
    Status.RETIRED,
)


def _together(dwelling_id: int, units: list[UnitStatus]) -> DwellingStatus:
    speaking = min(units, key=lambda unit: _URGENT.index(unit.status))
    if len(units) == 1:
        return DwellingStatus(dwelling_id, speaking.status, note_of(speaking), (speaking,))
    taken = sum(unit.status in TAKEN for unit in units)
    note = msg("bolig.status.rom_utleid", utleid=taken, antall=len(units))
    return DwellingStatus(dwelling_id, speaking.status, note, tuple(units))


#: Statuses in which somebody lives in the unit.
TAKEN = frozenset({Status.LET, Status.NOTICE_GIVEN, Status.EXPIRED})


def note_of(unit: UnitStatus) -> Message | None:
    """What stands beside the status: the day it speaks of and the office's reason."""
    if unit.shielded:
        return msg("bolig.status.skjermet")
    if unit.status is Status.NOTICE_GIVEN:
        return msg("bolig.status.flytter", dato=unit.until)
    if unit.status is Status.EXPIRED:
        return msg("bolig.status.utlop", dato=unit.until)
    if unit.status is Status.RETIRED:
        return msg("bolig.status.utgatt", dato=unit.until)
    if unit.offered:
        return msg("bolig.status.tilbudt_svar", dato=unit.until) if unit.until else msg("bolig.status.tilbudt")
    if unit.tenancy_id is not None and unit.status is Status.RESERVED:
        return msg("bolig.status.leies_ut", dato=unit.until)
    return _state_note(unit)


def _state_note(unit: UnitStatus) -> Message | None:
    if unit.until and unit.reason:
        return msg("bolig.status.grunn_ferdig", grunn=unit.reason, dato=unit.until)
    if unit.until:
        return msg("bolig.status.ferdig", dato=unit.until)
    return msg("bolig.status.grunn", grunn=unit.reason) if unit.reason else None
