"""The letter of a decision, made from what is stored with it and from nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...forms import data as paper
from ...forms.decision_data import CriterionLine, DecisionLetterData, ForewarningData
from ...models.application import Application
from ...models.decision import Decision
from ...rules.application_words import DecisionResult
from ...rules.decisions.content import DecidedLine, DecidedParty, DecidedSheet, DecisionText
from ...rules.explanation import Explanation
from ...rules.messages import Message, msg
from ...rules.vocabulary import DocumentKind
from .acting_rows import receivers
from .acts import Look
from .decision_rows import authors_of, stored_text, user_name
from .decision_snapshot import Snapshot, known_words
from .papers import office_of
from .printing import Letter
from .templates import template_of

TEMPLATE, FOREWARNING = "vedtak", "forhandsvarsel"


def letter_of(look: Look, decision: Decision, frozen: Snapshot) -> Letter:
    """The letter, ready to be printed in the party's language. Its file names nobody."""
    application = look.get(Application, decision.application_id)
    explanations: tuple[Explanation, ...] = (frozen.explanation,) if frozen.explanation else ()
    return Letter(
        TEMPLATE,
        DocumentKind.DECISION,
        letter_data(look, decision, frozen),
        template_of(look, TEMPLATE, frozen.party.language),
        f"vedtak-{decision.number}.pdf",
        person_id=application.applicant_id,
        application_id=application.id,
        case_number=application.number,
        explanations=explanations,
        copies=receivers(frozen.party.acting, frozen.party.name),
    )


def forewarning_of(look: Look, decision: Decision, party: DecidedParty, answer_by: date) -> Letter:
    """The forhåndsvarsel of a decision about the place on the list, with the reasons as they are drafted."""
    application, written = look.get(Application, decision.application_id), stored_text(decision)
    shared = _shared(look, decision, party, look.today)
    data = ForewarningData(
        answer_to=shared.pop("complain_to"),
        **shared,
        place_lost=decision.result is DecisionResult.REFUSED,
        reasons=written.weighing,
        answer_by=answer_by,
        valid_until=written.valid_until,
    )
    return Letter(
        FOREWARNING,
        DocumentKind.LETTER,
        data,
        template_of(look, FOREWARNING, party.language),
        f"forhandsvarsel-{application.number}.pdf",
        person_id=application.applicant_id,
        application_id=application.id,
        case_number=application.number,
        copies=receivers(party.acting, party.name),
    )


def letter_data(look: Look, decision: Decision, frozen: Snapshot) -> DecisionLetterData:
    """The data of the letter; what is empty is left out, and what must be there is refused when it is."""
    written, day = stored_text(decision), decision.decided_on or look.today
    approver = decision.approved_by if decision.approved_by not in authors_of(decision) else None
    return DecisionLetterData(
        **_shared(look, decision, frozen.party, day),
        **_written(written, frozen.party),
        **_assessed(frozen.sheet, frozen.party.language),
        basis=decision.basis,
        result=decision.result,
        number=decision.number,
        decided_on=day,
        valid_until=decision.valid_until or written.valid_until,
        replaces=look.get(Decision, decision.replaces_id).number if decision.replaces_id else None,
        approved_by=user_name(look, approver) or None,
    )


def _shared(look: Look, decision: Decision, party: DecidedParty, day: date) -> dict[str, Any]:
    office = office_of(look)
    name, *lines = party.lines
    where = (office.name, office.unit, office.address, office.postal)
    return {
        "office": office,
        "printed_on": day,
        "recipient": paper.Recipient(name=name, lines=tuple(lines)),
        "reference": party.application,
        "caseworker": user_name(look, decision.drafted_by) or look.who.on_paper,
        "party": party.name,
        "party_born": party.born,
        "application": party.application,
        "received_on": party.received_on,
        "copy_to": party.copy_to or None,
        "complain_to": ", ".join(filter(None, where)) if office.address else "",
    }


def _written(written: DecisionText, party: DecidedParty) -> dict[str, Any]:
    return {
        "asked_for": written.asked_for,
        "facts": written.facts,
        "weighing": written.weighing,
        "next_steps": written.next_steps,
        "children_best": (written.children.strip() or None) if party.children else None,
        "bedrooms": _size(written.bedrooms),
        "homes": written.homes.strip() or None,
        "lease_months": written.lease_months,
        "access": written.access.strip() or None,
        "help_content": written.help.strip() or None,
        "not_granted": written.not_granted.strip() or None,
        "lapse": written.lapse.strip() or None,
        "forewarned_on": written.forewarned_on,
        "answer_by": written.answer_by,
        "party_answer": written.party_answer.strip() or None,
        "own_text": written.own_text.strip() or None,
    }


def _size(bedrooms: int | None) -> Message | int | None:
    """The number before the word "soverom"; nobody is granted "0 soverom"."""
    return msg("vedtak.brev.ett_rom") if bedrooms == 0 else bedrooms


def _assessed(sheet: DecidedSheet, language: str) -> dict[str, Any]:
    return {
        "criteria": tuple(_line(line, language) for line in sheet.lines),
        "exceptions": tuple(_line(line, language) for line in sheet.exceptions),
        "rules": sheet.rules or None,
        "adopted_by": sheet.adopted_by or None,
        "child_heard": sheet.child_heard or None,
    }


def _line(line: DecidedLine, language: str) -> CriterionLine:
    return CriterionLine(
        title=line.title,
        rule=line.rule,
        paragraph=line.paragraph or None,
        known=known_words(line, language) or None,
        status=line.status,
        exception=line.exception or None,
        reason=line.reason or line.exception or None,
    )
