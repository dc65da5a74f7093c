"""The complaint body of every basis and result, written out by hand (P15)."""

from __future__ import annotations

import pytest

from boligdesk.rules.application_words import ComplaintBody, DecisionBasis, DecisionResult
from boligdesk.rules.decisions.body import TABLE, OtherBasis, complaint_body

BOARD, GOVERNOR, HUSBANKEN = ComplaintBody.MUNICIPAL_BOARD, ComplaintBody.COUNTY_GOVERNOR, ComplaintBody.HUSBANKEN

BY_HAND = [
    (DecisionBasis.HOUSING, BOARD),
    (DecisionBasis.RENEWAL, BOARD),
    (DecisionBasis.REMOVAL, BOARD),
    (DecisionBasis.ASSISTANCE, GOVERNOR),
    (DecisionBasis.TEMPORARY, GOVERNOR),
    (DecisionBasis.FOLLOW_UP, GOVERNOR),
    (OtherBasis.STARTLAN, BOARD),
    (OtherBasis.HOUSING_ALLOWANCE, HUSBANKEN),
]


@pytest.mark.parametrize("result", DecisionResult)
@pytest.mark.parametrize(("basis", "body"), BY_HAND)
def test_body_of_every_decision(basis: DecisionBasis | OtherBasis, result: DecisionResult, body: ComplaintBody) -> None:
    """Yes, partly, no and avvisning of the same demand go the same way."""
    assert complaint_body(basis, result) is body


def test_no_decision_is_without_a_body() -> None:
    """A basis that is added later must be given its body before anything can be decided on it."""
    wanted = {(basis, result) for basis in (*DecisionBasis, *OtherBasis) for result in DecisionResult}
    assert set(TABLE) == wanted
    assert {basis for basis, _ in BY_HAND} == {*DecisionBasis, *OtherBasis}


def test_table_cannot_be_changed() -> None:
    """Nobody can put another body in."""
    with pytest.raises(TypeError):
        TABLE[DecisionBasis.HOUSING, DecisionResult.REFUSED] = GOVERNOR  # type: ignore[index]
