"""Startlån in preparation, beside Husbanken's own case system: the questions of § 5-4, what came of it, the purchase.

Nothing here decides: the municipality's decision is made in Startskudd by two persons. What is kept is what was
asked and answered, the figures of the day, which papers lack, and the way from finansieringsbevis to own home.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ..models.casefile import Task
from ..models.guidance import FinanceProof, LoanCase, PurchaseEvent
from ..models.person import Household, Person
from ..models.tenancy import Tenancy
from ..rules.guidance.words import LoanPurpose, LoanStage, PurchaseStep
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.startlan.proof import SOON_DAYS, ProofState, proof_state
from ..rules.startlan.target import Answers, NeedQuestion, TargetGroup, target_group
from ..rules.vocabulary import TaskKind, TaskState
from .core.acts import Look, Work, reads, writes
from .core.tasks import NewTask, add_task

#: Stages in which the office has no more to do.
CLOSED = frozenset({LoanStage.REFUSED, LoanStage.BOUGHT, LoanStage.DROPPED})


@dataclass(frozen=True)
class ProofRow:
    """A finansieringsbevis: øre, the days it holds (inclusive), and where it stands today."""

    id: int
    version: int
    amount_ore: int
    issued_on: date
    expires_on: date
    used_on: date | None
    state: ProofState
    note: str


@dataclass(frozen=True)
class PurchaseRow:
    """A step of the purchase; `id` and `version` are None while nothing is written of it."""

    step: PurchaseStep
    id: int | None
    version: int | None
    due: date | None
    done_on: date | None
    amount_ore: int | None
    note: str


@dataclass(frozen=True)
class LoanCard:
    """A case as it stands. `given` and `explanation` are the figures as they were kept (None: none yet)."""

    id: int
    version: int
    person_id: int
    name: str
    household_id: int | None
    tenancy_id: int | None
    purpose: LoanPurpose
    stage: LoanStage
    opened_on: date
    closed_on: date | None
    answers: Answers
    target: TargetGroup
    given: Any
    explanation: Any
    child_assessment: str
    reasons: str
    note: str
    proofs: tuple[ProofRow, ...]
    purchase: tuple[PurchaseRow, ...]


@dataclass(frozen=True)
class ExpiringProof:
    """A finansieringsbevis that is not used, for the list of those that run out."""

    case_id: int
    person_id: int
    name: str
    amount_ore: int
    expires_on: date
    state: ProofState


@reads(Right.GUIDANCE_READ)
def loans_of(look: Look, person_id: int) -> tuple[LoanCard, ...]:
    """The startlån cases of a person, those that run first, the newest first."""
    look.get(Person, person_id)
    case = LoanCase
    query = select(case).where(case.person_id == person_id, case.voided_at.is_(None))
    found = look.session.execute(query.order_by(case.closed_on.is_not(None), case.id.desc())).scalars()
    return tuple(_card(look, row) for row in found)


@reads(Right.GUIDANCE_READ)
def loan_card(look: Look, case_id: int) -> LoanCard:
    """One case with everything in it."""
    return _card(look, look.get(LoanCase, case_id))


@reads(Right.GUIDANCE_READ)
def expiring_proofs(look: Look) -> tuple[ExpiringProof, ...]:
    """Every finansieringsbevis of a running case that is not used, the first to run out first."""
    proof, case = FinanceProof, LoanCase
    query = (
        select(proof, case.person_id)
        .join(case, case.id == proof.case_id)
        .where(proof.voided_at.is_(None), proof.used_on.is_(None), case.voided_at.is_(None), case.closed_on.is_(None))
        .order_by(proof.expires_on, proof.id)
    )
    return tuple(
        ExpiringProof(
            row.case_id,
            person_id,
            look.get(Person, person_id).full_name,
            row.amount_ore,
            row.expires_on,
            proof_state(row.expires_on, look.today),
        )
        for row, person_id in look.session.execute(query)
    )


def _card(look: Look, row: LoanCase) -> LoanCard:
    answers = answers_in(row.answers)
    return LoanCard(
        id=row.id,
        version=row.version,
        person_id=row.person_id,
        name=look.get(Person, row.person_id).full_name,
        household_id=row.household_id,
        tenancy_id=row.tenancy_id,
        purpose=row.purpose,
        stage=row.stage,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        answers=answers,
        target=target_group(answers),
        given=row.given or None,
        explanation=row.explanation or None,
        child_assessment=row.child_assessment,
        reasons=row.reasons,
        note=row.note,
        proofs=_proofs(look, row.id),
        purchase=_purchase(look, row.id),
    )


def answers_in(kept: Mapping[str, bool] | None) -> Answers:
    """The answers as they were kept; a question that this program no longer asks is left out."""
    known = {question.value for question in NeedQuestion}
    return {NeedQuestion(code): said for code, said in (kept or {}).items() if code in known}


def _proofs(look: Look, case_id: int) -> tuple[ProofRow, ...]:
    proof = FinanceProof
    query = select(proof).where(proof.case_id == case_id, proof.voided_at.is_(None)).order_by(proof.id.desc())
    return tuple(
        ProofRow(
            one.id,
            one.version,
            one.amount_ore,
            one.issued_on,
            one.expires_on,
            one.used_on,
            proof_state(one.expires_on, look.today),
            one.note,
        )
        for one in look.session.execute(query).scalars()
    )


def _purchase(look: Look, case_id: int) -> tuple[PurchaseRow, ...]:
    rows = look.session.execute(select(PurchaseEvent).where(PurchaseEvent.case_id == case_id)).scalars()
    known = {one.step: one for one in rows}
    return tuple(_purchase_row(step, known.get(step)) for step in PurchaseStep)


def _purchase_row(step: PurchaseStep, one: PurchaseEvent | None) -> PurchaseRow:
    if one is None:
        return PurchaseRow(step, None, None, None, None, None, "")
    return PurchaseRow(step, one.id, one.version, one.due, one.done_on, one.amount_ore, one.note)


# -- the case ---------------------------------------------------------------------------------------


@writes(Right.GUIDANCE_WRITE)
def open_loan(
    work: Work, person_id: int, purpose: LoanPurpose, household_id: int | None = None, tenancy_id: int | None = None
) -> int:
    """Begin a case; its id. A person has one running case of a purpose. Buying the home they rent needs its lease."""
    work.get(Person, person_id)
    if household_id is not None:
        work.get(Household, household_id)
    if tenancy_id is not None:
        work.get(Tenancy, tenancy_id)
    elif purpose is LoanPurpose.RENT_TO_OWN:
        raise refuse("lansak.uten_leieforhold")
    case = LoanCase
    query = select(case.id).where(
        case.person_id == person_id, case.purpose == purpose, case.closed_on.is_(None), case.voided_at.is_(None)
    )
    if work.session.execute(query).first() is not None:
        raise refuse("lansak.finnes")
    row = LoanCase(person_id=person_id, household_id=household_id, tenancy_id=tenancy_id, purpose=purpose)
    row.stage, row.opened_on, row.answers, row.given, row.explanation = LoanStage.PREPARING, work.today, {}, {}, {}
    return work.add(row).id


@writes(Right.GUIDANCE_WRITE)
def answer_questions(work: Work, case_id: int, version: int, answers: Mapping[NeedQuestion, bool | None]) -> None:
    """Keep the answers to § 5-4; None takes an answer back."""
    row = _running(work, case_id, version)
    row.answers = {question.value: said for question, said in answers.items() if said is not None}


@writes(Right.GUIDANCE_WRITE)
def keep_figures(work: Work, case_id: int, version: int, given: Mapping[str, Any], explanation: Any) -> None:
    """Keep what was typed and how the figures came about (E4), as they are today."""
    row = _running(work, case_id, version)
    row.given, row.explanation = dict(given), explanation


@writes(Right.GUIDANCE_WRITE)
def write_reasons(work: Work, case_id: int, version: int, child_assessment: str, reasons: str, note: str) -> None:
    """The texts that go with the case: what is best for the children, the reasons, the office's own note."""
    row = _running(work, case_id, version)
    row.child_assessment, row.reasons, row.note = child_assessment.strip(), reasons.strip(), note.strip()


@writes(Right.GUIDANCE_WRITE)
def move_loan(work: Work, case_id: int, version: int, stage: LoanStage) -> None:
    """How far the case has come. A closed one ends its open tasks; a refused one with children needs the assessment."""
    row = _running(work, case_id, version)
    children = answers_in(row.answers).get(NeedQuestion.CHILDREN)
    if stage in (LoanStage.GRANTED, LoanStage.REFUSED) and children and not row.child_assessment:
        raise refuse("lansak.uten_barnets_beste")
    row.stage = stage
    row.closed_on = work.today if stage in CLOSED else None
    if stage in CLOSED:
        _close_tasks(work, row.person_id, TaskKind.PROOF_EXPIRES, TaskKind.PURCHASE_STEP)


# -- the finansieringsbevis -------------------------------------------------------------------------


@writes(Right.GUIDANCE_WRITE)
def issue_proof(work: Work, case_id: int, amount_ore: int, issued_on: date, expires_on: date, note: str = "") -> int:
    """Keep a finansieringsbevis; its id. Three weeks before it runs out somebody has the task to ask."""
    row = _running(work, case_id)
    if amount_ore <= 0:
        raise refuse("lansak.uten_belop")
    if expires_on <= issued_on:
        raise refuse("lansak.bevis_slutter_for")
    proof = FinanceProof(case_id=case_id, amount_ore=amount_ore, issued_on=issued_on, expires_on=expires_on)
    proof.note = note.strip()
    proof_id = work.add(proof).id
    _warn_of_end(work, row, expires_on)
    return proof_id


@writes(Right.GUIDANCE_WRITE)
def extend_proof(work: Work, proof_id: int, version: int, expires_on: date, reason: str) -> None:
    """Let a finansieringsbevis hold longer, with the reason."""
    proof = work.load(FinanceProof, proof_id, version)
    row = _running(work, proof.case_id)
    if not reason.strip():
        raise refuse("lansak.uten_grunn")
    if expires_on <= proof.expires_on:
        raise refuse("lansak.ikke_lenger")
    work.reason(reason.strip())
    proof.expires_on = expires_on
    _close_tasks(work, row.person_id, TaskKind.PROOF_EXPIRES)
    _warn_of_end(work, row, expires_on)


@writes(Right.GUIDANCE_WRITE)
def use_proof(work: Work, proof_id: int, version: int, used_on: date) -> None:
    """A home was bought on it: it runs out no more. Not before it was issued nor after it ended."""
    proof = work.load(FinanceProof, proof_id, version)
    if not proof.issued_on <= used_on <= proof.expires_on:
        raise refuse("lansak.utenfor_beviset")
    proof.used_on = used_on
    _close_tasks(work, _running(work, proof.case_id).person_id, TaskKind.PROOF_EXPIRES)


def _warn_of_end(work: Work, row: LoanCase, expires_on: date) -> None:
    due = max(work.today, expires_on - timedelta(days=SOON_DAYS))
    add_task(work, NewTask(TaskKind.PROOF_EXPIRES, due, person_id=row.person_id))


# -- the purchase -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class PurchaseInput:
    """What is written of a step: to be done by, or done on (inclusive); an amount where it has one (øre)."""

    due: date | None = None
    done_on: date | None = None
    amount_ore: int | None = None
    note: str = ""


@writes(Right.GUIDANCE_WRITE)
def write_purchase(work: Work, case_id: int, step: PurchaseStep, version: int | None, given: PurchaseInput) -> int:
    """Write a step of the purchase; the row's id. A bid waits for the municipality's approval of the home."""
    case = _running(work, case_id)
    if given.done_on is not None and given.done_on > work.today:
        raise refuse("lansak.fram_i_tid")
    rows = work.session.execute(select(PurchaseEvent).where(PurchaseEvent.case_id == case_id)).scalars()
    known = {one.step: one for one in rows}
    approved = known.get(PurchaseStep.HOME_APPROVED)
    if step is PurchaseStep.BID and given.done_on and (approved is None or approved.done_on is None):
        raise refuse("lansak.bud_for_godkjenning")
    old = known.get(step)
    row = work.load(PurchaseEvent, old.id, version) if old else PurchaseEvent(case_id=case_id, step=step)
    asked = old is None or old.due != given.due
    row.due, row.done_on, row.amount_ore, row.note = given.due, given.done_on, given.amount_ore, given.note.strip()
    if old is None:
        work.add(row)
    if given.done_on is None and given.due is not None and asked:
        title = given.note.strip()[:200]
        add_task(work, NewTask(TaskKind.PURCHASE_STEP, given.due, title=title, person_id=case.person_id))
    return row.id


def _running(work: Work, case_id: int, version: int | None = None) -> LoanCase:
    row = work.load(LoanCase, case_id, version)
    if row.closed_on is not None:
        raise refuse("lansak.avsluttet")
    return row


def _close_tasks(work: Work, person_id: int, *kinds: TaskKind) -> None:
    query = select(Task).where(Task.person_id == person_id, Task.kind.in_(kinds), Task.state == TaskState.OPEN)
    for task in work.session.execute(query).scalars():
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id
