"""Restanser as it is used: the month is charged, the bank's file is booked and sorted, missed rents are followed up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import update

from boligdesk.casework import charges
from boligdesk.casework.payment_lists import line_rows
from boligdesk.database.engine import Store
from boligdesk.models.person import Person
from boligdesk.rules.arrears.facts import ArrearsHold
from boligdesk.rules.arrears.words import ArrearsEventKind, LedgerKind, LineState
from boligdesk.rules.vocabulary import Protection, Role
from boligdesk.ui.arrears.charge_dialog import ChargeDialog
from boligdesk.ui.arrears.file_dialog import payment_file_dialog
from boligdesk.ui.arrears.line_list import line_name
from boligdesk.ui.arrears.sorting_dialog import SortingDialog
from boligdesk.ui.arrears.split_dialog import SplitDialog
from boligdesk.ui.arrears.tabs import ACCOUNT, STEP
from boligdesk.ui.jobs import Jobs
from tests.casework.lease_world import LeaseWorld, lease_world
from tests.casework.payment_world import RENT, payment_world
from tools.bank_samples import Paid

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def leases(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    return lease_world(store, monkeypatch)


@pytest.fixture
def sit(jobs: Jobs, tmp_path: Path, qtbot) -> Callable[[LeaseWorld], Counter]:
    def at(leases: LeaseWorld) -> Counter:
        made = Counter(leases.desk, jobs, tmp_path)
        qtbot.addWidget(made.window)
        return made

    return at


def test_whose_books_is_chosen_once_and_the_month_is_charged_once(qtbot, leases, sit):
    leases.lease()
    desk = sit(leases)
    desk.press("ui.leiekrav.lag")
    dialog = desk.dialog
    assert isinstance(dialog, ChargeDialog) and not dialog.charge.isEnabled()
    desk.press("ui.leiekrav.boligdesk_forer")
    assert dialog.known.settings.kind is LedgerKind.OWN
    dialog.months.setFocus()
    dialog.months.setCurrentIndex(0)  # the next month, December
    dialog.months.activated.emit(0)
    desk.wait()
    assert dialog.new.paged.rowCount() == 1 and "8 950" in desk.words()
    qtbot.keyClick(dialog.charge, Qt.Key.Key_Return)
    desk.wait()
    assert "1 krav på 1 leieforhold" in desk.words()
    assert not dialog.charge.isEnabled() and "Alle krav er laget" in desk.words()
    plan = charges.plan_month(leases.desk, DECEMBER)
    assert (plan.sum_ore, plan.standing_ore) == (0, 895000)


def test_a_payment_without_kid_is_sorted_split_and_taken_back(leases, sit, tmp_path, monkeypatch):
    world = payment_world(leases, tmp_path)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-01-20")
    world.came(Paid("999999999999", 2 * RENT, day=date(2027, 1, 18)))
    desk = sit(leases)
    assert "Innbetalinger t.o.m. 18.01.2027 er registrert" in desk.words()
    desk.press("ui.restanser.sorter_antall", antall=1)
    dialog = desk.dialog
    assert isinstance(dialog, SortingDialog) and "Ukjent KID" in desk.words()
    desk.press("ui.innbetaling.del_opp")
    split = desk.dialog
    assert isinstance(split, SplitDialog) and not split.save.isEnabled()
    for let in (world.one, world.two):
        split.add_line(let.account_id, let.kid, 0)
        split.lines[-1].field.setText("9000")
    assert split.save.isEnabled() and "Hele beløpet er fordelt" in desk.words()
    listed = tmp_path / "liste.csv"
    listed.write_text(f"KID;Beløp\n{world.one.kid};9000\n{world.two.kid};9000\n", encoding="utf-8")
    split.read_list(listed)
    desk.wait()
    assert split.kept is not None and sorted(line.ore for line in split.lines) == [RENT, RENT]
    desk.press("ui.innbetaling.fordel")
    assert (world.open(world.one), world.open(world.two)) == ([RENT], [RENT])

    dialog.list.bar.segments.choose(LineState.BOOKED.value)
    desk.wait()
    desk.press("ui.innbetaling.sorter_pa_nytt")
    desk.fill(why="Feil leietaker")
    assert (world.open(world.one), world.open(world.two)) == ([RENT, RENT], [RENT, RENT])
    assert world.lines()[0].state is LineState.WAITING


def test_a_file_with_a_wrong_sum_says_so_and_books_nothing(leases, sit, tmp_path, monkeypatch):
    world = payment_world(leases, tmp_path)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-01-20")
    path = world.file(Paid(world.one.kid, RENT, day=date(2027, 1, 18)))
    path.write_bytes(path.read_bytes().replace(b"900000", b"900001", 1))
    desk = sit(leases)
    dialog = payment_file_dialog(desk.ctx, path)
    desk.wait()
    assert dialog.plan.file.faults and not dialog.book.isVisible()
    assert "ingenting kan bokføres" in desk.words() and "stemmer" in desk.words()
    assert not world.lines()


def test_the_case_is_held_considered_and_told_in_the_list(leases, sit, tmp_path, monkeypatch):
    world = payment_world(leases, tmp_path)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-01-20")
    world.came(Paid(world.two.kid, 2 * RENT, day=date(2027, 1, 19)))
    desk = sit(leases)
    assert list(desk.page.list.listing.ids) == [world.one.account_id]
    assert desk.page.record.sections[STEP].age.chart.total_ore == 2 * RENT == desk.page.record.card.open_ore
    desk.press("ui.restanser.sett_stopp")
    desk.fill(hold=ArrearsHold.PAUSED, to=date(2027, 2, 1), why="Venter på NAV")
    assert "Venter på NAV" in desk.words() and ArrearsHold.PAUSED in desk.page.record.card.holding
    desk.press("ui.restanser.ny_hendelse")
    desk.fill(kind=ArrearsEventKind.AGREEMENT_OFFERED, note="Tilbudt på telefon")
    assert "Tilbudt på telefon" in desk.words()
    desk.page.record.go_to(ACCOUNT)
    desk.wait()
    assert "Saldo i dag 18 000,00 kr" in desk.words()


def test_a_protected_tenant_is_in_no_list_sum_or_line_without_the_right(leases, sit, tmp_path, monkeypatch):
    world = payment_world(leases, tmp_path)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-01-20")
    with leases.store.writing() as session:
        session.execute(update(Person).where(Person.id == leases.newcomer).values(protection=Protection.STRICT))
    world.came(Paid(world.two.kid, RENT, day=date(2027, 1, 19)))
    desk = sit(replace(leases, desk=leases.as_role(Role.READER)))
    assert list(desk.page.list.listing.ids) == [world.one.account_id]
    desk.page.head.open_sorting()
    dialog = desk.dialog
    dialog.list.bar.segments.choose(LineState.BOOKED.value)
    desk.wait()
    row = line_rows(desk.ctx.desk, list(dialog.list.listing.ids))[dialog.list.listing.ids[0]]
    assert line_name(row) == "Skjermet" and row.amount_ore is None
    assert "skjermet person" in desk.words()
