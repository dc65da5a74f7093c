"""An import is read and matched outside, and takes the write lock once (E15); how long, `bench` prints."""

from __future__ import annotations

import csv
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


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The write transactions that were opened."""
    found: list[str] = []
    writing = Store.writing

    @contextmanager
    def timed(store: Store) -> Iterator[Session]:
        with writing(store) as session:
            yield session
        found.append("lock")

    monkeypatch.setattr(Store, "writing", timed)
    return found


def _write(path: Path, *rows: tuple[object, ...]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def test_one_short_lock_per_import(store: Store, tmp_path: Path, held: list[str]) -> None:
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
    assert len(held) == 2
    assert imports.import_file(desk, "leietakere", leietakere).unchanged == ROWS
    assert len(held) == 2
