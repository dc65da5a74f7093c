"""What the present stay of an applicant says about the facts of the criteria: one table, no guess.

A stay that says nothing certain about a fact is not in it, and the fact stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...rules.allocation.facts import Scalar
from ...rules.application_words import StayKind

#: The six first kinds are Husbanken's categories of homelessness.
_HOMELESS: Mapping[str, Scalar] = {"bostedslos": True, "eier_eller_leier_bolig": False}
_HOUSED: Mapping[str, Scalar] = {"bostedslos": False, "eier_eller_leier_bolig": True}


def _with(base: Mapping[str, Scalar], *situations: str) -> Mapping[str, Scalar]:
    return {**base, "boligsituasjon": frozenset(situations)}


STAY_FACTS: Mapping[StayKind, Mapping[str, Scalar]] = {
    StayKind.TEMPORARY_HOUSING: _with(_HOMELESS, "uten_bolig", "hospits"),
    StayKind.NIGHT_SHELTER: _with(_HOMELESS, "uten_bolig", "hospits"),
    StayKind.FRIENDS_OR_FAMILY: _with(_HOMELESS, "uten_bolig", "midlertidig_hos_andre"),
    StayKind.INSTITUTION_OR_PRISON: _with({"bostedslos": True}, "institusjon"),  # a home may stand empty meanwhile
    StayKind.CRISIS_CENTRE: _with({"bostedslos": True}, "uten_bolig"),  # so it may for who fled from it
    StayKind.NOWHERE: _with(_HOMELESS, "uten_bolig"),
    StayKind.RENTS_FIXED_TERM: {**_HOUSED, "tidsbegrenset_leie": True},
    StayKind.RENTS: {**_HOUSED, "tidsbegrenset_leie": False},
    StayKind.OWNS: {**_HOUSED, "tidsbegrenset_leie": False},
    StayKind.LASTING_WITH_FAMILY: {"bostedslos": False, "eier_eller_leier_bolig": False},
    StayKind.MUNICIPAL_HOME: _HOUSED,
}
