"""Offices and other processes for the tests of the store."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator

import pytest

from boligdesk.casework import start
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Store

from .workers import started


@pytest.fixture
def desk(store: Store) -> Desk:
    """An empty office with its leader at the desk."""
    start.found_office(store, "Prøvekontoret", training=True)
    return start.enter_without_login(store)


@pytest.fixture
def worker() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts other processes; those that still run at the end are ended."""
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: object) -> subprocess.Popen[str]:
        process = started(*arguments)  # type: ignore[arg-type]
        running.append(process)
        return process

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()
