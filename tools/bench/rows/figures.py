"""Lists, search and the printed lease: milliseconds within one run."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date
from functools import cache
from pathlib import Path

from boligdesk.casework import lease_print, search, start, stock_list, tenancy_new
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Storage

from .. import Reading, grown, median_ms, row
from ..bases import big_office

PERSONS = 50_000
HOMES_OF_A_LARGE_OFFICE = 1_500


@cache
def _desk(homes: int, persons: int = 0) -> Desk:
    os.environ["BOLIGDESK_DATO"] = "2026-11-23"
    path = Path(tempfile.mkdtemp(prefix="boligdesk-bench-")) / "kontor.boligdesk"
    return start.enter_without_login(big_office(path, homes, persons=persons, storage=Storage.LOCAL))


@row("search", "p95 ≤ 30 ms per tast ved 50 000 personer")
def searching() -> Reading:
    """Every beginning of some names, addresses, dates and numbers, as somebody types them."""
    index = search.load_index(_desk(HOMES_OF_A_LARGE_OFFICE, PERSONS))
    typed = ("kvernmo ing", "østby", "fjordgata 112 h01", "wiik langås", "12.04.1971", "2024-0412", "dang son", "aasen")
    taken = []
    for words in typed:
        for end in range(1, len(words) + 1):
            start_at = time.perf_counter()
            index.find(words[:end])
            taken.append((time.perf_counter() - start_at) * 1000)
    worst = statistics.quantiles(taken, n=20)[-1]
    return Reading(worst, "ms", limit=30.0, note=f"{len(taken)} tastetrykk, {len(index)} oppslag")


@row("page", "første side ≤ 60 ms ved 20 000 rader; 50 000 rader ≤ 2,5 × 5 000")
def first_page() -> Reading:
    """Ids in order and the first 200 rows of the housing list, as the window asks for them."""
    return grown(_page_ms)


def _page_ms(homes: int) -> float:
    desk = _desk(homes)

    def page() -> None:
        ids = stock_list.dwelling_ids(desk, stock_list.DwellingQuery())
        stock_list.dwelling_rows(desk, ids[:200])

    return median_ms(page)


@row("lease", "≤ 20 ms per side med vedlegg, skriftene registrert")
def lease() -> Reading:
    """The lease and its annexes, typeset from data that is already read."""
    desk = _desk(5_000)
    draft = tenancy_new.propose(desk, 1, (1,), date(2027, 1, 1))
    pages = lease_print.preview_lease(desk, draft).pages
    taken = median_ms(lambda: lease_print.preview_lease(desk, draft))
    return Reading(taken / pages, "ms per side", limit=20.0, note=f"{pages} sider på {taken:.0f} ms, lesing medregnet")
