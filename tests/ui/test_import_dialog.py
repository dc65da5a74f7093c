"""The import dialog as it is used: steps, rows left out and mended, a refused file, nothing stored before the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from boligdesk.casework import start, stock_list
from boligdesk.casework.imports import ListKind
from boligdesk.shipped import resources
from boligdesk.ui.importing.dialog import AHEAD, DONE, FILE, ROWS_STEP, ImportDialog
from tests.support.window import bare_context

HOMES = resources() / "eksempel" / "boligliste.xlsx"


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
