"""Data put into a letter template: which blocks are printed, under what number, with what words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .messages import Control, Fault, Kind, RefusedError, msg, refuse
from .template_text import (
    Cell,
    FieldPart,
    Literal,
    NumberPart,
    OptionalPart,
    Part,
    parse_condition,
    parse_text,
)
from .templates import Block, FilledBlock, FilledTemplate, Run, Runs, Show, Style, Template, TemplateData


def fill(template: Template, data: TemplateData, show: Show) -> FilledTemplate:
    """Put the data in; a used field without value refuses the whole letter, naming every one that lacks."""
    missing = missing_values(template, data)
    if missing:
        first, *others = (Fault(m.code, m.what, mend=msg("mal.verdi_mangler.rett")) for m in missing)
        raise RefusedError(first, *others)
    return _Filler(template, data, show).letter()


def missing_values(template: Template, data: TemplateData) -> tuple[Control, ...]:
    """The used fields that have no value, each once, in the order of the letter."""
    names: dict[str, str] = {}
    for key, texts, seen in _uses(template, data):
        for name in (name for text in texts for name in _lacking(text, seen)):
            names.setdefault(name, key)
    return tuple(
        Control(Kind.MISSING, msg("mal.verdi_mangler", felt=name, blokk=key), fields=(name,))
        for name, key in names.items()
    )


def _uses(template: Template, data: TemplateData) -> Iterator[tuple[str, tuple[str, ...], TemplateData]]:
    yield "title", (template.title, template.footer), data
    for block in template.blocks:
        if block.style is Style.TABLE:
            if parse_condition(block.condition).holds(data.facts):
                yield block.key, (block.text, block.total), data
                yield from ((block.key, (block.row,), seen) for seen in _items(block, data))
        else:
            yield from ((block.key, (block.text,), seen) for seen in _occurrences(block, data))


def _lacking(text: str, data: TemplateData) -> Iterator[str]:
    for cell in parse_text(text):
        for part in cell:
            if isinstance(part, FieldPart) and data.fields[part.name].empty:
                yield part.name


def _items(block: Block, data: TemplateData) -> Iterator[TemplateData]:
    if block.each:
        yield from (data.with_item(item) for item in data.lists[block.each])
    elif block.row:
        yield data


def _occurrences(block: Block, data: TemplateData) -> Iterator[TemplateData]:
    """What each print of the block sees: once, or once per item of its list, where the condition holds."""
    condition = parse_condition(block.condition)
    for seen in _items(block, data) if block.each else (data,):
        if condition.holds(seen.facts):
            yield seen


_TEXTS = (Style.LEAD, Style.PARAGRAPH, Style.BULLET, Style.NOTE)


def _says_nothing(block: FilledBlock) -> bool:
    """A fact, or a text of its own, whose optional value is not there."""
    if block.style is not Style.FACT and block.style not in _TEXTS:
        return False
    cells = block.cells[1:] if block.style is Style.FACT else block.cells
    return not any(run.text.strip() for cell in cells for run in cell)


def _headed(blocks: Sequence[FilledBlock]) -> tuple[FilledBlock, ...]:
    """The blocks without the subheadings that have nothing under them."""
    following = (*blocks[1:], None)
    return tuple(
        block
        for block, after in zip(blocks, following, strict=True)
        if block.style is not Style.SUBHEADING or (after is not None and after.style is not Style.SUBHEADING)
    )


@dataclass
class _Counter:
    """Numbers headings 1, 2 …, clauses 1.1, 1.2 … and annexes 1, 2 … in the order they are printed."""

    numbered: bool
    heading: int = 0
    clause: int = 0
    annex: int = 0

    def next(self, style: Style) -> str:
        """The number of the next block of this style."""
        if style is Style.ANNEX:
            self.annex += 1
            return str(self.annex)
        if not self.numbered or style not in (Style.HEADING, Style.CLAUSE):
            return ""
        if style is Style.HEADING:
            self.heading, self.clause = self.heading + 1, 0
            return str(self.heading)
        self.clause += 1
        return f"{self.heading}.{self.clause}"


class _Filler:
    def __init__(self, template: Template, data: TemplateData, show: Show) -> None:
        self._template, self._data, self._show = template, data, show
        self._used: dict[str, str] = {}
        self._numbers: dict[str, str] = {}

    def letter(self) -> FilledTemplate:
        placed = self._place()
        filled = (self._block(block, number, seen) for block, number, seen in placed)
        blocks = _headed([block for block in filled if not _says_nothing(block)])
        title, footer = (self._cells(t, self._data)[0] for t in (self._template.title, self._template.footer))
        return FilledTemplate(self._template, title, footer, blocks, self._used)

    def _place(self) -> list[tuple[Block, str, TemplateData]]:
        """Which blocks are printed, in what order, under what number."""
        counter, placed = _Counter(self._template.numbered), []
        for block in self._template.blocks:
            single = Block(block.key, block.style, condition=block.condition)
            for seen in _occurrences(single if block.style is Style.TABLE else block, self._data):
                number = counter.next(block.style)
                self._numbers.setdefault(block.key, number)
                placed.append((block, number, seen))
        return placed

    def _block(self, block: Block, number: str, seen: TemplateData) -> FilledBlock:
        rows = _items(block, self._data) if block.style is Style.TABLE else ()
        return FilledBlock(
            block.key,
            block.style,
            number,
            self._cells(block.text, seen),
            tuple(self._cells(block.row, item) for item in rows),
            self._cells(block.total, seen) if block.total else (),
            block.widths,
            block.blank,
            block.keep,
        )

    def _cells(self, text: str, seen: TemplateData) -> tuple[Runs, ...]:
        return tuple(tuple(self._runs(cell, seen)) for cell in parse_text(text))

    def _runs(self, cell: Cell, seen: TemplateData) -> Iterator[Run]:
        for part in cell:
            if isinstance(part, OptionalPart):
                if not any(seen.fields[p.name].empty for p in part.parts if isinstance(p, FieldPart)):
                    yield from self._runs(part.parts, seen)
            else:
                yield self._run(part, seen)

    def _run(self, part: Part, seen: TemplateData) -> Run:
        if isinstance(part, FieldPart):
            value = seen.fields[part.name]
            words = self._show(value.value, part.form or value.form, self._template.language)
            self._used[part.name] = words
            return Run(words, part.bold, part.reference, part.name)
        if isinstance(part, NumberPart):
            if not self._numbers.get(part.key):
                raise refuse("mal.henvisning_tom", henvisning=part.key)
            return Run(self._numbers[part.key], part.bold, part.reference)
        assert isinstance(part, Literal)
        return Run(part.text, part.bold, part.reference)
