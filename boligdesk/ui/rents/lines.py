"""What the windows of rent adjustment list: tenancies in a plan, changes of a round, months of an index table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ...casework.core.desk import Desk
from ...casework.price_indexes import IndexMonth
from ...casework.rent_rounds import ChangeRow, RentLine, RoundWish, plan_round, round_changes
from ...casework.tenancy_list import TenancyListRow, tenancy_rows
from ...rules.arrears.words import RentChangeState
from ...rules.messages import Kind
from ...texts import enum_text, formats, render, text
from ..parts.chips import ChipLook, Tone
from ..parts.table_model import CellKind, Column, Yields

#: Where a tenancy of a plan stands, and the segment that shows it.
GOES, OUT, STOPPED = "med", "ute", "stoppet"


@dataclass(frozen=True)
class PlanRow:
    """A tenancy in a plan; `out` is the reason it is taken out."""

    line: RentLine
    home: TenancyListRow
    out: str = ""

    @property
    def place(self) -> str:
        """In the round, taken out of it, or stopped (a rent that stays the same is too)."""
        if not self.line.may_go:
            return STOPPED
        return OUT if self.out else GOES


@dataclass(frozen=True)
class PlanFound:
    """A plan with the names of its tenancies; `more`: some are not to be seen by the person at the desk."""

    rows: Mapping[int, PlanRow]
    more: bool


@dataclass(frozen=True)
class ChangeFound:
    """A change of a round with the name of its tenancy."""

    change: ChangeRow
    home: TenancyListRow


def read_plan(desk: Desk, wish: RoundWish) -> PlanFound:
    """What an adjustment would mean, tenancy by tenancy (in the read lane)."""
    plan = plan_round(desk, wish)
    homes = tenancy_rows(desk, [line.tenancy_id for line in plan.lines])
    rows = {line.tenancy_id: PlanRow(line, homes[line.tenancy_id]) for line in plan.lines if line.tenancy_id in homes}
    return PlanFound(rows, plan.more)


def read_changes(desk: Desk, round_id: int) -> dict[int, ChangeFound]:
    """The changes of a round (in the read lane)."""
    changes = round_changes(desk, round_id)
    homes = tenancy_rows(desk, [change.tenancy_id for change in changes])
    return {one.id: ChangeFound(one, homes[one.tenancy_id]) for one in changes if one.tenancy_id in homes}


def tenants_of(home: TenancyListRow) -> str:
    """The tenants in one line."""
    return " / ".join(home.tenants)


def address_of(home: TenancyListRow) -> str:
    """Address and number of the home."""
    return ", ".join(filter(None, (home.address, home.dwelling_number)))


def why_stopped(line: RentLine) -> str:
    """What stops a tenancy, the hard stops first."""
    stops = sorted(line.stops, key=lambda control: control.kind is not Kind.HARD)
    return " ".join(render(control.what) for control in stops)


def _earliest(row: PlanRow) -> date | None:
    return row.line.proposal.dates.effect.day if row.line.proposal else None


def _place_chip(row: PlanRow) -> ChipLook:
    looks = {
        GOES: ChipLook(text("ui.regulering.blir_med"), Tone.OK, "check"),
        OUT: ChipLook(text("ui.regulering.tatt_ut"), Tone.NEUTRAL, "x"),
        STOPPED: ChipLook(text("ui.regulering.stoppet"), Tone.WARN, "triangle-alert"),
    }
    unchanged = row.line.new_rent_ore == row.line.old_rent_ore
    return ChipLook(text("ui.regulering.uendret"), Tone.NEUTRAL) if unchanged else looks[row.place]


PLAN = (
    Column[PlanRow](
        "leietaker",
        "ui.regulering.leietaker",
        lambda r: tenants_of(r.home),
        width=190,
        least=120,
        stretch=2,
        yields=Yields.LAST,
        second=lambda r: address_of(r.home),
    ),
    Column[PlanRow]("leie", "ui.regulering.leie_na", lambda r: r.line.old_rent_ore, CellKind.MONEY, width=92),
    Column[PlanRow]("ny", "ui.regulering.leie_ny", lambda r: r.line.new_rent_ore, CellKind.MONEY, width=92),
    Column[PlanRow]("tidligst", "ui.regulering.tidligst", _earliest, CellKind.DATE, width=98, hide_below=560),
    Column[PlanRow]("stand", "ui.regulering.stand", _place_chip, CellKind.CHIP, width=130),
)

_STATES: Mapping[RentChangeState, tuple[Tone, str]] = {
    RentChangeState.PLANNED: (Tone.NEUTRAL, "clock"),
    RentChangeState.SENT: (Tone.INFO, "send"),
    RentChangeState.MOVED: (Tone.WARN, "calendar-clock"),
    RentChangeState.IN_FORCE: (Tone.OK, "check"),
    RentChangeState.DROPPED: (Tone.NEUTRAL, "x"),
}


def state_look(state: RentChangeState) -> ChipLook:
    """The chip of a change."""
    return ChipLook(enum_text(state), *_STATES[state])


def sent_words(change: ChangeRow) -> str:
    """How far its notices have come, in a few words."""
    if change.state is RentChangeState.DROPPED:
        return change.why
    if change.sent_on is not None:
        return formats.day(change.sent_on)
    sent, count = len(change.sent), len(change.notices)
    if sent:
        return text("ui.regulering.sendt_av", sendt=sent, antall=count)
    return text("ui.regulering.varsel_klart" if change.made else "ui.regulering.ikke_laget")


def counts_from(change: ChangeRow) -> date | str:
    """The day the new rent counts from; what waits says that it does not yet."""
    if change.effect_on is not None:
        return change.effect_on
    return "" if change.state is RentChangeState.DROPPED else text("ui.regulering.ikke_enna")


CHANGES = (
    Column[ChangeFound](
        "leietaker",
        "ui.regulering.leietaker",
        lambda r: tenants_of(r.home),
        width=190,
        least=120,
        stretch=2,
        yields=Yields.LAST,
        second=lambda r: address_of(r.home),
    ),
    Column[ChangeFound](
        "leie", "ui.regulering.leie_for", lambda r: r.change.old_rent_ore, CellKind.MONEY, width=92, hide_below=720
    ),
    Column[ChangeFound]("ny", "ui.regulering.leie_ny", lambda r: r.change.new_rent_ore, CellKind.MONEY, width=92),
    Column[ChangeFound]("varsel", "ui.regulering.varsel_sendt", lambda r: sent_words(r.change), width=124, least=124),
    Column[ChangeFound]("gjelder", "ui.regulering.gjelder_fra", lambda r: counts_from(r.change), width=100, least=100),
    Column[ChangeFound]("stand", "ui.regulering.stand", lambda r: state_look(r.change.state), CellKind.CHIP, width=146),
)


def _certainty(month: IndexMonth) -> ChipLook:
    if month.own:
        return ChipLook(text("ui.regulering.lagt_inn"), Tone.INFO, "pencil")
    tone, icon = (Tone.PRELIMINARY, "circle-help") if month.certainty.provisional else (Tone.OK, "check")
    return ChipLook(enum_text(month.certainty).capitalize(), tone, icon)


MONTHS = (
    Column[IndexMonth]("maned", "ui.regulering.maned", lambda r: formats.month(r.month).capitalize(), width=150),
    Column[IndexMonth](
        "tall", "ui.regulering.indekstall", lambda r: formats.number(r.value, 1), CellKind.NUMBER, width=90
    ),
    Column[IndexMonth](
        "kilde", "ui.regulering.kilde", lambda r: r.source, width=320, stretch=1, least=140, yields=Yields.LAST
    ),
    Column[IndexMonth]("sikkerhet", "ui.regulering.sikkerhet", _certainty, CellKind.CHIP, width=170),
)


def newest_first(months: Iterable[IndexMonth]) -> dict[int, IndexMonth]:
    """Months by their number (year × 12 + month), the newest first."""
    found = {one.month.year * 12 + one.month.month: one for one in months}
    return dict(sorted(found.items(), reverse=True))
