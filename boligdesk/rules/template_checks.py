"""What can be wrong with a letter template: found when it is edited, and again before anything is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .messages import Control, Kind, msg
from .template_text import (
    FieldPart,
    Literal,
    NumberPart,
    TemplateTextError,
    all_parts,
    parse_condition,
    parse_text,
)
from .templates import Block, FieldCatalogue, Style, Template


def check_template(
    template: Template, catalogue: FieldCatalogue, shipped: Template | None = None
) -> tuple[Control, ...]:
    """Everything wrong with a template; with `shipped`, its locked blocks must all be there unchanged."""
    found = [*_check_texts("title", (template.title, template.footer), catalogue, frozenset())]
    found += _check_blocks(template, catalogue)
    found += _check_locked(template, shipped) if shipped else []
    return tuple(found)


def _hard(code: str, block: str, **params: str) -> Control:
    return Control(Kind.HARD, msg(code, blokk=block, **params), fields=(block,))


def _check_blocks(template: Template, catalogue: FieldCatalogue) -> Iterator[Control]:
    keys = [block.key for block in template.blocks]
    for block in template.blocks:
        if keys.count(block.key) > 1:
            yield _hard("mal.blokk_to_ganger", block.key)
        if block.each and block.each not in catalogue.lists:
            yield _hard("mal.ukjent_liste", block.key, liste=block.each)
            continue
        yield from _check_block(block, catalogue.within(block.each), frozenset(keys))


def _check_block(block: Block, catalogue: FieldCatalogue, keys: frozenset[str]) -> Iterator[Control]:
    if not block.text.strip() and block.style not in (Style.PAGE_BREAK, Style.LINES):
        yield _hard("mal.tom_blokk", block.key)
    if block.style is Style.ANNEX and "vedtak" in block.text.casefold():
        yield _hard("mal.vedtak_vedlegg", block.key)
    yield from _check_condition(block, catalogue)
    yield from _check_texts(block.key, (block.text, block.row, block.total), catalogue, keys)


def _check_condition(block: Block, catalogue: FieldCatalogue) -> Iterator[Control]:
    try:
        unknown = parse_condition(block.condition).names - catalogue.facts
    except TemplateTextError as error:
        yield _hard("mal.betingelse_uleselig", block.key, tekst=error.near)
        return
    for name in sorted(unknown):
        yield _hard("mal.ukjent_betingelse", block.key, betingelse=name)


def _check_texts(key: str, texts: Iterable[str], catalogue: FieldCatalogue, keys: frozenset[str]) -> Iterator[Control]:
    for text in texts:
        try:
            parts = list(all_parts(parse_text(text)))
        except TemplateTextError as error:
            yield _hard("mal.tekst_uleselig", key, tekst=error.near)
            continue
        for part in parts:
            yield from _check_part(key, part, catalogue, keys)


def _check_part(
    key: str, part: Literal | FieldPart | NumberPart, catalogue: FieldCatalogue, keys: frozenset[str]
) -> Iterator[Control]:
    if isinstance(part, NumberPart) and part.key not in keys:
        yield _hard("mal.ukjent_henvisning", key, henvisning=part.key)
    if not isinstance(part, FieldPart):
        return
    forms = catalogue.fields.get(part.name)
    if forms is None:
        yield _hard("mal.ukjent_felt", key, felt=part.name)
    elif part.form and part.form not in forms:
        yield _hard("mal.ukjent_form", key, felt=part.name, form=part.form)


def fields_that_may_lack(template: Template, catalogue: FieldCatalogue, shipped: Template) -> Iterator[Control]:
    """Remarks on fields that stop a print when a letter has no value for them: only where the office put them in.

    Within `[? ?]` and in a fact, which is left out as a whole, nothing is missed.
    """
    before = {block.key: _plain_fields(block) for block in shipped.blocks}
    for block in template.blocks:
        if block.style is Style.FACT or (block.each and block.each not in catalogue.lists):
            continue
        lacking = catalogue.within(block.each).may_lack
        for name in sorted(_plain_fields(block) & lacking - before.get(block.key, frozenset())):
            yield Control(Kind.INFO, msg("mal.kan_mangle", blokk=block.key, felt=name), fields=(block.key,))


def _plain_fields(block: Block) -> frozenset[str]:
    """The fields of a block's text that stand outside `[? ?]`; none while it cannot be read."""
    try:
        cells = parse_text(block.text)
    except TemplateTextError:
        return frozenset()
    return frozenset(part.name for cell in cells for part in cell if isinstance(part, FieldPart))


def _check_locked(template: Template, shipped: Template) -> Iterator[Control]:
    own = {block.key: block for block in template.blocks}
    for block in shipped.blocks:
        if not block.locked:
            continue
        if block.key not in own:
            yield _hard("mal.last_blokk_fjernet", block.key)
        elif own[block.key] != block:
            yield _hard("mal.last_blokk_endret", block.key)
