"""The account's own windows: entries by hand, marks, what pays what, other days, files, payers and columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QMenu

from boligdesk.casework.account_links import account_links
from boligdesk.casework.giro_mandates import giro_mandates
from boligdesk.casework.ledger_settings import choose_ledger
from boligdesk.casework.payment_lists import known_payers
from boligdesk.casework.payment_sorting import Part, Sorting, sort_line
from boligdesk.database.engine import Store
from boligdesk.rules.arrears.words import LedgerKind, LineState, PayerKind
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.ledger.limitation import Interruption
from boligdesk.texts import text
from boligdesk.ui.arrears.columns_dialog import ColumnsDialog
from boligdesk.ui.arrears.entry_forms import InterestDialog
from boligdesk.ui.arrears.file_dialog import payment_file_dialog
from boligdesk.ui.arrears.files_dialog import FilesDialog
from boligdesk.ui.arrears.mark_forms import GROUNDS
from boligdesk.ui.arrears.statement_dialog import StatementDialog
from boligdesk.ui.arrears.tabs import ACCOUNT
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.buttons import MenuButton
from tests.casework.lease_world import LeaseWorld, lease_world
from tests.casework.payment_world import NAV, RENT, PaymentWorld, payment_world
from tools.bank_samples import Paid

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
TODAY, PAID = date(2027, 1, 20), date(2027, 1, 18)


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PaymentWorld:
    made = payment_world(lease_world(store, monkeypatch), tmp_path)
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    choose_ledger(made.desk, LedgerKind.OWN)
    return made


@pytest.fixture
def sit(jobs: Jobs, tmp_path: Path, qtbot) -> Callable[[LeaseWorld], Counter]:
    def at(leases: LeaseWorld) -> Counter:
        made = Counter(leases.desk, jobs, tmp_path)
        qtbot.addWidget(made.window)
        return made

    return at


@pytest.fixture
def counter(world: PaymentWorld, sit) -> Counter:
    """The account of the first let, on its tab Konto."""
    desk = sit(world.leases)
    desk.page.open_record("rent_account", world.one.account_id)
    desk.page.record.go_to(ACCOUNT)
    desk.wait()
    return desk


def choose(desk: Counter, code: str, around: object = None) -> None:
    """Choose an act of a menu "Mer" that is to be seen."""
    menus = [b.menu_of_acts for b in (around or desk.page.record).findChildren(MenuButton)]  # type: ignore[attr-defined]
    acts = {act.text().replace("&&", "&"): act for menu in menus for act in menu.actions()}
    assert text(code) in acts, sorted(acts)
    acts[text(code)].trigger()
    desk.wait()


def choices(desk: Counter, key: str) -> list[object]:
    """What a box of the form on top offers."""
    form = desk.dialog.form  # type: ignore[attr-defined]
    return [choice.key for choice in form.row(key).spec.choices]


def test_a_claim_a_credit_and_a_correction_are_written_by_hand(world, counter):
    counter.press("ui.konto.nytt_krav")
    counter.fill(kind=EntryKind.DAMAGE, amount=120000, on=date(2027, 1, 16), why="Knust rute")
    assert world.open(world.one) == [RENT, RENT, 120000]
    june = world.at(world.one).claims[0].entry.id
    counter.press("ui.konto.trekk_fra")
    assert june in choices(counter, "claim")
    counter.fill(kind=EntryKind.FORGIVEN, claim=june, amount=100000, why="Vedtatt i møte 12.01.")
    assert world.open(world.one) == [RENT - 100000, RENT, 120000]
    assert "Vedtatt i møte 12.01." in counter.words() or counter.page.record.card.open_ore == 2 * RENT + 20000
    damage = next(e.id for e in world.at(world.one).entries if e.kind is EntryKind.DAMAGE)
    counter.page.record.sections[ACCOUNT].lines.choose(damage)
    choose(counter, "ui.konto.rett")
    assert counter.dialog.form.values()["entry"] == damage
    counter.fill(why="Ruten var kommunens")
    assert world.open(world.one) == [RENT - 100000, RENT]
    choose(counter, "ui.konto.rett")
    assert damage not in choices(counter, "entry"), "what is met is not met twice"


def test_interest_is_shown_with_its_parts_before_it_is_claimed(world, counter):
    choose(counter, "ui.konto.krev_rente")
    dialog = counter.dialog
    assert isinstance(dialog, InterestDialog)
    assert "01.01.2027" in dialog.told.text(), "the rate that is not known is named, and nothing is guessed"
    dialog.form.set_values({"to": date(2026, 12, 31)})
    dialog.ask()
    counter.wait()
    told = dialog.told.text()
    shown = dialog.steps.lines[0].step
    assert shown.children and shown.ore > 0 and told == text("ui.konto.rente_sum", sum=shown.ore)
    dialog.submit()
    counter.wait()
    assert world.open(world.one)[2:] == [shown.ore]
    choose(counter, "ui.konto.krev_rente")
    again = counter.dialog
    again.form.set_values({"to": date(2026, 12, 31)})
    again.ask()
    counter.wait()
    assert again.told.text() == text("ui.konto.ingen_rente")


def test_a_frozen_claim_waits_and_is_paid_when_the_mark_ends(world, counter):
    first = world.at(world.one).claims[0].entry.id
    counter.page.record.sections[ACCOUNT].open.opened.emit(first)
    counter.wait()
    assert counter.dialog.form.values()["claim"] == first
    freezing = next(one.label for one in GROUNDS if one.mark is Mark.FROZEN)
    counter.fill(ground=freezing, **{"from": date(2026, 12, 1)}, why="Åpnet 1. desember")
    world.came(Paid(world.one.kid, 2 * RENT, day=PAID))
    counter.page.record.reload()
    counter.wait()
    assert world.open(world.one) == [RENT] and "Gjeldsordning: Åpnet 1. desember" in counter.words()
    counter.press("ui.merke.avslutt")
    assert counter.dialog.form.values()["last"] == date(2027, 1, 19)
    counter.fill(why="Ordningen er over")
    assert world.open(world.one) == [], "what lay waiting pays at once"


def test_an_acknowledgement_is_written_and_taken_back(world, counter):
    choose(counter, "ui.merke.foreldelse")
    counter.fill(kind=Interruption.ACKNOWLEDGED, on=date(2027, 1, 5), note="På e-post")
    assert len(account_links(world.desk, world.one.account_id).interruptions) == 2
    assert "Erkjent av skyldneren" in counter.words()
    counter.press("ui.merke.trekk_avbrudd")
    counter.fill(why="Gjaldt en annen")
    assert len(account_links(world.desk, world.one.account_id).interruptions) == 1


def test_a_payment_is_moved_to_another_month_and_the_rest_is_paid_back(world, counter):
    world.came(Paid(world.one.kid, RENT, day=PAID))
    counter.page.record.reload()
    counter.wait()
    december, january = (e.id for e in world.at(world.one).entries if e.kind is EntryKind.RENT)
    choose(counter, "ui.konto.flytt")
    credit = next(e.id for e in world.at(world.one).entries if e.kind is EntryKind.PAYMENT)
    assert choices(counter, "from") == [(credit, december)] and choices(counter, "to") == [january]
    counter.fill(**{"from": (credit, december)}, to=january, amount=RENT, why="Leietakeren mente januar")
    assert [item.entry.id for item in world.at(world.one).claims] == [december]
    world.came(Paid(world.one.kid, 2 * RENT, day=PAID, payer_account=NAV))
    counter.page.record.reload()
    counter.wait()
    choose(counter, "ui.konto.betal_tilbake")
    assert counter.dialog.form.values()["amount"] == RENT
    counter.fill(why="Betalt to ganger")
    assert world.at(world.one).balance_ore == 0 and world.at(world.one).unallocated_ore == 0


def test_the_account_on_another_day_and_as_it_was_known(world, counter):
    world.came(Paid(world.one.kid, RENT, day=PAID))
    choose(counter, "ui.konto.per_annen_dag")
    dialog = counter.dialog
    assert isinstance(dialog, StatementDialog)
    assert text("ui.konto.saldo_per", dato=TODAY, sum=RENT) in dialog.told.text()
    dialog.form.set_values({"day": date(2026, 12, 20), "since": None, "known": None})
    dialog.ask()
    counter.wait()
    assert dialog.told.text() == text("ui.konto.saldo_per", dato=date(2026, 12, 20), sum=RENT)
    assert dialog.print.isEnabled()
    dialog.form.set_values({"day": TODAY, "since": date(2027, 1, 1), "known": date(2020, 1, 1)})
    dialog.ask()
    counter.wait()
    assert dialog.told.text() == text("ui.konto.saldo_per", dato=TODAY, sum=0), "nothing was known then"
    assert not dialog.print.isEnabled()


def test_a_booked_file_tells_who_and_what_and_a_line_is_sorted_anew(world, counter):
    booked = world.came(Paid(world.one.kid, RENT, day=PAID), Paid("999999999999", 500, day=PAID))
    choose(counter, "ui.filer.tittel", counter.page.head)
    dialog = counter.dialog
    assert isinstance(dialog, FilesDialog) and list(dialog.list.listing.ids) == [booked.file_id]
    rows = dialog.found.rows
    assert {row.state for row in rows.values()} == {LineState.BOOKED, LineState.WAITING}
    dialog.lines.choose(next(one for one, row in rows.items() if row.state is LineState.WAITING))
    assert not dialog.again.isEnabled()
    dialog.lines.choose(next(one for one, row in rows.items() if row.state is LineState.BOOKED))
    assert dialog.again.isEnabled()
    counter.press("ui.innbetaling.sorter_pa_nytt")
    counter.fill(why="Feil leietaker")
    assert world.open(world.one) == [RENT, RENT]
    assert {row.state for row in dialog.found.rows.values()} == {LineState.WAITING}


def test_a_known_payer_is_listed_and_forgotten(world, counter):
    world.came(Paid("999999999999", RENT, day=PAID, payer_account=NAV))
    line = world.lines()[0]
    part = Part(world.one.account_id, RENT)
    sort_line(world.desk, Sorting(line.id, line.version, (part,), remember=PayerKind.NAV))
    counter.page.record.reload()
    counter.wait()
    choose(counter, "ui.betaler.kjente")
    assert "NAV" in counter.words()
    counter.press("ui.betaler.glem")
    assert known_payers(world.desk) == () and text("ui.betaler.ingen") in counter.words()


def test_mandates_are_listed_as_the_files_told_them(world, counter):
    choose(counter, "ui.betaler.avtalegiro", counter.page.head)
    assert text("ui.betaler.ingen_avtalegiro") in counter.words() and giro_mandates(world.desk) == ()


def test_columns_are_chosen_once_and_remembered(world, counter, tmp_path):
    path = tmp_path / "fra_regnskapet.csv"
    path.write_text(f"Bokført;Innbetalt;Kunde;Ref\n18.01.2027;9000,00;Kari;{world.one.kid}\n", encoding="utf-8")
    dialog = payment_file_dialog(counter.ctx, path)
    counter.wait()
    counter.press("ui.kolonner.velg")
    chooser = counter.dialog
    assert isinstance(chooser, ColumnsDialog)
    for at, field in ((0, "betalt_dato"), (1, "belop"), (3, "kid")):
        box = list(chooser.boxes.values())[at]
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(field))
        box.activated.emit(box.currentIndex())
    assert chooser.save.isEnabled()
    counter.press("ui.kolonner.bruk")
    assert dialog.plan.file.ok and [line.account_id for line in dialog.plan.lines] == [world.one.account_id]
    other = tmp_path / "neste.csv"
    other.write_text(f"Bokført;Innbetalt;Kunde;Ref\n19.01.2027;9000,00;Kari;{world.two.kid}\n", encoding="utf-8")
    dialog.read(other)
    counter.wait()
    assert [line.account_id for line in dialog.plan.lines] == [world.two.account_id], "the headings are known"


def test_every_menu_of_the_page_opens_something_by_its_own_name(counter):
    head = {act.text() for act in counter.page.head.findChild(QMenu).actions()}
    assert {text("ui.filer.tittel"), text("ui.restanser.importer_apne")} <= head
