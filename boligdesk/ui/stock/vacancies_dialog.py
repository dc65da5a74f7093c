"""Ledige boliger: how long each has stood empty, what that has cost, and who has the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...rules.rights import Right
from ...rules.vocabulary import Status
from ...texts import render, text
from ..parts.buttons import secondary
from ..parts.dialog import DialogFrame
from ..parts.filterbar import Query
from ..parts.listpage import Listing, ListPage, ListSpec
from ..parts.table_model import CellKind, Column, Yields
from ..record_tabs.tables import export_shown
from ..shell.context import Context
from ..style import tokens
from .status import status_chip

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.vacancies import VacancyRow

_WIDTH = 1220
_CONCERNS = ("dwelling", "dwelling_state", "dwelling_rent", "tenancy", "ending", "offer", "task", "waiting_place")


class VacanciesDialog(DialogFrame):
    """The list, the longest empty first. Enter opens the home."""

    def __init__(self, ctx: Context) -> None:
        line = text("ui.ledige.om")
        super().__init__(
            ctx.parent, text("ui.ledige.tittel"), line, width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False
        )
        self.ctx = ctx
        self._rows: Mapping[int, VacancyRow] = {}
        self.list = ListPage(self._spec(), ctx.jobs, ctx.settings)
        self.body.addWidget(self.list, 1)
        export_shown(ctx, self.list, "ui.ledige.tittel")
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)
        self.list.opened.connect(self._open)
        ctx.hub.listen(self, lambda _changes, _who: self.list.reload(), *_CONCERNS, lost=self.list.reload)

    def _spec(self) -> ListSpec[VacancyRow]:
        return ListSpec(
            name="ledige",
            columns=_columns(),
            ids=self._listing,
            rows=self._known,
            empty="ui.ledige.ingen",
            export=self.ctx.may(Right.EXPORT),
        )

    def _listing(self, query: Query) -> Listing:
        from ...casework.vacancies import vacancies

        words = query.text.casefold().split()
        found = [row for row in vacancies(self.ctx.desk) if all(word in row.home.address.casefold() for word in words)]
        self._rows = {row.unit_id: row for row in found}
        lost = sum(row.vacancy.lost_ore or 0 for row in found if row.vacancy)
        return Listing([row.unit_id for row in found], sum_ore=lost)

    def _known(self, ids: Sequence[int]) -> Mapping[int, VacancyRow]:
        return {unit_id: self._rows[unit_id] for unit_id in ids if unit_id in self._rows}

    def _open(self, unit_id: int) -> None:
        if unit_id in self._rows:
            self.finish(None)
            self.ctx.window.open_record("dwelling", self._rows[unit_id].dwelling_id)


def vacancies_dialog(ctx: Context) -> VacanciesDialog:
    """Open the list over the window."""
    dialog = VacanciesDialog(ctx)
    dialog.open()
    return dialog


def _columns() -> tuple[Column[VacancyRow], ...]:
    return (
        Column("status", "ui.ledige.status", lambda r: status_chip(r.status), CellKind.CHIP, width=128),
        Column(
            "bolig",
            "ui.ledige.bolig",
            lambda r: r.home.address,
            width=220,
            least=150,
            stretch=1,
            yields=Yields.LAST,
            second=lambda r: render(r.note) if r.note else "",
        ),
        Column("dager", "ui.ledige.dager", lambda r: r.vacancy.days if r.vacancy else None, CellKind.NUMBER, width=92),
        Column(
            "tapt",
            "ui.ledige.tapt_leie",
            lambda r: r.vacancy.lost_ore if r.vacancy else None,
            CellKind.MONEY,
            width=120,
            second=_how,
        ),
        Column("passer", "ui.ledige.passer", lambda r: r.fits, CellKind.NUMBER, width=84),
        Column(
            "steg",
            "ui.ledige.steg",
            lambda r: render(r.step.what),
            width=270,
            least=170,
            stretch=1,
            second=lambda r: r.step.who or text("ui.ledige.ingen_har_det"),
        ),
        Column("innen", "ui.ledige.innen", lambda r: r.step.due, CellKind.DATE, width=104),
    )


def _how(row: VacancyRow) -> str:
    """Since when, which is what the sum rests on; a home without a rent, or never let here, says that."""
    if row.vacancy is None:
        return "" if row.status is Status.NOTICE_GIVEN else text("ui.ledige.aldri_utleid")
    if row.vacancy.lost_ore is None:
        return text("ui.ledige.uten_leie")
    return text("ui.ledige.siden", dato=row.empty_from)
