"""The sample office: as the model customer, invented through and through, the same every time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from boligdesk.casework import (
    application_list,
    arrears_list,
    assessments,
    demo,
    maintenance,
    person_list,
    start,
    stock_list,
)
from boligdesk.casework.core.acts import Look
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.casework.core.lease_check import checked
from boligdesk.casework.core.status import dwelling_statuses
from boligdesk.casework.core.stops import stops
from boligdesk.casework.core.tenancy_rows import draft_of
from boligdesk.database.engine import Storage, Store
from boligdesk.models import Base
from boligdesk.rules.application_words import ApplicationKind, DecisionState, OfferState, RenewalAnswer, Stage
from boligdesk.rules.identifiers import Scheme
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.reading import read_identifier
from boligdesk.rules.terms import EndKind, LegalBasis
from boligdesk.rules.vocabulary import Protection, Role, Status, TaskKind, TaskState
from tests.support.sample import SAMPLE_DAY, copy_office

ON = SAMPLE_DAY
#: What differs between two offices of the same day: who they are, and when the file itself was made.
OWN = {"kontor": {"office_uuid", "database_uuid", "draft_secret", "created_at", "updated_at"}}


@pytest.fixture
def sample(sample_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy of the sample office, on its day."""
    monkeypatch.setenv("BOLIGDESK_DATO", ON.isoformat())
    store = start.open_office(copy_office(sample_template, tmp_path))
    yield store
    store.close()


@pytest.fixture
def desk(sample: Store) -> Desk:
    return start.enter_without_login(sample)


def rows(store: Store, name: str) -> list[Any]:
    table = Base.metadata.tables[name]
    with store.reading() as session:
        return list(session.execute(select(*table.c).order_by(*table.primary_key)).all())


def dump(store: Store) -> dict[str, Any]:
    """Everything in the office, less what is its own; lines of one act have no order among themselves."""
    found: dict[str, Any] = {
        name: [{k: v for k, v in row._mapping.items() if k not in OWN.get(name, ())} for row in rows(store, name)]
        for name in Base.metadata.tables
    }
    lines = [{**line, "id": 0} for line in found["audit_entry"] if line["entity"] != "kontor"]
    return found | {"audit_entry": sorted(lines, key=lambda line: (line["act_id"], line["entity"], line["entity_id"]))}


def test_it_is_the_size_of_the_model_customer(sample: Store) -> None:
    assert 115 <= len(rows(sample, "dwelling")) <= 125
    running = [t for t in rows(sample, "tenancy") if t.closed_on is None]
    assert len(running) == 105
    ended = [t.closed_on for t in rows(sample, "tenancy") if t.closed_on]
    assert len(ended) > 60 and all(day < ON for day in ended)
    assert len(rows(sample, "area")) == 5 and 14 <= len(rows(sample, "building")) <= 20
    assert [u.dwelling_id for u in rows(sample, "letting_unit")].count(
        next(u.dwelling_id for u in rows(sample, "letting_unit") if u.name == "Rom 1")
    ) == 5


def test_every_number_is_synthetic_and_some_are_d_numbers(sample: Store) -> None:
    numbers = rows(sample, "person_identifier")
    assert len(numbers) > 200
    for number in numbers:
        read = read_identifier(number.value).value
        assert read is not None and read.synthetic, number.value
    assert sum(number.scheme is Scheme.NO_DNR for number in numbers) >= 5


def test_it_has_the_cases_every_office_knows(sample: Store, desk: Desk) -> None:
    people = rows(sample, "person")
    assert {p.protection for p in people} == set(Protection)
    assert any(re.search("[čđŋšŧžáČ]", p.last_name) for p in people) and max(len(p.last_name) for p in people) > 15
    assert sum(p.interpreter for p in people) >= 5 and len(rows(sample, "representative")) == 3
    with sample.reading() as session:
        found = dwelling_statuses(Look(session, desk), None)
    statuses = {status.status for status in found.values()}
    wanted = set(Status) - {Status.RETIRED}
    assert wanted <= statuses, wanted - statuses
    assert {e.kind for e in rows(sample, "ending")} >= {EndKind.TENANT_NOTICE, EndKind.LANDLORD_NOTICE, EndKind.AGREED}
    assert {t.legal_basis for t in rows(sample, "tenancy")} >= {LegalBasis.ORDINARY, LegalBasis.SECTION_11_1}
    assert {t.fixed_until is None for t in rows(sample, "tenancy") if t.closed_on is None} == {True, False}


def test_one_parent_is_protected_and_the_other_is_not(sample: Store) -> None:
    people = {p.id: p for p in rows(sample, "person")}
    tenants: dict[int, list[int]] = {}
    for row in rows(sample, "tenancy_tenant"):
        tenants.setdefault(row.tenancy_id, []).append(row.person_id)
    mixed = [ids for ids in tenants.values() if len({people[i].protection for i in ids}) == 2]
    assert len(mixed) == 1
    hidden, seen = sorted(mixed[0], key=lambda i: people[i].protection is Protection.NONE)
    running = {t.first_tenant_id for t in rows(sample, "tenancy") if t.closed_on is None}
    assert {hidden, seen} <= running
    reader = start.enter_without_login(sample, Role.READER)
    assert {hidden, seen} & set(person_list.person_ids(reader, person_list.PersonQuery())) == {seen}


def test_every_running_lease_obeys_the_act(sample: Store, desk: Desk) -> None:
    with sample.reading() as session:
        look = Look(session, desk)
        for tenancy in rows(sample, "tenancy"):
            if tenancy.closed_on is None:
                draft = draft_of(look, tenancy.id)
                assert not stops(checked(look, draft, itself=tenancy.id).controls, draft.reasons), tenancy.number


def test_real_documents_and_work_to_do(sample: Store, desk: Desk) -> None:
    documents = rows(sample, "document")
    assert all(sample.documents.get(d.sha256).startswith(b"%PDF") for d in documents)
    assert sum(d.kind.value == "lease" for d in documents) == 8
    signed = {v.signed_document_id is None for v in rows(sample, "lease_version")}
    assert signed == {True, False}
    due = [t.due for t in rows(sample, "task") if t.state is TaskState.OPEN and t.due]
    assert any(day < ON for day in due) and any(day == ON for day in due) and any(day > ON for day in due)
    assert {u.role for u in rows(sample, "app_user")} == set(Role) - {Role.SCHEDULED}
    assert start.office_card(sample).training and len(stock_list.dwelling_ids(desk, stock_list.DwellingQuery())) > 110


def test_its_applications_stand_at_every_stage(sample: Store) -> None:
    stages = Counter(row.stage for row in rows(sample, "application"))
    assert stages == {
        Stage.NEW: 10, Stage.ASSESSING: 12, Stage.PROPOSED: 2, Stage.WAITING: 7, Stage.OFFERED: 2, Stage.ACCEPTED: 1,
        Stage.REFUSED: 4, Stage.CLOSED: 1,
    }  # fmt: skip
    assert {row.kind for row in rows(sample, "application")} == set(ApplicationKind) - {ApplicationKind.SWAP}
    assert Counter(row.state for row in rows(sample, "decision")) == {
        DecisionState.FINAL: 14, DecisionState.PROPOSED: 2, DecisionState.DRAFT: 1,
    }  # fmt: skip
    states = Counter(row.state for row in rows(sample, "offer"))
    assert states.pop(OfferState.OPEN) == 2
    assert states == {OfferState.ACCEPTED: 1, OfferState.REFUSED: 1, OfferState.EXPIRED: 1}
    answers = {row.answer for row in rows(sample, "renewal_item")}
    assert answers == {RenewalAnswer.WANTS, RenewalAnswer.MOVES, RenewalAnswer.WAITING}
    assert [row.forward_by for row in rows(sample, "complaint")] == [ON, ON + timedelta(days=8)]
    assert sum(row.to_date is None for row in rows(sample, "temporary_stay")) == 2


def test_its_sheets_are_partly_and_wholly_answered(sample: Store, desk: Desk) -> None:
    found = assessments.queue(desk, [row.id for row in rows(sample, "application")])
    answered = Counter(line.answered for line in found.values())
    assert {0, 5, 6, 7} <= set(answered) and answered[7] >= 18
    begun = [row.id for row in rows(sample, "application") if row.stage is Stage.ASSESSING]
    ready = [assessments.sheet(desk, one).ready for one in begun]
    assert ready.count(()) >= 2 and any(ready)


def test_one_applicant_is_protected_and_unseen_at_the_counter(sample: Store, desk: Desk) -> None:
    everybody = set(application_list.application_ids(desk, application_list.ApplicationQuery()))
    counter = start.enter_without_login(sample, Role.COUNTER)
    seen = set(application_list.application_ids(counter, application_list.ApplicationQuery()))
    assert seen < everybody
    hidden = [row.applicant_id for row in rows(sample, "application") if row.id in everybody - seen]
    people = {person.id: person.protection for person in rows(sample, "person")}
    assert [people[person] for person in hidden if person] == [Protection.CONFIDENTIAL]


def test_its_days_lie_around_today(sample: Store, desk: Desk) -> None:
    cases = [row for row in rows(sample, "task") if row.application_id and row.state is TaskState.OPEN and row.due]
    assert any(row.due < ON for row in cases)
    assert {TaskKind.OFFER_ANSWER, TaskKind.ACUTE_HANDOVER} <= {row.kind for row in cases if row.due == ON}
    assert any(ON < row.due <= ON + timedelta(days=7) for row in cases)


def test_nothing_in_it_is_broken(sample: Store, desk: Desk) -> None:
    assert maintenance.check_everything(desk) == ()


BROKEN = {
    "kontroll.avsluttet_pa_venteliste": "UPDATE application SET stage = 'closed' WHERE stage = 'waiting'",
    "kontroll.venter_utenfor_listen": "UPDATE waiting_place SET left_on = entered_on WHERE application_id IN"
    " (SELECT id FROM application WHERE stage = 'waiting')",
    "kontroll.plass_uten_vedtak": "UPDATE decision SET result = 'refused' WHERE state = 'final'",
    "kontroll.tilbudt_uten_tilbud": "UPDATE offer SET state = 'expired' WHERE state = 'open'",
    "kontroll.ja_uten_trinn": "UPDATE application SET stage = 'waiting' WHERE stage = 'accepted'",
    "kontroll.tilbud_pa_utleid": "UPDATE offer SET unit_id = (SELECT unit_id FROM tenancy WHERE to_date IS NULL"
    " AND closed_on IS NULL ORDER BY id LIMIT 1) WHERE state = 'accepted'",
    "kontroll.forslag_mangler": "UPDATE decision SET state = 'draft' WHERE state = 'proposed'",
}


@pytest.mark.parametrize("code", BROKEN)
def test_kontroll_finds_a_case_whose_rows_do_not_agree(sample: Store, desk: Desk, code: str) -> None:
    with sample.writing() as session:
        session.execute(text(BROKEN[code]))
        found = {finding.code for finding in broken_invariants(Look(session, desk))}
        session.rollback()
    assert found == {code}


def test_history_happened_when_it_did_and_by_whom(sample: Store) -> None:
    acts = rows(sample, "act_log")
    days = [act.at.date() for act in acts[1:]]
    assert days == sorted(days) and days[0].year == ON.year - 7 and days[-1] == ON
    assert {"Jonas Lindqvist", "Turid Haugland", "Ingvild Moe"} <= {act.user_name for act in acts}
    assert not {act.act for act in acts if act.act.startswith("demo")}


def test_the_same_day_gives_the_same_office_on_a_share_too(sample: Store, tmp_path: Path) -> None:
    path = tmp_path / "en_gang_til.boligdesk"
    other = demo.make_sample(path, ON, Storage.SHARE)
    first, second = dump(sample), dump(other)
    other.close()
    differing = [name for name in first if first[name] != second[name]]
    assert not differing
    _never_over_another(path, Storage.SHARE)


@pytest.mark.parametrize("storage", [Storage.SERVER], ids=["server"])
def test_it_can_be_made_on_a_server_and_on_a_leap_day(new_target: str, storage: Storage) -> None:
    store = demo.make_sample(new_target, date(2028, 2, 29), storage)
    running = [t for t in rows(store, "tenancy") if t.closed_on is None]
    store.close()
    assert len(running) == 105
    _never_over_another(new_target, storage)


def _never_over_another(target: str | Path, storage: Storage) -> None:
    with pytest.raises(RefusedError) as refused:
        demo.make_sample(target, ON, storage)
    assert refused.value.fault.code == "lager.finnes_fra_for"


def test_its_rent_is_charged_and_mostly_paid(sample: Store, desk: Desk) -> None:
    months = {entry.month for entry in rows(sample, "ledger_entry") if entry.month}
    assert len(months) == 14
    known = max(file.covers_to for file in rows(sample, "payment_file"))
    assert (ON - known).days <= 3
    states = {row.account_id: row for row in rows(sample, "account_state")}
    assert {row.on_date for row in states.values()} == {ON}
    owing = [row for row in states.values() if row.overdue_ore]
    assert 8 <= len(owing) <= 30
    assert max(row.overdue_ore for row in owing) > 40_000_00
    left = {tenancy.id for tenancy in rows(sample, "tenancy") if tenancy.closed_on}
    tenancies = {account.id: account.tenancy_id for account in rows(sample, "rent_account")}
    assert any(tenancies[row.account_id] in left for row in owing)
    reader = start.enter_without_login(sample, Role.READER)
    hidden = {row.account_id for row in owing} - set(arrears_list.arrears_ids(reader, arrears_list.ArrearsQuery()))
    assert hidden, "a protected tenant owes, and only those with the right see it"


def test_households_are_guided(sample: Store) -> None:
    (budget,) = rows(sample, "household_budget")
    (talk,) = rows(sample, "guidance")
    (loan,) = rows(sample, "loan_case")
    (proof,) = rows(sample, "finance_proof")
    assert budget.household_id == talk.household_id == loan.household_id and talk.document_id is not None
    assert proof.case_id == loan.id and proof.expires_on > ON
    assert len(rows(sample, "benefit_status")) == 3
    plans = rows(sample, "career_plan")
    assert len(plans) == 3 and all(plan.review_task_id for plan in plans)
    done = [step.done_on for step in rows(sample, "career_step")]
    assert len(done) == 9 and sum(day is not None for day in done) == 1
    went = [ending.outcome for ending in rows(sample, "ending") if ending.moved_out_on]
    assert len(set(went)) > 4 and None in went
