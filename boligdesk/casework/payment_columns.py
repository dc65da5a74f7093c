"""Which column of a payment list is which, chosen once and remembered for lists with the same headings (E16)."""

from __future__ import annotations

from collections.abc import Mapping as Given
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from ..exchange.fields import FIELDS, Field, ListKind
from ..exchange.header import Table
from ..exchange.mapping import Mapping, apply_remembered, propose
from ..exchange.rows import table_of
from ..exchange.sheets import read_workbook
from ..models.casefile import ImportMapping
from ..rules.messages import RefusedError
from ..rules.rights import Right
from .core.acts import Look, Work, reads, steps, writes
from .core.desk import Desk

_KIND = ListKind.PAYMENTS


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: its place, its heading, its first value as it stands, and the field it fills (None: none)."""

    column: int
    label: str
    sample: str
    field: str | None


@dataclass(frozen=True)
class ListColumns:
    """The columns of a payment list as they are read now. `text` is the choice, as `read_plan` takes it."""

    name: str
    signature: str
    mapping: Mapping
    samples: Given[int, str]
    remembered: bool

    @property
    def fields(self) -> tuple[Field, ...]:
        """What a column can be."""
        return FIELDS[_KIND]

    @property
    def columns(self) -> tuple[ListColumn, ...]:
        """The columns, left to right."""
        return tuple(
            ListColumn(one.column, one.label, self.samples.get(one.column, ""), one.field)
            for one in self.mapping.choices
        )

    @property
    def text(self) -> str:
        """The choices by heading."""
        return self.mapping.to_json()

    def chosen(self, fields: Given[int, str | None]) -> ListColumns:
        """The same list with other fields for some columns (by place)."""
        mapping = self.mapping
        for column, field in fields.items():
            mapping = mapping.choose(column, field)
        return replace(self, mapping=mapping)


@steps(Right.PAYMENTS_WRITE)
def list_columns(desk: Desk, path: Path) -> ListColumns:
    """The columns of a list as they would be read. Refuses (`import.*`) what is no list."""
    table = table_of(read_workbook(path), _KIND)
    mapping, saved = propose(table, _KIND, today=desk.today), _remembered(desk, table.signature)
    if saved is not None:
        mapping = apply_remembered(table, mapping, saved, path.name)
    samples = {column.index: _sample(table, column.index) for column in table.columns}
    return ListColumns(path.name, table.signature, mapping, samples, saved is not None)


def _sample(table: Table, column: int) -> str:
    cells = (table.sheet.cell(row, column) for row in table.rows)
    return next((cell.text for cell in cells if cell.own is not None), "")


def remembered_for(desk: Desk, path: Path) -> str | None:
    """The remembered choice for a file, where it is a list whose headings are known."""
    try:
        table = table_of(read_workbook(path), _KIND)
    except RefusedError:
        return None
    return _remembered(desk, table.signature)


@reads(Right.PAYMENTS_WRITE)
def _remembered(look: Look, signature: str) -> str | None:
    row = ImportMapping
    query = select(row.mapping).where(row.kind == _KIND.value, row.signature == signature)
    found = look.session.execute(query).scalar_one_or_none()
    return found if isinstance(found, str) else None


@writes(Right.PAYMENTS_WRITE)
def remember_columns(work: Work, columns: ListColumns) -> None:
    """Remember the choice for lists with these headings; one that was remembered before gives way."""
    row = ImportMapping
    query = select(row).where(row.kind == _KIND.value, row.signature == columns.signature)
    known = work.session.execute(query).scalar_one_or_none()
    if known is None:
        work.add(
            ImportMapping(kind=_KIND.value, signature=columns.signature, name=columns.name[:120], mapping=columns.text)
        )
    elif known.mapping != columns.text:
        known.mapping = columns.text
