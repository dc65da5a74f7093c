"""Letter templates (E2): an ordered list of blocks with conditions, locked or free, that data is filled into.

Pure: the shipped templates come from files and the office's own from the database, both as `Template`.
Putting values into words is lent in as `Show`, because the wording stands above this room.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from .messages import Message

Value = str | int | Decimal | date | Message | None
#: Puts a value into words: value, form ("kr", "dato", …), language.
Show = Callable[[Value, str, str], str]


class Style(Enum):
    """What a block looks like on paper."""

    LEAD = "lead"
    HEADING = "heading"
    SUBHEADING = "subheading"
    CLAUSE = "clause"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NOTE = "note"
    FACT = "fact"
    ANNEX = "annex"
    TABLE = "table"
    LINES = "lines"
    SIGNATURE_LEFT = "signature_left"
    SIGNATURE_RIGHT = "signature_right"
    PAGE_BREAK = "page_break"


@dataclass(frozen=True)
class Block:
    """One piece of a letter. `each` repeats it for every item of a list; in a table it makes the rows.

    `widths` of a table are millimetres, with `>` for a right-aligned column; `blank` is the number of empty
    rows or writing lines; blocks with `keep` that follow each other stay on one page.
    """

    key: str
    style: Style
    text: str = ""
    condition: str = ""
    locked: bool = False
    each: str = ""
    row: str = ""
    total: str = ""
    widths: str = ""
    blank: int = 0
    keep: bool = False


@dataclass(frozen=True)
class Template:
    """One version of one letter in one language; `dated` stands in the footer beside the version."""

    key: str
    language: str
    version: int
    dated: date
    title: str
    footer: str
    blocks: tuple[Block, ...]
    numbered: bool = False
    window: bool = True
    initials: bool = False


@dataclass(frozen=True)
class FieldCatalogue:
    """What a template of one kind may use: fields with their forms (first its own), lists and facts.

    `may_lack` are the fields that not every letter has a value for.
    """

    fields: Mapping[str, tuple[str, ...]]
    facts: frozenset[str]
    lists: Mapping[str, FieldCatalogue] = field(default_factory=dict)
    may_lack: frozenset[str] = frozenset()

    def within(self, each: str) -> FieldCatalogue:
        """What a block sees that is repeated over the list `each`: the item's fields over the letter's."""
        if not each:
            return self
        item = self.lists[each]
        lacking = (self.may_lack - item.fields.keys()) | item.may_lack
        return FieldCatalogue({**self.fields, **item.fields}, self.facts | item.facts, self.lists, lacking)


@dataclass(frozen=True)
class FieldValue:
    """A value and the form it is shown in unless the template asks for another."""

    value: Value
    form: str = "tekst"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to print: no value, or blanks."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


@dataclass(frozen=True)
class TemplateData:
    """Everything a letter is filled with."""

    fields: Mapping[str, FieldValue]
    facts: Mapping[str, bool]
    lists: Mapping[str, tuple[TemplateData, ...]] = field(default_factory=dict)

    def with_item(self, item: TemplateData) -> TemplateData:
        """The data a repeated block sees for one item."""
        return TemplateData({**self.fields, **item.fields}, {**self.facts, **item.facts}, self.lists)


@dataclass(frozen=True)
class Run:
    """Finished words in one look; `field` names the field they come from."""

    text: str
    bold: bool = False
    reference: bool = False
    field: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class FilledBlock:
    """A block ready for paper: its number ("4", "4.1", or "" ), its cells, and the rows of a table."""

    key: str
    style: Style
    number: str = ""
    cells: tuple[Runs, ...] = ()
    rows: tuple[tuple[Runs, ...], ...] = ()
    total: tuple[Runs, ...] = ()
    widths: str = ""
    blank: int = 0
    keep: bool = False


@dataclass(frozen=True)
class FilledTemplate:
    """A whole letter ready for paper; `used` shows every field that was printed, as it was printed."""

    template: Template
    title: Runs
    footer: Runs
    blocks: tuple[FilledBlock, ...]
    used: Mapping[str, str]


def plain(runs: Iterable[Run]) -> str:
    """The bare words of some runs."""
    return "".join(run.text for run in runs)


def to_json(template: Template) -> str:
    """The template as one JSON text, as the office's own versions are kept."""
    content = asdict(template) | {"dated": template.dated.isoformat()}
    content["blocks"] = [asdict(block) | {"style": block.style.value} for block in template.blocks]
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Template:
    """Read what `to_json` wrote; raises ValueError or TypeError for anything else."""
    content = json.loads(text)
    blocks = tuple(Block(**{**block, "style": Style(block["style"])}) for block in content["blocks"])
    return Template(**{**content, "dated": date.fromisoformat(content["dated"]), "blocks": blocks})
