"""A tenancy's life: signed, changed, renewed, ended; clauses usable only when everybody has signed (P2, P3, P5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from boligdesk.casework import (
    change_letters,
    documents,
    end_letters,
    lease_print,
    lease_sign,
    protocols,
    settlement,
    tenancy_card,
    tenancy_change,
    tenancy_end,
    tenancy_new,
)
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.tenancy_change import Change
from boligdesk.casework.tenancy_end import EndRequest, MoveOut
from boligdesk.models.casefile import Task
from boligdesk.models.person import HouseholdMember
from boligdesk.models.stock import DwellingState
from boligdesk.models.tenancy import Kid, Tenancy
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.settlement import LineKind, SettlementLine
from boligdesk.rules.succession import Relation
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind, Clause, EndKind, NoticeGround
from boligdesk.rules.vocabulary import HouseholdRole, SendingWay, StateKind, TaskKind, TaskState

from .lease_world import TODAY, LeaseWorld

pytestmark = pytest.mark.lagring
EVERYBODY = frozenset(Consent)


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def _change(leases: LeaseWorld, tenancy_id: int, kind: ChangeKind, **facts: object) -> int:
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    change = Change(tenancy_id, version, kind, date(2027, 1, 1), given=EVERYBODY)
    return tenancy_change.make_change(leases.desk, replace(change, **facts)).value  # type: ignore[arg-type]


def _sign(leases: LeaseWorld, tenancy_id: int, *people: int) -> int:
    version = lease_sign.versions_of(leases.desk, tenancy_id)[0].id
    signatures = tuple(lease_sign.NewSignature(person, TODAY) for person in people)
    lease_sign.register_signatures(leases.desk, version, signatures, TODAY)
    return version


def _file_scan(leases: LeaseWorld, version: int, folder: Path) -> None:
    scan = folder / "skann.pdf"
    scan.write_bytes(b"%PDF-1.7 signert")
    lease_sign.file_signed_scan(leases.desk, version, scan)


def _usable(leases: LeaseWorld, tenancy_id: int) -> dict[Clause, bool]:
    return {clause: use.yes for clause, use in lease_sign.clause_status(leases.desk, tenancy_id).items()}


def _open_tasks(leases: LeaseWorld, tenancy_id: int) -> set[TaskKind]:
    with leases.store.reading() as session:
        query = select(Task.kind).where(Task.tenancy_id == tenancy_id, Task.state == TaskState.OPEN)
        return set(session.execute(query).scalars())


def test_clauses_are_usable_only_when_all_have_signed_and_the_scan_is_filed(leases: LeaseWorld, tmp_path: Path) -> None:
    tenancy_id = leases.lease()
    lease_print.print_lease(leases.desk, tenancy_id)
    version = _sign(leases, tenancy_id, leases.anna)
    _file_scan(leases, version, tmp_path)
    assert _usable(leases, tenancy_id) == {Clause.A: False, Clause.B: False}
    _sign(leases, tenancy_id, leases.bo)
    assert _usable(leases, tenancy_id) == {Clause.A: True, Clause.B: True}
    assert TaskKind.SIGN_LEASE not in _open_tasks(leases, tenancy_id)


def test_somebody_who_joined_later_has_not_signed(leases: LeaseWorld, tmp_path: Path) -> None:
    tenancy_id = leases.lease()
    lease_print.print_lease(leases.desk, tenancy_id)
    _file_scan(leases, _sign(leases, tenancy_id, leases.anna, leases.bo), tmp_path)
    leases_desk_day = date(2026, 12, 2)
    _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer, on=leases_desk_day)
    assert _usable(leases, tenancy_id) == {Clause.A: False, Clause.B: False}


def test_adding_a_co_tenant_needs_written_consent_and_makes_an_addendum(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    with pytest.raises(RefusedError):
        _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer, given=frozenset())
    change = _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer)
    words = _text(change_letters.print_addendum(leases.desk, change).value.pdf)
    assert "Risten Balto" in words and "01.01.2027" in words
    assert {TaskKind.HOUSING_ALLOWANCE, TaskKind.KID_CHECK, TaskKind.SECURITY} <= _open_tasks(leases, tenancy_id)


def test_releasing_a_tenant_keeps_the_old_debt_joint(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    change = _change(leases, tenancy_id, ChangeKind.CO_TENANT_RELEASED, person_id=leases.anna)
    card = tenancy_card.tenancy_card(leases.desk, tenancy_id)
    assert [(t.person_id, t.to_date) for t in card.tenants] == [(leases.anna, date(2026, 12, 31)), (leases.bo, None)]
    assert "solidarisk" in _text(change_letters.print_addendum(leases.desk, change).value.pdf)


def test_changed_tenants_never_share_a_kid(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    kids = [_kid(leases, tenancy_id)]
    _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer, on=date(2026, 12, 2))
    _change(leases, tenancy_id, ChangeKind.CO_TENANT_RELEASED, person_id=leases.anna, on=date(2027, 1, 1))
    kids.append(_kid(leases, tenancy_id))
    _change(leases, tenancy_id, ChangeKind.CO_TENANT_RELEASED, person_id=leases.bo, on=date(2027, 2, 1))
    kids.append(_kid(leases, tenancy_id))
    assert kids[0] == kids[1] != kids[2]
    with leases.store.reading() as session:
        assert set(session.execute(select(Kid.kid).where(Kid.tenancy_id == tenancy_id)).scalars()) == set(kids)


def _kid(leases: LeaseWorld, tenancy_id: int) -> str | None:
    with leases.store.reading() as session:
        return session.execute(select(Tenancy.kid).where(Tenancy.id == tenancy_id)).scalar_one()


def test_a_partner_moves_in_and_out(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    _change(leases, tenancy_id, ChangeKind.PARTNER_MOVES_IN, person_id=leases.newcomer, role=HouseholdRole.PARTNER)
    _change(leases, tenancy_id, ChangeKind.MEMBER_MOVES_OUT, person_id=leases.newcomer, on=date(2027, 6, 1))
    with leases.store.reading() as session:
        member = HouseholdMember
        (stay,) = session.execute(select(member).where(member.person_id == leases.newcomer)).scalars()
        assert stay.household_id == session.execute(select(Tenancy.household_id)).scalar_one()
        assert (stay.role, stay.from_date, stay.to_date) == (
            HouseholdRole.PARTNER,
            date(2027, 1, 1),
            date(2027, 5, 31),
        )
    tenants = tenancy_card.tenancy_card(leases.desk, tenancy_id).tenants
    assert leases.newcomer not in {tenant.person_id for tenant in tenants}


def test_breaking_up_leaves_the_one_who_stays(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    change = _change(leases, tenancy_id, ChangeKind.BREAK_UP, person_id=leases.anna)
    tenants = tenancy_card.tenancy_card(leases.desk, tenancy_id).tenants
    assert [(t.person_id, t.to_date) for t in tenants] == [(leases.anna, date(2026, 12, 31)), (leases.bo, None)]
    words = _text(change_letters.print_addendum(leases.desk, change).value.pdf)
    assert "Ŋárja Eira Kvernmo" in words
    with leases.store.reading() as session:
        assert session.get_one(Tenancy, tenancy_id).first_tenant_id == leases.bo


def test_death_with_a_spouse_left_goes_on_and_without_anybody_is_the_estates(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease(tenant_ids=(leases.anna,))
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-21")
    facts = {"person_id": leases.anna, "on": date(2026, 12, 20)}
    assessed = tenancy_change.assess(
        leases.desk, Change(tenancy_id, 1, ChangeKind.DEATH, relations={leases.child: Relation.DESCENDANT}, **facts)
    )
    assert assessed.entitled == ()
    _change(leases, tenancy_id, ChangeKind.DEATH, **facts)
    assert TaskKind.ESTATE in _open_tasks(leases, tenancy_id)


def test_a_renewal_is_a_new_term_tried_by_the_act(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    with pytest.raises(RefusedError):
        _change(leases, tenancy_id, ChangeKind.RENEWAL, new_end=date(2030, 11, 30))
    change = _change(leases, tenancy_id, ChangeKind.RENEWAL, new_end=date(2032, 11, 30))
    assert tenancy_card.tenancy_card(leases.desk, tenancy_id).fixed_until == date(2032, 11, 30)
    assert "30.11.2032" in _text(change_letters.print_addendum(leases.desk, change).value.pdf)


def test_two_households_swap_homes_in_one_act(leases: LeaseWorld) -> None:
    one = leases.lease()
    other = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())
    _change(leases, one, ChangeKind.SWAP, other_tenancy_id=other)
    with leases.store.reading() as session:
        rows = session.execute(select(Tenancy).order_by(Tenancy.id)).scalars().all()
    assert [(t.unit_id, t.first_tenant_id) for t in rows[2:]] == [
        (leases.other_unit, leases.anna),
        (leases.unit, leases.newcomer),
    ]
    assert {t.closed_on for t in rows[:2]} == {date(2026, 12, 31)}
    assert len({t.kid for t in rows}) == 4


def test_the_tenants_notice_runs_three_full_months(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    end = tenancy_end.record_end(leases.desk, EndRequest(tenancy_id, version, EndKind.TENANT_NOTICE, TODAY)).value
    assert tenancy_end.endings_of(leases.desk, tenancy_id)[0].effective_on == date(2027, 2, 28)
    assert "28.02.2027" in _text(end_letters.print_end_letter(leases.desk, end).value.pdf)


def test_a_shared_home_needs_the_spouses_consent(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    request = EndRequest(tenancy_id, 1, EndKind.TENANT_NOTICE, TODAY, shared_with_spouse=True)
    with pytest.raises(RefusedError):
        tenancy_end.record_end(leases.desk, request)


def test_the_landlords_notice_cannot_be_made_without_section_9_7(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    request = EndRequest(tenancy_id, 1, EndKind.LANDLORD_NOTICE, TODAY, ground=NoticeGround.BREACH)
    with pytest.raises(RefusedError):
        tenancy_end.record_end(leases.desk, request)
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    full = replace(request, version=version, reasons_text="Gjentatt husbråk etter to skriftlige advarsler.")
    end = tenancy_end.record_end(leases.desk, full).value
    row = tenancy_end.endings_of(leases.desk, tenancy_id)[0]
    assert (row.effective_on, row.protest_by) == (date(2027, 2, 28), date(2026, 12, 23))
    words = _text(end_letters.print_end_letter(leases.desk, end).value.pdf)
    assert "Gjentatt husbråk" in words and "13-2" in words and "protest" in words.lower()
    tenancy_end.protested(leases.desk, end, tenancy_end.endings_of(leases.desk, tenancy_id)[0].version, TODAY)
    assert TaskKind.PROTEST in _open_tasks(leases, tenancy_id)


def test_the_request_to_move_is_for_fixed_terms_within_three_months(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2030-01-15")
    day = date(2030, 1, 15)
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    end = tenancy_end.record_end(leases.desk, EndRequest(tenancy_id, version, EndKind.REQUEST_TO_MOVE, day)).value
    assert "30.11.2029" in _text(end_letters.print_end_letter(leases.desk, end).value.pdf)
    monkeypatch.setenv("BOLIGDESK_DATO", "2030-03-02")
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    late = EndRequest(tenancy_id, version, EndKind.REQUEST_TO_MOVE, date(2030, 3, 2))
    with pytest.raises(RefusedError):
        tenancy_end.record_end(leases.desk, late)


def test_moving_out_readies_the_home_and_the_debt_stays(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-28")
    found = protocols.blank_protocol(leases.desk, tenancy_id, moving_in=False)
    protocol = protocols.save_protocol(leases.desk, found).value
    assert "Inngang" in _text(protocols.print_protocol(leases.desk, protocol).value.pdf)
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    tenancy_end.move_out(leases.desk, MoveOut(tenancy_id, version, date(2027, 2, 28), "Nygata 1, 9990 Fjordvik"))
    lines = (SettlementLine(LineKind.RENT_OWED, 5_000_000), SettlementLine(LineKind.DAMAGE, 300_000, agreed=False))
    given = settlement.SettlementInput(tenancy_id, charged_last_ore=895000, lines=lines)
    made = settlement.make_settlement(leases.desk, given).value
    words = _text(settlement.print_settlement(leases.desk, made).value.pdf).replace("\u00a0", " ")
    assert "50 000,00 kr" in words and "26 850,00 kr" in words
    with leases.store.reading() as session:
        state = session.execute(select(DwellingState)).scalar_one()
        balance = session.execute(select(settlement.Settlement.balance_ore)).scalar_one()
    assert (state.kind, state.from_date, state.to_date) == (StateKind.READYING, date(2027, 2, 28), None)
    assert balance == 5_000_000 + 300_000 - 3 * 895000


def test_a_home_let_again_is_no_stop_on_the_tenancy_that_left_it(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = leases.lease(fixed_until=None)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-03-01")
    version = tenancy_card.tenancy_card(leases.desk, old).version
    tenancy_end.move_out(leases.desk, MoveOut(old, version, date(2027, 2, 28), "Nygata 1, 9990 Fjordvik"))
    leases.lease(tenant_ids=(leases.newcomer,), members=(), start=date(2027, 3, 1), fixed_until=date(2030, 2, 28))
    findings = tenancy_card.tenancy_card(leases.desk, old).findings
    assert "leieforhold.opptatt" not in {control.code for control in findings}


def test_two_people_on_one_tenancy_the_second_is_told(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    request = EndRequest(tenancy_id, version, EndKind.TENANT_NOTICE, TODAY)
    tenancy_end.record_end(leases.desk, request)
    with pytest.raises(ConflictError):
        tenancy_end.record_end(leases.desk, request)


def test_documents_are_listed_until_they_are_journalled_and_sent(leases: LeaseWorld) -> None:
    printed = lease_print.print_lease(leases.desk, leases.lease()).value
    row = documents.unjournalled(leases.desk)[0]
    assert row.id == printed.document_id
    documents.journal(leases.desk, row.id, row.version, "26/01234-5")
    assert documents.unjournalled(leases.desk) == []
    sending = documents.NewSending(SendingWay.POST, TODAY, "Jon-Ántte Eira Kvernmo")
    sent = documents.mark_sent(leases.desk, row.id, sending).value
    documents.mark_returned(leases.desk, sent, TODAY)
    assert documents.sendings_of(leases.desk, row.id)[0].returned_on == TODAY


@pytest.mark.parametrize(("content", "code"), [(b"", "dokument.tomt"), (b"MZ program", "dokument.feil_type")])
def test_only_pdf_and_pictures_are_filed(leases: LeaseWorld, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "fil.pdf"
    path.write_bytes(content)
    case = documents.CaseLink(tenancy_id=leases.lease())
    with pytest.raises(RefusedError) as refused:
        documents.file_attachment(leases.desk, path, case, documents.DocumentKind.SCAN)
    assert refused.value.fault.code == code


def test_a_lease_on_a_role_without_the_right_is_refused(leases: LeaseWorld) -> None:
    from boligdesk.rules.vocabulary import Role

    with pytest.raises(RefusedError) as refused:
        tenancy_new.create(leases.as_role(Role.COUNTER), leases.draft())
    assert refused.value.fault.code == "tilgang.mangler"
