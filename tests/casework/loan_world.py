"""The rates that a startlån needs and the shipped sets lack, typed in as an office would: invented, for tests."""

from __future__ import annotations

from datetime import date

from boligdesk.casework import rates
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.rates import RateInput
from tests.rules.budget.world import FLOOR

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def office_rates(desk: Desk, policy: str = "4.00") -> None:
    """Styringsrenten and the floor of 2026; a later call overrules styringsrenten."""
    rates.add_rate(desk, RateInput("styringsrente", date(2026, 9, 18), policy.replace(".", ","), "prøve"))
    for key, value in FLOOR.items():
        rates.add_rate(desk, RateInput(key, FIRST, value, "prøve", LAST))
