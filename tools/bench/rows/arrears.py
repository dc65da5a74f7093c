"""Restanser with ten years behind it: how long it takes to open, and to reckon all of it for a new day."""

from __future__ import annotations

import os
import tempfile
from datetime import date
from functools import cache
from itertools import islice, product
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from boligdesk.casework import arrears_list, start
from boligdesk.casework.arrears_list import ArrearsQuery
from boligdesk.models.ledger import AccountLiable, LedgerAllocation, LedgerEntry, RentAccount
from boligdesk.models.payments import PaymentFile
from boligdesk.rules.ledger.entries import EntryKind

from .. import Reading, broken, median_ms, not_measured, row
from ..bases import NOW, STAMP, big_office
from ..processes import file_operations
from .locks import watched

TENANCIES, YEARS = 2_000, 10
#: Every so manieth tenancy has not paid its last two months.
_EVERY = 8
#: So many lines stand in the window at once.
_PAGE = 40
_DAY, _RENT = date(2026, 11, 23), 895_000
_OPEN = """
import os
os.environ["BOLIGDESK_DATO"] = "2026-11-23"
from boligdesk.casework import arrears_list, start
from boligdesk.casework.arrears_list import ArrearsQuery
from boligdesk.database.engine import Storage
from tools.bench.processes import mark_begin, mark_end
desk = start.enter_without_login(start.open_office({base!r}, Storage.SHARE))
def opened():
    ids = arrears_list.arrears_ids(desk, ArrearsQuery())
    arrears_list.arrears_rows(desk, ids[:{page}])
    arrears_list.arrears_sums(desk, ArrearsQuery())
opened()
mark_begin()
opened()
mark_end()
"""


@cache
def _base() -> str:
    """Charges and payments of ten years, each month paid but the last two of every eighth tenancy; all reckoned."""
    os.environ["BOLIGDESK_DATO"] = _DAY.isoformat()
    path = Path(tempfile.mkdtemp(prefix="boligdesk-bench-")) / "restanser.boligdesk"
    store = big_office(path, TENANCIES)
    months = [date(2026 - back // 12, 12 - back % 12, 1) for back in range(1, 12 * YEARS + 1)]
    accounts = range(1, TENANCIES + 1)
    owed = list(product(accounts, enumerate(months)))
    with store.engine.execution_options(write=True).begin() as connection:
        connection.execute(insert(RentAccount), [{"id": n, "tenancy_id": n, **STAMP} for n in accounts])
        liable = {"from_date": date(2016, 1, 1), **STAMP}
        connection.execute(insert(AccountLiable), [{"account_id": n, "person_id": n, **liable} for n in accounts])
        connection.execute(insert(PaymentFile), [_file()])
        lines = (row for n, (back, month) in owed for row in _month(n, back, month))
        while chunk := list(islice(lines, 20_000)):
            connection.execute(insert(LedgerEntry), [one for one in chunk if "kind" in one])
            connection.execute(insert(LedgerAllocation), [one for one in chunk if "claim_id" in one])
    arrears_list.rebuild_day(start.enter_without_login(store))
    store.close()
    return str(path)


def _file() -> dict[str, Any]:
    told = {"name": "a.txt", "format": "ocr", "sha256": "a" * 64, "booked_at": NOW, "count": 1, "sum_ore": 1}
    return {**told, "covers_to": _DAY, "sources": [], **STAMP}


def _month(account: int, back: int, month: date) -> list[dict[str, Any]]:
    """A month's charge, its payment and what that pays; the entries first, so that the allocation finds them."""
    place = 2 * ((account - 1) * 12 * YEARS + back) + 1
    common = {"account_id": account, "on_date": month, "recorded_at": NOW, "detail": {}}
    charge = {"id": place, "kind": EntryKind.RENT, "amount_ore": _RENT, "month": month, **common}
    if account % _EVERY == 0 and back < 2:
        return [charge | {"key": f"{account}:{month:%Y-%m}:rent"}]
    paid = {"id": place + 1, "kind": EntryKind.PAYMENT, "amount_ore": -_RENT, "month": None, "key": None, **common}
    pays = {"account_id": account, "credit_id": place + 1, "claim_id": place, "amount_ore": _RENT, "recorded_at": NOW}
    return [charge | {"key": f"{account}:{month:%Y-%m}:rent"}, paid, pays]


def _opened(desk: Any) -> None:
    ids = arrears_list.arrears_ids(desk, ArrearsQuery())
    arrears_list.arrears_rows(desk, ids[:_PAGE])
    arrears_list.arrears_sums(desk, ArrearsQuery())


@row("restanser", f"Restanser med {YEARS} år for {TENANCIES} leieforhold åpnet på ≤ 300 ms")
def opened() -> Reading:
    """The worklist, the lines of a screenful and the sums."""
    desk = start.enter_without_login(start.open_office(Path(_base())))
    return Reading(median_ms(lambda: _opened(desk)), "ms", limit=300.0, note=f"{480_000} poster")


@row("restanser-fil", "Restanser åpnet med ≤ 60 filoperasjoner")
def operations() -> Reading:
    """The same on a shared file, counted."""
    count = file_operations(_OPEN.format(base=_base(), page=_PAGE))
    if count is None:
        return not_measured("filoperasjoner", "strace mangler")
    return Reading(count, "filoperasjoner", limit=60.0, note=f"{TENANCIES} leieforhold")


@row("restanser-dag", "En ny dag regnet ut uten at noen venter over ett sekund")
def rebuilt() -> Reading:
    """Every account anew, in pieces; the value is the longest write lock."""
    base, held = Path(_base()), list[float]()  # made for the day before
    os.environ["BOLIGDESK_DATO"] = "2026-11-24"
    desk = start.enter_without_login(start.open_office(base))
    with watched(held):
        count = arrears_list.rebuild_day(desk)
    os.environ["BOLIGDESK_DATO"] = _DAY.isoformat()
    arrears_list.rebuild_day(desk)
    if count != TENANCIES:
        return broken("ms", f"{count} kontoer av {TENANCIES}")
    return Reading(max(held) * 1000, "ms", limit=1000.0, note=f"{count} kontoer, {sum(held):.1f} s i alt")
