"""What lacks on a sheet before a vedtak can be made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...rules.allocation.assessment import Eligibility
from ...rules.allocation.given import impossible
from ...rules.application_words import CriterionStatus
from ...rules.messages import Message, msg
from .application_facts import facts_of
from .sheet import Sheet, SheetLine


def lacks(sheet: Sheet) -> tuple[Message, ...]:
    """Everything that must be mended first, in the order it is best mended."""
    return (*_faults(sheet), *_answers(sheet), *_judgement(sheet), *_order(sheet))


def _faults(sheet: Sheet) -> Iterator[Message]:
    """Facts that cannot be true together."""
    for error in impossible(facts_of(sheet.facts).values, sheet.on):
        yield from (fault.what for fault in error.faults)


def _answers(sheet: Sheet) -> Iterator[Message]:
    unanswered = [line for line in sheet.lines if line.own is None]
    unknown = [line for line in sheet.lines if line.own and line.own.answer is CriterionStatus.UNKNOWN]
    without = [line for line in sheet.lines if line.wants_reason]
    if unanswered:
        yield msg("vurderingsark.mangler.svar", krav=_numbers(unanswered))
    if unknown and sheet.outcome is not Eligibility.NOT_MET:
        yield msg("vurderingsark.mangler.ukjent", krav=_numbers(unknown))
    if without:
        yield msg("vurderingsark.mangler.grunn", krav=_numbers(without))
    for line in sheet.lines:
        if line.own and line.own.answer is CriterionStatus.EXCEPTION and not _still_fits(line):
            yield msg("vurderingsark.mangler.unntak", krav=line.number)


def _still_fits(line: SheetLine) -> bool:
    """An exception with a condition holds only while the facts do; one of judgement stands."""
    rule = line.given
    return rule is not None and (rule.when is None or line.result.exception is not None)


def _judgement(sheet: Sheet) -> Iterator[Message]:
    judged = sheet.judgement
    if sheet.children.touched and not judged.children_best.strip():
        yield msg("vurderingsark.mangler.barnets_beste")
    if sheet.children.can_be_heard and judged.child_heard is None:
        yield msg("vurderingsark.mangler.barn_hort")
    weighs = sheet.outcome is Eligibility.NOT_MET or any(line.given or line.departs for line in sheet.lines)
    if weighs and not judged.weighing.strip():
        yield msg("vurderingsark.mangler.avveining")


def _order(sheet: Sheet) -> Iterator[Message]:
    """A place in the order is needed only by those who get a yes."""
    placing = sheet.assessment.placing
    if placing and sheet.outcome is Eligibility.MET and not sheet.judgement.group_key and not placing.certain:
        yield msg("vurderingsark.mangler.gruppe")


def _numbers(lines: Sequence[SheetLine]) -> str:
    """ "2, 6 og 7", as they are numbered on the sheet (the same in bokmål and nynorsk)."""
    *first, last = (str(line.number) for line in lines)
    return f"{', '.join(first)} og {last}" if first else last
