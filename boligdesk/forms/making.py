"""The one entry of this room: data and template in, a finished PDF out. Nothing is read but what is passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..rules.messages import Control, Fault, RefusedError, refuse
from ..rules.template_checks import check_template
from ..rules.template_fill import fill
from ..rules.templates import FieldCatalogue, FilledTemplate, Template, plain
from . import shipped_templates
from .arrears_check import check_demand
from .arrears_data import DemandData
from .data import LetterData
from .decision_check import check_decision
from .decision_data import DecisionLetterData
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
    font lacks, the vedtak as an annex, a vedtak that lacks a required part, its deadline or its right body, and a
    demand for payment without named claims that add up, deadline, KID or account.
    """
    letter = filled(key, data, template)
    # reportlab takes a fifth of a second to load: only when the first letter is printed, not when the window opens
    from .typesetting import typeset

    pdf, pages = typeset(letter, data, draft=draft)
    return Printed(pdf, pages, plain(letter.title), letter.used)


def filled(key: str, data: LetterData, template: Template) -> FilledTemplate:
    """The letter as it will be printed, or the refusal that printing it would give; makes no PDF."""
    if not isinstance(data, KINDS[key]):
        raise TypeError(f"{key} is made of {KINDS[key].__name__}")
    _check(key, template)
    letter = fill(template, data_of(data), show)
    if isinstance(data, DecisionLetterData):
        _refuse(check_decision(data, letter))
    if isinstance(data, DemandData):
        _refuse(check_demand(data))
    return letter


def _check(key: str, template: Template) -> None:
    if template.key != key:
        raise refuse("mal.feil_slag", mal=template.key, slag=key)
    shipped = shipped_templates.load(key, template.language)
    _refuse(check_template(template, field_catalogue(key), shipped))


def _refuse(findings: tuple[Control, ...]) -> None:
    if findings:
        first, *others = (Fault(finding.code, finding.what) for finding in findings)
        raise RefusedError(first, *others)
