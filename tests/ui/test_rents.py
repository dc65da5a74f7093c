"""Rent adjustment at the window: planned with every rent explained, notified to each tenant, nothing changed before."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from boligdesk.casework import charges, price_indexes, rent_rounds
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.price_indexes import index_tables
from boligdesk.database.engine import Store
from boligdesk.rules.arrears.words import RentChangeState
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.jobs import CancelledError, Progress
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.rents import round_notices
from boligdesk.ui.rents.index_dialog import IndexDialog, index_dialog
from boligdesk.ui.rents.plan_dialog import PlanDialog
from boligdesk.ui.rents.plan_form import MARKET
from boligdesk.ui.rents.round_notices import make_notices
from boligdesk.ui.rents.rounds_dialog import RoundsDialog, rounds_dialog
from boligdesk.ui.shell.context import Context
from boligdesk.ui.tenancy.panel import TenancyPanel
from tests.casework.lease_world import LeaseWorld, lease_world
from tests.casework.ledger_world import LedgerWorld, ledger_world

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
RENT, NEW = 895_000, 930_800
NOVEMBER, OCTOBER = date(2026, 11, 1), date(2027, 10, 1)
JANUARY, FEBRUARY = date(2028, 1, 1), date(2028, 2, 1)
SEEN = date(2027, 11, 10)


@dataclass
class Office:
    """The ledger's world a year on, with somebody at the window."""

    ledger: LedgerWorld
    counter: Counter
    day: Callable[[date], None]

    @property
    def desk(self) -> Desk:
        return self.counter.ctx.desk

    @property
    def ctx(self) -> Context:
        return self.counter.ctx

    def charged(self, month: date) -> int:
        """What charging a month would claim, seen in that month."""
        self.day(month)
        return charges.plan_month(self.ledger.leases.as_role(Role.LEADER), month).sum_ore

    def top(self, kind: type[QWidget]) -> QWidget:
        """The dialog on top, which is of this kind."""
        self.counter.wait()
        shown = open_dialog(self.counter.window)
        assert isinstance(shown, kind), shown
        return shown


@pytest.fixture
def leases(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    return lease_world(store, monkeypatch)


@pytest.fixture
def office(leases, jobs, tmp_path, qtbot, monkeypatch) -> Office:
    """November 2027: the lease has run a year, and the index of its month and of October is known."""
    ledger = ledger_world(leases)

    def day(on: date) -> None:
        monkeypatch.setenv("BOLIGDESK_DATO", on.isoformat())

    day(SEEN)
    desk = leases.as_role(Role.LEADER)
    for month, value in ((NOVEMBER, "105.0"), (OCTOBER, "109.2")):
        price_indexes.type_index_month(desk, "14709", month, Decimal(value), "SSB tabell 14709", SEEN)
    counter = Counter(desk, jobs, tmp_path)
    qtbot.addWidget(counter.window)
    return Office(ledger, counter, day)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notices that went to the printer."""
    gone: list[str] = []
    monkeypatch.setattr(round_notices, "to_printer", lambda _ctx, papers: gone.extend(p.file_name for p in papers))
    return gone


def _planning(office: Office) -> PlanDialog:
    rounds_dialog(office.ctx)
    office.counter.wait()
    office.counter.press("ui.regulering.ny")
    dialog = office.top(PlanDialog)
    assert isinstance(dialog, PlanDialog)
    dialog.form.set_values({"from_14709": NOVEMBER, "to_14709": OCTOBER, "on": JANUARY})
    return dialog


def _started(office: Office) -> RoundsDialog:
    _planning(office)
    office.counter.press("ui.regulering.til_leieforhold")
    office.counter.press("ui.regulering.start", antall=1)
    dialog = office.top(RoundsDialog)
    assert isinstance(dialog, RoundsDialog)
    return dialog


def test_the_plan_explains_the_rent_and_writes_nothing_before_it_is_started(office: Office) -> None:
    dialog = _planning(office)
    office.counter.press("ui.regulering.til_leieforhold")
    said = office.counter.words()
    for words in ("8 950 kr", "9 308 kr", "358 kr mer i måneden", "KPI-justeres fra", "november 2026", "01.01.2028"):
        assert words in said, words
    dialog.grab()


def test_a_round_is_noticed_tenant_by_tenant_and_changes_no_rent_before_the_last(
    office: Office, printed: list[str]
) -> None:
    window = _started(office)
    (found,) = window.changes.values()
    assert [notice.document_id for notice in found.change.notices] == [None, None]
    assert not window.sent.isEnabled() and "Leien er ikke endret ennå" in office.counter.words()
    office.counter.press("ui.regulering.lag_varsler_antall", antall=2)
    assert len(printed) == len(set(printed)) == 2
    assert "2 varsler er laget" in office.counter.words()
    first, second = next(iter(window.changes.values())).change.notices
    office.counter.press("ui.regulering.marker_en", navn=first.name)
    office.counter.fill(on=SEEN)
    (found,) = window.changes.values()
    assert (found.change.state, list(found.change.sent)) == (RentChangeState.PLANNED, [first.person_id])
    assert "Sendt til 1 av 2" in [window.table.paged.index(0, 3).data()]
    office.counter.press("ui.regulering.marker_en", navn=second.name)
    office.counter.fill(on=SEEN)
    (found,) = window.changes.values()
    assert (found.change.state, found.change.effect_on) == (RentChangeState.SENT, JANUARY)
    assert office.charged(date(2027, 12, 1)) == RENT
    assert office.charged(JANUARY) == NEW


def test_late_notices_are_marked_for_all_and_the_window_says_that_they_move(office: Office, printed: list[str]) -> None:
    _started(office)
    office.counter.press("ui.regulering.lag_varsler_antall", antall=2)
    office.day(date(2027, 12, 15))
    office.counter.press("ui.regulering.marker_alle_sendt")
    dialog = open_dialog(office.counter.window)
    assert dialog is not None
    dialog.form.set_values({"on": date(2027, 12, 15)})  # type: ignore[attr-defined]
    dialog.submit()  # type: ignore[attr-defined]
    office.counter.wait()
    said = office.counter.words()
    assert "1 ny leie er flyttet, fordi varselet ble sendt for sent." in said and "01.02.2028 (1)" in said
    assert "Endringen kan ikke gjelde fra 01.01.2028. Den gjelder fra 01.02.2028." in said
    assert (office.charged(JANUARY), office.charged(FEBRUARY)) == (RENT, NEW)
    assert len(printed) == 2


def test_notices_that_are_printed_and_never_sent_change_no_charge(office: Office, printed: list[str]) -> None:
    _started(office)
    office.counter.press("ui.regulering.lag_varsler_antall", antall=2)
    assert len(printed) == 2
    assert [office.charged(month) for month in (JANUARY, FEBRUARY, date(2028, 6, 1))] == [RENT, RENT, RENT]


def test_a_tenancy_is_taken_out_with_a_reason_that_is_kept(office: Office) -> None:
    dialog = _planning(office)
    office.counter.press("ui.regulering.til_leieforhold")
    office.counter.press("ui.regulering.ta_ut")
    office.counter.fill(why="Skal flytte")
    assert not dialog.next.isEnabled()
    (row,) = dialog.rows.values()
    assert (row.place, row.out) == ("ute", "Skal flytte")
    dialog.views.choose("ute")
    office.counter.press("ui.regulering.ta_med")
    assert dialog.next.isEnabled()
    assert rent_rounds.rent_rounds(office.desk) == ()


def test_two_tables_cannot_be_mixed_and_a_missing_month_says_so(office: Office) -> None:
    dialog = _planning(office)
    shown = {key for key in dialog.form.values() if not dialog.form.row(key).isHidden()}
    assert {"from_14709", "to_14709"} <= shown and not {"from_03013", "to_03013"} & shown
    missing = date(2027, 9, 1)
    dialog.form.set_values({"to_14709": missing})
    office.counter.press("ui.regulering.til_leieforhold")
    said = office.counter.words()
    assert "Konsumprisindeksen for september 2027 mangler i SSB tabell 14709" in said
    assert dialog.plan is None
    dialog.form.set_values({"basis": MARKET})
    shown = {key for key in dialog.form.values() if not dialog.form.row(key).isHidden()}
    assert not {"from_14709", "to_14709", "whole"} & shown


def test_gjengs_leie_is_assessed_home_by_home_and_its_earliest_day_is_said(office: Office) -> None:
    dialog = _planning(office)
    dialog.form.set_values({"basis": MARKET})
    office.counter.press("ui.regulering.til_leieforhold")
    dialog.views.choose("stoppet")
    assert "Gjengs leie er ikke vurdert for denne boligen." in office.counter.words()
    office.counter.press("ui.regulering.vurder")
    office.counter.fill(rent=1_000_000, on=SEEN, grounds="Tre naboleiligheter")
    said = office.counter.words()
    assert "Den nye leien kan tidligst gjelde fra 01.12.2029." in said and "10 000 kr" in said


def test_the_index_takes_files_and_typed_months_and_names_what_is_missing(office: Office, tmp_path: Path) -> None:
    dialog = index_dialog(office.ctx)
    office.counter.wait()
    assert "17 måneder mangler" not in office.counter.words()
    missing = dialog.shown.missing if dialog.shown else ()
    assert missing[0] == date(2026, 5, 1) and date(2027, 9, 1) in missing and OCTOBER not in missing
    path = tmp_path / "kpi.csv"
    path.write_text('"Totalindeks";"2026M05";"Konsumprisindeks (2025=100)";103,4\n14709;;;\n', encoding="utf-8")
    dialog.read(path)
    office.counter.wait()
    assert "1 ny måned i tabell 14709" in office.counter.words()
    office.counter.press("ui.regulering.skriv_maned")
    office.counter.fill(month=date(2026, 6, 1), value=Decimal("103.9"), seen=date(2026, 7, 12))
    newest = index_tables(office.desk)[0]
    typed = next(one for one in newest.months if one.month == date(2026, 6, 1))
    assert (typed.value, typed.own, typed.source) == (Decimal("103.9"), True, "SSB tabell 14709, 12.07.2026")
    dialog.table.choose(2026 * 12 + 6)
    office.counter.press("ui.regulering.ta_ut_maned")
    office.counter.fill(why="Feil tall")
    assert date(2026, 6, 1) in index_tables(office.desk)[0].missing
    assert isinstance(office.top(IndexDialog), IndexDialog)


def test_the_record_of_the_tenancy_tells_what_waits_and_what_counts(office, printed, qtbot):
    _started(office)
    panel = TenancyPanel(office.ctx)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_tenancy(office.ledger.tenancy)
    office.counter.wait()
    assert "8 950 kr → 9 308 kr" in _read(panel) and "Leien er ikke endret ennå" in _read(panel)
    assert "KPI november 2026 til oktober 2027, 4 % (SSB 14709)" in _read(panel)
    office.counter.press("ui.regulering.lag_varsler_antall", antall=2)
    office.counter.press("ui.regulering.marker_sendt")
    office.counter.fill(on=SEEN)
    said = _read(panel)
    assert "Leien er ikke endret ennå" not in said and "01.01.2028" in said
    assert len(printed) == 2


def _read(panel: QWidget) -> str:
    return " | ".join(label.text() for label in panel.findChildren(QLabel)).replace("\u00a0", " ")


def test_a_reader_sees_the_rounds_and_can_do_nothing_with_them(leases, office, jobs, tmp_path, qtbot):
    _started(office)
    counter = Counter(leases.as_role(Role.READER), jobs, tmp_path / "leser")
    qtbot.addWidget(counter.window)
    window = rounds_dialog(counter.ctx)
    counter.wait()
    assert [button.isVisible() for button in (window.new, window.notices, window.sent)] == [False, False, False]
    assert window.table.isVisible() and text("ui.regulering.la_vaere") not in counter.words()


def test_the_keyboard_goes_from_the_plan_to_the_round(office, qtbot):
    dialog = _planning(office)
    qtbot.keyClick(dialog.next, Qt.Key.Key_Return)
    office.counter.wait()
    assert dialog.table.hasFocus() and dialog.table.chosen_id == office.ledger.tenancy
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    office.counter.fill(why="Prøve")
    assert [row.out for row in dialog.rows.values()] == ["Prøve"]


def test_a_stopped_batch_keeps_its_notices_and_goes_on_without_doubling(office: Office) -> None:
    window = _started(office)
    ids = list(window.changes)
    stopped = Progress(lambda _done, _total: stopped.cancel(), lambda chunk: chunk())
    with ThreadPoolExecutor(1) as lane:
        assert isinstance(lane.submit(make_notices, office.ctx, "Runde", ids, stopped).exception(), CancelledError)
    before = [n.document_id for n in rent_rounds.rent_history(office.desk, office.ledger.tenancy)[0].notices]
    onward = Progress(lambda _done, _total: None, lambda chunk: chunk())
    with ThreadPoolExecutor(1) as lane:
        made = lane.submit(make_notices, office.ctx, "Runde", ids, onward).result()
    assert [paper.document_id for paper in made.papers] == before
