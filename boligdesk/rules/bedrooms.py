"""How many bedrooms a household needs: a rule of thumb that the caseworker may overrule with a reason.

A couple shares one. Everybody else from 13 years has one alone. Children under 13 share two by two; the record
holds no sex, so it does not ask. Those who are expected count, for the home is for them too. The same rule holds for
a child who lives there half of the time. No act sets these limits; they are the program's proposal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .messages import Message, msg

#: From this age a child has a bedroom alone.
OWN_ROOM_FROM = 13


@dataclass(frozen=True)
class Sleeper:
    """Somebody who shall live in the home. `couple`: one of the two who share; `age` None: not known."""

    age: int | None
    couple: bool = False
    child: bool = False


@dataclass(frozen=True)
class BedroomNeed:
    """At least one bedroom, and the parts that the number is made of."""

    count: int
    why: tuple[Message, ...]


def bedroom_need(sleepers: Sequence[Sleeper]) -> BedroomNeed:
    """The bedrooms these people need. A child whose age is not known is reckoned among the small ones."""
    couple = sum(sleeper.couple for sleeper in sleepers) == 2
    rest = [sleeper for sleeper in sleepers if not (couple and sleeper.couple)]
    small = sum(sleeper.child and (sleeper.age is None or sleeper.age < OWN_ROOM_FROM) for sleeper in rest)
    alone = len(rest) - small
    shared = (small + 1) // 2
    why = []
    if couple:
        why.append(msg("vurderingsark.soverom.par"))
    if alone:
        why.append(msg("vurderingsark.soverom.alene", antall=alone, grense=OWN_ROOM_FROM))
    if small:
        why.append(msg("vurderingsark.soverom.barn", antall=small, rom=shared, grense=OWN_ROOM_FROM))
    return BedroomNeed(max(1, couple + alone + shared), tuple(why))
