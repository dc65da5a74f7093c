"""The tables of cases stand on both sides of every limit: a limit moved by the least there is changes some case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from boligdesk.rules.allocation.facts import Scalar
from boligdesk.rules.allocation.files import shipped_sets
from boligdesk.rules.allocation.limits import Limit, limits, with_limits
from boligdesk.rules.allocation.sets import Criterion

from .test_shipped_sets import TABLE
from .world import judged, the

CASES = [
    pytest.param(name, criterion, place, way, id=f"{name}-{criterion.key}-{place}-{way:+}")
    for name, criteria in shipped_sets().items()
    for criterion in criteria.criteria
    for place in range(len(limits(criterion.met)))
    for way in (-1, 1)
]


def nudged(limit: Limit, way: int) -> Scalar:
    """The next value a caseworker could write."""
    if isinstance(limit.value, date):
        return limit.value + timedelta(days=way)
    return limit.value + (Decimal(way) / 100 if isinstance(limit.value, Decimal) else way)


@pytest.mark.parametrize(("name", "criterion", "place", "way"), CASES)
def test_a_limit_moved_by_the_least_is_noticed(name: str, criterion: Criterion, place: int, way: int) -> None:
    found = limits(criterion.met)
    values = [nudged(limit, way) if at == place else limit.value for at, limit in enumerate(found)]
    moved = replace(criterion, met=with_limits(criterion.met, values))
    before = shipped_sets()[name]
    after = replace(before, criteria=tuple(moved if one is criterion else one for one in before.criteria))
    cases = [changes for changes, _status in TABLE[name][criterion.key]]
    was = [the(judged(before, **changes), criterion.key).status for changes in cases]
    now = [the(judged(after, **changes), criterion.key).status for changes in cases]
    assert was != now, f"{found[place]} moved by {way:+} changes no case"
