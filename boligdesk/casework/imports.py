"""Bringing the office's own spreadsheets in: read, laid over the records, mended row by row, booked at once.

Reading and matching happen outside any write transaction (E15). What is booked is written in one group of bulk
statements: all of it, or nothing. The same file brought in twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import select

from ..exchange import rows
from ..exchange.fields import FIELDS, Field, ListKind
from ..exchange.mapping import apply_remembered, propose, read_mapping_file
from ..exchange.plan import Finding, ImportPlan, PlanRow
from ..exchange.records import DwellingRow, OpenItemRow, TenantRow
from ..exchange.rest import write_rest
from ..exchange.sheets import read_workbook
from ..models.arrears import NoticeItem
from ..models.casefile import ImportMapping, Run
from ..models.ledger import LedgerAllocation, LedgerEntry
from ..models.payments import PaymentFile
from ..models.tenancy import Tenancy
from ..rules.messages import Control, Kind, Mend, Message, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import RunState
from .agreements import check_agreements
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.import_batch import Batch, MovedError, Prepared, prepare, write
from .core.import_dwellings import stage_dwellings
from .core.import_open_items import opening_sums, settle_list, settle_opening, stage_open_items
from .core.import_rows import RowOutcome, Staged
from .core.import_tenants import stage_tenants
from .core.ledger_write import reckon
from .core.mirror_list import list_told, refuse_list, refuse_torn

#: What windows name besides the acts.
__all__ = ["DwellingRow", "Field", "Finding", "ImportPlan", "ListKind", "OpenItemRow", "PlanRow", "TenantRow"]

#: How often matching is done again when colleagues save in between.
_TRIES = 5


@dataclass(frozen=True)
class ImportRow:
    """Something about a row that was not brought in: its number in the file, the cell, and why."""

    row: int
    cell: str
    code: str
    message: Message


@dataclass(frozen=True)
class ImportedLease:
    """An old lease that breaks the act: brought in, with a task, and not printable until it is mended (E7)."""

    row: int
    tenancy_id: int | None
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class ImportResult:
    """How many rows made, changed or left records as they were, how many were refused, and why."""

    new: int
    changed: int
    unchanged: int
    refused: int
    rows: tuple[ImportRow, ...]
    flagged: tuple[ImportedLease, ...] = ()
    remarks: tuple[Message, ...] = ()

    @property
    def accepted(self) -> int:
        """Rows that are in the records now."""
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True)
class RowMatch:
    """What booking a row would do, and which fields of a known record it would change."""

    outcome: RowOutcome
    fields: tuple[str, ...] = ()


@steps(Right.IMPORT)
def sheet_names(_desk: Desk, path: Path) -> tuple[str, ...]:
    """The sheets of a file that hold anything."""
    return tuple(sheet.name for sheet in read_workbook(path).sheets)


@steps(Right.IMPORT)
def fields_of(_desk: Desk, kind: ListKind | str) -> tuple[Field, ...]:
    """The fields a column of this list can be brought in as."""
    return FIELDS[ListKind(kind)]


@steps(Right.IMPORT)
def read_plan(
    desk: Desk, kind: ListKind | str, path: Path, *, sheet: str | None = None, mapping: Path | str | None = None
) -> ImportPlan:
    """Read a file and lay it over the records; nothing is written.

    `mapping` is a file (`--kart`) or the text of a mapping; without it the one remembered for these headings is used.
    A required field that no column fills is not refused here: it stands in `plan.missing`, to be chosen.
    """
    list_kind = ListKind(kind)
    table = rows.table_of(read_workbook(Path(path)), list_kind, sheet=sheet)
    proposal = propose(table, list_kind, today=desk.today)
    saved = read_mapping_file(mapping) if isinstance(mapping, Path) else mapping
    name = mapping.name if isinstance(mapping, Path) else Path(path).name
    saved = saved or _remembered(desk, list_kind.value, table.signature)
    chosen = apply_remembered(table, proposal, saved, name) if saved else proposal
    return _matched(desk, rows.check_rows(table, chosen, today=desk.today))


@reads(Right.IMPORT)
def _remembered(look: Look, kind: str, signature: str) -> str | None:
    query = select(ImportMapping.mapping).where(ImportMapping.kind == kind, ImportMapping.signature == signature)
    found = look.session.execute(query).scalar_one_or_none()
    return found if isinstance(found, str) else None


@writes(Right.IMPORT)
def save_mapping(work: Work, plan: ImportPlan, name: str = "") -> None:
    """Remember which column is which field for files with these headings."""
    kind, signature, text = plan.kind.value, plan.table.signature, plan.mapping.to_json()
    query = select(ImportMapping).where(ImportMapping.kind == kind, ImportMapping.signature == signature)
    known = work.session.execute(query).scalar_one_or_none()
    if known is None:
        work.add(ImportMapping(kind=kind, signature=signature, name=name[:120], mapping=text))
    elif known.mapping != text:
        known.mapping = text


def _matched(desk: Desk, plan: ImportPlan) -> ImportPlan:
    """The plan with what the records say of its rows."""
    bare = rows.add_findings(plan, ())
    return rows.add_findings(plan, _staged(desk, bare).findings)


@reads(Right.IMPORT)
def _staged(look: Look, plan: ImportPlan, only: frozenset[int] | None = None) -> Staged:
    """Lay the rows (or only these) over the records as they stand now."""
    staged = Staged(look, plan, Batch.on(look), only)
    _STAGES[plan.kind](staged)
    return staged


_STAGES: Mapping[ListKind, Callable[[Staged], None]] = {
    ListKind.DWELLINGS: stage_dwellings,
    ListKind.TENANTS: stage_tenants,
    ListKind.OPEN_ITEMS: stage_open_items,
}


@steps(Right.IMPORT)
def as_whole_list(desk: Desk, plan: ImportPlan, day: date | None) -> ImportPlan:
    """Read a list of open items as all that is open in the accounts at the end of a day (None: as some of it).

    For an office that mirrors them: items that it does not name are settled, and payments are known up to that day.
    Refused for own accounts, for a day to come, and for a list older than the payments that are known.
    """
    if day is not None:
        _refuse_list(desk, day)
    return _matched(desk, replace(plan, complete_to=day))


@reads(Right.IMPORT)
def _refuse_list(look: Look, day: date) -> None:
    refuse_list(look, day)


@steps(Right.IMPORT)
def gone_items(desk: Desk, plan: ImportPlan) -> int:
    """How many open items booking the whole list would settle, because it no longer names them."""
    return _staged(desk, plan).gone


@steps(Right.IMPORT)
def matches(desk: Desk, plan: ImportPlan) -> Mapping[int, RowMatch]:
    """For every row that can be booked: whether it makes a record, changes one, or says what is known."""
    staged = _staged(desk, plan)
    return {row: RowMatch(what, staged.fields.get(row, ())) for row, what in staged.outcomes.items()}


@steps(Right.IMPORT)
def use_column(desk: Desk, plan: ImportPlan, column: int, field: str | None) -> ImportPlan:
    """Bring a column in as this field (None: not at all)."""
    return _matched(desk, rows.remap(plan, plan.mapping.choose(column, field)))


@steps(Right.IMPORT)
def mend(desk: Desk, plan: ImportPlan, finding: Finding, way: Mend) -> ImportPlan:
    """Do what a mend says."""
    return _matched(desk, rows.apply_mend(plan, finding, way))


@steps(Right.IMPORT)
def mend_alike(desk: Desk, plan: ImportPlan, finding: Finding, choice: int = 0) -> ImportPlan:
    """Do the same on every cell that looks alike."""
    return _matched(desk, rows.apply_same(plan, finding, choice))


@steps(Right.IMPORT)
def accept(desk: Desk, plan: ImportPlan, findings: Iterable[Finding]) -> ImportPlan:
    """Say yes to doubts as they were read."""
    return _matched(desk, rows.accept(plan, findings))


@steps(Right.IMPORT)
def correct(desk: Desk, plan: ImportPlan, row: int, field: str, typed: str) -> ImportPlan:
    """Put what somebody typed into a cell."""
    return _matched(desk, rows.correct(plan, row, field, typed))


@steps(Right.IMPORT)
def leave_out(desk: Desk, plan: ImportPlan, numbers: Iterable[int]) -> ImportPlan:
    """Leave rows out; they go to the file of refused rows."""
    return _matched(desk, rows.leave_out(plan, numbers))


@steps(Right.IMPORT)
def bring_back(desk: Desk, plan: ImportPlan, numbers: Iterable[int]) -> ImportPlan:
    """Take rows in again that were left out."""
    return _matched(desk, rows.bring_back(plan, numbers))


@steps(Right.IMPORT)
def book(
    desk: Desk, plan: ImportPlan, *, all_or_nothing: bool = False, accept_doubts: bool = False, name: str = ""
) -> Done[ImportResult]:
    """Book the rows that are ok (`accept_doubts`: also those to be confirmed, as they were read) in one transaction.

    `all_or_nothing`: when a single row cannot be booked, none is. `name` is what the run is called in the history.
    """
    for _ in range(_TRIES):
        settled = _settled(desk, plan, accept_doubts)
        if plan.complete_to:
            refuse_torn(settled.refused)
        if settled.refused and all_or_nothing:
            return Done(_none(settled), Changes())
        if settled.staged.batch.empty:
            return Done(_result(settled, None), Changes())
        called = name or plan.table.sheet.name
        for file in settled.staged.batch.new.get(PaymentFile, ()):
            file["name"] = called[:200]
        ready = _prepared(desk, settled.staged.batch)
        try:
            done = _write(desk, settled, ready, called)
        except MovedError:
            continue
        reckon(desk, done.value)
        looked = _look_at_agreements(desk, plan)
        return Done(_result(settled, ready), done.changes.and_(looked), done.act_id)
    raise refuse("importering.andre_lagrer")


def _look_at_agreements(desk: Desk, plan: ImportPlan) -> Changes:
    """What a whole list says is paid keeps or breaks an agreement at once, as the bank's file does."""
    known = plan.complete_to is not None and desk.who.may(check_agreements.right)
    return check_agreements(desk).changes if known else Changes()


@dataclass(frozen=True)
class _Settled:
    """A plan whose every row has been decided: booked as staged, or refused."""

    plan: ImportPlan
    staged: Staged
    refused: tuple[PlanRow, ...]


def _settled(desk: Desk, plan: ImportPlan, accept_doubts: bool) -> _Settled:
    """Stage until no booked row leans on a refused one."""
    known = {finding.key: finding for finding in _staged(desk, rows.add_findings(plan, ())).findings}
    while True:
        checked = rows.add_findings(plan, known.values())
        only = frozenset(record.row for record in checked.records(also_unconfirmed=accept_doubts))
        staged = _staged(desk, checked, only)
        more = [f for f in staged.findings if f.blocks and f.key not in known]
        if not more:
            refused = tuple(r for r in checked.refused(also_unconfirmed=accept_doubts) if not _empty(r))
            return _Settled(checked, staged, refused)
        known |= {finding.key: finding for finding in more}


def _empty(row: PlanRow) -> bool:
    return not any(value not in (None, "", ()) for value in row.values.values()) and not row.findings


@reads(Right.IMPORT)
def _prepared(look: Look, batch: Batch) -> Prepared:
    return prepare(look, batch)


@writes(Right.IMPORT)
def _write(work: Work, settled: _Settled, ready: Prepared, name: str) -> frozenset[int]:
    """Write the batch and the line of the run; the rent accounts that are still to be reckoned."""
    write(work, ready)
    new, later = ready.batch.new, frozenset[int]()
    on_accounts = (*new.get(LedgerEntry, ()), *new.get(NoticeItem, ()), *new.get(LedgerAllocation, ()))
    if settled.plan.complete_to:
        later = settle_list(work, on_accounts)
    elif settled.plan.kind is ListKind.OPEN_ITEMS:
        settle_opening(work, on_accounts)
    booked = len(settled.staged.outcomes)
    facts = {"refused": len(settled.refused), "flagged": len(settled.staged.flagged)}
    run = Run(kind=f"import_{settled.plan.kind.value}", title=name[:200], state=RunState.DONE, facts=facts)
    run.total, run.done = booked + len(settled.refused), booked
    work.add(run)
    return later


def _result(settled: _Settled, ready: Prepared | None) -> ImportResult:
    made = ready.ids_of(Tenancy) if ready else []
    staged = settled.staged
    count = list(staged.outcomes.values()).count
    return ImportResult(
        new=count(RowOutcome.NEW),
        changed=count(RowOutcome.CHANGED),
        unchanged=count(RowOutcome.UNCHANGED),
        refused=len(settled.refused),
        rows=_told(settled),
        flagged=tuple(ImportedLease(f.row, made[-f.tenancy - 1] if made else None, f.controls) for f in staged.flagged),
        remarks=_remarks(settled),
    )


def _none(settled: _Settled) -> ImportResult:
    """Nothing is booked: the good rows stay out because of the others."""
    waiting = len(settled.staged.outcomes)
    return ImportResult(0, 0, 0, waiting + len(settled.refused), _told(settled), remarks=(msg("importering.ingen"),))


def _told(settled: _Settled) -> tuple[ImportRow, ...]:
    return tuple(line for row in settled.refused for line in _why(row))


def _why(row: PlanRow) -> list[ImportRow]:
    """What stands against a row; when something blocks it, doubts need not be told."""
    open_ones = [f for f in row.findings if f.blocks] or [f for f in row.findings if f.control.kind is Kind.SOFT]
    if row.left_out or not open_ones:
        return [ImportRow(row.number, "", "importering.utelatt", msg("importering.utelatt"))]
    return [ImportRow(row.number, f.address, f.code, f.control.what) for f in open_ones]


def _remarks(settled: _Settled) -> tuple[Message, ...]:
    """What open items add up to. A dwelling list that names tenants does not say since when: they come later."""
    records = settled.plan.records(also_unconfirmed=True)
    items = [r for r in records if isinstance(r, OpenItemRow) and r.row in settled.staged.outcomes]
    if settled.plan.complete_to:
        gone, day = settled.staged.gone, settled.plan.complete_to
        return (opening_sums(items), *list_told(gone, day))
    if items:
        return (opening_sums(items),)
    named = sum(isinstance(r, DwellingRow) and bool(r.tenants) for r in records)
    return (msg("importering.leietakere_senere", antall=named),) if named else ()


@steps(Right.IMPORT)
def write_refused(_desk: Desk, plan: ImportPlan, path: Path, *, accept_doubts: bool = False) -> Path:
    """Write the rows that would not be booked to an Excel file with the reason, to be mended and brought in again."""
    return write_rest(path, plan, plan.refused(also_unconfirmed=accept_doubts))


@steps(Right.IMPORT)
def import_file(
    desk: Desk,
    kind: ListKind | str,
    path: Path,
    *,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    accept_doubts: bool = False,
    rest: Path | None = None,
    mapping: Path | str | None = None,
    sheet: str | None = None,
    complete_to: date | None = None,
) -> ImportResult:
    """Read a file and book it in one go, as the command line does; `dry_run` only says what would happen.

    `complete_to`: it is the whole list of open items at the end of that day (`as_whole_list`). Refuses a file in
    which a required column was not found. `rest` gets the refused rows, when there are any.
    """
    plan = read_plan(desk, kind, path, sheet=sheet, mapping=mapping)
    if plan.missing:
        raise refuse("import.mangler_felt", fil=Path(path).name, felt=plan.missing[0].label)
    if complete_to is not None:
        plan = as_whole_list(desk, plan, complete_to)
    settled = _settled(desk, plan, accept_doubts)
    if rest is not None and settled.refused:
        write_rest(rest, settled.plan, settled.refused)
    if complete_to is not None:
        refuse_torn(settled.refused)
    if dry_run:
        return _none(settled) if all_or_nothing and settled.refused else _result(settled, None)
    booked = book(desk, plan, all_or_nothing=all_or_nothing, accept_doubts=accept_doubts, name=Path(path).name)
    return booked.value
