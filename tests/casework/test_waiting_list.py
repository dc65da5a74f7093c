"""The waiting list: its order and the words for it, filters, urgency and longer validity, and no place number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from boligdesk.casework import applications, settings, vacancies, waiting_list
from boligdesk.casework.application_card import application_card
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.casework.waiting_list import WaitingNeed, WaitingQuery
from boligdesk.database.engine import Store
from boligdesk.models.application import ApplicationArea, ApplicationNeed
from boligdesk.models.stock import Area, DwellingState
from boligdesk.rules.application_words import AreaWish, CloseReason, FloorNeed, OfferState, WaitingMove
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import Role, StateKind, Status
from boligdesk.texts import render

from .sheet_world import application, person
from .stock_world import put, tenancy
from .waiting_world import TODAY, WaitingWorld, grant, waiting_world


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> WaitingWorld:
    return waiting_world(store, monkeypatch)


def names(world: WaitingWorld, **query: Any) -> list[str]:
    """Last names in the order of the list."""
    ids = waiting_list.waiting_ids(world.desk, WaitingQuery(**query))
    rows = waiting_list.waiting_rows(world.desk, ids)
    return [rows[place].applicant.split(",")[0] for place in ids]


@pytest.mark.lagring
def test_group_goes_first_then_urgency_and_equals_stand_by_name(world: WaitingWorld) -> None:
    assert names(world) == ["Somby-Guttormsen", "Berg", "Hemmeligsen"]
    row = world.row(world.hidden)
    waiting_list.set_urgency(world.desk, row.id, row.version, 1, "Må ut av institusjonen 1. desember")
    assert names(world) == ["Somby-Guttormsen", "Hemmeligsen", "Berg"]
    why = [render(reason) for reason in world.row(world.hidden).why]
    assert why == ["Prioritert gruppe 2: Alle andre", "Haster: Må ut av institusjonen 1. desember"]


def test_the_rules_of_the_order_are_told_and_no_place_is_numbered(world: WaitingWorld) -> None:
    words = " ".join(render(rule) for rule in waiting_list.waiting_rules(world.desk))
    assert "Ventetid gir ikke forrang" in words
    assert "plass nr" not in words.lower()
    settings.change_setting(world.desk, OfficeSetting.WAITING_BY_DATE, 1)
    assert "ventet lengst først" in " ".join(render(rule) for rule in waiting_list.waiting_rules(world.desk))


def test_waiting_time_parts_equals_only_where_the_office_has_said_so(
    world: WaitingWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-11-24")
    late = application(world.desk, person(world.desk, "Alm", "Per", date(1970, 1, 1)), "2026-0009")
    grant(world.desk, late, 1, 2)
    assert names(world) == ["Somby-Guttormsen", "Alm", "Berg", "Hemmeligsen"]
    settings.change_setting(world.desk, OfficeSetting.WAITING_BY_DATE, 1)
    assert names(world) == ["Somby-Guttormsen", "Berg", "Hemmeligsen", "Alm"]
    assert render(world.row(late).why[-1]) == "Har ventet siden 24.11.2026"


def test_points_count_only_where_the_set_gives_them(world: WaitingWorld) -> None:
    rich = application(world.desk, person(world.desk, "Vik", "Eva", date(1970, 1, 1)), "2026-0010")
    grant(world.desk, rich, 1, 2, score=12)
    assert names(world)[1] == "Vik"
    assert render(world.row(rich).why[-1]) == "12 poeng"
    assert "poengene" in " ".join(render(rule) for rule in waiting_list.waiting_rules(world.desk))


@pytest.mark.lagring
def test_filters(world: WaitingWorld) -> None:
    with world.store.reading() as session:
        area = session.query(Area.id).filter_by(name="Sentrum").scalar()
    put(world.desk, ApplicationArea, application_id=world.second, area_id=area, wish=AreaWish.WANT)
    put(world.desk, ApplicationNeed, application_id=world.second, wheelchair=True, floor=FloorNeed.GROUND, kinds=[])
    assert names(world, group_key="g1") == ["Somby-Guttormsen"]
    assert names(world, bedrooms=1) == ["Berg", "Hemmeligsen"]
    assert names(world, area_id=area) == ["Berg"]
    assert names(world, need=WaitingNeed.WHEELCHAIR) == names(world, need=WaitingNeed.GROUND_OR_LIFT) == ["Berg"]
    assert names(world, need=WaitingNeed.CHILDREN) == ["Somby-Guttormsen"]
    assert names(world, need=WaitingNeed.PETS) == []
    assert names(world, runs_out_by=date(2027, 11, 29)) == []
    assert len(names(world, runs_out_by=date(2027, 11, 30))) == 3
    assert names(world, text="máret") == names(world, text="2026-0001") == ["Somby-Guttormsen"]
    choices = waiting_list.waiting_choices(world.desk)
    assert ([key for key, _ in choices.groups], choices.sizes, choices.areas) == (
        ["g1", "g2"],
        (1, 2),
        ((area, "Sentrum"),),
    )
    assert world.row(world.second).wishes == ("Sentrum",)


def test_protected_households_are_not_on_the_list_of_those_without_the_right(world: WaitingWorld) -> None:
    reader = world.as_role(Role.FOLLOW_UP)
    ids = waiting_list.waiting_ids(reader, WaitingQuery())
    rows = waiting_list.waiting_rows(reader, ids).values()
    assert sorted(row.applicant for row in rows) == ["Berg, Ola", "Somby-Guttormsen, Máret Ánne"]
    assert waiting_list.waiting_events(reader, world.hidden) == ()


@pytest.mark.lagring
def test_a_place_is_prolonged_with_a_reason_and_never_shortened_here(world: WaitingWorld) -> None:
    row = world.row()
    with pytest.raises(RefusedError) as refused:
        waiting_list.prolong(world.desk, row.id, row.version, date(2027, 11, 30), "x")
    assert refused.value.fault.code == "venteliste.kortere_er_vedtak"
    with pytest.raises(RefusedError) as silent:
        waiting_list.prolong(world.desk, row.id, row.version, date(2028, 11, 30), "  ")
    assert silent.value.fault.code == "venteliste.uten_grunn"
    waiting_list.prolong(world.desk, row.id, row.version, date(2028, 11, 30), "Ingen bolig har passet")
    event = waiting_list.waiting_events(world.desk, world.application)[0]
    assert (event.move, event.before, event.after, event.reason) == (
        WaitingMove.PROLONGED,
        "30.11.2027",
        "30.11.2028",
        "Ingen bolig har passet",
    )
    with pytest.raises(ConflictError):
        waiting_list.set_urgency(world.desk, row.id, row.version, 2, "Haster")


def test_urgency_wants_a_reason_and_can_be_taken_back(world: WaitingWorld) -> None:
    row = world.row()
    with pytest.raises(RefusedError):
        waiting_list.set_urgency(world.desk, row.id, row.version, 2, "")
    version = waiting_list.set_urgency(world.desk, row.id, row.version, 2, "Kastes ut 1. desember").value
    waiting_list.set_urgency(world.desk, row.id, version, 0, "Har fått utsettelse")
    assert (world.row().urgency, world.row().urgency_reason) == (0, "")
    events = waiting_list.waiting_events(world.desk, world.application)
    assert [(event.before, event.after) for event in events[:2]] == [("2", "0"), ("0", "2")]


@pytest.mark.lagring
def test_vacancies_say_days_lost_rent_and_who_has_the_next_step(world: WaitingWorld) -> None:
    put(
        world.desk,
        DwellingState,
        unit_id=world.small_unit,
        kind=StateKind.REFURBISHMENT,
        from_date=TODAY,
        expected_to=date(2026, 12, 10),
        reason="Nytt bad",
        recorded_at=world.desk.now,
    )
    world.offer()
    rows = {row.unit_id: row for row in vacancies.vacancies(world.desk)}
    big, small = rows[world.unit], rows[world.small_unit]
    assert (big.status, render(big.step.what), big.step.due) == (
        Status.RESERVED,
        "Svar på tilbudet",
        date(2026, 12, 4),
    )
    assert (small.status, render(small.step.what), small.step.due) == (
        Status.REFURBISHMENT,
        "Gjør boligen klar",
        date(2026, 12, 10),
    )
    assert (small.fits, small.home.free_on) == (2, date(2026, 12, 11))
    assert (small.empty_from, small.vacancy) == (None, None)  # never let here: nobody knows since when


def test_a_home_left_empty_costs_from_the_day_after_the_last_tenancy(world: WaitingWorld) -> None:
    former = person(world.desk, "Vang", "Tora", date(1980, 5, 5))
    last = date(2026, 11, 13)
    tenancy(world.desk, world.small_unit, former, "2025-0200", "000200005", to_date=last, closed_on=last)
    rows = {row.unit_id: row for row in vacancies.vacancies(world.desk)}
    left = rows[world.small_unit]
    assert left.vacancy is not None and left.empty_from == date(2026, 11, 14)
    assert left.vacancy.days == (TODAY - last).days


def test_whoever_may_not_read_applications_sees_homes_without_counts(world: WaitingWorld) -> None:
    reader = world.as_role(Role.READER)
    assert {row.unit_id for row in vacancies.vacancies(reader)} == {world.unit, world.small_unit}


@pytest.mark.lagring
def test_a_case_that_is_closed_leaves_the_list_and_gives_the_home_free(world: WaitingWorld) -> None:
    world.offer()
    version = application_card(world.desk, world.application).version
    with pytest.raises(RefusedError) as refused:
        applications.close_application(world.desk, world.application, version, CloseReason.LAPSED)
    assert refused.value.fault.code == "venteliste.fjerning_er_vedtak"
    applications.withdraw_application(world.desk, world.application, version, "Ringte og trakk søknaden")
    assert names(world) == ["Berg", "Hemmeligsen"]
    assert world.offered().state is OfferState.WITHDRAWN
    moves = [event.move for event in waiting_list.waiting_events(world.desk, world.application)]
    assert moves[:2] == [WaitingMove.REMOVED, WaitingMove.OFFER_WITHDRAWN]
