"""The import dialog as it is used: steps, rows left out and mended, a refused file, nothing stored before the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import ledger_settings, start, stock_list
from boligdesk.casework.imports import DwellingRow, ListKind, OpenItemRow, PlanRow, TenantRow
from boligdesk.exchange.plan import RowStatus
from boligdesk.exchange.records import TenantPerson
from boligdesk.rules.arrears.words import ArrearsEventKind, LedgerKind
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.reading import PersonName
from boligdesk.shipped import resources
from boligdesk.texts import formats
from boligdesk.ui.importing.becomes import becomes
from boligdesk.ui.importing.dialog import AHEAD, DONE, FILE, ROWS_STEP, ImportDialog
from tests.support.window import bare_context

HOMES = resources() / "eksempel" / "boligliste.xlsx"
OPEN_ITEM = OpenItemRow(
    4,
    date(2026, 9, 1),
    EntryKind.RENT,
    760_000,
    names=(PersonName("Hodan Warsame", "Ahmed"),),
    steps=((ArrearsEventKind.REMINDER, date(2026, 9, 15)),),
)


@pytest.fixture
def ctx(qtbot, jobs, tmp_path: Path):
    store = start.create_office(tmp_path / "k.boligdesk", "Prøvekontoret", training=True)
    made = bare_context(start.enter_without_login(store), jobs, tmp_path)
    window = made.window.widget
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    yield made
    jobs.idle()
    store.close()


@pytest.fixture
def dialog(ctx) -> ImportDialog:
    made = ImportDialog(ctx, ListKind.DWELLINGS)
    made.open()
    return made


def step_of(dialog: ImportDialog) -> int:
    return dialog._pages.currentIndex()


def homes(ctx) -> int:
    return len(stock_list.dwelling_ids(ctx.desk, stock_list.DwellingQuery()))


def test_a_file_that_is_not_there_is_told_and_leaves_one_at_the_first_step(dialog, ctx, tmp_path):
    dialog.read(tmp_path / "borte.xlsx")
    ctx.jobs.idle()
    assert step_of(dialog) == FILE
    assert dialog.choose._faults.count() == 1


def test_nothing_is_stored_before_the_last_button(dialog, ctx):
    dialog.read(HOMES)
    ctx.jobs.idle()
    assert step_of(dialog) == ROWS_STEP
    assert not dialog.forward.isEnabled()  # one row is wrong
    dialog.leave_wrong.click()
    ctx.jobs.idle()
    dialog.forward.click()
    ctx.jobs.idle()
    assert (step_of(dialog), homes(ctx)) == (AHEAD, 0)
    dialog.forward.click()
    ctx.jobs.idle()
    assert (step_of(dialog), homes(ctx)) == (DONE, 18)


def test_open_items_wait_for_the_choice_of_books_and_then_say_what_they_become(dialog, ctx):
    dialog.choose.choose_kind(ListKind.OPEN_ITEMS)
    dialog.read(HOMES.with_name("restanser.xlsx"))
    ctx.jobs.idle()
    assert (step_of(dialog), dialog.choose._faults.count()) == (FILE, 1)
    ledger_settings.choose_ledger(ctx.desk, LedgerKind.OWN, date(2026, 12, 1))
    dialog.read(HOMES.with_name("restanser.xlsx"))
    ctx.jobs.idle()
    assert step_of(dialog) == ROWS_STEP
    assert {row.findings[0].code for row in dialog.plan.rows} == {"apning.ukjent"}  # nobody lives here yet
    words = becomes(replace(dialog.plan.rows[0], record=OPEN_ITEM)).replace("\xa0", " ")
    assert words == "Hodan Warsame Ahmed · Husleie · 01.09.2026 · 7 600 kr · Betalingspåminnelse 15.09.2026"


def test_all_or_nothing_books_nothing_while_a_row_is_out(dialog, ctx):
    dialog.read(HOMES)
    ctx.jobs.idle()
    dialog.leave_wrong.click()
    ctx.jobs.idle()
    dialog.forward.click()
    ctx.jobs.idle()
    dialog.all_or_nothing.setChecked(True)
    dialog.forward.click()
    ctx.jobs.idle()
    assert homes(ctx) == 0


def test_the_filter_shows_only_the_wrong_row(dialog, ctx):
    dialog.read(HOMES)
    ctx.jobs.idle()
    dialog.filter.choose("wrong")
    assert list(dialog.rows.paged.ids) == [5]
    dialog.filter.choose("ok")
    assert len(dialog.rows.paged.ids) == 18


def test_a_second_reading_of_the_same_file_changes_nothing(dialog, ctx):
    for _time in range(2):
        again = ImportDialog(ctx, ListKind.DWELLINGS)
        again.open()
        again.read(HOMES)
        ctx.jobs.idle()
        again.leave_wrong.click()
        ctx.jobs.idle()
        again.forward.click()
        ctx.jobs.idle()
        again.forward.click()
        ctx.jobs.idle()
        booked = again.result.booked
        assert booked is not None
        again.finish(booked)
    assert (booked.new, booked.changed, booked.unchanged) == (0, 0, 18)
    assert homes(ctx) == 18


def shown(table) -> list[str]:
    title = next(n for n, column in enumerate(table.paged.columns) if column.key == "title")
    return [str(table.paged.index(table.paged.line_of(i), title).data()) for i in table.paged.ids]


def test_a_row_that_is_ready_reads_as_what_it_becomes(dialog, ctx):
    dialog.read(HOMES)
    ctx.jobs.idle()
    dialog.filter.choose("ok")
    ready = shown(dialog.rows)
    assert ready[0] == f"Fjordgata 14, H0101 · 3 rom · 68 m² · {formats.kroner(945000)}"
    assert all(line.count(" · ") >= 3 and line.endswith("kr") for line in ready)


def test_what_is_ahead_reads_the_same(dialog, ctx):
    dialog.read(HOMES)
    ctx.jobs.idle()
    dialog.filter.choose("ok")
    ready = shown(dialog.rows)
    dialog.leave_wrong.click()
    ctx.jobs.idle()
    dialog.forward.click()
    ctx.jobs.idle()
    assert shown(dialog.ahead) == ready


def test_a_tenancy_reads_as_who_where_since_when_and_for_what():
    made = TenantRow(
        4,
        (TenantPerson(PersonName("Kari", "Hansen")), TenantPerson(PersonName("Nils", "Hansen"))),
        "Fjordgata 14",
        date(2025, 3, 1),
        number="H0201",
        rent_ore=895000,
    )
    row = PlanRow(4, RowStatus.OK, {}, (), made)
    assert becomes(row) == f"Kari Hansen, Nils Hansen · Fjordgata 14, H0201 · 01.03.2025 – · {formats.kroner(895000)}"
    ended = replace(row, record=replace(made, to_date=date(2026, 2, 28), rent_ore=None))
    assert becomes(ended).endswith(" · 01.03.2025 – 28.02.2026")


def test_a_row_says_only_what_the_file_told_and_nothing_while_it_is_wrong():
    row = PlanRow(7, RowStatus.OK, {}, (), DwellingRow(7, "Skolegata 2", rent_ore=0))
    assert becomes(row) == f"Skolegata 2 · {formats.kroner(0)}"
    assert becomes(replace(row, status=RowStatus.WRONG, record=None)) == ""
