"""Budsjett: typed beside SIFO's proposal, reckoned while one types, kept and reopened as kept; nonsense is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from boligdesk.casework import budgets
from boligdesk.casework.guidance_subject import ANONYMOUS
from boligdesk.database.engine import Store
from boligdesk.rules.budget.household import Childcare
from boligdesk.rules.budget.lines import AmountPer, CostKind, DebtKind, IncomeKind
from boligdesk.rules.budget.people import Sex
from boligdesk.rules.budget.sifo import SifoItem
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.guidance.budget_rows import BudgetRow
from boligdesk.ui.guidance.budget_tab import BudgetTab
from boligdesk.ui.guidance.tabs import BUDGET
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.veiledning import VeiledningPage
from boligdesk.ui.parts.form_fields import Editor
from boligdesk.ui.people.rows import LinkLine
from tests.casework.people_world import TODAY, World, family

from .restanser_world import Counter


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return family(store)


@pytest.fixture
def desk(world: World, jobs: Jobs, tmp_path: Path) -> Iterator[Counter]:
    yield Counter(world.leader, jobs, tmp_path, VeiledningPage)


def _guide(desk: Counter, person_id: int) -> BudgetTab:
    desk.page.show_person(person_id)
    desk.wait()
    desk.page.record.go_to(BUDGET)
    desk.wait()
    tab = desk.page.record.sections[BUDGET]
    assert isinstance(tab, BudgetTab)
    return tab


def _type(desk: Counter, editor: Editor, typed: str) -> None:
    """Type as somebody at the keyboard does."""
    line = editor.focus
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, typed)
    desk.wait()


def _row(tab: BudgetTab, kind: IncomeKind | CostKind) -> BudgetRow:
    rows = tab.fields.incomes.rows if isinstance(kind, IncomeKind) else tab.fields.costs.rows
    return next(row for row in rows if row.values()["kind"] is kind)


def _choose(desk: Counter, row: BudgetRow, key: str, value: object) -> None:
    row.editors[key].set_value(value)
    row.editors[key].edited.emit()
    desk.wait()


def _told(desk: Counter, tab: BudgetTab) -> None:
    """The father's own figures: pay, rent, and his sex and his daughter's."""
    _type(desk, _row(tab, IncomeKind.WAGE).editors["ore"], "31 000")
    _type(desk, _row(tab, CostKind.RENT).editors["ore"], "9000")
    _type(desk, _row(tab, CostKind.ELECTRICITY).editors["ore"], "1 200,50")
    for row, sex in zip(tab.fields.people.rows, (Sex.MAN, Sex.WOMAN), strict=True):
        _choose(desk, row, "sex", sex)


def test_the_household_stands_there_and_the_figures_follow_every_letter(desk: Counter, world: World) -> None:
    tab = _guide(desk, world.ids["father"])
    assert [row.name for row in tab.fields.people.rows] == ["Nils Åpensen", "Liv Åpensen"]
    assert "Lønn: ikke oppgitt" in desk.words()
    _told(desk, tab)
    found = tab.reckoned
    assert found is not None and found.budget.left.ore == 31_000_00 - 9_000_00 - 1_200_50
    assert "20 799,50 kr" in desk.words() and "Veiledende sosialhjelp" in desk.words()
    assert "Igjen til å leve for 20 799,50 kr · når alt er betalt" in desk.words()
    proposal = found.budget.lines[0].proposal.ore
    _type(desk, tab.fields.items.editors[SifoItem.FOOD], "9000")
    assert tab.reckoned is not None and tab.reckoned.budget.lines[0].difference_ore == 9_000_00 - proposal
    _type(desk, tab.fields.items.editors[Childcare.AFTER_SCHOOL], "1,242")
    assert tab.fields.items.faults == 1, "a comma before three digits is doubtful, and is asked about"


def test_a_budget_is_kept_reopened_as_kept_and_the_changes_are_told(desk: Counter, world: World) -> None:
    tab = _guide(desk, world.ids["father"])
    _told(desk, tab)
    before = tab.reckoned
    desk.press("ui.budsjett.lagre")
    desk.fill(valid_from=TODAY - timedelta(days=2), note="Nils var med")
    assert tab.kept is not None and tab.kept.reckoned == before
    assert "Nils var med" in desk.words() and "Som lagret 21.11.2026" in desk.words()
    _type(desk, _row(tab, IncomeKind.WAGE).editors["ore"], "33 000")
    assert tab.kept is None and "Ikke lagret" in desk.words()
    desk.press("ui.budsjett.lagre")
    desk.fill(note="Ny lønn")
    assert "Lønn: 31 000 kr → 33 000 kr" in desk.words()
    newest = budgets.latest(world.leader, world.ids["his_household"])
    assert newest is not None and newest.left_ore == 33_000_00 - 10_200_50
    desk.page.end()
    desk.wait()
    assert "31 000" not in desk.words()
    again = _guide(desk, world.ids["father"])
    assert again.kept == newest and again.fields.given() == newest.given
    next(b for b in again.versions.findChildren(LinkLine) if b.text() == "21.11.2026").click()
    desk.wait()
    assert again.reckoned == before and again.kept != newest


def test_without_a_name_everything_is_reckoned_and_nothing_kept(desk: Counter) -> None:
    tab = _guide(desk, ANONYMOUS)
    _type(desk, tab.fields.people.rows[0].editors["age"], "34")
    _type(desk, _row(tab, IncomeKind.WAGE).editors["ore"], "25000")
    _type(desk, _row(tab, CostKind.RENT).editors["ore"], "8000")
    _type(desk, _row(tab, CostKind.ELECTRICITY).editors["ore"], "0")
    assert tab.reckoned is not None and tab.reckoned.budget.left.ore == 17_000_00
    assert [act.label for act in tab.acts(desk.page.record.card)] == [text("ui.budsjett.begynn_pa_nytt")]
    desk.page.end()
    assert tab.reckoned is None and tab.fields.given().household.lines[0].ore is None


@pytest.mark.parametrize(
    ("typed", "ore"),
    [("12500", 12_500_00), ("12 500,50", 12_500_50), ("12500.5", 12_500_50), ("0", 0)],
)
def test_comma_and_point_are_read(desk: Counter, typed: str, ore: int) -> None:
    tab = _guide(desk, ANONYMOUS)
    row = _row(tab, IncomeKind.WAGE)
    _type(desk, row.editors["ore"], typed)
    assert row.values()["ore"] == ore and row.faults == ()


@pytest.mark.parametrize("typed", ["-100", "1 000 000 000 000", "tusen", "12,5,5"])
def test_nonsense_is_said_beside_the_field_and_never_reckoned_with(desk: Counter, typed: str) -> None:
    tab = _guide(desk, ANONYMOUS)
    row = _row(tab, IncomeKind.WAGE)
    _type(desk, row.editors["ore"], typed)
    assert row.values()["ore"] is None and len(row.faults) == 1
    assert row.faults[0].replace("\u00a0", " ") in desk.words()
    assert tab.reckoned is not None and tab.reckoned.budget.left.result is None
    _type(desk, row.editors["ore"], "")
    assert not row.faults


@pytest.mark.parametrize("typed", ["-3", "200", "ung", "48 md", "1.1.2030", "31.02.2020"])
def test_an_age_that_cannot_be_is_said(desk: Counter, typed: str) -> None:
    tab = _guide(desk, ANONYMOUS)
    row = tab.fields.people.rows[0]
    _type(desk, row.editors["age"], typed)
    assert row.values()["age"] is None and len(row.faults) == 1


def test_fourteen_persons_and_a_newborn_without_sex(desk: Counter) -> None:
    tab = _guide(desk, ANONYMOUS)
    _type(desk, tab.fields.people.rows[0].editors["age"], "40")
    for _ in range(13):
        tab.fields.people.more.click()
        _type(desk, tab.fields.people.rows[-1].editors["age"], "8 md")
    _choose(desk, tab.fields.people.rows[0], "sex", Sex.WOMAN)
    found = tab.reckoned
    assert found is not None and len(tab.fields.given().household.people) == 14
    assert found.budget.reference.result is not None, "a newborn's sex is not asked for"
    _type(desk, tab.fields.people.rows[1].editors["age"], "12")
    assert tab.reckoned is not None and tab.reckoned.budget.reference.result is None
    assert "Kjønn: ikke oppgitt" in desk.words()


def test_a_household_that_cannot_be_is_refused_where_the_result_was(desk: Counter) -> None:
    tab = _guide(desk, ANONYMOUS)
    tab.fields.people.rows[0].dropped.emit(tab.fields.people.rows[0])
    desk.wait()
    assert tab.reckoned is None and "Budsjettet har ingen personer." in desk.words()


def test_debts_and_the_bills_account(desk: Counter) -> None:
    tab = _guide(desk, ANONYMOUS)
    _type(desk, _row(tab, CostKind.RENT).editors["ore"], "9000")
    _type(desk, _row(tab, CostKind.ELECTRICITY).editors["ore"], "12000")
    _choose(desk, _row(tab, CostKind.ELECTRICITY), "per", AmountPer.YEAR)
    tab.fields.debts.more.click()
    debt = tab.fields.debts.rows[0]
    _choose(desk, debt, "kind", DebtKind.CARD)
    for key, typed in (("balance", "100 000"), ("rate", "24,5"), ("instalment", "500")):
        _type(desk, debt.editors[key], typed)
    assert "Gjelden blir ikke mindre." in desk.words()
    days = tab.fields.bills.rows[0].editors["paydays"]
    _type(desk, days, "12, 28")
    assert tab.reckoned is not None and tab.reckoned.bills is not None
    assert [one.day for one in tab.reckoned.bills.transfers] == [12, 28]
    assert "30.11.2026" in desk.words(), "28 November is a Saturday"
    _type(desk, days, "12, 40")
    assert tab.reckoned.bills is None and text("ui.budsjett.umulig_dag") in desk.words()


def test_a_figure_is_opened_by_one_click(desk: Counter, world: World) -> None:
    tab = _guide(desk, world.ids["father"])
    _told(desk, tab)
    name = text("ui.budsjett.vis_utregning", hva=text("budsjett.navn.igjen"), sum="20\u00a0799,50\u00a0kr")
    next(b for b in tab.result.findChildren(LinkLine) if b.accessibleName() == name).click()
    desk.wait()
    assert "Boligen: 10 200,50 kr" in desk.words()
    desk.press("ui.felles.lukk")


def test_who_may_only_read_is_offered_no_saving(world: World, jobs: Jobs, tmp_path: Path) -> None:
    reader = Counter(world.desk(Role.READER), jobs, tmp_path, VeiledningPage)
    tab = _guide(reader, world.ids["father"])
    assert text("ui.budsjett.lagre") not in [act.label for act in tab.acts(reader.page.record.card)]
