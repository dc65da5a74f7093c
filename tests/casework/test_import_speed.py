"""How an import of a whole stock behaves: it is matched outside, and the records stay open to others meanwhile."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from boligdesk.casework import imports, start
from boligdesk.database.engine import Store
from boligdesk.rules.identifiers import make_synthetic_fnr

ROWS = 300
#: 1 500 rows may hold the lock for a second on the bench machine (E15); a fifth of them never needs as long.
LONGEST = 1.0


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each write transaction held its lock, in seconds."""
    found: list[float] = []
    writing = Store.writing

    @contextmanager
    def timed(store: Store) -> Iterator[Session]:
        with writing(store) as session:
            began = time.perf_counter()
            yield session
        found.append(time.perf_counter() - began)

    monkeypatch.setattr(Store, "writing", timed)
    return found


def _write(path: Path, *rows: tuple[object, ...]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def test_one_short_lock_per_import(store: Store, tmp_path: Path, held: list[float]) -> None:
    start.found_office(store, "Prøvekontoret", training=True)
    desk = start.enter_without_login(store)
    homes = [(f"Storgata {i // 10 + 1}", f"H0{i % 10 // 2 + 1}0{i % 2 + 1}") for i in range(ROWS)]
    dwellings = [(*home, 50 + i % 40, 7000 + i % 30 * 100) for i, home in enumerate(homes)]
    boliger = _write(tmp_path / "b.csv", ("Adresse", "Bolignr", "Kvm", "Leie"), *dwellings)
    born = [date(1950, 1, 1) + timedelta(days=40 * i) for i in range(ROWS)]
    tenants = [
        (f"Prøvesen, Kari {chr(65 + i % 26)}", make_synthetic_fnr(born[i], 0, female=True), *home, "01.02.2025", 7000)
        for i, home in enumerate(homes)
    ]
    head = ("Leietaker", "Fødselsnr", "Adresse", "Bolignr", "Fra", "Leie")
    leietakere = _write(tmp_path / "l.csv", head, *tenants)
    held.clear()
    assert imports.import_file(desk, "boliger", boliger).new == ROWS
    assert imports.import_file(desk, "leietakere", leietakere).new == ROWS
    assert len(held) == 2 and max(held) < LONGEST
    assert imports.import_file(desk, "leietakere", leietakere).unchanged == ROWS
    assert len(held) == 2
