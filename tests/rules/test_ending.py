from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.ending import (
    LandlordNotice,
    TenantNotice,
    check_landlord_notice,
    check_move_out_request,
    check_tenant_notice,
    is_open_ended,
    landlord_notice_dates,
    last_day_after_notice,
    move_out_window,
)
from boligdesk.rules.messages import Kind
from boligdesk.rules.periods import ONE_DAY, add_months, first_of_next_month, last_of_month
from boligdesk.rules.terms import NoticeGround
from boligdesk.texts import render
from tests.support.lease_samples import LAW, codes, speak

END = date(2026, 11, 30)
NOTICE = LandlordNotice(NoticeGround.BREACH, "Leie for august til oktober er ikke betalt.")


@pytest.mark.parametrize(
    ("received", "room", "last"),
    [
        (date(2026, 11, 1), False, date(2027, 2, 28)),
        (date(2026, 11, 30), False, date(2027, 2, 28)),
        (date(2026, 12, 1), False, date(2027, 3, 31)),
        (date(2026, 3, 31), False, date(2026, 6, 30)),
        (date(2026, 1, 31), True, date(2026, 2, 28)),
    ],
)
def test_notice_runs_out_at_the_end_of_a_month(received: date, room: bool, last: date) -> None:
    explained = last_day_after_notice(received, LAW, single_room=room)
    assert explained.day == last
    assert explained.provisional and render(explained.message) and render(explained.message, "nn")


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_there_are_always_three_full_months_before_the_last_day(received: date) -> None:
    last = last_day_after_notice(received, LAW).day
    assert last == last_of_month(last)
    assert add_months(first_of_next_month(received), 3) == last + ONE_DAY


def test_protest_and_suit_follow_from_the_day_of_receipt() -> None:
    dates = landlord_notice_dates(date(2026, 11, 23), LAW)
    assert (dates.last_day.day, dates.protest_by.day, dates.sue_by.day) == (
        date(2027, 2, 28),
        date(2026, 12, 23),
        date(2027, 3, 23),
    )
    for explained in (dates.protest_by, dates.sue_by):
        assert explained.provisional and render(explained.message) and render(explained.message, "nn")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"ground": None}, "husleie.oppsigelse.uten_grunn"),
        ({"reason": " "}, "husleie.oppsigelse.uten_begrunnelse"),
        ({"written": False}, "husleie.oppsigelse.ikke_skriftlig"),
        ({"tells_protest": False}, "husleie.oppsigelse.uten_protest"),
        ({"tells_effect": False}, "husleie.oppsigelse.uten_virkning"),
        ({"tells_eviction": False}, "husleie.oppsigelse.uten_tvang"),
        ({"fixed_until": END}, "husleie.oppsigelse.tidsbestemt"),
        ({"fixed_until": END, "notice_agreed_in_term": True}, None),
    ],
)
def test_a_landlords_notice_without_its_content_is_stopped(changes: dict[str, Any], code: str | None) -> None:
    controls = check_landlord_notice(replace(NOTICE, **changes))
    speak(controls)
    assert codes(controls, Kind.HARD) == codes(controls) == ({code} if code else set())


@pytest.mark.parametrize(
    ("changes", "code", "kind"),
    [
        ({}, None, None),
        ({"received": None}, "husleie.oppsigelse.uten_mottatt", Kind.MISSING),
        ({"shared_with_spouse": True}, "husleie.oppsigelse.uten_ektefelle", Kind.HARD),
        ({"shared_with_spouse": True, "spouse_consented": True}, None, None),
        ({"all_tenants_signed": False}, "husleie.oppsigelse.ikke_alle", Kind.HARD),
        ({"written": False}, "husleie.oppsigelse.muntlig", Kind.SOFT),
        ({"fixed_until": END}, "husleie.oppsigelse.leier_i_tiden", Kind.SOFT),
        ({"fixed_until": END, "told_fixed": False}, None, None),
        ({"fixed_until": END, "notice_agreed_in_term": True}, None, None),
    ],
)
def test_a_tenants_notice(changes: dict[str, Any], code: str | None, kind: Kind | None) -> None:
    controls = check_tenant_notice(replace(TenantNotice(date(2026, 11, 23)), **changes))
    speak(controls)
    assert [(c.code, c.kind) for c in controls] == ([(code, kind)] if code else [])


@pytest.mark.parametrize(
    ("send_on", "kind"),
    [
        (date(2026, 11, 30), Kind.SOFT),
        (date(2026, 12, 1), Kind.INFO),
        (date(2027, 2, 28), Kind.INFO),
        (date(2027, 3, 1), Kind.HARD),
    ],
)
def test_flytteoppfordring_has_three_months_from_expiry(send_on: date, kind: Kind) -> None:
    (control,) = check_move_out_request(END, send_on, LAW)
    speak([control])
    assert control.kind is kind
    assert move_out_window(END, LAW).contains(send_on) is (kind is Kind.INFO)


def test_a_lease_without_end_needs_a_notice() -> None:
    (control,) = check_move_out_request(None, END, LAW)
    speak([control])
    assert control.kind is Kind.HARD


@pytest.mark.parametrize(
    ("until", "requested", "today", "open_ended"),
    [
        (None, None, END, True),
        (END, None, date(2027, 2, 28), False),
        (END, None, date(2027, 3, 1), True),
        (END, date(2027, 2, 28), date(2027, 3, 1), False),
        (END, date(2027, 3, 1), date(2027, 3, 2), True),
    ],
)
def test_without_a_request_in_time_it_becomes_open_ended(
    until: date | None, requested: date | None, today: date, open_ended: bool
) -> None:
    assert is_open_ended(until, requested, today, LAW) is open_ended


def test_the_window_is_never_empty() -> None:
    for n in range(400):
        window = move_out_window(END + timedelta(days=n), LAW)
        assert (window.days or 0) >= 89
