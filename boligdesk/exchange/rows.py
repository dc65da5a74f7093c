"""Checking every row of a list, and mending what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..rules.messages import Kind, Mend, msg, refuse
from ..rules.reading import SUGGESTED, Reading, read_address
from .fields import FIELDS, Field, ListKind, known_headings, needed_headings, reading_of
from .header import Table, choose_sheet, find_table
from .mapping import Mapping as ColumnMapping
from .mapping import apply_remembered, propose
from .plan import Finding, ImportPlan, PlanRow, status_of
from .records import ListRow
from .sanity import check_across
from .sheets import Cell, Workbook, read_workbook
from .values import LEAVE_OUT, SAME_TENANCY, RowValues, held_to_today, record_of


def read_list(
    path: Path, kind: ListKind, *, today: date, sheet: str | None = None, remembered: str | None = None
) -> ImportPlan:
    """Read a file to a checked plan in one go: the sheet that looks like the list, the proposed or remembered mapping.

    Refuses (`import.*`) what cannot be read as a list, and a list in which a required column was not found.
    """
    table = table_of(read_workbook(path), kind, sheet=sheet)
    mapping = propose(table, kind, today=today)
    if remembered is not None:
        mapping = apply_remembered(table, mapping, remembered, path.name)
    if mapping.missing:
        raise refuse("import.mangler_felt", fil=path.name, felt=mapping.missing[0].label)
    return check_rows(table, mapping, today=today)


def table_of(workbook: Workbook, kind: ListKind, *, sheet: str | None = None) -> Table:
    """The list in a workbook: in the named sheet, or in the one that looks most like it."""
    known = known_headings(kind)
    if sheet is None:
        return find_table(choose_sheet(workbook, known, needed_headings(kind)), known, workbook.name)
    named = next((s for s in workbook.sheets if s.name == sheet), None)
    if named is None:
        raise refuse("import.ukjent_ark", fil=workbook.name, ark=sheet)
    return find_table(named, known, workbook.name)


def check_rows(table: Table, mapping: ColumnMapping, *, today: date) -> ImportPlan:
    """Read and check every row of the list by this mapping."""
    return _checked(ImportPlan(mapping.kind, table, mapping, today, ()))


def remap(plan: ImportPlan, mapping: ColumnMapping) -> ImportPlan:
    """The same list by another mapping; corrections of fields that are still mapped are kept."""
    return _checked(replace(plan, mapping=mapping))


def apply_mend(plan: ImportPlan, finding: Finding, mend: Mend) -> ImportPlan:
    """Do what a mend says and check again.

    A mend's value goes into the field; `leave_out` leaves the row out; whatever else it holds is a decision for
    casework (`PlanRow.decisions`).
    """
    return _checked(_mended(plan, finding, mend))


def apply_same(plan: ImportPlan, finding: Finding, choice: int = 0) -> ImportPlan:
    """Do the mend number `choice` on every cell of the same form; where it has no such mend, accept the finding."""
    for other in plan.same_form(finding):
        plan = _mended(plan, other, other.mends[choice]) if choice < len(other.mends) else _accepted(plan, other)
    return _checked(plan)


def accept(plan: ImportPlan, findings: Iterable[Finding]) -> ImportPlan:
    """Say yes to doubts as they were read; what blocks a row cannot be accepted."""
    for finding in findings:
        plan = _accepted(plan, finding)
    return _checked(plan)


def correct(plan: ImportPlan, row: int, key: str, typed: str) -> ImportPlan:
    """Put what somebody typed into a field of a row, read as if it had stood in the cell.

    A whole address is typed with its dwelling number: that number stands, whatever another column says.
    """
    typed_in: dict[tuple[int, str], object] = {(row, key): Typed(typed)}
    if key == "adresse" and (number := _number_in(typed)):
        typed_in[row, "bolignummer"] = Typed(number)
    return _checked(replace(plan, corrections={**plan.corrections, **typed_in}))


def _number_in(address: str) -> str:
    found = read_address(address).value
    return (found.dwelling_number or "") if found else ""


def leave_out(plan: ImportPlan, rows: Iterable[int]) -> ImportPlan:
    """Leave rows out of the import; they go to the file of refused rows."""
    return _checked(replace(plan, out=plan.out | set(rows)))


def bring_back(plan: ImportPlan, rows: Iterable[int]) -> ImportPlan:
    """Take rows in again that were left out."""
    return _checked(replace(plan, out=plan.out - set(rows)))


def add_findings(plan: ImportPlan, findings: Iterable[Finding]) -> ImportPlan:
    """Add what casework found against the records (known persons, changed rents); replaces what it found before."""
    return _checked(replace(plan, outside=tuple(findings)))


@dataclass(frozen=True)
class Typed:
    """A correction that is still text: it is read like a cell."""

    text: str


def _mended(plan: ImportPlan, finding: Finding, mend: Mend) -> ImportPlan:
    corrections, decided, out = dict(plan.corrections), dict(plan.decided), plan.out
    for name, value in mend.values.items():
        if name == SUGGESTED:
            corrections[finding.row, finding.field] = value
        elif name == LEAVE_OUT:
            out = out | {finding.row}
        else:
            decided[finding.row, name] = value
    return _accepted(replace(plan, corrections=corrections, decided=decided, out=out), finding)


def _accepted(plan: ImportPlan, finding: Finding) -> ImportPlan:
    return plan if finding.blocks else replace(plan, accepted=plan.accepted | {finding.key})


def _checked(plan: ImportPlan) -> ImportPlan:
    read = [_read_row(plan, number) for number in plan.table.rows]
    kept = [row for row in read if row.number not in plan.out]
    across = _by_row((*check_across(plan.kind, kept), *plan.outside))
    return replace(plan, rows=tuple(_plan_row(plan, row, across.get(row.number, ())) for row in read))


def _by_row(findings: Iterable[Finding]) -> dict[int, tuple[Finding, ...]]:
    by_row: dict[int, tuple[Finding, ...]] = {}
    for finding in findings:
        by_row[finding.row] = (*by_row.get(finding.row, ()), finding)
    return by_row


def _plan_row(plan: ImportPlan, row: RowValues, more: tuple[Finding, ...]) -> PlanRow:
    findings = (*row.findings, *held_to_today(row, plan.today), *more)
    status = status_of(findings, plan.accepted)
    decisions = {**_likeliest(findings), **_decided(plan, row.number)}
    blocked = any(finding.blocks for finding in findings)
    record: ListRow | None = None if blocked else record_of(plan.kind, row, decisions)
    return PlanRow(row.number, status, row.values, findings, record, row.number in plan.out, decisions)


def _decided(plan: ImportPlan, row: int) -> dict[str, object]:
    return {name: value for (number, name), value in plan.decided.items() if number == row}


def _likeliest(findings: Iterable[Finding]) -> dict[str, object]:
    """Until somebody says otherwise, rows with the same dwelling and start share one tenancy."""
    mends = (mend for finding in findings if not finding.blocks for mend in finding.mends)
    shared = [mend.values[SAME_TENANCY] for mend in mends if SAME_TENANCY in mend.values]
    return {SAME_TENANCY: shared[0]} if shared else {}


def _read_row(plan: ImportPlan, number: int) -> RowValues:
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    cells: dict[str, Cell] = {}
    for field in FIELDS[plan.kind]:
        places = [plan.table.sheet.cell(number, column) for column in plan.mapping.columns_of(field.key)]
        if places:
            cells[field.key] = places[0]
        if field.many:
            values[field.key] = _notes(plan, places)
        else:
            reading = _reading(plan, number, field, places[0] if places else None)
            values[field.key] = reading.value
            findings += _finding_of(field, number, reading, places)
    row = RowValues(number, values, cells, tuple(findings))
    return row.completed(plan.kind)


def _notes(plan: ImportPlan, places: list[Cell]) -> tuple[tuple[str, str], ...]:
    labels = {column.index: column.label or column.letters for column in plan.table.columns}
    return tuple((labels[cell.column], cell.text) for cell in places if cell.own is not None)


def _reading(plan: ImportPlan, number: int, field: Field, cell: Cell | None) -> Reading[Any]:
    value: object = cell.own if cell else None
    if (number, field.key) in plan.corrections:
        correction = plan.corrections[number, field.key]
        if not isinstance(correction, Typed):
            return Reading(correction)
        value = correction.text
    key = (field.key, type(value), value)
    if key not in plan.cache:
        plan.cache[key] = reading_of(field, value, plan.today)
    return plan.cache[key]


def _finding_of(field: Field, number: int, reading: Reading[Any], places: list[Cell]) -> list[Finding]:
    control = reading.finding
    if control is None:
        return []
    if control.kind is Kind.HARD and not field.required:
        empty = Mend(msg("import.rett.tom", felt=field.label), {SUGGESTED: None})
        control = replace(control, mends=(*control.mends, empty))
    text = places[0].text if places else ""
    address = places[0].address if places else ""
    return [Finding(number, address, field.key, replace(control, fields=(field.key,)), text)]
