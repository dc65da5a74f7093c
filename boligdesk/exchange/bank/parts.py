"""The list that comes with one sum for many (from NAV, say): a name or KID and an amount a row, and no day of its own.

Read like a list of payments, but whose amounts are parts of a payment that the bank has already told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...rules.messages import RefusedError, refuse
from ..fields import ListKind, label_of
from ..mapping import propose
from ..rows import table_of
from ..sheets import read_workbook
from .lists import Rows, sum_faults

#: The one column of payments that such a list need not have.
_DAY = "betalt_dato"


@dataclass(frozen=True, slots=True)
class ListedPart:
    """One row: its number in the list, øre, and what it says of whom it is for."""

    row: int
    amount_ore: int
    kid: str | None
    name: str
    text: str


def read_parts(path: Path, *, today: date) -> tuple[ListedPart, ...]:
    """The rows of a list of parts. Refuses (`import.*`, `betaling.liste.*`) with all that is wrong in it.

    A row without an amount is wrong; where the list ends in a sum, the rows must add up to it.
    """
    table = table_of(read_workbook(path), ListKind.PAYMENTS)
    mapping = propose(table, ListKind.PAYMENTS, today=today)
    missing = [field for field in mapping.missing if field.key != _DAY]
    if missing:
        raise refuse("import.mangler_felt", fil=path.name, felt=missing[0].label)
    rows = Rows(table, mapping, today)
    parts = [_part(rows, row, amount) for row in table.rows if (amount := rows.amount(row)) is not None]
    lacking = [row for row in table.rows if rows.amount(row) is None]
    faults = [refuse("betaling.liste.mangler", rad=row, felt=label_of("belop")).fault for row in lacking]
    faults += sum_faults(rows, sum(part.amount_ore for part in parts))
    if faults:
        raise RefusedError(*faults)
    return tuple(parts)


def _part(rows: Rows, row: int, amount: int) -> ListedPart:
    kid = rows.read(row, "kid").value
    return ListedPart(row, amount, kid, rows.words(row, "betaler"), rows.words(row, "betalingstekst"))
