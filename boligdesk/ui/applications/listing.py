"""The list of applications as a description: columns, filters, segments, and the questions to the store."""

from __future__ import annotations

from functools import partial

from ...casework.application_list import (
    ApplicationListRow,
    ApplicationQuery,
    ApplicationSegment,
    ApplicationSort,
    application_counts,
    application_ids,
    application_rows,
)
from ...casework.core.desk import Desk
from ...rules.application_deadlines import Pressing
from ...rules.application_words import ApplicationKind, Stage
from ...rules.rights import Right
from ...texts import enum_text, render, text
from ..parts.filterbar import Choice, ChoiceFilter, Query, Segment
from ..parts.listpage import Listing, ListSpec
from ..parts.table_model import CellKind, Column, Yields
from ..shell.context import Context

#: What stands for "my own cases" and "everybody's" in the choice of owner.
_MINE, _ALL = "mine", None


def application_list(ctx: Context) -> ListSpec[ApplicationListRow]:
    """The list for this desk."""
    return ListSpec(
        name="soknader",
        columns=_columns(),
        ids=partial(_listing, ctx.desk),
        rows=partial(application_rows, ctx.desk),
        title="ui.side.soknader",
        placeholder="ui.felles.filtrer",
        filters=(ChoiceFilter("utvalg", "ui.soknader.filter", _choices(ctx)),),
        segments=(
            Segment(ApplicationSegment.OPEN.value, "ui.soknader.apne"),
            Segment(ApplicationSegment.CLOSED.value, "ui.soknader.avsluttede"),
        ),
        sort=(ApplicationSort.DEADLINE.value, False),
        footer=_footer,
        empty="ui.soknader.ingen_her",
        export=ctx.may(Right.EXPORT),
    )


def _choices(ctx: Context) -> list[Choice]:
    """One choice narrows by whose, by kind or by stage: rarely more than one at a time."""
    mine = [Choice(_MINE, text("ui.soknader.mine"))] if ctx.desk.who.user_id else []
    kinds = [Choice(kind, enum_text(kind)) for kind in ApplicationKind]
    stages = [Choice(stage, enum_text(stage)) for stage in Stage if stage is not Stage.CLOSED]
    return [Choice(_ALL, text("ui.soknader.alle")), *mine, *kinds, *stages]


def store_query(desk: Desk, query: Query) -> ApplicationQuery:
    """The list's question in the store's words."""
    chosen = query.choices.get("utvalg")
    return ApplicationQuery(
        text=query.text,
        segment=ApplicationSegment(query.segment or ApplicationSegment.OPEN.value),
        stage=chosen if isinstance(chosen, Stage) else None,
        kind=chosen if isinstance(chosen, ApplicationKind) else None,
        owner_id=desk.who.user_id if chosen == _MINE else None,
        sort=ApplicationSort(query.sort or ApplicationSort.DEADLINE.value),
        descending=query.descending,
    )


def _listing(desk: Desk, query: Query) -> Listing:
    asked = store_query(desk, query)
    counts = application_counts(desk, asked)
    return Listing(application_ids(desk, asked), counts={segment.value: count for segment, count in counts.items()})


def _footer(listing: Listing) -> tuple[str, str]:
    return text("ui.soknader.antall", antall=len(listing.ids)), ""


def _columns() -> tuple[Column[ApplicationListRow], ...]:
    return (
        Column(
            "soker",
            "ui.soknader.soker",
            lambda r: r.applicant,
            width=190,
            least=120,
            stretch=1,
            yields=Yields.LAST,
            sort=ApplicationSort.APPLICANT.value,
            second=lambda r: render(r.step.text),
        ),
        Column("vurdert", "ui.soknader.vurdert", _assessed, CellKind.MUTED, width=72, yields=Yields.NEVER),
        Column(
            "frist",
            "ui.soknader.frist",
            lambda r: r.step.on,
            CellKind.DATE,
            width=98,
            sort=ApplicationSort.DEADLINE.value,
            tone=lambda r: "crit" if r.step.pressing is Pressing.OVER else None,
            hide_below=400,
        ),
        Column(
            "mottatt",
            "ui.soknader.mottatt",
            lambda r: r.received_on,
            CellKind.DATE,
            width=98,
            sort=ApplicationSort.RECEIVED.value,
            hide_below=500,
        ),
        Column(
            "nummer",
            "ui.soknader.nummer",
            lambda r: r.number,
            width=98,
            sort=ApplicationSort.NUMBER.value,
            hide_below=620,
        ),
        Column(
            "steg",
            "ui.soknader.steg",
            lambda r: enum_text(r.stage),
            width=120,
            sort=ApplicationSort.STAGE.value,
            optional=True,
        ),
        Column("eier", "ui.soknader.eier", lambda r: r.owner, width=130, optional=True),
    )


def _assessed(row: ApplicationListRow) -> str:
    if not row.assessed.demands:
        return ""
    return text("ui.soknader.n_av_m", n=row.assessed.answered, m=row.assessed.demands)
