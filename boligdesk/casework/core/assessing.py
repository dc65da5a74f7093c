"""Applications assessed: one sheet with everything on it, or a whole queue at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from ...models.application import Application
from ...models.office import OfficeText
from ...rules.allocation.assessment import Assessment, Eligibility, assess
from ...rules.allocation.catalogue import FACTS
from ...rules.allocation.sets import PriorityGroup
from ...rules.messages import Message, RefusedError
from ...rules.rates import Rates
from .acts import Look
from .application_facts import SourcedFact, facts_of, sourced_facts
from .application_rows import application_of
from .criteria_rows import KIND, CriteriaRow, chosen, criteria_for, criteria_of, newest, standing
from .narrowing import narrowed
from .rates import rates_of
from .sheet import FactLine, Judgement, OwnAnswer, Sheet, SheetLine, group_of, together
from .sheet_lacks import lacks
from .sheet_rows import answers_of, bedrooms_of, children_among, home_people, judgements_of


@dataclass(frozen=True)
class QueueLine:
    """How far one application of a queue has come. Where no set is valid, `assessment` is None and `why` says so.

    `outcome` is by the caseworker's own answers; the system's is `assessment.eligibility`.
    """

    application_id: int
    row: CriteriaRow | None = None
    assessment: Assessment | None = None
    answered: int = 0
    outcome: Eligibility = Eligibility.UNKNOWN
    group: PriorityGroup | None = None
    why: Message | None = None


def sheet_of(look: Look, application_id: int, on: date) -> Sheet:
    """The sheet of an application as it stands on `on`. RefusedError when no adopted set is valid for it."""
    application, ids = application_of(look, application_id), (application_id,)
    judgement = judgements_of(look, ids).get(application_id, Judgement())
    row = row_for(look, application, judgement, on)
    facts = sourced_facts(look, ids, on).get(application_id, {})
    found = assess(row.criteria, facts_of(facts), rates_of(look), on)
    sheet = Sheet(
        application_id=application_id,
        number=application.number,
        on=on,
        row=row,
        assessment=found,
        lines=_lines(found, facts, answers_of(look, ids).get(application_id, {})),
        facts=facts,
        judgement=judgement,
        children=children_among(home_people(look, ids, on)[application_id]),
        bedrooms=bedrooms_of(look, ids, on)[application_id],
    )
    return replace(sheet, ready=lacks(sheet))


def row_for(look: Look, application: Application, judgement: Judgement, on: date) -> CriteriaRow:
    """The set an application is held against: the one a caseworker has chosen, else the one that is valid for it."""
    if judgement.set_id is None:
        return criteria_for(look, application.received_on, on)
    kept = criteria_of(look, judgement.set_id)
    return standing(look, kept.key) or kept


def _lines(
    found: Assessment, facts: Mapping[str, SourcedFact], answers: Mapping[str, OwnAnswer]
) -> tuple[SheetLine, ...]:
    return tuple(
        SheetLine(
            number,
            result,
            tuple(FactLine(key, facts.get(key)) for key in result.criterion.facts if key in facts or _asked(key)),
            answers.get(result.criterion.key),
        )
        for number, result in enumerate(found.results, start=1)
    )


def _asked(key: str) -> bool:
    """The day of the assessment is no fact that anybody gives."""
    return FACTS[key].given


def assess_all(look: Look, ids: Collection[int], on: date) -> dict[int, QueueLine]:
    """Every application of a queue, in a handful of questions; those that are gone or hidden are left out."""
    queue = queue_of(look, ids, on)
    return {application_id: _queue_line(queue, application_id) for application_id in queue.facts}


@dataclass(frozen=True)
class Queue:
    """What a whole queue is assessed from: facts, sets or why there is none, answers and own groups."""

    on: date
    facts: Mapping[int, Mapping[str, SourcedFact]]
    rows: Mapping[int, CriteriaRow | Message]
    answers: Mapping[int, Mapping[str, OwnAnswer]]
    judged: Mapping[int, Judgement]
    rates: Rates


def queue_of(look: Look, ids: Collection[int], on: date) -> Queue:
    """Everything that is read before a queue can be assessed, whatever the number of applications."""
    judged = judgements_of(look, ids)
    return Queue(
        on,
        sourced_facts(look, ids, on),
        _rows_for(look, ids, judged, on),
        answers_of(look, ids),
        judged,
        rates_of(look),
    )


def _rows_for(
    look: Look, ids: Collection[int], judged: Mapping[int, Judgement], on: date
) -> dict[int, CriteriaRow | Message]:
    query = narrowed(select(Application.id, Application.received_on), Application.id, ids)
    keys = {
        row.id: row.key
        for row in look.session.execute(select(OfficeText.id, OfficeText.key).where(OfficeText.kind == KIND))
    }
    rows = newest(look)
    by_key = {row.key: row for row in rows}
    found: dict[int, CriteriaRow | Message] = {}
    for row in look.session.execute(query):
        own = judged[row.id].set_id if row.id in judged else None
        found[row.id] = by_key[keys[own]] if own else _valid(rows, row.received_on, on)
    return found


def _valid(rows: Sequence[CriteriaRow], received: date, on: date) -> CriteriaRow | Message:
    try:
        return chosen(rows, received, on)
    except RefusedError as error:
        return error.fault.what


def _queue_line(queue: Queue, application_id: int) -> QueueLine:
    row = queue.rows[application_id]
    if isinstance(row, Message):
        return QueueLine(application_id, why=row)
    answers = queue.answers.get(application_id, {})
    own = [answers.get(criterion.key) for criterion in row.criteria.criteria]
    found = assess(row.criteria, facts_of(queue.facts[application_id]), queue.rates, queue.on)
    return QueueLine(
        application_id,
        row,
        found,
        sum(answer is not None for answer in own),
        together(answer.answer if answer else None for answer in own),
        group_of(found, queue.judged[application_id].group_key if application_id in queue.judged else ""),
    )
