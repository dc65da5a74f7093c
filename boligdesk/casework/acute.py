"""Akutt: a place to sleep tonight and tomorrow? If not, the case goes to NAV the same day (sosialtjenesteloven § 27).

Why somebody has no place, how long they have lived here and what they owe is never asked here (P10).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ..forms.handover_data import HandoverData
from ..models.application import AcuteHandover, Application
from ..models.person import Person
from ..rules.messages import Message, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import ContactKind, DocumentKind, Protection, TaskKind
from ..texts import text
from .core.acts import Look, Work, reads, steps, writes
from .core.application_letter import application_letter, household_words, shared
from .core.application_rows import Member, application_of, members_of, open_application, touch
from .core.changes import Done
from .core.desk import OSLO, Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.papers import contact
from .core.person_records import too_long
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.stops import refuse_stops
from .core.tasks import NewTask, add_task, finish_application_tasks


@dataclass(frozen=True)
class AcuteState:
    """What was answered last, and to whom at NAV it was handed over. `must_hand_over`: nobody has it yet."""

    handover_id: int
    version: int
    sleeps_tonight: bool
    asked_at: datetime
    handed_at: datetime | None
    handed_to: str
    note: str

    @property
    def must_hand_over(self) -> bool:
        """The person has no place to sleep, and NAV has not got the case."""
        return not self.sleeps_tonight and self.handed_at is None


@dataclass(frozen=True)
class Handed:
    """To whom at NAV a case was handed over, when, and a message to NAV that stands on the sheet."""

    to: str
    at: datetime
    note: str = ""


@reads(Right.APPLICATION_READ)
def acute_state(look: Look, application_id: int) -> AcuteState | None:
    """The last answer to the first question, None while nobody has asked."""
    row = _last(look, application_of(look, application_id).id)
    if row is None:
        return None
    return AcuteState(row.id, row.version, row.sleeps_tonight, row.created_at, row.handed_at, row.handed_to, row.note)


def _last(look: Look, application_id: int) -> AcuteHandover | None:
    query = select(AcuteHandover).where(AcuteHandover.application_id == application_id)
    return look.session.execute(query.order_by(AcuteHandover.id.desc()).limit(1)).scalar_one_or_none()


@writes(Right.APPLICATION_WRITE)
def answer_tonight(
    work: Work, application_id: int, version: int, sleeps_tonight: bool, handed: Handed | None = None
) -> int:
    """Write the answer to "har du et sted å sove i natt og i morgen?". Returns the id of the answer.

    No leaves a task that is due today, weekend or holiday, unless the case is `handed` over in the same breath.
    Yes ends it. It can be asked again any day.
    """
    application = open_application(work, application_id, version)
    touch(work, application)
    answer = work.add(AcuteHandover(application_id=application.id, sleeps_tonight=sleeps_tonight))
    finish_application_tasks(work, application.id, TaskKind.ACUTE_HANDOVER)
    if handed is not None:
        _hand_over(work, answer, handed)
    elif not sleeps_tonight:
        person_id, case_id = application.applicant_id, application.id
        why = text("akutt.oppgave")
        add_task(
            work, NewTask(TaskKind.ACUTE_HANDOVER, work.today, why=why, person_id=person_id, application_id=case_id)
        )
    return answer.id


@writes(Right.APPLICATION_WRITE)
def hand_over_to_nav(work: Work, handover_id: int, version: int, handed: Handed) -> int:
    """Who at NAV got the case and when; the task is done. Returns the new version."""
    handover = work.load(AcuteHandover, handover_id, version)
    application = open_application(work, handover.application_id)
    touch(work, application)
    _hand_over(work, handover, handed)
    finish_application_tasks(work, application.id, TaskKind.ACUTE_HANDOVER)
    return handover.version


def _hand_over(work: Work, handover: AcuteHandover, handed: Handed) -> None:
    if handover.sleeps_tonight:
        raise refuse("akutt.har_sted")
    if not handed.to.strip():
        raise refuse("akutt.uten_navn")
    if handed.at > work.now:
        raise refuse("akutt.klokkeslett_fram")
    refuse_stops(too_long(AcuteHandover, {"handed_to": handed.to, "note": handed.note}))
    handover.handed_at, handover.handed_to, handover.note = handed.at, handed.to.strip(), handed.note.strip()
    work.session.flush()


# -- the sheet ----------------------------------------------------------------------------------


@steps(Right.APPLICATION_READ)
def print_handover(desk: Desk, application_id: int) -> Done[PrintedDocument]:
    """The sheet that goes with the person to NAV: only what NAV needs to help tonight, and what the consent covers."""
    return print_letter(desk, *_sheet(desk, application_id), _file)


@reads(Right.APPLICATION_READ)
def _sheet(look: Look, application_id: int) -> tuple[Letter, PrintedDocument | None]:
    application = application_of(look, application_id)
    answer = _last(look, application.id)
    if answer is None or answer.sleeps_tonight:
        raise refuse("akutt.ingenting_a_overlevere")
    letter = application_letter(
        look, application, "overlevering_nav", DocumentKind.HANDOVER, _data(look, application, answer)
    )
    return letter, stored(look, letter)


def _data(look: Look, application: Application, answer: AcuteHandover) -> HandoverData:
    person = look.get(Person, application.applicant_id)
    hidden = person.protection is not Protection.NONE
    handed = answer.handed_at.astimezone(OSLO) if answer.handed_at else None
    return HandoverData(
        **_head(look, application),
        born=person.birth_date,
        phone=None if hidden else contact(look, person.id, ContactKind.PHONE, look.today),
        household=household_words(_tonight(look, application)),
        interpreter=person.language or None if person.interpreter else None,
        needs_interpreter=person.interpreter,
        hidden_address=hidden,
        asked_on=answer.created_at.astimezone(OSLO).date(),
        handed_on=handed.date() if handed else None,
        handed_clock=f"{handed:%H.%M}" if handed else None,
        handed_to=answer.handed_to or None,
        message=answer.note or None,
        consent=_consent(application),
    )


def _head(look: Look, application: Application) -> dict[str, Any]:
    return {k: v for k, v in shared(look, application).items() if k not in ("recipient", "received_on")}


def _tonight(look: Look, application: Application) -> list[Member]:
    """Those who need a place now; who is expected is not here yet."""
    return [member for member in members_of(look, [application.id]).get(application.id, ()) if not member.expected]


def _consent(application: Application) -> Message:
    if application.consent_on is None or application.consent_withdrawn_on is not None:
        return msg("akutt.ark.uten_samtykke")
    return msg("akutt.ark.samtykke", dato=application.consent_on, omfang=application.consent_scope)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    before = stored_print(work, {"application_id": new.application_id}, new.data_sha256 or "")
    return before.id if before else keep(work, new).id
