"""Conditions in three-valued logic: true, false, or unknown with the names of what is missing.

All parts are always evaluated, so that the explanation shows them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from ..explanation import Explanation, Unit
from ..messages import Message, Param, msg
from .catalogue import FACTS
from .facts import FactType, Scalar
from .reading import Bound, Lack, Reading, World, all_lacks, read_fact, shown, shown_list
from .values import Literal, ValueExpr


@dataclass(frozen=True)
class Outcome:
    """What a condition comes to; None is unknown, and `lacks` says why."""

    value: bool | None
    explanation: Explanation
    lacks: tuple[Lack, ...] = ()


class Condition(Protocol):
    """Anything that holds, does not hold, or cannot be said."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Keys of the facts it leans on."""

    def evaluate(self, world: World) -> Outcome:
        """Whether it holds on a day."""

    def written(self) -> dict[str, Any]:
        """The condition as it stands in a file."""


class Op(StrEnum):
    """How two values are compared, as it is written in a file."""

    IS = "er"
    IS_NOT = "er_ikke"
    AT_LEAST = "minst"
    OVER = "over"
    AT_MOST = "hoyst"
    UNDER = "under"

    @property
    def ordering(self) -> bool:
        """Whether it asks for more or less, not only for the same."""
        return self not in (Op.IS, Op.IS_NOT)

    def code(self, kind: FactType) -> str:
        """The sentence that tells a comparison; days have words of their own."""
        return _OF_DAYS.get(self, _SENTENCES[self]) if kind is FactType.DATE else _SENTENCES[self]


_SENTENCES = {
    Op.IS: "kriterium.er",
    Op.IS_NOT: "kriterium.er_ikke",
    Op.AT_LEAST: "kriterium.minst",
    Op.OVER: "kriterium.over",
    Op.AT_MOST: "kriterium.hoyst",
    Op.UNDER: "kriterium.under",
}

_OF_DAYS = {
    Op.AT_LEAST: "kriterium.tidligst",
    Op.OVER: "kriterium.etter",
    Op.AT_MOST: "kriterium.senest",
    Op.UNDER: "kriterium.for",
}

#: Which signs of "left less right" make a comparison true.
_TRUE_SIGNS = {
    Op.IS: {0},
    Op.IS_NOT: {-1, 1},
    Op.AT_LEAST: {0, 1},
    Op.OVER: {1},
    Op.AT_MOST: {-1, 0},
    Op.UNDER: {-1},
}


@dataclass(frozen=True)
class Compare:
    """Two values of one type against each other."""

    left: ValueExpr
    op: Op
    right: ValueExpr

    @property
    def facts(self) -> tuple[str, ...]:
        return _joined(self.left.facts, self.right.facts)

    def evaluate(self, world: World) -> Outcome:
        left, right = self.left.read(world), self.right.read(world)
        value, lacks = self._holds(left, right), all_lacks((left, right))
        params: dict[str, Param] = {
            "navn": self.left.name,
            "verdi": _in_words(self.left, left),
            "grense": _limit_in_words(self.right, right),
        }
        steps = tuple(r.explanation for r, e in ((left, self.left), (right, self.right)) if not isinstance(e, Literal))
        return Outcome(value, _step(self.op.code(self.left.type), value, steps, params), lacks if value is None else ())

    def _holds(self, left: Reading, right: Reading) -> bool | None:
        if left.value is None or right.value is None:
            return None
        signs = _signs(left, right) if self.left.type.ordered else {0 if left.value == right.value else 1}
        answers = {sign in _TRUE_SIGNS[self.op] for sign in signs}
        return answers.pop() if len(answers) == 1 else None

    def written(self) -> dict[str, Any]:
        return {**self.left.written(), self.op.value: self.right.written()}


def _signs(left: Reading, right: Reading) -> set[int]:
    """Every sign that "left less right" can have, when one or both are only known to be at least or at most."""
    sign = _sign(left.value, right.value)
    bounds = {left.bound, right.bound.turned} - {Bound.EXACT}
    if Bound.AT_LEAST in bounds and Bound.AT_MOST in bounds:
        return {-1, 0, 1}
    if Bound.AT_LEAST in bounds:
        return set(range(sign, 2))
    return set(range(-1, sign + 1)) if bounds else {sign}


def _sign(left: Scalar | None, right: Scalar | None) -> int:
    if left == right:
        return 0
    return 1 if left > right else -1  # type: ignore[operator]  # both sides have one ordered type


@dataclass(frozen=True)
class OneOf:
    """The choice of a fact is among some, or (for several choices) at least one of them is."""

    key: str
    options: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.key,)

    def evaluate(self, world: World) -> Outcome:
        known, fact = read_fact(self.key, world), FACTS[self.key]
        value = self._holds(known.value)
        wanted = shown_list([option.label for option in fact.options if option.key in self.options])
        params: dict[str, Param] = {"navn": fact.label, "verdi": shown(known.value, fact), "grense": wanted}
        return Outcome(value, _step("kriterium.blant", value, (known.explanation,), params), known.lacks)

    def _holds(self, value: Scalar | None) -> bool | None:
        if value is None:
            return None
        return bool(value & set(self.options)) if isinstance(value, frozenset) else value in self.options

    def written(self) -> dict[str, Any]:
        op = "inneholder_en_av" if FACTS[self.key].type is FactType.OPTIONS else "blant"
        return {"fakta": self.key, op: list(self.options)}


@dataclass(frozen=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Condition, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        return _joined(*(part.facts for part in self.parts))

    def evaluate(self, world: World) -> Outcome:
        return _gathered("kriterium.alle", [part.evaluate(world) for part in self.parts], decides=False)

    def written(self) -> dict[str, Any]:
        return {"alle": [part.written() for part in self.parts]}


@dataclass(frozen=True)
class AnyOf:
    """One part must hold."""

    parts: tuple[Condition, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        return _joined(*(part.facts for part in self.parts))

    def evaluate(self, world: World) -> Outcome:
        return _gathered("kriterium.en_av", [part.evaluate(world) for part in self.parts], decides=True)

    def written(self) -> dict[str, Any]:
        return {"en_av": [part.written() for part in self.parts]}


@dataclass(frozen=True)
class Not:
    """The part must not hold."""

    part: Condition

    @property
    def facts(self) -> tuple[str, ...]:
        return self.part.facts

    def evaluate(self, world: World) -> Outcome:
        inner = self.part.evaluate(world)
        value = None if inner.value is None else not inner.value
        return Outcome(value, _step("kriterium.ikke", value, (inner.explanation,), {}), inner.lacks)

    def written(self) -> dict[str, Any]:
        return {"ikke": self.part.written()}


def deciding(step: Explanation) -> tuple[Message, ...]:
    """The comparisons that made a condition come out as it did, as sentences."""
    below = [child for child in step.children if child.code in _TOLD]
    if not below:
        return (step.message,)
    same = [child for child in below if step.code == "kriterium.ikke" or child.result == step.result]
    return tuple(dict.fromkeys(message for child in same for message in deciding(child)))


#: The steps that hold or do not hold; what is below them only tells how.
_TOLD = {
    *_SENTENCES.values(),
    *_OF_DAYS.values(),
    "kriterium.blant",
    "kriterium.alle",
    "kriterium.en_av",
    "kriterium.ikke",
}


def _gathered(code: str, found: list[Outcome], *, decides: bool) -> Outcome:
    """One part of the deciding value decides; else one unknown makes it all unknown."""
    unknown = [outcome for outcome in found if outcome.value is None]
    value: bool | None = None if unknown else not decides
    if any(outcome.value is decides for outcome in found):
        value = decides
    lacks = all_lacks(unknown) if value is None else ()
    return Outcome(value, _step(code, value, tuple(outcome.explanation for outcome in found), {}), lacks)


def _step(code: str, value: bool | None, steps: tuple[Explanation, ...], params: dict[str, Param]) -> Explanation:
    return Explanation(code, params, result=value, unit=Unit.YES_NO, children=steps)


def _in_words(expr: ValueExpr, reading: Reading) -> Message:
    if reading.value is None:
        return msg("kriterium.verdi.ukjent")
    fact = FACTS.get(expr.facts[0]) if expr.type.chosen else None
    words = shown(reading.value, fact) if fact else Literal(reading.value, expr.type).name
    return msg("kriterium.verdi.usikker", verdi=words) if reading.bound is not Bound.EXACT else words


def _limit_in_words(expr: ValueExpr, reading: Reading) -> Message:
    if isinstance(expr, Literal) or reading.value is None:
        return expr.name
    return msg("kriterium.verdi.av", verdi=_in_words(expr, reading), navn=reading.called or expr.name)


def _joined(*keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for some in keys for key in some))
