"""A list to Excel as it stands: every row of its filter, and the columns chosen, whatever the window has room for."""

from __future__ import annotations

from boligdesk.ui.parts.listpage import Listing, ListPage, ListSpec
from boligdesk.ui.parts.table_columns import MemoryStore
from boligdesk.ui.parts.table_model import PAGE, CellKind, Column
from boligdesk.ui.record_tabs.tables import export_shown
from tests.support.excel import exported

_HOW_MANY = 2 * PAGE + 50


def test_the_rows_beyond_the_page_and_the_columns_out_of_sight_are_written(office_ctx, tmp_path):
    spec = ListSpec[int](
        name="prøve",
        columns=(
            Column("navn", "ui.tabell.navn", lambda n: f"nummer {n}", second=lambda n: "oddetall" if n % 2 else ""),
            Column("nr", "ui.tabell.utvalg", lambda n: n, CellKind.NUMBER, hide_below=5_000),
            Column("bort", "ui.tabell.sorter", lambda n: n, optional=True),
        ),
        ids=lambda query: Listing(range(_HOW_MANY)),
        rows=lambda ids: {n: n for n in ids},
    )
    page = ListPage(spec, office_ctx.jobs, MemoryStore())
    export_shown(office_ctx, page, "ui.tabell.navn")
    head, *lines = exported(office_ctx.window, page.bar.export_button, office_ctx.jobs, tmp_path)
    assert len(head) == 2
    assert lines[:2] == [["nummer 0", 0], ["nummer 1 · oddetall", 1]]
    assert len(lines) == _HOW_MANY
