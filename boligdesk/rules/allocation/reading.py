"""What a fact or a reckoned value is on a day: known, known to be at least or at most, or unknown and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from ..explanation import Explanation, Unit, Value
from ..messages import Message, msg
from ..rates import Rates
from .catalogue import FACTS
from .facts import Doubt, Fact, FactType, Scalar
from .given import Facts

UNITS = {
    FactType.YES_NO: Unit.YES_NO,
    FactType.COUNT: Unit.COUNT,
    FactType.MONTHS: Unit.MONTHS,
    FactType.YEARS: Unit.YEARS,
    FactType.MONEY: Unit.ORE,
    FactType.DATE: Unit.DATE,
}


class Bound(Enum):
    """How a value stands to the truth; the numbers say which way the truth may lie from it."""

    EXACT = 0
    AT_LEAST = 1
    AT_MOST = -1

    @property
    def turned(self) -> Bound:
        """The same for a value that is subtracted."""
        return Bound(-self.value)


@dataclass(frozen=True)
class Lack:
    """Why something cannot be said; `fact` is the key that is missing, empty when it is something else."""

    why: Message
    fact: str = ""


class HasLacks(Protocol):
    """Anything that may be unknown and says why."""

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """The reasons."""


@dataclass(frozen=True)
class World:
    """What an expression is evaluated in: the facts, the dated rates and the day of the assessment."""

    facts: Facts
    rates: Rates
    on: date


@dataclass(frozen=True)
class Reading:
    """A value of an expression; None is unknown, and `lacks` says why. `called`: a name closer than the rule's."""

    value: Scalar | None
    explanation: Explanation
    bound: Bound = Bound.EXACT
    lacks: tuple[Lack, ...] = ()
    called: Message | None = None


def read_fact(key: str, world: World) -> Reading:
    """A fact as the rules may lean on it: a doubted one is unknown or a bound (P16)."""
    fact = FACTS[key]
    value = world.facts.value(key, world.on)
    if value is None:
        return _unknown(fact, Lack(msg("kriterium.mangler_fakta", fakta=fact.label), key))
    if fact.doubt is Doubt.PERMIT_EXPIRED and _expired(fact, world):
        return _unknown(fact, Lack(msg("kriterium.utlopt_tillatelse", fakta=fact.label), key))
    step = Explanation(
        "kriterium.fakta",
        {"fakta": fact.label, "verdi": shown(value, fact)},
        result=kept(value),
        unit=UNITS.get(fact.type),
    )
    if fact.doubt is Doubt.RESIDENCE_BROKEN and world.facts.value(fact.doubted_by, world.on) in _NO_REAL_BREAK:
        bound = Bound.AT_MOST if fact.type is FactType.DATE else Bound.AT_LEAST
        return Reading(value, step, bound, (Lack(msg("kriterium.brutt_botid", fakta=fact.label), key),))
    return Reading(value, step)


#: Somebody who was there has perhaps never moved away.
_NO_REAL_BREAK = ("krisesenter", "institusjon", "skjermet_adresse")


def _expired(fact: Fact, world: World) -> bool:
    last = world.facts.value(fact.doubted_by, world.on)
    return isinstance(last, date) and last < world.on


def _unknown(fact: Fact, lack: Lack) -> Reading:
    step = Explanation(lack.why.code, lack.why.params, missing_here=(fact.key,))
    return Reading(None, step, lacks=(lack,))


def all_lacks(sources: Iterable[HasLacks]) -> tuple[Lack, ...]:
    """Why several values or conditions cannot be leaned on, each reason once."""
    found: list[Lack] = []
    for source in sources:
        found += [lack for lack in source.lacks if lack not in found]
    return tuple(found)


def kept(value: Scalar | None) -> Value:
    """A value as an explanation holds it: several choices as one text."""
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else value


def shown(value: Scalar | None, fact: Fact) -> Message:
    """A fact's value in words."""
    if isinstance(value, str):
        option = fact.option(value)
        return option.label if option else msg("kriterium.verdi.ukjent")
    if isinstance(value, frozenset):
        return shown_list([option.label for option in fact.options if option.key in value])
    return shown_plain(value, fact.type)


def shown_list(labels: list[Message]) -> Message:
    """Several names as one enumeration."""
    if not labels:
        return msg("kriterium.verdi.ingen")
    *first, last = labels
    return msg("kriterium.verdi.liste", forste=shown_list(first), siste=last) if first else last


def shown_plain(value: Scalar | None, kind: FactType) -> Message:
    """A value without choices in words."""
    if value is None or isinstance(value, frozenset):
        return msg("kriterium.verdi.ukjent")
    if kind is FactType.YES_NO:
        return msg("kriterium.verdi.ja" if value else "kriterium.verdi.nei")
    if kind is FactType.MONEY:
        return msg("kriterium.verdi.kr", verdi=value)
    if kind is FactType.MONTHS:
        return msg("kriterium.verdi.maneder", verdi=value)
    if kind is FactType.YEARS:
        return msg("kriterium.verdi.ar", verdi=value)
    return msg("kriterium.verdi.tall", verdi=value)
