"""The bedroom need by household: couples share, the small share two by two, everybody from 13 alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.bedrooms import Sleeper, bedroom_need
from boligdesk.texts import render

MAIN, PARTNER = Sleeper(35, couple=True), Sleeper(33, couple=True)


def child(age: int | None) -> Sleeper:
    return Sleeper(age, child=True)


@pytest.mark.parametrize(
    ("sleepers", "count"),
    [
        ([MAIN], 1),
        ([MAIN, PARTNER], 1),
        ([MAIN, Sleeper(60)], 2),
        ([MAIN, child(6), child(11)], 2),
        ([MAIN, PARTNER, child(12)], 2),
        ([MAIN, PARTNER, child(12), child(12), child(12)], 3),
        ([MAIN, child(12), child(13)], 3),
        ([MAIN, PARTNER, child(13), child(14)], 3),
        ([MAIN, child(0)], 2),
        ([MAIN, child(None), child(3)], 2),
        ([], 1),
    ],
)
def test_the_need_of_a_household(sleepers: list[Sleeper], count: int) -> None:
    assert bedroom_need(sleepers).count == count


def test_the_parts_are_told() -> None:
    need = bedroom_need([MAIN, PARTNER, child(6), child(11), child(15)])
    assert [render(part) for part in need.why] == [
        "1 til paret",
        "1 til en voksen eller et barn fra 13 år",
        "1 til 2 barn under 13 år, som deler to og to",
    ]


@given(st.lists(st.builds(Sleeper, st.none() | st.integers(0, 99), child=st.booleans()), max_size=12))
def test_one_more_never_needs_less_and_at_most_one_room_more(sleepers: list[Sleeper]) -> None:
    before = bedroom_need(sleepers).count
    after = bedroom_need([*sleepers, child(4)]).count
    assert before <= after <= before + 1
