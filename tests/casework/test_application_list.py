"""The queue: which applications, in what order, what each line says; on each storage."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from boligdesk.casework import application_list, application_papers, applications, criteria_sets, users
from boligdesk.casework.application_list import (
    ApplicationQuery,
    ApplicationSegment,
    ApplicationSort,
    application_counts,
    application_ids,
    application_rows,
)
from boligdesk.casework.users import UserInput
from boligdesk.database.engine import Store
from boligdesk.models.application import CriterionAnswer
from boligdesk.rules.application_words import ApplicationKind, CloseReason, CriterionStatus, PaperKind, Stage
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import render

from .application_world import TODAY, World, apply, applying, card
from .people_world import ny
from .stock_world import put


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    """Three standing applications and one that is closed."""
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    made = applying(store)
    ids, desk = made.ids, made.leader
    ids["early"] = apply(desk, ids["mother"], received_on=date(2026, 10, 23))
    ids["acute"] = apply(desk, ids["father"], kind=ApplicationKind.ACUTE, received_on=TODAY)
    ids["late"] = apply(desk, ny(desk, "Åsen", "Ida", date(1970, 1, 1)), received_on=date(2026, 11, 20))
    ids["closed"] = apply(desk, ny(desk, "Dahl", "Per", date(1960, 1, 1)), received_on=date(2026, 9, 1))
    applications.close_application(desk, ids["closed"], 1, CloseReason.OTHER_HOME)
    return made


def _names(world: World, **asked: object) -> list[str]:
    by_id = {case: name for name, case in world.ids.items() if name in ("early", "acute", "late", "closed")}
    query = ApplicationQuery(**asked)  # type: ignore[arg-type]
    return [by_id[case] for case in application_ids(world.leader, query)]


@pytest.mark.lagring
def test_the_most_pressing_comes_first_and_every_other_order_is_norwegian(world: World) -> None:
    assert _names(world) == ["early", "late", "acute"]
    assert _names(world, sort=ApplicationSort.APPLICANT) == ["acute", "early", "late"]
    assert _names(world, sort=ApplicationSort.NUMBER, descending=True) == ["late", "acute", "early"]
    assert _names(world, sort=ApplicationSort.RECEIVED) == ["early", "late", "acute"]


@pytest.mark.lagring
def test_filters_by_stage_kind_owner_deadline_and_text(world: World) -> None:
    assert _names(world, segment=ApplicationSegment.CLOSED) == ["closed"]
    assert set(_names(world, segment=ApplicationSegment.ALL)) == {"early", "acute", "late", "closed"}
    assert _names(world, stage=Stage.ASSESSING) == []
    assert _names(world, kind=ApplicationKind.ACUTE) == ["acute"]
    assert _names(world, due_by=date(2026, 11, 30)) == ["early"]
    assert _names(world, text="maaret somb") == ["early"]
    assert _names(world, text="2026-0003") == ["late"]
    assert _names(world, person_id=world.ids["mother"]) == ["early"]
    colleague = users.add_user(world.leader, UserInput("siri", "Siri", Role.LEADER), "et langt nok passord").value
    applications.hand_over_application(world.leader, world.ids["late"], 1, colleague)
    assert _names(world, owner_id=colleague) == ["late"]


def test_the_segments_are_counted_under_the_same_filters(world: World) -> None:
    counts = application_counts(world.leader, ApplicationQuery(text="å"))
    assert counts == {
        ApplicationSegment.OPEN: 1,
        ApplicationSegment.CLOSED: 0,
        ApplicationSegment.ALL: 1,
    }


@pytest.mark.lagring
def test_a_line_says_who_and_what_the_case_waits_for(world: World) -> None:
    rows = application_rows(world.leader, [world.ids["early"], world.ids["closed"]])
    assert {row.applicant: render(row.step.text) for row in rows.values()} == {
        "Somby, Máret": "Foreløpig svar i dag",
        "Dahl, Per": "Avsluttet 23.11.2026",
    }
    application_papers.ask_for_papers(world.leader, world.ids["late"], (PaperKind.LEASE,), date(2026, 11, 30))
    assert render(application_rows(world.leader, [world.ids["late"]])[world.ids["late"]].step.text) == (
        "Venter på vedlegg, 30.11.2026"
    )


def test_how_much_is_assessed_is_counted_against_the_set_in_use(world: World) -> None:
    desk, case = world.leader, world.ids["early"]
    criteria_sets.copy_set(desk, "stavanger", "fjordvik", "Fjordvik")
    criteria_sets.adopt(desk, "fjordvik", date(2020, 1, 1), 1, "prøve")
    demands = application_rows(desk, [case])[case].assessed.demands
    assert demands > 0
    criteria = criteria_sets.office_set(desk, "fjordvik")
    assert criteria is not None
    key = sorted(criteria.criteria, key=lambda c: c.key)[0].key
    put(desk, CriterionAnswer, application_id=case, criterion=key, answer=CriterionStatus.MET, answered_on=TODAY)
    put(desk, CriterionAnswer, application_id=case, criterion="fjernet", answer=CriterionStatus.MET, answered_on=TODAY)
    assert (card(desk, case).assessed.answered, card(desk, case).assessed.demands) == (1, demands)


def test_a_long_queue_takes_as_many_statements_as_a_short_one(world: World) -> None:
    ids = application_ids(world.leader, ApplicationQuery(segment=ApplicationSegment.ALL))
    assert _statements(world, ids) == _statements(world, ids[:1])


def _statements(world: World, ids: list[int]) -> int:
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with world.store.reading() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    application_list.application_rows(world.leader, ids)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)
