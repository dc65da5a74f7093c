"""What a row of the file becomes, in one line (look/08): "Fjordgata 14, H0201 · 3 rom · 68 m² · 9 450 kr"."""

from __future__ import annotations

from collections.abc import Iterator

from ...casework.imports import DwellingRow, OpenItemRow, PlanRow, TenantRow
from ...texts import enum_text, formats, text


def becomes(row: PlanRow) -> str:
    """The record that a row would be booked as; empty while the row is wrong. What it does not say is left out."""
    record = row.record
    if record is None:
        return ""
    if isinstance(record, OpenItemRow):
        return " · ".join(_open_item(record))
    return " · ".join(_dwelling(record) if isinstance(record, DwellingRow) else _tenancy(record))


def _dwelling(record: DwellingRow) -> Iterator[str]:
    yield _home(record)
    if record.rooms is not None:
        yield text("ui.bolig.rom", antall=record.rooms)
    if record.area_m2 is not None:
        yield text("ui.bolig.kvm", areal=formats.number(record.area_m2))
    if record.rent_ore is not None:
        yield formats.kroner(record.rent_ore)
    if record.tenants:
        yield ", ".join(str(name) for name in record.tenants)


def _tenancy(record: TenantRow) -> Iterator[str]:
    yield ", ".join(str(person.name) for person in record.persons)
    yield _home(record)
    until = formats.day(record.to_date) if record.to_date else ""
    yield text("ui.import.periode", fra=formats.day(record.from_date), til=until).rstrip()
    if record.rent_ore is not None:
        yield formats.kroner(record.rent_ore)


def _open_item(record: OpenItemRow) -> Iterator[str]:
    names = ", ".join(str(name) for name in record.names)
    yield names or record.contract or text("ui.import.kid", kid=record.kid)
    yield enum_text(record.kind)
    yield formats.day(record.due)
    yield formats.kroner(record.remaining_ore)
    for step, taken in record.steps:
        yield f"{enum_text(step)} {formats.day(taken)}"


def _home(record: DwellingRow | TenantRow) -> str:
    return ", ".join(part for part in (record.address, record.number, record.reference) if part)
