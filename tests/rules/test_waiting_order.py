"""Why somebody stands where they stand on the waiting list; nobody is ever told a number in the line (P18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.rules.waiting_order import Standing, order_rules, reasons
from boligdesk.texts import render

PLACE = Standing(0, "1 a", "Barnefamilier", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("place", "by_date", "expected"),
    [
        (PLACE, False, ["Prioritert gruppe 1 a: Barnefamilier"]),
        (replace(PLACE, group_step=""), False, ["Prioritert gruppe: Barnefamilier"]),
        (replace(PLACE, group_text=""), False, ["Uten prioritert gruppe"]),
        (
            replace(PLACE, urgency=1, urgency_reason="Kastes ut"),
            False,
            ["Prioritert gruppe 1 a: Barnefamilier", "Haster: Kastes ut"],
        ),
        (
            replace(PLACE, urgency=2, urgency_reason="Brann", score=0),
            False,
            ["Prioritert gruppe 1 a: Barnefamilier", "Haster mest: Brann", "0 poeng"],
        ),
        (PLACE, True, ["Prioritert gruppe 1 a: Barnefamilier", "Har ventet siden 01.11.2026"]),
    ],
)
def test_the_reasons_of_a_place(place: Standing, by_date: bool, expected: list[str]) -> None:
    assert [render(reason) for reason in reasons(place, by_date)] == expected


@pytest.mark.parametrize(("scored", "by_date"), [(False, False), (True, False), (False, True), (True, True)])
def test_the_rules_name_points_and_waiting_time_only_where_they_count(scored: bool, by_date: bool) -> None:
    words = " ".join(render(rule) for rule in order_rules(scored, by_date))
    assert ("poengene" in words) is scored
    assert ("ventet lengst først" in words) is by_date
    assert ("Ventetid gir ikke forrang" in words) is not by_date
