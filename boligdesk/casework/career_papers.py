"""The boligkarriereplan on paper: what the household takes home after the plan is made or gone through (V20)."""

from __future__ import annotations

from collections.abc import Iterator

from ..forms.plan_data import CareerPlanData, PlanPaperReview, PlanPaperStep
from ..models.person import Person
from ..rules.messages import Message, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from ..texts import enum_code, text
from .career_plans import PlanCard, StepInput, plan_card
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.papers import office_of
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.templates import template_of

#: So many of the latest talks stand on the paper.
_TALKS = 3


@steps(Right.GUIDANCE_READ)
def print_plan(desk: Desk, plan_id: int) -> Done[PrintedDocument]:
    """A running plan as a PDF in the letter language of its person, filed; unchanged, the same again byte for byte.

    Refused for a plan that is ended.
    """
    return print_letter(desk, *_letter(desk, plan_id), _file)


@reads(Right.GUIDANCE_READ)
def _letter(look: Look, plan_id: int) -> tuple[Letter, PrintedDocument | None]:
    card = plan_card.inner(look, plan_id)
    if card.ended_on is not None:
        raise refuse("plan.avsluttet")
    person = look.get(Person, card.person_id)
    template = template_of(look, "boligkarriereplan", person.letter_language)
    letter = Letter(
        template.key,
        DocumentKind.CAREER_PLAN,
        _data(look, card, template.language),
        template,
        f"boligkarriereplan-{card.id}-{look.today:%Y%m%d}.pdf",
        person_id=person.id,
    )
    return letter, stored(look, letter)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    before = stored_print(work, {"person_id": new.person_id}, new.data_sha256 or "")
    return before.id if before else keep(work, new).id


def _data(look: Look, card: PlanCard, language: str) -> CareerPlanData:
    given = card.given
    talks = [one for one in card.reviews if one.note][:_TALKS]
    return CareerPlanData(
        office=office_of(look),
        printed_on=look.today,
        reference=text("boligkarriereplan.referanse", language, nummer=card.id),
        caseworker=look.who.on_paper,
        who=card.name,
        made_on=card.made_on,
        today=given.today_text or None,
        goal=msg(enum_code(given.goal)),
        goal_words=given.goal_text or None,
        next_review=given.next_review,
        steps=tuple(_steps(card)),
        reviews=tuple(PlanPaperReview(on_date=one.on_date, note=one.note) for one in talks),
    )


def _steps(card: PlanCard) -> Iterator[PlanPaperStep]:
    for number, step in enumerate(card.steps, 1):
        if step.done_on is not None:
            when = msg("boligkarriereplan.gjort", dato=step.done_on)
        elif step.given.due is not None:
            when = msg("boligkarriereplan.innen", dato=step.given.due)
        else:
            when = msg("boligkarriereplan.uten_dag")
        yield PlanPaperStep(number=number, what=step.given.what, who=_doer(step.given), when=when)


def _doer(given: StepInput) -> Message:
    kind = msg(enum_code(given.actor))
    return msg("boligkarriereplan.steg_av", hvem=kind, navn=given.actor_name) if given.actor_name else kind
