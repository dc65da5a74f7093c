"""What every window test shares: the style once, and lanes that are empty afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from boligdesk.ui.jobs import Jobs


@pytest.fixture
def jobs(qapp) -> Iterator[Jobs]:
    """The lanes of a window; nothing may be under way when a test ends."""
    lanes = Jobs()
    crashes: list[Exception] = []
    lanes.crashed.connect(crashes.append)
    yield lanes
    lanes.idle()
    lanes.close(closed=lambda: None)
    assert crashes == []
