"""The mirror at the window: charging says where claims are made, and a whole list is told before it is booked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import imports, ledger_settings, payments, tenancy_list
from boligdesk.casework.imports import ListKind
from boligdesk.database.engine import Store
from boligdesk.rules.arrears.words import LedgerKind
from boligdesk.ui.arrears.charge_dialog import ChargeDialog
from boligdesk.ui.importing.dialog import AHEAD, DONE, ROWS_STEP, ImportDialog
from boligdesk.ui.jobs import Jobs
from tests.casework.lease_world import lease_world
from tests.casework.ledger_world import LedgerWorld, ledger_world

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
TODAY = date(2027, 1, 20)
YESTERDAY = date(2027, 1, 19)


@pytest.fixture
def mirror(store: Store, monkeypatch: pytest.MonkeyPatch) -> LedgerWorld:
    """An office whose rent accounts are a mirror, in January 2027."""
    world = ledger_world(lease_world(store, monkeypatch))
    ledger_settings.choose_ledger(world.desk, LedgerKind.MIRROR)
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    return world


@pytest.fixture
def sit(jobs: Jobs, tmp_path: Path, qtbot) -> Callable[[LedgerWorld], Counter]:
    def at(world: LedgerWorld) -> Counter:
        made = Counter(world.desk, jobs, tmp_path)
        qtbot.addWidget(made.window)
        return made

    return at


def _list(folder: Path, world: LedgerWorld, *items: tuple[str, int]) -> Path:
    kid = tenancy_list.tenancy_rows(world.desk, [world.tenancy])[world.tenancy].kid
    path = folder / "apne.csv"
    rows = [f"{kid};{due};Husleie;{due};{rest}" for due, rest in items]
    path.write_text("\n".join(("KID;Forfall;Krav;Faktura;Restbeløp", *rows)) + "\n", encoding="utf-8")
    return path


def _read(desk: Counter, path: Path) -> ImportDialog:
    dialog = ImportDialog(desk.ctx, ListKind.OPEN_ITEMS)
    dialog.open()
    dialog.read(path)
    desk.wait()
    assert dialog._pages.currentIndex() == ROWS_STEP
    return dialog


def _whole(desk: Counter, dialog: ImportDialog, day: date) -> None:
    dialog.whole.choice.activated.emit(1 + dialog.whole.days.index(day))
    desk.wait()


def _forward(desk: Counter, dialog: ImportDialog, step: int) -> None:
    dialog.forward.click()
    desk.wait()
    assert dialog._pages.currentIndex() == step


def test_a_whole_list_is_told_and_then_booked(mirror, sit, tmp_path):
    desk = sit(mirror)
    dialog = _read(desk, _list(tmp_path, mirror, ("01.12.2026", 9000), ("04.01.2027", 9000)))
    assert dialog.whole.isVisible() and "Ingen krav blir gjort opp" in desk.words()
    _whole(desk, dialog, YESTERDAY)
    _forward(desk, dialog, AHEAD)
    _forward(desk, dialog, DONE)
    assert "Betalinger er nå kjent til og med 19.01.2027." in desk.words()
    dialog.leave()
    desk.wait()
    dialog = _read(desk, _list(tmp_path, mirror, ("04.01.2027", 4000)))
    assert not dialog.forward.isEnabled(), "some of a list changes nothing that is known"
    _whole(desk, dialog, TODAY)
    _forward(desk, dialog, AHEAD)
    assert "1 kjent post som ikke står på listen, blir gjort opp." in desk.words()
    _forward(desk, dialog, DONE)
    assert [ore for _kind, ore in mirror.open()] == [400_000]
    assert payments.known_to(mirror.desk) == TODAY


def test_an_older_list_is_refused_and_the_choice_stands_as_it_was(mirror, sit, tmp_path):
    desk = sit(mirror)
    path = _list(tmp_path, mirror, ("01.12.2026", 9000))
    imports.import_file(mirror.desk, ListKind.OPEN_ITEMS, path, complete_to=TODAY)
    dialog = _read(desk, path)
    _whole(desk, dialog, YESTERDAY)
    assert "Listen gjelder til og med 19.01.2027" in desk.words()
    assert dialog.whole.choice.currentIndex() == 0 and dialog.plan.complete_to is None


def test_own_accounts_are_not_asked_whether_a_list_is_whole(mirror, sit, tmp_path):
    ledger_settings.choose_ledger(mirror.desk, LedgerKind.OWN, date(2027, 2, 1))
    desk = sit(mirror)
    assert not _read(desk, _list(tmp_path, mirror, ("01.12.2026", 9000))).whole.isVisible()


def test_charging_says_where_claims_are_made_and_how_to_change_over(mirror, sit):
    desk = sit(mirror)
    desk.press("ui.leiekrav.lag")
    dialog = desk.dialog
    assert isinstance(dialog, ChargeDialog) and not dialog.charge.isEnabled()
    assert "Krav lages i kommunens regnskapssystem, ikke her" in desk.words()
    desk.press("ui.speil.til_eget")
    assert "Etterpå kan leiekontoene ikke bli et speil igjen." in desk.words()
    desk.press("ui.speil.til_eget")
    assert dialog.known.settings.kind is LedgerKind.OWN and dialog.known.plan is not None
