"""Journeys happen on one day, at windows that draw nowhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import imports, persons, start
from boligdesk.casework.imports import ListKind
from boligdesk.database.engine import Storage
from boligdesk.shipped import resources

from .queue_office import furnish

DAY = "2026-11-23"
_LISTS = ((ListKind.DWELLINGS, "boligliste.xlsx"), (ListKind.TENANTS, "leietakere.xlsx"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this when a menu opens."""
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagate)", extend=True))


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> str:
    """The date in Oslo."""
    monkeypatch.setenv("BOLIGDESK_DATO", DAY)
    return DAY


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office with the homes and tenants of the example lists, and one who rents nothing; made once."""
    place = tmp_path_factory.mktemp("kontor") / "mal.boligdesk"
    facts = {"unit": "Boligkontoret", "org_number": "999000002", "account_number": "99990000006"}
    where = {"address": "Rådhusgata 1", "postcode": "9990", "city": "Fjordvik"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOLIGDESK_DATO", DAY)
        store = start.create_office(place, "Fjordvik kommune", training=True, **facts, **where)
        desk = start.enter_without_login(store)
        for kind, name in _LISTS:
            plan = imports.read_plan(desk, kind, resources() / "eksempel" / name)
            wrong = [row.number for row in plan.rows if row.status.value != "ok"]
            imports.book(desk, imports.leave_out(desk, plan, wrong), name=name)
        risten = persons.PersonInput("Balto", "Risten", date(1970, 1, 2))
        persons.register(desk, persons.NewPerson(risten))
        store.close()
    yield place


@pytest.fixture
def office(imported: Path, tmp_path: Path) -> str:
    """A copy of it."""
    return str(shutil.copyfile(imported, tmp_path / "kontor.boligdesk"))


@pytest.fixture
def queue(target: str, storage: Storage) -> str:
    """The address of an office with rules and two caseworkers; two slashes are a share, as on Windows."""
    furnish(target, storage)
    return f"/{target}" if storage is Storage.SHARE else target
