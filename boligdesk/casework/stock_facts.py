"""What belongs to a dwelling over time: states, set rents, extras, keys, meters and the municipality's own lease."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import Enum

from sqlalchemy import or_, select

from ..models.person import Person
from ..models.stock import (
    Dwelling,
    DwellingExtra,
    DwellingKey,
    DwellingRent,
    DwellingState,
    HeadLease,
    LettingUnit,
    Meter,
)
from ..rules.identifiers import check_org_number
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.terms import ExtraKind, ExtraMode
from ..rules.vocabulary import MeterKind, StateKind
from .core.acts import Look, Work, reads, writes
from .core.protection import SHIELD_OFF
from .core.versions import Theirs, theirs


class Fact(Enum):
    """The kinds of record that hang on a dwelling and have a form of their own."""

    STATE = "state"
    KEYS = "keys"
    METER = "meter"
    HEAD_LEASE = "head_lease"


_RECORDS: Mapping[Fact, type[DwellingState | DwellingKey | Meter | HeadLease]] = {
    Fact.STATE: DwellingState,
    Fact.KEYS: DwellingKey,
    Fact.METER: Meter,
    Fact.HEAD_LEASE: HeadLease,
}


@reads(Right.STOCK_READ)
def fact_versions(look: Look, fact: Fact, record_id: int, base_version: int) -> Theirs:
    """What others changed on one of a dwelling's records since a form was opened: for the conflict dialog."""
    return theirs(look, _RECORDS[fact], record_id, base_version)


@dataclass(frozen=True)
class StateInput:
    """A stretch in which a unit is readied, refurbished, reserved (perhaps for a person) or blocked."""

    kind: StateKind
    from_date: date
    to_date: date | None = None
    expected_to: date | None = None
    reason: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class HeadLeaseInput:
    """The lease by which the municipality rents a dwelling it lets on (øre per month)."""

    owner_name: str
    from_date: date
    to_date: date | None = None
    owner_org_number: str = ""
    owner_contact: str = ""
    notice_months: int = 3
    rent_ore: int = 0


@writes(Right.STOCK_WRITE)
def set_state(work: Work, unit_id: int, given: StateInput) -> int:
    """Say what a unit is for a time. An open state that runs ends the day before; a later one in the way is refused."""
    work.get(LettingUnit, unit_id)
    if given.person_id is not None:
        work.get(Person, given.person_id)
    if given.to_date is not None and given.to_date < given.from_date:
        raise refuse("bolig.til_for_fra")
    for state in _states_in_the_way(work, unit_id, given):
        if state.from_date >= given.from_date or state.to_date is not None:
            raise refuse("bolig.tilstand_opptatt", fra=state.from_date)
        state.to_date = given.from_date - timedelta(days=1)
    work.session.flush()
    return work.add(DwellingState(unit_id=unit_id, recorded_at=work.now, **asdict(given))).id


def _states_in_the_way(work: Work, unit_id: int, given: StateInput) -> list[DwellingState]:
    query = (
        select(DwellingState)
        .where(DwellingState.unit_id == unit_id, DwellingState.voided_at.is_(None))
        .where(or_(DwellingState.to_date.is_(None), DwellingState.to_date >= given.from_date))
        .execution_options(**{SHIELD_OFF: True})
    )
    if given.to_date is not None:
        query = query.where(DwellingState.from_date <= given.to_date)
    return list(work.session.execute(query).scalars())


@writes(Right.STOCK_WRITE)
def change_state(work: Work, state_id: int, version: int, expected_to: date | None, reason: str) -> int:
    """Change when a state is expected to be over, and why it is. Returns the new version."""
    state = work.load(DwellingState, state_id, version)
    state.expected_to, state.reason = expected_to, reason.strip()
    work.session.flush()
    return state.version


@writes(Right.STOCK_WRITE)
def end_state(work: Work, state_id: int, version: int, last_day: date) -> None:
    """The last day of a state; the day after the unit is vacant (or let)."""
    state = work.load(DwellingState, state_id, version)
    if last_day < state.from_date:
        raise refuse("bolig.til_for_fra")
    state.to_date = last_day


@writes(Right.STOCK_WRITE)
def void_state(work: Work, state_id: int, version: int, reason: str) -> None:
    """Withdraw a state that was entered by mistake; it stays readable in the history."""
    state = work.load(DwellingState, state_id, version)
    if not reason.strip():
        raise refuse("bolig.grunn_mangler")
    state.voided_at, state.voided_by, state.void_reason = work.now, work.who.user_id, reason.strip()


@writes(Right.STOCK_WRITE)
def set_rent(work: Work, unit_id: int, from_date: date, rent_ore: int, basis: str = "") -> int:
    """The rent the municipality asks for a unit from a day (øre per month). Running leases are not changed."""
    work.get(LettingUnit, unit_id)
    if rent_ore <= 0:
        raise refuse("bolig.leie_null")
    rent = DwellingRent(
        unit_id=unit_id, from_date=from_date, rent_ore=rent_ore, basis=basis.strip(), recorded_at=work.now
    )
    return work.add(rent).id


@writes(Right.STOCK_WRITE)
def set_extra(work: Work, unit_id: int, kind: ExtraKind, mode: ExtraMode, amount_ore: int = 0) -> int:
    """What a tenant of this unit pays besides the rent, as a proposal for the next lease (øre per month)."""
    work.get(LettingUnit, unit_id)
    if amount_ore < 0:
        raise refuse("bolig.belop_negativt")
    query = select(DwellingExtra).where(DwellingExtra.unit_id == unit_id, DwellingExtra.kind == kind)
    extra = work.session.execute(query).scalar_one_or_none()
    if extra is None:
        return work.add(DwellingExtra(unit_id=unit_id, kind=kind, mode=mode, amount_ore=amount_ore)).id
    extra.mode, extra.amount_ore = mode, amount_ore
    return extra.id


@dataclass(frozen=True)
class ExtraInput:
    """What a tenant of a unit pays besides the rent (øre per month)."""

    kind: ExtraKind
    mode: ExtraMode
    amount_ore: int = 0


@writes(Right.STOCK_WRITE)
def set_extras(work: Work, unit_id: int, given: tuple[ExtraInput, ...]) -> None:
    """All that a tenant of this unit pays besides the rent; what is not among `given` is no longer proposed."""
    kinds = {extra.kind for extra in given}
    query = select(DwellingExtra).where(DwellingExtra.unit_id == unit_id)
    for old in work.session.execute(query).scalars():
        if old.kind not in kinds:
            work.session.delete(old)
    for extra in given:
        set_extra.inner(work, unit_id, extra.kind, extra.mode, extra.amount_ore)


@writes(Right.STOCK_WRITE)
def remove_extra(work: Work, extra_id: int, version: int) -> None:
    """This extra is no longer proposed; leases that have it keep it."""
    work.session.delete(work.load(DwellingExtra, extra_id, version))


@writes(Right.STOCK_WRITE)
def add_keys(work: Work, dwelling_id: int, label: str, count: int, system_number: str = "") -> int:
    """Register keys of one kind; none is handed out yet."""
    work.get(Dwelling, dwelling_id)
    _check_keys(label, count, 0)
    key = DwellingKey(dwelling_id=dwelling_id, label=label.strip(), system_number=system_number.strip(), count=count)
    key.handed_out = 0
    return work.add(key).id


@writes(Right.STOCK_WRITE)
def change_keys(
    work: Work, key_id: int, version: int, label: str, count: int, handed_out: int, system_number: str = ""
) -> int:
    """Change how many keys there are and how many are handed out. Returns the new version."""
    key = work.load(DwellingKey, key_id, version)
    _check_keys(label, count, handed_out)
    key.label, key.system_number, key.count, key.handed_out = label.strip(), system_number.strip(), count, handed_out
    work.session.flush()
    return key.version


def _check_keys(label: str, count: int, handed_out: int) -> None:
    if not label.strip() or count < 1 or not 0 <= handed_out <= count:
        raise refuse("bolig.nokler", antall=count, utlevert=handed_out)


@writes(Right.STOCK_WRITE)
def remove_keys(work: Work, key_id: int, version: int) -> None:
    """Keys that no longer exist; refused while some are handed out."""
    key = work.load(DwellingKey, key_id, version)
    if key.handed_out:
        raise refuse("bolig.nokler_ute", antall=key.handed_out)
    work.session.delete(key)


@writes(Right.STOCK_WRITE)
def add_meter(work: Work, dwelling_id: int, kind: MeterKind, number: str) -> int:
    """Register a meter that is read at moving in and out."""
    work.get(Dwelling, dwelling_id)
    return work.add(Meter(dwelling_id=dwelling_id, kind=kind, number=number.strip())).id


@writes(Right.STOCK_WRITE)
def change_meter(work: Work, meter_id: int, version: int, kind: MeterKind, number: str) -> int:
    """Correct a meter. Returns the new version."""
    meter = work.load(Meter, meter_id, version)
    meter.kind, meter.number = kind, number.strip()
    work.session.flush()
    return meter.version


@writes(Right.STOCK_WRITE)
def remove_meter(work: Work, meter_id: int, version: int) -> None:
    """A meter that has been taken down."""
    work.session.delete(work.load(Meter, meter_id, version))


@writes(Right.STOCK_WRITE)
def add_head_lease(work: Work, dwelling_id: int, given: HeadLeaseInput) -> int:
    """Register the lease by which the municipality rents this dwelling from its owner (P4)."""
    work.get(Dwelling, dwelling_id)
    _check_head_lease(given)
    return work.add(HeadLease(dwelling_id=dwelling_id, **asdict(given))).id


@writes(Right.STOCK_WRITE)
def change_head_lease(work: Work, head_lease_id: int, version: int, given: HeadLeaseInput) -> int:
    """Change the head lease. Returns the new version."""
    lease = work.load(HeadLease, head_lease_id, version)
    _check_head_lease(given)
    for name, value in asdict(given).items():
        setattr(lease, name, value)
    work.session.flush()
    return lease.version


def _check_head_lease(given: HeadLeaseInput) -> None:
    if not given.owner_name.strip():
        raise refuse("bolig.eier_mangler")
    if given.to_date is not None and given.to_date < given.from_date:
        raise refuse("bolig.til_for_fra")
    if given.owner_org_number and check_org_number(given.owner_org_number):
        raise refuse("bolig.orgnummer", tekst=given.owner_org_number)
