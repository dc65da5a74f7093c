"""Boligkarriereplan: where a household is, where it wants to be, who does what, and the yearly visit (V20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..models.casefile import Task
from ..models.guidance import CareerPlan, CareerReview, CareerStep
from ..models.person import Household, HouseholdMember, Person
from ..rules.guidance.words import HousingGoal, LeavingOutcome, StepBy
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import TaskKind, TaskState
from .core.acts import Look, Work, reads, writes
from .core.tasks import NewTask, add_task


@dataclass(frozen=True)
class PlanInput:
    """What a plan says: today's home, the goal, and the day it is gone through again."""

    today_text: str
    goal: HousingGoal
    goal_text: str = ""
    next_review: date | None = None


@dataclass(frozen=True)
class StepInput:
    """One step: what, who does it (`actor_name` where it is not plain), by when (inclusive)."""

    what: str
    actor: StepBy
    actor_name: str = ""
    due: date | None = None


@dataclass(frozen=True)
class StepRow:
    """A step as it stands."""

    id: int
    version: int
    given: StepInput
    done_on: date | None


@dataclass(frozen=True)
class ReviewRow:
    """The plan was gone through on a day, and what was said."""

    on_date: date
    note: str


@dataclass(frozen=True)
class PlanCard:
    """A plan with its steps in order and its reviews, the newest first. `outcome` None: it still runs."""

    id: int
    version: int
    household_id: int
    person_id: int
    name: str
    made_on: date
    given: PlanInput
    ended_on: date | None
    outcome: LeavingOutcome | None
    outcome_text: str
    steps: tuple[StepRow, ...]
    reviews: tuple[ReviewRow, ...]

    @property
    def open_steps(self) -> tuple[StepRow, ...]:
        """What is still to be done."""
        return tuple(step for step in self.steps if step.done_on is None)


@reads(Right.GUIDANCE_READ)
def plans_of(look: Look, person_id: int) -> tuple[PlanCard, ...]:
    """The plans of every household a person lives in or made a plan for, the newest first."""
    look.get(Person, person_id)
    member, plan = HouseholdMember, CareerPlan
    lives = select(member.household_id).where(
        member.person_id == person_id, (member.to_date.is_(None)) | (member.to_date >= look.today)
    )
    query = select(plan).where(plan.voided_at.is_(None), (plan.person_id == person_id) | plan.household_id.in_(lives))
    found = look.session.execute(query.order_by(plan.ended_on.is_not(None), plan.id.desc())).scalars()
    return tuple(_card(look, row) for row in found)


@reads(Right.GUIDANCE_READ)
def plan_card(look: Look, plan_id: int) -> PlanCard:
    """One plan with everything in it."""
    return _card(look, look.get(CareerPlan, plan_id))


def _card(look: Look, row: CareerPlan) -> PlanCard:
    step, review = CareerStep, CareerReview
    steps = look.session.execute(
        select(step).where(step.plan_id == row.id, step.voided_at.is_(None)).order_by(step.position, step.id)
    ).scalars()
    reviews = look.session.execute(
        select(review)
        .where(review.plan_id == row.id, review.voided_at.is_(None))
        .order_by(review.on_date.desc(), review.id.desc())
    ).scalars()
    return PlanCard(
        id=row.id,
        version=row.version,
        household_id=row.household_id,
        person_id=row.person_id,
        name=look.get(Person, row.person_id).full_name,
        made_on=row.made_on,
        given=PlanInput(row.today_text, row.goal, row.goal_text, row.next_review),
        ended_on=row.ended_on,
        outcome=row.outcome,
        outcome_text=row.outcome_text,
        steps=tuple(StepRow(one.id, one.version, _step_input(one), one.done_on) for one in steps),
        reviews=tuple(ReviewRow(one.on_date, one.note) for one in reviews),
    )


def _step_input(row: CareerStep) -> StepInput:
    return StepInput(row.what, row.actor, row.actor_name, row.due)


@writes(Right.GUIDANCE_WRITE)
def make_plan(work: Work, person_id: int, household_id: int, given: PlanInput) -> int:
    """Begin a household's plan; its id. A household has one running plan."""
    work.get(Person, person_id)
    work.get(Household, household_id)
    _check_plan(work, given)
    query = select(CareerPlan.id).where(
        CareerPlan.household_id == household_id, CareerPlan.ended_on.is_(None), CareerPlan.voided_at.is_(None)
    )
    if work.session.execute(query).first() is not None:
        raise refuse("plan.finnes")
    row = CareerPlan(household_id=household_id, person_id=person_id, made_on=work.today, goal=given.goal)
    _put(row, given)
    plan_id = work.add(row).id
    _ask_for_review(work, row)
    return plan_id


@writes(Right.GUIDANCE_WRITE)
def change_plan(work: Work, plan_id: int, version: int, given: PlanInput) -> None:
    """Write the plan anew; the day of the next review moves its task."""
    row = _running(work, plan_id, version)
    _check_plan(work, given)
    moved = row.next_review != given.next_review
    _put(row, given)
    if moved:
        _close_tasks(work, row, TaskKind.PLAN_REVIEW)
        _ask_for_review(work, row)


def _check_plan(work: Work, given: PlanInput) -> None:
    if given.goal is HousingGoal.OTHER and not given.goal_text.strip():
        raise refuse("plan.mal_uten_ord")
    if given.next_review is not None and given.next_review < work.today:
        raise refuse("plan.gjennomgang_fortid")


def _put(row: CareerPlan, given: PlanInput) -> None:
    row.today_text, row.goal_text = given.today_text.strip(), given.goal_text.strip()
    row.goal, row.next_review = given.goal, given.next_review


@writes(Right.GUIDANCE_WRITE)
def add_step(work: Work, plan_id: int, given: StepInput) -> int:
    """Put a step last in a plan; its id. What the office is to do becomes a task of the one who writes it."""
    plan = _running(work, plan_id)
    if not given.what.strip():
        raise refuse("plan.steg_uten_ord")
    last = select(func.max(CareerStep.position)).where(CareerStep.plan_id == plan_id)
    row = CareerStep(plan_id=plan_id, position=(work.session.execute(last).scalar() or 0) + 1, actor=given.actor)
    row.what, row.actor_name, row.due = given.what.strip(), given.actor_name.strip(), given.due
    step_id = work.add(row).id
    if given.actor is StepBy.OFFICE:
        row.task_id = add_task(
            work, NewTask(TaskKind.PLAN_STEP, given.due, title=row.what[:200], person_id=plan.person_id)
        )
    return step_id


@writes(Right.GUIDANCE_WRITE)
def finish_step(work: Work, step_id: int, version: int, done_on: date | None = None) -> None:
    """A step is done (today unless told); its task with it."""
    row = work.load(CareerStep, step_id, version)
    day = done_on or work.today
    if day > work.today:
        raise refuse("plan.fram_i_tid")
    row.done_on = day
    _close_task(work, row.task_id)


@writes(Right.GUIDANCE_WRITE)
def drop_step(work: Work, step_id: int, version: int, reason: str) -> None:
    """A step that will not be done leaves the plan, with the reason."""
    row = work.load(CareerStep, step_id, version)
    if not reason.strip():
        raise refuse("plan.uten_grunn")
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason.strip()
    _close_task(work, row.task_id)


@writes(Right.GUIDANCE_WRITE)
def review_plan(work: Work, plan_id: int, version: int, note: str, next_review: date) -> int:
    """The plan was gone through with the household today; says when next. The review's id."""
    row = _running(work, plan_id, version)
    if next_review <= work.today:
        raise refuse("plan.gjennomgang_fortid")
    review_id = work.add(CareerReview(plan_id=plan_id, on_date=work.today, note=note.strip())).id
    _close_tasks(work, row, TaskKind.PLAN_REVIEW)
    row.next_review = next_review
    _ask_for_review(work, row)
    return review_id


@writes(Right.GUIDANCE_WRITE)
def end_plan(work: Work, plan_id: int, version: int, outcome: LeavingOutcome, text: str = "") -> None:
    """The household has left, or the goal is reached: how it went (V06). What was open in the plan is closed."""
    row = _running(work, plan_id, version)
    row.ended_on, row.outcome, row.outcome_text = work.today, outcome, text.strip()
    row.next_review = None
    _close_tasks(work, row, TaskKind.PLAN_REVIEW)
    steps = select(CareerStep).where(CareerStep.plan_id == plan_id, CareerStep.done_on.is_(None))
    for step in work.session.execute(steps).scalars():
        _close_task(work, step.task_id)


def _running(work: Work, plan_id: int, version: int | None = None) -> CareerPlan:
    row = work.load(CareerPlan, plan_id, version)
    if row.ended_on is not None:
        raise refuse("plan.avsluttet")
    return row


def _ask_for_review(work: Work, row: CareerPlan) -> None:
    if row.next_review is not None:
        add_task(work, NewTask(TaskKind.PLAN_REVIEW, row.next_review, person_id=row.person_id))


def _close_tasks(work: Work, row: CareerPlan, kind: TaskKind) -> None:
    query = select(Task.id).where(Task.person_id == row.person_id, Task.kind == kind, Task.state == TaskState.OPEN)
    for task_id in work.session.execute(query).scalars().all():
        _close_task(work, task_id)


def _close_task(work: Work, task_id: int | None) -> None:
    task = work.session.get(Task, task_id) if task_id is not None else None
    if task is not None and task.state is TaskState.OPEN:
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id
