"""The housing career plan: steps and reviews become tasks, and what is ended is closed (V06, V20)."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from boligdesk.casework import career_papers, career_plans, households, tasks
from boligdesk.casework.career_plans import PlanInput, StepInput
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.households import MemberInput
from boligdesk.database.engine import Store
from boligdesk.models.casefile import Task
from boligdesk.rules.guidance.words import HousingGoal, LeavingOutcome, StepBy
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import HouseholdRole, TaskKind, TaskState

from .people_world import TODAY, World, ny
from .stock_world import found

NEXT = TODAY + timedelta(days=365)
OWN = PlanInput("Leier kommunal bolig, tre rom", HousingGoal.OWN_HOME, "Kjøpe i nærheten av skolen", NEXT)


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


def _make(office: World, given: PlanInput = OWN) -> int:
    return career_plans.make_plan(office.leader, office.ids["person"], office.ids["household"], given).value


def _open_tasks(office: World) -> list[tuple[TaskKind, date | None]]:
    with office.store.reading() as session:
        query = select(Task.kind, Task.due).where(Task.state == TaskState.OPEN).order_by(Task.id)
        return [(row.kind, row.due) for row in session.execute(query)]


@pytest.mark.lagring
def test_a_plan_is_made_gone_through_and_ended_with_how_it_went(office: World) -> None:
    desk, plan_id = office.leader, _make(office)
    assert _open_tasks(office) == [(TaskKind.PLAN_REVIEW, NEXT)]
    bank = career_plans.add_step(desk, plan_id, StepInput("Snakke med banken", StepBy.HOUSEHOLD)).value
    ours = StepInput("Regne på startlån", StepBy.OFFICE, due=date(2027, 1, 15))
    career_plans.add_step(desk, plan_id, ours)
    assert (TaskKind.PLAN_STEP, date(2027, 1, 15)) in _open_tasks(office)
    (card,) = career_plans.plans_of(desk, office.ids["person"])
    assert [step.given.what for step in card.open_steps] == ["Snakke med banken", "Regne på startlån"]

    career_plans.finish_step(desk, bank, card.steps[0].version)
    later = NEXT + timedelta(days=365)
    career_plans.review_plan(desk, plan_id, card.version, "Har spart 40 000", later)
    card = career_plans.plan_card(desk, plan_id)
    assert (card.steps[0].done_on, card.reviews[0].note) == (TODAY, "Har spart 40 000")
    assert (TaskKind.PLAN_REVIEW, later) in _open_tasks(office)
    assert (TaskKind.PLAN_REVIEW, NEXT) not in _open_tasks(office)

    career_plans.end_plan(desk, plan_id, card.version, LeavingOutcome.BOUGHT, "Kjøpte i Skolegata")
    card = career_plans.plan_card(desk, plan_id)
    assert (card.ended_on, card.outcome, _open_tasks(office)) == (TODAY, LeavingOutcome.BOUGHT, [])


def test_a_household_has_one_running_plan(office: World) -> None:
    plan_id = _make(office)
    with pytest.raises(RefusedError) as told:
        _make(office)
    assert told.value.fault.code == "plan.finnes"
    version = career_plans.plan_card(office.leader, plan_id).version
    career_plans.end_plan(office.leader, plan_id, version, LeavingOutcome.UNKNOWN)
    _make(office)
    assert [plan.ended_on for plan in career_plans.plans_of(office.leader, office.ids["person"])] == [None, TODAY]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (PlanInput("", HousingGoal.OTHER, "  "), "plan.mal_uten_ord"),
        (PlanInput("", HousingGoal.STAY, "", TODAY - timedelta(days=1)), "plan.gjennomgang_fortid"),
    ],
)
def test_a_plan_that_says_nothing_is_refused(office: World, given: PlanInput, code: str) -> None:
    with pytest.raises(RefusedError) as told:
        _make(office, given)
    assert told.value.fault.code == code


def test_steps_need_words_and_leave_with_a_reason(office: World) -> None:
    desk, plan_id = office.leader, _make(office)
    with pytest.raises(RefusedError):
        career_plans.add_step(desk, plan_id, StepInput(" ", StepBy.NAV))
    step_id = career_plans.add_step(desk, plan_id, StepInput("Søke om tilskudd", StepBy.OFFICE)).value
    (step,) = career_plans.plan_card(desk, plan_id).steps
    with pytest.raises(RefusedError):
        career_plans.drop_step(desk, step_id, step.version, " ")
    with pytest.raises(RefusedError):
        career_plans.finish_step(desk, step_id, step.version, TODAY + timedelta(days=1))
    career_plans.drop_step(desk, step_id, step.version, "Gjelder ikke lenger")
    assert career_plans.plan_card(desk, plan_id).steps == ()
    assert (TaskKind.PLAN_STEP, None) not in _open_tasks(office)


def test_an_ended_plan_stands_and_a_slower_colleague_is_told(office: World) -> None:
    desk, plan_id = office.leader, _make(office)
    version = career_plans.plan_card(desk, plan_id).version
    career_plans.change_plan(desk, plan_id, version, PlanInput("Bor godt", HousingGoal.STAY))
    assert [kind for kind, _due in _open_tasks(office)] == []
    with pytest.raises(ConflictError):
        career_plans.change_plan(desk, plan_id, version, OWN)
    career_plans.end_plan(desk, plan_id, career_plans.plan_card(desk, plan_id).version, LeavingOutcome.FAMILY)
    with pytest.raises(RefusedError) as told:
        career_plans.add_step(desk, plan_id, StepInput("Noe", StepBy.NAV))
    assert told.value.fault.code == "plan.avsluttet"


def _steps(office: World, plan_id: int) -> list[career_plans.StepRow]:
    return list(career_plans.plan_card(office.leader, plan_id).steps)


def _task(office: World, kind: TaskKind) -> tasks.TaskRow:
    (row,) = [row for row in _task_rows(office) if row.kind is kind]
    return row


def _task_rows(office: World) -> list[tasks.TaskRow]:
    ids = tasks.task_ids(office.leader, tasks.TaskQuery())
    return list(tasks.task_rows(office.leader, ids).values())


def test_a_step_is_changed_and_its_task_follows(office: World) -> None:
    desk, plan_id = office.leader, _make(office, PlanInput("", HousingGoal.STAY))
    step_id = career_plans.add_step(desk, plan_id, StepInput("Ringe banken", StepBy.OFFICE, "", NEXT)).value
    later = StepInput("Ringe Husbanken", StepBy.OFFICE, "", NEXT + timedelta(days=7))
    career_plans.change_step(desk, step_id, _steps(office, plan_id)[0].version, later)
    task = _task(office, TaskKind.PLAN_STEP)
    assert (task.title, task.due) == ("Ringe Husbanken", NEXT + timedelta(days=7))
    theirs = StepInput("Ringe Husbanken", StepBy.HOUSEHOLD)
    career_plans.change_step(desk, step_id, _steps(office, plan_id)[0].version, theirs)
    assert _open_tasks(office) == [] and _steps(office, plan_id)[0].given == theirs
    career_plans.change_step(desk, step_id, _steps(office, plan_id)[0].version, later)
    assert _open_tasks(office) == [(TaskKind.PLAN_STEP, NEXT + timedelta(days=7))]
    career_plans.finish_step(desk, step_id, _steps(office, plan_id)[0].version)
    with pytest.raises(RefusedError) as told:
        career_plans.change_step(desk, step_id, _steps(office, plan_id)[0].version, theirs)
    assert told.value.fault.code == "plan.steg_lukket"


def test_steps_change_places_but_not_over_the_edge(office: World) -> None:
    desk, plan_id = office.leader, _make(office)
    for what in ("En", "To", "Tre"):
        career_plans.add_step(desk, plan_id, StepInput(what, StepBy.HOUSEHOLD))

    def move(place: int, *, up: bool) -> tuple[bool, list[str]]:
        step = _steps(office, plan_id)[place]
        moved = career_plans.move_step(desk, step.id, step.version, up=up).value
        return moved, [one.given.what for one in _steps(office, plan_id)]

    assert move(2, up=True) == (True, ["En", "Tre", "To"])
    assert move(0, up=False) == (True, ["Tre", "En", "To"])
    assert move(0, up=True) == (False, ["Tre", "En", "To"])
    assert move(2, up=False) == (False, ["Tre", "En", "To"])


def test_a_task_that_is_done_elsewhere_does_its_step_and_opened_again_it_waits(office: World) -> None:
    desk, plan_id = office.leader, _make(office)
    career_plans.add_step(desk, plan_id, StepInput("Søke om tilskudd", StepBy.OFFICE))
    task = _task(office, TaskKind.PLAN_STEP)
    tasks.finish_task(desk, task.id, task.version)
    assert _steps(office, plan_id)[0].done_on == TODAY
    tasks.reopen_task(desk, task.id, task.version + 1)
    assert _steps(office, plan_id)[0].done_on is None


def test_a_review_closes_the_task_of_its_own_plan_only(office: World) -> None:
    desk, plan_id = office.leader, _make(office)
    other = ny(desk, "Åsen", "Tim", date(1992, 4, 5))
    alone = MemberInput(other, HouseholdRole.MAIN, date(2025, 6, 1))
    second = households.create_household(desk, [alone]).value
    given = PlanInput("", HousingGoal.STAY, "", NEXT + timedelta(days=1))
    career_plans.make_plan(desk, office.ids["person"], second, given)
    version = career_plans.plan_card(desk, plan_id).version
    career_plans.review_plan(desk, plan_id, version, "", NEXT + timedelta(days=30))
    days = [NEXT + timedelta(days=1), NEXT + timedelta(days=30)]
    assert sorted(due for _kind, due in _open_tasks(office) if due) == days
    assert [row.next_review for row in career_plans.due_reviews(desk)] == days
    assert career_plans.due_reviews(desk, NEXT) == ()


def test_the_paper_says_what_the_plan_says_and_the_same_again_is_the_same(office: World) -> None:
    desk, plan_id = office.leader, _make(office)
    done = career_plans.add_step(desk, plan_id, StepInput("Spare litt hver måned", StepBy.HOUSEHOLD)).value
    career_plans.add_step(desk, plan_id, StepInput("Ringe banken", StepBy.BANK, "Sparebanken", NEXT))
    career_plans.finish_step(desk, done, _steps(office, plan_id)[0].version)
    paper = career_papers.print_plan(desk, plan_id).value
    pages = PdfReader(BytesIO(paper.pdf)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split()).replace("\u00a0", " ")
    for said in ("Žofia Åsen", "Kjøpe i nærheten av skolen", "gjort 23.11.2026", "Sparebanken", "innen 23.11.2027"):
        assert said in words, words
    again = career_papers.print_plan(desk, plan_id).value
    assert (again.document_id, again.fresh, again.pdf) == (paper.document_id, False, paper.pdf)
    assert len(pages) == 1
    version = career_plans.plan_card(desk, plan_id).version
    career_plans.end_plan(desk, plan_id, version, LeavingOutcome.BOUGHT)
    with pytest.raises(RefusedError):
        career_papers.print_plan(desk, plan_id)
