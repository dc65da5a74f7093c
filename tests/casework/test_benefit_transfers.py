"""Bostøtte to the municipality: by consent, for the same months only, settled every month, ended at any time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from boligdesk.casework import benefit_transfers
from boligdesk.casework.benefit_transfers import TransferInput
from boligdesk.database.engine import Store
from boligdesk.models.casefile import Task
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import TaskState

from .people_world import TODAY, World, family

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    return family(store)


def _given(office: World) -> TransferInput:
    return TransferInput(office.ids["his_tenancy"], office.ids["father"], TODAY, NOVEMBER, "husleie")


def _words(pdf: bytes) -> str:
    """All that the paper says, with single blanks."""
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(words.replace("\u00a0", " ").split())


def _transfer(office: World) -> int:
    return benefit_transfers.keep_consent(office.leader, _given(office)).value


@pytest.mark.lagring
def test_a_month_is_settled_and_what_is_left_is_paid_out(office: World) -> None:
    desk, transfer = office.leader, _transfer(office)
    benefit_transfers.settle_month(desk, transfer, TODAY, 4_200_00, 3_000_00)
    (row,) = benefit_transfers.transfers_of(desk, office.ids["his_tenancy"])
    assert [(m.month, m.surplus_ore, m.paid_out_on) for m in row.months] == [(NOVEMBER, 1_200_00, None)]
    with office.store.reading() as session:
        titles = session.execute(select(Task.title).where(Task.state == TaskState.OPEN)).scalars().all()
    assert any("1 200 kr" in title.replace("\u00a0", " ") for title in titles)
    benefit_transfers.pay_out(desk, row.months[0].id, row.months[0].version, TODAY)
    (row,) = benefit_transfers.transfers_of(desk, office.ids["his_tenancy"])
    assert row.months[0].paid_out_on == TODAY


@pytest.mark.lagring
def test_a_consent_is_withdrawn_the_day_the_household_says_so(office: World) -> None:
    desk, transfer = office.leader, _transfer(office)
    benefit_transfers.withdraw_consent(desk, transfer, 1, TODAY)
    (row,) = benefit_transfers.transfers_of(desk, office.ids["his_tenancy"])
    assert (row.to_date, row.withdrawn_on) == (TODAY, TODAY)
    assert not row.holds(TODAY + timedelta(days=1))
    with pytest.raises(RefusedError) as told:
        benefit_transfers.settle_month(desk, transfer, DECEMBER, 1_00, 0)
    assert told.value.fault.code == "transport.utenfor"
    assert benefit_transfers.keep_consent(desk, replace(_given(office), from_month=DECEMBER)).value


def test_a_consent_that_never_began_is_gone(office: World) -> None:
    desk = office.leader
    coming = benefit_transfers.keep_consent(desk, replace(_given(office), from_month=DECEMBER)).value
    benefit_transfers.withdraw_consent(desk, coming, 1, TODAY)
    assert benefit_transfers.transfers_of(desk, office.ids["his_tenancy"]) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_month": date(2026, 10, 1)}, "transport.gammel_leie"),
        ({"advances": " "}, "transport.uten_utlegg"),
        ({"consented_on": TODAY + timedelta(days=1)}, "bostottestatus.fram_i_tid"),
    ],
)
def test_what_no_consent_covers_is_refused(office: World, change: dict[str, object], code: str) -> None:
    with pytest.raises(RefusedError) as told:
        benefit_transfers.keep_consent(office.leader, replace(_given(office), **change))
    assert told.value.fault.code == code


def test_only_a_tenant_consents_and_only_once(office: World) -> None:
    desk = office.leader
    with pytest.raises(RefusedError) as told:
        benefit_transfers.keep_consent(desk, replace(_given(office), person_id=office.ids["child"]))
    assert told.value.fault.code == "transport.ikke_leietaker"
    _transfer(office)
    with pytest.raises(RefusedError) as again:
        _transfer(office)
    assert again.value.fault.code == "transport.finnes"


def test_a_month_is_settled_once_and_never_below_zero(office: World) -> None:
    desk, transfer = office.leader, _transfer(office)
    benefit_transfers.settle_month(desk, transfer, NOVEMBER, 3_000_00, 3_000_00)
    for amounts, month, code in (
        ((1_00, 0), NOVEMBER, "transport.gjort_opp"),
        ((-1, 0), DECEMBER, "transport.negativt"),
    ):
        with pytest.raises(RefusedError) as told:
            benefit_transfers.settle_month(desk, transfer, month, *amounts)
        assert told.value.fault.code == code
    (row,) = benefit_transfers.transfers_of(desk, office.ids["his_tenancy"])
    with pytest.raises(RefusedError) as nothing:
        benefit_transfers.pay_out(desk, row.months[0].id, row.months[0].version, TODAY)
    assert nothing.value.fault.code == "transport.ingenting_igjen"


def test_the_sheet_and_the_letter_say_what_they_must(office: World) -> None:
    desk, transfer = office.leader, _transfer(office)
    sheet = benefit_transfers.print_consent(
        desk, office.ids["his_tenancy"], office.ids["father"], DECEMBER, "husleie"
    ).value
    words = _words(sheet.pdf)
    assert "Samtykket er frivillig" in words and "når som helst" in words and "ikke til gammel husleie" in words
    assert "Nils Åpensen" in words and "desember 2026" in words
    month = benefit_transfers.settle_month(desk, transfer, NOVEMBER, 4_200_00, 3_000_00).value
    letter = benefit_transfers.print_statement(desk, month).value
    words = _words(letter.pdf)
    assert "4 200,00 kr" in words and "3 000,00 kr" in words and "1 200,00 kr" in words
    assert "så snart som mulig" in words
    assert benefit_transfers.print_statement(desk, month).value.document_id == letter.document_id
    benefit_transfers.pay_out(
        desk, month, benefit_transfers.transfers_of(desk, office.ids["his_tenancy"])[0].months[0].version, TODAY
    )
    paid = benefit_transfers.print_statement(desk, month).value
    assert paid.document_id != letter.document_id
