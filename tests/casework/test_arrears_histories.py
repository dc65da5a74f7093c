"""Histories that a hostile reader would build: what is not known, who has moved, what was never warned of, plans."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from boligdesk.casework import agreements, arrears_events, arrears_letters, arrears_list, contacts
from boligdesk.casework.agreements import AgreementInput
from boligdesk.casework.arrears_events import TalkInput
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.core.arrears_basis import basis_of
from boligdesk.casework.core.arrears_facts import Standing, standings
from boligdesk.models.arrears import ArrearsEvent
from boligdesk.models.tenancy import Ending, Tenancy
from boligdesk.rules.arrears.agreement import Part
from boligdesk.rules.arrears.facts import ArrearsHold, Considered
from boligdesk.rules.arrears.letters import LETTER_RULES
from boligdesk.rules.arrears.next_step import NextStep, next_step
from boligdesk.rules.arrears.steps import RULES, ArrearsStep, Track, TrackState
from boligdesk.rules.arrears.words import AgreementKind, ArrearsEventKind
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.rights import Right
from boligdesk.rules.terms import EndKind, LandlordKind
from boligdesk.rules.vocabulary import ContactWay

from .arrears_world import DECEMBER, FEBRUARY, JANUARY, NOW, RENT, ArrearsWorld, arrears_world
from .lease_world import LeaseWorld

K, S = ArrearsEventKind, ArrearsStep
ONE = timedelta(days=1)
RANK = {rule.step: at for at, rule in enumerate(reversed(RULES), start=1)}


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    return arrears_world(leases, monkeypatch)


@reads(Right.LEDGER_READ)
def _standing(look: Look, account_id: int) -> Standing:
    return standings(look, (account_id,), basis_of(look))[account_id]


@writes(Right.TENANCY_WRITE)
def _tenancy(work: Work, tenancy_id: int, **values: Any) -> None:
    for name, value in values.items():
        setattr(work.get(Tenancy, tenancy_id), name, value)


def _found(owing: ArrearsWorld) -> NextStep:
    return next_step(_standing(owing.desk, owing.account).facts)


def _stops(found: NextStep) -> dict[ArrearsStep, str]:
    return {one.step: one.stop.why.code for one in (found.recommended, *found.losing) if one.stop}


def _on(owing: ArrearsWorld, day: date, known: date | None = None) -> NextStep:
    owing.on(day)
    owing.known(known or day - ONE)
    return _found(owing)


def _tried(owing: ArrearsWorld, *claims: int) -> None:
    """All of the money track but the own demand, and all of P21, before 20 January."""
    owing.happened(K.CONTACT, DECEMBER + ONE)
    owing.sent(K.REMINDER, DECEMBER + 3 * ONE, *claims, days=5)
    owing.sent(K.FEE_LETTER, DECEMBER + 15 * ONE, *claims)
    owing.happened(K.AGREEMENT_OFFERED, DECEMBER + 16 * ONE)
    owing.happened(K.AGREEMENT_DECLINED, DECEMBER + 17 * ONE)
    owing.considered(DECEMBER + 20 * ONE)


def test_rent_whose_day_the_bank_has_not_told_of_is_in_no_letter_and_lowers_no_step(owing: ArrearsWorld) -> None:
    dec, _ = owing.owe(DECEMBER, FEBRUARY)
    _tried(owing, dec)
    owing.on(FEBRUARY + ONE)
    owing.known(FEBRUARY - 3 * ONE)
    standing = _standing(owing.desk, owing.account)
    assert [claim.item.entry.on for claim in standing.past_due] == [DECEMBER, FEBRUARY]
    assert [claim.item.entry.on for claim in standing.missed] == [DECEMBER]
    assert (standing.facts.ground_ore, standing.facts.dunnable_ore) == (RENT, RENT)
    assert next_step(standing.facts).step is S.OWN_DEMAND
    plan = arrears_letters.letter_plan(owing.desk, [owing.account], K.EVICTION_NOTICE)
    assert (plan.lines[0].claims, plan.lines[0].sum_ore) == (1, RENT)
    assert owing.row().overdue_ore == 2 * RENT, "the list still tells all that is past due"


def test_collection_is_only_of_what_an_inkassovarsel_named_and_the_rest_gets_its_own(owing: ArrearsWorld) -> None:
    dec, jan = owing.owe(DECEMBER, JANUARY)
    _tried(owing, dec)
    fee = owing.owe(DECEMBER + 15 * ONE, kind=EntryKind.FEE, ore=35_00)[0]
    for kind in (K.OWN_DEMAND, K.COLLECTION):
        named = _standing(owing.desk, owing.account).named_by(LETTER_RULES[kind])
        assert [claim.item.entry.id for claim in named] == [dec, fee]
    line = arrears_letters.letter_plan(owing.desk, [owing.account], K.OWN_DEMAND).lines[0]
    assert line.claims == 2
    owing.sent(K.OWN_DEMAND, JANUARY + 10 * ONE, dec)
    assert _found(owing).tracks[Track.MONEY].next.step is S.FEE_LETTER
    owing.sent(K.FEE_LETTER, NOW, dec, jan)
    later = NOW + 15 * ONE
    assert _standing(owing.desk, owing.account).facts.fee_letter.on == DECEMBER + 15 * ONE  # type: ignore[union-attr]
    owing.on(later)
    owing.known(later - ONE)
    named = _standing(owing.desk, owing.account).named_by(LETTER_RULES[K.COLLECTION])
    assert {claim.item.entry.id for claim in named} == {dec, jan, fee}


def test_a_warning_read_in_from_the_old_system_counts_for_what_was_missed_then(owing: ArrearsWorld) -> None:
    dec, jan = owing.owe(DECEMBER, JANUARY)
    owing.sent(K.FEE_LETTER, DECEMBER + 15 * ONE)
    named = _standing(owing.desk, owing.account).named_by(LETTER_RULES[K.COLLECTION])
    assert [claim.item.entry.id for claim in named] == [dec] != [jan]


def test_when_the_keys_are_back_the_debt_is_followed_and_nobody_is_evicted(owing: ArrearsWorld) -> None:
    dec = owing.owe(DECEMBER)[0]
    _tried(owing, dec)
    owing.sent(K.EVICTION_NOTICE, DECEMBER + 25 * ONE, dec)
    owing.happened(K.PETITION_FILED, NOW - 2 * ONE)
    _tenancy(owing.desk, owing.tenancy, closed_on=NOW - ONE)
    assert _found(owing).step is S.STOP_CASE
    arrears_events.record_event(owing.desk, arrears_events.EventInput(owing.account, K.STOPPED, NOW))
    assert _found(owing).step is S.OWN_DEMAND
    assert not any(one.ready for one in _found(owing).losing if one.rule.track is not Track.MONEY)
    assert owing.ids(ended=True) == [owing.account], "the debt stays in the list"
    line = arrears_letters.letter_plan(owing.desk, [owing.account], K.EVICTION_NOTICE).lines[0]
    assert line.held is not None


def test_of_a_private_landlords_lease_no_municipal_step_is_recommended(owing: ArrearsWorld) -> None:
    dec = owing.owe(DECEMBER)[0]
    _tried(owing, dec)
    _tenancy(owing.desk, owing.tenancy, landlord_kind=LandlordKind.REFERRAL)
    found = _found(owing)
    assert found.step is None and _stops(found)[S.OWN_DEMAND] == "restanse.stopp.tilvisning"


def _agree(owing: ArrearsWorld, kind: AgreementKind, claims: list[int], day: date) -> int:
    parts = (Part(day, RENT * len(claims)),)
    return agreements.make_agreement(owing.desk, AgreementInput(owing.account, kind, claims, parts, NOW)).value


def test_a_promise_holds_until_the_payments_of_its_day_are_known(owing: ArrearsWorld) -> None:
    dec = owing.owe(DECEMBER)[0]
    owing.happened(K.CONTACT, DECEMBER + ONE)
    saturday = date(2027, 1, 30)
    _agree(owing, AgreementKind.PROMISE, [dec], saturday)
    owing.known(date(2027, 1, 31))
    for day in (date(2027, 2, 1), date(2027, 2, 2)):
        owing.on(day)
        agreements.check_agreements(owing.desk)
        assert (
            _found(owing).step is None and ArrearsHold.AGREEMENT in _standing(owing.desk, owing.account).facts.holding()
        )
    owing.known(date(2027, 2, 1))
    agreements.check_agreements(owing.desk)
    assert _found(owing).step is S.REMINDER


def test_an_agreement_that_was_ended_needs_a_new_notice(owing: ArrearsWorld) -> None:
    dec = owing.owe(DECEMBER)[0]
    _tried(owing, dec)
    owing.sent(K.EVICTION_NOTICE, DECEMBER + 25 * ONE, dec)
    assert _stops(_found(owing))[S.PETITION] == "restanse.mangler.vedtakelse"
    plan = _agree(owing, AgreementKind.PLAN, [dec], FEBRUARY)
    assert _found(owing).step is None
    agreements.end_agreement(owing.desk, plan, 1, NOW, "Kontoret vil heller begjære")
    assert _stops(_found(owing))[S.PETITION] == "restanse.stopp.varsel_avsluttet_avtale"


def test_rent_missed_beside_a_plan_is_followed_up_and_the_plan_left_alone(owing: ArrearsWorld) -> None:
    dec, jan = owing.owe(DECEMBER, JANUARY)
    _agree(owing, AgreementKind.PLAN, [dec, jan], FEBRUARY + 60 * ONE)
    feb = owing.owe(FEBRUARY)[0]
    assert _on(owing, FEBRUARY + ONE).step is S.CONTACT
    owing.happened(K.CONTACT, FEBRUARY + ONE)
    found = _on(owing, FEBRUARY + 4 * ONE)
    assert (found.step, found.tracks[Track.MONEY].state) == (S.REMINDER, TrackState.AGREED)
    named = _standing(owing.desk, owing.account).named_by(LETTER_RULES[K.REMINDER])
    assert [claim.item.entry.id for claim in named] == [feb]


@writes(Right.TENANCY_WRITE)
def _asked_to_move(work: Work, tenancy_id: int, day: date) -> None:
    work.add(
        Ending(tenancy_id=tenancy_id, kind=EndKind.REQUEST_TO_MOVE, sent_on=day, received_on=day, effective_on=day)
    )


def test_who_was_asked_to_move_before_the_term_ran_out_is_asked_again_in_time(owing: ArrearsWorld) -> None:
    ended = date(2026, 12, 31)
    _tenancy(owing.desk, owing.tenancy, fixed_until=ended)
    _asked_to_move(owing.desk, owing.tenancy, ended - 20 * ONE)
    found = _found(owing)
    assert (found.step, found.recommended.must_before) == (S.REQUEST_TO_MOVE, date(2027, 3, 31))
    _asked_to_move(owing.desk, owing.tenancy, NOW)
    assert _found(owing).tracks[Track.END_OF_TERM].state is TrackState.ASKED_TO_MOVE


def test_a_lease_that_ran_on_because_nobody_asked_is_no_case(owing: ArrearsWorld) -> None:
    _tenancy(owing.desk, owing.tenancy, fixed_until=date(2026, 12, 31))
    arrears_list.rebuild_day(owing.desk)
    assert owing.ids() == [owing.account]
    owing.on(date(2027, 4, 1))
    arrears_list.rebuild_day(owing.desk)
    assert owing.ids() == []


def test_a_talk_that_was_taken_back_was_no_contact(owing: ArrearsWorld) -> None:
    owing.owe(DECEMBER)
    talk = TalkInput(owing.account, owing.leases.anna, ContactWay.PHONE, "Feil person")
    log_id = arrears_events.log_talk(owing.desk, talk).value
    assert _found(owing).step is S.REMINDER
    contacts.void_contact(owing.desk, log_id, 1, "Feil person")
    assert _found(owing).step is S.CONTACT


def test_a_letter_about_last_month_is_no_letter_about_this_one(owing: ArrearsWorld) -> None:
    """Only the fee of the letter is left of what it named; the new month has heard nothing yet."""
    dec, _ = owing.owe(DECEMBER, JANUARY)
    fee = owing.owe(DECEMBER + 20 * ONE, kind=EntryKind.FEE, ore=38_00)[0]
    owing.happened(K.CONTACT, JANUARY + 2 * ONE)
    owing.sent(K.FEE_LETTER, JANUARY + ONE, dec, fee)
    owing.pay(RENT, NOW)
    facts = _standing(owing.desk, owing.account).facts
    assert (facts.oldest_due, facts.fee_letter) == (JANUARY, None)
    assert _found(owing).step is S.REMINDER


def _act(owing: ArrearsWorld, day: date, pick: random.Random) -> None:
    """Something that an office, a bank or a tenant does on a day."""
    claims = [claim.item.entry.id for claim in _standing(owing.desk, owing.account).missed]
    match pick.randrange(9):
        case 0:
            owing.pay(pick.choice((RENT, RENT // 2, 3 * RENT)), day)
        case 1:
            owing.happened(K.CONTACT, day)
        case 2 | 3:
            owing.sent(pick.choice((K.REMINDER, K.FEE_LETTER, K.OWN_DEMAND)), day, *claims)
        case 4:
            owing.sent(K.EVICTION_NOTICE, day, *claims)
        case 5:
            owing.holds(pick.choice((ArrearsHold.PAUSED, ArrearsHold.DISPUTED)), day, day + 9 * ONE)
        case 6:
            owing.happened(K.AGREEMENT_DECLINED, day)
        case 7:
            owing.considered(day)
        case _:
            owing.considered(day, Considered.NAV_ASKED)


def _lawful(owing: ArrearsWorld, day: date) -> NextStep:
    """What must hold on any day of any history, read from the records and not from the rules."""
    standing = _standing(owing.desk, owing.account)
    found = next_step(standing.facts)
    stop = found.recommended.stop
    assert found.step is not None or stop is not None
    ready = {one.step for one in (found.recommended, *found.losing) if one.ready}
    sent = {kind: [e for e in standing.rows.events if e.kind is kind and e.sent_on] for kind in ArrearsEventKind}
    named = {claim.item.entry.id for claim in standing.missed if claim.is_eviction_ground}
    if S.PETITION in ready:
        last = sent[K.EVICTION_NOTICE][-1]
        assert last.sent_on and day > last.sent_on + 17 * ONE and named & set(last.claim_ids)
    if ready & {S.EVICTION_NOTICE, S.PETITION, S.RESCISSION}:
        assert named and not standing.facts.holding()
        assert {point for point, on in standing.rows.points if on >= min(c.item.entry.on for c in standing.missed)} == {
            *Considered
        }
    if S.FEE_LETTER in ready:
        assert min(c.item.entry.on for c in standing.missed) + 14 * ONE <= day
    if not standing.missed:
        assert not ready & {S.REMINDER, S.FEE_LETTER, S.OWN_DEMAND, S.EVICTION_NOTICE, S.PETITION, S.CONTACT}
    return found


@pytest.mark.parametrize("seed", range(4))
def test_no_history_leads_past_a_wait_and_more_debt_never_lowers_the_step(
    owing: ArrearsWorld, tmp_path: Path, seed: int
) -> None:
    pick = random.Random(seed)
    owing.owe(DECEMBER, JANUARY)
    if seed % 3:
        owing.sign(tmp_path)
    day, seen = NOW, set()
    for month in range(5):
        for _ in range(4):
            day += pick.randrange(1, 9) * ONE
            owing.on(day)
            owing.known(day - ONE)
            _act(owing, day, pick)
            found = _lawful(owing, day)
            seen.add(found.step)
            before = RANK[found.step] if found.step else 0
            if pick.random() < 0.4:
                owing.owe(day - pick.randrange(1, 4) * ONE, ore=RENT // 3)
                after = _lawful(owing, day).step
                assert before <= (RANK[after] if after else 0), (seed, month, found.step, after)
    assert len(seen) > 1


@writes(Right.ARREARS_WRITE)
def _read_in(work: Work, event_id: int) -> None:
    work.get(ArrearsEvent, event_id).imported = True


def test_a_letter_that_was_read_in_by_mistake_is_withdrawn(owing: ArrearsWorld) -> None:
    dec = owing.owe(DECEMBER)[0]
    _tried(owing, dec)
    wrong = owing.sent(K.EVICTION_NOTICE, DECEMBER + 25 * ONE)
    _read_in(owing.desk, wrong)
    assert _standing(owing.desk, owing.account).facts.notice is not None
    arrears_events.withdraw_event(owing.desk, wrong, 2, "Sto på feil linje i listen")
    assert _standing(owing.desk, owing.account).facts.notice is None
