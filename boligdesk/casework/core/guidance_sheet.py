"""The sheet to take home, from the figures of the homes to its data: one page, whatever is on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ...forms.data import Office, Recipient
from ...forms.guidance_data import ApplyRow, GuidanceSheetData, HomeCells
from ...forms.making import make
from ...rules.budget.people import ADULT
from ...rules.guidance.columns import Column, Situation
from ...rules.guidance.sheet import Known, Sheet, SheetRow, listed, sheet
from ...rules.messages import Message, msg, refuse
from ...rules.templates import Template


@dataclass(frozen=True)
class SheetAbout:
    """What stands on the sheet beside the figures."""

    office: Office
    printed_on: date
    caseworker: str | None
    advice: str | None
    application_number: str | None
    has_benefit: bool
    lease_until: date | None


def sheet_data(
    about: SheetAbout, found: tuple[Column, ...], given: Situation, who: Recipient | None
) -> tuple[GuidanceSheetData, ...]:
    """The sheet, and then the same told shorter: each cost by itself, else in one sum."""
    known = Known(about.application_number, about.has_benefit, about.lease_until)
    return tuple(
        _data(about, sheet(found, known, each_cost=each), _household(given, about.printed_on), who)
        for each in (True, False)
    )


def _data(
    about: SheetAbout, told: Sheet, household: Message | None, who: Recipient | None
) -> GuidanceSheetData:  # fmt: skip
    return GuidanceSheetData(
        office=about.office,
        printed_on=about.printed_on,
        caseworker=about.caseworker,
        homes=len(told.homes),
        who=who.name if who else None,
        household=household,
        names=_cells(SheetRow(msg("veiledningsark.boligen"), told.homes)),
        rows=tuple(map(_cells, told.rows)),
        left=_cells(SheetRow(msg("veiledningsark.boligen"), told.left)),
        measured=tuple(map(_cells, told.measured)),
        loan=_sentences(told.loan) if told.caveat else None,
        apply=tuple(ApplyRow(what=one.what, said=one.said, papers=one.papers) for one in told.apply),
        advice=about.advice,
        lacking=listed(told.lacking) if told.lacking else None,
        unconfirmed=listed(told.unconfirmed) if told.unconfirmed else None,
        rates=listed(told.rates) if told.rates else None,
    )


def _cells(row: SheetRow) -> HomeCells:
    first, second, third = (*row.cells, None, None, None)[:3]
    return HomeCells(what=row.what, first=first, second=second, third=third)


def _sentences(parts: tuple[Message, ...]) -> Message:
    first, *others = parts
    for one in others:
        first = msg("veiledningsark.setninger", forste=first, neste=one)
    return first


def _household(given: Situation, on: date) -> Message | None:
    """How many they are; None where it is not told."""
    years = [person.years(on) for person in given.budget.people]
    grown = given.grown if given.grown is not None else _adults(years)
    if grown is None or not years:
        return None
    children = len(years) - grown
    if grown == 1:
        return msg("veiledningsark.husstand_en", barn=children) if children else msg("veiledningsark.husstand_alene")
    if children:
        return msg("veiledningsark.husstand", voksne=grown, barn=children)
    return msg("veiledningsark.husstand_voksne", voksne=grown)


def _adults(years: list[int | None]) -> int | None:
    return None if None in years else sum(age >= ADULT for age in years if age is not None)


def fitted(key: str, variants: tuple[GuidanceSheetData, ...], template: Template) -> GuidanceSheetData:
    """The fullest that stands on one page. Refused when not even the shortest does."""
    for data in _shorter(variants):
        if make(key, data, template).pages == 1:
            return data
    raise refuse("veiledningsark.en_side")


def _shorter(variants: tuple[GuidanceSheetData, ...]) -> Iterator[GuidanceSheetData]:
    """Each that is told shorter; at last without the rates that are sure."""
    yield from variants
    yield replace(variants[-1], rates=None)
