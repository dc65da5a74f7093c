"""A condition as people read it, line by line, without the facts of anybody: for those who decide on the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..messages import Message, msg
from .catalogue import FACTS
from .conditions import AllOf, AnyOf, Compare, Condition, Not, OneOf, Op
from .facts import FactType
from .reading import shown_list, shown_plain
from .values import RateTimes, Table, ValueExpr


@dataclass(frozen=True)
class Line:
    """One line; what it is a part of stands over it with a smaller `level`."""

    level: int
    words: Message


def told(condition: Condition, level: int = 0) -> Iterator[Line]:
    """The condition from the outside in."""
    if isinstance(condition, (AllOf, AnyOf)):
        yield Line(level, msg("kriterium.alle" if isinstance(condition, AllOf) else "kriterium.en_av"))
        for part in condition.parts:
            yield from told(part, level + 1)
    elif isinstance(condition, Not):
        yield Line(level, msg("kriterium.ikke"))
        yield from told(condition.part, level + 1)
    elif isinstance(condition, OneOf):
        fact = FACTS[condition.key]
        options = shown_list([option.label for option in fact.options if option.key in condition.options])
        yield Line(level, msg("kriteriesett.regel.blant", navn=fact.label, grense=options))
    elif isinstance(condition, Compare):
        yield Line(level, msg(_code(condition), navn=condition.left.name, grense=condition.right.name))
        yield from _rows(condition.right, level + 1)


def _code(compare: Compare) -> str:
    words = _OF_DAYS if compare.left.type is FactType.DATE else _SENTENCES
    return words.get(compare.op, _SENTENCES[compare.op])


def _rows(limit: ValueExpr, level: int) -> Iterator[Line]:
    """A limit that differs by household size, row by row."""
    table = limit.factor if isinstance(limit, RateTimes) else limit
    if not isinstance(table, Table):
        return
    last = table.rows[-1][0]
    for size, value in table.rows:
        more = table.open_ended and size == last
        code = "kriteriesett.regel.rad_eller_flere" if more else "kriteriesett.regel.rad"
        yield Line(level, msg(code, antall=size, verdi=shown_plain(value, table.type)))


_SENTENCES = {
    Op.IS: "kriteriesett.regel.er",
    Op.IS_NOT: "kriteriesett.regel.er_ikke",
    Op.AT_LEAST: "kriteriesett.regel.minst",
    Op.OVER: "kriteriesett.regel.over",
    Op.AT_MOST: "kriteriesett.regel.hoyst",
    Op.UNDER: "kriteriesett.regel.under",
}
_OF_DAYS = {
    Op.AT_LEAST: "kriteriesett.regel.tidligst",
    Op.OVER: "kriteriesett.regel.etter",
    Op.AT_MOST: "kriteriesett.regel.senest",
    Op.UNDER: "kriteriesett.regel.for",
}
