"""Akutt and midlertidige botilbud: NAV the same day, what the sheet tells, stays with cost and warning (P10)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from boligdesk.casework import acute, applications, tasks, temporary_stays
from boligdesk.casework.acute import Handed
from boligdesk.casework.application_needs import change_need
from boligdesk.casework.applications import NeedInput, StayInput
from boligdesk.casework.tasks import TaskQuery
from boligdesk.casework.temporary_stays import TemporaryStayInput
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import ApplicationKind, StayKind, TargetGroup
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import TaskKind
from boligdesk.texts import render
from tests.forms.conftest import pages_of

from .application_world import TODAY, World, apply, applying, card

SECRETS = ("EGNEORD", "UTKASTET", "DIAGNOSE", "UNNGAA", "GJELD")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return applying(store)


@pytest.fixture
def case(world: World) -> int:
    return apply(world.leader, world.ids["mother"], kind=ApplicationKind.ACUTE)


def _version(world: World, case: int) -> int:
    return card(world.leader, case).version


def _due(world: World, case: int, kind: TaskKind) -> list[date | None]:
    ids = tasks.task_ids(world.leader, TaskQuery(application_id=case))
    return [row.due for row in tasks.task_rows(world.leader, ids).values() if row.kind is kind]


def _ask(world: World, case: int, *, sleeps: bool) -> int:
    return acute.answer_tonight(world.leader, case, _version(world, case), sleeps).value


def _refused(code: str, act: object, *args: object) -> None:
    with pytest.raises(RefusedError) as caught:
        act(*args)  # type: ignore[operator]
    assert code in [fault.code for fault in caught.value.faults]


@pytest.mark.lagring
def test_no_place_tonight_leaves_one_task_today_until_nav_has_the_case(world: World, case: int) -> None:
    assert acute.acute_state(world.leader, case) is None
    asked = _ask(world, case, sleeps=False)
    assert _due(world, case, TaskKind.ACUTE_HANDOVER) == [TODAY]
    state = acute.acute_state(world.leader, case)
    assert state is not None
    assert state.must_hand_over
    at = world.leader.now
    acute.hand_over_to_nav(world.leader, asked, state.version, Handed(" Vakttelefonen, NAV ", at, "Kommer selv"))
    state = acute.acute_state(world.leader, case)
    assert state is not None
    assert (state.handed_to, state.handed_at, state.must_hand_over) == ("Vakttelefonen, NAV", at, False)
    assert _due(world, case, TaskKind.ACUTE_HANDOVER) == []


def test_a_place_tonight_ends_the_task_and_leaves_nothing_to_hand_over(world: World, case: int) -> None:
    asked = _ask(world, case, sleeps=True)
    assert _due(world, case, TaskKind.ACUTE_HANDOVER) == []
    _refused("akutt.har_sted", acute.hand_over_to_nav, world.leader, asked, 1, Handed("NAV", world.leader.now))
    _refused("akutt.ingenting_a_overlevere", acute.print_handover, world.leader, case)


def test_asked_and_handed_over_in_one_breath_leaves_no_task(world: World, case: int) -> None:
    handed = Handed("NAV", world.leader.now)
    acute.answer_tonight(world.leader, case, _version(world, case), False, handed)
    assert _due(world, case, TaskKind.ACUTE_HANDOVER) == []
    _refused("akutt.har_sted", acute.answer_tonight, world.leader, case, _version(world, case), True, handed)


def test_the_question_can_be_asked_again_and_the_last_answer_counts(world: World, case: int) -> None:
    _ask(world, case, sleeps=True)
    _ask(world, case, sleeps=False)
    state = acute.acute_state(world.leader, case)
    assert state is not None
    assert state.must_hand_over
    assert _due(world, case, TaskKind.ACUTE_HANDOVER) == [TODAY]


def test_a_handover_wants_a_name_and_a_moment_that_has_been(world: World, case: int) -> None:
    asked = _ask(world, case, sleeps=False)
    _refused("akutt.uten_navn", acute.hand_over_to_nav, world.leader, asked, 1, Handed("  ", world.leader.now))
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    _refused("akutt.klokkeslett_fram", acute.hand_over_to_nav, world.leader, asked, 1, Handed("NAV", ahead))


@pytest.mark.lagring
def test_the_sheet_tells_what_nav_needs_and_nothing_of_cause_botid_or_debt(world: World) -> None:
    case = apply(
        world.leader,
        world.ids["mother"],
        kind=ApplicationKind.ACUTE,
        own_words="EGNEORD GJELD",
        stay=StayInput(StayKind.NOWHERE, None, None, "UTKASTET"),
        target_group=TargetGroup.MENTAL_OR_ADDICTION,
    )
    change_need(
        world.leader, case, _version(world, case), NeedInput(access_note="DIAGNOSE", avoid="UNNGAA", services="GJELD")
    )
    _ask(world, case, sleeps=False)
    words = " ".join(pages_of(acute.print_handover(world.leader, case).value.pdf))
    assert "Máret Somby" in words
    assert "1 voksen, 2 barn" in words
    assert "400 00 011" in words
    assert "sosialtjenesteloven § 27" in words
    assert "ikke gitt samtykke" in words
    assert [secret for secret in SECRETS if secret in words] == []
    assert "rus" not in words.casefold().split()


def test_the_sheet_shows_the_consent_and_its_scope(world: World, case: int) -> None:
    applications.give_consent(world.leader, case, _version(world, case), TODAY, "inntekt hos NAV")
    _ask(world, case, sleeps=False)
    words = " ".join(pages_of(acute.print_handover(world.leader, case).value.pdf))
    assert "inntekt hos NAV" in words
    assert "ikke gitt samtykke" not in words


# -- midlertidige botilbud ----------------------------------------------------------------------


def _add(world: World, case: int, **facts: object) -> int:
    plain = {"place": "Fjordvik hotell", "from_date": date(2026, 11, 1), "night_ore": 125_000, "payer": "NAV"}
    entered = TemporaryStayInput(**(plain | facts))  # type: ignore[arg-type]
    return temporary_stays.add_stay(world.leader, case, _version(world, case), entered).value


@pytest.mark.lagring
def test_a_stay_with_children_warns_at_once_and_tells_what_it_has_cost(world: World, case: int) -> None:
    _add(world, case, nav_ref="26/123", planned_end=date(2026, 12, 1))
    shown = temporary_stays.temporary_stays(world.leader, case)
    nights = (TODAY - date(2026, 11, 1)).days
    assert (shown.nights, shown.cost_ore) == (nights, nights * 125_000)
    assert shown.rows[0].going_on
    assert shown.warning is not None
    assert shown.warning.children
    assert _due(world, case, TaskKind.TEMPORARY_STAY) == [TODAY]


def test_without_children_the_task_stands_before_three_months_and_moves_with_the_stay(world: World) -> None:
    case = apply(world.leader, world.ids["father"])
    stay = _add(world, case, from_date=TODAY)
    (first,) = _due(world, case, TaskKind.TEMPORARY_STAY)
    assert first is not None
    assert 70 < (first - TODAY).days < 80
    row = temporary_stays.temporary_stays(world.leader, case).rows[0]
    ended = TemporaryStayInput("Fjordvik hotell", date(2026, 10, 1), date(2026, 10, 9), night_ore=125_000)
    temporary_stays.change_stay(world.leader, stay, row.version, ended)
    assert _due(world, case, TaskKind.TEMPORARY_STAY) == []


def test_a_night_shelter_is_no_midlertidig_botilbud_and_costs_nothing_here(world: World, case: int) -> None:
    _add(world, case, place="Natthjemmet", night_shelter=True)
    shown = temporary_stays.temporary_stays(world.leader, case)
    assert (shown.nights, shown.cost_ore, shown.warning) == (0, 0, None)
    assert ["Natthjem er ikke midlertidig botilbud" in render(said) for said in shown.told] == [True]
    assert _due(world, case, TaskKind.TEMPORARY_STAY) == []


def test_stays_at_once_are_told_and_one_taken_out_is_gone(world: World, case: int) -> None:
    _add(world, case)
    wrong = _add(world, case, place="Vandrerhjemmet")
    assert len(temporary_stays.temporary_stays(world.leader, case).told) == 1
    _refused("sak.uten_grunn", temporary_stays.take_out_stay, world.leader, wrong, 1, " ")
    temporary_stays.take_out_stay(world.leader, wrong, 1, "ført to ganger")
    shown = temporary_stays.temporary_stays(world.leader, case)
    assert ([row.entered.place for row in shown.rows], shown.told) == (["Fjordvik hotell"], ())


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"place": " "}, "botilbud.uten_sted"),
        ({"to_date": date(2026, 10, 31)}, "botilbud.snudd"),
        ({"planned_end": date(2026, 10, 31)}, "botilbud.snudd"),
        ({"night_ore": -1}, "botilbud.pris_under_null"),
    ],
)
def test_a_stay_that_cannot_be_is_refused(world: World, case: int, facts: dict[str, object], code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        _add(world, case, **facts)
    assert code in [fault.code for fault in caught.value.faults]


def test_a_vedtaks_own_task_stands_when_a_stay_changes(world: World, case: int) -> None:
    from boligdesk.casework.core.acts import Work, writes
    from boligdesk.casework.core.tasks import NewTask, add_task
    from boligdesk.rules.rights import Right

    @writes(Right.TASK_WRITE)
    def granted(work: Work) -> int:
        return add_task(work, NewTask(TaskKind.TEMPORARY_STAY, date(2027, 1, 15), application_id=case))

    granted(world.leader)
    _add(world, case)
    assert sorted(str(due) for due in _due(world, case, TaskKind.TEMPORARY_STAY)) == [str(TODAY), "2027-01-15"]
