"""Protected persons are invisible to those without the right: one session-wide filter (E9, P30).

A person with address protection is hidden, and so is everything that would lead to them: numbers, contact
ways, households and tenancies they are part of, documents, tasks, contact notes and audit entries about
them. What a dwelling may tell instead ("Utleid – skjermet") is asked with `SHIELD_OFF` and never names anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, CompoundSelect, Executable, Select, Table, and_, event, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.visitors import iterate

from ...models.application import (
    AcuteHandover,
    Application,
    ApplicationArea,
    ApplicationAssessment,
    ApplicationFact,
    ApplicationMember,
    ApplicationNeed,
    ApplicationPaper,
    CriterionAnswer,
    RenewalItem,
    TemporaryStay,
)
from ...models.arrears import (
    AccountHold,
    AgreementCheck,
    AgreementClaim,
    ArrearsEvent,
    ConsideredPoint,
    Instalment,
    MeetingCase,
    NoticeItem,
    PaymentAgreement,
)
from ...models.audit import AuditEntry
from ...models.casefile import ContactLog, Document, Sending, Task
from ...models.decision import Complaint, Decision, Offer, WaitingEvent, WaitingPlace
from ...models.guidance import (
    BenefitStatus,
    BenefitTransfer,
    CareerPlan,
    CareerReview,
    CareerStep,
    FinanceProof,
    Guidance,
    GuidancePaper,
    HouseholdBudget,
    LoanCase,
    PurchaseEvent,
    TransferStatement,
)
from ...models.ledger import (
    AccountLiable,
    AccountState,
    ClaimInterruption,
    ClaimMark,
    LedgerAllocation,
    LedgerEntry,
    RentAccount,
    RentChange,
    RentNotice,
    UseSettlement,
)
from ...models.payments import Deduction, GiroMandate, KnownPayer, PaymentLine
from ...models.person import (
    ContactPoint,
    Household,
    HouseholdMember,
    LooksSeen,
    Person,
    PersonIdentifier,
    Representative,
)
from ...models.stock import DwellingState
from ...models.tenancy import (
    AcceptedReason,
    Ending,
    Kid,
    LeaseSignature,
    LeaseVersion,
    Protocol,
    Security,
    Settlement,
    Tenancy,
    TenancyChange,
    TenancyTenant,
    TenancyTerm,
)
from ...rules.vocabulary import ContactKind, Protection

#: Execution option of the few questions that count protected homes without naming anybody.
SHIELD_OFF = "boligdesk_shield_off"
_SHIELDED = "boligdesk_shielded"
#: Records of a person whose audit would tell where or with whom a housemate lives.
_TELLING = ("contact_point", "household_member", "representative")

# Own names for the tables inside the filter: an aliased or correlated outer query must never rewrite it.
_person = Person.__table__.alias("shield_person")
_member = HouseholdMember.__table__.alias("shield_member")
_tenant = TenancyTenant.__table__.alias("shield_tenant")
_tenancy = Tenancy.__table__.alias("shield_tenancy")
_application = Application.__table__.alias("shield_application")
_applied = ApplicationMember.__table__.alias("shield_applied")
_account = RentAccount.__table__.alias("shield_account")
_liable = AccountLiable.__table__.alias("shield_liable")
_entry = LedgerEntry.__table__.alias("shield_entry")
_line = PaymentLine.__table__.alias("shield_line")
_document = Document.__table__.alias("shield_document")
_loan = LoanCase.__table__.alias("shield_loan")
_plan = CareerPlan.__table__.alias("shield_plan")
_transfer = BenefitTransfer.__table__.alias("shield_transfer")


def protected_persons() -> Select[Any]:
    """Ids of persons with address protection."""
    return select(_person.c.id).where(_person.c.protection != Protection.NONE)


def shielded_households() -> Select[Any]:
    """Ids of households in which a protected person lives or has lived."""
    return select(_member.c.household_id).where(_member.c.person_id.in_(protected_persons()))


def shielded_persons() -> Select[Any]:
    """Ids of persons who share a household with a protected one: their address would give it away."""
    other = HouseholdMember.__table__.alias("shield_other")
    return select(other.c.person_id).where(other.c.household_id.in_(shielded_households()))


def shielded_tenancies() -> CompoundSelect[Any]:
    """Ids of tenancies that a protected person holds or lives in."""
    by_tenant = select(_tenant.c.tenancy_id).where(_tenant.c.person_id.in_(protected_persons()))
    by_first = select(_tenancy.c.id).where(
        or_(
            _tenancy.c.first_tenant_id.in_(protected_persons()),
            _tenancy.c.household_id.in_(shielded_households()),
        )
    )
    return by_first.union(by_tenant)


def shielded_applications() -> CompoundSelect[Any]:
    """Ids of applications that a protected person, or somebody who lives with one, makes or is part of."""
    hidden = or_(
        _application.c.applicant_id.in_(protected_persons()),
        _application.c.applicant_id.in_(shielded_persons()),
        _application.c.household_id.in_(shielded_households()),
    )
    by_member = select(_applied.c.application_id).where(_applied.c.person_id.in_(protected_persons()))
    return select(_application.c.id).where(hidden).union(by_member)


def shielded_accounts() -> CompoundSelect[Any]:
    """Ids of rent accounts of hidden tenancies, and of those that a protected person answers for."""
    by_tenancy = select(_account.c.id).where(_account.c.tenancy_id.in_(shielded_tenancies()))
    by_liable = select(_liable.c.account_id).where(_liable.c.person_id.in_(protected_persons()))
    return by_tenancy.union(by_liable)


def shielded_lines() -> CompoundSelect[Any]:
    """Ids of payments about a hidden account, and of those that a hidden account got a part of."""
    about = select(_line.c.id).where(_line.c.account_id.in_(shielded_accounts()))
    got = select(_entry.c.line_id).where(_entry.c.line_id.is_not(None), _entry.c.account_id.in_(shielded_accounts()))
    return about.union(got)


def _told_of_hidden(columns: Any) -> ColumnElement[bool]:
    """Guidance of a protected person, a housemate of one, or their household: it tells where they live."""
    return or_(
        columns.person_id.in_(protected_persons()),
        columns.person_id.in_(shielded_persons()),
        columns.household_id.in_(shielded_households()),
    )


def shielded_loans() -> Select[Any]:
    """Ids of startlån cases of hidden persons and households."""
    return select(_loan.c.id).where(_told_of_hidden(_loan.c))


def shielded_plans() -> Select[Any]:
    """Ids of housing plans of hidden persons and households."""
    return select(_plan.c.id).where(_told_of_hidden(_plan.c))


def shielded_transfers() -> Select[Any]:
    """Ids of transfers of bostøtte of hidden tenancies, or by a hidden person's consent."""
    hidden = or_(
        _transfer.c.tenancy_id.in_(shielded_tenancies()),
        _transfer.c.person_id.in_(protected_persons()),
        _transfer.c.person_id.in_(shielded_persons()),
    )
    return select(_transfer.c.id).where(hidden)


def _not_in(column: InstrumentedAttribute[Any], ids: Any) -> ColumnElement[bool]:
    return or_(column.is_(None), column.not_in(ids))


def _open_person(cls: type[Person]) -> ColumnElement[bool]:
    """Through a function, so that no planner walks the index of protection: nearly all are alike [measured]."""
    return func.lower(cls.protection) == Protection.NONE.value


def _open_contact(cls: type[ContactPoint]) -> ColumnElement[bool]:
    hidden_address = and_(cls.kind == ContactKind.ADDRESS, cls.person_id.in_(shielded_persons()))
    return and_(cls.person_id.not_in(protected_persons()), ~hidden_address)


def _open_case(cls: Any) -> ColumnElement[bool]:
    return and_(
        _not_in(cls.person_id, protected_persons()),
        _not_in(cls.tenancy_id, shielded_tenancies()),
        _not_in(cls.application_id, shielded_applications()),
    )


def _open_audit(cls: type[AuditEntry]) -> ColumnElement[bool]:
    tells = and_(cls.entity.in_(_TELLING), cls.person_id.in_(shielded_persons()))
    paid = and_(cls.entity == PaymentLine.__tablename__, cls.entity_id.in_(shielded_lines()))
    return and_(_open_case(cls), _not_in(cls.household_id, shielded_households()), ~tells, ~paid)


def _open_member(cls: type[HouseholdMember]) -> ColumnElement[bool]:
    return and_(cls.person_id.not_in(protected_persons()), cls.household_id.not_in(shielded_households()))


def _open_guidance(cls: Any) -> ColumnElement[bool]:
    return and_(
        cls.person_id.not_in(protected_persons()),
        cls.person_id.not_in(shielded_persons()),
        _not_in(cls.household_id, shielded_households()),
    )


def _open_paper(cls: type[GuidancePaper]) -> ColumnElement[bool]:
    return and_(cls.person_id.not_in(protected_persons()), cls.person_id.not_in(shielded_persons()))


def _guidance_criteria() -> list[Any]:
    through = (
        *((c, c.case_id, shielded_loans) for c in (FinanceProof, PurchaseEvent)),
        *((c, c.plan_id, shielded_plans) for c in (CareerStep, CareerReview)),
        *((c, c.household_id, shielded_households) for c in (HouseholdBudget, BenefitStatus)),
        (BenefitTransfer, BenefitTransfer.id, shielded_transfers),
        (TransferStatement, TransferStatement.transfer_id, shielded_transfers),
    )
    return [
        *(with_loader_criteria(c, _open_guidance(c), include_aliases=True) for c in (Guidance, LoanCase, CareerPlan)),
        with_loader_criteria(GuidancePaper, _open_paper(GuidancePaper), include_aliases=True),
        *(with_loader_criteria(c, column.not_in(hidden()), include_aliases=True) for c, column, hidden in through),
    ]


def _open_mandate(cls: type[Representative]) -> ColumnElement[bool]:
    """A child's representative is often the protected parent, by name and phone."""
    return and_(cls.person_id.not_in(protected_persons()), cls.person_id.not_in(shielded_persons()))


@cache
def _criteria() -> list[Any]:
    by_person = (PersonIdentifier, LooksSeen, ContactLog, TenancyTenant)
    by_tenancy = (
        *(TenancyTerm, Security, LeaseVersion, AcceptedReason, TenancyChange, Ending, Protocol, Settlement, Kid),
        RentChange,
        RentNotice,
    )
    by_account = (
        *(AccountLiable, AccountState, LedgerEntry, LedgerAllocation, ClaimMark, ClaimInterruption, UseSettlement),
        *(KnownPayer, Deduction, AccountHold, ArrearsEvent, NoticeItem, ConsideredPoint, PaymentAgreement),
        *(AgreementClaim, Instalment, AgreementCheck, MeetingCase),
    )
    by_application = (
        ApplicationNeed,
        ApplicationMember,
        ApplicationArea,
        ApplicationPaper,
        ApplicationFact,
        CriterionAnswer,
        ApplicationAssessment,
        AcuteHandover,
        TemporaryStay,
        Decision,
        Complaint,
        WaitingPlace,
        WaitingEvent,
        Offer,
    )
    by_case = (Document, Task)
    hidden_documents = select(_document.c.id).where(
        or_(
            _document.c.person_id.in_(protected_persons()),
            _document.c.tenancy_id.in_(shielded_tenancies()),
            _document.c.application_id.in_(shielded_applications()),
        )
    )
    return [
        with_loader_criteria(Person, _open_person, include_aliases=True),
        with_loader_criteria(ContactPoint, _open_contact(ContactPoint), include_aliases=True),
        with_loader_criteria(HouseholdMember, _open_member(HouseholdMember), include_aliases=True),
        with_loader_criteria(Representative, _open_mandate(Representative), include_aliases=True),
        with_loader_criteria(Household, Household.id.not_in(shielded_households()), include_aliases=True),
        with_loader_criteria(Tenancy, Tenancy.id.not_in(shielded_tenancies()), include_aliases=True),
        with_loader_criteria(AuditEntry, _open_audit(AuditEntry), include_aliases=True),
        with_loader_criteria(Sending, Sending.document_id.not_in(hidden_documents), include_aliases=True),
        with_loader_criteria(
            DwellingState, _not_in(DwellingState.person_id, protected_persons()), include_aliases=True
        ),
        with_loader_criteria(
            LeaseSignature, LeaseSignature.person_id.not_in(protected_persons()), include_aliases=True
        ),
        *(with_loader_criteria(c, c.person_id.not_in(protected_persons()), include_aliases=True) for c in by_person),
        *(with_loader_criteria(c, c.tenancy_id.not_in(shielded_tenancies()), include_aliases=True) for c in by_tenancy),
        with_loader_criteria(Application, Application.id.not_in(shielded_applications()), include_aliases=True),
        with_loader_criteria(RenewalItem, RenewalItem.tenancy_id.not_in(shielded_tenancies()), include_aliases=True),
        *(
            with_loader_criteria(c, c.application_id.not_in(shielded_applications()), include_aliases=True)
            for c in by_application
        ),
        with_loader_criteria(RentAccount, RentAccount.id.not_in(shielded_accounts()), include_aliases=True),
        with_loader_criteria(PaymentLine, PaymentLine.id.not_in(shielded_lines()), include_aliases=True),
        with_loader_criteria(GiroMandate, _not_in(GiroMandate.account_id, shielded_accounts()), include_aliases=True),
        *(with_loader_criteria(c, c.account_id.not_in(shielded_accounts()), include_aliases=True) for c in by_account),
        *(with_loader_criteria(c, _open_case(c), include_aliases=True) for c in by_case),
        *_guidance_criteria(),
    ]


def shield(session: Session) -> None:
    """Hide protected persons from everything this session reads."""
    session.info[_SHIELDED] = _criteria()


@contextmanager
def unshielded(session: Session) -> Iterator[None]:
    """For what must reach everybody's account whoever does it, as booking a bank file; it tells of nobody."""
    criteria = session.info.pop(_SHIELDED, None)
    try:
        yield
    finally:
        if criteria:
            session.info[_SHIELDED] = criteria


@event.listens_for(Session, "do_orm_execute")
def _apply(state: ORMExecuteState) -> None:
    criteria = state.session.info.get(_SHIELDED)
    if criteria and not state.execution_options.get(SHIELD_OFF) and state.is_select:
        state.statement = state.statement.options(*_of_tables_in(state.statement, criteria))


def _of_tables_in(statement: Executable, criteria: list[Any]) -> list[Any]:
    """The criteria of the tables that a question reads, wherever in it they stand.

    With those of all tables every question costs milliseconds more, however small it is [measured].
    """
    read = {part.name for part in iterate(cast(ClauseElement, statement)) if isinstance(part, Table)}
    return [criterion for criterion in criteria if criterion.entity.local_table.name in read]
