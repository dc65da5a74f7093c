"""The steps a budget or a loan is built of: `Explanation`s in whole øre, over dated rates.

A step whose parts cannot all be said cannot be said either; the tree names what is lacking, and nothing else is
refused (E20).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ..explanation import Certainty, Explanation, Operand, Unit
from ..messages import Message, Param, refuse
from ..rates import MissingRateError, Rates

#: No single amount in a budget or a purchase is above this, øre.
MOST_ORE = 100_000_000_00


@dataclass(frozen=True)
class RateDay:
    """The rates as they are on `on`."""

    rates: Rates
    on: date

    def rate(self, key: str) -> Explanation:
        """The rate as a leaf; one that is missing has no result and names itself."""
        try:
            return self.rates.on(key, self.on).explained()
        except MissingRateError as missing:
            return Explanation(missing.message.code, missing.message.params, missing_here=(key,))


def rounded(value: Decimal) -> int:
    """Half up to a whole number (øre)."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def exact(step: Explanation) -> Decimal:
    """A rate's number as it is written. TypeError when the step has none."""
    if isinstance(step.result, bool) or not isinstance(step.result, int | Decimal):
        raise TypeError(f"{step.code} has no number")
    return Decimal(step.result)


def ore_of(step: Explanation) -> int:
    """The amount of a step in øre, also of a rate in kroner (half up). TypeError when it has none."""
    value = exact(step)
    if step.unit is Unit.KRONER:
        return rounded(value * 100)
    if step.unit is not Unit.ORE:
        raise TypeError(f"{step.code} has no amount")
    return int(value)


def amount(code: str, ore: int, source: str | None = None, /, **params: Param) -> Explanation:
    """A step in øre. Its sentence says the sum by the field `sum`."""
    return Explanation(code, {**params, "sum": ore}, result=ore, unit=Unit.ORE, source=source)


def assumed(code: str, field: str, ore: int = 0, /, **params: Param) -> Explanation:
    """What is reckoned because `field` was not told: the figure is foreløpig until it is."""
    return replace(amount(code, ore, **params), certainty=Certainty.MEMORY, operands=(Operand(field, None),))


def unknown(name: Message, field: str) -> Explanation:
    """What was not told: the figures that need it are refused by its name."""
    return Explanation("budsjett.ikke_oppgitt", {"hva": name}, missing_here=(field,))


def reckoned(name: Message, parts: Iterable[Explanation], reckon: Callable[[], Explanation]) -> Explanation:
    """`reckon()` with its parts beneath it; when a part cannot be said, `name` cannot be said either."""
    below = tuple(parts)
    if any(part.result is None for part in below):
        return Explanation("budsjett.kan_ikke_regnes", {"hva": name}, children=below)
    return replace(reckon(), children=below)


def summed(name: Message, parts: Iterable[Explanation], source: str | None = None) -> Explanation:
    """The parts together, as a line with that name."""
    below = tuple(parts)
    return reckoned(name, below, lambda: amount("budsjett.sum", sum(map(ore_of, below)), source, hva=name))


def less(name: Message, whole: Explanation, taken: Sequence[Explanation], source: str | None = None) -> Explanation:
    """The first without the others; may fall below zero."""

    def reckon() -> Explanation:
        return amount("budsjett.rest", ore_of(whole) - sum(map(ore_of, taken)), source, hva=name)

    return reckoned(name, (whole, *taken), reckon)


def unconfirmed(tree: Explanation) -> tuple[Explanation, ...]:
    """The numbers and assumptions that make a figure foreløpig, each once."""
    steps = (step for step in tree.walk() if step.certainty is not None and step.certainty.provisional)
    return tuple({(step.code, step.rate, step.operands): step for step in steps}.values())


def demand_amount(field: Message, ore: int | None, least: int = 0) -> None:
    """RefusedError when an amount is negative or beyond all sense; None is not told."""
    if ore is not None and not least <= ore <= MOST_ORE:
        raise refuse("budsjett.umulig_belop", felt=field, funnet=ore, minst=least, mest=MOST_ORE)
