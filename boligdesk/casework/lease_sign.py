"""Signing: who signed which version when, the scan filed, and whether the eviction clauses can be leaned on (P2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import ColumnElement, false, select

from ..models.casefile import Document
from ..models.person import Person
from ..models.tenancy import ClauseUse, LeaseSignature, LeaseVersion, Tenancy, TenancyChange
from ..rules.lease_clauses import Interpreting, TenantSignature, Usable, clauses_usable
from ..rules.messages import refuse
from ..rules.periods import years_between
from ..rules.rights import Right
from ..rules.terms import ChangeKind, Clause
from ..rules.vocabulary import DocumentKind, TaskKind
from .core.acts import Look, Work, reads, steps, writes
from .core.audit import plain
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, attachment_kind, keep
from .core.lease_facts import is_of_the_family, signing_representative
from .core.papers import ADULT
from .core.tasks import finish_tasks
from .core.tenancy_rows import members_on, tenants_on


@dataclass(frozen=True)
class NewSignature:
    """One tenant's signature; `representative_signed` when the guardian signed too."""

    person_id: int
    signed_on: date
    representative_signed: bool = False
    interpreter_name: str = ""


@dataclass(frozen=True)
class VersionRow:
    """A printed lease or addendum and how far its signing has come."""

    id: int
    number: int
    change: str | None
    document_id: int | None
    signed_document_id: int | None
    landlord_signed_on: date | None
    signed: tuple[tuple[str, date], ...]


@writes(Right.TENANCY_WRITE)
def register_signatures(
    work: Work, version_id: int, signatures: tuple[NewSignature, ...], landlord_signed_on: date | None
) -> int:
    """Write down who has signed a lease or addendum; the same tenant again replaces the earlier line."""
    version = work.load(LeaseVersion, version_id)
    tenancy = work.get(Tenancy, version.tenancy_id)
    for signature in signatures:
        _sign(work, version, signature)
    if landlord_signed_on is not None:
        version.landlord_signed_on = _not_future(work, landlord_signed_on)
    _judge_clauses(work, tenancy, version)
    _close_when_signed(work, tenancy)
    return version.id


def _sign(work: Work, version: LeaseVersion, new: NewSignature) -> None:
    version_id = version.id
    if new.person_id not in tenants_on(work, version.tenancy_id, date.min, coming=True):
        raise refuse("leieforhold.ikke_leietaker")
    query = select(LeaseSignature).where(
        LeaseSignature.lease_version_id == version_id, LeaseSignature.person_id == new.person_id
    )
    row = work.session.execute(query).scalar_one_or_none()
    if row is None:
        row = LeaseSignature(lease_version_id=version_id, person_id=new.person_id)
    row.signed_on = _not_future(work, new.signed_on)
    row.representative_signed = new.representative_signed
    row.interpreter_name = new.interpreter_name.strip()
    work.add(row)


def _not_future(work: Work, day: date) -> date:
    if day > work.today:
        raise refuse("leieforhold.signert_i_framtiden", dato=day)
    return day


@steps(Right.TENANCY_WRITE)
def file_signed_scan(desk: Desk, version_id: int, path: Path) -> Done[int]:
    """File the scan of a signed lease or addendum (PDF, JPG, PNG); refused before somebody's signature has its date."""
    return _file_scan(desk, version_id, _read_scan(path))


@steps(Right.TENANCY_WRITE)
def register_with_scan(
    desk: Desk, version_id: int, signatures: tuple[NewSignature, ...], landlord_signed_on: date | None, path: Path
) -> Done[int]:
    """Write down who has signed and file the scan (PDF, JPG, PNG) in one act: both or neither."""
    return _register_with_scan(desk, version_id, signatures, landlord_signed_on, _read_scan(path))


@writes(Right.TENANCY_WRITE)
def _register_with_scan(
    work: Work, version_id: int, signatures: tuple[NewSignature, ...], landlord_signed_on: date | None, scan: _Scan
) -> int:
    register_signatures.inner(work, version_id, signatures, landlord_signed_on)
    _file_scan.inner(work, version_id, scan)
    return version_id


@dataclass(frozen=True)
class _Scan:
    """A file as it was read: its bytes, what kind it is, how its name ends."""

    content: bytes
    media_type: str
    ending: str


def _read_scan(path: Path) -> _Scan:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refuse("dokument.kan_ikke_leses", fil=path.name) from error
    return _Scan(content, *attachment_kind(content))


@writes(Right.TENANCY_WRITE)
def _file_scan(work: Work, version_id: int, scan: _Scan) -> int:
    version = work.load(LeaseVersion, version_id)
    if not _has_signature(work, version_id):
        raise refuse("leieforhold.skann_uten_signatur")
    tenancy = work.get(Tenancy, version.tenancy_id)
    original = work.get(Document, version.document_id) if version.document_id else None
    addendum = version.change_kind is not None
    document = keep(
        work,
        NewDocument(
            kind=DocumentKind.SIGNED_ADDENDUM if addendum else DocumentKind.SIGNED_LEASE,
            title=original.title if original else tenancy.number,
            file_name=f"signert-{tenancy.number}-{version.number}{scan.ending}",
            content=scan.content,
            media_type=scan.media_type,
            dated=work.today,
            tenancy_id=tenancy.id,
            dwelling_id=original.dwelling_id if original else None,
            case_number=tenancy.decision_ref,
        ),
    )
    version.signed_document_id = document.id
    _judge_clauses(work, tenancy, version)
    _close_when_signed(work, tenancy)
    return document.id


def _has_signature(work: Work, version_id: int) -> bool:
    work.session.flush()
    query = select(LeaseSignature.id).where(LeaseSignature.lease_version_id == version_id).limit(1)
    return work.session.execute(query).first() is not None


def _judge_clauses(work: Work, tenancy: Tenancy, version: LeaseVersion) -> None:
    work.session.flush()
    for clause, usable in _usable(work, tenancy).items():
        reasons = [{"code": r.code, "params": {k: plain(v) for k, v in r.params.items()}} for r in usable.reasons]
        row = ClauseUse(lease_version_id=version.id, clause=clause, usable=usable.yes, reasons=reasons)
        row.recorded_at = work.now
        work.add(row)


def _close_when_signed(work: Work, tenancy: Tenancy) -> None:
    signed = _signatures(work, tenancy, None)
    if signed and all(s.signed_on for s in signed) and _scan_filed(work, tenancy.id):
        finish_tasks(work, tenancy.id, TaskKind.SIGN_LEASE)


@reads(Right.TENANCY_READ)
def clause_status(look: Look, tenancy_id: int) -> Mapping[Clause, Usable]:
    """For each eviction clause: usable now, or every reason why not (never just "clause present")."""
    return _usable(look, look.get(Tenancy, tenancy_id))


def _usable(look: Look, tenancy: Tenancy) -> Mapping[Clause, Usable]:
    agreed = [c for c, there in ((Clause.A, tenancy.clause_a), (Clause.B, tenancy.clause_b)) if there]
    return {
        clause: clauses_usable(
            agreed,
            _signatures(look, tenancy, clause),
            scan_filed=_scan_filed(look, tenancy.id),
            fixed_until=tenancy.fixed_until,
            interpreting=_interpreting(look, tenancy),
        )[clause]
        for clause in Clause
    }


def _in_force(look: Look, tenancy_id: int) -> tuple[ColumnElement[bool], ...]:
    """The versions whose signatures count: all, or from the last renewal on, for then the clauses are signed again."""
    renewals = look.session.execute(
        select(LeaseVersion.number)
        .select_from(TenancyChange)
        .outerjoin(LeaseVersion, LeaseVersion.id == TenancyChange.lease_version_id)
        .where(TenancyChange.tenancy_id == tenancy_id, TenancyChange.kind == ChangeKind.RENEWAL)
        .where(TenancyChange.voided_at.is_(None))
    ).scalars()
    numbers = list(renewals)
    of_tenancy = (LeaseVersion.tenancy_id == tenancy_id, LeaseVersion.voided_at.is_(None))
    if None in numbers:  # renewed, and the addendum is not even printed
        return (*of_tenancy, false())
    return (*of_tenancy, LeaseVersion.number >= max((n for n in numbers if n), default=0))


def _signatures(look: Look, tenancy: Tenancy, clause: Clause | None) -> tuple[TenantSignature, ...]:
    """Who of the tenants has signed a version in force that carries the clause (None: any version in force).

    A tenant who will come is asked of already: nobody leans on a clause that one of them has not signed.
    """
    carries = {Clause.A: LeaseVersion.clause_a, Clause.B: LeaseVersion.clause_b}
    query = (
        select(LeaseSignature)
        .join(LeaseVersion, LeaseVersion.id == LeaseSignature.lease_version_id)
        .where(*_in_force(look, tenancy.id))
        .order_by(LeaseVersion.number)
    )
    if clause is not None:
        query = query.where(carries[clause])
    signed = {row.person_id: row for row in look.session.execute(query).scalars()}
    day = max(look.today, tenancy.from_date)
    return tuple(_signature(look, p, signed.get(p), day) for p in tenants_on(look, tenancy.id, day, coming=True))


def _signature(look: Look, person_id: int, row: LeaseSignature | None, day: date) -> TenantSignature:
    """Whether a guardian was needed is judged on the day of signing: age and mandates change later."""
    person, signing = look.get(Person, person_id), row.signed_on if row else day
    young = person.birth_date is not None and years_between(person.birth_date, signing) < ADULT
    return TenantSignature(
        person.full_name,
        row.signed_on if row else None,
        guardian_needed=young or signing_representative(look, person_id, signing) is not None,
        guardian_signed_on=row.signed_on if row and row.representative_signed else None,
    )


def _scan_filed(look: Look, tenancy_id: int) -> bool:
    """Every version that carries a signature has its scan, and at least one does."""
    versions = look.session.execute(
        select(LeaseVersion.signed_document_id).where(
            *_in_force(look, tenancy_id),
            select(LeaseSignature.id).where(LeaseSignature.lease_version_id == LeaseVersion.id).exists(),
        )
    ).all()
    return bool(versions) and all(row.signed_document_id is not None for row in versions)


def _interpreting(look: Look, tenancy: Tenancy) -> Interpreting:
    tenants = tenants_on(look, tenancy.id, max(look.today, tenancy.from_date), coming=True)
    needed = any(look.get(Person, p).interpreter for p in tenants)
    named = look.session.execute(
        select(LeaseSignature.interpreter_name)
        .join(LeaseVersion, LeaseVersion.id == LeaseSignature.lease_version_id)
        .where(*_in_force(look, tenancy.id), LeaseSignature.interpreter_name != "")
    ).scalars()
    names = [name for name in (tenancy.interpreter_name, *named) if name.strip()]
    members = tuple(m.person_id for m in members_on(look, tenancy.household_id, tenancy.from_date))
    return Interpreting(
        needed,
        tenancy.sign_date or tenancy.from_date if names else None,
        by_relative=any(is_of_the_family(look, name, (*tenants, *members)) for name in names),
    )


@reads(Right.TENANCY_READ)
def versions_of(look: Look, tenancy_id: int) -> list[VersionRow]:
    """The lease and its addenda, newest first, with who has signed each."""
    query = (
        select(LeaseVersion)
        .where(LeaseVersion.tenancy_id == tenancy_id, LeaseVersion.voided_at.is_(None))
        .order_by(LeaseVersion.number.desc())
    )
    return [_version_row(look, version) for version in look.session.execute(query).scalars()]


def _version_row(look: Look, version: LeaseVersion) -> VersionRow:
    rows = look.session.execute(
        select(Person, LeaseSignature.signed_on)
        .join(LeaseSignature, LeaseSignature.person_id == Person.id)
        .where(LeaseSignature.lease_version_id == version.id)
        .order_by(LeaseSignature.id)
    ).all()
    return VersionRow(
        version.id,
        version.number,
        version.change_kind.value if version.change_kind else None,
        version.document_id,
        version.signed_document_id,
        version.landlord_signed_on,
        tuple((person.full_name, day) for person, day in rows),
    )
