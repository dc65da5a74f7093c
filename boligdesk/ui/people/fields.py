"""Fields that several forms of a person share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ...texts import enum_text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec

Values = Mapping[str, Any]
Reasons = Mapping[str, str]


def form(*fields: FieldSpec) -> FormSpec:
    """A form of one section without a title."""
    return FormSpec((SectionSpec(fields),))


def of(enum: type[Enum]) -> tuple[Choice, ...]:
    """The members of an enum as choices, in their order."""
    return tuple(Choice(member, enum_text(member)) for member in enum)


def why(label: str = "ui.leietaker.begrunnelse", help_code: str | None = None) -> FieldSpec:
    """The reason that an act keeps."""
    return FieldSpec("why", label, FieldKind.MULTILINE, help=help_code, required=True)


def last_day(label: str = "ui.leietaker.siste_dag") -> FieldSpec:
    """The last day that something holds (inclusive)."""
    return FieldSpec("last_day", label, FieldKind.DATE, required=True)
