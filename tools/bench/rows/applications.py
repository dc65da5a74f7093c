"""A queue of applications: how long the whole of it takes to be assessed."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from boligdesk.casework import application_list, assessments, criteria_sets, start, stock_edit, vacancies
from boligdesk.casework.application_list import ApplicationQuery
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.stock_edit import BuildingInput, DwellingInput
from boligdesk.database.engine import Storage
from boligdesk.models.application import Application, ApplicationFact, ApplicationMember, ApplicationNeed
from boligdesk.models.decision import Decision, WaitingPlace

from .. import Reading, median_ms, row
from ..bases import STAMP, big_office

APPLICATIONS = 2_000
WAITING, FREE_HOMES = 500, 100
#: So many lines stand in the window at once.
_PAGE = 200
#: The set with the most demands among those that are shipped, with an income limit that asks for G.
SET = "bergen"
_TYPED: tuple[tuple[str, Any], ...] = (
    ("bosatt_siden", "2021-02-01"),
    ("brutto_arsinntekt_ore", 38_500_000),
    ("lovlig_opphold", True),
)


@cache
def queue_office() -> Desk:
    """An office in which every one of `APPLICATIONS` tenants applies, with a child and three typed facts each."""
    os.environ["BOLIGDESK_DATO"] = "2026-11-23"
    path = Path(tempfile.mkdtemp(prefix="boligdesk-bench-")) / "ko.boligdesk"
    store = big_office(path, APPLICATIONS, persons=2 * APPLICATIONS, storage=Storage.LOCAL)
    numbers = range(1, APPLICATIONS + 1)
    facts = [_fact(n, key, value) for n in numbers for key, value in _TYPED]
    with store.engine.execution_options(write=True).begin() as connection:
        connection.execute(insert(Application), [_application(n) for n in numbers])
        connection.execute(insert(ApplicationMember), [_member(n, n, "main") for n in numbers])
        connection.execute(insert(ApplicationMember), [_member(n, n + APPLICATIONS, "child") for n in numbers])
        connection.execute(insert(ApplicationFact), facts)
    desk = start.enter_without_login(store)
    criteria_sets.copy_set(desk, SET, "malekommune", "Målekommune 2026")
    criteria_sets.adopt(desk, "malekommune", date(2026, 1, 1), 1, "måling")
    return desk


def _application(n: int) -> dict[str, Any]:
    blank = dict.fromkeys(
        ("helped_by", "assistance_note", "own_words", "close_note", "consent_scope", "stay_note", "sort_key"), ""
    )
    return {
        "id": n,
        "number": f"2026-{n:04d}",
        "kind": "new",
        "stage": "assessing",
        "applicant_id": n,
        "received_on": date(2026, 10, 1 + n % 28),
        "channel": "counter",
        "lived_municipal": True,
        "asks_housing": True,
        "assistance": "not_asked",
        "stay_kind": "municipal_home",
        **blank,
        **STAMP,
    }


def _member(application: int, person: int, role: str) -> dict[str, Any]:
    return {"application_id": application, "person_id": person, "role": role, "note": "", **STAMP}


def _fact(application: int, key: str, value: Any) -> dict[str, Any]:
    known = {"source": "Måling", "as_of": date(2026, 10, 1)}
    return {"application_id": application, "key": key, "value": value, **known, **STAMP}


@row("assess", f"{APPLICATIONS} søknader vurdert på ≤ 2 s")
def assess() -> Reading:
    """Facts read and reckoned, every demand, the group and the caseworker's answers, for the whole queue."""
    desk, ids = queue_office(), range(1, APPLICATIONS + 1)
    found = assessments.queue(desk, ids)
    done = sum(line.assessment is not None for line in found.values())
    taken = median_ms(lambda: assessments.queue(desk, ids))
    return Reading(taken, "ms", limit=2000.0, note=f"{done} vurdert etter {SET}")


@row("queue", f"køen på {APPLICATIONS} søknader åpnet på ≤ 300 ms")
def queue() -> Reading:
    """Ids in the order of the deadlines, the counts of the segments, and the first lines, as the window asks."""
    desk, asked = queue_office(), ApplicationQuery()

    def opened() -> None:
        ids = application_list.application_ids(desk, asked)
        application_list.application_counts(desk, asked)
        application_list.application_rows(desk, ids[:_PAGE])

    return Reading(median_ms(opened), "ms", limit=300.0, note=f"{_PAGE} rader vist")


@cache
def _matching_office() -> Desk:
    """The same office with `WAITING` households on the list and `FREE_HOMES` homes that nobody lives in."""
    desk = queue_office()
    numbers = range(1, WAITING + 1)
    with desk.store.engine.execution_options(write=True).begin() as connection:
        connection.execute(insert(Decision), [_decision(n) for n in numbers])
        connection.execute(insert(WaitingPlace), [_place(n) for n in numbers])
        connection.execute(insert(ApplicationNeed), [_need(n) for n in numbers])
    house = stock_edit.register_building(desk, BuildingInput("Måleveien 1", "9990", "Fjordvik", new_area="Målebyen"))
    for n in range(FREE_HOMES):
        number, size = f"H{1 + n // 10:02d}{1 + n % 10:02d}", 1 + n % 4
        facts = DwellingInput(number=number, rooms=size + 1, bedrooms=size, floor=1 + n // 10)
        stock_edit.register_dwelling(desk, house.value, facts)
    return desk


def _decision(n: int) -> dict[str, Any]:
    nothing = {"facts": {}, "explanation": {}, "content": {}, "returned_reason": ""}
    words = {"basis": "housing", "result": "granted", "state": "final", "decided_on": date(2026, 11, 1)}
    return {"id": n, "number": f"2026-{n:04d}", "application_id": n, **words, **nothing, **STAMP}


def _place(n: int) -> dict[str, Any]:
    group = {"group_key": f"g{n % 5}", "group_step": str(n % 5), "group_text": "Gruppe", "group_order": n % 5}
    plain = {"urgency": 0, "urgency_reason": "", "entered_on": date(2026, 11, 1), "bedrooms": 1 + n % 4}
    return {"application_id": n, "decision_id": n, **group, **plain, **STAMP}


def _need(n: int) -> dict[str, Any]:
    words = dict.fromkeys(("bedrooms_reason", "access_note", "pets", "services"), "")
    asked: dict[str, Any] = {
        "floor": "lift_or_ground" if n % 3 else "any",
        "wheelchair": n % 10 == 0,
        "kinds": [],
        "avoid": "naboen",
    }
    return {"application_id": n, "max_rent_ore": 900_000 + n * 1_000, **asked, **words, **STAMP}


@row("match", f"{WAITING} husstander mot {FREE_HOMES} ledige boliger på ≤ 1 s")
def match() -> Reading:
    """Every waiting household held against every free home, with what is read for it; nothing is explained."""
    desk = _matching_office()
    found = vacancies.vacancies(desk)
    pairs = len(found) * WAITING
    taken = median_ms(lambda: vacancies.vacancies(desk))
    fits = sum(line.fits for line in found)
    return Reading(taken, "ms", limit=1000.0, note=f"{pairs} par, {fits} passer")
