"""Worlds for the tests of casework."""

from __future__ import annotations

import pytest

from boligdesk.database.engine import Store

from .lease_world import LeaseWorld, lease_world


@pytest.fixture
def leases(store: Store, monkeypatch: pytest.MonkeyPatch) -> LeaseWorld:
    """An office on 23 November 2026 with homes to let and people to let them to."""
    return lease_world(store, monkeypatch)
