"""Ventelisten: everybody with a yes, in the order of the list, with what the order rests on (P18: no place number)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...casework.core.desk import Desk
from ...casework.waiting_list import (
    WaitingChoices,
    WaitingNeed,
    WaitingQuery,
    WaitingRow,
    waiting_choices,
    waiting_ids,
    waiting_rows,
    waiting_rules,
)
from ...rules.application_words import OfferState
from ...rules.messages import Message
from ...rules.periods import add_months
from ...rules.rights import Right
from ...texts import enum_text, render, text
from ..parts.buttons import secondary
from ..parts.dialog import DialogFrame
from ..parts.filterbar import Choice, ChoiceFilter, Query
from ..parts.labels import Label
from ..parts.listpage import Listing, ListPage, ListSpec
from ..parts.table_model import CellKind, Column, Yields
from ..record_tabs.tables import export_shown
from ..shell.context import Context
from ..style import tokens

_WIDTH = 1180
#: A yes that runs out within so many months is soon over.
_SOON_MONTHS = 3
_CONCERNS = ("waiting_place", "waiting_event", "offer", "application", "application_need", "application_area", "person")


def waiting_list_dialog(ctx: Context) -> None:
    """Open the waiting list over the window, once its filters and rules are read."""

    def show(known: tuple[WaitingChoices, tuple[Message, ...]]) -> None:
        WaitingListDialog(ctx, *known).open()

    def read() -> tuple[WaitingChoices, tuple[Message, ...]]:
        return waiting_choices(ctx.desk), waiting_rules(ctx.desk)

    ctx.jobs.read(read, owner=ctx.parent, topic="venteliste", done=show)


class WaitingListDialog(DialogFrame):
    """The list in its order; Enter opens the application behind a line."""

    def __init__(self, ctx: Context, choices: WaitingChoices, rules: tuple[Message, ...]) -> None:
        line = text("ui.venteliste.om")
        super().__init__(
            ctx.parent, text("ui.venteliste.tittel"), line, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False
        )
        self.ctx = ctx
        self.list = ListPage(waiting_spec(ctx, choices), ctx.jobs, ctx.settings)
        self.body.addWidget(Label(" ".join(map(render, rules)), "caption", "text2", wrap=True))
        self.body.addWidget(self.list, 1)
        export_shown(ctx, self.list, "ui.venteliste.tittel")
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)
        self.list.opened.connect(self._open)
        ctx.hub.listen(self, lambda _changes, _who: self.list.reload(), *_CONCERNS, lost=self.list.reload)

    def _open(self, place_id: int) -> None:
        def show(rows: dict[int, WaitingRow]) -> None:
            if place_id in rows:
                self.finish(None)
                self.ctx.window.open_record("application", rows[place_id].application_id)

        self.ctx.jobs.read(
            partial(waiting_rows, self.ctx.desk, [place_id]), owner=self, topic="venteliste.apne", done=show
        )


def waiting_spec(ctx: Context, choices: WaitingChoices) -> ListSpec[WaitingRow]:
    """The waiting list as a description; nothing sorts it but its own order."""
    return ListSpec(
        name="venteliste",
        columns=_columns(),
        ids=partial(_listing, ctx.desk),
        rows=partial(waiting_rows, ctx.desk),
        filters=_filters(choices),
        footer=lambda listing: (text("ui.venteliste.antall", antall=len(listing.ids)), ""),
        empty="ui.venteliste.tom",
        export=ctx.may(Right.EXPORT),
    )


def _filters(choices: WaitingChoices) -> tuple[ChoiceFilter, ...]:
    groups = [Choice(key, render(words)) for key, words in choices.groups]
    sizes = [Choice(size, text("ui.venteliste.soverom_antall", antall=size)) for size in choices.sizes]
    areas = [Choice(area_id, name) for area_id, name in choices.areas]
    needs = [Choice(need, enum_text(need)) for need in WaitingNeed]
    soon = Choice(True, text("ui.venteliste.lopt_ut_snart", antall=_SOON_MONTHS))
    return (
        _filter("gruppe", "ui.venteliste.gruppe", "ui.venteliste.alle_grupper", groups),
        _filter("behov", "ui.venteliste.behov", "ui.venteliste.alle_behov", needs),
        _filter("storrelse", "ui.venteliste.soverom", "ui.venteliste.alle_storrelser", sizes),
        _filter("omrade", "ui.venteliste.omrade", "ui.venteliste.alle_omrader", areas),
        _filter("frist", "ui.venteliste.gjelder_til", "ui.venteliste.alle_frister", [soon]),
    )


def _filter(key: str, name: str, every: str, choices: Sequence[Choice]) -> ChoiceFilter:
    return ChoiceFilter(key, name, [Choice(None, text(every)), *choices])


def store_query(desk: Desk, query: Query) -> WaitingQuery:
    """The list's question in the store's words."""
    chosen = query.choices
    group, need, size, area = (chosen.get(key) for key in ("gruppe", "behov", "storrelse", "omrade"))
    return WaitingQuery(
        text=query.text,
        group_key=group if isinstance(group, str) else None,
        need=need if isinstance(need, WaitingNeed) else None,
        bedrooms=size if isinstance(size, int) else None,
        area_id=area if isinstance(area, int) else None,
        runs_out_by=add_months(desk.today, _SOON_MONTHS) if chosen.get("frist") else None,
    )


def _listing(desk: Desk, query: Query) -> Listing:
    return Listing(waiting_ids(desk, store_query(desk, query)))


def _columns() -> tuple[Column[WaitingRow], ...]:
    return (
        Column(
            "soker",
            "ui.venteliste.soker",
            lambda r: r.applicant,
            width=210,
            least=140,
            stretch=1,
            yields=Yields.LAST,
            second=lambda r: r.number,
        ),
        Column(
            "grunn",
            "ui.venteliste.grunn",
            lambda r: render(r.why[0]),
            width=330,
            least=180,
            stretch=2,
            second=lambda r: " · ".join(render(reason) for reason in r.why[1:]),
        ),
        Column("soverom", "ui.venteliste.soverom", lambda r: r.bedrooms, CellKind.NUMBER, width=90),
        Column("onsker", "ui.venteliste.onsker", lambda r: ", ".join(r.wishes), width=140, yields=Yields.FIRST),
        Column("inn", "ui.venteliste.inn", lambda r: r.entered_on, CellKind.DATE, width=104, hide_below=1000),
        Column("til", "ui.venteliste.gjelder_til", lambda r: r.valid_until, CellKind.DATE, width=104),
        Column("tilbud", "ui.venteliste.tilbud", _offer, CellKind.MUTED, width=178, yields=Yields.NEVER),
    )


def _offer(row: WaitingRow) -> str:
    if row.offer is None:
        return text("ui.venteliste.sagt_nei", antall=row.refusals) if row.refusals else ""
    if row.offer.state is OfferState.ACCEPTED:
        return enum_text(row.offer.state)
    return text("ui.tilbud.svar_innen_dato", dato=row.offer.answer_by)
