"""Agreements: what pays what while they run, when they are broken or kept, and what that leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from boligdesk.casework import agreement_card, agreement_letters, agreements, arrears_tasks, tasks
from boligdesk.casework.agreement_card import AgreementCard, PlanWish
from boligdesk.casework.agreements import AgreementInput
from boligdesk.casework.core.accounts import entries_of
from boligdesk.casework.core.acts import Look, Work, reads, writes
from boligdesk.casework.core.agreement_watch import Watched
from boligdesk.casework.core.ledger_write import NewEntry, write_entries
from boligdesk.models.ledger import ClaimInterruption, RentAccount
from boligdesk.models.office import User
from boligdesk.models.payments import PaymentLine
from boligdesk.rules.arrears.agreement import Part
from boligdesk.rules.arrears.steps import ArrearsStep, Track, TrackState
from boligdesk.rules.arrears.words import (
    AgreementKind,
    ArrearsEventKind,
    CheckResult,
    LineState,
    PaymentOutcome,
    PlanState,
)
from boligdesk.rules.ledger.claims import Mark
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.ledger.paying import PaidFor, Wish
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.vocabulary import Role, TaskKind

from .arrears_world import DECEMBER, FEBRUARY, JANUARY, NOW, RENT, ArrearsWorld, arrears_world, put
from .lease_world import LeaseWorld

FIRST = date(2027, 2, 15)


@pytest.fixture
def owing(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> ArrearsWorld:
    """Two months' rent is owed on 20 January."""
    world = arrears_world(leases, monkeypatch)
    world.owe(DECEMBER, JANUARY)
    return world


def _plan(owing: ArrearsWorld, count: int = 2) -> AgreementCard:
    claims = [one.claim_id for one in agreement_card.agreement_choices(owing.desk, owing.account).claims]
    parts = agreement_card.propose_plan(owing.desk, owing.account, PlanWish(claims, FIRST, count=count)).parts
    agreements.make_agreement(
        owing.desk, AgreementInput(owing.account, AgreementKind.PLAN, claims, parts, NOW, note="ble enige")
    )
    return _card(owing)


def _promise(owing: ArrearsWorld, ore: int, day: date) -> AgreementCard:
    claims = [one.claim_id for one in agreement_card.agreement_choices(owing.desk, owing.account).claims]
    given = AgreementInput(owing.account, AgreementKind.PROMISE, claims, (Part(day, ore),), NOW)
    agreements.make_agreement(owing.desk, given)
    return _card(owing)


def _card(owing: ArrearsWorld) -> AgreementCard:
    return agreement_card.agreements_of(owing.desk, owing.account)[0]


@writes(Right.LEDGER_WRITE)
def _came(work: Work, account: int, ore: int, day: date, paid_for: PaidFor) -> None:
    write_entries(work, [NewEntry(account, EntryKind.PAYMENT, -ore, day, wish=Wish(paid_for))], pay=True)


@reads(Right.LEDGER_READ)
def _open(look: Look, account: int) -> list[tuple[date, int]]:
    return [(one.entry.on, one.remaining_ore) for one in entries_of(look, (account,))[account].at(date.max).claims]


@writes(Right.LEDGER_WRITE)
def _follower(work: Work, account: int) -> int:
    user = work.add(User(login="kari", name="Kari", role=Role.FOLLOW_UP))
    work.get(RentAccount, account).follow_up_id = user.id
    return user.id


def _todo(owing: ArrearsWorld) -> list[tuple[date | None, int | None, str]]:
    ids = tasks.task_ids(owing.desk, tasks.TaskQuery(tenancy_id=owing.tenancy))
    rows = tasks.task_rows(owing.desk, ids).values()
    return [(row.due, row.owner_id, row.why) for row in rows if row.kind is TaskKind.AGREEMENT_CHECK]


def _look(owing: ArrearsWorld, day: date) -> Watched:
    """The day comes, with the payments of the day before known."""
    owing.on(day)
    owing.known(day - timedelta(days=1))
    return agreements.check_agreements(owing.desk).value


@pytest.mark.lagring
def test_while_a_plan_runs_the_rent_kid_pays_the_rent_and_its_own_kid_the_plan(owing: ArrearsWorld) -> None:
    plan = _plan(owing)
    assert plan.kid and plan.total_ore == 2 * RENT and [p.amount_ore for p in plan.parts] == [RENT, RENT]
    assert agreement_card.agreement_choices(owing.desk, owing.account).claims == ()
    assert owing.row().tracks[Track.MONEY] is TrackState.AGREED
    owing.owe(FEBRUARY)
    _came(owing.desk, owing.account, RENT, FEBRUARY, PaidFor.RENT)
    assert _open(owing.desk, owing.account) == [(DECEMBER, RENT), (JANUARY, RENT)]
    assert _card(owing).paid_ore == 0, "this month's rent is no payment on the plan"
    _came(owing.desk, owing.account, RENT, FIRST, PaidFor.PLAN)
    assert _look(owing, FIRST + timedelta(days=6)).broken == ()
    card = _card(owing)
    assert (card.paid_ore, card.checks[-1].result, card.next_part) == (RENT, CheckResult.ON_TRACK, card.parts[1])
    _came(owing.desk, owing.account, RENT + 500_00, date(2027, 3, 15), PaidFor.PLAN)
    assert _look(owing, date(2027, 3, 17)).kept == (plan.id,)
    assert (_card(owing).state, _open(owing.desk, owing.account)) == (PlanState.KEPT, [])
    owing.owe(date(2027, 4, 1), ore=500_00)
    assert _open(owing.desk, owing.account) == [], "what was paid too much on the plan pays the rent when it is over"


@pytest.mark.lagring
def test_a_missed_instalment_is_a_breach_after_the_tolerance_and_needs_a_new_notice(owing: ArrearsWorld) -> None:
    claims = [one.claim_id for one in agreement_card.agreement_choices(owing.desk, owing.account).claims]
    owing.sent(ArrearsEventKind.EVICTION_NOTICE, NOW - timedelta(days=1), *claims)
    worker = _follower(owing.desk, owing.account).value
    plan = _plan(owing)
    assert _look(owing, FIRST + timedelta(days=5)).broken == ()
    assert _card(owing).checks[-1].result is CheckResult.WITHIN_TOLERANCE
    day = FIRST + timedelta(days=6)
    assert _look(owing, day).broken == (plan.id,)
    card = _card(owing)
    assert (card.state, card.broken_on) == (PlanState.BROKEN, day)
    assert (card.checks[-1].on, card.checks[-1].expected_ore, card.checks[-1].paid_ore) == (
        FIRST + timedelta(5),
        RENT,
        0,
    )
    assert all(one.marks == frozenset() for one in agreement_card.agreement_choices(owing.desk, owing.account).claims)
    [(due, owner, why)] = _todo(owing)
    assert (due, owner) == (day, worker) and "9 000,00" in why.replace("\u00a0", " ").replace("\u202f", " ")
    assert owing.row().step is not ArrearsStep.PETITION
    assert agreements.check_agreements(owing.desk).value.looked == (), "a broken one is not looked at again"
    assert len(card.checks) == 2
    _came(owing.desk, owing.account, RENT, day, PaidFor.PLAN)
    assert _open(owing.desk, owing.account) == [(JANUARY, RENT)], "paid late, it still pays the debt"


def test_nothing_is_said_of_days_whose_payments_are_not_known(owing: ArrearsWorld) -> None:
    _plan(owing)
    owing.on(FIRST + timedelta(days=30))
    assert agreements.check_agreements(owing.desk).value.looked == ()
    owing.known(FIRST + timedelta(days=3))
    assert agreements.check_agreements(owing.desk).value.broken == ()
    line = PaymentLine(file_id=1, line=1, fingerprint="x", account="1", booked_on=FIRST, amount_ore=RENT, suggestion={})
    line.outcome, line.state, line.account_id = PaymentOutcome.NO_KID, LineState.WAITING, owing.account
    put(owing.desk, line, owing.account)
    assert _look(owing, FIRST + timedelta(days=20)).broken == (), "a payment that may be theirs waits to be sorted"


def test_a_promise_does_not_vanish(owing: ArrearsWorld) -> None:
    owing.happened(ArrearsEventKind.CONTACT, NOW)
    promise = _promise(owing, RENT, date(2027, 1, 30))
    assert promise.kid is None and owing.row().possible_from == date(2027, 2, 2), "Saturday counts from Monday"
    assert [due for due, _, _ in _todo(owing)] == [date(2027, 2, 2)], "the day after that"
    owing.pay(RENT, date(2027, 1, 29))
    assert _look(owing, date(2027, 2, 2)).kept == (promise.id,)
    assert _todo(owing) == [] and _card(owing).state is PlanState.KEPT


def test_a_broken_promise_leaves_its_task(owing: ArrearsWorld) -> None:
    promise = _promise(owing, RENT, date(2027, 1, 29))
    assert _look(owing, date(2027, 1, 30)).broken == (promise.id,)
    assert len(_todo(owing)) == 1 and owing.row().tracks[Track.MONEY] is not TrackState.AGREED


def test_a_plan_takes_the_place_of_a_promise_and_one_plan_runs_at_a_time(owing: ArrearsWorld) -> None:
    _promise(owing, RENT, date(2027, 1, 29))
    plan = _plan(owing)
    states = {one.kind: one.state for one in agreement_card.agreements_of(owing.desk, owing.account)}
    assert states == {AgreementKind.PLAN: PlanState.RUNNING, AgreementKind.PROMISE: PlanState.ENDED}
    owing.owe(FEBRUARY)
    owing.on(FEBRUARY + timedelta(days=1))
    claims = [one.claim_id for one in agreement_card.agreement_choices(owing.desk, owing.account).claims]
    again = AgreementInput(owing.account, AgreementKind.PLAN, claims, (Part(FIRST, RENT),), NOW)
    with pytest.raises(RefusedError):
        agreements.make_agreement(owing.desk, again)
    ended = agreements.end_agreement(owing.desk, plan.id, plan.version, FEBRUARY, "flytter").value
    assert ended > plan.version and "flytter" in _card(owing).note
    assert len(agreement_card.agreement_choices(owing.desk, owing.account).claims) == 3
    agreements.make_agreement(owing.desk, again)
    assert _card(owing).kid not in (None, plan.kid)


def test_what_does_not_add_up_is_refused(owing: ArrearsWorld) -> None:
    claims = [one.claim_id for one in agreement_card.agreement_choices(owing.desk, owing.account).claims]
    whole = (Part(FIRST, 2 * RENT),)
    good = AgreementInput(owing.account, AgreementKind.PLAN, claims, whole, NOW)
    for bad in (
        replace(good, claim_ids=()),
        replace(good, claim_ids=(*claims, 99999)),
        replace(good, parts=(Part(FIRST, RENT),)),
        replace(good, agreed_on=NOW + timedelta(days=1)),
        replace(good, surplus_ore=RENT),
        replace(good, kind=AgreementKind.PROMISE, parts=(Part(FIRST, 3 * RENT),)),
    ):
        with pytest.raises(RefusedError):
            agreements.make_agreement(owing.desk, bad)
    agreements.make_agreement(owing.desk, replace(good, surplus_ore=RENT, note="skattepenger i juni"))


@reads(Right.LEDGER_READ)
def _acknowledged(look: Look) -> list[date]:
    return list(look.session.execute(select(ClaimInterruption.on_date)).scalars())


def test_a_signed_plan_acknowledges_its_claims_and_a_withdrawn_one_never_was(owing: ArrearsWorld) -> None:
    plan = _plan(owing)
    version = agreements.sign_agreement(owing.desk, plan.id, plan.version, NOW).value
    assert _acknowledged(owing.desk) == [NOW, NOW] and _card(owing).signed_on == NOW
    with pytest.raises(RefusedError):
        agreements.sign_agreement(owing.desk, plan.id, version, NOW)
    agreements.withdraw_agreement(owing.desk, plan.id, version, "feil leietaker")
    assert agreement_card.agreements_of(owing.desk, owing.account) == ()
    choices = agreement_card.agreement_choices(owing.desk, owing.account)
    assert len(choices.claims) == 2 and Mark.AGREED not in choices.claims[0].marks
    assert owing.row().tracks[Track.MONEY] is not TrackState.AGREED


def test_the_plan_is_printed_once_to_be_signed_and_a_promise_never(owing: ArrearsWorld) -> None:
    owing.owe(JANUARY, kind=EntryKind.FEE, ore=38_00)
    plan = _plan(owing)
    printed = agreement_letters.print_agreement(owing.desk, plan.id).value
    assert printed.fresh and _card(owing).document_id == printed.document_id
    owing.on(NOW + timedelta(days=3))
    again = agreement_letters.print_agreement(owing.desk, plan.id).value
    assert (again.document_id, again.pdf, again.fresh) == (printed.document_id, printed.pdf, False)
    version = _card(owing).version
    agreements.withdraw_agreement(owing.desk, plan.id, version, "feil")
    promise = _promise(owing, RENT, date(2027, 1, 29))
    with pytest.raises(RefusedError):
        agreement_letters.print_agreement(owing.desk, promise.id)


def test_the_daily_job_finds_the_breach_before_it_looks_for_missed_rents(owing: ArrearsWorld) -> None:
    _plan(owing)
    day = FIRST + timedelta(days=6)
    owing.on(day)
    owing.known(day - timedelta(days=1))
    changes = arrears_tasks.note_missed(owing.desk).changes
    assert _card(owing).state is PlanState.BROKEN and "payment_agreement" in changes.ids
