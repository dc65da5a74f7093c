"""Small lists for the tests of `exchange`, and the sample files of `tests/data/`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from boligdesk.exchange.fields import ListKind, known_headings
from boligdesk.exchange.header import Table, find_table
from boligdesk.exchange.mapping import propose
from boligdesk.exchange.plan import Finding, ImportPlan
from boligdesk.exchange.rows import check_rows
from boligdesk.exchange.sheets import grid

DATA = Path(__file__).resolve().parents[1] / "data"
TODAY = date(2026, 11, 23)
DWELLINGS, TENANTS = ListKind.DWELLINGS, ListKind.TENANTS


def table(kind: ListKind, *rows: Sequence[object]) -> Table:
    """The list found in these rows."""
    return find_table(grid("Ark1", rows), known_headings(kind), "liste.xlsx")


def plan(kind: ListKind, *rows: Sequence[object]) -> ImportPlan:
    """These rows, mapped as proposed and checked."""
    found = table(kind, *rows)
    return check_rows(found, propose(found, kind, today=TODAY), today=TODAY)


def finding(of: ImportPlan, code: str) -> Finding:
    """The only finding with this code."""
    found = [f for f in of.findings if f.code == code]
    assert len(found) == 1, f"{code}: {len(found)} of {[f.code for f in of.findings]}"
    return found[0]
