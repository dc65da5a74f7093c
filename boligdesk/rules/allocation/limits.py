"""The limits inside a condition (ages, months, amounts, days), listed and changed without touching its shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..messages import Message, msg
from ..rates import rate_name
from .conditions import AllOf, AnyOf, Compare, Condition, Not
from .facts import FactType, Scalar
from .values import Literal, RateTimes, Table, ValueExpr


@dataclass(frozen=True)
class Limit:
    """One limit: what it limits, its type, its value (money in øre)."""

    name: Message
    type: FactType
    value: Scalar


_Take = Callable[[Limit], Scalar]


def limits(condition: Condition) -> tuple[Limit, ...]:
    """Every limit of a condition, in the order it is written."""
    found: list[Limit] = []

    def keep(limit: Limit) -> Scalar:
        found.append(limit)
        return limit.value

    _changed(condition, keep)
    return tuple(found)


def with_limits(condition: Condition, values: Sequence[Scalar]) -> Condition:
    """The same condition with other limits, one for each of `limits(condition)`."""
    rest = iter(values)
    return _changed(condition, lambda _limit: next(rest))


def _changed(condition: Condition, take: _Take) -> Condition:
    if isinstance(condition, (AllOf, AnyOf)):
        return replace(condition, parts=tuple(_changed(part, take) for part in condition.parts))
    if isinstance(condition, Not):
        return replace(condition, part=_changed(condition.part, take))
    if isinstance(condition, Compare):
        return replace(condition, right=_limit(condition.right, condition.left.name, take))
    return condition


def _limit(expr: ValueExpr, name: Message, take: _Take) -> ValueExpr:
    if isinstance(expr, Literal) and expr.type.ordered:
        return replace(expr, value=take(Limit(name, expr.type, expr.value)))
    if isinstance(expr, Table):
        rows = [(size, take(Limit(_row(name, size), expr.type, value))) for size, value in expr.rows]
        return replace(expr, rows=tuple(rows))
    if isinstance(expr, RateTimes):
        times = msg("kriteriesett.regel.i_sats", navn=name, sats=rate_name(expr.rate))
        factor = _limit(expr.factor, times, take)
        return replace(expr, factor=factor) if isinstance(factor, (Literal, Table)) else expr
    return expr


def _row(name: Message, size: int) -> Message:
    return msg("kriteriesett.regel.for_antall", navn=name, antall=size)
