"""The plan of an import: every row with its state, its findings and what they can be mended to.

A plan is a value. Each correction gives a new plan in which everything has been checked again, so that a mend that
makes a duplicate is seen at once. Nothing here is stored: casework books the records of a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from ..rules.messages import Control, Kind, Mend
from ..rules.reading import Reading
from .fields import Field, ListKind
from .header import LeftOut, Table
from .mapping import Mapping as ColumnMapping
from .records import ListRow


class RowStatus(Enum):
    """Where a row stands."""

    WRONG = "wrong"
    CONFIRM = "confirm"
    OK = "ok"


@dataclass(frozen=True)
class Finding:
    """Something about one cell (or, when `address` is empty, about the row) that somebody should see.

    `text` is what stands in the cell. `form` is the same for cells that look alike and have the same finding: what
    "godta for alle" takes together.
    """

    row: int
    address: str
    field: str
    control: Control
    text: str = ""

    @property
    def code(self) -> str:
        """The code of what was found."""
        return self.control.code

    @property
    def form(self) -> str:
        """Digits as 9, words as a: "203" and "204" have the same form."""
        shape = re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", self.text))
        return f"{self.code}|{self.field}|{shape}"

    @property
    def mends(self) -> tuple[Mend, ...]:
        """The ways to put it right."""
        return self.control.mends

    @property
    def blocks(self) -> bool:
        """Whether the row cannot be brought in as it stands."""
        return self.control.kind in (Kind.HARD, Kind.MISSING)

    @property
    def key(self) -> tuple[int, str, str]:
        """What an acceptance holds on to."""
        return self.row, self.field, self.code


@dataclass(frozen=True)
class PlanRow:
    """One row of the list: its number in the file, its values by field key, and what casework would book.

    `record` is None while the row is wrong. `decisions` holds what the office chose that is no field, such as
    which known person it is.
    """

    number: int
    status: RowStatus
    values: Mapping[str, Any]
    findings: tuple[Finding, ...]
    record: ListRow | None
    left_out: bool = False
    decisions: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportPlan:
    """All rows of a list, checked. `today` is the day it was checked for.

    `complete_to`: the list is all that is open in the municipality's accounts at the end of that day (a mirror).
    """

    kind: ListKind
    table: Table
    mapping: ColumnMapping
    today: date
    rows: tuple[PlanRow, ...]
    corrections: Mapping[tuple[int, str], object] = field(default_factory=dict)
    accepted: frozenset[tuple[int, str, str]] = frozenset()
    out: frozenset[int] = frozenset()
    decided: Mapping[tuple[int, str], object] = field(default_factory=dict)
    outside: tuple[Finding, ...] = ()
    complete_to: date | None = None
    cache: dict[tuple[Any, ...], Reading[Any]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Rows of the sheet that are no data: sums, repeated headers, remarks."""
        return self.table.left_out

    @property
    def missing(self) -> tuple[Field, ...]:
        """Required fields that no column fills."""
        return self.mapping.missing

    def row(self, number: int) -> PlanRow:
        """The row with this number in the file."""
        return next(row for row in self.rows if row.number == number)

    def count(self, status: RowStatus) -> int:
        """How many rows stand so; rows the office leaves out are not counted."""
        return sum(row.status is status and not row.left_out for row in self.rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, row by row."""
        return tuple(finding for row in self.rows for finding in row.findings)

    def records(self, *, also_unconfirmed: bool = False) -> tuple[ListRow, ...]:
        """What can be booked: the rows that are ok, and on demand those still to be confirmed as they were read."""
        wanted = {RowStatus.OK, RowStatus.CONFIRM} if also_unconfirmed else {RowStatus.OK}
        chosen = (row for row in self.rows if row.status in wanted and not row.left_out)
        return tuple(row.record for row in chosen if row.record is not None)

    def refused(self, *, also_unconfirmed: bool = False) -> tuple[PlanRow, ...]:
        """The rows that `records` does not give: these go to the file of refused rows."""
        booked = {record.row for record in self.records(also_unconfirmed=also_unconfirmed)}
        return tuple(row for row in self.rows if row.number not in booked)

    def same_form(self, finding: Finding) -> tuple[Finding, ...]:
        """All open findings of the same kind in cells of the same form, this one included."""
        return tuple(f for f in self.findings if f.form == finding.form and f.key not in self.accepted)


def status_of(findings: Iterable[Finding], accepted: frozenset[tuple[int, str, str]]) -> RowStatus:
    """Wrong when something blocks, confirm while a doubt is not accepted, else ok."""
    status = RowStatus.OK
    for finding in findings:
        if finding.blocks:
            return RowStatus.WRONG
        if finding.control.kind is Kind.SOFT and finding.key not in accepted:
            status = RowStatus.CONFIRM
    return status
