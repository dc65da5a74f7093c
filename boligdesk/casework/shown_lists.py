"""A list as it stands in a window, to Excel: for every list that has no columns of its own for a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..rules.rights import Right
from .core.acts import Look, reads


class ShownKind(StrEnum):
    """How the values of a column are written; money is whole øre."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True)
class ShownList:
    """Title, headings with their kinds, and rows of values, as this desk sees them."""

    title: str
    columns: tuple[tuple[str, ShownKind], ...]
    rows: Sequence[tuple[object, ...]]


@reads(Right.EXPORT)
def write_shown(look: Look, path: Path, shown: ShownList) -> Path:
    """Write what a window shows to Excel. It was read at this desk, so it holds nobody the desk may not see.

    Refuses `import.skrive` when the file cannot be written.
    """
    from ..exchange.export import ColumnKind, ListColumn, write_list  # no list waits for it

    columns = [ListColumn(label, ColumnKind(kind.value)) for label, kind in shown.columns]
    return write_list(path, shown.title, columns, shown.rows, printed=look.today)
