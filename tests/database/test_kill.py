"""kill -9 in the middle of saving, 50 times: the base opens, is sound, and every acknowledged save is in it."""

from __future__ import annotations

import random
import subprocess

import pytest

from boligdesk.casework import areas, maintenance, start
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Storage, open_store

from .workers import heard, started

#: Fifty of the file, under the settings of one PC and of a share, and some of the server.
KILLS = {Storage.LOCAL: 25, Storage.SHARE: 25, Storage.SERVER: 10}


@pytest.mark.lagring
def test_every_acknowledged_save_survives_a_kill(desk: Desk, target: str, storage: Storage) -> None:
    chance = random.Random(20261123)
    acknowledged: list[int] = []
    for _ in range(KILLS[storage]):
        acknowledged += _saved_until_killed(target, storage, len(acknowledged) and acknowledged[-1] + 2, chance)
        assert _kept(target, storage) >= {f"Område {number}" for number in acknowledged}
    assert len(acknowledged) >= KILLS[storage]
    assert maintenance.check_everything(desk) == ()


def _saved_until_killed(target: str, storage: Storage, first: int, chance: random.Random) -> list[int]:
    process = started("save", target, storage, first)
    numbers = [int(heard(process)) for _ in range(chance.randint(1, 12))]
    try:
        process.wait(timeout=chance.uniform(0, 0.01))  # somewhere inside one of the next saves
    except subprocess.TimeoutExpired:
        process.kill()
    rest = process.communicate()[0].split("\n")
    return numbers + [int(line) for line in rest[:-1]]


def _kept(target: str, storage: Storage) -> set[str]:
    store = open_store(target, storage)
    try:
        return {area.name for area in areas.areas(start.enter_without_login(store))}
    finally:
        store.close()
