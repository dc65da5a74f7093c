"""The window of à konto settlements: period and cost, shares, control, booked, letters made and sent, taken back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from boligdesk.casework import use_settlements
from boligdesk.casework.documents import open_document
from boligdesk.database.engine import Store
from boligdesk.rules.terms import ExtraKind
from boligdesk.rules.use_settlement import ShareKey
from boligdesk.rules.vocabulary import Role, SendingWay
from boligdesk.ui.arrears import use_rounds
from boligdesk.ui.arrears.use_dialog import UseDialog
from boligdesk.ui.arrears.use_rounds import UseRoundsDialog, use_rounds_dialog
from boligdesk.ui.jobs import Jobs
from tests.casework.lease_world import lease_world
from tests.casework.use_world import SEEN, UseWorld, use_world

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
_COST = {"total_ore": 27_375_00, "source": "Fjernvarme 2027, faktura 77"}


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> UseWorld:
    return use_world(lease_world(store, monkeypatch), monkeypatch)


@pytest.fixture
def desk(world: UseWorld, jobs: Jobs, tmp_path: Path, qtbot) -> Counter:
    made = Counter(world.ledger.desk, jobs, tmp_path)
    qtbot.addWidget(made.window)
    return made


def _begun(desk: Counter, world: UseWorld, **values: object) -> UseDialog:
    """A new settlement of the building, with the cost filled in."""
    use_rounds_dialog(desk.ctx)
    desk.wait()
    desk.press("ui.avregning.ny")
    dialog = desk.dialog
    assert isinstance(dialog, UseDialog)
    dialog.form.set_values(dialog.form.values() | {"building_id": world.building} | _COST | values)
    desk.wait()
    return dialog


def _next(desk: Counter) -> None:
    desk.press("ui.avregning.videre")


def test_from_cost_to_letters(desk, world, monkeypatch):
    printed = []
    monkeypatch.setattr(use_rounds, "to_printer", lambda _ctx, papers: printed.extend(papers))
    dialog = _begun(desk, world)
    assert "31.12.2027" in dialog.form.raw().values()
    _next(desk)
    assert dialog.step == 1 and [row.weight.text() for row in dialog.grid.rows] == ["71", "50"]
    _next(desk)
    assert dialog.step == 2 and sorted(dialog.table.paged.ids) == sorted([world.ledger.tenancy, world.left])
    for said in ("27 375,00 kr", "9 892,50 kr", "17 482,50 kr", "Forslag til ny à konto", "Fakturaen er ikke lagt ved"):
        assert said in desk.words(), said
    desk.press("ui.avregning.forfor")
    rounds = desk.dialog
    assert isinstance(rounds, UseRoundsDialog) and rounds.round.settled == 2
    assert "Avregnet 2 leieforhold" in desk.words() and not rounds.sent.isEnabled()
    desk.press("ui.avregning.lag_brev_antall", antall=2)
    assert len(printed) == 2 and not rounds.letters.isEnabled() and rounds.sent.isEnabled()
    assert [line.sent_on for line in rounds.lines.values()] == [None, None]
    desk.press("ui.avregning.marker_sendt")
    desk.fill(way=SendingWay.POST, on=SEEN)
    assert [line.sent_on for line in rounds.lines.values()] == [SEEN, SEEN]
    rounds.ask_undo()
    desk.fill(why="feil faktura")
    assert rounds.round.voided and not rounds.undo.isVisible()


def test_a_meter_at_a_price_needs_every_reading(desk, world):
    dialog = _begun(desk, world, key=ShareKey.METER, price=Decimal("1.25"), kind=ExtraKind.HEATING)
    _next(desk)
    first, second = dialog.grid.rows
    first.weight.setText("syv")
    assert not dialog.next.isEnabled()
    first.weight.setText("7 000")
    _next(desk)
    assert "Måleravlesningen mangler" in desk.words() and not dialog.next.isEnabled()
    dialog.stepper.step_chosen.emit(1)
    second.weight.setText("2150,5")
    dialog.grid.office.setText("100")
    _next(desk)
    assert dialog.next.isEnabled() and dialog.plan.total_ore == 11_563_13


def test_a_home_is_taken_out_and_what_other_books_charged_is_counted(desk, world):
    dialog = _begun(desk, world)
    _next(desk)
    row = next(one for one in dialog.grid.rows if one.tenancy_id == world.left)
    row.taken.setChecked(False)
    assert not row.elsewhere.isEnabled()
    other = next(one for one in dialog.grid.rows if one is not row)
    other.elsewhere.setText("500")
    _next(desk)
    (line,) = dialog.plan.lines
    assert line.charged_ore == 12 * 900_00 + 500_00 and dialog.plan.left_out[0].tenancy_id == world.left
    assert all(box.accessibleName() for box in dialog.grid.findChildren(QCheckBox))


def test_turned_days_and_days_to_come_stay_on_the_first_step(desk, world):
    dialog = _begun(desk, world, to_date=SEEN.replace(year=2026))
    _next(desk)
    assert dialog.step == 0 and "slutter før den begynner" in desk.words()
    dialog.form.set_values(dialog.form.values() | {"to_date": SEEN})
    desk.wait()
    _next(desk)
    assert dialog.step == 0 and "Perioden må være over" in desk.words()


def test_the_invoice_is_filed_with_the_settlement(desk, world, tmp_path):
    paper = tmp_path / "faktura 77.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    dialog = _begun(desk, world)
    dialog.file_paper(paper)
    desk.wait()
    assert "faktura 77.pdf" in desk.words()
    assert open_document(desk.ctx.desk, dialog.document_id).content == paper.read_bytes()
    _next(desk)
    _next(desk)
    assert "Fakturaen er ikke lagt ved" not in desk.words()


def test_a_reader_sees_what_is_made_and_can_make_nothing(world, jobs, tmp_path, qtbot):
    use_settlements.book_settlement(world.ledger.desk, world.wish)
    desk = Counter(world.ledger.leases.as_role(Role.READER), jobs, tmp_path)
    qtbot.addWidget(desk.window)
    dialog = use_rounds_dialog(desk.ctx)
    desk.wait()
    assert len(dialog.lines) == 2 and "Ført på leiekontoene" in desk.words()
    assert not any(button.isVisible() for button in (dialog.new, dialog.letters, dialog.sent, dialog.undo))
