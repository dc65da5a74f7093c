"""What must be written before a decision can be made, and what stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from boligdesk.rules.application_words import DecisionBasis, DecisionResult
from boligdesk.rules.decisions.content import DecisionText
from boligdesk.rules.decisions.demands import check_text, demanded
from boligdesk.rules.decisions.parts import Case, LetterPart, required_parts

TODAY = date(2026, 11, 23)
FULL = DecisionText(
    asked_for="bolig",
    facts="faktum",
    weighing="derfor",
    children="barna",
    bedrooms=2,
    homes="leilighet",
    lease_months=36,
    access="heis",
    help="råd",
    not_granted="noe",
    next_steps="vent",
    valid_until=TODAY,
    lapse="når dere flytter",
    forewarned_on=TODAY - timedelta(days=20),
    answer_by=TODAY - timedelta(days=1),
    party_answer="nei",
)


@pytest.mark.parametrize("basis", DecisionBasis)
@pytest.mark.parametrize("result", DecisionResult)
def test_each_demanded_field_is_missed_when_it_is_empty(basis: DecisionBasis, result: DecisionResult) -> None:
    """Full is enough; without any one of the demanded fields, exactly that one is named."""
    case = Case(basis, result, children=True)
    before = {control.fields for control in check_text(case, FULL, TODAY)}
    assert before <= {("result",)}
    for name in demanded(case):
        nothing: Any = "  " if isinstance(getattr(FULL, name), str) else None
        empty = replace(FULL, **{name: nothing})
        assert {control.fields for control in check_text(case, empty, TODAY)} - before == {(name,)}


def test_a_yes_states_what_is_given() -> None:
    """Size, home, floor and lift, lease, validity and lapse (P12); a no states none of it."""
    yes, no = (set(demanded(Case(DecisionBasis.HOUSING, r))) for r in (DecisionResult.GRANTED, DecisionResult.REFUSED))
    assert yes - no == {"bedrooms", "homes", "access", "lease_months", "valid_until", "lapse"}


@pytest.mark.parametrize("result", [DecisionResult.GRANTED, DecisionResult.DISMISSED])
def test_a_place_on_the_list_is_lost_or_shortened_only(result: DecisionResult) -> None:
    """Nothing is granted by taking somebody off."""
    codes = {c.code for c in check_text(Case(DecisionBasis.REMOVAL, result), FULL, TODAY)}
    assert "vedtak.resultat_passer_ikke" in codes


@pytest.mark.parametrize(
    ("told", "until", "answered", "code"),
    [
        (-20, -1, None, None),
        (-20, 0, None, "vedtak.varsel_lopende"),  # the last day to answer is not over
        (-20, 5, -3, None),  # has answered before it was out
        (-20, 5, -21, "vedtak.varsel_lopende"),  # an answer from before the letter is none
        (-20, 5, 1, "vedtak.varsel_lopende"),
        (-5, -5, None, "vedtak.varsel_rekkefolge"),
        (1, 5, None, "vedtak.varsel_rekkefolge"),
    ],
)
def test_nobody_is_removed_unheard(told: int, until: int, answered: int | None, code: str | None) -> None:
    """Forhåndsvarsel, and time to answer it (fvl. § 16)."""
    days = [TODAY + timedelta(days=n) if n is not None else None for n in (told, until, answered)]
    text = replace(FULL, forewarned_on=days[0], answer_by=days[1], answered_on=days[2])
    found = [c.code for c in check_text(Case(DecisionBasis.REMOVAL, DecisionResult.REFUSED), text, TODAY)]
    assert found == ([code] if code else [])


def test_validity_lies_not_in_the_past() -> None:
    """Today is the last day that can be chosen first."""
    case = Case(DecisionBasis.HOUSING, DecisionResult.GRANTED)
    assert check_text(case, replace(FULL, valid_until=TODAY - timedelta(days=1)), TODAY)[0].fields == ("valid_until",)


def test_children_and_exceptions_add_their_parts() -> None:
    """Barnets beste wherever there are children; the reason of an exception wherever one was given."""
    bare = set(required_parts(Case(DecisionBasis.HOUSING, DecisionResult.REFUSED)))
    more = set(required_parts(Case(DecisionBasis.HOUSING, DecisionResult.REFUSED, children=True, excepted=True)))
    assert more - bare == {LetterPart.CHILDREN, LetterPart.EXCEPTIONS}
