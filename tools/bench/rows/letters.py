"""Letters about unpaid rent as a run: previewed, made one by one, and filed with the claims they name."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import date
from pathlib import Path

from sqlalchemy import insert, update

from boligdesk.casework import arrears_letters, batches, start
from boligdesk.casework.core.desk import Desk
from boligdesk.models.arrears import ArrearsEvent
from boligdesk.models.ledger import AccountLiable, LedgerEntry, RentAccount
from boligdesk.models.office import Office
from boligdesk.models.payments import PaymentFile
from boligdesk.rules.arrears.words import ArrearsEventKind, LedgerKind
from boligdesk.rules.ledger.entries import EntryKind

from .. import Reading, broken, row
from ..bases import NOW, STAMP, big_office

LETTERS, PER_SECOND = 300, 20
_DAY, _MONTHS = date(2026, 11, 23), (date(2026, 10, 1), date(2026, 11, 2))


def _office(path: Path) -> Desk:
    """So many tenancies with two rents unpaid, each tenant spoken with, and payments known to the day."""
    os.environ["BOLIGDESK_DATO"] = _DAY.isoformat()
    store = big_office(path, LETTERS)
    numbers = range(1, LETTERS + 1)
    liable, told = {"from_date": date(2024, 1, 1), **STAMP}, {"detail": {}, "note": "", **STAMP}
    contact = {"kind": ArrearsEventKind.CONTACT, "on_date": _MONTHS[1], "imported": False, **told}
    owed = {"kind": EntryKind.RENT, "amount_ore": 895_000, "recorded_at": NOW, "detail": {}}
    file = {"name": "a.txt", "format": "ocr", "sha256": "a" * 64, "booked_at": NOW, "count": 1, "sum_ore": 1}
    with store.engine.execution_options(write=True).begin() as connection:
        connection.execute(update(Office).values(account_number="12345678903", ledger_kind=LedgerKind.OWN))
        connection.execute(insert(RentAccount), [{"id": n, "tenancy_id": n, **STAMP} for n in numbers])
        connection.execute(insert(AccountLiable), [{"account_id": n, "person_id": n, **liable} for n in numbers])
        connection.execute(insert(ArrearsEvent), [{"account_id": n, **contact} for n in numbers])
        connection.execute(insert(PaymentFile), [{**file, "covers_to": _DAY, "sources": [], **STAMP}])
        rents = [{"account_id": n, "on_date": day, "month": day.replace(day=1)} for n in numbers for day in _MONTHS]
        connection.execute(insert(LedgerEntry), [{**rent, **owed} for rent in rents])
    return start.enter_without_login(store)


@row("letters", f"{LETTERS} brev: ≥ {PER_SECOND} i sekundet")
def letters() -> Reading:
    """The whole run: planned, every letter printed and filed, every line noted."""
    with tempfile.TemporaryDirectory() as folder:
        desk, accounts = _office(Path(folder) / "brev.boligdesk"), range(1, LETTERS + 1)
        began = time.perf_counter()
        plan = arrears_letters.letter_plan(desk, accounts, ArrearsEventKind.REMINDER)
        planned = time.perf_counter() - began
        run = batches.make_letters(desk, accounts, ArrearsEventKind.REMINDER)
        took = time.perf_counter() - began - planned
        desk.store.close()
    if len(plan.ready) != LETTERS or run.refused or run.done != LETTERS:
        return broken("ms", "ikke alle brevene ble laget")
    note = f"{LETTERS / took:.0f} brev i sekundet, oversikten {planned * 1000:.0f} ms"
    return Reading(1000 * took / LETTERS, "ms", limit=1000 / PER_SECOND, note=note)
