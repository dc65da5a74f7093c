"""The list of tenancies: states on a day, search, order, and what a role without the right never sees."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event, text

from boligdesk.casework import tenancy_list as lists
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.tenancy_list import TenancyQuery, TenancySort, TenancyState
from boligdesk.rules.vocabulary import Role

from .lease_world import LeaseWorld


def _on(leases: LeaseWorld, day: date) -> Desk:
    return Desk(leases.store, leases.desk.who, today_source=lambda: day)


def _only(desk: Desk, query: TenancyQuery = TenancyQuery()) -> lists.TenancyListRow:  # noqa: B008 (frozen)
    (row,) = lists.tenancy_rows(desk, lists.tenancy_ids(desk, query)).values()
    return row


@pytest.mark.lagring
def test_a_line_says_who_where_when_and_how_much(leases: LeaseWorld) -> None:
    leases.lease()
    row = _only(leases.desk)
    assert (row.address, row.dwelling_number, row.rent_ore) == ("Fjordgata 14", "H0203", 895000)
    assert row.tenants == ("Kvernmo, Jon-Ántte Eira", "Kvernmo, Ŋárja Eira")
    assert (row.from_date, row.to_date) == (date(2026, 12, 1), date(2029, 11, 30))
    assert row.kid and row.number == "2026-0001"


@pytest.mark.lagring
def test_the_state_follows_the_day(leases: LeaseWorld) -> None:
    leases.lease()
    days = {
        date(2026, 11, 30): TenancyState.COMING,
        date(2026, 12, 1): TenancyState.RUNNING,
        date(2029, 11, 30): TenancyState.RUNNING,
        date(2029, 12, 1): TenancyState.EXPIRED,
    }
    for day, state in days.items():
        desk = _on(leases, day)
        assert _only(desk).state is state
        assert _only(desk, TenancyQuery(states=frozenset({state}))).state is state
        others = frozenset(TenancyState) - {state}
        assert lists.tenancy_ids(desk, TenancyQuery(states=others)) == []
    with leases.store.writing() as session:
        session.execute(text("UPDATE tenancy SET closed_on = '2029-12-05'"))
    assert _only(_on(leases, date(2029, 12, 4))).state is TenancyState.EXPIRED
    assert _only(_on(leases, date(2029, 12, 5))).state is TenancyState.ENDED


@pytest.mark.lagring
def test_search_by_tenant_address_number_and_kid(leases: LeaseWorld) -> None:
    first = leases.lease()
    second = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())
    rows = lists.tenancy_rows(leases.desk, [first, second])
    found = {
        "ŋárja kvern": [first],
        "fjordg 14": [],
        "balto": [second],
        rows[first].number: [first],
        str(rows[second].kid): [second],
        "": [first, second],
        "finnes ikke": [],
    }
    # The test's dwellings are put in without their search keys: an address finds nothing there.
    assert {typed: lists.tenancy_ids(leases.desk, TenancyQuery(typed)) for typed in found} == found


@pytest.mark.lagring
@pytest.mark.parametrize("sort", TenancySort)
def test_each_order_and_its_reverse(leases: LeaseWorld, sort: TenancySort) -> None:
    later = leases.lease(start=date(2027, 1, 1), fixed_until=date(2030, 12, 31))
    earlier = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())
    by = {
        TenancySort.NUMBER: [later, earlier],
        TenancySort.ADDRESS: [later, earlier],
        TenancySort.TENANT: [earlier, later],
        TenancySort.FROM: [earlier, later],
        TenancySort.TO: [earlier, later],
    }
    assert lists.tenancy_ids(leases.desk, TenancyQuery(sort=sort)) == by[sort]
    assert lists.tenancy_ids(leases.desk, TenancyQuery(sort=sort, descending=True)) == by[sort][::-1]


@pytest.mark.lagring
def test_a_protected_persons_tenancy_is_not_there_for_others(leases: LeaseWorld) -> None:
    number = leases.lease()
    with leases.store.writing() as session:
        session.execute(text("UPDATE person SET protection = 'strict' WHERE id = :id"), {"id": leases.bo})
    reader = leases.as_role(Role.READER)
    for typed in ("", "kvernmo", "2026-0001"):
        assert lists.tenancy_ids(reader, TenancyQuery(typed)) == []
    assert lists.tenancy_rows(reader, [number]) == {}
    assert lists.tenancy_ids(leases.desk, TenancyQuery()) == [number]


def test_many_lines_take_three_statements(leases: LeaseWorld) -> None:
    ids = [leases.lease(), leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=())]
    sent: list[str] = []
    event.listen(leases.store.engine, "before_cursor_execute", lambda *a: sent.append(a[2]))
    lists.tenancy_rows(leases.desk, ids)
    assert len([s for s in sent if s.startswith("SELECT")]) == 3
