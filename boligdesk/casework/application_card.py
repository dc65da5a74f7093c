"""Everything the office knows of one application, for its record: who, what, needs, papers, deadlines, tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..models.application import Application, ApplicationArea, ApplicationNeed
from ..models.casefile import Document
from ..models.office import User
from ..models.stock import Area
from ..rules.application_deadlines import NextStep
from ..rules.application_words import (
    ApplicationKind,
    AreaWish,
    AssistanceState,
    Channel,
    CloseReason,
    FloorNeed,
    Stage,
    StayKind,
    TargetGroup,
)
from ..rules.rights import Right
from .core.acts import Look, Work, reads, steps, writes
from .core.application_paper_rows import PaperRow, paper_rows
from .core.application_rows import Applicant, Member, applicants, members_of, need_of
from .core.application_steps import Assessed, assessed_of, next_steps
from .core.desk import Desk
from .core.person_records import note_look, seen_lately
from .core.versions import Theirs, theirs
from .tasks import TaskQuery, TaskRow, task_ids, task_rows


@dataclass(frozen=True)
class Stay:
    """Where the applicant stays now, with Husbanken's categories; from–to inclusive, None open or not known."""

    kind: StayKind | None
    from_date: date | None
    to_date: date | None
    note: str


@dataclass(frozen=True)
class Consent:
    """What the applicant lets the office ask others about. `on` None: no consent."""

    on: date | None
    scope: str
    withdrawn_on: date | None

    @property
    def holds(self) -> bool:
        """Whether there is a consent that was not taken back."""
        return self.on is not None and self.withdrawn_on is None


@dataclass(frozen=True)
class NeedRow:
    """What the home must be and what is wished. Money is øre per month; `bedrooms` overrules the computed need."""

    version: int
    bedrooms: int | None
    bedrooms_reason: str
    floor: FloorNeed
    wheelchair: bool
    access_note: str
    pets: str
    kinds: tuple[str, ...]
    rooms_wish: int | None
    max_rent_ore: int | None
    from_date: date | None
    avoid: str
    services: str


@dataclass(frozen=True)
class AreaRow:
    """A part of town that is wished or must be avoided."""

    area_id: int
    name: str
    wish: AreaWish
    reason: str


@dataclass(frozen=True)
class ApplicationCard:
    """The record. `owner` is the name of who has the case, "" nobody; `documents` counts what is filed on it."""

    id: int
    version: int
    number: str
    kind: ApplicationKind
    stage: Stage
    applicant: Applicant
    received_on: date
    channel: Channel
    helped_by: str
    owner_id: int | None
    owner: str
    household_id: int | None
    tenancy_id: int | None
    result_tenancy_id: int | None
    lived_municipal: bool
    asks_housing: bool
    assistance: AssistanceState
    assistance_note: str
    target_group: TargetGroup | None
    own_words: str
    answer_due: date | None
    answered_on: date | None
    decide_by: date | None
    closed_on: date | None
    close_reason: CloseReason | None
    close_note: str
    taken_out: bool
    consent: Consent
    stay: Stay
    members: tuple[Member, ...]
    need: NeedRow | None
    areas: tuple[AreaRow, ...]
    papers: tuple[PaperRow, ...]
    next_step: NextStep
    assessed: Assessed
    tasks: tuple[TaskRow, ...]
    documents: int

    @property
    def open(self) -> bool:
        """Whether the application is still worked on."""
        return self.stage is not Stage.CLOSED and not self.taken_out


@steps(Right.APPLICATION_READ)
def application_card(desk: Desk, application_id: int) -> ApplicationCard:
    """The record of an application. One about a protected person is a look that is written down, once an hour."""
    card, must_note = _read_card(desk, application_id)
    if must_note:
        _note_card(desk, card.applicant.person_id)
    return card


@writes(Right.APPLICATION_READ)
def _note_card(work: Work, person_id: int) -> None:
    note_look(work, person_id, "application")


@reads(Right.APPLICATION_READ)
def _read_card(look: Look, application_id: int) -> tuple[ApplicationCard, bool]:
    card = _card(look, look.get(Application, application_id))
    applicant = card.applicant
    return card, applicant.protected and not seen_lately(look, applicant.person_id, "application")


@reads(Right.APPLICATION_READ)
def application_versions(look: Look, application_id: int, base_version: int) -> Theirs:
    """What others changed on an application since a form was opened: for the conflict dialog."""
    return theirs(look, Application, application_id, base_version)


def _card(look: Look, row: Application) -> ApplicationCard:
    owner = look.session.get(User, row.owner_id) if row.owner_id else None
    return ApplicationCard(
        **{name: getattr(row, name) for name in _AS_STORED},
        applicant=applicants(look, [row.id])[row.id],
        owner=owner.name if owner else "",
        taken_out=row.voided_at is not None,
        consent=Consent(row.consent_on, row.consent_scope, row.consent_withdrawn_on),
        stay=Stay(row.stay_kind, row.stay_from, row.stay_to, row.stay_note),
        members=members_of(look, [row.id]).get(row.id, ()),
        need=_need(need_of(look, row.id)),
        areas=_areas(look, row.id),
        papers=paper_rows(look, row.id),
        next_step=next_steps(look, [row.id])[row.id],
        assessed=assessed_of(look, [row.id])[row.id],
        tasks=_tasks(look, row.id),
        documents=_documents(look, row.id),
    )


_AS_STORED = (
    *("id", "version", "number", "kind", "stage", "received_on", "channel", "helped_by", "owner_id", "household_id"),
    *("tenancy_id", "result_tenancy_id", "lived_municipal", "asks_housing", "assistance", "assistance_note"),
    *("target_group", "own_words", "answer_due", "answered_on", "decide_by", "closed_on", "close_reason", "close_note"),
)
_NEED_AS_STORED = (
    *("version", "bedrooms", "bedrooms_reason", "floor", "wheelchair", "access_note", "pets", "rooms_wish"),
    *("max_rent_ore", "from_date", "avoid", "services"),
)


def _need(row: ApplicationNeed | None) -> NeedRow | None:
    if row is None:
        return None
    return NeedRow(**{name: getattr(row, name) for name in _NEED_AS_STORED}, kinds=tuple(row.kinds or ()))


def _areas(look: Look, application_id: int) -> tuple[AreaRow, ...]:
    wish = ApplicationArea
    query = (
        select(wish.area_id, Area.name, wish.wish, wish.reason)
        .join(Area, Area.id == wish.area_id)
        .where(wish.application_id == application_id)
        .order_by(wish.wish.desc(), Area.name)
    )
    return tuple(AreaRow(*row) for row in look.session.execute(query))


def _tasks(look: Look, application_id: int) -> tuple[TaskRow, ...]:
    if not look.who.may(Right.TASK_READ):
        return ()
    ids = task_ids.inner(look, TaskQuery(application_id=application_id))
    rows = task_rows.inner(look, ids)
    return tuple(rows[task_id] for task_id in ids)


def _documents(look: Look, application_id: int) -> int:
    if not look.who.may(Right.DOCUMENT_READ):
        return 0
    filed = select(func.count()).select_from(Document).where(Document.application_id == application_id)
    voided = Document.voided_at.is_(None)
    return look.session.execute(filed.where(voided)).scalar_one()
