"""The small language of letter templates: fields, bold, paragraph references, optional parts, conditions.

    {leie}  {leie:kr_ore}      a field, with its own form or one of its others
    {#utkastelse}              the number of another block
    **fet**  [§ 9-3]           bold; grey reference to an act
    [?, bolignummer {x}?]      left out when a field in it has no value
    a | b                      cells of a fact or a table row

A text is parsed before anything is filled in, so a value can never become markup or a cell of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache


class TemplateTextError(ValueError):
    """A template text or condition that cannot be read; `near` is the piece that stopped the reading."""

    def __init__(self, near: str) -> None:
        super().__init__(near)
        self.near = near


@dataclass(frozen=True)
class Literal:
    """Words that stand in the template."""

    text: str
    bold: bool = False
    reference: bool = False


@dataclass(frozen=True)
class FieldPart:
    """`{name:form}`; an empty form means the field's own."""

    name: str
    form: str
    bold: bool = False
    reference: bool = False


@dataclass(frozen=True)
class NumberPart:
    """`{#key}`: the number that the block `key` gets in this print."""

    key: str
    bold: bool = False
    reference: bool = False


@dataclass(frozen=True)
class OptionalPart:
    """`[? … ?]`: dropped as a whole when one of its fields has no value."""

    parts: tuple[Literal | FieldPart | NumberPart, ...]


Part = Literal | FieldPart | NumberPart | OptionalPart
Cell = tuple[Part, ...]

_TOKEN = re.compile(r"\[\?|\?\]|\*\*|\[|\]|\{[^{}]*\}|[{}]|[ \t]*\|[ \t]*|(?:(?![ \t]+\|)[^\[\]{}*|?]|[*?])")
_FIELD = re.compile(r"\{([a-z][a-z0-9_.]*)(?::([a-z_]+))?\}")
_NUMBER = re.compile(r"\{#([a-z][a-z0-9_]*)\}")


@dataclass
class _Reader:
    """Where the reading of one text stands."""

    cells: list[list[Part]] = field(default_factory=lambda: [[]])
    optional: list[Literal | FieldPart | NumberPart] | None = None
    bold: bool = False
    reference: bool = False
    words: str = ""

    def take(self, piece: str) -> None:
        """Read one piece."""
        if len(piece) == 1 and piece not in "[]{}|":
            self.words += piece
            return
        self._end_words()
        self._take_mark(piece)

    def _take_mark(self, piece: str) -> None:
        if piece == "**":
            self.bold = not self.bold
        elif piece in "[]" and self.reference is (piece == "]"):
            self.reference = piece == "["
        elif piece == "[?" and self.optional is None:
            self.optional = []
        elif piece == "?]" and self.optional is not None:
            self.cells[-1].append(OptionalPart(tuple(self.optional)))
            self.optional = None
        elif piece.strip() == "|" and self.optional is None:
            self.cells.append([])
        else:
            self._put(self._braces(piece))

    def _braces(self, piece: str) -> FieldPart | NumberPart:
        if found := _FIELD.fullmatch(piece):
            return FieldPart(found[1], found[2] or "", self.bold, self.reference)
        if found := _NUMBER.fullmatch(piece):
            return NumberPart(found[1], self.bold, self.reference)
        raise TemplateTextError(piece)

    def _put(self, part: Literal | FieldPart | NumberPart) -> None:
        if self.optional is None:
            self.cells[-1].append(part)
        else:
            self.optional.append(part)

    def _end_words(self) -> None:
        if self.words:
            self._put(Literal(_tied(self.words), self.bold, self.reference))
            self.words = ""

    def end(self) -> tuple[Cell, ...]:
        """The finished cells; every mark must have been closed."""
        self._end_words()
        if self.bold or self.reference or self.optional is not None:
            raise TemplateTextError("**" if self.bold else "[")
        return tuple(tuple(cell) for cell in self.cells)


def _tied(words: str) -> str:
    """A paragraph sign keeps its number on the same line."""
    return re.sub(r"(§+) (?=\d)", "\\1\u00a0", words)


@lru_cache(maxsize=4096)
def parse_text(text: str) -> tuple[Cell, ...]:
    """The cells of a template text; a text without `|` has one. Raises TemplateTextError."""
    reader = _Reader()
    for piece in _TOKEN.findall(text):
        reader.take(piece)
    return reader.end()


def all_parts(cells: Iterable[Cell]) -> Iterator[Literal | FieldPart | NumberPart]:
    """Every part, those inside optional parts too."""
    for cell in cells:
        for part in cell:
            yield from part.parts if isinstance(part, OptionalPart) else (part,)


@dataclass(frozen=True)
class Condition:
    """When a block is printed: `fixed_term and not (section_11_1 or other)`; empty means always."""

    operator: str
    name: str = ""
    operands: tuple[Condition, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The facts it asks for."""
        own = frozenset({self.name}) if self.name else frozenset()
        return own.union(*(operand.names for operand in self.operands))

    def holds(self, facts: Mapping[str, bool]) -> bool:
        """Whether it is true; a fact that is not known is an error of the caller (KeyError)."""
        if self.operator == "fact":
            return facts[self.name]
        if self.operator == "not":
            return not self.operands[0].holds(facts)
        tests = (operand.holds(facts) for operand in self.operands)
        return any(tests) if self.operator == "or" else all(tests)


_WORD = re.compile(r"\s*([a-z][a-z0-9_]*|[()]|\S)")


@lru_cache(maxsize=1024)
def parse_condition(text: str) -> Condition:
    """Read a condition; raises TemplateTextError. Nothing is evaluated as code."""
    words = _WORD.findall(text)
    if not words:
        return Condition("and")
    condition = _either(words)
    if words:
        raise TemplateTextError(words[0])
    return condition


def _either(words: list[str]) -> Condition:
    operands = [_all_of(words)]
    while words and words[0] == "or":
        words.pop(0)
        operands.append(_all_of(words))
    return operands[0] if len(operands) == 1 else Condition("or", operands=tuple(operands))


def _all_of(words: list[str]) -> Condition:
    operands = [_one(words)]
    while words and words[0] == "and":
        words.pop(0)
        operands.append(_one(words))
    return operands[0] if len(operands) == 1 else Condition("and", operands=tuple(operands))


def _one(words: list[str]) -> Condition:
    word = words.pop(0) if words else ""
    if word == "not":
        return Condition("not", operands=(_one(words),))
    if word == "(":
        inner = _either(words)
        if not words or words.pop(0) != ")":
            raise TemplateTextError("(")
        return inner
    if not re.fullmatch(r"[a-z][a-z0-9_]*", word) or word in ("and", "or"):
        raise TemplateTextError(word or "…")
    return Condition("fact", word)
