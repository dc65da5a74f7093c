"""Restanser as a list: what is first, what each filter leaves, and sums that are the ledger's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from boligdesk.casework import arrears_list, contacts
from boligdesk.casework.arrears_list import ArrearsQuery, ArrearsSort
from boligdesk.casework.core.accounts import entries_of
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.models.ledger import AccountState, RentAccount
from boligdesk.models.office import User
from boligdesk.models.person import HouseholdMember, Person
from boligdesk.rules.arrears.facts import ArrearsHold
from boligdesk.rules.arrears.steps import ArrearsStep, Track, TrackState
from boligdesk.rules.arrears.words import ArrearsEventKind, StepStanding
from boligdesk.rules.ledger.account import AccountAt, AgeBucket
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import Message
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import ContactWay, Protection, Role

from .arrears_world import DECEMBER, FEBRUARY, JANUARY, NOW, RENT, ArrearsWorld, account_id_of, arrears_world
from .lease_world import LeaseWorld


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    return arrears_world(leases, monkeypatch)


@reads(Right.LEDGER_READ)
def _ledger(look: Look, account_id: int) -> AccountAt:
    return entries_of(look, (account_id,))[account_id].at(look.today)


@writes(Right.LEDGER_WRITE)
def _follow(work: Work, account_id: int) -> int:
    user_id = work.add(User(login="kari", name="Kari", role=Role.FOLLOW_UP)).id
    work.get(RentAccount, account_id).follow_up_id = user_id
    return user_id


@writes(Right.PERSON_WRITE)
def _protect(work: Work, person_id: int) -> None:
    work.get(Person, person_id).protection = Protection.STRICT


@writes(Right.PERSON_WRITE)
def _born(work: Work, person_id: int, on: date) -> None:
    work.get(Person, person_id).birth_date = on


@writes(Right.PERSON_WRITE)
def _rename(work: Work, person_id: int) -> None:
    work.get(Person, person_id).first_name = "Jon"


@writes(Right.PERSON_WRITE)
def _moves_out(work: Work, person_id: int) -> None:
    query = select(HouseholdMember).where(HouseholdMember.person_id == person_id)
    work.session.execute(query).scalar_one().to_date = NOW - timedelta(days=1)


@reads(Right.LEDGER_READ)
def _faults(look: Look) -> list[Message]:
    return list(broken_invariants(look))


@writes(Right.LEDGER_WRITE)
def _falsify(work: Work, account_id: int) -> None:
    row = update(AccountState).where(AccountState.account_id == account_id).values(step=ArrearsStep.PETITION)
    work.session.execute(row)


def _other(owing: ArrearsWorld) -> ArrearsWorld:
    """A second account, of the newcomer in the other home."""
    leases = owing.leases
    late = {"husleie.start.for_signering": "prøve"}
    lease = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=(), reasons=late)
    return ArrearsWorld(leases, owing.desk, lease, account_id_of(owing.desk, lease), owing.patch)


@pytest.mark.lagring
def test_the_list_shows_what_is_due_and_adds_up_to_the_ledger(owing: ArrearsWorld) -> None:
    other = _other(owing)
    owing.owe(DECEMBER, JANUARY, FEBRUARY)
    owing.pay(4_000_00, JANUARY)
    other.owe(JANUARY)
    other.pay(RENT, JANUARY)
    assert owing.ids() == [owing.account]
    assert set(owing.ids(everybody=True)) == {owing.account, other.account}
    row, sums = owing.row(), arrears_list.arrears_sums(owing.desk, ArrearsQuery(everybody=True))
    at = [_ledger(owing.desk, one.account) for one in (owing, other)]
    assert (row.balance_ore, row.open_ore, dict(row.ages)) == (at[0].balance_ore, at[0].open_ore, dict(at[0].ages))
    assert row.overdue_ore == 2 * RENT - 4_000_00 == sums.overdue_ore
    assert sums.open_ore == sum(one.open_ore for one in at) == sum(sums.ages.values())
    assert (sums.accounts, sums.known_to, sums.stale, sums.protected) == (2, NOW - timedelta(days=1), 0, 0)
    assert (row.step, row.standing, row.must_before) == (ArrearsStep.CONTACT, StepStanding.READY, date(2026, 12, 8))
    assert row.home.tenants[0].startswith("Kvernmo")


def test_what_must_be_done_first_stands_first(owing: ArrearsWorld) -> None:
    other = _other(owing)
    owing.owe(DECEMBER)
    other.owe(DECEMBER, JANUARY)
    assert owing.ids() == [other.account, owing.account], "the larger debt of two equals"
    other.holds(ArrearsHold.PAUSED, NOW, NOW + timedelta(days=9))
    assert owing.ids() == [owing.account, other.account], "one to call before one that waits"
    assert other.row().possible_from == NOW + timedelta(days=10)
    assert owing.ids(sort=ArrearsSort.AMOUNT, descending=True) == [other.account, owing.account]
    assert owing.ids(sort=ArrearsSort.NAME) == [other.account, owing.account]
    assert owing.ids(sort=ArrearsSort.AGE)[0] in (owing.account, other.account)


def test_each_filter_leaves_what_it_names(owing: ArrearsWorld) -> None:
    other = _other(owing)
    owing.owe(DECEMBER)
    other.owe(JANUARY)
    other.happened(ArrearsEventKind.CONTACT, JANUARY + timedelta(days=1))
    user = _follow(owing.desk, other.account).value
    both, mine = {owing.account, other.account}, [other.account]
    assert owing.ids(worker_id=user) == mine
    assert owing.ids(without_worker=True) == [owing.account]
    assert owing.ids(children=True) == [owing.account], "Máret is 8"
    assert owing.ids(age=AgeBucket.TO_60) == [owing.account]
    assert owing.ids(steps=frozenset({ArrearsStep.REMINDER})) == mine
    assert set(owing.ids(standing=StepStanding.READY)) == both
    assert owing.ids(standing=StepStanding.LACKS) == []
    assert set(owing.ids(track=Track.MONEY)) == both
    assert owing.ids(track=Track.EVICTION) == owing.ids(ended=True) == owing.ids(agreement=True) == []
    assert owing.ids(text="balto") == owing.ids(text=other.row().home.number) == mine
    assert owing.ids(text="--") == []


def test_a_row_of_another_day_shows_no_step_until_it_is_reckoned_anew(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY)
    assert owing.row().fresh
    owing.on(NOW + timedelta(days=1))
    row = owing.row()
    assert (row.fresh, row.step, row.told, row.standing) == (False, None, None, StepStanding.NOTHING)
    assert row.as_of == NOW
    assert arrears_list.arrears_sums(owing.desk, ArrearsQuery()).stale == 1
    assert arrears_list.rebuild_day(owing.desk) == 1
    assert arrears_list.rebuild_day(owing.desk) == 0
    assert owing.row().fresh
    owing.known(NOW)
    assert owing.row().fresh, "a file booked reckons its own accounts"


def test_a_booked_file_makes_the_others_wait_to_be_reckoned(owing: ArrearsWorld) -> None:
    other = _other(owing)
    owing.owe(JANUARY)
    other.known(NOW)
    assert not owing.row().fresh
    assert arrears_list.rebuild_day(owing.desk) == 1
    assert owing.row().fresh


def test_stale_payments_are_said_to_be_lacking(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY)
    owing.on(NOW + timedelta(days=14))
    arrears_list.rebuild_day(owing.desk)
    row = owing.row()
    assert (row.standing, row.told and row.told.code) == (StepStanding.LACKS, "restanse.steg.mangler")
    assert row.tracks[Track.MONEY] is TrackState.MISSED


def test_a_hidden_account_is_in_no_list_and_no_sum_of_those_without_the_right(owing: ArrearsWorld) -> None:
    other = _other(owing)
    owing.owe(DECEMBER, JANUARY)
    other.owe(JANUARY)
    _protect(owing.desk, owing.leases.anna)
    arrears_list.rebuild_day(owing.desk)
    owing.owe(NOW, kind=EntryKind.FEE, ore=38_00)
    reader = owing.leases.as_role(Role.READER)
    assert arrears_list.arrears_ids(reader, ArrearsQuery(everybody=True)) == [other.account]
    assert arrears_list.arrears_rows(reader, [owing.account]) == {}
    sums = arrears_list.arrears_sums(reader, ArrearsQuery(everybody=True))
    assert (sums.accounts, sums.open_ore, sums.protected, sums.stale) == (1, RENT, 0, 0)
    assert arrears_list.arrears_sums(owing.desk, ArrearsQuery(everybody=True)).protected == 1
    assert owing.row().protected
    assert owing.row().standing is StepStanding.STOPPED, "held: nothing goes by the ordinary list"


def test_whoever_writes_the_row_is_reckoned_with_all_that_is_known(owing: ArrearsWorld) -> None:
    """A rebuild by somebody who may not see the account must not empty it."""
    owing.owe(JANUARY)
    _protect(owing.desk, owing.leases.anna)
    owing.on(NOW + timedelta(days=1))
    arrears_list.rebuild_day(owing.leases.as_role(Role.READER))
    assert owing.row().overdue_ore == RENT


def test_an_act_elsewhere_makes_the_row_old_and_no_other(owing: ArrearsWorld) -> None:
    other = _other(owing)
    owing.owe(DECEMBER)
    other.owe(DECEMBER)
    arrears_list.rebuild_day(owing.desk)

    def stale() -> list[int]:
        rows = arrears_list.arrears_rows(owing.desk, [owing.account, other.account])
        arrears_list.rebuild_day(owing.desk)
        return [account_id for account_id, row in rows.items() if not row.fresh]

    contacts.add_contact(owing.desk, owing.leases.bo, ContactWay.PHONE, "Snakket om leien")
    assert stale() == [owing.account]
    assert owing.row().step is ArrearsStep.REMINDER
    _protect(owing.desk, owing.leases.newcomer)
    assert stale() == [other.account]
    _rename(owing.desk, owing.leases.anna)
    assert stale() == []
    _born(owing.desk, owing.leases.child, date(2008, 1, 1))
    assert stale() == [owing.account], "a child that is grown up is no child any more"
    _moves_out(owing.desk, owing.leases.child)
    assert stale() == [owing.account]


def test_the_check_reckons_every_row_anew_and_names_the_one_that_differs(owing: ArrearsWorld) -> None:
    other = _other(owing)
    owing.owe(DECEMBER)
    other.owe(JANUARY)
    assert _faults(owing.desk) == []
    _falsify(owing.desk, other.account)
    assert [(one.code, one.params["nummer"]) for one in _faults(owing.desk)] == [
        ("kontroll.steg_avviker", other.row().home.number)
    ]
