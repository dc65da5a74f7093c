"""Writing an application's parts: members, stay, papers asked for, deadlines and the tasks that keep them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from ...models.application import Application, ApplicationMember, ApplicationPaper
from ...models.casefile import Task
from ...models.person import HouseholdMember, Person
from ...rules.application_deadlines import PRELIMINARY_PARAGRAPH, answer_due, decide_by
from ...rules.application_words import ApplicationKind, PaperKind, Stage
from ...rules.calendar import next_bank_day
from ...rules.vocabulary import HouseholdRole, TaskKind, TaskState
from ...texts import text
from .acts import Look, Work
from .application_inputs import MemberInput, StayInput
from .memberships import elsewhere, period_of
from .office_settings import OfficeSetting, setting_of
from .tasks import NewTask, add_task, finish_application_tasks


def set_deadlines(work: Work, application: Application) -> None:
    """The days by which foreløpig svar and vedtak must be out, by the law and the office's own promises."""
    application.answer_due = _answer_due(work, application)
    application.decide_by = _decide_by(work, application)


def _answer_due(work: Work, application: Application) -> date:
    return answer_due(application.received_on, setting_of(work, OfficeSetting.APPLICATION_ANSWER_DAYS))


def _decide_by(work: Work, application: Application) -> date | None:
    return decide_by(application.received_on, setting_of(work, OfficeSetting.APPLICATION_DECIDE_WEEKS))


def make_tasks(work: Work, application: Application) -> None:
    """What registration leaves to do: foreløpig svar, vedtak, and in an acute case NAV the same day (P10)."""
    for task in deadline_tasks(application):
        add_task(work, task)
    if application.kind is ApplicationKind.ACUTE:
        why = text("soknad.oppgave.akutt")
        add_task(work, NewTask(TaskKind.ACUTE_HANDOVER, work.today, why=why).on(application))


def deadline_tasks(application: Application) -> Iterator[NewTask]:
    """The tasks that keep the days which still stand; an answer that is given has none."""
    if application.answer_due is not None:
        why = text("soknad.oppgave.forelopig", paragraf=PRELIMINARY_PARAGRAPH, mottatt=application.received_on)
        yield NewTask(TaskKind.PRELIMINARY_ANSWER, application.answer_due, why=why).on(application)
    if application.decide_by is not None:
        why = text("soknad.oppgave.vedtak", mottatt=application.received_on)
        if application.answered_on is not None:
            why = text("soknad.oppgave.vedtak_lovet", svart=application.answered_on)
        yield NewTask(TaskKind.DECIDE, application.decide_by, why=why).on(application)


def move_deadlines(work: Work, application: Application) -> None:
    """Another day of receipt moves the days that still stand, with their open tasks; what is done stays done."""
    if application.answer_due is not None:
        application.answer_due = _answer_due(work, application)
    if application.decide_by is not None and application.answered_on is None:
        application.decide_by = _decide_by(work, application)
    _follow(work, application)


def promise(work: Work, application: Application, day: date) -> None:
    """The day an applicant is told to expect the answer by is the day of the vedtak, while that is not made."""
    if not _undecided(application):
        return
    application.decide_by = day
    if TaskKind.DECIDE not in _follow(work, application):
        for task in deadline_tasks(application):
            add_task(work, task)


def answer_again(work: Work, application: Application, returned_on: date) -> None:
    """The answer came back: its day stands as before, with a task, and what was promised in it binds no more.

    A case that is decided or closed needs no foreløpig svar.
    """
    if not _undecided(application):
        return
    application.answer_due = _answer_due(work, application)
    application.decide_by = _decide_by(work, application) or application.decide_by
    if TaskKind.PRELIMINARY_ANSWER not in _follow(work, application):
        why = text("soknad.oppgave.svar_i_retur", dato=returned_on)
        add_task(work, NewTask(TaskKind.PRELIMINARY_ANSWER, application.answer_due, why=why).on(application))


def _undecided(application: Application) -> bool:
    return application.stage in (Stage.NEW, Stage.ASSESSING, Stage.PROPOSED) and application.closed_on is None


def _follow(work: Work, application: Application) -> set[TaskKind]:
    """Let the open tasks have the days of the application; the kinds of those there are."""
    wanted = {task.kind: task for task in deadline_tasks(application)}
    query = select(Task).where(Task.application_id == application.id, Task.state == TaskState.OPEN)
    tasks = list(work.session.execute(query.where(Task.kind.in_(wanted))).scalars())
    for task in tasks:
        task.due, task.why = wanted[task.kind].due, wanted[task.kind].why
    return {task.kind for task in tasks}


def move_tasks(work: Work, application_id: int, giver_id: int | None, owner_id: int) -> None:
    """The open tasks of a case go with it to its new owner; those of others on it stay theirs."""
    query = select(Task).where(
        Task.application_id == application_id, Task.state == TaskState.OPEN, Task.owner_id == giver_id
    )
    for task in work.session.execute(query).scalars():
        task.owner_id = owner_id


def put_stay(application: Application, stay: StayInput) -> None:
    """Where the applicant stays now."""
    application.stay_kind, application.stay_from, application.stay_to = stay.kind, stay.from_date, stay.to_date
    application.stay_note = stay.note.strip()


def household_on(look: Look, person_id: int, day: date) -> int | None:
    """The household of the register in which a person lives on a day."""
    lives = elsewhere(look, person_id, period_of(day, day))
    return lives[0].household_id if lives else None


def registered_members(look: Look, person_id: int, day: date) -> tuple[MemberInput, ...]:
    """The applicant with those the register knows to live there: what a form begins with."""
    household_id = household_on(look, person_id, day)
    if household_id is None:
        return (MemberInput(HouseholdRole.MAIN, person_id),)
    query = select(HouseholdMember).where(HouseholdMember.household_id == household_id).order_by(HouseholdMember.id)
    rows = look.session.execute(query).scalars()
    here = [row for row in rows if period_of(row.from_date, row.to_date).contains(day)]
    others = [MemberInput(_seen_by(row.role), row.person_id) for row in here if row.person_id != person_id]
    return (MemberInput(HouseholdRole.MAIN, person_id), *others)


def _seen_by(role: HouseholdRole) -> HouseholdRole:
    """In the application the applicant is the main person; whoever is it in the register is then a partner or adult."""
    return HouseholdRole.PARTNER if role is HouseholdRole.MAIN else role


def with_applicant(applicant_id: int, members: Sequence[MemberInput]) -> tuple[MemberInput, ...]:
    """The members, with the applicant among them."""
    if any(member.person_id == applicant_id for member in members):
        return tuple(members)
    return (MemberInput(HouseholdRole.MAIN, applicant_id), *members)


def put_members(work: Work, application: Application, members: Iterable[MemberInput]) -> None:
    """Let these be the members: those who stay keep their row, the others go."""
    query = select(ApplicationMember).where(ApplicationMember.application_id == application.id)
    old = list(work.session.execute(query).scalars())
    by_person = {row.person_id: row for row in old if row.person_id is not None}
    kept = set()
    for member in members:
        row = by_person.get(member.person_id) if member.person_id is not None else None
        if row is None:
            row = ApplicationMember(application_id=application.id, person_id=member.person_id)
        row.role, row.growth, row.expected_on = member.role, member.growth, member.expected_on
        row.note = member.note.strip()
        kept.add(work.add(row).id)
    for row in old:
        if row.id not in kept:
            work.session.delete(row)


def papers_due(look: Look) -> date:
    """The day by which papers asked for today should come."""
    return next_bank_day(look.today + timedelta(days=setting_of(look, OfficeSetting.APPLICATION_PAPERS_DAYS)))


def ask_for(work: Work, application: Application, kinds: Iterable[PaperKind], due: date, label: str = "") -> list[int]:
    """Ask for new papers by a day (inclusive), with the task that waits for them."""
    made = [
        work.add(
            ApplicationPaper(
                application_id=application.id, kind=kind, label=label.strip(), asked_on=work.today, due_on=due
            )
        ).id
        for kind in dict.fromkeys(kinds)
    ]
    if made:
        wait_for_papers(work, application)
    return made


def wait_for_papers(work: Work, application: Application) -> None:
    """Let one task stand for the papers that are waited for, by the first day of theirs; none when all have come."""
    work.session.flush()
    due = _papers_due(work, application.id)
    if due is None:
        finish_application_tasks(work, application.id, TaskKind.PAPERS)
        return
    why = text("soknad.oppgave.vedlegg", frist=due)
    query = select(Task).where(Task.application_id == application.id, Task.state == TaskState.OPEN)
    task = work.session.execute(query.where(Task.kind == TaskKind.PAPERS).limit(1)).scalar_one_or_none()
    if task is None:
        add_task(work, NewTask(TaskKind.PAPERS, due, why=why).on(application))
    elif task.due != due:
        task.due, task.why = due, why


def _papers_due(look: Look, application_id: int) -> date | None:
    paper = ApplicationPaper
    waited = select(func.min(paper.due_on)).where(paper.application_id == application_id)
    return look.session.execute(waited.where(paper.received_on.is_(None), paper.dropped.is_(False))).scalar_one()


def sort_key_of(look: Look, person_id: int) -> str:
    """The applicant's key, by which the list is ordered."""
    return look.get(Person, person_id).sort_key
