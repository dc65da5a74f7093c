"""What a row of a spreadsheet means against the records: new, changed, unchanged, or what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ...exchange.plan import Finding, ImportPlan, PlanRow
from ...rules.messages import Control, Kind, Mend, Message
from .acts import Look
from .import_batch import Batch


class RowOutcome(Enum):
    """What booking a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class FlaggedLease:
    """An old lease that breaks the act: it is brought in and told (E7). `tenancy` is its place in the batch."""

    row: int
    tenancy: int
    controls: tuple[Control, ...]


@dataclass
class Staged:
    """A plan laid over the records: what to write, what each row does, and what was found on the way.

    `gone` counts known open items that a whole list no longer names.
    """

    look: Look
    plan: ImportPlan
    batch: Batch
    only: frozenset[int] | None = None
    outcomes: dict[int, RowOutcome] = field(default_factory=dict)
    fields: dict[int, tuple[str, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    flagged: list[FlaggedLease] = field(default_factory=list)
    gone: int = 0

    def say(self, row: int, key: str, kind: Kind, what: Message, *mends: Mend) -> None:
        """A finding at the cell that fills this field (or about the row when no column does)."""
        columns = self.plan.mapping.columns_of(key)
        cell = self.plan.table.sheet.cell(row, columns[0]) if columns else None
        control = Control(kind, what, fields=(key,), mends=mends)
        self.findings.append(Finding(row, cell.address if cell else "", key, control, cell.text if cell else ""))

    def refuse(self, row: int, key: str, what: Message, *mends: Mend) -> None:
        """What stops the row."""
        self.say(row, key, Kind.HARD, what, *mends)

    def done(self, row: int, changed: list[str]) -> None:
        """A row whose record was known: changed in these fields, or as it was."""
        self.outcomes[row] = RowOutcome.CHANGED if changed else RowOutcome.UNCHANGED
        if changed:
            self.fields[row] = tuple(dict.fromkeys(changed))

    def new(self, row: int) -> None:
        """A row that makes a new record."""
        self.outcomes[row] = RowOutcome.NEW

    def bookable(self, row: PlanRow) -> bool:
        """Whether the row says something to be laid over the records (`only`: and is among those to be booked)."""
        return row.record is not None and not row.left_out and (self.only is None or row.number in self.only)
