"""Bytte: a yes to another home writes the new lease and ends the old one in one act; two who swap are done as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.casework import (
    households,
    lease_choices,
    offers,
    stock_list,
    tenancy_card,
    tenancy_change,
    tenancy_end,
    tenancy_new,
)
from boligdesk.casework.core.acts import Look
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.invariants import broken_invariants
from boligdesk.casework.households import MemberInput
from boligdesk.casework.tenancy_change import Change
from boligdesk.casework.tenancy_draft import TenancyDraft
from boligdesk.casework.tenancy_end import MoveOut
from boligdesk.database.engine import Store
from boligdesk.models.application import Application
from boligdesk.models.casefile import Task
from boligdesk.models.tenancy import Tenancy
from boligdesk.rules.application_words import ApplicationKind, CloseReason, Stage
from boligdesk.rules.messages import Message, RefusedError
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind, EndKind, SecurityKind
from boligdesk.rules.vocabulary import HouseholdRole, Status, TaskKind, TaskState

from .lease_world import LeaseWorld, lease_world
from .sheet_world import application, lease, person
from .waiting_world import TODAY, WaitingWorld, waiting_world

START = date(2026, 12, 1)
LAST = date(2026, 11, 30)


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> WaitingWorld:
    """The household on the list rents a home already, and has asked to change it."""
    made = waiting_world(store, monkeypatch)
    members = [MemberInput(made.mother, HouseholdRole.MAIN, date(2025, 3, 1))]
    living = households.create_household(made.desk, members).value
    old = lease(made.desk, made.mother, household_id=living)
    with store.writing() as session:
        case = session.get_one(Application, made.application)
        case.kind, case.tenancy_id = ApplicationKind.SWAP, old
    return made


def old_of(world: WaitingWorld) -> int:
    """The tenancy that is left."""
    with world.store.reading() as session:
        return session.get_one(Application, world.application).tenancy_id or 0


def accepted(world: WaitingWorld) -> TenancyDraft:
    """The draft that a yes to the other home leads to, with what a caseworker adds."""
    world.offer(move_in_on=START)
    made = world.offered()
    offers.accept_offer(world.desk, made.id, made.version, TODAY, "Bytter fra uegnet bolig")
    draft = offers.lease_draft_for(world.desk, made.id)
    return replace(draft, heating_included=False, deposit_ore=0, security_kind=SecurityKind.NONE, clauses=frozenset())


def written(world: WaitingWorld, draft: TenancyDraft) -> int:
    """The lease; what departs from custom has its reason."""
    controls = tenancy_new.check(world.desk, draft).controls
    return tenancy_new.create(world.desk, replace(draft, reasons={c.code: "Avtalt" for c in controls})).value


def findings(desk: Desk) -> list[Message]:
    """What does not hold together in the records."""
    with desk.store.reading() as session:
        return list(broken_invariants(Look(session, desk)))


def codes(world: WaitingWorld, draft: TenancyDraft) -> set[str]:
    """What is said of a draft."""
    return {control.code for control in tenancy_new.check(world.desk, draft).controls}


@pytest.mark.lagring
def test_the_new_lease_ends_the_old_one(world: WaitingWorld) -> None:
    """Proposed for the day before, ended in the same act; the keys and the settlement come as for any other lease."""
    old, before = old_of(world), findings(world.desk)
    draft = accepted(world)
    assert (draft.previous_id, draft.previous_until) == (old, LAST)
    assert "leieforhold.leier_fra_for" not in codes(world, draft)
    new = written(world, draft)
    with world.store.reading() as session:
        left, come = session.get_one(Tenancy, old), session.get_one(Tenancy, new)
        case = session.get_one(Application, world.application)
        assert (left.to_date, left.closed_on, come.previous_id, come.from_date) == (LAST, None, old, START)
        assert (case.stage, case.close_reason, case.result_tenancy_id) == (Stage.CLOSED, CloseReason.HOUSED, new)
        due = session.query(Task.due).filter_by(tenancy_id=old, kind=TaskKind.MOVE_OUT_PROTOCOL, state=TaskState.OPEN)
        assert due.one() == (LAST,)
    [ending] = tenancy_end.endings_of(world.desk, old)
    assert (ending.kind, ending.effective_on, ending.moved_out_on) == (EndKind.SWAP, LAST, None)
    home = tenancy_card.tenancy_card(world.desk, old).dwelling_id
    assert stock_list.dwelling_rows(world.desk, [home])[home].status is Status.NOTICE_GIVEN
    assert lease_choices.home_of(world.desk, old) == "2025-0007 · Fjordgata 14, H0101"
    assert findings(world.desk) == before


def test_the_keys_close_the_old_lease_and_leave_its_settlement(
    world: WaitingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debt and security stay with the old lease until they are settled there."""
    old = old_of(world)
    written(world, accepted(world))
    monkeypatch.setenv("BOLIGDESK_DATO", START.isoformat())
    version = tenancy_card.tenancy_card(world.desk, old).version
    tenancy_end.move_out(world.desk, MoveOut(old, version, LAST))
    with world.store.reading() as session:
        assert session.get_one(Tenancy, old).closed_on == LAST
        kinds = {row.kind for row in session.query(Task).filter_by(tenancy_id=old, state=TaskState.OPEN)}
    assert TaskKind.SETTLEMENT in kinds and TaskKind.MOVE_OUT_PROTOCOL not in kinds


def test_a_day_of_both_homes_can_be_agreed_and_a_gap_needs_its_reason(world: WaitingWorld) -> None:
    """Some days to move in are common; days without a home must be explained; before it began it cannot end."""
    draft = accepted(world)
    assert not {"leieforhold.bytte_opphold", "leieforhold.leier_fra_for"} & codes(
        world, replace(draft, previous_until=date(2026, 12, 7))
    )
    assert "leieforhold.bytte_opphold" in codes(world, replace(draft, previous_until=date(2026, 11, 29)))
    assert "leieforhold.slutt_for_start" in codes(world, replace(draft, previous_until=date(2025, 2, 28)))


def test_without_a_day_the_old_lease_runs_on_and_two_homes_need_a_reason(world: WaitingWorld) -> None:
    """The guide does not hide that somebody will rent twice."""
    old = old_of(world)
    draft = replace(accepted(world), previous_until=None)
    assert "leieforhold.leier_fra_for" in codes(world, draft)
    written(world, draft)
    assert tenancy_end.endings_of(world.desk, old) == []


def test_whoever_stays_behind_is_named(world: WaitingWorld) -> None:
    """A partner in the old home who is not on the new lease must have agreed (ekteskapsloven § 32)."""
    partner = person(world.desk, "Guttormsen", "Nils", date(1989, 1, 1))
    with world.store.reading() as session:
        household = session.get_one(Tenancy, old_of(world)).household_id or 0
    lives = MemberInput(partner, HouseholdRole.PARTNER, date(2025, 3, 1))
    households.move_in(world.desk, household, lives)
    draft = accepted(world)
    assert "leieforhold.bytte_blir_igjen" in codes(world, draft)
    with pytest.raises(RefusedError) as refused:
        tenancy_new.create(world.desk, draft)
    assert "leieforhold.bytte_blir_igjen" in {fault.code for fault in refused.value.faults}
    assert "leieforhold.bytte_blir_igjen" not in codes(world, replace(draft, tenant_ids=(world.mother, partner)))


def test_a_lease_that_ends_before_keeps_its_day_and_one_that_is_over_is_left_alone(world: WaitingWorld) -> None:
    """Nothing is made longer by a bytte."""
    old = old_of(world)
    with world.store.writing() as session:
        session.get_one(Tenancy, old).to_date = date(2026, 11, 28)
    draft = accepted(world)
    with world.store.writing() as session:
        session.get_one(Tenancy, old).closed_on = TODAY
    assert offers.lease_draft_for(world.desk, world.offered().id).previous_id is None
    with world.store.writing() as session:
        session.get_one(Tenancy, old).closed_on = None
    written(world, draft)
    with world.store.reading() as session:
        assert session.get_one(Tenancy, old).to_date == date(2026, 11, 28)


def test_taking_the_ending_back_lets_the_old_lease_run_on(world: WaitingWorld) -> None:
    """A bytte that comes to nothing: the ending is withdrawn with its reason."""
    old = old_of(world)
    written(world, accepted(world))
    [ending] = tenancy_end.endings_of(world.desk, old)
    tenancy_end.withdraw_end(world.desk, ending.id, ending.version, "Den nye boligen fikk vannskade.")
    with world.store.reading() as session:
        assert session.get_one(Tenancy, old).to_date is None


@pytest.mark.lagring
def test_two_tenants_swap_and_both_leases_end_and_begin(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both leave on the same day, both begin the next, and both applications have got what they asked for."""
    leases: LeaseWorld = lease_world(store, monkeypatch)
    one = leases.lease()
    other = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())
    cases = [
        application(leases.desk, who, f"2026-000{no}", kind=ApplicationKind.SWAP, tenancy_id=left)
        for no, (who, left) in enumerate(((leases.anna, one), (leases.newcomer, other)), 1)
    ]
    version = tenancy_card.tenancy_card(leases.desk, one).version
    change = Change(one, version, ChangeKind.SWAP, date(2027, 1, 1), given=frozenset(Consent), other_tenancy_id=other)
    tenancy_change.make_change(leases.desk, change)
    with store.reading() as session:
        old = [session.get_one(Tenancy, left) for left in (one, other)]
        new = [session.query(Tenancy).filter_by(previous_id=left).one() for left in (one, other)]
        assert {row.to_date for row in old} == {date(2026, 12, 31)}
        assert [(row.unit_id, row.from_date) for row in new] == [
            (leases.other_unit, date(2027, 1, 1)),
            (leases.unit, date(2027, 1, 1)),
        ]
        closed = [session.get_one(Application, case) for case in cases]
        assert [(case.close_reason, case.result_tenancy_id) for case in closed] == [
            (CloseReason.HOUSED, row.id) for row in new
        ]
    assert findings(leases.desk) == []
