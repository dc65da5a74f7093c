"""Records as plain frozen lines: a line's fields are the columns of the same names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import Field, fields
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import Select, select

from ...models.base import Base
from ...models.stock import DwellingRent, DwellingState
from .acts import Look


class Line(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


L = TypeVar("L", bound=Line)


def lines_of(kind: type[L], records: Iterable[Base]) -> tuple[L, ...]:
    """A line of this dataclass for each record."""
    names = [field.name for field in fields(kind)]
    return tuple(kind(**{name: getattr(record, name) for name in names}) for record in records)


def lines_by_id(look: Look, kind: type[L], query: Select[Any]) -> tuple[L, ...]:
    """The lines of what a question finds, in the order they were made."""
    return lines_of(kind, look.session.execute(query.order_by(None).order_by("id")).scalars())


def stretches_of_units(
    look: Look, kind: type[L], model: type[DwellingState] | type[DwellingRent], units: list[int]
) -> tuple[L, ...]:
    """The lines of what lasts for some units, newest first, without the withdrawn."""
    query = select(model).where(model.unit_id.in_(units), model.voided_at.is_(None))
    ordered = query.order_by(model.from_date.desc(), model.recorded_at.desc(), model.id.desc())
    return lines_of(kind, look.session.execute(ordered).scalars())
