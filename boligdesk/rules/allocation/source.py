"""A criteria file as it was written: every value with the line it stands on, so that a fault can be found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from ..messages import Fault, Message, Param, RefusedError, msg
from .toml_lines import Path, lines_of


@dataclass(frozen=True)
class Source:
    """The name of a file and the line of each of its values."""

    name: str
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(frozen=True)
class Node:
    """One value of the file: a table, a list or something plain."""

    value: Any
    path: Path
    source: Source

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a table in the order they are written."""
        return tuple(self.value) if isinstance(self.value, dict) else ()

    def child(self, key: str | int) -> Node:
        """What stands under a key or at a place in a list."""
        return Node(self.value[key], (*self.path, key), self.source)

    def children(self) -> Iterator[Node]:
        """Every item of a list."""
        for place in range(len(self.value)):
            yield self.child(place)

    def fault(self, code: str, /, **params: Param) -> RefusedError:
        """The refusal `code` with the line; the catalogue holds `<code>.hva` and `<code>.rett`."""
        return _refusal(code, self.source.name, self.source.line(self.path), params)

    def known(self, allowed: Sequence[str], code: str) -> None:
        """Refuse the first key of this table that is not allowed, with the nearest that is."""
        for key in self.keys:
            if key not in allowed:
                raise self.child(key).fault(code, funnet=key, mulige=nearest(key, allowed))


def line_of(error: RefusedError) -> int:
    """The line a fault of a file stands on."""
    where = error.fault.where
    line = where.params.get("linje") if where else None
    return line if isinstance(line, int) else 0


def nearest(word: str, allowed: Sequence[str]) -> str:
    """The allowed words that look most like `word`, else all of them: for "mente du …"."""
    close = get_close_matches(word, allowed, n=3, cutoff=0.6)
    return ", ".join(close or allowed)


def read_source(text: str, name: str) -> Node:
    """The whole file as one table; RefusedError with the line when it is no TOML."""
    try:
        value = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise _refusal("kriterier.ikke_toml", name, line, {}) from error
    except RecursionError as error:
        raise _refusal("kriterier.ikke_toml", name, 1, {}) from error
    return Node(value, (), Source(name, lines_of(text)))


def _refusal(code: str, name: str, line: int, params: dict[str, Param]) -> RefusedError:
    where = msg("kriterier.linje", linje=line, fil=name)
    return RefusedError(Fault(code, Message(f"{code}.hva", params), where, Message(f"{code}.rett", params)))
