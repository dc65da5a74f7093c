"""Rows of a list of open items: what a tenant owed, or had to their good, when Boligdesk took the books over (E17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..rules.arrears.words import ArrearsEventKind
from ..rules.ledger.entries import EntryKind
from ..rules.messages import Control, Kind, msg
from .records import OpenItemRow

if TYPE_CHECKING:
    from .plan import Finding
    from .values import RowValues

#: The columns that say when a step was taken, and which step it is.
STEPS: Mapping[str, ArrearsEventKind] = MappingProxyType(
    {
        "paminnet": ArrearsEventKind.REMINDER,
        "inkassovarslet": ArrearsEventKind.FEE_LETTER,
        "oppfordret": ArrearsEventKind.OWN_DEMAND,
        "varslet_4_18": ArrearsEventKind.EVICTION_NOTICE,
        "begjaert": ArrearsEventKind.PETITION_FILED,
    }
)


def open_item_checks(row: RowValues) -> Iterator[Finding]:
    """What one row of open items does not agree with itself about."""
    if row.values.get("rest") == 0:
        yield row.found("rest", Control(Kind.HARD, msg("apning.ingenting_apent")))
    if not row.values.get("kravtype") and (row.values.get("rest") or 0) > 0 and not row.has_finding("kravtype"):
        yield row.found("kravtype", Control(Kind.SOFT, msg("apning.uten_kravtype")))
    yield from _step_checks(row)


def _step_checks(row: RowValues) -> Iterator[Finding]:
    due = row.values.get("forfall")
    for key in STEPS:
        taken = row.values.get(key)
        if taken and due and taken < due:
            yield row.found(key, Control(Kind.HARD, msg("apning.for_forfall", dato=taken, forfall=due)))


def steps_to_come(row: RowValues, today: date) -> Iterator[Finding]:
    """Steps that are said to be taken on a day that has not come."""
    for key in STEPS:
        if (taken := row.values.get(key)) and taken > today:
            yield row.found(key, Control(Kind.HARD, msg("apning.fram_i_tid", dato=taken)))


def kind_of(row: RowValues) -> EntryKind:
    """What the item is. Below zero it is money to the tenant's good; an item without a kind is read as rent."""
    if (row.values.get("rest") or 0) < 0:
        return EntryKind.PAYMENT
    return row.values.get("kravtype") or EntryKind.RENT


def open_item(row: RowValues) -> OpenItemRow:
    """The typed record of a row without blocking findings."""
    value, place, kind = row.values.get, row.place, kind_of(row)
    rest: int = row.values["rest"]
    return OpenItemRow(
        row.number,
        row.values["forfall"],
        kind,
        -abs(rest) if kind is EntryKind.PAYMENT else rest,
        kid=value("kid") or "",
        contract=value("kontrakt") or "",
        names=tuple(person.name for person in row.persons),
        address=place.address,
        number=place.number,
        amount_ore=value("opprinnelig"),
        reference=value("fakturanr") or "",
        steps=tuple((step, taken) for key, step in STEPS.items() if (taken := value(key))),
        notes=value("opplysning") or (),
    )
