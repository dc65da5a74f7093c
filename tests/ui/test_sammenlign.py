"""Sammenlign: three homes are reckoned as one types, bad figures are said beside their field, nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from boligdesk.casework import assessments
from boligdesk.casework.assessments import AnswerInput
from boligdesk.casework.guidance_subject import ANONYMOUS
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import CriterionStatus
from boligdesk.rules.bostotte.household import HomeTenure
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import CostKind, Entry, IncomeKind
from boligdesk.rules.budget.people import Person, Sex
from boligdesk.rules.guidance.columns import Column, HomeColumn
from boligdesk.texts import text
from boligdesk.ui.guidance.compare_fields import FigureField
from boligdesk.ui.guidance.compare_tab import CompareTab
from boligdesk.ui.guidance.state import Figures
from boligdesk.ui.guidance.tabs import COMPARE
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.veiledning import VeiledningPage
from boligdesk.ui.parts.chips import Chip
from tests.casework.people_world import TODAY, World, family
from tests.casework.sheet_world import sheet_world

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


def _tab(desk: Counter, person_id: int = ANONYMOUS) -> CompareTab:
    desk.page.show_person(person_id)
    desk.page.record.go_to(COMPARE)
    desk.wait()
    tab = desk.page.record.sections[COMPARE]
    assert isinstance(tab, CompareTab)
    return tab


def _type(desk: Counter, field: FigureField, typed: str) -> None:
    """Letter by letter, as on the keyboard."""
    line = field.editor.focus
    assert isinstance(line, QLineEdit)
    line.selectAll()
    if typed:
        QTest.keyClicks(line, typed)
    else:
        QTest.keyClick(line, Qt.Key.Key_Delete)
    desk.jobs.idle()


def _family(desk: Counter, tab: CompareTab) -> None:
    """The family of the picture: one adult, two children, group 4."""
    inputs, columns = tab.inputs, tab.columns
    typed = (
        (inputs.gross, "27 000"),
        (inputs.net, "31400"),
        (inputs.people.grown, "1"),
        (inputs.people.young, "2"),
        (inputs.place, "4"),
        (inputs.loan, "2 450 000"),
        (columns[HomeColumn.TODAY].fields["rent"], "13800"),
        (columns[HomeColumn.TODAY].fields["electricity"], "1450"),
        (columns[HomeColumn.MUNICIPAL].fields["rent"], "9450"),
        (columns[HomeColumn.MUNICIPAL].fields["electricity"], "1100"),
        (columns[HomeColumn.OWN].fields["rent"], "4750"),
    )
    for field, words in typed:
        _type(desk, field, words)
    columns[HomeColumn.MUNICIPAL].heating.editor.set_value(False)
    columns[HomeColumn.MUNICIPAL].edited.emit()
    desk.wait()


def _column(desk: Counter, kind: HomeColumn) -> Column:
    found: Column | None = desk.page.record.state.figures.column(kind)
    assert found is not None
    return found


def test_the_three_columns_follow_what_is_typed_without_a_button(desk: Counter) -> None:
    tab = _tab(desk)
    assert desk.page.record.tab == COMPARE
    _family(desk, tab)
    municipal = tab.columns[HomeColumn.MUNICIPAL]
    assert municipal.benefit.amount.text() == "−4\u00a0518"  # 121 031 counts, P28
    assert municipal.net.amount.text() == "6\u00a0032"
    assert municipal.left.amount.text() == "25\u00a0368"
    _type(desk, municipal.fields["rent"], "9000")
    assert municipal.left.amount.text() != "25\u00a0368"
    assert _column(desk, HomeColumn.MUNICIPAL).costs.ore == 10_100_00
    assert "Søk bostøtte for november 2026" in desk.words() and "Foreløpig, ikke bekreftet" in desk.words()


def test_the_own_home_says_no_surplus_without_stress_rate_and_floor_and_names_what_lacks(desk: Counter) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    own = _column(desk, HomeColumn.OWN)
    assert own.ability is not None and own.ability.stress.surplus is not None
    assert own.ability.stress.surplus.result is None
    words = desk.words()
    assert "til overs" not in words and "Stressrenten mangler" in words
    assert "Regneeksempel. Ikke tilsagn." in words and "tyringsrente" in words
    assert tab.columns[HomeColumn.OWN].loan.amount.text() == "11\u00a0882"
    typed = tab.inputs.rate
    _type(desk, typed, "5.2")
    assert _column(desk, HomeColumn.OWN).ability is not None
    assert tab.columns[HomeColumn.OWN].loan.amount.text() == "13\u00a0453"
    _type(desk, typed, "4,131")
    assert typed.said == "" and tab.columns[HomeColumn.OWN].loan.amount.text() == "11\u00a0882"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5000", "Skriv et beløp fra 0"),
        ("200000000", "Skriv et beløp fra 0"),
        ("99999999999999999999", "mer enn en milliard"),
        ("mye", "mye"),
        ("", ""),
    ],
)
def test_a_rent_that_cannot_be_is_said_beside_its_field_and_reckoned_with_nowhere(
    desk: Counter, typed: str, said: str
) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    card = tab.columns[HomeColumn.MUNICIPAL]
    _type(desk, card.fields["rent"], typed)
    assert said in card.fields["rent"].said.replace("\u00a0", " ")
    assert bool(card.fields["rent"].said) == bool(said)
    assert card.fields["rent"].editor.focus.accessibleDescription() == card.fields["rent"].said
    assert (card.benefit.amount.text(), card.left.amount.text()) == ("–", "–")
    assert "Mangler: husleie" in desk.words()
    assert tab.columns[HomeColumn.TODAY].left.amount.text() != "–"


def test_a_comma_that_may_be_a_thousand_is_reckoned_as_it_is_said(desk: Counter) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    rent = tab.columns[HomeColumn.MUNICIPAL].fields["rent"]
    _type(desk, rent, "7,450")
    assert "kan leses på to måter" in rent.said and "7 450,00 kr" in rent.said.replace("\u00a0", " ")
    assert _column(desk, HomeColumn.MUNICIPAL).costs.ore == 8_550_00


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("loan", "-1", "Skriv et beløp fra 0"),
        ("loan", "", ""),
        ("rate", "99", "Skriv en rente fra 0 til 25 %"),
        ("rate", "-4", "Skriv en rente fra 0 til 25 %"),
        ("rate", "fire", "fire"),
        ("years", "0", "fra 1 til 50"),
        ("years", "51", "fra 1 til 50"),
    ],
)
def test_a_loan_that_cannot_be_gives_no_figure_of_the_own_home(
    desk: Counter, field: str, typed: str, said: str
) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    asked = getattr(tab.inputs, field)
    _type(desk, asked, typed)
    assert said in asked.said.replace("\u00a0", " ") and bool(asked.said) == bool(said)
    own = tab.columns[HomeColumn.OWN]
    assert [line.amount.text() for line in (own.loan, own.benefit, own.net, own.left)] == ["–"] * 4
    assert tab.columns[HomeColumn.TODAY].left.amount.text() != "–"


@pytest.mark.parametrize("typed", ["13 800", "13800", "13.800,00", "kr 13800,-"])
def test_an_amount_is_read_as_it_is_written_at_a_desk(desk: Counter, typed: str) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    _type(desk, tab.columns[HomeColumn.TODAY].fields["rent"], typed)
    assert _column(desk, HomeColumn.TODAY).costs.ore == 15_250_00


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Atlantis", "Atlantis"), ("7", "1, 2, 3 eller 4"), ("-4", "1, 2, 3 eller 4"), ("4,5", "4,5")],
)
def test_an_unknown_municipality_is_said_and_gives_no_bostotte(desk: Counter, typed: str, said: str) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    _type(desk, tab.inputs.place, typed)
    assert said in tab.inputs.place.said
    assert tab.columns[HomeColumn.MUNICIPAL].benefit.amount.text() == "–"
    _type(desk, tab.inputs.place, "Alta")
    assert tab.inputs.place.said == "" and tab.columns[HomeColumn.MUNICIPAL].benefit.amount.text() != "–"


def test_fourteen_persons_and_a_newborn_without_sex(desk: Counter) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    people = tab.inputs.people
    _type(desk, people.grown, "2")
    _type(desk, people.young, "12")
    assert len(people.persons) == 14
    assert _column(desk, HomeColumn.TODAY).left.result is not None
    assert _column(desk, HomeColumn.TODAY).over_reference.missing  # no age is told
    for field in people.persons:
        _type(desk, field.age, "0" if field in people.persons[2:] else "30")
    assert _column(desk, HomeColumn.TODAY).over_reference.missing == ("kjonn",)
    for field in people.persons[:2]:
        field.sex.editor.set_value(Sex.WOMAN)
        field.edited.emit()
    desk.wait()
    assert _column(desk, HomeColumn.TODAY).over_reference.result is not None
    assert "under SIFO-budsjettet" in desk.words()
    _type(desk, people.persons[0].age, "12")
    assert "18" in people.persons[0].age.said


@pytest.mark.parametrize(
    ("grown", "young"), [("0", "0"), ("-1", "2"), ("31", "0"), ("20", "20"), ("1,5", "0"), ("", "2")]
)
def test_a_household_that_cannot_be_gives_no_figure(desk: Counter, grown: str, young: str) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    _type(desk, tab.inputs.people.grown, grown)
    _type(desk, tab.inputs.people.young, young)
    assert tab.columns[HomeColumn.TODAY].left.amount.text() == "–"
    assert desk.page.record.state.figures.columns == ()
    assert text("ui.sammenlign.hvor_mange") in desk.words()


def test_what_the_records_know_stands_there_and_can_be_fetched_again(desk: Counter, world: World) -> None:
    tab = _tab(desk, world.ids["father"])
    people = tab.inputs.people.people
    assert people is not None and (people.grown, len(people.people)) == (1, 2)
    today = tab.columns[HomeColumn.TODAY]
    known = today.fields["rent"].ore
    assert known and "Kirkebakken 3" in desk.words()
    _type(desk, today.fields["rent"], "1")
    desk.page.on_lost()  # a colleague saves something: what is typed stays
    desk.wait()
    assert today.fields["rent"].ore == 100
    desk.press("ui.sammenlign.hent")
    assert today.fields["rent"].ore == known


def test_the_explanation_is_one_click_away_opens_into_its_parts_and_is_copied(desk: Counter) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    today = tab.columns[HomeColumn.TODAY]
    today.explain.click()
    desk.wait()
    assert desk.page.record.state.figures.chosen is HomeColumn.TODAY
    lines = tab.explained.tree.lines
    assert lines[0].step == _column(desk, HomeColumn.TODAY).benefit
    before = len(lines)
    lines[2].opener.click()
    desk.wait()
    assert len(tab.explained.tree.lines) > before
    opened = len(tab.explained.tree.lines)
    _type(desk, tab.inputs.gross, "26000")
    assert len(tab.explained.tree.lines) == opened  # what is open stays open
    tab.explained.copy.click()
    copied = QApplication.clipboard().text()
    assert "Egenandel" in copied and copied.count("\n") > opened


def test_the_chart_tells_its_numbers_to_a_screen_reader(desk: Counter) -> None:
    tab = _tab(desk)
    assert tab.chart.drawing.accessibleName() == text("ui.sammenlign.uten_kurve")
    _family(desk, tab)
    said = tab.chart.drawing.accessibleName().replace("\u00a0", " ")
    assert "4 518 kr ved inntekt 27 000 kr" in said and "Ingen bostøtte fra inntekt" in said
    charted = tab.chart.drawing.charted
    assert charted is not None and charted.compared is not None and charted.curve.nothing_from_ore
    _type(desk, tab.inputs.gross, str(charted.curve.nothing_from_ore // 100))
    assert _column(desk, HomeColumn.MUNICIPAL).benefit.ore == 0
    _type(desk, tab.inputs.gross, str(charted.curve.nothing_from_ore // 100 - 100))
    assert _column(desk, HomeColumn.MUNICIPAL).benefit.ore > 0


def test_large_type_shows_the_three_homes_alone(desk: Counter) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    desk.press("ui.sammenlign.stort")
    assert tab.large.isVisible() and not tab.inputs.isVisible() and not tab.explained.isVisible()
    assert not desk.page.head.isVisible() and not desk.page.record.header.isVisible()
    assert "25 368 kr" in desk.words()
    desk.press("ui.sammenlign.vanlig")
    assert tab.inputs.isVisible() and not tab.large.isVisible() and desk.page.head.isVisible()
    desk.press("ui.sammenlign.stort")
    desk.page.end()
    desk.wait()
    assert desk.page.head.isVisible() and not tab.large.isVisible()


def test_a_house_of_ones_own_needs_no_felleskostnader(desk: Counter) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    own = tab.columns[HomeColumn.OWN]
    _type(desk, own.fields["rent"], "")
    assert own.left.amount.text() == "–"
    assert own.tenure is not None
    own.tenure.editor.set_value(HomeTenure.DETACHED)
    own.edited.emit()
    desk.wait()
    assert own.left.amount.text() != "–"


def test_a_budget_of_another_tab_counts_here(desk: Counter) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    left = _column(desk, HomeColumn.TODAY).left.ore
    lines = (Entry(IncomeKind.WAGE, 31_400_00), Entry(CostKind.INSURANCE, 400_00))
    desk.page.record.state.put_budget(Household((Person(age_months=400), Person(age_months=60)), lines))
    desk.wait()
    assert tab.inputs.people.grown.value == 1 and tab.inputs.people.young.value == 1
    assert tab.inputs.net.ore == 31_400_00
    budget = desk.page.record.state.figures.situation.budget
    assert Entry(CostKind.INSURANCE, 400_00) in budget.lines
    assert _column(desk, HomeColumn.TODAY).left.ore < left


def test_nothing_of_the_talk_stays_when_it_ends_or_another_comes(desk: Counter, world: World) -> None:
    tab = _tab(desk)
    _family(desk, tab)
    assert desk.page.record.state.figures.columns
    desk.press("ui.veiledning.avslutt")
    assert desk.page.record.state.figures == Figures()
    typed = [line.text() for line in desk.page.findChildren(QLineEdit) if line.text()]
    assert typed == ["30"]  # the term of a loan, whoever asks
    assert not any(button.isChecked() for button in desk.page.findChildren(QRadioButton))
    _tab(desk, world.ids["father"])
    assert tab.inputs.gross.ore is None


def test_the_municipal_home_says_how_the_terms_of_the_application_were_answered(
    store: Store, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = sheet_world(store, monkeypatch)
    desk = Counter(case.desk, jobs, tmp_path, VeiledningPage)
    _tab(desk, case.mother)
    assert text("ui.sammenlign.oppfyller") not in _chips(desk)
    assert "2026-0001" in desk.words()
    for line in case.sheet.lines:
        assessments.answer(
            case.desk, case.application, line.criterion.key, AnswerInput(CriterionStatus.MET, reason="Sett papirene")
        )
    desk.page.on_lost()
    desk.wait()
    assert text("ui.sammenlign.oppfyller") in _chips(desk)
    desk.press("ui.veiledning.uten_navn_knapp")
    assert text("ui.sammenlign.oppfyller") not in _chips(desk) and "2026-0001" not in desk.words()


def _chips(desk: Counter) -> list[str]:
    return [chip.look.text for chip in desk.page.findChildren(Chip) if chip.isVisible()]
