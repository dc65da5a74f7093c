"""How long an import keeps colleagues from saving: the longest write lock of 1 500 rows (E15)."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from boligdesk.casework import imports, start
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Store
from boligdesk.rules.identifiers import make_synthetic_fnr

from .. import Reading, row

ROWS = 1_500


@row("lock", "ingen skrivelås > 1 s: import av 1 500 leieforhold")
def longest_lock() -> Reading:
    """A list of homes and a list of tenants brought in; the longest time the lock was held."""
    folder = Path(tempfile.mkdtemp(prefix="boligdesk-bench-"))
    desk = start.enter_without_login(start.create_office(folder / "k.boligdesk", "Målekommune", training=True))
    held: list[float] = []
    with watched(held):
        _bring_in(desk, folder)
    return Reading(max(held) * 1000, "ms", limit=1000.0, note=f"{len(held)} låser, {2 * ROWS} rader")


def _bring_in(desk: Desk, folder: Path) -> None:
    homes = [(f"Storgata {n // 10 + 1}", f"H0{n % 10 // 2 + 1}0{n % 2 + 1}") for n in range(ROWS)]
    dwellings = [(*home, 50 + n % 40, 7000 + n % 30 * 100) for n, home in enumerate(homes)]
    imports.import_file(desk, "boliger", _file(folder / "b.csv", ("Adresse", "Bolignr", "Kvm", "Leie"), dwellings))
    born = [date(1950, 1, 1) + timedelta(days=11 * n) for n in range(ROWS)]
    tenants = [
        (f"Målesen, Kari {chr(65 + n % 26)}", make_synthetic_fnr(born[n], 0, female=True), *home, "01.02.2025", 7000)
        for n, home in enumerate(homes)
    ]
    head = ("Leietaker", "Fødselsnr", "Adresse", "Bolignr", "Fra", "Leie")
    imports.import_file(desk, "leietakere", _file(folder / "l.csv", head, tenants))


def _file(path: Path, head: tuple[str, ...], lines: Iterable[Sequence[object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows([head, *lines])
    return path


@contextmanager
def watched(held: list[float]) -> Iterator[None]:
    """Note in `held` how many seconds each write lock of this block lasts."""
    writing = Store.writing

    @contextmanager
    def timed(store: Store) -> Iterator[Session]:
        with writing(store) as session:
            began = time.perf_counter()
            yield session
        held.append(time.perf_counter() - began)

    setattr(Store, "writing", timed)  # noqa: B010  (the type checker would take it for an assignment to a method)
    try:
        yield
    finally:
        setattr(Store, "writing", writing)  # noqa: B010
