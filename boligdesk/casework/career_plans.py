"""Boligkarriereplan: where a household is, where it wants to be, who does what, and the yearly visit (V20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..models.guidance import CareerPlan, CareerReview, CareerStep
from ..models.person import Household, HouseholdMember, Person
from ..rules.guidance.words import HousingGoal, LeavingOutcome, StepBy
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import TaskKind
from .core.acts import Look, Work, reads, writes
from .core.tasks import MOST_TITLE, NewTask, add_task, close_task, follow_task


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


@dataclass(frozen=True)
class DueReview:
    """A running plan that is to be gone through: whose, what it aims at, when, and how much of it is left."""

    plan_id: int
    person_id: int
    name: str
    goal: HousingGoal
    next_review: date | None
    overdue: bool
    open_steps: int


@reads(Right.GUIDANCE_READ)
def due_reviews(look: Look, until: date | None = None) -> tuple[DueReview, ...]:
    """The running plans to be gone through by a day (inclusive; None: all), the most urgent first, the undated last."""
    plan, step = CareerPlan, CareerStep
    left = select(func.count(step.id)).where(step.plan_id == plan.id, step.done_on.is_(None), step.voided_at.is_(None))
    query = (
        select(plan, Person, left.scalar_subquery())
        .join(Person, Person.id == plan.person_id)
        .where(plan.ended_on.is_(None), plan.voided_at.is_(None))
    )
    if until is not None:
        query = query.where(plan.next_review <= until)
    found = look.session.execute(query.order_by(plan.next_review.asc().nulls_last(), plan.id))
    return tuple(
        DueReview(
            plan_id=row.id,
            person_id=row.person_id,
            name=person.full_name,
            goal=row.goal,
            next_review=row.next_review,
            overdue=row.next_review is not None and row.next_review <= look.today,
            open_steps=waiting,
        )
        for row, person, waiting in found
    )


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
    last = select(func.max(CareerStep.position)).where(CareerStep.plan_id == plan_id)
    row = CareerStep(plan_id=plan_id, position=(work.session.execute(last).scalar() or 0) + 1)
    _put_step(work, plan, row, given)
    return work.add(row).id


@writes(Right.GUIDANCE_WRITE)
def change_step(work: Work, step_id: int, version: int, given: StepInput) -> None:
    """Write an open step anew; its task follows: its words and day, made or closed as who does it is another."""
    row, plan = _open_step(work, step_id, version)
    _put_step(work, plan, row, given)


def _put_step(work: Work, plan: CareerPlan, row: CareerStep, given: StepInput) -> None:
    if not given.what.strip():
        raise refuse("plan.steg_uten_ord")
    row.what, row.actor, row.actor_name = given.what.strip(), given.actor, given.actor_name.strip()
    row.due = given.due
    if given.actor is not StepBy.OFFICE:
        close_task(work, row.task_id)
        row.task_id = None
    elif not follow_task(work, row.task_id, row.what, row.due):
        task = NewTask(TaskKind.PLAN_STEP, row.due, title=row.what[:MOST_TITLE], person_id=plan.person_id)
        row.task_id = add_task(work, task)


@writes(Right.GUIDANCE_WRITE)
def move_step(work: Work, step_id: int, version: int, *, up: bool) -> bool:
    """Let a step change places with the one before it (`up`) or after it; False where there is none."""
    row, plan = _open_step(work, step_id, version, done=True)
    there, step = CareerStep.position, CareerStep
    beyond = there < row.position if up else there > row.position
    query = select(step).where(step.plan_id == plan.id, step.voided_at.is_(None), beyond)
    other = work.session.execute(query.order_by(there.desc() if up else there)).scalars().first()
    if other is None:
        return False
    row.position, other.position = other.position, row.position
    return True


def _open_step(work: Work, step_id: int, version: int, *, done: bool = False) -> tuple[CareerStep, CareerPlan]:
    """A step of a running plan; `done`: also one that is done already."""
    row = work.load(CareerStep, step_id, version)
    plan = _running(work, row.plan_id)
    if row.voided_at is not None or (row.done_on is not None and not done):
        raise refuse("plan.steg_lukket")
    return row, plan


@writes(Right.GUIDANCE_WRITE)
def finish_step(work: Work, step_id: int, version: int, done_on: date | None = None) -> None:
    """A step is done (today unless told); its task with it."""
    row, _plan = _open_step(work, step_id, version)
    day = done_on or work.today
    if day > work.today:
        raise refuse("plan.fram_i_tid")
    row.done_on = day
    close_task(work, row.task_id)


@writes(Right.GUIDANCE_WRITE)
def drop_step(work: Work, step_id: int, version: int, reason: str) -> None:
    """A step that will not be done leaves the plan, with the reason."""
    row, _plan = _open_step(work, step_id, version)
    if not reason.strip():
        raise refuse("plan.uten_grunn")
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason.strip()
    close_task(work, row.task_id)


@writes(Right.GUIDANCE_WRITE)
def review_plan(work: Work, plan_id: int, version: int, note: str, next_review: date) -> int:
    """The plan was gone through with the household today; says when next. The review's id."""
    row = _running(work, plan_id, version)
    if next_review <= work.today:
        raise refuse("plan.gjennomgang_fortid")
    review_id = work.add(CareerReview(plan_id=plan_id, on_date=work.today, note=note.strip())).id
    row.next_review = next_review
    _ask_for_review(work, row)
    return review_id


@writes(Right.GUIDANCE_WRITE)
def end_plan(work: Work, plan_id: int, version: int, outcome: LeavingOutcome, text: str = "") -> None:
    """The household has left, or the goal is reached: how it went (V06). What was open in the plan is closed."""
    row = _running(work, plan_id, version)
    row.ended_on, row.outcome, row.outcome_text = work.today, outcome, text.strip()
    row.next_review = None
    _ask_for_review(work, row)
    steps = select(CareerStep).where(CareerStep.plan_id == plan_id, CareerStep.done_on.is_(None))
    for step in work.session.execute(steps).scalars():
        close_task(work, step.task_id)


def _running(work: Work, plan_id: int, version: int | None = None) -> CareerPlan:
    row = work.load(CareerPlan, plan_id, version)
    if row.ended_on is not None:
        raise refuse("plan.avsluttet")
    return row


def _ask_for_review(work: Work, row: CareerPlan) -> None:
    """The plan's task of being gone through is that of its next day; one of another day is done."""
    close_task(work, row.review_task_id)
    row.review_task_id = None
    if row.next_review is not None:
        row.review_task_id = add_task(work, NewTask(TaskKind.PLAN_REVIEW, row.next_review, person_id=row.person_id))
