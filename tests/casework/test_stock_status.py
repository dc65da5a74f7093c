"""What a unit is on a day, row by row; and that a protected home is let, never vacant, and names nobody."""

from __future__ import annotations

from datetime import date

import pytest

from boligdesk.casework.core.status import Hold, Stated, derive
from boligdesk.rules.vocabulary import StateKind, Status

DAY = date(2026, 11, 23)
SINCE = date(2025, 3, 1)
READY = Stated(StateKind.READYING, expected_to=date(2026, 11, 30))

TABLE = [
    ("nothing", None, [], None, Status.VACANT, None),
    ("let", None, [Hold(1, SINCE)], None, Status.LET, None),
    ("let on its first day", None, [Hold(1, DAY)], None, Status.LET, None),
    ("from tomorrow", None, [Hold(1, date(2026, 11, 24))], None, Status.RESERVED, date(2026, 11, 24)),
    ("fixed term runs", None, [Hold(1, SINCE, None, date(2028, 2, 29))], None, Status.LET, None),
    ("fixed, end kept", None, [Hold(1, SINCE, date(2028, 2, 29), date(2028, 2, 29))], None, Status.LET, None),
    ("fixed term's last day", None, [Hold(1, SINCE, None, DAY)], None, Status.LET, None),
    ("fixed term over", None, [Hold(1, SINCE, None, date(2026, 11, 22))], None, Status.EXPIRED, date(2026, 11, 22)),
    ("notice", None, [Hold(1, SINCE, None, None, date(2027, 2, 28))], None, Status.NOTICE_GIVEN, date(2027, 2, 28)),
    ("ends early", None, [Hold(1, SINCE, date(2026, 12, 31))], None, Status.NOTICE_GIVEN, date(2026, 12, 31)),
    ("not moved out", None, [Hold(1, SINCE, None, None, date(2026, 10, 31))], None, Status.EXPIRED, date(2026, 10, 31)),
    ("let beats state", None, [Hold(1, SINCE)], READY, Status.LET, None),
    ("readying", None, [], READY, Status.READYING, date(2026, 11, 30)),
    ("blocked", None, [], Stated(StateKind.BLOCKED, reason="Fukt"), Status.BLOCKED, None),
    ("state beats coming", None, [Hold(1, date(2027, 1, 1))], READY, Status.READYING, date(2026, 11, 30)),
    ("retired", date(2026, 1, 1), [], None, Status.RETIRED, date(2026, 1, 1)),
    ("retires later", date(2027, 1, 1), [], None, Status.VACANT, None),
    ("held though retired", date(2026, 1, 1), [Hold(1, SINCE)], None, Status.LET, None),
    ("shielded notice", None, [Hold(1, SINCE, None, None, date(2026, 1, 1), True)], None, Status.LET, None),
    ("shielded from later", None, [Hold(1, date(2027, 1, 1), shielded=True)], None, Status.LET, None),
    ("newest counts", None, [Hold(1, SINCE, date(2026, 1, 1)), Hold(2, date(2026, 2, 1))], None, Status.LET, None),
]


@pytest.mark.parametrize(
    ("retired", "holds", "stated", "status", "until"), [r[1:] for r in TABLE], ids=[r[0] for r in TABLE]
)
def test_status_on_a_day(
    retired: date | None, holds: list[Hold], stated: Stated | None, status: Status, until: date | None
) -> None:
    assert derive(DAY, retired, holds, stated)[:2] == (status, until)
