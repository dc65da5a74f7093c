"""The sample office's tenancies: made, signed, given notice of and ended by the same acts as at the counter."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ...models.casefile import Task
from ...models.person import HouseholdMember, Person
from ...models.stock import DwellingState
from ...models.tenancy import LeaseSignature, LeaseVersion, Tenancy
from ...rules.guidance.words import LeavingOutcome
from ...rules.messages import Kind
from ...rules.periods import add_months
from ...rules.terms import Clause, EndKind, LegalBasis, NoticeGround, SecurityKind
from ...rules.vocabulary import DocumentKind, HouseholdRole, RepresentativeKind, TaskKind, TaskState
from .. import persons, representatives, stock_facts, tenancy_end, tenancy_new
from ..tenancy_draft import DraftMember, TenancyDraft
from . import memberships
from .acts import Work
from .demo_data import sample_data
from .demo_diary import Diary
from .demo_homes import Unit
from .demo_people import Family
from .desk import Who
from .document_rows import NewDocument, keep
from .lease_check import checked
from .tasks import finish_tasks

_READY_DAYS = 18
#: What a small, one-page PDF needs to be opened as a scan.
_SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


#: Where those who leave go, in turn; of some nobody asked.
_WENT = (
    *(LeavingOutcome.PRIVATE_RENTAL, LeavingOutcome.BOUGHT, None, LeavingOutcome.PRIVATE_RENTAL),
    *(LeavingOutcome.MOVED_AWAY, LeavingOutcome.FAMILY, LeavingOutcome.BOUGHT, LeavingOutcome.UNKNOWN),
)


@dataclass(frozen=True)
class Let:
    """A tenancy to be made. `ends` is when it is over; `months` of a fixed term, None for an open one."""

    unit: Unit
    family: Family
    start: date
    months: int | None = 36
    basis: LegalBasis = LegalBasis.ORDINARY
    security: SecurityKind = SecurityKind.DEPOSIT
    ends: date | None = None
    notice_on: date | None = None
    guardian: str = ""
    apart: bool = False
    case: int = 0
    print_it: bool = False


@dataclass
class Lets:
    """Carries out lettings in a diary; `printed` are those whose lease is printed afterwards."""

    diary: Diary
    who: Who
    people: dict[str, int] = field(default_factory=dict)
    families: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)
    printed: list[int] = field(default_factory=list)

    def register(self, let: Let, day: date) -> None:
        """Register those who will live there."""
        adults = [self._person(new, day) for new in let.family.adults]
        self.families[id(let)] = adults, [self._person(new, day) for new in let.family.children]
        if let.guardian:
            given = representatives.RepresentativeInput(
                RepresentativeKind.GUARDIAN, let.guardian, mandate=sample_data().words["vergemal"], must_sign=True
            )
            self.diary.act(self.who, day, representatives.add_representative, adults[0], given)

    def let(self, let: Let, day: date) -> int:
        """Make the lease, some days before it begins."""
        adults, children = self.families[id(let)]
        draft = self._draft(let, tuple(adults), tuple(children), day)
        tenancy_id = self.diary.act(self.who, day, tenancy_new.create, draft)
        if let.print_it:
            self.printed.append(tenancy_id)
        return tenancy_id

    def sign(self, let: Let, tenancy_id: int, day: date) -> None:
        """The lease of one who has moved in is signed, scanned and filed; the newest are printed in the program."""
        if not let.print_it:
            adults, _ = self.families[id(let)]
            name, guardian = "lease_sign.file_signed_scan", bool(let.guardian)
            self.diary.note(self.who, day, name, _signed, tenancy_id, adults, day, guardian=guardian)

    def _person(self, new: persons.NewPerson, day: date) -> int:
        """Somebody is registered once; a former tenant who rents again is the same person."""
        key = f"{new.facts.first_name} {new.facts.last_name}"
        if key not in self.people:
            self.people[key] = self.diary.act(self.who, day, persons.register, new)
        return self.people[key]

    def _draft(self, let: Let, adults: tuple[int, ...], children: tuple[int, ...], day: date) -> TenancyDraft:
        look = self.diary.look(self.who, day)
        known = tenancy_new.propose.inner(look, let.unit.id, adults, let.start)
        draft = replace(
            known,
            members=tuple(DraftMember(child, HouseholdRole.CHILD) for child in children),
            fixed_until=add_months(let.start, let.months) - timedelta(days=1) if let.months else None,
            clauses=frozenset({Clause.A, Clause.B} if let.months else {Clause.A}),
            notice_months=1 if let.unit.shared else 3,
            index_month=day.replace(day=1),
            sign_date=day,
            interpreter_name=_interpreter(look.get(Person, adults[0])),
            **_basis(let, day),
            **_security(let, known.rent_ore or 0),
        )
        soft = {c.code for c in checked(look, draft).controls if c.kind is Kind.SOFT}
        return replace(draft, reasons=dict.fromkeys(sorted(soft), sample_data().words["grunn"]))

    def move_out(self, let: Let, tenancy_id: int, on: date) -> None:
        """A tenancy is over: the keys are back and the home is readied."""
        went = _WENT[tenancy_id % len(_WENT)]
        move = tenancy_end.MoveOut(tenancy_id, self._version(tenancy_id), on, outcome=went)
        self.diary.act(self.who, on, tenancy_end.move_out, move)
        if let.apart:
            self.diary.note(self.who, on, "households.move_out", _apart, tenancy_id, on)

    def finish(self, let: Let, tenancy_id: int, day: date) -> None:
        """What moving out left to do is done, and the unit can be let again."""
        self.diary.note(self.who, day, "tasks.finish_task", _settled, tenancy_id, let.unit)
        self.ready(let.unit, day)

    def ready(self, unit: Unit, day: date) -> None:
        """The unit has been readied."""
        query = select(DwellingState.id, DwellingState.version).where(
            DwellingState.unit_id == unit.id, DwellingState.to_date.is_(None)
        )
        for state_id, version in self.diary.session.execute(query).all():
            self.diary.act(self.who, day, stock_facts.end_state, state_id, version, day)

    def notice(self, tenancy_id: int, received: date) -> None:
        """The tenant gives notice."""
        self.diary.act(
            self.who,
            received,
            tenancy_end.record_end,
            tenancy_end.EndRequest(tenancy_id, self._version(tenancy_id), EndKind.TENANT_NOTICE, received),
        )

    def landlord_notice(self, tenancy_id: int, day: date) -> None:
        """The office gives notice: the building is needed for something else."""
        words = sample_data().words["eget_behov"]
        request = tenancy_end.EndRequest(
            tenancy_id,
            self._version(tenancy_id),
            EndKind.LANDLORD_NOTICE,
            day,
            sent_on=day,
            ground=NoticeGround.OTHER_OBJECTIVE,
            reasons_text=words,
        )
        self.diary.act(self.who, day, tenancy_end.record_end, request)

    def _version(self, tenancy_id: int) -> int:
        query = select(Tenancy.version).where(Tenancy.id == tenancy_id)
        return self.diary.session.execute(query).scalar_one()


def _interpreter(person: Person) -> str:
    return f"Tolketjenesten ({person.language})" if person.interpreter else ""


def _basis(let: Let, day: date) -> dict[str, Any]:
    if let.basis is not LegalBasis.SECTION_11_1:
        return {"legal_basis": let.basis}
    short = let.months is not None and let.months < 36
    words = sample_data().words["kort_periode"] if short else ""
    return {
        "legal_basis": let.basis,
        "decision_ref": f"{let.start.year % 100}/{1000 + let.case}",
        "informed_11_1_on": day - timedelta(days=7),
        "short_term_reason": words,
        "short_term_told_on": day - timedelta(days=7) if short else None,
    }


def _security(let: Let, rent_ore: int) -> dict[str, Any]:
    words = sample_data().words
    none = {"security_kind": let.security, "deposit_ore": 0, "guarantee_ore": 0}
    if let.security is SecurityKind.DEPOSIT:
        account = f"9999{let.case:07d}"
        return none | {"deposit_ore": 3 * rent_ore, "bank": words["bank"], "deposit_account": account}
    if let.security is SecurityKind.NAV_GUARANTEE:
        until = add_months(let.start, let.months or 36)
        return none | {"guarantee_ore": 3 * rent_ore, "guarantor": words["garantist"], "guarantee_until": until}
    return none


def _signed(work: Work, tenancy_id: int, tenants: list[int], signed_on: date, *, guardian: bool) -> None:
    """An old lease from before the program: its signed paper was scanned, and what a new lease asks for is done."""
    tenancy = work.load(Tenancy, tenancy_id)
    scan = keep(
        work,
        NewDocument(
            kind=DocumentKind.SIGNED_LEASE,
            title=sample_data().words["skann"],
            file_name=f"signert-{tenancy.number}-1.pdf",
            content=_SCAN,
            media_type="application/pdf",
            dated=work.today,
            tenancy_id=tenancy_id,
            case_number=tenancy.decision_ref,
        ),
    )
    version = work.add(
        LeaseVersion(
            tenancy_id=tenancy_id,
            number=1,
            signed_document_id=scan.id,
            clause_a=tenancy.clause_a,
            clause_b=tenancy.clause_b,
            landlord_signed_on=signed_on,
            data={},
        )
    )
    for person_id in tenants:
        work.add(
            LeaseSignature(
                lease_version_id=version.id,
                person_id=person_id,
                signed_on=signed_on,
                representative_signed=guardian and person_id == tenants[0],
                interpreter_name=tenancy.interpreter_name if person_id == tenants[0] else "",
            )
        )
    first = (TaskKind.SIGN_LEASE, TaskKind.SECURITY, TaskKind.MOVE_IN_PROTOCOL, TaskKind.HOUSING_ALLOWANCE)
    finish_tasks(work, tenancy_id, *first)


def _settled(work: Work, tenancy_id: int, unit: Unit) -> None:
    """Settlement sent, security released, the dwelling ready."""
    closing = (TaskKind.SETTLEMENT, TaskKind.HOUSING_ALLOWANCE, TaskKind.RELEASE_SECURITY, TaskKind.TERM_ENDS)
    finish_tasks(work, tenancy_id, *closing)
    query = select(Task).where(Task.dwelling_id == unit.dwelling_id, Task.state == TaskState.OPEN)
    for task in work.session.execute(query).scalars():
        task.state, task.done_on, task.done_by = TaskState.DONE, work.today, work.who.user_id


def _apart(work: Work, tenancy_id: int, last_day: date) -> None:
    """The household parts: everybody moves to a home of their own."""
    query = select(Tenancy.first_tenant_id, Tenancy.household_id).where(Tenancy.id == tenancy_id)
    _, household_id = work.session.execute(query).one()
    members = HouseholdMember
    for person_id in work.session.execute(select(members.person_id).where(members.household_id == household_id)):
        memberships.move_out_everywhere(work, person_id[0], last_day)
