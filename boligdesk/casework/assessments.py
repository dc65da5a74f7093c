"""The assessment of an application: the sheet, a caseworker's answers, typed facts, and the judgement in words.

The system's answer is never written over: it is worked out anew each time, and the caseworker's stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ..models.application import (
    Application,
    ApplicationAssessment,
    ApplicationFact,
    ApplicationNeed,
    CriterionAnswer,
)
from ..models.base import Record
from ..rules.allocation.assessment import CriterionResult, Grant, assess
from ..rules.allocation.given import Facts, impossible, plain, raise_all, read_value
from ..rules.application_words import CriterionStatus, Stage
from ..rules.messages import refuse
from ..rules.rights import Right
from .core.acts import Look, R, Work, reads, writes
from .core.application_facts import facts_of, sourced_facts
from .core.application_rows import need_of, open_application, stage_to, touch
from .core.assessing import QueueLine, assess_all, sheet_of
from .core.conflict import ConflictError
from .core.criteria_rows import adopted, criteria_of
from .core.rates import rates_of
from .core.sheet import Judgement, JudgementInput, Sheet, SheetLine, group_of
from .core.sheet_rows import bedrooms_of, judgements_of

#: More bedrooms than this is a slip of the keyboard.
_MOST_BEDROOMS = 12
#: The day that chooses the rules too; it is mended where it was registered.
_RECEIVED = "soknad_mottatt"


@dataclass(frozen=True)
class AnswerInput:
    """A caseworker's answer to one demand; `exception` is the key of the one that is given."""

    answer: CriterionStatus
    exception: str = ""
    reason: str = ""


@dataclass(frozen=True)
class FactInput:
    """A fact as somebody types it: a value as JSON holds it, who or what says so, and as of which day."""

    value: Any
    source: str
    as_of: date


@dataclass(frozen=True)
class SetChoice:
    """An adopted set that an application can be held against."""

    set_id: int
    name: str
    valid_from: date | None
    valid_to: date | None


@reads(Right.APPLICATION_READ)
def sheet(look: Look, application_id: int) -> Sheet:
    """The sheet as it stands today. RefusedError when no adopted set is valid for the application."""
    return sheet_of(look, application_id, look.today)


@reads(Right.APPLICATION_READ)
def queue(look: Look, ids: Collection[int]) -> dict[int, QueueLine]:
    """How far each of these applications has come today; hidden ones are left out."""
    return assess_all(look, ids, look.today)


@reads(Right.APPLICATION_READ)
def set_choices(look: Look) -> tuple[SetChoice, ...]:
    """The sets a caseworker can choose where more than one, or none, is valid for an application."""
    return tuple(
        SetChoice(row.id, row.criteria.name, row.criteria.valid_from, row.criteria.valid_to) for row in adopted(look)
    )


@writes(Right.DECISION_WRITE)
def answer(work: Work, application_id: int, criterion: str, given: AnswerInput, version: int = 0) -> None:
    """Answer one demand. `version` is that of the answer the form was opened with, 0 when there was none.

    Refuses an exception that does not fit the facts, and an answer that departs from the system's without a reason.
    """
    application = _begun(work, application_id)
    found = sheet_of(work, application_id, work.today)
    line = next((line for line in found.lines if line.criterion.key == criterion), None)
    if line is None:
        raise refuse("vurderingsark.ukjent_krav", krav=criterion)
    _check_answer(work, found, line, given)
    row = _kept(work, CriterionAnswer, application_id, version, criterion=criterion)
    row.answer, row.reason, row.answered_on = given.answer, given.reason.strip(), work.today
    row.exception = given.exception if given.answer is CriterionStatus.EXCEPTION else ""
    _save(work, row, application)


def _check_answer(look: Look, found: Sheet, line: SheetLine, given: AnswerInput) -> None:
    title = line.criterion.title.nb
    if given.answer is CriterionStatus.EXCEPTION:
        if not given.exception:
            raise refuse("vurderingsark.velg_unntak", krav=title)
        grant = Grant(line.criterion.key, given.exception, given.reason)
        assess(found.row.criteria, facts_of(found.facts), rates_of(look), found.on, [grant])
    elif given.answer is not line.system and not given.reason.strip():
        raise refuse("vurderingsark.skriv_grunn", krav=title)


@writes(Right.DECISION_WRITE)
def take_back_answer(work: Work, application_id: int, criterion: str, version: int) -> None:
    """Take an answer away, so that the demand waits for one again."""
    application = open_application(work, application_id)
    work.session.delete(_kept(work, CriterionAnswer, application_id, version, criterion=criterion))
    work.session.flush()
    _tell(work, application)


@writes(Right.DECISION_WRITE)
def follow_system(work: Work, application_id: int) -> int:
    """Answer as the system does where that is met, or exempt without a reason; never over an answer. How many."""
    application = _begun(work, application_id)
    lines = [line for line in sheet_of(work, application_id, work.today).lines if line.own is None]
    certain = [line.result for line in lines if _is_certain(line.result)]
    for result in certain:
        row = CriterionAnswer(application_id=application_id, criterion=result.criterion.key)
        row.answer, row.answered_on = result.status, work.today
        row.exception = result.exception.key if result.exception else ""
        work.add(row)
    if certain:
        _tell(work, application)
    return len(certain)


def _is_certain(result: CriterionResult) -> bool:
    if result.status is CriterionStatus.EXCEPTION:
        return not result.lacks_reason
    return result.status is CriterionStatus.MET


@writes(Right.APPLICATION_WRITE)
def type_fact(work: Work, application_id: int, key: str, given: FactInput, version: int = 0) -> None:
    """Keep a fact that somebody says; it stands over what the record knows. `version` 0: none was typed before.

    Refuses a value of the wrong kind, one that cannot be true with the others, and a fact without its source.
    """
    application = _begun(work, application_id)
    if key == _RECEIVED:
        raise refuse("vurderingsark.endres_i_soknaden")
    value = read_value(key, given.value)
    if not given.source.strip():
        raise refuse("vurderingsark.kilde_mangler")
    if given.as_of > work.today:
        raise refuse("vurderingsark.fakta_fram_i_tid", dato=given.as_of)
    known = facts_of(sourced_facts(work, (application_id,), work.today)[application_id])
    _check_possible(known, known.with_fact(key, value), work.today)
    row = _kept(work, ApplicationFact, application_id, version, key=key)
    row.value, row.source, row.as_of = plain(value), given.source.strip(), given.as_of
    _save(work, row, application)


def _check_possible(before: Facts, after: Facts, on: date) -> None:
    """Only what the new fact itself makes impossible; an old fault must not stop its own mending."""
    old = {error.fault.what for error in impossible(before.values, on)}
    raise_all([error for error in impossible(after.values, on) if error.fault.what not in old])


@writes(Right.APPLICATION_WRITE)
def drop_fact(work: Work, application_id: int, key: str, version: int) -> None:
    """Take a typed fact away; what the record knows stands again."""
    application = open_application(work, application_id)
    work.session.delete(_kept(work, ApplicationFact, application_id, version, key=key))
    work.session.flush()
    _tell(work, application)


@writes(Right.DECISION_WRITE)
def write_judgement(work: Work, application_id: int, given: JudgementInput, version: int = 0) -> None:
    """Keep the judgement in words and the priority group. A group other than the facts' own needs a reason."""
    application = _begun(work, application_id)
    found = sheet_of(work, application_id, work.today)
    _check_group(found, given)
    row = _kept(work, ApplicationAssessment, application_id, version)
    for name, value in vars(given).items():
        setattr(row, name, value.strip() if isinstance(value, str) and name != "group_key" else value)
    _save(work, row, application)


def _check_group(found: Sheet, given: JudgementInput) -> None:
    if not given.group_key:
        return
    if given.group_key not in {group.key for group in found.row.criteria.groups}:
        raise refuse("vurderingsark.ukjent_gruppe")
    reckoned = group_of(found.assessment, "")
    if (reckoned is None or reckoned.key != given.group_key) and not given.group_reason.strip():
        raise refuse("vurderingsark.gruppe_uten_grunn")


@writes(Right.DECISION_WRITE)
def set_bedrooms(
    work: Work, application_id: int, count: int | None, reason: str = "", version: int | None = None
) -> None:
    """Set how many bedrooms the household needs; None goes back to what is reckoned. Another number needs a reason.

    0 is a home of one room: a hybel, a bed-sitter.

    `version` is that of the needs the form was opened with, 0 when none were kept.
    """
    application = _begun(work, application_id)
    if count is not None and not 0 <= count <= _MOST_BEDROOMS:
        raise refuse("vurderingsark.soverom_antall", antall=count, hoyst=_MOST_BEDROOMS)
    reckoned = bedrooms_of(work, (application_id,), work.today)[application_id].reckoned.count
    if count not in (None, reckoned) and not reason.strip():
        raise refuse("vurderingsark.soverom_uten_grunn", antall=reckoned)
    need = need_of(work, application_id) or ApplicationNeed(application_id=application_id, kinds=[])
    if version is not None and (need.version or 0) != version:
        raise ConflictError(ApplicationNeed.__tablename__, need.id or 0, need.version or 0)
    need.bedrooms = None if count == reckoned else count
    need.bedrooms_reason = "" if need.bedrooms is None else reason.strip()
    _save(work, need, application)


@writes(Right.DECISION_WRITE)
def choose_set(work: Work, application_id: int, set_id: int | None, reason: str = "") -> None:
    """Hold the application against a set of one's own choice, with the reason in the audit; None: the valid one."""
    application = _begun(work, application_id)
    if set_id is not None and not criteria_of(work, set_id).criteria.adopted:
        raise refuse("vurderingsark.sett_ikke_tatt_i_bruk")
    if set_id is not None and not reason.strip():
        raise refuse("vurderingsark.sett_uten_grunn")
    judgement = judgements_of(work, (application_id,)).get(application_id, Judgement())
    row = _kept(work, ApplicationAssessment, application_id, judgement.version)
    row.set_id = set_id
    work.reason(reason)
    _save(work, row, application)


def _begun(work: Work, application_id: int) -> Application:
    """The application, now being assessed. Refuses one that is closed."""
    application = open_application(work, application_id)
    if application.stage is Stage.NEW:
        stage_to(work, application, Stage.ASSESSING)
    return application


def _kept(work: Work, kind: type[R], application_id: int, version: int, **where: str) -> R:
    """The row of the application (and key) to write, a new one where there is none.

    ConflictError when a colleague has written or taken away a row since `version`.
    """
    query = select(kind).filter_by(application_id=application_id, **where)
    row = work.session.execute(query).scalar_one_or_none()
    if row is not None:
        return work.load(kind, row.id, version)
    if version:
        raise ConflictError(kind.__tablename__, 0, 0)
    return kind(application_id=application_id, **where)


def _save(work: Work, row: Record, application: Application) -> None:
    work.session.add(row)
    work.session.flush()
    _tell(work, application)


def _tell(work: Work, application: Application) -> None:
    """Tell whoever has the application open; once is enough, and a second time would stand in the way of Angre."""
    if (Application.__tablename__, application.id) not in work.ledger.touched:
        touch(work, application)
