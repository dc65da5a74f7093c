"""Vacant and soon vacant homes: how long they stand empty, what it costs, and who has the next step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from ..models.casefile import Task
from ..models.decision import Offer
from ..models.office import User
from ..models.tenancy import Tenancy
from ..rules.matching.sides import Home
from ..rules.matching.words import Fit
from ..rules.messages import Message, msg
from ..rules.rights import Right
from ..rules.vacancy import Vacancy, vacancy
from ..rules.vocabulary import StateKind, Status, TaskKind, TaskState
from .core.acts import Look, reads
from .core.fit_counts import fit_counts
from .core.free_homes import free_homes, free_units
from .core.narrowing import narrowed
from .core.offer_rows import HOLDING
from .core.protection import SHIELD_OFF
from .core.status import UnitStatus, note_of

_OFF = {SHIELD_OFF: True}
#: Tasks that say who is to make a home ready.
_READYING = (TaskKind.READY_DWELLING, TaskKind.MOVE_OUT_PROTOCOL)


@dataclass(frozen=True)
class NextStep:
    """What happens next with a home, by when (inclusive), and who has it ("" nobody yet)."""

    what: Message
    due: date | None = None
    who: str = ""


@dataclass(frozen=True)
class VacancyRow:
    """One home; `fits` is how many waiting households it suits.

    `vacancy` is None while somebody still lives there, and for a home that was never let here: nobody knows since
    when it is empty, and a sum would be a guess.
    """

    unit_id: int
    dwelling_id: int
    home: Home
    status: Status
    note: Message | None
    empty_from: date | None
    vacancy: Vacancy | None
    fits: int
    almost: int
    step: NextStep


@dataclass(frozen=True)
class _Known:
    today: date
    last_days: Mapping[int, date]
    tasks: Mapping[int, Any]
    offers: Mapping[int, str]


@reads(Right.STOCK_READ)
def vacancies(look: Look) -> tuple[VacancyRow, ...]:
    """Every home that is free or becomes free, the longest empty first, then those that become free.

    A home behind protected people's tenancy is let to whoever may not see it, and is not here (P30).
    """
    units = free_units(look)
    homes = free_homes(look)
    fits = fit_counts(look, homes) if look.who.may(Right.APPLICATION_READ) else {}
    known = _Known(look.today, _last_days(look, units), _tasks(look, units), _owners(look))
    rows = [_row(units[unit_id], home, known, fits.get(unit_id, {})) for unit_id, home in homes.items()]
    return tuple(sorted(rows, key=_longest))


def _longest(row: VacancyRow) -> tuple[bool, int, date]:
    return row.vacancy is None, -(row.vacancy.days if row.vacancy else 0), row.home.free_on or date.max


def _row(unit: UnitStatus, home: Home, known: _Known, fits: Mapping[Fit, int]) -> VacancyRow:
    lived_in = unit.status is Status.NOTICE_GIVEN
    empty = None if lived_in else _empty_from(unit, known)
    return VacancyRow(
        unit_id=unit.unit_id,
        dwelling_id=unit.dwelling_id,
        home=home,
        status=unit.status,
        note=note_of(unit),
        empty_from=empty,
        vacancy=vacancy(empty, known.today, home.rent_ore) if empty else None,
        fits=fits.get(Fit.YES, 0),
        almost=fits.get(Fit.ALMOST, 0),
        step=_step(unit, home, known, fits.get(Fit.YES, 0)),
    )


def _empty_from(unit: UnitStatus, known: _Known) -> date | None:
    """The day after the last tenancy; None for a home that was never let here."""
    last = known.last_days.get(unit.unit_id)
    return last + timedelta(days=1) if last else None


def _step(unit: UnitStatus, home: Home, known: _Known, fits: int) -> NextStep:
    if home.offered is not None:
        who = known.offers.get(unit.unit_id, "")
        what = msg("ledige.steg.kontrakt") if home.offered.accepted else msg("ledige.steg.svar")
        return NextStep(what, home.offered.answer_by, who)
    if unit.status is Status.NOTICE_GIVEN:
        return NextStep(msg("ledige.steg.flytter"), unit.until)
    task = known.tasks.get(unit.dwelling_id)
    if task is not None and unit.status is not Status.VACANT:
        return NextStep(msg(f"enum.TaskKind.{task.kind.value}"), task.due, task.owner or "")
    if home.stated is not None and home.stated.kind is not StateKind.RESERVED:
        return NextStep(msg("ledige.steg.gjor_klar"), unit.until)
    if home.stated is not None:
        return NextStep(msg("ledige.steg.reservasjon"), unit.until)
    return NextStep(msg("ledige.steg.tilby", antall=fits) if fits else msg("ledige.steg.ingen"))


def _last_days(look: Look, unit_ids: Collection[int]) -> dict[int, date]:
    """The last day each unit was let: when the keys came back, else the end of the lease."""
    ended = func.coalesce(Tenancy.closed_on, Tenancy.to_date)
    query = (
        select(Tenancy.unit_id, func.max(ended))
        .where(Tenancy.voided_at.is_(None), ended <= look.today)
        .group_by(Tenancy.unit_id)
    )
    rows = look.session.execute(narrowed(query, Tenancy.unit_id, unit_ids), execution_options=_OFF)
    return {row[0]: row[1] for row in rows}


def _tasks(look: Look, units: Mapping[int, UnitStatus]) -> dict[int, Any]:
    """The first open task on each dwelling that is about making it ready."""
    query = (
        select(Task.dwelling_id, Task.kind, Task.due, User.name.label("owner"))
        .outerjoin(User, User.id == Task.owner_id)
        .where(Task.kind.in_(_READYING), Task.state == TaskState.OPEN, Task.voided_at.is_(None))
        .order_by(Task.due.desc().nulls_first(), Task.id.desc())
    )
    dwellings = {unit.dwelling_id for unit in units.values()}
    return {row.dwelling_id: row for row in look.session.execute(narrowed(query, Task.dwelling_id, dwellings))}


def _owners(look: Look) -> dict[int, str]:
    """Who follows up the offer on each unit: the owner of the answer's task."""
    query = (
        select(Offer.unit_id, User.name)
        .join(Task, Task.application_id == Offer.application_id)
        .join(User, User.id == Task.owner_id)
        .where(Task.kind.in_((TaskKind.OFFER_ANSWER, TaskKind.MAKE_LEASE)), Task.state == TaskState.OPEN)
        .where(Offer.state.in_(HOLDING), Offer.voided_at.is_(None))
    )
    return {row.unit_id: row.name for row in look.session.execute(query)}
