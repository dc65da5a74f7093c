"""The one entry of this room: data and template in, a finished PDF out. Nothing is read but what is passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..rules.messages import Fault, RefusedError, refuse
from ..rules.template_checks import check_template
from ..rules.template_fill import fill
from ..rules.templates import FieldCatalogue, Template, plain
from . import shipped_templates
from .data import LetterData
from .fieldbook import catalogue_of, data_of, show
from .kinds import KINDS


@dataclass(frozen=True)
class Printed:
    """A finished letter. `fields` holds every field that was printed, as it was printed."""

    pdf: bytes
    pages: int
    title: str
    fields: Mapping[str, str]


def field_catalogue(key: str) -> FieldCatalogue:
    """The fields, facts and lists a template of this kind may use."""
    return catalogue_of(KINDS[key])


def make(key: str, data: LetterData, template: Template, *, draft: bool = False) -> Printed:
    """Print one letter. The same data, template and fonts give the same bytes.

    Refuses a template that lacks or changes a locked block, a used field without value, a character the
    font lacks, and the vedtak as an annex.
    """
    if not isinstance(data, KINDS[key]):
        raise TypeError(f"{key} is made of {KINDS[key].__name__}")
    _check(key, template)
    letter = fill(template, data_of(data), show)
    # reportlab takes a fifth of a second to load: only when the first letter is printed, not when the window opens
    from .typesetting import typeset

    pdf, pages = typeset(letter, data, draft=draft)
    return Printed(pdf, pages, plain(letter.title), letter.used)


def _check(key: str, template: Template) -> None:
    if template.key != key:
        raise refuse("mal.feil_slag", mal=template.key, slag=key)
    shipped = shipped_templates.load(key, template.language)
    findings = check_template(template, field_catalogue(key), shipped)
    if findings:
        first, *others = (Fault(finding.code, finding.what) for finding in findings)
        raise RefusedError(first, *others)
