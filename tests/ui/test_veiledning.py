"""Veiledning: somebody is found or gives no name, and the household's plan is made, followed and ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from boligdesk.casework import career_plans, guidance_subject, today
from boligdesk.casework.guidance_subject import ANONYMOUS
from boligdesk.database.engine import Store
from boligdesk.rules.guidance.words import HousingGoal, LeavingOutcome, StepBy
from boligdesk.rules.vocabulary import Role, TaskKind
from boligdesk.texts import text
from boligdesk.ui.guidance.lists_left import left_list
from boligdesk.ui.guidance.lists_plans import reviews_list
from boligdesk.ui.guidance.tabs import COMPARE, PLAN
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.veiledning import VeiledningPage
from boligdesk.ui.parts.chips import Chip
from boligdesk.ui.people.rows import LinkLine
from boligdesk.ui.tenancy import papers
from boligdesk.ui.today.acts import case_of
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


def _guide(desk: Counter, person_id: int) -> None:
    desk.page.show_person(person_id)
    desk.page.record.go_to(PLAN)
    desk.wait()


def _choose(desk: Counter, button: str, act: str) -> None:
    """Choose an act in the menu of a line."""
    line = next(b for b in desk.page.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == button)
    next(a for a in line.menu().actions() if a.text() == act).trigger()
    desk.wait()


def test_a_person_is_found_by_typing_and_what_is_known_stands_in_the_head(desk: Counter, world: World) -> None:
    assert text("ui.veiledning.tom") in desk.words()
    desk.page.head.nameless.setFocus()  # no list drops down where no screen is
    desk.page.head.finder.search.emit("Åpensen")
    desk.wait()
    finder = desk.page.head.finder
    finder._take(next(c.label for c in finder._offered if "Nils" in c.label))
    desk.wait()
    assert desk.page.shown_id == world.ids["father"]
    assert "1 voksne, 1 barn" in desk.words() and "Kirkebakken 3" in desk.words()
    desk.press("ui.veiledning.avslutt")
    assert "Nils" not in desk.words() and desk.page.shown_id is None


def test_without_a_name_nothing_is_known_and_nothing_is_kept(desk: Counter) -> None:
    desk.press("ui.veiledning.uten_navn_knapp")
    assert desk.page.shown_id == ANONYMOUS
    assert text("ui.veiledning.ingenting_lagres") in desk.words()
    desk.page.record.go_to(PLAN)
    desk.wait()
    assert text("ui.plan.krever_navn") in desk.words()


def test_a_plan_is_made_followed_and_ended_in_the_window(desk: Counter, world: World) -> None:
    _guide(desk, world.ids["father"])
    assert text("ui.plan.ingen") in desk.words()
    desk.press("ui.plan.ny")
    desk.fill(goal=HousingGoal.OWN_HOME, goal_text="Eie egen bolig nær skolen")
    assert "Eie egen bolig nær skolen" in desk.words()
    desk.press("ui.plan.nytt_steg")
    desk.fill(what="Snakke med banken", actor=StepBy.HOUSEHOLD)
    assert "Snakke med banken" in desk.words()
    (plan,) = career_plans.plans_of(world.leader, world.ids["father"])
    assert plan.given.next_review == TODAY.replace(year=TODAY.year + 1)
    desk.press("ui.plan.gjennomga")
    desk.fill(note="Har spart 40 000", next_review=TODAY + timedelta(days=300))
    assert "Har spart 40 000" in desk.words()
    _choose(desk, text("ui.plan.om_steg", hva="Snakke med banken"), text("ui.plan.er_gjort"))
    (plan,) = career_plans.plans_of(world.leader, world.ids["father"])
    assert plan.steps[0].done_on == TODAY
    assert "Gjort 23.11.2026" in [chip.look.text for chip in desk.page.findChildren(Chip) if chip.isVisible()]
    version = career_plans.plan_card(world.leader, plan.id).version
    career_plans.end_plan(world.leader, plan.id, version, LeavingOutcome.BOUGHT, "Kjøpte i Skolegata")
    desk.page.on_lost()
    desk.wait()
    assert "Tidligere plan: Kjøpte bolig. Kjøpte i Skolegata" in desk.words()


def test_who_may_not_write_is_offered_no_plan(world: World, jobs: Jobs, tmp_path: Path) -> None:
    reader = Counter(world.desk(Role.READER), jobs, tmp_path, VeiledningPage)
    _guide(reader, world.ids["father"])
    assert text("ui.plan.ingen") in reader.words()
    assert list(reader.page.record.sections[PLAN].acts(reader.page.record.card)) == []


def _planned(world: World, *steps: str) -> int:
    given = career_plans.PlanInput("Leier", HousingGoal.STAY, "", TODAY + timedelta(days=9))
    household = guidance_subject.subject(world.leader, world.ids["father"]).household_id
    assert household is not None
    plan = career_plans.make_plan(world.leader, world.ids["father"], household, given).value
    for what in steps:
        career_plans.add_step(world.leader, plan, career_plans.StepInput(what, StepBy.HOUSEHOLD))
    return plan


def test_steps_are_changed_and_moved_in_the_window(desk: Counter, world: World) -> None:
    plan = _planned(world, "Spare", "Ringe banken")
    _guide(desk, world.ids["father"])
    _choose(desk, text("ui.plan.om_steg", hva="Ringe banken"), text("ui.plan.flytt_opp"))
    assert [s.given.what for s in career_plans.plan_card(world.leader, plan).steps] == ["Ringe banken", "Spare"]
    _choose(desk, text("ui.plan.om_steg", hva="Spare"), text("ui.plan.endre_steg"))
    desk.fill(what="Spare 2 000 i måneden")
    assert "Spare 2 000 i måneden" in desk.words()


def test_ctrl_p_prints_and_files_the_plan(desk: Counter, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []
    monkeypatch.setattr(papers, "PrintSeries", lambda _parent, sheets: gone.append(sheets[0].document.title))
    _planned(world, "Spare")
    _guide(desk, world.ids["father"])
    desk.page.print_current()
    desk.wait()
    assert gone == ["Planen vår for bolig"]
    desk.page.record.go_to(COMPARE)
    desk.wait()
    desk.page.print_current()
    desk.wait()
    assert len(gone) == 1


def test_a_task_of_a_plan_opens_the_guidance_on_the_plan(desk: Counter, world: World) -> None:
    _planned(world, "Spare")
    lines = [line for group in today.day(world.leader).office for line in group.lines]
    (line,) = [one for one in lines if one.kind is TaskKind.PLAN_REVIEW]
    assert case_of(line) == ("career_plan", world.ids["father"])
    desk.page.open_record("career_plan", world.ids["father"])
    desk.wait()
    assert desk.page.record.tab == PLAN and "Spare" in desk.words()


def test_lister_names_the_plans_to_go_through(desk: Counter, world: World) -> None:
    _planned(world, "Spare", "Ringe")
    reviews_list(desk.ctx)
    desk.wait()
    assert "02.12.2026" in desk.words()
    chips = [chip.look.text for chip in desk.dialog.findChildren(Chip)]
    assert chips == [text("ui.planliste.apne_steg", antall=number) for number in (2, 1)]  # hers has no day: last
    desk.dialog.findChildren(LinkLine)[0].click()
    desk.wait()
    assert desk.window.opened[-1] == ("career_plan", world.ids["father"])


def test_lister_counts_where_they_went_and_it_can_be_said(desk: Counter, world: World) -> None:
    left_list(desk.ctx)
    desk.wait()
    assert text("ui.utfall.ingen") in desk.words()
    desk.dialog.period.set_values({"first": date(2023, 1, 1), "last": TODAY})
    desk.dialog.reload()
    desk.wait()
    assert "Flyttet ut: " in desk.words()
