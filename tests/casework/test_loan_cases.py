"""Startlån in preparation: answers, the finansieringsbevis and its end, the purchase in its order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from boligdesk.casework import loan_cases
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.loan_cases import PurchaseInput
from boligdesk.database.engine import Store
from boligdesk.models.casefile import Task
from boligdesk.rules.guidance.words import LoanPurpose, LoanStage, PurchaseStep
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.startlan.proof import ProofState
from boligdesk.rules.startlan.target import NeedQuestion, TargetResult
from boligdesk.rules.vocabulary import TaskKind, TaskState

from .people_world import TODAY, World, family

ENDS = TODAY + timedelta(days=90)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    return family(store)


def _open(office: World, purpose: LoanPurpose = LoanPurpose.BUY) -> int:
    return loan_cases.open_loan(office.leader, office.ids["father"], purpose, office.ids["his_household"]).value


def _version(office: World, case_id: int) -> int:
    return loan_cases.loan_card(office.leader, case_id).version


def _due(office: World, kind: TaskKind) -> list[date | None]:
    with office.store.reading() as session:
        query = select(Task.due).where(Task.kind == kind, Task.state == TaskState.OPEN)
        return list(session.execute(query).scalars())


def _running_out(office: World, case_id: int) -> list[loan_cases.ExpiringProof]:
    return [line for line in loan_cases.expiring_proofs(office.leader) if line.case_id == case_id]


def _code(refused: pytest.ExceptionInfo[RefusedError]) -> str:
    return refused.value.fault.code


@pytest.mark.lagring
def test_from_questions_to_a_bought_home(office: World) -> None:
    desk, case_id = office.leader, _open(office)
    said = {
        NeedQuestion.BANK_INSUFFICIENT: True,
        NeedQuestion.CHILDREN: True,
        NeedQuestion.NEEDS_STABLE_HOME_SOON: True,
    }
    loan_cases.answer_questions(desk, case_id, _version(office, case_id), said)
    card = loan_cases.loan_card(desk, case_id)
    assert (card.target.result, card.target.prioritised) == (TargetResult.EXCEPTION_A, True)
    loan_cases.write_reasons(desk, case_id, card.version, "Barnet bor trygt nær skolen.", "Unntak a", "")
    loan_cases.keep_figures(desk, case_id, _version(office, case_id), {"lan": 1}, {"schema": 1})
    loan_cases.move_loan(desk, case_id, _version(office, case_id), LoanStage.GRANTED)
    proof_id = loan_cases.issue_proof(desk, case_id, 2_450_000_00, TODAY, ENDS).value
    assert _due(office, TaskKind.PROOF_EXPIRES) == [ENDS - timedelta(days=21)]
    (line,) = _running_out(office, case_id)
    assert (line.name, line.expires_on, line.state) == ("Nils Åpensen", ENDS, ProofState.VALID)

    with pytest.raises(RefusedError) as refused:
        loan_cases.write_purchase(desk, case_id, PurchaseStep.BID, None, PurchaseInput(done_on=TODAY))
    assert _code(refused) == "lansak.bud_for_godkjenning"
    for step in (PurchaseStep.HOME_APPROVED, PurchaseStep.BID):
        loan_cases.write_purchase(desk, case_id, step, None, PurchaseInput(done_on=TODAY))
    taken = PurchaseInput(due=date(2027, 2, 1), note="Overtakelse Skolegata 4")
    loan_cases.write_purchase(desk, case_id, PurchaseStep.TAKEOVER, None, taken)
    assert _due(office, TaskKind.PURCHASE_STEP) == [date(2027, 2, 1)]
    loan_cases.use_proof(desk, proof_id, loan_cases.loan_card(desk, case_id).proofs[0].version, TODAY)
    assert _running_out(office, case_id) == [] and _due(office, TaskKind.PROOF_EXPIRES) == []
    loan_cases.move_loan(desk, case_id, _version(office, case_id), LoanStage.BOUGHT)
    done = loan_cases.loan_card(desk, case_id)
    assert (done.stage, done.closed_on, _due(office, TaskKind.PURCHASE_STEP)) == (LoanStage.BOUGHT, TODAY, [])
    assert [row.step for row in done.purchase if row.done_on] == [PurchaseStep.HOME_APPROVED, PurchaseStep.BID]


def test_one_running_case_of_a_purpose(office: World) -> None:
    case_id = _open(office)
    with pytest.raises(RefusedError) as refused:
        _open(office)
    assert _code(refused) == "lansak.finnes"
    _open(office, LoanPurpose.REFINANCE)
    loan_cases.move_loan(office.leader, case_id, _version(office, case_id), LoanStage.DROPPED)
    _open(office)
    found = loan_cases.loans_of(office.leader, office.ids["father"])
    assert [(card.purpose, card.closed_on) for card in found] == [
        (LoanPurpose.BUY, None),
        (LoanPurpose.REFINANCE, None),
        (LoanPurpose.BUY, TODAY),
    ]


def test_buying_the_home_they_rent_names_its_lease(office: World) -> None:
    with pytest.raises(RefusedError) as refused:
        _open(office, LoanPurpose.RENT_TO_OWN)
    assert _code(refused) == "lansak.uten_leieforhold"
    ids = office.ids
    lease = ids["his_tenancy"]
    loan_cases.open_loan(office.leader, ids["father"], LoanPurpose.RENT_TO_OWN, ids["his_household"], lease)


def test_with_children_no_result_without_what_is_best_for_them(office: World) -> None:
    desk, case_id = office.leader, _open(office)
    loan_cases.answer_questions(desk, case_id, _version(office, case_id), {NeedQuestion.CHILDREN: True})
    with pytest.raises(RefusedError) as refused:
        loan_cases.move_loan(desk, case_id, _version(office, case_id), LoanStage.REFUSED)
    assert _code(refused) == "lansak.uten_barnets_beste"
    loan_cases.move_loan(desk, case_id, _version(office, case_id), LoanStage.APPLIED)


def test_a_proof_is_lengthened_with_a_reason_and_used_while_it_holds(office: World) -> None:
    desk, case_id = office.leader, _open(office)
    for ore, last, code in ((0, ENDS, "lansak.uten_belop"), (1, TODAY, "lansak.bevis_slutter_for")):
        with pytest.raises(RefusedError) as refused:
            loan_cases.issue_proof(desk, case_id, ore, TODAY, last)
        assert _code(refused) == code
    proof_id = loan_cases.issue_proof(desk, case_id, 100, TODAY, TODAY + timedelta(days=10)).value
    assert _due(office, TaskKind.PROOF_EXPIRES) == [TODAY], "it ends within three weeks: somebody must see to it now"
    version = loan_cases.loan_card(desk, case_id).proofs[0].version
    later = TODAY + timedelta(days=60)
    for last, why, code in ((later, " ", "lansak.uten_grunn"), (TODAY, "leter", "lansak.ikke_lenger")):
        with pytest.raises(RefusedError) as refused:
            loan_cases.extend_proof(desk, proof_id, version, last, why)
        assert _code(refused) == code
    loan_cases.extend_proof(desk, proof_id, version, later, "leter fortsatt")
    assert _due(office, TaskKind.PROOF_EXPIRES) == [later - timedelta(days=21)]
    with pytest.raises(ConflictError):
        loan_cases.use_proof(desk, proof_id, version, TODAY)
    version = loan_cases.loan_card(desk, case_id).proofs[0].version
    with pytest.raises(RefusedError) as refused:
        loan_cases.use_proof(desk, proof_id, version, later + timedelta(days=1))
    assert _code(refused) == "lansak.utenfor_beviset"


def test_a_closed_case_stands(office: World) -> None:
    desk, case_id = office.leader, _open(office)
    loan_cases.move_loan(desk, case_id, _version(office, case_id), LoanStage.DROPPED)
    with pytest.raises(RefusedError) as refused:
        loan_cases.answer_questions(desk, case_id, _version(office, case_id), {})
    assert _code(refused) == "lansak.avsluttet"
    with pytest.raises(RefusedError) as refused:
        loan_cases.write_purchase(desk, case_id, PurchaseStep.SEARCH, None, PurchaseInput())
    assert _code(refused) == "lansak.avsluttet"
