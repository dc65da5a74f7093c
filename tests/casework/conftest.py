"""Worlds for the tests of casework."""

from __future__ import annotations

import pytest

from boligdesk.database.engine import Store

from .lease_world import LeaseWorld, lease_world
from .ledger_world import LedgerWorld, ledger_world
from .sheet_world import SheetWorld, sheet_world


@pytest.fixture
def leases(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    """An office on 23 November 2026 with homes to let and people to let them to."""
    return lease_world(store, monkeypatch)


@pytest.fixture
def sheets(store: Store, monkeypatch: pytest.MonkeyPatch) -> SheetWorld:
    """An office on 23 November 2026 with a criteria set in use and an application to assess."""
    return sheet_world(store, monkeypatch)


@pytest.fixture
def ledger(leases: LeaseWorld) -> LedgerWorld:
    """An office that keeps its own rent accounts, and a lease from 1 December 2026."""
    return ledger_world(leases)
