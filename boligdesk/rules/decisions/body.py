"""Who decides a complaint: one table, basis × result → body, so that the wrong body cannot be written (P15).

An avvisning is complained of to the same body as a no to the same demand (forvaltningsloven § 28), and a yes can
be complained of too. Decisions on startlån and bostøtte are made outside this program's vedtak; their row stands
here so that whoever gets a complaint on one at the counter can send it right.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import product
from types import MappingProxyType

from ..application_words import ComplaintBody, DecisionBasis, DecisionResult


class OtherBasis(StrEnum):
    """Decisions that the office explains but does not write."""

    STARTLAN = "startlan"
    HOUSING_ALLOWANCE = "housing_allowance"


_OF_BASIS: Mapping[DecisionBasis | OtherBasis, ComplaintBody] = {
    DecisionBasis.HOUSING: ComplaintBody.MUNICIPAL_BOARD,
    DecisionBasis.RENEWAL: ComplaintBody.MUNICIPAL_BOARD,
    DecisionBasis.REMOVAL: ComplaintBody.MUNICIPAL_BOARD,
    DecisionBasis.ASSISTANCE: ComplaintBody.COUNTY_GOVERNOR,
    DecisionBasis.TEMPORARY: ComplaintBody.COUNTY_GOVERNOR,
    DecisionBasis.FOLLOW_UP: ComplaintBody.COUNTY_GOVERNOR,
    OtherBasis.STARTLAN: ComplaintBody.MUNICIPAL_BOARD,
    OtherBasis.HOUSING_ALLOWANCE: ComplaintBody.HUSBANKEN,
}

#: The whole table; `tests/rules/decisions` writes it out once more by hand and compares.
TABLE: Mapping[tuple[DecisionBasis | OtherBasis, DecisionResult], ComplaintBody] = MappingProxyType(
    {(basis, result): _OF_BASIS[basis] for basis, result in product(_OF_BASIS, DecisionResult)}
)


def complaint_body(basis: DecisionBasis | OtherBasis, result: DecisionResult) -> ComplaintBody:
    """The body that decides a complaint on such a decision; there is no other way to come by one (P15)."""
    return TABLE[basis, result]
