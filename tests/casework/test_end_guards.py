"""What a family must be able to rely on when a tenancy ends: dates, deadlines, letters, deposit and debt (P3, P5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from boligdesk.casework import documents, end_letters, persons, settlement, tenancy_card, tenancy_change, tenancy_end
from boligdesk.casework.tenancy_change import Change
from boligdesk.casework.tenancy_draft import DraftMember
from boligdesk.casework.tenancy_end import EndRequest, MoveOut
from boligdesk.models.casefile import Document, Task
from boligdesk.models.person import Person
from boligdesk.models.stock import LettingUnit
from boligdesk.models.tenancy import Security, Settlement, Tenancy
from boligdesk.rules.messages import Kind, RefusedError
from boligdesk.rules.settlement import LineKind, SettlementLine
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind, EndKind, NoticeGround
from boligdesk.rules.vocabulary import ContactKind, HouseholdRole, Protection, SendingWay, TaskKind, TaskState

from .lease_world import TODAY, LeaseWorld


def _text(pdf: bytes) -> str:
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(words.split()).replace("\u00a0", " ")


def _codes(refused: pytest.ExceptionInfo[RefusedError]) -> set[str]:
    return {fault.code for fault in refused.value.faults}


def _end(leases: LeaseWorld, tenancy_id: int, kind: EndKind, received: date = TODAY, **facts: object) -> int:
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    request = replace(EndRequest(tenancy_id, version, kind, received), **facts)  # type: ignore[arg-type]
    return tenancy_end.record_end(leases.desk, request).value


def _notice(leases: LeaseWorld, tenancy_id: int, received: date = TODAY, **facts: object) -> int:
    words = {"ground": NoticeGround.BREACH, "reasons_text": "Gjentatt husbråk."}
    return _end(leases, tenancy_id, EndKind.LANDLORD_NOTICE, received, **words | facts)


def _ending(leases: LeaseWorld, tenancy_id: int) -> tenancy_end.EndRow:
    return tenancy_end.endings_of(leases.desk, tenancy_id)[0]


def _tasks(leases: LeaseWorld, tenancy_id: int) -> dict[TaskKind, date | None]:
    with leases.store.reading() as session:
        query = select(Task.kind, Task.due).where(Task.tenancy_id == tenancy_id, Task.state == TaskState.OPEN)
        return {row.kind: row.due for row in session.execute(query)}


def _closed(leases: LeaseWorld, tenancy_id: int, on: date, forwarding: str = "Nygata 1, 9990 Fjordvik") -> None:
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    tenancy_end.move_out(leases.desk, MoveOut(tenancy_id, version, on, forwarding))


# Dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2027, 3, 31)),
        (date(2027, 1, 31), date(2027, 4, 30)),
    ],
)
def test_notice_runs_out_with_a_month_also_from_month_ends_and_leap_years(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch, received: date, last_day: date
) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    monkeypatch.setenv("BOLIGDESK_DATO", received.isoformat())
    _end(leases, tenancy_id, EndKind.TENANT_NOTICE, received)
    assert _ending(leases, tenancy_id).effective_on == last_day


def test_the_agreed_notice_holds_for_the_tenant_and_never_shortens_the_landlords(leases: LeaseWorld) -> None:
    reasons = {"leieforhold.kort_frist": "Leietakeren ba om det"}
    tenancy_id = leases.lease(fixed_until=None, notice_months=1, reasons=reasons)
    _notice(leases, tenancy_id)
    assert _ending(leases, tenancy_id).effective_on == date(2027, 2, 28)
    _end(leases, tenancy_id, EndKind.TENANT_NOTICE)
    assert _ending(leases, tenancy_id).effective_on == date(2026, 12, 31)


def test_a_room_in_a_shared_home_has_a_months_notice(leases: LeaseWorld) -> None:
    with leases.store.writing() as session:
        home = session.get_one(LettingUnit, leases.unit).dwelling_id
        session.add(LettingUnit(dwelling_id=home, name="Rom 2", created_at=leases.desk.now, updated_at=leases.desk.now))
    tenancy_id = leases.lease(fixed_until=None, notice_months=1)
    _notice(leases, tenancy_id)
    assert _ending(leases, tenancy_id).effective_on == date(2026, 12, 31)


def test_a_short_notice_for_an_ordinary_home_needs_a_reason(leases: LeaseWorld) -> None:
    with pytest.raises(RefusedError) as refused:
        leases.lease(fixed_until=None, notice_months=1)
    assert _codes(refused) == {"leieforhold.kort_frist"}


def test_a_notice_late_in_a_fixed_term_does_not_outlast_it(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2029-10-10")
    _end(leases, tenancy_id, EndKind.TENANT_NOTICE, date(2029, 10, 10))
    assert tenancy_card.tenancy_card(leases.desk, tenancy_id).to_date == date(2029, 11, 30)


def test_a_fixed_term_that_ran_on_is_open_and_needs_the_landlords_notice(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2030-02-28")
    with pytest.raises(RefusedError) as refused:
        _notice(leases, tenancy_id, date(2030, 2, 28))
    assert "husleie.oppsigelse.tidsbestemt" in _codes(refused)
    monkeypatch.setenv("BOLIGDESK_DATO", "2030-03-01")
    _notice(leases, tenancy_id, date(2030, 3, 1))
    assert _ending(leases, tenancy_id).effective_on == date(2030, 6, 30)


@pytest.mark.parametrize(
    ("kind", "facts", "code"),
    [
        (EndKind.AGREED, {"agreed_last_day": date(2026, 11, 30)}, "leieforhold.slutt_for_start"),
        (EndKind.TENANT_NOTICE, {"received_on": date(2026, 11, 24)}, "leieforhold.mottatt_i_framtiden"),
        (EndKind.LANDLORD_NOTICE, {"sent_on": date(2026, 11, 24)}, "leieforhold.mottatt_for_sendt"),
    ],
)
def test_days_that_cannot_be_are_told(leases: LeaseWorld, kind: EndKind, facts: dict[str, date], code: str) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    with pytest.raises(RefusedError) as refused:
        _end(leases, tenancy_id, kind, ground=NoticeGround.BREACH, reasons_text="Husbråk", **facts)
    assert code in _codes(refused)


def test_proof_of_receipt_moves_the_deadlines(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-11-30")
    printed = end_letters.print_end_letter(leases.desk, _notice(leases, tenancy_id, date(2026, 11, 30))).value
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-12-04")
    way = documents.NewSending(SendingWay.POST, date(2026, 11, 30), "Leietakerne", date(2026, 12, 3))
    documents.mark_sent(leases.desk, printed.document_id, way)
    row = _ending(leases, tenancy_id)
    assert (row.effective_on, row.protest_by, row.sue_by) == (date(2027, 3, 31), date(2027, 1, 3), date(2027, 4, 3))
    assert _tasks(leases, tenancy_id)[TaskKind.PROTEST] == date(2027, 1, 3)


def test_a_protest_lies_between_receipt_and_today(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    ending = _notice(leases, tenancy_id)
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        with pytest.raises(RefusedError):
            tenancy_end.protested(leases.desk, ending, _ending(leases, tenancy_id).version, day)


def test_taking_our_notice_back_leaves_the_tenants_own_standing(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    ours = _notice(leases, tenancy_id)
    version = _ending(leases, tenancy_id).version
    _end(leases, tenancy_id, EndKind.TENANT_NOTICE)
    tenancy_end.withdraw_end(leases.desk, ours, version, "Enighet")
    assert tenancy_card.tenancy_card(leases.desk, tenancy_id).to_date == date(2027, 2, 28)
    assert TaskKind.MOVE_OUT_PROTOCOL in _tasks(leases, tenancy_id)


def test_a_partner_who_is_no_tenant_is_not_forgotten(leases: LeaseWorld) -> None:
    members = (DraftMember(leases.bo, HouseholdRole.PARTNER),)
    tenancy_id = leases.lease(fixed_until=None, tenant_ids=(leases.anna,), members=members, start=date(2026, 11, 1),
                              reasons={"husleie.start.for_signering": "Flyttet inn før signering"})  # fmt: skip
    for kind in (EndKind.TENANT_NOTICE, EndKind.AGREED):
        with pytest.raises(RefusedError) as refused:
            _end(leases, tenancy_id, kind)
        assert "leieforhold.partner_bor_der" in _codes(refused)
        with pytest.raises(RefusedError) as refused:
            _end(leases, tenancy_id, kind, shared_with_spouse=True)
        assert "husleie.oppsigelse.uten_ektefelle" in _codes(refused)
    assert _end(leases, tenancy_id, EndKind.TENANT_NOTICE, shared_with_spouse=True, spouse_consent="Brev 20.11.2026")


# Letters ------------------------------------------------------------------------------------------------------


def test_the_request_to_move_is_printed_only_in_its_window(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2029-11-01")
    early = {"reasons": {"husleie.flytteoppfordring.tidlig": "Avtalt"}}
    ending = _end(leases, tenancy_id, EndKind.REQUEST_TO_MOVE, date(2029, 11, 1), **early)
    with pytest.raises(RefusedError) as refused:
        end_letters.print_end_letter(leases.desk, ending)
    assert refused.value.fault.code == "leieforhold.oppfordring_for_tidlig"
    monkeypatch.setenv("BOLIGDESK_DATO", "2030-03-01")
    with pytest.raises(RefusedError) as refused:
        end_letters.print_end_letter(leases.desk, ending)
    assert refused.value.fault.code == "husleie.flytteoppfordring.for_sent"


def test_the_request_threatens_eviction_only_when_the_clause_is_usable_and_is_kept(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2030-01-15")
    ending = _end(leases, tenancy_id, EndKind.REQUEST_TO_MOVE, date(2030, 1, 15))
    first = end_letters.print_end_letter(leases.desk, ending).value
    words = _text(first.pdf)
    assert "namsmannen kaster deg ut" not in words and "be retten om en avgjørelse" in words
    monkeypatch.setenv("BOLIGDESK_DATO", "2030-01-16")
    assert end_letters.print_end_letter(leases.desk, ending).value.pdf == first.pdf


def test_the_notice_names_the_paragraph_and_keeps_how_its_days_came_about(leases: LeaseWorld) -> None:
    ending = _notice(leases, leases.lease(fixed_until=None))
    printed = end_letters.print_end_letter(leases.desk, ending).value
    assert "husleieloven § 9-5: mislighold" in _text(printed.pdf)
    with leases.store.reading() as session:
        kept = session.get_one(Document, printed.document_id).data["explanations"]
    assert [line["explanation"]["result"]["date"] for line in kept] == ["2027-02-28", "2026-12-23", "2027-03-23"]


def test_a_withdrawn_notice_is_not_printed(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    ending = _notice(leases, tenancy_id)
    tenancy_end.withdraw_end(leases.desk, ending, _ending(leases, tenancy_id).version, "Feil")
    with pytest.raises(RefusedError):
        end_letters.print_end_letter(leases.desk, ending)


# Settlement ---------------------------------------------------------------------------------------------------


def _settled(leases: LeaseWorld, tenancy_id: int, *lines: SettlementLine, charged: int = 895000) -> int:
    given = settlement.SettlementInput(tenancy_id, charged_last_ore=charged, lines=lines)
    return settlement.make_settlement(leases.desk, given).value


def test_no_settlement_touches_the_deposit_of_somebody_who_lives_there(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    with pytest.raises(RefusedError) as refused:
        _settled(leases, tenancy_id)
    assert refused.value.fault.code == "leieforhold.oppgjor_for_tidlig"
    with leases.store.reading() as session:
        assert session.execute(select(Security.released_on)).scalars().all() == [None]


def test_a_settlement_made_anew_claims_nothing_twice(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-28")
    _closed(leases, tenancy_id, date(2027, 2, 28))
    first = _settled(leases, tenancy_id, SettlementLine(LineKind.RENT_OWED, 2_000_000))
    _settled(leases, tenancy_id, SettlementLine(LineKind.RENT_OWED, 500_000))
    with leases.store.reading() as session:
        rows = session.execute(select(Settlement).where(Settlement.voided_at.is_(None))).scalars().all()
        security = session.execute(select(Security)).scalar_one()
    assert (len(rows), security.claimed_ore) == (1, 500_000)
    with pytest.raises(RefusedError):
        settlement.print_settlement(leases.desk, first)


def test_a_deposit_that_moved_along_in_a_swap_is_not_claimed_for_the_old_home(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = leases.lease()
    other = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())
    version = tenancy_card.tenancy_card(leases.desk, one).version
    change = Change(one, version, ChangeKind.SWAP, date(2027, 1, 1), given=frozenset(Consent), other_tenancy_id=other)
    tenancy_change.make_change(leases.desk, change)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-01-10")
    given = settlement.SettlementInput(
        one,
        charged_last_ore=895000,
        lines=(SettlementLine(LineKind.RENT_OWED, 1_000_000),),
        reasons=(("husleie.oppgjor.uten_adresse", "Bor i den andre boligen"),),
    )
    settlement.make_settlement(leases.desk, given)
    with leases.store.reading() as session:
        balance = session.execute(select(Settlement.balance_ore)).scalar_one()
        claimed = session.execute(select(Security.claimed_ore).where(Security.tenancy_id == one)).scalars().all()
    assert (balance, claimed) == (1_000_000, [None])


def test_the_letter_follows_the_family_and_tells_no_false_deadline(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-28")
    _closed(leases, tenancy_id, date(2027, 2, 28))
    disputed = SettlementLine(LineKind.OTHER, 300_000, agreed=False, note="Dør")
    made = _settled(leases, tenancy_id, SettlementLine(LineKind.RENT_OWED, 895_000), disputed)
    words = _text(settlement.print_settlement(leases.desk, made).value.pdf)
    assert "Nygata 1 9990 Fjordvik" in words
    assert "04.04.2027" not in words and "bare betale oss når du samtykker" in words
    assert "11 950,00 kr" in words  # rent owed and what is held for the disputed door


def test_the_estate_is_written_to_not_the_dead(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = leases.lease(fixed_until=None, tenant_ids=(leases.anna,), members=())
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-28")
    persons.mark_dead(leases.desk, leases.anna, _person_version(leases, leases.anna), date(2027, 1, 5))
    _closed(leases, tenancy_id, date(2027, 2, 28))
    words = _text(settlement.print_settlement(leases.desk, _settled(leases, tenancy_id)).value.pdf)
    assert "Dødsboet etter Jon-Ántte Eira Kvernmo" in words


def test_former_co_tenants_of_whom_one_is_protected_share_no_address(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-28")
    _closed(leases, tenancy_id, date(2027, 2, 28), "Hemmeligveien 9, 9990 Fjordvik")
    secret = persons.ContactInput(ContactKind.ADDRESS, "Skjulte gate 5", "9991", "Boknes")
    persons.add_contact_point(leases.desk, leases.bo, secret)
    with leases.store.writing() as session:
        session.get_one(Person, leases.bo).protection = Protection.STRICT
    words = _text(settlement.print_settlement(leases.desk, _settled(leases, tenancy_id)).value.pdf)
    assert "Hemmeligveien" not in words and "Skjulte" not in words


def _person_version(leases: LeaseWorld, person_id: int) -> int:
    with leases.store.reading() as session:
        return session.get_one(Person, person_id).version


def test_nothing_is_done_with_a_withdrawn_tenancy(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    with leases.store.writing() as session:
        session.get_one(Tenancy, tenancy_id).voided_at = leases.desk.now
    with pytest.raises(RefusedError) as refused:
        _end(leases, tenancy_id, EndKind.TENANT_NOTICE)
    assert refused.value.fault.code == "leieforhold.er_trukket"


def test_our_own_lease_lets_the_tenant_give_notice_within_the_term(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    request = EndRequest(tenancy_id, 1, EndKind.TENANT_NOTICE, TODAY)
    assert not [c for c in tenancy_end.assess_end(leases.desk, request).controls if c.kind is Kind.SOFT]


def test_five_weeks_run_from_the_banks_notice(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    assert settlement.deposit_asked_for(leases.desk, tenancy_id, TODAY).value == date(2026, 12, 28)
    assert _tasks(leases, tenancy_id)[TaskKind.RELEASE_SECURITY] == date(2026, 12, 28)
