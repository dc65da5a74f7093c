"""The figures of a startlån case kept as they were, its papers, its proposed reasons, and dobbel husleie on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from boligdesk.casework import budgets, loan_cases, loan_figures, loan_letters, loan_papers
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.guidance_subject import ANONYMOUS
from boligdesk.casework.loan_letters import DoubleRentInput
from boligdesk.database.engine import Store
from boligdesk.rules.budget.given import BudgetGiven
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import Entry, IncomeKind
from boligdesk.rules.budget.people import Person, Sex
from boligdesk.rules.guidance.words import LoanPurpose
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.startlan.documents import LoanPaper
from boligdesk.rules.startlan.kept import load_figures, load_given
from boligdesk.rules.startlan.preparation import LoanFigure, LoanGiven
from boligdesk.rules.startlan.reasons import Leaning
from boligdesk.rules.startlan.target import NeedQuestion

from .loan_world import office_rates
from .people_world import TODAY, World, family

FATHER = Person(born=date(1985, 5, 5), sex=Sex.MAN)
GIVEN = LoanGiven(
    LoanPurpose.BUY,
    (FATHER, Person(age_months=9 * 12, sex=Sex.WOMAN)),
    income_ore=45_000_00,
    running_ore=4_000_00,
    price_ore=2_500_000_00,
    savings_ore=150_000_00,
)
OLD = DoubleRentInput(
    "Kirkebakken 3, H0101", date(2025, 3, 1), date(2027, 1, 31), 9_300_00, date(2027, 1, 10), "Skolegata 4"
)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    world = family(store)
    office_rates(world.leader)
    return world


def _open(office: World) -> int:
    return loan_cases.open_loan(office.leader, office.ids["father"], LoanPurpose.BUY, office.ids["his_household"]).value


def _keep(office: World, case_id: int, given: LoanGiven = GIVEN) -> None:
    version = loan_cases.loan_card(office.leader, case_id).version
    loan_figures.keep_loan_figures(office.leader, case_id, version, given)


def _words(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().replace("\u00a0", " ").split())


def _code(refused: pytest.ExceptionInfo[RefusedError]) -> str:
    return refused.value.fault.code


@pytest.mark.lagring
def test_kept_figures_are_opened_as_they_were_though_the_rates_are_others(office: World) -> None:
    desk, case_id = office.leader, _open(office)
    version = loan_cases.loan_card(desk, case_id).version
    _keep(office, case_id)
    with pytest.raises(ConflictError):
        loan_figures.keep_loan_figures(desk, case_id, version, GIVEN)
    card = loan_cases.loan_card(desk, case_id)
    assert load_given(card.given) == GIVEN
    before = load_figures(card.explanation)
    assert before.on == TODAY and before.figures[LoanFigure.NEED].ore == 2_507_045_00
    sheet = loan_letters.print_loan_preparation(desk, case_id).value
    words = _words(sheet.pdf)
    for part in (
        "Regneeksempel. Ikke tilsagn. Ikke by på bolig før kommunen har godkjent den.",
        "Rente 6,50 % 4,131 %",
        "Husbankens rente, flytende, månedlig forfall: 4,131 % fra 01.11.2026",
        "(foreløpig)",
        "Nils Åpensen. Kjøpe bolig. Regnet ut 23.11.2026.",
    ):
        assert part in words
    assert "Åpensen" not in sheet.file_name
    office_rates(desk, policy="5.00")
    assert load_figures(loan_cases.loan_card(desk, case_id).explanation) == before
    again = loan_letters.print_loan_preparation(desk, case_id).value
    assert (again.fresh, again.pdf) == (False, sheet.pdf)


def test_without_figures_there_is_nothing_to_print_or_to_reason_from(office: World) -> None:
    case_id = _open(office)
    for act in (loan_letters.print_loan_preparation, loan_letters.proposed_reasons):
        with pytest.raises(RefusedError) as refused:
            act(office.leader, case_id)
        assert _code(refused) == "lansak.uten_tall"


def test_the_budget_of_the_household_is_reckoned_with_and_kept_with_the_figures(office: World) -> None:
    desk, ids = office.leader, office.ids
    assert loan_figures.loan_basis(desk, ids["father"]).budget is None
    household = Household((FATHER,), (Entry(IncomeKind.WAGE, 40_000_00),), gross_year_ore=600_000_00)
    budgets.keep_budget(desk, ids["his_household"], BudgetGiven(household), TODAY)
    basis = loan_figures.loan_basis(desk, ids["father"])
    assert (basis.budget, basis.budget_on, basis.rent_ore) == (household, TODAY, 8_950_00)
    assert [person.born for person in basis.people] == [date(1985, 5, 5), date(2017, 6, 1)]
    case_id = _open(office)
    _keep(office, case_id, replace(GIVEN, people=(), income_ore=None, budget=household))
    card = loan_cases.loan_card(desk, case_id)
    assert load_given(card.given).budget == household
    assert load_figures(card.explanation).figures[LoanFigure.BUFFER].ore == 80_000_00


def test_nobody_s_name_gives_the_rates_alone(office: World) -> None:
    basis = loan_figures.loan_basis(office.leader, ANONYMOUS)
    assert (basis.people, basis.rent_ore, basis.budget) == ((), None, None)
    assert basis.at.rate("styringsrente").result is not None


def test_papers_are_asked_for_once_and_noted_as_they_come(office: World) -> None:
    desk, case_id, father = office.leader, _open(office), office.ids["father"]
    wanted = {row.paper for row in loan_papers.loan_papers(desk, case_id)}
    assert LoanPaper.CHILDCARE_AND_SUPPORT not in wanted and LoanPaper.SHARED_DEBT not in wanted
    version = loan_cases.loan_card(desk, case_id).version
    loan_cases.answer_questions(desk, case_id, version, {NeedQuestion.CHILDREN: True})
    _keep(office, case_id, replace(GIVEN, shared_debt_ore=1))
    wanted = {row.paper for row in loan_papers.loan_papers(desk, case_id)}
    assert {LoanPaper.CHILDCARE_AND_SUPPORT, LoanPaper.SHARED_DEBT} <= wanted
    loan_papers.write_loan_paper(desk, father, LoanPaper.TAX_RETURN, None, None, TODAY, "papir")
    assert loan_papers.ask_for_loan_papers(desk, case_id).value == len(wanted) - 1
    assert loan_papers.ask_for_loan_papers(desk, case_id).value == 0
    rows = {row.paper: row for row in loan_papers.loan_papers(desk, case_id)}
    assert (rows[LoanPaper.TAX_RETURN].asked_on, rows[LoanPaper.TAX_RETURN].received_on) == (None, TODAY)
    assert rows[LoanPaper.INCOME].asked_on == TODAY
    loan_papers.write_loan_paper(desk, father, LoanPaper.RESIDENCE_PERMIT, None, TODAY, None)
    assert LoanPaper.RESIDENCE_PERMIT in {row.paper for row in loan_papers.loan_papers(desk, case_id)}
    with pytest.raises(RefusedError) as refused:
        loan_papers.write_loan_paper(desk, father, LoanPaper.DEBTS, None, TODAY + timedelta(days=1), None)
    assert _code(refused) == "lansak.fram_i_tid"
    with pytest.raises(ConflictError):
        loan_papers.write_loan_paper(desk, father, LoanPaper.INCOME, 99, TODAY, TODAY)


def test_the_reasons_say_the_rules_in_both_languages_and_what_must_be_written(office: World) -> None:
    desk, case_id = office.leader, _open(office)
    _keep(office, case_id, replace(GIVEN, loan_ore=9_000_000_00))
    version = loan_cases.loan_card(desk, case_id).version
    said = (NeedQuestion.BANK_INSUFFICIENT, NeedQuestion.CHILDREN, NeedQuestion.NEEDS_STABLE_HOME_SOON)
    loan_cases.answer_questions(desk, case_id, version, dict.fromkeys(said, True))
    made = loan_letters.proposed_reasons(desk, case_id)
    assert made.leaning is Leaning.REFUSE
    assert "Med stressrenten mangler husstanden" in made.words and "Et mindre lån" in made.words
    assert "[Skriv vurderingen av barnets beste.]" in made.words and "Klagen sendes til kommunen" in made.words
    assert "§ 5-4 andre ledd" in made.words and ".." not in made.words
    assert "Skriv vurderinga av det beste for barnet." in loan_letters.proposed_reasons(desk, case_id, "nn").words
    _keep(office, case_id)
    assert loan_letters.proposed_reasons(desk, case_id).leaning is Leaning.OPEN, "the bank has not answered on paper"


def test_dobbel_husleie_counts_the_days_of_each_month(office: World) -> None:
    desk, case_id = office.leader, _open(office)
    paper = loan_letters.print_double_rent(desk, case_id, OLD).value
    words = _words(paper.pdf)
    assert "betaler for begge boligene i 22 dager" in words and "Betaler for begge fra 10.01.2027" in words
    assert "22 av 31 dager" in words and "Sum 6 600,00 kr" in words and "NAV" in words
    for wrong, code in (
        (replace(OLD, new_from=date(2027, 2, 1)), "lansak.ingen_dobbel"),
        (replace(OLD, old_last=None), "startlan.dobbel_uten_slutt"),
        (replace(OLD, old_last=date(2024, 1, 1)), "lansak.leie_snudd"),
    ):
        with pytest.raises(RefusedError) as refused:
            loan_letters.print_double_rent(desk, case_id, wrong)
        assert _code(refused) == code
