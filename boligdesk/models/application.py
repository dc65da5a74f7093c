"""Applications: who asks for what, from where, with which needs, papers and facts, and how it was assessed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.application_words import (
    ApplicationKind,
    AreaWish,
    AssistanceState,
    Channel,
    ChildHeard,
    CloseReason,
    CriterionStatus,
    FloorNeed,
    Growth,
    PaperKind,
    RenewalAnswer,
    Stage,
    StayKind,
    TargetGroup,
)
from ..rules.vocabulary import HouseholdRole
from .base import Code, Keyed, Ore, Record, Voidable


class Application(Record, Voidable):
    """One request to the office. `answer_due` is the day the foreløpig svar must be out (None once answered).

    `sort_key` is the applicant's, kept for the list. `lived_municipal` is how it was on the day it came in, for
    the reporting. Two bases can be asked at once; `assistance` says how the second one stands (P11).
    """

    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("number"),
        Index("ix_application_stage_received", "stage", "received_on"),
    )

    number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[ApplicationKind] = mapped_column(Code(ApplicationKind))
    stage: Mapped[Stage] = mapped_column(Code(Stage), default=Stage.NEW)
    applicant_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    received_on: Mapped[date]
    channel: Mapped[Channel] = mapped_column(Code(Channel))
    helped_by: Mapped[str] = mapped_column(String(120), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    tenancy_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy.id"), index=True)
    result_tenancy_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy.id"), index=True)
    lived_municipal: Mapped[bool] = mapped_column(Boolean, default=False)
    asks_housing: Mapped[bool] = mapped_column(Boolean, default=True)
    assistance: Mapped[AssistanceState] = mapped_column(Code(AssistanceState), default=AssistanceState.NOT_ASKED)
    assistance_note: Mapped[str] = mapped_column(String(500), default="")
    target_group: Mapped[TargetGroup | None] = mapped_column(Code(TargetGroup))
    own_words: Mapped[str] = mapped_column(Text, default="")
    answer_due: Mapped[date | None] = mapped_column(index=True)
    answered_on: Mapped[date | None]
    decide_by: Mapped[date | None]
    closed_on: Mapped[date | None]
    close_reason: Mapped[CloseReason | None] = mapped_column(Code(CloseReason))
    close_note: Mapped[str] = mapped_column(String(300), default="")
    consent_on: Mapped[date | None]
    consent_scope: Mapped[str] = mapped_column(String(200), default="")
    consent_withdrawn_on: Mapped[date | None]
    stay_kind: Mapped[StayKind | None] = mapped_column(Code(StayKind))
    stay_from: Mapped[date | None]
    stay_to: Mapped[date | None]
    stay_note: Mapped[str] = mapped_column(String(300), default="")
    sort_key: Mapped[str] = mapped_column(String(200), index=True, default="")


class ApplicationNeed(Record):
    """What the home must be and what the applicant wishes; one row per application.

    `bedrooms` overrules the computed need and then has its reason. `kinds` are codes of DwellingKind.
    """

    __tablename__ = "application_need"
    __table_args__ = (UniqueConstraint("application_id"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    bedrooms: Mapped[int | None] = mapped_column(Integer)
    bedrooms_reason: Mapped[str] = mapped_column(String(300), default="")
    floor: Mapped[FloorNeed] = mapped_column(Code(FloorNeed), default=FloorNeed.ANY)
    wheelchair: Mapped[bool] = mapped_column(Boolean, default=False)
    access_note: Mapped[str] = mapped_column(String(300), default="")
    pets: Mapped[str] = mapped_column(String(120), default="")
    kinds: Mapped[Any] = mapped_column(JSON)
    rooms_wish: Mapped[int | None] = mapped_column(Integer)
    max_rent_ore: Mapped[int | None] = mapped_column(Ore)
    from_date: Mapped[date | None]
    avoid: Mapped[str] = mapped_column(String(500), default="")
    services: Mapped[str] = mapped_column(String(500), default="")


class ApplicationMember(Record):
    """Somebody who shall live in the home: registered, or expected (`growth`, `expected_on`) and perhaps unnamed."""

    __tablename__ = "application_member"
    __table_args__ = (
        UniqueConstraint("application_id", "person_id"),
        CheckConstraint("person_id IS NOT NULL OR growth IS NOT NULL", name="known_or_expected"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[HouseholdRole] = mapped_column(Code(HouseholdRole))
    growth: Mapped[Growth | None] = mapped_column(Code(Growth))
    expected_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(200), default="")


class ApplicationArea(Record):
    """A part of town the applicant wants or must avoid."""

    __tablename__ = "application_area"
    __table_args__ = (UniqueConstraint("application_id", "area_id"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    wish: Mapped[AreaWish] = mapped_column(Code(AreaWish))
    reason: Mapped[str] = mapped_column(String(200), default="")


class ApplicationPaper(Record):
    """A paper that is asked for, has come, or has grown too old (dates inclusive)."""

    __tablename__ = "application_paper"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(Code(PaperKind))
    label: Mapped[str] = mapped_column(String(120), default="")
    asked_on: Mapped[date | None]
    due_on: Mapped[date | None]
    received_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    dropped: Mapped[bool] = mapped_column(Boolean, default=False)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)


class ApplicationFact(Record):
    """A fact for the assessment that somebody has answered: value, who or what says so, and as of when."""

    __tablename__ = "application_fact"
    __table_args__ = (UniqueConstraint("application_id", "key"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[Any] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(String(200), default="")
    as_of: Mapped[date | None]


class CriterionAnswer(Record):
    """The caseworker's own answer to one demand; the system's answer is worked out and never stored here."""

    __tablename__ = "criterion_answer"
    __table_args__ = (UniqueConstraint("application_id", "criterion"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    criterion: Mapped[str] = mapped_column(String(60))
    answer: Mapped[CriterionStatus] = mapped_column(Code(CriterionStatus))
    exception: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date]


class ApplicationAssessment(Record):
    """The judgement that no demand holds: the children's best interests, the weighing, the chosen set and group."""

    __tablename__ = "application_assessment"
    __table_args__ = (UniqueConstraint("application_id"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    set_id: Mapped[int | None] = mapped_column(ForeignKey("office_text.id"))
    children_best: Mapped[str] = mapped_column(Text, default="")
    child_heard: Mapped[ChildHeard | None] = mapped_column(Code(ChildHeard))
    child_heard_note: Mapped[str] = mapped_column(Text, default="")
    weighing: Mapped[str] = mapped_column(Text, default="")
    own_view: Mapped[str] = mapped_column(Text, default="")
    group_key: Mapped[str] = mapped_column(String(60), default="")
    group_reason: Mapped[str] = mapped_column(String(300), default="")


class AcuteHandover(Record):
    """The first question of an acute case, and to whom at NAV it was handed over when (P10)."""

    __tablename__ = "acute_handover"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    sleeps_tonight: Mapped[bool] = mapped_column(Boolean)
    handed_at: Mapped[datetime | None]
    handed_to: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(String(500), default="")


class TemporaryStay(Record, Voidable):
    """A midlertidig botilbud: where, from–to (inclusive), what a night costs, who pays, NAV's decision (P10)."""

    __tablename__ = "temporary_stay"
    __table_args__ = (CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    place: Mapped[str] = mapped_column(String(160))
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    planned_end: Mapped[date | None]
    night_ore: Mapped[int | None] = mapped_column(Ore)
    payer: Mapped[str] = mapped_column(String(120), default="")
    nav_ref: Mapped[str] = mapped_column(String(60), default="")
    night_shelter: Mapped[bool] = mapped_column(Boolean, default=False)


class RenewalRound(Record, Voidable):
    """One round of asking sitting tenants whether they wish to go on."""

    __tablename__ = "renewal_round"

    name: Mapped[str] = mapped_column(String(120))
    ends_from: Mapped[date | None]
    ends_to: Mapped[date | None]
    answer_by: Mapped[date]
    closed_on: Mapped[date | None]


class RenewalItem(Record):
    """One tenancy in a round: letter, answer, and the application it became."""

    __tablename__ = "renewal_item"
    __table_args__ = (UniqueConstraint("round_id", "tenancy_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("renewal_round.id"), index=True)
    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    sent_on: Mapped[date | None]
    answer: Mapped[RenewalAnswer] = mapped_column(Code(RenewalAnswer), default=RenewalAnswer.WAITING)
    answered_on: Mapped[date | None]
    contact_note: Mapped[str] = mapped_column(String(300), default="")
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)


class ImpactTrial(Keyed):
    """A changed criteria set tried on the queue: what was compared with what, and who would move."""

    __tablename__ = "impact_trial"

    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(Integer)
    before_set: Mapped[str] = mapped_column(String(200))
    after_set: Mapped[str] = mapped_column(String(200))
    content: Mapped[Any] = mapped_column(JSON)
