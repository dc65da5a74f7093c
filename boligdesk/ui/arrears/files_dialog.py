"""The bank's files that were booked: which, when, by whom, their sums, and what became of every payment in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from ...casework.core.desk import Desk
from ...casework.payment_lists import FileCard, FileRow, LineRow, file_card, file_ids, file_rows, line_rows
from ...rules.arrears.words import LineState
from ...rules.rights import Right
from ...texts import enum_text, text
from ..parts.buttons import secondary
from ..parts.cards import Card
from ..parts.chips import ChipLook, Tone
from ..parts.dialog import DialogFrame
from ..parts.filterbar import Query
from ..parts.listpage import Listing, ListPage, ListSpec
from ..parts.table_model import CellKind, Column, Yields
from ..parts.table_view import Table
from ..shell.context import Context
from ..style import tokens
from .line_list import line_name
from .sorting_forms import sort_again_dialog

_WIDTH = 1220
_CONCERNS = ("payment_file", "payment_line", "ledger_entry")
_TONES = {
    LineState.BOOKED: (Tone.OK, "check"),
    LineState.WAITING: (Tone.WARN, "circle-help"),
    LineState.SET_ASIDE: (Tone.NEUTRAL, "ban"),
}


@dataclass(frozen=True)
class Found:
    """A file with its lines."""

    card: FileCard
    rows: Mapping[int, LineRow]


class FilesDialog(DialogFrame):
    """Files left, the payments of the chosen one right; a payment is undone alone, for a file was checked whole."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.parent,
            text("ui.filer.tittel"),
            text("ui.filer.om"),
            width=_WIDTH,
            height=tokens.DIALOG_MAX_H,
            scroll=False,
        )
        self.ctx = ctx
        self.found: Found | None = None
        self.list = ListPage(_spec(ctx.desk), ctx.jobs, ctx.settings)
        self.lines = Table(_LINES, name="bankfiler.linjer", store=ctx.settings, in_card=True)
        self.lines.setAccessibleName(text("ui.innbetaling.innbetalinger"))
        self._card = Card(text("ui.innbetaling.innbetalinger"))
        self._card.add(self.lines, 1)
        self.body.addLayout(self._halves(), 1)
        self.again = secondary(text("ui.innbetaling.sorter_pa_nytt"), "undo-2")
        self.again.clicked.connect(lambda _checked=False: self._sort_again())
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_left(self.again)
        self.again.setVisible(ctx.may(Right.PAYMENTS_WRITE))
        self.add_right(close)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(lambda _id: self.lines.setFocus())
        self.lines.chosen.connect(lambda _id: self._allow())
        ctx.hub.listen(self, lambda _changes, _who: self.reload(), *_CONCERNS, lost=self.reload)
        self._allow()

    def _halves(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens.CARD_GAP)
        column.addWidget(self.list, 2)
        column.addWidget(self._card, 3)
        return column

    def reload(self) -> None:
        """Read the files and the chosen one anew."""
        self.list.changed()
        self._show(self.list.table.chosen_id)

    def _show(self, file_id: object) -> None:
        if isinstance(file_id, int):
            asked = partial(_read, self.ctx.desk, file_id)
            self.ctx.jobs.read(asked, owner=self, topic="fil", done=self._arrived)

    def _arrived(self, found: Found) -> None:
        self.found = found
        row = found.card.row
        told = [text("ui.filer.linjer", antall=len(found.rows))]
        if found.card.skipped:
            told.append(text("ui.filer.kjent_fra_for", antall=found.card.skipped))
        self._card.set_title(row.name, " · ".join(told))
        self.lines.show_rows(found.rows)
        self._allow()

    def _chosen(self) -> LineRow | None:
        chosen = self.lines.chosen_id
        return self.found.rows.get(chosen) if self.found and chosen is not None else None

    def _allow(self) -> None:
        row = self._chosen()
        self.again.setEnabled(row is not None and not row.shielded and row.state is not LineState.WAITING)

    def _sort_again(self) -> None:
        row = self._chosen()
        if row is not None:
            sort_again_dialog(self.ctx, row)


def _read(desk: Desk, file_id: int) -> Found:
    card = file_card(desk, file_id)
    return Found(card, line_rows(desk, card.line_ids))


def _spec(desk: Desk) -> ListSpec[FileRow]:
    return ListSpec(
        name="bankfiler",
        columns=_FILES,
        ids=partial(_ids, desk),
        rows=partial(_rows, desk),
        placeholder="ui.filer.finn",
        footer=lambda listing: (text("ui.filer.antall", antall=len(listing.ids)), ""),
        empty="ui.filer.ingen",
        export=False,
    )


def _ids(desk: Desk, query: Query) -> Listing:
    """Files whose name holds what is typed."""
    ids, typed = file_ids(desk), query.text.strip().casefold()
    if typed:
        rows = file_rows(desk, ids)
        ids = [one for one in ids if typed in rows[one].name.casefold()]
    return Listing(ids)


def _rows(desk: Desk, ids: Sequence[int]) -> Mapping[int, FileRow]:
    return file_rows(desk, ids)


def _state(row: LineRow) -> ChipLook:
    tone, icon = _TONES[row.state]
    return ChipLook(enum_text(row.state), tone, icon)


def _waits(row: FileRow) -> ChipLook | None:
    return ChipLook(text("ui.filer.venter", antall=row.waiting), Tone.WARN, "circle-help") if row.waiting else None


_FILES = (
    Column[FileRow]("bokfort", "ui.filer.bokfort", lambda r: r.booked_at.date(), CellKind.DATE, width=100),
    Column[FileRow](
        "navn", "ui.innbetaling.fil", lambda r: r.name, width=240, least=120, stretch=2, yields=Yields.LAST
    ),
    Column[FileRow]("hvem", "ui.filer.hvem", lambda r: r.booked_by, width=150, least=90, stretch=1),
    Column[FileRow]("til", "ui.innbetaling.dekker_til", lambda r: r.covers_to, CellKind.DATE, width=110),
    Column[FileRow]("antall", "ui.innbetaling.antall", lambda r: r.count, CellKind.NUMBER, width=70),
    Column[FileRow]("sum", "ui.innbetaling.sum", lambda r: r.sum_ore, CellKind.MONEY, width=120),
    Column[FileRow]("venter", "ui.filer.sortering", _waits, CellKind.CHIP, width=150),
)
_LINES = (
    Column[LineRow]("dato", "ui.innbetaling.dato", lambda r: r.booked_on, CellKind.DATE, width=100),
    Column[LineRow](
        "betaler", "ui.innbetaling.betaler", line_name, width=220, least=120, stretch=2, yields=Yields.LAST
    ),
    Column[LineRow]("kid", "ui.innbetaling.kid", lambda r: r.kid or "", CellKind.MUTED, width=150),
    Column[LineRow]("belop", "ui.innbetaling.belop", lambda r: r.amount_ore, CellKind.MONEY, width=120),
    Column[LineRow](
        "utfall", "ui.innbetaling.utfall", lambda r: enum_text(r.outcome), width=200, stretch=1, yields=Yields.THEN
    ),
    Column[LineRow]("tilstand", "ui.filer.tilstand", _state, CellKind.CHIP, width=150),
)


def files_dialog(ctx: Context) -> FilesDialog:
    """Open the booked files over the window."""
    dialog = FilesDialog(ctx)
    dialog.open(dialog.list.table)
    return dialog
