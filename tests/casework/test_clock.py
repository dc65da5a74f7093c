"""A PC clock that is far from the server's is told; order never depends on it (E5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from boligdesk.casework import start
from boligdesk.database.engine import Storage, Store


@pytest.mark.lagring
def test_a_clock_that_is_right_is_not_mentioned(store: Store) -> None:
    assert start.clock_warning(store) is None


@pytest.mark.lagring
def test_a_clock_five_minutes_off_is_told_on_a_server(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "pc_clock", lambda: datetime.now(UTC) - timedelta(minutes=5))
    warning = start.clock_warning(store)
    if store.storage is Storage.SERVER:
        assert warning is not None and warning.params["minutter"] == 5
    else:
        assert warning is None
