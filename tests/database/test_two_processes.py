"""Two desktops at once: what cannot both be true the database refuses, and nobody overwrites anybody (E7, E13)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

from boligdesk.casework import areas
from boligdesk.casework.core.desk import Desk, now_utc
from boligdesk.database.engine import Storage, Store
from boligdesk.database.feed import last_feed_id, read_feed, write_feed
from tests.casework.lease_world import LeaseWorld, lease_world
from tests.casework.sheet_world import application

from .workers import ended, heard, told

Worker = Callable[..., "subprocess.Popen[str]"]

RACES = {
    "overlap": "lager.dobbelt_utleid",
    "reservation": "lager.dobbelt_tilstand",
    "identifier": "lager.nummer_finnes",
    "kid": "lager.kid_brukt",
    "offer": "lager.dobbelt_tilbud",
}


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    """An office with homes and people."""
    return lease_world(store, monkeypatch)


@pytest.mark.lagring
@pytest.mark.parametrize("kind", RACES)
def test_the_second_of_two_at_once_is_refused(
    kind: str, world: LeaseWorld, worker: Worker, target: str, storage: Storage
) -> None:
    facts = {"unit": world.other_unit, "person": world.newcomer, "tenancy": world.lease()}
    facts["application"] = application(world.desk, world.newcomer)
    first = worker("race", target, storage, kind, json.dumps(facts))
    assert (heard(first), heard(first)) == ("trying", "inside")
    second = worker("race", target, storage, kind, json.dumps(facts))
    assert heard(second) == "trying"
    told(first)
    assert ended(first) == "ok"
    assert ended(second) == RACES[kind]


@pytest.mark.lagring
def test_two_savers_of_one_record_one_is_told(desk: Desk, worker: Worker, target: str, storage: Storage) -> None:
    area = areas.area_named(desk, "Sentrum").value
    names = ("Nordbyen", "Sørbyen")
    both = [worker("rename", target, storage, area, 1, name) for name in names]
    assert [heard(process) for process in both] == ["ready", "ready"]
    for process in both:
        told(process)
    answers = [ended(process) for process in both]
    assert sorted(answers) == ["ok", "sak.konflikt"]
    (kept,) = areas.areas(desk)
    assert (kept.name, kept.version) == (names[answers.index("ok")], 2)


def test_feed_rows_are_never_seen_out_of_order(postgres: object, request: pytest.FixtureRequest) -> None:
    """Two transactions that would commit in reverse order: the later id is not visible before the earlier one."""
    import threading

    from boligdesk.database.engine import open_store

    server = request.getfixturevalue("postgres")
    name = server.create(request.getfixturevalue("postgres_template"))
    store = open_store(server.url(name))
    written, may_commit = threading.Event(), threading.Event()
    seen: list[str] = []

    def late() -> None:
        with store.writing() as session:
            write_feed(session, [("area", 1)], now_utc(), "sen")
            written.set()
            may_commit.wait(30)
            seen.append("late")

    def early() -> None:
        with store.writing() as session:
            write_feed(session, [("area", 2)], now_utc(), "tidlig")
            seen.append("early")

    threads = [threading.Thread(target=late), threading.Thread(target=early)]
    threads[0].start()
    written.wait(30)
    threads[1].start()
    try:
        threads[1].join(0.3)  # without the lock it would have committed by now
        with store.reading() as session:
            before = last_feed_id(session)
        may_commit.set()
        for thread in threads:
            thread.join(30)
        with store.reading() as session:
            page = read_feed(session, before)
        assert seen == ["late", "early"]
        assert before == 0 and page.changed == {"area": frozenset({1, 2})}
    finally:
        may_commit.set()
        store.close()
        server.drop(name)
