"""Letters about unpaid rent: sums that are the ledger's, holds with their reason, and nothing that counts unsent."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from boligdesk.casework import arrears_events, arrears_letters, arrears_papers, batches, collection, documents
from boligdesk.casework.arrears_letters import LetterLine
from boligdesk.casework.core import arrears_facts
from boligdesk.casework.core.accounts import entries_of
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.documents import NewSending
from boligdesk.models.arrears import ArrearsEvent, NoticeItem
from boligdesk.models.casefile import Document
from boligdesk.models.office import Office
from boligdesk.models.person import Person
from boligdesk.models.tenancy import Security, Tenancy
from boligdesk.rules.arrears.facts import ArrearsHold
from boligdesk.rules.arrears.words import ArrearsEventKind, LedgerKind
from boligdesk.rules.ledger.account import AccountAt
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import Clause, SecurityKind
from boligdesk.rules.vocabulary import Protection, Role, RunState, SendingWay
from boligdesk.texts import render

from ..forms.conftest import pages_of
from .arrears_world import RENT, ArrearsWorld, account_id_of, arrears_world, put
from .lease_world import LeaseWorld

#: A Monday; rents of October and November are past due, and 2026 has rates for fee and interest.
TODAY = date(2026, 12, 21)
OCTOBER, NOVEMBER = date(2026, 11, 2), date(2026, 12, 1)
K = ArrearsEventKind


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    """Two rents owed on 21 December 2026, payments known to later, the tenant spoken with, the office's own books."""
    world = arrears_world(leases, monkeypatch)
    world.on(TODAY)
    _own_books(world.desk)
    world.owe(OCTOBER, NOVEMBER)
    world.happened(K.CONTACT, NOVEMBER)
    return world


@writes(Right.SETTINGS_WRITE)
def _own_books(work: Work) -> None:
    work.session.get_one(Office, 1).ledger_kind = LedgerKind.OWN


@reads(Right.LEDGER_READ)
def _ledger(look: Look, account_id: int) -> AccountAt:
    return entries_of(look, (account_id,))[account_id].at(look.today)


def _plan(owing: ArrearsWorld, kind: ArrearsEventKind) -> LetterLine:
    return arrears_letters.letter_plan(owing.desk, [owing.account], kind).lines[0]


def _why(owing: ArrearsWorld, kind: ArrearsEventKind) -> str:
    held = _plan(owing, kind).held
    return render(held) if held else ""


@reads(Right.LEDGER_READ)
def _events(look: Look, kind: ArrearsEventKind) -> list[ArrearsEvent]:
    return list(look.session.execute(select(ArrearsEvent).where(ArrearsEvent.kind == kind)).scalars())


@reads(Right.LEDGER_READ)
def _named(look: Look, event_id: int) -> dict[int, int]:
    rows = look.session.execute(select(NoticeItem).where(NoticeItem.event_id == event_id)).scalars()
    return {row.claim_id: row.remaining_ore for row in rows}


def _made(owing: ArrearsWorld, kind: ArrearsEventKind) -> tuple[ArrearsEvent, str]:
    """Make the letter; its event and its words."""
    printed = arrears_letters.make_letter(owing.desk, owing.account, kind).value
    event = next(one for one in _events(owing.desk, kind) if one.document_id == printed.document_id)
    return event, " ".join(pages_of(printed.pdf))


def _send(owing: ArrearsWorld, *event_ids: int, on: date | None = None) -> int:
    return arrears_letters.mark_letters_sent(owing.desk, event_ids, SendingWay.POST, on or owing.desk.today).value.count


def _not_sent(owing: ArrearsWorld, event_id: int, on: date | None = None) -> str:
    """Try to mark a letter sent; why it was not."""
    marked = arrears_letters.mark_letters_sent(owing.desk, [event_id], SendingWay.POST, on or owing.desk.today).value
    assert marked.count == 0
    return marked.refused[0].why


def _after_reminder(owing: ArrearsWorld) -> None:
    owing.sent(K.REMINDER, date(2026, 12, 4), *[item.entry.id for item in _ledger(owing.desk, owing.account).claims])


@pytest.mark.lagring
def test_a_reminder_names_what_the_ledger_says_and_has_no_fee(owing: ArrearsWorld) -> None:
    owing.pay(3_000_00, date(2026, 12, 5))
    plan, before = _plan(owing, K.REMINDER), _ledger(owing.desk, owing.account)
    assert (plan.sum_ore, plan.fee_ore, plan.held) == (before.balance_ore, 0, None)
    event, words = _made(owing, K.REMINDER)
    after = _ledger(owing.desk, owing.account)
    assert (event.amount_ore, event.sent_on, event.deadline) == (after.balance_ore, None, date(2027, 1, 4))
    assert _named(owing.desk, event.id) == {item.entry.id: item.remaining_ore for item in after.claims}
    for part in ("15 000,00 kr", "6 000,00 kr", "1234.56.78903", "04.01.2027", "bostøtte", "NAV", "avtale"):
        assert part in words
    assert "gebyr for dette brevet" in words, "it says that there is none"


def test_a_fee_is_a_line_of_its_own_and_the_sum_is_the_ledgers(owing: ArrearsWorld) -> None:
    _after_reminder(owing)
    owing.owe(date(2026, 12, 15), kind=EntryKind.INTEREST, ore=112_37)
    event, words = _made(owing, K.FEE_LETTER)
    after = _ledger(owing.desk, owing.account)
    assert event.amount_ore == after.balance_ore == after.open_ore == 2 * RENT + 112_37 + 38_00
    assert "18 150,37 kr" in words and "Gebyr for dette brevet 21.12.2026 38,00 kr" in words
    assert sum(_named(owing.desk, event.id).values()) == event.amount_ore
    fees = [item for item in after.claims if item.entry.kind is EntryKind.FEE]
    assert [(one.entry.id, one.entry.on, one.remaining_ore) for one in fees] == [(event.fee_entry_id, TODAY, 38_00)]


def test_a_letter_counts_from_the_day_it_is_marked_sent(owing: ArrearsWorld) -> None:
    _after_reminder(owing)
    event, _ = _made(owing, K.FEE_LETTER)
    owing.on(TODAY + timedelta(days=1))
    waiting = arrears_letters.unsent_letters(owing.desk)
    assert [(one.event_id, one.send_by) for one in waiting] == [(event.id, date(2026, 12, 24))]
    assert "21.12.2026" in _not_sent(owing, event.id, on=TODAY - timedelta(days=1)), "not before it was made"
    assert _send(owing, event.id) == 1
    assert _send(owing, event.id) == 0, "once"
    assert arrears_letters.unsent_letters(owing.desk) == ()
    assert _events(owing.desk, K.FEE_LETTER)[0].sent_on == TODAY + timedelta(days=1)
    assert "Gjort 22.12.2026" in _why(owing, K.FEE_LETTER)


def test_a_letter_that_lay_too_long_must_be_made_anew(owing: ArrearsWorld) -> None:
    _after_reminder(owing)
    event, _ = _made(owing, K.FEE_LETTER)
    owing.on(date(2026, 12, 28))
    assert "er for kort når det sendes 28.12.2026" in _not_sent(owing, event.id)
    assert "ikke sendt" in _why(owing, K.FEE_LETTER)
    arrears_events.withdraw_event(owing.desk, event.id, event.version, "Lå for lenge")
    after = _ledger(owing.desk, owing.account)
    assert after.balance_ore == after.open_ore == 2 * RENT, "its fee is countered"
    assert not any("inkassovarsel" in row.file_name for row in documents.unjournalled(owing.desk))
    again, _ = _made(owing, K.FEE_LETTER)
    assert again.id != event.id and _ledger(owing.desk, owing.account).balance_ore == 2 * RENT + 38_00
    with pytest.raises(RefusedError, match=r"restansebrev\.trukket"):
        sending = NewSending(SendingWay.POST, owing.desk.today, "Kvernmo")
        documents.mark_sent(owing.desk, event.document_id or 0, sending)


def test_the_rate_is_that_of_the_sending_day(owing: ArrearsWorld) -> None:
    _after_reminder(owing)
    owing.on(date(2026, 12, 30))
    event, _ = _made(owing, K.FEE_LETTER)
    owing.on(date(2027, 1, 2))
    assert "2027" in _not_sent(owing, event.id)
    assert _send(owing, event.id, on=date(2026, 12, 31)) == 1


def test_a_letter_lacking_a_rate_is_held_and_named(owing: ArrearsWorld) -> None:
    owing.on(date(2027, 1, 20))
    _after_reminder(owing)
    assert "2027" in _why(owing, K.FEE_LETTER)
    with pytest.raises(RefusedError, match=r"restansebrev\.holdt"):
        arrears_letters.make_letter(owing.desk, owing.account, K.FEE_LETTER)


def test_what_holds_a_letter_is_said(owing: ArrearsWorld) -> None:
    assert "Brevet som skal komme før dette" in _why(owing, K.FEE_LETTER)
    assert _why(owing, K.REMINDER) == ""
    owing.holds(ArrearsHold.NAV_MONEY, TODAY, date(2026, 12, 30))
    assert "30.12.2026" in _why(owing, K.REMINDER)
    owing.on(date(2027, 1, 29))
    assert "Innbetalinger er kjent til 19.01.2027" in _why(owing, K.REMINDER)


@writes(Right.TENANCY_WRITE)
def _tenancy(work: Work, tenancy_id: int, **values: object) -> None:
    for name, value in values.items():
        setattr(work.get(Tenancy, tenancy_id), name, value)


def test_nobody_is_written_to_without_kid_or_address(owing: ArrearsWorld) -> None:
    _tenancy(owing.desk, owing.tenancy, kid=None)
    assert "KID" in _why(owing, K.REMINDER)
    _tenancy(owing.desk, owing.tenancy, kid="0042011080", closed_on=TODAY, to_date=TODAY)
    assert "Ingen vet hvor leietakeren bor nå" in _why(owing, K.REMINDER)


def _ready_for_notice(owing: ArrearsWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the law and P21 ask for before a § 4-18 notice, but for what is considered."""
    claims = [item.entry.id for item in _ledger(owing.desk, owing.account).claims]
    owing.sent(K.FEE_LETTER, date(2026, 12, 2), *claims)
    owing.happened(K.AGREEMENT_DECLINED, date(2026, 12, 18))
    signed = dict.fromkeys(Clause, True)
    monkeypatch.setattr(arrears_facts, "clauses_of", lambda _look, ids, _day: dict.fromkeys(ids, signed))


def test_a_notice_rests_on_rent_only_and_is_decided(owing: ArrearsWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    owing.owe(date(2026, 12, 2), kind=EntryKind.DAMAGE, ore=5_000_00)
    owing.owe(date(2026, 12, 3), kind=EntryKind.INTEREST, ore=112_37)
    _ready_for_notice(owing, monkeypatch)
    assert "ikke vurdert" in _why(owing, K.EVICTION_NOTICE)
    owing.considered(TODAY)
    helper = owing.leases.as_role(Role.FOLLOW_UP)
    with pytest.raises(RefusedError, match=r"tilgang\.mangler"):
        arrears_letters.make_letter(helper, owing.account, K.EVICTION_NOTICE)
    event, words = _made(owing, K.EVICTION_NOTICE)
    rents = {i.entry.id: RENT for i in _ledger(owing.desk, owing.account).claims if i.entry.kind is EntryKind.RENT}
    assert _named(owing.desk, event.id) == rents
    assert (event.amount_ore, event.fee_entry_id, event.deadline) == (2 * RENT + 112_37, None, date(2027, 1, 7))
    for part in ("all leie som er forfalt fram til du betaler", "18 112,37 kr", "minst 14 dager", "låsen er byttet"):
        assert part in words
    assert "Erstatning" not in words and "5 000" not in words


def test_nav_is_told_only_what_the_paragraph_opens_for(owing: ArrearsWorld) -> None:
    _, words = _made(owing, K.NAV_NOTICE)
    assert "§ 9-11" in words and "02.11.2026" in words and "NAV Fjordvik" in words
    assert "9 000" not in words and "kr" not in words.split() and "barn" not in words.casefold()


def test_a_guarantor_is_asked_for_no_more_than_the_guarantee(owing: ArrearsWorld) -> None:
    assert "ingen garanti" in _why(owing, K.GUARANTEE_CLAIM)
    guarantee = Security(tenancy_id=owing.tenancy, kind=SecurityKind.NAV_GUARANTEE, amount_ore=10_000_00)
    guarantee.guarantor = "NAV Fjordvik"
    put(owing.desk, guarantee, owing.account)
    event, words = _made(owing, K.GUARANTEE_CLAIM)
    assert "Vi krever derfor 10 000,00 kr" in words and "18 000,00 kr" in words
    _send(owing, event.id)
    assert "Hele garantien er krevd" in _why(owing, K.GUARANTEE_CLAIM)


@reads(Right.DOCUMENT_READ)
def _letters(look: Look) -> int:
    return len(look.session.execute(select(Document.id).where(Document.kind == "reminder")).all())


@pytest.mark.lagring
def test_a_run_notes_the_held_and_goes_on_without_doubling(owing: ArrearsWorld) -> None:
    leases = owing.leases
    owing.on(date(2026, 11, 30))
    lease = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())
    owing.on(TODAY)
    paid = account_id_of(owing.desk, lease)
    arrears_letters.make_letter(owing.desk, owing.account, K.REMINDER)  # the program died before the run's line
    once = iter((True, False))
    stopped = batches.make_letters(owing.desk, [owing.account, paid], K.REMINDER, go=lambda: next(once))
    assert (stopped.state, stopped.done) == (RunState.CANCELLED, 1)
    told: list[tuple[int, int]] = []
    ended = batches.carry_on(owing.desk, stopped.id, tell=lambda done, total: told.append((done, total)))
    assert (ended.state, ended.done, told) == (RunState.DONE, 2, [(2, 2)])
    assert [(item.case_id, "ubetalt" in item.refusal) for item in ended.refused] == [(paid, True)]
    assert _letters(owing.desk) == 1 and len(_events(owing.desk, K.REMINDER)) == 1


def test_a_payment_that_comes_between_stops_the_letter(owing: ArrearsWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    real = arrears_letters.print_letter

    def paid_meanwhile(desk, letter, before, file):  # type: ignore[no-untyped-def]
        owing.pay(1_000_00, date(2026, 12, 20))
        return real(desk, letter, before, file)

    monkeypatch.setattr(arrears_letters, "print_letter", paid_meanwhile)
    with pytest.raises(RefusedError, match=r"restansebrev\.endret"):
        arrears_letters.make_letter(owing.desk, owing.account, K.REMINDER)
    assert _events(owing.desk, K.REMINDER) == []


def test_the_checklist_of_a_begjaering_shows_what_is_open_and_what_lacks(owing: ArrearsWorld) -> None:
    with pytest.raises(RefusedError, match=r"restansebrev\.uten_varsel"):
        arrears_papers.print_petition_checklist(owing.desk, owing.account)
    rents = [item.entry.id for item in _ledger(owing.desk, owing.account).claims]
    owing.sent(K.EVICTION_NOTICE, date(2026, 12, 3), *rents)
    owing.pay(RENT, date(2026, 12, 10))
    printed = arrears_papers.print_petition_checklist(owing.desk, owing.account).value
    words = " ".join(pages_of(printed.pdf))
    for part in ("03.12.2026", "tidligst 21.12.2026", "Sum 9 000,00 kr", "Ikke i orden", "ingen siste frist"):
        assert part in words
    again = arrears_papers.print_petition_checklist(owing.desk, owing.account).value
    assert again.document_id == printed.document_id and _events(owing.desk, K.PETITION_FILED) == []


@writes(Right.PERSON_WRITE)
def _protect(work: Work, person_id: int) -> None:
    work.get(Person, person_id).protection = Protection.STRICT


def test_the_collection_file_has_claims_and_debtors_and_nobody_protected(owing: ArrearsWorld, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"restansebrev\.ingen_krav"):
        collection.write_collection(owing.desk, [owing.account], tmp_path / "inkasso.csv")
    owing.sent(K.FEE_LETTER, date(2026, 12, 2), *[item.entry.id for item in _ledger(owing.desk, owing.account).claims])
    owing.pay(2_000_00, date(2026, 12, 20))
    written = collection.write_collection(owing.desk, [owing.account], tmp_path / "inkasso.csv")
    lines = written.path.read_text(encoding="utf-8-sig").splitlines()
    assert (len(lines), written.claims, written.sum_ore) == (3, 2, _ledger(owing.desk, owing.account).open_ore)
    assert "Kvernmo" in lines[1] and "02.11.2026;9000,00;7000,00;" in lines[1] and "Máret" not in "".join(lines)
    assert _events(owing.desk, K.COLLECTION) == [], "handed over when somebody says so"
    assert collection.mark_handed_over(owing.desk, [owing.account], TODAY).value == 1
    event = _events(owing.desk, K.COLLECTION)[0]
    assert sum(_named(owing.desk, event.id).values()) == written.sum_ore == event.amount_ore
    assert "Gjort 21.12.2026" in _why(owing, K.COLLECTION)
    _protect(owing.desk, owing.leases.anna)
    assert "skjermet" in _why(owing, K.COLLECTION)
