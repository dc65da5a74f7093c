"""Budgets as versions: kept with a date, opened as they were, the newest is the one others use (V15, H17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from boligdesk.casework import budget_letters, budgets, households, persons, rates
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.households import MemberInput
from boligdesk.casework.person_card import person_card
from boligdesk.casework.persons import PersonInput
from boligdesk.casework.rates import RateInput
from boligdesk.database.engine import Store
from boligdesk.rules.budget.given import BudgetGiven
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import AmountPer, CostKind, DebtKind, DebtLine, Entry, IncomeKind
from boligdesk.rules.budget.people import Person, Sex
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import HouseholdRole

from .people_world import TODAY, World, ny
from .stock_world import found

LINES = (Entry(IncomeKind.WAGE, 31_000_00), Entry(CostKind.RENT, 9_000_00), Entry(CostKind.ELECTRICITY, 1_000_00))
CARD = DebtLine(DebtKind.CARD, 20_000_00, Decimal("21.9"), 900_00, "Sparebanken")
GIVEN = BudgetGiven(Household((Person(date(1990, 2, 3), sex=Sex.WOMAN),), LINES, (CARD,)), (12,))


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    world = found(store)
    world.ids["person"] = ny(world.leader, "Åsen", "Žofia", date(1990, 2, 3))
    member = MemberInput(world.ids["person"], HouseholdRole.MAIN, date(2025, 1, 1))
    world.ids["household"] = households.create_household(world.leader, [member]).value
    return world


def _keep(office: World, given: BudgetGiven = GIVEN, on: date = TODAY, note: str = "") -> int:
    return budgets.keep_budget(office.leader, office.ids["household"], given, on, note).value


@pytest.mark.lagring
def test_a_kept_budget_is_opened_as_it_was_and_the_newest_holds(office: World) -> None:
    desk, household = office.leader, office.ids["household"]
    assert budgets.latest(desk, household) is None
    said = budgets.estimate(desk, GIVEN)
    first = _keep(office, on=TODAY - timedelta(days=30), note=" ved samtalen ")
    card = budgets.budget_card(desk, first)
    assert (card.given, card.reckoned, card.note) == (GIVEN, said, "ved samtalen")
    assert (card.income_ore, card.housing_ore) == (31_000_00, 10_000_00)
    assert card.left_ore == said.budget.left.ore == 31_000_00 - 10_000_00 - 900_00
    assert card.spare_ore == said.budget.balance.ore and card.room_ore == said.budget.balance.ore + 9_000_00
    more = replace(GIVEN, household=replace(GIVEN.household, debts=()))
    second = _keep(office, more)
    assert [one.id for one in budgets.budgets_of(desk, household)] == [second, first]
    newest = budgets.latest(desk, household)
    assert newest is not None and newest.id == second and newest.left_ore == 21_000_00
    budgets.withdraw_budget(desk, second, newest.version, "feil husstand")
    assert [one.id for one in budgets.budgets_of(desk, household)] == [first]


def test_a_rate_that_changes_later_does_not_change_what_was_kept(office: World) -> None:
    desk = office.leader
    kept = budgets.budget_card(desk, _keep(office))
    assert kept.provisional and "sosialhjelp_enslig" in kept.reckoned.budget.missing
    floor = RateInput("sosialhjelp_enslig", date(2026, 1, 1), "8 000", "rundskriv", date(2026, 12, 31))
    rates.add_rate(desk, floor)
    assert budgets.budget_card(desk, kept.id).reckoned == kept.reckoned
    assert "sosialhjelp_enslig" not in budgets.estimate(desk, GIVEN).budget.missing


def test_a_figure_that_lacks_is_kept_as_lacking(office: World) -> None:
    unsaid = replace(GIVEN, household=replace(GIVEN.household, people=(Person(date(1990, 2, 3)),)))
    card = budgets.budget_card(office.leader, _keep(office, unsaid))
    assert card.left_ore == 20_100_00 and card.spare_ore is card.room_ore is card.reference_ore is None


def test_what_cannot_be_kept_is_refused(office: World) -> None:
    wrong = replace(GIVEN, household=replace(GIVEN.household, lines=(Entry(IncomeKind.WAGE, -1, AmountPer.YEAR),)))
    nobody = replace(GIVEN, household=replace(GIVEN.household, people=()))
    for given, on, note in (
        (GIVEN, TODAY + timedelta(days=1), ""),
        (GIVEN, TODAY, "x" * 501),
        (wrong, TODAY, ""),
        (nobody, TODAY, ""),
        (replace(GIVEN, paydays=(12, 12)), TODAY, ""),
    ):
        with pytest.raises(RefusedError):
            _keep(office, given, on, note)
    assert budgets.budgets_of(office.leader, office.ids["household"]) == ()


def test_taking_a_budget_back_needs_a_reason_and_the_version_that_was_seen(office: World) -> None:
    card = budgets.budget_card(office.leader, _keep(office))
    with pytest.raises(RefusedError, match="uten_grunn"):
        budgets.withdraw_budget(office.leader, card.id, card.version, " ")
    with pytest.raises(ConflictError):
        budgets.withdraw_budget(office.leader, card.id, card.version + 1, "feil")


def _pages(pdf: bytes) -> list[str]:
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ("Igjen til å leve for", "20 100 kr", "Det som kommer inn", "Den 12. hver måned", "Foreløpig")),
        ("nn", ("Hushaldsbudsjett", "Det som kjem inn", "Den 12. kvar månad", "Førebels")),
    ],
)
def test_a_kept_budget_is_printed_in_plain_words_on_two_pages_at_most(
    office: World, language: str, said: tuple[str, ...]
) -> None:
    desk, person = office.leader, office.ids["person"]
    version = person_card(desk, person).version
    persons.change_person(
        desk, person, version, PersonInput("Åsen", "Žofia", date(1990, 2, 3), letter_language=language)
    )
    budget_id = _keep(office)
    paper = budget_letters.print_budget(desk, budget_id, person).value
    pages = _pages(paper.pdf)
    assert len(pages) <= 2 and all(words in " ".join(pages) for words in said), pages
    assert "Satsen «Veiledende sosialhjelp" in " ".join(pages) or language == "nn"
    again = budget_letters.print_budget(desk, budget_id, person).value
    assert (again.fresh, again.pdf) == (False, paper.pdf)
    assert budgets.budget_card(desk, budget_id).document_id == paper.document_id


def test_a_budget_is_not_printed_for_another_household(office: World) -> None:
    other = ny(office.leader, "Nes", "Ola", date(1980, 1, 1))
    with pytest.raises(RefusedError, match="annen_husstand"):
        budget_letters.print_budget(office.leader, _keep(office), other)
