"""I dag: tasks and bare dates on one page, each once; whose they are; who covers for whom; what others did."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from boligdesk.casework import absences, since_last, start, tasks, today, users
from boligdesk.casework.core.day_lines import DayGroup, DayLine, Duty, When, grouped
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.history import record_history
from boligdesk.casework.since_last import Event
from boligdesk.casework.tasks import TaskInput
from boligdesk.database.engine import Store
from boligdesk.models.application import Application, ApplicationMember, ApplicationPaper
from boligdesk.models.decision import Complaint, Decision, Offer, WaitingPlace
from boligdesk.rules.application_words import (
    ApplicationKind,
    Channel,
    ComplaintBody,
    ComplaintState,
    DecisionBasis,
    DecisionResult,
    DecisionState,
    Growth,
    Lateness,
    OfferState,
    PaperKind,
    Stage,
)
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import HouseholdRole, Role, TaskKind

from . import stock_world
from .stock_world import TODAY, World, put

#: A Monday; the week ends on the 29th, what is shown on 6 December.
FRIDAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)
NEXT_TUESDAY = date(2026, 12, 1)
PASSWORD = "langtpassord"


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    made = stock_world.furnished(store)
    for task in tasks.task_ids(made.leader, tasks.TaskQuery()):
        tasks.drop_task(made.leader, task, 1, "hører ikke til her")
    for login, name in (("arne", "Arne Berg"), ("siri", "Siri Krogh")):
        given = users.UserInput(login, name, Role.CASEWORKER)
        made.ids[login] = users.add_user(made.leader, given, PASSWORD).value
    return made


def _at(world: World, login: str) -> Desk:
    return start.login(world.store, login, PASSWORD)


def _apply(world: World, number: str, **facts: Any) -> int:
    plain: dict[str, Any] = {
        "kind": ApplicationKind.NEW,
        "stage": Stage.ASSESSING,
        "channel": Channel.COUNTER,
        "received_on": date(2026, 10, 23),
        "applicant_id": world.ids["tenant"],
        "owner_id": world.ids["leader"],
    }
    return put(world.leader, Application, number=number, **(plain | facts))


def _decision(world: World, application: int, number: str, **facts: Any) -> int:
    plain: dict[str, Any] = {
        "basis": DecisionBasis.HOUSING,
        "result": DecisionResult.REFUSED,
        "state": DecisionState.FINAL,
        "facts": {},
        "explanation": {},
        "content": {},
    }
    return put(world.leader, Decision, application_id=application, number=number, **(plain | facts))


def _under(groups: tuple[DayGroup, ...], when: When) -> list[DayLine]:
    return [line for group in groups if group.when is when for line in group.lines]


def _all(groups: tuple[DayGroup, ...]) -> list[DayLine]:
    return [line for group in groups for line in group.lines]


def _every_date(world: World) -> None:
    """One of each date that nobody has a task for."""
    desk, vacant = world.leader, stock_world.unit(world.leader, world.ids["vacant"])
    case = _apply(world, "2026-0001", answer_due=TODAY, decide_by=FRIDAY)
    for kind in (PaperKind.INCOME, PaperKind.LEASE):
        asked = {"asked_on": TODAY - timedelta(11), "due_on": FRIDAY}
        put(desk, ApplicationPaper, application_id=case, kind=kind, **asked)
    granted = _apply(world, "2026-0002", stage=Stage.OFFERED)
    yes = _decision(world, granted, "V-1", result=DecisionResult.GRANTED, complain_by=TODAY - timedelta(1))
    place = {"decision_id": yes, "entered_on": date(2026, 1, 5), "valid_until": NEXT_TUESDAY}
    put(desk, WaitingPlace, application_id=granted, **place)
    offer = {"offered_on": TODAY - timedelta(4), "answer_by": FRIDAY, "state": OfferState.OPEN, "checked_again": {}}
    put(desk, Offer, application_id=granted, unit_id=vacant, **offer)
    coming = {"role": HouseholdRole.PARTNER, "growth": Growth.FAMILY_REUNION, "expected_on": TODAY - timedelta(3)}
    put(desk, ApplicationMember, application_id=granted, **coming)
    refused = _apply(world, "2026-0003", stage=Stage.REFUSED, closed_on=TODAY)
    _decision(world, refused, "V-2", complain_by=NEXT_TUESDAY)
    no = _decision(world, refused, "V-3", complain_by=FRIDAY)
    complaint = {"channel": Channel.LETTER, "received_on": TODAY - timedelta(14), "lateness": Lateness.IN_TIME}
    ways = {"mend_by": FRIDAY, "forward_by": TODAY - timedelta(1), "body": ComplaintBody.MUNICIPAL_BOARD}
    put(desk, Complaint, decision_id=no, application_id=refused, state=ComplaintState.RECEIVED, **complaint, **ways)
    home = stock_world.unit(desk, world.ids["vacant"])
    stock_world.tenancy(
        desk, home, world.ids["tenant"], "2023-0009", "000009009", to_date=None, fixed_until=NEXT_TUESDAY
    )


@pytest.mark.lagring
def test_every_date_in_the_records_is_told_once_with_its_reason(world: World) -> None:
    _every_date(world)
    page = today.day(_at(world, "ingvild"))
    found = {line.duty: line for line in _all(page.mine)}
    assert set(found) == set(Duty) - {Duty.TASK}
    assert len(_all(page.mine)) == len(found)
    assert found[Duty.PAPERS].why == "2 vedlegg mangler"
    assert found[Duty.COMPLAIN_BY].why == "vedtak V-2"  # the one that was complained of, and the one passed, are not
    assert found[Duty.OFFER].place == "Fjordgata 14, H0301"
    assert found[Duty.ANSWER].about == "Kari Åse Hansen-Østby"
    assert found[Duty.TERM].owner_id is None and found[Duty.TERM].tenancy_id is not None
    placed = {line.duty: group.when for group in page.mine for line in group.lines}
    assert placed[Duty.FORWARD] is placed[Duty.EXPECTED] is When.OVERDUE
    assert found[Duty.EXPECTED].why.startswith("Familiegjenforening. Rett husstanden")
    assert placed[Duty.ANSWER] is When.TODAY
    assert placed[Duty.DECIDE] is When.THIS_WEEK
    assert placed[Duty.VALIDITY] is placed[Duty.TERM] is When.NEXT_WEEK
    assert {duty for duty, when in placed.items() if when is When.WAITING} == {
        *(Duty.PAPERS, Duty.OFFER, Duty.MEND, Duty.COMPLAIN_BY)
    }


@pytest.mark.lagring
def test_a_date_that_is_taken_up_is_a_task_and_stands_once(world: World) -> None:
    _every_date(world)
    desk = _at(world, "ingvild")
    dates = [line for line in _all(today.day(desk).mine) if line.duty is not Duty.COMPLAIN_BY]
    ids = {line.duty: today.take_up(desk, line.duty, line.id).value for line in dates}
    left = [line.duty for line in _all(today.day(desk).mine)]
    assert sorted(left) == sorted([Duty.COMPLAIN_BY, *[Duty.TASK] * len(dates)])
    row = tasks.task_rows(desk, [ids[Duty.FORWARD]])[ids[Duty.FORWARD]]
    assert (row.kind, row.due, row.owner) == (TaskKind.FORWARD_COMPLAINT, TODAY - timedelta(1), "Ingvild Moe")
    assert (row.application_number, row.why) == ("2026-0003", "klage mottatt 09.11.2026")
    with pytest.raises(RefusedError, match=r"idag\.star_ikke"):
        today.take_up(desk, Duty.FORWARD, dates[0].id)


@pytest.mark.lagring
def test_a_date_is_given_to_a_colleague_with_the_reason(world: World) -> None:
    case = _apply(world, "2026-0001", answer_due=TODAY)
    task = today.take_up(_at(world, "ingvild"), Duty.ANSWER, case, world.ids["arne"], None, "Arne kjenner saken").value
    assert _all(today.day(_at(world, "ingvild")).mine) == []
    (line,) = _all(today.day(_at(world, "arne")).mine)
    assert (line.id, line.owner, line.title) == (task, "Arne Berg", "Foreløpig svar på søknad")
    assert record_history(world.leader, "task", task)[0].reason == "Arne kjenner saken"


@pytest.mark.lagring
def test_a_task_is_done_put_off_and_handed_over_with_reasons(world: World) -> None:
    desk = _at(world, "ingvild")
    task = tasks.add_task(desk, TaskInput("Ring vaktmester", TODAY)).value
    version = tasks.postpone_task(desk, task, 1, NEXT_TUESDAY, "Han er syk").value
    (line,) = _under(today.day(desk).mine, When.NEXT_WEEK)
    assert (line.due, line.why) == (NEXT_TUESDAY, "utsatt: Han er syk")
    version = tasks.hand_over_task(desk, task, version, world.ids["siri"], reason="Siri skal dit").value
    assert _all(today.day(desk).mine) == []
    siri = _at(world, "siri")
    assert [line.id for line in _all(today.day(siri).mine)] == [task]
    tasks.finish_task(siri, task, version, "Ringt, kommer fredag")
    assert _all(today.day(siri).office) == []
    told = [line.reason for line in record_history(world.leader, "task", task)]
    assert told == ["", "Siri skal dit", "Han er syk", ""]
    assert tasks.task_rows(siri, [task])[task].outcome == "Ringt, kommer fredag"


@pytest.mark.lagring
def test_the_deputy_covers_only_while_the_owner_is_away(world: World) -> None:
    arne, siri = _at(world, "arne"), _at(world, "siri")
    tasks.add_task(arne, TaskInput("Årsbesøk", TODAY))
    assert _all(today.day(siri).mine) == []
    absences.set_absence(arne, world.ids["arne"], TODAY, FRIDAY, world.ids["siri"])
    page = today.day(siri)
    (group,) = page.mine
    assert (group.when, group.name, group.until) == (When.COVER, "Arne Berg", FRIDAY)
    (away,) = page.away
    assert (away.name, away.until, away.covering, away.mine_to_cover) == ("Arne Berg", FRIDAY, 1, True)
    assert [group.when for group in page.office] == [When.TODAY]
    ingvild = today.day(_at(world, "ingvild"))
    assert (ingvild.mine, ingvild.away[0].deputy, ingvild.away[0].mine_to_cover) == ((), "Siri Krogh", False)
    absences.end_absence(arne, world.ids["arne"])
    assert (today.day(siri).mine, today.day(siri).away) == ((), ())


@pytest.mark.lagring
def test_an_absence_begins_and_ends_on_its_days(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    arne = _at(world, "arne")
    tasks.add_task(arne, TaskInput("Årsbesøk", FRIDAY))
    absences.set_absence(arne, world.ids["arne"], TODAY + timedelta(1), TODAY + timedelta(2), world.ids["siri"])
    seen = []
    for days in range(4):
        monkeypatch.setenv("BOLIGDESK_DATO", (TODAY + timedelta(days)).isoformat())
        seen.append(len(today.day(_at(world, "siri")).away))
    assert seen == [0, 1, 1, 0]
    assert absences.absences(_at(world, "siri")) == ()


def test_absences_are_refused_when_they_cannot_be(world: World) -> None:
    arne, own = _at(world, "arne"), world.ids["arne"]
    for wrong, code in (
        ((own, FRIDAY, TODAY), r"fravar\.til_for_fra"),
        ((own, TODAY - timedelta(3), TODAY - timedelta(1)), r"fravar\.er_over"),
        ((own, TODAY, FRIDAY, own), r"bruker\.egen_vikar"),
        ((world.ids["siri"], TODAY, FRIDAY), r"tilgang\.mangler"),
    ):
        with pytest.raises(RefusedError, match=code):
            absences.set_absence(arne, *wrong)
    users.deactivate_user(world.leader, world.ids["siri"], 1)
    with pytest.raises(RefusedError, match=r"oppgave\.bruker_sluttet"):
        absences.set_absence(arne, own, TODAY, FRIDAY, world.ids["siri"])
    absences.set_absence(world.leader, own, TODAY, FRIDAY)
    (row,) = absences.absences(arne)
    assert (row.name, row.to_date, row.deputy) == ("Arne Berg", FRIDAY, "")


def test_what_nobody_has_is_everybodys_and_the_rest_is_counted(world: World) -> None:
    tasks.add_task(world.leader, TaskInput("Ingen har den", None))
    tasks.add_task(_at(world, "arne"), TaskInput("Langt fram", date(2026, 12, 7)))
    tasks.add_task(_at(world, "arne"), TaskInput("Så vidt med", date(2026, 12, 6)))
    page = today.day(_at(world, "siri"))
    assert [(group.when, group.lines[0].title) for group in page.mine] == [(When.UNDATED, "Ingen har den")]
    assert {line.title for line in _all(page.office)} == {"Ingen har den", "Så vidt med"}
    assert (page.later, page.shown_until) == (1, date(2026, 12, 6))


def test_groups_come_by_urgency_and_waiting_turns_into_ours(world: World) -> None:
    _every_date(world)
    lines = _all(today.day(world.leader).office)
    order = list(When)
    places = [order.index(group.when) for group in grouped(lines, TODAY)]
    assert places == sorted(places)
    later = grouped(lines, FRIDAY + timedelta(1))
    assert {line.duty for line in _under(later, When.OVERDUE)} >= {Duty.PAPERS, Duty.OFFER}
    assert len({line.key for line in lines}) == len(lines)


def test_the_week_tells_the_first_and_counts_the_others(world: World) -> None:
    for title, due in (("A", FRIDAY), ("B", FRIDAY), ("C", TODAY), ("D", TODAY + timedelta(8))):
        tasks.add_task(world.leader, TaskInput(title, due))
    home = stock_world.unit(world.leader, world.ids["vacant"])
    stock_world.tenancy(world.leader, home, world.ids["tenant"], "2026-0010", "000010008", from_date=MONDAY)
    week = [(line.day, line.what, line.others) for line in today.day(world.leader).week]
    assert week == [(FRIDAY, "A", 1), (MONDAY, "Innflytting: Kari Åse Hansen-Østby", 0)]


def test_the_page_is_read_with_a_fixed_number_of_statements(world: World) -> None:
    _every_date(world)
    desk = _at(world, "ingvild")
    asked: list[str] = []
    event.listen(world.store.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    today.day(desk)
    few = len(asked)
    for number in range(30):
        _apply(world, f"2026-1{number:03d}", answer_due=TODAY)
        tasks.add_task(desk, TaskInput(f"Oppgave {number}", TODAY))
    asked.clear()
    today.day(desk)
    assert len(asked) == few <= 18


@pytest.mark.lagring
def test_since_last_tells_what_others_did(world: World) -> None:
    siri, arne = _at(world, "siri"), _at(world, "arne")
    before = datetime(2020, 1, 1, tzinfo=UTC)
    for number in ("2026-0001", "2026-0002"):
        case = put(arne, Application, number=number, applicant_id=world.ids["tenant"], kind=ApplicationKind.NEW,
                   stage=Stage.NEW, channel=Channel.PHONE, received_on=TODAY)  # fmt: skip
    own = put(siri, Application, number="2026-0003", applicant_id=world.ids["tenant"], kind=ApplicationKind.NEW,
              stage=Stage.NEW, channel=Channel.PHONE, received_on=TODAY)  # fmt: skip
    task = tasks.add_task(arne, TaskInput("Ring", TODAY)).value
    version = tasks.hand_over_task(arne, task, 1, world.ids["siri"]).value
    told = {line.event: line for line in since_last.since_last(siri, before)}
    assert told[Event.APPLICATION].count == 2
    assert told[Event.APPLICATION].case == ("application", case) != ("application", own)
    assert (told[Event.APPLICATION].about, told[Event.APPLICATION].who) == ("Kari Åse Hansen-Østby", "Arne Berg")
    assert Event.GIVEN in told
    tasks.finish_task(siri, task, version)
    assert Event.TASK_DONE in {line.event for line in since_last.since_last(arne, before)}
    assert Event.TASK_DONE not in {line.event for line in since_last.since_last(siri, before)}
    assert since_last.since_last(siri, siri.now + timedelta(seconds=1)) == ()
