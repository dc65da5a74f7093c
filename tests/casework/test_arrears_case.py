"""The case of a debt: from the missed rent to namsmannen and back, what is refused on the way, and its card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from boligdesk.casework import arrears_card, arrears_events, arrears_holds, lease_sign
from boligdesk.casework.arrears_events import EventInput, TalkInput
from boligdesk.casework.arrears_holds import HoldInput
from boligdesk.casework.contacts import contacts
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.person_card import person_card
from boligdesk.rules.arrears.facts import ArrearsHold, Considered
from boligdesk.rules.arrears.steps import ArrearsStep, Track, TrackState
from boligdesk.rules.arrears.words import ArrearsEventKind, StepStanding
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import Kind, RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import ContactWay, Role

from .arrears_world import DECEMBER, FEBRUARY, JANUARY, NOW, RENT, ArrearsWorld, arrears_world
from .lease_world import LeaseWorld

K, S = ArrearsEventKind, ArrearsStep
ONE = timedelta(days=1)


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    return arrears_world(leases, monkeypatch)


def _talk(owing: ArrearsWorld, way: ContactWay = ContactWay.PHONE) -> None:
    arrears_events.log_talk(owing.desk, TalkInput(owing.account, owing.leases.anna, way, "Betaler når trygden kommer"))


def _record(owing: ArrearsWorld, kind: ArrearsEventKind, on: date, **more: object) -> int:
    return arrears_events.record_event(owing.desk, EventInput(owing.account, kind, on, **more)).value  # type: ignore[arg-type]


def _refused(act: Callable[[], object]) -> set[str]:
    with pytest.raises(RefusedError) as refused:
        act()
    return {fault.code for fault in refused.value.faults}


def _day(owing: ArrearsWorld, day: date) -> tuple[ArrearsStep, StepStanding]:
    """Another day, with payments known up to the day before: the recommended step and how it stands."""
    owing.on(day)
    owing.known(day - ONE)
    found = arrears_card.arrears_card(owing.desk, owing.account).recommended
    return found.step, found.standing


@pytest.mark.lagring
def test_from_a_missed_rent_to_namsmannen_and_paid(owing: ArrearsWorld, tmp_path: Path) -> None:
    owing.sign(tmp_path)
    dec, jan = owing.owe(DECEMBER, JANUARY)
    assert (owing.row().step, owing.row().standing) == (S.CONTACT, StepStanding.READY)
    _talk(owing)
    assert owing.row().step is S.REMINDER
    owing.sent(K.REMINDER, NOW, dec, jan, days=5)
    assert _day(owing, NOW + 6 * ONE) == (S.FEE_LETTER, StepStanding.READY)
    owing.sent(K.FEE_LETTER, NOW + 6 * ONE, dec, jan)
    late = NOW + 21 * ONE
    assert _day(owing, late) == (S.AGREEMENT, StepStanding.READY)
    _record(owing, K.AGREEMENT_OFFERED, late)
    _record(owing, K.AGREEMENT_DECLINED, late)
    assert _day(owing, late + ONE)[0] is S.OWN_DEMAND
    eviction = arrears_card.arrears_card(owing.desk, owing.account).next_of[Track.EVICTION]
    assert (eviction.step, eviction.told.params["grunn"].code) == (S.EVICTION_NOTICE, "restanse.mangler.vurdering")  # type: ignore[union-attr]
    for point in Considered:
        arrears_holds.consider(owing.desk, owing.account, point, "vurdert")
    assert _day(owing, late + 2 * ONE) == (S.EVICTION_NOTICE, StepStanding.READY)
    told = late + 2 * ONE
    owing.sent(K.EVICTION_NOTICE, told, dec, jan)
    assert _refused(lambda: _record(owing, K.PETITION_FILED, told)) == {"restanse.stopp.vent"}
    filing = told + 18 * ONE
    assert _day(owing, filing) == (S.PETITION, StepStanding.READY)
    filed = _record(owing, K.PETITION_FILED, filing)
    assert all(point.ok for point in arrears_events.petition_points(owing.desk, owing.account))
    _record(owing, K.SERVED, filing, note="Forkynt ved stevnevitne")
    assert _day(owing, filing + 15 * ONE) == (S.ASK_FOR_DATE, StepStanding.READY)
    _record(owing, K.DATE_SET, filing + 15 * ONE, set_for=filing + 30 * ONE)
    assert owing.row().tracks[Track.EVICTION] is TrackState.DATE_SET
    owing.pay(2 * RENT, filing + 16 * ONE)
    assert _day(owing, filing + 17 * ONE) == (S.STOP_CASE, StepStanding.READY)
    _record(owing, K.STOPPED, filing + 17 * ONE)
    _record(owing, K.CLOSED, filing + 17 * ONE)
    card = arrears_card.arrears_card(owing.desk, owing.account)
    assert (card.balance_ore, card.tracks[Track.MONEY]) == (0, TrackState.NOTHING)
    assert [event.kind for event in card.events][:3] == [K.CLOSED, K.STOPPED, K.DATE_SET]
    assert filed in {event.id for event in card.events}
    assert owing.ids() == []


def test_a_new_miss_begins_anew_when_all_is_paid(owing: ArrearsWorld) -> None:
    dec, _ = owing.owe(DECEMBER, FEBRUARY)
    owing.happened(K.CONTACT, DECEMBER + 2 * ONE)
    owing.sent(K.REMINDER, JANUARY, dec)
    owing.sent(K.FEE_LETTER, JANUARY + 5 * ONE, dec)
    owing.considered(JANUARY)
    owing.pay(RENT, NOW)
    assert _day(owing, FEBRUARY + ONE) == (S.CONTACT, StepStanding.READY)
    assert not any(point.counts for point in arrears_card.arrears_card(owing.desk, owing.account).points)


def test_a_fee_left_behind_keeps_no_old_clock_running(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY)
    owing.owe(JANUARY, kind=EntryKind.FEE, ore=38_00)
    owing.owe(FEBRUARY)
    owing.pay(RENT, NOW)
    assert _day(owing, FEBRUARY + ONE) == (S.CONTACT, StepStanding.READY)
    assert arrears_card.arrears_card(owing.desk, owing.account).facts.oldest_due == FEBRUARY


def test_a_case_follows_its_order_and_its_rights(owing: ArrearsWorld) -> None:
    owing.owe(DECEMBER)
    for kind in (K.SERVED, K.CARRIED_OUT, K.STOPPED, K.CLOSED):
        codes = _refused(lambda kind=kind: _record(owing, kind, NOW))  # type: ignore[misc]
        assert "restanse.stopp.ingen_begjaering" in codes
    assert _refused(lambda: _record(owing, K.REMINDER, NOW)) == {"restansesak.ikke_for_hand"}
    assert _refused(lambda: _record(owing, K.SERVED, NOW + ONE)) == {"restansesak.fram_i_tid"}
    assert _refused(lambda: _record(owing, K.DATE_SET, NOW)) == {"restansesak.uten_dato"}
    follow = owing.leases.as_role(Role.CASEWORKER)
    for act in (
        lambda: arrears_events.record_event(follow, EventInput(owing.account, K.PETITION_FILED, NOW)),
        lambda: arrears_holds.consider(follow, owing.account, Considered.DECIDED, "ja"),
    ):
        assert _refused(act) == {"tilgang.mangler"}
    assert _refused(lambda: arrears_holds.consider(owing.desk, owing.account, Considered.DECIDED, "ja")) == {
        "restansesak.ikke_vurdert"
    }


def test_what_is_routine_is_passed_with_a_reason_that_is_kept(owing: ArrearsWorld, tmp_path: Path) -> None:
    owing.sign(tmp_path)
    dec = owing.owe(DECEMBER)[0]
    owing.sent(K.EVICTION_NOTICE, DECEMBER + 2 * ONE, dec)
    owing.considered(DECEMBER + 3 * ONE)
    owing.holds(ArrearsHold.PAUSED, NOW, NOW + 5 * ONE)
    given = EventInput(owing.account, K.PETITION_FILED, NOW)
    found = arrears_events.check_event(owing.desk, given)
    assert [(one.kind, one.code) for one in found] == [(Kind.SOFT, "restanse.stopp.holdt_til")]
    _record(owing, K.PETITION_FILED, NOW, reasons={"restanse.stopp.holdt_til": "Avtalt med leder"})
    assert owing.row().tracks[Track.EVICTION] is TrackState.FILED


def test_disputed_rent_is_never_filed_with_a_reason(owing: ArrearsWorld, tmp_path: Path) -> None:
    owing.sign(tmp_path)
    dec = owing.owe(DECEMBER)[0]
    owing.sent(K.EVICTION_NOTICE, DECEMBER + 2 * ONE, dec)
    owing.considered(DECEMBER + 3 * ONE)
    owing.holds(ArrearsHold.DISPUTED, NOW)
    reasons = {"restanse.stopp.holdt": "Likevel"}
    assert _refused(lambda: _record(owing, K.PETITION_FILED, NOW, reasons=reasons)) == {"restanse.stopp.holdt"}


def test_a_talk_stands_in_the_log_and_a_letter_is_no_talk(owing: ArrearsWorld) -> None:
    owing.owe(DECEMBER)
    _talk(owing, ContactWay.LETTER)
    assert owing.row().step is S.CONTACT
    _talk(owing)
    assert owing.row().step is S.REMINDER
    assert contacts(owing.desk, owing.leases.anna).total == 2
    card = arrears_card.arrears_card(owing.desk, owing.account)
    assert card.last_talk is not None
    assert card.last_talk.text.startswith("Betaler")
    assert {one.person_id for one in card.owing} == {owing.leases.anna, owing.leases.bo}
    stranger = TalkInput(owing.account, owing.leases.newcomer, ContactWay.PHONE, "nei")
    assert _refused(lambda: arrears_events.log_talk(owing.desk, stranger)) == {"restansesak.skylder_ikke"}


def test_a_pause_has_a_last_day_and_is_lifted_with_a_reason(owing: ArrearsWorld) -> None:
    owing.owe(DECEMBER)
    days = (NOW, NOW + 9 * ONE)

    def hold(kind: ArrearsHold, start: date, end: date | None, reason: str = "NAV betaler") -> int:
        return arrears_holds.set_hold(owing.desk, HoldInput(owing.account, kind, start, end, reason)).value

    assert _refused(lambda: hold(ArrearsHold.PAUSED, NOW, None)) == {"restansesak.uten_siste_dag"}
    assert _refused(lambda: hold(ArrearsHold.ESTATE, *days)) == {"restansesak.folger_av_seg_selv"}
    assert _refused(lambda: hold(ArrearsHold.PAUSED, *days, reason=" ")) == {"restansesak.uten_grunn"}
    assert _refused(lambda: hold(ArrearsHold.PAUSED, NOW, NOW - ONE)) == {"restansesak.slutter_for"}
    hold(ArrearsHold.PAUSED, *days)
    assert owing.row().possible_from == NOW + 10 * ONE
    line = arrears_card.arrears_card(owing.desk, owing.account).holds[0]
    owing.on(NOW + ONE)
    arrears_holds.lift_hold(owing.desk, line.id, line.version, "Pengene kom")
    assert owing.row().standing is StepStanding.READY
    assert arrears_card.arrears_card(owing.desk, owing.account).holds == ()
    assert _refused(lambda: arrears_holds.lift_hold(owing.desk, line.id, line.version + 1, "igjen")) == {
        "restansesak.lopet_ut"
    }


def test_what_was_recorded_by_mistake_is_withdrawn_and_a_sent_letter_stays(owing: ArrearsWorld) -> None:
    dec = owing.owe(DECEMBER)[0]
    letter = owing.sent(K.REMINDER, NOW, dec)
    offered = _record(owing, K.AGREEMENT_OFFERED, NOW)
    arrears_events.withdraw_event(owing.desk, offered, 1, "feil konto")
    assert [one.kind for one in arrears_card.arrears_card(owing.desk, owing.account).events] == [K.REMINDER]
    assert _refused(lambda: arrears_events.withdraw_event(owing.desk, letter, 1, "feil")) == {"restansesak.star"}


def test_the_card_says_what_the_list_says_of_the_clauses(owing: ArrearsWorld, tmp_path: Path) -> None:
    owing.owe(DECEMBER)

    def clauses() -> tuple[bool | None, bool | None]:
        facts = arrears_card.arrears_card(owing.desk, owing.account).facts
        return facts.clause_a_usable, facts.clause_b_usable

    assert clauses() == (None, None)
    owing.sign(tmp_path)
    status = lease_sign.clause_status(owing.desk, owing.tenancy)
    assert clauses() == tuple(use.yes for use in status.values()) == (True, True)


def test_the_card_of_a_person_says_what_is_past_due_to_those_who_may_know(owing: ArrearsWorld) -> None:
    def told(desk: Desk) -> list[int | None]:
        return [one.overdue_ore for one in person_card(desk, owing.leases.anna).tenancies]

    assert told(owing.desk) == [None]
    owing.owe(DECEMBER, FEBRUARY)
    assert told(owing.desk) == [RENT]
    blind = replace(owing.desk, who=replace(owing.desk.who, rights=owing.desk.who.rights - {Right.LEDGER_READ}))
    assert told(blind) == [None]
