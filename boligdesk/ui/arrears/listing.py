"""Restanser as a list: columns, filters, segments, groups, and the questions to the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from ...casework.arrears_list import (
    ArrearsQuery,
    ArrearsRow,
    ArrearsSort,
    ArrearsSums,
    arrears_ids,
    arrears_rows,
    arrears_sums,
)
from ...casework.core.desk import Desk
from ...casework.ledger_settings import ledger_settings
from ...rules.arrears.steps import ArrearsStep, Track
from ...rules.arrears.words import StepStanding
from ...rules.ledger.account import AgeBucket
from ...rules.messages import Message
from ...rules.rights import Right
from ...texts import enum_text, formats, render, text
from ..parts.filterbar import Choice, ChoiceFilter, Query, Segment
from ..parts.listpage import Listing, ListSpec
from ..parts.table_model import CellKind, Column, Group, Yields
from ..shell.context import Context

ALL, MINE, AGREED = "alle", "mine", "avtaler"
#: A choice, and no segment: also those who owe nothing.
EVERYBODY = "alle_konti"
#: No segment either: whether anything was ever charged or booked. Nothing at all shows the way in.
BEGUN = "begynt"
_NOBODY, _CHILDREN, _ENDED = "uten_ansvarlig", "barn", "flyttet"


@dataclass(frozen=True)
class Answer(Listing):
    """The list's answer with the sums it was told from."""

    sums: ArrearsSums | None = None


def arrears_spec(ctx: Context) -> ListSpec[ArrearsRow]:
    """The list for this desk: what must be done first stands first."""
    mine = (Segment(MINE, "ui.restanser.mine"),) if ctx.desk.who.user_id else ()
    return ListSpec(
        name="restanser",
        columns=_columns(ctx.desk.today),
        ids=partial(_listing, ctx.desk),
        rows=partial(arrears_rows, ctx.desk),
        title="ui.side.restanser",
        placeholder="ui.restanser.finn",
        filters=(ChoiceFilter("utvalg", "ui.restanser.filter", _choices()),),
        segments=(
            *mine,
            Segment(ALL, "ui.restanser.alle"),
            Segment(AGREED, "ui.restanser.avtaler"),
        ),
        sort=(ArrearsSort.WORKLIST.value, False),
        footer=_footer,
        empty="ui.restanser.ingen_restanser",
        export=ctx.may(Right.EXPORT),
    )


def _choices() -> list[Choice]:
    """One choice narrows by who follows up, by the household, by age or by step."""
    ages = [Choice(age, text("ui.restanser.alder_dager", alder=enum_text(age))) for age in AgeBucket]
    return [
        Choice(None, text("ui.restanser.alle_saker")),
        Choice(EVERYBODY, text("ui.restanser.alle_konti")),
        Choice(_NOBODY, text("ui.restanser.uten_ansvarlig")),
        Choice(_CHILDREN, text("ui.restanser.med_barn")),
        Choice(_ENDED, text("ui.restanser.utflyttet")),
        *ages,
        *(Choice(track, text("ui.restanser.spor", spor=enum_text(track))) for track in Track),
        *(Choice(step, enum_text(step)) for step in ArrearsStep),
    ]


def store_query(desk: Desk, query: Query) -> ArrearsQuery:
    """The list's question in the store's words."""
    chosen = query.choices.get("utvalg")
    asked = ArrearsQuery(
        text=query.text,
        everybody=chosen == EVERYBODY,
        steps=frozenset({chosen}) if isinstance(chosen, ArrearsStep) else frozenset(),
        track=chosen if isinstance(chosen, Track) else None,
        age=chosen if isinstance(chosen, AgeBucket) else None,
        without_worker=chosen == _NOBODY,
        children=chosen == _CHILDREN,
        ended=chosen == _ENDED,
        sort=ArrearsSort(query.sort or ArrearsSort.WORKLIST.value),
        descending=query.descending,
    )
    return _in_segment(desk, asked, query.segment or ALL)


def _in_segment(desk: Desk, asked: ArrearsQuery, segment: str) -> ArrearsQuery:
    if segment == MINE:
        return replace(asked, worker_id=desk.who.user_id)
    if segment == AGREED:
        return replace(asked, agreement=True)
    return asked


def _listing(desk: Desk, query: Query) -> Listing:
    asked = store_query(desk, query)
    sums = arrears_sums(desk, asked)
    counts = {
        segment: arrears_sums(desk, _in_segment(desk, ArrearsQuery(), segment)) for segment in (ALL, MINE, AGREED)
    }
    begun = ledger_settings(desk).in_use or sums.known_to is not None
    told = {segment: found.accounts for segment, found in counts.items()} if begun else {}
    ids = arrears_ids(desk, asked) if begun else []
    return Answer(ids, _groups(asked, sums) if begun else (), sums.overdue_ore, told | {BEGUN: int(begun)}, sums)


def _groups(asked: ArrearsQuery, sums: ArrearsSums) -> tuple[Group, ...]:
    """What must be done first comes first, and what is held back last; only in the order of work."""
    if asked.sort is not ArrearsSort.WORKLIST:
        return ()
    return tuple(Group(enum_text(group), count) for group, count in sums.by_group.items() if count)


def _footer(listing: Listing) -> tuple[str, str]:
    left = text("ui.restanser.antall", antall=len(listing.ids))
    if isinstance(listing, Answer) and listing.sums is not None and listing.sums.protected:
        left += " · " + text("ui.restanser.skjermede", antall=listing.sums.protected)
    return left, formats.kroner(listing.sum_ore or 0)


def _columns(today: date) -> tuple[Column[ArrearsRow], ...]:
    return (
        Column("senest", "ui.restanser.senest", _latest, CellKind.DATE, width=98, tone=partial(_tone, today)),
        Column(
            "leietaker",
            "ui.restanser.leietaker",
            lambda r: ", ".join(r.home.tenants),
            width=170,
            least=110,
            stretch=2,
            yields=Yields.LAST,
            sort=ArrearsSort.NAME.value,
            second=lambda r: " ".join(filter(None, (r.home.address, r.home.dwelling_number))),
        ),
        Column(
            "forfalt",
            "ui.restanser.forfalt",
            lambda r: r.overdue_ore,
            CellKind.MONEY,
            width=84,
            sort=ArrearsSort.AMOUNT.value,
        ),
        Column(
            "dager",
            "ui.restanser.dager",
            partial(_days, today),
            CellKind.NUMBER,
            width=62,
            sort=ArrearsSort.AGE.value,
            hide_below=430,
        ),
        Column("steg", "ui.restanser.neste_steg", _step, width=190, least=120, stretch=2, second=_why),
        Column("ansvarlig", "ui.restanser.ansvarlig", lambda r: r.worker, width=130, optional=True),
        Column("kontakt", "ui.restanser.sist_kontakt", lambda r: r.talked_on, CellKind.DATE, width=98, optional=True),
        Column("nummer", "ui.restanser.kontrakt", lambda r: r.home.number, width=104, optional=True),
    )


def _latest(row: ArrearsRow) -> date | None:
    """The day that counts for whoever looks: before which it must be done, else from which it can."""
    return row.must_before or row.possible_from


def _tone(today: date, row: ArrearsRow) -> str | None:
    if row.must_before is None:
        return None
    return "crit" if row.must_before <= today else "warn"


def _days(today: date, row: ArrearsRow) -> int | None:
    return max(0, (today - row.oldest_due).days) if row.oldest_due else None


def _step(row: ArrearsRow) -> str:
    if not row.fresh:
        return text("ui.restanser.regnes_pa_nytt")
    return enum_text(row.step) if row.step else enum_text(row.standing)


def _why(row: ArrearsRow) -> str:
    """Why the step waits; of one that can be taken, when somebody was last talked with."""
    if row.standing is StepStanding.READY:
        return text("ui.restanser.snakket", dato=row.talked_on) if row.talked_on else ""
    return reason_of(row.told) if row.told else ""


def reason_of(told: Message) -> str:
    """The reason in what the rules say of a step, without the step's own name."""
    reason = told.params.get("grunn")
    return render(reason if isinstance(reason, Message) else told)
