"""A month charged on every account of a big office: how long it takes, and how long the lock is held."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import date
from pathlib import Path

from sqlalchemy import insert

from boligdesk.casework import charges, ledger_settings, start
from boligdesk.casework.core.desk import Desk
from boligdesk.database.engine import Storage
from boligdesk.models.ledger import AccountLiable, RentAccount
from boligdesk.rules.arrears.words import LedgerKind

from .. import Reading, broken, row
from ..bases import STAMP, big_office
from .locks import watched

TENANCIES, MONTHS = 2_000, 3


def _office() -> Desk:
    """An office in which nothing is charged yet."""
    os.environ["BOLIGDESK_DATO"] = "2026-11-23"
    path = Path(tempfile.mkdtemp(prefix="boligdesk-bench-")) / "krav.boligdesk"
    store = big_office(path, TENANCIES, storage=Storage.LOCAL)
    numbers = range(1, TENANCIES + 1)
    liable = {"from_date": date(2024, 1, 1), "estate": False, **STAMP}
    with store.engine.execution_options(write=True).begin() as connection:
        connection.execute(insert(RentAccount), [{"id": n, "tenancy_id": n, **STAMP} for n in numbers])
        connection.execute(insert(AccountLiable), [{"account_id": n, "person_id": n, **liable} for n in numbers])
    desk = start.enter_without_login(store)
    ledger_settings.choose_ledger(desk, LedgerKind.OWN)
    return desk


@row("charges", f"måneden belastet på {TENANCIES} leiekontoer på ≤ 3 s")
def charge() -> Reading:
    """Each month planned, written and its accounts reckoned; the slowest of some months counts."""
    desk, taken, held = _office(), list[float](), list[float]()
    with watched(held):
        for month in range(1, MONTHS + 1):
            began = time.perf_counter()
            done = charges.charge_month(desk, date(2026, 8 + month, 1)).value
            taken.append((time.perf_counter() - began) * 1000)
            if done.claims != TENANCIES:
                return broken("ms", f"{done.claims} krav av {TENANCIES}")
    return Reading(max(taken), "ms", limit=3000.0, note=f"lengste skrivelås {max(held) * 1000:.0f} ms")
