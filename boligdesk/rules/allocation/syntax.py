"""Conditions read from a criteria file: known words, known facts and matching types, or a refusal with the line.

Nothing is ever run as code: a condition is a tree of the few shapes in `conditions` and `values`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..rates import rate_name, shipped_rates
from .catalogue import ASSESSED_ON, FACTS
from .conditions import AllOf, AnyOf, Compare, Condition, Not, OneOf, Op
from .facts import Fact, FactType
from .given import choices
from .literals import integer, literal, plain_text, table_value, texts
from .source import Node, nearest
from .values import Difference, FactValue, Literal, RateTimes, Table, TimeBetween, ValueExpr

_GROUPS = ("alle", "en_av", "ikke")
_VALUES = ("fakta", "maneder_mellom", "ar_mellom", "minus")
_AMONG = ("blant", "inneholder_en_av")
_OPS = (*(op.value for op in Op), *_AMONG)
_LIMITS = ("fakta", "kroner", "sats", "etter")
_EXAMPLE = '{ fakta = "botid_samlet_maneder", minst = 12 }'


def read_condition(node: Node) -> Condition:
    """The condition that stands at `node`; RefusedError with line and mend when it is none."""
    _is_table(node)
    found = [key for key in node.keys if key in _GROUPS]
    if found:
        node.known(found[:1], "kriterier.alene")
        return _GROUP_READERS[found[0]](node.child(found[0]))
    return _comparison(node)


def _is_table(node: Node) -> None:
    if not isinstance(node.value, dict) or not node.value:
        raise node.fault("kriterier.ikke_betingelse", funnet=str(node.value), eksempel=_EXAMPLE)


def _parts(node: Node) -> tuple[Condition, ...]:
    if not isinstance(node.value, list) or not node.value:
        raise node.fault("kriterier.tom_liste")
    return tuple(read_condition(item) for item in node.children())


_GROUP_READERS: Mapping[str, Callable[[Node], Condition]] = {
    "alle": lambda node: AllOf(_parts(node)),
    "en_av": lambda node: AnyOf(_parts(node)),
    "ikke": lambda node: Not(read_condition(node)),
}


def _comparison(node: Node) -> Condition:
    node.known((*_GROUPS, *_VALUES, "pluss_maneder", *_OPS), "kriterier.ukjent_ord")
    left = _left(node)
    ops = [key for key in node.keys if key in _OPS]
    if len(ops) > 1:
        raise node.child(ops[1]).fault("kriterier.flere_sammenligninger", funnet=", ".join(ops))
    if not ops and left.type is FactType.YES_NO:
        return Compare(left, Op.IS, Literal(value=True, type=FactType.YES_NO))
    if not ops:
        raise node.fault("kriterier.uten_sammenligning", mulige=", ".join(_ops_of(left.type)))
    return _compared(left, node.child(ops[0]), ops[0])


def _compared(left: ValueExpr, node: Node, op: str) -> Condition:
    allowed = _ops_of(left.type)
    if op not in allowed:
        raise node.fault("kriterier.feil_sammenligning", fakta=left.name, funnet=op, mulige=", ".join(allowed))
    if op in _AMONG:
        return _among(FACTS[left.facts[0]], node)
    return Compare(left, Op(op), _right(left, node))


def _ops_of(kind: FactType) -> tuple[str, ...]:
    if kind is FactType.OPTIONS:
        return ("inneholder_en_av",)
    if kind is FactType.OPTION:
        return (Op.IS, Op.IS_NOT, "blant")
    return tuple(op.value for op in Op if kind.ordered or not op.ordering)


def _among(fact: Fact, node: Node) -> Condition:
    found = texts(node)
    for item, key in zip(node.children(), found, strict=True):
        if fact.option(key) is None:
            raise item.fault("kriterier.ukjent_valg", fakta=fact.label, funnet=key, mulige=choices(fact))
    return OneOf(fact.key, found)


def _left(node: Node) -> ValueExpr:
    found = [key for key in node.keys if key in _VALUES]
    if len(found) != 1:
        raise node.fault("kriterier.ikke_en_verdi", mulige=", ".join(_VALUES))
    if "pluss_maneder" in node.keys and found[0] != "fakta":
        raise node.child("pluss_maneder").fault("kriterier.pluss_uten_dato")
    if found[0] == "fakta":
        return _fact_value(node)
    return _between(node.child(found[0]), found[0])


def _fact_value(node: Node) -> FactValue:
    fact = read_fact_key(node.child("fakta"))
    if "pluss_maneder" not in node.keys:
        return FactValue(fact.key)
    if fact.type is not FactType.DATE:
        raise node.child("pluss_maneder").fault("kriterier.pluss_uten_dato")
    return FactValue(fact.key, integer(node.child("pluss_maneder")))


def read_fact_key(node: Node) -> Fact:
    """The declared fact that is named at `node`."""
    key = plain_text(node)
    if key not in FACTS:
        raise node.fault("kriterier.ukjent_fakta", funnet=key, mulige=nearest(key, tuple(FACTS)))
    return FACTS[key]


def _between(node: Node, word: str) -> ValueExpr:
    if not isinstance(node.value, list) or len(node.value) != 2:
        raise node.fault("kriterier.ikke_to", ord=word)
    first, last = (read_fact_key(item) for item in node.children())
    if word == "minus":
        if first.type is not last.type or not first.type.ordered or first.type is FactType.DATE:
            raise node.fault("kriterier.ulike_slag", en=first.label, to=last.label)
        return Difference(first.key, last.key)
    for item, fact in zip(node.children(), (first, last), strict=True):
        if fact.type is not FactType.DATE:
            raise item.fault("kriterier.ikke_dato", fakta=fact.label)
    return TimeBetween(first.key, last.key, FactType.YEARS if word == "ar_mellom" else FactType.MONTHS)


def _right(left: ValueExpr, node: Node) -> ValueExpr:
    """The limit, of the same type as what it limits."""
    if not isinstance(node.value, dict):
        return literal(node, left.type, left.name, left.facts[0])
    node.known((*_LIMITS, *_MORE), "kriterier.ukjent_ord")
    found = [key for key in node.keys if key in _LIMITS]
    if len(found) != 1:
        raise node.fault("kriterier.ikke_en_grense", mulige=", ".join(_LIMITS))
    node.known((found[0], *(key for key, of in _MORE.items() if of == found[0])), "kriterier.horer_ikke_hit")
    limit = _LIMIT_READERS[found[0]](node, left.type)
    if limit.type is not left.type or (not limit.type.ordered and limit.type is not FactType.YES_NO):
        raise node.fault("kriterier.ulike_slag", en=left.name, to=limit.name)
    return limit


#: Words that stand beside a limit → the limit they belong to.
_MORE = {"pluss_maneder": "fakta", "ganger": "sats", "dag": "sats", "tabell": "etter"}


def _rate(node: Node, _kind: FactType) -> ValueExpr:
    key = plain_text(node.child("sats"))
    amounts = tuple(name for name, rows in shipped_rates().rows.items() if rows[0].unit.value == "kroner")
    if key not in amounts:
        raise node.child("sats").fault("kriterier.ukjent_sats", funnet=key, mulige=", ".join(amounts))
    day = read_fact_key(node.child("dag")) if "dag" in node.keys else FACTS[ASSESSED_ON]
    if day.type is not FactType.DATE:
        raise node.child("dag").fault("kriterier.ikke_dato", fakta=day.label)
    return RateTimes(key, _factor(node, key), day.key)


def _factor(node: Node, key: str) -> Literal | Table:
    if "ganger" not in node.keys:
        return Literal(1, FactType.DECIMAL)
    given = node.child("ganger")
    if isinstance(given.value, dict):
        given.known(("etter", "tabell"), "kriterier.ukjent_ord")
        return _by_number(given, FactType.DECIMAL)
    return literal(given, FactType.DECIMAL, rate_name(key))


def _by_number(node: Node, kind: FactType) -> Table:
    """`etter` a whole number, `tabell` of sizes; the last may be written "5+"."""
    for key in ("etter", "tabell"):
        if key not in node.keys:
            raise node.fault("kriterier.mangler", nokkel=key)
    fact = read_fact_key(node.child("etter"))
    if fact.type is not FactType.COUNT:
        raise node.child("etter").fault("kriterier.ikke_antall", fakta=fact.label)
    rows = node.child("tabell")
    if not isinstance(rows.value, dict) or not rows.value:
        raise rows.fault("kriterier.tom_tabell")
    read = [(_size(rows.child(key)), rows.child(key)) for key in rows.keys]
    found = sorted(read, key=lambda row: row[0])
    sizes = [size for (size, _), _ in found]
    if len(set(sizes)) < len(sizes) or any(more for (_, more), _ in found[:-1]):
        raise rows.fault("kriterier.rader_overlapper")
    values = tuple((size, table_value(row, kind)) for (size, _), row in found)
    return Table(fact.key, values, kind, found[-1][0][1])


def _size(node: Node) -> tuple[int, bool]:
    key = str(node.path[-1])
    if not key.removesuffix("+").isascii() or not key.removesuffix("+").isdigit():
        raise node.fault("kriterier.ikke_storrelse", funnet=key)
    return int(key.removesuffix("+")), key.endswith("+")


_LIMIT_READERS: Mapping[str, Callable[[Node, FactType], ValueExpr]] = {
    "fakta": lambda node, _kind: _fact_value(node),
    "kroner": lambda node, _kind: Literal(table_value(node.child("kroner"), FactType.MONEY), FactType.MONEY),
    "sats": _rate,
    "etter": _by_number,
}
