"""Midlertidige botilbud: where somebody is put up, who pays, what it has cost, and the warning before three months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..models.application import Application, TemporaryStay
from ..models.casefile import Task
from ..rules.findings import finding
from ..rules.messages import Control, Kind, Message, msg, refuse
from ..rules.periods import Period
from ..rules.rights import Right
from ..rules.temporary_stays import Stay, StayCost, Warning3Months, cost_of, overlaps, warning
from ..rules.vocabulary import TaskKind, TaskState
from ..texts import text
from .core.acts import Look, Work, reads, writes
from .core.application_rows import application_of, members_of, open_application, touch
from .core.person_records import too_long
from .core.stops import refuse_stops
from .core.tasks import NewTask, add_task


@dataclass(frozen=True)
class TemporaryStayInput:
    """A stay as the form says it. `to_date` is the last night, None while it goes on; money is øre per night."""

    place: str
    from_date: date
    to_date: date | None = None
    planned_end: date | None = None
    night_ore: int | None = None
    payer: str = ""
    nav_ref: str = ""
    night_shelter: bool = False


@dataclass(frozen=True)
class TemporaryStayRow:
    """A stay, with what it has cost until today."""

    id: int
    version: int
    entered: TemporaryStayInput
    cost: StayCost
    going_on: bool


@dataclass(frozen=True)
class TemporaryStays:
    """All stays of an application, the newest first. `cost_ore` leaves out night shelters and unknown prices."""

    rows: tuple[TemporaryStayRow, ...]
    nights: int
    cost_ore: int
    priceless: bool
    warning: Warning3Months | None
    told: tuple[Message, ...]


@reads(Right.APPLICATION_READ)
def temporary_stays(look: Look, application_id: int) -> TemporaryStays:
    """The stays of an application, what they have cost, and what must be said of them."""
    application = application_of(look, application_id)
    found = _stays(look, application.id)
    rows = tuple(_row(stay, look.today) for stay in reversed(found))
    counted = [row for row in rows if not row.entered.night_shelter]
    plain = [_plain(stay) for stay in found]
    return TemporaryStays(
        rows=rows,
        nights=sum(row.cost.nights for row in counted),
        cost_ore=sum(row.cost.cost_ore or 0 for row in counted),
        priceless=any(row.cost.cost_ore is None for row in counted),
        warning=warning(plain, _children(look, application), look.today),
        told=(*overlaps(plain), *_shelters(plain, look.today)),
    )


def _shelters(stays: list[Stay], today: date) -> Iterator[Message]:
    if any(stay.night_shelter and not stay.nights.has_ended(today) for stay in stays):
        yield msg("botilbud.natthjem_er_ikke")


def _stays(look: Look, application_id: int) -> list[TemporaryStay]:
    query = select(TemporaryStay).where(
        TemporaryStay.application_id == application_id, TemporaryStay.voided_at.is_(None)
    )
    return list(look.session.execute(query.order_by(TemporaryStay.from_date, TemporaryStay.id)).scalars())


def _plain(stay: TemporaryStay) -> Stay:
    return Stay(stay.place, Period(stay.from_date, stay.to_date), stay.night_ore, stay.night_shelter)


_ENTERED = ("place", "from_date", "to_date", "planned_end", "night_ore", "payer", "nav_ref", "night_shelter")


def _row(stay: TemporaryStay, today: date) -> TemporaryStayRow:
    plain = _plain(stay)
    entered = TemporaryStayInput(**{name: getattr(stay, name) for name in _ENTERED})
    going_on = plain.nights.contains(today)
    return TemporaryStayRow(stay.id, stay.version, entered, cost_of(plain, today), going_on)


def _children(look: Look, application: Application) -> bool:
    members = members_of(look, [application.id]).get(application.id, ())
    return any(member.is_child and not member.expected for member in members)


@writes(Right.APPLICATION_WRITE)
def add_stay(work: Work, application_id: int, version: int, entered: TemporaryStayInput) -> int:
    """Write down a stay. Returns its id. The task that warns of three months follows: with children it is due today."""
    application = open_application(work, application_id, version)
    refuse_stops(_check(entered))
    touch(work, application)
    stay = TemporaryStay(application_id=application.id, **_columns(entered))
    work.add(stay)
    _warn(work, application)
    return stay.id


@writes(Right.APPLICATION_WRITE)
def change_stay(work: Work, stay_id: int, version: int, entered: TemporaryStayInput) -> int:
    """Change a stay, or end it with its last night. Returns its new version."""
    stay, application = _open_stay(work, stay_id, version)
    refuse_stops(_check(entered))
    touch(work, application)
    for name, value in _columns(entered).items():
        setattr(stay, name, value)
    work.session.flush()
    _warn(work, application)
    return stay.version


@writes(Right.APPLICATION_WRITE)
def take_out_stay(work: Work, stay_id: int, version: int, reason: str) -> None:
    """Take a stay out that was written by mistake."""
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    stay, application = _open_stay(work, stay_id, version)
    work.reason(reason.strip())
    touch(work, application)
    stay.voided_at, stay.voided_by, stay.void_reason = work.now, work.who.user_id, reason.strip()
    work.session.flush()
    _warn(work, application)


def _open_stay(work: Work, stay_id: int, version: int) -> tuple[TemporaryStay, Application]:
    stay = work.load(TemporaryStay, stay_id, version)
    if stay.voided_at is not None:
        raise refuse("sak.finnes_ikke")
    return stay, open_application(work, stay.application_id)


def _columns(entered: TemporaryStayInput) -> dict[str, object]:
    values = {name: getattr(entered, name) for name in _ENTERED}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _check(entered: TemporaryStayInput) -> Iterator[Control]:
    if not entered.place.strip():
        yield finding(Kind.HARD, msg("botilbud.uten_sted"), "place")
    for name in ("to_date", "planned_end"):
        last = getattr(entered, name)
        if last is not None and last < entered.from_date:
            yield finding(Kind.HARD, msg("botilbud.snudd", fra=entered.from_date, til=last), name)
    if entered.night_ore is not None and entered.night_ore < 0:
        yield finding(Kind.HARD, msg("botilbud.pris_under_null"), "night_ore")
    texts = {name: getattr(entered, name) for name in ("place", "payer", "nav_ref")}
    yield from too_long(TemporaryStay, texts)


def _warn(work: Work, application: Application) -> None:
    """One task stands for the chain of stays that goes on; it moves when the stays change, and ends with them."""
    title = text("botilbud.oppgave_tittel")
    _finish_warning(work, application.id, title)
    stays = [_plain(stay) for stay in _stays(work, application.id)]
    found = warning(stays, _children(work, application), work.today)
    if found is None:
        return
    code = "botilbud.oppgave_barn" if found.children else "botilbud.oppgave"
    why = text(code, siden=found.since, dato=found.months_over_on)
    case_id, person_id = application.id, application.applicant_id
    add_task(
        work,
        NewTask(TaskKind.TEMPORARY_STAY, found.warn_on, title, why, person_id=person_id, application_id=case_id),
    )


def _finish_warning(work: Work, application_id: int, title: str) -> None:
    """Only the task about the three months ends: a vedtak on midlertidig botilbud has one of its own."""
    query = select(Task).where(
        Task.application_id == application_id,
        Task.kind == TaskKind.TEMPORARY_STAY,
        Task.title == title,
        Task.state == TaskState.OPEN,
    )
    for task in work.session.execute(query).scalars():
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id
