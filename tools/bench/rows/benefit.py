"""How long the list of households that probably have a right to bostøtte takes: every home another rent and income."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import insert, update

from boligdesk.casework import benefit_candidates, settings, start
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.office_settings import OfficeSetting
from boligdesk.models.guidance import HouseholdBudget
from boligdesk.models.tenancy import TenancyTerm
from boligdesk.rules.budget.given import BudgetGiven, dump
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.people import Person

from .. import Reading, broken, row
from ..bases import STAMP, big_office

HOUSEHOLDS = 2_000
#: Every so manieth household has a budget; the others' income is not known.
_WITH_BUDGET = 2


@cache
def _desk() -> Desk:
    os.environ["BOLIGDESK_DATO"] = "2026-11-23"
    path = Path(tempfile.mkdtemp(prefix="boligdesk-bench-")) / "bostotte.boligdesk"
    store = big_office(path, HOUSEHOLDS)
    with store.engine.execution_options(write=True).begin() as connection:
        connection.execute(update(TenancyTerm).values(rent_ore=700_000 + 100 * TenancyTerm.tenancy_id))
        connection.execute(insert(HouseholdBudget), [_budget(n) for n in range(_WITH_BUDGET, HOUSEHOLDS, _WITH_BUDGET)])
    desk = start.enter_without_login(store)
    settings.change_setting(desk, OfficeSetting.BENEFIT_GROUP, 3)
    return desk


def _budget(n: int) -> dict[str, object]:
    given = BudgetGiven(Household((Person(age_months=400),), gross_year_ore=(120_000 + 50 * n) * 100))
    return {
        "household_id": n,
        "valid_from": date(2026, 1, 1),
        "given": dump(given),
        "explanation": {},
        "provisional": False,
        "note": "",
        **STAMP,
    }


@row("benefit_list", "2 000 husstanders bostøtte ≤ 1 s")
def benefit_list() -> Reading:
    """The whole list as the window asks for it, the second time."""
    desk = _desk()
    benefit_candidates.candidates(desk)
    started = time.perf_counter()
    found = benefit_candidates.candidates(desk)
    taken = (time.perf_counter() - started) * 1000
    if len(found.rows) < HOUSEHOLDS // 2:
        return broken("ms", f"bare {len(found.rows)} husstander i listen")
    return Reading(taken, "ms", limit=1000.0, note=f"{len(found.rows)} husstander")
