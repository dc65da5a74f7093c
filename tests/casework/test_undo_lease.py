"""Undoing a new lease: whole while it is only written down, refused in words once something left the office."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from boligdesk.casework import lease_print, protocols, tenancy_card, tenancy_end, tenancy_list, tenancy_new, undo
from boligdesk.casework.tenancy_end import EndRequest
from boligdesk.models.casefile import Task
from boligdesk.models.person import HouseholdMember
from boligdesk.models.tenancy import Kid, Tenancy
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.terms import EndKind
from boligdesk.texts import render

from .lease_world import TODAY, LeaseWorld

pytestmark = pytest.mark.lagring


def _made(leases: LeaseWorld, **changes: object) -> tuple[int, int]:
    done = tenancy_new.create(leases.desk, leases.draft(**changes))
    assert done.act_id is not None
    return done.value, done.act_id


def _refused(leases: LeaseWorld, act_id: int) -> RefusedError:
    assert not undo.may_undo(leases.desk, act_id)
    with pytest.raises(RefusedError) as caught:
        undo.undo(leases.desk, act_id)
    assert render(caught.value.fault.what)
    return caught.value


def test_a_new_lease_is_taken_back_whole_and_the_home_is_free_again(leases: LeaseWorld) -> None:
    tenancy_id, act_id = _made(leases)
    assert undo.may_undo(leases.desk, act_id)
    undo.undo(leases.desk, act_id)
    assert tenancy_list.tenancy_ids(leases.desk, tenancy_list.TenancyQuery()) == []
    with leases.store.reading() as session:
        assert session.get_one(Tenancy, tenancy_id).voided_at is not None
        assert session.execute(select(Task.id).where(Task.voided_at.is_(None))).all() == []
        assert session.execute(select(HouseholdMember.id)).all() == []
        (kid,) = session.execute(select(Kid.kid)).scalars()
    again, _ = _made(leases)
    assert again != tenancy_id
    with leases.store.reading() as session:
        tenancy = session.get_one(Tenancy, again)
        assert tenancy.kid != kid and tenancy.number.endswith("0002")  # neither number is used twice


def test_a_printed_lease_is_no_more_undone(leases: LeaseWorld) -> None:
    tenancy_id, act_id = _made(leases)
    lease_print.print_lease(leases.desk, tenancy_id)
    assert _refused(leases, act_id).fault.code == "angre.brukt_siden"
    assert tenancy_card.tenancy_card(leases.desk, tenancy_id).number


def test_a_lease_with_a_protocol_or_a_notice_is_no_more_undone(leases: LeaseWorld) -> None:
    tenancy_id, act_id = _made(leases)
    protocols.save_protocol(leases.desk, protocols.blank_protocol(leases.desk, tenancy_id, moving_in=True))
    assert _refused(leases, act_id).fault.code == "angre.endret_siden"  # its task is done
    other, other_act = _made(
        leases, unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=(), fixed_until=None
    )
    version = tenancy_card.tenancy_card(leases.desk, other).version
    tenancy_end.record_end(leases.desk, EndRequest(other, version, EndKind.TENANT_NOTICE, TODAY))
    assert _refused(leases, other_act).fault.code == "angre.endret_siden"


def test_the_rent_of_whoever_left_early_runs_on_when_the_new_lease_is_undone(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, _ = _made(leases, fixed_until=None)
    version = tenancy_card.tenancy_card(leases.desk, left).version
    tenancy_end.record_end(leases.desk, EndRequest(left, version, EndKind.TENANT_NOTICE, TODAY))
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-01-20")
    version = tenancy_card.tenancy_card(leases.desk, left).version
    tenancy_end.move_out(leases.desk, tenancy_end.MoveOut(left, version, date(2027, 1, 20)))
    draft = tenancy_new.propose(leases.desk, leases.unit, (leases.newcomer,), date(2027, 2, 10))
    act_id = tenancy_new.create(leases.desk, draft).act_id
    undo.undo(leases.desk, act_id or 0)
    with leases.store.reading() as session:
        assert session.get_one(Tenancy, left).rent_until == date(2027, 2, 28)
