from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boligdesk.rules.explanation import Certainty, Explanation, Operand, RateStamp, Unit, dump, load
from boligdesk.rules.messages import Message, RefusedError

values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes()
    | st.text(max_size=5)
)
leaves = st.builds(
    Explanation,
    code=st.sampled_from(["a.b", "c.d"]),
    params=st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        values | st.builds(Message, st.just("m.n"), st.dictionaries(st.just("x"), values)),
        max_size=3,
    ),
    operands=st.lists(
        st.builds(Operand, st.text(max_size=3), values, st.none() | st.sampled_from(Unit)), max_size=2
    ).map(tuple),
    result=values,
    unit=st.none() | st.sampled_from(Unit),
    source=st.none() | st.just("kilde"),
    certainty=st.none() | st.sampled_from(Certainty),
    rate=st.none() | st.builds(RateStamp, st.just("k"), st.dates(), st.just("sett 1")),
    missing_here=st.lists(st.sampled_from(["kpi", "leie"]), max_size=2).map(tuple),
)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(Explanation, st.just("t.t"), children=st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)


@given(trees)
def test_it_comes_back_from_json_as_it_was(tree: Explanation) -> None:
    assert load(json.loads(json.dumps(dump(tree)))) == tree


def _leaf(certainty: Certainty | None, **more: Any) -> Explanation:
    return Explanation("x.y", certainty=certainty, **more)


@pytest.mark.parametrize(
    ("certainty", "provisional"),
    [
        (Certainty.SEEN, False),
        (Certainty.CONFIRMED, False),
        (Certainty.TRANSCRIBED, True),
        (Certainty.DERIVED, True),
        (Certainty.MEMORY, True),
        (None, False),
    ],
)
def test_foreløpig_spreads_from_the_deepest_child(certainty: Certainty | None, provisional: bool) -> None:
    tree = Explanation("a", children=(_leaf(Certainty.SEEN), Explanation("b", children=(_leaf(certainty),))))
    assert tree.provisional is provisional


def test_what_is_missing_and_which_rates_were_used_is_gathered() -> None:
    stamp = RateStamp("k", date(2026, 1, 1), "sett 1")
    tree = Explanation(
        "a",
        children=(
            _leaf(None, rate=stamp, missing_here=("kpi",)),
            _leaf(None, rate=stamp, missing_here=("kpi", "x")),
        ),
    )
    assert tree.missing == ("kpi", "x")
    assert dump(tree)["rates"] == [["k", "2026-01-01", "sett 1"]]
    assert dump(tree)["schema"] == 1


def test_a_newer_schema_is_refused_in_words() -> None:
    with pytest.raises(RefusedError) as refusal:
        load({"schema": 2, "explanation": {}})
    assert refusal.value.fault.code == "forklaring.ukjent_skjema"


def test_a_result_is_asked_for_by_its_kind() -> None:
    assert Explanation("a", result=5, unit=Unit.ORE).ore == 5
    assert Explanation("a", result=date(2026, 1, 1)).day == date(2026, 1, 1)
    with pytest.raises(TypeError):
        _ = Explanation("a", result=Decimal(5), unit=Unit.PERCENT).ore
    with pytest.raises(TypeError):
        _ = Explanation("a", result=None).day
