"""Forhåndsvarsel: nobody loses a place on the list before being told and heard (forvaltningsloven § 16; P12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..models.decision import Decision
from ..rules.application_words import DecisionBasis
from ..rules.decisions.steps import DecisionStep
from ..rules.messages import refuse
from ..rules.rights import Right
from .core.acts import Look, Work, reads, steps, writes
from .core.application_rows import application_of
from .core.changes import Done
from .core.decision_letter import forewarning_of
from .core.decision_rows import decision_of, stored_text, write_text
from .core.decision_snapshot import party_of_application
from .core.decision_standing import refuse_step
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.printing import Letter, PrintedDocument, print_letter


@steps(Right.DECISION_WRITE)
def print_forewarning(desk: Desk, decision_id: int, version: int, answer_by: date) -> Done[PrintedDocument]:
    """Print the forhåndsvarsel of a draft about the place on the list, and note in the draft when it was given.

    The reasons are those of the draft. `answer_by` (inclusive) is the last day to answer; the decision waits for it.
    """
    letter = _letter(desk, decision_id, answer_by)
    return print_letter(desk, letter, None, lambda d, new: _file(d, decision_id, version, answer_by, new))


@reads(Right.DECISION_WRITE)
def _letter(look: Look, decision_id: int, answer_by: date) -> Letter:
    decision = decision_of(look, decision_id)
    if decision.basis is not DecisionBasis.REMOVAL:
        raise refuse("vedtak.varsel_bare_listen")
    refuse_step(look, decision, DecisionStep.CHANGE)
    if answer_by <= look.today:
        raise refuse("vedtak.varsel_frist", dato=look.today)
    if not stored_text(decision).weighing.strip():
        raise refuse("vedtak.varsel_uten_grunn")
    party = party_of_application(look, application_of(look, decision.application_id))
    return forewarning_of(look, decision, party, answer_by)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, decision_id: int, version: int, answer_by: date, new: NewDocument) -> int:
    decision = work.load(Decision, decision_id, version)
    told = replace(
        stored_text(decision), forewarned_on=work.today, answer_by=answer_by, answered_on=None, party_answer=""
    )
    write_text(work, decision, told)
    return keep(work, new).id
