"""Fast trekk: somebody pays so much of the rent a month straight to the office, by the tenant's own consent (P6).

Voluntary and revocable at any time: it is never a term of the lease, and stopping it needs nobody's leave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from ..models.casefile import Document
from ..models.ledger import RentAccount
from ..models.payments import Deduction
from ..models.tenancy import Tenancy
from ..rules.arrears.words import PayerKind
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core.acts import Look, Work, reads, writes


@dataclass(frozen=True)
class DeductionRow:
    """A fast trekk from–to (inclusive, None = open), øre a month; `stopped_reason` says why it has an end."""

    id: int
    version: int
    kind: PayerKind
    with_whom: str
    amount_ore: int
    from_date: date
    to_date: date | None
    reference: str
    consented_on: date | None
    document_id: int | None
    stopped_reason: str


@dataclass(frozen=True)
class DeductionInput:
    """A fast trekk as it was agreed: who pays, øre a month, from–to, and the consent it rests on.

    `document_id` is the signed consent, where it is filed.
    """

    account_id: int
    kind: PayerKind
    with_whom: str
    amount_ore: int
    from_date: date
    consented_on: date
    to_date: date | None = None
    reference: str = ""
    document_id: int | None = None


@dataclass(frozen=True)
class DeductionShare:
    """How many of the tenancies that run on a day have fast trekk, and with whom; those hidden are in neither."""

    on: date
    tenancies: int
    with_deduction: int
    by_kind: Mapping[PayerKind, int]

    @property
    def permille(self) -> int | None:
        """The share in thousandths, rounded to the nearest; None without tenancies."""
        return (self.with_deduction * 2000 + self.tenancies) // (2 * self.tenancies) if self.tenancies else None


@reads(Right.LEDGER_READ)
def deductions_of(look: Look, account_id: int) -> tuple[DeductionRow, ...]:
    """Every fast trekk of an account that was not withdrawn, the newest first."""
    look.get(RentAccount, account_id)
    row = Deduction
    query = select(row).where(row.account_id == account_id, row.voided_at.is_(None))
    found = look.session.execute(query.order_by(row.from_date.desc(), row.id.desc())).scalars()
    return tuple(_row(one) for one in found)


def _row(one: Deduction) -> DeductionRow:
    return DeductionRow(
        id=one.id,
        version=one.version,
        kind=one.kind,
        with_whom=one.with_whom,
        amount_ore=one.amount_ore,
        from_date=one.from_date,
        to_date=one.to_date,
        reference=one.reference,
        consented_on=one.consented_on,
        document_id=one.document_id,
        stopped_reason=one.stopped_reason,
    )


@reads(Right.LEDGER_READ)
def consent_papers(look: Look, account_id: int) -> dict[int, str]:
    """The consents to fast trekk that are filed on the tenancy of an account: document → title, the newest first."""
    tenancy_id = look.get(RentAccount, account_id).tenancy_id
    paper = Document
    query = select(paper.id, paper.title).where(
        paper.tenancy_id == tenancy_id, paper.kind == DocumentKind.DEDUCTION_CONSENT, paper.voided_at.is_(None)
    )
    return {row.id: row.title for row in look.session.execute(query.order_by(paper.dated.desc(), paper.id.desc()))}


@reads(Right.LEDGER_READ)
def deduction_share(look: Look, on: date | None = None) -> DeductionShare:
    """The share of the tenancies running on a day (None: today) that have fast trekk, with its parts."""
    day = on or look.today
    total = look.session.execute(select(func.count(Tenancy.id)).where(*_running(day))).scalar_one()
    counted = func.count(func.distinct(RentAccount.id)).label("accounts")
    by_kind = look.session.execute(_with_deduction(select(Deduction.kind, counted), day).group_by(Deduction.kind))
    return DeductionShare(
        day,
        total,
        look.session.execute(_with_deduction(select(counted), day)).scalar_one(),
        {row.kind: row.accounts for row in by_kind},
    )


def _running(day: date) -> tuple[ColumnElement[bool], ...]:
    home = Tenancy
    return (
        home.voided_at.is_(None),
        home.from_date <= day,
        or_(home.to_date.is_(None), home.to_date >= day),
        or_(home.closed_on.is_(None), home.closed_on > day),
    )


def _with_deduction(query: Select[*tuple[Any, ...]], day: date) -> Select[Any]:
    row = Deduction
    holds = and_(row.voided_at.is_(None), row.from_date <= day, or_(row.to_date.is_(None), row.to_date >= day))
    joined: Select[Any] = (
        query.select_from(row)
        .join(RentAccount, RentAccount.id == row.account_id)
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
    )
    return joined.where(holds, *_running(day))


@writes(Right.ARREARS_WRITE)
def add_deduction(work: Work, given: DeductionInput) -> int:
    """Write a fast trekk down; its id. Refused without amount or payer, and without a consent given by its first day.

    A paper that is named must be a consent of this tenancy.
    """
    account = work.get(RentAccount, given.account_id)
    if given.amount_ore <= 0:
        raise refuse("trekk.belop_mangler")
    if not given.with_whom.strip():
        raise refuse("trekk.hvem_mangler")
    if given.to_date is not None and given.to_date < given.from_date:
        raise refuse("trekk.til_for_fra")
    if given.consented_on > min(given.from_date, work.today):
        raise refuse("trekk.uten_samtykke")
    if given.document_id is not None:
        _refuse_other_paper(work, account, given.document_id)
    row = work.add(
        Deduction(
            account_id=given.account_id,
            kind=given.kind,
            with_whom=given.with_whom.strip(),
            amount_ore=given.amount_ore,
            from_date=given.from_date,
            to_date=given.to_date,
            reference=given.reference.strip(),
            document_id=given.document_id,
            consented_on=given.consented_on,
        )
    )
    return row.id


def _refuse_other_paper(work: Work, account: RentAccount, document_id: int) -> None:
    paper = work.get(Document, document_id)
    if paper.tenancy_id != account.tenancy_id or paper.kind is not DocumentKind.DEDUCTION_CONSENT:
        raise refuse("trekk.annet_dokument")


@writes(Right.ARREARS_WRITE)
def stop_deduction(work: Work, deduction_id: int, version: int, last_day: date, reason: str) -> int:
    """The consent was withdrawn, or the payer stopped: `last_day` is the last one it holds. Its new version.

    One that never came to run is withdrawn. Refused without reason.
    """
    row = work.load(Deduction, deduction_id, version)
    if not reason.strip():
        raise refuse("trekk.grunn_mangler")
    work.reason(reason)
    row.stopped_reason = reason.strip()[:300]
    if last_day < row.from_date:
        row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason
    else:
        row.to_date = last_day
    work.session.flush()
    return row.version
