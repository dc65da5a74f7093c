"""Shipped text that changes under the office's own copy of a letter (E2): what is locked follows, the rest stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .templates import Block, Template


def renewed(own: Template, shipped: Template) -> Template:
    """The office's letter with the locked blocks as they are shipped now; its free blocks are left alone.

    A locked block that is new is put after the block it follows in the shipped letter; one that is shipped no more
    goes out. Without this a letter could not be printed from the day a paragraph of law changes.
    """
    theirs = {block.key: block for block in shipped.blocks}
    blocks = [now for block in own.blocks if (now := _now(block, theirs)) is not None]
    for block in shipped.blocks:
        if block.locked and all(other.key != block.key for other in blocks):
            blocks.insert(place_of(block.key, [other.key for other in blocks], shipped), block)
    return replace(own, blocks=tuple(blocks))


def _now(block: Block, theirs: Mapping[str, Block]) -> Block | None:
    shipped = theirs.get(block.key)
    return shipped if block.locked or (shipped is not None and shipped.locked) else block


def place_of(key: str, keys: Sequence[str], shipped: Template) -> int:
    """Where a shipped block belongs among `keys`: after the nearest one that stands before it when shipped."""
    before: list[str] = []
    for block in shipped.blocks:
        if block.key == key:
            break
        before.append(block.key)
    return next((keys.index(other) + 1 for other in reversed(before) if other in keys), 0)
