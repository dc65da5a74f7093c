"""What was typed of a household and its homes comes back from JSON as it was; anything else is refused."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from boligdesk.rules.bostotte.household import HomeTenure, Income, Municipality, Wealth
from boligdesk.rules.guidance.columns import Home, HomeColumn, Situation
from boligdesk.rules.guidance.given import dump_given, load_given
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.startlan.ability import BankLoan, LoanWish
from boligdesk.rules.startlan.interest import PaymentsDue, RateBinding, RateTerms
from boligdesk.rules.startlan.term import Term

from ..budget.test_given import HOUSEHOLDS, LINES, ORE
from .test_columns import homes, situation

WHOLE = st.integers(0, 10**10)
RATES = st.decimals(0, 100, places=3)
INCOMES = st.builds(
    Income, WHOLE, WHOLE, WHOLE, st.integers(1, 3), WHOLE, WHOLE, st.none() | st.dates(), st.booleans()
)  # fmt: skip
PLACES = st.builds(Municipality, st.integers(0, 4), st.text(max_size=9), st.booleans())
SITUATIONS = st.builds(
    Situation,
    HOUSEHOLDS,
    st.none() | st.lists(INCOMES, max_size=3).map(tuple),
    st.none() | PLACES,
    st.builds(Wealth, ORE, ORE),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(0, 14),
)
TERMS = st.builds(Term, st.integers(1, 50), st.integers(0, 120))
TERMS_OF_RATE = st.builds(
    RateTerms, st.sampled_from(RateBinding), st.sampled_from(PaymentsDue), RATES, st.none() | RATES
)  # fmt: skip
WISHES = st.builds(
    LoanWish, ORE, TERMS, TERMS_OF_RATE, st.none() | st.builds(BankLoan, WHOLE, RATES, st.integers(1, 30))
)  # fmt: skip
HOMES = st.builds(
    Home,
    st.sampled_from(HomeColumn),
    ORE,
    st.lists(LINES, max_size=4).map(tuple),
    st.none() | st.booleans(),
    st.none() | st.sampled_from(HomeTenure),
    st.booleans(),
    st.none() | WISHES,
)


@tried(SITUATIONS, st.lists(HOMES, max_size=3).map(tuple))
def test_what_is_typed_comes_back_from_json_as_it_was(typed: Situation, typed_homes: tuple[Home, ...]) -> None:
    stored = json.loads(json.dumps(dump_given(typed, typed_homes)))
    assert load_given(stored) == (typed, typed_homes)


def _bent(path: tuple[Any, ...], value: object) -> object:
    """The picture's household as JSON, with one value another."""
    stored: Any = copy.deepcopy(dump_given(situation(), homes()))
    at = stored
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return stored


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        (None, "veiledningsark.ukjent_skjema"),
        ({}, "veiledningsark.ukjent_skjema"),
        (_bent(("schema",), 2), "veiledningsark.ukjent_skjema"),
        (_bent(("homes",), "tre"), "veiledningsark.uleselig"),
        (_bent(("homes", 0, "kind"), "hytte"), "veiledningsark.uleselig"),
        (_bent(("homes", 0, "month_ore"), "9450"), "veiledningsark.uleselig"),
        (_bent(("homes", 2, "wish", "rate", "addition"), "NaN"), "veiledningsark.uleselig"),
        (_bent(("situation", "extra"), 1), "veiledningsark.uleselig"),
        (_bent(("situation", "gross", 0, "year_ore"), True), "veiledningsark.uleselig"),
    ],
)
def test_what_was_not_written_here_is_refused(stored: object, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        load_given(stored)
    assert refused.value.fault.code == code


def test_an_exact_rate_keeps_its_digits() -> None:
    wish = LoanWish(1, rate=RateTerms(typed=Decimal("4.10")))
    (home,) = load_given(dump_given(situation(), (Home(HomeColumn.OWN, None, wish=wish),)))[1]
    assert home.wish is not None and str(home.wish.rate.typed) == "4.10"
