"""The assessment and the party as they stand, put into the words of the letter and frozen with a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...models.application import Application
from ...models.decision import Decision
from ...models.person import Person
from ...rules.allocation.assessment import Eligibility
from ...rules.application_words import ChildHeard, CriterionStatus, DecisionBasis, DecisionResult
from ...rules.decisions.content import (
    GIVING,
    UNDER_CRITERIA,
    DecidedFact,
    DecidedLine,
    DecidedParty,
    DecidedSheet,
    party_of,
)
from ...rules.explanation import Explanation, dump, load
from ...rules.messages import Fault, RefusedError, refuse
from ...texts import enum_text, formats, render, text
from .acting_rows import acting_for, acting_named
from .acts import Look
from .assessing import sheet_of
from .decision_rows import stored_sheet
from .document_rows import plain_data
from .papers import letter_address, named
from .sheet import FactLine, Sheet, SheetLine
from .sheet_rows import children_among, home_people


@dataclass(frozen=True)
class Snapshot:
    """What a decision rests on, as it stands now."""

    party: DecidedParty
    sheet: DecidedSheet
    explanation: Explanation | None = None

    @property
    def substance(self) -> tuple[Any, ...]:
        """What makes it another assessment: demands, answers, facts. The day it was read on does not."""
        return tuple(
            (line.title, line.status, line.reason, tuple((fact.label, fact.value) for fact in line.facts))
            for line in self.sheet.lines
        )


def snapshot(look: Look, application: Application, basis: DecisionBasis, result: DecisionResult) -> Snapshot:
    """Read party and assessment. RefusedError with all that lacks on the sheet, or when the set is not adopted."""
    party = party_of_application(look, application)
    if basis not in UNDER_CRITERIA or result is DecisionResult.DISMISSED:
        return Snapshot(party, DecidedSheet())
    sheet = sheet_of(look, application.id, look.today)
    refuse_sheet(sheet, result)
    return Snapshot(party, _sheet(sheet, party.language), sheet.assessment.explanation)


def stored_snapshot(decision: Decision) -> Snapshot:
    """The party and the assessment a decision was made on; refused before they are frozen."""
    if not decision.facts:
        raise refuse("vedtak.ikke_frosset")
    kept = load(decision.explanation) if decision.explanation else None
    return Snapshot(party_of(decision.facts["party"]), stored_sheet(decision), kept)


def freeze(decision: Decision, found: Snapshot) -> None:
    """Keep the party and the assessment with a decision, as they are now."""
    decision.facts = {"party": plain_data(found.party), "sheet": plain_data(found.sheet)}
    decision.explanation = dump(found.explanation) if found.explanation else {}
    decision.set_id = found.sheet.set_id


def refuse_sheet(sheet: Sheet, result: DecisionResult) -> None:
    """A vedtak rests on an adopted set and a finished sheet, and gives nothing where a demand is not met."""
    if not sheet.row.criteria.may_decide:
        raise refuse("vedtak.sett_ikke_tatt_i_bruk", navn=sheet.row.criteria.name)
    if sheet.ready:
        raise RefusedError(*(Fault(lack.code, lack) for lack in sheet.ready))
    if result in GIVING and sheet.outcome is Eligibility.NOT_MET:
        raise refuse("vedtak.krav_ikke_oppfylt")


def party_of_application(look: Look, application: Application) -> DecidedParty:
    """Whom the decision is about: the applicant, at the registered postal address, with any representative (§ 12)."""
    person = look.get(Person, application.applicant_id)
    people = home_people(look, (application.id,), look.today)[application.id]
    acting = acting_for(look, person.id)
    return DecidedParty(
        name=person.full_name,
        born=person.birth_date,
        lines=(named(look, (person.id,)), *letter_address(look, person.id, look.today)),
        language=person.letter_language if person.letter_language == "nn" else "nb",
        application=application.number,
        kind=application.kind.value,
        received_on=application.received_on,
        copy_to=acting_named(acting, person.letter_language),
        children=children_among(people).touched,
        acting=acting,
    )


def _sheet(sheet: Sheet, language: str) -> DecidedSheet:
    criteria = sheet.row.criteria
    heard = sheet.judgement.child_heard
    adopted = (criteria.decided_by, formats.day(criteria.decided_on) if criteria.decided_on else "")
    return DecidedSheet(
        set_id=sheet.row.id,
        rules=criteria.name,
        adopted_by=" ".join(filter(None, adopted)),
        lines=tuple(_line(line, language) for line in sheet.lines),
        child_heard=" ".join(filter(None, (_heard(heard, language), sheet.judgement.child_heard_note.strip()))),
        **_place(sheet),
    )


def _place(sheet: Sheet) -> dict[str, Any]:
    """The priority group, with its place in the set's own order; those in none come last.

    It is the office that reads it, on one list for all, so it is in bokmål whatever language the letter is in.
    """
    group, groups, score = sheet.group, sheet.row.criteria.groups, sheet.assessment.score
    return {
        "group_key": group.key if group else "",
        "group_step": group.step if group else "",
        "group_text": group.text.nb if group else "",
        "group_order": groups.index(group) if group else len(groups),
        "score": score.total if score else None,
    }


def _heard(heard: ChildHeard | None, language: str) -> str:
    return f"{enum_text(heard, language)}." if heard else ""


def _line(line: SheetLine, language: str) -> DecidedLine:
    own, criterion = line.own, line.criterion
    return DecidedLine(
        title=criterion.title.of(language),
        rule=criterion.text.of(language),
        paragraph=criterion.paragraph,
        status=own.answer if own else CriterionStatus.UNKNOWN,
        facts=tuple(_fact(fact, language) for fact in line.facts),
        exception=line.given.text.of(language) if line.given else "",
        reason=own.reason.strip() if own else "",
    )


def _fact(line: FactLine, language: str) -> DecidedFact:
    known = line.fact
    return DecidedFact(
        label=render(line.label, language),
        value=render(line.words, language),
        source=render(known.source, language) if known else "",
        as_of=known.as_of if known else None,
    )


def known_words(line: DecidedLine, language: str) -> str:
    """The facts of one demand as the letter tells them: value, who says so, as of when.

    What nobody knows is told only where the demand could not be answered for it.
    """
    unanswered = line.status is CriterionStatus.UNKNOWN
    return "\n".join(_told(fact, language) for fact in line.facts if fact.source or unanswered)


def _told(fact: DecidedFact, language: str) -> str:
    if not fact.source:
        return text("vedtak.brev.ukjent", language, hva=fact.label)
    day = formats.day(fact.as_of) if fact.as_of else ""
    whence = ", ".join(filter(None, (fact.source, day)))
    return text("vedtak.brev.opplysning", language, hva=fact.label, verdi=fact.value, kilde=whence)
