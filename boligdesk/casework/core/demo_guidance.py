"""Guidance in the sample office: bostøtte that was heard of, a budget, plans with steps, a startlån, a talk kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select

from ...models.guidance import CareerPlan, LoanCase
from ...models.person import HouseholdMember, Person
from ...models.tenancy import Tenancy, TenancyTerm
from ...rules.budget import people as budget_people
from ...rules.budget.given import BudgetGiven
from ...rules.budget.household import Household
from ...rules.budget.lines import CostKind, Entry, IncomeKind
from ...rules.guidance.columns import Home, HomeColumn, Situation
from ...rules.guidance.words import BenefitState, HousingGoal, LoanPurpose, LoanStage, StepBy
from ...rules.periods import add_months
from ...rules.startlan.target import NeedQuestion
from .. import benefit_statuses, budgets, career_plans, guidances, loan_cases
from ..benefit_statuses import BenefitInput
from ..career_plans import PlanInput, StepInput
from .demo_steps import Scene, Step
from .desk import Who

#: So many households are guided; the first of them wants to buy.
GUIDED = 6
_WAGE, _CHILD, _POWER, _PHONE = 27_400_00, 1_968_00, 1_250_00, 640_00
_PROOF, _HELD = 2_450_000_00, 3


@dataclass(frozen=True)
class _Guided:
    """A household that is guided: its main person, where it lives, and what the rent is (øre a month)."""

    person_id: int
    household_id: int
    tenancy_id: int
    rent_ore: int | None
    budget: Household


def steps(scene: Scene, who: Who, tenancies: Callable[[], Sequence[int]]) -> Iterator[Step]:
    """What was said and planned over the last months; `tenancies` are those guided, asked when the day comes."""

    def guided(place: int) -> _Guided:
        return _guided(scene, tenancies()[place])

    heard = scene.back(96), scene.back(74), scene.back(41)
    for place, (day, state) in enumerate(zip(heard, _HEARD, strict=True)):
        yield day, partial(_hear, scene, who, guided, place, day, state)
    yield scene.back(63), partial(_budget, scene, who, guided, scene.back(63))
    yield scene.back(61), partial(_talk, scene, who, guided, scene.back(61))
    yield scene.back(60), partial(_loan, scene, who, guided, scene.back(60))
    for place, ago in ((0, 58), (3, 358), (4, 20)):
        yield scene.back(ago), partial(_plan, scene, who, guided, place, scene.back(ago))
    yield scene.back(12), partial(_reviewed, scene, who, guided, scene.back(12))
    yield scene.back(8), partial(_proof, scene, who, guided, scene.back(8))


#: What was heard of bostøtte, by place.
_HEARD = (BenefitState.GRANTED, BenefitState.APPLIED, BenefitState.REFUSED)


def _guided(scene: Scene, tenancy_id: int) -> _Guided:
    session = scene.diary.session
    lease = session.get_one(Tenancy, tenancy_id)
    term = select(TenancyTerm.rent_ore).where(TenancyTerm.tenancy_id == tenancy_id).order_by(TenancyTerm.from_date)
    member = HouseholdMember
    lives = select(Person.birth_date).join(member, member.person_id == Person.id)
    born = session.execute(lives.where(member.household_id == lease.household_id).order_by(member.id)).scalars().all()
    rent = session.execute(term).scalars().first()
    lines = (
        Entry(IncomeKind.WAGE, _WAGE),
        Entry(IncomeKind.CHILD_BENEFIT, _CHILD * max(len(born) - 1, 0)),
        Entry(CostKind.RENT, rent),
        Entry(CostKind.ELECTRICITY, _POWER),
        Entry(CostKind.OTHER, _PHONE, note=scene.words["telefon"]),
    )
    people = tuple(budget_people.Person(day, sex=budget_people.Sex.WOMAN) for day in born)
    assert lease.household_id is not None
    return _Guided(lease.first_tenant_id, lease.household_id, tenancy_id, rent, Household(people, lines))


_Find = Callable[[int], _Guided]


def _hear(scene: Scene, who: Who, guided: _Find, place: int, day: date, state: BenefitState) -> None:
    month = day.replace(day=1)
    amount = 2_913_00 if state is BenefitState.GRANTED else None
    given = BenefitInput(guided(place).household_id, state, month, amount, applied_on=add_months(month, -1))
    if state is BenefitState.REFUSED:
        given = BenefitInput(given.household_id, state, month, reapply_by=scene.back(-17), note=scene.words["avslag"])
    scene.diary.act(who, day, benefit_statuses.hear_benefit, given)


def _budget(scene: Scene, who: Who, guided: _Find, day: date) -> None:
    home = guided(0)
    scene.diary.act(who, day, budgets.keep_budget, home.household_id, BudgetGiven(home.budget, (12,)), day)


def _talk(scene: Scene, who: Who, guided: _Find, day: date) -> None:
    home = guided(0)
    situation = Situation(Household(home.budget.people, home.budget.lines[:2]), None, None)
    given = guidances.SheetInput(situation, (Home(HomeColumn.TODAY, home.rent_ore),), scene.words["rad"])
    scene.diary.steps(who, day, guidances.keep_guidance, home.person_id, given)


def _loan(scene: Scene, who: Who, guided: _Find, day: date) -> None:
    home = guided(0)
    case = scene.diary.act(who, day, loan_cases.open_loan, home.person_id, LoanPurpose.BUY, home.household_id)
    said = dict.fromkeys((NeedQuestion.BANK_INSUFFICIENT, NeedQuestion.LASTING_TROUBLE, NeedQuestion.CHILDREN), True)
    scene.diary.act(who, day, loan_cases.answer_questions, case, scene.version(LoanCase, case), said)
    words = scene.words["barn_lan"]
    scene.diary.act(who, day, loan_cases.write_reasons, case, scene.version(LoanCase, case), words, "", "")


def _proof(scene: Scene, who: Who, guided: _Find, day: date) -> None:
    query = select(LoanCase.id).where(LoanCase.person_id == guided(0).person_id)
    case = scene.diary.session.execute(query).scalar_one()
    for stage in (LoanStage.APPLIED, LoanStage.GRANTED):
        scene.diary.act(who, day, loan_cases.move_loan, case, scene.version(LoanCase, case), stage)
    scene.diary.act(who, day, loan_cases.issue_proof, case, _PROOF, day, add_months(day, _HELD))


def _plan(scene: Scene, who: Who, guided: _Find, place: int, day: date) -> None:
    home, words = guided(place), scene.words
    goal = HousingGoal.OWN_HOME if place == 0 else HousingGoal.PRIVATE_RENTAL
    again = scene.back(-300) if place == 0 else add_months(day, 12)
    given = PlanInput(words["plan_i_dag"], goal, words["plan_mal"] if place == 0 else "", again)
    plan = scene.diary.act(who, day, career_plans.make_plan, home.person_id, home.household_id, given)
    doing = (
        StepInput(words["steg_spare"], StepBy.HOUSEHOLD, "", scene.back(30)),
        StepInput(words["steg_bevis"], StepBy.OFFICE, "", scene.back(-9)),
        StepInput(words["steg_banken"], StepBy.BANK, words["banken"]),
    )
    made = [scene.diary.act(who, day, career_plans.add_step, plan, one) for one in doing]
    if place == 0:
        scene.diary.act(who, day, career_plans.finish_step, made[0], 1)


def _reviewed(scene: Scene, who: Who, guided: _Find, day: date) -> None:
    query = select(CareerPlan.id).where(CareerPlan.person_id == guided(0).person_id)
    plan = scene.diary.session.execute(query).scalar_one()
    version, said = scene.version(CareerPlan, plan), scene.words["plan_sagt"]
    scene.diary.act(who, day, career_plans.review_plan, plan, version, said, scene.back(-180))
