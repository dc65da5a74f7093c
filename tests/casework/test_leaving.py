"""Where households went when they left: asked, said later, counted for a period (V06)."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.casework import leaving, tenancy_card, tenancy_end
from boligdesk.casework.tenancy_end import MoveOut
from boligdesk.rules.guidance.words import LeavingOutcome
from boligdesk.rules.messages import RefusedError

from .lease_world import LeaseWorld

LEFT = date(2027, 2, 28)
YEAR = date(2027, 1, 1), date(2027, 12, 31)


def _version(leases: LeaseWorld, tenancy_id: int) -> int:
    return tenancy_card.tenancy_card(leases.desk, tenancy_id).version


def _left(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch, outcome: LeavingOutcome | None) -> int:
    tenancy_id = leases.lease(fixed_until=None)
    monkeypatch.setenv("BOLIGDESK_DATO", LEFT.isoformat())
    tenancy_end.move_out(leases.desk, MoveOut(tenancy_id, _version(leases, tenancy_id), LEFT, outcome=outcome))
    return tenancy_id


def test_what_was_said_when_the_keys_came_back_is_counted(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = _left(leases, monkeypatch, LeavingOutcome.BOUGHT)
    found = leaving.leavings(leases.desk, *YEAR)
    assert [(row.tenancy_id, row.left_on, row.outcome) for row in found.rows] == [
        (tenancy_id, LEFT, LeavingOutcome.BOUGHT)
    ]
    assert found.counts() == ((LeavingOutcome.BOUGHT, 1),) and found.rows[0].name
    assert leaving.leavings(leases.desk, date(2027, 3, 1), YEAR[1]).rows == ()


def test_nobody_is_forced_and_it_can_be_said_later(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = _left(leases, monkeypatch, None)
    found = leaving.leavings(leases.desk, *YEAR)
    assert found.counts() == ((None, 1),)
    leaving.say_where(leases.desk, tenancy_id, found.rows[0].version, LeavingOutcome.PRIVATE_RENTAL)
    assert leaving.leavings(leases.desk, *YEAR).counts() == ((LeavingOutcome.PRIVATE_RENTAL, 1),)


def test_it_is_not_said_of_who_lives_there_nor_of_a_period_that_runs_backwards(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    with pytest.raises(RefusedError) as told:
        leaving.say_where(leases.desk, tenancy_id, _version(leases, tenancy_id), LeavingOutcome.BOUGHT)
    assert told.value.fault.code == "utfall.bor_der"
    with pytest.raises(RefusedError) as told:
        leaving.leavings(leases.desk, YEAR[1], YEAR[0])
    assert told.value.fault.code == "utfall.snudd"
