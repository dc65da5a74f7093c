"""A list of payments from the municipality's accounting system: columns are found or remembered, rows are checked.

A list has no control sums of its own; where it ends in a sum, the rows must add up to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ...rules.messages import Fault, Message, msg, refuse
from ...rules.reading import Reading
from ..fields import ListKind, field_of, label_of, reading_of
from ..header import Table
from ..mapping import Mapping, Proposal, apply_remembered, propose
from ..rows import table_of
from ..sheets import Cell, read_workbook
from .payment import BankFormat, Contents, Payment

#: So many wrong cells are told one by one.
_TOLD = 50
_MONEY = ("belop", "kredit", "debet")
#: A wrong cell in one of these stops the file; elsewhere the payment is sorted by hand.
_EXACT = frozenset({"betalt_dato", *_MONEY})


@dataclass(frozen=True)
class Rows:
    """The rows of a list, read by its mapping."""

    table: Table
    mapping: Mapping
    today: date

    def cell(self, row: int, field: str) -> Cell | None:
        """The first filled cell of a row among the columns of a field."""
        cells = (self.table.sheet.cell(row, column) for column in self.mapping.columns_of(field))
        return next((cell for cell in cells if cell.own is not None), None)

    def read(self, row: int, field: str) -> Reading[Any]:
        """What a cell says."""
        cell = self.cell(row, field)
        return reading_of(field_of(ListKind.PAYMENTS, field), cell.own if cell else None, self.today)

    def words(self, row: int, field: str) -> str:
        """A value that is text; empty when blank or not readable."""
        return self.read(row, field).value or ""

    def day(self, row: int) -> date | None:
        """The day of the payment; None when the row has none."""
        found: date | None = self.read(row, "betalt_dato").value
        return found

    def amount(self, row: int) -> int | None:
        """Øre: the amount as it stands, or credit less debit; None when the row has none."""
        whole, credit, debit = (self.read(row, field).value for field in _MONEY)
        if whole is not None:
            return int(whole)
        return None if credit is None and debit is None else (credit or 0) - (debit or 0)


def read_payment_list(path: Path, *, today: date, remembered: str | None = None) -> Contents:
    """Read a spreadsheet or csv of payments by the proposed mapping, or by a remembered one (`Mapping.to_json`).

    Refuses (`import.*`) what is no list of payments; wrong days and amounts, and a sum that does not agree, come as
    faults.
    """
    table = table_of(read_workbook(path), ListKind.PAYMENTS)
    mapping = propose(table, ListKind.PAYMENTS, today=today)
    if remembered is not None:
        mapping = apply_remembered(table, mapping, remembered, path.name)
    if mapping.missing:
        raise refuse("import.mangler_felt", fil=path.name, felt=mapping.missing[0].label)
    rows = Rows(table, mapping, today)
    faults = [fault for row in table.rows for fault in _row_faults(rows, row)]
    if faults:
        return Contents(BankFormat.LIST, faults=tuple(faults[:_TOLD]))
    payments = tuple(_payment(rows, row, day) for row in table.rows if (day := rows.day(row)))
    total = sum(payment.amount_ore for payment in payments)
    return Contents(BankFormat.LIST, payments, faults=tuple(sum_faults(rows, total)), notes=_doubts(mapping))


def _row_faults(rows: Rows, row: int) -> Iterator[Fault]:
    lacking = []
    for field in sorted(_EXACT):
        cell, finding = rows.cell(row, field), rows.read(row, field).finding
        if cell and finding:
            yield refuse("betaling.liste.celle", celle=cell.address, grunn=finding.what).fault
            lacking.append(field)
    if not lacking and rows.day(row) is None:
        yield refuse("betaling.liste.mangler", rad=row, felt=label_of("betalt_dato")).fault
    if not lacking and rows.amount(row) is None:
        yield refuse("betaling.liste.mangler", rad=row, felt=label_of("belop")).fault


def _payment(rows: Rows, row: int, day: date) -> Payment:
    amount, kid = rows.amount(row) or 0, rows.read(row, "kid")
    unread = rows.cell(row, "kid") if kid.finding else None
    said = [rows.words(row, "betalingstekst"), unread.text if unread else ""]
    return Payment(
        rows.words(row, "konto"),
        day,
        amount,
        kid.value,
        rows.words(row, "betalingstype"),
        row,
        amount < 0,
        rows.words(row, "fra_konto"),
        rows.words(row, "arkivreferanse"),
        " ".join(part for part in said if part),
        payer=rows.words(row, "betaler"),
    )


def sum_faults(rows: Rows, counted: int) -> Iterator[Fault]:
    """The last sum row of the list, where it has an amount, against what all rows add up to (øre)."""
    sums = [left.row for left in rows.table.left_out if left.why.code == "import.utelatt.sum"]
    told = rows.amount(sums[-1]) if sums else None
    if told is not None and told != counted:
        yield refuse("betaling.liste.sum", rad=sums[-1], oppgitt=told, talt=counted).fault


def _doubts(mapping: Mapping) -> tuple[Message, ...]:
    """Columns of days and amounts that were taken by their likeness only."""
    unsure = (c for c in mapping.choices if c.field in _EXACT and c.proposal is Proposal.CONFIRM)
    return tuple(msg("betaling.merknad.kolonne", kolonne=c.label, felt=label_of(c.field)) for c in unsure if c.field)
