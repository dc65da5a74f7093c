"""Applications as records: what every act about one needs – the row, who applies, who shall live there, the stage.

An application's stage is moved by `stage_to`, and it is closed by `close_as`; nobody else writes those columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm.attributes import flag_modified

from ...models.application import Application, ApplicationMember, ApplicationNeed
from ...models.decision import Complaint
from ...models.person import Person
from ...rules.application_words import ApplicationKind, AssistanceState, CloseReason, Growth, Stage
from ...rules.complaints import OPEN as COMPLAINT_OPEN
from ...rules.messages import refuse
from ...rules.periods import years_between
from ...rules.vocabulary import HouseholdRole, TaskKind
from .acts import Look, Work
from .memberships import CHILDREN
from .narrowing import narrowed
from .tasks import finish_application_tasks

OF_AGE = 18
#: Kinds of application whose whole answer is not about a municipal home.
OTHER_ASKS = (ApplicationKind.FOLLOW_UP, ApplicationKind.ACUTE)
#: Reasons by which the office itself ends the case: boligsosial bistand must be settled before (P11).
OFFICE_ENDS = frozenset({CloseReason.REFUSED, CloseReason.DISMISSED, CloseReason.LAPSED})
#: How boligsosial bistand no longer holds a case open (P11).
SETTLED = frozenset({AssistanceState.DECIDED, AssistanceState.DECLINED, AssistanceState.PASSED_ON})
#: Reasons that are the applicant's own life: they end the case however boligsosial bistand stands.
OWN_LIFE = frozenset({CloseReason.WITHDRAWN, CloseReason.OTHER_HOME, CloseReason.MOVED_AWAY, CloseReason.DIED})
#: What is left undone when a case ends.
CASE_TASKS = (
    TaskKind.PRELIMINARY_ANSWER,
    TaskKind.PAPERS,
    TaskKind.DECIDE,
    TaskKind.ASSISTANCE,
    TaskKind.ACUTE_HANDOVER,
    TaskKind.OFFER_ANSWER,
    TaskKind.VALIDITY,
)


@dataclass(frozen=True)
class Applicant:
    """Who applies: as lists (`name`) and running text (`full_name`) say it, and in which language letters go out."""

    person_id: int
    name: str
    full_name: str
    born: date | None
    letter_language: str
    protected: bool


@dataclass(frozen=True)
class Member:
    """Somebody who shall live in the home. `person_id` None: expected and not registered yet.

    `expected` is True while the person does not live in the household (family reunification, birth); `age` is today's.
    """

    id: int
    person_id: int | None
    name: str
    role: HouseholdRole
    born: date | None
    age: int | None
    growth: Growth | None
    expected_on: date | None
    note: str

    @property
    def expected(self) -> bool:
        """Whether this person is still to come."""
        return self.growth is not None

    @property
    def is_child(self) -> bool:
        """Under 18 by the birth date; without one by the role, or because a birth is expected."""
        if self.age is not None:
            return self.age < OF_AGE
        return self.role in CHILDREN or self.growth is Growth.BIRTH


def standing() -> ColumnElement[bool]:
    """Applications that are worked on: neither withdrawn by mistake nor closed."""
    return and_(Application.voided_at.is_(None), Application.stage != Stage.CLOSED)


def application_of(look: Look, application_id: int) -> Application:
    """An application by id, whatever its stage; one that is gone or hidden is refused in the same words."""
    return look.get(Application, application_id)


def open_application(work: Work, application_id: int, version: int | None = None) -> Application:
    """An application to change. Refuses one that is closed or taken out; an older `version` is a conflict."""
    application = work.load(Application, application_id, version)
    refuse_closed(application)
    return application


def refuse_closed(application: Application) -> None:
    """Nothing more is done with an application that is closed or taken out; it can be read."""
    if application.voided_at is not None:
        raise refuse("soknad.er_slettet", nummer=application.number)
    if application.stage is Stage.CLOSED:
        raise refuse("soknad.er_avsluttet", nummer=application.number, dato=application.closed_on)


def touch(work: Work, application: Application) -> None:
    """Raise the version though only what hangs on the application changes: whoever has it open is told (E10)."""
    flag_modified(application, "updated_at")
    work.ledger.touched.add((Application.__tablename__, application.id))


def applicants(look: Look, ids: Collection[int]) -> dict[int, Applicant]:
    """Who applies, per application id."""
    query = select(
        Application.id,
        Person.id.label("person_id"),
        Person.last_name,
        Person.first_name,
        Person.birth_date,
        Person.letter_language,
        Person.protection,
    ).join(Person, Person.id == Application.applicant_id)
    return {
        row.id: Applicant(
            person_id=row.person_id,
            name=_listed(row.last_name, row.first_name),
            full_name=f"{row.first_name} {row.last_name}".strip(),
            born=row.birth_date,
            letter_language=row.letter_language,
            protected=row.protection.value != "none",
        )
        for row in look.session.execute(narrowed(query, Application.id, ids))
    }


def applicant_names(look: Look, ids: Collection[int]) -> dict[int, str]:
    """Etternavn, Fornavn of who applies, per application id."""
    return {application_id: found.name for application_id, found in applicants(look, ids).items()}


def _listed(last: str, first: str) -> str:
    return f"{last}, {first}" if first else last


def members_of(look: Look, ids: Collection[int]) -> dict[int, tuple[Member, ...]]:
    """Who shall live in the home, per application id: the main person first, then adults, children, the expected."""
    member = ApplicationMember
    query = (
        select(
            member.id,
            member.application_id,
            member.person_id,
            member.role,
            member.growth,
            member.expected_on,
            member.note,
            Person.last_name,
            Person.first_name,
            Person.birth_date,
            Person.died_on,
        )
        .join(Person, Person.id == member.person_id, isouter=True)
        .order_by(member.application_id, member.id)
    )
    found: dict[int, list[Member]] = defaultdict(list)
    for row in look.session.execute(narrowed(query, member.application_id, ids)):
        age = years_between(row.birth_date, row.died_on or look.today) if row.birth_date else None
        found[row.application_id].append(
            Member(
                id=row.id,
                person_id=row.person_id,
                name=f"{row.first_name or ''} {row.last_name or ''}".strip(),
                role=row.role,
                born=row.birth_date,
                age=age,
                growth=row.growth,
                expected_on=row.expected_on,
                note=row.note,
            )
        )
    return {application_id: tuple(sorted(members, key=_order)) for application_id, members in found.items()}


def _order(member: Member) -> tuple[bool, int, date, int]:
    return member.expected, list(HouseholdRole).index(member.role), member.born or date.max, member.id


def need_of(look: Look, application_id: int) -> ApplicationNeed | None:
    """The needs and wishes of an application, None while nobody has written any."""
    query = select(ApplicationNeed).where(ApplicationNeed.application_id == application_id)
    return look.session.execute(query).scalar_one_or_none()


def needs_of(look: Look, ids: Collection[int]) -> dict[int, ApplicationNeed]:
    """The needs and wishes of some applications."""
    query = narrowed(select(ApplicationNeed), ApplicationNeed.application_id, ids)
    return {need.application_id: need for need in look.session.execute(query).scalars()}


def stage_to(work: Work, application: Application, stage: Stage) -> None:
    """Move an application that is worked on to another stage. To close one, `close_as` (it wants a reason)."""
    if stage is Stage.CLOSED:
        raise ValueError("an application is closed by close_as")
    refuse_closed(application)
    application.stage = stage
    work.session.flush()


def close_as(work: Work, application: Application, reason: CloseReason, note: str = "") -> None:
    """Close an application with its reason; its open tasks end with it.

    A refusal, dismissal or lapse closes nothing before boligsosial bistand is decided, declined by the person or
    passed on, nor while a complaint is open; no reason of the office's does while that question is open (P11).
    """
    refuse_closed(application)
    if reason in OFFICE_ENDS and _complained(work, application.id):
        raise refuse("soknad.klage_apen", nummer=application.number)
    unsettled = application.assistance not in SETTLED
    if reason in OFFICE_ENDS and application.asks_housing and unsettled:
        raise refuse("soknad.bistand_ikke_avgjort", nummer=application.number)
    if reason not in OWN_LIFE and application.assistance is AssistanceState.OPEN:
        raise refuse("soknad.bistand_ikke_avgjort", nummer=application.number)
    application.stage, application.close_reason = Stage.CLOSED, reason
    application.closed_on, application.close_note = work.today, note.strip()
    finish_application_tasks(work, application.id, *CASE_TASKS)
    work.session.flush()


def _complained(look: Look, application_id: int) -> bool:
    """Whether a complaint in the case still must be answered, here or by the body."""
    of_case = exists().where(Complaint.application_id == application_id, Complaint.voided_at.is_(None))
    return bool(look.session.execute(select(of_case.where(Complaint.state.in_(COMPLAINT_OPEN)))).scalar_one())
