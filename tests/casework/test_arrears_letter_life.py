"""What becomes of letters after they are made: a run marked in one go, one that comes back, one after collection."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from boligdesk.casework import (
    arrears_decisions,
    arrears_letter_list,
    arrears_letters,
    batches,
    collection,
    documents,
    letter_runs,
)
from boligdesk.casework.arrears_card import arrears_card
from boligdesk.casework.arrears_letter_list import CaseLetters, LetterRow
from boligdesk.casework.core import arrears_facts
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.models.office import Office
from boligdesk.models.person import Person
from boligdesk.models.tenancy import Security
from boligdesk.rules.arrears.facts import ArrearsHold, Considered
from boligdesk.rules.arrears.steps import ArrearsStep
from boligdesk.rules.arrears.words import ArrearsEventKind, LedgerKind, StepStanding
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import Clause, SecurityKind
from boligdesk.rules.vocabulary import Protection, Role, SendingWay
from boligdesk.texts import render

from ..forms.conftest import pages_of
from .arrears_world import RENT, ArrearsWorld, account_id_of, arrears_world, put
from .lease_world import LeaseWorld

TODAY = date(2026, 12, 21)
OCTOBER, NOVEMBER = date(2026, 11, 2), date(2026, 12, 1)
K = ArrearsEventKind


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    world = arrears_world(leases, monkeypatch)
    world.on(TODAY)
    _own_books(world.desk)
    world.owe(OCTOBER, NOVEMBER)
    world.happened(K.CONTACT, NOVEMBER)
    return world


@writes(Right.SETTINGS_WRITE)
def _own_books(work: Work) -> None:
    work.session.get_one(Office, 1).ledger_kind = LedgerKind.OWN


def _case(owing: ArrearsWorld) -> CaseLetters:
    return arrears_letter_list.case_letters(owing.desk, owing.account)


def _newest(owing: ArrearsWorld) -> LetterRow:
    return _case(owing).made[0]


def _why(owing: ArrearsWorld, kind: ArrearsEventKind) -> str:
    held = _case(owing).possible[kind].held
    return render(held) if held else ""


def _make(owing: ArrearsWorld, kind: ArrearsEventKind) -> str:
    return " ".join(pages_of(arrears_letters.make_letter(owing.desk, owing.account, kind).value.pdf))


def _send(owing: ArrearsWorld, *event_ids: int) -> arrears_letters.Marked:
    return arrears_letters.mark_letters_sent(owing.desk, event_ids, SendingWay.POST, owing.desk.today).value


def _to_court(owing: ArrearsWorld, monkeypatch: pytest.MonkeyPatch, *, clause: bool) -> None:
    """All that a step against the home asks for, but what is considered; `clause`: the eviction clause is usable."""
    owing.sent(K.FEE_LETTER, date(2026, 12, 2), *_claims(owing))
    owing.happened(K.AGREEMENT_DECLINED, date(2026, 12, 18))
    usable = dict.fromkeys(Clause, clause)
    monkeypatch.setattr(arrears_facts, "clauses_of", lambda _look, ids, _day: dict.fromkeys(ids, usable))


def _claims(owing: ArrearsWorld) -> list[int]:
    return [claim.entry_id for claim in arrears_card(owing.desk, owing.account).claims]


@pytest.mark.lagring
def test_one_that_cannot_be_marked_is_named_and_the_rest_go_on(owing: ArrearsWorld) -> None:
    owing.on(date(2026, 12, 1))
    other = owing.leases.lease(unit_id=owing.leases.other_unit, tenant_ids=(owing.leases.newcomer,), members=())
    first, owing.account, owing.tenancy = owing.account, account_id_of(owing.desk, other), other
    owing.on(TODAY)
    owing.owe(NOVEMBER)
    owing.happened(K.CONTACT, date(2026, 12, 2))
    _make(owing, K.REMINDER)
    late = _newest(owing).event_id
    owing.account = first
    owing.on(date(2026, 12, 28))
    owing.known(date(2026, 12, 27))
    _make(owing, K.REMINDER)
    marked = _send(owing, late, _newest(owing).event_id)
    assert marked.count == 1 and [(one.event_id, "for kort" in one.why) for one in marked.refused] == [(late, True)]
    assert "Newman" not in marked.refused[0].to and marked.refused[0].to
    assert _newest(owing).counts_from == date(2026, 12, 28)
    assert [one.event_id for one in arrears_letters.unsent_letters(owing.desk)] == [late]


def test_a_reminder_may_go_to_the_post_after_a_weekend(owing: ArrearsWorld) -> None:
    _make(owing, K.REMINDER)
    owing.on(TODAY + timedelta(days=3))
    assert _send(owing, _newest(owing).event_id).refused == ()
    assert _newest(owing).counts_from == TODAY + timedelta(days=3)


def test_a_notice_that_comes_back_lets_no_time_run(owing: ArrearsWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    _to_court(owing, monkeypatch, clause=True)
    owing.considered(TODAY)
    _make(owing, K.EVICTION_NOTICE)
    _send(owing, _newest(owing).event_id)
    sent = _newest(owing)
    assert sent.counts_from == TODAY and arrears_card(owing.desk, owing.account).facts.notice is not None
    owing.on(date(2026, 12, 23))
    documents.mark_returned(owing.desk, sent.sendings[0].id, date(2026, 12, 23))
    back = _newest(owing)
    assert (back.counts_from, back.came_back, back.waits) == (None, date(2026, 12, 23), True)
    assert arrears_card(owing.desk, owing.account).facts.notice is None
    assert arrears_letters.unsent_letters(owing.desk)[0].returned_on == date(2026, 12, 23)
    assert "ikke sendt" in _why(owing, K.EVICTION_NOTICE), "sent anew, or withdrawn: never two"
    _send(owing, back.event_id)
    again = arrears_card(owing.desk, owing.account).facts.notice
    assert again is not None and again.sent_on == date(2026, 12, 23), "the wait runs from the sending that arrived"


def test_a_guarantee_claim_that_comes_back_claims_nothing(owing: ArrearsWorld) -> None:
    guarantee = Security(tenancy_id=owing.tenancy, kind=SecurityKind.GUARANTEE, amount_ore=10_000_00, guarantor="Bo AS")
    security_id = put(owing.desk, guarantee, owing.account).value
    _make(owing, K.GUARANTEE_CLAIM)
    _send(owing, _newest(owing).event_id)
    assert _claimed(owing.desk, security_id) == (TODAY, 10_000_00)
    documents.mark_returned(owing.desk, _newest(owing).sendings[0].id, TODAY)
    assert _claimed(owing.desk, security_id) == (None, None)


@reads(Right.TENANCY_READ)
def _claimed(look: Look, security_id: int) -> tuple[date | None, int | None]:
    row = look.get(Security, security_id)
    return row.claimed_on, row.claimed_ore


def test_what_lies_with_an_agency_is_demanded_by_nobody_else(
    owing: ArrearsWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarantee = Security(tenancy_id=owing.tenancy, kind=SecurityKind.GUARANTEE, amount_ore=90_000_00, guarantor="Bo AS")
    put(owing.desk, guarantee, owing.account)
    _to_court(owing, monkeypatch, clause=True)
    owing.considered(TODAY)
    assert (_why(owing, K.REMINDER)[:5], _why(owing, K.OWN_DEMAND), _why(owing, K.EVICTION_NOTICE)) == ("Gjort", "", "")
    collection.mark_handed_over(owing.desk, [owing.account], TODAY)
    for kind in (K.OWN_DEMAND, K.EVICTION_NOTICE, K.GUARANTEE_CLAIM):
        assert "overlevert til inkasso 21.12.2026" in _why(owing, kind), kind
    assert _why(owing, K.NAV_NOTICE) == "", "NAV is told all the same"
    owing.owe(date(2026, 12, 15))
    new = _case(owing).possible[K.GUARANTEE_CLAIM]
    assert new.held is None and new.claims == 1, "rent that fell due later is the office's own"
    event = next(one for one in arrears_card(owing.desk, owing.account).events if one.kind is K.COLLECTION)
    with pytest.raises(RefusedError, match=r"restansesak\.uten_grunn"):
        collection.take_back_collection(owing.desk, event.id, event.version, " ")
    collection.take_back_collection(owing.desk, event.id, event.version, "Inkassoforetaket avviste kravet")
    assert _why(owing, K.EVICTION_NOTICE) == "" and _case(owing).possible[K.GUARANTEE_CLAIM].claims == 3


def test_heving_is_a_letter_that_counts_from_the_day_it_is_sent(
    owing: ArrearsWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    owing.owe(date(2026, 12, 3), kind=EntryKind.INTEREST, ore=112_37)
    _to_court(owing, monkeypatch, clause=True)
    owing.considered(TODAY)
    assert "klausulen kan brukes" in _why(owing, K.RESCINDED)
    _to_court(owing, monkeypatch, clause=False)
    helper = owing.leases.as_role(Role.FOLLOW_UP)
    with pytest.raises(RefusedError, match=r"tilgang\.mangler"):
        arrears_letters.make_letter(helper, owing.account, K.RESCINDED)
    words = _make(owing, K.RESCINDED)
    for part in ("18 000,00 kr", "18 112,37 kr", "§ 9-9", "tingretten", "1234.56.78903"):
        assert part in words
    row = _newest(owing)
    assert (row.pay_by, row.amount_ore, row.waits) == (None, 2 * RENT + 112_37, True)
    assert arrears_card(owing.desk, owing.account).facts.rescinded_on is None, "it lies here"
    owing.on(date(2026, 12, 22))
    _send(owing, row.event_id)
    assert arrears_card(owing.desk, owing.account).facts.rescinded_on == date(2026, 12, 22)
    assert "Gjort 22.12.2026" in _why(owing, K.RESCINDED)


def test_a_decision_is_all_points_or_none(owing: ArrearsWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    _to_court(owing, monkeypatch, clause=True)
    needed = arrears_card(owing.desk, owing.account).needed
    words = {point: f"Vurdert: {point.value}" for point in needed}
    with pytest.raises(RefusedError, match=r"restansesak\.uten_ord"):
        arrears_decisions.consider_all(owing.desk, owing.account, words | {Considered.NAV_ASKED: " "})
    assert arrears_card(owing.desk, owing.account).points == ()
    without = {point: said for point, said in words.items() if point is not Considered.NAV_ASKED}
    with pytest.raises(RefusedError, match=r"restansesak\.ikke_vurdert"):
        arrears_decisions.consider_all(owing.desk, owing.account, without)
    with pytest.raises(RefusedError, match=r"tilgang\.mangler"):
        arrears_decisions.consider_all(owing.leases.as_role(Role.FOLLOW_UP), owing.account, words)
    assert arrears_decisions.consider_all(owing.desk, owing.account, words).value == len(needed)
    card = arrears_card(owing.desk, owing.account)
    assert {point.point for point in card.points} == set(needed)
    assert (card.recommended.step, card.recommended.standing) == (ArrearsStep.EVICTION_NOTICE, StepStanding.READY)


def test_nobody_is_written_to_at_an_address_that_has_become_secret(owing: ArrearsWorld) -> None:
    _make(owing, K.REMINDER)
    letter = _newest(owing).event_id
    _protect(owing.desk, owing.leases.anna)
    helper = owing.leases.as_role(Role.FOLLOW_UP)
    assert arrears_letters.unsent_letters(helper) == ()
    assert arrears_letters.mark_letters_sent(helper, [letter], SendingWay.POST, TODAY).value.count == 0
    with pytest.raises(RefusedError, match=r"sak\.finnes_ikke"):
        arrears_letter_list.case_letters(helper, owing.account)
    row = _newest(owing)
    marked = _send(owing, letter)
    assert marked.count == 0 and "skjermet" in marked.refused[0].why
    arrears_letters.withdraw_letter(owing.desk, letter, row.version, "Skjermet etter at brevet ble laget")
    assert _newest(owing).withdrawn == "Skjermet etter at brevet ble laget"
    assert all("skjermet" in _why(owing, kind) for kind in (K.REMINDER, K.NAV_NOTICE, K.GUARANTEE_CLAIM))
    assert ArrearsHold.PROTECTED in arrears_card(owing.desk, owing.account).holding


@writes(Right.PERSON_WRITE)
def _protect(work: Work, person_id: int) -> None:
    work.get(Person, person_id).protection = Protection.STRICT


def test_a_stopped_run_is_shown_and_can_be_left(owing: ArrearsWorld) -> None:
    assert letter_runs.unfinished_letter_runs(owing.desk) == ()
    stopped = batches.make_letters(owing.desk, [owing.account], K.REMINDER, go=lambda: False)
    leases = batches.start_batch(owing.desk, "print_leases", "Kontrakter", [owing.tenancy]).value
    assert [line.id for line in letter_runs.unfinished_letter_runs(owing.desk)] == [stopped.id]
    with pytest.raises(RefusedError, match=r"sak\.finnes_ikke"):
        letter_runs.leave_rest(owing.desk, leases)
    assert letter_runs.leave_rest(owing.desk, stopped.id).value == 1
    assert letter_runs.unfinished_letter_runs(owing.desk) == () and _case(owing).made == ()
    assert batches.carry_on(owing.desk, stopped.id).done == 0, "what was left is not made later"
