"""Plain values to JSON and back, field by field: what was kept is read strictly, and never half (E4).

`read` raises ValueError (InvalidOperation for a number) for anything that `out` never writes; whoever keeps something
puts its schema number beside it and says in its own words that it cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Codec:
    """A value to plain JSON and back; `read` raises ValueError for anything `out` never writes."""

    out: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def plain(kind: type) -> Codec:
    """A value that JSON has itself: exactly that type."""

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return Codec(_same, read)


def text_of(out: Callable[[Any], str], read: Callable[[str], Any]) -> Codec:
    """A value that is written as text, and only as `out` writes it."""

    def strictly(value: Any) -> Any:
        found = read(TEXT.read(value))
        if out(found) != value:
            raise ValueError(value)
        return found

    return Codec(out, strictly)


def maybe(one: Codec) -> Codec:
    """The same, or None."""
    return Codec(
        lambda value: None if value is None else one.out(value),
        lambda value: None if value is None else one.read(value),
    )


def many(one: Codec) -> Codec:
    """A tuple, as a list."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError(value)
        return tuple(one.read(each) for each in value)

    return Codec(lambda values: [one.out(each) for each in values], read)


def by(key: Codec, one: Codec) -> Codec:
    """A mapping, by keys that are text."""

    def read(value: Any) -> dict[Any, Any]:
        if not isinstance(value, Mapping):
            raise ValueError(value)
        return {key.read(name): one.read(each) for name, each in value.items()}

    return Codec(lambda values: {key.out(name): one.out(each) for name, each in values.items()}, read)


def record(kind: type, /, **fields: Codec) -> Codec:
    """A frozen dataclass, field by field: none missing, none unknown."""

    def out(value: Any) -> dict[str, Any]:
        return {name: codec.out(getattr(value, name)) for name, codec in fields.items()}

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping) or value.keys() != fields.keys():
            raise ValueError(value)
        return kind(**{name: codec.read(value[name]) for name, codec in fields.items()})

    return Codec(out, read)


def enum(kind: type[StrEnum]) -> Codec:
    """A word of a vocabulary, by its code."""
    return text_of(lambda value: value.value, kind)


TEXT, WHOLE, FLAG = plain(str), plain(int), plain(bool)
DAY = text_of(date.isoformat, date.fromisoformat)


def _number(value: str) -> Decimal:
    found = Decimal(value)
    if not found.is_finite():
        raise ValueError(value)
    return found


NUMBER = text_of(str, _number)
