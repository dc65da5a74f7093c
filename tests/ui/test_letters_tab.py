"""The tab Brev, the letter on the screen, the recorded decision before § 4-18, and letters to many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QAbstractButton

from boligdesk.casework import arrears_letter_list, arrears_letters, batches
from boligdesk.casework.arrears_card import ClaimLine, arrears_card
from boligdesk.casework.arrears_letter_list import LetterRow
from boligdesk.casework.core import arrears_facts
from boligdesk.casework.core.acts import Work, writes
from boligdesk.database.engine import Store
from boligdesk.models.office import Office
from boligdesk.rules.arrears.facts import Considered
from boligdesk.rules.arrears.words import ArrearsEventKind, LedgerKind
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import Clause
from boligdesk.rules.vocabulary import Role, SendingWay
from boligdesk.texts import text
from boligdesk.ui.arrears.batch_collection import CollectionDialog, collection_dialog
from boligdesk.ui.arrears.batch_dialog import BatchDialog, batch_dialog
from boligdesk.ui.arrears.letter_dialog import LetterDialog, letter_dialog
from boligdesk.ui.arrears.letter_petition import PetitionDialog
from boligdesk.ui.arrears.tabs import LETTERS, STEP
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.filterbar import Query
from boligdesk.ui.record_tabs.form_dialog import FormDialog
from tests.casework.arrears_world import ArrearsWorld, account_id_of, arrears_world
from tests.casework.lease_world import lease_world

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
TODAY, DUE = date(2026, 12, 21), date(2026, 12, 1)
K = ArrearsEventKind


@pytest.fixture
def owing(store: Store, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    world = arrears_world(lease_world(store, monkeypatch), monkeypatch)
    world.on(TODAY)
    _own_books(world.desk)
    world.owe(date(2026, 11, 2), DUE)
    world.happened(K.CONTACT, DUE)
    return world


@pytest.fixture
def sit(jobs: Jobs, tmp_path: Path, qtbot) -> Callable[..., Counter]:
    def at(world: ArrearsWorld, role: Role | None = None) -> Counter:
        desk = world.leases.as_role(role) if role else world.desk
        made = Counter(desk, jobs, tmp_path)
        qtbot.addWidget(made.window)
        return made

    return at


@writes(Right.SETTINGS_WRITE)
def _own_books(work: Work) -> None:
    work.session.get_one(Office, 1).ledger_kind = LedgerKind.OWN


def _made(world: ArrearsWorld) -> tuple[LetterRow, ...]:
    return arrears_letter_list.case_letters(world.desk, world.account).made


def _named(around, name: str) -> QAbstractButton:
    return next(b for b in around.findChildren(QAbstractButton) if b.isVisible() and b.accessibleName() == name)


def _to_court(world: ArrearsWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that § 4-18 asks for, but what is considered."""
    claims = [claim.entry_id for claim in _claims(world)]
    world.sent(K.FEE_LETTER, date(2026, 12, 2), *claims)
    world.sent(K.OWN_DEMAND, date(2026, 12, 4), *claims)
    world.happened(K.AGREEMENT_DECLINED, date(2026, 12, 18))
    signed = dict.fromkeys(Clause, True)
    monkeypatch.setattr(arrears_facts, "clauses_of", lambda _look, ids, _day: dict.fromkeys(ids, signed))


def _claims(world: ArrearsWorld) -> tuple[ClaimLine, ...]:
    return arrears_card(world.desk, world.account).claims


def test_a_letter_is_seen_made_sent_and_comes_back(qtbot, owing, sit):
    desk = sit(owing)
    desk.page.record.go_to(LETTERS)
    desk.wait()
    assert "Ingen brev er laget i saken" in desk.words()
    assert "Leieforholdet har ingen garanti." in desk.words()
    desk.press("ui.brev.lag_paminnelse")
    dialog = desk.dialog
    assert isinstance(dialog, LetterDialog) and dialog.preview.pages == 1
    assert "18 000,00 kr" in desk.words() and "04.01.2027" in desk.words() and _made(owing) == ()
    assert dialog.make.hasFocus()
    qtbot.keyClick(dialog.make, Qt.Key.Key_Return)
    desk.wait()
    assert "ble laget 21.12.2026 og er ikke sendt" in desk.words() and dialog.send.isVisible()
    assert not dialog.make.isVisible() and len(_made(owing)) == 1
    desk.press("ui.brev.meld_sendt")
    desk.fill()
    assert _made(owing)[0].counts_from == TODAY and "sendt 21.12.2026 som post" in desk.words()
    menu = _named(desk.page.record, "Valg for Betalingspåminnelse 21.12.2026").menu()
    next(act for act in menu.actions() if act.text() == text("ui.brev.kom_retur")).trigger()
    desk.fill(on=TODAY)
    assert "kom i retur 21.12.2026" in desk.words() and _made(owing)[0].waits
    assert desk.page.record.sections[LETTERS].count(desk.page.record.card) == 1
    menu = _named(desk.page.record, "Valg for Betalingspåminnelse 21.12.2026").menu()
    next(act for act in menu.actions() if act.text() == text("ui.brev.trekk")).trigger()
    desk.fill(why="Flyttet")
    assert _made(owing)[0].withdrawn == "Flyttet" and "Flyttet" in desk.words()
    desk.press("ui.brev.vis_og_lag")
    assert isinstance(desk.dialog, LetterDialog)


def test_a_held_letter_says_why_and_cannot_be_made(owing, sit):
    owing.on(date(2027, 1, 29))
    desk = sit(owing)
    desk.page.record.go_to(LETTERS)
    desk.wait()
    assert "Innbetalinger er kjent til 19.01.2027" in desk.words()
    dialog = letter_dialog(desk.ctx, desk.page.record.card, K.REMINDER)
    desk.wait()
    assert "Brevet kan ikke lages nå" in desk.words() and not dialog.make.isEnabled()
    assert not dialog.preview.isVisible()


def test_4_18_asks_what_must_be_considered_then_makes_the_notice(owing, sit, monkeypatch):
    _to_court(owing, monkeypatch)
    desk = sit(owing)
    assert desk.page.record.card.recommended.told.params["grunn"].code == "restanse.mangler.vurdering"
    desk.press("ui.brev.lag_4_18")
    dialog = desk.dialog
    assert isinstance(dialog, LetterDialog) and not dialog.make.isEnabled()
    desk.press("ui.brev.skriv_vurdering")
    form = desk.dialog
    assert isinstance(form, FormDialog) and "Barnas situasjon" in desk.words()
    desk.fill(**{point.value: f"Vurdert {point.value}" for point in Considered})
    assert desk.dialog is dialog and dialog.make.isEnabled() and dialog.preview.pages >= 1
    desk.press("ui.brev.lag")
    assert [row.kind for row in _made(owing)] == [K.EVICTION_NOTICE]
    desk.press("ui.felles.lukk")
    desk.page.record.go_to(STEP)
    desk.wait()
    assert "Varsle NAV" in [b.text() for b in desk.page.record.bar.findChildren(QAbstractButton)]
    desk.press("ui.brev.varsle_nav")
    assert isinstance(desk.dialog, LetterDialog) and desk.dialog.kind is K.NAV_NOTICE


def test_who_may_not_decide_considers_and_leaves_the_rest(owing, sit, monkeypatch):
    _to_court(owing, monkeypatch)
    desk = sit(owing, Role.FOLLOW_UP)
    desk.press("ui.brev.lag_4_18")
    desk.press("ui.brev.skriv_vurdering")
    assert "Beslutning" not in desk.words()
    desk.fill(**{point.value: "Vurdert" for point in Considered if point is not Considered.DECIDED})
    desk.press("ui.felles.lukk")
    assert "Avgjøres av en som har myndighet" in desk.words()


def test_a_begjaering_goes_through_its_points(owing, sit, monkeypatch):
    _to_court(owing, monkeypatch)
    owing.considered(TODAY)
    owing.sent(K.EVICTION_NOTICE, date(2026, 12, 3), *[claim.entry_id for claim in _claims(owing)])
    desk = sit(owing)
    desk.press("ui.brev.begjaering")
    dialog = desk.dialog
    assert isinstance(dialog, PetitionDialog) and "I orden" in desk.words() and "siste frist" in desk.words()
    desk.press("ui.brev.skriv_sjekkliste")
    printing = desk.window.findChild(QPrintDialog)
    assert printing is not None
    printing.reject()
    desk.press("ui.brev.registrer_begjaering")
    desk.fill(note="Sendt med post")
    assert desk.page.record.card.facts.case.filed_on == TODAY


def _two(world: ArrearsWorld) -> int:
    """Another account that owes a rent, and nobody was spoken with."""
    first = world.account, world.tenancy
    world.on(date(2026, 11, 30))
    world.tenancy = world.leases.lease(unit_id=world.leases.other_unit, tenant_ids=(world.leases.newcomer,), members=())
    other = world.account = account_id_of(world.desk, world.tenancy)
    world.on(TODAY)
    world.owe(DUE)
    world.account, world.tenancy = first
    return other


def test_many_letters_are_made_held_printed_and_marked(qtbot, owing, sit):
    other = _two(owing)
    desk = sit(owing)
    dialog = batch_dialog(desk.ctx)
    desk.wait()
    assert isinstance(dialog, BatchDialog) and list(dialog.tables["gar"].paged.ids) == [owing.account]
    assert list(dialog.tables["holdt"].paged.ids) == [other] and "18 000,00 kr" in desk.words()
    dialog.tables["gar"].choose_first()
    dialog.tables["gar"].setFocus()
    qtbot.keyClick(dialog.tables["gar"], Qt.Key.Key_Space)
    assert not dialog.make.isEnabled()
    qtbot.keyClick(dialog.tables["gar"], Qt.Key.Key_Space)
    desk.press("ui.utsendelse.forhandsvis")
    assert isinstance(desk.dialog, LetterDialog) and desk.dialog.preview.pages == 1
    desk.press("ui.felles.lukk")
    desk.press("ui.utsendelse.lag_antall", antall=1)
    assert "1 brev er laget. De er ikke sendt." in desk.words() and dialog.views.current == "usendt"
    assert _made(owing)[0].waits, "made is not sent"
    desk.press("ui.utsendelse.skriv_ut")
    printing = desk.window.findChild(QPrintDialog)
    assert printing is not None
    printing.reject()
    desk.press("ui.utsendelse.meld_antall", antall=1)
    desk.fill(way=SendingWay.DIGITAL_POST)
    assert _made(owing)[0].counts_from == TODAY and "1 brev er meldt sendt." in desk.words()


def test_what_cannot_be_marked_is_told_and_the_rest_are(owing, sit):
    arrears_letters.make_letter(owing.desk, owing.account, K.REMINDER)
    owing.on(date(2026, 12, 28))
    owing.known(date(2026, 12, 27))
    desk = sit(owing)
    dialog = batch_dialog(desk.ctx)
    desk.wait()
    assert dialog.views.current == "usendt" and dialog.tables["usendt"].paged.row_at(0).late
    desk.press("ui.utsendelse.meld_antall", antall=1)
    desk.fill()
    assert "1 brev ble ikke meldt sendt" in desk.dialog.accessibleName() and "er for kort" in desk.words()
    assert _made(owing)[0].waits


def test_a_run_that_was_killed_is_offered_and_goes_on(owing, sit):
    batches.make_letters(owing.desk, [owing.account], K.REMINDER, go=lambda: False)
    desk = sit(owing)
    dialog = batch_dialog(desk.ctx)
    desk.wait()
    assert "Betalingspåminnelse er ikke ferdig: 0 av 1 er gjort" in desk.words()
    desk.press("ui.utsendelse.ga_videre")
    assert len(_made(owing)) == 1 and dialog.known.stopped == ()


def test_a_stopped_run_is_left_as_it_is(owing, sit):
    batches.make_letters(owing.desk, [owing.account], K.REMINDER, go=lambda: False)
    desk = sit(owing)
    dialog = batch_dialog(desk.ctx)
    desk.wait()
    desk.press("ui.utsendelse.la_vaere")
    assert dialog.known.stopped == () and _made(owing) == () and not dialog.told


def test_debts_are_handed_over_when_somebody_says_so(owing, sit, tmp_path):
    owing.sent(K.FEE_LETTER, date(2026, 12, 2), *[claim.entry_id for claim in _claims(owing)])
    desk = sit(owing)
    dialog = collection_dialog(desk.ctx)
    desk.wait()
    assert isinstance(dialog, CollectionDialog) and not dialog.hand_over.isVisible()
    assert list(dialog.tables["gar"].paged.ids) == [owing.account]
    dialog.write(tmp_path / "inkasso.csv")
    desk.wait()
    assert "2 krav i 1 sak" in desk.words() and (tmp_path / "inkasso.csv").stat().st_size > 0
    assert _handed_over(owing) == []
    desk.press("ui.inkasso.meld")
    desk.fill()
    assert _handed_over(owing) == [TODAY] and "Ingen saker kan overleveres i dag." in desk.words()
    desk.press("ui.felles.lukk")
    desk.page.record.go_to(LETTERS)
    desk.wait()
    assert "Overlevert til inkasso" in desk.words()
    menu = _named(desk.page.record, "Valg for Overlevert til inkasso").menu()
    menu.actions()[0].trigger()
    desk.fill(why="Avvist av foretaket")
    assert _handed_over(owing) == []


def _handed_over(world: ArrearsWorld) -> list[date]:
    return [one.on_date for one in arrears_card(world.desk, world.account).events if one.kind is K.COLLECTION]


def test_a_narrowed_list_offers_letters_to_those_it_shows(owing, sit):
    other = _two(owing)
    desk = sit(owing)
    dialog = batch_dialog(desk.ctx, Query(text="finnes ikke"))
    desk.wait()
    assert not dialog.tables["gar"].paged.ids and not dialog.tables["holdt"].paged.ids
    dialog.as_listed.click()
    desk.wait()
    assert list(dialog.tables["gar"].paged.ids) == [owing.account]
    assert list(dialog.tables["holdt"].paged.ids) == [other]
    desk.press("ui.felles.lukk")
    desk.page.list.bar.field.setText("finnes ikke")
    desk.wait()
    act = next(act for act in desk.page.head.more.menu_of_acts.actions() if act.text() == text("ui.utsendelse.apne"))
    act.trigger()
    desk.wait()
    assert isinstance(desk.dialog, BatchDialog) and desk.dialog.as_listed.isChecked()
    assert not desk.dialog.tables["holdt"].paged.ids
