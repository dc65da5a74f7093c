"""File operations on a shared file: what each habit of the day costs, counted, never timed."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from .. import Reading, not_measured, row
from ..bases import big_office
from ..processes import file_operations

HOMES = 20_000

_OPEN = """
import os
os.environ["BOLIGDESK_DATO"] = "2026-11-23"
from boligdesk.casework import feed, search, start, stock, stock_list
from boligdesk.database.engine import Storage
from tools.bench.processes import mark_begin, mark_end
desk = start.enter_without_login(start.open_office({base!r}, Storage.SHARE))
"""


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="boligdesk-bench-"))


@cache
def _base() -> str:
    path = _folder() / "delt.boligdesk"
    big_office(path, HOMES).close()
    return str(path)


def _counted(before: str, measured: str) -> int | None:
    """File operations of `measured`, after `before` and one unmeasured round have warmed everything up."""
    program = _OPEN.format(base=_base()) + before + f"\nmark_begin()\n{measured}\nmark_end()\n"
    return file_operations(program)


def _row(limit: float, before: str, measured: str) -> Reading:
    count = _counted(before, measured)
    if count is None:
        return not_measured("filoperasjoner", "strace mangler")
    return Reading(count, "filoperasjoner", limit=limit, note=f"{HOMES} boliger")


_BARE_SAVE = """
import sqlite3
bare = sqlite3.connect({path!r}, isolation_level=None)
for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "mmap_size=0"):
    bare.execute("PRAGMA " + pragma)
bare.execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, v INTEGER)")
bare.execute("INSERT INTO t (v) VALUES (0)")
def save():
    bare.execute("BEGIN IMMEDIATE"); bare.execute("UPDATE t SET v = v + 1 WHERE id = 1"); bare.execute("COMMIT")
save()
"""

_SAVE = """
from boligdesk.casework import contacts
from boligdesk.rules.vocabulary import ContactWay
def save():
    contacts.add_contact(desk, 17, ContactWay.WALK_IN, "Spurte om nøkler")
save()
"""


@row("save", "≤ 2,5 × filoperasjonene til en bar lagring av én rad")
def save() -> Reading:
    """One act with its audit and feed rows, beside a bare commit in the same run."""
    bare = _counted(_BARE_SAVE.format(path=str(_folder() / "bar.db")), "save()")
    ours = _counted(_SAVE, "save()")
    if bare is None or ours is None:
        return not_measured("filoperasjoner", "strace mangler")
    return Reading(ours, "filoperasjoner", ours / bare, 2.5, f"bar lagring {bare}")


@row("record", "≤ 40 filoperasjoner når en post åpnes")
def record() -> Reading:
    """A dwelling's page opened from the list."""
    return _row(40, "stock.dwelling_card(desk, 12)", "stock.dwelling_card(desk, 3456)")


@row("refresh", "≤ 30 filoperasjoner når listen oppdateres etter en kollega")
def refresh() -> Reading:
    """The visible rows read again after somebody else saved one of them."""
    before = (
        "ids = stock_list.dwelling_ids(desk, stock_list.DwellingQuery())[:200]\nstock_list.dwelling_rows(desk, ids)"
    )
    return _row(30, before, "stock_list.dwelling_rows(desk, ids[:1])")


@row("poll", "≤ 10 filoperasjoner når ingenting har skjedd")
def poll() -> Reading:
    """One idle question whether colleagues have changed anything."""
    return _row(10, "watch = feed.Watch(desk)\nwatch.poll()", "watch.poll()")


@row("keystroke", "0 filoperasjoner per tast i søket")
def keystroke() -> Reading:
    """One key in Ctrl+K."""
    return _row(0, 'index = search.load_index(desk)\nindex.find("kv")', 'index.find("kve")')
