"""Finding the account that something is about: by tenant, address, contract number or KID."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...casework.arrears_list import ArrearsQuery, ArrearsRow, ArrearsSort, arrears_ids, arrears_rows
from ...casework.core.desk import Desk
from ...texts import enum_text, text
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.filterbar import Query
from ..parts.listpage import Listing, ListPage, ListSpec
from ..parts.table_model import CellKind, Column, Yields
from ..shell.context import Context

_WIDTH, _HEIGHT = 760, 600


def home_of(row: ArrearsRow) -> str:
    """Address and number of the home."""
    return " ".join(filter(None, (row.home.address, row.home.dwelling_number)))


def _ids(desk: Desk, query: Query) -> Listing:
    return Listing(arrears_ids(desk, ArrearsQuery(query.text, everybody=True, sort=ArrearsSort.NAME)))


def _spec(desk: Desk) -> ListSpec[ArrearsRow]:
    return ListSpec(
        name="restanser.velg",
        columns=(
            Column(
                "leietaker",
                "ui.restanser.leietaker",
                lambda r: ", ".join(r.home.tenants),
                width=260,
                stretch=2,
                yields=Yields.LAST,
                second=home_of,
            ),
            Column("nummer", "ui.restanser.kontrakt", lambda r: r.home.number, width=104),
            Column("tilstand", "ui.restanser.leieforhold", lambda r: enum_text(r.home.state), width=130),
            Column("skyldig", "ui.restanser.apent", lambda r: r.open_ore, CellKind.MONEY, width=100),
        ),
        ids=partial(_ids, desk),
        rows=partial(arrears_rows, desk),
        placeholder="ui.restanser.finn",
        empty="ui.restanser.ingen_konti",
        export=False,
    )


class AccountPicker(DialogFrame):
    """A list with a filter; Enter or the primary takes the line. `finished(ArrearsRow)`."""

    def __init__(self, ctx: Context, words: str = "") -> None:
        super().__init__(
            ctx.parent, text("ui.restanser.velg_leieforhold"), words, width=_WIDTH, height=_HEIGHT, scroll=False
        )
        self.ctx = ctx
        self.list = ListPage(_spec(ctx.desk), ctx.jobs, ctx.settings)
        self.body.addWidget(self.list, 1)
        self.list.opened.connect(self._take)
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        take = primary(text("ui.restanser.velg_dette"), "check")
        take.clicked.connect(lambda: self._take(self.list.table.chosen_id))
        self.add_right(cancel)
        self.add_right(take)

    def _take(self, account_id: int | None) -> None:
        def show(rows: dict[int, ArrearsRow]) -> None:
            if account_id in rows:
                self.finish(rows[account_id])

        if account_id is not None:
            read = partial(arrears_rows, self.ctx.desk, [account_id])
            self.ctx.jobs.read(read, owner=self, topic="konto", done=show)


def pick_account(ctx: Context, picked: Callable[[ArrearsRow], object], words: str = "") -> AccountPicker:
    """Let an account be found; `picked(row)` is called when one is taken."""
    dialog = AccountPicker(ctx, words)
    dialog.finished.connect(lambda row: picked(row) if isinstance(row, ArrearsRow) else None)
    dialog.open(dialog.list.bar.field)
    return dialog
