"""Plain values in a criteria file: numbers, amounts in kroner, days, choices, words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..messages import Message
from .catalogue import FACTS
from .facts import FactType, Scalar
from .given import choices
from .source import Node
from .values import Literal


def plain_text(node: Node) -> str:
    """A word or a sentence that must be there."""
    if not isinstance(node.value, str) or not node.value.strip():
        raise node.fault("kriterier.ikke_tekst", nokkel=_key(node), funnet=str(node.value))
    return node.value


def texts(node: Node) -> tuple[str, ...]:
    """A list of words, at least one."""
    if not isinstance(node.value, list) or not node.value:
        raise node.fault("kriterier.tom_liste")
    return tuple(plain_text(item) for item in node.children())


def yes_no(node: Node) -> bool:
    """true or false."""
    if not isinstance(node.value, bool):
        raise node.fault("kriterier.ikke_ja_nei", nokkel=_key(node), funnet=str(node.value))
    return node.value


def integer(node: Node) -> int:
    """A whole number."""
    if isinstance(node.value, bool) or not isinstance(node.value, int):
        raise node.fault("kriterier.ikke_helt_tall", nokkel=_key(node), funnet=str(node.value))
    return node.value


def day(node: Node) -> date:
    """A day written as 2026-01-31 without quotes."""
    if type(node.value) is not date:
        raise node.fault("kriterier.ikke_dag", nokkel=_key(node), funnet=str(node.value))
    return node.value


def decimal(node: Node) -> Decimal:
    """A number, with a point before the decimals."""
    if isinstance(node.value, bool) or not isinstance(node.value, (int, Decimal)):
        raise node.fault("kriterier.ikke_tall", nokkel=_key(node), funnet=str(node.value))
    if not Decimal(node.value).is_finite():
        raise node.fault("kriterier.ikke_tall", nokkel=_key(node), funnet=str(node.value))
    return Decimal(node.value)


def literal(node: Node, kind: FactType, of: Message, fact: str = "") -> Literal:
    """A limit of a type; an amount is refused here, since it must say that it is kroner."""
    if kind is FactType.MONEY:
        raise node.fault("kriterier.belop_uten_kroner", fakta=of, funnet=str(node.value))
    if kind is FactType.YES_NO:
        return Literal(yes_no(node), kind)
    if kind is FactType.DATE:
        return Literal(day(node), kind)
    if kind is FactType.OPTION:
        return Literal(_choice(node, fact), kind, fact)
    return Literal(table_value(node, kind), kind)


def table_value(node: Node, kind: FactType) -> Scalar:
    """A number of a type; an amount is written in kroner and kept in øre."""
    if kind is FactType.DECIMAL:
        return decimal(node)
    if kind is not FactType.MONEY:
        if kind not in (FactType.COUNT, FactType.MONTHS, FactType.YEARS):
            raise node.fault("kriterier.ikke_i_tabell")
        return integer(node)
    ore = decimal(node) * 100
    if ore != ore.to_integral_value() or ore < 0:
        raise node.fault("kriterier.ikke_kroner", funnet=str(node.value))
    return int(ore)


def _choice(node: Node, key: str) -> str:
    fact = FACTS[key]
    word = plain_text(node)
    if fact.option(word) is None:
        raise node.fault("kriterier.ukjent_valg", fakta=fact.label, funnet=word, mulige=choices(fact))
    return word


def _key(node: Node) -> str:
    names = [part for part in node.path if isinstance(part, str)]
    return names[-1] if names else ""
