"""A form as a description: its fields, how each is read and written, when it is asked at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from ...rules import reading
from ...rules.identifiers import Identifier
from ...rules.reading import Reading
from ...texts import formats
from .filterbar import Choice

if TYPE_CHECKING:
    from .form_fields import Editor

Reader = Callable[[str], Reading[Any]]
Values = Mapping[str, object]


class FieldKind(Enum):
    """What a field holds: decides its widget, its width, how it is read and written."""

    TEXT = "text"
    MULTILINE = "multiline"
    MONEY = "money"
    DATE = "date"
    BIRTH_DATE = "birth_date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    COUNT = "count"
    NUMBER = "number"
    AREA = "area"
    IDENTIFIER = "identifier"
    PHONE = "phone"
    EMAIL = "email"
    PERSON = "person"


@dataclass(frozen=True)
class FieldSpec:
    """One field. `label`, `unit` and `help` are catalogue codes; `key` names the value and is what controls point at.

    `reader` replaces the kind's own; `when` tells from the form's values whether the field is asked;
    `width` 0 is the kind's own. A `read_only` field is shown, not typed in. `editor` makes a widget of its own kind,
    for values that no kind here holds (several people, rows of a table).
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    unit: str | None = None
    help: str | None = None
    required: bool = False
    read_only: bool = False
    choices: Sequence[Choice] = ()
    reader: Reader | None = None
    when: Callable[[Values], bool] | None = None
    width: int = 0
    editor: Callable[[FieldSpec], Editor] | None = None


@dataclass(frozen=True)
class SectionSpec:
    """Fields under a common title (a catalogue code), or under none."""

    fields: Sequence[FieldSpec]
    title: str | None = None


@dataclass(frozen=True)
class FormSpec:
    """A whole form."""

    sections: Sequence[SectionSpec]

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """All fields, from the top."""
        return tuple(field for section in self.sections for field in section.fields)


def _as_it_stands(typed: str) -> Reading[str]:
    trimmed = typed.strip()
    return Reading(trimmed or None)


def reader_of(spec: FieldSpec, today: date) -> Reader:
    """How the typed text of a field becomes a value."""
    dated: dict[FieldKind, Reader] = {
        FieldKind.DATE: partial(reading.read_date, today=today),
        FieldKind.BIRTH_DATE: partial(reading.read_birth_date, today=today),
    }
    return spec.reader or dated.get(spec.kind) or _READERS.get(spec.kind, _as_it_stands)


_READERS: dict[FieldKind, Reader] = {
    FieldKind.MONEY: reading.read_ore,
    FieldKind.COUNT: reading.read_count,
    FieldKind.NUMBER: reading.read_decimal,
    FieldKind.AREA: reading.read_area_m2,
    FieldKind.IDENTIFIER: reading.read_identifier,
    FieldKind.PHONE: reading.read_phone,
    FieldKind.EMAIL: reading.read_email,
}

WIDTHS: dict[FieldKind, int] = {
    FieldKind.MONEY: 120,
    FieldKind.DATE: 130,
    FieldKind.BIRTH_DATE: 130,
    FieldKind.COUNT: 80,
    FieldKind.NUMBER: 100,
    FieldKind.AREA: 100,
    FieldKind.IDENTIFIER: 180,
    FieldKind.PHONE: 180,
    FieldKind.CHOICE: 240,
}

#: Kinds whose digits stand to the right.
RIGHT = frozenset({FieldKind.MONEY, FieldKind.COUNT, FieldKind.NUMBER, FieldKind.AREA})


def typed_form(value: object, kind: FieldKind) -> str:
    """A value as a person would have typed it (money is øre)."""
    if value is None:
        return ""
    if kind is FieldKind.MONEY and isinstance(value, int):
        return formats.amount(value)
    if isinstance(value, Identifier):
        return value.written()
    if isinstance(value, date):
        return formats.day(value)
    if kind is FieldKind.PHONE:
        return formats.phone(str(value))
    if kind is FieldKind.COUNT:
        return str(value)  # a year among them
    return formats.number(value) if isinstance(value, (int, Decimal)) else str(value)
