"""The office's own letter texts (E2): immutable versions in the base, checked before they can be saved."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from ..forms import data as paper
from ..forms import shipped_templates
from ..forms.making import field_catalogue, make
from ..forms.specimens import specimen
from ..models.office import OfficeText
from ..rules.messages import Control, Fault, RefusedError, refuse
from ..rules.rights import Right
from ..rules.template_checks import check_template, fields_that_may_lack
from ..rules.template_renewal import renewed
from ..rules.templates import FieldCatalogue, Template, from_json, to_json
from .core.acts import Look, Work, reads, steps, writes
from .core.desk import Desk
from .core.papers import office_of
from .core.templates import KIND


@dataclass(frozen=True)
class TemplateLine:
    """One letter in one language. `number` is the office's newest version, 0 while the shipped one is used."""

    key: str
    language: str
    title: str
    number: int
    valid_from: date | None
    shipped_changed: bool


@dataclass(frozen=True)
class FieldLine:
    """A field that may be put into a letter; `each` names the list whose items have it, "" for the letter itself."""

    name: str
    forms: tuple[str, ...]
    each: str = ""


@dataclass(frozen=True)
class TemplateForm:
    """What the editor opens on: the newest version, the shipped one beside it, and what may be put in.

    `was_shipped` is the version of the shipped text that the office's copy was made from (0: not a copy). `facts` are
    what conditions may ask for, by the list a block is repeated over ("" for none).
    """

    template: Template
    shipped: Template
    number: int
    was_shipped: int
    fields: tuple[FieldLine, ...]
    facts: Mapping[str, frozenset[str]]

    @property
    def shipped_changed(self) -> bool:
        """Whether the shipped text has become newer under the office's copy."""
        return 0 < self.was_shipped < self.shipped.version


@reads(Right.OPEN)
def templates(look: Look) -> tuple[TemplateLine, ...]:
    """Every letter in every language, in order of key."""
    own = _newest(look)
    kinds = shipped_templates.keys()
    return tuple(
        _line(shipped_templates.load(key, language), own.get((key, language)))
        for key in kinds
        for language in shipped_templates.LANGUAGES
    )


def _newest(look: Look) -> Mapping[tuple[str, str], OfficeText]:
    query = select(OfficeText).where(OfficeText.kind == KIND).order_by(OfficeText.number)
    return {(row.key, row.language): row for row in look.session.execute(query).scalars()}


def _line(shipped: Template, own: OfficeText | None) -> TemplateLine:
    if own is None:
        return TemplateLine(shipped.key, shipped.language, shipped.title, 0, None, shipped_changed=False)
    changed = 0 < _shipped_version(own) < shipped.version
    title = str(own.content["title"])
    return TemplateLine(shipped.key, shipped.language, title, own.number, own.valid_from, shipped_changed=changed)


def _shipped_version(own: OfficeText) -> int:
    return int(own.based_on) if own.based_on.isdigit() else 0


@reads(Right.OPEN)
def template(look: Look, key: str, language: str) -> TemplateForm:
    """The newest version of one letter, for its editor; what is locked in it is as it is shipped now."""
    shipped = shipped_templates.load(key, language)
    own = _newest(look).get((key, language))
    current = renewed(from_json(json.dumps(own.content)), shipped) if own else shipped
    was = _shipped_version(own) if own else 0
    catalogue = field_catalogue(key)
    facts = {each: catalogue.within(each).facts for each in ("", *catalogue.lists)}
    return TemplateForm(current, shipped, own.number if own else 0, was, tuple(_fields(catalogue)), facts)


def _fields(catalogue: FieldCatalogue) -> list[FieldLine]:
    own = [FieldLine(name, forms) for name, forms in catalogue.fields.items()]
    lists = [
        FieldLine(name, forms, each) for each, inner in catalogue.lists.items() for name, forms in inner.fields.items()
    ]
    return own + lists


@reads(Right.OPEN)
def template_findings(_look: Look, edited: Template) -> tuple[Control, ...]:
    """What is wrong with an edited letter (unknown fields, empty or locked blocks touched), and what may become so.

    The latter is Kind.INFO: a field that not every letter has a value for, and that stands outside `[? ?]`.
    """
    shipped = shipped_templates.load(edited.key, edited.language)
    return (*_findings(edited), *fields_that_may_lack(edited, field_catalogue(edited.key), shipped))


def _findings(edited: Template) -> tuple[Control, ...]:
    shipped = shipped_templates.load(edited.key, edited.language)
    return check_template(edited, field_catalogue(edited.key), shipped)


@steps(Right.OPEN)
def template_preview(desk: Desk, edited: Template) -> bytes:
    """The edited letter as a PDF marked as draft: this office's letterhead, invented values. Refuses what is wrong."""
    data = replace(specimen(edited.key), office=_letterhead(desk), printed_on=desk.today)
    return make(edited.key, data, edited, draft=True).pdf


@reads(Right.OPEN)
def _letterhead(look: Look) -> paper.Office:
    return office_of(look)


@writes(Right.TEMPLATE_WRITE)
def save_template(work: Work, edited: Template, valid_from: date, base_number: int) -> int:
    """Keep a new version, used for letters printed from `valid_from` on (today at the earliest). Returns its number.

    Refused while something is wrong with it, and when a colleague has saved a version after `base_number`.
    """
    if found := _findings(edited):
        first, *others = (Fault(control.code, control.what) for control in found)
        raise RefusedError(first, *others)
    if valid_from < work.today:
        raise refuse("kontormal.tilbake_i_tid")
    newest = _newest(work).get((edited.key, edited.language))
    if (newest.number if newest else 0) != base_number:
        raise refuse("kontormal.nyere_versjon")
    number = base_number + 1
    kept = replace(edited, version=number, dated=valid_from)
    shipped = shipped_templates.load(edited.key, edited.language)
    work.add(
        OfficeText(
            kind=KIND,
            key=edited.key,
            language=edited.language,
            number=number,
            valid_from=valid_from,
            based_on=str(shipped.version),
            source=work.who.name,
            content=json.loads(to_json(kept)),
            recorded_at=work.now,
            recorded_by=work.who.user_id,
        )
    )
    return number
