"""Applications: registered at the counter, changed, handed over, closed with a reason, opened again, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..models.application import Application
from ..models.office import User
from ..models.person import Person
from ..rules.application_words import ApplicationKind, AssistanceState, Channel, CloseReason, Stage, TargetGroup
from ..rules.messages import Control, refuse
from ..rules.rights import Right
from ..rules.vocabulary import TaskKind
from .core.acts import Look, Work, reads, writes
from .core.application_checks import check_members, check_new, check_received, check_stay, tenancy_of
from .core.application_inputs import NO_STAY, ApplicationInput, AreaInput, MemberInput, NeedInput, StayInput
from .core.application_rows import close_as, open_application, touch
from .core.application_write import (
    ask_for,
    deadline_tasks,
    household_on,
    make_tasks,
    move_deadlines,
    move_tasks,
    papers_due,
    put_members,
    put_stay,
    registered_members,
    set_deadlines,
    sort_key_of,
    with_applicant,
)
from .core.numbers import public
from .core.person_checks import stop_for
from .core.person_homes import Living, homes
from .core.person_records import living, too_long
from .core.stops import NO_REASONS, refuse_stops
from .core.tasks import NewTask, add_task, finish_application_tasks
from .core.waiting_moves import leave_with_case

__all__ = [
    "ApplicationChange",
    "ApplicationInput",
    "AreaInput",
    "MemberInput",
    "NeedInput",
    "StayInput",
    "change_application",
    "change_members",
    "check_application",
    "check_household",
    "close_application",
    "give_consent",
    "hand_over_application",
    "household_proposal",
    "register_application",
    "reopen_application",
    "settle_assistance",
    "take_out_application",
    "withdraw_application",
    "withdraw_consent",
]

SERIES = "soknad"


@reads(Right.APPLICATION_READ)
def check_application(look: Look, new: ApplicationInput) -> tuple[Control, ...]:
    """Every finding before an application is registered: impossible dates, doublets, children with two homes."""
    return check_new(look, new)


@reads(Right.APPLICATION_READ)
def household_proposal(look: Look, person_id: int) -> tuple[MemberInput, ...]:
    """Who lives with a person by the register today: what the form at the counter begins with."""
    return registered_members(look, living(look, person_id).id, look.today)


@writes(Right.APPLICATION_WRITE)
def register_application(work: Work, new: ApplicationInput, reasons: Mapping[str, str] = NO_REASONS) -> int:
    """Register an application. Returns its id; the number is taken from this year's series.

    Refuses hard findings, and soft ones (the person has one already, same address, same phone) without a reason by
    their code. Leaves the tasks for foreløpig svar (§ 11 a) and vedtak, and asks for the papers named.
    """
    stop_for(work, check_new(work, new), reasons)
    applicant = living(work, new.applicant_id)
    application = Application(
        number=public(work, SERIES),
        kind=new.kind,
        stage=Stage.NEW,
        applicant_id=applicant.id,
        received_on=new.received_on,
        channel=new.channel,
        helped_by=new.helped_by.strip(),
        owner_id=work.who.user_id,
        household_id=household_on(work, applicant.id, work.today),
        tenancy_id=tenancy_of(work, applicant.id),
        lived_municipal=_lives_municipal(work, applicant.id, new.received_on),
        asks_housing=new.kind is not ApplicationKind.FOLLOW_UP,
        assistance=AssistanceState.OPEN if new.asks_assistance else AssistanceState.NOT_ASKED,
        target_group=new.target_group,
        own_words=new.own_words.strip(),
        consent_on=new.consent_on,
        consent_scope=new.consent_scope.strip(),
        sort_key=sort_key_of(work, applicant.id),
    )
    put_stay(application, new.stay)
    set_deadlines(work, application)
    work.add(application)
    put_members(work, application, with_applicant(applicant.id, new.members))
    make_tasks(work, application)
    if new.asks_assistance:
        _ask_assistance(work, application)
    ask_for(work, application, new.papers, new.papers_due or papers_due(work))
    return application.id


def _lives_municipal(look: Look, person_id: int, day: date) -> bool:
    """Whether the person lived in a municipal home the day the application came in: for the reporting."""
    home = homes(look, [person_id], day).get(person_id)
    return home is not None and home.living in (Living.TENANT, Living.LIVES_WITH)


def _ask_assistance(work: Work, application: Application) -> None:
    person_id, application_id = application.applicant_id, application.id
    due = application.decide_by
    add_task(work, NewTask(TaskKind.ASSISTANCE, due, person_id=person_id, application_id=application_id))


@dataclass(frozen=True)
class ApplicationChange:
    """What can be changed on a registered application."""

    received_on: date
    channel: Channel
    helped_by: str = ""
    target_group: TargetGroup | None = None
    own_words: str = ""
    stay: StayInput = NO_STAY


@writes(Right.APPLICATION_WRITE)
def change_application(work: Work, application_id: int, version: int, change: ApplicationChange) -> int:
    """Change how it came in, group, own words and present stay. Returns the new version.

    Another day of receipt moves the deadlines, and with them the tasks that keep them.
    """
    application = open_application(work, application_id, version)
    applicant = work.get(Person, application.applicant_id)
    moved = change.received_on != application.received_on
    if moved:
        refuse_stops(check_received(applicant, change.received_on, work.today))
    refuse_stops(check_stay(change.stay))
    refuse_stops(too_long(Application, {"helped_by": change.helped_by, "stay_note": change.stay.note}))
    application.received_on, application.channel = change.received_on, change.channel
    application.helped_by, application.own_words = change.helped_by.strip(), change.own_words.strip()
    application.target_group = change.target_group
    put_stay(application, change.stay)
    if moved:
        move_deadlines(work, application)
    work.session.flush()
    return application.version


@reads(Right.APPLICATION_READ)
def check_household(look: Look, application_id: int, members: tuple[MemberInput, ...]) -> tuple[Control, ...]:
    """What is to be said of the members before they are saved."""
    application = look.get(Application, application_id)
    return check_members(look, application.applicant_id, members, application_id)


@writes(Right.APPLICATION_WRITE)
def change_members(
    work: Work,
    application_id: int,
    version: int,
    members: tuple[MemberInput, ...],
    reasons: Mapping[str, str] = NO_REASONS,
) -> int:
    """Who shall live in the home, the expected too. Returns the new version.

    A child who lives in another household, or stands in another application, is refused unless it is said to have
    delt fast bosted (E19).
    """
    application = open_application(work, application_id, version)
    touch(work, application)
    stop_for(work, check_members(work, application.applicant_id, members, application.id), reasons)
    put_members(work, application, with_applicant(application.applicant_id, members))
    work.session.flush()
    return application.version


@writes(Right.APPLICATION_WRITE)
def hand_over_application(work: Work, application_id: int, version: int, owner_id: int) -> int:
    """Give the case, with its open tasks, to a colleague. Returns the new version."""
    application = open_application(work, application_id, version)
    owner = work.get(User, owner_id)
    if not owner.active:
        raise refuse("oppgave.bruker_sluttet", navn=owner.name)
    move_tasks(work, application.id, application.owner_id, owner.id)
    application.owner_id = owner.id
    work.session.flush()
    return application.version


@writes(Right.APPLICATION_WRITE)
def give_consent(work: Work, application_id: int, version: int, on: date, scope: str) -> int:
    """The applicant lets the office ask others: when, and about what. Returns the new version."""
    application = open_application(work, application_id, version)
    if on > work.today:
        raise refuse("soknad.samtykke_fram", dato=on)
    if not scope.strip():
        raise refuse("soknad.samtykke_uten_omfang")
    application.consent_on, application.consent_scope = on, scope.strip()
    application.consent_withdrawn_on = None
    work.session.flush()
    return application.version


@writes(Right.APPLICATION_WRITE)
def withdraw_consent(work: Work, application_id: int, version: int, on: date) -> int:
    """The applicant takes the consent back; what was asked before stays. Returns the new version."""
    application = open_application(work, application_id, version)
    if application.consent_on is None or not application.consent_on <= on <= work.today:
        raise refuse("soknad.samtykke_ikke_gitt")
    application.consent_withdrawn_on = on
    work.session.flush()
    return application.version


@writes(Right.APPLICATION_WRITE)
def settle_assistance(work: Work, application_id: int, version: int, state: AssistanceState, note: str) -> int:
    """How the question of boligsosial bistand stands (P11). Returns the new version.

    That the person does not want it, or that it was passed on (to whom), must be said in words.
    """
    application = open_application(work, application_id, version)
    if state in (AssistanceState.DECLINED, AssistanceState.PASSED_ON) and not note.strip():
        raise refuse("soknad.bistand_uten_ord")
    application.assistance, application.assistance_note = state, note.strip()
    finish_application_tasks(work, application.id, TaskKind.ASSISTANCE)
    if state is AssistanceState.OPEN:
        _ask_assistance(work, application)
    work.session.flush()
    return application.version


@writes(Right.APPLICATION_WRITE)
def close_application(work: Work, application_id: int, version: int, reason: CloseReason, note: str = "") -> None:
    """Close a case with its reason. A refusal closes nothing before boligsosial bistand is settled (P11)."""
    application = open_application(work, application_id, version)
    leave_with_case(work, application, reason, note)
    close_as(work, application, reason, note)


@writes(Right.APPLICATION_WRITE)
def withdraw_application(work: Work, application_id: int, version: int, note: str) -> None:
    """The applicant takes the application back; how that was said is kept."""
    if not note.strip():
        raise refuse("sak.uten_grunn")
    application = open_application(work, application_id, version)
    leave_with_case(work, application, CloseReason.WITHDRAWN, note)
    close_as(work, application, CloseReason.WITHDRAWN, note)


@writes(Right.APPLICATION_WRITE)
def reopen_application(work: Work, application_id: int, version: int, reason: str) -> int:
    """Work on a closed application again, with the reason; what was left undone is due again. Returns the version."""
    application = work.load(Application, application_id, version)
    if application.voided_at is not None or application.stage is not Stage.CLOSED:
        raise refuse("soknad.er_apen", nummer=application.number)
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    work.reason(reason.strip())
    application.stage, application.close_reason = Stage.ASSESSING, None
    application.closed_on, application.close_note = None, ""
    for task in deadline_tasks(application):
        add_task(work, task)
    if application.assistance is AssistanceState.OPEN:
        _ask_assistance(work, application)
    work.session.flush()
    return application.version


@writes(Right.APPLICATION_WRITE)
def take_out_application(work: Work, application_id: int, version: int, reason: str) -> None:
    """Take an application out that was registered by mistake; it stays readable. One that was worked on is closed."""
    application = open_application(work, application_id, version)
    if not reason.strip():
        raise refuse("sak.uten_grunn")
    if application.stage is not Stage.NEW:
        raise refuse("soknad.er_begynt", nummer=application.number)
    work.reason(reason.strip())
    application.voided_at, application.voided_by = work.now, work.who.user_id
    application.void_reason = reason.strip()
    finish_application_tasks(work, application.id, *TaskKind)
