"""Values of an expression: a fact, a limit, months between two days, a table by household, a dated rate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from ..explanation import Explanation
from ..messages import Message, Param, msg
from ..periods import add_months, months_between, years_between
from ..rates import MissingRateError, rate_name
from .catalogue import ASSESSED_ON, FACTS
from .facts import FactType, Scalar
from .reading import UNITS, Bound, Lack, Reading, World, all_lacks, kept, read_fact, shown, shown_plain


class ValueExpr(Protocol):
    """Anything that has a value: its type, what it is called, what it leans on, and how it is written."""

    @property
    def type(self) -> FactType:
        """The type of the value, known before any fact is."""

    @property
    def name(self) -> Message:
        """What the value is called in a sentence."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Keys of the facts it leans on."""

    def read(self, world: World) -> Reading:
        """The value on a day."""

    def written(self) -> Any:
        """The value as it stands in a file."""


@dataclass(frozen=True)
class FactValue:
    """A fact as it is, or a day `plus_months` later."""

    key: str
    plus_months: int = 0

    @property
    def type(self) -> FactType:
        return FACTS[self.key].type

    @property
    def name(self) -> Message:
        label = FACTS[self.key].label
        return msg("kriterium.pluss", fakta=label, maneder=self.plus_months) if self.plus_months else label

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.key,)

    def read(self, world: World) -> Reading:
        known = read_fact(self.key, world)
        if not self.plus_months or not isinstance(known.value, date):
            return known
        day = add_months(known.value, self.plus_months)
        return _reckoned(self, day, [known])

    def written(self) -> Any:
        plus = {"pluss_maneder": self.plus_months} if self.plus_months else {}
        return {"fakta": self.key, **plus}


@dataclass(frozen=True)
class Literal:
    """A limit written in the rule itself; money is whole øre."""

    value: Scalar
    type: FactType
    fact: str = ""

    @property
    def name(self) -> Message:
        if self.type.chosen:
            return shown(self.value, FACTS[self.fact])
        return shown_plain(self.value, self.type)

    @property
    def facts(self) -> tuple[str, ...]:
        return ()

    def read(self, world: World) -> Reading:
        del world
        step = Explanation("kriterium.grense", {"verdi": self.name}, result=kept(self.value), unit=UNITS.get(self.type))
        return Reading(self.value, step)

    def written(self) -> Any:
        if self.type is FactType.MONEY:
            return {"kroner": written_kroner(self.value)}
        return self.value


@dataclass(frozen=True)
class TimeBetween:
    """Whole months or years from one day to another; negative when the second lies first."""

    first: str
    last: str
    type: FactType

    @property
    def name(self) -> Message:
        params: dict[str, Param] = {"fra": FACTS[self.first].label, "til": FACTS[self.last].label}
        if self.type is FactType.YEARS:
            return msg("kriterium.ar_mellom", **params)
        return msg("kriterium.maneder_mellom", **params)

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.first, self.last)

    def read(self, world: World) -> Reading:
        first, last = read_fact(self.first, world), read_fact(self.last, world)
        if not isinstance(first.value, date) or not isinstance(last.value, date):
            return _reckoned(self, None, [first, last])
        count = years_between if self.type is FactType.YEARS else months_between
        return _reckoned(self, count(first.value, last.value), [last, first])

    def written(self) -> Any:
        key = "ar_mellom" if self.type is FactType.YEARS else "maneder_mellom"
        return {key: [self.first, self.last]}


@dataclass(frozen=True)
class Difference:
    """One fact less another of the same type."""

    whole: str
    part: str

    @property
    def type(self) -> FactType:
        return FACTS[self.whole].type

    @property
    def name(self) -> Message:
        return msg("kriterium.minus", helhet=FACTS[self.whole].label, delen=FACTS[self.part].label)

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.whole, self.part)

    def read(self, world: World) -> Reading:
        whole, part = read_fact(self.whole, world), read_fact(self.part, world)
        if not isinstance(whole.value, (int, Decimal)) or not isinstance(part.value, (int, Decimal)):
            return _reckoned(self, None, [whole, part])
        return _reckoned(self, whole.value - part.value, [whole, part])

    def written(self) -> Any:
        return {"minus": [self.whole, self.part]}


@dataclass(frozen=True)
class Table:
    """A value by a number, such as persons in the household. A size that no row speaks for has none.

    `open_ended`: the last row holds for more as well.
    """

    by: str
    rows: tuple[tuple[int, Scalar], ...]
    type: FactType
    open_ended: bool = False

    @property
    def name(self) -> Message:
        return msg("kriterium.tabell", fakta=FACTS[self.by].label)

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.by,)

    def read(self, world: World) -> Reading:
        size = read_fact(self.by, world)
        if not isinstance(size.value, int):
            return _reckoned(self, None, [size])
        last, most = self.rows[-1]
        found = most if self.open_ended and size.value >= last else dict(self.rows).get(size.value)
        if found is None:
            lack = Lack(msg("kriterium.tabell_uten_rad", fakta=FACTS[self.by].label, verdi=size.value))
            step = Explanation(lack.why.code, lack.why.params, missing_here=(self.by,))
            return Reading(None, step, lacks=(lack,))
        return _reckoned(self, found, [size])

    def written(self) -> Any:
        money = self.type is FactType.MONEY
        rows = {str(size): written_kroner(value) if money else value for size, value in self.rows}
        if self.open_ended:
            last = str(self.rows[-1][0])
            rows[f"{last}+"] = rows.pop(last)
        return {"etter": self.by, "tabell": rows}


@dataclass(frozen=True)
class RateTimes:
    """A dated amount such as G on a day, times a factor; rounded half up to whole øre."""

    rate: str
    factor: Literal | Table
    day: str = ASSESSED_ON

    @property
    def type(self) -> FactType:
        return FactType.MONEY

    @property
    def name(self) -> Message:
        return self._called(None)

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.factor.facts, self.day)))

    def read(self, world: World) -> Reading:
        factor, day, rate = self.factor.read(world), read_fact(self.day, world), Reading(None, _NO_RATE)
        if isinstance(day.value, date):
            rate = self._rate_on(day.value, world)
        if not isinstance(factor.value, (int, Decimal)) or not isinstance(rate.value, int):
            return _reckoned(self, None, [factor, day, rate])
        ore = (Decimal(factor.value) * rate.value).quantize(Decimal(1), ROUND_HALF_UP)
        return replace(_reckoned(self, int(ore), [factor, rate]), called=self._called(factor.value))

    def _called(self, factor: Scalar | None) -> Message:
        words = self.factor.name if factor is None else shown_plain(factor, FactType.DECIMAL)
        return msg("kriterium.ganger_sats", faktor=words, sats=rate_name(self.rate))

    def _rate_on(self, day: date, world: World) -> Reading:
        try:
            row = world.rates.on(self.rate, day)
        except MissingRateError as error:
            step = Explanation(error.message.code, error.message.params, missing_here=(self.rate,))
            return Reading(None, step, lacks=(Lack(error.message),))
        return Reading(row.ore, row.explained())

    def written(self) -> Any:
        day = {"dag": self.day} if self.day != ASSESSED_ON else {}
        return {"sats": self.rate, "ganger": self.factor.written(), **day}


_NO_RATE = Explanation("kriterium.uten_dag")


def written_kroner(value: Scalar) -> int | Decimal:
    """Øre as kroner, as a rule writes them."""
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is no amount in øre")
    exact = Decimal(value) / 100
    return int(exact) if exact == exact.to_integral_value() else exact


def _reckoned(expr: ValueExpr, value: Scalar | None, parts: list[Reading]) -> Reading:
    """A value made of others: the first part counts for it, the second against it."""
    lacks = all_lacks(part for part in parts if value is not None or part.value is None)
    first, *others = parts
    bounds = {first.bound, *(part.bound.turned for part in others)} - {Bound.EXACT}
    if len(bounds) > 1:  # one part may be more, the other may be less: nothing can be said
        value = None
    step = Explanation(
        "kriterium.regnet",
        {"navn": expr.name, "verdi": shown_plain(value, expr.type)},
        result=kept(value),
        unit=UNITS.get(expr.type),
        children=tuple(part.explanation for part in parts),
    )
    return Reading(value, step, bounds.pop() if len(bounds) == 1 else Bound.EXACT, lacks)
