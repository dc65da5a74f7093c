"""The tab Vurdering in a window: what is shown, answering by keyboard, facts, and nothing left of the last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPlainTextEdit, QWidget

from boligdesk.casework import assessments
from boligdesk.casework.application_card import application_card
from boligdesk.casework.application_list import application_rows
from boligdesk.casework.assessments import AnswerInput
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import ApplicationKind, CriterionStatus
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.applications.sheet_row import SheetRow
from boligdesk.ui.applications.sheet_tab import SheetTab
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.chips import Chip
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.parts.recordpage import RecordPage, TabSpec
from boligdesk.ui.record_tabs.form_dialog import FormDialog

from ..casework.sheet_world import RULES, SheetWorld, adopt_rules, application, sheet_world
from ..support.window import BareWindow, bare_context

MET, EXCEPTION = CriterionStatus.MET, CriterionStatus.EXCEPTION


class Sheets:
    """The tab in a record of a bare window; announcements make it read anew, as the record does."""

    def __init__(self, world: SheetWorld, jobs: Jobs, folder: Path, role: Role = Role.LEADER) -> None:
        self.world, self.jobs = world, jobs
        self.ctx = bare_context(world.as_role(role), jobs, folder)
        self.window: BareWindow = self.ctx.window  # type: ignore[assignment]
        self.window.resize(1000, 900)
        self.record = RecordPage([TabSpec("vurdering", "ui.vurdering.tittel")])
        self.tab = SheetTab(self.ctx)
        self.record.flow("vurdering").show_cards(self.tab.cards())
        self.record.show_whole()
        self.window.show_page(self.record)
        self.window.show()
        self.ctx.hub.changed.connect(lambda *_about: self.ask())
        self.show()

    def ask(self, application_id: int = 0) -> None:
        """Read an application and hand it to the tab, as the record does."""
        wanted = application_id or self.world.application
        done = self.tab.show_card
        self.jobs.read(lambda: application_card(self.ctx.desk, wanted), owner=self.tab, topic="kort", done=done)

    def show(self, application_id: int = 0) -> None:
        """Show an application, the world's own when none is named."""
        self.ask(application_id)
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way."""
        for _ in range(3):
            self.jobs.idle()

    def row(self, number: int) -> SheetRow:
        """One row of the sheet."""
        return next(row for row in self.tab.table.findChildren(SheetRow) if row.line.number == number)

    def words(self, widget: QWidget) -> str:
        """Everything that is read there."""
        return " ".join(label.text() for label in widget.findChildren(QLabel)).replace("&nbsp;", " ")

    def chips(self, number: int) -> list[str]:
        """The chips of a row: the system's, then the caseworker's."""
        return [chip.look.text for chip in self.row(number).findChildren(Chip)]

    def press(self, criterion: str, label: str) -> None:
        """Choose from the menu of a demand."""
        menu: QMenu = self.tab.table.buttons[criterion].menu()
        action = next(action for action in menu.actions() if action.text() == label)
        action.trigger()
        self.wait()

    @property
    def dialog(self) -> FormDialog:
        """The form that is open."""
        shown = open_dialog(self.window)
        assert isinstance(shown, FormDialog)
        return shown


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> SheetWorld:
    """An application of a mother with a child."""
    return sheet_world(store, monkeypatch)


@pytest.fixture
def sheets(qtbot, world: SheetWorld, jobs: Jobs, tmp_path: Path) -> Iterator[Sheets]:
    """Its sheet in a window."""
    shown = Sheets(world, jobs, tmp_path)
    qtbot.addWidget(shown.window)
    yield shown
    shown.wait()


def test_the_caseworkers_column_never_fills_itself(sheets: Sheets) -> None:
    assert [sheets.chips(number) for number in (1, 2, 4)] == [["Oppfylt"], ["Ukjent"], ["Oppfylt"]]
    assert "Personkortet" in sheets.words(sheets.row(1))
    assert "Mangler: " in sheets.words(sheets.row(2))
    primary = sheets.tab.acts(application_card(sheets.ctx.desk, sheets.world.application))[0]
    assert (primary.primary, primary.why) == (True, "Svar på vilkår 1, 2, 3 og 4 først.")


def test_the_same_answer_as_the_system_is_given_at_once_and_the_keyboard_goes_on(sheets: Sheets) -> None:
    first, second = (sheets.tab.table.buttons[key] for key in ("alder", "botid"))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    assert second.accessibleName() == "Svar på vilkår 2, Botid siste 2 år"
    first.setFocus()
    sheets.press("alder", "Oppfylt")
    assert sheets.chips(1) == ["Oppfylt", "Oppfylt"]
    assert sheets.world.line("alder").own is not None
    assert QApplication.focusWidget() is sheets.tab.table.buttons["botid"]


def test_an_exception_asks_for_its_reason_which_stands_under_the_facts(sheets: Sheets) -> None:
    sheets.world.type_fact("bosatt_siden", "2025-03-14", "Folkeregisteret")
    sheets.world.type_fact("flyktning", False, "Søkeren")
    sheets.show()
    sheets.press("botid", "Unntak: Det kan gjøres unntak når særlige grunner taler for det.")
    assert sheets.world.line("botid").own is None
    sheets.dialog.submit()
    assert sheets.dialog.form.isVisible()  # the reason lacks, so nothing is saved
    sheets.dialog.findChild(QPlainTextEdit).setPlainText("Daglig omsorg for barn")
    sheets.dialog.submit()
    sheets.wait()
    assert sheets.chips(2) == ["Ikke oppfylt", "Unntak"]
    assert "Daglig omsorg for barn." in sheets.words(sheets.row(2))
    assert "20 md, skal være minst 24 md" in sheets.words(sheets.row(2))


def test_a_typed_fact_is_shown_beside_what_the_record_says(sheets: Sheets) -> None:
    sheets.press("gjeld", text("ui.vurdering.legg_inn", hva="Gjeld for leie av kommunal bolig (gjelder kun husleie)"))
    sheets.dialog.form.set_values({"value": "apen", "source": "Restanselisten", "as_of": date(2026, 11, 20)})
    sheets.dialog.submit()
    sheets.wait()
    assert sheets.chips(4) == ["Ikke oppfylt"]
    assert "Restanselisten, 20.11.2026" in sheets.words(sheets.row(4))
    assert "Registeret sier ingen" in sheets.words(sheets.row(4))


def test_answers_are_taken_back_and_undone(sheets: Sheets) -> None:
    sheets.press("alder", "Oppfylt")
    _words, undo = sheets.window.said[-1]
    assert undo is not None
    undo()
    sheets.wait()
    assert sheets.world.line("alder").own is None
    sheets.press("alder", "Oppfylt")
    sheets.press("alder", "Ta svaret tilbake")
    assert sheets.chips(1) == ["Oppfylt"]


def test_who_may_not_decide_sees_and_cannot_answer(qtbot, world: SheetWorld, jobs: Jobs, tmp_path: Path) -> None:
    assessments.answer(world.desk, world.application, "alder", AnswerInput(MET))
    shown = Sheets(world, jobs, tmp_path, Role.COUNTER)
    qtbot.addWidget(shown.window)
    assert shown.chips(1) == ["Oppfylt", "Oppfylt"]
    assert not shown.tab.table.buttons
    assert "Ikke svart" in shown.words(shown.row(2))
    assert shown.tab.acts(application_card(shown.ctx.desk, world.application)) == ()


def test_without_a_valid_set_the_tab_says_what_to_do(sheets: Sheets) -> None:
    early = application(sheets.world.desk, sheets.world.mother, "2025-0001", received_on=date(2025, 12, 31))
    sheets.show(early)
    assert "utgaver av kriteriene gjelder" in sheets.words(sheets.tab.table)
    acts = sheets.tab.acts(application_card(sheets.ctx.desk, early))
    assert [act.label for act in acts] == [text("ui.vurdering.velg_sett")]


def test_after_a_fact_the_keyboard_stays_with_its_demand(sheets: Sheets) -> None:
    button = sheets.tab.table.buttons["gjeld"]
    button.setFocus()
    sheets.press("gjeld", text("ui.vurdering.legg_inn", hva="Gjeld for leie av kommunal bolig (gjelder kun husleie)"))
    sheets.dialog.form.set_values({"value": "ingen", "source": "Restanselisten", "as_of": date(2026, 11, 20)})
    sheets.dialog.submit()
    sheets.wait()
    assert QApplication.focusWidget() is sheets.tab.table.buttons["gjeld"]


def test_an_acute_case_is_not_held_against_the_demands_until_somebody_wants_it(sheets: Sheets) -> None:
    acute = application(sheets.world.desk, sheets.world.mother, "2026-0009", kind=ApplicationKind.ACUTE)
    sheets.show(acute)
    assert "blir ikke vurdert" in sheets.words(sheets.tab.table)
    assert application_rows(sheets.ctx.desk, [acute])[acute].assessed.demands == 0
    decide, anyway = sheets.tab.acts(application_card(sheets.ctx.desk, acute))
    assert (decide.primary, decide.why) == (True, "")
    anyway.act()
    sheets.wait()
    assert sheets.chips(1) == ["Oppfylt"]
    sheets.press("alder", "Oppfylt")
    assert application_rows(sheets.ctx.desk, [acute])[acute].assessed.demands == 4


_POINTS = """
[poeng]
i_bruk = true

[[poeng.del]]
nokkel = "barn"
tekst = "Barn i husstanden"
poeng = 5
gjelder = { fakta = "barn_antall", minst = 1 }

[[poeng.del]]
nokkel = "flyktning"
tekst = "Flyktning"
poeng = 3
gjelder = { fakta = "flyktning" }
"""


def test_points_are_off_and_where_they_are_used_stand_with_their_parts(
    qtbot, world: SheetWorld, jobs: Jobs, tmp_path: Path
) -> None:
    shown = Sheets(world, jobs, tmp_path)
    qtbot.addWidget(shown.window)
    assert "Poeng" not in shown.words(shown.tab.judgement)
    adopt_rules(world.desk, RULES + _POINTS, "fjordvik-poeng", date(2026, 11, 1))
    shown.show()
    words = shown.words(shown.tab.judgement)
    assert "Poeng 5 " in words and "Barn i husstanden: 5; Flyktning: ukjent av 3" in words
    assert "Noe er ukjent" in [chip.look.text for chip in shown.tab.judgement.findChildren(Chip)]
    shown.wait()


def test_nothing_of_the_last_application_stays(sheets: Sheets) -> None:
    sheets.tab.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sheets.words(sheets.tab.table).strip() == ""
    assert sheets.tab.judgement.isHidden()


@pytest.mark.parametrize("width", [760, 1000])
def test_no_text_of_the_sheet_is_cut(sheets: Sheets, width: int) -> None:
    sheets.world.type_fact("husleiegjeld", "oppgjort", "Restanselisten fra økonomiavdelingen, lest i november")
    sheets.window.resize(width, 900)
    sheets.show()
    for label in sheets.tab.table.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
