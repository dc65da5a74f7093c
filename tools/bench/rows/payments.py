"""Files from the bank: how long a year of payments takes to read, check and match, and then to book."""

from __future__ import annotations

import gc
import importlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from boligdesk.casework import payments, start
from boligdesk.casework.core.desk import Desk
from boligdesk.exchange.bank import read_bank_file
from boligdesk.models.ledger import AccountLiable, LedgerEntry, RentAccount
from boligdesk.models.tenancy import Kid
from boligdesk.rules.ledger.entries import EntryKind

from ...bank_samples import Paid, ocr_order, rents, transmission
from .. import Reading, broken, median_ms, row
from ..bases import NOW, STAMP, big_office
from .locks import watched

PAYMENTS, TENANCIES = 50_000, 2_000
#: Half of netsgiro's 2.27 s for as many lines, told in bare parsers (0.24 s).
_LIMIT, _OF_NETSGIRO = 4.7, 0.5
_MONTH = date(2026, 11, 2)


@row("bank", f"{2 * PAYMENTS} OCR-linjer på ≤ {_LIMIT:.1f} × en bar oppdeler".replace(".", ","))
def bank() -> Reading:
    """Two lines a payment, read and held against counts and sums; the bare parser only cuts the lines up."""
    content = transmission(ocr_order(rents(PAYMENTS)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ocr.txt"
        path.write_bytes(content)
        found = read_bank_file(path, today=date(2026, 11, 23))
        if not found.ok or len(found.payments) != PAYMENTS:
            return broken("ms", "filen ble ikke lest riktig")
        ours = median_ms(lambda: read_bank_file(path, today=date(2026, 11, 23)), runs=5)
        bare = median_ms(lambda: _cut_up(path), runs=5)
    return Reading(ours, "ms", ours / bare, _LIMIT, f"bar oppdeler {bare:.0f} ms")


@row("bank-treff", f"{2 * PAYMENTS} OCR-linjer lest og holdt mot {TENANCIES} leieforhold: ≤ 0,5 × netsgiro")
def matched() -> Reading:
    """The same with every payment held against KIDs, payers and what is open; nothing is written."""
    desk, path = _office_and_file()
    if payments.read_plan(desk, path).waiting:
        return broken("ms", "betalinger ble ikke kjent igjen")
    with _as_in_the_window():
        ours = median_ms(lambda: payments.read_plan(desk, path), runs=3)
        other = median_ms(lambda: _netsgiro(path), runs=3)
    return Reading(ours, "ms", ours / other, _OF_NETSGIRO, f"netsgiro {other:.0f} ms")


@contextmanager
def _as_in_the_window() -> Iterator[None]:
    """Garbage waits, as it does while a lane of the window works (`ui/collector.py`)."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@row("bank-bokfort", f"{PAYMENTS} betalinger bokført på ≤ 5 s")
def booked() -> Reading:
    """A file booked whole; the note has the longest write lock, which must be short for colleagues (E15)."""
    desk, path = _office_and_file()
    plan, held = payments.read_plan(desk, path), list[float]()
    began = time.perf_counter()
    with watched(held), _as_in_the_window():
        payments.book_file(desk, plan)
    took = time.perf_counter() - began
    return Reading(took * 1000, "ms", limit=5000.0, note=f"lengste skrivelås {max(held) * 1000:.0f} ms")


@cache
def _office_and_file() -> tuple[Desk, Path]:
    """Two thousand tenancies with a month charged, and a file in which each pays 25 times."""
    folder = Path(tempfile.mkdtemp(prefix="boligdesk-bench-"))
    store = big_office(folder / "k.boligdesk", TENANCIES)
    kids = {n: f"{n:011d}{n % 10}" for n in range(1, TENANCIES + 1)}
    charged = {"kind": EntryKind.RENT, "on_date": _MONTH, "month": _MONTH.replace(day=1), "recorded_at": NOW}
    tables: dict[Any, list[dict[str, Any]]] = {
        RentAccount: [{"id": n, "tenancy_id": n, **STAMP} for n in kids],
        AccountLiable: [{"account_id": n, "person_id": n, "from_date": date(2024, 1, 1), **STAMP} for n in kids],
        Kid: [{"kid": kid, "tenancy_id": n, "recorded_at": NOW} for n, kid in kids.items()],
        LedgerEntry: [
            {"account_id": n, "amount_ore": 895_000, "key": f"{n}:2026-11:rent", "detail": {}, **charged} for n in kids
        ],
    }
    with store.engine.execution_options(write=True).begin() as connection:
        for table, rows in tables.items():
            connection.execute(insert(table), rows)
    paid = [Paid(kids[n % TENANCIES + 1], 895_000, "15", payer_account=f"{n:011d}") for n in range(PAYMENTS)]
    path = folder / "ocr.txt"
    path.write_bytes(transmission(ocr_order(paid)))
    return start.enter_without_login(store), path


def _netsgiro(path: Path) -> object:
    netsgiro: Any = importlib.import_module("netsgiro")
    return netsgiro.parse(path.read_text(encoding="iso-8859-1"))


def _cut_up(path: Path) -> list[dict[str, object]]:
    """What the shortest parser anybody would write does: split, slice, number; nothing is checked."""
    lines = path.read_text(encoding="iso-8859-1").splitlines()
    payments = []
    for first, second in zip(lines[2:-2:2], lines[3:-2:2], strict=True):
        payments.append(
            {
                "kind": first[4:6],
                "number": int(first[8:15]),
                "day": date(2000 + int(first[19:21]), int(first[17:19]), int(first[15:17])),
                "amount_ore": -int(first[32:49]) if first[31] == "-" else int(first[32:49]),
                "kid": first[49:74].strip(),
                "archive": second[25:34],
                "payer_account": second[47:58],
            }
        )
    return payments
