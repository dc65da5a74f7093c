"""Rent after early keys (an office's choice), the landlord's suit after a protest (§ 9-8), and who is told of both."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from boligdesk.casework import settings, settlement, tenancy_card, tenancy_change, tenancy_end, tenancy_new
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.tenancy_change import Change
from boligdesk.casework.tenancy_end import EndRequest, EndRow, MoveOut
from boligdesk.casework.tenancy_suit import Suit, bring_suit
from boligdesk.models.casefile import Task
from boligdesk.models.tenancy import Tenancy
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind, EndKind, NoticeGround
from boligdesk.rules.vocabulary import TaskKind, TaskState

from .lease_world import TODAY, LeaseWorld

pytestmark = pytest.mark.lagring
KEYS, LAST = date(2027, 1, 20), date(2027, 2, 28)


def _version(leases: LeaseWorld, tenancy_id: int) -> int:
    return tenancy_card.tenancy_card(leases.desk, tenancy_id).version


def _rent_until(leases: LeaseWorld, tenancy_id: int) -> date | None:
    with leases.store.reading() as session:
        return session.get_one(Tenancy, tenancy_id).rent_until


# Keys before the notice is out -----------------------------------------------------------------------------------


def _leaves_early(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> int:
    """Notice on 23 November runs to the end of February; the keys come back on 20 January."""
    tenancy_id = leases.lease(fixed_until=None)
    request = EndRequest(tenancy_id, _version(leases, tenancy_id), EndKind.TENANT_NOTICE, TODAY)
    tenancy_end.record_end(leases.desk, request)
    monkeypatch.setenv("BOLIGDESK_DATO", KEYS.isoformat())
    tenancy_end.move_out(
        leases.desk, MoveOut(tenancy_id, _version(leases, tenancy_id), KEYS, "Nygata 1, 9990 Fjordvik")
    )
    return tenancy_id


def _settled_to(leases: LeaseWorld, tenancy_id: int) -> object:
    preview = settlement.preview_settlement(leases.desk, settlement.SettlementInput(tenancy_id))
    return preview.result.explanation.params["dato"]


def test_early_keys_leave_rent_to_the_end_of_the_notice(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = _leaves_early(leases, monkeypatch)
    assert _rent_until(leases, tenancy_id) == LAST == _settled_to(leases, tenancy_id)
    assert tenancy_card.tenancy_card(leases.desk, tenancy_id).rent_until == LAST
    with leases.store.reading() as session:
        assert session.get_one(Tenancy, tenancy_id).to_date == KEYS  # the home itself is free


def test_an_office_may_end_the_rent_with_the_keys(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.change_setting(leases.desk, OfficeSetting.RENT_THROUGH_NOTICE, 0)
    tenancy_id = _leaves_early(leases, monkeypatch)
    assert _rent_until(leases, tenancy_id) is None and _settled_to(leases, tenancy_id) == KEYS


def test_letting_the_home_again_ends_the_rent(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = _leaves_early(leases, monkeypatch)
    draft = tenancy_new.propose(leases.desk, leases.unit, (leases.newcomer,), date(2027, 2, 10))
    tenancy_new.create(leases.desk, draft)
    assert _rent_until(leases, tenancy_id) == date(2027, 2, 9) == _settled_to(leases, tenancy_id)


def test_keys_on_the_last_day_or_without_notice_end_the_rent(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    assert tenancy_end.rent_after_keys(leases.desk, tenancy_id, KEYS) is None
    tenancy_end.record_end(
        leases.desk, EndRequest(tenancy_id, _version(leases, tenancy_id), EndKind.TENANT_NOTICE, TODAY)
    )
    assert tenancy_end.rent_after_keys(leases.desk, tenancy_id, LAST) is None
    assert tenancy_end.rent_after_keys(leases.desk, tenancy_id, LAST - timedelta(days=1)) == LAST


# The suit --------------------------------------------------------------------------------------------------------


def _protested(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch, on: date = date(2026, 12, 23)) -> EndRow:
    """A notice handed over on 23 November, protested against on a day; the last one in time by default."""
    tenancy_id = leases.lease(fixed_until=None)
    request = EndRequest(
        tenancy_id,
        _version(leases, tenancy_id),
        EndKind.LANDLORD_NOTICE,
        TODAY,
        ground=NoticeGround.BREACH,
        reasons_text="Gjentatt husbråk etter to skriftlige advarsler.",
    )
    tenancy_end.record_end(leases.desk, request)
    monkeypatch.setenv("BOLIGDESK_DATO", on.isoformat())
    (row,) = tenancy_end.endings_of(leases.desk, tenancy_id)
    tenancy_end.protested(leases.desk, row.id, row.version, on)
    return _notice(leases, row.id)


def _notice(leases: LeaseWorld, ending_id: int) -> EndRow:
    with leases.store.reading() as session:
        (tenancy_id,) = session.execute(select(Tenancy.id)).scalars()
    return next(row for row in tenancy_end.endings_of(leases.desk, tenancy_id) if row.id == ending_id)


def _deadlines(leases: LeaseWorld) -> list[date | None]:
    with leases.store.reading() as session:
        open_ones = select(Task.due).where(Task.kind == TaskKind.PROTEST, Task.state == TaskState.OPEN)
        return list(session.execute(open_ones).scalars())


def test_a_suit_on_the_last_day_keeps_the_notice_alive(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _protested(leases, monkeypatch)
    last = date(2027, 3, 23)
    assert row.sue_by == last and _deadlines(leases) == [last]
    assert not row.lapsed(last) and row.lapsed(last + timedelta(days=1))
    monkeypatch.setenv("BOLIGDESK_DATO", last.isoformat())
    bring_suit(leases.desk, row.id, row.version, Suit(last, " Fjordvik tingrett ", "27-012345TVI"))
    sued = _notice(leases, row.id)
    assert (sued.sued_on, sued.court, sued.court_case) == (last, "Fjordvik tingrett", "27-012345TVI")
    assert not sued.lapsed(date(2028, 1, 1)) and _deadlines(leases) == []


def test_a_day_later_the_notice_has_lapsed(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _protested(leases, monkeypatch)
    late = date(2027, 3, 24)
    monkeypatch.setenv("BOLIGDESK_DATO", late.isoformat())
    with pytest.raises(RefusedError) as refused:
        bring_suit(leases.desk, row.id, row.version, Suit(late, "Fjordvik tingrett"))
    assert [fault.code for fault in refused.value.faults] == ["leieforhold.soksmal_for_sent"]
    assert _notice(leases, row.id).lapsed(late) and _deadlines(leases) == [date(2027, 3, 23)]
    bring_suit(leases.desk, row.id, row.version, Suit(date(2027, 3, 23), "Fjordvik tingrett"))  # noted a day late
    assert not _notice(leases, row.id).lapsed(late)


def test_a_late_protest_needs_no_suit_and_a_court_is_named(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _protested(leases, monkeypatch, date(2026, 12, 24))
    assert not row.lapsed(date(2028, 1, 1)) and _deadlines(leases) == []
    with pytest.raises(RefusedError) as refused:
        bring_suit(leases.desk, row.id, row.version, Suit(date(2026, 12, 24), "Fjordvik tingrett"))
    assert [fault.code for fault in refused.value.faults] == ["leieforhold.soksmal_sen_protest"]


def test_a_suit_names_its_court_and_follows_a_protest(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _protested(leases, monkeypatch)
    with pytest.raises(RefusedError) as refused:
        bring_suit(leases.desk, row.id, row.version, Suit(date(2026, 12, 23), " "))
    assert [fault.code for fault in refused.value.faults] == ["leieforhold.soksmal_uten_domstol"]
    with pytest.raises(RefusedError) as early:
        bring_suit(leases.desk, row.id, row.version, Suit(date(2026, 11, 22), "Fjordvik tingrett"))
    assert [fault.code for fault in early.value.faults] == ["leieforhold.soksmal_dato"]
    with pytest.raises(ConflictError):
        bring_suit(leases.desk, row.id, row.version - 1, Suit(date(2026, 12, 23), "Fjordvik tingrett"))


# Two at one tenancy ----------------------------------------------------------------------------------------------


def test_whoever_has_the_tenancy_open_is_told_when_only_its_tenants_changed(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    opened = _version(leases, tenancy_id)
    joins = Change(
        tenancy_id,
        opened,
        ChangeKind.CO_TENANT_ADDED,
        date(2027, 1, 1),
        person_id=leases.newcomer,
        given=frozenset(Consent),
    )
    done = tenancy_change.make_change(leases.desk, joins)
    assert tenancy_id in done.changes.of("tenancy")
    assert _version(leases, tenancy_id) > opened
    with pytest.raises(ConflictError):
        tenancy_end.record_end(leases.desk, EndRequest(tenancy_id, opened, EndKind.TENANT_NOTICE, TODAY))


def test_whoever_changes_the_tenants_is_told_of_a_notice(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    row = _protested(leases, monkeypatch)
    with leases.store.reading() as session:
        (tenancy,) = session.execute(select(Tenancy)).scalars()
    before = tenancy.version
    bring_suit(leases.desk, row.id, row.version, Suit(date(2026, 12, 23), "Fjordvik tingrett"))
    assert _version(leases, tenancy.id) == before + 1
    joins = Change(tenancy.id, before, ChangeKind.CO_TENANT_ADDED, date(2027, 1, 1), person_id=leases.newcomer)
    with pytest.raises(ConflictError):
        tenancy_change.make_change(leases.desk, joins)
